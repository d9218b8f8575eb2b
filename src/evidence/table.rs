//! Reading a table cell by cell, and saying what is wrong with it by file, line and column.
//!
//! Faults are gathered, not thrown: whoever mends a table wants to see all of them. Columns are found by name, in any
//! order; columns that the program does not know are left alone.

use std::fmt;

use csv::StringRecord;

use super::source::Text;

/// The longest piece of a cell that is repeated in a message, in characters.
const LONGEST_FOUND: usize = 60;
/// How many faults are kept; the rest are counted.
const MOST_FAULTS: usize = 50;

/// One thing that is wrong with one table.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    pub(super) fn add(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for EvidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.faults.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for EvidenceError {}

/// A column of a table and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    name: &'static str,
    index: usize,
}

/// A row being read.
pub(super) struct Row<'r> {
    file: &'static str,
    line: u64,
    record: &'r StringRecord,
    faults: &'r mut EvidenceError,
}

/// Reads a table: finds the columns, then hands each row to `each`.
pub(super) fn read<const N: usize>(
    file: &'static str,
    text: &str,
    names: [&'static str; N],
    faults: &mut EvidenceError,
    mut each: impl FnMut(&mut Row<'_>, [Column; N]),
) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return faults.add(broken(file, &error)),
    };
    let mut columns = names.map(|name| Column { name, index: 0 });
    for column in &mut columns {
        match header.iter().position(|cell| cell == column.name) {
            Some(index) => column.index = index,
            None => {
                return faults.add(Fault {
                    file,
                    line: Some(1),
                    column: Some(column.name),
                    found: format!(
                        "no such column among {}",
                        shown(&header.iter().collect::<Vec<_>>().join(","))
                    ),
                    accepted: format!("a header with {}", names.join(",")),
                });
            }
        }
    }
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return,
            Err(error) => return faults.add(broken(file, &error)),
            Ok(true) => {}
        }
        let line = record.position().map_or(0, |at| line_of(text, at));
        if record.len() == header.len() {
            let mut row = Row {
                file,
                line,
                record: &record,
                faults,
            };
            each(&mut row, columns);
        } else {
            faults.add(Fault {
                file,
                line: Some(line),
                column: None,
                found: format!("{} cells", record.len()),
                accepted: format!("{}, as in the header", header.len()),
            });
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
    Fault {
        file,
        line: error.position().map(csv::Position::line),
        column: None,
        found: error.to_string(),
        accepted: "comma-separated UTF-8 text".to_owned(),
    }
}

fn shown(cell: &str) -> String {
    let mut shown: String = cell.chars().take(LONGEST_FOUND).collect();
    if shown.len() < cell.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}

impl<'r> Row<'r> {
    /// The cell as it stands, without blanks around it.
    pub(super) fn cell(&self, column: Column) -> &'r str {
        self.record.get(column.index).unwrap_or_default()
    }

    /// Notes that a cell is refused.
    pub(super) fn refuse<T>(&mut self, column: Column, accepted: impl Into<String>) -> Option<T> {
        let found = match self.cell(column) {
            "" => "nothing".to_owned(),
            cell => shown(cell),
        };
        self.faults.add(Fault {
            file: self.file,
            line: Some(self.line),
            column: Some(column.name),
            found,
            accepted: accepted.into(),
        });
        None
    }

    /// Any text.
    pub(super) fn text(&self, column: Column) -> Text {
        Text::from(self.cell(column).to_owned())
    }

    /// Any text but an empty one.
    pub(super) fn filled(&mut self, column: Column) -> Option<Text> {
        match self.cell(column) {
            "" => self.refuse(column, "some text"),
            _ => Some(self.text(column)),
        }
    }

    /// A finite number that satisfies `holds`; `what` says in words which do.
    pub(super) fn number(
        &mut self,
        column: Column,
        what: &str,
        holds: impl Fn(f64) -> bool,
    ) -> Option<f64> {
        // `parse` also takes inf and NaN, which no figure is
        match self.cell(column).parse::<f64>() {
            Ok(value) if value.is_finite() && holds(value) => Some(value),
            _ => self.refuse(column, what),
        }
    }

    /// A number as in [`number`](Self::number), or nothing: `Some(None)` for an empty cell.
    #[allow(clippy::option_option)] // refused, unknown, known: three outcomes
    pub(super) fn number_or_unknown(
        &mut self,
        column: Column,
        what: &str,
        holds: impl Fn(f64) -> bool,
    ) -> Option<Option<f64>> {
        if self.cell(column).is_empty() {
            Some(None)
        } else {
            self.number(column, &format!("{what}, or nothing"), holds)
                .map(Some)
        }
    }

    /// One of a closed set of words.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        column: Column,
        all: &[T],
        key: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let cell = self.cell(column);
        let found = all.iter().find(|item| key(**item) == cell);
        if found.is_none() {
            let keys: Vec<_> = all.iter().map(|item| key(*item)).collect();
            return self.refuse(column, keys.join(", "));
        }
        found.copied()
    }
}
