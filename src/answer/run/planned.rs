//! A planned course: what each kilometre asks of each muscle against the same distance on the level, and which asks most.

use super::fields::EASY_KM;
use super::{RecordedRun, RunLoad, RunRow, Split};
use crate::answer::text::{capital, in_text, listed};
use crate::document::{Align, Column, Sentences, TableColumn};
use crate::muscle::Kind;
use crate::number::{change, fixed};
use crate::units::LengthUnit;

const LEVEL: Column = Column {
    short: "vs level",
    long: "Against the level",
    meaning: "force times time against the same distance on the level at the same pace",
    align: Align::Right,
    priority: 12,
    ..Column::EMPTY
};
const HARDEST: Column = Column {
    short: "most in",
    long: "Asks most in",
    meaning: "the split that asks most of it, against the same distance on the level",
    priority: 11,
    ..Column::EMPTY
};

impl RecordedRun<'_> {
    /// The muscles of a course of which it is published what hills do, in order.
    pub(super) fn with_gradient(&self) -> impl Iterator<Item = &RunRow<'_>> {
        let is_muscle = |row: &&RunRow<'_>| row.muscle.kind() == Kind::Muscle;
        let rows = self.rows.iter().filter(is_muscle);
        rows.filter(|row| self.load(row).level_ratio.is_some() && self.knows_hills(row.muscle))
    }

    /// Leaves the muscles of a course out of which nobody published what hills do, for a screen that is small.
    pub fn keep_hills(&mut self) {
        if self.track.planned.is_some() {
            let mut rows = std::mem::take(&mut self.rows);
            rows.retain(|row| row.muscle.kind() != Kind::Muscle || self.knows_hills(row.muscle));
            self.rows = rows;
        }
    }

    /// The splits that are long enough to be compared, each with its loads.
    fn whole_splits(&self) -> Vec<(&Split, Vec<RunLoad>)> {
        let longest = self.splits.iter().map(|split| split.running.metres);
        let least = longest.fold(0.0, f64::max) / 2.0;
        let whole = self.splits.iter().filter(|split| split.running.metres >= least);
        whole.map(|split| (split, self.loads_of(split).into_owned())).collect()
    }

    /// The split that asks most of a muscle: its name and how much more than on the level.
    fn hardest_split(splits: &[(&Split, Vec<RunLoad>)], row: &RunRow<'_>) -> Option<(String, f64)> {
        let ratios = splits.iter().filter_map(|(split, loads)| {
            Some((split.name.clone(), loads.get(row.index)?.level_ratio?))
        });
        ratios.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// What a course asks against the level, and where most; nothing for what was run.
    pub(super) fn course_columns(&self) -> Vec<TableColumn> {
        if self.track.planned.is_none() {
            return Vec::new();
        }
        let splits = self.whole_splits();
        let ratio =
            |row: &RunRow<'_>| self.load(row).level_ratio.filter(|_| self.knows_hills(row.muscle));
        let mut columns =
            vec![TableColumn::new(LEVEL, &self.rows, |row| Some(change(ratio(row)?)))];
        if !splits.is_empty() {
            columns.push(TableColumn::new(HARDEST, &self.rows, |row| {
                ratio(row)?;
                let (name, most) = Self::hardest_split(&splits, row)?;
                Some(format!("{name}, {}", change(most)))
            }));
        }
        columns
    }

    /// The answer about a course in sentences; nothing for what was run.
    pub(super) fn course_summary(&self) -> Option<Sentences> {
        let speed = self.track.planned?;
        let units = self.question.units;
        let splits = self.whole_splits();
        let mut hardest: Vec<(&RunRow<'_>, String, f64)> = self
            .with_gradient()
            .filter_map(|row| {
                Self::hardest_split(&splits, row).map(|(name, most)| (row, name, most))
            })
            .collect();
        hardest.sort_by(|a, b| b.2.total_cmp(&a.2));
        let distance = fixed(self.whole.running.metres / units.metres(), 1);
        let name = match units {
            LengthUnit::Kilometre => "kilometres",
            LengthUnit::Mile => "miles",
        };
        let headline = match hardest.first() {
            Some((row, name, most)) => format!(
                "{} asks most: {} of {} against the same distance on the level",
                spelled(name),
                change(*most),
                in_text(row.muscle)
            ),
            None => format!("{distance} {name} at {}, with no hills to compare", speed.pace(units)),
        };
        let whole: Vec<String> = self
            .with_gradient()
            .take(3)
            .filter_map(|row| {
                Some(format!("{} {}", in_text(row.muscle), change(self.load(row).level_ratio?)))
            })
            .collect();
        let lead = if whole.is_empty() {
            String::new()
        } else {
            format!(
                "The whole course against {distance} level {name} at {}: {}.",
                speed.pace(units),
                listed(&whole, "and")
            )
        };
        let more = hardest.iter().skip(1).take(1).map(|(row, name, most)| {
            format!(
                "Of {} {} asks most: {}.",
                in_text(row.muscle),
                spelled(name).to_lowercase(),
                change(*most)
            )
        });
        Some(Sentences {
            headline: capital(&headline),
            lead,
            more: more.chain(self.earlier_sentence()).collect(),
            ..Sentences::default()
        })
    }

    /// Of each split what it asks of the first muscles against the level; nothing for what was run.
    pub(super) fn course_cells(&self, most: usize) -> Option<Vec<(String, Vec<Option<String>>)>> {
        self.track.planned?;
        let long = self.whole_splits();
        let mut rows: Vec<(&RunRow<'_>, f64)> = self
            .with_gradient()
            .filter_map(|row| Some((row, Self::hardest_split(&long, row)?.1)))
            .collect();
        rows.sort_by(|a, b| b.1.total_cmp(&a.1));
        let all: Vec<Vec<RunLoad>> =
            self.splits.iter().map(|split| self.loads_of(split).into_owned()).collect();
        let columns = rows.into_iter().take(most).map(|(row, _)| {
            let cells = all.iter().map(|loads| Some(change(loads[row.index].level_ratio?)));
            (row.muscle.short_name().to_owned(), cells.collect())
        });
        Some(columns.collect())
    }

    pub(super) fn level_km(&self) -> Option<Column> {
        self.track.planned?;
        let (short, long) = match self.question.units {
            LengthUnit::Kilometre => ("level km", "Level km"),
            LengthUnit::Mile => ("level mi", "Level mi"),
        };
        Some(Column { short, long, ..EASY_KM })
    }
}

/// The name of a split in a sentence: `km 26` is kilometre 26.
fn spelled(name: &str) -> String {
    for (short, long) in [("km ", "Kilometre "), ("mi ", "Mile ")] {
        if let Some(number) = name.strip_prefix(short) {
            return format!("{long}{number}");
        }
    }
    name.to_owned()
}
