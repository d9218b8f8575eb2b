//! How far or how long a run is: distance, duration, and units of length.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, QuantityError, decimal};
use crate::number::whole;

const ACCEPTED_DISTANCE: &str =
    "up to 1000 km are accepted, such as 10km, 6.2mi, 400m, half or marathon";
const ACCEPTED_DURATION: &str =
    "up to 1000 hours are accepted, such as 45min, 45:00, 1:30:00 or 1h30m";

/// A unit of length for pace and distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum LengthUnit {
    /// 1000 m
    #[default]
    Kilometre,
    /// The international mile, 1609.344 m
    Mile,
}

impl LengthUnit {
    /// How each is called when it is typed.
    pub(super) const NAMES: [(&str, Self); 9] = [
        ("km", Self::Kilometre),
        ("k", Self::Kilometre),
        ("kilometre", Self::Kilometre),
        ("kilometres", Self::Kilometre),
        ("kilometer", Self::Kilometre),
        ("kilometers", Self::Kilometre),
        ("mi", Self::Mile),
        ("mile", Self::Mile),
        ("miles", Self::Mile),
    ];

    /// How many metres the unit is.
    #[must_use]
    pub fn metres(self) -> f64 {
        match self {
            Self::Kilometre => 1000.0,
            Self::Mile => 1609.344,
        }
    }
}

impl fmt::Display for LengthUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kilometre => "km",
            Self::Mile => "mi",
        })
    }
}

quantity! {
    /// A distance above zero and up to 1000 km.
    Distance,
    /// A distance in metres.
    from_metres,
    /// The distance in metres.
    metres,
    Bounds {
        // the least number above zero
        low: f64::from_bits(1),
        high: Distance::MAX_M,
        reasons: ["is not a distance", "is not above zero", "is above 1000 km"],
        accepted: ACCEPTED_DISTANCE,
    }
}

impl Distance {
    /// The longest distance answered for, m.
    pub const MAX_M: f64 = 1_000_000.0;
}

/// A unit that a distance can be typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DistanceUnit {
    Metre,
    Whole(LengthUnit),
}

/// A distance as typed; a bare number has no unit yet.
///
/// ```
/// use musclerun::units::{LengthUnit, TypedDistance};
/// let typed: TypedDistance = "6.2mi".parse()?;
/// assert_eq!(typed.unit(), Some(LengthUnit::Mile));
/// let bare: TypedDistance = "10".parse()?;
/// assert_eq!(bare.distance(LengthUnit::Kilometre)?.metres(), 10_000.0);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TypedDistance {
    value: f64,
    unit: Option<DistanceUnit>,
}

impl TypedDistance {
    /// The kilometres or miles that were typed; metres go with kilometres.
    #[must_use]
    pub fn unit(self) -> Option<LengthUnit> {
        self.unit.map(|unit| match unit {
            DistanceUnit::Metre => LengthUnit::Kilometre,
            DistanceUnit::Whole(unit) => unit,
        })
    }

    /// The distance; a bare number is read in `unit`.
    ///
    /// # Errors
    /// When it is not above zero and up to 1000 km.
    pub fn distance(self, unit: LengthUnit) -> Result<Distance, QuantityError> {
        if self.unit.is_none() && self.value > 1000.0 && self.value <= 100_000.0 {
            let accepted = format!("for metres write {self}m");
            return Err(QuantityError::new(&self.to_string(), "is above 1000 km", accepted));
        }
        let metres_per_unit = match self.unit {
            Some(DistanceUnit::Metre) => 1.0,
            Some(DistanceUnit::Whole(unit)) => unit.metres(),
            None => unit.metres(),
        };
        Distance::checked(self.value * metres_per_unit, self)
    }
}

