//! Cutting an input into blocks of whole rows, without reading what stands in them.

use std::io::{self, Read};

use super::BatchError;

/// How many bytes a block has at most, unless a row is longer: enough for the cost of handing it to another thread.
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
    /// What was read and not yet given out; it begins with a row.
    rest: Vec<u8>,
    next_line: u64,
    /// What separates cells, once the first bytes are read, and whether a first line `sep=` says so.
    delimiter: Option<(u8, bool)>,
    /// Whether lines end in carriage returns alone.
    has_returns_alone: bool,
    ended: bool,
    /// Why nothing can be read behind `rest`.
    fault: Option<io::Error>,
    rows: RowEnds,
}

impl<'r> Blocks<'r> {
    /// The blocks of an input, of 64 KiB by default: the more cells its rows become, the smaller, so that what many blocks
    /// come to stays small too.
    pub(super) fn new(
        name: &str,
        input: &'r mut dyn Read,
        width: Option<usize>,
        cells: usize,
        block_bytes: Option<usize>,
    ) -> Self {
        let usual = (LARGEST_BLOCK_BYTES * 64 / cells.max(1))
            .clamp(SMALLEST_BLOCK_BYTES, LARGEST_BLOCK_BYTES);
        Self {
            name: name.to_owned(),
            input,
            block_bytes: block_bytes.unwrap_or(usual).max(1),
            width,
            rest: Vec::new(),
            next_line: 1,
            delimiter: None,
            has_returns_alone: false,
            ended: false,
            fault: None,
            rows: RowEnds::default(),
        }
    }

    /// What separates cells, and whether a first line `sep=` says so; of an empty input a comma.
    pub(super) fn delimiter(&self) -> (u8, bool) {
        self.delimiter.unwrap_or((b',', false))
    }

    fn read_more(&mut self) -> Result<(), BatchError> {
        let before = self.rest.len();
        // a row that is longer than a block is not looked for in very many steps
        let bytes = self.block_bytes.max(before / 2);
        let bytes = if self.delimiter.is_none() { bytes.max(LARGEST_BLOCK_BYTES) } else { bytes };
        let read = (&mut *self.input).take(bytes as u64).read_to_end(&mut self.rest);
        self.ended = self.rest.len() - before < bytes;
        if let Err(error) = read {
            self.ended = true;
            self.fault = Some(error);
        }
        let from = if self.delimiter.is_none() { 0 } else { before };
        if self.delimiter.is_none() {
            self.begin()?;
        }
        if self.has_returns_alone {
            for byte in self.rest[from..].iter_mut().filter(|byte| **byte == b'\r') {
                *byte = b'\n';
            }
        }
        Ok(())
    }

    /// Takes a byte order mark and a line `sep=` off, refuses what is no text of bytes, and sees how lines end.
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
        let delimiter = match separator_line(&self.rest) {
            Some((delimiter, end)) => {
                self.rest.drain(..end);
                self.next_line = 2;
                (delimiter, true)
            }
            None => (delimiter(&self.rest, self.width), false),
        };
        self.delimiter = Some(delimiter);
        self.rows.delimiter = delimiter.0;
        Ok(())
    }

    fn fault(&self, error: io::Error) -> BatchError {
        BatchError::input(&*self.name, error)
    }

    fn cut(&mut self) -> Result<Option<Block>, BatchError> {
        loop {
            if !self.ended && self.rest.len() < self.block_bytes {
                self.read_more()?;
            }
            self.rows.scan(&self.rest, self.ended);
            let is_broken = self.fault.is_some();
            if self.ended && !self.rows.in_quotes && !is_broken && !self.rest.is_empty() {
                return Ok(Some(self.give(self.rest.len(), false)));
            }
            if self.rows.end > 0 {
                return Ok(Some(self.give(self.rows.end, false)));
            }
            if let Some(error) = self.fault.take() {
                let message = format!("breaks off behind line {}: {error}", self.next_line - 1);
                return Err(self.fault(io::Error::new(error.kind(), message)));
            }
            if self.rest.is_empty() {
                return Ok(None);
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
        self.rows.forget(end);
        let first_line = self.next_line;
        self.next_line += line_breaks(&text);
        Block { text, first_line, is_open }
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
            self.rows = RowEnds::default();
        }
        block
    }
}

