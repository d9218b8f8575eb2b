//! Cutting a recording into intervals of one speed, gradient and step rate.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::altitude::Ground;
use super::clock::{self, Timeline};
use super::course::{self, CoursePlan};
use super::distance::Distances;
use super::hold::hold;
use super::movement::{self, Interval, Movement};
use super::{CadenceUnit, FileFormat, Recording, Session, Sport, Totals};
use crate::conditions::Conditions;
use crate::note::{Note, NoteKind};
use crate::number::{fixed, single, whole_seconds};
use crate::units::{
    Distance, Gradient, Mass, QuantityError, RunLength, Speed, StepRate, StepsPerMinute,
};

/// How a recording is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TrackOptions {
    /// The window that altitude is smoothed over, m; `None` for one that fits its noise.
    pub smoothing_m: Option<f64>,
    /// What cadence counts, where that is known better than from the file.
    pub cadence_unit: Option<CadenceUnit>,
    /// The gradient of the whole run, in place of the recorded altitude.
    pub gradient: Option<Gradient>,
    /// Whether to take any sport for running.
    pub any_sport: bool,
    /// How a course is to be run, in place of times.
    pub plan: Option<CoursePlan>,
}

/// A recorded run, cut into intervals.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Track {
    /// The format it was read from.
    pub format: FileFormat,
    /// The sport.
    pub sport: Sport,
    /// When it began, s since 1970-01-01T00:00:00Z, where that is known.
    pub start_s: Option<f64>,
    /// By how much the clock of the place was ahead of UTC, s, where the file says so.
    pub utc_offset_s: Option<i32>,
    /// The even speed of a planned course; `None` for what was run.
    pub planned: Option<Speed>,
    /// The intervals in the order of time.
    pub intervals: Vec<Interval>,
    /// The first interval of each lap.
    pub laps: Vec<usize>,
    /// Whether there is an altitude to make ascent and gradient of.
    pub has_altitude: bool,
    /// The window that altitude was smoothed over, m.
    pub smoothing_m: Option<f64>,
    /// The mass in the user's profile.
    pub mass: Option<Mass>,
    /// What the device made of it.
    pub totals: Totals,
    /// What was decided, and what is wrong with it.
    pub warnings: Vec<Note>,
}

/// Why a recording is no run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrackError {
    /// It is of other sports.
    #[error("{sports}, not a run")]
    OtherSport {
        /// Their names.
        sports: String,
    },
    /// Nothing says how fast it went.
    #[error(
        "has no two samples with a distance, a position or a speed: nothing says how fast it went"
    )]
    NoSpeed,
    /// It is a course to follow, and nobody says how fast.
    #[error("holds no samples: track points have no time, so no speed can be known")]
    NoTimes,
    /// Nobody runs a course so.
    #[error("as a course that would be a speed that {0}")]
    Plan(QuantityError),
}

impl Track {
    /// The mean of the running in a recording, on the level, and how far it went; `None` where it holds none.
    #[must_use]
    pub fn mean_run(&self, mass: Option<Mass>) -> Option<(Conditions, RunLength)> {
        let (mut metres, mut seconds, mut steps, mut stepped_s) = (0.0, 0.0, 0.0, 0.0);
        for interval in
            self.intervals.iter().filter(|interval| interval.movement == Movement::Running)
        {
            let length = f64::from(interval.seconds);
            metres += f64::from(interval.metres);
            seconds += length;
            if let Some(rate) = interval.step_rate_spm {
                steps += f64::from(rate) * length;
                stepped_s += length;
            }
        }
        let run = Conditions::new(Speed::from_m_per_s(metres / seconds).ok()?);
        let run = run.with_mass_if_known(mass.or(self.mass));
        let rate =
            StepsPerMinute::new(steps / stepped_s).map_or(StepRate::Typical, StepRate::PerMinute);
        Some((run.with_step_rate(rate), RunLength::Distance(Distance::from_metres(metres).ok()?)))
    }

