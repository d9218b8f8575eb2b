//! Which header means what, by watch or web site and language; the tables of `data/training_log/`.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::PlanError;
use super::field::{Binding, Field, Unit};
use crate::conditions::Terrain;
use crate::spelling::normalise;

/// A column of an export.
#[derive(Debug)]
struct Header {
    dialect: String,
    language: String,
    field: Field,
    name: String,
    /// Which of several columns of that name, from 1.
    occurrence: usize,
    unit: Unit,
    required: bool,
}

#[derive(Debug)]
struct Content {
    headers: Vec<Header>,
    own: Vec<(String, Field, Unit)>,
    running: HashMap<String, Terrain>,
}

/// The tables, read once.
#[derive(Debug, Clone)]
pub(super) struct Tables(Arc<Content>);

impl Tables {
    /// The tables that come with the program.
    pub(super) fn embedded() -> Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES
            .get_or_init(|| {
                Self::read(
                    include_str!("../../data/training_log/dialects.csv"),
                    include_str!("../../data/training_log/columns.csv"),
                    include_str!("../../data/training_log/activity_types.csv"),
                )
                .expect("the tests read the same tables")
            })
            .clone()
    }

    fn read(dialects: &str, columns: &str, activity_types: &str) -> Result<Self, String> {
        let headers = rows(dialects, |row| {
            let [dialect, language, field, name, occurrence, unit, required] = row;
            Some(Header {
                dialect: (*dialect).to_owned(),
                language: (*language).to_owned(),
                field: Field::of(field)?,
                name: (*name).to_owned(),
                occurrence: occurrence.parse().ok()?,
                unit: Unit::of(unit)?,
                required: *required == "yes",
            })
        })?;
        let own = rows(columns, |row| {
            let [name, field, unit] = row;
            Some(((*name).to_owned(), Field::of(field)?, Unit::of(unit)?))
        })?;
        let running = rows(activity_types, |row| {
            let [word, terrain] = row;
            Some((word.to_lowercase(), terrain.parse().ok()?))
        })?;
        Ok(Self(Arc::new(Content {
            headers,
            own,
            running: running.into_iter().collect(),
        })))
    }

    /// The dialect and language whose required columns a header all has.
    pub(super) fn recognise(&self, header: &[String]) -> Option<(&str, &str)> {
        self.dialects().into_iter().find(|(dialect, language)| {
            let mut required = self
                .headers(dialect, language)
                .filter(|h| h.required)
                .peekable();
            required.peek().is_some() && required.all(|h| find(header, h).is_some())
        })
    }

    /// The language of a dialect that shares most columns with a header.
    pub(super) fn named<'t>(
        &'t self,
        name: &str,
        header: &[String],
    ) -> Result<(&'t str, &'t str), PlanError> {
        let wanted = normalise(name);
        self.dialects()
            .into_iter()
            .filter(|(dialect, _)| *dialect == wanted)
            .max_by_key(|(dialect, language)| {
                let headers = self.headers(dialect, language);
                headers.filter(|h| find(header, h).is_some()).count()
            })
            .ok_or_else(|| {
                let mut names: Vec<&str> = self.dialects().iter().map(|(d, _)| *d).collect();
                names.dedup();
                PlanError::UnknownDialect {
                    found: name.to_owned(),
                    accepted: names.join(", "),
                }
            })
    }

    /// Whether exports of a dialect have a second table below the first one, of another width.
    pub(super) fn has_samples(&self, dialect: &str, language: &str) -> bool {
        self.headers(dialect, language)
            .any(|header| header.field == Field::Samples)
    }

    /// The columns of a header that a dialect knows.
    pub(super) fn bindings<'h>(
        &'h self,
        dialect: &'h str,
        language: &'h str,
        header: &'h [String],
    ) -> impl Iterator<Item = Binding> + 'h {
        self.headers(dialect, language).filter_map(move |known| {
            let column = find(header, known)?;
            Some(Binding {
                field: known.field,
                unit: known.unit,
                column,
                name: header[column].clone(),
            })
        })
    }

    /// The columns of a header that have the project's own names.
    pub(super) fn own_bindings<'h>(
        &'h self,
        header: &'h [String],
    ) -> impl Iterator<Item = Binding> + 'h {
        self.0.own.iter().filter_map(move |(name, field, unit)| {
            let column = header.iter().position(|h| normalise(h) == *name)?;
            Some(Binding {
                field: *field,
                unit: *unit,
                column,
                name: header[column].clone(),
            })
        })
    }

    /// What a column of the project's own holds.
    pub(super) fn own_field(&self, name: &str) -> Option<(Field, Unit)> {
        let found = self.0.own.iter().find(|(own, ..)| own == name)?;
        Some((found.1, found.2))
    }

    /// The names of the project's own columns.
    pub(super) fn own_names(&self) -> Vec<&str> {
        self.0.own.iter().map(|(name, ..)| name.as_str()).collect()
    }

    /// The terrain of a running activity; `None` for another sport.
    pub(super) fn running(&self, activity: &str) -> Option<Terrain> {
        self.0.running.get(&activity.trim().to_lowercase()).copied()
    }

    /// The dialects with their languages, in the order of the table.
    fn dialects(&self) -> Vec<(&str, &str)> {
        let mut dialects: Vec<(&str, &str)> = Vec::new();
        for header in &self.0.headers {
            let dialect = (header.dialect.as_str(), header.language.as_str());
            if !dialects.contains(&dialect) {
                dialects.push(dialect);
            }
        }
        dialects
    }

    fn headers<'t>(
        &'t self,
        dialect: &'t str,
        language: &'t str,
    ) -> impl Iterator<Item = &'t Header> {
        self.0
            .headers
            .iter()
            .filter(move |h| h.dialect == dialect && h.language == language)
    }
}

/// Where a column of a dialect stands in a header.
fn find(header: &[String], known: &Header) -> Option<usize> {
    let wanted = known.name.to_lowercase();
    let same = header
        .iter()
        .enumerate()
        .filter(|(_, name)| name.trim().to_lowercase() == wanted);
    same.map(|(i, _)| i).nth(known.occurrence - 1)
}

/// Reads the first `N` columns of a table of the program's own.
fn rows<T, const N: usize>(
    text: &str,
    each: impl Fn(&[&str; N]) -> Option<T>,
) -> Result<Vec<T>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let cells: Vec<&str> = record.iter().collect();
        let row = cells.first_chunk().and_then(&each);
        rows.push(row.ok_or_else(|| format!("a row that means nothing: {record:?}"))?);
    }
    Ok(rows)
}
