//! What programs are told of a recorded run: of the run or a split of it, and of each muscle; and second by second.

mod loads;
mod samples;

use super::{GradientClass, RecordedRun, RunLoad, RunRow, Split};
use crate::answer::{columns, exponent};
use crate::document::{Column, Field, Value};
use crate::muscle::Muscle;
use crate::units::{Mass, Speed};

pub(crate) use loads::{
    CUMULATIVE_BW_S, CUMULATIVE_KN_S, EASY_KM, GRADE, PEAK_MAX_AT_S, PEAK_MAX_BW, PEAK_MAX_N,
    PEAK_MEAN_BW,
};
use loads::{NOT_HELD, NOTHING};
pub(crate) use samples::{SAMPLE, SAMPLE_PEAK};

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

/// What is told of a run or a split of it.
pub(crate) const ACTIVITY: &[SplitField] = columns::with_form!(
    [
        Field(Column::text("file", "the file as it was named"), |of| { of.name.into() }),
        Field(Column::text("format", "`fit`, `gpx`, `tcx`"), |of| {
            of.run.track.format.key().into()
        }),
        Field(
            Column::text("start", "time of the first sample in UTC")
                .empty("the device had no date"),
            |of| of.run.track.start().into(),
        ),
        Field(
            Column::text("date", "the day it began on, in local time")
                .empty("the device had no date"),
            |of| {
                of.run.local_start().map_or(Value::Unknown, |(time, _)| Value::Date(time.date()))
            },
        ),
        Field(
            Column::text("start_local", "local time of the first sample")
                .empty("the device had no date"),
            |of| { of.run.local_start().map_or(Value::Unknown, |(time, _)| Value::Time(time)) },
        ),
        Field(
            Column::text(
                "time_zone",
                "the time zone of local times: as asked for, else as the file says, else UTC",
            )
            .empty("the device had no date"),
            |of| of.run.local_start().map(|(_, zone)| zone).into(),
        ),
        Field(Column::text("sport", "as the file says").empty("the file does not say"), |of| of
            .run
            .track
            .sport
            .key()
            .into(),),
        Field(Column::text("split", "name of the split").empty("a whole run"), |of| (&*of
            .split
            .name)
            .into(),),
        Field(Column::number("distance_m", "m", 1, "distance, all ways of moving"), |of| of
            .split
            .distance_m()
            .into(),),
        Field(Column::number("elapsed_s", "s", 1, "from the first sample to the last"), |of| of
            .split
            .elapsed_s()
            .into(),),
        Field(
            Column::number("moving_s", "s", 1, "running, walking, and what is too fast for either",),
            |of| of.split.moving_s().into(),
        ),
        Field(Column::number("running_m", "m", 1, "running"), |of| {
            of.split.running.metres.into()
        }),
        Field(Column::number("running_s", "s", 1, "running"), |of| {
            of.split.running.seconds.into()
        }),
        Field(Column::number("running_steps", "", 0, "steps of both legs while running"), |of| of
            .split
            .running
            .steps
            .into(),),
        Field(Column::number("walking_m", "m", 1, "walking"), |of| {
            of.split.walking.metres.into()
        }),
        Field(Column::number("walking_s", "s", 1, "walking"), |of| {
            of.split.walking.seconds.into()
        }),
        Field(
            Column::number("walking_steps", "", 0, "steps of both legs while walking")
                .empty("without cadence"),
            |of| {
                let known = !of.split.walking_steps_unknown;
                known.then_some(of.split.walking.steps).into()
            },
        ),
        Field(Column::number("standing_s", "s", 1, "standing still while the timer runs"), |of| of
            .split
            .standing_s
            .into(),),
        Field(
            Column::number("stopped_s", "s", 1, "the timer stopped, or nothing recorded",),
            |of| of.split.stopped_s.into(),
        ),
        Field(Column::number("ascent_m", "m", 1, "ascent").empty("without altitude"), |of| of
            .climb(of.split.ascent_m),),
        Field(Column::number("descent_m", "m", 1, "descent").empty("without altitude"), |of| of
            .climb(of.split.descent_m),),
        Field(
            Column::number("speed_m_s", "m/s", 3, "mean speed of running").empty("nobody runs"),
            |of| of.split.speed_m_s().into(),
        ),
        Field(
            Column::text("pace", "mean pace of running, per kilometre or mile as asked for",)
                .empty("nobody runs"),
            |of| of.pace().into(),
        ),
        Field(
            Column::number("step_rate_spm", "steps/min", 1, "mean step rate of running")
                .empty("nobody runs"),
            |of| of.split.step_rate_spm().into(),
        ),
        Field(Column::number("uphill_m", "m", 1, "running steeper than 1 % up"), |of| of
            .slope_m(GradientClass::Uphill),),
        Field(Column::number("level_m", "m", 1, "running between"), |of| {
            of.slope_m(GradientClass::Level)
        }),
        Field(Column::number("downhill_m", "m", 1, "running steeper than 1 % down"), |of| of
            .slope_m(GradientClass::Downhill),),
        Field(Column::number("beyond_gradient_s", "s", 1, "running steeper than any data"), |of| {
            of.split.beyond_gradient_s.into()
        },),
        Field(
            Column::number("beyond_speed_s", "s", 1, "running slower or quicker than any data",),
            |of| of.split.beyond_speed_s.into(),
        ),
        Field(columns::MASS_KG, |of| { of.run.mass.map(Mass::kilograms).into() }),
        Field(
            Column::number("device_distance_m", "m", 1, "distance by the device")
                .empty("of a split, or not told"),
            |of| of.device(of.run.track.totals.distance_m),
        ),
        Field(
            Column::number("device_timer_s", "s", 1, "time with the timer running, by the device",)
                .empty("of a split, or not told"),
            |of| of.device(of.run.track.totals.timer_s),
        ),
        Field(
            Column::number("device_ascent_m", "m", 1, "ascent by the device")
                .empty("of a split, or not told"),
            |of| of.device(of.run.track.totals.ascent_m),
        ),
        Field(
            Column::number("device_descent_m", "m", 1, "descent by the device")
                .empty("of a split, or not told"),
            |of| of.device(of.run.track.totals.descent_m),
        ),
        Field(
            Column::number("device_steps", "", 0, "steps of both legs by the device")
                .empty("of a split, or not told"),
            |of| of.device(of.run.track.totals.strides.map(|strides| 2.0 * strides)),
        ),
        Field(
            Column::number("smoothing_m", "m", 1, "length that altitude was smoothed over",)
                .empty("without altitude"),
            |of| of.run.track.smoothing_m.into(),
        ),
    ],
    |of| of.run.question.form,
    [
        Field(exponent::EXPONENT, |of| { exponent::value(of.run.question.exponent) }),
        Field(columns::TABLES, |of| of.run.evidence.checksum().into()),
    ]
);

