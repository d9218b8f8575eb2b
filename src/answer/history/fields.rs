//! The fields of a history for programs: a row an athlete, week and muscle, or a row a run.

use std::borrow::Cow;

use super::left::{MuscleLeft, WhatIsLeft};
use super::spike::{earlier, of_muscle, over_pct};
use super::{
    AthleteHistory, HistoryAnswer, HistoryRun, LoadSum, PeriodLength, PeriodSum, SpikeClass,
};
use crate::answer::columns::{KIND, MASS_KG, MUSCLE, cells, columns_of, keys, members};
use crate::document::{Column, Field, Records, Tree, Value};
use crate::muscle::Muscle;
use crate::number::whole_seconds;
use crate::units::Speed;

type PeriodField = Field<fn(&PeriodContext<'_>) -> Value>;
type HistoryRunField = Field<fn(&RunContext<'_>) -> Value>;
type RunMuscleField = Field<fn(&RunMuscleContext<'_>) -> Value>;
type AthleteField = Field<fn(&HistoryAnswer<'_>, &AthleteHistory) -> Value>;
type PlainField<T> = Field<fn(&T) -> Value>;
type MuscleField<T> = Field<fn(&Muscle, &T) -> Value>;

const NO_EARLIER: &str = "no run in the 30 days before";
const NO_INTERVAL: &str = "as it, or it is the reference";
const CLASS: &str = "`reference` (up to 10 % more), `small` (10 to 30 %), `moderate` (30 to 100 %) or `large` (more than double)";
const HAZARD: &str =
    "how often runners of a study were hurt after such a session, over the reference; no forecast";
const FROM: &str = "where that lies with 95 % certainty, from";
const TO: &str = "where that lies with 95 % certainty, to";

const ATHLETE_NAME: Column = Column::text("athlete", "who ran").empty("nobody is named");
const LOAD: Column =
    Column::number("load_one_leg_kn_s", "kN·s", 2, "impulse of all steps of one leg")
        .empty("no published duration");
const PEAK: Column =
    Column::number("peak_max_bw", "body weights", 3, "highest peak force of one step")
        .empty("no running, or no published force");
const PEAK_AT: Column =
    Column::text("peak_max_at", "when the highest peak came, by the clock of the place")
        .empty("as `peak_max_bw`");
const RUNS: Column = Column::number("runs", "", 0, "how many runs");
const DISTANCE: Column = Column::number("distance_m", "m", 1, "distance covered in any way");
const TIME: Column = Column::number("time_s", "s", 1, "time on the move");
const MASS_FROM: Column = Column::text(
    "mass_from",
    "where the body mass is from: `option`, `athletes` (the table), `file` or `profile`",
);

/// A week or month of an athlete, and a muscle.
pub(crate) struct PeriodContext<'h> {
    of: &'h HistoryAnswer<'h>,
    athlete: &'h AthleteHistory,
    place: usize,
    muscle: usize,
}

impl<'h> PeriodContext<'h> {
    fn period(&self) -> &'h PeriodSum {
        &self.athlete.periods[self.place]
    }

    fn load(&self) -> &'h LoadSum {
        &self.period().sum.loads[self.muscle]
    }

    fn longest(&self) -> Option<&'h HistoryRun> {
        self.period().sum.longest.map(|place| &self.athlete.runs[place])
    }

    fn class(&self) -> Option<&'h SpikeClass> {
        self.of.class(self.longest()?.longer_than_30_days)
    }
}

