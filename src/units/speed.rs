//! Running speed and pace, as typed and as meant.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::{LengthUnit, QuantityError, decimal};
use crate::number::fixed;

const ACCEPTED_PACE: &str =
    "minutes and seconds for a kilometre or mile are accepted, such as 5:00, 5:00/km or 8:03/mi";
const ACCEPTED_SPEED: &str =
    "a number with its unit is accepted, such as 12km/h, 7.5mph or 3.33m/s";

/// A running speed, 1.4 to 9.5 m/s: below nobody runs, above nobody runs on.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Speed(f64);

impl Speed {
    /// The lowest speed answered for, m/s: a slow jog, well below the speed at which people change from walking to running
    /// by themselves (2.0 m/s, Schache 2015).
    pub const MIN_M_PER_S: f64 = 1.4;
    /// The highest speed answered for, m/s.
    pub const MAX_M_PER_S: f64 = 9.5;

    /// A speed in metres per second.
    ///
    /// # Errors
    /// When it is not a number from 1.4 to 9.5.
    pub fn from_m_per_s(m_per_s: f64) -> Result<Self, QuantityError> {
        Self::checked(m_per_s, m_per_s, "1.4 to 9.5 m/s are accepted")
    }

    fn checked(
        m_per_s: f64,
        found: impl fmt::Display,
        accepted: &str,
    ) -> Result<Self, QuantityError> {
        let reason = if m_per_s.is_nan() {
            "is not a speed".to_owned()
        } else if m_per_s < Self::MIN_M_PER_S {
            format!("is {m_per_s} m/s, and below 1.4 m/s people walk", m_per_s = fixed(m_per_s, 2))
        } else if m_per_s > Self::MAX_M_PER_S {
            if m_per_s < 100.0 {
                format!(
                    "is {m_per_s} m/s, and above 9.5 m/s nobody runs on",
                    m_per_s = fixed(m_per_s, 2)
                )
            } else {
                "is far above 9.5 m/s, where nobody runs on".to_owned()
            }
        } else {
            return Ok(Self(m_per_s));
        };
        Err(QuantityError::new(&found.to_string(), reason, accepted))
    }

    /// The speed in metres per second.
    #[must_use]
    pub fn m_per_s(self) -> f64 {
        self.0
    }

    /// The speed in that unit.
    #[must_use]
    pub fn in_unit(self, unit: SpeedUnit) -> f64 {
        self.0 / unit.in_m_per_s(1.0)
    }

    /// The pace at this speed, to the second.
    #[must_use]
    pub fn pace(self, per: LengthUnit) -> Pace {
        let seconds = (per.metres() / self.0).round();
        // 1.4 m/s or more: at most 1150 s a mile, which fits
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Pace { milliseconds: seconds as u32 * 1000, per: Some(per) }
    }
}

/// A pace as typed: time for a kilometre or mile, to the millisecond.
///
/// The unit is `None` where it was not typed; it is then decided by whoever asks for the [`speed`](Pace::speed).
///
/// ```
/// use musclerun::units::{LengthUnit, Pace};
/// let pace: Pace = "5'30\"".parse()?;
/// assert_eq!(pace.to_string(), "5:30");
/// let speed = pace.speed(LengthUnit::Kilometre)?;
/// assert!((speed.m_per_s() - 3.0303).abs() < 1e-4);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    milliseconds: u32,
    per: Option<LengthUnit>,
}

impl Pace {
    /// The unit of length that was typed.
    #[must_use]
    pub fn unit(self) -> Option<LengthUnit> {
        self.per
    }

    /// The speed of this pace; a pace without unit is read in `unit`.
    ///
    /// # Errors
    /// When the speed lies outside 1.4 to 9.5 m/s.
    pub fn speed(self, unit: LengthUnit) -> Result<Speed, QuantityError> {
        let unit = self.per.unwrap_or(unit);
        let m_per_s = unit.metres() / (f64::from(self.milliseconds) / 1000.0);
        let accepted = match unit {
            LengthUnit::Kilometre => "1:46/km to 11:54/km are accepted",
            LengthUnit::Mile => "2:50/mi to 19:09/mi are accepted",
        };
        Speed::checked(m_per_s, self, accepted)
    }
}

impl FromStr for Pace {
    type Err = QuantityError;