/// What is told of each muscle in a row a run.
pub(crate) const WIDE: &[RunLoadField] = &[
    Field(PEAK_MAX_BW, |load| {
        load.highest.as_ref().map(|h| h.peak_bw).into()
    }),
    Field(
        Column::number(
            "peak_max_sd_bw",
            "body weights",
            3,
            "one standard deviation of it between runners",
        )
        .empty(NOTHING),
        |load| load.highest.as_ref().and_then(|h| h.sd_bw).into(),
    ),
    Field(PEAK_MAX_N, |load| {
        load.highest.as_ref().and_then(|h| h.peak_n).into()
    }),
    Field(PEAK_MEAN_BW, |load| load.peak_mean_bw.into()),
    Field(
        Column::number(
            "peak_mean_sd_bw",
            "body weights",
            3,
            "one standard deviation of it between runners",
        )
        .empty(NOTHING),
        |load| load.peak_mean_sd_bw.into(),
    ),
    Field(CUMULATIVE_BW_S, |load| load.cumulative_bw_s.into()),
    Field(CUMULATIVE_KN_S, |load| load.cumulative_kn_s.into()),
    Field(exponent::PEAK_POWER_SUM, |load| {
        exponent::sum(load.peak_power_sum)
    }),
    Field(EASY_KM, |load| load.easy_km.into()),
    Field(
        Column::number(
            "level_ratio",
            "",
            3,
            "of a planned course, the impulse over that of the same distance on the level at the same pace",
        )
        .empty("a recorded run, or no published force"),
        |load| load.level_ratio.into(),
    ),
    Field(
        Column::number(
            "downhill_held_ratio",
            "",
            3,
            "of a planned course, the downhill load of the 8 weeks that it is held against over that of the whole course",
        )
        .empty(NOT_HELD),
        |load| load.earlier_downhill.as_ref().map(|share| share.ratio).into(),
    ),
    Field(
        Column::number(
            "downhill_nearest_ratio",
            "",
            3,
            "the same of the one run that came nearest to the whole course",
        )
        .empty(NOT_HELD),
        |load| {
            let nearest = load.earlier_downhill.as_ref().and_then(|share| share.nearest.as_ref());
            nearest.map(|nearest| nearest.2).into()
        },
    ),
    Field(
        Column::text("downhill_nearest_run", "the file or row of that run").empty(NOT_HELD),
        |load| {
            let nearest = load.earlier_downhill.as_ref().and_then(|share| share.nearest.as_ref());
            nearest.map(|nearest| nearest.0.to_string()).into()
        },
    ),
    Field(
        Column::number("uphill_share", "", 3, "share of the impulse uphill").empty(NOTHING),
        |load| share(load, GradientClass::Uphill),
    ),
    Field(
        Column::number(
            "level_share",
            "",
            3,
            "share of the impulse on the level, within 1 %",
        )
        .empty(NOTHING),
        |load| share(load, GradientClass::Level),
    ),
    Field(
        Column::number("downhill_share", "", 3, "share of the impulse downhill").empty(NOTHING),
        |load| share(load, GradientClass::Downhill),
    ),
];

