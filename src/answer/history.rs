//! Weeks, people, seasons: what each muscle bore from day to day, and whether a session was more than it was used to.
//!
//! Fed with [`SessionSummary`]s one by one, of each of which little is kept, a [`History`] becomes an answer, and that a document:
//!
//! ```
//! use jiff::civil::date;
//! use musclerun::answer::history::{History, HistoryQuestion, RunStart, SessionSummary};
//! use musclerun::conditions::Conditions;
//! use musclerun::units::{Distance, RunLength, Speed};
//!
//! let question = HistoryQuestion { mass: Some("61".parse()?), ..HistoryQuestion::default() };
//! let mut history = History::new(musclerun::embedded::evidence(), musclerun::training::embedded(), question)?;
//! for (day, metres) in [(2, 10_000.0), (9, 12_500.0)] {
//!     let run = Conditions::new(Speed::from_m_per_s(3.0)?);
//!     let length = RunLength::Distance(Distance::from_metres(metres)?);
//!     let session = SessionSummary::logged(history.evidence(), history.muscles(), &run, length, "log.csv");
//!     let mut session = session.expect("steps that can be");
//!     session.start = Some(RunStart::Clock(date(2026, 3, day).at(7, 30, 0, 0)));
//!     history.add("Anna", session)?;
//! }
//! let answer = history.answer();
//! let last = &answer.athletes[0].runs[1];
//! assert_eq!(answer.class(last.longer_than_30_days).map(|class| class.key), Some("small"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod athletes;
mod charts;
mod days;
mod document;
pub(crate) mod fields;
mod left;
mod overview;
pub(crate) mod periods;
mod same;
mod session;
mod spike;
mod sums;
mod tables;
mod words;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::answer::run::{EARLIER_WEEKS, EarlierRun, EarlierWeeks};
use crate::answer::selection::Selection;
use crate::evidence::Evidence;
use crate::muscle::{Muscle, UnknownMuscle};
use crate::number::whole_seconds;
use crate::spelling::keywords;
use crate::training::Training;
use crate::units::{BodyWeights, LengthUnit, Mass};

pub use athletes::{AthleteError, AthleteTable, time_zone};
pub use days::{DayRange, LookBack, NoDays, PeriodLength};
pub use session::{RunOrigin, RunStart, SessionLoad, SessionLoads, SessionSummary};
pub use spike::SpikeClass;
pub use sums::{LoadSum, PeriodSum, RunSum};

use spike::SpikeClasses;

/// A file's own mass that differs by more than this from the one used is told, kg.
const TOLD_FROM_KG: f64 = 5.0;

/// What is asked; by default every week of every muscle, in kilometres.
#[derive(Debug, Clone, Default)]
pub struct HistoryQuestion {
    /// What sums are made over.
    pub length: PeriodLength,
    /// The first day that is told of.
    pub since: Option<Date>,
    /// The last day; the day of the last run by default.
    pub until: Option<Date>,
    /// How far back is told, in place of the first day.
    pub last: Option<LookBack>,
    /// Whether programs are given a row a run.
    pub runs: bool,
    /// Whether the acute:chronic ratio is told.
    pub acwr: bool,
    /// The mass of all, before what a table or file says.
    pub mass: Option<Mass>,
    /// The mass where nothing else says one.
    pub profile_mass: Option<Mass>,
    /// The time zone of all, before what a table or file says.
    pub time_zone: Option<TimeZone>,
    /// The time zone where nothing else says one.
    pub profile_time_zone: Option<TimeZone>,
    /// What is known of each athlete.
    pub athletes: AthleteTable,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
    /// Which muscles are asked for.
    pub selection: Selection,
}

/// Why a run has no place in a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoPlace {
    /// Nothing says when it was.
    #[error("does not say when it was")]
    Start,
    /// Nobody says the mass.
    #[error("holds no body mass")]
    Mass,
}

