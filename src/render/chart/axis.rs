//! Axes: which of the marks have space.

use crate::document::{AxisMark, AxisMarks};

/// The marks that stand apart from each other, from the left to the right.
pub(in crate::render) fn fitting(
    marks: &AxisMarks,
    apart: impl Fn(&AxisMark, &AxisMark) -> bool,
) -> Vec<AxisMark> {
    match marks {
        AxisMarks::FirstFitting(sets) => {
            let fits = |set: &&Vec<AxisMark>| set.windows(2).all(|pair| apart(&pair[0], &pair[1]));
            sets.iter().find(fits).or(sets.last()).cloned().unwrap_or_default()
        }
        AxisMarks::EachFitting(marks) => {
            let mut kept: Vec<AxisMark> = Vec::new();
            for mark in marks {
                let after = kept.iter().position(|other| other.0 > mark.0).unwrap_or(kept.len());
                let (before, behind) = (kept[..after].last(), kept.get(after));
                if before.is_none_or(|before| apart(before, mark))
                    && behind.is_none_or(|behind| apart(mark, behind))
                {
                    kept.insert(after, mark.clone());
                }
            }
            kept
        }
    }
}
