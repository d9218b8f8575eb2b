//! What was measured, by whom, and where it stands: the tables of `data/`, parsed into types that cannot hold nonsense.
//!
//! | table | holds |
//! |---|---|
//! | `studies.csv` | every [`Study`]: citation, DOI, method, and what of it was readable |
//! | `muscles.csv` | the closed list of [`Muscle`]s |
//! | `anchors.csv` | how much: peak force in body weights at a stated speed ([`Anchor`]) |
//! | `effects.csv` | how it changes: ratios with speed, step rate, gradient, terrain and form ([`EffectRow`]) |
//! | `durations.csv` | impulse of one stride over its peak, by speed ([`DurationRow`]) |
//! | `strides.csv` | step rate, contact time, ground force, by speed ([`StrideRow`]) |
//! | `directions.csv` | findings without a figure to multiply with ([`Finding`]) |
//! | `crosschecks.csv`, `gradient_crosschecks.csv` | what other sources say of the same quantity |
//! | `facts.csv` | single figures for context ([`Fact`]) |
//!
//! The tables of the program itself are [`embedded`](crate::embedded); others of the same shape are read with
//! [`Evidence::read`]. All faults of all tables are found in one go and named by file, line and column. This module
//! multiplies nothing: inference is the [`model`](crate::model)'s.

mod curve;
mod loader;
mod rows;
mod source;
mod table;

use std::borrow::Cow;

use crate::muscle::{Muscle, Muscles, Phase};
use crate::spelling::{List, did_you_mean, nearest};

pub use curve::{Curve, CurvePosition, Knot};
pub use rows::{
    Anchor, Change, Circumstance, Crosscheck, DurationRow, Effect, EffectRow, Fact, Finding,
    GradientCrosscheck, Quantity, Sign, StrideRow,
};
pub use source::{Basis, DoiCheck, Grade, Reading, Source, Study, StudyRef};
pub use table::{EvidenceError, Fault};

/// The names of the tables, in the order in which they are read.
pub const TABLES: [&str; 10] = [
    "studies.csv",
    "muscles.csv",
    "anchors.csv",
    "effects.csv",
    "durations.csv",
    "strides.csv",
    "directions.csv",
    "crosschecks.csv",
    "gradient_crosschecks.csv",
    "facts.csv",
];

/// Everything that is known of one muscle in one phase.
#[derive(Debug, Clone, Default)]
pub(crate) struct PhaseEvidence {
    /// In the order of the table: the first is the one that is used.
    pub(crate) anchors: List<Anchor>,
    /// By quantity, then by effect.
    pub(crate) curves: [[Curve<EffectRow>; Effect::ALL.len()]; 2],
}

impl PhaseEvidence {
    /// The rows of an effect: those for `impulse` where that is asked for and there are any, else those for `peak`.
    pub(crate) fn curve(&self, effect: Effect, quantity: Quantity) -> &Curve<EffectRow> {
        let column = effect as usize;
        let own = &self.curves[quantity as usize][column];
        if own.is_empty() { &self.curves[Quantity::Peak as usize][column] } else { own }
    }
}

/// Everything that is known of one muscle.
#[derive(Debug, Clone, Default)]
pub(crate) struct MuscleEvidence {
    pub(crate) phases: [PhaseEvidence; 3],
    /// The phase whose peak makes the impulse, and the durations by speed.
    pub(crate) duration: Option<(Phase, Curve<DurationRow>)>,
}

/// All tables together.
///
/// ```
/// let evidence = musclerun::embedded::evidence();
/// assert!(evidence.study("lenhart2014").is_some());
/// assert!(evidence.muscles().by_key("soleus").is_some());
/// ```
#[derive(Debug, Clone)]
pub struct Evidence {
    pub(crate) studies: List<StudyRef>,
    pub(crate) muscles: Muscles,
    /// In the order of the muscles.
    pub(crate) by_muscle: List<MuscleEvidence>,
    pub(crate) strides: Curve<StrideRow>,
    pub(crate) directions: List<Finding>,
    pub(crate) crosschecks: List<Crosscheck>,
    pub(crate) gradient_crosschecks: List<GradientCrosscheck>,
    pub(crate) facts: List<Fact>,
    pub(crate) checksum: u32,
}

/// A study that gives no anchors, or that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} {reason}; {accepted} are accepted{}", did_you_mean(.nearest.as_deref()))]
pub struct StudyError {
    found: String,
    reason: &'static str,
    accepted: String,
    nearest: Option<String>,
}

