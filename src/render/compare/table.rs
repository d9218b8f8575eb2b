//! Two runs side by side for people: both as understood, what each muscle bears in them, and by how much that differs.

use std::io::{self, Write};

use super::super::layout::{Column, Layout, bar, paragraph};
use super::super::records::fixed;
use super::super::table::{BAR, BOLD, DIM, NARROWEST, write_studies};
use super::super::{Style, markdown, run, wording};
use crate::answer::compare::{CompareRow, Compared, Comparison, Figure, Pair, Quantity};

/// What stands where nothing is known.
const UNKNOWN: &str = "–";
/// The mark of a change beyond the spread.
const BEYOND: char = '*';
/// The mark of a change of which a part is unknown.
const IN_PART: char = '?';
/// Titles of columns that the legend explains.
const SPREAD: &str = "spread";
const GRADE: &str = "gr";
/// When the changes of what the ranking does not look at are left out: the last first, and after the bar.
const CHANGE_DROP: u8 = 30;

/// When both sides of what the ranking looks at are left out, and then whether they lie further apart than runners.
const SIDE_DROP: u8 = 50;
const SPREAD_DROP: u8 = 60;

/// How what the ranking looks at is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A and B in columns of their own, with their spreads.
    Wide,
    /// A and B in one column.
    Narrow,
}

/// Writes a comparison as a table.
pub(super) fn write(
    comparison: &Comparison<'_>,
    names: [&str; 2],
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    for (letter, lines) in head(comparison, names) {
        for (i, line) in lines.iter().enumerate() {
            let first = if i == 0 { letter } else { " " };
            let text = paragraph(&style.plain(line), width, &format!("{first}  "), "   ");
            writeln!(out, "{}", style.paint(BOLD, &text))?;
        }
    }
    writeln!(out)?;
    let fit = |form| {
        let mut columns = columns(comparison, form);
        for column in &mut columns {
            column.plain(style);
        }
        Layout::fit(columns, width)
    };
    let mut layout = fit(Form::Wide);
    let shown = |column: &&Column| column.drop == SIDE_DROP;
    if layout.columns().iter().filter(shown).count() < 2 {
        // neither side goes without the other
        layout = fit(Form::Narrow);
    }
    let titles = style.plain(layout.titles());
    writeln!(out, "{}", style.paint(BOLD, titles.trim_end()))?;
    let figures: Vec<f64> = comparison
        .rows
        .iter()
        .map(|row| comparison.figure(row).unwrap_or(0.0))
        .collect();
    let largest = figures.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    for (i, figure) in figures.iter().enumerate() {
        let bar = bar(figure / largest, layout.bar, style.ascii);
        let line = format!("{}  {}", layout.row(i), style.paint(BAR, &bar));
        writeln!(out, "{}", line.trim_end())?;
    }
    let legend = legend(comparison, layout.columns());
    let legend = paragraph(&style.plain(legend), width, "", "");
    writeln!(out, "\n{}", style.paint(DIM, &legend))?;
    for note in &comparison.notes {
        let text = style.plain(&note.text);
        writeln!(out, "{}", paragraph(&text, width, "- ", "  "))?;
    }
    writeln!(out)?;
    write_studies(&comparison.sources, true, style, out)
}

/// Writes a comparison as Markdown.
pub(super) fn write_markdown(
    comparison: &Comparison<'_>,
    names: [&str; 2],
    mut out: impl Write,
) -> io::Result<()> {
    for (letter, lines) in head(comparison, names) {
        writeln!(out, "**{letter}: {}**\n", lines.join("  \n"))?;
    }
    let columns = columns(comparison, Form::Wide);
    markdown::write_columns(&columns, comparison.rows.len(), out.by_ref())?;
    writeln!(out, "\n{}\n", legend(comparison, &columns))?;
    for note in &comparison.notes {
        writeln!(out, "- {}", note.text)?;
    }
    writeln!(out)?;
    markdown::write_studies(&comparison.sources, out)
}

