//! What each effect does to a load: S(v) / `S(v_anchor)`, R(c), G(g), T(t) and the effects of form, each with its spread and
//! the rows that it rests on.

use crate::conditions::Conditions;
use crate::evidence::{Basis, Curve, CurvePosition, Effect, EffectRow, Grade, Source};

pub(crate) const EFFECTS: usize = Effect::ALL.len();

/// Where a run lies on the axis of each effect, in the order of [`Effect::ALL`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperatingPoint([f64; EFFECTS]);

impl OperatingPoint {
    pub(crate) fn new(run: &Conditions, step_rate_pct: f64) -> Self {
        Self(Effect::ALL.map(|effect| effect.place(run, step_rate_pct)))
    }

    /// Where it lies on the axis of one effect.
    pub(crate) fn x(&self, effect: Effect) -> f64 {
        self.0[effect as usize]
    }

    /// Percent of the typical step rate at the speed.
    pub(crate) fn step_rate_pct(&self) -> f64 {
        self.x(Effect::StepRate)
    }
}

/// What one effect does to a load.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Factor<'e> {
    /// The effect.
    pub effect: Effect,
    /// Where on its axis the run lies; [`Effect::written`] writes it.
    pub x: f64,
    /// What the load is multiplied by.
    pub ratio: f64,
    /// What that rests on.
    pub origin: Origin<'e>,
}

/// What a factor rests on.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Origin<'e> {
    /// The run is where the anchor is: 1 by definition.
    Reference,
    /// Nobody published a figure: 1 for want of one.
    NoFigure,
    /// Rows of the table of effects.
    Rows {
        /// All rows of the effect.
        curve: &'e Curve<EffectRow>,
        /// Those that decide at the run.
        at: CurvePosition<'e, EffectRow>,
        /// The place of the anchor and the rows there, which the ratio is divided by, where that is not the reference
        /// itself.
        anchor: Option<(f64, CurvePosition<'e, EffectRow>)>,
    },
}

/// A run beyond the data on an effect.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Extrapolation {
    /// The effect.
    pub effect: Effect,
    /// Where what was measured on groups of runners ends, on the axis of the effect.
    pub edge: f64,
    /// What the figure rests on instead; `None` where it is held at the edge.
    pub basis: Option<Basis>,
}

impl<'e> Factor<'e> {
    /// What an effect does at a place on its axis, to a load whose anchor was found at that speed.
    #[inline]
    #[allow(clippy::float_cmp)] // the anchor's own speed and the reference, as typed in the table
    pub(super) fn of(
        effect: Effect,
        curve: &'e Curve<EffectRow>,
        x: f64,
        anchor_speed_m_s: f64,
    ) -> Self {
        let reference = effect.reference();
        // only the speed of an anchor may be another than the reference
        let own = if effect == Effect::Speed { anchor_speed_m_s } else { reference };
        let at = || {
            if effect.bounds().is_some() { curve.at(x) } else { curve.on(x) }
        };
        let (ratio, origin) = match (x != own).then(at) {
            None => (1.0, Origin::Reference),
            Some(None) => (1.0, Origin::NoFigure),
            Some(Some(at)) => {
                let anchor = curve.at(own).filter(|_| own != reference);
                // the same rows at the run and at the anchor: S(v) / S(v_anchor)
                let there = anchor.map_or(1.0, |anchor| ratio(&anchor));
                let anchor = anchor.map(|anchor| (own, anchor));
                (ratio(&at) / there, Origin::Rows { curve, at, anchor })
            }
        };
        Self { effect, x, ratio, origin }
    }

    /// The standard deviation of the ratio; `None` where it is not known in full.
    #[must_use]
    pub fn sd(&self) -> Option<f64> {
        self.spread_known().then(|| self.relative_variance().sqrt() * self.ratio)
    }

