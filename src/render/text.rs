//! A document for a terminal: tables that fit its width, and nothing that a terminal would obey.

mod layout;

use std::io::{self, Write};

use anstyle::{AnsiColor, Effects};

use super::Style;
use super::chart::braille;
use super::layout::{bar, paragraph};
use crate::document::{Chart, Detail, Document, Records, SectionPart, Table, TableColumn, Value};
use crate::evidence::Study;
use crate::note::{NOT_A_MEASUREMENT, NOT_A_MEASUREMENT_IN_SHORT};
use crate::number::counted;
use layout::Layout;

pub(super) const BOLD: anstyle::Style = anstyle::Style::new().effects(Effects::BOLD);
const PLAIN: anstyle::Style = anstyle::Style::new();
pub(super) const DIM: anstyle::Style = anstyle::Style::new().effects(Effects::DIMMED);
pub(super) const BAR: anstyle::Style = AnsiColor::Cyan.on_default();

/// The narrowest width that text is broken to.
pub(super) const NARROWEST: usize = 40;

/// How wide the column of terms is.
const TERM: usize = 21;

/// The lines of a terminal, and from so many columns on an answer without its notes fits them.
const SCREEN: (usize, usize) = (24, 80);

/// Writes a document.
pub(super) fn write(document: &Document<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if document.sections.is_empty() {
        return write_entries(&document.records, style, out);
    }
    let mut blocks = Vec::new();
    let legend = write_blocks(document, style, &mut blocks)?;
    let whole = Around {
        heading: document.heading.len(),
        sentences: document.summary.sentences(),
        kept: 1 + document.summary.asked.len(),
        is_roomy: true,
        is_apart: true,
    };
    let text = |around: &Around| -> io::Result<Vec<u8>> {
        let mut text = Vec::with_capacity(4 << 10);
        around.write(document, style, &mut text)?;
        if around.is_apart {
            text.extend_from_slice(&blocks);
        } else {
            let (first, rest) = blocks.split_at(blocks.len().min(1));
            text.extend_from_slice(first);
            text.extend(
                rest.iter()
                    .enumerate()
                    .filter(|(i, b)| {
                        // no empty lines but the first
                        **b != b'\n' || rest.get(i.wrapping_sub(1)) != Some(&b'\n')
                    })
                    .map(|(_, byte)| *byte),
            );
        }
        if style.notes {
            write_notes(document, &legend, style, &mut text)?;
        } else {
            if !legend.is_empty() {
                write_paragraph(&legend.join("; "), style, DIM, ("", ""), &mut text)?;
            }
            write_counts(document, around.is_roomy, style, &mut text)?;
        }
        Ok(text)
    };
    let most = SCREEN.0 + document.listed();
    let is_too_long = |text: &[u8]| text.split(|byte| *byte == b'\n').count() > most + 1;
    let full = text(&whole)?;
    if style.notes || style.width < SCREEN.1 || !is_too_long(&full) {
        return out.write_all(&full);
    }
    let mut around = whole;
    while around.give_way() {
        let shorter = text(&around)?;
        if !is_too_long(&shorter) {
            return out.write_all(&shorter);
        }
    }
    // what does not fit in any case is not cut
    out.write_all(&full)
}

/// What stands above and below the tables, as far as there is space for it.
struct Around {
    /// How many lines of the heading.
    heading: usize,
    sentences: Vec<String>,
    /// How many of the sentences are told in any case.
    kept: usize,
    /// Whether there is a line on what else can be asked.
    is_roomy: bool,
    /// Whether empty lines stand before the sentences and between tables.
    is_apart: bool,
}

impl Around {
    /// Takes away what is missed least; tells whether there was anything.
    fn give_way(&mut self) -> bool {
        if self.is_roomy || self.is_apart {
            self.is_apart = self.is_roomy;
            self.is_roomy = false;
        } else if self.sentences.len() > self.kept {
            self.sentences.pop();
        } else if self.heading > 1 {
            self.heading -= 1;
        } else {
            return false;
        }
        true
    }

    /// Writes what stands above the tables.
    fn write(&self, document: &Document<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
        for (i, line) in document.heading.iter().take(self.heading).enumerate() {
            let look = if i == 0 { BOLD } else { PLAIN };
            write_paragraph(line, style, look, ("", "  "), out)?;
        }
        if self.sentences.is_empty() {
            return Ok(());
        }
        if self.is_apart {
            writeln!(out)?;
        }
        write_paragraph(&self.sentences.join(" "), style, PLAIN, ("", ""), out)
    }
}