pub(crate) const PERIOD: &[PeriodField] = &[
    ATHLETE_NAME.value(|of| (&*of.athlete.name).into()),
    Column::text("week_start", "the first day of the week (Monday) or month, year-month-day")
        .value(|of| of.period().range.from.to_string().into()),
    Column::text("week", "the week by ISO 8601, such as 2026-W01").unless("sums are made over months", |of| {
        let is_week = of.of.question.length == PeriodLength::Week;
        is_week.then(|| iso_week(of.period().range.from)).into()
    }),
    MUSCLE.value(|of| of.of.muscles[of.muscle].key().into()),
    KIND.value(|of| of.of.muscles[of.muscle].kind().key().into()),
    LOAD.value(|of| of.load().load_kn_s.into()),
    PEAK.value(|of| of.load().peak_bw.into()),
    PEAK_AT.value(|of| of.load().peak_at.map(|at| at.to_string()).into()),
    RUNS.value(|of| of.period().sum.runs.into()),
    DISTANCE.value(|of| of.period().sum.distance_m.into()),
    TIME.value(|of| of.period().sum.seconds.into()),
    Column::number("ascent_m", "m", 1, "ascent of the runs that tell it: by altitude, or as a row of a log says")
        .unless("no run tells it", |of| of.period().sum.ascent_m.into()),
    MASS_KG.unless("no run", |of| of.longest().map(|run| run.mass.kilograms()).into()),
    MASS_FROM.unless("no run", |of| of.longest().map(|run| run.mass_from.key()).into()),
    Column::number("share_of_28_day_mean", "", 3, "load a day over that of a day of the 28 before the first; no measure of risk")
        .unless("less than 28 days are known before, or none of them has a load", |of| {
            of.period().share_of_28_days[of.muscle].into()
        }),
    Column::text("longest_session_date", "the day of the longest run")
        .unless("no run", |of| of.longest().map(|run| run.day().to_string()).into()),
    Column::number("longest_session_m", "m", 1, "the distance of the longest run")
        .unless("no run", |of| of.longest().map(|run| run.session.distance_m).into()),
    Column::number("longest_session_over_pct", "%", 2, "how much longer it was than the longest of the 30 days before")
        .unless(NO_EARLIER, |of| of.of.over(of.longest().and_then(|run| run.longer_than_30_days))),
    Column::text("longest_session_class", CLASS)
        .unless(NO_EARLIER, |of| of.class().map(|class| class.key).into()),
    Column::number("longest_session_hazard_ratio", "", 2, HAZARD)
        .unless(NO_EARLIER, |of| of.class().map(|class| class.hazard_ratio).into()),
    Column::number("longest_session_hazard_low", "", 2, FROM)
        .unless(NO_INTERVAL, |of| of.class().and_then(|class| Some(class.interval?.0)).into()),
    Column::number("longest_session_hazard_high", "", 2, TO)
        .unless(NO_INTERVAL, |of| of.class().and_then(|class| Some(class.interval?.1)).into()),
    Column::number("session_load_max_kn_s", "kN·s", 2, "the most that one run added to the load")
        .unless("no load", |of| of.load().session_kn_s.into()),
    Column::number("session_load_over_pct", "%", 2, "by how much the load of a run was above the most of the 30 days before, the largest; an extension of this program that nobody tested")
        .unless(NO_EARLIER, |of| of.of.over(of.load().session_ratio)),
    Column::number("session_peak_over_pct", "%", 2, "the same of the highest peak; an extension of this program that nobody tested")
        .unless(NO_EARLIER, |of| of.of.over(of.load().peak_ratio)),
    Column::number("acwr", "", 3, "load of the week over the mean of the three weeks before, where it is asked for: in the study more of it went with fewer injuries")
        .unless("not asked for, or no load before", |of| {
            let ratio = of.of.acwr(of.athlete, of.place, of.muscle);
            ratio.filter(|_| of.of.question.acwr).into()
        }),
];

pub(crate) struct RunContext<'h> {
    of: &'h HistoryAnswer<'h>,
    athlete: &'h AthleteHistory,
    run: &'h HistoryRun,
}

impl<'h> RunContext<'h> {
    fn class(&self) -> Option<&'h SpikeClass> {
        self.of.class(self.run.longer_than_30_days)
    }
}

pub(crate) const RUN: &[HistoryRunField] = &[
    ATHLETE_NAME.value(|of| (&*of.athlete.name).into()),
    Column::text("file", "what the run was read from").value(|of| (&*of.run.session.name).into()),
    Column::text("format", "`fit`, `gpx`, `tcx` or `log`")
        .value(|of| of.run.session.origin.key().into()),
    Column::text("start", "when it began, in UTC").value(|of| {
        let start = jiff::Timestamp::from_second(whole_seconds(of.run.begins_s));
        start.map(|start| start.to_string()).unwrap_or_default().into()
    }),
    Column::text("local_start", "when it began, by the clock of the place")
        .value(|of| of.run.local.to_string().into()),
    Column::text("week_start", "the first day of its week (Monday) or month")
        .value(|of| of.of.question.length.first_day(of.run.day()).to_string().into()),
    DISTANCE.value(|of| of.run.session.distance_m.into()),
    TIME.value(|of| of.run.session.seconds.into()),
    Column::number("ascent_m", "m", 1, "ascent, by altitude or as a row of a log says")
        .unless("it tells none", |of| of.run.session.ascent_m.into()),
    MASS_KG.value(|of| of.run.mass.kilograms().into()),
    MASS_FROM.value(|of| of.run.mass_from.key().into()),
    Column::number("file_mass_kg", "kg", 2, "the body mass that the file says")
        .unless("it says none", |of| of.run.session.mass_kg.into()),
    Column::number(
        "over_30_days_pct",
        "%",
        2,
        "how much longer it was than the longest of the 30 days before",
    )
    .unless(NO_EARLIER, |of| of.of.over(of.run.longer_than_30_days)),
    Column::text("class", CLASS).unless(NO_EARLIER, |of| of.class().map(|class| class.key).into()),
    Column::number("hazard_ratio", "", 2, HAZARD)
        .unless(NO_EARLIER, |of| of.class().map(|class| class.hazard_ratio).into()),
    Column::number("hazard_low", "", 2, FROM)
        .unless(NO_INTERVAL, |of| of.class().and_then(|class| Some(class.interval?.0)).into()),
    Column::number("hazard_high", "", 2, TO)
        .unless(NO_INTERVAL, |of| of.class().and_then(|class| Some(class.interval?.1)).into()),
];

