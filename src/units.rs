//! Quantities with their units: what a runner types, and what the model computes with.
//!
//! Each quantity is a newtype that can only hold a finite value inside its bounds, so that nothing behind this module
//! has to check again. Texts are read with [`FromStr`](std::str::FromStr) and refused with a [`QuantityError`] that says
//! what was found and what is accepted. A number whose unit is in doubt (`5.30`, a speed without unit) is refused rather
//! than guessed.
//!
//! This module does not know any muscle or study.

/// A quantity: a number within [`Bounds`], how it is made and how it is taken out.
macro_rules! quantity {
    ($(#[$meta:meta])* $Name:ident, $(#[$from_doc:meta])* $from:ident, $(#[$get_doc:meta])* $get:ident, $bounds:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $Name(f64);

        impl $Name {
            const BOUNDS: Bounds = $bounds;

            $(#[$from_doc])*
            ///
            /// # Errors
            /// When it is not a number within the bounds of the type.
            pub fn $from(number: f64) -> Result<Self, QuantityError> {
                Self::checked(number, number)
            }

            /// The quantity of a number, which was typed as `found`.
            pub(crate) fn checked(number: f64, found: impl fmt::Display) -> Result<Self, QuantityError> {
                Self::BOUNDS.check(number, found).map(Self)
            }

            $(#[$get_doc])*
            #[must_use]
            pub fn $get(self) -> f64 {
                self.0
            }
        }
    };
}

/// A [`quantity`] of one unit, of which a bare number is too.
macro_rules! bounded {
    ($(#[$meta:meta])* $Name:ident: $from:ident, $get:ident, $unit:literal, $units:pat, $what:literal, $other_unit:literal, $bounds:expr) => {
        quantity! {
            $(#[$meta])*
            $Name,
            /// So much of the unit.
            $from,
            /// The number, in the unit.
            $get,
            $bounds
        }

        impl FromStr for $Name {
            type Err = QuantityError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let (number, unit) = decimal::split(text, $what, Self::BOUNDS.accepted)?;
                match unit.as_str() {
                    $units => Self::checked(number, text),
                    _ => Err(QuantityError::new(text, $other_unit, Self::BOUNDS.accepted)),
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

mod decimal;
mod distance;
mod exponent;
mod force;
mod form;
mod gradient;
mod mass;
mod run_length;
mod speed;
mod step_rate;

pub use distance::{Distance, Duration, LengthUnit, TypedDistance};
pub use exponent::Exponent;
pub use force::{BodyWeightSeconds, BodyWeights, Newtons, STANDARD_GRAVITY_M_S2};
pub use form::{Support, TrunkLean};
pub use gradient::Gradient;
pub use mass::{Mass, TypedMass};
pub use run_length::RunLength;
pub use speed::{Pace, Speed, SpeedUnit, TypedSpeed};
pub use step_rate::{PercentOfTypical, StepRate, StepsPerMinute};

/// A text or number that is not the quantity that was asked for.
///
/// Displayed, it reads `"5:60" has 60 seconds; minutes and seconds below 60 are accepted, such as 6:00`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} {reason}; {accepted}")]
pub struct QuantityError {
    found: String,
    reason: String,
    accepted: String,
}

impl QuantityError {
    pub(crate) fn new(found: &str, reason: impl Into<String>, accepted: impl Into<String>) -> Self {
        Self { found: shortened(found), reason: reason.into(), accepted: accepted.into() }
    }

    /// What was found, shortened when it is very long.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// Why it is refused and what is accepted, for a message that already shows what was found.
    #[must_use]
    pub fn reason(&self) -> String {
        format!("{}; {}", self.reason, self.accepted)
    }
}

/// A refused text as far as a message repeats it.
pub(crate) fn shortened(text: &str) -> String {
    const MOST_CHARACTERS: usize = 60;
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// From where to where a quantity is answered for, and how a number beyond is refused.
struct Bounds {
    low: f64,
    high: f64,
    /// Why a number is refused: it is none, below, above.
    reasons: [&'static str; 3],
    accepted: &'static str,
}

impl Bounds {
    /// The number, where it lies within; -0 becomes 0, so that it is always written the same.
    fn check(&self, number: f64, found: impl std::fmt::Display) -> Result<f64, QuantityError> {
        let reason = match number {
            _ if number.is_nan() => self.reasons[0],
            _ if number < self.low => self.reasons[1],
            _ if number > self.high => self.reasons[2],
            _ => return Ok(number + 0.0),
        };
        Err(QuantityError::new(&found.to_string(), reason, self.accepted))
    }
}
