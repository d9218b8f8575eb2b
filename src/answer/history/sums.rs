//! Runs added up over days.

use jiff::civil::DateTime;

use super::days::{DayRange, PeriodLength, before, days_between};
use super::{HistoryRun, spike};
use crate::number::whole_seconds;

/// What one muscle bore over some days, in one leg.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct LoadSum {
    /// The impulse of all steps, kN·s; `None` where nobody published a duration.
    pub load_kn_s: Option<f64>,
    /// The highest peak, body weights.
    pub peak_bw: Option<f64>,
    /// When it came, by the clock of the place; to the day where a row of a log has no more.
    pub peak_at: Option<DateTime>,
    /// The most that one run added, kN·s.
    pub session_kn_s: Option<f64>,
    /// The most that a run added over the most of the 30 days before it.
    pub session_ratio: Option<f64>,
    /// The most that a peak was over the highest of the 30 days before it.
    pub peak_ratio: Option<f64>,
}

/// Runs added up.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct RunSum {
    /// How many.
    pub runs: usize,
    /// Distance, m.
    pub distance_m: f64,
    /// Time on the move, s.
    pub seconds: f64,
    /// Ascent of those runs that know it, m; `None` where none does.
    pub ascent_m: Option<f64>,
    /// The place of the longest among the runs of the athlete.
    pub longest: Option<usize>,
    /// What each muscle bore.
    pub loads: Vec<LoadSum>,
}

/// Runs of some days, added up.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PeriodSum {
    /// The days.
    pub range: DayRange,
    /// Those that are told of: all but at the ends.
    pub told: DayRange,
    /// The sum.
    pub sum: RunSum,
    /// The load of each muscle a day, over that of the 28 days before; `None` where nothing is known of those.
    pub share_of_28_days: Vec<Option<f64>>,
}

fn larger(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    one.into_iter().chain(other).reduce(f64::max)
}

impl RunSum {
    fn add(&mut self, place: usize, runs: &[HistoryRun], longest_m: &mut f64) {
        let (run, earlier) = (&runs[place], spike::earlier(runs, place));
        self.runs += 1;
        let session = &run.session;
        self.distance_m += session.distance_m;
        self.seconds += session.seconds;
        if let Some(ascent_m) = session.ascent_m {
            *self.ascent_m.get_or_insert(0.0) += ascent_m;
        }
        if self.longest.is_none() || session.distance_m > *longest_m {
            self.longest = Some(place);
            *longest_m = session.distance_m;
        }
        for (muscle, sum) in self.loads.iter_mut().enumerate() {
            if let Some(load) = run.load_kn_s(muscle) {
                *sum.load_kn_s.get_or_insert(0.0) += load;
                sum.session_kn_s = larger(sum.session_kn_s, Some(load));
            }
            let peak = run.peak_bw(muscle);
            if peak > sum.peak_bw {
                sum.peak_bw = peak;
                let at_s =
                    session.loads.get(muscle).map_or(0, |load| whole_seconds(load.peak_at_s));
                sum.peak_at = run.local.checked_add(jiff::Span::new().seconds(at_s)).ok();
            }
            let [load, peak] = spike::of_muscle(run, earlier, muscle);
            sum.session_ratio = larger(sum.session_ratio, load);
            sum.peak_ratio = larger(sum.peak_ratio, peak);
        }
    }
}

impl PeriodSum {
    /// The runs of some days; `runs` is in the order of time.
    pub(super) fn of(runs: &[HistoryRun], range: DayRange, muscles: usize) -> Self {
        Self::of_part(runs, range, range, muscles)
    }

    fn of_part(runs: &[HistoryRun], range: DayRange, told: DayRange, muscles: usize) -> Self {
        let from = runs.partition_point(|run| run.day() < told.from);
        let to = runs.partition_point(|run| run.day() <= told.to);
        let mut sum = RunSum { loads: vec![LoadSum::default(); muscles], ..RunSum::default() };
        // where nobody ran, what is known of other runs is no load
        for (muscle, load) in sum.loads.iter_mut().enumerate() {
            let is_known = runs.iter().any(|run| run.load_kn_s(muscle).is_some());
            load.load_kn_s = is_known.then_some(0.0);
        }
        let mut longest_m = 0.0;
        for i in from..to {
            sum.add(i, runs, &mut longest_m);
        }
        let share_of_28_days = share_of_28_days(runs, &sum, told);
        Self { range, told, sum, share_of_28_days }
    }
}

/// The load of each muscle a day, over that of a day of the 28 before the first.
fn share_of_28_days(runs: &[HistoryRun], sum: &RunSum, told: DayRange) -> Vec<Option<f64>> {
    let first = before(told.from, 28);
    let unknown = || vec![None; sum.loads.len()];
    // where the history begins later, less is known than was run
    if runs.first().is_none_or(|run| run.day() > first) {
        return unknown();
    }
    let from = runs.partition_point(|run| run.day() < first);
    let to = runs.partition_point(|run| run.day() < told.from);
    let shares = sum.loads.iter().enumerate().map(|(muscle, load)| {
        let loads = runs[from..to].iter().filter_map(|run| run.load_kn_s(muscle));
        let before = loads.sum::<f64>() / 28.0;
        let a_day = load.load_kn_s? / f64::from(told.days());
        (before > 0.0).then(|| a_day / before)
    });
    shares.collect()
}

/// The sums of weeks or months from that of the first run on, those without a run too.
pub(super) fn periods(
    runs: &[HistoryRun],
    length: PeriodLength,
    told: DayRange,
    muscles: usize,
) -> Vec<PeriodSum> {
    let is_told = |run: &&HistoryRun| told.contains(run.day());
    let Some(first) = runs.iter().find(is_told).map(HistoryRun::day) else {
        return Vec::new();
    };
    let mut periods = Vec::new();
    let mut from = length.first_day(first);
    while from <= told.to {
        let next = length.following(from);
        let range = DayRange { from, to: next.yesterday().unwrap_or(from) };
        let part = DayRange { from: range.from.max(told.from), to: range.to.min(told.to) };
        periods.push(PeriodSum::of_part(runs, range, part, muscles));
        if days_between(from, next) <= 0 {
            break;
        }
        from = next;
    }
    periods
}
