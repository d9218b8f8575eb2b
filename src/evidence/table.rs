//! Reading a table cell by cell, and saying what is wrong with it by file, line and column.
//!
//! Faults are gathered, not thrown: whoever mends a table wants to see all of them. Columns are found by name, in any
//! order; columns that the program does not know are left alone.

use std::fmt;

use csv::StringRecord;

use crate::spelling::{Keyword, Text};
use crate::units::shortened;

/// How many faults are kept; the rest are counted.
const MOST_FAULTS: usize = 50;

/// One thing that is wrong with one table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// Name of the table.
    pub file: &'static str,
    /// Line in the file, from 1.
    pub line: Option<u64>,
    /// Name of the column.
    pub column: Option<&'static str>,
    /// What was found.
    pub found: String,
    /// What is accepted.
    pub accepted: String,
}

impl Fault {
    pub(crate) fn new(
        file: &'static str,
        line: Option<u64>,
        column: Option<&'static str>,
        found: impl Into<String>,
        accepted: impl Into<String>,
    ) -> Self {
        Self { file, line, column, found: found.into(), accepted: accepted.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ": {column}")?;
        }
        write!(f, ": found {}; accepted: {}", self.found, self.accepted)
    }
}

/// Everything that is wrong with a set of tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvidenceError {
    faults: Vec<Fault>,
    more: usize,
}

impl EvidenceError {
    /// The faults, in the order of the tables; the first fifty.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many faults there are in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.faults.len() + self.more
    }

    /// Adds a fault, after which nothing is as it should be: `false`.
    pub(super) fn add(&mut self, fault: Fault) -> bool {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        } else {
            self.more += 1;
        }
        false
    }
}

impl fmt::Display for EvidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<String> = self.faults.iter().map(ToString::to_string).collect();
        f.write_str(&faults.join("\n"))?;
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for EvidenceError {}

/// What a number has to be, in words and as a test.
#[derive(Clone, Copy)]
pub(super) struct Range(pub(super) &'static str, pub(super) fn(f64) -> bool);

/// A row being read. A cell that is refused is a fault, and the row is dropped.
pub(super) struct Row<'r> {
    file: &'static str,
    line: u64,
    header: &'r StringRecord,
    record: &'r StringRecord,
    faults: &'r mut EvidenceError,
    /// A column that the table does not have at all.
    missing: bool,
}

/// Reads a table: `each` takes the cells that it needs by the names of their columns. Tells whether it came to the end.
pub(super) fn read(
    file: &'static str,
    text: &str,
    faults: &mut EvidenceError,
    mut each: impl FnMut(&mut Row<'_>),
) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return faults.add(broken(file, &error)),
    };
    if header.is_empty() {
        let accepted = "a header with the names of the columns";
        return faults.add(Fault::new(file, Some(1), None, "nothing", accepted));
    }
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return true,
            Err(error) => return faults.add(broken(file, &error)),
            Ok(true) => {}
        }
        let line = record.position().map_or(0, |at| line_of(text, at));
        if record.len() != header.len() {
            let accepted = format!("{}, as in the header", header.len());
            let found = format!("{} cells", record.len());
            faults.add(Fault::new(file, Some(line), None, found, accepted));
            continue;
        }
        let mut row = Row { file, line, header: &header, record: &record, faults, missing: false };
        each(&mut row);
        // every other row lacks the column as well
        if row.missing {
            return false;
        }
    }
}

/// The line that a row begins on: its position is where the row before it ended.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let behind = text.as_bytes().get(at..).unwrap_or_default();
    let breaks = behind.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    position.line() + breaks.filter(|b| **b == b'\n').count() as u64
}

fn broken(file: &'static str, error: &csv::Error) -> Fault {
    let line = error.position().map(csv::Position::line);
    Fault::new(file, line, None, error.to_string(), "comma-separated UTF-8 text")
}