/// A and B as understood.
pub(super) fn head(
    comparison: &Comparison<'_>,
    names: [&str; 2],
) -> [(&'static str, Vec<String>); 2] {
    let [a, b] = match &comparison.pair {
        Pair::Conditions(reports) => {
            let sides = reports.each_ref();
            sides.map(|report| vec![wording::conditions(report)])
        }
        Pair::Recorded(runs) => {
            let [a, b] = runs.each_ref();
            [run::head(a, names[0]), run::head(b, names[1])]
        }
    };
    [("A", a), ("B", b)]
}

/// What is shown of each row: what the ranking looks at in full, of the rest the change and, where there is room, from
/// what to what.
fn columns(comparison: &Comparison<'_>, form: Form) -> Vec<Column> {
    let lead = comparison.lead;
    let unit = unit(comparison.quantities[lead]);
    let mut columns = vec![Column::left(
        "muscle",
        cells(comparison, |row| Some(wording::muscle(row.muscle))),
        0,
    )];
    match form {
        Form::Wide => {
            let [a, b] = [sides(comparison, |c| c.a), sides(comparison, |c| c.b)];
            columns.push(Column::left(format!("A {unit}"), a, SIDE_DROP));
            columns.push(Column::left(format!("B {unit}"), b, SIDE_DROP));
        }
        Form::Narrow => columns.push(from_to(comparison, lead, SIDE_DROP)),
    }
    columns.extend([
        Column::right("change", changes(comparison, lead), 0),
        Column::left(
            SPREAD,
            cells(comparison, |row| {
                let exceeds = comparison.leading(row).exceeds_spread()?;
                Some(if exceeds { "beyond" } else { "within" }.to_owned())
            }),
            SPREAD_DROP,
        ),
        Column::left(
            GRADE,
            cells(comparison, |row| {
                let compared = comparison.leading(row);
                let [a, b] = [compared.a, compared.b].map(|side| side.map(|figure| figure.grade));
                Some(if a == b {
                    a?.to_string()
                } else {
                    format!("{}/{}", a?, b?)
                })
            }),
            40,
        ),
    ]);
    let others = (0..comparison.quantities.len()).filter(|place| *place != lead);
    let mut others: Vec<usize> = others.collect();
    // a whole run was asked for: that goes before what every run has
    others.sort_by_key(|place| comparison.quantities[*place] != Quantity::Cumulative);
    for (place, drop) in others.into_iter().zip((0..=CHANGE_DROP).rev()) {
        let quantity = comparison.quantities[place];
        // easy kilometres change as the impulse does
        if quantity != Quantity::EasyDistance {
            columns.push(Column::right(
                noun(quantity),
                changes(comparison, place),
                drop,
            ));
        }
        columns.push(from_to(comparison, place, 3));
    }
    let sources = cells(comparison, |row| {
        let numbers: Vec<_> = row.sources.iter().map(|i| (i + 1).to_string()).collect();
        (!numbers.is_empty()).then(|| numbers.join(","))
    });
    columns.push(Column::left("sources", sources, 2));
    columns
}

fn cells(
    comparison: &Comparison<'_>,
    cell: impl Fn(&CompareRow<'_>) -> Option<String>,
) -> Vec<String> {
    let rows = comparison.rows.iter();
    rows.map(|row| cell(row).unwrap_or_else(|| UNKNOWN.to_owned()))
        .collect()
}

/// From what to what a quantity changes.
fn from_to(comparison: &Comparison<'_>, place: usize, drop: u8) -> Column {
    let quantity = comparison.quantities[place];
    let from_to = cells(comparison, |row| {
        let compared = &row.compared[place];
        let values = [compared.a?, compared.b?].map(|figure| figure.value);
        Some(values.map(|value| number(quantity, value)).join(" to "))
    });
    Column::left(format!("A to B {}", unit(quantity)), from_to, drop)
}

/// The figures of one side, figure under figure and spread under spread.
fn sides(comparison: &Comparison<'_>, side: fn(&Compared) -> Option<Figure>) -> Vec<String> {
    let quantity = comparison.quantities[comparison.lead];
    let figures = comparison.rows.iter().map(|row| {
        let figure = side(comparison.leading(row))?;
        // the spread to as many decimals as the figure
        let spread = figure.sd.map(|sd| match quantity {
            Quantity::Cumulative if figure.value >= 99.5 => wording::grouped(sd),
            _ => number(quantity, sd),
        });
        Some((number(quantity, figure.value), spread))
    });
    let figures: Vec<Option<(String, Option<String>)>> = figures.collect();
    let values = figures.iter().flatten();
    let width = values.map(|(value, _)| value.len()).max().unwrap_or(0);
    let cell = |figure: Option<(String, Option<String>)>| match figure {
        Some((value, Some(spread))) => format!("{value:>width$} ±{spread}"),
        Some((value, None)) => format!("{value:>width$}"),
        None => UNKNOWN.to_owned(),
    };
    figures.into_iter().map(cell).collect()
}

/// The change of a quantity in each row, with its marks in columns of their own.
fn changes(comparison: &Comparison<'_>, place: usize) -> Vec<String> {
    let told: Vec<(String, [Option<char>; 2])> = comparison
        .rows
        .iter()
        .map(|row| {
            let compared = &row.compared[place];
            let Some(ratio) = compared.ratio() else {
                return (UNKNOWN.to_owned(), [None; 2]);
            };
            // what the ranking looks at has a column of its own for that
            let is_beyond = place != comparison.lead && compared.exceeds_spread() == Some(true);
            let is_in_part = !compared.no_figure_for.is_empty();
            (
                wording::change(ratio),
                [is_beyond.then_some(BEYOND), is_in_part.then_some(IN_PART)],
            )
        })
        .collect();
    let used = [0, 1].map(|i| told.iter().any(|(_, marks)| marks[i].is_some()));
    told.into_iter()
        .map(|(mut cell, marks)| {
            for (mark, _) in marks.iter().zip(used).filter(|(_, used)| *used) {
                cell.push(mark.unwrap_or(' '));
            }
            cell
        })
        .collect()
}

/// What the change of a quantity is called.
fn noun(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Peak => "peak ×",
        Quantity::PeakNewtons => "peak N",
        Quantity::Impulse => "impulse",
        Quantity::Cumulative => "kN·s",
        Quantity::MeanPeak => "mean",
        Quantity::HighestPeak => "highest",
        Quantity::HighestPeakNewtons => "highest N",
        Quantity::EasyDistance => "easy km",
    }
}

/// The unit of a quantity, or what it is beside others of that unit.
fn unit(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Peak => "× weight",
        Quantity::PeakNewtons | Quantity::HighestPeakNewtons => "N",
        Quantity::Impulse => "BW·s",
        Quantity::Cumulative => "kN·s",
        Quantity::MeanPeak => "mean ×",
        Quantity::HighestPeak => "highest ×",
        Quantity::EasyDistance => "easy km",
    }
}