/// Where rows end in a text that grows: quotation marks are found by their bytes, everything between them is skipped.
#[derive(Default)]
struct RowEnds {
    delimiter: u8,
    /// How much of the text was looked through.
    scanned: usize,
    /// Whether that ends inside quotes.
    in_quotes: bool,
    /// Where what is outside quotes begins that no row end was looked for in.
    outside: usize,
    /// Where the last whole row ends, 0 where none does.
    end: usize,
}

impl RowEnds {
    /// Looks through what is new of a text. A quote opens a cell only where the cell begins, as in the csv crate.
    fn scan(&mut self, text: &[u8], is_whole: bool) {
        while let Some(offset) = place_of(b'"', &text[self.scanned..]) {
            let at = self.scanned + offset;
            if self.in_quotes {
                if at + 1 == text.len() && !is_whole {
                    // the next byte tells whether it is doubled
                    self.scanned = at;
                    return;
                }
                let is_doubled = text.get(at + 1) == Some(&b'"');
                self.scanned = at + 1 + usize::from(is_doubled);
                self.in_quotes = is_doubled;
                self.outside = self.scanned;
            } else {
                let opens = at == 0
                    || matches!(text[at - 1], b'\n' | b'\r')
                    || text[at - 1] == self.delimiter;
                if opens {
                    self.end_in(&text[..at]);
                    self.in_quotes = true;
                }
                self.scanned = at + 1;
            }
        }
        self.scanned = text.len();
        if !self.in_quotes {
            self.end_in(text);
        }
    }

    /// Finds the last row end of what is outside quotes at the end of a text.
    fn end_in(&mut self, text: &[u8]) {
        let outside = &text[self.outside.min(text.len())..];
        if let Some(offset) = outside.iter().rposition(|byte| *byte == b'\n') {
            self.end = self.outside + offset + 1;
        }
        self.outside = text.len();
    }

    /// Forgets the beginning of the text.
    fn forget(&mut self, bytes: usize) {
        self.scanned -= bytes.min(self.scanned);
        self.outside -= bytes.min(self.outside);
        self.end = 0;
    }
}

/// The delimiter that a first line such as `sep=;` names, as Excel writes it, and where that line ends.
fn separator_line(text: &[u8]) -> Option<(u8, usize)> {
    let (name, behind) = text.split_at_checked(4)?;
    let (&delimiter, behind) = behind.split_first()?;
    let is_separator = !delimiter.is_ascii_alphanumeric() && !b"\"\r\n".contains(&delimiter);
    let line_end = match behind {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        [] => 0,
        _ => return None,
    };
    let is_line = name.eq_ignore_ascii_case(b"sep=") && delimiter.is_ascii() && is_separator;
    is_line.then_some((delimiter, 5 + line_end))
}

/// The delimiter of the first line, a tab, semicolon or comma: the one that makes as many cells as a row has, where
/// that is known, else the one that there is most of outside quotes.
fn delimiter(text: &[u8], width: Option<usize>) -> u8 {
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    let start = text.iter().position(|b| !matches!(b, b'\n' | b'\r'));
    let text = &text[start.unwrap_or(0)..];
    let (mut in_quotes, mut is_cell_start) = (false, true);
    // just behind a closing quote, which a second one would open again
    let mut closed = None;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'"' if in_quotes => (in_quotes, closed) = (false, Some(at + 1)),
            b'"' if is_cell_start || closed == Some(at) => in_quotes = true,
            b'\n' | b'\r' if !in_quotes => break,
            _ => {}
        }
        let count = counts.iter_mut().find(|(known, _)| *known == byte && !in_quotes);
        is_cell_start = count.is_some();
        if let Some((_, count)) = count {
            *count += 1;
        }
    }
    let fitting = counts.iter().find(|(_, count)| Some(count + 1) == width && *count > 0);
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    fitting.or(most.filter(|(_, count)| *count > 0)).map_or(b',', |(delimiter, _)| *delimiter)
}

/// Where a byte stands first; most texts have none, which is found out sooner than where.
pub(super) fn place_of(byte: u8, text: &[u8]) -> Option<usize> {
    text.contains(&byte).then(|| text.iter().position(|other| *other == byte)).flatten()
}

/// How many lines end in a text.
#[allow(clippy::naive_bytecount)] // the compiler makes vectors of it
pub(super) fn line_breaks(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}
