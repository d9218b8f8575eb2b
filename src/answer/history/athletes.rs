//! Who ran: names with masses that change over time, units and time zones, as a small table tells them.

use jiff::civil::Date;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;

use crate::spelling::normalise;
use crate::units::{LengthUnit, Mass, QuantityError};

/// What is known of athletes; a name may have several rows, one for each mass and the day from which it holds.
#[derive(Debug, Clone, Default)]
pub struct AthleteTable {
    rows: Vec<AthleteRow>,
}

#[derive(Debug, Clone, Default)]
struct AthleteRow {
    name: String,
    from: Option<Date>,
    mass: Option<Mass>,
    units: Option<LengthUnit>,
    time_zone: Option<TimeZone>,
    files: Option<String>,
}

/// Why a table of athletes cannot be read: the line, and what is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
#[non_exhaustive]
pub struct AthleteError {
    /// The line, from 1.
    pub line: u64,
    /// What was found and what is accepted.
    pub reason: String,
}

const COLUMNS: &str = "name, from, mass_kg, mass_lb, units, time_zone, files";

impl AthleteTable {
    /// Reads a table with a header: `name`, and where they are known `from`, `mass_kg` or `mass_lb`, `units`, `time_zone`,
    /// `files`.
    ///
    /// # Errors
    /// At the first row that cannot be read.
    pub fn read(text: &str) -> Result<Self, AthleteError> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| {
            (first.matches(char::from(*delimiter)).count(), *delimiter == b',')
        });
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .delimiter(delimiter.unwrap_or(b','))
            .from_reader(text.as_bytes());
        let refused = |line, reason: String| AthleteError { line, reason };
        let header = reader.headers().cloned().unwrap_or_default();
        let names: Vec<String> = header.iter().map(normalise).collect();
        if !names.iter().any(|name| name == "name") {
            let reason = format!("has no column name; {COLUMNS} are accepted");
            return Err(refused(1, reason));
        }
        if let Some(other) =
            names.iter().find(|name| !COLUMNS.split(", ").any(|known| known == *name))
        {
            let other = other.escape_debug();
            return Err(refused(1, format!("no column is called {other}; {COLUMNS} are accepted")));
        }
        let rows = reader.records().map(|record| {
            let line = |position: Option<&csv::Position>| position.map_or(1, csv::Position::line);
            let record =
                record.map_err(|error| refused(line(error.position()), error.to_string()))?;
            let cell = |name: &str| {
                let place = names.iter().position(|known| known == name)?;
                record.get(place).filter(|cell| !cell.is_empty())
            };
            Self::row(cell).map_err(|reason| refused(line(record.position()), reason))
        });
        Ok(Self { rows: rows.collect::<Result<_, _>>()? })
    }

    fn row<'c>(cell: impl Fn(&str) -> Option<&'c str>) -> Result<AthleteRow, String> {
        let mass = |name, of: fn(f64) -> Result<Mass, QuantityError>| {
            cell(name).map(|text| match text.replace(',', ".").parse() {
                Ok(number) => of(number),
                Err(_) => text.parse(),
            })
        };
        let mass = mass("mass_kg", Mass::from_kilograms).or(mass("mass_lb", Mass::from_pounds));
        let from = cell("from").map(|text| {
            text.parse().map_err(|_| format!("{text:?} is no day; year-month-day is accepted"))
        });
        let units = cell("units").map(|text| match text {
            "km" | "kg" | "metric" => Ok(LengthUnit::Kilometre),
            "mi" | "lb" | "imperial" => Ok(LengthUnit::Mile),
            other => Err(format!("{other:?} are no units; km or mi are accepted")),
        });
        Ok(AthleteRow {
            name: cell("name").ok_or("names nobody")?.to_owned(),
            from: from.transpose()?,
            mass: mass.transpose().map_err(|error| format!("a mass {error}"))?,
            units: units.transpose()?,
            time_zone: cell("time_zone").map(time_zone).transpose()?,
            files: cell("files").map(str::to_owned),
        })
    }

    /// The names, each once, with the patterns of their files.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let rows = self.rows.iter();
        rows.filter_map(|row| Some((&*row.name, row.files.as_deref()?)))
    }

    /// The name as the table spells it.
    #[must_use]
    pub fn name<'n>(&'n self, name: &'n str) -> &'n str {
        self.of(name).next().map_or(name, |row| &row.name)
    }

    /// The mass on a day: that from the last day before it, or else the first that there is.
    #[must_use]
    pub fn mass(&self, name: &str, day: Date) -> Option<Mass> {
        let mut rows: Vec<&AthleteRow> = self.of(name).filter(|row| row.mass.is_some()).collect();
        rows.sort_by_key(|row| row.from);
        let last = rows.iter().rev().find(|row| row.from <= Some(day));
        last.or(rows.first())?.mass
    }

    /// The time zone.
    #[must_use]
    pub fn time_zone(&self, name: &str) -> Option<&TimeZone> {
        self.of(name).find_map(|row| row.time_zone.as_ref())
    }

    /// Kilometres or miles.
    #[must_use]
    pub fn units(&self, name: &str) -> Option<LengthUnit> {
        self.of(name).find_map(|row| row.units)
    }

    fn of(&self, name: &str) -> impl Iterator<Item = &AthleteRow> {
        let wanted = normalise(name);
        self.rows.iter().filter(move |row| normalise(&row.name) == wanted)
    }
}

/// A time zone by its name, such as `Europe/Berlin`, or by its distance from UTC, such as `+02:00`.
///
/// # Errors
/// When there is none.
pub fn time_zone(text: &str) -> Result<TimeZone, String> {
    let zone = DateTimeParser::new().parse_time_zone(text.trim());
    zone.map_err(|_| {
        let found = text.trim().escape_debug();
        format!("\"{found}\" is no time zone; a name such as Europe/Berlin, or +02:00, is accepted")
    })
}
