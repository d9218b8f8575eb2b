//! The question: at what speed, with what mass, over what ground, at what step rate and in what form somebody runs.
//!
//! [`Course`] keeps terrain and gradient from contradicting each other; everything else is bounded by its own type, so
//! that [`Conditions`] can always be answered. What is not said is what the studies had: level firm ground, the step rate
//! typical at the speed, one's own form. A mass that is not said stays unknown.

use std::fmt;

use crate::spelling::{UnknownWord, keywords};
use crate::units::{Gradient, Mass, QuantityError, Speed, StepRate, Support, TrunkLean};

keywords! {
    /// The ground that is run on.
    pub enum Terrain {
        /// Level and firm.
        Flat = "flat",
        /// As flat.
        Road = "road",
        /// As flat.
        Track = "track",
        /// +5 % unless a gradient is given.
        Uphill = "uphill",
        /// -5 % unless a gradient is given.
        Downhill = "downhill",
        /// A motorised treadmill.
        Treadmill = "treadmill",
        /// Uneven ground.
        Trail = "trail",
        /// Grass.
        Grass = "grass",
        /// Sand.
        Sand = "sand",
    }
}

/// Other words for a terrain, with what is known of them.
const TERRAIN_SYNONYMS: [(&str, Terrain, &str); 6] = [
    ("level", Terrain::Flat, "level, firm ground"),
    ("asphalt", Terrain::Road, HARD),
    ("pavement", Terrain::Road, HARD),
    ("concrete", Terrain::Road, HARD),
    ("tarmac", Terrain::Road, HARD),
    ("gravel", Terrain::Trail, "the tables hold no study of gravel; uneven ground is the nearest"),
];
const HARD: &str = "the firm ground of the studies, which tell no firm grounds apart";

/// Grounds that are refused, with why.
const NO_TERRAINS: [(&str, &str); 6] = [
    ("stairs", STAIRS),
    ("steps", STAIRS),
    ("snow", SNOW),
    ("ice", SNOW),
    ("hills", HILL),
    ("hilly", HILL),
];
const HILL: &str = "a hill is run up or down, as uphill, downhill or a gradient";
const STAIRS: &str = "the tables hold no study of running on stairs";
const SNOW: &str = "the tables hold no study of running on snow or ice";

impl std::fmt::Display for Terrain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.key())
    }
}

impl std::str::FromStr for Terrain {
    type Err = UnknownWord;

    /// A terrain by its key or another word for it.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let word = text.trim().to_lowercase();
        if let Some(terrain) = Self::ALL.into_iter().find(|terrain| terrain.key() == word) {
            return Ok(terrain);
        }
        let mut synonyms = TERRAIN_SYNONYMS.into_iter();
        if let Some((_, terrain, _)) = synonyms.find(|(name, ..)| *name == word) {
            return Ok(terrain);
        }
        let refused = NO_TERRAINS.into_iter().find(|(name, _)| *name == word);
        Err(UnknownWord {
            why: refused.map(|(_, why)| why),
            ..UnknownWord::new(text, "terrain", &Self::ALL.map(Self::key))
        })
    }
}

impl Terrain {
    /// What a word that is only another one for a terrain is taken for, and what is known of it.
    #[must_use]
    pub fn synonym(word: &str) -> Option<String> {
        let word = word.trim().to_lowercase();
        let mut synonyms = TERRAIN_SYNONYMS.into_iter();
        let (name, terrain, known) = synonyms.find(|(name, ..)| *name == word)?;
        Some(format!("{name} counts as {terrain}: {known}"))
    }

