//! The answer to one question: which muscles, in which order, with which notes and sources. Renderers compute nothing.

mod document;
mod explain;
pub(crate) mod fields;
mod ground;
pub(crate) mod notes;
mod summary;

use crate::answer::citations::{Citations, unique};
pub use crate::answer::selection::RankBy;
use crate::answer::selection::{Selection, keep};
use crate::conditions::{Conditions, Course, Terrain};
use crate::evidence::{
    Change, Circumstance, Crosscheck, Evidence, Fact, Finding, GradientCrosscheck, Sign, StudyRef,
};
use crate::model::{self, Disputes, MuscleLoad, Rank, RankFigure, Stepping};
use crate::muscle::{Muscle, UnknownMuscle};
use crate::note::Note;
use crate::units::{Exponent, Gradient, LengthUnit, QuantityError, RunLength};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// How somebody runs.
    pub conditions: Conditions,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
    /// How far or how long, for cumulative load.
    pub run_length: Option<RunLength>,
    /// Which muscles are asked for.
    pub selection: Selection,
    /// The name of the muscles that alone are shown of the ranking.
    pub only: Option<String>,
    /// What they are ranked by.
    pub rank_by: RankBy,
    /// The exponent of a second sum, where one is asked for.
    pub exponent: Option<Exponent>,
    /// Whether the answer shows impulses, and so has to name their sources.
    pub with_impulse: bool,
}

impl Question {
    /// What the conditions ask by themselves: muscles ranked by peak, in kilometres.
    #[must_use]
    pub fn new(conditions: Conditions) -> Self {
        Self {
            conditions,
            units: LengthUnit::Kilometre,
            run_length: None,
            selection: Selection::default(),
            only: None,
            rank_by: RankBy::Peak,
            exponent: None,
            with_impulse: false,
        }
    }
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A name that no muscle answers to.
    #[error(transparent)]
    Muscle(#[from] UnknownMuscle),
    /// A step rate that comes out of bounds.
    #[error(transparent)]
    StepRate(#[from] QuantityError),
    /// A ranking by cumulative load without a distance or duration.
    #[error("ranking by cumulative load takes a distance or a duration")]
    NoRunLength,
    /// A ranking by what only recorded runs or two of them have.
    #[error("one run is ranked by peak, impulse or cumulative")]
    RankBy,
}

/// How active a muscle is against level, firm ground: told apart from how much it pulls.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Activation<'e> {
    /// Which way it goes; `None` where sources disagree.
    pub way: Option<Sign>,
    /// By what ratio, where that is published for about such a gradient.
    pub ratio: Option<f64>,
    /// The finding with a figure, or else the first.
    pub finding: &'e Finding,
    findings: Vec<&'e Finding>,
}

/// One muscle of the answer. What is rarely asked is worked out when it is.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct MuscleRow<'e> {
    /// The muscle.
    pub muscle: &'e Muscle,
    /// Its place; `None` without a figure to rank by.
    pub rank: Option<Rank>,
    /// What it bears; `None` where nobody published its force.
    pub load: Option<MuscleLoad<'e>>,
    /// Places in [`Report::sources`] of the studies it rests on.
    pub sources: Vec<usize>,
    evidence: &'e Evidence,
    run: Conditions,
    strides: Option<f64>,
    exponent: Option<Exponent>,
}

impl<'e> MuscleRow<'e> {
    /// The row of a muscle in a run of so many strides of one leg, where that is known; not yet ranked.
    pub(crate) fn of(
        evidence: &'e Evidence,
        muscle: &'e Muscle,
        run: &Conditions,
        strides: Option<f64>,
    ) -> Self {
        Self {
            muscle,
            rank: None,
            load: model::load(evidence, muscle, run),
            sources: Vec::new(),
            evidence,
            run: *run,
            strides,
            exponent: None,
        }
    }

    pub(crate) fn with_exponent(self, exponent: Option<Exponent>) -> Self {
        Self { exponent, ..self }
    }

    /// Peak force, N; `None` for a runner of unknown mass.
    #[must_use]
    pub fn peak_n(&self) -> Option<f64> {
        Some(self.load.as_ref()?.peak().value().of(self.run.mass()?).0)
    }

