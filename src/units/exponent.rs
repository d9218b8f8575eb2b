//! How much more the size of a step counts than the number of steps, as a question and not as a finding.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, QuantityError, decimal};

bounded! {
    /// The power that the peak of each step is raised to before the steps are added up, 1 to 20.
    ///
    /// ```
    /// let exponent: musclerun::units::Exponent = "4".parse()?;
    /// assert_eq!(exponent.sum(2.0, 1000.0), 16_000.0);
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    Exponent: new, value, "", "", "a number", "has a unit, which an exponent has not", Bounds {
        low: 1.0,
        high: 20.0,
        reasons: ["is not a number", "is below 1", "is above 20"],
        accepted: "a number from 1 to 20 is accepted, such as 4",
    }
}

impl Exponent {
    /// What so many steps of one peak add up to.
    #[must_use]
    pub fn sum(self, peak_bw: f64, steps: f64) -> f64 {
        // Σ peak^N
        libm::pow(peak_bw, self.0) * steps
    }
}