    /// Whether the surface is the firm ground of the studies, for which terrain by itself changes nothing.
    #[must_use]
    pub fn is_reference(self) -> bool {
        !matches!(self, Self::Treadmill | Self::Trail | Self::Grass | Self::Sand)
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
#[non_exhaustive]
pub struct CourseError {
    /// `uphill` or `downhill`.
    pub terrain: Terrain,
    /// The gradient that goes the other way.
    pub gradient: Gradient,
}

impl Course {
    /// Level, firm ground.
    pub const FLAT: Self = Self { terrain: Terrain::Flat, gradient: Gradient::LEVEL };

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

keywords! {
    /// The part of the foot that lands first.
    pub enum FootStrike of "foot strike" {
        /// The heel.
        Rearfoot = "rearfoot",
        /// The ball of the foot.
        Forefoot = "forefoot",
    }
}

keywords! {
    /// The shoe that is run in.
    pub enum Shoe of "shoe" {
        /// Thin and flexible.
        Minimal = "minimal",
        /// An ordinary running shoe.
        Conventional = "conventional",
        /// Thickly cushioned.
        Maximal = "maximal",
    }
}

/// How somebody runs beside speed and step rate; by default one's own foot strike and posture, unsupported, in an ordinary
/// shoe.
///
/// ```
/// use musclerun::conditions::{FootStrike, Form};
/// let form = Form::default().with_foot_strike(FootStrike::Forefoot).with_trunk_lean("5deg".parse()?);
/// assert_eq!(form.trunk_lean().degrees(), 5.0);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Form {
    foot_strike: Option<FootStrike>,
    trunk_lean: TrunkLean,
    support: Support,
    shoe: Option<Shoe>,
}

impl Form {
    /// With that foot strike.
    #[must_use]
    pub fn with_foot_strike(self, foot_strike: FootStrike) -> Self {
        Self { foot_strike: Some(foot_strike), ..self }
    }

    /// Leaning so much further forward than one's own posture.
    #[must_use]
    pub fn with_trunk_lean(self, trunk_lean: TrunkLean) -> Self {
        Self { trunk_lean, ..self }
    }

    /// With so much of the weight carried.
    #[must_use]
    pub fn with_support(self, support: Support) -> Self {
        Self { support, ..self }
    }

    /// In that shoe.
    #[must_use]
    pub fn with_shoe(self, shoe: Shoe) -> Self {
        Self { shoe: Some(shoe), ..self }
    }

    /// With one part changed.
    #[must_use]
    pub fn with(self, change: FormChange) -> Self {
        match change {
            FormChange::FootStrike(foot_strike) => self.with_foot_strike(foot_strike),
            FormChange::TrunkLean(lean) => self.with_trunk_lean(lean),
            FormChange::Support(support) => self.with_support(support),
            FormChange::Shoe(shoe) => self.with_shoe(shoe),
        }
    }

    /// What is another than one's own, in words: `forefoot`, `trunk 5 degrees further forward`.
    pub(crate) fn parts(self) -> Vec<String> {
        let (lean, support) = (self.trunk_lean.degrees(), self.support.percent());
        let mut parts = Vec::new();
        parts.extend(self.foot_strike.map(|strike| strike.to_string()));
        if lean != 0.0 {
            let way = if lean > 0.0 { "forward" } else { "back" };
            parts.push(format!("trunk {} degrees further {way}", lean.abs()));
        }
        if support > 0.0 {
            parts.push(format!("{support} % of the weight carried"));
        }
        parts.extend(self.shoe.map(|shoe| format!("{shoe} shoe")));
        parts
    }

    /// The foot strike; `None` for one's own.
    #[must_use]
    pub fn foot_strike(self) -> Option<FootStrike> {
        self.foot_strike
    }

    /// How much further forward than in one's own posture the trunk leans.
    #[must_use]
    pub fn trunk_lean(self) -> TrunkLean {
        self.trunk_lean
    }

    /// How much of the weight a harness or an air treadmill carries.
    #[must_use]
    pub fn support(self) -> Support {
        self.support
    }

    /// The shoe; `None` where it is not said, which counts as an ordinary one.
    #[must_use]
    pub fn shoe(self) -> Option<Shoe> {
        self.shoe
    }
}

/// A part of the form that is another.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum FormChange {
    /// Another foot strike.
    FootStrike(FootStrike),
    /// Another lean of the trunk.
    TrunkLean(TrunkLean),
    /// So much weight carried.
    Support(Support),
    /// Another shoe.
    Shoe(Shoe),
}

impl FormChange {
    /// The names of the parts.
    pub const NAMES: [&str; 4] = ["foot-strike", "trunk-lean", "support", "shoe"];

    /// Reads what the part of that name becomes; `None` where no part has it.
    pub fn read<E>(name: &str, text: &str) -> Option<Result<Self, E>>
    where
        E: From<QuantityError> + From<UnknownWord>,
    {
        Some(match name {
            "foot-strike" => text.parse().map(Self::FootStrike).map_err(E::from),
            "trunk-lean" => text.parse().map(Self::TrunkLean).map_err(E::from),
            "support" => text.parse().map(Self::Support).map_err(E::from),
            "shoe" => text.parse().map(Self::Shoe).map_err(E::from),
            _ => return None,
        })
    }
}

impl fmt::Display for FormChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FootStrike(foot_strike) => foot_strike.fmt(f),
            Self::TrunkLean(lean) => write!(f, "leaning {lean}"),
            Self::Support(support) => write!(f, "{support} carried"),
            Self::Shoe(shoe) => write!(f, "{shoe} shoe"),
        }
    }
}

/// How somebody runs.
///
/// ```
/// use musclerun::conditions::Conditions;
/// use musclerun::units::Speed;
/// let run = Conditions::new(Speed::from_m_per_s(3.33)?).with_mass("70kg".parse()?).with_step_rate("105%".parse()?);
/// assert_eq!(run.mass().map(|mass| mass.kilograms()), Some(70.0));
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditions {
    speed: Speed,
    mass: Option<Mass>,
    course: Course,
    step_rate: StepRate,
    form: Form,
}

impl Conditions {
    /// At that speed on level firm ground, at the typical step rate, in one's own form, of unknown mass.
    #[must_use]
    pub fn new(speed: Speed) -> Self {
        Self {
            speed,
            mass: None,
            course: Course::FLAT,
            step_rate: StepRate::Typical,
            form: Form::default(),
        }
    }

    /// At that speed.
    #[must_use]
    pub fn with_speed(self, speed: Speed) -> Self {
        Self { speed, ..self }
    }

    /// With that mass.
    #[must_use]
    pub fn with_mass(self, mass: Mass) -> Self {
        self.with_mass_if_known(Some(mass))
    }

    /// With that mass, or of unknown mass.
    #[must_use]
    pub fn with_mass_if_known(self, mass: Option<Mass>) -> Self {
        Self { mass, ..self }
    }

    /// Over that ground.
    #[must_use]
    pub fn with_course(self, course: Course) -> Self {
        Self { course, ..self }
    }

    /// At that step rate.
    #[must_use]
    pub fn with_step_rate(self, step_rate: StepRate) -> Self {
        Self { step_rate, ..self }
    }

    /// In that form.
    #[must_use]
    pub fn with_form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// Running speed.
    #[must_use]
    pub fn speed(&self) -> Speed {
        self.speed
    }

    /// Body mass; without one an answer is in body weights alone.
    #[must_use]
    pub fn mass(&self) -> Option<Mass> {
        self.mass
    }

    /// Terrain and gradient.
    #[must_use]
    pub fn course(&self) -> Course {
        self.course
    }

    /// Step rate.
    #[must_use]
    pub fn step_rate(&self) -> StepRate {
        self.step_rate
    }

    /// In what form.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }

    /// The same run on the level.
    #[must_use]
    pub fn levelled(self) -> Self {
        Self { course: self.course.levelled(), ..self }
    }
}
