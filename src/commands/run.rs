//! `musclerun run`: files of watches in, what each muscle bore out.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use musclerun::activity::{self, CoursePlan, FileFormat, Track, TrackError, TrackOptions};
use musclerun::answer::StudyLimit;
use musclerun::answer::advice::with_advice;
use musclerun::answer::run::{OverviewRow, RecordedRun, Recorder, RunQuestion, SplitBy};
use musclerun::batch::{Observer, Progress, Severity, in_order, threads};
use musclerun::document::Document;
use musclerun::render::{Format, Style, samples, several};
use musclerun::training::Training;
use musclerun::units::LengthUnit;

use super::earlier;
use super::output::{self, PICTURES, RowSink, Target};
pub(super) use super::paths::name;
use super::paths::{expand, open, say_waiting};
use super::{Failure, MASS_HINT, Outcome, conditions, refused, tables};
use crate::cli;

/// What is written of each run of a file, and the warnings about it.
type FileOutput = (Vec<(Vec<u8>, Option<OverviewRow>)>, Vec<String>);

/// Why a file is not computed.
pub(super) enum NotComputed {
    /// It is no run.
    Skipped(String),
    /// It could not be read or computed.
    Refused(String),
}

/// What is asked of every file.
struct FileWorker<'d, 'e> {
    recorder: &'d Recorder<'e>,
    options: TrackOptions,
    samples: bool,
    /// Whether a screen has to do, and no muscles were named.
    is_short: bool,
    format: Format,
    style: Style,
    /// What reports tell of exercises and cues.
    training: Option<Cow<'static, Training>>,
    /// Whether nobody says the body mass of a run.
    lacks_mass: AtomicBool,
    filled: &'d [&'static str],
}

pub(super) fn run(
    arguments: &cli::RunCommand,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
    let target = Target::of(&arguments.output)?.without(&[PICTURES])?;
    let files = expand("<FILE>...", &arguments.files, &FileFormat::ALL.map(FileFormat::key))?;
    let show = &arguments.show;
    let format = form(&target, show.samples)?;
    let style = target.style();
    let (evidence, study) = tables::limited(&arguments.tables, show.selection.study.as_deref())?;
    let mut question = question(arguments, format, study)?;
    let (earlier, of_earlier) =
        earlier::weeks(arguments, &evidence, &question.selection, observer)?;
    question.earlier = earlier.map(Arc::new);
    let recorder = Recorder::new(&evidence, question)
        .map_err(|unknown| conditions::refused_muscle(&unknown))?;
    let worker = worker(arguments, &recorder, &evidence, (format, style))?;
    let paths = files.iter().map(PathBuf::as_path);
    target.check_inputs(paths, arguments.tables.data.as_deref())?;
    say_waiting(&arguments.files, observer);
    let mut out = RowSink::new(target.open()?.of_rows(), format == Format::Xlsx)?;
    // written once it is known that a file can be read
    let mut opening = opening(&recorder, arguments, &target, format)?;
    let mut pages = Pages::default();
    let numbered = files.iter().enumerate().map(Ok::<_, Failure>);
    let (mut runs, mut written) = (0, 0);
    let mut passed = several::NotWritten::default();
    in_order(
        threads(arguments.threads).min(files.len()),
        numbered,
        || {
            |(place, file): (usize, &PathBuf),
             send: &mut dyn FnMut((PathBuf, Result<FileOutput, NotComputed>))| {
                send((file.clone(), worker.work(file, place)));
            }
        },
        |(file, done)| {
            let name = name(&file);
            match done {
                Ok((outputs, damage)) => {
                    for damage in damage {
                        observer.report(Severity::Warning, &format!("{name}: {damage}"));
                    }
                    out.write_all(&std::mem::take(&mut opening))?;
                    for (bytes, row) in outputs {
                        several::between(format, runs == 0, &mut out)?;
                        match row {
                            Some(row) => pages.keep(row, &bytes)?,
                            None => out.write_all(&bytes)?,
                        }
                        runs += 1;
                    }
                    written += 1;
                }
                Err(NotComputed::Skipped(reason)) => {
                    observer.report(Severity::Warning, &format!("{name}: skipped: {reason}"));
                    passed.skipped.push((name, reason));
                }
                Err(NotComputed::Refused(reason)) => {
                    observer.report(Severity::Error, &format!("{name}: {reason}"));
                    passed.refused.push((name, reason));
                }
            }
            let total = Some(files.len() as u64);
            observer.progress(Progress::new(written + passed.count(), total, "files"));
            Ok(())
        },
    )?;
    let (refused, skipped) = (passed.refused.len(), passed.skipped.len());
    if files.len() > 1 {
        let message =
            format!("in all: {written} files computed, {refused} refused, {skipped} skipped");
        observer.report(Severity::Note, &message);
    }
    if worker.lacks_mass.load(Ordering::Relaxed) && !show.samples {
        observer.report(Severity::Note, MASS_HINT);
    }
    if written == 0 && refused > 0 {
        return Ok(Outcome::NothingDone);
    }
    out.write_all(&opening)?;
    pages.write(&recorder, format, &mut out)?;
    several::end(&evidence.checksum(), format, runs == 0, &passed, &mut out)?;
    output::finish(out.close(&passed)?, observer)?;
    Ok(if refused == 0 { of_earlier } else { Outcome::SomeRefused })
}

