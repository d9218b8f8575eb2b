//! What one muscle bore in a split of a run, with its spread.

use std::sync::Arc;

use jiff::civil::Date;

use super::RecordedRun;
use super::split::{GradientClass, HighestStep, Sum};
use crate::answer::RankBy;
use crate::answer::citations::extend_unique;
use crate::conditions::Conditions;
use crate::evidence::{Effect, Evidence, Grade, StudyRef};
use crate::model::{self, OperatingPoint};
use crate::muscle::{Muscle, Phase};
use crate::units::{BodyWeights, Mass};

/// What one muscle bore in a split of a run.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct RunLoad {
    /// The highest peak; `None` without running or where nobody published the force.
    pub highest: Option<Highest>,
    /// The mean peak force, weighted by steps, body weights.
    pub peak_mean_bw: Option<f64>,
    /// One standard deviation of it between runners, body weights: a runner who pulls harder does so in every step, so the
    /// deviations of all steps go together.
    pub peak_mean_sd_bw: Option<f64>,
    /// The impulse of all steps of one leg, body weights · s.
    pub cumulative_bw_s: Option<f64>,
    /// The same in kN·s; `None` for a runner of unknown mass.
    pub cumulative_kn_s: Option<f64>,
    /// The sum over the steps of one leg of the peak to the power of the exponent that was asked for.
    pub peak_power_sum: Option<f64>,
    /// Kilometres of easy flat running with the same impulse.
    pub easy_km: Option<f64>,
    /// The impulse over that of the same distance on the level at the same pace; only of a planned course.
    pub level_ratio: Option<f64>,
    /// What the weeks before held of its load downhill in the whole course, where they were given.
    pub earlier_downhill: Option<DownhillShare>,
    /// The shares of the impulse uphill, level and downhill.
    pub shares: Option<[f64; 3]>,
    /// How far to trust it: the grade of at least half of the steps.
    pub grade: Option<Grade>,
    /// The share of the steps that lie beyond the data in some way.
    pub extrapolated_share: Option<f64>,
}

/// What those weeks held of the downhill load of a muscle that a course asks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DownhillShare {
    /// All runs together, over the course.
    pub ratio: f64,
    /// The run that came nearest: its name, its day and its own load over that of the course; `None` where none went down.
    pub nearest: Option<(Arc<str>, Date, f64)>,
}

/// The highest peak force of a split.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Highest {
    /// The peak force, body weights.
    pub peak_bw: f64,
    /// One standard deviation of it between runners, body weights.
    pub sd_bw: Option<f64>,
    /// The peak force, N; `None` for a runner of unknown mass.
    pub peak_n: Option<f64>,
    /// When in the stride it comes.
    pub phase: Phase,
    /// When in the run it came, s since the first sample.
    pub at_s: f64,
    /// How long the speed was at least 95 % of that then, s.
    pub held_s: f64,
    /// How the runner ran then.
    pub run: Conditions,
}

impl RunLoad {
    /// What a muscle bore, by its sum over so many steps and the places of the mean runs of the cells, each with its steps.
    pub(super) fn of(
        evidence: &Evidence,
        muscle: &Muscle,
        sum: &Sum,
        cells: &[(OperatingPoint, f64)],
        mass: Option<Mass>,
        easy_km_bw_s: Option<f64>,
    ) -> Self {
        let steps: f64 = cells.iter().map(|(_, steps)| steps).sum();
        let Some(highest) = sum.highest.filter(|_| steps > 0.0) else {
            return Self::default();
        };
        let HighestStep { peak_bw, run, at_s, held_s } = highest;
        let highest = model::load(evidence, muscle, &run).map(|load| Highest {
            peak_bw,
            sd_bw: load.peak().sd().map(|sd| sd.0),
            peak_n: mass.map(|mass| BodyWeights(peak_bw).of(mass).0),
            phase: load.phase(),
            at_s,
            held_s,
            run,
        });
        // by cells of running between the same published figures
        let (mut sd, mut extrapolated) = (Some(0.0), 0.0);
        let mut grades: Vec<(Grade, f64)> = Vec::new();
        for (place, steps) in cells {
            let Some(quality) = model::quality(evidence, muscle, *place) else {
                continue;
            };
            sd = sd.and_then(|sum| Some(sum + quality.sd?.0 * steps));
            if quality.is_extrapolated {
                extrapolated += steps;
            }
            grades.push((quality.grade, *steps));
        }
        let impulse_bw_s = sum.impulse_bw_s.iter().sum::<f64>();
        let impulse_bw_s = Some(impulse_bw_s).filter(|_| sum.has_impulse);
        let shares = impulse_bw_s.map(|all| sum.impulse_bw_s.map(|part| part / all));
        Self {
            highest,
            peak_mean_bw: Some(sum.peak_steps / steps),
            peak_mean_sd_bw: sd.map(|sd| sd / steps),
            cumulative_bw_s: impulse_bw_s,
            cumulative_kn_s: impulse_bw_s
                .zip(mass)
                .map(|(all, mass)| BodyWeights(all).of(mass).0 / 1000.0),
            peak_power_sum: Some(sum.peak_power).filter(|sum| *sum > 0.0),
            easy_km: impulse_bw_s.and_then(|all| Some(all / easy_km_bw_s?)),
            shares,
            grade: grade_of_half(grades),
            extrapolated_share: Some(extrapolated / steps),
            ..Self::default()
        }
    }

