//! How much more the size of a step counts than the number of steps, as a question and not as a finding.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, QuantityError, decimal};

/// The power that the peak of each step is raised to before the steps are added up, 1 to 20.
///
/// ```
/// let exponent: musclerun::units::Exponent = "4".parse()?;
/// assert_eq!(exponent.sum(2.0, 1000.0), 16_000.0);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Exponent(f64);

impl Exponent {
    const BOUNDS: Bounds = Bounds {
        low: 1.0,
        high: 20.0,
        reasons: ["is not a number", "is below 1", "is above 20"],
        accepted: "a number from 1 to 20 is accepted, such as 4",
    };

    /// The exponent.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// What so many steps of one peak add up to.
    #[must_use]
    pub fn sum(self, peak_bw: f64, steps: f64) -> f64 {
        // Σ peak^N
        libm::pow(peak_bw, self.0) * steps
    }
}

impl FromStr for Exponent {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, unit) = decimal::split(text, "a number", Self::BOUNDS.accepted)?;
        if !unit.is_empty() {
            return Err(QuantityError::new(
                text,
                "has a unit, which an exponent has not",
                Self::BOUNDS.accepted,
            ));
        }
        Self::BOUNDS.check(number, text).map(Self)
    }
}

impl fmt::Display for Exponent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
