//! The fields of a history for programs: a row an athlete, week and muscle, or a row a run.

use std::borrow::Cow;

use super::spike::{earlier, of_muscle, over_pct};
use super::{AthleteHistory, HistoryAnswer, PeriodLength, PeriodSum};
use crate::answer::columns::{KIND, MASS_KG, MUSCLE, keys};
use crate::document::{Column, Records, Value};
use crate::number::whole_seconds;

const NO_EARLIER: &str = "no run in the 30 days before";

/// The columns of weeks and months.
pub(crate) const PERIOD: &[Column] = &[
    Column::text("athlete", "who ran").empty("nobody is named"),
    Column::text("week_start", "the first day of the week (Monday) or month, year-month-day"),
    Column::text("week", "the week by ISO 8601, such as 2026-W01").empty("sums are made over months"),
    MUSCLE,
    KIND,
    Column::number("load_one_leg_kn_s", "kN·s", 2, "impulse of all steps of one leg").empty("no published duration"),
    Column::number("peak_max_bw", "body weights", 3, "highest peak force of one step").empty("no running, or no published force"),
    Column::text("peak_max_at", "when the highest peak came, by the clock of the place").empty("as `peak_max_bw`"),
    Column::number("runs", "", 0, "how many runs"),
    Column::number("distance_m", "m", 1, "distance covered in any way"),
    Column::number("time_s", "s", 1, "time on the move"),
    Column::number("ascent_m", "m", 1, "ascent of the runs that tell it: by altitude, or as a row of a log says").empty("no run tells it"),
    MASS_KG.empty("no run"),
    Column::text("mass_from", "where the body mass is from: `option`, `athletes` (the table), `file` or `profile`").empty("no run"),
    Column::number(
        "share_of_28_day_mean",
        "",
        3,
        "load a day over that of a day of the 28 before the first; no measure of risk",
    )
    .empty("less than 28 days are known before, or none of them has a load"),
    Column::text("longest_session_date", "the day of the longest run").empty("no run"),
    Column::number("longest_session_m", "m", 1, "the distance of the longest run").empty("no run"),
    Column::number("longest_session_over_pct", "%", 2, "how much longer it was than the longest of the 30 days before").empty(NO_EARLIER),
    Column::text("longest_session_class", "`reference` (up to 10 % more), `small` (10 to 30 %), `moderate` (30 to 100 %) or `large` (more than double)").empty(NO_EARLIER),
    Column::number("longest_session_hazard_ratio", "", 2, "how often runners of a study were hurt after such a session, over the reference; no forecast").empty(NO_EARLIER),
    Column::number("longest_session_hazard_low", "", 2, "where that lies with 95 % certainty, from").empty("as it, or it is the reference"),
    Column::number("longest_session_hazard_high", "", 2, "where that lies with 95 % certainty, to").empty("as it, or it is the reference"),
    Column::number("session_load_max_kn_s", "kN·s", 2, "the most that one run added to the load").empty("no load"),
    Column::number("session_load_over_pct", "%", 2, "by how much the load of a run was above the most of the 30 days before, the largest; an extension of this program that nobody tested").empty(NO_EARLIER),
    Column::number("session_peak_over_pct", "%", 2, "the same of the highest peak; an extension of this program that nobody tested").empty(NO_EARLIER),
    Column::number("acwr", "", 3, "load of the week over the mean of the three weeks before, where it is asked for: in the study more of it went with fewer injuries").empty("not asked for, or no load before"),
];

/// The columns of runs, before those of each muscle.
pub(crate) const RUN: &[Column] = &[
    Column::text("athlete", "who ran").empty("nobody is named"),
    Column::text("file", "what the run was read from"),
    Column::text("format", "`fit`, `gpx`, `tcx` or `log`"),
    Column::text("start", "when it began, in UTC"),
    Column::text("local_start", "when it began, by the clock of the place"),
    Column::text("week_start", "the first day of its week (Monday) or month"),
    Column::number("distance_m", "m", 1, "distance covered in any way"),
    Column::number("time_s", "s", 1, "time on the move"),
    Column::number("ascent_m", "m", 1, "ascent, by altitude or as a row of a log says").empty("it tells none"),
    MASS_KG,
    Column::text("mass_from", "where the body mass is from: `option`, `athletes` (the table), `file` or `profile`"),
    Column::number("file_mass_kg", "kg", 2, "the body mass that the file says").empty("it says none"),
    Column::number("over_30_days_pct", "%", 2, "how much longer it was than the longest of the 30 days before").empty(NO_EARLIER),
    Column::text("class", "`reference` (up to 10 % more), `small` (10 to 30 %), `moderate` (30 to 100 %) or `large` (more than double)").empty(NO_EARLIER),
    Column::number("hazard_ratio", "", 2, "how often runners of a study were hurt after such a session, over the reference; no forecast").empty(NO_EARLIER),
    Column::number("hazard_low", "", 2, "where that lies with 95 % certainty, from").empty("as it, or it is the reference"),
    Column::number("hazard_high", "", 2, "where that lies with 95 % certainty, to").empty("as it, or it is the reference"),
];

