//! Body mass, in kilograms, pounds or stones.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, LengthUnit, QuantityError, decimal};

/// Kilograms in an avoirdupois pound (exact, international yard and pound agreement, 1959).
const KILOGRAMS_PER_POUND: f64 = 0.453_592_37;
const POUNDS_PER_STONE: f64 = 14.0;

const ACCEPTED: &str = "20 to 250 kg are accepted, such as 70, 70kg, 154lb or 11st4lb";

quantity! {
    /// The mass of the runner, 20 to 250 kg.
    ///
    /// ```
    /// let mass: musclerun::units::Mass = "11st4lb".parse()?;
    /// assert!((mass.kilograms() - 71.668).abs() < 0.001);
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    Mass,
    /// A mass in kilograms.
    from_kilograms,
    /// The mass in kilograms.
    kilograms,
    Bounds {
        low: Mass::MIN_KG,
        high: Mass::MAX_KG,
        reasons: ["is not a mass", "is below 20 kg", "is above 250 kg"],
        accepted: ACCEPTED,
    }
}

impl Mass {
    /// The least mass answered for, kg.
    pub const MIN_KG: f64 = 20.0;
    /// The greatest mass answered for, kg.
    pub const MAX_KG: f64 = 250.0;

    /// A mass in pounds.
    ///
    /// # Errors
    /// When it is not a number that comes to 20 to 250 kg.
    pub fn from_pounds(pounds: f64) -> Result<Self, QuantityError> {
        Self::checked(pounds * KILOGRAMS_PER_POUND, pounds)
    }

    /// The mass in pounds.
    #[must_use]
    pub fn pounds(self) -> f64 {
        self.0 / KILOGRAMS_PER_POUND
    }
}

impl FromStr for Mass {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, unit) = decimal::split(text, "a mass", ACCEPTED)?;
        let kilograms = match unit.as_str() {
            "" | "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" => value,
            "lb" | "lbs" | "pound" | "pounds" => value * KILOGRAMS_PER_POUND,
            _ => stones(value, &unit).ok_or_else(|| {
                let reason = if unit.starts_with("st") {
                    "is not stones and whole pounds below 14"
                } else {
                    "has an unknown unit"
                };
                QuantityError::new(text, reason, ACCEPTED)
            })?,
        };
        Self::checked(kilograms, text)
    }
}

/// Whole stones and the whole pounds, below 14, that may follow them, in kilograms.
fn stones(stones: f64, unit: &str) -> Option<f64> {
    let pounds = ["stones", "stone", "st"].iter().find_map(|name| unit.strip_prefix(name))?.trim();
    let pounds = match pounds {
        "" => 0,
        pounds => {
            let number = pounds.strip_suffix("lbs").or(pounds.strip_suffix("lb"));
            decimal::digits(number.unwrap_or(pounds).trim())?
        }
    };
    let pounds = Some(f64::from(pounds)).filter(|p| *p < POUNDS_PER_STONE)?;
    let whole = stones.fract() == 0.0 || pounds == 0.0;
    whole.then_some((stones * POUNDS_PER_STONE + pounds) * KILOGRAMS_PER_POUND)
}

/// A mass as typed; a bare number has no unit yet.
///
/// ```
/// use musclerun::units::{LengthUnit, TypedMass};
/// let bare: TypedMass = "154".parse()?;
/// assert!((bare.mass(LengthUnit::Mile)?.kilograms() - 69.853).abs() < 0.001);
/// // as kilograms few weigh so much
/// assert!(bare.mass(LengthUnit::Kilometre).is_err());
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum TypedMass {
    /// With its unit.
    WithUnit(Mass),
    /// Without.
    Bare(f64),
}

impl TypedMass {
    /// The most kilograms, and the fewest pounds, that a bare number is taken for unasked.
    const UNASKED: [f64; 2] = [120.0, 80.0];

    /// The mass; a bare number is kilograms where kilometres are spoken of, and pounds with miles.
    ///
    /// # Errors
    /// When it is out of bounds, or so heavy or light that the other unit may be meant.
    pub fn mass(self, unit: LengthUnit) -> Result<Mass, QuantityError> {
        let bare = match self {
            Self::WithUnit(mass) => return Ok(mass),
            Self::Bare(bare) => bare,
        };
        let [most, fewest] = Self::UNASKED;
        let [kilograms, pounds] =
            [("kg", Mass::from_kilograms(bare)), ("lb", Mass::from_pounds(bare))];
        let ((meant, read), (other, swapped), is_doubtful) = match unit {
            LengthUnit::Kilometre => (kilograms, pounds, bare > most),
            LengthUnit::Mile => (pounds, kilograms, bare < fewest),
        };
        if !is_doubtful || swapped.is_err() || read.is_err() {
            return read;
        }
        let accepted = format!("write {bare}{meant} or {bare}{other}");
        Err(QuantityError::new(&bare.to_string(), "could mean two things", accepted))
    }
}

impl FromStr for TypedMass {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (bare, unit) = decimal::split(text, "a mass", ACCEPTED)?;
        if unit.is_empty() && bare.abs() <= Mass::MAX_KG / KILOGRAMS_PER_POUND {
            Ok(Self::Bare(bare))
        } else {
            text.parse().map(Self::WithUnit)
        }
    }
}

impl fmt::Display for Mass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}kg", self.0)
    }
}
