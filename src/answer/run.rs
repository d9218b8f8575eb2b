//! What each muscle bore in a recorded run: the highest and the mean peak, and the impulse of every step added up.
//!
//! Each interval of a [`Track`] is a run of its own for the [`model`]; its figures are weighted by the steps taken in it.
//! Walking is no running: its time, distance and steps are kept apart, and no table of running loads it.
//!
//! ```
//! use musclerun::activity::{self, TrackOptions, Track};
//! use musclerun::answer::run::{RunQuestion, Recorder};
//! use musclerun::answer::Selection;
//! use musclerun::units::Speed;
//!
//! let question = RunQuestion {
//!     selection: Selection::default().top(3),
//!     ..RunQuestion::new(Some("70".parse()?), Speed::from_m_per_s(2.5)?)
//! };
//! let recorder = Recorder::new(musclerun::embedded::evidence(), question)?;
//! let mut file: &[u8] = include_bytes!("../../tests/run/hills.gpx");
//! let track = Track::cut(activity::read(&mut file)?.swap_remove(0), &TrackOptions::default())?;
//! let run = recorder.answer(track);
//! for row in &run.rows {
//!     let impulse = run.load(row).cumulative_kn_s.unwrap_or(f64::NAN);
//!     println!("{}: {impulse:.0} kN·s", row.muscle.name());
//! }
//! assert_eq!(run.rows[0].muscle.key(), "quadriceps");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod course;
mod document;
mod earlier;
pub(crate) mod fields;
mod hills;
mod load;
mod notes;
mod overview;
mod planned;
mod profile;
mod question;
mod split;
mod summary;
mod tables;

use std::borrow::Cow;
use std::sync::OnceLock;

use jiff::civil::DateTime;

use crate::activity::{Interval, Track};
use crate::answer::citations::Citations;
use crate::answer::selection::{RankBy, keep};
use crate::conditions::Conditions;
use crate::evidence::{Basis, Effect, Evidence, StudyRef};
use crate::model::{self, Compiled, Disputes, OperatingPoint, Rank, RankFigure, Scratch};
use crate::muscle::{Muscle, UnknownMuscle};
use crate::note::Note;
use crate::units::{BodyWeightSeconds, BodyWeights, Mass, Speed, StepRate};

use load::FigureBasis;
pub use load::{DownhillShare, Highest, RunLoad};
pub use overview::OverviewRow;
pub use profile::Bin;
pub use question::{EARLIER_WEEKS, EASY_PACE, EarlierRun, EarlierWeeks, RunQuestion, SplitBy};
pub use split::{Amount, GradientClass, Split};

use split::Cell;
pub(crate) use split::hours_minutes_seconds;

/// Answers the same question for one recorded run after another.
pub struct Recorder<'e> {
    evidence: &'e Evidence,
    question: RunQuestion,
    muscles: Vec<&'e Muscle>,
    peaks: Compiled<'e>,
    /// From what speed to what groups of runners were measured, m/s.
    measured_m_s: (f64, f64),
    /// Places on the axes of speed, step rate and gradient between which figures are straight.
    knots: [Vec<f64>; 3],
}

/// A recorded run and what each muscle bore in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RecordedRun<'e> {
    /// The tables it was made from.
    pub evidence: &'e Evidence,
    /// What was asked.
    pub question: RunQuestion,
    /// What was recorded.
    pub track: Track,
    /// The muscles in the order of [`RecordedRun::loads_of`].
    pub muscles: Vec<&'e Muscle>,
    /// Body mass, where the question or the file says it.
    pub mass: Option<Mass>,
    /// The whole run.
    pub whole: Split,
    /// Its splits, where they were asked for.
    pub splits: Vec<Split>,
    /// The muscles, ranked; those without a figure last.
    pub rows: Vec<RunRow<'e>>,
    loads: Vec<RunLoad>,
    /// The impulse of each muscle in a kilometre of easy flat running, body weight · s.
    easy_km_bw_s: Vec<Option<f64>>,
    /// What the figures of each muscle rest on, worked out when it is asked for.
    basis: Vec<OnceLock<FigureBasis>>,
}

