//! The rows of the tables, one type each.

use std::fmt;

use super::curve::Knot;
use super::source::{Basis, Grade, Source, StudyRef};
use crate::conditions::{Conditions, FootStrike, Shoe, Terrain};
use crate::muscle::Phase;
use crate::spelling::{Keyword, Text, keywords};
use crate::units::{Gradient, PercentOfTypical, Speed, Support, TrunkLean};

/// Peak force of a muscle in one phase, on level ground at a stated speed.
#[derive(Debug, Clone)]
#[non_exhaustive]
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

keywords! {
    /// What changes a load, in the order in which it is applied.
    pub enum Effect of "effect" {
        /// Running speed, m/s.
        Speed = "speed",
        /// Step rate, percent of what is typical at the speed.
        StepRate = "step_rate",
        /// Gradient, percent.
        Gradient = "gradient",
        /// The kind of ground.
        Terrain = "terrain",
        /// The part of the foot that lands first.
        FootStrike = "foot_strike",
        /// How much further forward than in one's own posture the trunk leans, degrees.
        TrunkLean = "trunk_lean",
        /// How much of the weight is carried, percent.
        Support = "support",
        /// The shoe.
        Shoe = "shoe",
    }
}

impl Effect {
    /// Those along a numeric axis: linear between rows, held outside. The others are looked up.
    pub const CURVES: [Self; 5] =
        [Self::Speed, Self::StepRate, Self::Gradient, Self::TrunkLean, Self::Support];

    /// The name in running text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::StepRate => "step rate",
            Self::FootStrike => "foot strike",
            Self::TrunkLean => "trunk lean",
            Self::Support => "carried weight",
            other => other.key(),
        }
    }

    /// The unit of its axis, empty for what is looked up.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Speed => "m/s",
            Self::StepRate | Self::Gradient | Self::Support => "%",
            Self::TrunkLean => "degrees",
            Self::Terrain | Self::FootStrike | Self::Shoe => "",
        }
    }

    /// Where on its axis the ratio is 1.
    #[must_use]
    pub fn reference(self) -> f64 {
        match self {
            Self::Speed => 3.5,
            Self::StepRate => 100.0,
            Self::Gradient | Self::TrunkLean | Self::Support => 0.0,
            Self::Terrain => Terrain::Flat.place(),
            Self::FootStrike => FootStrike::Rearfoot.place(),
            Self::Shoe => Shoe::Conventional.place(),
        }
    }

    /// Where a run lies on its axis, with its steps in percent of what is typical.
    pub(crate) fn place(self, run: &Conditions, step_rate_pct: f64) -> f64 {
        let (form, terrain) = (run.form(), run.course().terrain());
        match self {
            Self::Speed => run.speed().m_per_s(),
            Self::StepRate => step_rate_pct,
            Self::Gradient => run.course().gradient().percent(),
            Self::Terrain if terrain.is_reference() => self.reference(),
            Self::Terrain => terrain.place(),
            Self::FootStrike => {
                form.foot_strike().map_or_else(|| self.reference(), FootStrike::place)
            }
            Self::TrunkLean => form.trunk_lean().degrees(),
            Self::Support => form.support().percent(),
            Self::Shoe => form.shoe().map_or_else(|| self.reference(), Shoe::place),
        }
    }

    /// Whether it is one of the form, in which one runs as ever unless it is said.
    #[must_use]
    pub fn is_of_form(self) -> bool {
        self as usize > Self::Terrain as usize
    }

    /// From where to where its axis is answered for; `None` for what is looked up.
    #[must_use]
    pub fn bounds(self) -> Option<(f64, f64)> {
        Some(match self {
            Self::Speed => (Speed::MIN_M_PER_S, Speed::MAX_M_PER_S),
            Self::StepRate => (PercentOfTypical::MIN, PercentOfTypical::MAX),
            Self::Gradient => (-Gradient::MAX_PERCENT, Gradient::MAX_PERCENT),
            Self::TrunkLean => (-TrunkLean::MAX_DEG, TrunkLean::MAX_DEG),
            Self::Support => (0.0, Support::MAX_PERCENT),
            Self::Terrain | Self::FootStrike | Self::Shoe => return None,
        })
    }

    /// The words that are looked up, in the order of their places on the axis, 0 and on; none along a numeric axis.
    #[must_use]
    pub fn keys(self) -> Vec<&'static str> {
        match self {
            Self::Terrain => Terrain::ALL.map(Terrain::key).to_vec(),
            Self::FootStrike => FootStrike::ALL.map(FootStrike::key).to_vec(),
            Self::Shoe => Shoe::ALL.map(Shoe::key).to_vec(),
            _ => Vec::new(),
        }
    }

    /// A place on the axis as it is written in tables and output: the word that is looked up, or the number.
    #[must_use]
    pub fn written(self, x: f64) -> String {
        let mut words = self.keys().into_iter().zip(0_u8..);
        let word = words.find(|(_, place)| f64::from(*place).total_cmp(&x).is_eq());
        word.map_or_else(|| x.to_string(), |(word, _)| word.to_owned())
    }
}

