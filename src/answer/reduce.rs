//! What takes so much off a muscle, tendon or joint: every single change of the run that does, found by the inverse of the
//! model, with what it does to one step, to a kilometre and to every other muscle.
//!
//! A change is put back into the model before it is told, so that what is promised is what the calculator answers. What
//! nobody published and what cannot be reached within the data is told as such.

mod document;
mod length;
mod question;

use crate::answer::pair::StepAndKilometre;
use crate::conditions::{Conditions, Course, FootStrike, Shoe, Terrain};
use crate::evidence::{Effect, Evidence};
use crate::model::{self, Bound, MuscleLoad, PeakAlong, Stepping};
use crate::muscle::{Muscle, UnknownMuscle};
use crate::number::{fixed, short, trimmed};
use crate::spelling::keywords;
use crate::training::Training;
use crate::units::{
    Gradient, PercentOfTypical, QuantityError, Speed, StepRate, Support, TrunkLean,
};

pub use question::{ChangeError, ReduceQuestion, ReduceTarget, RunChange};

pub(crate) use document::COLUMNS;

/// Another muscle is told of when its peak moves by more than this.
const TOLD_FROM: f64 = 0.02;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReduceError {
    /// A name that no muscle has.
    #[error(transparent)]
    Muscle(#[from] UnknownMuscle),
    /// Nobody published the force of the muscle.
    #[error("nobody has published the force of {0} in running, so nothing can be taken off it")]
    NoForce(String),
    /// A change that comes out of bounds.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A sum in newtons of a runner of unknown mass.
    #[error("a sum in kN·s takes a body mass; in BW·s, body weights · s, it takes none")]
    NoMass,
    /// The peak is already there.
    #[error("{muscle} bears {peak} body weights a step in this run, {side} {wanted}")]
    Already {
        /// The muscle.
        muscle: String,
        /// Its peak.
        peak: String,
        /// `not above` or `already above`.
        side: &'static str,
        /// What was wanted.
        wanted: String,
    },
}

keywords! {
    /// Whether a change does what is wanted.
    #[derive(Default)]
    enum Reach {
        Whole = "reached",
        Part = "in_part",
        /// Of what is told in kilograms or over the whole run.
        #[default]
        Elsewhere = "not_per_step",
        NoFigure = "no_figure",
    }
}

#[derive(Debug, Clone, Default)]
struct ReduceRow<'e> {
    what: String,
    effect: Option<Effect>,
    from: String,
    to: String,
    reach: Reach,
    run: Option<Conditions>,
    x: Option<f64>,
    load: Option<MuscleLoad<'e>>,
    /// The peak of a step and the sum of a kilometre over those before.
    step_ratio: Option<f64>,
    km_ratio: Option<f64>,
    /// The other muscles that move, the most first.
    others: Vec<(&'e Muscle, f64)>,
}

/// The answer.
#[derive(Debug)]
#[non_exhaustive]
pub struct ReduceAnswer<'e> {
    evidence: &'e Evidence,
    training: &'e Training,
    question: ReduceQuestion,
    muscle: &'e Muscle,
    /// The others that have the same name.
    also: Vec<&'e Muscle>,
    before: MuscleLoad<'e>,
    target_bw: f64,
    rows: Vec<ReduceRow<'e>>,
}

