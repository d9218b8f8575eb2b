//! Peaks of very many runs: what [`load`](super::load) gives, to the last bit, from tables laid out for it beforehand.
//!
//! Of each curve only its numbers are kept, and curves with rows at the same places share the search for the place of a
//! run. What a figure was made of is not kept; whoever wants to know asks [`load`](super::load).

use super::factor::Place;
use crate::conditions::{Conditions, Terrain};
use crate::evidence::{Curve, Effect, EffectRow, Evidence, Quantity};
use crate::muscle::Muscle;
use crate::units::BodyWeights;

/// The peaks of some muscles in any run.
pub(crate) struct Peaks<'e> {
    evidence: &'e Evidence,
    /// Places of rows on the axis of an effect, each set of them once.
    grids: Vec<(Effect, Vec<f64>)>,
    /// The phases of each muscle that have an anchor.
    muscles: Vec<Vec<Phase>>,
}

/// What is known of a muscle in a phase.
struct Phase {
    anchor_bw: f64,
    anchor_speed_m_s: f64,
    /// S at the anchor's speed.
    speed_ratio_of_anchor: f64,
    speed: Ratios,
    step_rate: Ratios,
    gradient: Ratios,
    terrains: Vec<(Terrain, f64)>,
}

/// The ratios of a curve at the places of a grid; `None` for a curve without rows.
struct Ratios(Option<(usize, Vec<f64>)>);

/// Where a run lies in a grid: behind so many places, and how far to the next.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    index: usize,
    weight: f64,
}

impl Ratios {
    fn at(&self, found: &[Found]) -> f64 {
        let Some((grid, ratios)) = &self.0 else {
            return 1.0;
        };
        let Found { index, weight } = found[*grid];
        let low = ratios[index];
        // y = y0 + (y1 - y0) · (x - x0) / (x1 - x0)
        match ratios.get(index + 1) {
            Some(high) if weight > 0.0 => low + (high - low) * weight,
            _ => low,
        }
    }
}

impl Found {
    fn new(grid: &[f64], x: f64) -> Self {
        let after = grid.iter().position(|place| *place >= x);
        let (index, weight) = match after {
            None => (grid.len() - 1, 0.0),
            Some(0) => (0, 0.0),
            Some(after) if grid[after] <= x => (after, 0.0),
            Some(after) => {
                let low = grid[after - 1];
                (after - 1, (x - low) / (grid[after] - low))
            }
        };
        Self { index, weight }
    }
}

impl<'e> Peaks<'e> {
    /// Lays the tables of some muscles out.
    pub(crate) fn new(evidence: &'e Evidence, muscles: &[&Muscle]) -> Self {
        let mut peaks = Self {
            evidence,
            grids: Vec::new(),
            muscles: Vec::new(),
        };
        for muscle in muscles {
            let mut phases = Vec::new();
            for tables in &evidence.of(muscle).phases {
                let Some(anchor) = tables.anchors.first() else {
                    continue;
                };
                let curve = |effect| tables.curve(effect, Quantity::Peak);
                let at_anchor = curve(Effect::Speed).at(anchor.speed_m_s);
                phases.push(Phase {
                    anchor_bw: anchor.peak_bw,
                    anchor_speed_m_s: anchor.speed_m_s,
                    speed_ratio_of_anchor: at_anchor
                        .map_or(1.0, |at| at.interpolate(|row| row.ratio)),
                    speed: peaks.ratios(Effect::Speed, curve(Effect::Speed)),
                    step_rate: peaks.ratios(Effect::StepRate, curve(Effect::StepRate)),
                    gradient: peaks.ratios(Effect::Gradient, curve(Effect::Gradient)),
                    terrains: tables
                        .terrains(Quantity::Peak)
                        .iter()
                        .map(|row| (row.x, row.ratio))
                        .collect(),
                });
            }
            peaks.muscles.push(phases);
        }
        peaks
    }

    fn ratios(&mut self, effect: Effect, curve: &Curve<EffectRow>) -> Ratios {
        let rows = curve.knots();
        if rows.is_empty() {
            return Ratios(None);
        }
        let grid = (effect, rows.iter().map(|row| row.x).collect());
        let known = self.grids.iter().position(|other| *other == grid);
        let index = known.unwrap_or_else(|| {
            self.grids.push(grid);
            self.grids.len() - 1
        });
        Ratios(Some((index, rows.iter().map(|row| row.ratio).collect())))
    }

