//! Cutting an input into blocks of whole rows, without reading what stands in them.

use std::io::{self, Read};

use super::BatchError;

/// How many bytes a block has at most, unless a row is longer: enough to be worth the handing.
const LARGEST_BLOCK_BYTES: usize = 64 << 10;
/// How many bytes a block has at least.
const SMALLEST_BLOCK_BYTES: usize = 4 << 10;
/// The longest row that is read; a longer one is a quote that was never closed.
const LONGEST_ROW_BYTES: usize = 1 << 20;

/// Whole rows of an input.
#[derive(Default)]
pub(super) struct Block {
    pub(super) text: Vec<u8>,
    /// The line that it begins with, from 1.
    pub(super) first_line: u64,
    /// Whether it is the end of an input inside quotes that are never closed, and so no row.
    pub(super) is_open: bool,
}

/// The blocks of an input.
pub(super) struct Blocks<'r> {
    name: String,
    input: &'r mut dyn Read,
    block_bytes: usize,
    /// How many cells a row has, where that is known.
    width: Option<usize>,
    /// What was read and not yet given out.
    rest: Vec<u8>,
    next_line: u64,
    delimiter: Option<u8>,
    /// Whether lines end in carriage returns alone.
    has_returns_alone: bool,
    ended: bool,
}

impl<'r> Blocks<'r> {
    /// The blocks of an input whose rows become so many cells each: the more, the smaller the blocks, so that what many
    /// blocks come to stays small too.
    pub(super) fn new(
        name: &str,
        input: &'r mut dyn Read,
        width: Option<usize>,
        cells: usize,
    ) -> Self {
        let block_bytes = LARGEST_BLOCK_BYTES * 64 / cells.max(1);
        Self {
            name: name.to_owned(),
            input,
            block_bytes: block_bytes.clamp(SMALLEST_BLOCK_BYTES, LARGEST_BLOCK_BYTES),
            width,
            rest: Vec::new(),
            next_line: 1,
            delimiter: None,
            has_returns_alone: false,
            ended: false,
        }
    }

    fn read_more(&mut self) -> Result<(), BatchError> {
        let before = self.rest.len();
        let mut limited = (&mut *self.input).take(self.block_bytes as u64);
        let read = limited.read_to_end(&mut self.rest);
        read.map_err(|error| self.fault(error))?;
        self.ended = self.rest.len() - before < self.block_bytes;
        if before == 0 && self.next_line == 1 {
            self.begin()?;
        }
        if self.has_returns_alone {
            for byte in self.rest.iter_mut().filter(|byte| **byte == b'\r') {
                *byte = b'\n';
            }
        }
        Ok(())
    }

    /// Takes a byte order mark off, refuses what is no text of bytes, and sees how lines end.
    fn begin(&mut self) -> Result<(), BatchError> {
        if self.rest.starts_with(b"\xef\xbb\xbf") {
            self.rest.drain(..3);
        }
        if self.rest.starts_with(b"\xff\xfe") || self.rest.starts_with(b"\xfe\xff") {
            return Err(self.fault(io::Error::new(
                io::ErrorKind::InvalidData,
                "is UTF-16; UTF-8 and Latin-1 are accepted (in Excel: save as CSV UTF-8)",
            )));
        }
        self.has_returns_alone = self.rest.contains(&b'\r') && !self.rest.contains(&b'\n');
        Ok(())
    }

    fn fault(&self, error: io::Error) -> BatchError {
        BatchError::Read {
            name: self.name.clone(),
            error,
        }
    }

    fn cut(&mut self) -> Result<Option<Block>, BatchError> {
        loop {
            if !self.ended && self.rest.len() < self.block_bytes {
                self.read_more()?;
            }
            if self.rest.is_empty() {
                return Ok(None);
            }
            let width = self.width;
            let delimiter = *self
                .delimiter
                .get_or_insert_with(|| delimiter(&self.rest, width));
            let (row_end, is_open) = last_row_end(&self.rest, delimiter);
            let end = if self.ended && !is_open {
                self.rest.len()
            } else {
                row_end
            };
            if end > 0 {
                return Ok(Some(self.give(end, false)));
            }
            if self.ended {
                return Ok(Some(self.give(self.rest.len(), true)));
            }
            if self.rest.len() >= LONGEST_ROW_BYTES {
                self.name = format!("{}:{}", self.name, self.next_line);
                let message = "a row of more than 1 MiB; is a quote never closed?";
                return Err(self.fault(io::Error::new(io::ErrorKind::InvalidData, message)));
            }
            self.read_more()?;
        }
    }

    fn give(&mut self, end: usize, is_open: bool) -> Block {
        let rest = self.rest.split_off(end);
        let text = std::mem::replace(&mut self.rest, rest);
        let first_line = self.next_line;
        self.next_line += line_breaks(&text);
        Block {
            text,
            first_line,
            is_open,
        }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Result<Block, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let block = self.cut().transpose();
        if matches!(block, Some(Err(_))) {
            // nothing sound can follow
            self.ended = true;
            self.rest.clear();
        }
        block
    }
}

/// Where a byte of a table stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    CellStart,
    Cell,
    Quotes,
    /// Just behind a closing quote, which a second one would open again.
    Closed,
}

impl Place {
    /// The place behind a byte. A quote opens a cell only where the cell begins, as in the csv crate.
    fn behind(self, byte: u8, is_delimiter: bool) -> Self {
        match (self, byte) {
            (Self::Quotes, b'"') => Self::Closed,
            (Self::Quotes, _) | (Self::CellStart | Self::Closed, b'"') => Self::Quotes,
            (_, b'\n' | b'\r') => Self::CellStart,
            _ if is_delimiter => Self::CellStart,
            _ => Self::Cell,
        }
    }
}

/// The delimiter of the first line, a tab, semicolon or comma: the one that makes as many cells as a row has, where
/// that is known, else the one that there is most of outside quotes.
pub(super) fn delimiter(text: &[u8], width: Option<usize>) -> u8 {
    let mut place = Place::CellStart;
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    let start = text.iter().position(|b| !matches!(b, b'\n' | b'\r'));
    for &byte in &text[start.unwrap_or(0)..] {
        let is_outside = place != Place::Quotes;
        if is_outside && matches!(byte, b'\n' | b'\r') {
            break;
        }
        let count = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte);
        place = place.behind(byte, count.is_some());
        if let Some((_, count)) = count.filter(|_| is_outside) {
            *count += 1;
        }
    }
    let fitting = counts
        .iter()
        .find(|(_, count)| Some(count + 1) == width && *count > 0);
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    fitting
        .or(most.filter(|(_, count)| *count > 0))
        .map_or(b',', |(delimiter, _)| *delimiter)
}

/// Where the last whole row ends, 0 where none does; and whether the text ends inside quotes.
fn last_row_end(text: &[u8], delimiter: u8) -> (usize, bool) {
    if !text.contains(&b'"') {
        let end = text.iter().rposition(|byte| *byte == b'\n');
        return (end.map_or(0, |end| end + 1), false);
    }
    let mut end = 0;
    let mut place = Place::CellStart;
    for (i, &byte) in text.iter().enumerate() {
        if byte == b'\n' && place != Place::Quotes {
            end = i + 1;
        }
        place = place.behind(byte, byte == delimiter);
    }
    (end, place == Place::Quotes)
}

/// How many lines end in a text.
#[allow(clippy::naive_bytecount)] // a loop that the compiler makes quick
pub(super) fn line_breaks(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}
