//! A session against the most of the 30 days before it: four classes with the rates of injury that a study found for
//! distance. The same of a muscle's load is this program's own extension, which nobody tested.

use jiff::civil::Date;

use super::days::before;
use crate::training::{LongestSession, Training};

/// How far back a session is compared, days.
pub(super) const DAYS: i64 = 30;
/// What figures of the same runs may differ by in their last digits, as a share.
const ALIKE: f64 = 1e-9;

/// A class of sessions by how much more they are than the most of the 30 days before, as the study has them.
#[derive(Debug, Clone, PartialEq)]
pub struct SpikeClass {
    /// The name in output: `reference`, `small`, `moderate`, `large`.
    pub key: &'static str,
    /// More than so many percent more.
    pub over_pct: Option<f64>,
    /// Up to so many percent more.
    pub to_pct: Option<f64>,
    /// The rate of injury over that of the reference.
    pub hazard_ratio: f64,
    /// Where it lies with 95 % certainty.
    pub interval: Option<(f64, f64)>,
}

impl SpikeClass {
    /// The class in words, with those for more and for as much.
    pub(super) fn in_words(&self, [more, much]: [&str; 2]) -> String {
        match (self.over_pct, self.to_pct) {
            (None, Some(to)) => format!("up to {to} % {more}"),
            (Some(over), Some(to)) => format!("{over} to {to} % {more}"),
            (Some(over), None) if over >= 100.0 => format!("more than twice as {much}"),
            (over, _) => format!("over {} % {more}", over.unwrap_or_default()),
        }
    }
}

/// The classes of the table, and the row of the reference.
#[derive(Debug)]
pub(super) struct SpikeClasses<'t> {
    pub(super) classes: Vec<SpikeClass>,
    pub(super) row: Option<&'t LongestSession>,
}

impl<'t> SpikeClasses<'t> {
    pub(super) fn of(training: &'t Training) -> Self {
        const NAMES: [(&str, &str); 4] = [
            ("reference", "reference"),
            ("small spike", "small"),
            ("moderate spike", "moderate"),
            ("large spike", "large"),
        ];
        let mut classes = Vec::new();
        let mut first = None;
        for (class, key) in NAMES {
            let row = training.longest_session.iter().find(|row| {
                row.class.as_deref() == Some(class) && row.measure == "hazard rate ratio"
            });
            let Some(row) = row else { continue };
            first.get_or_insert(row);
            classes.push(SpikeClass {
                key,
                over_pct: row.increase_over_pct,
                to_pct: row.increase_to_pct,
                hazard_ratio: row.value,
                interval: row.ci_low.zip(row.ci_high),
            });
        }
        Self {
            classes,
            row: first,
        }
    }

    /// The class of a session that is so many times the most before it.
    pub(super) fn class(&self, ratio: f64) -> Option<usize> {
        self.classes.iter().position(|class| {
            // 11 km after 10 km are up to 10 % more, however the digits of a ratio fall
            let top = class.to_pct.map_or(f64::INFINITY, |to| 1.0 + to / 100.0);
            ratio <= top * (1.0 + ALIKE)
        })
    }
}

/// A figure of a day over the most of the 30 days before it, for each of figures in the order of days; `None` where there was
/// none, or the figure is not known.
pub(super) fn ratios(days: &[Date], figure: impl Fn(usize) -> Option<f64>) -> Vec<Option<f64>> {
    let mut from = 0;
    let mut ratios = Vec::with_capacity(days.len());
    for (i, day) in days.iter().enumerate() {
        let first = before(*day, DAYS);
        while days[from] < first {
            from += 1;
        }
        let earlier = (from..i).filter(|earlier| days[*earlier] < *day);
        let most = earlier.filter_map(&figure).reduce(f64::max);
        let ratio = figure(i)
            .zip(most)
            .map(|(figure, most)| figure / most)
            .filter(|ratio| ratio.is_finite());
        ratios.push(ratio);
    }
    ratios
}

/// The most of the 30 days up to a day, that day too.
pub(super) fn most_up_to(
    days: &[Date],
    last: Date,
    figure: impl Fn(usize) -> Option<f64>,
) -> Option<f64> {
    let window = before(last, DAYS - 1)..=last;
    let recent = days
        .iter()
        .enumerate()
        .filter(|(_, day)| window.contains(day));
    recent.filter_map(|(i, _)| figure(i)).reduce(f64::max)
}
