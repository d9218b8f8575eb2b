//! What programs are told of a recorded run: of the run or a split of it, and of each muscle; and second by second.

use super::{GradientClass, RecordedRun, RunLoad, RunRow, Split};
use crate::answer::calculate::fields as calculate;
use crate::answer::{columns, exponent};
use crate::document::{Align, Column, Field, Value};
use crate::muscle::Muscle;
use crate::units::{Mass, Speed};

const NOTHING: &str = "no running, or no published force";

const NOT_HELD: &str =
    "held against nothing, or no downhill is known of the course or of those weeks";

pub(crate) const CUMULATIVE_KN_S: Column = Column {
    meaning: "impulse of all steps of one leg",
    empty: "no running, no published force, or no body mass",
    priority: 0,
    ..calculate::CUMULATIVE_KN_S
};
pub(crate) const CUMULATIVE_BW_S: Column = Column {
    meaning: CUMULATIVE_KN_S.meaning,
    empty: NOTHING,
    priority: 0,
    ..calculate::CUMULATIVE_BW_S
};
pub(crate) const EASY_KM: Column = Column {
    short: "easy km",
    long: "Easy km",
    align: Align::Right,
    priority: 9,
    ..Column::number("easy_km", "km", 3, "easy flat running with the same impulse").empty(NOTHING)
};
pub(crate) const PEAK_MEAN_BW: Column = Column {
    short: "mean ×",
    long: "Mean × body weight",
    priority: 8,
    ..Column::number(
        "peak_mean_bw",
        "body weights",
        3,
        "mean peak force of a step, times body weight, weighted by steps",
    )
    .empty(NOTHING)
};
pub(crate) const PEAK_MAX_BW: Column = Column {
    short: "highest ×",
    long: "Highest × body weight",
    priority: 10,
    ..Column::number(
        "peak_max_bw",
        "body weights",
        3,
        "highest peak force of a step, times body weight",
    )
    .empty(NOTHING)
};
pub(crate) const PEAK_MAX_N: Column = Column {
    short: "N",
    align: Align::Right,
    priority: 5,
    is_plain: true,
    ..Column::number("peak_max_n", "N", 0, "highest peak force in newtons")
        .empty("no running, no published force, or no body mass")
};
pub(crate) const PEAK_MAX_AT_S: Column = Column {
    short: "at",
    long: "At",
    align: Align::Right,
    priority: 2,
    ..Column::number("peak_max_at_s", "s", 1, "when the highest peak came, since the first sample")
        .empty(NOTHING)
};
pub(crate) const GRADE: Column = Column {
    priority: 4,
    meaning: "how far to trust it: grade of the evidence of at least half of the steps, A (best) to C",
    empty: NOTHING,
    ..columns::GRADE
};

/// A run or a split of it, from a file of that name.
#[derive(Clone, Copy)]
pub(crate) struct SplitContext<'r> {
    pub(crate) run: &'r RecordedRun<'r>,
    pub(crate) name: &'r str,
    pub(crate) split: &'r Split,
}

impl SplitContext<'_> {
    /// A total of the device, which is one of the whole run.
    fn device(&self, total: Option<f64>) -> Value {
        total.filter(|_| self.split.name.is_empty()).into()
    }

    fn pace(&self) -> Option<String> {
        let speed = Speed::from_m_per_s(self.split.speed_m_s()?).ok()?;
        Some(speed.pace(self.run.question.units).to_string())
    }

    fn climb(&self, metres: f64) -> Value {
        self.run.track.has_altitude.then_some(metres).into()
    }

    fn slope_m(&self, slope: GradientClass) -> Value {
        self.split.slopes[slope as usize].metres.into()
    }
}