/// What computes one file, in that form and style.
fn worker<'d, 'e>(
    arguments: &'d cli::RunCommand,
    recorder: &'d Recorder<'e>,
    evidence: &musclerun::evidence::Evidence,
    (format, style): (Format, Style),
) -> Result<FileWorker<'d, 'e>, Failure> {
    let show = &arguments.show;
    Ok(FileWorker {
        recorder,
        options: TrackOptions {
            plan: plan(arguments)?,
            gradient: arguments.reading.gradient,
            ..arguments.reading.device.track_options()
        },
        samples: show.samples,
        is_short: format == Format::Table
            && !style.notes
            && show.selection.muscles.is_none()
            && !show.selection.detail,
        format,
        style,
        training: (format == Format::Html)
            .then(|| tables::training(arguments.tables.data.as_deref(), evidence))
            .transpose()?,
        lacks_mass: AtomicBool::new(false),
        filled: &arguments.filled,
    })
}

/// What stands before the first run.
fn opening(
    recorder: &Recorder<'_>,
    arguments: &cli::RunCommand,
    target: &Target<'_>,
    format: Format,
) -> Result<Vec<u8>, Failure> {
    let mut opening = Vec::new();
    let names = if arguments.show.samples {
        samples::none(recorder.muscles())
    } else {
        recorder.no_records()
    };
    let (title, banner) = (title(&arguments.files), target.banner());
    several::begin(&names, format, target.style(), (&title, &banner), &mut opening)?;
    Ok(opening)
}

impl FileWorker<'_, '_> {
    /// Reads, cuts, computes and writes down one file.
    fn work(&self, file: &Path, place: usize) -> Result<FileOutput, NotComputed> {
        let (tracks, damage) = tracks(file, &self.options)?;
        let mut outputs = Vec::with_capacity(tracks.len());
        for (i, (name, track)) in tracks.into_iter().enumerate() {
            let mut run = self.recorder.answer(track);
            if self.is_short {
                run.keep_hills();
            }
            let row = (self.format == Format::Html).then(|| run.overview(&name));
            if run.mass.is_none() {
                self.lacks_mass.store(true, Ordering::Relaxed);
            }
            let written = self.write(&run, &name, [place, i]);
            outputs.push((written.map_err(|error| NotComputed::Refused(error.to_string()))?, row));
        }
        Ok((outputs, damage))
    }

    /// The report with what to do about the load of the first muscle.
    fn with_advice<'d>(&self, report: Document<'d>, run: &RecordedRun<'_>) -> Document<'d> {
        let mean = run.track.mean_run(run.mass);
        let (Some(training), Some(first), Some((mean, length))) =
            (self.training.as_deref(), run.rows.first(), mean)
        else {
            return report;
        };
        let (tables, units) = ((self.recorder.evidence(), training), run.question.units);
        with_advice(report, tables, first.muscle, mean, Some(length), units)
    }

    fn write(&self, run: &RecordedRun<'_>, name: &str, part: [usize; 2]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let style = Style { part, ..self.style };
        let mut document = match self.format {
            _ if self.samples => samples::of(self.recorder, run, name),
            Format::Html => self.with_advice(run.report(name), run),
            Format::Table | Format::Md => run.document(name),
            _ => run.data(name),
        };
        document.say_profile(self.filled);
        several::write(&document, self.format, style, &mut out)?;
        Ok(out)
    }
}

/// The runs of a file, each with its name, and what of the file is damaged.
type Tracks = (Vec<(String, Track)>, Vec<String>);