impl<'e> ReduceAnswer<'e> {
    /// Answers a question.
    ///
    /// # Errors
    /// When the muscle is not known or has no published force, a change comes out of bounds, or the peak is already there.
    pub fn new(
        evidence: &'e Evidence,
        training: &'e Training,
        question: ReduceQuestion,
    ) -> Result<Self, ReduceError> {
        let muscles = evidence.muscles().find(&question.muscle)?;
        // of several with one name, the first of the table that has a force
        let mut loads =
            muscles.iter().filter_map(|muscle| model::load(evidence, muscle, &question.run));
        let Some(before) = loads.next() else {
            return Err(ReduceError::NoForce(question.muscle.clone()));
        };
        let also = loads.map(|load| load.muscle).collect();
        let peak = before.peak().value().0;
        let (target_bw, bound) = match question.target {
            ReduceTarget::ByPercent(percent) => (peak * (1.0 - percent / 100.0), Bound::DownTo),
            ReduceTarget::ToBodyWeights(weights) => (weights, Bound::DownTo),
            ReduceTarget::UntilBodyWeights(weights) => (weights, Bound::UpTo),
            ReduceTarget::UntilWeightSeconds(_) | ReduceTarget::UntilKilonewtonSeconds(_) => {
                (peak, Bound::UpTo)
            }
        };
        let already = |side| ReduceError::Already {
            muscle: before.muscle.short_name().to_owned(),
            peak: fixed(peak, 2),
            side,
            wanted: short(target_bw),
        };
        match bound {
            Bound::DownTo if peak <= target_bw => return Err(already("not above")),
            Bound::UpTo if peak > target_bw => return Err(already("already above")),
            _ => {}
        }
        let mut answer = Self {
            evidence,
            training,
            muscle: before.muscle,
            also,
            before,
            target_bw,
            rows: Vec::new(),
            question,
        };
        let start = answer.changed()?;
        answer.rows = match answer.limit_bw_s()? {
            Some(limit) => vec![answer.farther(&start, Some(limit))],
            None => answer.find(&start, bound),
        };
        Ok(answer)
    }

    /// The run with what is changed in any case, its step rate as a share of the typical one: at another pace people keep
    /// that rather than a count.
    fn changed(&self) -> Result<Conditions, QuantityError> {
        let mut run = self.relative(self.question.run)?;
        for change in &self.question.with {
            run = match *change {
                RunChange::Pace(pace) => run.with_speed(pace.speed(self.question.units)?),
                RunChange::StepRateBy(percent) => {
                    let now = self.step_rate_pct(&run);
                    let percent = PercentOfTypical::new(now * (1.0 + percent / 100.0))?;
                    run.with_step_rate(StepRate::PercentOfTypical(percent))
                }
                RunChange::StepRate(rate) => self.relative(run.with_step_rate(rate))?,
                RunChange::Gradient(gradient) => graded(&run, gradient),
                RunChange::Terrain(terrain) => {
                    let course = Course::new(Some(terrain), None);
                    course.map_or(run, |course| run.with_course(course))
                }
                RunChange::Form(change) => run.with_form(run.form().with(change)),
            };
        }
        Ok(run)
    }

    fn relative(&self, run: Conditions) -> Result<Conditions, QuantityError> {
        Ok(match run.step_rate() {
            StepRate::PerMinute(_) => {
                let percent = PercentOfTypical::new(self.step_rate_pct(&run))?;
                run.with_step_rate(StepRate::PercentOfTypical(percent))
            }
            _ => run,
        })
    }

    fn step_rate_pct(&self, run: &Conditions) -> f64 {
        let stepping = Stepping::of(self.evidence, run);
        stepping.map_or(100.0, |stepping| 100.0 * stepping.step_rate.value() / stepping.typical_spm)
    }