    /// Peak force, kgf; `None` for a runner of unknown mass.
    #[must_use]
    pub fn peak_kgf(&self) -> Option<f64> {
        let peak = self.load.as_ref()?.peak().value();
        Some(peak.of(self.run.mass()?).kilograms_force())
    }

    /// The impulse of one leg over the whole run, kN·s; `None` for a runner of unknown mass.
    #[must_use]
    pub fn cumulative_kn_s(&self) -> Option<f64> {
        let impulse = self.load.as_ref()?.impulse()?.value();
        Some(impulse.cumulative_kn_s(self.run.mass()?, self.strides?))
    }

    /// What the impulse of one leg over the whole run adds up to, body weights · s.
    #[must_use]
    pub fn cumulative_bw_s(&self) -> Option<f64> {
        Some(self.load.as_ref()?.impulse()?.value().0 * self.strides?)
    }

    /// The sum over the steps of one leg of the peak to the power of the exponent that was asked for, over the whole run,
    /// or over a kilometre where it is not said how far.
    #[must_use]
    pub fn peak_power_sum(&self) -> Option<f64> {
        let exponent = self.exponent?;
        let of_kilometre = || {
            let stepping = Stepping::of(self.evidence, &self.run).ok()?;
            Some(stepping.strides_per_km(self.run.speed()))
        };
        let strides = self.strides.or_else(of_kilometre)?;
        Some(exponent.sum(self.load.as_ref()?.peak().value().0, strides))
    }

    /// What it bears on the level at the same speed.
    fn level(&self) -> Option<MuscleLoad<'e>> {
        model::load(self.evidence, self.muscle, &self.run.levelled())
    }

    /// Peak over that on the level at the same speed; `None` where no figure is published.
    #[must_use]
    pub fn level_ratio(&self) -> Option<f64> {
        let load = self.load.as_ref()?;
        if self.run.course().gradient() == Gradient::LEVEL {
            return Some(1.0);
        }
        let level = self.level()?;
        let there = load.peak_in(level.phase());
        let known =
            gradient_known(&load.peak()) && there.is_none_or(|there| gradient_known(&there));
        known.then(|| load.peak().value().0 / level.peak().value().0)
    }

    /// Impulse over that on the level at the same speed; `None` where no figure is published.
    #[must_use]
    pub fn impulse_level_ratio(&self) -> Option<f64> {
        let impulse = self.load.as_ref()?.impulse()?;
        if self.run.course().gradient() == Gradient::LEVEL {
            return Some(1.0);
        }
        let level = self.level()?.impulse()?;
        gradient_known(&impulse).then(|| impulse.value().0 / level.value().0)
    }

    /// How active it is.
    #[must_use]
    pub fn activation(&self) -> Option<Activation<'e>> {
        Activation::of(self.evidence, self.muscle, &self.run)
    }

    /// The studies that it rests on, each once, in the order of anchor, effects, impulse and activation.
    #[must_use]
    pub fn studies(&self, with_impulse: bool) -> Vec<&'e StudyRef> {
        let load = self.load.as_ref();
        let impulse = load.filter(|_| with_impulse).and_then(MuscleLoad::impulse);
        let of_peak = load.into_iter().flat_map(|load| load.peak().studies());
        let of_impulse = impulse.into_iter().flat_map(|impulse| impulse.studies());
        let findings = self.activation().into_iter().flat_map(|activation| activation.findings);
        let of_activation = findings.map(|finding| &finding.source.study);
        unique(of_peak.chain(of_impulse).chain(of_activation))
    }
}

/// The answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report<'e> {
    /// The tables it was made from.
    pub evidence: &'e Evidence,
    /// What was asked.
    pub question: Question,
    /// How often the runner steps.
    pub stepping: Stepping,
    /// Muscles, ranked; those without a figure last.
    pub rows: Vec<MuscleRow<'e>>,
    /// What is to be reported.
    pub notes: Vec<Note>,
    /// The studies, in the order in which the rows first rest on them.
    pub sources: Vec<StudyRef>,
}

