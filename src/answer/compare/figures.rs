//! The figures of both sides, and what differs between them without a published figure.

use super::{Compared, ComparedQuantity, Figure, Pair};
use std::ops::Mul;

use crate::answer::calculate::Report;
use crate::answer::run::RecordedRun;
use crate::answer::{RankBy, exponent};
use crate::conditions::Conditions;
use crate::evidence::{Effect, Evidence};
use crate::model::{self, Estimate, MuscleLoad};
use crate::muscle::Muscle;
use crate::number::{fixed, grouped};
use crate::units::{BodyWeightSeconds, BodyWeights, Mass};

/// A difference of places on an axis that is none, as a share.
const SAME: f64 = 1e-9;

pub(super) fn compared<'e>(
    pair: &Pair<'e>,
    muscle: &'e Muscle,
    quantities: &[ComparedQuantity],
) -> Vec<Compared> {
    let of_quantity = |quantity: &ComparedQuantity| {
        let quantity = *quantity;
        let [a, b] = pair.sides(
            |report| of_report(report, muscle, quantity),
            |run| of_recorded(run, muscle, quantity),
        );
        Compared { quantity, a, b, no_figure_for: no_figure_for(pair, muscle, quantity) }
    };
    quantities.iter().map(of_quantity).collect()
}

impl Figure {
    /// An estimate in the unit of a quantity.
    fn of<Q: Copy + Mul<f64, Output = Q>>(
        estimate: &Estimate<'_, Q>,
        in_unit: impl Fn(Q) -> f64,
    ) -> Self {
        Self {
            value: in_unit(estimate.value()),
            sd: estimate.sd().map(in_unit),
            grade: estimate.grade(),
            is_extrapolated: estimate.is_extrapolated(),
        }
    }

    fn newtons(self, mass: Mass) -> Self {
        let newtons = |weights| BodyWeights(weights).of(mass).0;
        Self { value: newtons(self.value), sd: self.sd.map(newtons), ..self }
    }
}

fn of_report(report: &Report<'_>, muscle: &Muscle, quantity: ComparedQuantity) -> Option<Figure> {
    let mut rows = report.rows.iter();
    let row = rows.find(|row| row.muscle.key() == muscle.key())?;
    let load = row.load.as_ref()?;
    let run = &report.question.conditions;
    let peak = || Figure::of(&load.peak(), |peak| peak.0);
    match quantity {
        ComparedQuantity::Peak => Some(peak()),
        ComparedQuantity::PeakNewtons => Some(peak().newtons(run.mass()?)),
        ComparedQuantity::Impulse => Some(Figure::of(&load.impulse()?, |impulse| impulse.0)),
        ComparedQuantity::Cumulative | ComparedQuantity::CumulativeWeights => {
            let strides = report.stepping.strides(report.question.run_length?, run.speed());
            let mass = run.mass();
            let sum = |impulse: BodyWeightSeconds| match mass {
                Some(mass) if quantity == ComparedQuantity::Cumulative => {
                    impulse.cumulative_kn_s(mass, strides)
                }
                _ => impulse.0 * strides,
            };
            Some(Figure::of(&load.impulse()?, sum))
        }
        ComparedQuantity::PeakPowerSum => {
            Some(Figure { value: row.peak_power_sum()?, sd: None, ..peak() })
        }
        ComparedQuantity::MeanPeak
        | ComparedQuantity::HighestPeak
        | ComparedQuantity::HighestPeakNewtons
        | ComparedQuantity::EasyDistance => None,
    }
}

fn of_recorded(
    run: &RecordedRun<'_>,
    muscle: &Muscle,
    quantity: ComparedQuantity,
) -> Option<Figure> {
    let mut rows = run.rows.iter();
    let row = rows.find(|row| row.muscle.key() == muscle.key())?;
    let of_run = run.load(row);
    let highest = || {
        let highest = of_run.highest.as_ref()?;
        let load = model::load(run.evidence, row.muscle, &highest.run)?;
        Some(Figure { value: highest.peak_bw, ..Figure::of(&load.peak(), |peak| peak.0) })
    };
    let of_steps = |(value, sd): (f64, Option<f64>)| {
        Some(Figure {
            value,
            sd,
            grade: of_run.grade?,
            // as the grade, that of at least half of the steps
            is_extrapolated: of_run.extrapolated_share? > 0.5,
        })
    };
    match quantity {
        ComparedQuantity::Cumulative => of_steps(of_run.figure(RankBy::Cumulative)?),
        ComparedQuantity::CumulativeWeights => {
            let (sum, sd) = of_run.figure(RankBy::Cumulative)?;
            // a side of known mass is told as the other is
            let per_weight = of_run.cumulative_bw_s? / sum;
            of_steps((sum * per_weight, sd.map(|sd| sd * per_weight)))
        }
        ComparedQuantity::PeakPowerSum => of_steps((of_run.peak_power_sum?, None)),
        ComparedQuantity::MeanPeak => of_steps(of_run.figure(RankBy::Mean)?),
        ComparedQuantity::HighestPeak => highest(),
        ComparedQuantity::HighestPeakNewtons => Some(highest()?.newtons(run.mass?)),
        ComparedQuantity::EasyDistance => of_steps((of_run.easy_km?, None)),
        ComparedQuantity::Peak | ComparedQuantity::PeakNewtons | ComparedQuantity::Impulse => None,
    }
}

