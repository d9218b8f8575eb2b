//! Step rate: steps of both legs a minute, or a percentage of what is typical at the speed.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, QuantityError, decimal};

const ACCEPTED: &str = "100 to 300 steps of both legs a minute, or 50% to 200% of the typical step rate, are accepted, such as 180 or 105%";

quantity! {
    /// Steps of both legs a minute, 100 to 300.
    StepsPerMinute,
    /// A step rate in steps of both legs a minute.
    new,
    /// Steps of both legs a minute.
    value,
    Bounds {
        low: StepsPerMinute::MIN,
        high: StepsPerMinute::MAX,
        reasons: [
            "is not a step rate",
            "is below 100 steps a minute (a device that counts one leg shows half the steps)",
            "is above 300 steps a minute",
        ],
        accepted: ACCEPTED,
    }
}

impl StepsPerMinute {
    /// The lowest step rate answered for, steps a minute.
    pub const MIN: f64 = 100.0;
    /// The highest step rate answered for, steps a minute.
    pub const MAX: f64 = 300.0;
}

quantity! {
    /// Percent of the typical step rate, 50 to 200.
    PercentOfTypical,
    /// A percentage.
    new,
    /// The percentage.
    value,
    Bounds {
        low: PercentOfTypical::MIN,
        high: PercentOfTypical::MAX,
        reasons: ["is not between 50 and 200 %"; 3],
        accepted: ACCEPTED,
    }
}

impl PercentOfTypical {
    /// The lowest percentage answered for.
    pub const MIN: f64 = 50.0;
    /// The highest percentage answered for.
    pub const MAX: f64 = 200.0;
}

/// The step rate of a run as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum StepRate {
    /// What is typical at the speed, from the stride tables.
    #[default]
    Typical,
    /// A count of steps.
    PerMinute(StepsPerMinute),
    /// A percentage of what is typical at the speed.
    PercentOfTypical(PercentOfTypical),
}

/// A bare number below this may be meant as a percentage: hardly anybody runs with so few steps.
const FEW_STEPS: f64 = 120.0;

impl FromStr for StepRate {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, unit) = decimal::split(text, "a step rate", ACCEPTED)?;
        match unit.as_str() {
            "" if (PercentOfTypical::MIN..FEW_STEPS).contains(&value) => {
                let typed = text.trim();
                let (reason, accepted) = if value < StepsPerMinute::MIN {
                    let reason = format!(
                        "is below 100 steps a minute (a device that counts one leg shows half the steps) and could \
                         mean {typed}% of the typical step rate"
                    );
                    (reason, ACCEPTED.to_owned())
                } else {
                    let accepted = format!(
                        "write {typed}% (of what is typical at the speed) or {typed}spm (steps a minute)"
                    );
                    ("could mean two things".to_owned(), accepted)
                };
                Err(QuantityError::new(text, reason, accepted))
            }
            "" | "spm" | "/min" | "steps/min" => {
                StepsPerMinute::checked(value, text).map(Self::PerMinute)
            }
            "%" | "percent" => PercentOfTypical::checked(value, text).map(Self::PercentOfTypical),
            _ => Err(QuantityError::new(text, "has an unknown unit", ACCEPTED)),
        }
    }
}

impl fmt::Display for StepRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typical => f.write_str("100%"),
            Self::PerMinute(rate) if rate.0 < FEW_STEPS => write!(f, "{}spm", rate.0),
            Self::PerMinute(rate) => write!(f, "{}", rate.0),
            Self::PercentOfTypical(percent) => write!(f, "{}%", percent.0),
        }
    }
}
