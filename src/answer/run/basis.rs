//! What the figures of a muscle rest on in all of the running: worked out once, for sources, notes and marks alike.

use super::RecordedRun;
use crate::answer::citations::extend_unique;
use crate::evidence::{Effect, StudyRef};
use crate::model;
use crate::muscle::Muscle;

#[derive(Debug, Clone, Default)]
pub(super) struct FigureBasis {
    /// The studies, in the order in which they are first called for.
    pub(super) studies: Vec<StudyRef>,
    pub(super) without_figure: Vec<Effect>,
    /// Whether a spread is known in part only, somewhere in the run.
    pub(super) is_lower_bound: bool,
    /// Whether there is no figure somewhere in the run.
    is_partial: bool,
}

impl RecordedRun<'_> {
    pub(super) fn basis(&self, muscle: &Muscle) -> &FigureBasis {
        let mut muscles = self.muscles.iter();
        let index = muscles.position(|known| known.key() == muscle.key());
        let index = index.expect("a muscle of the answer");
        self.basis[index].get_or_init(|| self.basis_of(self.muscles[index]))
    }

    fn basis_of(&self, muscle: &Muscle) -> FigureBasis {
        let mut studies = Vec::new();
        let mut basis = FigureBasis::default();
        for run in self.whole.runs() {
            let Some(load) = model::load(self.evidence, muscle, &run) else {
                basis.is_partial = true;
                continue;
            };
            let peak = load.peak();
            basis.is_lower_bound |= peak.sd().is_some() && peak.sd_is_lower_bound();
            for effect in peak.without_figure() {
                if !basis.without_figure.contains(&effect) {
                    basis.without_figure.push(effect);
                }
            }
            let impulse = load.impulse();
            let of_impulse = impulse.iter().flat_map(model::Estimate::studies);
            extend_unique(&mut studies, peak.studies().chain(of_impulse));
        }
        basis.studies = studies.into_iter().cloned().collect();
        basis
    }

    /// Whether it is published what a gradient does to a muscle of the answer, as far as this run goes.
    pub(super) fn knows_hills(&self, muscle: &Muscle) -> bool {
        !self.basis(muscle).is_partial && !self.lacks_hills(muscle)
    }

    /// Whether a muscle of the answer is shown as on the level where this run is on a hill.
    pub(super) fn lacks_hills(&self, muscle: &Muscle) -> bool {
        let without = &self.basis(muscle).without_figure;
        without.contains(&Effect::Gradient)
    }
}
