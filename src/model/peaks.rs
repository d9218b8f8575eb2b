//! Peaks and impulses of very many runs: what [`load`](super::load) gives, to the last bit, from tables laid out for it
//! beforehand.
//!
//! Of each curve only its numbers are kept, and curves with rows at the same places share the search for the place of a
//! run. Between the places every curve is a straight line, and runs that follow one another mostly lie between the same
//! places, so that the lines are kept from run to run. What a figure was made of is not kept; whoever wants to know asks
//! [`load`](super::load).

use std::ops::Range;

use super::factor::OperatingPoint;
use crate::conditions::{Conditions, Terrain};
use crate::evidence::{Curve, Effect, EffectRow, Evidence, PhaseEvidence, Quantity};
use crate::muscle::Muscle;
use crate::units::{BodyWeightSeconds, BodyWeights};

/// The peaks and impulses of some muscles in any run.
pub(crate) struct Peaks<'e> {
    evidence: &'e Evidence,
    /// Places of rows on the axis of an effect, each set of them once.
    grids: Vec<(Effect, Vec<f64>)>,
    /// The phases that have an anchor, muscle by muscle.
    phases: Vec<Phase>,
    /// Which phases are those of each muscle.
    muscles: Vec<Range<usize>>,
    /// What the impulse of each muscle is made of, where it is asked for and a duration is published.
    impulses: Vec<Option<Impulse>>,
}

/// The phase whose peak an impulse is made of, with the ratios of impulses, and its duration, s.
struct Impulse {
    phase: Phase,
    duration_s: CompiledCurve,
}

/// What is known of a muscle in a phase.
struct Phase {
    anchor_bw: f64,
    /// S at the anchor's speed.
    speed_ratio_of_anchor: f64,
    speed: CompiledCurve,
    step_rate: CompiledCurve,
    gradient: CompiledCurve,
    terrains: Vec<(Terrain, f64)>,
}

/// The figures of a curve at the places of a grid; `None` for a curve without rows.
struct CompiledCurve(Option<(usize, Vec<f64>)>);

/// The place of the last run that was asked for, and the straight lines that it lies on. It goes with one set of peaks.
#[derive(Default)]
pub(crate) struct Scratch {
    /// In each grid, behind so many places, and how far to the next; one more for curves without rows.
    places: Vec<(usize, f64)>,
    terrain: Option<Terrain>,
    phases: Vec<Segment>,
    impulses: Vec<Option<(Segment, Line)>>,
}

/// A curve between two places.
#[derive(Clone, Copy)]
struct Line {
    grid: usize,
    low: f64,
    rise: f64,
}

/// A phase between the same places of all its curves.
#[derive(Clone, Copy)]
struct Segment {
    anchor_bw: f64,
    speed_ratio_of_anchor: f64,
    speed: Line,
    step_rate: Line,
    gradient: Line,
    on_terrain: f64,
}

impl CompiledCurve {
    /// The line at the place in its grid; a curve without rows is 1 throughout, on the grid behind the last.
    fn line(&self, places: &[(usize, f64)]) -> Line {
        let Some((grid, figures)) = &self.0 else {
            return Line {
                grid: places.len() - 1,
                low: 1.0,
                rise: 0.0,
            };
        };
        let (index, _) = places[*grid];
        let low = figures[index];
        Line {
            grid: *grid,
            low,
            rise: figures.get(index + 1).map_or(0.0, |high| high - low),
        }
    }

    fn at(&self, places: &[(usize, f64)]) -> f64 {
        let Some((grid, figures)) = &self.0 else {
            return 1.0;
        };
        let (index, weight) = places[*grid];
        let low = figures[index];
        // y = y0 + (y1 - y0) · (x - x0) / (x1 - x0)
        match figures.get(index + 1) {
            Some(high) if weight > 0.0 => low + (high - low) * weight,
            _ => low,
        }
    }
}