    pub(crate) fn downhill_bw_s(&self) -> Option<f64> {
        Some(self.shares?[GradientClass::Downhill as usize] * self.cumulative_bw_s?)
    }

    pub(crate) fn figure(&self, rank_by: RankBy) -> Option<(f64, Option<f64>)> {
        match rank_by {
            RankBy::Peak => self.highest.as_ref().map(|h| (h.peak_bw, h.sd_bw)),
            RankBy::Mean => Some((self.peak_mean_bw?, self.peak_mean_sd_bw)),
            RankBy::Cumulative => {
                let sum = self.cumulative_kn_s.or(self.cumulative_bw_s)?;
                // the spread of a duration is not published: that of the peak at least
                let spread = self.peak_mean_sd_bw.zip(self.peak_mean_bw);
                Some((sum, spread.map(|(sd, mean)| sum * sd / mean)))
            }
            RankBy::Impulse | RankBy::Change => None,
        }
    }
}

/// The best grade that at least half of the steps have, or a worse one.
fn grade_of_half(mut grades: Vec<(Grade, f64)>) -> Option<Grade> {
    grades.sort_by_key(|(grade, _)| *grade);
    let half = grades.iter().map(|(_, steps)| steps).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    let found = grades.iter().find(|(_, steps)| {
        passed += steps;
        passed >= half
    });
    found.map(|(grade, _)| *grade)
}

/// What the figures of a muscle rest on in all of the running: worked out once, for sources, notes and marks alike.
#[derive(Debug, Clone, Default)]
pub(super) struct FigureBasis {
    /// The studies, in the order in which they are first called for.
    pub(super) studies: Vec<StudyRef>,
    pub(super) without_figure: Vec<Effect>,
    /// Whether a spread is known in part only, somewhere in the run.
    pub(super) is_lower_bound: bool,
    /// Whether there is no figure somewhere in the run.
    is_partial: bool,
}

impl RecordedRun<'_> {
    pub(super) fn basis(&self, muscle: &Muscle) -> &FigureBasis {
        let mut muscles = self.muscles.iter();
        let index = muscles.position(|known| known.key() == muscle.key());
        let index = index.expect("a muscle of the answer");
        self.basis[index].get_or_init(|| self.basis_of(self.muscles[index]))
    }

    fn basis_of(&self, muscle: &Muscle) -> FigureBasis {
        let mut studies = Vec::new();
        let mut basis = FigureBasis::default();
        for run in self.whole.runs() {
            let Some(load) = model::load(self.evidence, muscle, &run) else {
                basis.is_partial = true;
                continue;
            };
            let peak = load.peak();
            basis.is_lower_bound |= peak.sd().is_some() && peak.sd_is_lower_bound();
            for effect in peak.without_figure() {
                if !basis.without_figure.contains(&effect) {
                    basis.without_figure.push(effect);
                }
            }
            let impulse = load.impulse();
            let of_impulse = impulse.iter().flat_map(model::Estimate::studies);
            extend_unique(&mut studies, peak.studies().chain(of_impulse));
        }
        basis.studies = studies.into_iter().cloned().collect();
        basis
    }

    /// Whether it is published what a gradient does to a muscle of the answer, as far as this run goes.
    pub(super) fn knows_hills(&self, muscle: &Muscle) -> bool {
        !self.basis(muscle).is_partial && !self.lacks_hills(muscle)
    }

    /// Whether a muscle of the answer is shown as on the level where this run is on a hill.
    pub(super) fn lacks_hills(&self, muscle: &Muscle) -> bool {
        let without = &self.basis(muscle).without_figure;
        without.contains(&Effect::Gradient)
    }
}
