//! How far or how long somebody runs, as a distance or as a time.

use super::{Distance, Duration, Speed};

/// How long a run is, by distance or by time.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum RunLength {
    /// So far.
    Distance(Distance),
    /// So long.
    Duration(Duration),
}

impl RunLength {
    /// The time the run takes at that speed, s.
    #[must_use]
    pub fn seconds(self, speed: Speed) -> f64 {
        match self {
            Self::Distance(distance) => distance.metres() / speed.m_per_s(),
            Self::Duration(duration) => duration.seconds(),
        }
    }

    /// The distance the run covers at that speed, m.
    #[must_use]
    pub fn metres(self, speed: Speed) -> f64 {
        match self {
            Self::Distance(distance) => distance.metres(),
            Self::Duration(duration) => duration.seconds() * speed.m_per_s(),
        }
    }
}
