//! Many runs at once, out of a folder, an archive or several logs: weeks, and what is more than a muscle is used to. Files
//! are taken one by one and kept as what they came to, until the answer is asked for.

use std::sync::{Mutex, PoisonError};

use musclerun::activity::TrackOptions;
use musclerun::answer::Selection;
use musclerun::answer::history::{History, HistoryQuestion, SessionSummary};
use musclerun::collection::{Collected, Collector, athlete_of};
use musclerun::embedded;
use musclerun::render::{Format, Style, several};
use musclerun::training;
use musclerun::training_log::LogOptions;

use crate::answers::{Answer, Told, written};
use crate::conditions::{FieldFault, TypedConditions};
use crate::door::PageFile;

/// What the files so far came to: whose a run is, and the run.
static RUNS: Mutex<Vec<(String, SessionSummary)>> = Mutex::new(Vec::new());

/// Takes the open file; tells what of it is left out.
pub(crate) fn collect(typed: &TypedConditions, path: &str) -> Result<Answer, FieldFault> {
    let logs = LogOptions { units: Some(typed.units()), ..LogOptions::default() };
    let collector = Collector::new(
        embedded::evidence(),
        Selection::default(),
        TrackOptions::default(),
        logs,
        None,
    )?;
    let mut folders: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    let name = folders.pop().unwrap_or(path);
    // an archive that is given by itself is named as a folder is
    let given =
        if folders.is_empty() { name.strip_suffix(".zip") } else { Some(folders.remove(0)) };
    let mut told = Told::default();
    match collector.read(name, &mut PageFile) {
        Collected::Sessions(found) => {
            told.warnings = found.warnings;
            told.warnings.extend(found.refused);
            let athlete = athlete_of(given, &folders);
            let mut runs = RUNS.lock().unwrap_or_else(PoisonError::into_inner);
            let sessions = found.sessions.into_iter();
            runs.extend(sessions.map(|session| (athlete.clone(), session)));
        }
        Collected::Refused(reason) | Collected::SomethingElse(reason) => {
            told.warnings.push(format!("{name}: {reason}"));
        }
        // of another sport
        _ => {}
    }
    Ok((told, Vec::new()))
}

/// The history of all that was taken: an article an athlete, and the same as JSON and CSV.
pub(crate) fn answer(typed: &TypedConditions, place: usize) -> Result<Answer, FieldFault> {
    let question =
        HistoryQuestion { mass: typed.mass()?, units: typed.units(), ..HistoryQuestion::default() };
    let mut history = History::new(embedded::evidence(), training::embedded(), question)?;
    let mut told = Told::default();
    let runs = std::mem::take(&mut *RUNS.lock().unwrap_or_else(PoisonError::into_inner));
    if runs.is_empty() {
        return Err("no run is in it".into());
    }
    told.runs = runs.len();
    for (athlete, session) in runs {
        let name = session.name.clone();
        if let Err(reason) = history.add(&athlete, session) {
            told.warnings.push(format!("{name}: {reason}"));
        }
    }
    let answer = history.answer();
    let document = answer.document();
    told.headline.clone_from(&document.summary.headline);
    let mut articles = Vec::new();
    for (i, article) in answer.reports().iter().enumerate() {
        let style = Style { part: [place, i], ..Style::default() };
        several::write(article, Format::Html, style, &mut articles)?;
    }
    let json = written(&document, Some(Format::Json), 0)?;
    let csv = written(&document, Some(Format::Csv), 0)?;
    Ok((told, vec![articles, json, csv]))
}
