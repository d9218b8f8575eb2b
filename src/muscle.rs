//! The muscles: a closed list with keys, names, aliases and groups, and the phases of a stride.
//!
//! The list itself is data (`muscles.csv`), read by [`evidence`](crate::evidence); a [`Muscle`] is an entry of it. Names
//! typed by people are looked up in any case and with blanks, hyphens or underscores alike; a misspelt one is answered
//! with the nearest. Nothing here knows how much a muscle bears.

use std::borrow::Cow;
use std::fmt;

use crate::spelling::{nearest, normalise};

/// A phase of the stride in which a muscle has a peak of force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// The foot is on the ground.
    Stance,
    /// The first half of swing: the leg is brought forward.
    EarlySwing,
    /// The second half of swing: the shank is braked before landing.
    LateSwing,
}

impl Phase {
    /// All phases, in the order of the stride.
    pub const ALL: [Self; 3] = [Self::Stance, Self::EarlySwing, Self::LateSwing];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Stance => "stance",
            Self::EarlySwing => "early_swing",
            Self::LateSwing => "late_swing",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Stance => "stance",
            Self::EarlySwing => "early swing",
            Self::LateSwing => "late swing",
        })
    }
}

/// Whether a muscle lies under the skin or beneath others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Under the skin.
    Surface,
    /// Beneath other muscles.
    Deep,
}

impl Depth {
    /// Both depths.
    pub const ALL: [Self; 2] = [Self::Surface, Self::Deep];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Surface => "surface",
            Self::Deep => "deep",
        }
    }
}

/// A muscle or group of muscles of the list.
#[derive(Debug, Clone)]
pub struct Muscle {
    pub(crate) index: usize,
    pub(crate) key: Cow<'static, str>,
    pub(crate) name: Cow<'static, str>,
    pub(crate) part_of: Option<Cow<'static, str>>,
    pub(crate) depth: Depth,
    pub(crate) region: Cow<'static, str>,
    pub(crate) force_published: bool,
    /// Normalised.
    pub(crate) aliases: Cow<'static, [Cow<'static, str>]>,
    pub(crate) action: Cow<'static, str>,
    pub(crate) role: Cow<'static, str>,
}

impl Muscle {
    /// The key in tables and output, such as `gluteus_maximus`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The anatomical name, such as `Gluteus maximus`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name without what stands in brackets behind it, such as `Iliopsoas` for `Iliopsoas (hip flexors)`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.name.split(" (").next().unwrap_or_default()
    }

    /// The key of the group that it is a part of.
    #[must_use]
    pub fn part_of(&self) -> Option<&str> {
        self.part_of.as_deref()
    }

    /// Whether it lies at the surface.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Where it lies, such as `thigh front`.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Whether anybody has published its force in running.
    #[must_use]
    pub fn force_published(&self) -> bool {
        self.force_published
    }

    /// Other names that it answers to; several muscles may share one.
    #[must_use]
    pub fn aliases(&self) -> &[Cow<'static, str>] {
        &self.aliases
    }

    /// What it does to the joints.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// What it does in running; empty where nothing is known.
    #[must_use]
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Whether it answers to that (already [normalised](normalise)) name: its key, name, an alias, its region, or the
    /// first word of its region.
    pub(crate) fn answers_to(&self, name: &str) -> bool {
        self.key == name
            || self.aliases.iter().any(|alias| alias == name)
            || same(&self.name, name)
            || same(&self.region, name)
            || self.region.split(' ').next() == Some(name)
    }
}

/// The closed list of muscles.
#[derive(Debug, Clone)]
pub struct Muscles(pub(crate) Cow<'static, [Muscle]>);

/// A name that no muscle of the list answers to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no muscle is called {found:?}{}", .nearest.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
pub struct UnknownMuscle {
    /// What was asked for.
    pub found: String,
    /// The nearest name that there is.
    pub nearest: Option<String>,
}

impl Muscles {
    /// All entries, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Muscle> {
        self.0.iter()
    }

    /// The entry with that key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<&Muscle> {
        self.0.iter().find(|muscle| muscle.key == key)
    }

    /// The parts of a group, in the order of the table.
    pub fn parts<'m>(&'m self, group: &'m Muscle) -> impl Iterator<Item = &'m Muscle> {
        self.0
            .iter()
            .filter(|muscle| muscle.part_of() == Some(group.key()))
    }

    /// The muscles that answer to a name as typed: a key, a name, an alias (`calves` is two muscles), a region, or `all`. A
    /// region or shared alias gives groups rather than their parts.
    ///
    /// # Errors
    /// When there are none.
    pub fn find(&self, typed: &str) -> Result<Vec<&Muscle>, UnknownMuscle> {
        let name = normalise(typed);
        if name == "all" {
            return Ok(self.iter().collect());
        }
        let found: Vec<&Muscle> = self.0.iter().filter(|m| m.answers_to(&name)).collect();
        let group_is_there = |muscle: &Muscle| {
            let group = muscle.part_of();
            group.is_some() && found.iter().any(|other| Some(other.key()) == group)
        };
        if !found.is_empty() {
            return Ok(found
                .iter()
                .copied()
                .filter(|muscle| !group_is_there(muscle))
                .collect());
        }
        Err(UnknownMuscle {
            found: typed.chars().take(60).collect(),
            nearest: nearest(
                &name,
                self.0.iter().flat_map(|muscle| {
                    std::iter::once(muscle.key()).chain(muscle.aliases.iter().map(Cow::as_ref))
                }),
            ),
        })
    }
}

/// Whether a name of the table, once normalised, is that one.
fn same(name: &str, normalised: &str) -> bool {
    name.len() == normalised.len() && normalise(name) == normalised
}
