//! What each effect does to a load: S(v) / `S(v_anchor)`, R(c), G(g) and T(t), each with its spread and the rows it rests
//! on.

use crate::conditions::Course;
use crate::evidence::{
    Effect, EffectRow, Grade, PhaseEvidence, Position, Quantity, Source, TerrainRow,
};
use crate::units::Speed;

/// Where a run lies on the axes of the evidence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OperatingPoint {
    pub(super) speed: Speed,
    pub(super) course: Course,
    /// Percent of the typical step rate at the speed.
    pub(crate) step_rate_pct: f64,
}

/// What one effect does to a load.
#[derive(Debug, Clone, Copy)]
pub struct Factor<'e> {
    /// The effect.
    pub effect: Effect,
    /// Where on its axis the run lies; `None` for terrain, which has no axis.
    pub x: Option<f64>,
    /// What the load is multiplied by.
    pub ratio: f64,
    /// What that rests on.
    pub basis: Basis<'e>,
}

/// What a factor rests on.
#[derive(Debug, Clone, Copy)]
pub enum Basis<'e> {
    /// The run is where the anchor is: 1 by definition.
    Reference,
    /// Nobody published a figure: 1 for want of one.
    NoFigure,
    /// Rows of the table of effects.
    Rows {
        /// At the run.
        at: Position<'e, EffectRow>,
        /// The place of the anchor and the rows there, which the ratio is divided by, where that is not the reference
        /// itself.
        anchor: Option<(f64, Position<'e, EffectRow>)>,
    },
    /// The row of a terrain.
    Terrain(&'e TerrainRow),
}

impl<'e> Factor<'e> {
    /// The four factors of a load in the order of [`Effect::ALL`].
    pub(super) fn all(
        tables: &'e PhaseEvidence,
        anchor_speed_m_s: f64,
        quantity: Quantity,
        place: OperatingPoint,
    ) -> [Self; 4] {
        let speeds = tables.curve(Effect::Speed, quantity);
        let speed = place.speed.m_per_s();
        let curve = |effect, x| curve_factor(effect, x, tables.curve(effect, quantity).at(x));
        [
            speed_factor(
                speed,
                speeds.at(speed),
                anchor_speed_m_s,
                speeds.at(anchor_speed_m_s),
            ),
            curve(Effect::StepRate, place.step_rate_pct),
            curve(Effect::Gradient, place.course.gradient().percent()),
            terrain_factor(place.course, tables.terrains(quantity)),
        ]
    }

    fn unchanged(effect: Effect, x: Option<f64>, at_reference: bool) -> Self {
        Self {
            effect,
            x,
            ratio: 1.0,
            basis: if at_reference {
                Basis::Reference
            } else {
                Basis::NoFigure
            },
        }
    }

    /// The standard deviation of the ratio; `None` where it is not known in full.
    #[must_use]
    pub fn sd(&self) -> Option<f64> {
        self.spread_known()
            .then(|| self.relative_variance().sqrt() * self.ratio)
    }

    /// (sd / ratio)² of the ratio.
    ///
    /// That of S(v) / `S(v_anchor)`: both values are ratios to the reference speed of the same runners. On one side of the
    /// reference they rise and fall together, so that their relative spreads subtract, and at the anchor's own speed
    /// nothing is added to the anchor's spread; on different sides they are taken as independent.
    pub(super) fn relative_variance(&self) -> f64 {
        match &self.basis {
            Basis::Reference | Basis::NoFigure => 0.0,
            Basis::Terrain(row) => row.sd.map_or(0.0, |sd| (sd / row.ratio).powi(2)),
            Basis::Rows { at, anchor } => {
                let spread = relative_spread(at);
                match anchor {
                    None => spread.powi(2),
                    Some((there, position)) => {
                        let reference = self.effect.reference().unwrap_or_default();
                        let here = self.x.unwrap_or_default();
                        let of_anchor = relative_spread(position);
                        if (here - reference) * (there - reference) > 0.0 {
                            (spread - of_anchor).powi(2)
                        } else {
                            spread.powi(2) + of_anchor.powi(2)
                        }
                    }
                }
            }
        }
    }

    /// Whether every row that decides has a spread. The reference row is 1 by definition and needs none.
    #[allow(clippy::float_cmp)] // the reference row is the one typed so
    pub(super) fn spread_known(&self) -> bool {
        let known = |position: &Position<'_, EffectRow>| {
            let mut rows = position.rows().iter();
            rows.all(|row| row.sd.is_some() || Some(row.x) == self.effect.reference())
        };
        match &self.basis {
            Basis::Reference | Basis::NoFigure => true,
            Basis::Terrain(row) => row.sd.is_some(),
            Basis::Rows { at, anchor } => {
                known(at) && anchor.as_ref().is_none_or(|(_, position)| known(position))
            }
        }
    }

    /// The edge of the data that the run is held at, when it lies beyond.
    #[must_use]
    pub fn held_at(&self) -> Option<f64> {
        match &self.basis {
            Basis::Rows { at, .. } => at.held_at(),
            _ => None,
        }
    }

    /// The source and grade of every row that it rests on.
    pub fn rows(&self) -> impl Iterator<Item = (&'e Source, Grade)> + use<'e> {
        let (at, anchor, terrain) = match self.basis {
            Basis::Rows { at, anchor } => (Some(at), anchor.map(|(_, position)| position), None),
            Basis::Terrain(row) => (None, None, Some(row)),
            Basis::Reference | Basis::NoFigure => (None, None, None),
        };
        let effects = at
            .into_iter()
            .chain(anchor)
            .flat_map(|position| position.rows().iter())
            .map(|row| (&row.source, row.grade));
        effects.chain(terrain.map(|row| (&row.source, row.grade)))
    }
}

/// S(v) / S(`v_anchor`).
#[allow(clippy::float_cmp)] // the anchor's own speed and the reference, as typed in the table
fn speed_factor<'e>(
    x: f64,
    at: Option<Position<'e, EffectRow>>,
    anchor_x: f64,
    at_anchor: Option<Position<'e, EffectRow>>,
) -> Factor<'e> {
    let effect = Effect::Speed;
    match (at, at_anchor) {
        (Some(at), Some(at_anchor)) if x != anchor_x => Factor {
            effect,
            x: Some(x),
            ratio: ratio(&at) / ratio(&at_anchor),
            basis: Basis::Rows {
                at,
                anchor: (Some(anchor_x) != effect.reference()).then_some((anchor_x, at_anchor)),
            },
        },
        _ => Factor::unchanged(effect, Some(x), x == anchor_x),
    }
}

