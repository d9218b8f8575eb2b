//! The answer for people: a ranked table that fits the terminal, notes, and numbered sources.

use std::io::{self, Write};

use anstyle::{AnsiColor, Effects};

use super::layout::{Column, Layout, bar, paragraph};
use super::records::{Records, Value};
use super::{Style, wording};
use crate::report::{RankBy, Report, Row};

const BOLD: anstyle::Style = anstyle::Style::new().effects(Effects::BOLD);
const DIM: anstyle::Style = anstyle::Style::new().effects(Effects::DIMMED);
const BAR: anstyle::Style = AnsiColor::Cyan.on_default();

/// Titles of columns that the legend explains.
const WEIGHTS: &str = "× weight";
const FORCE: &str = "force";
const ACTIVE: &str = "active";
const GRADE: &str = "gr";

/// The narrowest width that text is broken to.
const NARROWEST: usize = 40;

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

    let mut columns = columns(report);
    if style.ascii {
        for column in &mut columns {
            for cell in &mut column.cells {
                *cell = style.plain(cell.as_str()).into_owned();
            }
        }
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
    let legend = style.plain(legend(report, &layout));
    writeln!(
        out,
        "{}",
        style.paint(DIM, &paragraph(&legend, width, "", ""))
    )?;
    for note in &report.notes {
        let text = style.plain(&note.text);
        writeln!(out, "{}", paragraph(&text, width, "- ", "  "))?;
    }
    writeln!(out)?;
    for (i, study) in report.sources.iter().enumerate() {
        let text = style.plain(wording::source(study));
        let number = format!("[{}] ", i + 1);
        let indent = " ".repeat(number.len());
        writeln!(
            out,
            "{}",
            style.paint(DIM, &paragraph(&text, width, &number, &indent))
        )?;
    }
    Ok(())
}

/// The figure that rows are ranked by, which the bars show.
fn figure(report: &Report<'_>, row: &Row<'_>) -> Option<f64> {
    let load = row.load.as_ref()?;
    match report.question.rank_by {
        RankBy::Peak => Some(load.peak().value().0),
        RankBy::Impulse | RankBy::Cumulative => Some(load.impulse?.value().0),
    }
}

/// What is shown of each row; also the columns of Markdown.
pub(super) fn columns(report: &Report<'_>) -> Vec<Column> {
    let cells = |cell: &dyn Fn(&Row<'_>) -> Option<String>| -> Vec<String> {
        report
            .rows
            .iter()
            .map(|row| cell(row).unwrap_or_else(|| "–".to_owned()))
            .collect()
    };
    let any = |has: &dyn Fn(&Row<'_>) -> bool| report.rows.iter().any(has);
    let by_peak = report.question.rank_by == RankBy::Peak;
    let mut columns = vec![
        Column::right("#", cells(&|row| Some(row.rank?.place.to_string())), 0),
        Column::left(
            "range",
            cells(&|row| {
                let rank = row.rank?;
                Some(if rank.low == rank.high {
                    rank.place.to_string()
                } else {
                    format!("{}–{}", rank.low, rank.high)
                })
            }),
            6,
        )
        .close(),
        Column::left(
            "muscle",
            cells(&|row| {
                let part = if row.muscle.part_of().is_some() {
                    "↳ "
                } else {
                    ""
                };
                Some(format!("{part}{}", row.muscle.short_name()))
            }),
            0,
        ),
        Column::left(
            WEIGHTS,
            cells(&|row| {
                let peak = row.load.as_ref()?.peak();
                let value = format!("{:.2}", peak.value().0);
                Some(match peak.sd() {
                    Some(sd) => format!("{value} ±{:.2}", sd.0),
                    None => value,
                })
            }),
            0,
        ),
        Column::right("N", cells(&|row| Some(wording::grouped(row.peak_n?))), 9),
        Column::right(
            "kgf",
            cells(&|row| {
                let kgf = row.peak_kgf?;
                Some(format!("{kgf:.*}", usize::from(kgf < 9.95)))
            }),
            8,
        ),
    ];
    if !by_peak {
        columns.push(Column::right(
            "BW·s",
            cells(&|row| Some(format!("{:.3}", row.load.as_ref()?.impulse?.value().0))),
            0,
        ));
    }
    if report.question.extent.is_some() {
        columns.push(Column::right(
            "kN·s",
            cells(&|row| {
                let kn_s = row.cumulative_kn_s?;
                Some(if kn_s < 9.95 {
                    format!("{kn_s:.1}")
                } else {
                    wording::grouped(kn_s)
                })
            }),
            10,
        ));
    }
    let hilly = report.question.conditions.course.gradient().percent() != 0.0;
    if hilly {
        columns.push(Column::right(
            FORCE,
            cells(&|row| {
                let ratio = if by_peak {
                    row.level_ratio
                } else {
                    row.impulse_level_ratio
                };
                ratio.map(wording::change)
            }),
            7,
        ));
    }
    if any(&|row| row.activation.is_some()) {
        columns.push(Column::right(
            ACTIVE,
            cells(&|row| row.activation.as_ref().map(wording::activation)),
            5,
        ));
    }
    columns.push(Column::left(
        GRADE,
        cells(&|row| Some(row.load.as_ref()?.peak().grade().to_string())),
        4,
    ));
    columns.push(Column::left(
        "phase",
        cells(&|row| Some(row.load.as_ref()?.phase().to_string())),
        1,
    ));
    columns.push(Column::left(
        "sources",
        cells(&|row| {
            let numbers: Vec<_> = row.sources.iter().map(|i| (i + 1).to_string()).collect();
            (!numbers.is_empty()).then(|| numbers.join(","))
        }),
        2,
    ));
    columns
}

fn legend(report: &Report<'_>, layout: &Layout) -> String {
    let mut parts =
        vec!["× weight: times body weight, ± one standard deviation between runners".to_owned()];
    if layout.shows(FORCE) {
        let what = match report.question.rank_by {
            RankBy::Peak => "peak force",
            RankBy::Impulse | RankBy::Cumulative => "impulse",
        };
        parts.push(format!("force: {what} against the level at the same speed"));
    }
    if layout.shows(ACTIVE) {
        let mut text = "active: activation against level, firm ground".to_owned();
        let steep = report.rows.iter().find_map(|row| {
            let finding = row.activation.as_ref()?.finding;
            finding.ratio.and(finding.gradient_pct)
        });
        if let Some(gradient) = steep {
            text.push_str(&format!(", measured at {} %", wording::signed(gradient)));
        }
        parts.push(text);
    }
    if report.question.extent.is_some() {
        parts.push("kN·s: over the whole run, one leg".to_owned());
    }
    if layout.shows(GRADE) {
        parts.push("gr: grade of the evidence, A (best) to C".to_owned());
    }
    if report.rows.iter().any(|row| row.muscle.part_of().is_some()) {
        parts.push("↳ part of a group".to_owned());
    }
    parts.join("; ") + "."
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