impl FromStr for TypedDistance {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const KILOMETRES: Option<DistanceUnit> = Some(DistanceUnit::Whole(LengthUnit::Kilometre));
        let typed = match text.trim().to_lowercase().as_str() {
            // half marathon and marathon by the rules of World Athletics
            "half" | "half marathon" | "half-marathon" => Self { value: 21.0975, unit: KILOMETRES },
            "marathon" => Self { value: 42.195, unit: KILOMETRES },
            _ => {
                let (value, unit) = decimal::split(text, "a distance", ACCEPTED_DISTANCE)?;
                let unknown = || QuantityError::new(text, "has an unknown unit", ACCEPTED_DISTANCE);
                let unit = match unit.as_str() {
                    "" => None,
                    "m" | "metre" | "metres" | "meter" | "meters" => Some(DistanceUnit::Metre),
                    name => {
                        let mut names = LengthUnit::NAMES.into_iter();
                        let (_, unit) =
                            names.find(|(known, _)| *known == name).ok_or_else(unknown)?;
                        Some(DistanceUnit::Whole(unit))
                    }
                };
                Self { value, unit }
            }
        };
        // what is out of bounds in kilometres, the smaller of the two units a bare number can have, is so in both
        typed.distance(LengthUnit::Kilometre)?;
        Ok(typed)
    }
}

impl fmt::Display for TypedDistance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)?;
        match self.unit {
            None => Ok(()),
            Some(DistanceUnit::Metre) => f.write_str("m"),
            Some(DistanceUnit::Whole(unit)) => write!(f, "{unit}"),
        }
    }
}

quantity! {
    /// A duration above zero and up to 1000 hours.
    ///
    /// ```
    /// let duration: musclerun::units::Duration = "1h30m".parse()?;
    /// assert_eq!(duration.seconds(), 5400.0);
    /// assert_eq!(duration.to_string(), "1:30:00");
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    Duration,
    /// A duration in seconds.
    from_seconds,
    /// The duration in seconds.
    seconds,
    Bounds {
        // the least number above zero
        low: f64::from_bits(1),
        high: Duration::MAX_S,
        reasons: ["is not a duration", "is not above zero", "is above 1000 hours"],
        accepted: ACCEPTED_DURATION,
    }
}

impl Duration {
    /// The longest duration answered for, s.
    pub const MAX_S: f64 = 3_600_000.0;
}

impl FromStr for Duration {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = |reason: &str| Err(QuantityError::new(text, reason, ACCEPTED_DURATION));
        let lower = text.trim().to_lowercase();
        if lower.is_empty() {
            return refuse("is empty");
        }
        if lower.contains(':') {
            let fields: Option<Vec<u32>> = lower.split(':').map(decimal::digits).collect();
            let Some(fields) = fields.filter(|f| f.len() == 2 || f.len() == 3) else {
                return refuse("is not a duration");
            };
            if fields[1..].iter().any(|field| *field >= 60) {
                return refuse("has 60 or more minutes or seconds after a colon");
            }
            let seconds = fields.iter().fold(0.0, |sum, field| sum * 60.0 + f64::from(*field));
            return Self::checked(seconds, text);
        }
        let mut rest = lower.clone();
        let mut seconds = 0.0;
        let mut finest = f64::INFINITY;
        while !rest.is_empty() {
            let (value, tail) = decimal::split(&rest, "a duration", ACCEPTED_DURATION)
                .map_err(|_| QuantityError::new(text, "is not a duration", ACCEPTED_DURATION))?;
            let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
            let (unit, tail) = tail.split_at(end);
            let unit_s = match unit {
                "h" | "hr" | "hour" | "hours" => 3600.0,
                "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
                "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
                // `1h30` is an hour and thirty minutes
                "" if finest.is_finite() && tail.is_empty() => finest / 60.0,
                "" if tail.is_empty() => {
                    return Err(QuantityError::new(
                        text,
                        "has no unit",
                        format!("write {rest}min, {rest}s or {rest}h"),
                    ));
                }
                "" => return refuse("is not a duration"),
                _ => return refuse("has an unknown unit"),
            };
            if unit_s >= finest || unit_s < 1.0 || value < 0.0 {
                return refuse("is not a duration");
            }
            if finest.is_finite() && value * unit_s >= finest {
                return refuse("has 60 or more minutes or seconds behind a larger unit");
            }
            finest = unit_s;
            seconds += value * unit_s;
            rest = String::from(tail.trim());
        }
        Self::checked(seconds, text)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = whole(self.0.round());
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            write!(f, "{hours}:{minutes:02}:{seconds:02}")
        } else {
            write!(f, "{minutes}:{seconds:02}")
        }
    }
}
