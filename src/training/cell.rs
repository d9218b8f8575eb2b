//! Reading a table into rows of typed cells. What a cell does not hold is refused with what is accepted there.

use std::borrow::Cow;

use csv::StringRecord;

use super::rows::StudyRow;
use crate::evidence::{Evidence, Fault, StudyRef};
use crate::muscle::Muscles;
use crate::spelling::{Keyword, List, Text};

/// The longest part of a cell that is repeated in a message, in characters.
const LONGEST_FOUND: usize = 60;

/// A row of a table: its file, its columns, and how it is made of cells.
pub(super) trait TableRow: Clone + 'static {
    const FILE: &'static str;
    const COLUMNS: &'static [&'static str];

    /// The row, or the index of the first column whose cell is refused and what is accepted there.
    fn of_cells<'c>(
        cell: impl Fn(usize) -> &'c str,
        reader: &Reader<'_>,
    ) -> Result<Self, (usize, String)>;
}

/// A type that a cell is read into.
pub(super) trait ReadCell: Sized {
    fn read(text: &str, reader: &Reader<'_>) -> Result<Self, String>;
}

/// Reads tables one after the other and gathers their faults.
pub(super) struct Reader<'m> {
    muscles: &'m Muscles,
    pub(super) studies: Vec<StudyRef>,
    pub(super) faults: Vec<Fault>,
}

impl<'m> Reader<'m> {
    /// A reader of tables that name the studies of the table of studies.
    pub(super) fn with_studies(
        evidence: &'m Evidence,
        table: impl Fn(&'static str) -> Result<Cow<'static, str>, String>,
    ) -> Self {
        let mut reader =
            Self { muscles: evidence.muscles(), studies: Vec::new(), faults: Vec::new() };
        let rows: List<StudyRow> = reader.rows(table);
        let mut next = evidence.studies().len();
        for row in rows.iter() {
            let study = row.clone().study(evidence, next);
            next += usize::from(study.index == next);
            reader.studies.push(study);
        }
        reader
    }

    /// The rows of the table of their type; those with a fault are left out.
    pub(super) fn rows<R: TableRow>(
        &mut self,
        table: impl Fn(&'static str) -> Result<Cow<'static, str>, String>,
    ) -> List<R> {
        let text = match table(R::FILE) {
            Ok(text) => text,
            Err(reason) => {
                let accepted = "a table that can be read";
                self.faults.push(Fault::new(R::FILE, None, None, reason, accepted));
                return List::default();
            }
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().cloned().unwrap_or_default();
        let mut places = Vec::new();
        for column in R::COLUMNS {
            if let Some(place) = header.iter().position(|cell| cell == *column) {
                places.push(place);
            } else {
                let (found, accepted) = ("no such column", R::COLUMNS.join(","));
                self.faults.push(Fault::new(R::FILE, Some(1), Some(column), found, accepted));
            }
        }
        if places.len() < R::COLUMNS.len() {
            return List::default();
        }
        let (mut record, mut rows) = (StringRecord::new(), Vec::new());
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return List(Cow::Owned(rows)),
                Err(error) => {
                    let line = error.position().map(csv::Position::line);
                    let accepted = "comma-separated UTF-8 text, as long as the header";
                    let fault = Fault::new(R::FILE, line, None, error.to_string(), accepted);
                    self.faults.push(fault);
                    return List(Cow::Owned(rows));
                }
            }
            let cell = |column: usize| record.get(places[column]).unwrap_or_default();
            match R::of_cells(cell, self) {
                Ok(row) => rows.push(row),
                Err((column, accepted)) => {
                    let line = record.position().map(csv::Position::line);
                    let short: String = cell(column).chars().take(LONGEST_FOUND).collect();
                    let (found, column) = (format!("{short:?}"), Some(R::COLUMNS[column]));
                    self.faults.push(Fault::new(R::FILE, line, column, found, accepted));
                }
            }
        }
    }
}

fn owned(text: &str) -> Text {
    Text(Cow::Owned(text.to_owned()))
}

impl ReadCell for Text {
    fn read(text: &str, _: &Reader<'_>) -> Result<Self, String> {
        if text.is_empty() { Err("some text".to_owned()) } else { Ok(owned(text)) }
    }
}

impl ReadCell for f64 {
    fn read(text: &str, _: &Reader<'_>) -> Result<Self, String> {
        // `parse` also takes inf and NaN, which no figure is
        let number = text.parse::<Self>().ok().filter(|number| number.is_finite());
        number.ok_or_else(|| "a finite number".to_owned())
    }
}

impl ReadCell for u32 {
    fn read(text: &str, _: &Reader<'_>) -> Result<Self, String> {
        text.parse().map_err(|_| "a whole number".to_owned())
    }
}

/// One of a closed list of words.
impl<K: Keyword> ReadCell for K {
    fn read(text: &str, _: &Reader<'_>) -> Result<Self, String> {
        let word = K::WORDS.iter().copied().find(|word| word.word() == text);
        word.ok_or_else(|| K::WORDS.iter().map(|word| word.word()).collect::<Vec<_>>().join(", "))
    }
}

/// Nothing in a cell, or something.
impl<T: ReadCell> ReadCell for Option<T> {
    fn read(text: &str, reader: &Reader<'_>) -> Result<Self, String> {
        match text {
            "" => Ok(None),
            text => T::read(text, reader)
                .map(Some)
                .map_err(|accepted| format!("{accepted}, or nothing")),
        }
    }
}

/// Names apart from each other by `|`.
impl ReadCell for List<Text> {
    fn read(text: &str, _: &Reader<'_>) -> Result<Self, String> {
        Ok(text.split('|').filter(|name| !name.is_empty()).map(owned).collect())
    }
}

/// Keys of muscles, tendons and joints, apart from each other by `;`; none where a row is about all or about none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MuscleKeys(pub(super) List<Text>);

impl MuscleKeys {
    /// Whether one of those keys is among them.
    pub(crate) fn any_of(&self, keys: &[&str]) -> bool {
        self.0.iter().any(|key| keys.contains(&&**key))
    }

    pub(crate) fn keys(&self) -> &[Text] {
        &self.0
    }
}

impl ReadCell for MuscleKeys {
    fn read(text: &str, reader: &Reader<'_>) -> Result<Self, String> {
        let keys: List<Text> = text.split(';').filter(|key| !key.is_empty()).map(owned).collect();
        if keys.iter().all(|key| reader.muscles.by_key(key).is_some()) {
            Ok(Self(keys))
        } else {
            Err("keys of muscles.csv, with ; between them, or nothing".to_owned())
        }
    }
}

impl ReadCell for StudyRef {
    fn read(text: &str, reader: &Reader<'_>) -> Result<Self, String> {
        let study = reader.studies.iter().find(|study| study.key == text);
        study.cloned().ok_or_else(|| "a key of training/studies.csv".to_owned())
    }
}
