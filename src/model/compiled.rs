//! The evaluator for very many runs: peaks and impulses as [`load`](super::load) gives and explains them, to the last bit,
//! from tables laid out for it beforehand.
//!
//! Of each curve only its numbers are kept, and curves with rows at the same places share the search for the place of a
//! run. Between the places every curve is a straight line, and runs that follow one another mostly lie between the same
//! places, so that the lines are kept from run to run.

pub(crate) mod sql;

use std::ops::Range;

use super::factor::OperatingPoint;
use crate::conditions::Conditions;
use crate::evidence::{Curve, Effect, EffectRow, Evidence, Knot, PhaseEvidence, Quantity};
use crate::muscle::Muscle;
use crate::units::{BodyWeightSeconds, BodyWeights};

/// The effects whose lines are kept; the others hardly ever change from run to run.
const LINES: [Effect; 3] = [Effect::Speed, Effect::StepRate, Effect::Gradient];
/// The others.
const OTHERS: &[Effect] = Effect::ALL.split_at(LINES.len()).1;

/// The peaks and impulses of some muscles in any run.
pub(crate) struct Compiled<'e> {
    evidence: &'e Evidence,
    /// Places of rows on the axis of an effect, each set of them once.
    grids: Vec<(Effect, Vec<f64>)>,
    /// The phases that have an anchor, muscle by muscle; behind them those whose peaks make impulses and are others there.
    phases: Vec<CompiledPhase<'e>>,
    /// Which phases are those of each muscle.
    muscles: Vec<Range<usize>>,
    /// The phase that makes the impulse of each muscle and its duration, s, where both are known and asked for.
    impulses: Vec<Option<(usize, CompiledCurve)>>,
}

/// What is known of a muscle in a phase.
struct CompiledPhase<'e> {
    anchor_bw: f64,
    /// S at the anchor's speed.
    speed_ratio_of_anchor: f64,
    /// In the order of [`LINES`].
    curves: [CompiledCurve; LINES.len()],
    /// The effects besides of which there are rows.
    others: Vec<(Effect, &'e Curve<EffectRow>)>,
}

/// The figures of a curve at the places of a grid; `None` for a curve without rows.
struct CompiledCurve(Option<(usize, Vec<f64>)>);

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
    lines: [Line; LINES.len()],
    others: f64,
}

/// The place of the last run that was asked for, and the lines that it lies on. It goes with one set of loads.
#[derive(Default)]
pub(crate) struct Scratch {
    /// In each grid, behind so many places, and how far to the next; one more for curves without rows.
    places: Vec<(usize, f64)>,
    last: Option<OperatingPoint>,
    segments: Vec<Segment>,
    /// The peak of each phase, body weights.
    peaks: Vec<f64>,
    /// The ratio of the effects without a line in each phase.
    others: Vec<f64>,
    durations: Vec<Option<Line>>,
}

impl CompiledCurve {
    /// The line at the place in its grid; a curve without rows is 1 throughout, on the grid behind the last.
    fn line(&self, places: &[(usize, f64)]) -> Line {
        let Some((grid, figures)) = &self.0 else {
            return Line { grid: places.len() - 1, low: 1.0, rise: 0.0 };
        };
        let (index, _) = places[*grid];
        let low = figures[index];
        let rise = figures.get(index + 1).map_or(0.0, |high| high - low);
        Line { grid: *grid, low, rise }
    }
}

impl Line {
    fn at(self, places: &[(usize, f64)]) -> f64 {
        // y = y0 + (y1 - y0) · (x - x0) / (x1 - x0)
        self.low + self.rise * places[self.grid].1
    }
}