impl<'e> Report<'e> {
    /// Answers a question.
    ///
    /// # Errors
    /// When a muscle is not known, the step rate comes out of bounds, or cumulative load is asked for without a
    /// distance or duration.
    pub fn new(evidence: &'e Evidence, question: Question) -> Result<Self, ReportError> {
        match question.rank_by {
            RankBy::Cumulative if question.run_length.is_none() => {
                return Err(ReportError::NoRunLength);
            }
            RankBy::Mean | RankBy::Change => return Err(ReportError::RankBy),
            RankBy::Peak | RankBy::Impulse | RankBy::Cumulative => {}
        }
        let run = question.conditions;
        let stepping = Stepping::of(evidence, &run)?;
        let strides =
            question.run_length.map(|run_length| stepping.strides(run_length, run.speed()));
        let mut muscles = question.selection.select(evidence)?;
        let only = question.only.as_ref().map(|name| evidence.muscles().find(name)).transpose()?;
        for muscle in only.iter().flatten() {
            if !muscles.iter().any(|other| other.key() == muscle.key()) {
                muscles.push(muscle);
            }
        }
        let mut rows: Vec<MuscleRow<'e>> = muscles
            .into_iter()
            .map(|muscle| {
                MuscleRow::of(evidence, muscle, &run, strides).with_exponent(question.exponent)
            })
            .collect();
        rank(&mut rows, question.rank_by, &Disputes::new(evidence));
        if let Some(only) = only {
            rows.retain(|row| only.iter().any(|muscle| muscle.key() == row.muscle.key()));
        }
        if let Some(top) = question.selection.top {
            rows.truncate(top);
        }
        let mut report =
            Self { evidence, question, stepping, rows, notes: Vec::new(), sources: Vec::new() };
        report.cite();
        report.notes = notes::notes(&report);
        Ok(report)
    }

    /// Keeps the rows of these muscles alone, in this order, with the notes and sources that they call for.
    pub(crate) fn keep(&mut self, muscles: &[&Muscle]) {
        keep(&mut self.rows, muscles, |row| row.muscle);
        self.cite();
        self.notes = notes::notes(self);
    }

    fn cite(&mut self) {
        let mut citations = Citations::default();
        for row in &mut self.rows {
            row.sources = citations.numbers(row.studies(self.question.with_impulse));
        }
        let directions = self.rows.iter().flat_map(|row| self.directions(row.muscle));
        let of_notes = directions.map(|direction| &direction.source.study);
        citations.numbers(of_notes.chain(self.strategy_changes().map(|fact| &fact.source.study)));
        self.sources = citations.0;
    }

    /// What other sources say of the peak force of a muscle of the answer.
    pub fn crosschecks(&self, muscle: &'e Muscle) -> impl Iterator<Item = &'e Crosscheck> {
        let all = self.evidence.crosschecks().iter();
        all.filter(|check| muscle.matches_name(&check.muscle))
    }

    /// What other sources say of the gradient for a muscle, on a hill.
    pub fn gradient_crosschecks(
        &self,
        muscle: &'e Muscle,
    ) -> impl Iterator<Item = &'e GradientCrosscheck> {
        let gradient = self.question.conditions.course().gradient().percent();
        self.evidence.gradient_crosschecks().iter().filter(move |check| {
            check.gradient_pct * gradient > 0.0 && is_about(self.evidence, muscle, &check.muscle)
        })
    }

    /// Findings without a figure to multiply with, for a muscle and its parts on this course.
    pub fn directions(&self, muscle: &'e Muscle) -> impl Iterator<Item = &'e Finding> {
        let run = self.question.conditions;
        let step_rate_pct = self.stepping.percent_of_typical();
        self.evidence.directions().iter().filter(move |direction| {
            direction.terrain.applies_to(&run, step_rate_pct)
                && is_about(self.evidence, muscle, &direction.muscle)
        })
    }

    /// What is known of a change of running strategy at a lower speed than that of the run.
    pub fn strategy_changes(&self) -> impl Iterator<Item = &'e Fact> {
        let speed = self.question.conditions.speed().m_per_s();
        self.evidence.facts().iter().filter(move |fact| {
            fact.quantity == "strategy_change" && fact.speed_m_s.is_some_and(|at| speed > at)
        })
    }