impl Line {
    fn at(self, places: &[(usize, f64)]) -> f64 {
        self.low + self.rise * places[self.grid].1
    }
}

impl Segment {
    fn peak(&self, places: &[(usize, f64)]) -> f64 {
        // peak(m, p) = anchor(m, p) · S(v) / S(v_anchor) · R(c) · G(g) · T(t)   [body weights]
        self.anchor_bw
            * (self.speed.at(places) / self.speed_ratio_of_anchor)
            * self.step_rate.at(places)
            * self.gradient.at(places)
            * self.on_terrain
    }
}

impl Phase {
    /// What the terrain does to it.
    fn on_terrain(&self, terrain: Terrain) -> f64 {
        let row = self.terrains.iter().find(|(known, _)| *known == terrain);
        row.map_or(1.0, |(_, ratio)| *ratio)
    }

    fn straight(&self, places: &[(usize, f64)], terrain: Terrain) -> Segment {
        Segment {
            anchor_bw: self.anchor_bw,
            speed_ratio_of_anchor: self.speed_ratio_of_anchor,
            speed: self.speed.line(places),
            step_rate: self.step_rate.line(places),
            gradient: self.gradient.line(places),
            on_terrain: self.on_terrain(terrain),
        }
    }

    /// As [`Segment::peak`], of a run that the next has nothing to do with.
    fn peak(&self, places: &[(usize, f64)], terrain: Terrain) -> f64 {
        self.anchor_bw
            * (self.speed.at(places) / self.speed_ratio_of_anchor)
            * self.step_rate.at(places)
            * self.gradient.at(places)
            * self.on_terrain(terrain)
    }
}

/// Behind which place of a grid something lies, and how far to the next.
fn find(grid: &[f64], x: f64) -> (usize, f64) {
    let after = grid.iter().position(|place| *place >= x);
    match after {
        None => (grid.len() - 1, 0.0),
        Some(0) => (0, 0.0),
        Some(after) if grid[after] <= x => (after, 0.0),
        Some(after) => {
            let low = grid[after - 1];
            (after - 1, (x - low) / (grid[after] - low))
        }
    }
}

impl<'e> Peaks<'e> {
    /// Lays the tables of some muscles out.
    pub(crate) fn new(evidence: &'e Evidence, muscles: &[&Muscle]) -> Self {
        let mut peaks = Self {
            evidence,
            grids: Vec::new(),
            phases: Vec::new(),
            muscles: Vec::new(),
            impulses: Vec::new(),
        };
        for muscle in muscles {
            let first = peaks.phases.len();
            for tables in &evidence.of(muscle).phases {
                let phase = peaks.phase(tables, Quantity::Peak);
                peaks.phases.extend(phase);
            }
            peaks.muscles.push(first..peaks.phases.len());
        }
        peaks
    }

    /// Lays the tables of impulses out too.
    pub(crate) fn with_impulses(evidence: &'e Evidence, muscles: &[&Muscle]) -> Self {
        let mut peaks = Self::new(evidence, muscles);
        for muscle in muscles {
            let tables = evidence.of(muscle);
            let impulse = tables.duration.as_ref().and_then(|(phase, durations)| {
                let tables = &tables.phases[*phase as usize];
                Some(Impulse {
                    phase: peaks.phase(tables, Quantity::Impulse)?,
                    duration_s: peaks.figures(
                        Effect::Speed,
                        durations
                            .knots()
                            .iter()
                            .map(|row| (row.speed_m_s, row.duration_s)),
                    ),
                })
            });
            peaks.impulses.push(impulse);
        }
        peaks
    }

