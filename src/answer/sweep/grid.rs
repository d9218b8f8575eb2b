//! The places along a range: evenly spaced, and exactly on every row of the data.

use super::range::{degrees_of, to_thousandths};
use super::{SweepError, SweepPoint, SweepQuestion, Unit};
use crate::conditions::{Conditions, Course};
use crate::evidence::{Effect, Evidence, Quantity};
use crate::model::{self, Stepping};
use crate::muscle::{Muscle, Phase};
use crate::units::{
    Gradient, PercentOfTypical, QuantityError, Speed, StepRate, StepsPerMinute, TrunkLean,
};

/// The range with what is held fixed.
pub(super) struct SweepAxis<'q, 'e> {
    evidence: &'e Evidence,
    question: &'q SweepQuestion,
    /// What is held fixed; what is varied in it counts for nothing.
    fixed: Conditions,
}

impl<'q, 'e> SweepAxis<'q, 'e> {
    pub(super) fn of(
        evidence: &'e Evidence,
        question: &'q SweepQuestion,
    ) -> Result<Self, SweepError> {
        let swept = &question.swept;
        let speed = match (swept.unit.effect(), question.speed) {
            (Effect::Speed, _) => Speed::from_m_per_s(swept.unit.place(swept.from))
                .map_err(|error| SweepError::Bounds { at: swept.from.to_string(), error })?,
            (_, Some(speed)) => speed,
            (_, None) => return Err(SweepError::NoSpeed),
        };
        Ok(Self {
            evidence,
            question,
            fixed: Conditions::new(speed)
                .with_mass_if_known(question.mass)
                .with_course(question.course)
                .with_step_rate(question.step_rate)
                .with_form(question.form),
        })
    }

    /// A place by its number in the unit of the range.
    pub(super) fn grid_point(&self, x: f64) -> Result<SweepPoint, SweepError> {
        let unit = self.question.swept.unit;
        let bounds = |error| SweepError::Bounds { at: format!("{x} {}", unit.key()), error };
        let run = match unit {
            Unit::GradientDegrees => {
                let gradient = Gradient::from_degrees(x).map_err(bounds)?;
                self.fixed.with_course(self.course(gradient)?)
            }
            Unit::StepsPerMinute => {
                let rate = StepsPerMinute::new(x).map_err(bounds)?;
                self.fixed.with_step_rate(StepRate::PerMinute(rate))
            }
            _ => self.run_at(unit.place(x), bounds)?,
        };
        let stepping = Stepping::of(self.evidence, &run).map_err(bounds)?;
        let at = model::operating_point(self.evidence, &run).x(unit.effect());
        Ok(SweepPoint { x, at, run, stepping })
    }

    /// The run at a place on the axis of the evidence.
    fn run_at(
        &self,
        at: f64,
        bounds: impl Fn(QuantityError) -> SweepError,
    ) -> Result<Conditions, SweepError> {
        let run = self.fixed;
        Ok(match self.question.swept.unit.effect() {
            Effect::Speed => run.with_speed(Speed::from_m_per_s(at).map_err(bounds)?),
            Effect::StepRate => {
                let percent = PercentOfTypical::new(at).map_err(bounds)?;
                run.with_step_rate(StepRate::PercentOfTypical(percent))
            }
            Effect::TrunkLean => {
                let lean = TrunkLean::from_degrees(at).map_err(bounds)?;
                run.with_form(run.form().with_trunk_lean(lean))
            }
            _ => run.with_course(self.course(Gradient::from_percent(at).map_err(bounds)?)?),
        })
    }

    /// A place by its number on the axis of the evidence, exactly.
    fn grid_point_at(&self, at: f64) -> Result<SweepPoint, SweepError> {
        let bounds = |error| SweepError::Bounds { at: at.to_string(), error };
        let run = self.run_at(at, bounds)?;
        let stepping = Stepping::of(self.evidence, &run).map_err(bounds)?;
        let x = match self.question.swept.unit {
            Unit::Pace(unit) => unit.metres() / at,
            Unit::Speed(unit) => run.speed().in_unit(unit),
            Unit::GradientPercent | Unit::PercentOfTypical | Unit::LeanDegrees => at,
            Unit::GradientDegrees => degrees_of(at),
            Unit::StepsPerMinute => stepping.step_rate.value(),
        };
        Ok(SweepPoint { x, at, run, stepping })
    }

    fn course(&self, gradient: Gradient) -> Result<Course, SweepError> {
        Course::new(Some(self.fixed.course().terrain()), Some(gradient))
            .map_err(|error| SweepError::Course { at: gradient.percent(), error })
    }

    /// Points spaced evenly, and one exactly on every row of the data of these muscles in the range.
    pub(super) fn grid<'m>(
        &self,
        muscles: impl Iterator<Item = &'m Muscle>,
    ) -> Result<Vec<SweepPoint>, SweepError> {
        let swept = &self.question.swept;
        let ends = (self.grid_point(swept.from)?, self.grid_point(swept.to)?);
        let mut grid: Vec<SweepPoint> = Vec::new();
        for muscle in muscles {
            for at in self.rows(muscle) {
                if (ends.0.at..=ends.1.at).contains(&at)
                    && !grid.iter().any(|known| same(known.at, at))
                {
                    grid.push(self.grid_point_at(at)?);
                }
            }
        }
        let knots = grid.len();
        for x in swept.evenly(self.question.steps) {
            // of two points that would be written alike the one on the data stays
            if !grid[..knots].iter().any(|knot| same(to_thousandths(knot.x), x)) {
                grid.push(self.grid_point(x)?);
            }
        }
        grid.sort_by(|a, b| a.at.total_cmp(&b.at));
        grid.dedup_by(|a, b| same(a.at, b.at));
        Ok(grid)
    }

    /// Where the data of a muscle on the varied quantity have rows.
    fn rows(&self, muscle: &Muscle) -> Vec<f64> {
        let effect = self.question.swept.unit.effect();
        let mut rows = Vec::new();
        for phase in Phase::ALL {
            let tables = &self.evidence.of(muscle).phases[phase as usize];
            let Some(anchor) = tables.anchors.first() else {
                continue;
            };
            let curve = tables.curve(effect, Quantity::Peak);
            rows.extend(curve.knots().iter().map(|row| row.x));
            rows.push(match effect {
                Effect::Speed => anchor.speed_m_s,
                other => other.reference(),
            });
        }
        rows
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
