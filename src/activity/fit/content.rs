//! What the messages of a FIT file say, in the words of a recording.

use rustyfit::profile::typedef::{self, Event, EventType, File as FileType, MesgNum, SubSport};
use rustyfit::proto::{Message, Value};

use super::super::recording::MOST_SAMPLES;
use super::super::{FileFormat, Recording, Session, Sport, TimerEvent, Totals};
use super::record::{AddedField, RecordDecoder, number};
use crate::units::Mass;

/// When FIT begins to count, 1989-12-31T00:00:00Z, s from 1970-01-01T00:00:00Z.
const EPOCH_S: f64 = 631_065_600.0;
/// Times below this are counted from when the device was switched on, by the definition of FIT (`0x1000_0000`), s.
const FIRST_DATE_S: f64 = 268_435_456.0;
/// The most fields of applications: the crate goes through all of them for each in each message. The watches of one
/// maker allow 16 or so for an application.
const MOST_ADDED_FIELDS: usize = 128;
/// The most sessions, and changes of sport; a triathlon has five.
const MOST_SESSIONS: usize = 1000;
/// Number of the field that is the time of a message, in all of them.
const TIMESTAMP: u8 = 253;

/// What the messages so far say. Times are by the clock of the device until it is known what that counts from.
pub(super) struct FitContent {
    recording: Recording,
    /// The most samples that are taken: memory stays within ten times the file, or 64 MB.
    most_samples: usize,
    records: RecordDecoder,
    records_without_time: usize,
    empty_records: usize,
    kind: Option<FileType>,
    /// The first sample of the sequence at hand.
    first: usize,
    /// Its sports, with the sample before which each was chosen.
    sports: Vec<(usize, Sport)>,
    sessions: Vec<SessionMessage>,
    /// The highest speed of its laps, m/s.
    fastest_lap_m_s: Option<f64>,
}

struct SessionMessage {
    sport: Sport,
    start_s: Option<f64>,
    end_s: Option<f64>,
    elapsed_s: Option<f64>,
    totals: Totals,
}

/// So many samples are taken of a file of any size: two days and 18 hours of one a second.
const SAMPLES_OF_ANY_FILE: usize = 240_000;
/// The bytes of a file for each sample beyond those; until the answer is written a sample takes some 190.
const BYTES_A_SAMPLE: usize = 20;

impl FitContent {
    /// Nothing yet of a file of so many bytes.
    pub(super) fn new(file_bytes: usize) -> Self {
        let most_samples = (file_bytes / BYTES_A_SAMPLE).max(SAMPLES_OF_ANY_FILE);
        Self {
            most_samples: most_samples.min(MOST_SAMPLES),
            recording: Recording::new(FileFormat::Fit),
            records: RecordDecoder::default(),
            records_without_time: 0,
            empty_records: 0,
            kind: None,
            first: 0,
            sports: Vec::new(),
            sessions: Vec::new(),
            fastest_lap_m_s: None,
        }
    }

