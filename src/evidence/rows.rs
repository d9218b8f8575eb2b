//! The rows of the tables, one type each.

use super::curve::Knot;
use super::source::{Grade, Source, StudyRef, Text};
use crate::conditions::Terrain;
use crate::muscle::Phase;

/// Peak force of a muscle in one phase, on level ground at a stated speed.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// The phase.
    pub phase: Phase,
    /// The speed at which it was found, m/s.
    pub speed_m_s: f64,
    /// Peak force, body weights.
    pub peak_bw: f64,
    /// Standard deviation between runners, body weights.
    pub sd_bw: Option<f64>,
    /// The study that the standard deviation is from, where it is another than the peak's.
    pub sd_study: Option<StudyRef>,
    /// Where it stands.
    pub source: Source,
    /// How far to trust it.
    pub grade: Grade,
    /// What else is to be said.
    pub note: Text,
}

/// What changes a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Running speed, m/s.
    Speed,
    /// Step rate, percent of what is typical at the speed.
    StepRate,
    /// Gradient, percent.
    Gradient,
    /// The kind of ground.
    Terrain,
}

impl Effect {
    /// All effects, in the order in which they are applied.
    pub const ALL: [Self; 4] = [Self::Speed, Self::StepRate, Self::Gradient, Self::Terrain];
    /// Those along a numeric axis.
    pub const CURVES: [Self; 3] = [Self::Speed, Self::StepRate, Self::Gradient];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Speed => "speed",
            Self::StepRate => "step_rate",
            Self::Gradient => "gradient",
            Self::Terrain => "terrain",
        }
    }

    /// The name in running text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::StepRate => "step rate",
            other => other.key(),
        }
    }

    /// Where on its axis the ratio is 1; terrain has no axis.
    #[must_use]
    pub fn reference(self) -> Option<f64> {
        match self {
            Self::Speed => Some(3.5),
            Self::StepRate => Some(100.0),
            Self::Gradient => Some(0.0),
            Self::Terrain => None,
        }
    }
}

/// What a ratio applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Peak force.
    Peak,
    /// Impulse of one stride.
    Impulse,
}

impl Quantity {
    /// Both quantities.
    pub const ALL: [Self; 2] = [Self::Peak, Self::Impulse];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Peak => "peak",
            Self::Impulse => "impulse",
        }
    }
}

/// A ratio of a load to that at the reference of an effect.
#[derive(Debug, Clone)]
pub struct RatioRow<X> {
    /// The place on the axis of the effect.
    pub x: X,
    /// Load here over load at the reference.
    pub ratio: f64,
    /// Standard deviation of the ratio between runners.
    pub sd: Option<f64>,
    /// Where it stands.
    pub source: Source,
    /// How far to trust it.
    pub grade: Grade,
    /// What else is to be said.
    pub note: Text,
}

/// A ratio at a place in m/s, percent of the typical step rate, or percent gradient.
pub type EffectRow = RatioRow<f64>;

/// A ratio to firm ground on some terrain.
pub type TerrainRow = RatioRow<Terrain>;

impl RatioRow<()> {
    /// The same at a place.
    pub(super) fn at<X>(self, x: X) -> RatioRow<X> {
        RatioRow {
            x,
            ratio: self.ratio,
            sd: self.sd,
            source: self.source,
            grade: self.grade,
            note: self.note,
        }
    }
}

impl Knot for EffectRow {
    fn x(&self) -> f64 {
        self.x
    }
}

/// Impulse of one stride over its peak at one speed.
#[derive(Debug, Clone)]
pub struct DurationRow {
    /// Speed, m/s.
    pub speed_m_s: f64,
    /// Impulse over peak, s.
    pub duration_s: f64,
    /// Where it stands.
    pub source: Source,
    /// How far to trust it.
    pub grade: Grade,
}

impl Knot for DurationRow {
    fn x(&self) -> f64 {
        self.speed_m_s
    }
}

/// How people step at one speed.
#[derive(Debug, Clone)]
pub struct StrideRow {
    /// Speed, m/s.
    pub speed_m_s: f64,
    /// Steps of both legs a minute.
    pub step_rate_spm: f64,
    /// Standard deviation of the step rate between runners.
    pub step_rate_sd_spm: Option<f64>,
    /// Contact time of a foot, s.
    pub contact_s: Option<f64>,
    /// Its standard deviation, s.
    pub contact_sd_s: Option<f64>,
    /// Peak vertical ground force, body weights.
    pub peak_vertical_force_bw: Option<f64>,
    /// Its standard deviation, body weights.
    pub peak_vertical_force_sd_bw: Option<f64>,
    /// Where it stands.
    pub source: Source,
    /// What else is to be said.
    pub note: Text,
}

impl Knot for StrideRow {
    fn x(&self) -> f64 {
        self.speed_m_s
    }
}

/// Which way a load or activation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It rises.
    Up,
    /// It falls.
    Down,
}

impl Sign {
    /// Both ways.
    pub const ALL: [Self; 2] = [Self::Up, Self::Down];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// What a direction is about: two quantities that must not be confused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// How much of the muscle is active.
    Activation,
    /// How much it pulls.
    Force,
}

impl Change {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Activation, Self::Force];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Force => "force",
        }
    }
}

/// A finding of which the sign alone, or a change of activation, is published: told, never multiplied with.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The terrain it was found on.
    pub terrain: Terrain,
    /// Key of the muscle.
    pub muscle: Text,
    /// Which way it goes.
    pub way: Sign,
    /// What goes that way.
    pub change: Change,
    /// By what ratio, where that is published.
    pub ratio: Option<f64>,
    /// On what gradient, percent, where that is published.
    pub gradient_pct: Option<f64>,
    /// Where it stands.
    pub source: Source,
    /// The finding in words.
    pub note: Text,
}

/// What another source says of a peak force: shown beside the answer, never an input.
#[derive(Debug, Clone)]
pub struct Crosscheck {
    /// Key of the muscle, or a name that several share (`triceps_surae`).
    pub muscle: Text,
    /// The phase.
    pub phase: Phase,
    /// Speed, m/s; `None` for a range over running speeds.
    pub speed_m_s: Option<f64>,
    /// Lowest value, body weights.
    pub low_bw: Option<f64>,
    /// Highest value, body weights.
    pub high_bw: Option<f64>,
    /// Where it stands.
    pub source: Source,
    /// What else is to be said.
    pub note: Text,
}

/// What another source says of a change with the gradient: shown beside the answer, never an input.
#[derive(Debug, Clone)]
pub struct GradientCrosscheck {
    /// Key of the muscle, or a name that several share (`triceps_surae`).
    pub muscle: Text,
    /// Gradient, percent.
    pub gradient_pct: f64,
    /// Ratio to the level.
    pub ratio: f64,
    /// Speed, m/s.
    pub speed_m_s: f64,
    /// Where it stands.
    pub source: Source,
    /// What was measured.
    pub note: Text,
}

/// A single figure for context.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Key of the muscle, or a name that several share; `None` where it is about running as a whole.
    pub muscle: Option<Text>,
    /// What the figure is.
    pub quantity: Text,
    /// Speed, m/s.
    pub speed_m_s: Option<f64>,
    /// Lowest or only value.
    pub value_low: Option<f64>,
    /// Highest value, or an upper bound where there is no lowest.
    pub value_high: Option<f64>,
    /// Unit of the values.
    pub unit: Text,
    /// Where it stands.
    pub source: Source,
    /// The finding in words.
    pub note: Text,
}