    /// Every single change, in the order of the effects; then mass and distance.
    fn find(&self, start: &Conditions, bound: Bound) -> Vec<ReduceRow<'e>> {
        let mut rows = Vec::new();
        for effect in Effect::ALL {
            match PeakAlong::new(self.evidence, self.muscle, start, effect) {
                Some(along) if along.is_published() => {
                    let found = self.along(&along, start, effect, bound);
                    if found.is_empty() && bound == Bound::UpTo {
                        let from = self.written(effect, start);
                        let to = "not in the data".to_owned();
                        rows.push(Self::elsewhere(effect.name().to_owned(), from, to));
                    }
                    rows.extend(found);
                }
                Some(_) => rows.push(Self::without_figure(effect)),
                None if bound == Bound::DownTo => rows.extend(self.looked_up(start, effect)),
                None => {}
            }
        }
        if bound == Bound::DownTo {
            rows.extend(self.lighter());
            rows.push(self.shorter());
        } else {
            rows.push(self.farther(start, None));
        }
        // stable: within each the order of the effects
        rows.sort_by_key(|row| row.reach as u8);
        rows
    }

    fn along(
        &self,
        along: &PeakAlong<'_>,
        start: &Conditions,
        effect: Effect,
        bound: Bound,
    ) -> Vec<ReduceRow<'e>> {
        let rows = [false, true].into_iter().filter_map(|upwards| {
            let whole = along.place_of(self.target_bw, bound, upwards);
            let part = || along.least(upwards).filter(|_| bound == Bound::DownTo);
            let (x, reach) = match whole {
                Some(x) => (x, Reach::Whole),
                None => (part()?, Reach::Part),
            };
            let run = at(start, effect, x)?;
            let what = direction(effect, along.here(), upwards);
            Some(self.row(what, effect, Some(x), run, reach))
        });
        rows.collect()
    }

    /// The words of an effect without an axis that lower the peak.
    fn looked_up(&self, start: &Conditions, effect: Effect) -> Vec<ReduceRow<'e>> {
        let form = start.form();
        let runs: Vec<(&str, Conditions)> = match effect {
            Effect::Terrain => {
                let is_treadmill = start.course().terrain() == Terrain::Treadmill;
                let (what, terrain) = if is_treadmill {
                    ("off the treadmill", Terrain::Flat)
                } else {
                    ("on a treadmill", Terrain::Treadmill)
                };
                let course = Course::new(Some(terrain), Some(start.course().gradient()));
                course.iter().map(|course| (what, start.with_course(*course))).collect()
            }
            Effect::FootStrike => vec![
                ("land on the heel", start.with_form(form.with_foot_strike(FootStrike::Rearfoot))),
                (
                    "land on the forefoot",
                    start.with_form(form.with_foot_strike(FootStrike::Forefoot)),
                ),
            ],
            Effect::Shoe => vec![
                ("a minimal shoe", start.with_form(form.with_shoe(Shoe::Minimal))),
                ("an ordinary shoe", start.with_form(form.with_shoe(Shoe::Conventional))),
                ("a maximal shoe", start.with_form(form.with_shoe(Shoe::Maximal))),
            ],
            _ => Vec::new(),
        };
        let Some(now) = model::load(self.evidence, self.muscle, start) else {
            return Vec::new();
        };
        let peak = now.peak().value().0;
        let mut has_figure = false;
        let mut rows = Vec::new();
        for (what, run) in runs {
            let Some(load) = model::load(self.evidence, self.muscle, &run) else {
                continue;
            };
            let there = load.peak().value().0;
            has_figure |= there.total_cmp(&peak).is_ne();
            if there < peak {
                let reach = if there <= self.target_bw { Reach::Whole } else { Reach::Part };
                rows.push(self.row(what.to_owned(), effect, None, run, reach));
            }
        }
        if !has_figure {
            rows.push(Self::without_figure(effect));
        }
        rows
    }

    /// The change as it comes out of the model.
    fn row(
        &self,
        what: String,
        effect: Effect,
        x: Option<f64>,
        run: Conditions,
        reach: Reach,
    ) -> ReduceRow<'e> {
        let load = model::load(self.evidence, self.muscle, &run);
        let kilometre = |run: &Conditions| {
            let both = StepAndKilometre::of(self.evidence, self.muscle, run)?;
            Some(both.kilometre_bw_s)
        };
        let (before, km) = (kilometre(&self.question.run), kilometre(&run));
        let mut others: Vec<(&Muscle, f64)> = model::loads(self.evidence, &run)
            .into_iter()
            .filter(|other| other.muscle.key() != self.muscle.key())
            .filter_map(|other| {
                let was = model::load(self.evidence, other.muscle, &self.question.run)?;
                let ratio = other.peak().value().0 / was.peak().value().0;
                ((ratio - 1.0).abs() > TOLD_FROM).then_some((other.muscle, ratio))
            })
            .collect();
        others.sort_by(|a, b| (b.1 - 1.0).abs().total_cmp(&(a.1 - 1.0).abs()));
        ReduceRow {
            from: self.written(effect, &self.question.run),
            to: self.written(effect, &run),
            what,
            effect: Some(effect),
            reach,
            x,
            step_ratio: load
                .as_ref()
                .map(|load| load.peak().value().0 / self.before.peak().value().0),
            km_ratio: km.zip(before).map(|(km, before)| km / before),
            load,
            others,
            run: Some(run),
        }
    }

    fn without_figure(effect: Effect) -> ReduceRow<'e> {
        ReduceRow {
            what: effect.name().to_owned(),
            effect: Some(effect),
            reach: Reach::NoFigure,
            ..ReduceRow::default()
        }
    }

    fn elsewhere(what: String, from: String, to: String) -> ReduceRow<'e> {
        ReduceRow { what, from, to, ..ReduceRow::default() }
    }

    fn share(&self) -> f64 {
        self.target_bw / self.before.peak().value().0
    }

    fn written(&self, effect: Effect, run: &Conditions) -> String {
        let form = run.form();
        match effect {
            Effect::Speed => run.speed().pace(self.question.units).to_string(),
            Effect::StepRate => {
                let spm = Stepping::of(self.evidence, run)
                    .map_or(f64::NAN, |stepping| stepping.step_rate.value());
                format!("{} steps/min", fixed(spm, 0))
            }
            Effect::Gradient => format!("{} %", tenths(run.course().gradient().percent())),
            Effect::Terrain => run.course().terrain().to_string(),
            Effect::FootStrike => {
                form.foot_strike().map_or("as you do", FootStrike::key).to_owned()
            }
            Effect::TrunkLean => format!("{}°", tenths(form.trunk_lean().degrees())),
            Effect::Support => format!("{} % carried", fixed(form.support().percent(), 0)),
            Effect::Shoe => form.shoe().map_or("as you do", Shoe::key).to_owned(),
        }
    }
}

