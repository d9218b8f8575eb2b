//! The contract with programs for recorded runs: names, order and rounding of what is told of a run and of each muscle.

use std::borrow::Cow;

use super::super::records::Value;
use crate::answer::run::{RecordedRun, RunLoad, RunRow, Slope, Split};
use crate::muscle::Muscle;

/// A stretch of a run from a file of that name.
pub(super) struct Of<'r> {
    pub(super) run: &'r RecordedRun<'r>,
    pub(super) name: &'r str,
    pub(super) stretch: &'r Split,
}

impl Of<'_> {
    /// A total of the device, which is one of the whole run.
    fn device(&self, total: Option<f64>, decimals: usize) -> Value {
        Value::number(total.filter(|_| self.stretch.name.is_empty()), decimals)
    }

    fn climb(&self, metres: f64) -> Value {
        Value::number(self.run.track.has_altitude.then_some(metres), 1)
    }

    fn slope_m(&self, slope: Slope) -> Value {
        Value::Number(self.stretch.slopes[slope as usize].metres, 1)
    }
}

type Field = (&'static str, fn(&Of<'_>) -> Value);
type RunLoadField = (&'static str, fn(&RunLoad) -> Value);

/// What is told of a stretch of a run.
const ACTIVITY: &[Field] = &[
    ("file", |of| Value::text(of.name)),
    ("format", |of| Value::text(of.run.track.format.key())),
    ("start", |of| {
        Value::text(of.run.track.start().unwrap_or_default())
    }),
    ("sport", |of| Value::text(of.run.track.sport.key())),
    ("split", |of| Value::text(of.stretch.name.as_str())),
    ("distance_m", |of| Value::Number(of.stretch.distance_m(), 1)),
    ("elapsed_s", |of| Value::Number(of.stretch.elapsed_s(), 1)),
    ("moving_s", |of| Value::Number(of.stretch.moving_s(), 1)),
    ("running_m", |of| {
        Value::Number(of.stretch.running.metres, 1)
    }),
    ("running_s", |of| {
        Value::Number(of.stretch.running.seconds, 1)
    }),
    ("running_steps", |of| {
        Value::Number(of.stretch.running.steps, 0)
    }),
    ("walking_m", |of| {
        Value::Number(of.stretch.walking.metres, 1)
    }),
    ("walking_s", |of| {
        Value::Number(of.stretch.walking.seconds, 1)
    }),
    ("walking_steps", |of| {
        let known = !of.stretch.walking_steps_unknown;
        Value::number(known.then_some(of.stretch.walking.steps), 0)
    }),
    ("standing_s", |of| Value::Number(of.stretch.standing_s, 1)),
    ("stopped_s", |of| Value::Number(of.stretch.stopped_s, 1)),
    ("ascent_m", |of| of.climb(of.stretch.ascent_m)),
    ("descent_m", |of| of.climb(of.stretch.descent_m)),
    ("speed_m_s", |of| Value::number(of.stretch.speed_m_s(), 3)),
    ("step_rate_spm", |of| {
        Value::number(of.stretch.step_rate_spm(), 1)
    }),
    ("uphill_m", |of| of.slope_m(Slope::Uphill)),
    ("level_m", |of| of.slope_m(Slope::Level)),
    ("downhill_m", |of| of.slope_m(Slope::Downhill)),
    ("beyond_gradient_s", |of| {
        Value::Number(of.stretch.beyond_gradient_s, 1)
    }),
    ("beyond_speed_s", |of| {
        Value::Number(of.stretch.beyond_speed_s, 1)
    }),
    ("mass_kg", |of| Value::Number(of.run.mass.kilograms(), 2)),
    ("device_distance_m", |of| {
        of.device(of.run.track.totals.distance_m, 1)
    }),
    ("device_timer_s", |of| {
        of.device(of.run.track.totals.timer_s, 1)
    }),
    ("device_ascent_m", |of| {
        of.device(of.run.track.totals.ascent_m, 1)
    }),
    ("device_descent_m", |of| {
        of.device(of.run.track.totals.descent_m, 1)
    }),
    ("device_steps", |of| {
        of.device(of.run.track.totals.strides.map(|strides| 2.0 * strides), 0)
    }),
    ("smoothing_m", |of| {
        Value::number(of.run.track.smoothing_m, 1)
    }),
    ("tables", |of| Value::text(of.run.evidence.checksum())),
];

/// What is told of each muscle in a row a run.
const WIDE: &[RunLoadField] = &[
    ("peak_max_bw", |of| {
        Value::number(of.highest.as_ref().map(|h| h.peak_bw), 3)
    }),
    ("peak_max_sd_bw", |of| {
        Value::number(of.highest.as_ref().and_then(|h| h.sd_bw), 3)
    }),
    ("peak_max_n", |of| {
        Value::number(of.highest.as_ref().map(|h| h.peak_n), 0)
    }),
    ("peak_mean_bw", |of| Value::number(of.peak_mean_bw, 3)),
    ("peak_mean_sd_bw", |of| Value::number(of.peak_mean_sd_bw, 3)),
    ("cumulative_kn_s", |of| Value::number(of.cumulative_kn_s, 2)),
    ("easy_km", |of| Value::number(of.easy_km, 3)),
    ("uphill_share", |of| share(of, Slope::Uphill)),
    ("level_share", |of| share(of, Slope::Level)),
    ("downhill_share", |of| share(of, Slope::Downhill)),
];

/// What is told of it in a document besides.
const MORE: &[RunLoadField] = &[
    ("peak_max_phase", |of| {
        Value::text(of.highest.as_ref().map_or("", |h| h.phase.key()))
    }),
    ("peak_max_at_s", |of| {
        Value::number(of.highest.as_ref().map(|h| h.at_s), 1)
    }),
    ("peak_max_held_s", |of| {
        Value::number(of.highest.as_ref().map(|h| h.held_s), 1)
    }),
    ("peak_max_speed_m_s", |of| {
        Value::number(of.highest.as_ref().map(|h| h.run.speed().m_per_s()), 3)
    }),
    ("peak_max_gradient_pct", |of| {
        let highest = of.highest.as_ref();
        Value::number(highest.map(|h| h.run.course().gradient().percent()), 2)
    }),
    ("grade", |of| {
        Value::text(of.grade.map_or("", |grade| grade.key()))
    }),
    ("extrapolated_share", |of| {
        Value::number(of.extrapolated_share, 3)
    }),
];

fn share(of: &RunLoad, slope: Slope) -> Value {
    Value::number(of.shares.map(|shares| shares[slope as usize]), 3)
}

/// The names of what is told of a stretch.
pub(super) fn activity_names() -> Vec<&'static str> {
    ACTIVITY.iter().map(|(name, _)| *name).collect()
}