    /// Whether the file says that it is something else than an activity: what, in words.
    pub(super) fn other_kind(&self) -> Option<String> {
        let kind = self.kind.filter(|kind| *kind != FileType::ACTIVITY)?;
        let name = kind.to_string().replace('_', " ");
        Some(if name.contains('(') {
            format!("a FIT file of the type {}", kind.0)
        } else if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
            format!("an {name} file")
        } else {
            format!("a {name} file")
        })
    }

    /// Why there is no sample, in words.
    pub(super) fn why_empty(&self) -> String {
        let (untimed, empty) = (self.records_without_time, self.empty_records);
        match (untimed, empty) {
            (0, 0) => "an activity without records".to_owned(),
            (0, _) => format!(
                "the {empty} records say neither where nor how far nor how fast, at most the heart rate"
            ),
            _ => format!("{untimed} records have no time, so no speed can be known"),
        }
    }

    pub(super) fn has_samples(&self) -> bool {
        !self.recording.samples.is_empty()
    }

    /// What is said of fields, sports and sums holds up to the end of a sequence.
    pub(super) fn begin_sequence(&mut self) {
        self.records = RecordDecoder::default();
        self.first = self.recording.samples.len();
    }

    /// # Errors
    /// In words, when there are so many messages of one kind that they are no recording.
    pub(super) fn take(&mut self, message: &Message) -> Result<(), String> {
        match message.num {
            MesgNum::RECORD => return self.take_record(message),
            MesgNum::EVENT => self.take_event(message),
            MesgNum::LAP => {
                let start = field(message, 2);
                self.recording.lap_starts_s.extend(start);
                let speed = max_speed(message, 111);
                self.fastest_lap_m_s =
                    speed.into_iter().chain(self.fastest_lap_m_s).reduce(f64::max);
            }
            MesgNum::SESSION => {
                self.sessions.push(session(message));
                return limited("sessions", self.sessions.len(), MOST_SESSIONS);
            }
            MesgNum::SPORT => {
                let (sport, _) = sport(code(message, 0), code(message, 1));
                self.sports.push((self.recording.samples.len(), sport));
                return limited("changes of sport", self.sports.len(), MOST_SESSIONS);
            }
            MesgNum::FIELD_DESCRIPTION => {
                let numbers = code(message, 0).zip(code(message, 1));
                let count =
                    numbers.map_or(0, |numbers| self.records.add(numbers, added_field(message)));
                return limited("fields of applications", count, MOST_ADDED_FIELDS);
            }
            MesgNum::USER_PROFILE => {
                let mass = field(message, 4).map(|tenths| Mass::from_kilograms(tenths / 10.0));
                self.recording.mass = self.recording.mass.or(mass.and_then(Result::ok));
            }
            MesgNum::ACTIVITY => {
                let clocks = field(message, 5).zip(field(message, TIMESTAMP));
                let ahead_s = clocks.map(|(local, utc)| local - utc);
                self.recording.utc_offset_s = ahead_s.and_then(utc_offset);
            }
            MesgNum::FILE_ID => self.kind = self.kind.or(code(message, 0).map(FileType)),
            _ => {}
        }
        Ok(())
    }

    fn take_record(&mut self, message: &Message) -> Result<(), String> {
        let samples = &mut self.recording.samples;
        match self.records.sample(message) {
            None => self.records_without_time += 1,
            Some(sample) if sample.is_empty() => self.empty_records += 1,
            Some(mut sample) => {
                // nothing says what was between two sequences
                sample.begins_part = self.first > 0 && samples.len() == self.first;
                samples.push(sample);
            }
        }
        limited("samples", samples.len(), self.most_samples)
    }

    fn take_event(&mut self, message: &Message) {
        if code(message, 0) != Some(Event::TIMER.0) {
            return;
        }
        let runs = match code(message, 1).map(EventType) {
            Some(EventType::START) => true,
            Some(
                EventType::STOP
                | EventType::STOP_ALL
                | EventType::STOP_DISABLE
                | EventType::STOP_DISABLE_ALL,
            ) => false,
            _ => return,
        };
        let event = field(message, TIMESTAMP).map(|time_s| TimerEvent { time_s, runs });
        self.recording.timer.extend(event);
    }

    /// Brings the sessions of the sequence to an end, and puts in the sports of what was recorded after the last of
    /// them: a watch that crashed has not written its session.
    pub(super) fn end_sequence(&mut self) {
        let sports = std::mem::take(&mut self.sports);
        let mut sessions = std::mem::take(&mut self.sessions);
        let fastest_lap = self.fastest_lap_m_s.take();
        for SessionMessage { totals, .. } in &mut sessions {
            totals.max_speed_m_s = totals.max_speed_m_s.or(fastest_lap);
        }
        let samples = &self.recording.samples;
        let all = &mut self.recording.sessions;
        let first_s = samples.get(self.first).map(|first| first.time_s);
        let before = self.first.checked_sub(1).and_then(|at| samples.get(at));
        if let Some((open, before)) = all.last_mut().zip(before)
            && first_s.is_some()
            && open.to_s.is_infinite()
        {
            open.to_s = before.time_s;
        }
        let mut ended_s = f64::NEG_INFINITY;
        for session in sessions.into_iter().filter_map(|session| session.placed(first_s)) {
            ended_s = ended_s.max(session.to_s);
            all.push(session);
        }
        let mut sports = sports.into_iter().peekable();
        let mut begins = self.first;
        while let Some((_, sport)) = sports.next() {
            let ends = sports.peek().map_or(samples.len(), |(next, _)| *next);
            if ends > begins
                && let Some(from) = samples.get(begins)
                && from.time_s > ended_s
            {
                let next = samples.get(ends).map(|next| next.time_s);
                all.push(Session {
                    sport,
                    from_s: from.time_s,
                    to_s: next.unwrap_or(f64::INFINITY),
                    totals: Totals::default(),
                });
            }
            begins = ends;
        }
    }

    /// All that the file says, with times by one clock.
    pub(super) fn finish(self) -> Recording {
        let mut recording = self.recording;
        date_what_came_before(&mut recording);
        let dated = recording.samples.iter().filter(|s| is_date(s.time_s));
        let dated = dated.count();
        let undated = recording.samples.len() - dated;
        recording.is_dated = dated >= undated;
        if dated.min(undated) > 0 {
            let (left_out, clock) = if recording.is_dated {
                (undated, "from when the device was switched on")
            } else {
                (dated, "from a date")
            };
            recording.damage.push(format!(
                "{left_out} samples count their time {clock}, unlike the other {}; they are left out",
                dated.max(undated)
            ));
        }
        if self.records_without_time > 0 {
            recording.damage.push(format!(
                "{} records have no time; they are left out",
                self.records_without_time
            ));
        }
        by_one_clock(&mut recording);
        recording
    }
}

