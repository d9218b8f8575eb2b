//! A figure with its spread and what it was made of. It cannot be built without an anchor, so never without a
//! source.

use super::factor::{Basis, Factor, OperatingPoint};
use crate::evidence::{
    Anchor, DurationRow, Effect, Grade, PhaseEvidence, Position, Quantity, StudyRef,
};
use crate::units::{BodyWeightSeconds, BodyWeights};

/// What a figure is made of: small enough to be carried by every figure, enough to work the factors out again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inputs<'e> {
    pub(super) anchor: &'e Anchor,
    pub(super) tables: &'e PhaseEvidence,
    pub(super) quantity: Quantity,
    pub(super) place: OperatingPoint,
}

impl<'e> Inputs<'e> {
    fn factors(&self) -> [Factor<'e>; 4] {
        Factor::all(
            self.tables,
            self.anchor.speed_m_s,
            self.quantity,
            self.place,
        )
    }
}

/// A quantity that a spread can be a share of.
pub trait Share: Copy {
    /// So much of it.
    #[must_use]
    fn share(self, share: f64) -> Self;
}

impl Share for BodyWeights {
    fn share(self, share: f64) -> Self {
        Self(self.0 * share)
    }
}

impl Share for BodyWeightSeconds {
    fn share(self, share: f64) -> Self {
        Self(self.0 * share)
    }
}

/// A figure and what it was made of, from which its spread is worked out when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Estimate<'e, Q> {
    value: Q,
    basics: Inputs<'e>,
    duration: Option<Position<'e, DurationRow>>,
}

impl<'e> Estimate<'e, BodyWeights> {
    pub(super) fn peak(basics: Inputs<'e>) -> Self {
        // peak(m, p) = anchor(m, p) · S(v) / S(v_anchor) · R(c) · G(g) · T(t)   [body weights]
        let peak = basics
            .factors()
            .iter()
            .fold(basics.anchor.peak_bw, |peak, factor| peak * factor.ratio);
        Self {
            value: BodyWeights(peak),
            basics,
            duration: None,
        }
    }

    /// The impulse of a stride: this peak times a duration, whose own spread is not published.
    pub(super) fn lasting(self, at: Position<'e, DurationRow>) -> Estimate<'e, BodyWeightSeconds> {
        let seconds = at.interpolate(|row| row.duration_s);
        Estimate {
            value: BodyWeightSeconds(self.value.0 * seconds),
            basics: self.basics,
            duration: Some(at),
        }
    }
}

impl<Q: Share> Estimate<'_, Q> {
    /// One standard deviation between runners, `None` where the anchor has none.
    #[must_use]
    pub fn sd(&self) -> Option<Q> {
        self.sd_by(&self.factors())
    }

    fn sd_by(&self, factors: &[Factor<'_>]) -> Option<Q> {
        let anchor = self.basics.anchor;
        // (sd/peak)² = (sd_anchor/anchor)² + Σ (sd_effect/ratio_effect)²
        let of_anchor = anchor.sd_bw? / anchor.peak_bw;
        let of_effects: f64 = factors.iter().map(Factor::relative_variance).sum();
        Some(self.value.share((of_anchor.powi(2) + of_effects).sqrt()))
    }

    /// What it is worth, its factors worked out but once.
    pub(crate) fn appraise(&self) -> Quality<Q> {
        let factors = self.factors();
        let is_extrapolated = self.is_held_by(&factors);
        Quality {
            sd: self.sd_by(&factors),
            is_extrapolated,
            grade: if is_extrapolated {
                Grade::C
            } else {
                self.grade_by(&factors)
            },
        }
    }
}

/// What an estimate is worth.
pub(crate) struct Quality<Q> {
    /// One standard deviation between runners.
    pub(crate) sd: Option<Q>,
    /// How far to trust it.
    pub(crate) grade: Grade,
    /// Whether the run lies beyond the data in any way.
    pub(crate) is_extrapolated: bool,
}

impl<'e, Q: Copy> Estimate<'e, Q> {
    /// The figure.
    #[must_use]
    pub fn value(&self) -> Q {
        self.value
    }

    /// Whether some figure that it was made of has no published spread, so that the true one is larger.
    #[must_use]
    pub fn sd_is_lower_bound(&self) -> bool {
        self.duration.is_some() || self.factors().iter().any(|factor| !factor.spread_known())
    }

    /// The published peak force that it starts from.
    #[must_use]
    pub fn anchor(&self) -> &'e Anchor {
        self.basics.anchor
    }

    /// What each effect does, in the order of [`Effect::ALL`]; worked out anew at each call.
    #[must_use]
    pub fn factors(&self) -> [Factor<'e>; 4] {
        self.basics.factors()
    }

    /// The duration that turns a peak into an impulse.
    #[must_use]
    pub fn duration(&self) -> Option<Position<'e, DurationRow>> {
        self.duration
    }

    /// The effects for which the run lies beyond the data, with the edge that it is held at. The duration of an impulse
    /// goes with the speed.
    pub fn held(&self) -> impl Iterator<Item = (Effect, f64)> + use<'e, Q> {
        let duration = self.duration_held_at().map(|edge| (Effect::Speed, edge));
        self.factors()
            .into_iter()
            .filter_map(|factor| Some((factor.effect, factor.held_at()?)))
            .chain(duration)
    }

    fn duration_held_at(&self) -> Option<f64> {
        self.duration.and_then(|at| at.held_at())
    }

    fn is_held_by(&self, factors: &[Factor<'_>]) -> bool {
        let is_held = |factor: &Factor<'_>| factor.held_at().is_some();
        factors.iter().any(is_held) || self.duration_held_at().is_some()
    }

    /// Whether the run lies beyond the data in any way.
    #[must_use]
    pub fn is_extrapolated(&self) -> bool {
        self.is_held_by(&self.factors())
    }

    /// The effects that the run asks for and of which nobody published a figure.
    pub fn without_figure(&self) -> impl Iterator<Item = Effect> + use<'e, Q> {
        self.factors()
            .into_iter()
            .filter(|factor| matches!(factor.basis, Basis::NoFigure))
            .map(|factor| factor.effect)
    }

    /// How far to trust it: the worst of the anchor and of every effect away from its reference; C beyond the data.
    #[must_use]
    pub fn grade(&self) -> Grade {
        let factors = self.factors();
        if self.is_held_by(&factors) {
            Grade::C
        } else {
            self.grade_by(&factors)
        }
    }

    /// The grade of what lies within the data.
    fn grade_by(&self, factors: &[Factor<'_>]) -> Grade {
        let of_effects = factors.iter().flat_map(Factor::rows);
        let of_duration = self.duration.iter().flat_map(Position::rows);
        of_effects
            .map(|(_, grade)| grade)
            .chain(of_duration.map(|row| row.grade))
            .fold(self.anchor().grade, Ord::max)
    }

    /// Every study that the figure or its spread rests on, some more than once.
    pub fn studies(&self) -> impl Iterator<Item = &'e StudyRef> + use<'e, Q> {
        let anchor = self.anchor();
        let anchor = std::iter::once(&anchor.source.study).chain(anchor.sd_study.iter());
        let factors = self.factors();
        let of_effects = factors.into_iter().flat_map(|factor| factor.rows());
        let of_duration = self.duration.into_iter().flat_map(|at| at.rows());
        anchor
            .chain(of_effects.map(|(source, _)| &source.study))
            .chain(of_duration.map(|row| &row.source.study))
    }
}
