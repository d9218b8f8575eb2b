//! What one thread does with one block: read each row, compute it, write it down.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::Summary;
use super::blocks::{Block, delimiter, line_breaks};
use super::columns::{Columns, push_text};
use crate::model::Scratch;
use crate::training_log::{Outcome, Plan};

/// How many rows a file shows of itself before it is decided how to read it.
const SAMPLE_ROWS: usize = 200;

/// What a block came to.
#[derive(Default)]
pub(super) struct Done {
    pub(super) out: Vec<u8>,
    pub(super) rejects: Vec<u8>,
    /// A line for each row that was refused.
    pub(super) messages: Vec<String>,
    pub(super) summary: Summary,
}

/// What every thread needs to know.
pub(super) struct Worker<'w> {
    pub(super) name: &'w str,
    pub(super) plan: &'w Plan,
    pub(super) columns: &'w Columns<'w>,
    pub(super) delimiter: u8,
    /// The delimiter of rejects, where they are kept.
    pub(super) rejects: Option<u8>,
}

/// What a file shows of itself.
pub(super) struct Opening {
    pub(super) delimiter: u8,
    pub(super) header: Vec<String>,
    pub(super) raw_header: Vec<u8>,
    pub(super) sample: Vec<Vec<String>>,
}

/// Takes the header off the first block, unless its columns were named, and looks at the first rows.
pub(super) fn opening(first: &mut Block, columns: Option<&[String]>) -> Opening {
    first.text = to_utf8(std::mem::take(&mut first.text));
    let delimiter = delimiter(&first.text, columns.map(<[String]>::len));
    let mut rows = Rows::new(delimiter);
    rows.begin(first.first_line);
    let mut header = Vec::new();
    let mut raw_header = Vec::new();
    let mut behind_header = 0;
    match columns {
        Some(columns) => header = columns.to_vec(),
        None => {
            if let Some(row) = rows.next(&first.text) {
                header = (0..row.width()).map(|i| row.cell(i).to_owned()).collect();
                raw_header = row.raw.to_vec();
                behind_header = row.end;
            }
        }
    }
    let mut sample = Vec::new();
    while sample.len() < SAMPLE_ROWS
        && let Some(row) = rows.next(&first.text)
    {
        let cells = (0..row.width()).map(|i| row.cell(i).to_owned());
        sample.push(cells.collect());
    }
    let header_text: Vec<u8> = first.text.drain(..behind_header).collect();
    first.first_line += line_breaks(&header_text);
    Opening {
        delimiter,
        header,
        raw_header,
        sample,
    }
}

impl Worker<'_> {
    /// Notes that a row is refused, and keeps it, as `copy` writes it, with the reason.
    fn refuse(&self, done: &mut Done, line: u64, reason: &str, copy: impl Fn(&mut Vec<u8>, u8)) {
        done.summary.refused += 1;
        done.messages
            .push(format!("{}:{line}: {reason}", self.name));
        if let Some(delimiter) = self.rejects {
            copy(&mut done.rejects, delimiter);
            end_reject(&mut done.rejects, delimiter, reason);
        }
    }

    /// A place to work at: what is kept from one block to the next.
    pub(super) fn desk(&self) -> Desk<'_> {
        Desk {
            worker: self,
            rows: Rows::new(self.delimiter),
            found: Scratch::default(),
            last_out: 0,
        }
    }
}

/// A thread's own place.
pub(super) struct Desk<'w> {
    worker: &'w Worker<'w>,
    rows: Rows,
    /// Where a run lies in the tables, kept for its room.
    found: Scratch,
    /// How many bytes the last block came to, which the next will too.
    last_out: usize,
}

