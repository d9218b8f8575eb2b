//! What has to be said beside numbers.

use crate::spelling::keywords;

keywords! {
    /// What a note is about.
    pub enum NoteKind {
        /// Muscles that a choice of study leaves out.
        StudyLimit = "study_limit",
        /// Muscles whose force nobody published.
        NoForce = "no_force",
        /// A run beyond the data.
        Extrapolated = "extrapolated",
        /// An effect of which no figure is published.
        NoFigure = "no_figure",
        /// A spread that is a lower bound.
        LowerBound = "lower_bound",
        /// More active yet less loaded, or the reverse.
        ActivationAgainstForce = "activation_against_force",
        /// A published direction of force without a figure.
        Finding = "direction",
        /// A change of running strategy.
        Strategy = "strategy",
        /// Sources that disagree.
        Disagreement = "disagreement",
        /// What the numbers are not.
        Meaning = "meaning",
        /// A part of a file that could not be used.
        Damage = "damage",
        /// What was taken for a run.
        Sport = "sport",
        /// Times of a recording.
        Clock = "clock",
        /// Where distance comes from.
        Distance = "distance",
        /// Where gradient comes from.
        Altitude = "altitude",
        /// What cadence counts and where steps come from.
        Cadence = "cadence",
        /// Where body mass comes from.
        Mass = "mass",
        /// Time that is no running.
        Movement = "movement",
        /// A total of the device that is another.
        Device = "device",
        /// What the spread of a difference is.
        Spread = "spread",
        /// What a step bears and what a kilometre adds up to, and which way each goes.
        StepAndKilometre = "step_and_kilometre",
        /// What the ground bears, and what muscles give to the push.
        Ground = "ground",
        /// What is known of muscles of the trunk.
        Trunk = "trunk",
        /// What a sum with an exponent is, and that none is published.
        Exponent = "exponent",
        /// A rule of a programme, in its words.
        Rule = "rule",
    }
}

impl NoteKind {
    /// A note of this kind for each text.
    pub(crate) fn each<T: Into<String>>(
        self,
        texts: impl IntoIterator<Item = T>,
    ) -> impl Iterator<Item = Note> {
        texts.into_iter().map(move |text| Note::new(self, text))
    }
}

/// A sentence or two to go with the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The words.
    pub text: String,
}

impl Note {
    /// A sentence about something.
    #[must_use]
    pub fn new(kind: NoteKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// What the numbers are not, in one short line.
pub const NOT_A_MEASUREMENT: &str =
    "Models of groups of runners: no measurement of you, no medical advice.";

/// The same where there is no space for more.
pub const NOT_A_MEASUREMENT_IN_SHORT: &str = "models of groups, not of you; no medical advice";