    /// The largest peak of each muscle in a run; `None` where nobody published its force.
    pub(crate) fn of<'p>(
        &'p self,
        run: &Conditions,
        found: &'p mut Vec<Found>,
    ) -> impl Iterator<Item = Option<BodyWeights>> + 'p {
        let place = super::place(self.evidence, run);
        found.clear();
        found.extend(self.grids.iter().map(|(effect, grid)| {
            let x = match effect {
                Effect::Speed => place.speed.m_per_s(),
                Effect::StepRate => place.step_rate_pct,
                Effect::Gradient | Effect::Terrain => place.course.gradient().percent(),
            };
            Found::new(grid, x)
        }));
        self.muscles.iter().map(move |phases| {
            let peaks = phases.iter().map(|phase| phase.peak(place, found));
            peaks.reduce(f64::max).map(BodyWeights)
        })
    }
}

impl Phase {
    #[allow(clippy::float_cmp)] // the anchor's own speed, as typed in the table
    fn peak(&self, place: Place, found: &[Found]) -> f64 {
        let speed = if place.speed.m_per_s() == self.anchor_speed_m_s {
            1.0
        } else {
            self.speed.at(found) / self.speed_ratio_of_anchor
        };
        let terrain = place.course.terrain();
        let on_terrain = self.terrains.iter().find(|(known, _)| *known == terrain);
        // peak(m, p) = anchor(m, p) · S(v) / S(v_anchor) · R(c) · G(g) · T(t)   [body weights]
        self.anchor_bw
            * speed
            * self.step_rate.at(found)
            * self.gradient.at(found)
            * on_terrain.map_or(1.0, |(_, ratio)| *ratio)
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Peaks};
    use crate::conditions::{Conditions, Course, Terrain};
    use crate::embedded;
    use crate::model::load;
    use crate::muscle::Muscle;
    use crate::units::{Gradient, Mass, Speed, StepRate, StepsPerMinute};

    #[test]
    fn peaks_laid_out_for_many_runs_are_those_of_one_run_to_the_last_bit() {
        let evidence = embedded::evidence();
        let muscles: Vec<&Muscle> = evidence.muscles().iter().collect();
        let peaks = Peaks::new(evidence, &muscles);
        let mut found = Vec::new();
        let mut compared = 0;
        for speed in [2.0, 2.5, 3.1, 3.3, 3.5, 4.4, 4.5, 6.9, 7.0, 9.5] {
            for gradient in [-30.0, -10.51, -5.0, 0.0, 0.1, 5.24, 17.0, 30.0] {
                for (terrain, spm) in [(Terrain::Treadmill, None), (Terrain::Road, Some(183.0))] {
                    let gradient = Gradient::from_percent(gradient).expect("within bounds");
                    let run = Conditions {
                        speed: Speed::from_m_per_s(speed).expect("within bounds"),
                        mass: Mass::from_kilograms(70.0).expect("within bounds"),
                        course: Course::new(Some(terrain), Some(gradient)).expect("no hill"),
                        step_rate: spm.map_or(StepRate::Typical, |spm| {
                            let rate = StepsPerMinute::new(spm).expect("within bounds");
                            StepRate::PerMinute(rate)
                        }),
                    };
                    let quick: Vec<_> = peaks.of(&run, &mut found).collect();
                    for (muscle, quick) in muscles.iter().zip(quick) {
                        let slow = load(evidence, muscle, &run).map(|load| load.peak().value());
                        let bits = |peak: crate::units::BodyWeights| peak.0.to_bits();
                        assert_eq!(quick.map(bits), slow.map(bits), "{} {run:?}", muscle.key());
                        compared += usize::from(slow.is_some());
                    }
                }
            }
        }
        assert_eq!(compared, 10 * 8 * 2 * 22);
        assert!(
            peaks
                .grids
                .iter()
                .any(|(effect, _)| *effect == Effect::Gradient)
        );
    }
}
