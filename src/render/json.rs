//! The answer as one JSON document.

use std::io::{self, Write};

use serde::Serialize;

use super::records::{Object, Value, condition_cells, condition_names, load_cells, load_names};
use super::{SCHEMA, explain};
use crate::answer::calculate::Report;
use crate::evidence::{DoiCheck, StudyRef};

#[derive(Serialize)]
struct Document<'r> {
    schema: u32,
    conditions: Object<'r, &'static str>,
    loads: Vec<Object<'r, &'static str>>,
    notes: Vec<Note<'r>>,
    sources: Vec<Source<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanations: Option<Vec<explain::Explanation<'r>>>,
}

/// What has to be said.
#[derive(Serialize)]
pub(super) struct Note<'r> {
    pub(super) kind: &'static str,
    pub(super) text: &'r str,
}

/// A study that rows rest on.
#[derive(Serialize)]
pub(super) struct Source<'r> {
    number: usize,
    study: &'r str,
    citation: String,
    doi: Option<&'r str>,
    doi_checked: Option<&'static str>,
    access: &'r str,
}

impl<'r> Source<'r> {
    /// Studies by their numbers from 1.
    pub(super) fn numbered(studies: &'r [StudyRef]) -> Vec<Self> {
        let numbered = studies.iter().enumerate();
        numbered
            .map(|(i, study)| Self {
                number: i + 1,
                study: &study.key,
                citation: study.citation(),
                doi: study.doi.as_deref(),
                doi_checked: study.doi_checked.map(DoiCheck::key),
                access: &study.access,
            })
            .collect()
    }
}

/// Writes an answer as a JSON document; with what it was made of where `explained`.
///
/// # Errors
/// When the output does not take it.
pub fn write(report: &Report<'_>, explained: bool, mut out: impl Write) -> io::Result<()> {
    let (load_names, condition_names) = (load_names(), condition_names());
    let conditions: Vec<Value> = condition_cells(report);
    let loads: Vec<Vec<Value>> = report.rows.iter().map(|row| load_cells(row)).collect();
    let document = Document {
        schema: SCHEMA,
        conditions: Object(&condition_names, &conditions),
        loads: loads
            .iter()
            .map(|cells| Object(&load_names, cells))
            .collect(),
        notes: report
            .notes
            .iter()
            .map(|note| Note {
                kind: note.kind.key(),
                text: &note.text,
            })
            .collect(),
        sources: Source::numbered(&report.sources),
        explanations: explained.then(|| {
            report
                .rows
                .iter()
                .map(|row| explain::Explanation::of(report, row))
                .collect()
        }),
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    out.write_all(b"\n")
}
