//! The inverse of the model along one effect: where on its axis a peak comes to a wanted value.
//!
//! A peak is piecewise linear along every axis, with the same rows as the answer, so that the place is found in closed
//! form, segment by segment. Beyond the last row a peak does not change, and nothing is found there.

use super::operating_point;
use crate::conditions::Conditions;
use crate::evidence::{Curve, Effect, EffectRow, Evidence, Quantity};
use crate::muscle::{Muscle, Phase};

/// Whether a peak has to come down to a value, or may rise until it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// The first place at which no phase is above the value.
    DownTo,
    /// The first place at which a phase reaches the value.
    UpTo,
}

/// The peak of a muscle along the axis of one effect, from the place of a run on.
pub struct PeakAlong<'e> {
    /// The peak of each phase at the run, body weights, and the rows that it goes with.
    phases: Vec<(f64, &'e Curve<EffectRow>)>,
    here: f64,
}

impl<'e> PeakAlong<'e> {
    /// The peak of a muscle in a run along an axis; `None` where nobody published its force, or the effect is looked up
    /// and has no axis.
    #[must_use]
    pub fn new(
        evidence: &'e Evidence,
        muscle: &'e Muscle,
        run: &Conditions,
        effect: Effect,
    ) -> Option<Self> {
        effect.bounds()?;
        let here = operating_point(evidence, run).x(effect);
        let load = super::load(evidence, muscle, run)?;
        let phases = Phase::ALL.into_iter().filter_map(|phase| {
            let curve = evidence.of(muscle).phases[phase as usize].curve(effect, Quantity::Peak);
            Some((load.peak_in(phase)?.value().0, curve))
        });
        Some(Self { phases: phases.collect(), here })
    }

    /// The place of the run.
    #[must_use]
    pub fn here(&self) -> f64 {
        self.here
    }

    /// Whether a figure is published of the phase with the largest peak.
    #[must_use]
    pub fn is_published(&self) -> bool {
        let largest = self.phases.iter().max_by(|a, b| a.0.total_cmp(&b.0));
        largest.is_some_and(|(_, curve)| !curve.is_empty())
    }

    /// The peak at a place, body weights.
    #[must_use]
    pub fn at(&self, x: f64) -> f64 {
        self.peaks(x).fold(0.0, f64::max)
    }

    /// The peak of each phase at a place, body weights.
    fn peaks(&self, x: f64) -> impl Iterator<Item = f64> {
        // peak(x) = peak(x0) · F(x) / F(x0)
        self.phases.iter().map(move |(peak_bw, curve)| {
            let ratio = |x| curve.at(x).map_or(1.0, |at| at.interpolate(|row| row.ratio));
            peak_bw * ratio(x) / ratio(self.here)
        })
    }

    /// The places of rows from the run on, upwards or downwards, nearest first.
    fn knots(&self, upwards: bool) -> Vec<f64> {
        let places = self.phases.iter().flat_map(|(_, curve)| curve.knots()).map(|row| row.x);
        let mut places: Vec<f64> =
            places.filter(|x| if upwards { *x > self.here } else { *x < self.here }).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        if !upwards {
            places.reverse();
        }
        places
    }

    /// The nearest place in a direction at which the peak comes to a value, body weights.
    #[must_use]
    pub fn place_of(&self, value_bw: f64, bound: Bound, upwards: bool) -> Option<f64> {
        let mut from = self.here;
        for to in self.knots(upwards) {
            if let Some(share) = crossing(self.peaks(from).zip(self.peaks(to)), value_bw, bound) {
                // x = x0 + (x1 - x0) · (y - y0) / (y1 - y0)
                return Some(from + (to - from) * share);
            }
            from = to;
        }
        None
    }

    /// The place of a row in a direction with the smallest peak, where it is smaller than that of the run.
    #[must_use]
    pub fn least(&self, upwards: bool) -> Option<f64> {
        let places = self.knots(upwards).into_iter();
        let least = places.min_by(|a, b| self.at(*a).total_cmp(&self.at(*b)))?;
        (self.at(least) < self.at(self.here)).then_some(least)
    }
}

/// How far along a segment, 0 to 1, lines between two values each come to a value together.
fn crossing(ends: impl Iterator<Item = (f64, f64)>, value: f64, bound: Bound) -> Option<f64> {
    let (mut down, mut up) = (0.0_f64, f64::INFINITY);
    for (start, end) in ends {
        let share = (value - start) / (end - start);
        if start > value {
            down = if end <= value { down.max(share) } else { f64::INFINITY };
        } else if end > value || (end >= value && bound == Bound::UpTo) {
            up = up.min(share);
        }
    }
    match bound {
        Bound::DownTo => (down <= up && down <= 1.0).then_some(down),
        Bound::UpTo => (up <= 1.0).then_some(up),
    }
}