keywords! {
    /// Where a body mass is from.
    pub enum MassFrom {
        /// It was given for all.
        Option = "option",
        /// The table of athletes.
        Table = "athletes",
        /// The file.
        File = "file",
        /// The profile of who runs the program.
        Profile = "profile",
    }
}

/// Where a time zone is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ZoneFrom {
    /// It was given for all.
    Option,
    /// The table of athletes.
    Table,
    /// The file.
    File,
    /// The profile of who runs the program.
    Profile,
    /// The row says what a clock showed, and nothing says where.
    Clock,
    /// Nothing says one: UTC.
    Nowhere,
}

/// A run at its place in a history.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct HistoryRun {
    /// What is kept of it.
    pub session: SessionSummary,
    /// When it began, s since 1970-01-01T00:00:00Z.
    pub begins_s: f64,
    /// The same by the clock of the place.
    pub local: DateTime,
    /// Where the time zone is from.
    pub zone_from: ZoneFrom,
    /// Body mass.
    pub mass: Mass,
    /// Where that is from.
    pub mass_from: MassFrom,
    /// Its distance over the longest of the 30 days before.
    pub longer_than_30_days: Option<f64>,
}

impl HistoryRun {
    /// What a muscle bore in one leg, kN·s.
    #[must_use]
    pub fn load_kn_s(&self, muscle: usize) -> Option<f64> {
        let impulse = BodyWeights(self.session.loads.impulse_bw_s(muscle)?);
        Some(impulse.of(self.mass).0 / 1000.0)
    }

    /// The highest peak of a muscle, body weights.
    #[must_use]
    pub fn peak_bw(&self, muscle: usize) -> Option<f64> {
        self.session.loads.peak_bw(muscle)
    }

    /// The day on which it began.
    #[must_use]
    pub fn day(&self) -> Date {
        self.local.date()
    }
}

/// Takes runs in any order.
#[derive(Debug)]
pub struct History<'e> {
    evidence: &'e Evidence,
    training: &'e Training,
    question: HistoryQuestion,
    muscles: Vec<&'e Muscle>,
    runs: BTreeMap<String, Vec<HistoryRun>>,
}

/// What is said of athletes.
#[derive(Debug)]
#[non_exhaustive]
pub struct HistoryAnswer<'e> {
    evidence: &'e Evidence,
    question: HistoryQuestion,
    /// The muscles, tendons and joints, in the order of all loads.
    pub muscles: Vec<&'e Muscle>,
    classes: SpikeClasses<'e>,
    /// The last day that is told of; `None` without a run.
    pub last_day: Option<Date>,
    /// The athletes by name.
    pub athletes: Vec<AthleteHistory>,
}

/// One athlete.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct AthleteHistory {
    /// The name; empty where nobody is named.
    pub name: String,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
    /// Every run in the order of time, those before the first day told of too.
    pub runs: Vec<HistoryRun>,
    /// The weeks or months, the earliest first; those without a run too.
    pub periods: Vec<PeriodSum>,
    /// The last 7 days.
    pub last_7_days: PeriodSum,
    /// The last 28 days.
    pub last_28_days: PeriodSum,
    /// Runs that were met twice: what was left out, and what was kept in its place.
    pub duplicates: Vec<(String, String)>,
}

impl<'e> History<'e> {
    /// An empty history.
    ///
    /// # Errors
    /// When a muscle is not known.
    pub fn new(
        evidence: &'e Evidence,
        training: &'e Training,
        question: HistoryQuestion,
    ) -> Result<Self, UnknownMuscle> {
        Ok(Self {
            evidence,
            training,
            muscles: question.selection.select(evidence)?,
            question,
            runs: BTreeMap::new(),
        })
    }