    /// Cuts a recording into intervals.
    ///
    /// # Errors
    /// When it is of another sport, or nothing says how fast it went.
    pub fn cut(mut recording: Recording, options: &TrackOptions) -> Result<Self, TrackError> {
        let planned = match options.plan {
            Some(plan) => {
                let speed = course::at_even_pace(&mut recording, plan).map_err(TrackError::Plan)?;
                Some(speed.ok_or(TrackError::NoSpeed)?)
            }
            None if recording.is_untimed => return Err(TrackError::NoTimes),
            None => None,
        };
        let mut warnings: Vec<Note> =
            recording.damage.into_iter().map(|text| Note::new(NoteKind::Damage, text)).collect();
        let sessions = chosen(&recording.sessions, options.any_sport, &mut warnings)?;
        let sport = sessions.first().map_or(Sport::Unspecified, |session| session.sport.clone());
        let totals = sum_of(&sessions);
        // of a single sport all samples are used, whatever its times say
        let parts =
            if sessions.len() < recording.sessions.len() { sessions.as_slice() } else { &[] };
        let timeline =
            clock::timeline(recording.samples, parts, &recording.timer, &recording.lap_starts_s);
        warnings.extend_from_slice(&timeline.warnings);
        let distances = Distances::of(&timeline, &totals, sport.is_running(), &mut warnings)
            .ok_or(TrackError::NoSpeed)?;
        let start_s = timeline.samples.first().map(|sample| sample.time_s);
        let is_level = options.gradient.is_some() || sport == Sport::Treadmill;
        let ground = Ground::of(&timeline.samples, &distances.metres, options.smoothing_m)
            .filter(|_| !is_level);
        describe_ground(ground.as_ref(), &sport, options, &mut warnings);
        let mut track = Self {
            format: recording.format,
            sport,
            start_s: start_s.filter(|_| recording.is_dated),
            utc_offset_s: recording.utc_offset_s,
            planned,
            intervals: intervals(&timeline, &distances, ground.as_ref(), options.gradient),
            laps: timeline.laps,
            has_altitude: ground.is_some(),
            smoothing_m: ground.map(|ground| ground.window_m),
            mass: recording.mass,
            totals,
            warnings,
        };
        if let Some(speed) = planned {
            track.run_evenly(speed);
            return Ok(track);
        }
        movement::tell(
            &mut track.intervals,
            &timeline.samples,
            (recording.cadence_unit, options.cadence_unit),
            &mut track.totals.strides,
            &mut track.warnings,
        );
        if track.sport == Sport::Unspecified && !options.any_sport {
            track.could_be_run()?;
        }
        hold(&mut track.intervals, &timeline.timer_s);
        // what follows when the timer is stopped for good is not of the run
        let is_over = |interval: &Interval| interval.seconds <= 0.0;
        while track.intervals.last().is_some_and(is_over) {
            track.intervals.pop();
        }
        Ok(track)
    }
}

impl Track {
    /// Makes every interval one of running at one speed.
    fn run_evenly(&mut self, speed: Speed) {
        let mut begins_s = 0.0;
        for interval in &mut self.intervals {
            let seconds = single(f64::from(interval.metres) / speed.m_per_s());
            interval.begins_s = begins_s;
            begins_s += f64::from(seconds);
            (interval.speed_m_s, interval.seconds) = (single(speed.m_per_s()), seconds);
            interval.movement = Movement::Running;
            // the speed is kept throughout
            interval.held_s = 3600.0;
            interval.stopped_s = 0.0;
        }
        self.warnings.clear();
        let text = format!(
            "A planned course, run evenly at {} m/s: what it asks, not what anybody bore.",
            fixed(speed.m_per_s(), 2)
        );
        self.warnings.push(Note::new(NoteKind::Clock, text));
    }

    /// Refuses what says no sport and is faster than any run.
    fn could_be_run(&self) -> Result<(), TrackError> {
        let moving = self.intervals.iter();
        let moving = moving.filter(|interval| interval.movement != Movement::Standing);
        let (metres, seconds) = moving.fold((0.0, 0.0), |(metres, seconds), interval| {
            let (more, lasts) = (interval.metres, interval.seconds);
            (metres + f64::from(more), seconds + f64::from(lasts))
        });
        if movement::is_beyond_records(metres, seconds) {
            let (km, clock) = (fixed(metres / 1000.0, 1), movement::clock(seconds));
            let sports = format!("says no sport, and nobody has run {km} km in {clock}");
            return Err(TrackError::OtherSport { sports });
        }
        Ok(())
    }

    /// When it began by the clock of the place: of that time zone, else by what the file says, else in UTC; and the name of
    /// the zone. `None` where it is not known when.
    #[must_use]
    pub fn local_start(&self, zone: Option<&TimeZone>) -> Option<(DateTime, String)> {
        let time = jiff::Timestamp::from_second(whole_seconds(self.start_s?)).ok()?;
        let of_file = || Some(TimeZone::fixed(Offset::from_seconds(self.utc_offset_s?).ok()?));
        let zone = zone.cloned().or_else(of_file).unwrap_or(TimeZone::UTC);
        let by_distance = || {
            let minutes = zone.to_offset(time).seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        };
        let name = zone.iana_name().map_or_else(by_distance, str::to_owned);
        Some((zone.to_datetime(time), name))
    }

    /// When it began, as a time in UTC by ISO 8601; `None` where that is not known.
    #[must_use]
    pub fn start(&self) -> Option<String> {
        let time = jiff::Timestamp::from_second(whole_seconds(self.start_s?)).ok()?;
        Some(time.to_string())
    }
}