    fn phase(&mut self, tables: &PhaseEvidence, quantity: Quantity) -> Option<Phase> {
        let anchor = tables.anchors.first()?;
        let curve = |effect| tables.curve(effect, quantity);
        let at_anchor = curve(Effect::Speed).at(anchor.speed_m_s);
        Some(Phase {
            anchor_bw: anchor.peak_bw,
            speed_ratio_of_anchor: at_anchor.map_or(1.0, |at| at.interpolate(|row| row.ratio)),
            speed: self.ratios(Effect::Speed, curve(Effect::Speed)),
            step_rate: self.ratios(Effect::StepRate, curve(Effect::StepRate)),
            gradient: self.ratios(Effect::Gradient, curve(Effect::Gradient)),
            terrains: tables
                .terrains(quantity)
                .iter()
                .map(|row| (row.x, row.ratio))
                .collect(),
        })
    }

    fn ratios(&mut self, effect: Effect, curve: &Curve<EffectRow>) -> CompiledCurve {
        self.figures(effect, curve.knots().iter().map(|row| (row.x, row.ratio)))
    }

    /// Figures at places on the axis of an effect.
    fn figures(&mut self, effect: Effect, rows: impl Iterator<Item = (f64, f64)>) -> CompiledCurve {
        let (places, figures): (Vec<f64>, Vec<f64>) = rows.unzip();
        if places.is_empty() {
            return CompiledCurve(None);
        }
        let grid = (effect, places);
        let known = self.grids.iter().position(|other| *other == grid);
        let index = known.unwrap_or_else(|| {
            self.grids.push(grid);
            self.grids.len() - 1
        });
        CompiledCurve(Some((index, figures)))
    }

    /// The places on the axis of an effect at which figures of these muscles are published, in order.
    pub(crate) fn knots(&self, effect: Effect) -> Vec<f64> {
        let grids = self.grids.iter().filter(|(of, _)| *of == effect);
        let mut knots: Vec<f64> = grids.flat_map(|(_, grid)| grid).copied().collect();
        knots.sort_by(f64::total_cmp);
        knots.dedup();
        knots
    }

    /// Finds the place of a run in each grid; tells whether it lies behind other places than the run before.
    fn locate(&self, place: OperatingPoint, found: &mut Scratch) -> bool {
        let mut is_elsewhere = found.places.len() != self.grids.len() + 1;
        found.places.resize(self.grids.len() + 1, (0, 0.0));
        for ((effect, grid), here) in self.grids.iter().zip(&mut found.places) {
            let x = match effect {
                Effect::Speed => place.speed.m_per_s(),
                Effect::StepRate => place.step_rate_pct,
                Effect::Gradient | Effect::Terrain => place.course.gradient().percent(),
            };
            let there = find(grid, x);
            is_elsewhere |= there.0 != here.0;
            *here = there;
        }
        is_elsewhere
    }

    /// Finds the place of a run, and the lines there where they are others than those of the run before.
    fn find(&self, place: OperatingPoint, found: &mut Scratch) {
        let terrain = place.course.terrain();
        if !self.locate(place, found) && found.terrain == Some(terrain) {
            return;
        }
        found.terrain = Some(terrain);
        let places = &found.places;
        let straight = |phase: &Phase| phase.straight(places, terrain);
        found.phases.clear();
        found.phases.extend(self.phases.iter().map(straight));
        found.impulses.clear();
        let impulses = self.impulses.iter();
        found.impulses.extend(impulses.map(|impulse| {
            let impulse = impulse.as_ref()?;
            Some((straight(&impulse.phase), impulse.duration_s.line(places)))
        }));
    }

