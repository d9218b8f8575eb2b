//! What the hills did, in sentences and in a small table.

use super::{GradientClass, RecordedRun, RunRow};
use crate::answer::text::{in_text, listed};
use crate::document::{Align, Column, Section, SectionPart, Table, TableColumn};
use crate::muscle::Kind;
use crate::number::fixed;

const MUSCLES: usize = 6;
/// A share that is larger than that of the steps by this much gets a sentence.
const NOTABLE: f64 = 0.02;

const GROUND: Column = Column { short: "ground", long: "Ground", is_plain: true, ..Column::EMPTY };
const SHARE: Column = Column { align: Align::Right, is_plain: true, ..Column::EMPTY };
const STEPS: Column = Column { short: "of the steps", long: "Steps", ..SHARE };

impl RecordedRun<'_> {
    /// The hills under their heading; nothing without altitude.
    pub(super) fn hill_section(&self) -> Option<Section> {
        let whole = &self.whole;
        if !self.track.has_altitude || whole.running.metres <= 0.0 {
            return None;
        }
        let parts = GradientClass::ALL
            .map(|slope| percent(whole.slopes[slope as usize].metres / whole.running.metres));
        let steps = GradientClass::ALL.map(|slope| {
            let steps = whole.slopes[slope as usize].steps;
            steps / whole.running.steps.max(1.0)
        });
        let mut sentences = vec![format!(
            "Of the running {} went uphill, {} on the level (within 1 %) and {} downhill; {} m up and {} m down in all.",
            parts[0],
            parts[1],
            parts[2],
            fixed(whole.ascent_m, 0),
            fixed(whole.descent_m, 0)
        )];
        for slope in [GradientClass::Uphill, GradientClass::Downhill] {
            sentences.extend(self.more_there(slope, steps[slope as usize]));
        }
        let all = self.with_shares().count();
        let without = all - self.with_hills().count();
        if without > 0 {
            sentences.push(format!(
                "For {without} of {all} muscles nobody has published what a gradient does; they are shown as on the level.",
            ));
        }
        Some(Section::new(
            "What the hills did",
            vec![
                SectionPart::Text(sentences.join(" ")),
                SectionPart::Table(self.hill_table(steps)),
            ],
        ))
    }

    /// The muscles with their shares, in order of rank; no tendons and joints.
    fn with_shares(&self) -> impl Iterator<Item = (&RunRow<'_>, [f64; 3])> {
        let rows = self.rows.iter().filter(|row| row.muscle.kind() == Kind::Muscle);
        rows.filter_map(|row| Some((row, self.load(row).shares?)))
    }

    /// Those of which it is published what a gradient does: of the others the shares are those of the steps.
    fn with_hills(&self) -> impl Iterator<Item = (&RunRow<'_>, [f64; 3])> {
        self.with_shares().filter(|(row, _)| self.knows_hills(row.muscle))
    }

    /// Which muscles bore more there than their steps were.
    fn more_there(&self, slope: GradientClass, of_steps: f64) -> Option<String> {
        // where it is of no muscle known what a gradient does, there is nothing to say of them
        if of_steps <= 0.0 || self.with_hills().next().is_none() {
            return None;
        }
        let what = match slope {
            GradientClass::Uphill => "Climbing",
            GradientClass::Level => "Level running",
            GradientClass::Downhill => "Descending",
        };
        let mut more: Vec<(f64, String)> = self
            .with_hills()
            .map(|(row, shares)| (shares[slope as usize], in_text(row.muscle)))
            .filter(|(share, _)| share - of_steps >= NOTABLE)
            .collect();
        more.sort_by(|a, b| b.0.total_cmp(&a.0));
        more.truncate(3);
        let steps = format!("{what} took {} of the steps", percent(of_steps));
        if more.is_empty() {
            return Some(format!("{steps}, and no muscle bore notably more of its load there."));
        }
        let shares = more.iter().enumerate().map(|(i, (share, who))| {
            let what = if i == 0 { "the load of" } else { "that of" };
            format!("{} of {what} {who}", percent(*share))
        });
        let shares: Vec<String> = shares.collect();
        Some(format!("{steps}, but {}.", listed(&shares, "and")))
    }

    fn hill_table(&self, steps: [f64; 3]) -> Table {
        let units = self.question.units;
        let lengths = self.whole.slopes.map(|slope| slope.metres / units.metres());
        let mut columns = vec![
            TableColumn::new(GROUND, &["Uphill", "Level", "Downhill"], |name| {
                Some((*name).to_owned())
            }),
            TableColumn::new(SHARE, &lengths, |length| Some(fixed(*length, 2)))
                .titled(units.to_string()),
            TableColumn::new(STEPS, &steps, |share| Some(percent(*share))),
        ];
        columns.extend(self.with_hills().take(MUSCLES).map(|(row, shares)| {
            TableColumn::new(SHARE, &shares, |share| Some(percent(*share)))
                .titled(row.muscle.short_name())
        }));
        Table { about: "Shares uphill, level and downhill", columns, ..Table::default() }
    }
}

pub(super) fn percent(share: f64) -> String {
    format!("{} %", fixed(100.0 * share, 0))
}
