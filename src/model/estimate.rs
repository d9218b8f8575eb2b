//! A figure with its spread and what it was made of. It cannot be built without an anchor, so never without a
//! source.

use std::ops::Mul;

use super::factor::{EFFECTS, Extrapolation, Factor, OperatingPoint, Origin};
use crate::evidence::{
    Anchor, CurvePosition, DurationRow, Effect, Grade, PhaseEvidence, Quantity, StudyRef,
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
    #[inline]
    fn factor(&self, effect: Effect) -> Factor<'e> {
        let curve = self.tables.curve(effect, self.quantity);
        Factor::of(effect, curve, self.place.x(effect), self.anchor.speed_m_s)
    }
}

/// A figure and what it was made of, from which its spread is worked out when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Estimate<'e, Q> {
    value: Q,
    inputs: Inputs<'e>,
    duration: Option<CurvePosition<'e, DurationRow>>,
}

impl<'e> Estimate<'e, BodyWeights> {
    pub(super) fn peak(inputs: Inputs<'e>) -> Self {
        let [speed, step_rate, gradient, others @ ..] =
            Effect::ALL.map(|effect| inputs.factor(effect).ratio);
        // peak(m, p) = anchor(m, p) · S(v) / S(v_anchor) · R(c) · G(g) · (T(t) · F(f))   [body weights]
        let peak =
            inputs.anchor.peak_bw * speed * step_rate * gradient * others.iter().product::<f64>();
        Self { value: BodyWeights(peak), inputs, duration: None }
    }

    /// The impulse of a stride of which this is the peak; the spread of a duration is not published.
    pub(super) fn lasting(
        self,
        at: CurvePosition<'e, DurationRow>,
    ) -> Estimate<'e, BodyWeightSeconds> {
        // impulse(m) = peak*(m, phase) · duration(v) · 100 / c   [body weights · s, a stride of one leg]; a quicker step lasts less
        let seconds =
            at.interpolate(|row| row.duration_s) * (100.0 / self.inputs.place.step_rate_pct());
        Estimate {
            value: BodyWeightSeconds(self.value.0 * seconds),
            inputs: self.inputs,
            duration: Some(at),
        }
    }
}

/// How good an estimate is.
pub(crate) struct Quality<Q> {
    /// One standard deviation between runners.
    pub(crate) sd: Option<Q>,
    /// How far to trust it.
    pub(crate) grade: Grade,
    /// Whether the run lies beyond the data in any way.
    pub(crate) is_extrapolated: bool,
}

impl<Q: Copy + Mul<f64, Output = Q>> Estimate<'_, Q> {
    /// One standard deviation between runners, `None` where the anchor has none.
    #[must_use]
    pub fn sd(&self) -> Option<Q> {
        self.quality().sd
    }

    /// How far to trust it: the worst of the anchor and of every effect away from its reference; C beyond the data.
    #[must_use]
    pub fn grade(&self) -> Grade {
        self.quality().grade
    }

    /// Whether the run lies beyond the data in any way.
    #[must_use]
    pub fn is_extrapolated(&self) -> bool {
        self.quality().is_extrapolated
    }

    /// How good it is, its factors worked out but once.
    pub(super) fn quality(&self) -> Quality<Q> {
        let (factors, anchor) = (self.factors(), self.inputs.anchor);
        let is_extrapolated = self.extrapolations_by(&factors).next().is_some();
        // (sd/peak)² = (sd_anchor/anchor)² + V(v, v_anchor) + Σ other effects (sd_effect/ratio_effect)²
        let sd = anchor.sd_bw.map(|sd_bw| {
            let of_effects: f64 = factors.iter().map(Factor::relative_variance).sum();
            self.value * ((sd_bw / anchor.peak_bw).powi(2) + of_effects).sqrt()
        });
        let of_effects = factors.iter().flat_map(Factor::rows).map(|(_, grade)| grade);
        let of_duration = self.duration.iter().flat_map(CurvePosition::rows).map(|row| row.grade);
        let grade = of_effects.chain(of_duration).fold(anchor.grade, Ord::max);
        let grade = if is_extrapolated { Grade::C } else { grade };
        Quality { sd, grade, is_extrapolated }
    }
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
        self.inputs.anchor
    }

    /// What each effect does, in the order of [`Effect::ALL`]; worked out anew at each call.
    #[must_use]
    pub fn factors(&self) -> [Factor<'e>; EFFECTS] {
        Effect::ALL.map(|effect| self.inputs.factor(effect))
    }

    /// The duration that turns a peak into an impulse.
    #[must_use]
    pub fn duration(&self) -> Option<CurvePosition<'e, DurationRow>> {
        self.duration
    }

    /// Percent of the typical step rate that it is at.
    pub(crate) fn step_rate_pct(&self) -> f64 {
        self.inputs.place.step_rate_pct()
    }

    /// The effects for which the run lies beyond the data, and what the figure rests on there. The duration of an impulse
    /// goes with the speed.
    pub fn extrapolations(&self) -> impl Iterator<Item = Extrapolation> + use<'e, Q> {
        let all: Vec<_> = self.extrapolations_by(&self.factors()).collect();
        all.into_iter()
    }

    fn extrapolations_by(&self, factors: &[Factor<'_>]) -> impl Iterator<Item = Extrapolation> {
        let edge = self.duration.and_then(|at| at.held_at());
        let of_duration =
            edge.map(|edge| Extrapolation { effect: Effect::Speed, edge, basis: None });
        let of_factors = factors.iter().filter_map(Factor::extrapolation);
        // a duration that ends where the speeds do is no second thing to be told
        let of_speed = factors.iter().find_map(Factor::extrapolation);
        let of_duration = of_duration.filter(|own| {
            of_speed.is_none_or(|of_speed| of_speed.edge.total_cmp(&own.edge).is_ne())
        });
        of_factors.chain(of_duration)
    }

    /// The effects that the run asks for and of which nobody published a figure.
    pub fn without_figure(&self) -> impl Iterator<Item = Effect> + use<'e, Q> {
        let factors = self.factors().into_iter();
        factors
            .filter(|factor| matches!(factor.origin, Origin::NoFigure))
            .map(|factor| factor.effect)
    }

    /// Every study that the figure or its spread rests on, some more than once.
    pub fn studies(&self) -> impl Iterator<Item = &'e StudyRef> + use<'e, Q> {
        let anchor = self.anchor();
        let anchor = std::iter::once(&anchor.source.study).chain(anchor.sd_study.iter());
        let of_effects = self.factors().into_iter().flat_map(|factor| factor.rows());
        let of_duration = self.duration.into_iter().flat_map(|at| at.rows());
        anchor
            .chain(of_effects.map(|(source, _)| &source.study))
            .chain(of_duration.map(|row| &row.source.study))
    }
}
