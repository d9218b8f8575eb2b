//! Recorded runs: the file that the page has open, read piece by piece.

use std::io::{Cursor, Read};
use std::sync::{Mutex, PoisonError};

use musclerun::activity::{self, Track, TrackOptions, is_named_recording};
use musclerun::answer::RankBy;
use musclerun::answer::advice::with_advice;
use musclerun::answer::compare::{Comparison, Pair};
use musclerun::answer::run::{RecordedRun, Recorder, RunQuestion, SplitBy};
use musclerun::collection::{is_zip, zip_entries};
use musclerun::document::Banner;
use musclerun::embedded;
use musclerun::render::several::{self, NotWritten};
use musclerun::render::{Format, Style};
use musclerun::spelling::has_suffix;
use musclerun::training;

use crate::answers::{Answer, Told, written};
use crate::conditions::{FieldFault, TypedConditions};
use crate::door::PageFile;

/// The runs that are to be compared, by name.
static KEPT: Mutex<Vec<(String, RecordedRun<'static>)>> = Mutex::new(Vec::new());

fn recorder(typed: &TypedConditions, by: Option<SplitBy>) -> Result<Recorder<'static>, FieldFault> {
    let question =
        RunQuestion { units: typed.units(), by, ..RunQuestion::new(typed.mass()?, typed.easy()?) };
    Ok(Recorder::new(embedded::evidence(), question)?)
}

/// The runs of the open file by name, at least one; where it is said how many, an archive may hold no more, and no log.
fn tracks(
    name: &str,
    most: Option<usize>,
    told: &mut Told,
) -> Result<Vec<(String, Track)>, FieldFault> {
    let mut head = Vec::new();
    PageFile.take(4).read_to_end(&mut head)?;
    let is_archive = is_zip(&head);
    let mut input = Cursor::new(head).chain(PageFile);
    let mut found = Vec::new();
    if is_archive {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        let mut archive = Cursor::new(bytes);
        let mut files = zip_entries(&mut archive)?;
        files.retain(|file| !file.name.starts_with("__MACOSX"));
        let has_log = files.iter().any(|file| has_suffix(&file.name, &["csv", "zip"]));
        files.retain(|file| is_named_recording(&file.name));
        if most.is_some_and(|most| has_log || files.is_empty() || files.len() > most) {
            return Err(FieldFault {
                field: "archive",
                reason: "is more than a few runs".to_owned(),
            });
        }
        for file in files {
            let input = file.open(&mut archive).map_err(Into::into);
            match input.and_then(|mut input| activity::read(&mut input)) {
                Ok(recordings) => found.push((file.name, recordings)),
                Err(error) => told.warnings.push(format!("{}: {error}", file.name)),
            }
        }
    } else {
        found.push((name.to_owned(), activity::read(&mut input)?));
    }
    let mut tracks = Vec::new();
    for (name, recordings) in found {
        let count = recordings.len();
        for (i, recording) in recordings.into_iter().enumerate() {
            let name = match count {
                1 => name.clone(),
                _ => format!("{name}#{}", i + 1),
            };
            told.warnings.extend_from_slice(&recording.damage);
            match Track::cut(recording, &TrackOptions::default()) {
                Ok(track) => tracks.push((name, track)),
                Err(error) if count > 1 || is_archive => {
                    told.warnings.push(format!("{name} is left out: {error}"));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
    if tracks.is_empty() {
        let reason = told.warnings.pop();
        return Err(reason.unwrap_or_else(|| "holds no run".to_owned()).into());
    }
    told.runs = tracks.len();
    Ok(tracks)
}

/// The runs of a file: their articles, and the same as JSON. `place` is that of the file among those on the page, from 1.
pub(crate) fn answer(
    typed: &TypedConditions,
    name: &str,
    place: usize,
    most: Option<usize>,
) -> Result<Answer, FieldFault> {
    let units = typed.units();
    let by = SplitBy::Distance { metres: units.metres(), name: units.to_string() };
    let recorder = recorder(typed, Some(by))?;
    let tables = (recorder.evidence(), training::embedded());
    let (mut told, mut articles, mut json) = (Told::default(), Vec::new(), Vec::new());
    let style = Style::default();
    let head = ("", &Banner::default());
    several::begin(&recorder.no_records(), Format::Json, style, head, &mut json)?;
    for (i, (name, track)) in tracks(name, most, &mut told)?.into_iter().enumerate() {
        let run = recorder.answer(track);
        let style = Style { part: [place, i], ..style };
        let mut report = run.report(&name);
        let mean = run.track.mean_run(run.mass);
        if let (Some(first), Some((mean, length))) = (run.rows.first(), mean) {
            report = with_advice(report, tables, first.muscle, mean, Some(length), units);
        }
        if told.headline.is_empty() {
            told.headline.clone_from(&report.summary.headline);
        }
        several::write(&report, Format::Html, style, &mut articles)?;
        several::between(Format::Json, i == 0, &mut json)?;
        several::write(&run.data(&name), Format::Json, style, &mut json)?;
    }
    let (tables, left_out) = (tables.0.checksum(), NotWritten::default());
    several::end(&tables, Format::Json, false, &left_out, &mut json)?;
    Ok((told, vec![articles, json]))
}

/// Keeps the longest run of the open file for [`compared`].
pub(crate) fn keep(typed: &TypedConditions, name: &str) -> Result<Answer, FieldFault> {
    let mut told = Told::default();
    let tracks = tracks(name, None, &mut told)?;
    let longest = tracks.into_iter().max_by_key(|(_, track)| track.intervals.len());
    if let Some((name, track)) = longest {
        if told.runs > 1 {
            let many = told.runs;
            told.warnings.push(format!("{name}, the longest of {many} runs, is compared"));
        }
        let run = recorder(typed, None)?.answer(track);
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push((name, run));
    }
    Ok((told, Vec::new()))
}

/// The two runs that were kept side by side, and the same as JSON.
pub(crate) fn compared(place: usize) -> Result<Answer, FieldFault> {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let (Some((b, of_b)), Some((a, of_a))) = (kept.pop(), kept.pop()) else {
        return Err("two runs are needed".into());
    };
    let pair = Pair::Recorded(Box::new([of_a, of_b]));
    let compared = Comparison::new(pair, RankBy::Change, None)?;
    let document = compared.document([&a, &b]);
    let json = written(&document, Some(Format::Json), 0)?;
    let told = Told { headline: document.summary.headline.clone(), ..Told::default() };
    Ok((told, vec![written(&document, None, place)?, json]))
}