fn no_figure_for<'e>(
    pair: &Pair<'e>,
    muscle: &'e Muscle,
    quantity: ComparedQuantity,
) -> Vec<Effect> {
    let evidence = pair.evidence();
    match quantity {
        ComparedQuantity::Peak
        | ComparedQuantity::PeakNewtons
        | ComparedQuantity::MeanPeak
        | ComparedQuantity::PeakPowerSum => {
            unpublished(evidence, muscle, &pair.runs(), |load| Some(load.peak()))
        }
        ComparedQuantity::HighestPeak | ComparedQuantity::HighestPeakNewtons => {
            unpublished(evidence, muscle, &highest_runs(pair, muscle), |load| Some(load.peak()))
        }
        ComparedQuantity::Impulse
        | ComparedQuantity::Cumulative
        | ComparedQuantity::CumulativeWeights
        | ComparedQuantity::EasyDistance => {
            unpublished(evidence, muscle, &pair.runs(), MuscleLoad::impulse)
        }
    }
}

fn highest_runs(pair: &Pair<'_>, muscle: &Muscle) -> Vec<Conditions> {
    let Pair::Recorded(runs) = pair else {
        return pair.runs();
    };
    let sides = runs.iter().filter_map(|run| {
        let row = run.rows.iter().find(|row| row.muscle.key() == muscle.key());
        run.load(row?).highest.as_ref()
    });
    sides.map(|highest| highest.run).collect()
}

/// The effects of which nobody published a figure for the peak of a muscle, the same in both runs or not.
pub(super) fn without_figure<'e>(pair: &Pair<'e>, muscle: &'e Muscle) -> Vec<Effect> {
    let runs = pair.runs().into_iter();
    let loads = runs.filter_map(|run| model::load(pair.evidence(), muscle, &run));
    loads.flat_map(|load| load.peak().without_figure()).collect()
}

/// The effects that are not the same in all runs, and of which nobody published a figure.
fn unpublished<'e, Q: Copy>(
    evidence: &'e Evidence,
    muscle: &'e Muscle,
    runs: &[Conditions],
    estimate: impl Fn(&MuscleLoad<'e>) -> Option<Estimate<'e, Q>>,
) -> Vec<Effect> {
    let mut without: Vec<Effect> = Vec::new();
    let mut places: [Option<f64>; Effect::ALL.len()] = [None; Effect::ALL.len()];
    let mut differs = [false; Effect::ALL.len()];
    for run in runs {
        let Some(estimate) = model::load(evidence, muscle, run).and_then(|load| estimate(&load))
        else {
            continue;
        };
        for (i, factor) in estimate.factors().iter().enumerate() {
            let first = *places[i].get_or_insert(factor.x);
            differs[i] |= (factor.x - first).abs() > SAME * first.abs().max(1.0);
        }
        without.extend(estimate.without_figure());
    }
    let all = Effect::ALL.into_iter().enumerate();
    all.filter(|(i, effect)| differs[*i] && without.contains(effect))
        .map(|(_, effect)| effect)
        .collect()
}

/// A number with the decimals that its quantity means to people.
pub(super) fn number(quantity: ComparedQuantity, number: f64) -> String {
    match quantity {
        ComparedQuantity::Peak | ComparedQuantity::MeanPeak | ComparedQuantity::HighestPeak => {
            fixed(number, 2)
        }
        ComparedQuantity::PeakNewtons | ComparedQuantity::HighestPeakNewtons => grouped(number),
        ComparedQuantity::Impulse => fixed(number, 3),
        ComparedQuantity::Cumulative | ComparedQuantity::CumulativeWeights if number >= 99.5 => {
            grouped(number)
        }
        ComparedQuantity::Cumulative
        | ComparedQuantity::CumulativeWeights
        | ComparedQuantity::EasyDistance => fixed(number, 1),
        ComparedQuantity::PeakPowerSum => exponent::number(number),
    }
}
