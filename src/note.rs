//! What has to be said beside numbers.

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// Muscles that a choice of study leaves out.
    StudyLimit,
    /// Muscles whose force nobody published.
    NoForce,
    /// A run beyond the data.
    Extrapolated,
    /// An effect of which no figure is published.
    NoFigure,
    /// A spread that is a lower bound.
    LowerBound,
    /// More active yet less loaded, or the reverse.
    ActivationAgainstForce,
    /// A published direction of force without a figure.
    Finding,
    /// A change of running strategy.
    Strategy,
    /// Sources that disagree.
    Disagreement,
    /// What the numbers are not.
    Meaning,
    /// A part of a file that could not be used.
    Damage,
    /// What was taken for a run.
    Sport,
    /// Times of a recording.
    Clock,
    /// Where distance comes from.
    Distance,
    /// Where gradient comes from.
    Altitude,
    /// What cadence counts and where steps come from.
    Cadence,
    /// Where body mass comes from.
    Mass,
    /// Time that is no running.
    Movement,
    /// A total of the device that is another.
    Device,
    /// What the spread of a difference is.
    Spread,
    /// What a step bears and what a kilometre adds up to, and which way each goes.
    StepAndKilometre,
    /// What the ground bears, and what muscles give to the push.
    Ground,
    /// What is known of muscles of the trunk.
    Trunk,
    /// What a sum with an exponent is, and that none is published.
    Exponent,
    /// A rule of a programme, in its words.
    Rule,
}

impl NoteKind {
    /// The key in output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::StudyLimit => "study_limit",
            Self::NoForce => "no_force",
            Self::Extrapolated => "extrapolated",
            Self::NoFigure => "no_figure",
            Self::LowerBound => "lower_bound",
            Self::ActivationAgainstForce => "activation_against_force",
            Self::Finding => "direction",
            Self::Strategy => "strategy",
            Self::Disagreement => "disagreement",
            Self::Meaning => "meaning",
            Self::Damage => "damage",
            Self::Sport => "sport",
            Self::Clock => "clock",
            Self::Distance => "distance",
            Self::Altitude => "altitude",
            Self::Cadence => "cadence",
            Self::Mass => "mass",
            Self::Movement => "movement",
            Self::Device => "device",
            Self::Spread => "spread",
            Self::StepAndKilometre => "step_and_kilometre",
            Self::Ground => "ground",
            Self::Trunk => "trunk",
            Self::Exponent => "exponent",
            Self::Rule => "rule",
        }
    }
}

/// A sentence or two to go with the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
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