/// Whether a time by the clock of a device is counted from the epoch.
fn is_date(time_s: f64) -> bool {
    time_s >= FIRST_DATE_S
}

/// What a watch may take from one sample to the next, s.
const MOMENT_S: f64 = 1.0;

/// A watch that learns the date while it records: what it recorded before ended a moment before that.
fn date_what_came_before(recording: &mut Recording) {
    let samples = &recording.samples;
    let undated = samples.iter().take_while(|s| !is_date(s.time_s)).count();
    let are_dated = samples[undated..].iter().all(|s| is_date(s.time_s));
    let (Some(last), Some(first)) = (samples[..undated].last(), samples.get(undated)) else {
        return;
    };
    if !are_dated {
        return;
    }
    let shift = first.time_s - MOMENT_S - last.time_s;
    let date = |time_s: &mut f64| {
        if !is_date(*time_s) {
            *time_s += shift;
        }
    };
    recording.samples.iter_mut().for_each(|sample| date(&mut sample.time_s));
    recording.lap_starts_s.iter_mut().for_each(date);
    recording.timer.iter_mut().for_each(|event| date(&mut event.time_s));
    recording.sessions.iter_mut().for_each(|session| date(&mut session.from_s));
}

/// Leaves out what is timed by the other clock than most samples are, and counts dates from 1970.
fn by_one_clock(recording: &mut Recording) {
    let is_dated = recording.is_dated;
    let place = |time_s: f64| {
        let to_unix = if is_dated { EPOCH_S } else { 0.0 };
        (is_date(time_s) == is_dated).then_some(time_s + to_unix)
    };
    let mut begins_part = false;
    recording.samples.retain_mut(|sample| {
        begins_part |= sample.begins_part;
        let Some(time_s) = place(sample.time_s) else {
            return false;
        };
        sample.time_s = time_s;
        sample.begins_part = std::mem::take(&mut begins_part);
        true
    });
    let laps = std::mem::take(&mut recording.lap_starts_s);
    recording.lap_starts_s = laps.into_iter().filter_map(place).collect();
    recording.timer.retain_mut(|event| {
        let time_s = place(event.time_s);
        event.time_s = time_s.unwrap_or(event.time_s);
        time_s.is_some()
    });
    let first_s = recording.samples.first().map_or(0.0, |first| first.time_s);
    for session in &mut recording.sessions {
        session.from_s = place(session.from_s).unwrap_or(first_s);
        let to_s = session.to_s;
        session.to_s =
            Some(to_s).filter(|to_s| to_s.is_finite()).and_then(place).unwrap_or(f64::INFINITY);
    }
}

