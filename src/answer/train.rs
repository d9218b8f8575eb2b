//! What to do for a muscle, tendon or joint: exercises by study, tests among people, how often it is injured, and the size
//! of a run in numbers that people grasp.
//!
//! Figures of exercises stand beside running where the same study measured it, and are never set against the forces of
//! the model. A test is placed among the people who were measured; nothing here says who will be injured.

mod document;

use crate::answer::pair;
use crate::answer::text::{self, capital};
use crate::conditions::Conditions;
use crate::document::Sentences;
use crate::evidence::{Evidence, Study};
use crate::model::{self, Stepping};
use crate::muscle::{Muscle, UnknownMuscle};
use crate::note::{Note, NoteKind};
use crate::number::{fixed, grouped, short, trimmed};
use crate::training::{
    Doing, Exercise, ExerciseComparison, FigureKind, InjurySite, Measure, NamedExercise, Person,
    Placement, StrengthTest, TestResult, Training, TrunkRow, related,
};
use crate::units::{LengthUnit, RunLength};

pub(crate) use document::COLUMNS;

/// How many lines there are for sentences and comparisons on a screen, and how many rows of a comparison.
const FEW: (usize, usize) = (17, 5);
/// How many findings on trunk muscles are among the sentences.
const FEW_FINDINGS: usize = 3;
/// The characters of a line on a screen, about.
const LINE: usize = 76;

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct TrainQuestion {
    /// Names of muscles, tendons and joints.
    pub muscles: Vec<String>,
    /// Results of tests.
    pub tests: Vec<TestResult>,
    /// Who did them.
    pub person: Person,
    /// A run, for its size and its ratio of hamstrings to quadriceps.
    pub run: Option<Conditions>,
    /// How far or how long it is.
    pub length: Option<RunLength>,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
    /// Whether all is shown, and not what fits a screen.
    pub all: bool,
}

/// The answer.
#[derive(Debug)]
#[non_exhaustive]
pub struct TrainAnswer<'t> {
    evidence: &'t Evidence,
    training: &'t Training,
    question: TrainQuestion,
    muscles: Vec<&'t Muscle>,
    comparisons: Vec<ExerciseComparison<'t>>,
    named: Vec<&'t NamedExercise>,
    placed: Vec<(TestResult, Vec<Placement<'t>>)>,
    injuries: Vec<&'t InjurySite>,
    trunk: Vec<&'t TrunkRow>,
}

impl<'t> TrainAnswer<'t> {
    /// Answers a question.
    ///
    /// # Errors
    /// When a muscle is not known.
    pub fn new(
        evidence: &'t Evidence,
        training: &'t Training,
        question: TrainQuestion,
    ) -> Result<Self, UnknownMuscle> {
        let mut muscles: Vec<&Muscle> = Vec::new();
        for name in &question.muscles {
            for muscle in evidence.muscles().find(name)? {
                if !muscles.iter().any(|known| known.key() == muscle.key()) {
                    muscles.push(muscle);
                }
            }
        }
        let mut keys: Vec<&str> = muscles.iter().map(|muscle| muscle.key()).collect();
        keys.extend(muscles.iter().flat_map(|muscle| related(evidence, muscle)));
        // of muscles of the trunk no force is published, and of those that have one the words are told elsewhere
        let own: Vec<&str> = muscles
            .iter()
            .filter(|muscle| !muscle.force_published())
            .map(|muscle| muscle.key())
            .collect();
        let mut findings: Vec<_> =
            training.trunk.iter().filter(|row| row.muscle.any_of(&own)).collect();
        findings.sort_by_key(|row| row.kind != "activation");
        let placed = question.tests.iter().map(|result| {
            (*result, training.placements(result.test, result.weaker(), question.person))
        });
        Ok(Self {
            comparisons: training.comparisons(&keys),
            named: training.named_exercises.iter().filter(|row| row.muscle.any_of(&keys)).collect(),
            placed: placed.collect(),
            injuries: training.injury_sites.iter().filter(|row| row.muscle.any_of(&keys)).collect(),
            trunk: findings,
            evidence,
            training,
            question,
            muscles,
        })
    }

