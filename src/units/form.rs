//! How somebody runs, in figures: lean of the trunk in degrees, carried weight in percent.

use std::fmt;
use std::str::FromStr;

use super::{QuantityError, decimal};

const ACCEPTED_LEAN: &str =
    "-15 to 15 degrees further forward than your own posture are accepted, such as 5deg or -5";
const ACCEPTED_SUPPORT: &str = "0 to 80 % of the weight carried are accepted, such as 9% or 9";

/// How much further forward than in one's own posture the trunk leans, -15 to 15 degrees.
///
/// ```
/// let lean: musclerun::units::TrunkLean = "5deg".parse()?;
/// assert_eq!(lean.degrees(), 5.0);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct TrunkLean(f64);

impl TrunkLean {
    /// The most that is answered for, degrees, forward or back.
    pub const MAX_DEG: f64 = 15.0;

    /// A lean in degrees; plus is forward.
    ///
    /// # Errors
    /// When it is not a number from -15 to 15.
    pub fn from_degrees(degrees: f64) -> Result<Self, QuantityError> {
        Self::checked(degrees, degrees)
    }

    fn checked(degrees: f64, found: impl fmt::Display) -> Result<Self, QuantityError> {
        if degrees.abs() <= Self::MAX_DEG {
            // adding zero turns -0 into 0, so that one's own posture is always written the same
            return Ok(Self(degrees + 0.0));
        }
        let reason = "is not between -15 and 15 degrees";
        Err(QuantityError::new(
            &found.to_string(),
            reason,
            ACCEPTED_LEAN,
        ))
    }

    /// Degrees further forward than one's own posture.
    #[must_use]
    pub fn degrees(self) -> f64 {
        self.0
    }
}

impl FromStr for TrunkLean {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, unit) = decimal::split(text, "a lean of the trunk", ACCEPTED_LEAN)?;
        match unit.as_str() {
            "" | "deg" | "°" | "degree" | "degrees" => Self::checked(value, text),
            _ => Err(QuantityError::new(
                text,
                "has an unknown unit",
                ACCEPTED_LEAN,
            )),
        }
    }
}

impl fmt::Display for TrunkLean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}deg", self.0)
    }
}

/// How much of the weight a harness or an air treadmill carries, 0 to 80 %.
///
/// ```
/// let support: musclerun::units::Support = "9%".parse()?;
/// assert_eq!(support.percent(), 9.0);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Support(f64);

impl Support {
    /// The most that is answered for, percent.
    pub const MAX_PERCENT: f64 = 80.0;

    /// A share of the weight in percent.
    ///
    /// # Errors
    /// When it is not a number from 0 to 80.
    pub fn from_percent(percent: f64) -> Result<Self, QuantityError> {
        Self::checked(percent, percent)
    }

    fn checked(percent: f64, found: impl fmt::Display) -> Result<Self, QuantityError> {
        if (0.0..=Self::MAX_PERCENT).contains(&percent) {
            return Ok(Self(percent + 0.0));
        }
        let reason = "is not between 0 and 80 %";
        Err(QuantityError::new(
            &found.to_string(),
            reason,
            ACCEPTED_SUPPORT,
        ))
    }

    /// Percent of the weight.
    #[must_use]
    pub fn percent(self) -> f64 {
        self.0
    }
}

impl FromStr for Support {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, unit) = decimal::split(text, "a share of the weight", ACCEPTED_SUPPORT)?;
        match unit.as_str() {
            "" | "%" | "percent" | "pct" => Self::checked(value, text),
            _ => Err(QuantityError::new(
                text,
                "has an unknown unit",
                ACCEPTED_SUPPORT,
            )),
        }
    }
}

impl fmt::Display for Support {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}
