//! A document as Markdown, for documents and messages. What a text holds of HTML or of tables stands for itself.

use std::borrow::Cow;
use std::io::{self, Write};

use super::layout::Column;
use super::text::{legend, source};
use super::wording;
use crate::answer::calculate::Report;
use crate::document::{Align, Document, Records, SectionPart};
use crate::evidence::StudyRef;

/// Writes a document.
pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    if document.sections.is_empty() {
        return write_records(&document.records, out);
    }
    for (i, line) in document.heading.iter().enumerate() {
        match i {
            0 => writeln!(out, "**{}**\n", plain(line))?,
            _ => writeln!(out, "{}  ", plain(line))?,
        }
    }
    if document.heading.len() > 1 {
        writeln!(out)?;
    }
    let summary = document.summary.paragraph();
    if !summary.is_empty() {
        writeln!(out, "{}\n", plain(&summary))?;
    }
    let mut parts: Vec<String> = Vec::new();
    let is_reference = document.heading.is_empty();
    for (section, block) in document.parts() {
        if is_reference && matches!(block, SectionPart::Text(_)) {
            writeln!(out, "## {}\n", plain(&section.heading))?;
        }
        if let (true, SectionPart::Text(text)) = (is_reference, block) {
            writeln!(out, "{}\n", plain(text))?;
        }
        let SectionPart::Table(table) = block else {
            continue;
        };
        write_line(out, table.columns.iter().map(|cells| cells.short().into()))?;
        let rule = table.columns.iter().map(|cells| match cells.column.align {
            Align::Right => "--:",
            Align::Left | Align::Close => ":--",
        });
        write_line(out, rule.map(Cow::Borrowed))?;
        for row in 0..table.rows() {
            write_line(
                out,
                table.columns.iter().map(|cells| plain(&cells.cells[row])),
            )?;
        }
        writeln!(out)?;
        for part in legend(table.columns.iter(), table) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    if !parts.is_empty() {
        writeln!(out, "{}.\n", plain(&parts.join("; ")))?;
    }
    for note in &document.notes {
        writeln!(out, "- {}", plain(&note.text))?;
    }
    writeln!(out)?;
    for (i, study) in document.sources.iter().enumerate() {
        writeln!(out, "{}. {}", i + 1, plain(&source(study)))?;
    }
    Ok(())
}

/// Writes records as a table.
fn write_records(records: &Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_line(out, records.names.iter().map(|name| Cow::Borrowed(&**name)))?;
    write_line(out, records.names.iter().map(|_| Cow::Borrowed(":--")))?;
    for row in records.rows() {
        write_line(
            out,
            row.iter()
                .map(|value| plain(&value.cell()).into_owned().into()),
        )?;
    }
    Ok(())
}

fn write_line<'c>(
    out: &mut dyn Write,
    cells: impl Iterator<Item = Cow<'c, str>>,
) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {} ", cell.trim().replace('|', "\\|"))?;
    }
    writeln!(out, "|")
}

/// Text that is no mark-up: no tag, no entity, no line of its own, nothing that a terminal would obey.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| super::is_hostile(c) || matches!(c, '<' | '&' | '`')) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '\n' | '\r' | '\t' => plain.push(' '),
            c if super::is_hostile(c) => plain.push('\u{fffd}'),
            '<' => plain.extend(['\\', c]),
            '&' if text[at + 1..].starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()) => {
                plain.push_str("&amp;");
            }
            c => plain.push(c),
        }
    }
    plain.into()
}

/// Writes columns as a table.
pub(super) fn write_columns(
    columns: &[Column],
    rows: usize,
    mut out: impl Write,
) -> io::Result<()> {
    let titles = columns.iter().map(|column| column.title.as_ref().into());
    write_line(&mut out, titles)?;
    let rule = columns
        .iter()
        .map(|column| if column.right { "--:" } else { ":--" });
    write_line(&mut out, rule.map(Cow::Borrowed))?;
    for i in 0..rows {
        write_line(
            &mut out,
            columns.iter().map(|column| column.cells[i].as_str().into()),
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
