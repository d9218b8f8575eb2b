//! What a file says of an activity: in the units of this program, in the order of the file, not yet interpreted.
//!
//! The readers of all formats end here, so that what is made of a recording does not depend on where it came from.

use std::ops::RangeInclusive;

use super::Sport;
use crate::number::single;
use crate::spelling::keywords;
use crate::units::Mass;

/// The most samples of a recording: twelve days, recorded every second.
pub(super) const MOST_SAMPLES: usize = 1 << 20;
/// Heights that are plausible, m: from below any shore to above any summit.
pub(super) const ALTITUDE_M: RangeInclusive<f64> = -500.0..=9000.0;
/// Speeds that are plausible, m/s.
pub(super) const SPEED_M_S: RangeInclusive<f64> = 0.0..=100.0;
/// Cadences that are plausible, a minute.
pub(super) const CADENCE: RangeInclusive<f64> = 0.0..=400.0;
/// Distances that are plausible, m.
pub(super) const DISTANCE_M: RangeInclusive<f64> = 0.0..=1e7;

/// A value as a sample holds it, if it is plausible.
pub(super) fn plausible(value: Option<f64>, bounds: &RangeInclusive<f64>) -> Option<f32> {
    value.filter(|value| bounds.contains(value)).map(single)
}

keywords! {
    /// The format of a file, told by what stands in it.
    pub enum FileFormat {
        /// Flexible and Interoperable Data Transfer, the binary format of most watches.
        Fit = "fit",
        /// GPS Exchange Format 1.0 and 1.1.
        Gpx = "gpx",
        /// Garmin Training Center XML.
        Tcx = "tcx",
    }
}

/// What a file says of an activity.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Recording {
    /// The format it was read from.
    pub format: FileFormat,
    /// Samples in the order of the file; each says something besides its time.
    pub samples: Vec<Sample>,
    /// The sports one after another; none where the file does not tell them apart.
    pub sessions: Vec<Session>,
    /// When each lap began, s on the clock of the samples.
    pub lap_starts_s: Vec<f64>,
    /// When the timer was started and stopped, in the order of the file.
    pub timer: Vec<TimerEvent>,
    /// The mass in the user's profile.
    pub mass: Option<Mass>,
    /// What the cadence of the samples counts, by the rules of the format.
    pub cadence_unit: CadenceUnit,
    /// Whether the clock of the samples counts from 1970-01-01T00:00:00Z; else from when the device was switched on.
    pub is_dated: bool,
    /// Whether no sample has a time: a course to follow, whose samples are numbered in place of times.
    pub is_untimed: bool,
    /// By how much the clock of the place was ahead of UTC, s, where the file says so.
    pub utc_offset_s: Option<i32>,
    /// What is damaged, in words, with its place; the rest of the recording is sound.
    pub damage: Vec<String>,
}

impl Recording {
    /// A recording of nothing yet.
    #[must_use]
    pub fn new(format: FileFormat) -> Self {
        Self {
            format,
            samples: Vec::new(),
            sessions: Vec::new(),
            lap_starts_s: Vec::new(),
            timer: Vec::new(),
            mass: None,
            cadence_unit: match format {
                FileFormat::Fit | FileFormat::Tcx => CadenceUnit::Strides,
                FileFormat::Gpx => CadenceUnit::Unspecified,
            },
            is_dated: true,
            is_untimed: false,
            utc_offset_s: None,
            damage: Vec::new(),
        }
    }
}

/// What cadence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CadenceUnit {
    /// Strides of one leg a minute: half the steps.
    Strides,
    /// Steps of both legs a minute.
    Steps,
    /// The format leaves it open.
    Unspecified,
}

/// What was recorded at one time. Single precision is finer than any device; very long recordings stay small.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Sample {
    /// When, s.
    pub time_s: f64,
    /// Where.
    pub position: Option<Position>,
    /// Height above sea level, m.
    pub altitude_m: Option<f32>,
    /// Distance since the beginning as the device counts it, m.
    pub distance_m: Option<f32>,
    /// Speed as the device says it, m/s.
    pub speed_m_s: Option<f32>,
    /// Cadence in the unit of the recording, a minute.
    pub cadence: Option<f32>,
    /// Whether the time since the sample before was not recorded: a new track, or a segment of one.
    pub begins_part: bool,
}

impl Sample {
    /// A sample that says nothing yet.
    #[must_use]
    pub fn at(time_s: f64) -> Self {
        Self { time_s, ..Self::default() }
    }

    /// Whether it says nothing besides its time.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { begins_part: self.begins_part, ..Self::at(self.time_s) }
    }
}

/// How near to 0/0 and the poles there is no place, degrees: some hundred metres.
const NO_FIX_DEG: f64 = 0.001;

/// A place on Earth, to a centimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    latitude_e7: i32,
    longitude_e7: i32,
}

impl Position {
    /// A place by degrees north and east; `None` where there is no such place, and where receivers without a fix place
    /// themselves: in the Gulf of Guinea at 0/0, and at the poles.
    #[must_use]
    pub fn from_degrees(latitude: f64, longitude: f64) -> Option<Self> {
        let is_fix = latitude.abs() > NO_FIX_DEG || longitude.abs() > NO_FIX_DEG;
        let exists = is_fix && latitude.abs() < 90.0 - NO_FIX_DEG && longitude.abs() <= 180.0;
        // at most 1.8e9, which fits; false for what is no number too
        #[allow(clippy::cast_possible_truncation)]
        exists.then(|| Self {
            latitude_e7: (latitude * 1e7).round() as i32,
            longitude_e7: (longitude * 1e7).round() as i32,
        })
    }

    /// Degrees north.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude_e7) / 1e7
    }

    /// Degrees east.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude_e7) / 1e7
    }
}

/// The mean radius of the Earth, m (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// How far two places are apart on a sphere, m.
pub(super) fn apart_m(a: Position, b: Position) -> f64 {
    // haversine: hav(d/r) = hav(Δφ) + cos φ₁ · cos φ₂ · hav(Δλ)
    let (lat_a, lat_b) = (a.latitude().to_radians(), b.latitude().to_radians());
    let half = |from: f64, to: f64| libm::sin((to - from) / 2.0).powi(2);
    let across = half(a.longitude().to_radians(), b.longitude().to_radians());
    let hav = half(lat_a, lat_b) + libm::cos(lat_a) * libm::cos(lat_b) * across;
    2.0 * EARTH_RADIUS_M * libm::asin(hav.clamp(0.0, 1.0).sqrt())
}

/// The timer of the device was started or stopped.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TimerEvent {
    /// When, s.
    pub time_s: f64,
    /// Whether it runs from now on.
    pub runs: bool,
}

/// A part of an activity in one sport.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Session {
    /// The sport.
    pub sport: Sport,
    /// When it began, s.
    pub from_s: f64,
    /// When it ended, s; infinite where the file does not say.
    pub to_s: f64,
    /// What the device made of it.
    pub totals: Totals,
}

/// What a device made of a session itself.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Totals {
    /// Distance, m.
    pub distance_m: Option<f64>,
    /// Time with the timer running, s.
    pub timer_s: Option<f64>,
    /// Ascent, m.
    pub ascent_m: Option<f64>,
    /// Descent, m.
    pub descent_m: Option<f64>,
    /// Strides of one leg.
    pub strides: Option<f64>,
    /// The highest speed, m/s.
    pub max_speed_m_s: Option<f64>,
}