/// One muscle of the answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RunRow<'e> {
    /// The muscle.
    pub muscle: &'e Muscle,
    /// Its place; `None` without a figure to rank by.
    pub rank: Option<Rank>,
    /// Its place among the muscles asked for.
    pub index: usize,
}

struct Step {
    run: Conditions,
    place: OperatingPoint,
    /// Steps of both legs.
    steps: f64,
    /// Whether the steps are those typical at the speed.
    is_assumed: bool,
    slope: GradientClass,
    key: [usize; 3],
}

impl<'e> Recorder<'e> {
    /// Lays out what is needed to answer a question.
    ///
    /// # Errors
    /// When a muscle is not known.
    pub fn new(evidence: &'e Evidence, question: RunQuestion) -> Result<Self, UnknownMuscle> {
        let muscles = question.selection.select(evidence)?;
        let peaks = Compiled::with_impulses(evidence, &muscles);
        let axes = [Effect::Speed, Effect::StepRate, Effect::Gradient];
        let of_groups = evidence
            .effect_rows()
            .filter(|(.., effect, _, row)| *effect == Effect::Speed && row.basis == Basis::Group)
            .map(|(.., row)| row.x);
        let measured_m_s = of_groups
            .fold((f64::INFINITY, 0.0_f64), |(low, high), speed| (low.min(speed), high.max(speed)));
        Ok(Self {
            evidence,
            muscles,
            measured_m_s,
            knots: axes.map(|effect| {
                let knots = peaks.knots(effect);
                if effect == Effect::Speed { finer(&knots) } else { knots }
            }),
            peaks,
            question,
        })
    }

