//! What is asked of recorded runs.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::answer::selection::{RankBy, Selection};
use crate::conditions::{Form, Terrain};
use crate::units::{Exponent, LengthUnit, Mass, Speed};

/// What easy running is unless another pace is given.
pub const EASY_PACE: &str = "6:40/km";

/// Where a run is split.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SplitBy {
    /// At the laps of the device.
    Lap,
    /// Every so many metres; the name of the unit goes with each split.
    Distance {
        /// The length of a split, m.
        metres: f64,
        /// What a split is called: `km`, `mi`, or a distance.
        name: String,
    },
    /// Every so many seconds on the timer.
    Duration(f64),
}

/// How many weeks count.
pub const EARLIER_WEEKS: i64 = 8;

/// A run of the weeks before.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EarlierRun {
    /// The file or the row of a log.
    pub name: String,
    /// Its day.
    pub day: Date,
    /// What each muscle bore downhill, body weight · s of one leg; `None` where that is not known.
    pub downhill_bw_s: Vec<Option<f64>>,
}

/// The runs of some weeks, of one person.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EarlierWeeks {
    /// The last day.
    pub to: Date,
    /// The runs whose altitude is known.
    pub runs: Vec<EarlierRun>,
    /// How many runs there are whose altitude is not.
    pub without_altitude: usize,
}

/// What is asked of recorded runs.
#[derive(Debug, Clone)]
pub struct RunQuestion {
    /// Body mass, in place of that in the file.
    pub mass: Option<Mass>,
    /// The ground, without its gradient.
    pub terrain: Option<Terrain>,
    /// What easy running is, that loads are held against.
    pub easy: Speed,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
    /// In what form.
    pub form: Form,
    /// The exponent of a second sum, where one is asked for.
    pub exponent: Option<Exponent>,
    /// Where to split.
    pub by: Option<SplitBy>,
    /// Which muscles are asked for.
    pub selection: Selection,
    /// What they are ranked by: the peak, the mean or the cumulative; by anything else a run ranks nothing.
    pub rank_by: RankBy,
    /// The time zone that local times are told in, where the file's own is not wanted.
    pub time_zone: Option<TimeZone>,
    /// What planned courses are held against: of the same muscles.
    pub earlier: Option<Arc<EarlierWeeks>>,
}

impl RunQuestion {
    /// The question without anything that need not be said: ranked by the sum of a whole run, in kilometres.
    #[must_use]
    pub fn new(mass: Option<Mass>, easy: Speed) -> Self {
        Self {
            mass,
            terrain: None,
            easy,
            units: LengthUnit::Kilometre,
            form: Form::default(),
            exponent: None,
            by: None,
            selection: Selection::default(),
            rank_by: RankBy::Cumulative,
            time_zone: None,
            earlier: None,
        }
    }
}
