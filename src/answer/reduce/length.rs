//! Changes of mass and length: kilograms and sums alone, no step.

use super::{ReduceAnswer, ReduceError, ReduceRow, ReduceTarget};
use crate::answer::pair::StepAndKilometre;
use crate::answer::text;
use crate::conditions::Conditions;
use crate::model;
use crate::number::{short, trimmed};
use crate::units::{BodyWeights, LengthUnit, Mass};

impl<'e> ReduceAnswer<'e> {
    /// A lighter runner: in kilograms alone.
    pub(super) fn lighter(&self) -> Option<ReduceRow<'e>> {
        let mass = self.question.run.mass()?;
        let lighter = Mass::from_kilograms(mass.kilograms() * self.share()).ok()?;
        let units = self.question.units;
        let mut row = Self::elsewhere(
            "lighter".to_owned(),
            text::mass(mass, units),
            mass_to_a_tenth(lighter, units),
        );
        row.run = Some(self.question.run.with_mass(lighter));
        Some(row)
    }

    /// A shorter run: its sum alone.
    pub(super) fn shorter(&self) -> ReduceRow<'e> {
        let (share, units) = (self.share(), self.question.units);
        let (from, to) = match self.question.length {
            Some(length) => {
                let metres = length.metres(self.question.run.speed());
                (self.distance(metres), self.distance(metres * share))
            }
            None => (format!("1 {units}"), format!("{} {units}", short(share))),
        };
        Self::elsewhere("shorter".to_owned(), from, to)
    }

    /// What one leg may add up to, body weights · s, where that was asked for.
    pub(super) fn limit_bw_s(&self) -> Result<Option<f64>, ReduceError> {
        Ok(match self.question.target {
            ReduceTarget::UntilWeightSeconds(sum) => Some(sum),
            ReduceTarget::UntilKilonewtonSeconds(sum) => {
                let mass = self.question.run.mass().ok_or(ReduceError::NoMass)?;
                Some(1000.0 * sum / BodyWeights(1.0).of(mass).0)
            }
            _ => None,
        })
    }

    /// How far the run may go: to a sum, or without one as far as somebody likes, since no step gets heavier.
    pub(super) fn farther(&self, run: &Conditions, limit_bw_s: Option<f64>) -> ReduceRow<'e> {
        let now = self.question.length.map(|length| length.metres(run.speed()));
        let both = StepAndKilometre::of(self.evidence, self.muscle, run);
        let metres = limit_bw_s.zip(both).map(|(limit, both)| 1000.0 * limit / both.kilometre_bw_s);
        let is_shorter = now.zip(metres).is_some_and(|(now, most)| most < now);
        let what = if is_shorter { "shorter" } else { "farther" };
        let from = now.map_or_else(String::new, |metres| self.distance(metres));
        let to = match (limit_bw_s, metres) {
            (_, Some(metres)) => self.distance(metres),
            (None, None) => "any distance".to_owned(),
            (Some(_), None) => "not known".to_owned(),
        };
        let mut row = Self::elsewhere(what.to_owned(), from, to);
        row.x = metres;
        row.load = model::load(self.evidence, self.muscle, run).filter(|_| limit_bw_s.is_some());
        row
    }

    fn distance(&self, metres: f64) -> String {
        let units = self.question.units;
        format!("{} {units}", trimmed(metres / units.metres(), 2))
    }
}

fn mass_to_a_tenth(mass: Mass, units: LengthUnit) -> String {
    match units {
        LengthUnit::Mile => format!("{} lb", trimmed(mass.pounds(), 1)),
        LengthUnit::Kilometre => format!("{} kg", trimmed(mass.kilograms(), 1)),
    }
}
