//! What the text of answers shares that are not yet written from a document.

use std::io::{self, Write};

use super::layout::paragraph;
pub(super) use super::text::{BAR, BOLD, DIM, NARROWEST};
use super::{Style, wording};
use crate::answer::calculate::Report;
use crate::evidence::StudyRef;

/// Writes what has to be said.
pub(super) fn write_notes(
    report: &Report<'_>,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    for note in &report.notes {
        let text = style.plain(&note.text);
        writeln!(out, "{}", paragraph(&text, width, "- ", "  "))?;
    }
    writeln!(out)
}

/// Writes the sources, by number or, where they are spoken of by key alone, as a list.
pub(super) fn write_sources(
    report: &Report<'_>,
    numbered: bool,
    style: Style,
    out: impl Write,
) -> io::Result<()> {
    write_studies(&report.sources, numbered, style, out)
}

/// Writes studies, by number or as a list.
pub(super) fn write_studies(
    studies: &[StudyRef],
    numbered: bool,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    for (i, study) in studies.iter().enumerate() {
        let text = style.plain(wording::source(study));
        let first = if numbered {
            format!("[{}] ", i + 1)
        } else {
            "- ".to_owned()
        };
        let indent = " ".repeat(first.len());
        writeln!(
            out,
            "{}",
            style.paint(DIM, &paragraph(&text, width, &first, &indent))
        )?;
    }
    Ok(())
}
