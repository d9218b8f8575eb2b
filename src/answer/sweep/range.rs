//! Ranges as typed, `7:00..3:30`, and as meant: a quantity, its unit, and the two ends in the order of the axis.
//!
//! Slow stands before quick, down before up, few steps before many, whichever end was typed first, so that two pictures
//! can be laid side by side. The ends share one unit, which need be written only once.

use std::str::FromStr;

use crate::evidence::Effect;
use crate::number::real;
use crate::units::{
    Gradient, LengthUnit, Pace, QuantityError, SpeedUnit, StepRate, TrunkLean, TypedSpeed,
};

/// A text that is neither one value nor a range of them.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RangeError {
    /// One value, which is refused.
    #[error("{}", .0.reason())]
    Value(QuantityError),
    /// An end that is refused.
    #[error("the {end} end {error}")]
    End {
        /// `first` or `second`, as typed.
        end: &'static str,
        /// Why.
        error: QuantityError,
    },
    /// Ends with different units.
    #[error("the ends are in {0} and {1}; a range in one unit is accepted")]
    Units(String, String),
    /// Ends that are one and the same.
    #[error("both ends are the same; a range takes two different ones, such as {0}")]
    Same(&'static str),
    /// Step rates that could be counts or percentages.
    #[error(
        "could mean two things; write {first}%..{second}% (of the typical step rate) or \
         {first}spm..{second}spm (steps a minute)"
    )]
    Ambiguous {
        /// The first end as typed.
        first: String,
        /// The second end as typed.
        second: String,
    },
}

impl RangeError {
    fn at(end: &'static str) -> impl FnOnce(QuantityError) -> Self {
        move |error| Self::End { end, error }
    }
}

/// A quantity that a range can be typed of.
pub trait Ranged: FromStr<Err = QuantityError> {
    /// The two ends with the unit that only one of them may have been typed with.
    ///
    /// # Errors
    /// When it cannot be told what they mean.
    fn ends(first: &str, second: &str) -> Result<(String, String), RangeError> {
        Ok((with_unit_of(first, second), with_unit_of(second, first)))
    }
}

impl Ranged for Pace {}
impl Ranged for TypedSpeed {}
impl Ranged for Gradient {}
impl Ranged for TrunkLean {}

impl Ranged for StepRate {
    /// Bare numbers are steps a minute, as in a single step rate. No step rate is below 100 a minute: a range that
    /// begins there is one of percentages. One that ends below 130 could be either and is refused.
    fn ends(first: &str, second: &str) -> Result<(String, String), RangeError> {
        if let (Ok(a), Ok(b)) = (first.parse::<f64>(), second.parse::<f64>()) {
            let (low, high) = (a.min(b), a.max(b));
            if (50.0..100.0).contains(&low) && high <= 200.0 {
                return Ok((format!("{first}%"), format!("{second}%")));
            }
            if low >= 100.0 && high <= 130.0 {
                let (first, second) = (first.to_owned(), second.to_owned());
                return Err(RangeError::Ambiguous { first, second });
            }
        }
        Ok((with_unit_of(first, second), with_unit_of(second, first)))
    }
}

fn with_unit_of(own: &str, other: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '+' | '-');
    let unit = other.trim_start_matches(is_number).trim_start();
    // what still holds digits is no unit, such as the end of 5m30s
    let lends = unit.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '%' | '°'))
        && !unit.contains(|c: char| c.is_ascii_digit());
    if lends && !own.is_empty() && own.chars().all(is_number) {
        format!("{own}{unit}")
    } else {
        own.to_owned()
    }
}

/// A quantity as typed: one value, or the two ends of a range.
///
/// ```
/// use musclerun::answer::sweep::ValueOrRange;
/// use musclerun::units::TypedSpeed;
///
/// let given: ValueOrRange<TypedSpeed> = "10..18km/h".parse()?;
/// assert_eq!(given.first.to_string(), "10km/h");
/// assert!(given.second.is_some());
/// # Ok::<(), musclerun::answer::sweep::RangeError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ValueOrRange<T> {
    /// The one value, or the end that was typed first.
    pub first: T,
    /// The end that was typed second.
    pub second: Option<T>,
    /// How it was typed.
    pub text: String,
}

