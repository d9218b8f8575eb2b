//! Two runs side by side, written: for people as a table and a picture, for programs a row a muscle and quantity.

mod picture;
mod table;

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::chart;
use super::json::{Note, Source};
use super::records::{Object, Records, Value};
use super::{Format, SCHEMA, Style, run};
use crate::answer::calculate::fields::{CONDITIONS, condition_cells};
use crate::answer::compare::{CompareRow, Compared, Comparison, Figure, Pair, Quantity};
use crate::evidence::Effect;

/// Writes a comparison in any format; `names` are those of the files of A and B where they were recorded.
///
/// # Errors
/// When the output does not take it.
pub fn write(
    comparison: &Comparison<'_>,
    names: [&str; 2],
    format: Format,
    header: bool,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::write(comparison, names, style, out),
        Format::Md => table::write_markdown(comparison, names, out),
        Format::Svg => {
            let picture = picture::picture(comparison, names);
            out.write_all(chart::svg::document(&picture).as_bytes())
        }
        Format::Html => Err(io::ErrorKind::Unsupported.into()),
        #[cfg(feature = "png")]
        Format::Png => chart::png::write(&picture::picture(comparison, names), out),
        Format::Json => write_json(comparison, names, out),
        Format::Jsonl => records(comparison).write_json_lines(out),
        Format::Csv | Format::Tsv => {
            let delimiter = run::delimiter(format);
            records(comparison).write_separated(delimiter, header, out)
        }
    }
}

/// A quantity of a row, and the keys of the studies of the row.
struct Of<'r> {
    row: &'r CompareRow<'r>,
    compared: &'r Compared,
    sources: &'r [String],
}

impl Of<'_> {
    /// A number in the unit of the quantity.
    fn number(&self, number: Option<f64>) -> Value {
        let decimals = match self.compared.quantity {
            Quantity::PeakNewtons | Quantity::HighestPeakNewtons => 0,
            Quantity::Cumulative => 2,
            Quantity::Peak
            | Quantity::MeanPeak
            | Quantity::HighestPeak
            | Quantity::EasyDistance => 3,
            Quantity::Impulse => 4,
        };
        Value::number(number, decimals)
    }
}

fn value(side: Option<Figure>) -> Option<f64> {
    side.map(|figure| figure.value)
}

fn sd(side: Option<Figure>) -> Option<f64> {
    side?.sd
}

fn grade(side: Option<Figure>) -> Value {
    Value::text(side.map_or("", |figure| figure.grade.key()))
}

fn extrapolated(side: Option<Figure>) -> Value {
    side.map_or(Value::Unknown, |figure| Value::Flag(figure.is_extrapolated))
}

type Field = (&'static str, fn(&Of<'_>) -> Value);

/// The contract with programs: a row a muscle and quantity.
const FIELDS: &[Field] = &[
    ("muscle", |of| Value::text(of.row.muscle.key())),
    ("name", |of| Value::text(of.row.muscle.name())),
    ("part_of", |of| {
        Value::text(of.row.muscle.part_of().unwrap_or_default())
    }),
    ("quantity", |of| Value::text(of.compared.quantity.key())),
    ("unit", |of| Value::text(of.compared.quantity.unit())),
    ("a", |of| of.number(value(of.compared.a))),
    ("sd_a", |of| of.number(sd(of.compared.a))),
    ("b", |of| of.number(value(of.compared.b))),
    ("sd_b", |of| of.number(sd(of.compared.b))),
    ("difference", |of| of.number(of.compared.difference())),
    ("ratio", |of| Value::number(of.compared.ratio(), 3)),
    ("exceeds_spread", |of| {
        let exceeds = of.compared.exceeds_spread();
        exceeds.map_or(Value::Unknown, Value::Flag)
    }),
    ("grade_a", |of| grade(of.compared.a)),
    ("grade_b", |of| grade(of.compared.b)),
    ("extrapolated_a", |of| extrapolated(of.compared.a)),
    ("extrapolated_b", |of| extrapolated(of.compared.b)),
    ("no_figure_for", |of| {
        let effects = of.compared.no_figure_for.iter().copied();
        Value::List(effects.map(Effect::key).map(str::to_owned).collect())
    }),
    ("sources", |of| Value::List(of.sources.to_vec())),
];

fn records(comparison: &Comparison<'_>) -> Records {
    let rows = comparison.rows.iter().flat_map(|row| {
        let keys = row.sources.iter().map(|i| &comparison.sources[*i].key);
        let sources: Vec<String> = keys.map(ToString::to_string).collect();
        let compared = row.compared.iter();
        compared
            .map(|compared| {
                let of = Of {
                    row,
                    compared,
                    sources: &sources,
                };
                FIELDS.iter().map(|(_, value)| value(&of)).collect()
            })
            .collect::<Vec<Vec<Value>>>()
    });
    Records {
        names: FIELDS
            .iter()
            .map(|(name, _)| Cow::Borrowed(*name))
            .collect(),
        rows: rows.collect(),
    }
}

#[derive(Serialize)]
struct Document<'r> {
    schema: u32,
    a: Side<'r>,
    b: Side<'r>,
    comparisons: Vec<Object<'r, Cow<'static, str>>>,
    notes: Vec<Note<'r>>,
    sources: Vec<Source<'r>>,
}

/// One of the two runs, under the name of what it is.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Side<'r> {
    Conditions(Object<'r, &'static str>),
    Activity(Object<'r, &'static str>),
}

fn write_json(
    comparison: &Comparison<'_>,
    names: [&str; 2],
    mut out: impl Write,
) -> io::Result<()> {
    let told = match &comparison.pair {
        Pair::Conditions(reports) => {
            let sides = reports.each_ref();
            sides.map(|report| {
                let names = CONDITIONS.iter().map(|field| field.0.key);
                (names.collect(), condition_cells(report).collect())
            })
        }
        Pair::Recorded(runs) => {
            let [a, b] = runs.each_ref();
            [run::activity(a, names[0]), run::activity(b, names[1])]
        }
    };
    let [a, b] = told.each_ref().map(|(names, cells)| {
        let object = Object(names, cells);
        match comparison.pair {
            Pair::Conditions(_) => Side::Conditions(object),
            Pair::Recorded(_) => Side::Activity(object),
        }
    });
    let records = records(comparison);
    let document = Document {
        schema: SCHEMA,
        a,
        b,
        comparisons: records
            .rows
            .iter()
            .map(|row| Object(&records.names, row))
            .collect(),
        notes: comparison
            .notes
            .iter()
            .map(|note| Note {
                kind: note.kind.key(),
                text: &note.text,
            })
            .collect(),
        sources: Source::numbered(&comparison.sources),
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    out.write_all(b"\n")
}
