//! The rows of a log one by one, for whoever wants the runs and not a spreadsheet.

use std::io::Read;

use csv::StringRecord;

use super::blocks::{Block, Blocks, line_breaks};
use super::rows::RowCursor;
use super::work::to_utf8;
use super::{BatchError, InputFault};
use crate::training_log::{LogOptions, LogRow, RowReader};

/// How many rows a file shows of itself before it is decided how to read it.
const SAMPLE_ROWS: usize = 200;

/// What a log shows of itself before its rows are read.
#[derive(Debug)]
#[non_exhaustive]
pub struct LogOpening {
    /// The names of the columns.
    pub header: StringRecord,
    /// The first rows.
    pub sample: Vec<StringRecord>,
    /// How rows are read.
    pub reader: RowReader,
}

/// Reads a log: `begin` is asked once what is to be known of it, `take` is given each row with its line and cells.
///
/// # Errors
/// When the input cannot be read to its end, or the header does not say enough.
pub fn read_log<B>(
    name: &str,
    input: &mut dyn Read,
    options: &LogOptions,
    begin: impl FnOnce(&LogOpening) -> B,
    mut take: impl FnMut(&B, u64, LogRow, &dyn Fn(usize) -> String),
) -> Result<(), BatchError> {
    let mut blocks = Blocks::new(name, input, None, 1, None);
    let (first, opening) = open(name, &mut blocks, None, options)?;
    let known = begin(&opening);
    let mut rows = RowCursor::new(blocks.delimiter().0);
    for block in std::iter::once(Ok(first)).chain(blocks) {
        let block = block?;
        let text = to_utf8(block.text);
        rows.begin(block.first_line);
        while let Some(row) = rows.next(&text) {
            let read = opening.reader.read(row.width(), &|i| row.cell(i));
            take(&known, row.line, read, &|i| row.cell(i).to_owned());
        }
    }
    Ok(())
}

/// Takes the first block of an input, the header off it unless its columns were named, and looks at the first rows.
pub(super) fn open(
    name: &str,
    blocks: &mut Blocks<'_>,
    columns: Option<&[String]>,
    options: &LogOptions,
) -> Result<(Block, LogOpening), BatchError> {
    let mut first = match blocks.next().transpose()? {
        Some(first) => first,
        None if columns.is_some() => Block::default(),
        None => return Err(BatchError::input(name, InputFault::Empty)),
    };
    let (delimiter, _) = blocks.delimiter();
    let mut text = to_utf8(first.text);
    let mut rows = RowCursor::new(delimiter);
    let (header, behind_header) = if let Some(columns) = columns {
        (columns.iter().collect(), 0)
    } else {
        let header = rows.next(&text).map(|row| row.cells().collect());
        (header.unwrap_or_default(), rows.position())
    };
    let mut sample = Vec::new();
    while sample.len() < SAMPLE_ROWS
        && let Some(row) = rows.next(&text)
    {
        sample.push(row.cells().collect());
    }
    first.first_line += line_breaks(&text.as_bytes()[..behind_header]);
    first.text = text.split_off(behind_header).into_bytes();
    let reader = RowReader::new(&header, &sample, delimiter, options);
    let reader = reader.map_err(|error| BatchError::input(format!("{name}:1"), error))?;
    Ok((first, LogOpening { header, sample, reader }))
}
