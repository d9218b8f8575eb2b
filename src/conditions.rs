//! The question: at what speed, with what mass, over what ground and at what step rate somebody runs.
//!
//! [`Course`] keeps terrain and gradient from contradicting each other; everything else is bounded by its own type, so
//! that [`Conditions`] can always be answered.

use std::fmt;
use std::str::FromStr;

use crate::muscle::nearest;
use crate::units::{Gradient, Mass, Speed, StepRate};

/// The ground that is run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Terrain {
    /// Level and firm.
    Flat,
    /// As flat.
    Road,
    /// As flat.
    Track,
    /// +5 % unless a gradient is given.
    Uphill,
    /// -5 % unless a gradient is given.
    Downhill,
    /// A motorised treadmill.
    Treadmill,
    /// Uneven ground.
    Trail,
    /// Grass.
    Grass,
    /// Sand.
    Sand,
}

impl Terrain {
    /// All terrains.
    pub const ALL: [Self; 9] = [
        Self::Flat,
        Self::Road,
        Self::Track,
        Self::Uphill,
        Self::Downhill,
        Self::Treadmill,
        Self::Trail,
        Self::Grass,
        Self::Sand,
    ];

    /// The key in tables, options and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Road => "road",
            Self::Track => "track",
            Self::Uphill => "uphill",
            Self::Downhill => "downhill",
            Self::Treadmill => "treadmill",
            Self::Trail => "trail",
            Self::Grass => "grass",
            Self::Sand => "sand",
        }
    }

    /// Whether the surface is the firm ground of the studies, for which terrain by itself changes nothing.
    #[must_use]
    pub fn is_reference(self) -> bool {
        !matches!(
            self,
            Self::Treadmill | Self::Trail | Self::Grass | Self::Sand
        )
    }
}

impl fmt::Display for Terrain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// A word that is no terrain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no terrain{}; flat, road, track, uphill, downhill, treadmill, trail, grass and sand are accepted",
    .nearest.as_ref().map(|n| format!(", did you mean {n}?")).unwrap_or_default())]
pub struct UnknownTerrain {
    /// What was found.
    pub found: String,
    /// The nearest terrain.
    pub nearest: Option<String>,
}

impl FromStr for Terrain {
    type Err = UnknownTerrain;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let word = text.trim();
        Self::ALL
            .into_iter()
            .find(|terrain| terrain.key().eq_ignore_ascii_case(word))
            .ok_or_else(|| UnknownTerrain {
                found: text.chars().take(60).collect(),
                nearest: nearest(
                    &word.to_lowercase(),
                    Self::ALL.iter().map(|terrain| terrain.key()),
                ),
            })
    }
}

/// Terrain and gradient that agree with each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    terrain: Terrain,
    gradient: Gradient,
}

/// A terrain and a gradient that contradict each other.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("is not {terrain}; {terrain} goes with a gradient {} zero", if *.terrain == Terrain::Uphill { "above" } else { "below" })]
pub struct CourseError {
    /// `uphill` or `downhill`.
    pub terrain: Terrain,
    /// The gradient that goes the other way.
    pub gradient: Gradient,
}

impl Course {
    /// Level, firm ground.
    pub const FLAT: Self = Self {
        terrain: Terrain::Flat,
        gradient: Gradient::LEVEL,
    };

    /// Fills in what is not given: `uphill` is +5 %, `downhill` -5 %, anything else level; flat ground with a gradient
    /// is `uphill` or `downhill`.
    ///
    /// # Errors
    /// When the gradient is not the way that the terrain goes.
    pub fn new(terrain: Option<Terrain>, gradient: Option<Gradient>) -> Result<Self, CourseError> {
        let terrain = terrain.unwrap_or(Terrain::Flat);
        let gradient = gradient.unwrap_or(match terrain {
            Terrain::Uphill => Gradient::UPHILL,
            Terrain::Downhill => Gradient::DOWNHILL,
            _ => Gradient::LEVEL,
        });
        let (up, down) = (gradient > Gradient::LEVEL, gradient < Gradient::LEVEL);
        let terrain = match terrain {
            Terrain::Uphill if !up => return Err(CourseError { terrain, gradient }),
            Terrain::Downhill if !down => return Err(CourseError { terrain, gradient }),
            Terrain::Flat if up => Terrain::Uphill,
            Terrain::Flat if down => Terrain::Downhill,
            other => other,
        };
        Ok(Self { terrain, gradient })
    }

    /// The terrain.
    #[must_use]
    pub fn terrain(self) -> Terrain {
        self.terrain
    }

    /// The gradient.
    #[must_use]
    pub fn gradient(self) -> Gradient {
        self.gradient
    }

    /// The same surface without its gradient.
    #[must_use]
    pub fn levelled(self) -> Self {
        Self {
            terrain: match self.terrain {
                Terrain::Uphill | Terrain::Downhill => Terrain::Flat,
                other => other,
            },
            gradient: Gradient::LEVEL,
        }
    }

    /// Whether what is published of a terrain applies here: of the hill, by the sign of the gradient, and of the surface.
    #[must_use]
    pub fn shows(self, terrain: Terrain) -> bool {
        match terrain {
            Terrain::Uphill => self.gradient > Gradient::LEVEL,
            Terrain::Downhill => self.gradient < Gradient::LEVEL,
            surface => !surface.is_reference() && surface == self.terrain,
        }
    }
}

/// How somebody runs.
///
/// ```
/// use musclerun::conditions::{Conditions, Course};
/// let run = Conditions {
///     speed: "12km/h".parse::<musclerun::units::TypedSpeed>()?.speed(),
///     mass: "70kg".parse()?,
///     course: Course::FLAT,
///     step_rate: "105%".parse()?,
/// };
/// assert_eq!(run.mass.kilograms(), 70.0);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditions {
    /// Running speed.
    pub speed: Speed,
    /// Body mass.
    pub mass: Mass,
    /// Terrain and gradient.
    pub course: Course,
    /// Step rate.
    pub step_rate: StepRate,
}

impl Conditions {
    /// The same run on the level.
    #[must_use]
    pub fn levelled(self) -> Self {
        Self {
            course: self.course.levelled(),
            ..self
        }
    }
}
