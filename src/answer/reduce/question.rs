//! What is asked of a muscle: how much less, what is changed in any case, and the run, typed or recorded.

use std::fmt;
use std::str::FromStr;

use crate::answer::text::listed;
use crate::conditions::{Conditions, FormChange, Terrain};
use crate::number::signed;
use crate::spelling::{UnknownWord, did_you_mean, nearest};
use crate::units::{
    Gradient, LengthUnit, Pace, PercentOfTypical, QuantityError, RunLength, StepRate,
};

/// What is wanted of the peak of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum ReduceTarget {
    /// So many percent less.
    ByPercent(f64),
    /// That many body weights, less than it is.
    ToBodyWeights(f64),
    /// As far as it goes before it passes that many body weights.
    UntilBodyWeights(f64),
    /// As far as the run goes before one leg adds up to so many body weights · s.
    UntilWeightSeconds(f64),
    /// The same in kN·s, of a runner of known mass.
    UntilKilonewtonSeconds(f64),
}

impl ReduceTarget {
    /// A reduction such as `10%`.
    ///
    /// # Errors
    /// When it is not above 0 and below 100 percent.
    pub fn by(text: &str) -> Result<Self, QuantityError> {
        let number = text.trim().trim_end_matches('%').trim().parse::<f64>().ok();
        let percent = number.filter(|percent| *percent > 0.0 && *percent < 100.0);
        let accepted = "more than 0 and less than 100 % are accepted, such as 10%";
        percent
            .map(Self::ByPercent)
            .ok_or_else(|| QuantityError::new(text, "is no reduction", accepted))
    }

    /// A limit of one step, such as `6.5`, or of what one leg adds up to, such as `300kN·s` or `2000BW·s`.
    ///
    /// # Errors
    /// When it is none of these, or out of bounds.
    pub fn until(text: &str) -> Result<Self, QuantityError> {
        let word: String = text
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace() && !['·', '*'].contains(c))
            .collect();
        let sum = |unit: &str| word.strip_suffix(unit).map(str::parse::<f64>);
        let (number, target): (_, fn(f64) -> Self) = match (sum("kns"), sum("bws")) {
            (Some(number), _) => (number, Self::UntilKilonewtonSeconds),
            (_, Some(number)) => (number, Self::UntilWeightSeconds),
            _ => return Self::body_weights(text).map(Self::UntilBodyWeights),
        };
        let accepted =
            "a sum of one leg above 0, at most 1000000, is accepted, such as 300kN·s or 2000BW·s";
        let number = number
            .ok()
            .filter(|sum| *sum > 0.0 && *sum <= 1e6)
            .ok_or_else(|| QuantityError::new(text, "is no sum", accepted))?;
        Ok(target(number))
    }

    /// A number of body weights.
    ///
    /// # Errors
    /// When it is not above 0 and at most 50.
    pub fn body_weights(text: &str) -> Result<f64, QuantityError> {
        let number =
            text.trim().parse::<f64>().ok().filter(|weights| *weights > 0.0 && *weights <= 50.0);
        let accepted = "a number of body weights above 0, at most 50, is accepted, such as 6.0";
        number.ok_or_else(|| QuantityError::new(text, "is no force", accepted))
    }
}

/// A change of a run that is made before others are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum RunChange {
    /// Another pace.
    Pace(Pace),
    /// So many percent more or fewer steps.
    StepRateBy(f64),
    /// Another step rate.
    StepRate(StepRate),
    /// Another gradient.
    Gradient(Gradient),
    /// Another ground.
    Terrain(Terrain),
    /// Another form.
    Form(FormChange),
}

/// Why a change is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// Its value is none.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// Its word is none of the list.
    #[error(transparent)]
    Word(#[from] UnknownWord),
    /// What is changed is not known.
    #[error("{found:?} is no change{}; pace, step-rate, gradient, terrain, {} are accepted, such as step-rate=+5%",
            did_you_mean(.nearest.as_deref()),
            listed(&FormChange::NAMES.map(str::to_owned), "and"))]
    Name {
        /// What was found.
        found: String,
        /// The nearest name.
        nearest: Option<String>,
    },
}

impl FromStr for RunChange {
    type Err = ChangeError;

    fn from_str(text: &str) -> Result<Self, ChangeError> {
        const NAMES: [&str; 4] = ["pace", "step-rate", "gradient", "terrain"];
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let name = name.trim().to_lowercase().replace('_', "-");
        let signed = value.trim().starts_with(['+', '-', '−']);
        let percent = value.trim().replace('−', "-");
        let percent =
            percent.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
        Ok(match (&*name, percent) {
            ("step-rate", Some(percent)) if signed => {
                PercentOfTypical::new(100.0 + percent)?;
                Self::StepRateBy(percent)
            }
            ("step-rate", _) => Self::StepRate(value.parse()?),
            ("pace", _) => Self::Pace(value.parse()?),
            ("gradient", _) => Self::Gradient(value.parse()?),
            ("terrain", _) => Self::Terrain(value.parse()?),
            _ => {
                let names = NAMES.into_iter().chain(FormChange::NAMES);
                let unknown = || ChangeError::Name {
                    found: text.chars().take(60).collect(),
                    nearest: nearest(&name, names),
                };
                let change = FormChange::read::<ChangeError>(&name, value).ok_or_else(unknown)?;
                Self::Form(change?)
            }
        })
    }
}

impl fmt::Display for RunChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pace(pace) => write!(f, "{pace}"),
            Self::StepRateBy(percent) => write!(f, "{} % steps", signed(*percent)),
            Self::StepRate(rate) => write!(f, "{rate} steps"),
            Self::Gradient(gradient) => write!(f, "{gradient}"),
            Self::Terrain(terrain) => terrain.fmt(f),
            Self::Form(change) => change.fmt(f),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct ReduceQuestion {
    /// The name of the muscle, tendon or joint.
    pub muscle: String,
    /// How somebody runs.
    pub run: Conditions,
    /// How far or how long.
    pub length: Option<RunLength>,
    /// The recording that the run is the mean of.
    pub file: Option<String>,
    /// What is wanted.
    pub target: ReduceTarget,
    /// What is changed in any case.
    pub with: Vec<RunChange>,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
}

impl ReduceQuestion {
    /// What takes so much off a muscle, tendon or joint in a run, in kilometres.
    pub fn new(muscle: impl Into<String>, run: Conditions, target: ReduceTarget) -> Self {
        let (muscle, units) = (muscle.into(), LengthUnit::Kilometre);
        Self { muscle, run, length: None, file: None, target, with: Vec::new(), units }
    }
}
