//! Track points gathered into a recording: times, numbers and sports as text, and what of it cannot be used.

use std::ops::RangeInclusive;

use jiff::tz::Offset;
use jiff::{Timestamp, civil};

use super::{XmlText, damaged, quoted};
use crate::activity::recording::{
    ALTITUDE_M, CADENCE, DISTANCE_M, MOST_SAMPLES, SPEED_M_S, plausible,
};
use crate::activity::{FileFormat, Position, ReadError, Recording, Sample, Session, Sport, Totals};

/// Durations that are plausible, s: up to a year.
pub(super) const DURATION_S: RangeInclusive<f64> = 0.0..=366.0 * 86400.0;

/// What went wrong in the same way, counted; the first of it in words.
#[derive(Default)]
struct Tally {
    count: u64,
    first: Option<ReadError>,
}

impl Tally {
    fn add(&mut self, byte: u64, reason: impl FnOnce() -> String) {
        self.count += 1;
        self.first.get_or_insert_with(|| damaged(byte, reason()));
    }

    fn warning(&self) -> Option<String> {
        let first = self.first.as_ref()?;
        let more = match self.count {
            ..=1 => String::new(),
            2 => ", and so is 1 more".to_owned(),
            count => format!(", and so are {} more", count - 1),
        };
        Some(format!("{first}; left out{more}"))
    }
}

/// When a point was recorded, as far as it says.
#[derive(Default)]
enum Time {
    #[default]
    Unspecified,
    Unreadable,
    At(f64),
}

/// What a track point says so far.
#[derive(Default)]
struct PendingPoint {
    sample: Sample,
    time: Time,
    /// Where it begins in the file.
    byte: u64,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

/// A recording that grows by track points.
pub(super) struct Points {
    recording: Recording,
    /// Places without times: a course, where nothing has a time.
    course: Vec<Sample>,
    /// What the file is if it holds no track points.
    pub(super) instead: &'static str,
    point: PendingPoint,
    /// Whether what happened since the last sample was not recorded.
    pub(super) begins_part: bool,
    /// Whether a lap waits for its first sample to say when it began.
    begins_lap: bool,
    session_s: Option<(f64, f64)>,
    /// How many points there were, with those that were left out.
    pub(super) count: u64,
    untimed: Tally,
    mistimed: Tally,
    unreadable: Tally,
    /// Numbers with a decimal comma.
    with_comma: Tally,
    /// More points than are read.
    beyond: Tally,
}

impl Points {
    pub(super) fn new(format: FileFormat) -> Self {
        Self {
            recording: Recording::new(format),
            course: Vec::new(),
            instead: "there are no track points",
            point: PendingPoint::default(),
            begins_part: true,
            begins_lap: false,
            session_s: None,
            count: 0,
            untimed: Tally::default(),
            mistimed: Tally::default(),
            unreadable: Tally::default(),
            with_comma: Tally::default(),
            beyond: Tally::default(),
        }
    }

    /// A lap begins at a time, or where that cannot be known, with the next sample.
    pub(super) fn begin_lap(&mut self, start: Option<XmlText<'_>>) {
        match start.and_then(|start| time(start.text)) {
            Some(time_s) => self.recording.lap_starts_s.push(time_s),
            None => self.begins_lap = true,
        }
    }

    /// A session ends; it is kept if it holds samples.
    pub(super) fn end_session(&mut self, sport: Sport, totals: Totals) {
        self.begins_lap = false;
        if let Some((from_s, to_s)) = self.session_s.take() {
            // tracks of one sport, of which there may be thousands, are one session unless each has totals of its own
            let last = self.recording.sessions.last_mut();
            let nothing = Totals::default();
            if let Some(last) = last.filter(|last| last.sport == sport)
                && last.totals == nothing
                && totals == nothing
            {
                last.from_s = last.from_s.min(from_s);
                last.to_s = last.to_s.max(to_s);
                return;
            }
            self.recording.sessions.push(Session { sport, from_s, to_s, totals });
        }
    }

    /// A track point begins.
    pub(super) fn open(&mut self, byte: u64) {
        self.point = PendingPoint { byte, ..PendingPoint::default() };
    }

    /// Takes in what an element of a track point says.
    pub(super) fn take(&mut self, path: &[&str], value: XmlText<'_>) {
        let before = self.point.sample;
        match path {
            ["time" | "Time"] => self.time(value),
            [.., "LatitudeDegrees"] => self.point.latitude = self.number(value),
            [.., "LongitudeDegrees"] => self.point.longitude = self.number(value),
            ["ele" | "AltitudeMeters"] => {
                let altitude = self.measure(value, &ALTITUDE_M);
                self.point.sample.altitude_m = altitude.or(before.altitude_m);
            }
            ["DistanceMeters"] | [.., "distance"] => {
                let distance = self.measure(value, &DISTANCE_M);
                self.point.sample.distance_m = distance.or(before.distance_m);
            }
            [.., "speed" | "Speed"] => {
                let speed = self.measure(value, &SPEED_M_S);
                self.point.sample.speed_m_s = speed.or(before.speed_m_s);
            }
            // one that is said to be of running goes before one of what is not said
            [.., word @ ("cad" | "cadence" | "Cadence" | "RunCadence")] => {
                let cadence = self.measure(value, &CADENCE);
                self.point.sample.cadence = match *word {
                    "RunCadence" => cadence.or(before.cadence),
                    _ => before.cadence.or(cadence),
                };
            }
            _ => {}
        }
    }

