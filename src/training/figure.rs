//! Figures of exercises by their kind, so that figures of two kinds cannot be set against each other.
//!
//! A force in newtons, a force on a joint, an index from 0 to 1 and a share of activation have no ratio. The types say
//! so: [`ExerciseFigure::ratio`] takes a figure of the same kind, and no figure divides by a force of the model.

use std::marker::PhantomData;

use super::rows::{Doing, Exercise, FigureKind};
use super::tables::Training;
use crate::evidence::StudyRef;
use crate::number::fixed;

/// The pull of a muscle or tendon.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Force {}

/// The force on a joint.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum JointForce {}

/// A weighted sum of peak, impulse and rate.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum LoadIndex {}

/// How active a muscle is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum MuscleActivation {}

/// A published figure of a kind: a value, or a range.
///
/// ```
/// use musclerun::training::{ExerciseFigure, JointForce};
/// let (squat, running) = (ExerciseFigure::<JointForce>::new(4.5), ExerciseFigure::new(5.2));
/// assert!(squat.ratio(running) < 1.0);
/// ```
///
/// Two kinds have no ratio:
///
/// ```compile_fail,E0308
/// use musclerun::training::{MuscleActivation, ExerciseFigure, JointForce};
/// ExerciseFigure::<JointForce>::new(4.5).ratio(ExerciseFigure::<MuscleActivation>::new(110.0));
/// ```
///
/// Nor does a figure divide by a force of the model:
///
/// ```compile_fail,E0369
/// use musclerun::training::{ExerciseFigure, Force};
/// use musclerun::units::BodyWeights;
/// ExerciseFigure::<Force>::new(3.0) / BodyWeights(8.3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExerciseFigure<K> {
    low: f64,
    high: f64,
    kind: PhantomData<K>,
}

impl<K> ExerciseFigure<K> {
    /// A single value.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self::range(value, value)
    }

    /// From a value to a value.
    #[must_use]
    pub fn range(low: f64, high: f64) -> Self {
        Self { low, high, kind: PhantomData }
    }

    /// The middle, by which figures of one study are put in order.
    #[must_use]
    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// The middle of it over the middle of another of its kind.
    #[must_use]
    pub fn ratio(self, other: Self) -> f64 {
        self.middle() / other.middle()
    }
}

/// A figure with its kind.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Measured {
    /// The pull of a muscle or tendon.
    Force(ExerciseFigure<Force>),
    /// The force on a joint.
    JointForce(ExerciseFigure<JointForce>),
    /// A loading index.
    Index(ExerciseFigure<LoadIndex>),
    /// How active a muscle is.
    Activation(ExerciseFigure<MuscleActivation>),
    /// Of another kind, which is set against nothing.
    Other(FigureKind, f64),
}

impl Measured {
    /// The figure over another; `None` between two kinds.
    #[must_use]
    pub fn ratio(self, other: Self) -> Option<f64> {
        match (self, other) {
            (Self::Force(a), Self::Force(b)) => Some(a.ratio(b)),
            (Self::JointForce(a), Self::JointForce(b)) => Some(a.ratio(b)),
            (Self::Index(a), Self::Index(b)) => Some(a.ratio(b)),
            (Self::Activation(a), Self::Activation(b)) => Some(a.ratio(b)),
            _ => None,
        }
    }

    fn middle(self) -> f64 {
        match self {
            Self::Force(figure) => figure.middle(),
            Self::JointForce(figure) => figure.middle(),
            Self::Index(figure) => figure.middle(),
            Self::Activation(figure) => figure.middle(),
            Self::Other(_, middle) => middle,
        }
    }
}

impl Exercise {
    /// The figure with its kind; `None` for a row without one.
    pub(crate) fn measured(&self) -> Option<Measured> {
        let low = self.low.or(self.value).or(self.high)?;
        let high = self.high.or(self.value).unwrap_or(low);
        let (low, high) = self.value.map_or((low, high), |value| (value, value));
        Some(match self.kind {
            FigureKind::Force => Measured::Force(ExerciseFigure::range(low, high)),
            FigureKind::JointForce => Measured::JointForce(ExerciseFigure::range(low, high)),
            FigureKind::Index => Measured::Index(ExerciseFigure::range(low, high)),
            FigureKind::Activation => Measured::Activation(ExerciseFigure::range(low, high)),
            other => Measured::Other(other, f64::midpoint(low, high)),
        })
    }