impl<T> ValueOrRange<T> {
    /// One value, typed so.
    pub fn one(value: T, text: &str) -> Self {
        Self { first: value, second: None, text: text.to_owned() }
    }
}

impl<T: Ranged> FromStr for ValueOrRange<T> {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, second) = match text.split_once("..") {
            None => (text.parse().map_err(RangeError::Value)?, None),
            Some((first, second)) => {
                let (first, second) = T::ends(first.trim(), second.trim())?;
                let first = first.parse().map_err(RangeError::at("first"))?;
                let second = second.parse().map_err(RangeError::at("second"))?;
                (first, Some(second))
            }
        };
        Ok(Self { first, second, text: text.to_owned() })
    }
}

/// The unit that a range is spoken of in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Seconds for a kilometre or mile.
    Pace(LengthUnit),
    /// A speed.
    Speed(SpeedUnit),
    /// Percent gradient.
    GradientPercent,
    /// Degrees of gradient.
    GradientDegrees,
    /// Steps of both legs a minute.
    StepsPerMinute,
    /// Percent of the typical step rate.
    PercentOfTypical,
    /// Degrees further forward than one's own posture.
    LeanDegrees,
}

impl Unit {
    /// The name in output, the title of an axis, and what stands before and behind the ends of a range.
    pub(super) fn texts(self) -> [&'static str; 4] {
        match self {
            Self::Pace(LengthUnit::Kilometre) => ["s/km", "pace, min/km", "", "/km"],
            Self::Pace(LengthUnit::Mile) => ["s/mi", "pace, min/mi", "", "/mi"],
            Self::Speed(SpeedUnit::KilometresPerHour) => ["km/h", "speed, km/h", "", " km/h"],
            Self::Speed(SpeedUnit::MilesPerHour) => ["mph", "speed, mph", "", " mph"],
            Self::Speed(SpeedUnit::MetresPerSecond) => ["m/s", "speed, m/s", "", " m/s"],
            Self::GradientPercent => ["%", "gradient, %", "gradient ", " %"],
            Self::GradientDegrees => ["deg", "gradient, degrees", "gradient ", " degrees"],
            Self::StepsPerMinute => ["steps/min", "step rate, steps/min", "", " steps/min"],
            Self::PercentOfTypical => {
                let behind = " % of the typical step rate";
                ["% of typical", "step rate, % of typical", "", behind]
            }
            Self::LeanDegrees => {
                ["deg", "trunk lean, degrees", "trunk leaning ", " degrees further forward"]
            }
        }
    }

    /// The name in output.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.texts()[0]
    }

    /// The quantity in output.
    #[must_use]
    pub fn quantity(self) -> &'static str {
        if let Self::Pace(_) = self { "pace" } else { self.effect().key() }
    }

    /// The place on the axis of the effect, but for what it takes more than a factor to come to.
    pub(super) fn place(self, x: f64) -> f64 {
        match self {
            Self::Pace(unit) => unit.metres() / x,
            Self::Speed(unit) => unit.in_m_per_s(x),
            _ => x,
        }
    }

    /// The effect that is varied.
    #[must_use]
    pub fn effect(self) -> Effect {
        match self {
            Self::Pace(_) | Self::Speed(_) => Effect::Speed,
            Self::GradientPercent | Self::GradientDegrees => Effect::Gradient,
            Self::StepsPerMinute | Self::PercentOfTypical => Effect::StepRate,
            Self::LeanDegrees => Effect::TrunkLean,
        }
    }
}

/// What is varied, in which unit, and from where to where.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SweepRange {
    /// The unit.
    pub unit: Unit,
    /// The end that stands first on the axis.
    pub from: f64,
    /// The end that stands last.
    pub to: f64,
}