impl CompiledPhase<'_> {
    fn segment(&self, places: &[(usize, f64)], others: f64) -> Segment {
        Segment {
            anchor_bw: self.anchor_bw,
            speed_ratio_of_anchor: self.speed_ratio_of_anchor,
            lines: self.curves.each_ref().map(|curve| curve.line(places)),
            others,
        }
    }

    /// The ratio of the effects that have no line.
    fn others(&self, place: OperatingPoint) -> f64 {
        let ratios = self.others.iter().map(|(effect, curve)| {
            let x = place.x(*effect);
            let at = if effect.bounds().is_some() { curve.at(x) } else { curve.on(x) };
            at.map_or(1.0, |at| at.interpolate(|row| row.ratio))
        });
        ratios.product()
    }
}

impl Segment {
    fn peak(&self, places: &[(usize, f64)]) -> f64 {
        let [speed, step_rate, gradient] = self.lines.map(|line| line.at(places));
        // peak(m, p) = anchor(m, p) · S(v) / S(v_anchor) · R(c) · G(g) · (T(t) · F(f))   [body weights]
        self.anchor_bw * (speed / self.speed_ratio_of_anchor) * step_rate * gradient * self.others
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

impl<'e> Compiled<'e> {
    /// Lays the tables of some muscles out, for their peaks alone.
    pub(crate) fn new(evidence: &'e Evidence, muscles: &[&Muscle]) -> Self {
        let (grids, phases, impulses) = (Vec::new(), Vec::new(), Vec::new());
        let mut loads = Self { evidence, grids, phases, muscles: Vec::new(), impulses };
        for muscle in muscles {
            let first = loads.phases.len();
            for tables in &evidence.of(muscle).phases {
                loads.compile(tables, Quantity::Peak);
            }
            loads.muscles.push(first..loads.phases.len());
        }
        loads
    }

    /// Lays the tables of impulses out too.
    pub(crate) fn with_impulses(evidence: &'e Evidence, muscles: &[&Muscle]) -> Self {
        let mut loads = Self::new(evidence, muscles);
        for (index, muscle) in muscles.iter().enumerate() {
            let tables = evidence.of(muscle);
            let impulse = tables.duration.as_ref().and_then(|(phase, durations)| {
                let (before, [of_phase, ..]) = tables.phases.split_at(*phase as usize) else {
                    return None;
                };
                let curve = |effect, quantity| std::ptr::from_ref(of_phase.curve(effect, quantity));
                let mut effects = Effect::ALL.iter();
                let phase = if effects.any(|effect| {
                    curve(*effect, Quantity::Impulse) != curve(*effect, Quantity::Peak)
                }) {
                    loads.compile(of_phase, Quantity::Impulse)?
                } else {
                    let before = before.iter().filter(|phase| !phase.anchors.is_empty());
                    of_phase.anchors.first()?;
                    loads.muscles[index].start + before.count()
                };
                let rows = durations.knots().iter().map(|row| (row.speed_m_s, row.duration_s));
                Some((phase, loads.figures(Effect::Speed, rows)))
            });
            loads.impulses.push(impulse);
        }
        loads
    }

    /// Adds a phase, where it has an anchor, and tells its number.
    fn compile(&mut self, tables: &'e PhaseEvidence, quantity: Quantity) -> Option<usize> {
        let anchor = tables.anchors.first()?;
        let curve = |effect| tables.curve(effect, quantity);
        let at_anchor = curve(Effect::Speed).at(anchor.speed_m_s);
        let phase = CompiledPhase {
            anchor_bw: anchor.peak_bw,
            speed_ratio_of_anchor: at_anchor.map_or(1.0, |at| at.interpolate(|row| row.ratio)),
            curves: LINES.map(|effect| {
                let rows = curve(effect).knots().iter().map(|row| (row.x(), row.ratio));
                self.figures(effect, rows)
            }),
            others: OTHERS
                .iter()
                .map(|&effect| (effect, curve(effect)))
                .filter(|(_, curve)| !curve.is_empty())
                .collect(),
        };
        self.phases.push(phase);
        Some(self.phases.len() - 1)
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

    /// Finds the place of a run, and the lines there where they are others than those of the run before.
    fn find(&self, place: OperatingPoint, scratch: &mut Scratch) {
        let mut is_elsewhere = scratch.last.is_none_or(|last| {
            let differs = |effect: &Effect| last.x(*effect).total_cmp(&place.x(*effect)).is_ne();
            OTHERS.iter().any(differs)
        });
        if is_elsewhere {
            let others = self.phases.iter().map(|phase| phase.others(place));
            scratch.others.clear();
            scratch.others.extend(others);
        }
        scratch.places.resize(self.grids.len() + 1, (0, 0.0));
        for ((effect, grid), here) in self.grids.iter().zip(&mut scratch.places) {
            let there = find(grid, place.x(*effect));
            is_elsewhere |= there.0 != here.0;
            *here = there;
        }
        scratch.last = Some(place);
        if is_elsewhere {
            let places = &scratch.places;
            let segments = self.phases.iter().zip(&scratch.others);
            let segments = segments.map(|(phase, others)| phase.segment(places, *others));
            scratch.segments.clear();
            scratch.segments.extend(segments);
            let durations =
                self.impulses.iter().map(|impulse| Some(impulse.as_ref()?.1.line(places)));
            scratch.durations.clear();
            scratch.durations.extend(durations);
        }
        let peaks = scratch.segments.iter().map(|it| it.peak(&scratch.places));
        scratch.peaks.clear();
        scratch.peaks.extend(peaks);
    }

    /// The largest peak of each muscle in a run; `None` where nobody published its force.
    pub(crate) fn of<'p>(
        &'p self,
        run: &Conditions,
        scratch: &'p mut Scratch,
    ) -> impl Iterator<Item = Option<BodyWeights>> + 'p {
        self.find(super::operating_point(self.evidence, run), scratch);
        let scratch = &*scratch;
        self.muscles.iter().map(|phases| scratch.largest(phases))
    }

    /// The largest peak of each muscle at a place, and its impulse; each `None` where nobody published it.
    pub(crate) fn with_impulses_at<'p>(
        &'p self,
        place: OperatingPoint,
        scratch: &'p mut Scratch,
    ) -> impl Iterator<Item = (Option<BodyWeights>, Option<BodyWeightSeconds>)> + 'p {
        self.find(place, scratch);
        let scratch = &*scratch;
        let durations = self.impulses.iter().zip(&scratch.durations);
        self.muscles.iter().zip(durations).map(move |(phases, (impulse, duration))| {
            let impulse = impulse.as_ref().zip(duration.as_ref()).map(|((phase, _), duration)| {
                let peak = scratch.peaks[*phase];
                // impulse(m) = peak*(m, phase) · duration(v) · 100 / c   [body weights · s, a stride of one leg]
                let seconds = duration.at(&scratch.places) * (100.0 / place.step_rate_pct());
                BodyWeightSeconds(peak * seconds)
            });
            (scratch.largest(phases), impulse)
        })
    }
}

impl Scratch {
    fn largest(&self, phases: &Range<usize>) -> Option<BodyWeights> {
        let peaks = self.peaks[phases.clone()].iter().copied();
        peaks.reduce(f64::max).map(BodyWeights)
    }
}

#[cfg(test)]
mod tests {
    use super::{Compiled, Effect, Scratch};
    use crate::conditions::{Conditions, Course, Terrain};
    use crate::embedded;
    use crate::model::{load, operating_point};
    use crate::muscle::Muscle;
    use crate::units::{Gradient, Mass, Speed, StepRate, StepsPerMinute};

    #[test]
    fn peaks_laid_out_for_many_runs_are_those_of_one_run_to_the_last_bit() {
        let evidence = embedded::evidence();
        let muscles: Vec<&Muscle> = evidence.muscles().iter().collect();
        let peaks = Compiled::with_impulses(evidence, &muscles);
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
        assert_eq!(compared, 10 * 8 * 2 * 25);
        assert!(peaks.grids.iter().any(|(effect, _)| *effect == Effect::Gradient));
    }
}
