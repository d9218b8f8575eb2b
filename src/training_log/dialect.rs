//! Which header means what, by watch or web site and language; the tables of `data/training_log/`.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::OnceLock;

use csv::StringRecord;

use super::HeaderError;
use super::field::{BoundColumn, ColumnUnit, LogField};
use crate::conditions::Terrain;
use crate::spelling::{normalise, phrase};

/// A column of an export.
#[derive(Debug)]
struct DialectColumn {
    dialect: String,
    language: String,
    field: LogField,
    header: String,
    /// Which of several columns of that name, from 1.
    occurrence: usize,
    unit: ColumnUnit,
    /// `yes`: the export is recognised by it; `one`: by it or another one marked so.
    required: String,
}

/// A column of the project's own names.
#[derive(Debug)]
pub(super) struct OwnColumn {
    name: String,
    pub(super) field: LogField,
    pub(super) unit: ColumnUnit,
}

#[derive(Debug)]
pub(super) struct Dialects {
    columns: Vec<DialectColumn>,
    own: Vec<OwnColumn>,
    /// Headings that people write, by their words.
    headings: HashMap<String, OwnColumn>,
    running: HashMap<String, Terrain>,
}

/// Where the names of a header stand that the tables know; a header may have a million others.
pub(super) struct HeaderIndex<'h> {
    header: &'h StringRecord,
    by_name: HashMap<String, Vec<usize>>,
}