impl Evidence {
    /// Reads tables of the same shape from elsewhere: `table` is asked for the text of each of [`TABLES`], or for why
    /// there is none.
    ///
    /// # Errors
    /// With every fault of every table.
    pub fn read(
        table: impl FnMut(&'static str) -> Result<Cow<'static, str>, String>,
    ) -> Result<Self, EvidenceError> {
        loader::evidence(table)
    }

    /// All studies, in the order of the table.
    #[must_use]
    pub fn studies(&self) -> &[StudyRef] {
        &self.studies
    }

    /// The study with that key.
    #[must_use]
    pub fn study(&self, key: &str) -> Option<&StudyRef> {
        self.studies.iter().find(|study| study.key == key)
    }

    /// The closed list of muscles.
    #[must_use]
    pub fn muscles(&self) -> &Muscles {
        &self.muscles
    }

    /// A checksum of the tables: CRC-32 (IEEE) over their texts in the order of [`TABLES`], as eight hexadecimal digits.
    #[must_use]
    pub fn checksum(&self) -> String {
        format!("{:08x}", self.checksum)
    }

    /// Step rate, contact time and ground force by speed.
    #[must_use]
    pub fn strides(&self) -> &Curve<StrideRow> {
        &self.strides
    }

    /// The anchors of a muscle that are in use: the first of each phase.
    pub fn anchors(&self, muscle: &Muscle) -> impl Iterator<Item = &Anchor> {
        self.of(muscle).phases.iter().filter_map(|phase| phase.anchors.first())
    }

    /// Every effect row of every muscle with the effect and quantity that it is for, and the muscle and phase.
    pub fn effect_rows(
        &self,
    ) -> impl Iterator<Item = (&Muscle, Phase, Effect, Quantity, &EffectRow)> {
        self.muscles.iter().flat_map(move |muscle| {
            Phase::ALL.into_iter().flat_map(move |phase| {
                let curves = &self.of(muscle).phases[phase as usize].curves;
                Quantity::ALL.into_iter().flat_map(move |quantity| {
                    Effect::ALL.into_iter().flat_map(move |effect| {
                        curves[quantity as usize][effect as usize]
                            .knots()
                            .iter()
                            .map(move |row| (muscle, phase, effect, quantity, row))
                    })
                })
            })
        })
    }

    /// The durations of a muscle by speed, and the phase whose peak they turn into an impulse.
    #[must_use]
    pub fn durations(&self, muscle: &Muscle) -> Option<(Phase, &Curve<DurationRow>)> {
        let (phase, curve) = self.of(muscle).duration.as_ref()?;
        Some((*phase, curve))
    }

    /// Findings without a figure to multiply with.
    #[must_use]
    pub fn directions(&self) -> &[Finding] {
        &self.directions
    }

    /// What other sources say of peak forces.
    #[must_use]
    pub fn crosschecks(&self) -> &[Crosscheck] {
        &self.crosschecks
    }

    /// What other sources say of gradients.
    #[must_use]
    pub fn gradient_crosschecks(&self) -> &[GradientCrosscheck] {
        &self.gradient_crosschecks
    }

    /// Single figures for context.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The same evidence with the anchors of one study alone, and the muscles that this leaves without any.
    ///
    /// # Errors
    /// When the study is not known or gives no anchors.
    pub fn limited_to(&self, key: &str) -> Result<(Self, Vec<String>), StudyError> {
        let phases = || self.by_muscle.iter().flat_map(|muscle| &muscle.phases);
        let gives = |study: &&StudyRef| {
            let mut anchors = phases().flat_map(|phase| phase.anchors.iter());
            anchors.any(|anchor| anchor.source.study.key == study.key)
        };
        let giving = self.studies.iter().filter(gives).map(|study| study.key.to_string());
        let giving: Vec<String> = giving.collect();
        let wanted = key.trim().to_lowercase();
        if !giving.contains(&wanted) {
            return Err(StudyError {
                found: key.chars().take(60).collect(),
                reason: if self.study(&wanted).is_some() {
                    "gives no peak forces to start from"
                } else {
                    "is no study of the tables"
                },
                nearest: nearest(&wanted, giving.iter().map(String::as_str)),
                accepted: giving.join(", "),
            });
        }
        let mut limited = self.clone();
        let mut left_out = Vec::new();
        for (muscle, evidence) in self.muscles.iter().zip(limited.by_muscle.0.to_mut()) {
            let had = evidence.has_anchor();
            for phase in &mut evidence.phases {
                phase.anchors.0.to_mut().retain(|anchor| *anchor.source.study.key == *wanted);
            }
            if had && !evidence.has_anchor() {
                left_out.push(muscle.key().to_owned());
            }
        }
        Ok((limited, left_out))
    }

    pub(crate) fn of(&self, muscle: &Muscle) -> &MuscleEvidence {
        &self.by_muscle[muscle.index]
    }
}

impl MuscleEvidence {
    fn has_anchor(&self) -> bool {
        self.phases.iter().any(|phase| !phase.anchors.is_empty())
    }
}