/// R(c) or G(g): 1 at the reference, else between the rows; 1 where there are none.
#[allow(clippy::float_cmp)] // the reference itself, as typed
fn curve_factor(effect: Effect, x: f64, at: Option<Position<'_, EffectRow>>) -> Factor<'_> {
    let at_reference = Some(x) == effect.reference();
    match at {
        Some(at) if !at_reference => Factor {
            effect,
            x: Some(x),
            ratio: ratio(&at),
            basis: Basis::Rows { at, anchor: None },
        },
        _ => Factor::unchanged(effect, Some(x), at_reference),
    }
}

/// T(t): the row of the terrain, 1 on firm ground and where there is none.
fn terrain_factor(course: Course, rows: &[TerrainRow]) -> Factor<'_> {
    let terrain = course.terrain();
    match rows.iter().find(|row| row.x == terrain) {
        Some(row) => Factor {
            effect: Effect::Terrain,
            x: None,
            ratio: row.ratio,
            basis: Basis::Terrain(row),
        },
        None => Factor::unchanged(Effect::Terrain, None, terrain.is_reference()),
    }
}

fn ratio(at: &Position<'_, EffectRow>) -> f64 {
    at.interpolate(|row| row.ratio)
}

/// The standard deviation of an effect, interpolated like its ratio, over it; a row without one adds nothing.
fn relative_spread(at: &Position<'_, EffectRow>) -> f64 {
    at.interpolate(|row| row.sd.unwrap_or(0.0)) / ratio(at)
}
