//! The tables that come with the program: checked and turned into data when the program is built, so that it starts
//! without reading them.

#![allow(clippy::unreadable_literal)] // as the build script writes them

use std::borrow::Cow;

use crate::conditions::Terrain;
use crate::evidence::Circumstance::{Forefoot, HigherStepRate, On};
use crate::evidence::{
    Anchor, Basis, Change, Crosscheck, Curve, DoiCheck, DurationRow, EffectRow, Evidence, Fact,
    Finding, Grade, GradientCrosscheck, MuscleEvidence, PhaseEvidence, Reading, Sign, Source,
    StrideRow, Study, StudyRef, TABLES,
};
use crate::muscle::{Depth, Kind, Muscle, Muscles, Phase};
use crate::spelling::{List, Text};

// STUDIES, also of training, and EVIDENCE, written by the build script
include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The evidence that comes with the program.
#[must_use]
pub fn evidence() -> &'static Evidence {
    &EVIDENCE
}

/// The name and text of each table, for somebody who wants a copy to edit.
pub fn tables() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.into_iter().zip([
        include_str!("../data/studies.csv"),
        include_str!("../data/muscles.csv"),
        include_str!("../data/anchors.csv"),
        include_str!("../data/effects.csv"),
        include_str!("../data/durations.csv"),
        include_str!("../data/strides.csv"),
        include_str!("../data/directions.csv"),
        include_str!("../data/crosschecks.csv"),
        include_str!("../data/gradient_crosschecks.csv"),
        include_str!("../data/facts.csv"),
    ])
}