/// Numbers to three decimals, as they are written: what is written can be asked for, and gives the same figures.
pub(super) fn to_thousandths(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

impl SweepRange {
    fn new(unit: Unit, a: f64, b: f64, such_as: &'static str) -> Result<Self, RangeError> {
        let (a, b) = (to_thousandths(a), to_thousandths(b));
        // of paces the larger number is the slower
        let falls = matches!(unit, Unit::Pace(_));
        if (a - b).abs() < 0.000_5 {
            return Err(RangeError::Same(such_as));
        }
        let (from, to) = if (a < b) == falls { (b, a) } else { (a, b) };
        Ok(Self { unit, from, to })
    }

    /// From one pace to another; paces typed without unit are read in `bare`.
    ///
    /// # Errors
    /// When an end is out of bounds, the units differ, or both ends are the same.
    pub fn pace(first: Pace, second: Pace, bare: LengthUnit) -> Result<Self, RangeError> {
        let unit = match (first.unit(), second.unit()) {
            (Some(a), Some(b)) if a != b => {
                return Err(RangeError::Units(a.to_string(), b.to_string()));
            }
            (a, b) => a.or(b).unwrap_or(bare),
        };
        let seconds = |pace: Pace| Ok(unit.metres() / pace.speed(unit)?.m_per_s());
        Self::new(
            Unit::Pace(unit),
            seconds(first).map_err(RangeError::at("first"))?,
            seconds(second).map_err(RangeError::at("second"))?,
            "7:00..3:30",
        )
    }

    /// From one speed to another.
    ///
    /// # Errors
    /// When the units differ or both ends are the same.
    pub fn speed(first: TypedSpeed, second: TypedSpeed) -> Result<Self, RangeError> {
        let unit = first.unit();
        if unit != second.unit() {
            return Err(RangeError::Units(unit.to_string(), second.unit().to_string()));
        }
        let value = |typed: TypedSpeed| typed.speed().in_unit(unit);
        Self::new(Unit::Speed(unit), value(first), value(second), "10..18km/h")
    }

    /// From one gradient to another, in percent or degrees.
    ///
    /// # Errors
    /// When both ends are the same.
    pub fn gradient(first: Gradient, second: Gradient, degrees: bool) -> Result<Self, RangeError> {
        let (unit, value): (_, fn(Gradient) -> f64) = if degrees {
            (Unit::GradientDegrees, |g| degrees_of(g.percent()))
        } else {
            (Unit::GradientPercent, Gradient::percent)
        };
        Self::new(unit, value(first), value(second), "-10..10")
    }

    /// From one step rate to another, both counts or both percentages.
    ///
    /// # Errors
    /// When one is a count and the other a percentage, or both ends are the same.
    pub fn step_rate(first: StepRate, second: StepRate) -> Result<Self, RangeError> {
        let value = |rate| match rate {
            StepRate::Typical => (Unit::PercentOfTypical, 100.0),
            StepRate::PercentOfTypical(percent) => (Unit::PercentOfTypical, percent.value()),
            StepRate::PerMinute(rate) => (Unit::StepsPerMinute, rate.value()),
        };
        let ((unit, a), (other, b)) = (value(first), value(second));
        if unit != other {
            return Err(RangeError::Units(unit.key().to_owned(), other.key().to_owned()));
        }
        Self::new(unit, a, b, "90%..110%")
    }

    /// From one lean of the trunk to another.
    ///
    /// # Errors
    /// When both ends are the same.
    pub fn trunk_lean(first: TrunkLean, second: TrunkLean) -> Result<Self, RangeError> {
        Self::new(Unit::LeanDegrees, first.degrees(), second.degrees(), "-5..8deg")
    }

    /// So many points of the range, evenly spaced, each to three decimals.
    pub(super) fn evenly(&self, steps: usize) -> impl Iterator<Item = f64> + use<> {
        let Self { from, to, .. } = *self;
        let last = steps.max(2) - 1;
        (0..=last).map(move |i| to_thousandths(from + (to - from) * real(i) / real(last)))
    }

    pub(super) fn middle(&self) -> f64 {
        to_thousandths(f64::midpoint(self.from, self.to))
    }
}

/// The angle of a gradient in percent, degrees.
pub(super) fn degrees_of(percent: f64) -> f64 {
    libm::atan(percent / 100.0).to_degrees()
}