/// What is told of it in a document besides.
pub(crate) const MORE: &[RunLoadField] = &[
    Field(
        Column::text("peak_max_phase", "when in the stride the highest peak comes").empty(NOTHING),
        |load| load.highest.as_ref().map(|h| h.phase.key()).into(),
    ),
    Field(PEAK_MAX_AT_S, |load| load.highest.as_ref().map(|h| h.at_s).into()),
    Field(
        Column::number("peak_max_held_s", "s", 1, "how long that speed was kept").empty(NOTHING),
        |load| load.highest.as_ref().map(|h| h.held_s).into(),
    ),
    Field(Column::number("peak_max_speed_m_s", "m/s", 3, "speed then").empty(NOTHING), |load| {
        load.highest.as_ref().map(|h| h.run.speed().m_per_s()).into()
    }),
    Field(
        Column::number("peak_max_gradient_pct", "%", 2, "gradient then").empty(NOTHING),
        |load| {
            let highest = load.highest.as_ref();
            highest.map(|h| h.run.course().gradient().percent()).into()
        },
    ),
    Field(GRADE, |load| load.grade.map(crate::evidence::Grade::key).into()),
    Field(
        Column::number("extrapolated_share", "", 3, "share of the steps that lie beyond the data")
            .empty(NOTHING),
        |load| load.extrapolated_share.into(),
    ),
];

/// What a muscle is told by in a document, before and behind what it did.
const WHOSE: [Column; 7] = [
    columns::RANK,
    columns::RANK_LOW,
    columns::RANK_HIGH,
    columns::MUSCLE,
    columns::NAME,
    columns::PART_OF,
    columns::KIND,
];

fn share(load: &RunLoad, slope: GradientClass) -> Value {
    load.shares.map(|shares| shares[slope as usize]).into()
}

/// What is told of a run or a split of it.
pub(crate) fn activity_cells<'o>(
    of: &'o SplitContext<'_>,
) -> impl Iterator<Item = Value> + use<'o> {
    ACTIVITY.iter().map(move |field| field.value(|fill| fill(of)))
}

/// The names of a row a run.
pub(crate) fn wide_names(muscles: &[&Muscle]) -> Vec<String> {
    let own = ACTIVITY.iter().map(|field| field.0.key.to_owned());
    let of_muscles = muscles
        .iter()
        .flat_map(|muscle| WIDE.iter().map(|field| format!("{}_{}", muscle.key(), field.0.key)));
    own.chain(of_muscles).collect()
}

/// The cells of a row a run.
pub(crate) fn wide_cells(of: &SplitContext<'_>) -> Vec<Value> {
    let loads = of.run.loads_of(of.split);
    let loads = loads.iter();
    let cells = loads.flat_map(|load| WIDE.iter().map(move |field| field.value(|fill| fill(load))));
    activity_cells(of).chain(cells).collect()
}

/// What is told of a muscle in a document.
pub(crate) fn load_columns() -> impl Iterator<Item = &'static Column> {
    let fields = WIDE.iter().chain(MORE).map(|field| &field.0);
    WHOSE.iter().chain(fields).chain([&columns::SOURCES])
}

/// What is told of a muscle in a document; ranks and sources are those of the whole run.
pub(crate) fn load_cells(row: &RunRow<'_>, load: &RunLoad, sources: Vec<String>) -> Vec<Value> {
    let muscle = row.muscle;
    let mut cells: Vec<Value> = vec![
        row.rank.map(|rank| rank.place).into(),
        row.rank.map(|rank| rank.low).into(),
        row.rank.map(|rank| rank.high).into(),
        muscle.key().into(),
        muscle.name().into(),
        muscle.part_of().into(),
        muscle.kind().key().into(),
    ];
    cells.extend(WIDE.iter().chain(MORE).map(|field| field.value(|fill| fill(load))));
    cells.push(Value::List(sources));
    cells
}
