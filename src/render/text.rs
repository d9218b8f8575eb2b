//! A document for a terminal: tables that fit its width, and nothing that a terminal would obey.

mod layout;

use std::io::{self, Write};

use anstyle::{AnsiColor, Effects};

use super::Style;
use super::layout::{bar, paragraph};
use crate::document::{Document, Records, SectionPart, Table, TableColumn, Value};
use crate::evidence::Study;
use layout::Layout;

pub(super) const BOLD: anstyle::Style = anstyle::Style::new().effects(Effects::BOLD);
pub(super) const DIM: anstyle::Style = anstyle::Style::new().effects(Effects::DIMMED);
pub(super) const BAR: anstyle::Style = AnsiColor::Cyan.on_default();

/// The narrowest width that text is broken to.
pub(super) const NARROWEST: usize = 40;

/// Writes a document.
pub(super) fn write(document: &Document<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if document.sections.is_empty() {
        return write_entries(&document.records, style, out);
    }
    for (i, line) in document.heading.iter().enumerate() {
        write_paragraph(
            line,
            style,
            if i == 0 { BOLD } else { anstyle::Style::new() },
            ("", "  "),
            out,
        )?;
    }
    if document.is_brief {
        writeln!(out)?;
        let sentences = document.summary.sentences().join(" ");
        write_paragraph(&sentences, style, anstyle::Style::new(), ("", ""), out)?;
    }
    let mut legend: Vec<String> = Vec::new();
    for block in document.blocks() {
        match block {
            SectionPart::Table(table) => {
                writeln!(out)?;
                for part in write_table(table, style, out)? {
                    if !legend.contains(&part) {
                        legend.push(part);
                    }
                }
            }
            SectionPart::Text(_) | SectionPart::Chart(_) => {}
        }
    }
    writeln!(out)?;
    if !legend.is_empty() {
        write_paragraph(&(legend.join("; ") + "."), style, DIM, ("", ""), out)?;
    }
    if document.is_brief {
        let (notes, sources) = (document.notes.len(), document.sources.len());
        let counts =
            format!("Notes: {notes}, sources: {sources}; Markdown, HTML and JSON tell them.");
        return write_paragraph(&counts, style, DIM, ("", ""), out);
    }
    for note in &document.notes {
        write_paragraph(&note.text, style, anstyle::Style::new(), ("- ", "  "), out)?;
    }
    writeln!(out)?;
    for (i, study) in document.sources.iter().enumerate() {
        let first = if document.is_numbered {
            format!("[{}] ", i + 1)
        } else {
            "- ".to_owned()
        };
        let indent = " ".repeat(first.len());
        write_paragraph(&source(study), style, DIM, (&first, &indent), out)?;
    }
    Ok(())
}

/// Writes a text broken to the width, its first line and the others behind what stands before them.
fn write_paragraph(
    text: &str,
    style: Style,
    look: anstyle::Style,
    (first, indent): (&str, &str),
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = paragraph(
        &style.plain(text),
        style.width.max(NARROWEST),
        first,
        indent,
    );
    writeln!(out, "{}", style.paint(look, &text))
}

/// Writes a table with the columns that fit, and gives what has to be known to read it.
fn write_table(table: &Table, style: Style, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let has_bar = table.bars.is_some();
    let mut layout = Layout::fit(&table.columns, has_bar, style);
    if let Some((priority, columns)) = &table.narrow {
        let is_paired = |cells: &&TableColumn| cells.column.priority == *priority;
        if layout.shown().filter(is_paired).count() < table.columns.iter().filter(is_paired).count()
        {
            layout = Layout::fit(columns, has_bar, style);
        }
    }
    let titles = layout.titles();
    writeln!(out, "{}", style.paint(BOLD, titles.trim_end()))?;
    let values = || {
        table
            .bars
            .iter()
            .flat_map(|bars| &bars.rows)
            .map(|bar| bar.value)
    };
    let largest = values().flatten().fold(0.0, f64::max);
    let mut values = values();
    for row in 0..table.rows() {
        let value = values.next().flatten();
        let bar = value.map_or_else(String::new, |value| {
            bar(value / largest, layout.bar, style.ascii)
        });
        let line = format!("{}  {}", layout.row(row), style.paint(BAR, &bar));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(legend(layout.shown(), table))
}

/// What has to be known to read the columns that are shown.
pub(super) fn legend<'c>(
    shown: impl Iterator<Item = &'c TableColumn>,
    table: &Table,
) -> Vec<String> {
    let columns = shown.filter(|cells| !cells.column.is_plain && !cells.means().is_empty());
    let parts = columns.map(|cells| format!("{}: {}", cells.short(), cells.means()));
    parts.chain(table.legend.iter().cloned()).collect()
}

/// A study: enough to find it, and how much of it was read.
pub(super) fn source(study: &Study) -> String {
    let mut line = format!("{}: {}, {}", study.key, study.short(), study.published_in);
    if let Some(doi) = &study.doi {
        line.push_str(", doi:");
        line.push_str(doi);
    }
    if !study.access.is_empty() {
        line.push_str(" – ");
        line.push_str(&study.access);
    }
    line
}

/// Writes records as entries: each value behind the name of its column, texts broken to the width.
fn write_entries(records: &Records<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for row in records.rows() {
        let mut cells = records.names.iter().zip(&row);
        if let Some((_, title)) = cells.next() {
            writeln!(out, "{}", style.paint(BOLD, &style.plain(title.cell())))?;
        }
        for (name, value) in cells {
            if matches!(value, Value::Unknown) || value.cell().is_empty() {
                continue;
            }
            let label = format!("  {:<13}", name.replace('_', " "));
            let text = value.cell().replace(';', "; ").replace("  ", " ");
            write_paragraph(
                &text,
                style,
                anstyle::Style::new(),
                (&label, &" ".repeat(15)),
                out,
            )?;
        }
    }
    Ok(())
}