/// Reads and cuts the runs of a file: one, or those of several days.
pub(super) fn tracks(file: &Path, options: &TrackOptions) -> Result<Tracks, NotComputed> {
    let recordings = open(file)
        .map_err(Into::into)
        .and_then(|mut input| activity::read(&mut input))
        .map_err(|error| NotComputed::Refused(error.to_string()))?;
    let count = recordings.len();
    let (mut tracks, mut damage, mut passed) = (Vec::new(), Vec::new(), None);
    for (index, recording) in recordings.into_iter().enumerate() {
        let name = match count {
            1 => name(file),
            _ => format!("{}#{}", name(file), index + 1),
        };
        damage.extend_from_slice(&recording.damage);
        match Track::cut(recording, options) {
            Ok(track) => tracks.push((name, track)),
            Err(error) => {
                let hint = match error {
                    TrackError::OtherSport { .. } => "; --any-sport computes it all the same",
                    TrackError::NoTimes => {
                        "; `musclerun run` takes it for a planned course with --time 3:30:00 or --pace 5:00"
                    }
                    _ => "",
                };
                let reason = format!("{error}{hint}");
                if count > 1 {
                    damage.push(format!("run {} is left out: {reason}", index + 1));
                }
                passed.get_or_insert(match error {
                    TrackError::OtherSport { .. } => NotComputed::Skipped(reason),
                    _ => NotComputed::Refused(reason),
                });
            }
        }
    }
    match passed {
        Some(passed) if tracks.is_empty() => Err(passed),
        _ => Ok((tracks, damage)),
    }
}

/// Reports of runs, packed: the page about all of them stands before the first and can be made behind the last.
#[derive(Default)]
struct Pages {
    overview: Vec<OverviewRow>,
    packed: Vec<Vec<u8>>,
}

impl Pages {
    fn keep(&mut self, row: OverviewRow, bytes: &[u8]) -> io::Result<()> {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes)?;
        self.packed.push(packed.finish()?);
        self.overview.push(row);
        Ok(())
    }

    fn write(self, recorder: &Recorder<'_>, format: Format, out: &mut RowSink) -> io::Result<()> {
        if self.overview.len() > 1 {
            let mut page = Vec::new();
            several::overview(&recorder.overview(self.overview), format, &mut page)?;
            out.write_all(&page)?;
        }
        for bytes in self.packed {
            io::copy(&mut DeflateDecoder::new(&*bytes), out)?;
        }
        Ok(())
    }
}

/// What a document about these files is called.
fn title(files: &[PathBuf]) -> String {
    match files {
        [file] => {
            let last = file.file_name().unwrap_or(file.as_os_str());
            format!("{}: what each muscle bore", last.to_string_lossy())
        }
        files => format!("{} runs: what each muscle bore", files.len()),
    }
}

/// The form of the output; samples are CSV.
fn form(target: &Target<'_>, samples: bool) -> Result<Format, Failure> {
    match target.format {
        Format::Table if samples => Ok(Format::Csv),
        format @ (Format::Csv | Format::Xlsx) if samples => Ok(format),
        other if samples => {
            Err(refused("--format <FORMAT>", other.key(), "--samples are written as csv"))
        }
        format => Ok(format),
    }
}

fn question(
    arguments: &cli::RunCommand,
    format: Format,
    study: Option<StudyLimit>,
) -> Result<RunQuestion, Failure> {
    let show = &arguments.show;
    let units = show.units.unwrap_or(LengthUnit::Kilometre);
    Ok(RunQuestion {
        mass: conditions::mass(arguments.reading.mass.as_ref(), show.units)?,
        terrain: arguments.reading.terrain,
        easy: conditions::easy(show.easy.as_ref(), units)?,
        units,
        form: arguments.reading.form.form(),
        exponent: show.selection.exponent,
        // a report always has splits, and a course is asked about for them
        by: show.by.clone().or_else(|| {
            let is_course = arguments.reading.time.is_some() || arguments.reading.pace.is_some();
            (is_course || format == Format::Html)
                .then(|| SplitBy::Distance { metres: units.metres(), name: units.to_string() })
        }),
        selection: show.selection.selection(study),
        rank_by: show.rank_by,
        time_zone: show.time_zone.clone(),
        earlier: None,
    })
}

fn plan(arguments: &cli::RunCommand) -> Result<Option<CoursePlan>, Failure> {
    let reading = &arguments.reading;
    let Some(pace) = reading.pace else {
        return Ok(reading.time.map(CoursePlan::Time));
    };
    let speed = pace.speed(arguments.show.units.unwrap_or(LengthUnit::Kilometre));
    let speed = speed.map_err(|error| refused("--pace <PACE>", error.found(), error.reason()))?;
    Ok(Some(CoursePlan::Speed(speed)))
}