    /// (sd / ratio)² of the ratio.
    pub(super) fn relative_variance(&self) -> f64 {
        let Origin::Rows { curve, anchor, .. } = &self.origin else {
            return 0.0;
        };
        let here = relative_sd(curve, self.effect, self.x);
        let Some((at_anchor, _)) = anchor else {
            return here.powi(2);
        };
        let there = relative_sd(curve, self.effect, *at_anchor);
        let reference = self.effect.reference();
        // V = |r(v)² - r(v_anchor)²| on one side of the reference, r(v)² + r(v_anchor)² across: S is a ratio of the same runners
        // to the reference, whose changes from speed to speed are independent (data/README.md)
        if (self.x - reference) * (at_anchor - reference) > 0.0 {
            (here.powi(2) - there.powi(2)).abs()
        } else {
            here.powi(2) + there.powi(2)
        }
    }

    /// Whether every row that decides has a spread, and the run does not lie beyond the last that has one.
    pub(super) fn spread_known(&self) -> bool {
        let Origin::Rows { curve, at, anchor } = &self.origin else {
            return true;
        };
        let known = |x: f64, position: &CurvePosition<'_, EffectRow>| {
            // the reference row is 1 by definition and needs none
            let is_known = |row: &EffectRow| {
                row.sd.is_some() || row.x.total_cmp(&self.effect.reference()).is_eq()
            };
            let mut within = with_sd(curve).filter(|(place, _)| *place >= x);
            position.rows().iter().all(is_known)
                && (position.held_at().is_none() || within.next().is_some())
        };
        known(self.x, at) && anchor.as_ref().is_none_or(|(x, position)| known(*x, position))
    }

    /// Where the run lies beyond the data, and what its ratio rests on there.
    #[must_use]
    pub fn extrapolation(&self) -> Option<Extrapolation> {
        let Origin::Rows { curve, at, .. } = &self.origin else {
            return None;
        };
        let beyond = |edge, basis| Some(Extrapolation { effect: self.effect, edge, basis });
        if self.effect != Effect::Speed {
            return beyond(at.held_at()?, None);
        }
        let mut of_groups = curve.knots().iter().filter(|row| row.basis == Basis::Group);
        let first = of_groups.next().map_or(self.effect.reference(), |row| row.x);
        let last = of_groups.next_back().map_or(first, |row| row.x);
        let weakest = at.rows().iter().map(|row| row.basis).max();
        match self.x {
            x if x < first => beyond(first, weakest.filter(|basis| *basis != Basis::Group)),
            x if x > last => beyond(last, weakest.filter(|basis| *basis != Basis::Group)),
            _ => None,
        }
    }

    /// The edge of the rows that the run is held at, when it lies beyond.
    #[must_use]
    pub fn held_at(&self) -> Option<f64> {
        match &self.origin {
            Origin::Rows { at, .. } => at.held_at(),
            _ => None,
        }
    }

    /// The source and grade of every row that it rests on.
    pub fn rows(&self) -> impl Iterator<Item = (&'e Source, Grade)> + use<'e> {
        let positions = match self.origin {
            Origin::Rows { at, anchor, .. } => [Some(at), anchor.map(|(_, position)| position)],
            Origin::Reference | Origin::NoFigure => [None, None],
        };
        let positions = positions.into_iter().flatten();
        positions.flat_map(|at| at.rows()).map(|row| (&row.source, row.grade))
    }
}

fn ratio(at: &CurvePosition<'_, EffectRow>) -> f64 {
    at.interpolate(|row| row.ratio)
}

/// The places of the rows that have a spread, and the spread over the ratio.
fn with_sd(curve: &Curve<EffectRow>) -> impl Iterator<Item = (f64, f64)> {
    curve.knots().iter().filter_map(|row| Some((row.x, row.sd? / row.ratio)))
}

/// The relative standard deviation of an effect at a place: linear between the rows that have one and held beyond the last of
/// them, so that it never shrinks away from the data; 0 where none has.
fn relative_sd(curve: &Curve<EffectRow>, effect: Effect, x: f64) -> f64 {
    if effect.bounds().is_none() {
        let row = with_sd(curve).find(|(place, _)| place.total_cmp(&x).is_eq());
        return row.map_or(0.0, |(_, sd)| sd);
    }
    let before = with_sd(curve).take_while(|(place, _)| *place <= x).last();
    let after = with_sd(curve).find(|(place, _)| *place > x);
    match (before, after) {
        (Some((low, sd)), Some((high, next))) => sd + (next - sd) * (x - low) / (high - low),
        (one, other) => one.or(other).map_or(0.0, |(_, sd)| sd),
    }
}
