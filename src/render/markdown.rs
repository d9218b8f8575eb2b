//! The answer as Markdown, for documents and messages.

use std::io::{self, Write};

use super::layout::Column;
use super::records::{Records, Value};
use super::{columns, wording};
use crate::answer::calculate::Report;
use crate::evidence::StudyRef;

/// Writes an answer as Markdown.
///
/// # Errors
/// When the output does not take it.
pub fn write(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "**{}**\n", wording::conditions(report))?;
    let columns = columns::of_report(report);
    write_columns(&columns, report.rows.len(), out.by_ref())?;
    writeln!(out, "\n{}\n", columns::legend(report, &columns))?;
    write_notes(report, out.by_ref())?;
    write_sources(report, out)
}

/// Writes columns as a table.
pub(super) fn write_columns(
    columns: &[Column],
    rows: usize,
    mut out: impl Write,
) -> io::Result<()> {
    write_line(&mut out, columns.iter().map(|column| &*column.title))?;
    write_line(
        &mut out,
        columns
            .iter()
            .map(|column| if column.right { "--:" } else { ":--" }),
    )?;
    for i in 0..rows {
        write_line(
            &mut out,
            columns.iter().map(|column| column.cells[i].as_str()),
        )?;
    }
    Ok(())
}

/// Writes what has to be said.
pub(super) fn write_notes(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    for note in &report.notes {
        writeln!(out, "- {}", note.text)?;
    }
    writeln!(out)
}

/// Writes the numbered sources.
pub(super) fn write_sources(report: &Report<'_>, out: impl Write) -> io::Result<()> {
    write_studies(&report.sources, out)
}

/// Writes studies by number.
pub(super) fn write_studies(studies: &[StudyRef], mut out: impl Write) -> io::Result<()> {
    for (i, study) in studies.iter().enumerate() {
        writeln!(out, "{}. {}", i + 1, wording::source(study))?;
    }
    Ok(())
}

/// Writes records as a Markdown table.
///
/// # Errors
/// When the output does not take it.
pub fn write_records(records: &Records, mut out: impl Write) -> io::Result<()> {
    write_line(&mut out, records.names.iter().map(AsRef::as_ref))?;
    write_line(&mut out, records.names.iter().map(|_| ":--"))?;
    for row in &records.rows {
        let cells: Vec<String> = row.iter().map(Value::cell).collect();
        write_line(&mut out, cells.iter().map(String::as_str))?;
    }
    Ok(())
}

fn write_line<'c>(out: &mut impl Write, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {} ", cell.trim().replace('|', "\\|"))?;
    }
    writeln!(out, "|")
}