impl Row<'_> {
    /// The cell in a column as it stands, without blanks around it.
    pub(super) fn cell(&mut self, column: &'static str) -> Option<String> {
        let Some(index) = self.header.iter().position(|name| name == column) else {
            self.missing = true;
            let names = self.header.iter().collect::<Vec<_>>().join(",");
            let found = format!("no such column among {:?}", shortened(&names));
            let accepted = "a header that has it";
            self.faults.add(Fault::new(self.file, Some(1), Some(column), found, accepted));
            return None;
        };
        Some(self.record.get(index).unwrap_or_default().to_owned())
    }

    /// The key by which other rows refer to this one, empty where it has none.
    pub(super) fn key(&self) -> String {
        let index = self.header.iter().position(|name| name == "key");
        let key = index.and_then(|index| self.record.get(index));
        key.unwrap_or_default().to_owned()
    }

    /// Notes that a cell is refused.
    pub(super) fn refuse<T>(
        &mut self,
        column: &'static str,
        accepted: impl Into<String>,
    ) -> Option<T> {
        let found = match &*self.cell(column)? {
            "" => "nothing".to_owned(),
            cell => format!("{:?}", shortened(cell)),
        };
        self.faults.add(Fault::new(self.file, Some(self.line), Some(column), found, accepted));
        None
    }

    pub(super) fn text(&mut self, column: &'static str) -> Option<Text> {
        Some(Text(self.cell(column)?.into()))
    }

    /// Any text but an empty one.
    pub(super) fn filled(&mut self, column: &'static str) -> Option<Text> {
        match self.text(column)? {
            text if text.is_empty() => self.refuse(column, "some text"),
            text => Some(text),
        }
    }

    /// What `read` makes of a cell; `accepted` says in words what it takes.
    pub(super) fn read<T>(
        &mut self,
        column: &'static str,
        accepted: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.cell(column)?;
        read(&cell).or_else(|| self.refuse(column, accepted))
    }

    /// As [`read`](Self::read), or nothing: `Some(None)` for an empty cell.
    #[allow(clippy::option_option)] // dropped, unknown, known: three outcomes
    pub(super) fn read_or_nothing<T>(
        &mut self,
        column: &'static str,
        accepted: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.cell(column)?.is_empty() {
            return Some(None);
        }
        let accepted = format!("{accepted}, or nothing");
        self.read(column, &accepted, read).map(Some)
    }

    /// A finite number in a range.
    pub(super) fn number(&mut self, column: &'static str, range: Range) -> Option<f64> {
        self.read(column, range.0, |cell| finite(cell, range))
    }

    /// A finite number in a range, or nothing.
    #[allow(clippy::option_option)] // as above
    pub(super) fn number_or_nothing(
        &mut self,
        column: &'static str,
        range: Range,
    ) -> Option<Option<f64>> {
        self.read_or_nothing(column, range.0, |cell| finite(cell, range))
    }

    /// A standard deviation of a figure, or nothing: no group of runners has one above three times the figure.
    #[allow(clippy::option_option)] // as above
    pub(super) fn spread(&mut self, column: &'static str, of: f64) -> Option<Option<f64>> {
        let accepted = "a number of 0 or more, up to three times it";
        self.read_or_nothing(column, accepted, |cell| {
            cell.parse().ok().filter(|sd| (0.0..=3.0 * of).contains(sd))
        })
    }

    /// One of a closed list of words.
    pub(super) fn word<K: Keyword>(&mut self, column: &'static str) -> Option<K> {
        let accepted: Vec<_> = K::WORDS.iter().map(|word| word.word()).collect();
        self.read(column, &accepted.join(", "), |cell| {
            K::WORDS.iter().copied().find(|word| word.word() == cell)
        })
    }
}

/// `parse` also takes inf and NaN, which no figure is.
fn finite(cell: &str, Range(_, holds): Range) -> Option<f64> {
    let number = cell.parse::<f64>().ok()?;
    (number.is_finite() && holds(number)).then_some(number)
}