    /// A pace in any of its spellings, or a speed with its unit.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        plain(text)
            .map_or_else(|| Self::spelled(text), Ok)
            .or_else(|error| Self::of_speed(text).ok_or(error))
    }
}

impl Pace {
    /// The pace of a speed with its unit: for a mile where that is in miles.
    fn of_speed(text: &str) -> Option<Self> {
        let (value, unit) = decimal::split(text, "", "").ok()?;
        let unit = SpeedUnit::named(&unit)?;
        let per = unit.length();
        let milliseconds = (per.metres() / unit.in_m_per_s(value) * 1000.0).round();
        // an hour a mile is no running, and fits
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        (1.0..3.6e6)
            .contains(&milliseconds)
            .then_some(Self { milliseconds: milliseconds as u32, per: Some(per) })
    }

    fn spelled(text: &str) -> Result<Self, QuantityError> {
        let refuse = |reason: &str| Err(QuantityError::new(text, reason, ACCEPTED_PACE));
        let lower = text.trim().to_lowercase();
        let (body, per) = split_pace_unit(&lower);
        if body.is_empty() {
            return refuse(if lower.is_empty() { "is empty" } else { "has no time" });
        }
        let body = if body.is_ascii() {
            Cow::Borrowed(body)
        } else {
            let body = body.replace(['\u{2019}', '\u{2032}'], "'");
            Cow::Owned(body.replace(['\u{201d}', '\u{2033}'], "\""))
        };
        let parts = if let Some((minutes, seconds)) = body.split_once(':') {
            // after a colon two digits, since 5:3 would be read as 5:03 by one and 5:30 by another
            let whole = seconds.split('.').next().unwrap_or_default();
            match whole.len() {
                2 => Some((minutes, seconds)),
                // only of what is digits, so that nothing else is repeated as it came
                1 if decimal::digits(minutes).is_some() && decimal::digits(whole).is_some() => {
                    return refuse(&format!(
                        "has one digit of seconds and could mean {minutes}:0{whole} or {minutes}:{whole}0"
                    ));
                }
                _ => None,
            }
        } else if let Some((minutes, seconds)) = body.split_once('\'') {
            Some((minutes, seconds.trim_end_matches(['"', '\''])))
        } else if let Some((minutes, rest)) = body.split_once('m') {
            let seconds = rest.strip_prefix("in").unwrap_or(rest).trim();
            Some((minutes, seconds.trim_end_matches("sec").trim_end_matches('s')))
        } else {
            // `5.00` is the same by both readings
            let mut whole =
                [".00", ",00", ".0", ",0", ""].iter().filter_map(|zero| body.strip_suffix(zero));
            let minutes = whole.find(|minutes| decimal::digits(minutes).is_some());
            minutes.map(|minutes| (minutes, ""))
        };
        let Some((minutes, seconds)) = parts else {
            return Err(ambiguous_decimal(text, &body)
                .unwrap_or_else(|| QuantityError::new(text, "is not a pace", ACCEPTED_PACE)));
        };
        let Some((minutes, milliseconds)) =
            decimal::digits(minutes.trim()).zip(milliseconds(seconds.trim()))
        else {
            return refuse("is not a pace");
        };
        // the seconds of a spreadsheet, which whoever means them can write at once
        if seconds.is_empty() && (100..1200).contains(&minutes) {
            let clock = format!("{}:{:02}", minutes / 60, minutes % 60);
            return refuse(&format!("is {minutes} minutes; {minutes} seconds are {clock}"));
        }
        if milliseconds >= 60_000 {
            return Err(QuantityError::new(
                text,
                format!("has {} seconds", milliseconds / 1000),
                format!(
                    "minutes and seconds below 60 are accepted, such as {}:{:02}",
                    minutes.saturating_add(milliseconds / 60_000),
                    milliseconds / 1000 % 60
                ),
            ));
        }
        match minutes.checked_mul(60_000).and_then(|whole| whole.checked_add(milliseconds)) {
            Some(0) => refuse("is no time at all"),
            Some(milliseconds) => Ok(Self { milliseconds, per }),
            None => refuse("is far slower than running"),
        }
    }
}