impl Dialects {
    /// The tables that come with the program, read once.
    pub(super) fn embedded() -> &'static Self {
        static TABLES: OnceLock<Dialects> = OnceLock::new();
        TABLES.get_or_init(|| {
            Self::read(
                include_str!("../../data/training_log/dialects.csv"),
                include_str!("../../data/training_log/columns.csv"),
                include_str!("../../data/training_log/headings.csv"),
                include_str!("../../data/training_log/activity_types.csv"),
            )
            .expect("the tests read the same tables")
        })
    }

    fn read(
        dialects: &str,
        columns: &str,
        headings: &str,
        activity_types: &str,
    ) -> Result<Self, String> {
        let mut running = HashMap::new();
        for [activity, terrain] in rows(activity_types)? {
            let terrain = word(&terrain)?;
            // as most exports write it, and as all others are compared
            running.insert(key_of_word(&activity), terrain);
            running.insert(activity, terrain);
        }
        let own = |table| -> Result<Vec<OwnColumn>, String> {
            let own = |[name, field, unit]: [String; 3]| {
                Ok(OwnColumn { name, field: word(&field)?, unit: word(&unit)? })
            };
            rows(table)?.into_iter().map(own).collect()
        };
        let headings = own(headings)?.into_iter().chain(own(columns)?);
        let of_dialect = |row: [String; 7]| {
            let [dialect, language, field, header, occurrence, unit, required] = row;
            let (field, occurrence) = (word(&field)?, word(&occurrence)?);
            let unit = if unit.is_empty() { ColumnUnit::Text } else { word(&unit)? };
            Ok(DialectColumn { dialect, language, field, header, occurrence, unit, required })
        };
        Ok(Self {
            columns: rows(dialects)?.into_iter().map(of_dialect).collect::<Result<_, String>>()?,
            own: own(columns)?,
            headings: headings.map(|heading| (heading.name.clone(), heading)).collect(),
            running,
        })
    }

    /// Where the names that the tables know stand in a header.
    pub(super) fn index<'h>(&self, header: &'h StringRecord) -> HeaderIndex<'h> {
        let of_dialects = self.columns.iter().map(|known| known.header.to_lowercase());
        let own = self.own.iter().map(|own| own.name.clone());
        let mut by_name: HashMap<String, Vec<usize>> =
            of_dialects.chain(own).map(|name| (name, Vec::new())).collect();
        for (i, name) in header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let (exact, own) = (name.trim().to_lowercase(), normalise(name));
            if let Some(columns) = by_name.get_mut(&exact) {
                columns.push(i);
            }
            if let Some(columns) = by_name.get_mut(&own).filter(|_| own != exact) {
                columns.push(i);
            }
        }
        HeaderIndex { header, by_name }
    }

    /// The dialect and language whose required columns a header has.
    pub(super) fn recognise(&self, header: &HeaderIndex<'_>) -> Option<(&str, &str)> {
        self.dialects().into_iter().find(|dialect| {
            let marked = |mark| self.columns_of(*dialect).filter(move |c| c.required == mark);
            let is_there = |column: &DialectColumn| header.of(column).is_some();
            marked("yes").next().is_some()
                && marked("yes").all(is_there)
                && (marked("one").next().is_none() || marked("one").any(is_there))
        })
    }

    /// The language of a dialect that shares most columns with a header.
    pub(super) fn named(
        &self,
        name: &str,
        header: &HeaderIndex<'_>,
    ) -> Result<(&str, &str), HeaderError> {
        let wanted = normalise(name);
        let of_name = self.dialects().into_iter().filter(|(dialect, _)| *dialect == wanted);
        of_name
            .max_by_key(|dialect| {
                self.columns_of(*dialect).filter(|c| header.of(c).is_some()).count()
            })
            .ok_or_else(|| {
                let mut names: Vec<&str> = Vec::new();
                for (dialect, _) in self.dialects() {
                    if !names.contains(&dialect) {
                        names.push(dialect);
                    }
                }
                HeaderError::UnknownDialect { found: name.to_owned(), accepted: names.join(", ") }
            })
    }

    /// Whether exports of a dialect have a second table below the first one, of another width.
    pub(super) fn has_samples(&self, dialect: (&str, &str)) -> bool {
        self.columns_of(dialect).any(|column| column.field == LogField::Samples)
    }

    /// The columns of a header that a dialect knows.
    pub(super) fn bindings(
        &self,
        dialect: (&str, &str),
        header: &HeaderIndex<'_>,
    ) -> Vec<BoundColumn> {
        let bind = |known: &DialectColumn| {
            let column = header.of(known)?;
            Some(BoundColumn::new(known.field, known.unit, column, header.header))
        };
        self.columns_of(dialect).filter_map(bind).collect()
    }

    /// The columns of a header that have the project's own names.
    pub(super) fn own_bindings(&self, header: &HeaderIndex<'_>) -> Vec<BoundColumn> {
        let bind = |own: &OwnColumn| {
            let column = *header.by_name.get(&own.name)?.first()?;
            Some(BoundColumn::new(own.field, own.unit, column, header.header))
        };
        self.own.iter().filter_map(bind).collect()
    }

    /// The columns of a header under headings that people write.
    pub(super) fn headings(&self, header: &StringRecord) -> Vec<BoundColumn> {
        let bind = |(column, name): (usize, &str)| {
            // `Weight (kg)` is `weight_kg`
            let heading = self.headings.get(&phrase(name, "_"))?;
            Some(BoundColumn::new(heading.field, heading.unit, column, header))
        };
        header.iter().take(MOST_HEADINGS).enumerate().filter_map(bind).collect()
    }

    /// What a column of the project's own holds.
    pub(super) fn own_field(&self, name: &str) -> Option<&OwnColumn> {
        self.own.iter().find(|own| own.name == name)
    }

    /// The names of the project's own columns.
    pub(super) fn own_names(&self) -> Vec<&str> {
        self.own.iter().map(|own| own.name.as_str()).collect()
    }

    /// The terrain of a running activity; `None` for another sport.
    pub(super) fn running(&self, activity: &str) -> Option<Terrain> {
        let exact = self.running.get(activity);
        exact.or_else(|| self.running.get(&key_of_word(activity))).copied()
    }

    /// The dialects with their languages, in the order of the table.
    fn dialects(&self) -> Vec<(&str, &str)> {
        let mut dialects: Vec<(&str, &str)> = Vec::new();
        for column in &self.columns {
            let dialect = (column.dialect.as_str(), column.language.as_str());
            if !dialects.contains(&dialect) {
                dialects.push(dialect);
            }
        }
        dialects
    }

    fn columns_of<'t>(&'t self, of: (&str, &str)) -> impl Iterator<Item = &'t DialectColumn> {
        let is_of = move |c: &&DialectColumn| (c.dialect.as_str(), c.language.as_str()) == of;
        self.columns.iter().filter(is_of)
    }
}

impl HeaderIndex<'_> {
    fn of(&self, known: &DialectColumn) -> Option<usize> {
        let columns = self.by_name.get(&known.header.to_lowercase())?;
        columns.get(known.occurrence - 1).copied()
    }
}

/// A table that people write by hand is no wider.
const MOST_HEADINGS: usize = 1000;

/// How words of activities are compared: older exports write `trail_running`.
fn key_of_word(word: &str) -> String {
    word.trim().to_lowercase().replace('_', " ")
}

/// The first cells of each row of a table of the program's own.
fn rows<const N: usize>(text: &str) -> Result<Vec<[String; N]>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |cells: csv::Result<StringRecord>| {
        let cells = cells.map_err(|error| error.to_string())?;
        Ok(std::array::from_fn(|i| cells.get(i).unwrap_or_default().to_owned()))
    };
    reader.records().map(row).collect()
}

fn word<T: FromStr<Err: ToString>>(cell: &str) -> Result<T, String> {
    cell.parse().map_err(|error: T::Err| error.to_string())
}
