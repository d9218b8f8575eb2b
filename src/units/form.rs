//! How somebody runs, in figures: lean of the trunk in degrees, carried weight in percent.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, QuantityError, decimal};

/// A number between bounds with one unit, of which a bare number is too.
macro_rules! bounded {
    ($(#[$meta:meta])* $Name:ident: $from:ident, $get:ident, $unit:literal, $units:pat, $what:literal, $bounds:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $Name(f64);

        impl $Name {
            const BOUNDS: Bounds = $bounds;

            /// So much of the unit.
            ///
            /// # Errors
            /// When it is not a number within the bounds.
            pub fn $from(number: f64) -> Result<Self, QuantityError> {
                Self::BOUNDS.check(number, number).map(Self)
            }

            /// The number, in the unit.
            #[must_use]
            pub fn $get(self) -> f64 {
                self.0
            }
        }

        impl FromStr for $Name {
            type Err = QuantityError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let (number, unit) = decimal::split(text, $what, Self::BOUNDS.accepted)?;
                match unit.as_str() {
                    "" => Self::BOUNDS.check(number, text).map(Self),
                    $units => Self::BOUNDS.check(number, text).map(Self),
                    _ => Err(QuantityError::new(text, "has an unknown unit", Self::BOUNDS.accepted)),
                }
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("{}", $unit), self.0)
            }
        }
    };
}

bounded! {
    /// How much further forward than in one's own posture the trunk leans, -15 to 15 degrees.
    ///
    /// ```
    /// let lean: musclerun::units::TrunkLean = "5deg".parse()?;
    /// assert_eq!(lean.degrees(), 5.0);
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    TrunkLean: from_degrees, degrees, "deg", "deg" | "°" | "degree" | "degrees", "a lean of the trunk", Bounds {
        low: -TrunkLean::MAX_DEG,
        high: TrunkLean::MAX_DEG,
        reasons: ["is not between -15 and 15 degrees"; 3],
        accepted: "-15 to 15 degrees further forward than your own posture are accepted, such as 5deg or -5",
    }
}

impl TrunkLean {
    /// The most that is answered for, degrees, forward or back.
    pub const MAX_DEG: f64 = 15.0;
}

bounded! {
    /// How much of the weight a harness or an air treadmill carries, 0 to 80 %.
    ///
    /// ```
    /// let support: musclerun::units::Support = "9%".parse()?;
    /// assert_eq!(support.percent(), 9.0);
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    Support: from_percent, percent, "%", "%" | "percent" | "pct", "a share of the weight", Bounds {
        low: 0.0,
        high: Support::MAX_PERCENT,
        reasons: ["is not between 0 and 80 %"; 3],
        accepted: "0 to 80 % of the weight carried are accepted, such as 9% or 9",
    }
}

impl Support {
    /// The most that is answered for, percent.
    pub const MAX_PERCENT: f64 = 80.0;
}
