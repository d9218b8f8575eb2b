//! A sweep, written: small charts in the terminal, a picture, and for programs a row a point and muscle.

mod axis;
mod picture;

use std::io::{self, Write};

use super::chart;
use super::layout::{Column, paragraph};
use super::table::{BOLD, DIM, NARROWEST, write_studies};
use super::{Format, Style, json, markdown, separated, wording};
use crate::answer::sweep::{Coverage, Point, Sweep};

/// Writes a sweep in that form.
///
/// # Errors
/// When the output does not take it.
pub fn write(
    sweep: &Sweep<'_>,
    format: Format,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => write_table(sweep, style, out),
        Format::Md => write_markdown(sweep, out),
        Format::Svg => out.write_all(chart::svg::document(&picture::picture(sweep)).as_bytes()),
        Format::Html | Format::Ics => Err(io::ErrorKind::Unsupported.into()),
        #[cfg(feature = "png")]
        Format::Png => chart::png::write(&picture::picture(sweep), out),
        Format::Json => json::write(&sweep.tree(), &mut out),
        Format::Jsonl => separated::write_json_lines(&sweep.records(), &mut out),
        Format::Csv | Format::Tsv => {
            let records = sweep.records();
            if style.header {
                separated::write_header(&records, format.delimiter(), &mut out)?;
            }
            separated::write_rows(&records, format.delimiter(), &mut out)
        }
    }
}

/// The charts in a terminal, with what they are of and what has to be said.
fn write_table(sweep: &Sweep<'_>, style: Style, mut out: impl Write) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    let head = paragraph(&style.plain(axis::heading(sweep)), width, "", "  ");
    writeln!(out, "{}\n", style.paint(BOLD, &head))?;
    let chart = picture::lines(sweep);
    out.write_all(chart::braille::lines(&chart, width, style).as_bytes())?;
    let legend = style.plain(chart::braille::legend(&chart, style));
    let legend = paragraph(&legend, width, "", "");
    writeln!(out, "{}", style.paint(DIM, &legend))?;
    for note in &sweep.notes {
        let text = style.plain(&note.text);
        writeln!(out, "{}", paragraph(&text, width, "- ", "  "))?;
    }
    writeln!(out)?;
    write_studies(&sweep.sources, true, style, out)
}

/// The ends of the range and every row of the data between them, one a column.
fn write_markdown(sweep: &Sweep<'_>, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "**{}**\n", axis::heading(sweep))?;
    let swept = &sweep.question.swept;
    let last = sweep.spots().count().saturating_sub(1);
    let shown = (0..=last).filter(|i| {
        let is_knot = |point: &Point<'_>| point.is_knot();
        *i == 0
            || *i == last
            || sweep
                .series
                .iter()
                .any(|series| is_knot(&series.points[*i]))
    });
    let names = sweep.series.iter().map(|s| wording::muscle(s.muscle));
    let mut columns = vec![Column::left("muscle", names.collect())];
    for i in shown {
        let title = sweep.spots().nth(i).map(|spot| axis::label(swept, spot.x));
        let cells = sweep.series.iter().map(|series| cell(&series.points[i]));
        columns.push(Column::right(title.unwrap_or_default(), cells.collect()));
    }
    let sources = sweep.series.iter().map(|series| {
        let numbers = series.sources.iter().map(|i| (i + 1).to_string());
        numbers.collect::<Vec<_>>().join(",")
    });
    columns.push(Column::left("sources", sources.collect()));
    markdown::write_columns(&columns, sweep.series.len(), &mut out)?;
    writeln!(
        out,
        "\nBy {}; figures times body weight, ± one standard deviation between runners. Bold: a row of the \
         published data; in brackets: beyond the data, held at their edge; ?: nobody published a figure, shown unchanged.\n",
        axis::title(swept)
    )?;
    for note in &sweep.notes {
        writeln!(out, "- {}", note.text)?;
    }
    writeln!(out)?;
    markdown::write_studies(&sweep.sources, out)
}

fn cell(point: &Point<'_>) -> String {
    let figure = wording::with_spread(point.peak_bw(), point.sd_bw());
    match point.coverage() {
        _ if point.is_knot() => format!("**{figure}**"),
        Coverage::Data => figure,
        Coverage::Beyond => format!("({figure})"),
        Coverage::NoFigure => format!("{figure} ?"),
    }
}
