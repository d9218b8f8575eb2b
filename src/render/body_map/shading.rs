//! What each muscle of the drawing is filled with, and what is said of it.

use super::scale::{Rgb, Scale};
use crate::muscle::Muscle;
use crate::report::{Report, Row};

use super::super::wording;

/// What a shape is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// The colour of its force.
    Colour(Rgb),
    /// Hatched: nobody published its force.
    Hatched,
    /// Left pale: it was not asked for.
    Pale,
}

impl Fill {
    /// The value of a `fill` attribute.
    pub(super) fn paint(self) -> String {
        match self {
            Self::Colour(colour) => colour.to_string(),
            Self::Hatched => "url(#map-hatch)".to_owned(),
            Self::Pale => super::PALE.to_owned(),
        }
    }
}

/// How the muscles of an answer are shaded.
pub(super) struct Shading<'r, 'e> {
    report: &'r Report<'e>,
    pub(super) scale: Scale,
}

impl<'r, 'e> Shading<'r, 'e> {
    pub(super) fn of(report: &'r Report<'e>) -> Self {
        let largest = report.rows.iter().filter_map(peak_bw).fold(0.0, f64::max);
        Self {
            report,
            scale: Scale::up_to(largest),
        }
    }

    /// The row of the answer that a muscle's shape shows: its own, or else that of the group that it is a part of.
    pub(super) fn row(&self, key: &str) -> Option<&'r Row<'e>> {
        let row_of = |key: &str| self.report.rows.iter().find(|row| row.muscle.key() == key);
        let group = || self.report.evidence.muscles().by_key(key)?.part_of();
        row_of(key).or_else(|| row_of(group()?))
    }

    pub(super) fn fill(&self, key: &str) -> Fill {
        match self.row(key) {
            Some(row) => match peak_bw(row) {
                Some(bw) => Fill::Colour(self.scale.colour(bw)),
                None => Fill::Hatched,
            },
            None if self.is_published(key) => Fill::Pale,
            None => Fill::Hatched,
        }
    }

    /// Whether the tables have a force of the muscle or of its group.
    fn is_published(&self, key: &str) -> bool {
        let muscles = self.report.evidence.muscles();
        let muscle = muscles.by_key(key);
        let group = muscle.and_then(|muscle| muscles.by_key(muscle.part_of()?));
        let has_anchor = |muscle: &Muscle| self.report.evidence.anchors(muscle).next().is_some();
        muscle.is_some_and(has_anchor) || group.is_some_and(has_anchor)
    }

    /// Whether the answer shows parts of this muscle too, so that no shape may have its colour.
    pub(super) fn is_divided(&self, muscle: &Muscle) -> bool {
        let mut rows = self.report.rows.iter();
        rows.any(|row| row.muscle.part_of() == Some(muscle.key()))
    }

    /// What the name of a hatched muscle stands for.
    pub(super) fn without_force(&self) -> &'static str {
        if self.report.question.study.is_some() {
            "no force in this study"
        } else {
            "no published force"
        }
    }

    /// The force of a row in words, with as much of the unit as there is room for.
    pub(super) fn value(&self, row: &Row<'_>, unit: &str) -> String {
        match row.load.as_ref().map(crate::model::MuscleLoad::peak) {
            Some(peak) => {
                let spread = peak.sd().map(|sd| sd.0);
                format!("{} {unit}", wording::with_spread(peak.value().0, spread))
            }
            None => self.without_force().to_owned(),
        }
    }

    /// A row in one line: name, force, rank.
    pub(super) fn sentence(&self, row: &Row<'_>) -> String {
        let rank = match row.rank {
            Some(rank) if rank.low == rank.high => format!(", rank {}", rank.place),
            Some(rank) => {
                let (place, low, high) = (rank.place, rank.low, rank.high);
                format!(", rank {place} (the spread allows {low} to {high})")
            }
            None => String::new(),
        };
        let name = row.muscle.short_name();
        format!("{name}: {}{rank}", self.value(row, "× body weight"))
    }
}

/// The peak force that a row is shaded by, body weights.
fn peak_bw(row: &Row<'_>) -> Option<f64> {
    Some(row.load.as_ref()?.peak().value().0)
}
