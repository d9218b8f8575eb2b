//! A session against the most of the 30 days before it: four classes with the rates of injury that a study found for
//! distance. The same of a muscle's load is this program's own extension, which nobody tested.

use jiff::civil::Date;

use super::HistoryRun;
use super::days::before;
use crate::number::fixed;
use crate::training::{LongestSession, Training};

/// How far back a session is compared, days.
pub(super) const DAYS: i64 = 30;
/// What figures of the same runs may differ by in their last digits, as a share.
const ALIKE: f64 = 1e-9;

/// A class of sessions by how much more they are than the most of the 30 days before, as the study has them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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
        Self { classes, row: first }
    }

    /// The class of a session that is so many times the most before it.
    pub(super) fn class(&self, ratio: f64) -> Option<usize> {
        self.classes.iter().position(|class| {
            // 11 km after 10 km are up to 10 % more, however the digits of a ratio fall
            let top = class.to_pct.map_or(f64::INFINITY, |to| 1.0 + to / 100.0);
            ratio <= top * (1.0 + ALIKE)
        })
    }

    /// How many decimals a percentage has, at least so many, so that it stands in the class of what it is rounded from:
    /// 10.3 % more is not 10 % beside "more than 10 %".
    pub(super) fn decimals(&self, ratio: f64, least: usize) -> usize {
        let is_told = |decimals: &usize| {
            let told = fixed(over_pct(ratio), *decimals).parse::<f64>();
            told.is_ok_and(|told| self.class(1.0 + told / 100.0) == self.class(ratio))
        };
        (least..9).find(is_told).unwrap_or(9)
    }

    /// How much more it is, in percent.
    pub(super) fn over(&self, ratio: f64) -> String {
        fixed(over_pct(ratio), self.decimals(ratio, 0))
    }

    /// The same with its sign and unit.
    pub(super) fn change(&self, ratio: f64) -> String {
        let text = self.over(ratio);
        let plus = if ratio > 1.0 && text != "0" { "+" } else { "" };
        format!("{plus}{text} %")
    }
}

/// How much more than as much, percent.
pub(super) fn over_pct(ratio: f64) -> f64 {
    (ratio - 1.0) * 100.0
}

/// The runs of the 30 days before the day of one of the runs, which are in the order of days.
pub(super) fn earlier(runs: &[HistoryRun], place: usize) -> &[HistoryRun] {
    let day = runs[place].day();
    let first = before(day, DAYS);
    let from = runs.partition_point(|run| run.day() < first);
    &runs[from..runs.partition_point(|run| run.day() < day).max(from)]
}

/// A figure of a run over the most of earlier ones; `None` where there was none, or the figure is not known.
pub(super) fn ratio(
    run: &HistoryRun,
    earlier: &[HistoryRun],
    figure: impl Fn(&HistoryRun) -> Option<f64>,
) -> Option<f64> {
    let own = figure(run)?;
    let most = earlier.iter().filter_map(figure).reduce(f64::max)?;
    Some(own / most).filter(|ratio| ratio.is_finite())
}

/// The load of a muscle in a run over the most of earlier ones, and the same of its highest peak.
pub(super) fn of_muscle(
    run: &HistoryRun,
    earlier: &[HistoryRun],
    muscle: usize,
) -> [Option<f64>; 2] {
    [
        ratio(run, earlier, |run| run.load_kn_s(muscle)),
        ratio(run, earlier, |run| run.peak_bw(muscle)),
    ]
}

/// The most of the 30 days up to a day, that day too.
pub(super) fn most_up_to(
    days: &[Date],
    last: Date,
    figure: impl Fn(usize) -> Option<f64>,
) -> Option<f64> {
    let window = before(last, DAYS - 1)..=last;
    let recent = days.iter().enumerate().filter(|(_, day)| window.contains(day));
    recent.filter_map(|(i, _)| figure(i)).reduce(f64::max)
}
