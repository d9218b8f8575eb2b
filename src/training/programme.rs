//! Returning to running by published steps: which session on which date at the soonest, and how much of it is running.
//!
//! A programme is for those for whom it was made; none was shown to be better than another. What it leaves open is
//! chosen here and said: the walking speed where none is printed, and equal steps of a week after the last phase.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::norm::TestError;
use super::rows::ReturnRow;
use super::tables::Training;
use crate::conditions::{Conditions, Course, Terrain};
use crate::spelling::keywords;
use crate::units::{Distance, LengthUnit, Speed, SpeedUnit};

/// The walking speed of the graded programme, mph (moen2012, as adapted); taken where a programme prints none.
const WALKING_MPH: f64 = 3.5;
/// Each phase is done at least so often (trials2023, Table 1, footnote 3).
const SESSIONS_A_PHASE: u32 = 2;
/// Days from a run to the next at the least: one of rest (trials2023, Table 1, footnote 2).
const DAYS_APART: i64 = 2;
/// How much longer a session may be than the longest of the 30 days before: no more risk was seen below (frandsen2025).
const LONGEST_RISE: f64 = 1.10;
/// Sessions a week after the programme are as many as its days; without days, so many.
const SESSIONS_A_WEEK: usize = 3;
/// No plan is longer, in sessions.
const MOST_SESSIONS: usize = 1000;

keywords! {
    /// A published programme.
    pub enum Programme of "programme" {
        /// Six phases of walking and running, made for soldiers with sore knees.
        Standard = "standard",
        /// Six phases, made for athletes with sore shins.
        Graded = "graded",
    }
}

keywords! {
    /// What somebody comes back from.
    pub enum Complaint of "complaint" {
        /// The Achilles tendon.
        Achilles = "achilles",
        /// The calf.
        Calf = "calf",
        /// The kneecap.
        Knee = "knee",
        /// The shin.
        Shin = "shin",
        /// The back of the thigh.
        Hamstring = "hamstring",
    }
}

impl Complaint {
    /// The keys of the muscles, tendons and joints that are meant.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Achilles => &["achilles"],
            Self::Calf => &["soleus", "gastrocnemius"],
            Self::Knee => &["patellofemoral_joint", "patellar_tendon"],
            Self::Shin => &["tibialis_anterior"],
            Self::Hamstring => &["hamstrings"],
        }
    }
}

/// The weekdays on which somebody runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days(Vec<Weekday>);

impl FromStr for Days {
    type Err = TestError;

    fn from_str(text: &str) -> Result<Self, TestError> {
        const NAMES: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let day = |name: &str| {
            let name = name.trim().to_lowercase();
            let place = NAMES.iter().position(|day| name.len() >= 3 && day.starts_with(&name))?;
            Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
        };
        let days: Option<Vec<Weekday>> = text.split(',').map(day).collect();
        let accepted =
            "days of the week with commas between them are accepted, such as mon,wed,sat";
        let mut days = days.ok_or_else(|| TestError::new(text, accepted))?;
        days.sort_by_key(|day| day.to_monday_zero_offset());
        days.dedup();
        Ok(Self(days))
    }
}

impl Days {
    /// How many sessions of a week have a day of rest between them.
    fn sessions_a_week(&self) -> usize {
        let mut last = None;
        let apart = self.0.iter().filter(|day| {
            let day = i64::from(day.to_monday_zero_offset());
            let is_apart = last.is_none_or(|last| day - last >= DAYS_APART);
            if is_apart {
                last = Some(day);
            }
            is_apart
        });
        apart.count()
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Goal {
    /// The programme.
    pub programme: Programme,
    /// The first day on which a session may be.
    pub start: Date,
    /// The days on which one may be; every second day without.
    pub days: Option<Days>,
    /// How fast the running is, where the programme does not say.
    pub speed: Speed,
    /// Up to which distance sessions grow after the programme.
    pub distance: Option<Distance>,
}

/// One session.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TrainingSession {
    /// When, at the soonest.
    pub date: Date,
    /// The phase of the programme; `None` after it.
    pub phase: Option<u32>,
    /// What is done.
    pub what: String,
    /// How hard it is meant to be, as the programme says.
    pub intensity: Option<String>,
    /// The running of it.
    pub run: Conditions,
    /// How far is run, metres.
    pub run_m: f64,
    /// How far is walked, metres.
    pub walk_m: f64,
    /// How long it takes, seconds.
    pub seconds: f64,
}

impl TrainingSession {
    /// How long of it is running, seconds.
    #[must_use]
    pub fn run_s(&self) -> f64 {
        self.run_m / self.run.speed().m_per_s()
    }
}

impl Training {
    /// The rules of a programme that go for all its phases.
    pub(crate) fn rules(&self, programme: Programme) -> impl Iterator<Item = &ReturnRow> {
        let rows = self.return_to_run.iter();
        rows.filter(move |row| row.programme == programme.key() && row.phase.is_none())
    }

