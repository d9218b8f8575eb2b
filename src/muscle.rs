//! The muscles: a closed list with keys, names, aliases and groups, and the phases of a stride.
//!
//! The list itself is data (`muscles.csv`), read by [`evidence`](crate::evidence); a [`Muscle`] is an entry of it. Names
//! typed by people are looked up in any case and with blanks, hyphens or underscores alike; a misspelt one is answered
//! with the nearest. Nothing here knows how much a muscle bears.

use std::fmt;

use crate::spelling::{List, Text, did_you_mean, keywords, nearest, normalise};

keywords! {
    /// A phase of the stride in which a muscle has a peak of force.
    #[derive(PartialOrd, Ord)]
    pub enum Phase {
        /// The foot is on the ground.
        Stance = "stance",
        /// The first half of swing: the leg is brought forward.
        EarlySwing = "early_swing",
        /// The second half of swing: the shank is braked before landing.
        LateSwing = "late_swing",
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

keywords! {
    /// Whether a muscle lies under the skin or beneath others.
    pub enum Depth {
        /// Under the skin.
        Surface = "surface",
        /// Beneath other muscles.
        Deep = "deep",
    }
}

keywords! {
    /// What bears a load. Muscles alone are ranked: what a tendon or a joint bears is the sum of what muscles pull.
    pub enum Kind of "kind" {
        /// A muscle or a group of muscles.
        Muscle = "muscle",
        /// A tendon.
        Tendon = "tendon",
        /// A joint.
        Joint = "joint",
    }
}

/// A muscle or group of muscles of the list.
#[derive(Debug, Clone)]
pub struct Muscle {
    pub(crate) index: usize,
    pub(crate) key: Text,
    pub(crate) name: Text,
    pub(crate) kind: Kind,
    pub(crate) part_of: Option<Text>,
    pub(crate) depth: Depth,
    pub(crate) region: Text,
    pub(crate) force_published: bool,
    /// Normalised.
    pub(crate) aliases: List<Text>,
    pub(crate) action: Text,
    pub(crate) role: Text,
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

    /// Whether it is a muscle, a tendon or a joint.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
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
    pub fn aliases(&self) -> &[Text] {
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
    pub(crate) fn matches_name(&self, name: &str) -> bool {
        *self.key == *name
            || self.aliases.iter().any(|alias| **alias == *name)
            || same(&self.name, name)
            || same(&self.region, name)
            || self.region.split(' ').next() == Some(name)
    }
}

/// What people ask for and nobody published a force of: names, how it is called in text, and the key of the nearest muscle or
/// tendon that has a figure.
const WITHOUT_FIGURE: [(&[&str], &str, &str); 6] = [
    (
        &["it_band", "itb", "itbs", "iliotibial_band", "iliotibial_tract"],
        "the iliotibial band",
        "tensor_fasciae_latae",
    ),
    (&["plantar_fascia", "plantar_fasciitis", "arch"], "the plantar fascia", "achilles"),
    (&["foot", "feet", "ankle", "toes"], "the foot and ankle", "achilles"),
    (&["shin_splints", "tibia", "shinbone"], "the shinbone", "tibialis_anterior"),
    (
        &["peroneals", "peroneus", "fibularis", "peroneus_longus", "peroneus_brevis"],
        "the peroneals",
        "soleus",
    ),
    (&["tibialis_posterior", "tib_post"], "the tibialis posterior", "soleus"),
];

/// The closed list of muscles.
#[derive(Debug, Clone)]
pub struct Muscles(pub(crate) List<Muscle>);

/// A name that no muscle of the list answers to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no muscle is called {found:?}{}", did_you_mean(.nearest.as_deref()))]
#[non_exhaustive]
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
        self.0.iter().find(|muscle| *muscle.key == *key)
    }

    /// The parts of a group, in the order of the table.
    pub fn parts<'m>(&'m self, group: &'m Muscle) -> impl Iterator<Item = &'m Muscle> {
        self.0.iter().filter(|muscle| muscle.part_of() == Some(group.key()))
    }

    /// What somebody asks for of which nobody published a force in running, by its name in running text, with the muscle or
    /// tendon nearest to it that has a figure.
    #[must_use]
    pub fn without_figure(&self, typed: &str) -> Option<(&'static str, &Muscle)> {
        let name = normalise(typed);
        if self.0.iter().any(|muscle| muscle.matches_name(&name)) {
            return None;
        }
        let mut all = WITHOUT_FIGURE.iter();
        let (_, text, nearest) = all.find(|(words, ..)| words.contains(&&*name))?;
        Some((text, self.by_key(nearest)?))
    }

    /// The muscles that answer to a name as typed: a key, a name, an alias (`calves` is two muscles), a region, or `all`. A
    /// region or shared alias gives groups rather than their parts; of what has no figure the nearest that has one.
    ///
    /// # Errors
    /// When there are none.
    pub fn find(&self, typed: &str) -> Result<Vec<&Muscle>, UnknownMuscle> {
        let name = normalise(typed);
        if name == "all" {
            return Ok(self.iter().collect());
        }
        let found: Vec<&Muscle> = self.0.iter().filter(|m| m.matches_name(&name)).collect();
        let group_is_there = |muscle: &Muscle| {
            let group = muscle.part_of();
            group.is_some() && found.iter().any(|other| Some(other.key()) == group)
        };
        if !found.is_empty() {
            return Ok(found.iter().copied().filter(|muscle| !group_is_there(muscle)).collect());
        }
        if let Some((_, nearest)) = self.without_figure(typed) {
            return Ok(vec![nearest]);
        }
        Err(UnknownMuscle {
            found: typed.chars().take(60).collect(),
            nearest: nearest(
                &name,
                self.0.iter().flat_map(|muscle| {
                    std::iter::once(muscle.key()).chain(muscle.aliases.iter().map(|alias| &**alias))
                }),
            ),
        })
    }
}

/// Whether a name of the table, once normalised, is that one.
fn same(name: &str, normalised: &str) -> bool {
    name.len() == normalised.len() && normalise(name) == normalised
}