/// The columns of each muscle of a run.
pub(crate) const RUN_MUSCLE: &[Column] = &[
    Column::number("load_one_leg_kn_s", "kN·s", 2, "impulse of all steps of one leg").empty("no published duration"),
    Column::number("peak_max_bw", "body weights", 3, "highest peak force of one step").empty("no running, or no published force"),
    Column::number("load_over_30_days_pct", "%", 2, "by how much the load was above the most of the 30 days before; an extension of this program that nobody tested").empty(NO_EARLIER),
    Column::number("peak_over_30_days_pct", "%", 2, "the same of the highest peak; an extension of this program that nobody tested").empty(NO_EARLIER),
];

/// What the JSON document tells of all, and of each athlete, besides its lists.
pub(crate) const WHOLE: &[Column] = &[
    Column::text("by", "`week` or `month`"),
    Column::text("last_day", "the last day that is told of").empty("no run is known"),
    Column::list("summary", "the answer in sentences"),
];
pub(crate) const ATHLETE: &[Column] = &[
    Column::text("athlete", "who ran").empty("nobody is named"),
    Column::list("summary", "the answer in sentences"),
    Column::list("duplicates", "runs that were met twice: what was left out = what was kept"),
];

/// What it tells of the last 7 and 28 days, and of each muscle in them.
pub(crate) const LAST_DAYS: &[Column] = &[
    Column::text("from", "the first day"),
    Column::text("to", "the last day"),
    Column::number("runs", "", 0, "how many runs"),
    Column::number("distance_m", "m", 1, "distance covered in any way"),
    Column::number("time_s", "s", 1, "time on the move"),
    Column::number("ascent_m", "m", 1, "ascent of the runs that tell it").empty("no run tells it"),
];
pub(crate) const LAST_DAYS_MUSCLE: &[Column] = &[
    MUSCLE,
    Column::number("load_one_leg_kn_s", "kN·s", 2, "impulse of all steps of one leg")
        .empty("no published duration"),
    Column::number("peak_max_bw", "body weights", 3, "highest peak force of one step")
        .empty("no running, or no published force"),
    Column::text("peak_max_at", "when the highest peak came, by the clock of the place")
        .empty("as `peak_max_bw`"),
];

/// What it tells of what is left, and of each muscle.
pub(crate) const LEFT: &[Column] = &[
    Column::number(
        "distance_m",
        "m",
        1,
        "how far the next run may be to stay within 10 % of the longest of 30 days",
    ),
    Column::number("longest_m", "m", 1, "the longest run of 30 days"),
    Column::number("speed_m_s", "m/s", 3, "the usual speed of 28 days, for the muscles"),
];
pub(crate) const LEFT_MUSCLE: &[Column] = &[
    MUSCLE,
    Column::number(
        "level_m",
        "m",
        1,
        "how far on the level until the load is 10 % above the most of 30 days; an extension of this program that nobody tested",
    ),
    Column::number("hilly_m", "m", 1, "how far up and down a hill")
        .empty("nobody published what a hill does, or the run is too short for one"),
    Column::number("hilly_climb_m", "m", 0, "the climb of that hill").empty("as `hilly_m`"),
    Column::number(
        "fastest_m_s",
        "m/s",
        3,
        "the speed at which a step comes to 10 % more than the hardest of 30 days",
    )
    .empty("none within the data"),
];