    /// The sessions of a programme at the soonest, and those after it that grow by no more than a tenth over the longest
    /// of the 30 days before.
    #[must_use]
    pub fn sessions(&self, goal: &Goal) -> Vec<TrainingSession> {
        let mut dates = dates(goal);
        let mut sessions = Vec::new();
        for row in self
            .return_to_run
            .iter()
            .filter(|row| row.programme == goal.programme.key() && row.phase.is_some())
        {
            for date in dates.by_ref().take(SESSIONS_A_PHASE as usize) {
                sessions.push(session(row, date, goal.speed));
            }
        }
        let Some(target) = goal.distance else {
            return sessions;
        };
        let a_week = goal.days.as_ref().map_or(SESSIONS_A_WEEK, Days::sessions_a_week).max(1);
        let mut grown_m = sessions.last().map_or(0.0, |session| session.run_m + session.walk_m);
        let mut in_week = 0;
        for date in dates {
            if in_week == 0 {
                let longest = longest_before(&sessions, date).unwrap_or(grown_m);
                // down to the hectometre, so that rounding never breaks the rule
                grown_m = ((longest * LONGEST_RISE / 100.0).floor() * 100.0)
                    .max(grown_m)
                    .min(target.metres());
            }
            let length = Conditions::new(goal.speed);
            sessions.push(TrainingSession {
                date,
                phase: None,
                what: "run all the way".to_owned(),
                intensity: None,
                run: length,
                run_m: grown_m,
                walk_m: 0.0,
                seconds: grown_m / goal.speed.m_per_s(),
            });
            in_week = (in_week + 1) % a_week;
            if grown_m >= target.metres() || sessions.len() >= MOST_SESSIONS {
                break;
            }
        }
        sessions
    }
}

/// The longest session of the 30 days before a date, metres.
#[must_use]
pub(crate) fn longest_before(sessions: &[TrainingSession], date: Date) -> Option<f64> {
    let first = date.checked_sub(30.days()).unwrap_or(Date::MIN);
    let recent = sessions.iter().filter(|session| (first..date).contains(&session.date));
    recent.map(|session| session.run_m + session.walk_m).reduce(f64::max)
}

/// The days of sessions, from the first on.
fn dates(goal: &Goal) -> impl Iterator<Item = Date> {
    let days = goal.days.clone();
    let fits = move |date: &Date| days.as_ref().is_none_or(|days| days.0.contains(&date.weekday()));
    let next_from = move |from: Date| {
        let mut week = std::iter::successors(Some(from), |date| date.tomorrow().ok()).take(7);
        week.find(|date| fits(date))
    };
    let first = next_from(goal.start);
    std::iter::successors(first, move |date| next_from(date.checked_add(DAYS_APART.days()).ok()?))
}

/// A session of a phase: walking and running in turn until the distance or the time is full.
fn session(row: &ReturnRow, date: Date, speed: Speed) -> TrainingSession {
    let mph = |mph: f64| SpeedUnit::MilesPerHour.in_m_per_s(mph);
    let fixed = row.run_mph.and_then(|run| Speed::from_m_per_s(mph(run)).ok());
    let speed = fixed.unwrap_or(speed);
    let on_treadmill = row.terrain.as_deref() == Some(Terrain::Treadmill.key());
    let course =
        Course::new(on_treadmill.then_some(Terrain::Treadmill), None).unwrap_or(Course::FLAT);
    let walking = mph(row.walk_mph.unwrap_or(WALKING_MPH));
    let (walk_s, run_s) = (60.0 * row.walk_min.unwrap_or(0.0), row.run_min.map(|run| 60.0 * run));
    let total = row.total.unwrap_or(0.0);
    let by_time = row.unit.as_deref() == Some("min");
    let whole = if by_time { 60.0 * total } else { total * LengthUnit::Mile.metres() };
    // what a second of each fills of the whole
    let (walk_rate, run_rate) = if by_time { (1.0, 1.0) } else { (walking, speed.m_per_s()) };
    let (mut walked_s, mut running_s, mut left) = (0.0, 0.0, whole);
    while left > 1e-9 {
        let walk = (left / walk_rate).min(walk_s);
        left -= walk * walk_rate;
        let run = (left / run_rate).min(run_s.unwrap_or(f64::INFINITY));
        left -= run * run_rate;
        walked_s += walk;
        running_s += run;
        if walk + run <= 0.0 {
            break;
        }
    }
    let what = match (row.walk_min, row.run_min) {
        (Some(walk), Some(run)) if walk > 0.0 => format!("walk {walk} min, run {run} min"),
        _ => "run all the way".to_owned(),
    };
    TrainingSession {
        date,
        phase: row.phase,
        what,
        intensity: row.intensity.clone().map(String::from),
        run: Conditions::new(speed).with_course(course),
        run_m: running_s * speed.m_per_s(),
        walk_m: walked_s * walking,
        seconds: walked_s + running_s,
    }
}