    fn summary(&self) -> Sentences {
        let beside = self.comparisons.iter().find_map(|one| Some((one, one.running()?)));
        let names: Vec<String> = self.muscles.iter().map(|muscle| text::in_text(muscle)).collect();
        let headline = match (beside, self.comparisons.first()) {
            (Some((comparison, running)), _) => beside_running(comparison, running),
            (None, Some(comparison)) => {
                let (study, most) = (name(comparison.study()), comparison.rows[0]);
                let keys = most.muscle.keys().iter();
                let muscles =
                    keys.filter_map(|key| self.evidence.muscles().by_key(key)).map(text::in_text);
                let muscles = text::listed(&muscles.collect::<Vec<_>>(), "and");
                let (exercise, figure) = (most.name(), figure(most));
                format!(
                    "In {study}, of the exercises measured, {exercise} asks most of {muscles}: {figure}"
                )
            }
            (None, None) => {
                let names = text::listed(&names, "and");
                format!("What exercises ask of {names}, none of our sources says")
            }
        };
        let mut more = text::nearest(self.evidence, &self.question.muscles);
        more.extend(self.test_sentences());
        more.extend(self.run_sentence());
        more.extend(self.ratio_sentence());
        more.extend(self.injury_sentence());
        more.extend(
            self.trunk.iter().take(FEW_FINDINGS).map(|row| format!("{}.", capital(&trunk(row)))),
        );
        let lead = self.unpublished_sentence();
        Sentences { headline, lead, more, ..Sentences::default() }
    }

    /// How many comparisons are shown: what has space below the sentences.
    fn shown_comparisons(&self) -> usize {
        if self.question.all {
            return self.comparisons.len();
        }
        let length: usize =
            self.summary().sentences().iter().map(|sentence| sentence.len() + 1).sum();
        let mut lines = length.div_ceil(LINE);
        let fitting = self.comparisons.iter().take_while(|comparison| {
            // a title and a blank line beside the rows
            lines += comparison.rows.len().min(FEW.1) + 2;
            lines <= FEW.0
        });
        fitting.count().max(1).min(self.comparisons.len())
    }

    /// Exercises that articles name and none of the sources measured.
    fn unpublished_sentence(&self) -> String {
        let without = self.named.iter().filter(|row| row.figures.is_empty());
        let without: Vec<String> = without.map(|row| row.exercise.to_string()).collect();
        match text::listed(&without, "and") {
            names if names.is_empty() => names,
            names => format!("Articles also name {names}: no published figure."),
        }
    }

