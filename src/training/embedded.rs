//! The tables of training that come with the program: checked and turned into data when the program is built, as those of
//! the evidence are.

#![allow(clippy::unreadable_literal)] // as the build script writes them

use std::borrow::Cow;

use super::cell::MuscleKeys;
use super::rows::{
    BorneOut, Capacity, Cue, Doing, Exercise, FigureKind, GroundForce, InjurySite, LongestSession,
    Measure, NamedExercise, ReturnRow, Sex, TrunkRow,
};
use super::tables::Training;
use crate::embedded::STUDIES;
use crate::evidence::{Grade, Reading, StudyRef};
use crate::spelling::{List, Text};

// TRAINING, written by the build script
include!(concat!(env!("OUT_DIR"), "/training.rs"));

/// The tables that come with the program.
#[must_use]
pub fn embedded() -> &'static Training {
    &TRAINING
}

/// The name, below the folder of all tables, and text of each of them, for somebody who wants a copy to edit.
pub fn tables() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        ("training/studies.csv", include_str!("../../data/training/studies.csv")),
        ("training/exercises.csv", include_str!("../../data/training/exercises.csv")),
        ("training/named_exercises.csv", include_str!("../../data/training/named_exercises.csv")),
        ("training/cues.csv", include_str!("../../data/training/cues.csv")),
        ("training/capacity.csv", include_str!("../../data/training/capacity.csv")),
        ("training/injury_sites.csv", include_str!("../../data/training/injury_sites.csv")),
        ("training/longest_session.csv", include_str!("../../data/training/longest_session.csv")),
        ("training/return_to_run.csv", include_str!("../../data/training/return_to_run.csv")),
        ("training/trunk.csv", include_str!("../../data/training/trunk.csv")),
        ("training/ground_force.csv", include_str!("../../data/training/ground_force.csv")),
    ]
    .into_iter()
}