/// The pace as it is nearly always written, `5:00`; read first, since a training log has millions.
fn plain(text: &str) -> Option<Pace> {
    let (minutes, seconds) = text.split_once(':')?;
    let minutes = Some(minutes).filter(|digits| digits.len() <= 2);
    let seconds = Some(seconds).filter(|digits| digits.len() == 2);
    let seconds = decimal::digits(seconds?).filter(|seconds| *seconds < 60)?;
    let milliseconds = (decimal::digits(minutes?)? * 60 + seconds) * 1000;
    (milliseconds > 0).then_some(Pace { milliseconds, per: None })
}

/// Takes `/km`, `min/mi`, `per km`, `mi` and the like off the end of a pace.
fn split_pace_unit(text: &str) -> (&str, Option<LengthUnit>) {
    for (name, unit) in LengthUnit::NAMES.into_iter().chain([("m", LengthUnit::Mile)]) {
        let Some(rest) = text.strip_suffix(name).map(str::trim_end) else {
            continue;
        };
        let behind = ["/", "per", "a"];
        let body = behind.iter().find_map(|mark| rest.strip_suffix(mark));
        // `8:00mi` needs no stroke, `5m` is five minutes
        let is_clock = name != "m"
            && rest.contains([':', '\''])
            && rest.ends_with(|c: char| c.is_ascii_digit());
        if let Some(body) = body.or(is_clock.then_some(rest)) {
            let body = body.trim_end();
            // `5:30 min/km` and `5min30/km` both carry "min": only the first ends in it
            let stripped = body.strip_suffix("min").map(str::trim_end);
            let body = stripped
                .filter(|b| b.contains([':', '\'', '.']) || decimal::digits(b).is_some())
                .unwrap_or(body);
            return (body, Some(unit));
        }
    }
    (text, None)
}

/// Seconds with up to three decimals, as milliseconds; nothing is zero.
fn milliseconds(seconds: &str) -> Option<u32> {
    if seconds.is_empty() {
        return Some(0);
    }
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    if whole.len() > 2 || fraction.len() > 3 {
        return None;
    }
    let fraction_ms = decimal::digits(&format!("{fraction:0<3}"))?;
    (!fraction.is_empty()).then_some(decimal::digits(whole)? * 1000 + fraction_ms)
}

/// `5.30` means 5 min 30 s to one runner and 5.3 minutes to another: both readings are offered.
fn ambiguous_decimal(text: &str, body: &str) -> Option<QuantityError> {
    let (whole, fraction) = body.split_once(['.', ','])?;
    let minutes = decimal::digits(whole)?;
    decimal::digits(fraction)?;
    let as_decimal = format!("{whole}.{fraction}").parse::<f64>().ok()?;
    let seconds = ((as_decimal - f64::from(minutes)) * 60.0).round();
    let (carried, seconds) =
        if seconds >= 60.0 { (minutes.checked_add(1)?, 0.0) } else { (minutes, seconds) };
    let decimal_reading = format!("{carried}:{:0>2}", fixed(seconds, 0));
    // `5.3` would be 5:30 as `5.30` is; `5.75` and `5.123` can be no minutes and seconds
    let sexagesimal = decimal::digits(&format!("{fraction:0<2}"))
        .filter(|seconds| fraction.len() <= 2 && *seconds < 60);
    Some(match sexagesimal {
        Some(seconds) => QuantityError::new(
            text,
            "could mean two things",
            format!(
                "write {minutes}:{seconds:02} (minutes and seconds) or {decimal_reading} (a decimal fraction of minutes)"
            ),
        ),
        None => QuantityError::new(
            text,
            "is a decimal fraction of minutes",
            format!("write {decimal_reading}"),
        ),
    })
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, fraction) = (self.milliseconds / 1000, self.milliseconds % 1000);
        write!(f, "{}:{:02}", seconds / 60, seconds % 60)?;
        if fraction > 0 {
            write!(f, ".{}", format!("{fraction:03}").trim_end_matches('0'))?;
        }
        match self.per {
            Some(unit) => write!(f, "/{unit}"),
            None => Ok(()),
        }
    }
}

/// A unit of speed that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpeedUnit {
    /// km/h
    KilometresPerHour,
    /// mph
    MilesPerHour,
    /// m/s
    MetresPerSecond,
}

impl SpeedUnit {
    /// The unit of that name in lower case.
    fn named(name: &str) -> Option<Self> {
        match name {
            "km/h" | "kmh" | "kph" | "km/hr" => Some(Self::KilometresPerHour),
            "mph" | "mi/h" => Some(Self::MilesPerHour),
            "m/s" | "mps" => Some(Self::MetresPerSecond),
            _ => None,
        }
    }