/// A number with the decimals that its quantity means to people.
pub(super) fn number(quantity: Quantity, number: f64) -> String {
    match quantity {
        Quantity::Peak | Quantity::MeanPeak | Quantity::HighestPeak => fixed(number, 2),
        Quantity::PeakNewtons | Quantity::HighestPeakNewtons => wording::grouped(number),
        Quantity::Impulse => fixed(number, 3),
        Quantity::Cumulative if number >= 99.5 => wording::grouped(number),
        Quantity::Cumulative | Quantity::EasyDistance => fixed(number, 1),
    }
}

/// What a quantity is.
fn meaning(comparison: &Comparison<'_>, quantity: Quantity) -> &'static str {
    let is_recorded = matches!(comparison.pair, Pair::Recorded(_));
    match quantity {
        Quantity::Peak => "peak force of a step times body weight",
        Quantity::PeakNewtons => "peak force of a step in newtons",
        Quantity::Impulse => "impulse of a stride, body weights times seconds",
        Quantity::Cumulative if is_recorded => "impulse of all steps, both legs",
        Quantity::Cumulative => "impulse over the whole run, one leg",
        Quantity::MeanPeak => "mean peak force times body weight, weighted by steps",
        Quantity::HighestPeak => "highest peak force times body weight",
        Quantity::HighestPeakNewtons => "highest peak force in newtons",
        Quantity::EasyDistance => "easy flat running with the same impulse",
    }
}

/// What the titles of the columns and the marks mean.
fn legend(comparison: &Comparison<'_>, columns: &[Column]) -> String {
    let shows = |title: &str| columns.iter().any(|column| column.title == title);
    let has_mark = |mark: char| {
        let mut cells = columns.iter().flat_map(|column| &column.cells);
        cells.any(|cell| {
            let change = cell.split_once('%');
            change.is_some_and(|(_, marks)| marks.contains(mark))
        })
    };
    let lead = comparison.quantities[comparison.lead];
    let mut of_lead = format!("{}: {}", unit(lead), meaning(comparison, lead));
    if shows(&format!("A {}", unit(lead))) {
        of_lead.push_str(", ± one standard deviation between runners");
    }
    let mut parts = vec![of_lead, "change: B against A".to_owned()];
    if shows(SPREAD) {
        parts.push(format!(
            "{SPREAD}: whether A and B lie further apart than the standard deviations of both together (beyond) or not \
             (within)"
        ));
    }
    if shows(GRADE) {
        parts.push(format!(
            "{GRADE}: grade of the evidence, A (best) to C, of A/B where it differs"
        ));
    }
    for (place, quantity) in comparison.quantities.iter().enumerate() {
        if place != comparison.lead && shows(noun(*quantity)) {
            parts.push(format!(
                "{}: change in the {}",
                noun(*quantity),
                meaning(comparison, *quantity)
            ));
        }
    }
    if has_mark(BEYOND) {
        parts.push(format!("{BEYOND} beyond the spread"));
    }
    if has_mark(IN_PART) {
        parts.push(format!("{IN_PART} a part of the change is unknown"));
    }
    if comparison
        .rows
        .iter()
        .any(|row| row.muscle.part_of().is_some())
    {
        parts.push("↳ part of a group".to_owned());
    }
    parts.join("; ") + "."
}
