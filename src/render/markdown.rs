//! A document as Markdown, for documents and messages. What a text holds of HTML or of tables stands for itself.

use std::borrow::Cow;
use std::io::{self, Write};

use super::text::{legend, source};
use crate::document::{Align, Detail, Document, Records, SectionPart};

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
        if let SectionPart::Details(details) = block {
            write_details(&section.heading, details, out)?;
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
            write_line(out, table.columns.iter().map(|cells| plain(&cells.cells[row])))?;
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

/// Writes terms under their heading as a list.
fn write_details(heading: &str, details: &[Detail], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {}\n", plain(heading))?;
    let mut term = "";
    for detail in details {
        if !detail.term.is_empty() {
            term = &detail.term;
        }
        let set_in = if detail.is_part { "  " } else { "" };
        let text = plain(&detail.text);
        writeln!(out, "{set_in}- *{}*: {text}", plain(term))?;
    }
    writeln!(out)
}

/// Writes records as a table.
fn write_records(records: &Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_line(out, records.names.iter().map(|name| Cow::Borrowed(&**name)))?;
    write_line(out, records.names.iter().map(|_| Cow::Borrowed(":--")))?;
    for row in records.rows() {
        write_line(out, row.iter().map(|value| plain(&value.cell()).into_owned().into()))?;
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