impl SessionMessage {
    /// With a beginning and an end, as far as it says them; by the first sample, if by nothing else.
    fn placed(self, first_sample_s: Option<f64>) -> Option<Session> {
        let lasts_s = self.elapsed_s.or(self.totals.timer_s);
        let by_end = self.end_s.zip(lasts_s).map(|(end, lasts)| end - lasts);
        let from_s = self.start_s.or(by_end).or(first_sample_s)?;
        let by_start = lasts_s.map(|lasts| from_s + lasts);
        let to_s = self.end_s.filter(|end| *end > from_s).or(by_start);
        Some(Session {
            sport: self.sport,
            from_s,
            to_s: to_s.unwrap_or(f64::INFINITY),
            totals: self.totals,
        })
    }
}

/// The clock of a place is at most 14 hours ahead or 12 behind, by whole quarters of an hour.
fn utc_offset(ahead_s: f64) -> Option<i32> {
    let quarters = (ahead_s / 900.0).round();
    let is_offset =
        (ahead_s - quarters * 900.0).abs() <= 60.0 && (-48.0..=56.0).contains(&quarters);
    // within the bounds, which fit
    #[allow(clippy::cast_possible_truncation)]
    is_offset.then_some(quarters as i32 * 900)
}

fn limited(what: &str, count: usize, most: usize) -> Result<(), String> {
    if count > most {
        return Err(format!("there are more than {most} {what}"));
    }
    Ok(())
}

/// The number in a field, as it stands there.
fn field(message: &Message, number_of_field: u8) -> Option<f64> {
    let field = message.fields.iter().find(|f| f.num == number_of_field)?;
    number(&field.value)
}

/// The one of a list of choices that a field says.
fn code(message: &Message, number_of_field: u8) -> Option<u8> {
    let field = message.fields.iter().find(|f| f.num == number_of_field)?;
    match field.value {
        Value::Uint8(code) => Some(code).filter(|code| *code != u8::MAX),
        _ => None,
    }
}

fn added_field(message: &Message) -> AddedField {
    let is_of_record = field(message, 14) == Some(f64::from(MesgNum::RECORD.0));
    let scale = field(message, 6).filter(|scale| *scale > 0.0);
    AddedField {
        means: code(message, 15).filter(|_| is_of_record),
        scale: scale.map(|scale| (scale, field(message, 7).unwrap_or(0.0))),
    }
}

/// The highest speed of a lap or session, m/s; that of more bits has another number in each.
fn max_speed(message: &Message, enhanced: u8) -> Option<f64> {
    let speed = field(message, enhanced).or_else(|| field(message, 14));
    speed.filter(|speed| (1.0..65_535.0).contains(speed)).map(|speed| speed / 1000.0)
}

fn session(message: &Message) -> SessionMessage {
    let (sport, has_strides) = sport(code(message, 5), code(message, 6));
    let thousandths = |number| field(message, number).map(|value| value / 1000.0);
    let cycles = field(message, 10).map(|whole| {
        let fraction = field(message, 94).unwrap_or(0.0);
        whole + fraction / 128.0
    });
    SessionMessage {
        sport,
        start_s: field(message, 2),
        end_s: field(message, TIMESTAMP),
        elapsed_s: thousandths(7),
        totals: Totals {
            distance_m: field(message, 9).map(|centimetres| centimetres / 100.0),
            timer_s: thousandths(8),
            ascent_m: field(message, 22),
            descent_m: field(message, 23),
            strides: cycles.filter(|_| has_strides),
            max_speed_m_s: max_speed(message, 125),
        },
    }
}

/// The sport by its codes, and whether its cycles are strides.
fn sport(code: Option<u8>, part: Option<u8>) -> (Sport, bool) {
    let part = part.map(SubSport);
    match code.map(typedef::Sport) {
        None | Some(typedef::Sport::GENERIC) => (Sport::Unspecified, false),
        Some(typedef::Sport::RUNNING | typedef::Sport::FITNESS_EQUIPMENT)
            if part == Some(SubSport::TREADMILL) =>
        {
            (Sport::Treadmill, true)
        }
        Some(typedef::Sport::RUNNING) => (Sport::Running, true),
        Some(other) => {
            let name = other.to_string().replace('_', " ");
            let name = if name.contains('(') { format!("sport {} of FIT", other.0) } else { name };
            (Sport::Other(name), other == typedef::Sport::WALKING)
        }
    }
}