    /// What was done, without the number of its group in the study.
    pub(crate) fn name(&self) -> &str {
        self.exercise.split(" (cluster").next().unwrap_or(&self.exercise)
    }

    /// The figure as it stands in a cell: body weights with one decimal, all else as published.
    pub(crate) fn text(&self) -> String {
        let number = |number: f64| match &*self.unit {
            "body weights" => fixed(number, 1),
            _ => number.to_string(),
        };
        let spread = self.sd.map_or_else(String::new, |sd| format!(" ±{}", number(sd)));
        match (self.low, self.value, self.high) {
            (_, Some(value), _) => format!("{}{spread}", number(value)),
            (Some(low), None, Some(high)) => format!("{}–{}", number(low), number(high)),
            (Some(low), None, None) => format!("above {}", number(low)),
            (None, None, Some(high)) => format!("below {}", number(high)),
            (None, None, None) => "–".to_owned(),
        }
    }
}

/// Figures that may be set beside each other: of one study, one muscle, one kind, one quantity, one unit; the largest
/// first.
#[derive(Debug, Clone)]
pub struct ExerciseComparison<'t> {
    pub(crate) rows: Vec<&'t Exercise>,
}

impl<'t> ExerciseComparison<'t> {
    /// The study.
    #[must_use]
    pub fn study(&self) -> &'t StudyRef {
        &self.rows[0].study
    }

    /// The kind of all figures.
    #[must_use]
    pub fn kind(&self) -> FigureKind {
        self.rows[0].kind
    }

    /// Running, where the same study measured it.
    pub(crate) fn running(&self) -> Option<&'t Exercise> {
        self.rows.iter().copied().find(|row| row.activity == Doing::Running)
    }

    fn accepts(&self, row: &Exercise) -> bool {
        let first = self.rows[0];
        first.study.key == row.study.key
            && first.kind == row.kind
            && first.muscle == row.muscle
            && first.part == row.part
            && first.quantity == row.quantity
            && first.unit == row.unit
    }
}

impl Training {
    /// The figures of exercises for those muscles, tendons and joints, by study: first those with running beside them, forces
    /// before indices before activation, those of many exercises before those of few.
    pub(crate) fn comparisons(&self, keys: &[&str]) -> Vec<ExerciseComparison<'_>> {
        let mut comparisons: Vec<ExerciseComparison<'_>> = Vec::new();
        for row in self.exercises.iter().filter(|row| row.muscle.any_of(keys)) {
            match comparisons.iter_mut().find(|comparison| comparison.accepts(row)) {
                Some(comparison) => comparison.rows.push(row),
                None => comparisons.push(ExerciseComparison { rows: vec![row] }),
            }
        }
        for comparison in &mut comparisons {
            let middle =
                |row: &Exercise| row.measured().map_or(f64::NEG_INFINITY, Measured::middle);
            comparison.rows.sort_by(|a, b| middle(b).total_cmp(&middle(a)));
        }
        let exercises = |comparison: &ExerciseComparison<'_>| {
            comparison.rows.iter().filter(|row| row.activity == Doing::Exercise).count()
        };
        comparisons.sort_by_key(|comparison| {
            let few = std::cmp::Reverse(exercises(comparison));
            (comparison.running().is_none(), comparison.kind() as u8, few)
        });
        // of two sets of one study on one muscle, the second comes after those of others
        let first_of = |a: &ExerciseComparison<'_>, b: &ExerciseComparison<'_>| {
            (&a.study().key, &a.rows[0].muscle) == (&b.study().key, &b.rows[0].muscle)
        };
        let (mut firsts, mut others): (Vec<ExerciseComparison<'_>>, Vec<_>) = Default::default();
        for comparison in comparisons {
            let is_other = firsts.iter().any(|first| first_of(first, &comparison));
            if is_other { &mut others } else { &mut firsts }.push(comparison);
        }
        firsts.extend(others);
        firsts
    }
}
