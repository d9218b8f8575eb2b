//! The answer for people: a ranked table that fits the terminal, notes, and numbered sources.

use std::io::{self, Write};

use anstyle::{AnsiColor, Effects};

use super::layout::{Layout, bar, paragraph};
use super::records::{Records, Value};
use super::{Style, columns, wording};
use crate::answer::calculate::{MuscleRow, RankBy, Report};
use crate::evidence::StudyRef;

pub(super) const BOLD: anstyle::Style = anstyle::Style::new().effects(Effects::BOLD);
pub(super) const DIM: anstyle::Style = anstyle::Style::new().effects(Effects::DIMMED);
pub(super) const BAR: anstyle::Style = AnsiColor::Cyan.on_default();

/// The narrowest width that text is broken to.
pub(super) const NARROWEST: usize = 40;

/// Writes an answer as a table.
///
/// # Errors
/// When the output does not take it.
pub fn write(report: &Report<'_>, style: Style, mut out: impl Write) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    let head = style.plain(wording::conditions(report));
    writeln!(
        out,
        "{}\n",
        style.paint(BOLD, &paragraph(&head, width, "", "  "))
    )?;

    let mut columns = columns::of_report(report);
    for column in &mut columns {
        column.plain(style);
    }
    let layout = Layout::fit(columns, width);
    let titles = style.plain(layout.titles());
    writeln!(out, "{}", style.paint(BOLD, titles.trim_end()))?;
    let largest = report
        .rows
        .iter()
        .filter_map(|row| figure(report, row))
        .fold(0.0, f64::max);
    for (i, row) in report.rows.iter().enumerate() {
        let share = figure(report, row).map_or(0.0, |figure| figure / largest);
        let bar = bar(share, layout.bar, style.ascii);
        let line = format!("{}  {}", layout.row(i), style.paint(BAR, &bar));
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out)?;
    let legend = style.plain(columns::legend(report, layout.columns()));
    writeln!(
        out,
        "{}",
        style.paint(DIM, &paragraph(&legend, width, "", ""))
    )?;
    write_notes(report, style, out.by_ref())?;
    write_sources(report, true, style, out)
}

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

/// The figure that rows are ranked by, which the bars show.
fn figure(report: &Report<'_>, row: &MuscleRow<'_>) -> Option<f64> {
    let load = row.load.as_ref()?;
    match report.question.rank_by {
        RankBy::Peak => Some(load.peak().value().0),
        RankBy::Impulse | RankBy::Cumulative => Some(load.impulse()?.value().0),
    }
}

/// Writes records as a table of entries for people: each value under the name of its column, texts broken to the width.
///
/// # Errors
/// When the output does not take it.
pub fn write_entries(records: &Records, style: Style, mut out: impl Write) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    for row in &records.rows {
        let mut cells = records.names.iter().zip(row);
        if let Some((_, title)) = cells.next() {
            writeln!(out, "{}", style.paint(BOLD, &style.plain(title.cell())))?;
        }
        for (name, value) in cells {
            if matches!(value, Value::Unknown) || value.cell().is_empty() {
                continue;
            }
            let label = format!("  {:<13}", name.replace('_', " "));
            let text = style.plain(value.cell().replace(';', "; ").replace("  ", " "));
            writeln!(out, "{}", paragraph(&text, width, &label, &" ".repeat(15)))?;
        }
    }
    Ok(())
}