    /// Single figures about a muscle.
    pub fn facts(&self, muscle: &'e Muscle) -> impl Iterator<Item = &'e Fact> {
        let all = self.evidence.facts().iter();
        all.filter(|fact| fact.muscle.as_deref().is_some_and(|name| muscle.matches_name(name)))
    }

    /// The time of the whole run, s.
    #[must_use]
    pub fn duration_s(&self) -> Option<f64> {
        let speed = self.question.conditions.speed();
        self.question.run_length.map(|run_length| run_length.seconds(speed))
    }

    /// The distance of the whole run, m.
    #[must_use]
    pub fn distance_m(&self) -> Option<f64> {
        let speed = self.question.conditions.speed();
        self.question.run_length.map(|run_length| run_length.metres(speed))
    }

    /// Steps of both legs over the whole run.
    #[must_use]
    pub fn steps(&self) -> Option<f64> {
        let speed = self.question.conditions.speed();
        self.question.run_length.map(|run_length| self.stepping.steps(run_length, speed))
    }
}

impl<'e> Activation<'e> {
    fn of(evidence: &'e Evidence, muscle: &Muscle, run: &Conditions) -> Option<Self> {
        let findings: Vec<&Finding> = evidence
            .directions()
            .iter()
            .filter(|direction| {
                direction.change == Change::Activation
                    && direction.muscle == muscle.key()
                    && is_shown(direction, run.course())
            })
            .collect();
        let first = findings.first()?;
        let agreed = findings.iter().all(|other| other.way == first.way);
        let with_figure = |finding: &&&Finding| ratio_shown(finding, run.course()).is_some();
        let finding = findings.iter().find(with_figure).unwrap_or(first);
        Some(Self {
            way: agreed.then_some(first.way),
            ratio: ratio_shown(finding, run.course()),
            finding,
            findings,
        })
    }
}

/// From what gradient on a hill changes activation, percent.
const HILL_PCT: f64 = 2.0;

/// Whether a finding of activation is told: on a hill of 2 % or more, on any ground that it was made on.
fn is_shown(finding: &Finding, course: Course) -> bool {
    let Circumstance::On(terrain) = finding.terrain else {
        return false;
    };
    let is_hill = matches!(terrain, Terrain::Uphill | Terrain::Downhill);
    course.shows(terrain) && (!is_hill || course.gradient().percent().abs() >= HILL_PCT)
}

/// The figure of a finding, from half to one and a half of the gradient that it was measured at.
fn ratio_shown(finding: &Finding, course: Course) -> Option<f64> {
    let share = course.gradient().percent() / finding.gradient_pct?;
    finding.ratio.filter(|_| (0.5..=1.5).contains(&share))
}

/// Whether a finding under that name is about a muscle, a group it is shared by, or one of its parts.
pub(crate) fn is_about(evidence: &Evidence, muscle: &Muscle, name: &str) -> bool {
    muscle.matches_name(name) || evidence.muscles().parts(muscle).any(|part| part.key() == name)
}

fn gradient_known<Q: Copy>(estimate: &model::Estimate<'_, Q>) -> bool {
    estimate.without_figure().all(|effect| effect != crate::evidence::Effect::Gradient)
}

/// Ranks the rows and puts them in the order of the [`ranking`](model::ranking).
pub(crate) fn rank(rows: &mut [MuscleRow<'_>], by: RankBy, disputes: &Disputes) {
    let figure = |row: &MuscleRow<'_>| {
        let load = row.load.as_ref()?;
        let (value, sd, phase) = match by {
            RankBy::Peak | RankBy::Mean | RankBy::Change => {
                let peak = load.peak();
                (peak.value().0, peak.sd().map(|sd| sd.0), load.phase())
            }
            // every muscle takes the same number of strides, so that cumulative load ranks as the impulse does
            RankBy::Impulse | RankBy::Cumulative => {
                let impulse = load.impulse()?;
                let sd = impulse.sd().map(|sd| sd.0);
                (impulse.value().0, sd, load.impulse_phase()?)
            }
        };
        Some(RankFigure { value, sd, reported: disputes.of(load, phase) })
    };
    let figures: Vec<Option<RankFigure>> = rows.iter().map(figure).collect();
    let muscles: Vec<&Muscle> = rows.iter().map(|row| row.muscle).collect();
    let mut places = vec![0; rows.len()];
    for (place, (index, rank)) in model::ranking(&muscles, &figures).into_iter().enumerate() {
        (rows[index].rank, places[index]) = (rank, place);
    }
    let mut places = places.into_iter();
    rows.sort_by_cached_key(|_| places.next());
}
