//! What one thread does with one block: read each row, compute it, write it down.

use std::borrow::Cow;

use csv::StringRecord;

use super::RowCounts;
use super::blocks::Block;
use super::columns::OutputColumns;
use super::row_writer::{CHUNK_BYTES, push_quoted, push_row, push_text};
use super::rows::{RawRow, RowCursor};
use crate::model::Scratch;
use crate::training_log::{LogRow, RowReader, RowWarning};

/// What rows came to.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) out: Vec<u8>,
    pub(super) rejects: Vec<u8>,
    /// The place of each row that was refused, and why, up to the number that is shown.
    pub(super) refused: Vec<(String, String)>,
    pub(super) counts: RowCounts,
}

/// What every thread needs to know.
pub(super) struct Job<'w> {
    pub(super) name: &'w str,
    pub(super) reader: &'w RowReader,
    pub(super) columns: &'w OutputColumns<'w>,
    pub(super) delimiter: u8,
    /// The delimiter of rejects, where they are kept.
    pub(super) rejects: Option<u8>,
    pub(super) most_messages: usize,
}

/// What a thread keeps from one block to the next.
pub(super) struct Worker<'w> {
    job: &'w Job<'w>,
    rows: RowCursor,
    scratch: Scratch,
    /// How many bytes the last chunk came to, which the next will too.
    last_out: usize,
}

impl<'w> Worker<'w> {
    pub(super) fn new(job: &'w Job<'w>) -> Self {
        Self { job, rows: RowCursor::new(job.delimiter), scratch: Scratch::default(), last_out: 0 }
    }

    /// Works through a block, and sends what it comes to in one chunk or several.
    pub(super) fn work(&mut self, block: Block, send: &mut dyn FnMut(Chunk)) {
        let job = self.job;
        let text = to_utf8(block.text);
        let mut chunk = Chunk::default();
        chunk.out.reserve(self.last_out + self.last_out / 8);
        if block.is_open {
            let reason = "row: opens a quote that is never closed";
            job.refuse(&mut chunk, block.first_line, reason, |line, _| {
                // as one cell: read back, it is one row again, and none
                push_quoted(line, text.trim_end());
            });
            return send(chunk);
        }
        let copies = job.delimiter == job.columns.delimiter();
        self.rows.begin(block.first_line);
        while let Some(row) = self.rows.next(&text) {
            if chunk.out.len() >= CHUNK_BYTES {
                send(std::mem::take(&mut chunk));
            }
            if row.line_breaks > 0 && job.has_rows_in_quotes(&row) {
                chunk.counts.warn(RowWarning::RowsInQuotes, row.line, 1);
            }
            let cell = |i: usize| row.cell(i);
            let reason = match job.reader.read(row.width(), &cell) {
                LogRow::OtherSport(word) => {
                    chunk.counts.add_sport(word, 1);
                    continue;
                }
                LogRow::Refused(refusal) => refusal.to_string(),
                LogRow::Run(run) => {
                    let raw = copies.then_some(row.raw);
                    let mut flush = |out: &mut Vec<u8>| {
                        send(Chunk { out: std::mem::take(out), ..Chunk::default() });
                    };
                    let out = &mut chunk.out;
                    let written =
                        job.columns.write(out, &run, raw, &cell, &mut self.scratch, &mut flush);
                    match written {
                        Ok(()) => {
                            chunk.counts.computed += 1;
                            for warning in run.warnings {
                                chunk.counts.warn(warning, row.line, 1);
                            }
                            continue;
                        }
                        Err(error) => format!("step rate: {error}"),
                    }
                }
            };
            job.refuse(&mut chunk, row.line, &reason, |line, delimiter| {
                if delimiter == job.delimiter {
                    line.extend_from_slice(row.raw.as_bytes());
                } else {
                    push_row(line, row.cells(), delimiter);
                }
            });
        }
        self.last_out = chunk.out.len();
        send(chunk);
    }
}

impl Job<'_> {
    /// Notes that a row is refused, and keeps it, as `copy` writes it, with the reason.
    fn refuse(&self, chunk: &mut Chunk, line: u64, reason: &str, copy: impl Fn(&mut Vec<u8>, u8)) {
        chunk.counts.refused += 1;
        if chunk.refused.len() < self.most_messages {
            chunk.refused.push((format!("{}:{line}", self.name), reason.to_owned()));
        }
        if let Some(delimiter) = self.rejects {
            copy(&mut chunk.rejects, delimiter);
            end_reject(&mut chunk.rejects, delimiter, reason);
        }
    }

    /// Whether at least half of the lines of a row each have the cells of a row, so that two stray quotation marks seem to
    /// have made one row of several.
    fn has_rows_in_quotes(&self, row: &RawRow<'_>) -> bool {
        let width = self.reader.width();
        let lines = row.line_breaks + 1;
        let delimiter = char::from(self.delimiter);
        let alike = row.raw.lines().filter(|line| line.matches(delimiter).count() + 1 == width);
        let alike = alike.count() as u64;
        width > 1 && alike > 1 && alike * 2 >= lines
    }
}

/// Ends the line of a refused row with the reason.
pub(super) fn end_reject(out: &mut Vec<u8>, delimiter: u8, reason: &str) {
    out.push(delimiter);
    push_text(out, reason, delimiter);
    out.push(b'\n');
}

/// Adds the header of rejects: in quotes whatever could be taken for a delimiter.
pub(super) fn push_header(line: &mut Vec<u8>, header: &StringRecord, delimiter: u8) {
    for (i, name) in header.iter().enumerate() {
        if i > 0 {
            line.push(delimiter);
        }
        if name.contains([',', ';', '\t']) {
            push_quoted(line, name);
        } else {
            push_text(line, name, delimiter);
        }
    }
}

/// Text of an input: UTF-8 as it is, and lines that are not as Windows-1252, of which Latin-1 is a part.
pub(super) fn to_utf8(bytes: Vec<u8>) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.into_bytes(),
    };
    let line = |line| match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(line.iter().map(|byte| windows_1252(*byte)).collect()),
    };
    bytes.split_inclusive(|b| *b == b'\n').map(line).collect()
}

/// A character of Windows-1252 (<https://encoding.spec.whatwg.org/windows-1252.html>): but for 80 to 9F, that of Unicode.
fn windows_1252(byte: u8) -> char {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let place = byte.checked_sub(0x80).map(usize::from);
    let special = place.and_then(|place| FROM_80.chars().nth(place));
    special.unwrap_or(byte.into())
}
