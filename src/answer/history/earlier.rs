//! The last weeks as what a planned course is held against.

use super::days::DayRange;
use super::{AthleteHistory, HistoryAnswer};
use crate::answer::run::{EARLIER_WEEKS, EarlierRun, EarlierWeeks};

impl HistoryAnswer<'_> {
    /// What each muscle of an athlete bore downhill in the weeks up to the last day; `None` without a run.
    #[must_use]
    pub fn earlier_weeks(&self, athlete: &AthleteHistory) -> Option<EarlierWeeks> {
        let to = self.last_day?;
        let range = DayRange::ending(to, EARLIER_WEEKS * 7);
        let recent = athlete.runs.iter().filter(|run| range.contains(run.day()));
        let (known, unknown): (Vec<_>, Vec<_>) = recent.partition(|run| run.session.has_altitude());
        let runs = known.into_iter().map(|run| EarlierRun {
            name: run.session.name.clone(),
            day: run.day(),
            downhill_bw_s: (0..self.muscles.len())
                .map(|muscle| run.session.loads.get(muscle)?.downhill_bw_s)
                .collect(),
        });
        Some(EarlierWeeks { to, runs: runs.collect(), without_altitude: unknown.len() })
    }
}