    fn test_sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for (result, placements) in &self.placed {
            if let Some(placed) = placements.first() {
                let is_median = matches!(placed.row.measure, Measure::Norm | Measure::Median);
                let what = if is_median { "median" } else { "mean" };
                let typical =
                    placed.typical.map(|typical| format!(", {what} {}", trimmed(typical, 2)));
                let low = placed.low.filter(|_| placed.row.measure == Measure::Norm);
                let low = low.map(|low| format!(", one in forty below {}", trimmed(low, 1)));
                let (test, position) = (capital(&result.test.name()), &placed.position);
                let people = placed.row.population.as_deref().unwrap_or("people");
                let figures = typical.unwrap_or_default() + &low.unwrap_or_default();
                sentences.push(format!("{test}: {result}, {position} ({people}{figures})."));
            }
            let noise = self.training.noise(result.test).and_then(|row| {
                let (low, high, unit) = (row.low?, row.high?, row.unit.as_deref()?);
                Some(format!(
                    "Two tests of one person differ by {low} to +{high} {unit} by chance."
                ))
            });
            let unknown = || {
                "How far two tests of one person differ by chance, none of our sources says."
                    .to_owned()
            };
            sentences.push(noise.unwrap_or_else(unknown));
            sentences.extend(self.training.symmetry(result).map(|symmetry| {
                let percent = fixed(symmetry.weaker_pct, 0);
                format!("The weaker leg has {percent} % of the other: {}.", symmetry.position)
            }));
        }
        if sentences.is_empty() {
            let keys = self.muscles.iter().flat_map(|muscle| related(self.evidence, muscle));
            let keys: Vec<&str> = keys.collect();
            let mut rows = self.training.capacity.iter().filter(|row| row.muscle.any_of(&keys));
            let tests = StrengthTest::ALL
                .iter()
                .filter(|test| rows.clone().any(|row| row.test == test.key));
            let tests: Vec<String> = tests.map(StrengthTest::name).collect();
            let is_any = rows.next().is_some() && !tests.is_empty();
            sentences.extend(
                is_any.then(|| format!("Tests with published figures: {}.", tests.join(", "))),
            );
        }
        sentences
    }

    fn run_sentence(&self) -> Option<String> {
        let (run, units) = (self.question.run.as_ref()?, self.question.units);
        let length = self.question.length.map(|length| length.metres(run.speed()));
        let metres = length.unwrap_or(units.metres());
        let seconds = metres / run.speed().m_per_s();
        let steps = Stepping::of(self.evidence, run).ok()?.step_rate.value() * seconds / 60.0;
        let mut loads =
            self.muscles.iter().filter_map(|muscle| model::load(self.evidence, muscle, run));
        let load = loads.next()?;
        let (distance, steps) = (short(metres / units.metres()), grouped(steps / 2.0));
        let (peak, muscle) = (fixed(load.peak().value().0, 1), text::in_text(load.muscle));
        Some(format!(
            "{distance} {units}: {steps} steps a leg, each {peak} times your weight at {muscle}, by a model of its own that is \
             not to be set against exercises."
        ))
    }

    /// Hamstrings over quadriceps of the run, and what is printed of that ratio in strength tests.
    fn ratio_sentence(&self) -> Option<String> {
        let keys = ["hamstrings", "quadriceps"];
        self.muscles.iter().find(|muscle| keys.contains(&muscle.key()))?;
        let of = |measure| self.training.capacity.iter().find(|row| row.measure == measure);
        let (normal, finding) = (of(Measure::Ratio)?, of(Measure::Finding)?);
        let run = self.question.run.as_ref().and_then(|run| {
            let ratio = fixed(pair::hamstrings_to_quadriceps(self.evidence, run)?, 2);
            Some(format!("Hamstrings : quadriceps in this run: {ratio}, a ratio of loads. "))
        });
        Some(format!(
            "{}In strength tests {} is called normal ({}), and no such ratio is a risk of its own ({}).",
            run.unwrap_or_default(),
            normal.value?,
            normal.study.key,
            finding.study.key
        ))
    }

    fn injury_sentence(&self) -> Option<String> {
        let row = self.injuries.iter().find(|row| row.value.is_some())?;
        let (share, site) = (row.value?, capital(&row.site));
        let of = match &*row.statistic {
            "share of incidence" => "new injuries",
            "share of prevalence" => "injuries that runners have",
            _ => "injuries",
        };
        let whom = match &*row.population {
            "non-ultra" => " up to the marathon",
            "ultra" => " beyond the marathon",
            _ => "",
        };
        Some(format!("{site}: {share} % of {of} of runners{whom} ({}).", row.study.key))
    }

    fn notes(&self) -> Vec<Note> {
        let hidden = self.comparisons.len() - self.shown_comparisons();
        let mut notes = vec![Note::new(
            NoteKind::Disagreement,
            "Figures are set beside each other within one study alone: models of the same tendon differ by a factor of two. \
             Force, force on a joint, index and activation are four things, and none is a part of another.",
        )];
        if hidden > 0 {
            notes.push(Note::new(
                NoteKind::Meaning,
                format!("{hidden} more sets of figures are not shown."),
            ));
        }
        let verdict =
            "No verdict on injury, no medical advice. With pain see somebody who examines you.";
        notes.push(Note::new(NoteKind::Meaning, verdict));
        notes
    }
}

/// What is known of a trunk muscle in running, in words.
pub(crate) fn trunk(row: &TrunkRow) -> String {
    let figure = row.value.or(row.high).map(|value| {
        let up_to = if row.value.is_none() { "up to " } else { "" };
        format!("{up_to}{value} {}", row.unit.as_deref().unwrap_or_default())
    });
    let finding = row.finding.clone().map(String::from).or(figure).unwrap_or_default();
    let quantity = if row.quantity == "direction" { &row.kind } else { &row.quantity };
    format!("{}, {}: {quantity} {finding} ({})", row.part, row.condition, row.study.key)
}

fn beside_running(comparison: &ExerciseComparison<'_>, running: &Exercise) -> String {
    let mut exercises = comparison.rows.iter().filter(|row| row.activity == Doing::Exercise);
    let beside = match (exercises.next(), exercises.next_back()) {
        (Some(most), Some(least)) => {
            format!(
                "; most comes from {} ({}), least from {} ({})",
                most.name(),
                most.text(),
                least.name(),
                least.text()
            )
        }
        (Some(one), None) => format!(", {} {}", one.name(), one.text()),
        (None, _) => String::new(),
    };
    format!(
        "In {} {} comes to {}{beside}",
        name(comparison.study()),
        running.name(),
        figure(running)
    )
}

/// A study by its authors and year, or by its title where they are not known.
fn name(study: &Study) -> String {
    match (study.authors.is_empty(), study.title.split(',').next()) {
        (true, Some(title)) => title.to_owned(),
        _ => study.short(),
    }
}

/// The figure with its unit, short where the kind says enough.
fn figure(row: &Exercise) -> String {
    match row.kind {
        FigureKind::Index => format!("an index of {}", row.text()),
        _ => format!("{} {}", row.text(), row.unit),
    }
}