impl Desk<'_> {
    /// Works through a block, and writes into `room`.
    pub(super) fn work(&mut self, mut block: Block, room: Vec<u8>) -> Done {
        let worker = self.worker;
        block.text = to_utf8(block.text);
        let mut done = Done {
            out: room,
            ..Done::default()
        };
        done.out.reserve(self.last_out + self.last_out / 8);
        let copies = worker.delimiter == worker.columns.delimiter();
        self.rows.begin(block.first_line);
        if block.is_open {
            let raw = block.text.trim_ascii_end();
            let reason = "row: opens a quote that is never closed";
            worker.refuse(&mut done, block.first_line, reason, |line, _| {
                line.extend_from_slice(raw);
            });
            return done;
        }
        while let Some(row) = self.rows.next(&block.text) {
            let cell = |i: usize| row.cell(i);
            let raw = copies.then_some(row.raw);
            let reason = match worker.plan.read(row.width(), &cell) {
                Outcome::OtherSport(word) => {
                    done.summary.add_sport(word, 1);
                    continue;
                }
                Outcome::Refused(refusal) => refusal.to_string(),
                Outcome::Run(run) => {
                    match worker
                        .columns
                        .write(&mut done.out, &run, raw, &cell, &mut self.found)
                    {
                        Ok(()) => {
                            done.summary.computed += 1;
                            continue;
                        }
                        Err(error) => format!("step rate: {error}"),
                    }
                }
            };
            worker.refuse(&mut done, row.line, &reason, |line, delimiter| {
                if delimiter == worker.delimiter {
                    line.extend_from_slice(row.raw);
                    return;
                }
                for i in 0..row.width() {
                    if i > 0 {
                        line.push(delimiter);
                    }
                    push_text(line, row.cell(i), delimiter);
                }
            });
        }
        self.last_out = done.out.len();
        done
    }
}

/// Ends the line of a refused row with the reason.
pub(super) fn end_reject(out: &mut Vec<u8>, delimiter: u8, reason: &str) {
    out.push(delimiter);
    push_text(out, reason, delimiter);
    out.push(b'\n');
}

/// Rows of a block, one after another.
struct Rows {
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    at: usize,
}

/// A row of a block.
struct RowOf<'r> {
    /// As it came, without its line end.
    raw: &'r [u8],
    cells: &'r str,
    ends: &'r [usize],
    line: u64,
    /// Where in the block the next row begins.
    end: usize,
}

impl<'r> RowOf<'r> {
    fn width(&self) -> usize {
        self.ends.len()
    }

    fn cell(&self, index: usize) -> &'r str {
        let Some(&end) = self.ends.get(index) else {
            return "";
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.cells.get(start..end).unwrap_or_default()
    }
}

impl Rows {
    fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            cells: vec![0; 1 << 10],
            ends: vec![0; 64],
            at: 0,
        }
    }

    fn begin(&mut self, first_line: u64) {
        self.reader.reset();
        self.reader.set_line(first_line);
        self.at = 0;
    }

    /// The next row that is not an empty line.
    fn next<'r>(&'r mut self, text: &'r [u8]) -> Option<RowOf<'r>> {
        // empty lines belong to no row
        while let Some(b'\n' | b'\r') = text.get(self.at) {
            if text[self.at] == b'\n' {
                let line = self.reader.line();
                self.reader.set_line(line + 1);
            }
            self.at += 1;
        }
        let (start, line) = (self.at, self.reader.line());
        let (mut cells_len, mut ends_len) = (0, 0);
        loop {
            let (result, read, cells, ends) = self.reader.read_record(
                &text[self.at..],
                &mut self.cells[cells_len..],
                &mut self.ends[ends_len..],
            );
            self.at += read;
            cells_len += cells;
            ends_len += ends;
            match result {
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                // the end of the text ends the last row
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        let mut end = self.at;
        while end > start && matches!(text[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        Some(RowOf {
            raw: &text[start..end],
            // blocks are UTF-8, and cells end at ASCII
            cells: std::str::from_utf8(&self.cells[..cells_len]).unwrap_or_default(),
            ends: &self.ends[..ends_len],
            line,
            end: self.at,
        })
    }
}

/// Text of an input: UTF-8 as it is, and lines that are not as Windows-1252, of which Latin-1 is a part.
fn to_utf8(bytes: Vec<u8>) -> Vec<u8> {
    if std::str::from_utf8(&bytes).is_ok() {
        return bytes;
    }
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        match std::str::from_utf8(line) {
            Ok(_) => text.extend_from_slice(line),
            Err(_) => match encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(line)
                .0
            {
                Cow::Borrowed(line) => text.extend_from_slice(line.as_bytes()),
                Cow::Owned(line) => text.extend_from_slice(line.as_bytes()),
            },
        }
    }
    text
}