    /// The length that goes with it.
    fn length(self) -> LengthUnit {
        match self {
            Self::MilesPerHour => LengthUnit::Mile,
            _ => LengthUnit::Kilometre,
        }
    }

    /// So much of the unit in metres per second.
    #[must_use]
    pub fn in_m_per_s(self, value: f64) -> f64 {
        // multiplied before it is divided, which keeps 34.2 km/h at 9.5 m/s to the last bit
        match self {
            Self::KilometresPerHour => value * LengthUnit::Kilometre.metres() / 3600.0,
            Self::MilesPerHour => value * LengthUnit::Mile.metres() / 3600.0,
            Self::MetresPerSecond => value,
        }
    }
}

impl fmt::Display for SpeedUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KilometresPerHour => "km/h",
            Self::MilesPerHour => "mph",
            Self::MetresPerSecond => "m/s",
        })
    }
}

/// A speed as typed, with the unit it was typed in; or a pace, where somebody typed one for a speed.
///
/// ```
/// let typed: musclerun::units::TypedSpeed = "12 km/h".parse()?;
/// assert_eq!(typed.to_string(), "12km/h");
/// assert!((typed.speed().m_per_s() - 3.3333).abs() < 1e-4);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TypedSpeed {
    value: f64,
    unit: SpeedUnit,
    speed: Speed,
    /// What was typed, where it was a pace.
    pace: Option<Pace>,
}

impl TypedSpeed {
    /// The speed that was meant; a pace without unit is one of kilometres unless it was read in miles.
    #[must_use]
    pub fn speed(self) -> Speed {
        self.speed
    }

    /// The unit that was typed; of a pace, that of watches.
    #[must_use]
    pub fn unit(self) -> SpeedUnit {
        self.unit
    }

    /// The same with a pace without unit read in `bare`.
    ///
    /// # Errors
    /// When its speed lies outside 1.4 to 9.5 m/s.
    pub fn read_in(self, bare: LengthUnit) -> Result<Self, QuantityError> {
        self.pace.map_or(Ok(self), |pace| Self::of_pace(pace, bare))
    }

    fn of_pace(pace: Pace, bare: LengthUnit) -> Result<Self, QuantityError> {
        let unit = match pace.per.unwrap_or(bare) {
            LengthUnit::Kilometre => SpeedUnit::KilometresPerHour,
            LengthUnit::Mile => SpeedUnit::MilesPerHour,
        };
        let speed = pace.speed(bare)?;
        Ok(Self { value: speed.in_unit(unit), unit, speed, pace: Some(pace) })
    }
}

impl FromStr for Speed {
    type Err = QuantityError;

    /// Reads a speed with its unit, or a pace (for a kilometre unless it says a mile): `12km/h`, `5:00`, `8:03/mi`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(TypedSpeed::speed)
    }
}

impl FromStr for TypedSpeed {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains([':', '\'']) {
            let pace = Pace::spelled(text)?;
            // what is too slow for a kilometre may be right for a mile
            let kilometres = Self::of_pace(pace, LengthUnit::Kilometre);
            return kilometres
                .or_else(|error| Self::of_pace(pace, LengthUnit::Mile).or(Err(error)));
        }
        let (value, unit) = decimal::split(text, "a speed", ACCEPTED_SPEED)?;
        let Some(unit) = SpeedUnit::named(&unit) else {
            let typed = text.trim();
            return Err(if unit.is_empty() {
                let accepted = format!("write {typed}km/h, {typed}mph or {typed}m/s");
                QuantityError::new(text, "has no unit", accepted)
            } else {
                QuantityError::new(text, "has an unknown unit", ACCEPTED_SPEED)
            });
        };
        let accepted = match unit {
            SpeedUnit::KilometresPerHour => "5.04 to 34.2 km/h are accepted",
            SpeedUnit::MilesPerHour => "3.2 to 21.2 mph are accepted",
            SpeedUnit::MetresPerSecond => "1.4 to 9.5 m/s are accepted",
        };
        let speed = Speed::checked(unit.in_m_per_s(value), text, accepted)?;
        Ok(Self { value, unit, speed, pace: None })
    }
}

impl fmt::Display for TypedSpeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pace {
            None => write!(f, "{}{}", self.value, self.unit),
            Some(pace) => pace.fmt(f),
        }
    }
}