type SplitField = Field<fn(&SplitContext<'_>) -> Value>;
type RunLoadField = Field<fn(&RunLoad) -> Value>;
type RunRowField = Field<fn(&RunRow<'_>) -> Value>;

pub(crate) const ACTIVITY: &[SplitField] = columns::with_form!(
    [
        Column::text("file", "the file as it was named").value(|of| of.name.into()),
        Column::text("format", "`fit`, `gpx`, `tcx`").value(|of| of.run.track.format.key().into()),
        Column::text("start", "time of the first sample in UTC")
            .unless("the device had no date", |of| of.run.track.start().into()),
        Column::text("date", "the day it began on, in local time").unless(
            "the device had no date",
            |of| of.run.local_start().map_or(Value::Unknown, |(time, _)| Value::Date(time.date()))
        ),
        Column::text("start_local", "local time of the first sample").unless(
            "the device had no date",
            |of| of.run.local_start().map_or(Value::Unknown, |(time, _)| Value::Time(time))
        ),
        Column::text(
            "time_zone",
            "the time zone of local times: as asked for, else as the file says, else UTC",
        )
        .unless("the device had no date", |of| of
            .run
            .local_start()
            .map(|(_, zone)| zone)
            .into()),
        Column::text("sport", "as the file says")
            .unless("the file does not say", |of| { of.run.track.sport.key().into() }),
        Column::text("split", "name of the split")
            .unless("a whole run", |of| (&*of.split.name).into()),
        Column::number("distance_m", "m", 1, "distance, all ways of moving")
            .value(|of| of.split.distance_m().into()),
        Column::number("elapsed_s", "s", 1, "from the first sample to the last")
            .value(|of| of.split.elapsed_s().into()),
        Column::number("moving_s", "s", 1, "running, walking, and what is too fast for either")
            .value(|of| of.split.moving_s().into()),
        Column::number("running_m", "m", 1, "running").value(|of| of.split.running.metres.into()),
        Column::number("running_s", "s", 1, "running").value(|of| of.split.running.seconds.into()),
        Column::number("running_steps", "", 0, "steps of both legs while running")
            .value(|of| { of.split.running.steps.into() }),
        Column::number("walking_m", "m", 1, "walking").value(|of| of.split.walking.metres.into()),
        Column::number("walking_s", "s", 1, "walking").value(|of| of.split.walking.seconds.into()),
        Column::number("walking_steps", "", 0, "steps of both legs while walking").unless(
            "without cadence",
            |of| {
                let known = !of.split.walking_steps_unknown;
                known.then_some(of.split.walking.steps).into()
            }
        ),
        Column::number("standing_s", "s", 1, "standing still while the timer runs")
            .value(|of| of.split.standing_s.into()),
        Column::number("stopped_s", "s", 1, "the timer stopped, or nothing recorded")
            .value(|of| of.split.stopped_s.into()),
        Column::number("ascent_m", "m", 1, "ascent")
            .unless("without altitude", |of| of.climb(of.split.ascent_m)),
        Column::number("descent_m", "m", 1, "descent")
            .unless("without altitude", |of| of.climb(of.split.descent_m)),
        Column::number("speed_m_s", "m/s", 3, "mean speed of running")
            .unless("nobody runs", |of| of.split.speed_m_s().into()),
        Column::text("pace", "mean pace of running, per kilometre or mile as asked for")
            .unless("nobody runs", |of| of.pace().into()),
        Column::number("step_rate_spm", "steps/min", 1, "mean step rate of running")
            .unless("nobody runs", |of| of.split.step_rate_spm().into()),
        Column::number("uphill_m", "m", 1, "running steeper than 1 % up")
            .value(|of| of.slope_m(GradientClass::Uphill)),
        Column::number("level_m", "m", 1, "running between")
            .value(|of| of.slope_m(GradientClass::Level)),
        Column::number("downhill_m", "m", 1, "running steeper than 1 % down")
            .value(|of| of.slope_m(GradientClass::Downhill)),
        Column::number("beyond_gradient_s", "s", 1, "running steeper than any data")
            .value(|of| of.split.beyond_gradient_s.into()),
        Column::number("beyond_speed_s", "s", 1, "running slower or quicker than any data")
            .value(|of| of.split.beyond_speed_s.into()),
        columns::MASS_KG.value(|of| of.run.mass.map(Mass::kilograms).into()),
        Column::number("device_distance_m", "m", 1, "distance by the device")
            .unless("of a split, or not told", |of| of.device(of.run.track.totals.distance_m)),
        Column::number("device_timer_s", "s", 1, "time with the timer running, by the device")
            .unless("of a split, or not told", |of| of.device(of.run.track.totals.timer_s)),
        Column::number("device_ascent_m", "m", 1, "ascent by the device")
            .unless("of a split, or not told", |of| of.device(of.run.track.totals.ascent_m)),
        Column::number("device_descent_m", "m", 1, "descent by the device")
            .unless("of a split, or not told", |of| of.device(of.run.track.totals.descent_m)),
        Column::number("device_steps", "", 0, "steps of both legs by the device")
            .unless("of a split, or not told", |of| of
                .device(of.run.track.totals.strides.map(|strides| 2.0 * strides))),
        Column::number("smoothing_m", "m", 1, "length that altitude was smoothed over")
            .unless("without altitude", |of| of.run.track.smoothing_m.into()),
    ],
    |of| of.run.question.form,
    [
        exponent::EXPONENT.value(|of| exponent::value(of.run.question.exponent)),
        columns::TABLES.value(|of| of.run.evidence.checksum().into()),
    ]
);

pub(crate) const WIDE: &[RunLoadField] = &[
    PEAK_MAX_BW.value(|load| load.highest.as_ref().map(|h| h.peak_bw).into()),
    Column::number(
        "peak_max_sd_bw",
        "body weights",
        3,
        "one standard deviation of it between runners",
    )
    .unless(NOTHING, |load| load.highest.as_ref().and_then(|h| h.sd_bw).into()),
    PEAK_MAX_N.value(|load| load.highest.as_ref().and_then(|h| h.peak_n).into()),
    PEAK_MEAN_BW.value(|load| load.peak_mean_bw.into()),
    Column::number(
        "peak_mean_sd_bw",
        "body weights",
        3,
        "one standard deviation of it between runners",
    )
    .unless(NOTHING, |load| load.peak_mean_sd_bw.into()),
    CUMULATIVE_BW_S.value(|load| load.cumulative_bw_s.into()),
    CUMULATIVE_KN_S.value(|load| load.cumulative_kn_s.into()),
    exponent::PEAK_POWER_SUM.value(|load| exponent::sum(load.peak_power_sum)),
    EASY_KM.value(|load| load.easy_km.into()),
    Column::number(
        "level_ratio",
        "",
        3,
        "of a planned course, the impulse over that of the same distance on the level at \
             the same pace",
    )
    .unless("a recorded run, or no published force", |load| load.level_ratio.into()),
    Column::number(
        "downhill_held_ratio",
        "",
        3,
        "of a planned course, the downhill load of the 8 weeks that it is held against \
             over that of the whole course",
    )
    .unless(NOT_HELD, |load| load.earlier_downhill.as_ref().map(|share| share.ratio).into()),
    Column::number(
        "downhill_nearest_ratio",
        "",
        3,
        "the same of the one run that came nearest to the whole course",
    )
    .unless(NOT_HELD, |load| {
        let nearest = load.earlier_downhill.as_ref().and_then(|share| share.nearest.as_ref());
        nearest.map(|nearest| nearest.2).into()
    }),
    Column::text("downhill_nearest_run", "the file or row of that run").unless(NOT_HELD, |load| {
        let nearest = load.earlier_downhill.as_ref().and_then(|share| share.nearest.as_ref());
        nearest.map(|nearest| nearest.0.to_string()).into()
    }),
    Column::number("uphill_share", "", 3, "share of the impulse uphill")
        .unless(NOTHING, |load| share(load, GradientClass::Uphill)),
    Column::number("level_share", "", 3, "share of the impulse on the level, within 1 %")
        .unless(NOTHING, |load| share(load, GradientClass::Level)),
    Column::number("downhill_share", "", 3, "share of the impulse downhill")
        .unless(NOTHING, |load| share(load, GradientClass::Downhill)),
];

/// What is told of it in a document besides.
pub(crate) const MORE: &[RunLoadField] = &[
    Column::text("peak_max_phase", "when in the stride the highest peak comes")
        .unless(NOTHING, |load| load.highest.as_ref().map(|h| h.phase.key()).into()),
    PEAK_MAX_AT_S.value(|load| load.highest.as_ref().map(|h| h.at_s).into()),
    Column::number("peak_max_held_s", "s", 1, "how long that speed was kept")
        .unless(NOTHING, |load| load.highest.as_ref().map(|h| h.held_s).into()),
    Column::number("peak_max_speed_m_s", "m/s", 3, "speed then")
        .unless(NOTHING, |load| load.highest.as_ref().map(|h| h.run.speed().m_per_s()).into()),
    Column::number("peak_max_gradient_pct", "%", 2, "gradient then").unless(NOTHING, |load| {
        let highest = load.highest.as_ref();
        highest.map(|h| h.run.course().gradient().percent()).into()
    }),
    GRADE.value(|load| load.grade.map(crate::evidence::Grade::key).into()),
    Column::number("extrapolated_share", "", 3, "share of the steps that lie beyond the data")
        .unless(NOTHING, |load| load.extrapolated_share.into()),
];

/// What stands before the peaks in a row a second.
pub(crate) const SAMPLE: [Column; 9] = [
    Column::text("file", "the file as it was named"),
    Column::number("time_s", "s", 1, "when it begins, since the first sample"),
    Column::number("duration_s", "s", 2, "how long it lasts"),
    Column::number("distance_m", "m", 1, "how far the run is at its end"),
    Column::number("speed_m_s", "m/s", 3, "speed").empty("stopped"),
    Column::number("altitude_m", "m", 1, "altitude, smoothed")
        .empty("stopped, or without altitude"),
    Column::number("gradient_pct", "%", 2, "gradient, minus is downhill").empty("stopped"),
    Column::number("step_rate_spm", "steps/min", 1, "step rate, both legs")
        .empty("without cadence"),
    Column::text("movement", "`running`, `walking`, `standing`, `too_fast` or `stopped`"),
];
/// What stands behind them, a muscle each.
pub(crate) const SAMPLE_PEAK: Column =
    Column::number("peak_bw", "body weights", 3, "peak force of a step, times body weight")
        .empty("nobody runs, or no published force");

/// What a muscle is told by in a document, before and behind what it did.
const WHOSE: &[RunRowField] = &[
    columns::RANK.value(|row| row.rank.map(|rank| rank.place).into()),
    columns::RANK_LOW.value(|row| row.rank.map(|rank| rank.low).into()),
    columns::RANK_HIGH.value(|row| row.rank.map(|rank| rank.high).into()),
    columns::MUSCLE.value(|row| row.muscle.key().into()),
    columns::NAME.value(|row| row.muscle.name().into()),
    columns::PART_OF.value(|row| row.muscle.part_of().into()),
    columns::KIND.value(|row| row.muscle.kind().key().into()),
];

fn share(load: &RunLoad, slope: GradientClass) -> Value {
    load.shares.map(|shares| shares[slope as usize]).into()
}

pub(crate) fn wide_names(muscles: &[&Muscle]) -> Vec<String> {
    let own = ACTIVITY.iter().map(|field| field.0.key.to_owned());
    let of_muscles = muscles
        .iter()
        .flat_map(|muscle| WIDE.iter().map(|field| format!("{}_{}", muscle.key(), field.0.key)));
    own.chain(of_muscles).collect()
}

pub(crate) fn wide_cells(of: &SplitContext<'_>) -> Vec<Value> {
    let loads = of.run.loads_of(of.split);
    let loads = loads.iter();
    let of_loads = loads.flat_map(|load| columns::cells(WIDE, move |fill| fill(load)));
    columns::cells(ACTIVITY, |fill| fill(of)).chain(of_loads).collect()
}

pub(crate) fn load_columns() -> impl Iterator<Item = &'static Column> {
    let of_load = columns::columns_of(WIDE).chain(columns::columns_of(MORE));
    columns::columns_of(WHOSE).chain(of_load).chain([&columns::SOURCES])
}

/// What is told of a muscle in a document; ranks and sources are those of the whole run.
pub(crate) fn load_cells(row: &RunRow<'_>, load: &RunLoad, sources: Vec<String>) -> Vec<Value> {
    let whose = columns::cells(WHOSE, |fill| fill(row));
    let of_load = [WIDE, MORE].map(|fields| columns::cells(fields, |fill| fill(load)));
    whose.chain(of_load.into_iter().flatten()).chain([Value::List(sources)]).collect()
}