impl HistoryAnswer<'_> {
    /// The rows for programs: those of weeks or months, or of runs where that is asked for.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        if self.question.runs { self.run_records() } else { self.period_records(&self.athletes) }
    }

    pub(super) fn period_records<'r>(&'r self, athletes: &'r [AthleteHistory]) -> Records<'r> {
        let periods = athletes
            .iter()
            .flat_map(|athlete| (0..athlete.periods.len()).map(move |i| (athlete, i)));
        let periods: Vec<(&AthleteHistory, usize)> = periods.collect();
        let muscles = self.muscles.len();
        Records::new(keys(PERIOD), periods.len() * muscles, move |i| {
            let (athlete, period) = periods[i / muscles];
            self.period_row(athlete, period, i % muscles)
        })
    }

    fn period_row(&self, athlete: &AthleteHistory, place: usize, muscle: usize) -> Vec<Value> {
        let PeriodSum { range, sum, share_of_28_days, .. } = &athlete.periods[place];
        let load = &sum.loads[muscle];
        let longest = sum.longest.map(|place| &athlete.runs[place]);
        let ratio = longest.and_then(|run| run.longer_than_30_days);
        let is_week = self.question.length == PeriodLength::Week;
        let acwr = self.acwr(athlete, place, muscle);
        let mut row = vec![
            Value::from(&*athlete.name),
            Value::from(range.from.to_string()),
            Value::from(is_week.then(|| iso_week(range.from))),
            Value::from(self.muscles[muscle].key()),
            Value::from(self.muscles[muscle].kind().key()),
            Value::number(load.load_kn_s, 2),
            Value::number(load.peak_bw, 3),
            Value::from(load.peak_at.map(|at| at.to_string())),
            Value::from(sum.runs),
            Value::Number(sum.distance_m, 1),
            Value::Number(sum.seconds, 1),
            Value::number(sum.ascent_m, 1),
            Value::number(longest.map(|run| run.mass.kilograms()), 2),
            Value::from(longest.map(|run| run.mass_from.key())),
            Value::number(share_of_28_days[muscle], 3),
            Value::from(longest.map(|run| run.day().to_string())),
            Value::number(longest.map(|run| run.session.distance_m), 1),
            self.over(ratio),
        ];
        row.extend(self.hazard(ratio));
        row.extend([
            Value::number(load.session_kn_s, 2),
            self.over(load.session_ratio),
            self.over(load.peak_ratio),
            Value::number(acwr.filter(|_| self.question.acwr), 3),
        ]);
        row
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

    /// The class of a session, and the rate of injury with its interval.
    fn hazard(&self, ratio: Option<f64>) -> [Value; 4] {
        let class = self.class(ratio);
        let interval = class.and_then(|class| class.interval);
        [
            Value::from(class.map(|class| class.key)),
            Value::number(class.map(|class| class.hazard_ratio), 2),
            Value::number(interval.map(|(low, _)| low), 2),
            Value::number(interval.map(|(_, high)| high), 2),
        ]
    }

    fn run_records(&self) -> Records<'_> {
        let runs = self
            .athletes
            .iter()
            .flat_map(|athlete| athlete.told_runs().map(move |run| (athlete, run)));
        let runs: Vec<(&AthleteHistory, usize)> = runs.collect();
        let names = RUN.iter().map(|column| Cow::Borrowed(column.key));
        let of_muscles = self.muscles.iter().flat_map(|muscle| {
            let names = RUN_MUSCLE.iter();
            names.map(|column| Cow::Owned(format!("{}_{}", muscle.key(), column.key)))
        });
        Records::new(names.chain(of_muscles), runs.len(), move |i| {
            let (athlete, run) = runs[i];
            self.run_row(athlete, run)
        })
    }

    fn run_row(&self, athlete: &AthleteHistory, place: usize) -> Vec<Value> {
        let (run, earlier) = (&athlete.runs[place], earlier(&athlete.runs, place));
        let session = &run.session;
        let ratio = run.longer_than_30_days;
        let start = jiff::Timestamp::from_second(whole_seconds(run.begins_s));
        let mut row = vec![
            Value::from(&*athlete.name),
            Value::from(&*session.name),
            Value::from(session.origin.key()),
            Value::from(start.map(|start| start.to_string()).unwrap_or_default()),
            Value::from(run.local.to_string()),
            Value::from(self.question.length.first_day(run.day()).to_string()),
            Value::Number(session.distance_m, 1),
            Value::Number(session.seconds, 1),
            Value::number(session.ascent_m, 1),
            Value::Number(run.mass.kilograms(), 2),
            Value::from(run.mass_from.key()),
            Value::number(session.mass_kg, 2),
            self.over(ratio),
        ];
        row.extend(self.hazard(ratio));
        for muscle in 0..self.muscles.len() {
            let [load, peak] = of_muscle(run, earlier, muscle);
            row.extend([
                Value::number(run.load_kn_s(muscle), 2),
                Value::number(run.peak_bw(muscle), 3),
                self.over(load),
                self.over(peak),
            ]);
        }
        row
    }
}

/// A week by ISO 8601.
pub(super) fn iso_week(monday: jiff::civil::Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}
