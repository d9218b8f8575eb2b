//! Rows of a block and their cells, as the csv crate reads them: a quote opens a cell only where the cell begins, a doubled
//! one inside quotes is one, and a row ends in a line feed, a carriage return, or both. Cells are not copied but where a
//! doubled quote has to be undone.

use super::blocks::{line_breaks, place_of};

/// Rows of a block, one after another.
pub(super) struct RowCursor {
    delimiter: u8,
    /// Whether a byte ends a cell outside quotes: most cells are short, so that a plain loop finds it soonest.
    ends_cell: [bool; 256],
    cells: Vec<CellRange>,
    /// Cells that do not stand in the text as they are.
    unquoted: String,
    at: usize,
    line: u64,
}

/// Where a cell stands in the text, or among the unquoted ones where its highest bit is set; a block is far below 2 GiB.
#[derive(Clone, Copy)]
struct CellRange {
    start: u32,
    end: u32,
}

/// Marks a cell that does not stand in the text as it is.
const UNQUOTED: u32 = 1 << 31;

/// A row of a block.
pub(super) struct RawRow<'r> {
    /// As it came, without its line end.
    pub(super) raw: &'r str,
    text: &'r str,
    unquoted: &'r str,
    cells: &'r [CellRange],
    /// The line it begins in.
    pub(super) line: u64,
    /// How many line ends it has inside.
    pub(super) line_breaks: u64,
}

impl<'r> RawRow<'r> {
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn cell(&self, index: usize) -> &'r str {
        let Some(cell) = self.cells.get(index) else {
            return "";
        };
        let (text, start) = if cell.start & UNQUOTED == 0 {
            (self.text, cell.start)
        } else {
            (self.unquoted, cell.start ^ UNQUOTED)
        };
        text.get(start as usize..cell.end as usize).unwrap_or_default()
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &'r str> {
        (0..self.width()).map(|i| self.cell(i))
    }
}

impl RowCursor {
    pub(super) fn new(delimiter: u8) -> Self {
        let mut ends_cell = [false; 256];
        for byte in [delimiter, b'\n', b'\r'] {
            ends_cell[usize::from(byte)] = true;
        }
        Self { delimiter, ends_cell, cells: Vec::new(), unquoted: String::new(), at: 0, line: 1 }
    }

    pub(super) fn begin(&mut self, first_line: u64) {
        (self.at, self.line) = (0, first_line);
    }

    /// Where in the text the next row begins.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The next row that is not an empty line.
    pub(super) fn next<'r>(&'r mut self, text: &'r str) -> Option<RawRow<'r>> {
        let bytes = text.as_bytes();
        // empty lines belong to no row
        while let Some(byte @ (b'\n' | b'\r')) = bytes.get(self.at) {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        let (start, line) = (self.at, self.line);
        bytes.get(start)?;
        self.cells.clear();
        self.unquoted.clear();
        let mut is_quoted = false;
        loop {
            if bytes.get(self.at) == Some(&b'"') {
                is_quoted = true;
                self.quoted(text);
            } else {
                let end = self.cell_end(bytes, self.at);
                self.push(self.at, end, false);
                self.at = end;
            }
            match bytes.get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        let raw = &text[start..self.at];
        let inside = if is_quoted { line_breaks(raw.as_bytes()) } else { 0 };
        self.line += inside;
        Some(RawRow {
            raw,
            text,
            unquoted: &self.unquoted,
            cells: &self.cells,
            line,
            line_breaks: inside,
        })
    }

    /// Where a cell outside quotes ends.
    fn cell_end(&self, bytes: &[u8], from: usize) -> usize {
        let ends = |byte: &u8| self.ends_cell[usize::from(*byte)];
        let end = bytes[from..].iter().position(ends);
        end.map_or(bytes.len(), |end| from + end)
    }

    fn push(&mut self, start: usize, end: usize, is_unquoted: bool) {
        #[allow(clippy::cast_possible_truncation)] // see above
        let (start, end) = (start as u32, end as u32);
        let start = if is_unquoted { start | UNQUOTED } else { start };
        self.cells.push(CellRange { start, end });
    }

    /// Reads a cell that begins with a quote, and goes behind it.
    fn quoted(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (opening, start) = (self.at + 1, self.unquoted.len());
        let mut from = opening;
        loop {
            let Some(offset) = place_of(b'"', &bytes[from..]) else {
                // never closed
                self.at = bytes.len();
                self.unquoted.push_str(&text[from..]);
                break;
            };
            let quote = from + offset;
            if bytes.get(quote + 1) == Some(&b'"') {
                self.unquoted.push_str(&text[from..=quote]);
                from = quote + 2;
                continue;
            }
            // what stands behind the closing quote belongs to the cell too
            self.at = self.cell_end(bytes, quote + 1);
            if from == opening && self.at == quote + 1 {
                self.push(opening, quote, false);
                return;
            }
            self.unquoted.push_str(&text[from..quote]);
            self.unquoted.push_str(&text[quote + 1..self.at]);
            break;
        }
        self.push(start, self.unquoted.len(), true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All rows, each as its line and cells.
    fn rows(text: &str, delimiter: u8) -> Vec<(u64, Vec<String>)> {
        let mut cursor = RowCursor::new(delimiter);
        let mut rows = Vec::new();
        while let Some(row) = cursor.next(text) {
            rows.push((row.line, row.cells().map(str::to_owned).collect()));
        }
        rows
    }

    proptest::proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(text in "[ab,;\"\n\r]{0,40}") {
            for delimiter in [b',', b';'] {
                let mut reader = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .delimiter(delimiter)
                    .from_reader(text.as_bytes());
                let theirs: Vec<Vec<String>> = reader
                    .records()
                    .map(|row| row.expect("text").iter().map(str::to_owned).collect())
                    .collect();
                let ours = rows(&text, delimiter).into_iter().map(|(_, cells)| cells);
                proptest::prop_assert_eq!(ours.collect::<Vec<_>>(), theirs);
            }
        }
    }

    #[test]
    fn lines_are_counted_inside_quotes_and_behind_empty_lines() {
        let lines: Vec<u64> =
            rows("a\n\n\"b\nc\",d\r\ne\n", b',').iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3, 5]);
    }
}