    /// The tables that are answered from.
    #[must_use]
    pub fn evidence(&self) -> &'e Evidence {
        self.evidence
    }

    /// The muscles asked for, in the order that the loads of a session have to have.
    #[must_use]
    pub fn muscles(&self) -> &[&'e Muscle] {
        &self.muscles
    }

    /// Adds a run of an athlete, whom the run itself may name.
    ///
    /// # Errors
    /// When nothing says the day or the mass.
    pub fn add(&mut self, athlete: &str, session: SessionSummary) -> Result<(), NoPlace> {
        let named = session.athlete.as_deref().unwrap_or(athlete);
        let name = self.question.athletes.name(named).to_owned();
        let table = &self.question.athletes;
        let zone = match (&self.question.time_zone, table.time_zone(&name)) {
            (Some(zone), _) => Some((zone, ZoneFrom::Option)),
            (None, zone) => zone.map(|zone| (zone, ZoneFrom::Table)),
        };
        let lasting = self.question.profile_time_zone.as_ref();
        let lasting = lasting.map(|zone| (zone, ZoneFrom::Profile));
        let start = session.start.ok_or(NoPlace::Start)?;
        let (begins_s, local, zone_from) = place(start, zone, lasting)?;
        let day = local.date();
        let own = || session.mass_kg.and_then(|kg| Mass::from_kilograms(kg).ok());
        let (mass, mass_from) = match (self.question.mass, table.mass(&name, day)) {
            (Some(mass), _) => (mass, MassFrom::Option),
            (None, Some(mass)) => (mass, MassFrom::Table),
            (None, None) => {
                let of_profile = || Some((self.question.profile_mass?, MassFrom::Profile));
                let own = own().map(|mass| (mass, MassFrom::File));
                own.or_else(of_profile).ok_or(NoPlace::Mass)?
            }
        };
        let run = HistoryRun {
            session: SessionSummary { athlete: None, ..session },
            begins_s,
            local,
            zone_from,
            mass,
            mass_from,
            longer_than_30_days: None,
        };
        self.runs.entry(name).or_default().push(run);
        Ok(())
    }

    /// What is said of the runs so far.
    #[must_use]
    pub fn answer(self) -> HistoryAnswer<'e> {
        let Self { evidence, training, question, muscles, runs } = self;
        let mut single: Vec<(String, Vec<HistoryRun>, _)> = Vec::new();
        for (name, runs) in runs {
            let (mut kept, duplicates) = same::without_duplicates(runs);
            for i in 0..kept.len() {
                let earlier = spike::earlier(&kept, i);
                let ratio = spike::ratio(&kept[i], earlier, |run| Some(run.session.distance_m));
                kept[i].longer_than_30_days = ratio;
            }
            single.push((name, kept, duplicates));
        }
        let days = || single.iter().flat_map(|(_, runs, _)| runs.iter().map(HistoryRun::day));
        let last_day = question.until.or_else(|| days().max());
        let first_day = match (question.last, last_day, question.since) {
            (Some(last), Some(day), _) => Some(last.first_day(day)),
            (_, _, since) => since,
        };
        let told = last_day.map(|to| DayRange { from: first_day.unwrap_or(Date::MIN), to });
        let athletes = single.into_iter().zip(std::iter::repeat(told));
        let athletes = athletes.filter_map(|((name, runs, duplicates), told)| {
            let told = told?;
            let sum = |range| PeriodSum::of(&runs, range, muscles.len());
            Some(AthleteHistory {
                units: question.athletes.units(&name).unwrap_or(question.units),
                periods: sums::periods(&runs, question.length, told, muscles.len()),
                last_7_days: sum(DayRange::ending(told.to, 7)),
                last_28_days: sum(DayRange::ending(told.to, 28)),
                name,
                duplicates,
                runs,
            })
        });
        HistoryAnswer {
            athletes: athletes.collect(),
            classes: SpikeClasses::of(training),
            evidence,
            question,
            muscles,
            last_day,
        }
    }
}

