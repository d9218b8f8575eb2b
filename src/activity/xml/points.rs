//! Track points gathered into a recording: times, numbers and sports as text, and what of it cannot be used.

use std::ops::RangeInclusive;

use jiff::tz::Offset;
use jiff::{Timestamp, civil};

use super::{XmlDamage, XmlText, quoted};
use crate::activity::recording::{
    ALTITUDE_M, CADENCE, DISTANCE_M, MOST_SAMPLES, SPEED_M_S, plausible,
};
use crate::activity::{FileFormat, Position, ReadError, Recording, Sample, Session, Sport, Totals};

/// Durations that are plausible, s: up to a year.
const DURATION_S: RangeInclusive<f64> = 0.0..=366.0 * 86400.0;

/// What went wrong in the same way, counted; the first of it in words.
#[derive(Default)]
struct Tally {
    count: u64,
    first: Option<XmlDamage>,
}

impl Tally {
    fn add(&mut self, byte: u64, reason: impl FnOnce() -> String) {
        self.count += 1;
        self.first.get_or_insert_with(|| XmlDamage { byte, reason: reason() });
    }

    fn remark(&self) -> Option<String> {
        let XmlDamage { byte, reason } = self.first.as_ref()?;
        let more = match self.count {
            ..=1 => String::new(),
            2 => ", and so is 1 more".to_owned(),
            count => format!(", and so are {} more", count - 1),
        };
        Some(format!("byte {byte}: {reason}; left out{more}"))
    }
}

/// When a point was recorded, as far as it says.
enum Time {
    Unspecified,
    Unreadable,
    At(f64),
}

/// A recording that grows by track points.
pub(in crate::activity) struct Points {
    recording: Recording,
    /// Places without times: a course, where nothing has a time.
    course: Vec<Sample>,
    /// What the file is if it holds no track points.
    instead: &'static str,
    point: Sample,
    time: Time,
    point_byte: u64,
    latitude: Option<f64>,
    longitude: Option<f64>,
    begins_part: bool,
    /// Whether a lap waits for its first sample to say when it began.
    begins_lap: bool,
    session_s: Option<(f64, f64)>,
    count: u64,
    untimed: Tally,
    mistimed: Tally,
    unreadable: Tally,
    /// Numbers with a decimal comma.
    with_comma: Tally,
    /// More points than are read.
    beyond: Tally,
}