/// A figure with its sign, to one decimal at the most.
fn tenths(figure: f64) -> String {
    let plus = if figure > 0.0 { "+" } else { "" };
    format!("{plus}{}", trimmed(figure, 1))
}

/// The run on another gradient, on the same surface.
fn graded(run: &Conditions, gradient: Gradient) -> Conditions {
    let surface = run.course().levelled().terrain();
    Course::new(Some(surface), Some(gradient)).map_or(*run, |course| run.with_course(course))
}

/// The run with another place on the axis of an effect; `None` beyond what is answered for.
fn at(run: &Conditions, effect: Effect, x: f64) -> Option<Conditions> {
    let form = run.form();
    Some(match effect {
        Effect::Speed => run.with_speed(Speed::from_m_per_s(x).ok()?),
        Effect::StepRate => {
            run.with_step_rate(StepRate::PercentOfTypical(PercentOfTypical::new(x).ok()?))
        }
        Effect::Gradient => graded(run, Gradient::from_percent(x).ok()?),
        Effect::TrunkLean => run.with_form(form.with_trunk_lean(TrunkLean::from_degrees(x).ok()?)),
        Effect::Support => run.with_form(form.with_support(Support::from_percent(x).ok()?)),
        _ => return None,
    })
}

fn direction(effect: Effect, here: f64, upwards: bool) -> String {
    let words = match (effect, upwards) {
        (Effect::Speed, true) => "faster",
        (Effect::Speed, false) => "slower",
        (Effect::StepRate, true) => "more steps",
        (Effect::StepRate, false) => "fewer steps",
        (Effect::Gradient, true) if here < 0.0 => "less downhill",
        (Effect::Gradient, true) => "uphill",
        (Effect::Gradient, false) if here > 0.0 => "less uphill",
        (Effect::Gradient, false) => "downhill",
        (Effect::TrunkLean, true) => "lean forward",
        (Effect::TrunkLean, false) => "lean back",
        (Effect::Support, true) => "weight carried",
        (Effect::Support, false) => "less carried",
        _ => effect.name(),
    };
    words.to_owned()
}
