//! Days, weeks and months of the calendar, as typed and as counted.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::spelling::keywords;

keywords! {
    /// What sums are made over.
    #[derive(Default)]
    pub enum PeriodLength of "length" {
        /// From Monday to Sunday.
        #[default]
        Week = "week",
        /// Of the calendar.
        Month = "month",
    }
}

impl PeriodLength {
    /// The first day of the week or month that a day is in.
    #[must_use]
    pub fn first_day(self, day: Date) -> Date {
        let first = match self {
            Self::Week => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            Self::Month => Ok(day.first_of_month()),
        };
        first.unwrap_or(day)
    }

    /// The first day of the one that follows.
    #[must_use]
    pub fn following(self, first: Date) -> Date {
        let next = match self {
            Self::Week => first.checked_add(7.days()),
            Self::Month => first.checked_add(1.month()),
        };
        next.unwrap_or(Date::MAX)
    }
}

/// From a day to a day, both in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DayRange {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// Why a text is no range of days.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no days are called {0:?}; a day (2026-03-01), a week (2026-W10), a month (2026-03), a year (2026) or two days \
     (2026-03-01..2026-03-14) are accepted"
)]
pub struct NoDays(String);

impl DayRange {
    /// Whether a day is in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i32 {
        days_between(self.from, self.to) + 1
    }

    /// A range up to a day, that and the others before it.
    #[must_use]
    pub fn ending(to: Date, days: i64) -> Self {
        Self { from: before(to, days - 1), to }
    }
}

impl FromStr for DayRange {
    type Err = NoDays;

    fn from_str(text: &str) -> Result<Self, NoDays> {
        let typed = text.trim();
        if let Some((from, to)) = typed.split_once("..") {
            let (from, to): (Self, Self) = (from.parse()?, to.parse()?);
            return Some(Self { from: from.from, to: to.to })
                .filter(|range| range.from <= range.to)
                .ok_or_else(|| NoDays(text.to_owned()));
        }
        let parsed = || {
            let parts: Vec<&str> = typed.split('-').collect();
            let number = |text: &str| -> Option<i16> {
                let are_digits = text.bytes().all(|byte| byte.is_ascii_digit());
                text.parse().ok().filter(|_| are_digits)
            };
            let year = number(parts.first()?).filter(|_| parts[0].len() == 4)?;
            let of = |from: Date, length: PeriodLength| Self {
                from,
                to: length.following(from).yesterday().unwrap_or(from),
            };
            match parts[1..] {
                [] => Some(Self {
                    from: Date::new(year, 1, 1).ok()?,
                    to: Date::new(year, 12, 31).ok()?,
                }),
                [part] if part.starts_with(['W', 'w']) => {
                    let week = i8::try_from(number(&part[1..])?).ok()?;
                    let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?;
                    Some(of(monday.date(), PeriodLength::Week))
                }
                [month] => {
                    let month = i8::try_from(number(month)?).ok()?;
                    Some(of(Date::new(year, month, 1).ok()?, PeriodLength::Month))
                }
                [_, _] => typed.parse().ok().map(|day| Self { from: day, to: day }),
                _ => None,
            }
        };
        parsed().ok_or_else(|| NoDays(text.to_owned()))
    }
}

impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            return f.write_str(&day(self.from));
        }
        let is_month = PeriodLength::Month.first_day(self.from) == self.from
            && PeriodLength::Month.following(self.from).yesterday().ok() == Some(self.to);
        if is_month {
            return f.write_str(&self.from.strftime("%B %Y").to_string());
        }
        write!(f, "{} to {}", day(self.from), day(self.to))
    }
}

/// How far back a history goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LookBack {
    count: i64,
    unit: char,
}

impl LookBack {
    /// The first day, where the last is known: whole weeks and months, the last of them with that day.
    #[must_use]
    pub fn first_day(self, last: Date) -> Date {
        let back = self.count - 1;
        let day = match self.unit {
            'd' => last.checked_sub(back.days()),
            'w' => PeriodLength::Week.first_day(last).checked_sub(back.weeks()),
            'm' => PeriodLength::Month.first_day(last).checked_sub(back.months()),
            _ => last.checked_sub(self.count.years()).and_then(Date::tomorrow),
        };
        day.unwrap_or(Date::MIN)
    }
}

impl FromStr for LookBack {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let typed = text.trim().to_lowercase();
        let (count, unit) = typed.split_at(typed.find(|c: char| !c.is_ascii_digit()).unwrap_or(0));
        let unit = match unit.trim() {
            "d" | "day" | "days" => Some('d'),
            "w" | "week" | "weeks" => Some('w'),
            "m" | "month" | "months" => Some('m'),
            "y" | "year" | "years" => Some('y'),
            _ => None,
        };
        let count = count.parse().ok().filter(|count| (1..=5000).contains(count));
        match (count, unit) {
            (Some(count), Some(unit)) => Ok(Self { count, unit }),
            _ => Err(
                "a number of days, weeks, months or years is accepted, such as 28d, 12w, 6m or 2y"
                    .to_owned(),
            ),
        }
    }
}

pub(super) fn before(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(Date::MIN)
}

pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A day in running text.
pub(super) fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A day of which the year is known.
pub(super) fn short_day(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

pub(super) fn weekday(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}