/// What is told of a stretch.
pub(super) fn activity_cells(of: &Of<'_>) -> Vec<Value> {
    ACTIVITY.iter().map(|(_, value)| value(of)).collect()
}

/// The names of a row a run.
pub(super) fn wide_names(muscles: &[&Muscle]) -> Vec<Cow<'static, str>> {
    let own = ACTIVITY.iter().map(|(name, _)| Cow::Borrowed(*name));
    let muscles = muscles.iter().flat_map(|muscle| {
        WIDE.iter()
            .map(|(name, _)| Cow::Owned(format!("{}_{name}", muscle.key())))
    });
    own.chain(muscles).collect()
}

/// The cells of a row a run.
pub(super) fn wide_cells(of: &Of<'_>) -> Vec<Value> {
    let mut cells = activity_cells(of);
    for borne in &of.run.loads_of(of.stretch) {
        cells.extend(WIDE.iter().map(|(_, value)| value(borne)));
    }
    cells
}

/// The names of what is told of a muscle in a document.
pub(super) fn load_names() -> Vec<&'static str> {
    const WHOSE: [&str; 6] = ["rank", "rank_low", "rank_high", "muscle", "name", "part_of"];
    let fields = WIDE.iter().chain(MORE).map(|(name, _)| *name);
    WHOSE.into_iter().chain(fields).chain(["sources"]).collect()
}

/// What is told of a muscle in a document; ranks and sources are those of the whole run.
pub(super) fn load_cells(row: &RunRow<'_>, borne: &RunLoad, sources: Vec<String>) -> Vec<Value> {
    let rank = |place: fn(&crate::model::Rank) -> usize| {
        row.rank
            .as_ref()
            .map_or(Value::Unknown, |rank| Value::count(place(rank)))
    };
    let muscle: &Muscle = row.muscle;
    let mut cells = vec![
        rank(|rank| rank.place),
        rank(|rank| rank.low),
        rank(|rank| rank.high),
        Value::text(muscle.key()),
        Value::text(muscle.name()),
        Value::text(muscle.part_of().unwrap_or_default()),
    ];
    cells.extend(WIDE.iter().chain(MORE).map(|(_, value)| value(borne)));
    cells.push(Value::List(sources));
    cells
}