impl HistoryAnswer<'_> {
    /// The class of a session that is so many times the most of the 30 days before.
    #[must_use]
    pub fn class(&self, ratio: Option<f64>) -> Option<&SpikeClass> {
        self.classes.classes.get(self.classes.class(ratio?)?)
    }

    /// Which options of a profile were used, those among them that hold whatever the runs say.
    #[must_use]
    pub fn of_profile(&self, filled: &[&'static str]) -> Vec<&'static str> {
        let has = |is: &dyn Fn(&HistoryRun) -> bool| {
            self.athletes.iter().any(|athlete| self.runs(athlete).any(is))
        };
        let mut used: Vec<&str> = Vec::new();
        if has(&|run| run.mass_from == MassFrom::Profile) {
            used.push("mass");
        }
        let is_logged = has(&|run| run.session.origin == RunOrigin::Log);
        let filled = filled.iter();
        used.extend(filled.filter(|option| is_logged || **option != "step rate"));
        if has(&|run| run.zone_from == ZoneFrom::Profile) {
            used.push("time zone");
        }
        used
    }

    /// What each muscle of an athlete bore downhill in the weeks up to the last day; `None` without a run.
    #[must_use]
    pub fn earlier_weeks(&self, athlete: &AthleteHistory) -> Option<EarlierWeeks> {
        let to = self.last_day?;
        let range = DayRange::ending(to, EARLIER_WEEKS * 7);
        let recent = athlete.runs.iter().filter(|run| range.contains(run.day()));
        let (known, unknown): (Vec<_>, Vec<_>) = recent.partition(|run| run.session.has_altitude());
        let runs = known.into_iter().map(|run| EarlierRun {
            name: run.session.name.clone(),
            day: run.day(),
            downhill_bw_s: (0..self.muscles.len())
                .map(|muscle| run.session.loads.get(muscle)?.downhill_bw_s)
                .collect(),
        });
        Some(EarlierWeeks { to, runs: runs.collect(), without_altitude: unknown.len() })
    }

    /// The runs of an athlete that are told of.
    pub fn runs<'a>(&self, athlete: &'a AthleteHistory) -> impl Iterator<Item = &'a HistoryRun> {
        athlete.told_runs().map(|place| &athlete.runs[place])
    }
}

/// When a run began: the moment, and what the clock of the place showed.
fn place(
    start: RunStart,
    zone: Option<(&TimeZone, ZoneFrom)>,
    lasting: Option<(&TimeZone, ZoneFrom)>,
) -> Result<(f64, DateTime, ZoneFrom), NoPlace> {
    let utc = TimeZone::UTC;
    match start {
        RunStart::Moment(seconds, offset_s) => {
            let moment = Timestamp::from_second(whole_seconds(seconds));
            let moment = moment.map_err(|_| NoPlace::Start)?;
            let of_file =
                offset_s.and_then(|offset| Offset::from_seconds(offset).ok()).map(TimeZone::fixed);
            let (zone, from) = match (zone, &of_file) {
                (Some(zone), _) => zone,
                (None, Some(zone)) => (zone, ZoneFrom::File),
                (None, None) => lasting.unwrap_or((&utc, ZoneFrom::Nowhere)),
            };
            Ok((seconds, zone.to_datetime(moment), from))
        }
        RunStart::Clock(local) => {
            let (zone, from) = zone.or(lasting).unwrap_or((&utc, ZoneFrom::Clock));
            let moment = zone.to_timestamp(local).map_err(|_| NoPlace::Start)?;
            // seconds of dates are far below 2^52
            #[allow(clippy::cast_precision_loss)]
            Ok((moment.as_second() as f64, local, from))
        }
    }
}

impl AthleteHistory {
    /// The places of the runs that are told of among all of them.
    fn told_runs(&self) -> impl Iterator<Item = usize> {
        let first = self.periods.first().map(|period| period.range.from);
        let last = self.periods.last().map(|period| period.range.to);
        (0..self.runs.len()).filter(move |place| {
            let day = Some(self.runs[*place].day());
            first <= day && day <= last
        })
    }
}
