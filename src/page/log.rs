//! Training logs: a CSV file in, the table of loads out.

use std::io::{Read, Write};

use maud::html;
use musclerun::batch::{
    Batch, BatchForm, BatchOptions, Observer, Progress, Severity, decompressed,
};
use musclerun::embedded;
use musclerun::render::xlsx::Workbook;
use musclerun::training_log::{Defaults, LogOptions};

use crate::answers::{Answer, Told};
use crate::conditions::{FieldFault, TypedConditions};
use crate::door::PageFile;

/// How many rows the page shows; the file holds all.
const MOST_ROWS: usize = 100;

/// Keeps what is told.
#[derive(Default)]
struct LogMessages(Vec<String>);

impl Observer for LogMessages {
    fn report(&mut self, severity: Severity, message: &str) {
        self.0.push(match severity {
            Severity::Note => message.to_owned(),
            _ => format!("{severity}: {message}"),
        });
    }

    fn progress(&mut self, _progress: Progress) {}
}

/// The log in the open file: the first rows to look at, the table as CSV, the rows that were refused, and
/// the table as a workbook.
pub(crate) fn answer(typed: &TypedConditions, name: &str) -> Result<Answer, FieldFault> {
    let options = BatchOptions {
        reading: LogOptions {
            units: Some(typed.units()),
            defaults: Defaults { mass: typed.mass()?, ..Defaults::default() },
            ..LogOptions::default()
        },
        most_messages: Some(20),
        ..BatchOptions::default()
    };
    let mut rows = Vec::new();
    decompressed(PageFile)?.read_to_end(&mut rows)?;
    let (mut table, mut rejects, mut messages) = (Vec::new(), Vec::new(), LogMessages::default());
    let rejected: Option<&mut dyn Write> = Some(&mut rejects);
    let mut batch = Batch::new(embedded::evidence(), &options, &mut table, rejected)?;
    let (counts, read) = batch.run(name, &mut rows.as_slice(), &mut messages);
    read?;
    let told = Told {
        headline: format!(
            "{} run{} computed, {} refused, {} of other sports",
            counts.computed,
            if counts.computed == 1 { "" } else { "s" },
            counts.refused,
            counts.skipped()
        ),
        warnings: messages.0,
        ..Told::default()
    };
    let shown = preview(&table, counts.computed)?;
    let workbook = workbook(name, &rows, options)?;
    Ok((told, vec![shown, table, rejects, workbook]))
}

/// The same table as a workbook; empty where a sheet cannot hold it.
fn workbook(name: &str, rows: &[u8], options: BatchOptions) -> Result<Vec<u8>, FieldFault> {
    let options = BatchOptions { form: BatchForm::Xlsx, ..options };
    let mut book = Workbook::new(Vec::new());
    book.sheet("data")?;
    let mut batch = Batch::new(embedded::evidence(), &options, &mut book, None)?;
    let (_, read) = batch.run(name, &mut &*rows, &mut LogMessages::default());
    Ok(match read {
        Ok(()) => book.finish()?,
        Err(_) => Vec::new(),
    })
}

/// The first rows as a table.
fn preview(table: &[u8], rows: u64) -> Result<Vec<u8>, FieldFault> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers()?.clone();
    let first: Vec<csv::StringRecord> =
        reader.records().take(MOST_ROWS).collect::<Result<_, _>>()?;
    let page = html! {
        div.scroll role="group" aria-label="The table of loads" tabindex="0" {
            table {
                thead { tr { @for name in &header { th scope="col" { (name) } } } }
                tbody { @for row in &first { tr { @for cell in row { td { (cell) } } } } }
            }
        }
        @if rows > first.len() as u64 {
            p.quiet { "The first " (first.len()) " of " (rows) " rows; the file holds all." }
        }
    };
    Ok(page.into_string().into_bytes())
}