/// A muscle in a run, and both over the most of the 30 days before.
pub(crate) struct RunMuscleContext<'h> {
    of: &'h HistoryAnswer<'h>,
    run: &'h HistoryRun,
    muscle: usize,
    over: [Option<f64>; 2],
}

pub(crate) const RUN_MUSCLE: &[RunMuscleField] = &[
    LOAD.value(|of| of.run.load_kn_s(of.muscle).into()),
    PEAK.value(|of| of.run.peak_bw(of.muscle).into()),
    Column::number("load_over_30_days_pct", "%", 2, "by how much the load was above the most of the 30 days before; an extension of this program that nobody tested")
        .unless(NO_EARLIER, |of| of.of.over(of.over[0])),
    Column::number("peak_over_30_days_pct", "%", 2, "the same of the highest peak; an extension of this program that nobody tested")
        .unless(NO_EARLIER, |of| of.of.over(of.over[1])),
];

/// What the JSON document tells of all, besides its lists.
pub(crate) const WHOLE: &[Column] = &[
    Column::text("by", "`week` or `month`"),
    Column::text("last_day", "the last day that is told of").empty("no run is known"),
    SUMMARY,
];
const SUMMARY: Column = Column::list("summary", "the answer in sentences");

pub(crate) const ATHLETE: &[AthleteField] = &[
    ATHLETE_NAME.value(|_, athlete| (&*athlete.name).into()),
    SUMMARY.value(|of, athlete| of.sentences(athlete).sentences().into_iter().collect()),
    Column::list("duplicates", "runs that were met twice: what was left out = what was kept")
        .value(|_, athlete| {
            let duplicates = athlete.duplicates.iter();
            duplicates.map(|(left_out, kept)| format!("{left_out} = {kept}")).collect()
        }),
];

/// What it tells of the last 7 and 28 days, and of each muscle in them.
pub(crate) const LAST_DAYS: &[PlainField<PeriodSum>] = &[
    Column::text("from", "the first day").value(|period| period.range.from.to_string().into()),
    Column::text("to", "the last day").value(|period| period.range.to.to_string().into()),
    RUNS.value(|period| period.sum.runs.into()),
    DISTANCE.value(|period| period.sum.distance_m.into()),
    TIME.value(|period| period.sum.seconds.into()),
    Column::number("ascent_m", "m", 1, "ascent of the runs that tell it")
        .unless("no run tells it", |period| period.sum.ascent_m.into()),
];
pub(crate) const LAST_DAYS_MUSCLE: &[MuscleField<LoadSum>] = &[
    MUSCLE.value(|muscle, _| muscle.key().into()),
    LOAD.value(|_, load| load.load_kn_s.into()),
    PEAK.value(|_, load| load.peak_bw.into()),
    PEAK_AT.value(|_, load| load.peak_at.map(|at| at.to_string()).into()),
];

/// What it tells of what is left, and of each muscle.
pub(crate) const LEFT: &[PlainField<WhatIsLeft>] = &[
    Column::number(
        "distance_m",
        "m",
        1,
        "how far the next run may be to stay within 10 % of the longest of 30 days",
    )
    .value(|left| left.distance_m.into()),
    Column::number("longest_m", "m", 1, "the longest run of 30 days")
        .value(|left| left.longest_m.into()),
    Column::number("speed_m_s", "m/s", 3, "the usual speed of 28 days, for the muscles")
        .value(|left| left.speed.m_per_s().into()),
];
pub(crate) const LEFT_MUSCLE: &[MuscleField<MuscleLeft>] = &[
    MUSCLE.value(|muscle, _| muscle.key().into()),
    Column::number("level_m", "m", 1, "how far on the level until the load is 10 % above the most of 30 days; an extension of this program that nobody tested")
        .value(|_, left| left.level_m.into()),
    Column::number("hilly_m", "m", 1, "how far up and down a hill")
        .unless("nobody published what a hill does, or the run is too short for one", |_, left| {
            left.hilly.map(|(metres, _)| metres).into()
        }),
    Column::number("hilly_climb_m", "m", 0, "the climb of that hill")
        .unless("as `hilly_m`", |_, left| left.hilly.map(|(_, climb)| climb).into()),
    Column::number("fastest_m_s", "m/s", 3, "the speed at which a step comes to 10 % more than the hardest of 30 days")
        .unless("none within the data", |_, left| left.fastest.map(Speed::m_per_s).into()),
];

