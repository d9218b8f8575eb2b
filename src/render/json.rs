//! A document as one JSON document.

use std::io::{self, Write};

use serde::Serialize;

use super::explain;
use crate::answer::calculate::Report;
use crate::document::{SCHEMA, Tree};

/// Writes one JSON document.
pub(super) fn write(tree: &Tree<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, tree)?;
    out.write_all(b"\n")
}

/// An answer with what it was made of.
#[derive(Serialize)]
struct Explained<'r> {
    schema: usize,
    conditions: Tree<'r>,
    loads: Tree<'r>,
    notes: Tree<'r>,
    sources: Tree<'r>,
    explanations: Vec<explain::Explanation<'r>>,
}

/// Writes an answer with what it was made of as a JSON document.
///
/// # Errors
/// When the output does not take it.
pub fn write_explained(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    let explanations = report
        .rows
        .iter()
        .map(|row| explain::Explanation::of(report, row));
    let document = Explained {
        schema: SCHEMA as usize,
        conditions: report.condition_tree(),
        loads: report.loads().objects(),
        notes: Tree::notes(report.notes.clone()),
        sources: Tree::sources(report.sources.clone()),
        explanations: explanations.collect(),
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    out.write_all(b"\n")
}