    /// The tables that are answered from.
    #[must_use]
    pub fn evidence(&self) -> &'e Evidence {
        self.evidence
    }

    /// The muscles asked for, in the order of the table of muscles or of the names.
    #[must_use]
    pub fn muscles(&self) -> &[&'e Muscle] {
        &self.muscles
    }

    /// What each muscle bore in a run; in body weights alone where neither the question nor the file says the mass.
    #[must_use]
    pub fn answer(&self, track: Track) -> RecordedRun<'e> {
        let mass = self.question.mass.or(track.mass);
        let (whole, splits) = self.integrate(&track, mass);
        // a course is held against the level at its own pace
        let easy = track.planned.unwrap_or(self.question.easy);
        let mut run = RecordedRun {
            evidence: self.evidence,
            question: RunQuestion { easy, ..self.question.clone() },
            rows: Vec::new(),
            track,
            muscles: self.muscles.clone(),
            mass,
            whole,
            splits,
            loads: Vec::new(),
            easy_km_bw_s: self.easy_km_bw_s(easy),
            basis: vec![OnceLock::new(); self.muscles.len()],
        };
        run.loads = run.computed(&run.whole);
        run.hold_against_earlier();
        run.rows = self.rows(&run.loads);
        run
    }

    /// The impulse of a kilometre of easy flat running of each muscle, body weight · s, one leg.
    fn easy_km_bw_s(&self, easy: Speed) -> Vec<Option<f64>> {
        let easy = Conditions::new(easy);
        let minutes = 1000.0 / easy.speed().m_per_s() / 60.0;
        let steps = model::typical_step_rate_spm(self.evidence, easy.speed()).0 * minutes;
        let place = model::operating_point(self.evidence, &easy);
        self.peaks
            .with_impulses_at(place, &mut Scratch::default())
            .map(|(_, impulse)| impulse.map(|impulse| impulse.0 * steps / 2.0))
            .collect()
    }

    /// Adds the intervals up to the whole, whose sums do not hang on where splits end, and to the splits that were asked for.
    fn integrate(&self, track: &Track, mass: Option<Mass>) -> (Split, Vec<Split>) {
        let muscles = self.muscles.len();
        let mut whole = Split::new(String::new(), 0.0, muscles);
        let by = self.question.by.as_ref();
        let mut builder = by.map(|by| split::SplitBuilder::new(by, &track.laps, muscles));
        let mut found = Scratch::default();
        let mut figures = Vec::new();
        for (i, interval) in track.intervals.iter().enumerate() {
            let step = self.step(track, interval, mass);
            figures.clear();
            if let Some(step) = &step {
                figures.extend(self.peaks.with_impulses_at(step.place, &mut found));
            }
            let count = |split: &mut Split, share| {
                self.count(split, interval, share, step.as_ref(), &figures);
            };
            count(&mut whole, 1.0);
            if let Some(builder) = &mut builder {
                builder.take(i, interval, count);
            }
        }
        (whole, builder.map_or_else(Vec::new, split::SplitBuilder::finish))
    }

    /// What an interval is to the model; `None` where nobody runs in it.
    fn step(&self, track: &Track, interval: &Interval, mass: Option<Mass>) -> Option<Step> {
        let run = self.question.conditions(track, interval, mass)?;
        let place = model::operating_point(self.evidence, &run);
        let gradient_pct = run.course().gradient().percent();
        let at = [run.speed().m_per_s(), place.step_rate_pct(), gradient_pct];
        Some(Step {
            run,
            place,
            steps: steps_in(self.evidence, &run, interval),
            is_assumed: run.step_rate() == StepRate::Typical,
            slope: GradientClass::of(gradient_pct),
            key: std::array::from_fn(|axis| between(&self.knots[axis], at[axis])),
        })
    }

    fn count(
        &self,
        split: &mut Split,
        interval: &Interval,
        share: f64,
        step: Option<&Step>,
        figures: &[(Option<BodyWeights>, Option<BodyWeightSeconds>)],
    ) {
        let Some(step) = step else {
            split.pass(interval, share);
            return;
        };
        let steps = step.steps * share;
        let seconds = f64::from(interval.seconds) * share;
        split.run(interval, share, steps, step.is_assumed, step.slope);
        let [_, _, gradients] = &self.knots;
        if is_beyond(gradients, step.run.course().gradient().percent()) {
            split.beyond_gradient_s += seconds;
        }
        let speed = step.run.speed().m_per_s();
        if speed < self.measured_m_s.0 || speed > self.measured_m_s.1 {
            split.beyond_speed_s += seconds;
        }
        split.cells.entry(step.key).or_insert_with(|| Cell::of(step.run)).add(
            steps,
            step.run.speed().m_per_s(),
            step.place.step_rate_pct(),
            step.run.course().gradient().percent(),
        );
        let held_s = f64::from(interval.held_s);
        for (sum, (peak, impulse)) in split.sums.iter_mut().zip(figures) {
            sum.add(*peak, *impulse, steps, step.slope, held_s, || (step.run, interval.begins_s));
            if let (Some(exponent), Some(peak)) = (self.question.exponent, peak) {
                sum.peak_power += exponent.sum(peak.0, steps / 2.0);
            }
        }
    }

    /// The peak of each muscle in an interval of a run: none where nobody runs.
    pub(crate) fn peaks_in(
        &self,
        run: &RecordedRun<'_>,
        interval: &Interval,
    ) -> Vec<Option<BodyWeights>> {
        match self.question.conditions(&run.track, interval, run.mass) {
            Some(conditions) => self.peaks.of(&conditions, &mut Scratch::default()).collect(),
            None => vec![None; self.muscles.len()],
        }
    }

    fn rows(&self, loads: &[RunLoad]) -> Vec<RunRow<'e>> {
        let disputes = Disputes::new(self.evidence);
        let by = self.question.rank_by;
        let figure = |index: usize| {
            let (value, sd) = loads[index].figure(by)?;
            let highest = loads[index].highest.as_ref()?;
            let load = model::load(self.evidence, self.muscles[index], &highest.run)?;
            let phase = match by {
                RankBy::Cumulative => load.impulse_phase()?,
                _ => load.phase(),
            };
            let reported = disputes.of(&load, phase);
            Some(RankFigure { value, sd, reported })
        };
        let figures: Vec<Option<RankFigure>> = (0..self.muscles.len()).map(figure).collect();
        let ranking = model::ranking(&self.muscles, &figures).into_iter();
        let row = |(index, rank): (usize, _)| RunRow { muscle: self.muscles[index], rank, index };
        ranking.map(row).take(self.question.selection.top.unwrap_or(usize::MAX)).collect()
    }
}

