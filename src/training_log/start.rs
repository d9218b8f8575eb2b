//! When a run of a log was, and which recorded file it names: found by what stands in the columns, in any language.

use csv::StringRecord;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::activity::is_named_recording;
use crate::spelling::normalise;

/// When a run of a log began.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum LogStart {
    /// A moment, s since 1970-01-01T00:00:00Z.
    Moment(f64),
    /// What a clock showed.
    Clock(DateTime),
}

/// Which columns say when, and name a recorded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenColumns {
    start: Option<usize>,
    recording: Option<usize>,
    /// Whether a month stands before its day.
    month_first: bool,
    is_utc: bool,
}

/// Names of the column of the beginning, before what stands in columns is looked at.
const NAMES: [&str; 8] =
    ["start", "start_time", "local_start", "date", "activity_date", "datetime", "begin", "day"];
/// How many of the filled cells of a column have to be dates, as a share.
const MOST: f64 = 0.8;

impl WhenColumns {
    /// Decides by a header, the first rows, and the web site whose export it is.
    #[must_use]
    pub fn find(header: &StringRecord, sample: &[StringRecord], dialect: Option<&str>) -> Self {
        let cells = |column: usize| {
            let cells = sample.iter().filter_map(move |row| row.get(column));
            cells.map(str::trim).filter(|cell| !cell.is_empty())
        };
        let is_date = |column: &usize| {
            let (mut dates, mut count) = (0.0, 0.0);
            for cell in cells(*column) {
                count += 1.0;
                dates += f64::from(u8::from(start(cell, false).or(start(cell, true)).is_some()));
            }
            count > 0.0 && dates >= MOST * count
        };
        let name = |column: &usize| header.get(*column).map(normalise).unwrap_or_default();
        let columns = || 0..header.len();
        let by_name = NAMES
            .iter()
            .find_map(|wanted| columns().find(|column| name(column) == *wanted && is_date(column)));
        let with_time =
            |column: &usize| cells(*column).all(|cell| cell.contains(':')) && is_date(column);
        let start_column =
            by_name.or_else(|| columns().find(with_time)).or_else(|| columns().find(is_date));
        let is_file = |column: &usize| {
            let mut filled = cells(*column).peekable();
            filled.peek().is_some() && filled.all(is_named_recording)
        };
        let month_first = start_column.is_some_and(|column| {
            let slashed = || cells(column).filter(|cell| cell.contains('/'));
            let reads =
                |month_first| slashed().filter(move |cell| start(cell, month_first).is_some());
            let has_halves = slashed().any(|cell| cell.to_lowercase().ends_with('m'));
            match reads(true).count().cmp(&reads(false).count()) {
                std::cmp::Ordering::Equal => has_halves,
                more => more.is_gt(),
            }
        });
        Self {
            start: start_column,
            recording: columns().find(is_file),
            month_first,
            // that web site writes its dates so
            is_utc: dialect == Some("strava"),
        }
    }

    /// When the run of a row began.
    #[must_use]
    pub fn start(&self, cell: &dyn Fn(usize) -> String) -> Option<LogStart> {
        match start(cell(self.start?).trim(), self.month_first)? {
            LogStart::Clock(local) if self.is_utc => {
                let moment = jiff::tz::Offset::UTC.to_timestamp(local).ok()?;
                Some(LogStart::Moment(moment.as_duration().as_secs_f64()))
            }
            start => Some(start),
        }
    }

    /// The recorded file that a row names.
    #[must_use]
    pub fn recording(&self, cell: &dyn Fn(usize) -> String) -> Option<String> {
        let name = cell(self.recording?);
        is_named_recording(name.trim()).then(|| name.trim().to_owned())
    }
}