impl HistoryAnswer<'_> {
    /// The rows for programs: those of weeks or months, or of runs where that is asked for.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        if self.question.runs { self.run_records() } else { self.period_records() }
    }

    fn period_records(&self) -> Records<'_> {
        let periods = self
            .athletes
            .iter()
            .flat_map(|athlete| (0..athlete.periods.len()).map(move |i| (athlete, i)));
        let periods: Vec<(&AthleteHistory, usize)> = periods.collect();
        let muscles = self.muscles.len();
        Records::new(keys(columns_of(PERIOD)), periods.len() * muscles, move |i| {
            let (athlete, place) = periods[i / muscles];
            let of = PeriodContext { of: self, athlete, place, muscle: i % muscles };
            cells(PERIOD, |fill| fill(&of)).collect()
        })
    }

    /// The load of a week over the mean of the three before it, as the study has it.
    pub(super) fn acwr(
        &self,
        athlete: &AthleteHistory,
        place: usize,
        muscle: usize,
    ) -> Option<f64> {
        if self.question.length != PeriodLength::Week {
            return None;
        }
        let weeks = athlete.periods.get(place.checked_sub(3)?..=place)?;
        let loads: Vec<f64> =
            weeks.iter().map(|week| week.sum.loads[muscle].load_kn_s.unwrap_or(0.0)).collect();
        let mean = loads[..3].iter().sum::<f64>() / 3.0;
        (mean > 0.0).then(|| loads[3] / mean)
    }

    /// How much more than the most of the 30 days before, in percent.
    fn over(&self, ratio: Option<f64>) -> Value {
        ratio.map_or(Value::Unknown, |ratio| {
            Value::Number(over_pct(ratio), self.classes.decimals(ratio, 2))
        })
    }

    fn run_records(&self) -> Records<'_> {
        let runs = self
            .athletes
            .iter()
            .flat_map(|athlete| athlete.told_runs().map(move |run| (athlete, run)));
        let runs: Vec<(&AthleteHistory, usize)> = runs.collect();
        let names = keys(columns_of(RUN)).map(Cow::Borrowed);
        let of_muscles = self.muscles.iter().flat_map(|muscle| {
            let names = keys(columns_of(RUN_MUSCLE));
            names.map(|name| Cow::Owned(format!("{}_{name}", muscle.key())))
        });
        Records::new(names.chain(of_muscles), runs.len(), move |i| {
            let (athlete, place) = runs[i];
            let (run, earlier) = (&athlete.runs[place], earlier(&athlete.runs, place));
            let of = RunContext { of: self, athlete, run };
            let own = cells(RUN, |fill| fill(&of));
            let of_muscles = (0..self.muscles.len()).flat_map(|muscle| {
                let over = of_muscle(run, earlier, muscle);
                let of = RunMuscleContext { of: self, run, muscle, over };
                cells(RUN_MUSCLE, move |fill| fill(&of))
            });
            own.chain(of_muscles).collect()
        })
    }

    /// An athlete as a part of the one JSON document.
    pub(super) fn tree<'t>(&self, athlete: &AthleteHistory) -> Tree<'t> {
        let more = [
            ("last_7_days", self.last_days(&athlete.last_7_days)),
            ("last_28_days", self.last_days(&athlete.last_28_days)),
            ("left", self.left_tree(athlete)),
        ];
        Tree::object(members(ATHLETE, |fill| fill(self, athlete)).chain(more))
    }

    fn last_days<'t>(&self, period: &PeriodSum) -> Tree<'t> {
        let loads = self.muscles.iter().zip(&period.sum.loads);
        let loads = loads.map(|(muscle, load)| {
            Tree::object(members(LAST_DAYS_MUSCLE, |fill| fill(muscle, load)))
        });
        let loads = [("loads", loads.collect())];
        Tree::object(members(LAST_DAYS, |fill| fill(period)).chain(loads))
    }

    fn left_tree<'t>(&self, athlete: &AthleteHistory) -> Tree<'t> {
        let Some(left) = self.left(athlete) else {
            return Value::Unknown.into();
        };
        let muscles = left.muscles.iter().map(|row| {
            Tree::object(members(LEFT_MUSCLE, |fill| fill(self.muscles[row.muscle], row)))
        });
        let muscles = [("muscles", muscles.collect())];
        Tree::object(members(LEFT, |fill| fill(&left)).chain(muscles))
    }
}

fn iso_week(monday: jiff::civil::Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}