    /// The largest peak of each muscle in a run; `None` where nobody published its force. For runs that have nothing to do
    /// with one another, of which no lines are worth keeping.
    pub(crate) fn of<'p>(
        &'p self,
        run: &Conditions,
        found: &'p mut Scratch,
    ) -> impl Iterator<Item = Option<BodyWeights>> + 'p {
        self.locate(super::operating_point(self.evidence, run), found);
        found.terrain = None;
        let (found, terrain) = (&*found, run.course().terrain());
        self.muscles.iter().map(move |phases| {
            let phases = self.phases[phases.clone()].iter();
            let peaks = phases.map(|phase| phase.peak(&found.places, terrain));
            peaks.reduce(f64::max).map(BodyWeights)
        })
    }

    /// The largest peak of each muscle at a place, and its impulse; each `None` where nobody published it.
    pub(crate) fn with_impulses_at<'p>(
        &'p self,
        place: OperatingPoint,
        found: &'p mut Scratch,
    ) -> impl Iterator<Item = (Option<BodyWeights>, Option<BodyWeightSeconds>)> + 'p {
        self.find(place, found);
        let found = &*found;
        self.muscles
            .iter()
            .zip(&found.impulses)
            .map(|(phases, impulse)| {
                // impulse(m) = peak*(m, phase) · duration(v)   [body weights · s, a stride]
                let impulse = impulse.as_ref().map(|(phase, duration_s)| {
                    let peak = phase.peak(&found.places);
                    BodyWeightSeconds(peak * duration_s.at(&found.places))
                });
                (found.largest(phases), impulse)
            })
    }
}

impl Scratch {
    fn largest(&self, phases: &Range<usize>) -> Option<BodyWeights> {
        let phases = self.phases[phases.clone()].iter();
        let peaks = phases.map(|phase| phase.peak(&self.places));
        peaks.reduce(f64::max).map(BodyWeights)
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Peaks, Scratch};
    use crate::conditions::{Conditions, Course, Terrain};
    use crate::embedded;
    use crate::model::{load, operating_point};
    use crate::muscle::Muscle;
    use crate::units::{Gradient, Mass, Speed, StepRate, StepsPerMinute};

    #[test]
    fn peaks_laid_out_for_many_runs_are_those_of_one_run_to_the_last_bit() {
        let evidence = embedded::evidence();
        let muscles: Vec<&Muscle> = evidence.muscles().iter().collect();
        let peaks = Peaks::with_impulses(evidence, &muscles);
        let mut found = Scratch::default();
        let mut alone_found = Scratch::default();
        let mut compared = 0;
        for speed in [2.0, 2.5, 3.1, 3.3, 3.5, 4.4, 4.5, 6.9, 7.0, 9.5] {
            for gradient in [-30.0, -10.51, -5.0, 0.0, 0.1, 5.24, 17.0, 30.0] {
                for (terrain, spm) in [(Terrain::Treadmill, None), (Terrain::Road, Some(183.0))] {
                    let gradient = Gradient::from_percent(gradient).expect("within bounds");
                    let run = Conditions::new(Speed::from_m_per_s(speed).expect("within bounds"))
                        .with_mass(Mass::from_kilograms(70.0).expect("within bounds"))
                        .with_course(Course::new(Some(terrain), Some(gradient)).expect("no hill"))
                        .with_step_rate(spm.map_or(StepRate::Typical, |spm| {
                            let rate = StepsPerMinute::new(spm).expect("within bounds");
                            StepRate::PerMinute(rate)
                        }));
                    let alone: Vec<_> = peaks.of(&run, &mut alone_found).collect();
                    let quick: Vec<_> = peaks
                        .with_impulses_at(operating_point(evidence, &run), &mut found)
                        .collect();
                    for (muscle, (alone, (peak, impulse))) in
                        muscles.iter().zip(alone.into_iter().zip(quick))
                    {
                        assert_eq!(alone, peak);
                        let slow = load(evidence, muscle, &run);
                        let slow_peak = slow.map(|load| load.peak().value().0.to_bits());
                        let quick_peak = peak.map(|peak| peak.0.to_bits());
                        assert_eq!(quick_peak, slow_peak, "{} {run:?}", muscle.key());
                        let slow_impulse = slow.and_then(|load| load.impulse());
                        let slow_impulse = slow_impulse.map(|impulse| impulse.value().0.to_bits());
                        let quick_impulse = impulse.map(|impulse| impulse.0.to_bits());
                        assert_eq!(quick_impulse, slow_impulse, "{} {run:?}", muscle.key());
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
