//! What was measured of exercises, strength tests, injuries and returns to running: the tables of `data/training/`.
//!
//! Faults of others of the same shape are gathered as those of the [`evidence`](crate::evidence) are, by file, line and
//! column. Nothing here is multiplied with the model: an exercise's force and our running force come from
//! models that differ by a factor of two.

mod cell;
mod embedded;
mod figure;
mod norm;
mod programme;
mod rows;
mod tables;

pub use embedded::{embedded, tables};
pub use figure::{
    ExerciseComparison, ExerciseFigure, Force, JointForce, LoadIndex, Measured, MuscleActivation,
};
pub(crate) use norm::Placement;
pub use norm::{Person, StrengthTest, TestError, TestResult};
pub(crate) use programme::longest_before;
pub use programme::{Complaint, Days, Goal, Programme, TrainingSession};
pub use rows::{BorneOut, Doing, FigureKind, Measure, Sex};
pub(crate) use rows::{Exercise, InjurySite, LongestSession, NamedExercise, TrunkRow};
pub use tables::Training;
pub(crate) use tables::related;