impl Points {
    /// None yet.
    pub(in crate::activity) fn new(format: FileFormat) -> Self {
        Self {
            recording: Recording::new(format),
            course: Vec::new(),
            instead: "there are no track points",
            point: Sample::at(0.0),
            time: Time::Unspecified,
            point_byte: 0,
            latitude: None,
            longitude: None,
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

    /// Notes what the file is if it holds no track points.
    pub(in crate::activity) fn note_instead(&mut self, instead: &'static str) {
        self.instead = instead;
    }

    /// What happened since the last sample was not recorded.
    pub(in crate::activity) fn begin_part(&mut self) {
        self.begins_part = true;
    }

    /// How many points there were, with those that were left out.
    pub(in crate::activity) fn count(&self) -> u64 {
        self.count
    }

    /// A lap begins at a time, or where that cannot be known, with the next sample.
    pub(in crate::activity) fn begin_lap(&mut self, start: Option<XmlText<'_>>) {
        match start.and_then(|start| time(start.text)) {
            Some(time_s) => self.recording.lap_starts_s.push(time_s),
            None => self.begins_lap = true,
        }
    }

    /// A session ends; it is kept if it holds samples.
    pub(in crate::activity) fn end_session(&mut self, sport: Sport, totals: Totals) {
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
    pub(in crate::activity) fn open(&mut self, byte: u64) {
        self.point = Sample::at(0.0);
        self.time = Time::Unspecified;
        self.point_byte = byte;
        self.latitude = None;
        self.longitude = None;
    }

    /// When the point was recorded.
    pub(in crate::activity) fn time(&mut self, value: XmlText<'_>) {
        if value.text.is_empty() {
            return;
        }
        self.time = time(value.text).map_or(Time::Unreadable, Time::At);
        if self.recording.utc_offset_s.is_none() && !value.text.ends_with('Z') {
            self.recording.utc_offset_s = utc_offset(value.text);
        }
        if matches!(self.time, Time::Unreadable) {
            self.mistimed.add(value.byte, || {
                let text = quoted(value.text);
                format!("time {text} is no date and time like 2026-05-01T07:30:00Z")
            });
        }
    }

    pub(in crate::activity) fn latitude(&mut self, value: XmlText<'_>) {
        self.latitude = self.number(value);
    }

    pub(in crate::activity) fn longitude(&mut self, value: XmlText<'_>) {
        self.longitude = self.number(value);
    }

    pub(in crate::activity) fn altitude(&mut self, value: XmlText<'_>) {
        self.point.altitude_m = self.measure(value, &ALTITUDE_M).or(self.point.altitude_m);
    }

    pub(in crate::activity) fn speed(&mut self, value: XmlText<'_>) {
        self.point.speed_m_s = self.measure(value, &SPEED_M_S).or(self.point.speed_m_s);
    }

    pub(in crate::activity) fn distance(&mut self, value: XmlText<'_>) {
        self.point.distance_m = self.measure(value, &DISTANCE_M).or(self.point.distance_m);
    }

    /// A cadence of what is not said; one that is said to be of running goes before it.
    pub(in crate::activity) fn cadence(&mut self, value: XmlText<'_>) {
        self.point.cadence = self.point.cadence.or(self.measure(value, &CADENCE));
    }

    pub(in crate::activity) fn running_cadence(&mut self, value: XmlText<'_>) {
        self.point.cadence = self.measure(value, &CADENCE).or(self.point.cadence);
    }

    /// The distance of a lap, m.
    pub(in crate::activity) fn lap_distance(&mut self, value: XmlText<'_>) -> Option<f64> {
        self.number(value).filter(|it| DISTANCE_M.contains(it))
    }

    /// The highest speed of a lap, m/s.
    pub(in crate::activity) fn lap_speed(&mut self, value: XmlText<'_>) -> Option<f64> {
        self.number(value).filter(|it| *it > 0.0 && SPEED_M_S.contains(it))
    }

    /// The time that the timer ran in a lap, s.
    pub(in crate::activity) fn lap_duration(&mut self, value: XmlText<'_>) -> Option<f64> {
        self.number(value).filter(|it| DURATION_S.contains(it))
    }

    /// The track point ends.
    pub(in crate::activity) fn close(&mut self) {
        self.count += 1;
        if let (Some(latitude), Some(longitude)) = (self.latitude, self.longitude) {
            self.point.position = Position::from_degrees(latitude, longitude);
        }
        let time_s = match self.time {
            Time::At(time_s) => time_s,
            Time::Unreadable => return,
            Time::Unspecified => {
                let reason = || "a track point has no time".to_owned();
                // of a recording with times, places without are damage
                if self.recording.samples.is_empty() && self.course.len() < MOST_SAMPLES {
                    self.course.extend(self.point.position.map(|_| self.point));
                }
                return self.untimed.add(self.point_byte, reason);
            }
        };
        self.point.time_s = time_s;
        if self.point.is_empty() {
            return;
        }
        if self.recording.samples.len() == MOST_SAMPLES {
            let reason = || format!("more than {MOST_SAMPLES} track points");
            return self.beyond.add(self.point_byte, reason);
        }
        self.point.begins_part = std::mem::take(&mut self.begins_part);
        if std::mem::take(&mut self.begins_lap) {
            self.recording.lap_starts_s.push(time_s);
        }
        let (from_s, to_s) = self.session_s.unwrap_or((time_s, time_s));
        self.session_s = Some((from_s.min(time_s), to_s.max(time_s)));
        self.recording.samples.push(self.point);
    }

    /// The recording, with what is damaged.
    pub(in crate::activity) fn finish(
        mut self,
        stop: Option<XmlDamage>,
    ) -> Result<Recording, ReadError> {
        let is_course = self.recording.samples.is_empty() && self.course.len() > 1;
        if is_course && stop.is_none() && self.mistimed.count == 0 {
            self.recording.samples = self.course;
            self.recording.is_untimed = true;
            self.recording.damage = self.unreadable.remark().into_iter().collect();
            return Ok(self.recording);
        }
        if self.recording.samples.is_empty() {
            let damage = stop.or(self.mistimed.first);
            if let Some(XmlDamage { byte, reason }) = damage {
                return Err(ReadError::Damaged { byte, reason });
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
        self.recording.damage = tallies.iter().filter_map(Tally::remark).collect();
        let commas = self.with_comma.first.map(|it| {
            let (byte, reason, count) = (it.byte, it.reason, self.with_comma.count);
            format!("byte {byte}: {reason}; it is read as a point, in {count} numbers")
        });
        self.recording.damage.extend(commas);
        self.recording.damage.extend(
            stop.map(|it| format!("byte {}: {}; what came before is used", it.byte, it.reason)),
        );
        Ok(self.recording)
    }

    /// A number; none where nothing stands, and what is none is counted.
    fn number(&mut self, value: XmlText<'_>) -> Option<f64> {
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