    /// When the point was recorded.
    fn time(&mut self, value: XmlText<'_>) {
        if value.text.is_empty() {
            return;
        }
        self.point.time = time(value.text).map_or(Time::Unreadable, Time::At);
        if self.recording.utc_offset_s.is_none() && !value.text.ends_with('Z') {
            self.recording.utc_offset_s = utc_offset(value.text);
        }
        if matches!(self.point.time, Time::Unreadable) {
            self.mistimed.add(value.byte, || {
                let text = quoted(value.text);
                format!("time {text} is no date and time like 2026-05-01T07:30:00Z")
            });
        }
    }

    /// The track point ends.
    pub(super) fn close(&mut self) {
        self.count += 1;
        let PendingPoint { mut sample, latitude, longitude, byte, .. } = self.point;
        let place = latitude.zip(longitude);
        sample.position =
            place.and_then(|(latitude, longitude)| Position::from_degrees(latitude, longitude));
        let time_s = match self.point.time {
            Time::At(time_s) => time_s,
            Time::Unreadable => return,
            Time::Unspecified => {
                let reason = || "a track point has no time".to_owned();
                // of a recording with times, places without are damage
                if self.recording.samples.is_empty() && self.course.len() < MOST_SAMPLES {
                    self.course.extend(sample.position.map(|_| sample));
                }
                return self.untimed.add(byte, reason);
            }
        };
        sample.time_s = time_s;
        if sample.is_empty() {
            return;
        }
        if self.recording.samples.len() == MOST_SAMPLES {
            let reason = || format!("more than {MOST_SAMPLES} track points");
            return self.beyond.add(byte, reason);
        }
        sample.begins_part = std::mem::take(&mut self.begins_part);
        if std::mem::take(&mut self.begins_lap) {
            self.recording.lap_starts_s.push(time_s);
        }
        let (from_s, to_s) = self.session_s.unwrap_or((time_s, time_s));
        self.session_s = Some((from_s.min(time_s), to_s.max(time_s)));
        self.recording.samples.push(sample);
    }

    /// The recording, with what is damaged.
    pub(super) fn finish(mut self, stop: Option<ReadError>) -> Result<Recording, ReadError> {
        if let Some(error @ ReadError::Io(_)) = stop {
            return Err(error);
        }
        let is_course = self.recording.samples.is_empty() && self.course.len() > 1;
        if is_course && stop.is_none() && self.mistimed.count == 0 {
            self.recording.samples = self.course;
            self.recording.is_untimed = true;
            self.recording.damage = self.unreadable.warning().into_iter().collect();
            return Ok(self.recording);
        }
        if self.recording.samples.is_empty() {
            if let Some(damage) = stop.or(self.mistimed.first) {
                return Err(damage);
            }
            let reason = if self.count == 0 {
                self.instead
            } else if self.untimed.count > 0 {
                "track points have no time, so no speed can be known"
            } else {
                "track points say neither where nor how far nor how fast, at most the heart rate"
            };
            return Err(ReadError::NoSamples { reason: reason.to_owned() });
        }
        let tallies = [self.untimed, self.mistimed, self.unreadable, self.beyond];
        self.recording.damage = tallies.iter().filter_map(Tally::warning).collect();
        let Tally { first: comma, count } = self.with_comma;
        let commas = comma.map(|it| format!("{it}; it is read as a point, in {count} numbers"));
        let stop = stop.map(|it| format!("{it}; what came before is used"));
        self.recording.damage.extend(commas.into_iter().chain(stop));
        Ok(self.recording)
    }

    /// A number; none where nothing stands, and what is none is counted.
    pub(super) fn number(&mut self, value: XmlText<'_>) -> Option<f64> {
        if value.text.is_empty() {
            return None;
        }
        let number = value.text.parse().ok();
        if number.is_some() {
            return number;
        }
        // no number has both, so that a single comma cannot be one of thousands
        let parts = value.text.split_once(',').filter(|_| !value.text.contains('.'));
        let number = parts.and_then(|(whole, part)| format!("{whole}.{part}").parse().ok());
        let text = || quoted(value.text);
        match number {
            Some(_) => {
                self.with_comma.add(value.byte, || format!("{} has a decimal comma", text()));
            }
            None => self.unreadable.add(value.byte, || format!("{} is no number", text())),
        }
        number
    }

    /// A number within bounds, as samples hold it.
    fn measure(&mut self, value: XmlText<'_>, bounds: &RangeInclusive<f64>) -> Option<f32> {
        plausible(self.number(value), bounds)
    }
}

/// By how much the clock of a time with an offset is ahead of UTC, s; `+00:00` is how some programs write UTC.
fn utc_offset(text: &str) -> Option<i32> {
    let at = text.rfind(['+', '-']).filter(|at| *at > "2026-05-01".len())?;
    let (hours, minutes) = text[at + 1..].split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let is_offset = seconds > 0 && seconds <= 14 * 3600;
    is_offset.then_some(if text[at..].starts_with('-') { -seconds } else { seconds })
}

/// Seconds since 1970-01-01T00:00:00Z of a date and time; without an offset it is taken as UTC.
fn time(text: &str) -> Option<f64> {
    const DATE_BYTES: usize = "2026-05-01".len();
    let timestamp = text.parse::<Timestamp>().ok().or_else(|| {
        // a date alone would put all points at midnight
        let time: civil::DateTime =
            text.get(DATE_BYTES..)?.contains(':').then(|| text.parse().ok())??;
        Offset::UTC.to_timestamp(time).ok()
    })?;
    Some(timestamp.as_duration().as_secs_f64())
}
