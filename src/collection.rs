//! Files, archives and logs as people have them, read into the sessions of a history. What a file is, its bytes tell.
//!
//! ```
//! use musclerun::activity::TrackOptions;
//! use musclerun::answer::Selection;
//! use musclerun::collection::{Collector, Collected};
//! use musclerun::training_log::LogOptions;
//!
//! let evidence = musclerun::embedded::evidence();
//! let collector = Collector::new(evidence, Selection::default(), TrackOptions::default(), LogOptions::default(), None)?;
//! let mut file: &[u8] = include_bytes!("../tests/run/hills.gpx");
//! let collected = collector.read("hills.gpx", &mut file);
//! assert!(matches!(collected, Collected::Sessions(found) if found.sessions.len() == 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod athlete;

use std::io::{Cursor, Read};

use crate::activity::{
    self, FORMATS, ReadError, Track, TrackError, TrackOptions, is_named_recording,
};
use crate::answer::Selection;
use crate::answer::history::{RunStart, SessionSummary};
use crate::answer::run::{Recorder, RunQuestion};
use crate::batch::{BatchError, InputFault, read_log};
use crate::evidence::Evidence;
use crate::input::decompressed;
use crate::muscle::{Muscle, UnknownMuscle};
use crate::spelling::normalise;
use crate::training_log::{HeaderError, LogOptions, LogRow, LogStart, WhenColumns};
use crate::units::Speed;

pub use crate::input::{ZipEntry, is_zip, zip_entries};
pub use athlete::{athlete_of, matches_pattern};

/// How deep archives may lie in archives: takeouts hold some.
const MOST_DEEP: usize = 2;
/// The largest archive within an archive, bytes.
const LARGEST_INNER: u64 = 512 << 20;
/// How many bytes tell what a file is.
const HEAD: u64 = 512;

/// Reads one file after another, on any thread.
pub struct Collector<'e> {
    recorder: Recorder<'e>,
    tracks: TrackOptions,
    logs: LogOptions,
    athlete_column: Option<String>,
}

/// What became of a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum Collected {
    /// Runs were found in it.
    Sessions(SessionsFound),
    /// It is of another sport, in words.
    OtherSport(String),
    /// It is a recording or log that cannot be used, and why.
    Refused(String),
    /// It is something else, and what was tried.
    SomethingElse(String),
}

/// The runs of a file.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct SessionsFound {
    /// The runs.
    pub sessions: Vec<SessionSummary>,
    /// What is damaged of them.
    pub warnings: Vec<String>,
    /// Rows and files within that were refused, each with why.
    pub refused: Vec<String>,
    /// Rows and files within that are other sports.
    pub other_sports: usize,
}

impl<'e> Collector<'e> {
    /// A reader of files for some muscles; `athlete_column` is the column of logs that says who ran. Ground and form that the
    /// rows of logs do not say are those of recordings too.
    ///
    /// # Errors
    /// When a muscle is not known.
    #[allow(clippy::missing_panics_doc)] // constants within their bounds
    pub fn new(
        evidence: &'e Evidence,
        selection: Selection,
        tracks: TrackOptions,
        logs: LogOptions,
        athlete_column: Option<String>,
    ) -> Result<Self, UnknownMuscle> {
        let easy = Speed::from_m_per_s(2.5).expect("people run so slowly");
        let question = RunQuestion {
            terrain: logs.defaults.terrain,
            form: logs.defaults.form,
            selection: selection.top(None),
            ..RunQuestion::new(None, easy)
        };
        Ok(Self { recorder: Recorder::new(evidence, question)?, tracks, logs, athlete_column })
    }

    /// The muscles, in the order of the loads.
    #[must_use]
    pub fn muscles(&self) -> &[&'e Muscle] {
        self.recorder.muscles()
    }

    /// Reads a file of that name: FIT, GPX, TCX or a log, gzipped or not, or an archive of them.
    #[must_use]
    pub fn read(&self, name: &str, input: &mut dyn Read) -> Collected {
        self.read_within(name, input, 0)
    }