keywords! {
    /// What a ratio applies to.
    pub enum Quantity {
        /// Peak force.
        Peak = "peak",
        /// Impulse of one stride.
        Impulse = "impulse",
    }
}

/// A ratio of a load to that at the reference of an effect.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EffectRow {
    /// The place on the axis of the effect, in its unit; of what is looked up, the number of the word.
    pub x: f64,
    /// Load here over load at the reference.
    pub ratio: f64,
    /// Standard deviation of the ratio between runners.
    pub sd: Option<f64>,
    /// Whose change it is.
    pub basis: Basis,
    /// Where it stands.
    pub source: Source,
    /// How far to trust it.
    pub grade: Grade,
    /// What else is to be said.
    pub note: Text,
}

impl Knot for EffectRow {
    fn x(&self) -> f64 {
        self.x
    }
}

/// Impulse of one stride over its peak at one speed.
#[derive(Debug, Clone)]
#[non_exhaustive]
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
#[non_exhaustive]
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

keywords! {
    /// Which way a load or activation goes.
    pub enum Sign {
        /// It rises.
        Up = "up",
        /// It falls.
        Down = "down",
    }
}

keywords! {
    /// What a direction is about: two quantities that must not be confused.
    pub enum Change {
        /// How much of the muscle is active.
        Activation = "activation",
        /// How much it pulls.
        Force = "force",
    }
}

/// Under what circumstance a finding was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Circumstance {
    /// On some ground.
    On(Terrain),
    /// At more steps a minute than is typical.
    HigherStepRate,
    /// Landing on the ball of the foot.
    Forefoot,
}

impl fmt::Display for Circumstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(hill @ (Terrain::Uphill | Terrain::Downhill)) => hill.fmt(f),
            Self::On(surface) => write!(f, "on {surface}"),
            Self::HigherStepRate => f.write_str("at a higher step rate"),
            Self::Forefoot => f.write_str("on the forefoot"),
        }
    }
}

impl Circumstance {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let grounds = Terrain::ALL.into_iter().map(Self::On);
        grounds.chain([Self::HigherStepRate, Self::Forefoot])
    }

    /// Whether a run is under it: on the ground, on a hill that goes that way, at 102 % or more of the typical step rate.
    #[must_use]
    pub fn applies_to(self, run: &Conditions, step_rate_pct: f64) -> bool {
        match self {
            Self::On(terrain) => run.course().shows(terrain),
            Self::HigherStepRate => step_rate_pct >= 102.0,
            Self::Forefoot => run.form().foot_strike() == Some(FootStrike::Forefoot),
        }
    }

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::On(terrain) => terrain.key(),
            Self::HigherStepRate => "higher_step_rate",
            Self::Forefoot => "forefoot",
        }
    }
}

/// A finding of which the sign alone, or a change of activation, is published: told, never multiplied with.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Finding {
    /// Under what circumstance it was found.
    pub terrain: Circumstance,
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
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
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