/// The sports of sessions, each once; the first few by name.
fn listed(sports: &[&str]) -> String {
    /// More than a triathlon has.
    const MOST: usize = 5;
    let mut names: Vec<&str> = Vec::new();
    for sport in sports {
        if names.len() < MOST && !names.contains(sport) {
            names.push(sport);
        }
    }
    match sports.iter().filter(|sport| !names.contains(*sport)).count() {
        0 => names.join(", "),
        more => format!("{} and {more} more sessions of others", names.join(", ")),
    }
}

/// The sessions that are taken for running.
fn chosen(
    sessions: &[Session],
    any_sport: bool,
    warnings: &mut Vec<Note>,
) -> Result<Vec<Session>, TrackError> {
    let mut others = Vec::new();
    let mut chosen = Vec::new();
    for session in sessions {
        match &session.sport {
            Sport::Other(name) if !any_sport => others.push(name.as_str()),
            _ => chosen.push(session.clone()),
        }
    }
    if chosen.is_empty() && !others.is_empty() {
        return Err(TrackError::OtherSport { sports: listed(&others) });
    }
    // what no sport is said of is none where running is said of the rest
    let is_run = |session: &Session| session.sport.is_running();
    if !any_sport && chosen.iter().any(is_run) && !chosen.iter().all(is_run) {
        chosen.retain(is_run);
        others.push("a session without a sport");
    }
    let mut warn = |text: String| warnings.push(Note::new(NoteKind::Sport, text));
    if !others.is_empty() {
        warn(format!("Only the running is computed; left out: {}.", listed(&others)));
    }
    let is_specified = |session: &Session| session.sport != Sport::Unspecified;
    if !chosen.iter().any(is_specified) {
        warn("The file does not say the sport; it is taken for a run.".to_owned());
    }
    Ok(chosen)
}

/// The totals of several sessions; unknown where one is.
fn sum_of(sessions: &[Session]) -> Totals {
    let sum = |total: fn(&Totals) -> Option<f64>| -> Option<f64> {
        let totals = sessions.iter().map(|session| total(&session.totals));
        totals.sum::<Option<f64>>().filter(|_| !sessions.is_empty())
    };
    Totals {
        distance_m: sum(|totals| totals.distance_m),
        timer_s: sum(|totals| totals.timer_s),
        ascent_m: sum(|totals| totals.ascent_m),
        descent_m: sum(|totals| totals.descent_m),
        strides: sum(|totals| totals.strides),
        max_speed_m_s: {
            let speeds = sessions.iter().filter_map(|it| it.totals.max_speed_m_s);
            speeds.max_by(f64::total_cmp)
        },
    }
}

fn describe_ground(
    ground: Option<&Ground>,
    sport: &Sport,
    options: &TrackOptions,
    warnings: &mut Vec<Note>,
) {
    let mut warn = |text: String| warnings.push(Note::new(NoteKind::Altitude, text));
    match (ground, options.gradient) {
        (_, Some(gradient)) => {
            warn(format!("Gradient {} % throughout, as given.", gradient.percent()));
        }
        (Some(ground), None) => {
            ground.warnings.iter().cloned().for_each(&mut warn);
            warn(format!(
                "Altitude is smoothed over {} m{}.",
                fixed(ground.window_m, 0),
                if options.smoothing_m.is_some() { ", as given" } else { ", by its noise" }
            ));
        }
        (None, None) if *sport == Sport::Treadmill => warn(
            "A treadmill's incline is not recorded, and none was given: taken as level.".to_owned(),
        ),
        (None, None) => {
            warn("No altitude was recorded, and no gradient given: taken as level.".to_owned());
        }
    }
}

/// The time between each sample and the next. What a double holds of a run is far within single precision.
fn intervals(
    timeline: &Timeline,
    distances: &Distances,
    ground: Option<&Ground>,
    gradient: Option<Gradient>,
) -> Vec<Interval> {
    let samples = &timeline.samples;
    let Some(first) = samples.first() else {
        return Vec::new();
    };
    let timer = &timeline.timer_s;
    let climbs = ground.map(Ground::climbs);
    let level = gradient.map_or(0.0, Gradient::percent);
    let speeds = distances.speeds_m_s.iter().copied();
    speeds
        .enumerate()
        .map(|(i, speed_m_s)| {
            let slope = |ground: &Ground| f64::midpoint(ground.slope[i], ground.slope[i + 1]);
            let (ascent_m, descent_m) = climbs.as_ref().map_or((0.0, 0.0), |climbs| climbs[i]);
            Interval {
                begins_s: samples[i].time_s - first.time_s,
                stopped_s: single(timeline.stopped_s[i + 1]),
                seconds: single(timer[i + 1] - timer[i]),
                metres: single(distances.metres[i + 1] - distances.metres[i]),
                speed_m_s,
                held_s: 0.0,
                altitude_m: ground.map(|ground| single(ground.altitude_m[i + 1])),
                gradient_pct: single(ground.map_or(level, |ground| slope(ground) * 100.0)),
                ascent_m,
                descent_m,
                step_rate_spm: None,
                movement: Movement::Standing,
            }
        })
        .collect()
}