    fn read_within(&self, name: &str, input: &mut dyn Read, depth: usize) -> Collected {
        let mut head = Vec::new();
        if let Err(error) = (&mut *input).take(HEAD).read_to_end(&mut head) {
            return Collected::Refused(error.to_string());
        }
        let mut begins = Vec::new();
        // a few bytes of gzip that break off give what they hold
        let _ = decompressed(&head[..]).map(|input| input.take(HEAD).read_to_end(&mut begins));
        let mut whole = Cursor::new(head).chain(input);
        if is_zip(&begins) {
            return self.archive(name, &mut whole, depth);
        }
        let text = begins.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&begins);
        let first = text.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0);
        let is_fit = begins.get(8..12) == Some(b".FIT");
        let is_utf16 = begins.starts_with(b"\xff\xfe") || begins.starts_with(b"\xfe\xff");
        if is_fit || first == Some(&b'<') || begins.is_empty() || is_utf16 {
            return self.recording(name, &mut whole);
        }
        let is_text = !text.iter().any(|byte| *byte < 9) && first != Some(&b'{');
        if !is_text {
            return something_else(name, "is no FIT, GPX, TCX or CSV file".to_owned());
        }
        match self.log(name, &mut whole) {
            Collected::SomethingElse(_) if is_named_recording(name) => {
                Collected::Refused(format!("is no {FORMATS} file"))
            }
            other => other,
        }
    }

    fn recording(&self, name: &str, input: &mut dyn Read) -> Collected {
        let recordings = match activity::read(input) {
            Ok(recordings) => recordings,
            Err(ReadError::Format { found }) => {
                return something_else(name, format!("is no {FORMATS} file ({found})"));
            }
            Err(error @ ReadError::NoSamples { .. }) => {
                return Collected::SomethingElse(error.to_string());
            }
            Err(error) => return Collected::Refused(error.to_string()),
        };
        let mut found = SessionsFound::default();
        let (count, mut reason) = (recordings.len(), None);
        for (index, recording) in recordings.into_iter().enumerate() {
            let name = match count {
                1 => name.to_owned(),
                _ => format!("{name}#{}", index + 1),
            };
            found.warnings.extend_from_slice(&recording.damage);
            match Track::cut(recording, &self.tracks) {
                Ok(track) => {
                    let run = self.recorder.answer(track);
                    found.sessions.push(SessionSummary::recorded(&run, &name));
                }
                Err(error) => reason = Some(error),
            }
        }
        match reason {
            Some(TrackError::OtherSport { sports }) if found.sessions.is_empty() => {
                Collected::OtherSport(format!("{sports}, not a run"))
            }
            Some(error) if found.sessions.is_empty() => Collected::Refused(error.to_string()),
            Some(error) => {
                found.warnings.push(format!("a run is left out: {error}"));
                Collected::Sessions(found)
            }
            None => Collected::Sessions(found),
        }
    }

    fn log(&self, name: &str, input: &mut dyn Read) -> Collected {
        let mut found = SessionsFound::default();
        let begin = |opening: &crate::batch::LogOpening| {
            let wanted = self.athlete_column.as_ref().map(|column| normalise(column));
            let mut names = opening.header.iter();
            let athlete = wanted.and_then(|it| names.position(|name| normalise(name) == it));
            let (header, sample) = (&opening.header, &opening.sample);
            (athlete, WhenColumns::find(header, sample, opening.reader.dialect()))
        };
        let mut decompressing = match decompressed(input) {
            Ok(input) => input,
            Err(error) => return Collected::Refused(error.to_string()),
        };
        let read = read_log(
            name,
            &mut decompressing,
            &self.logs,
            begin,
            |(athlete, when), line, row, cell| {
                let place = format!("{name}:{line}");
                let run = match row {
                    LogRow::Run(run) => run,
                    LogRow::OtherSport(_) => {
                        found.other_sports += 1;
                        return;
                    }
                    LogRow::Refused(refusal) => {
                        found.refused.push(format!("{place}: {refusal}"));
                        return;
                    }
                };
                let Some(length) = run.run_length else {
                    found.refused.push(format!("{place}: says neither distance nor duration"));
                    return;
                };
                let evidence = self.recorder.evidence();
                let session = SessionSummary::logged(
                    evidence,
                    self.muscles(),
                    &run.conditions,
                    length,
                    &place,
                );
                let Some(mut session) = session else {
                    found.refused.push(format!("{place}: nobody steps so"));
                    return;
                };
                let name = athlete.map(|column| cell(column).trim().to_owned());
                session.athlete = name.filter(|name| !name.is_empty());
                // climb that no gradients tell of
                session.ascent_m =
                    run.climb_m_per_km.map(|climb| climb * session.distance_m / 1000.0);
                session.recording = when.recording(cell);
                session.start = when.start(cell).map(|start| match start {
                    LogStart::Moment(seconds) => RunStart::Moment(seconds, None),
                    LogStart::Clock(local) => RunStart::Clock(local),
                });
                found.sessions.push(session);
            },
        );
        match read {
            Ok(()) => Collected::Sessions(found),
            Err(BatchError::Input { fault: InputFault::Header(error), .. }) => match error {
                HeaderError::NoSpeed { .. } => Collected::SomethingElse(error.to_string()),
                other => Collected::Refused(other.to_string()),
            },
            Err(error) => {
                found.refused.push(error.to_string());
                Collected::Sessions(found)
            }
        }
    }

    /// What an archive within an archive, or one that cannot be read in places, holds.
    fn archive(&self, name: &str, input: &mut dyn Read, depth: usize) -> Collected {
        if depth >= MOST_DEEP {
            return Collected::SomethingElse(
                "is an archive in an archive in an archive".to_owned(),
            );
        }
        let mut bytes = Vec::new();
        if let Err(error) = input.take(LARGEST_INNER).read_to_end(&mut bytes) {
            return Collected::Refused(error.to_string());
        }
        let mut archive = Cursor::new(bytes);
        let entries = match zip_entries(&mut archive) {
            Ok(entries) => entries,
            Err(error) => return Collected::Refused(error.to_string()),
        };
        let mut found = SessionsFound::default();
        for entry in entries {
            let inner = format!("{name}/{}", entry.name);
            let collected = match entry.open(&mut archive) {
                Ok(mut input) => self.read_within(&inner, &mut input, depth + 1),
                Err(error) => Collected::Refused(error.to_string()),
            };
            match collected {
                Collected::Sessions(of_entry) => {
                    found.sessions.extend(of_entry.sessions);
                    let warnings = of_entry.warnings.into_iter();
                    found.warnings.extend(warnings.map(|text| format!("{inner}: {text}")));
                    found.refused.extend(of_entry.refused);
                    found.other_sports += of_entry.other_sports;
                }
                Collected::OtherSport(_) => found.other_sports += 1,
                Collected::Refused(reason) => found.refused.push(format!("{inner}: {reason}")),
                Collected::SomethingElse(_) => {}
            }
        }
        Collected::Sessions(found)
    }
}

/// A file that holds no run: broken where it goes by the name of a recording, else something else.
fn something_else(name: &str, reason: String) -> Collected {
    if is_named_recording(name) {
        Collected::Refused(reason)
    } else {
        Collected::SomethingElse(reason)
    }
}