impl RecordedRun<'_> {
    /// What the muscle of a row bore in the whole run.
    #[must_use]
    pub fn load(&self, row: &RunRow<'_>) -> &RunLoad {
        &self.loads[row.index]
    }

    /// What each muscle bore in a split, in the order of the muscles. That of the whole is kept; thousands of splits are kept
    /// as sums alone and computed anew each time.
    #[must_use]
    pub fn loads_of(&self, split: &Split) -> Cow<'_, [RunLoad]> {
        if std::ptr::eq(split, &raw const self.whole) {
            return Cow::Borrowed(&self.loads);
        }
        let mut loads = self.computed(split);
        for (load, whole) in loads.iter_mut().zip(&self.loads) {
            load.earlier_downhill.clone_from(&whole.earlier_downhill);
        }
        Cow::Owned(loads)
    }

    fn computed(&self, split: &Split) -> Vec<RunLoad> {
        let cells = split.cells.values();
        let place = |cell: &Cell| model::operating_point(self.evidence, &cell.mean());
        let cells: Vec<(OperatingPoint, f64)> =
            cells.map(|cell| (place(cell), cell.steps)).collect();
        let sums = split.sums.iter().zip(&self.easy_km_bw_s);
        let muscles = self.muscles.iter().zip(sums);
        muscles
            .map(|(muscle, (sum, easy))| {
                let load = RunLoad::of(self.evidence, muscle, sum, &cells, self.mass, *easy);
                let km = split.running.metres / 1000.0;
                let ratio = load.easy_km.map(|level_km| level_km / km);
                RunLoad {
                    level_ratio: ratio.filter(|_| self.track.planned.is_some() && km > 0.0),
                    ..load
                }
            })
            .collect()
    }

    /// When it began by the clock of the place, and the name of its time zone.
    pub(crate) fn local_start(&self) -> Option<(DateTime, String)> {
        self.track.local_start(self.question.time_zone.as_ref())
    }

    pub(crate) fn keep(&mut self, muscles: &[&Muscle]) {
        keep(&mut self.rows, muscles, |row| row.muscle);
    }

    /// What has to be reported beside the figures.
    #[must_use]
    pub fn notes(&self) -> Vec<Note> {
        notes::notes(self)
    }

    /// The studies that the rows rest on, in the order in which they first do, and for each row the places of its own.
    #[must_use]
    pub fn citations(&self) -> (Vec<StudyRef>, Vec<Vec<usize>>) {
        let mut citations = Citations::default();
        let numbers = self.rows.iter().map(|row| {
            let studies = &self.basis(row.muscle).studies;
            citations.numbers(studies)
        });
        let of_rows = numbers.collect();
        (citations.0, of_rows)
    }
}

/// Steps of both legs in an interval that is run so.
fn steps_in(evidence: &Evidence, run: &Conditions, interval: &Interval) -> f64 {
    let rate = match run.step_rate() {
        StepRate::PerMinute(rate) => rate.value(),
        _ => model::typical_step_rate_spm(evidence, run.speed()).0,
    };
    rate * f64::from(interval.seconds) / 60.0
}

/// The places with others between them, so near that a spread is straight from one to the next, which it is not over a whole
/// stretch of speeds.
fn finer(knots: &[f64]) -> Vec<f64> {
    const PARTS: [f64; 4] = [0.0, 0.25, 0.5, 0.75];
    let between = knots.windows(2).flat_map(|ends| {
        let (from, to) = (ends[0], ends[1]);
        PARTS.map(|part| from + part * (to - from))
    });
    between.chain(knots.last().copied()).collect()
}

/// Between which places something lies, or on which: neighbours on the same split of every straight line share it.
fn between(knots: &[f64], x: f64) -> usize {
    knots.partition_point(|knot| *knot < x) + knots.partition_point(|knot| *knot <= x)
}

/// Whether something lies before the first place or behind the last.
fn is_beyond(knots: &[f64], x: f64) -> bool {
    let (first, last) = (knots.first(), knots.last());
    first.is_some_and(|first| x < *first) || last.is_some_and(|last| x > *last)
}
