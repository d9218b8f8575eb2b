//! The rows of a log one by one, for whoever wants the runs and not a spreadsheet.

use std::io::Read;

use csv::StringRecord;

use super::blocks::Blocks;
use super::rows::RowCursor;
use super::work::{self, to_utf8};
use super::{BatchError, InputFault};
use crate::training_log::{LogOptions, LogRow, RowReader};

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
    let Some(mut first) = blocks.next().transpose()? else {
        return Err(BatchError::input(name, InputFault::Empty));
    };
    let (delimiter, _) = blocks.delimiter.unwrap_or((b',', false));
    let work::Opening { header, sample } = work::opening(&mut first, delimiter, None);
    let reader = RowReader::new(&header, &sample, delimiter, options);
    let reader = reader.map_err(|error| BatchError::input(format!("{name}:1"), error))?;
    let opening = LogOpening { header, sample, reader };
    let known = begin(&opening);
    let mut rows = RowCursor::new(delimiter);
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
