//! The studies that an answer rests on, numbered in the order in which they are first called for.

use crate::evidence::StudyRef;

/// Studies, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Citations(pub(crate) Vec<StudyRef>);

impl Citations {
    /// The place of a study, from 0.
    pub(crate) fn number(&mut self, study: &StudyRef) -> usize {
        let known = self.0.iter().position(|known| known.key == study.key);
        known.unwrap_or_else(|| {
            self.0.push(study.clone());
            self.0.len() - 1
        })
    }

    /// The places of studies, each once, in increasing order.
    pub(crate) fn numbers<'s>(
        &mut self,
        studies: impl IntoIterator<Item = &'s StudyRef>,
    ) -> Vec<usize> {
        let mut numbers: Vec<usize> = studies.into_iter().map(|study| self.number(study)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// The studies of an iterator, each once.
pub(crate) fn unique<'e>(studies: impl IntoIterator<Item = &'e StudyRef>) -> Vec<&'e StudyRef> {
    let mut unique = Vec::new();
    extend_unique(&mut unique, studies);
    unique
}

/// Adds the studies that are not there yet.
pub(crate) fn extend_unique<'e>(
    unique: &mut Vec<&'e StudyRef>,
    studies: impl IntoIterator<Item = &'e StudyRef>,
) {
    for study in studies {
        if !unique.iter().any(|known| known.key == study.key) {
            unique.push(study);
        }
    }
}

/// Places as numbers from 1, as they stand in a cell; none where there are none.
pub(crate) fn cell(places: &[usize]) -> Option<String> {
    let numbers: Vec<String> = places.iter().map(|place| (place + 1).to_string()).collect();
    (!numbers.is_empty()).then(|| numbers.join(","))
}
