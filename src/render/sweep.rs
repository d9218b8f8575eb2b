//! A sweep, written: small charts in the terminal, a picture, and for programs a row a point and muscle.

mod axis;
mod fields;
mod picture;

use std::io::{self, Write};

use serde::Serialize;

use super::chart;
use super::json::{Note, Source};
use super::layout::{Column, paragraph};
use super::records::{Object, Records, Value};
use super::table::{BOLD, DIM, NARROWEST, write_studies};
use super::{Format, SCHEMA, Style, markdown, wording};
use crate::answer::sweep::{Coverage, Point, Sweep};
use fields::Of;

#[derive(Serialize)]
struct Document<'r> {
    schema: u32,
    conditions: Object<'r, &'static str>,
    sweep: Object<'r, &'static str>,
    series: Vec<Series>,
    notes: Vec<Note<'r>>,
    sources: Vec<Source<'r>>,
}

/// A muscle: what it is, and behind that its points.
#[derive(Serialize)]
struct Series {
    rank: Value,
    muscle: Value,
    name: Value,
    part_of: Value,
    points: Vec<Owned>,
}

/// Named cells of their own.
struct Owned(Vec<&'static str>, Vec<Value>);

impl Serialize for Owned {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object(&self.0, &self.1).serialize(serializer)
    }
}

/// Writes a sweep in that form; `header` is whether separated values begin with the names of their columns.
///
/// # Errors
/// When the output does not take it.
pub fn write(
    sweep: &Sweep<'_>,
    format: Format,
    header: bool,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => write_table(sweep, style, out),
        Format::Md => write_markdown(sweep, out),
        Format::Svg => out.write_all(chart::svg::document(&picture::picture(sweep)).as_bytes()),
        Format::Html => Err(io::ErrorKind::Unsupported.into()),
        #[cfg(feature = "png")]
        Format::Png => chart::png::write(&picture::picture(sweep), out),
        Format::Json => write_json(sweep, out),
        Format::Jsonl => records(sweep).write_json_lines(out),
        Format::Csv => records(sweep).write_separated(b',', header, out),
        Format::Tsv => records(sweep).write_separated(b'\t', header, out),
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

/// A row a muscle and point.
fn records(sweep: &Sweep<'_>) -> Records {
    let points = sweep
        .series
        .iter()
        .flat_map(|series| series.points.iter().map(move |point| (series, point)));
    Records {
        names: fields::names().map(Into::into).collect(),
        rows: points
            .map(|(series, point)| {
                let of = Of {
                    sweep,
                    series,
                    point,
                };
                fields::cells(&of).collect()
            })
            .collect(),
    }
}

fn write_json(sweep: &Sweep<'_>, mut out: impl Write) -> io::Result<()> {
    let swept = &sweep.question.swept;
    let range = [
        ("quantity", Value::text(swept.unit.quantity())),
        ("unit", Value::text(swept.unit.key())),
        ("from", Value::Number(swept.from, 3)),
        ("to", Value::Number(swept.to, 3)),
    ];
    let (range_names, range): (Vec<_>, Vec<_>) = range.into_iter().unzip();
    let (condition_names, conditions) = fields::held_fixed(sweep);
    let document = Document {
        schema: SCHEMA,
        conditions: Object(&condition_names, &conditions),
        sweep: Object(&range_names, &range),
        series: sweep
            .series
            .iter()
            .map(|series| {
                let points = series.points.iter().map(|point| {
                    let (names, cells) = fields::of_point(&Of {
                        sweep,
                        series,
                        point,
                    });
                    Owned(names, cells)
                });
                Series {
                    rank: series.rank.map_or(Value::Unknown, Value::count),
                    muscle: Value::text(series.muscle.key()),
                    name: Value::text(series.muscle.name()),
                    part_of: Value::text(series.muscle.part_of().unwrap_or_default()),
                    points: points.collect(),
                }
            })
            .collect(),
        notes: sweep
            .notes
            .iter()
            .map(|note| Note {
                kind: note.kind.key(),
                text: &note.text,
            })
            .collect(),
        sources: Source::numbered(&sweep.sources),
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    out.write_all(b"\n")
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
    let mut columns = vec![Column::left("muscle", names.collect(), 0)];
    for i in shown {
        let title = sweep.spots().nth(i).map(|spot| axis::label(swept, spot.x));
        let cells = sweep.series.iter().map(|series| cell(&series.points[i]));
        columns.push(Column::right(title.unwrap_or_default(), cells.collect(), 0));
    }
    let sources = sweep.series.iter().map(|series| {
        let numbers = series.sources.iter().map(|i| (i + 1).to_string());
        numbers.collect::<Vec<_>>().join(",")
    });
    columns.push(Column::left("sources", sources.collect(), 0));
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