/// Beginnings of the names of months in several languages; those of June and July in French are longer alike.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "sty"],
    &["feb", "fév", "fev", "lut"],
    &["mar", "mär", "mrz", "maa", "mrt"],
    &["apr", "abr", "avr", "kwi"],
    &["may", "mai", "mei", "mag", "maj"],
    &["jun", "juin", "giu", "cze"],
    &["jul", "juil", "lug", "lip"],
    &["aug", "aoû", "aou", "ago", "sie"],
    &["sep", "set", "wrz"],
    &["oct", "okt", "ott", "out", "paź"],
    &["nov", "lis"],
    &["dec", "dez", "déc", "dic", "gru"],
];

/// A date, with or without a time, as people and programs write it.
fn start(text: &str, month_first: bool) -> Option<LogStart> {
    if text.len() > 60 || !text.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(LogStart::Moment(moment.as_duration().as_secs_f64()));
    }
    let mut numbers: Vec<(i32, usize)> = Vec::new();
    let (mut month, mut is_afternoon, mut is_morning) = (None, false, false);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // 2026-03-01T07:12:41
        let parts: Vec<&str> = if word.ends_with(|c: char| c.is_ascii_digit()) {
            word.split('T').collect()
        } else {
            vec![word]
        };
        for part in parts {
            if let Ok(number) = part.parse::<i32>() {
                numbers.push((number, part.len()));
                continue;
            }
            let lower = part.to_lowercase();
            is_afternoon |= lower == "pm" || lower == "p";
            is_morning |= lower == "am" || lower == "a";
            let mut months = MONTHS.iter();
            let named = months.position(|names| names.iter().any(|name| lower.starts_with(name)));
            month = month.or(named.filter(|_| lower.chars().count() >= 3));
        }
    }
    let number = |at: usize| numbers.get(at).map(|(number, _)| *number);
    let is_year = |at: usize| numbers.get(at).is_some_and(|(_, digits)| *digits == 4);
    let (year, month, day, rest) = match month {
        Some(month) if is_year(1) => (number(1)?, i32::try_from(month).ok()? + 1, number(0)?, 2),
        _ if is_year(0) => (number(0)?, number(1)?, number(2)?, 3),
        _ if is_year(2) && month_first && text.contains('/') => {
            (number(2)?, number(0)?, number(1)?, 3)
        }
        _ if is_year(2) => (number(2)?, number(1)?, number(0)?, 3),
        _ => return None,
    };
    let small = |number: i32| i8::try_from(number).ok();
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    if !(1950..2200).contains(&year) {
        return None;
    }
    let hour = match number(rest).filter(|_| text.contains(':')) {
        Some(12) if is_morning => 0,
        Some(hour) if is_afternoon && hour < 12 => hour + 12,
        other => other.unwrap_or(0),
    };
    let minute = number(rest + 1).unwrap_or(0);
    let second = number(rest + 2).unwrap_or(0).min(59);
    let time = jiff::civil::Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?;
    Some(LogStart::Clock(date.to_datetime(time)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_programs_write_them() {
        let wanted = LogStart::Clock(date(2022, 5, 29).at(15, 53, 35, 0));
        for text in [
            "2022-05-29 15:53:35",
            "2022-05-29T15:53:35",
            "May 29, 2022, 3:53:35 PM",
            "29.05.2022, 15:53:35",
            "29 mai 2022 à 15:53:35",
            "29 mei 2022 15:53:35",
            "29/05/2022 15:53:35",
        ] {
            assert_eq!(start(text, false), Some(wanted), "{text}");
        }
        assert_eq!(start("05/29/2022 3:53:35 PM", true), Some(wanted));
        let day = LogStart::Clock(date(2022, 5, 29).at(0, 0, 0, 0));
        assert_eq!(start("2022-05-29", false), Some(day));
        assert_eq!(start("2022-05-29T13:53:35Z", false), Some(LogStart::Moment(1_653_832_415.0)));
        for text in ["", "5.02", "0:25:00", "10", "31/31/2022", "Laufen", "12866632127"] {
            assert_eq!(start(text, false), None, "{text}");
        }
    }
}
