//! Recorded runs, written: one after another in every form of the calculator, and second by second.

mod fields;
mod samples;
pub(super) mod table;

use std::io::{self, Write};

use serde::Serialize;

use super::html::run as html;
use super::json::{Note, Source};
use super::records::{Object, Records, Value};
use super::{Format, SCHEMA, Style};
use crate::answer::run::{RecordedRun, Recorder, Split};
use fields::Of;
pub(super) use table::head;

pub use samples::{begin_samples, write_samples};

/// What stands before the first run: a header, or the beginning of a document that goes by a title.
///
/// # Errors
/// When the output does not take it.
pub fn begin(
    recorder: &Recorder<'_>,
    format: Format,
    header: bool,
    title: &str,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Html => out.write_all(html::begin(title).as_bytes()),
        Format::Csv | Format::Tsv if header => {
            let records = Records {
                names: fields::wide_names(recorder.muscles()),
                rows: Vec::new(),
            };
            records.write_separated(delimiter(format), true, out)
        }
        Format::Json => write!(out, "{{\n  \"schema\": {SCHEMA},\n  \"runs\": ["),
        _ => Ok(()),
    }
}

/// What stands between a run and the one before it.
///
/// # Errors
/// When the output does not take it.
pub fn between(format: Format, is_first: bool, mut out: impl Write) -> io::Result<()> {
    match format {
        Format::Json if !is_first => out.write_all(b","),
        Format::Table | Format::Md if !is_first => out.write_all(b"\n"),
        _ => Ok(()),
    }
}

/// A recorded run from a file of that name.
///
/// # Errors
/// When the output does not take it.
pub fn write(
    run: &RecordedRun<'_>,
    name: &str,
    format: Format,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::write(run, name, style, out),
        Format::Md => table::write_markdown(run, name, out),
        Format::Html => out.write_all(html::article(run, name).as_bytes()),
        Format::Svg => Err(io::ErrorKind::Unsupported.into()),
        #[cfg(feature = "png")]
        Format::Png => Err(io::ErrorKind::Unsupported.into()),
        Format::Csv | Format::Tsv => wide(run, name).write_separated(delimiter(format), false, out),
        Format::Jsonl => wide(run, name).write_json_lines(out),
        Format::Json => {
            let text = json(run, name)?;
            // a document within a document
            let text = text.replace('\n', "\n    ");
            write!(out, "\n    {text}")
        }
    }
}

/// What stands behind the last run.
///
/// # Errors
/// When the output does not take it.
pub fn end(
    recorder: &Recorder<'_>,
    format: Format,
    is_empty: bool,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Html => out.write_all(html::end(recorder.evidence(), is_empty).as_bytes()),
        Format::Json if is_empty => writeln!(out, "]\n}}"),
        Format::Json => writeln!(out, "\n  ]\n}}"),
        _ => Ok(()),
    }
}

pub(super) fn delimiter(format: Format) -> u8 {
    if format == Format::Tsv { b'\t' } else { b',' }
}

/// What is told of a whole run, under its names.
pub(super) fn activity(run: &RecordedRun<'_>, name: &str) -> (Vec<&'static str>, Vec<Value>) {
    let stretch = &run.whole;
    let cells = fields::activity_cells(&Of { run, name, stretch });
    (fields::activity_names(), cells)
}

/// A row for the run, or one for each of its splits.
fn wide(run: &RecordedRun<'_>, name: &str) -> Records {
    let stretches = if run.splits.is_empty() {
        std::slice::from_ref(&run.whole)
    } else {
        &run.splits
    };
    let rows = stretches.iter();
    Records {
        names: fields::wide_names(&run.muscles),
        rows: rows
            .map(|stretch| fields::wide_cells(&Of { run, name, stretch }))
            .collect(),
    }
}

/// A run of a JSON document.
#[derive(Serialize)]
struct Document<'r> {
    #[serde(flatten)]
    whole: Part<'r>,
    splits: Vec<Part<'r>>,
    notes: Vec<Note<'r>>,
    sources: Vec<Source<'r>>,
}

/// A stretch of a run in a JSON document.
#[derive(Serialize)]
struct Part<'r> {
    activity: Object<'r, &'static str>,
    loads: Vec<Object<'r, &'static str>>,
}

impl<'r> Part<'r> {
    fn of((activity, loads): &'r Cells, names: &'r (Vec<&'static str>, Vec<&'static str>)) -> Self {
        let (activity_names, load_names) = names;
        Self {
            activity: Object(activity_names, activity),
            loads: loads.iter().map(|load| Object(load_names, load)).collect(),
        }
    }
}

/// The cells of a stretch: of itself and of each muscle.
type Cells = (Vec<Value>, Vec<Vec<Value>>);

/// A run as a JSON object.
fn json(run: &RecordedRun<'_>, name: &str) -> serde_json::Result<String> {
    let (sources, of_rows) = run.citations();
    let cells_of = |stretch: &Split| -> Cells {
        let all = run.loads_of(stretch);
        let loads = run.rows.iter().zip(&of_rows).map(|(row, numbers)| {
            let keys = numbers
                .iter()
                .map(|number| sources[*number].key.to_string());
            fields::load_cells(row, &all[row.index], keys.collect())
        });
        let activity = fields::activity_cells(&Of { run, name, stretch });
        (activity, loads.collect())
    };
    let names = (fields::activity_names(), fields::load_names());
    let whole = cells_of(&run.whole);
    let splits: Vec<Cells> = run.splits.iter().map(cells_of).collect();
    let notes = run.notes();
    serde_json::to_string_pretty(&Document {
        whole: Part::of(&whole, &names),
        splits: splits.iter().map(|split| Part::of(split, &names)).collect(),
        notes: notes
            .iter()
            .map(|note| Note {
                kind: note.kind.key(),
                text: &note.text,
            })
            .collect(),
        sources: Source::numbered(&sources),
    })
}