/// Writes tables, charts and texts, and gives what has to be known to read them.
fn write_blocks(
    document: &Document<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<Vec<String>> {
    let mut legend: Vec<String> = Vec::new();
    for (section, block) in document.parts() {
        match block {
            SectionPart::Table(_) if section.lines().is_some() => {}
            SectionPart::Chart(Chart::Lines(chart)) => {
                let width = style.width.max(NARROWEST);
                out.write_all(braille::lines(chart, width, style).as_bytes())?;
                legend.push(braille::legend(chart, style));
            }
            SectionPart::Details(details) => {
                write_details(&section.heading, details, style, out)?;
            }
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
    Ok(legend)
}

/// Writes the legend, what has to be said beside the figures, and the sources.
fn write_notes(
    document: &Document<'_>,
    legend: &[String],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out)?;
    if !legend.is_empty() {
        write_paragraph(&(legend.join("; ") + "."), style, DIM, ("", ""), out)?;
    }
    for note in &document.notes {
        write_paragraph(&note.text, style, PLAIN, ("- ", "  "), out)?;
    }
    writeln!(out)?;
    for (i, study) in document.sources.iter().enumerate() {
        let first = if document.is_numbered { format!("[{}] ", i + 1) } else { "- ".to_owned() };
        let indent = " ".repeat(first.len());
        write_paragraph(&source(study), style, DIM, (&first, &indent), out)?;
    }
    Ok(())
}

/// Writes how much more there is to be told and where, and what the figures are not: in one line where there is no space.
fn write_counts(
    document: &Document<'_>,
    is_roomy: bool,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if document.notes.is_empty() && document.sources.is_empty() {
        return Ok(());
    }
    let notes = counted(document.notes.len(), "note");
    let sources = counted(document.sources.len(), "source");
    let mut text = format!("{notes}, {sources}");
    let (hint, meaning) =
        if is_roomy { (&*document.hint, "") } else { ("", NOT_A_MEASUREMENT_IN_SHORT) };
    for (before, more) in [(": ", style.hint), (" · ", hint), (" · ", meaning)] {
        if !more.is_empty() {
            text = text + before + more;
        }
    }
    write_paragraph(&text, style, DIM, ("", ""), out)?;
    if is_roomy {
        write_paragraph(NOT_A_MEASUREMENT, style, DIM, ("", ""), out)?;
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
    let text = paragraph(&style.plain(text), style.width.max(NARROWEST), first, indent);
    writeln!(out, "{}", style.paint(look, &text))
}

/// Writes terms under their heading, the texts about them beside them.
fn write_details(
    heading: &str,
    details: &[Detail],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out)?;
    write_paragraph(heading, style, BOLD, ("", "  "), out)?;
    for Detail { term, is_part, text } in details {
        let set_in = if *is_part { "    " } else { "  " };
        let label = format!("{:<TERM$}", style.plain(format!("{set_in}{term}")));
        write_paragraph(text, style, PLAIN, (&label, &" ".repeat(TERM)), out)?;
    }
    Ok(())
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
    let values = || table.bars.iter().flat_map(|bars| &bars.rows).map(|bar| bar.value);
    let apart = if style.notes { 0 } else { table.apart };
    let ranked = table.rows() - apart;
    // rows that stand apart alone are all there is
    let shown = if ranked == 0 { apart } else { ranked };
    let largest = values().take(shown).flatten().fold(0.0, f64::max);
    let mut values = values();
    for row in 0..shown {
        let value = values.next().flatten();
        let bar =
            value.map_or_else(String::new, |value| bar(value / largest, layout.bar, style.ascii));
        let line = format!("{}  {}", layout.row(row), style.paint(BAR, &bar));
        writeln!(out, "{}", line.trim_end())?;
    }
    if shown < table.rows() {
        let cells = |row: usize| {
            let of = |key: &str| table.columns.iter().find(|column| column.column.key == key);
            let cells = ["name", "peak_bw", "peak_max_bw", "ratio"].into_iter().filter_map(of);
            cells.map(|column| &*column.cells[row]).collect::<Vec<_>>().join(" ")
        };
        let apart: Vec<String> = (shown..table.rows()).map(cells).collect();
        write_paragraph(&apart.join(" · "), style, PLAIN, ("", ""), out)?;
    }
    Ok(if style.notes { legend(layout.shown(), table) } else { table.legend.clone() })
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
            write_paragraph(&text, style, anstyle::Style::new(), (&label, &" ".repeat(15)), out)?;
        }
    }
    Ok(())
}
