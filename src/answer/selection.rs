//! Which muscles are asked for, from which tables, and what they are ranked by: the same for all answers.

use crate::evidence::Evidence;
use crate::muscle::{Muscle, UnknownMuscle};
use crate::spelling::keywords;

keywords! {
    /// What muscles are ranked by. Which of these there are depends on what is asked; an answer refuses the others.
    #[derive(Default)]
    pub enum RankBy {
        /// The largest peak force.
        #[default]
        Peak = "peak",
        /// The mean peak force of a recorded run, weighted by steps.
        Mean = "mean",
        /// The impulse of one stride.
        Impulse = "impulse",
        /// The impulse over the whole run.
        Cumulative = "cumulative",
        /// How much two runs differ, up or down.
        Change = "change",
    }
}

/// Which muscles are asked for.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Selection {
    /// Names of the muscles to show; `None` for every muscle with a published force that is no part of another.
    pub muscles: Option<Vec<String>>,
    /// Whether to show the parts of groups too.
    pub detail: bool,
    /// How many to show.
    pub top: Option<usize>,
    /// The one study that peak forces are taken from, and the keys of the muscles that this leaves out.
    pub study: Option<StudyLimit>,
}

/// The key of a study that peak forces are taken from alone, and the keys of the muscles that this leaves out.
pub type StudyLimit = (String, Vec<String>);

impl Selection {
    /// These muscles alone, by their names, aliases, groups or regions.
    #[must_use]
    pub fn muscles(self, names: impl Into<Option<Vec<String>>>) -> Self {
        Self { muscles: names.into(), ..self }
    }

    /// The parts of groups too.
    #[must_use]
    pub fn detail(self, detail: bool) -> Self {
        Self { detail, ..self }
    }

    /// The first of the ranking alone.
    #[must_use]
    pub fn top(self, top: impl Into<Option<usize>>) -> Self {
        Self { top: top.into(), ..self }
    }

    /// That the tables were limited to a study ([`Evidence::limited_to`]), and the keys of the muscles left out by it.
    #[must_use]
    pub fn study(self, study: impl Into<Option<StudyLimit>>) -> Self {
        Self { study: study.into(), ..self }
    }

    /// The muscles to show, each once, in the order asked for or of the table: those of the names, or every muscle with
    /// a published force that is no part of another; with `detail` the parts of groups too.
    ///
    /// # Errors
    /// When a name is that of no muscle.
    pub(crate) fn select<'e>(
        &self,
        evidence: &'e Evidence,
    ) -> Result<Vec<&'e Muscle>, UnknownMuscle> {
        let muscles = evidence.muscles();
        let has_force = |muscle: &Muscle| evidence.anchors(muscle).next().is_some();
        let chosen: Vec<&Muscle> = match &self.muscles {
            None => muscles
                .iter()
                .filter(|muscle| muscle.part_of().is_none() && has_force(muscle))
                .collect(),
            Some(names) => {
                let found: Result<Vec<_>, _> =
                    names.iter().map(|name| muscles.find(name)).collect();
                found?.concat()
            }
        };
        let mut selected: Vec<&Muscle> = Vec::new();
        for muscle in chosen {
            let parts = muscles.parts(muscle).filter(|part| self.detail && has_force(part));
            for muscle in std::iter::once(muscle).chain(parts) {
                if !selected.iter().any(|other| other.key() == muscle.key()) {
                    selected.push(muscle);
                }
            }
        }
        // where one study leaves a group out its parts may still be there
        if self.detail && self.muscles.is_none() {
            selected.extend(muscles.iter().filter(|part| {
                let group = part.part_of().and_then(|group| muscles.by_key(group));
                group.is_some_and(|group| !has_force(group)) && has_force(part)
            }));
        }
        Ok(selected)
    }
}

/// Keeps the rows of these muscles alone, in this order.
pub(crate) fn keep<R>(rows: &mut Vec<R>, muscles: &[&Muscle], of: impl Fn(&R) -> &Muscle) {
    let place = |row: &R| muscles.iter().position(|muscle| muscle.key() == of(row).key());
    rows.retain(|row| place(row).is_some());
    rows.sort_by_key(place);
}
