//! Headings that people write, and columns that may hold what no heading says.

use csv::StringRecord;

use super::dialect::Dialects;
use super::field::{BoundColumn, ColumnUnit, LogField};
use super::row::{accepts, any_number, seconds};

/// Below this median a cadence counts strides of one leg.
const LEAST_STEPS: f64 = 120.0;
/// Masses that a column of numbers may hold, kg.
const MASSES_KG: std::ops::RangeInclusive<f64> = 30.0..=200.0;
/// Paces that a column may hold, s a kilometre or mile.
const PACES_S: std::ops::RangeInclusive<f64> = 120.0..=1200.0;

/// The columns of a header that hold what no other column does, and whose first rows can be read so. An export says all
/// itself but how far a run went up.
pub(super) fn bindings(
    dialects: &Dialects,
    header: &StringRecord,
    sample: &[StringRecord],
    known: &[BoundColumn],
    is_export: bool,
) -> Vec<BoundColumn> {
    let headings = dialects.headings(header);
    let has = |field: LogField| known.iter().any(|binding| binding.field == field);
    let has_distance = has(LogField::Distance)
        || headings.iter().any(|heading| heading.field == LogField::Distance);
    let is_wanted = |heading: &BoundColumn| {
        !has(heading.field)
            && known.iter().all(|binding| binding.column != heading.column)
            && (!is_export || heading.field == LogField::Climb)
            // a time may be that of the day: without a distance it is asked for nothing
            && (heading.field != LogField::Duration || has_distance)
            && cells(sample, heading.column).all(|cell| accepts(heading.field, cell))
    };
    let mut bound: Vec<BoundColumn> = headings.into_iter().filter(is_wanted).collect();
    for heading in bound.iter_mut().filter(|heading| heading.unit == ColumnUnit::Cadence) {
        heading.unit = cadence(cells(sample, heading.column));
    }
    bound
}

/// What was made of a heading, in words.
pub(super) fn describe(binding: &BoundColumn) -> String {
    let name = binding.name.escape_debug();
    let what = match (binding.field, binding.unit) {
        (LogField::Mass, ColumnUnit::Pounds) => "body mass in pounds",
        (LogField::Mass, _) => "body mass in kilograms",
        (LogField::Pace, ColumnUnit::MinutesPerMile) => "pace per mile",
        (LogField::Pace, ColumnUnit::MinutesPerKilometre) => "pace per kilometre",
        (LogField::Pace, _) => "pace",
        (LogField::Speed, _) => "speed",
        (LogField::Distance, ColumnUnit::Miles) => "distance in miles",
        (LogField::Distance, ColumnUnit::Metres) => "distance in metres",
        (LogField::Distance, ColumnUnit::Kilometres) => "distance in kilometres",
        (LogField::Distance, _) => "distance",
        (LogField::Duration, ColumnUnit::Minutes) => "duration in minutes",
        (LogField::Duration, _) => "duration",
        (LogField::StepRate, ColumnUnit::StridesPerMinute) => {
            "strides of one leg a minute, by its median"
        }
        (LogField::StepRate, _) => "steps of both legs a minute",
        (LogField::Climb, _) => "climb",
        _ => "what it says",
    };
    format!("column {name} is read as {what}")
}

/// The first column that nothing is known of and whose cells may all be a mass or a pace.
pub(super) fn candidate(
    field: LogField,
    header: &StringRecord,
    sample: &[StringRecord],
    known: &[BoundColumn],
) -> Option<String> {
    let is_free = |column: &usize| known.iter().all(|binding| binding.column != *column);
    let may_be = |column: &usize| {
        let mut filled = cells(sample, *column).peekable();
        filled.peek().is_some()
            && filled.all(|cell| match field {
                LogField::Mass => any_number(cell).is_some_and(|kg| MASSES_KG.contains(&kg)),
                _ => cell.contains(':') && seconds(cell).is_some_and(|it| PACES_S.contains(&it)),
            })
    };
    let columns = 0..header.len().min(200);
    let column = columns.filter(is_free).find(may_be)?;
    let name: String = header.get(column)?.trim().chars().take(60).collect();
    (!name.is_empty() && !name.contains(char::is_control)).then_some(name)
}

/// The filled cells of a column of the first rows.
fn cells(sample: &[StringRecord], column: usize) -> impl Iterator<Item = &str> {
    let cells = sample.iter().filter_map(move |row| row.get(column));
    cells.map(str::trim).filter(|cell| cell.bytes().any(|b| !matches!(b, b'-' | b':' | b'.')))
}

/// Steps or strides, by the median of what is no standstill.
fn cadence<'c>(cells: impl Iterator<Item = &'c str>) -> ColumnUnit {
    let mut rates: Vec<f64> = cells.filter_map(any_number).filter(|rate| *rate > 0.0).collect();
    rates.sort_by(f64::total_cmp);
    match rates.get(rates.len() / 2) {
        Some(median) if *median < LEAST_STEPS => ColumnUnit::StridesPerMinute,
        _ => ColumnUnit::StepsPerMinute,
    }
}
