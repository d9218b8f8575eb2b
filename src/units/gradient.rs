//! The gradient of the ground, in percent or degrees.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, QuantityError, decimal};
use crate::number;

const ACCEPTED: &str = "-30 to 30 % are accepted, such as 6%, -3deg or 6; minus is downhill";

quantity! {
    /// Rise over run in percent, -30 to 30; positive is uphill in the direction of running.
    ///
    /// ```
    /// let gradient: musclerun::units::Gradient = "-3deg".parse()?;
    /// assert!((gradient.percent() - -5.24).abs() < 0.01);
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    Gradient,
    /// A gradient in percent.
    from_percent,
    /// Rise over run, percent.
    percent,
    Bounds {
        low: -Gradient::MAX_PERCENT,
        high: Gradient::MAX_PERCENT,
        reasons: ["is not a gradient", "is steeper than -30 %", "is steeper than 30 %"],
        accepted: ACCEPTED,
    }
}

impl Gradient {
    /// The steepest gradient answered for, percent, up or down.
    pub const MAX_PERCENT: f64 = 30.0;
    /// The level.
    pub const LEVEL: Self = Self(0.0);
    /// What `uphill` means without a figure: +5 %.
    pub const UPHILL: Self = Self(5.0);
    /// What `downhill` means without a figure: -5 %.
    pub const DOWNHILL: Self = Self(-5.0);

    /// The gradient of an angle in degrees.
    ///
    /// # Errors
    /// When it is not a number, or steeper than 30 %.
    pub fn from_degrees(degrees: f64) -> Result<Self, QuantityError> {
        Self::of_angle(degrees, degrees)
    }

    fn of_angle(degrees: f64, found: impl fmt::Display) -> Result<Self, QuantityError> {
        // gradient = tan(angle); from a right angle on there is none. By the libm crate, which gives the same bits on every
        // machine and spares the program the loading of the system's library
        if degrees.abs() < 90.0 {
            Self::checked(libm::tan(degrees.to_radians()) * 100.0, found)
        } else {
            let reason = "is not below a right angle";
            Err(QuantityError::new(&found.to_string(), reason, ACCEPTED))
        }
    }
}

/// A bare number nearer to zero than this may be meant as a fraction.
const FRACTION: f64 = 0.5;

impl FromStr for Gradient {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, unit) = decimal::split(text, "a gradient", ACCEPTED)?;
        match unit.as_str() {
            // a slope of 0.06 is one of 6 %, and a gradient of 0.06 % is none that anybody would type
            "" if value != 0.0 && value.abs() < FRACTION => {
                let percent = number::trimmed(value * 100.0, 3);
                Err(QuantityError::new(
                    text,
                    "could mean two things",
                    format!(
                        "write {percent}% (a rise of {} in 1) or {}%",
                        text.trim(),
                        text.trim()
                    ),
                ))
            }
            "" | "%" | "percent" | "pct" => Self::checked(value, text),
            "deg" | "°" | "degree" | "degrees" => Self::of_angle(value, text),
            _ => Err(QuantityError::new(text, "has an unknown unit", ACCEPTED)),
        }
    }
}

impl fmt::Display for Gradient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}
