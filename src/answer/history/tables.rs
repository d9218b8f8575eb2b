//! Tables of an athlete that only a report shows: runs that stood out, what is left, every week.

use super::spike::{earlier, of_muscle};
use super::words::{distance, hazard};
use super::{AthleteHistory, HistoryAnswer, PeriodSum};
use crate::answer::columns::{left, right};
use crate::answer::run::hours_minutes_seconds;
use crate::answer::text;
use crate::document::Table;
use crate::number::{fixed, grouped};

const MOST_OUTSTANDING: usize = 12;

/// How many muscles have a column in the table of weeks; the lines show all.
const MOST_OF_PERIODS: usize = 8;

impl HistoryAnswer<'_> {
    /// The runs that were more than a tenth longer than the longest of the 30 days before, or whose load was, the latest
    /// first.
    pub(super) fn outstanding(&self, athlete: &AthleteHistory) -> Table {
        let runs = &athlete.runs;
        let places = athlete.told_runs().filter(|place| {
            let ratio = runs[*place].longer_than_30_days;
            let class = ratio.and_then(|ratio| self.classes.class(ratio));
            class.is_some_and(|class| class > 0)
        });
        let mut rows: Vec<usize> = places.collect();
        rows.reverse();
        rows.truncate(MOST_OUTSTANDING);
        let percent = |ratio: Option<f64>| Some(self.classes.change(ratio?));
        Table {
            about: "Runs that stood out",
            columns: vec![
                left("day", 0, &rows, |run| {
                    Some(runs[*run].local.strftime("%a %-d %b %Y").to_string())
                }),
                right("distance", 0, &rows, |run| {
                    Some(distance(runs[*run].session.distance_m, athlete.units))
                }),
                right("against 30 days", 0, &rows, |run| percent(runs[*run].longer_than_30_days)),
                right("in the study", 0, &rows, |run| {
                    Some(hazard(self.class(runs[*run].longer_than_30_days)?))
                }),
                left("most above its own 30 days", 0, &rows, |run| {
                    let earlier = earlier(runs, *run);
                    let muscles = (0..self.muscles.len()).filter_map(|muscle| {
                        Some((of_muscle(&runs[*run], earlier, muscle)[0]?, muscle))
                    });
                    let (ratio, muscle) = muscles.max_by(|a, b| a.0.total_cmp(&b.0))?;
                    Some(format!("{} {}", self.muscles[muscle].short_name(), percent(Some(ratio))?))
                }),
            ],
            ..Table::default()
        }
    }

    pub(super) fn left_table(&self, athlete: &AthleteHistory) -> Table {
        let Some(left_over) = self.left(athlete) else {
            return Table::default();
        };
        let units = athlete.units;
        let mut rows = left_over.muscles.clone();
        let order = self.shown(athlete);
        rows.sort_by_key(|row| order.iter().position(|place| *place == row.muscle));
        rows.retain(|row| order.contains(&row.muscle));
        Table {
            about: "What is left",
            columns: vec![
                left("muscle", 0, &rows, |row| Some(text::muscle(self.muscles[row.muscle]))),
                right("level", 0, &rows, |row| Some(distance(row.level_m, units)))
                    .titled(format!("level at {}", left_over.speed.pace(units))),
                right("with a hill", 0, &rows, |row| {
                    let (metres, climb_m) = row.hilly?;
                    Some(format!("{}, {} m up", distance(metres, units), fixed(climb_m, 0)))
                }),
                right("fastest", 0, &rows, |row| Some(row.fastest?.pace(units).to_string())),
            ],
            legend: vec![format!(
                "the run itself: up to {}",
                distance(left_over.distance_m, units)
            )],
            ..Table::default()
        }
    }

    pub(super) fn period_table(&self, athlete: &AthleteHistory) -> Table {
        let rows: Vec<&PeriodSum> = athlete.periods.iter().rev().collect();
        let mut columns = vec![
            left("from", 0, &rows, |period| Some(period.range.from.to_string())),
            right("runs", 0, &rows, |period| Some(period.sum.runs.to_string())),
            right("distance", 0, &rows, |period| {
                Some(distance(period.sum.distance_m, athlete.units))
            }),
            right("time", 0, &rows, |period| Some(hours_minutes_seconds(period.sum.seconds))),
            right("up m", 0, &rows, |period| Some(fixed(period.sum.ascent_m?, 0))),
        ];
        for place in self.shown(athlete).into_iter().take(MOST_OF_PERIODS) {
            let muscle = self.muscles[place];
            let column = right("", 0, &rows, |period: &&PeriodSum| {
                Some(grouped(period.sum.loads[place].load_kn_s?))
            });
            columns.push(column.titled(muscle.short_name()));
        }
        Table { about: "Weeks or months", columns, ..Table::default() }
    }
}
