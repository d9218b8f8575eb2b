//! Axes: round steps, places along them, and which of the marks have room.

use crate::document::{AxisMark, AxisMarks};

/// The least of 1, 2 and 5 times a power of ten that is no less.
pub(in crate::render) fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(least.max(1e-6)).floor());
    let steps = [1.0, 2.0, 5.0].map(|factor| factor * power);
    let found = steps.into_iter().find(|step| *step >= least * 0.999);
    found.unwrap_or(10.0 * power)
}

/// The multiples of a step from one end to the other, at most some sixty, in increasing order.
pub(in crate::render) fn multiples(from: f64, to: f64, step: f64) -> Vec<f64> {
    let first = (from / step - 1e-9).ceil();
    let multiples = (0..60).map(|i| (first + f64::from(i)) * step);
    multiples.take_while(|x| *x <= to + 1e-9).collect()
}

/// The marks that stand apart from each other, from the left to the right.
pub(in crate::render) fn fitting(
    marks: &AxisMarks,
    apart: impl Fn(&AxisMark, &AxisMark) -> bool,
) -> Vec<AxisMark> {
    match marks {
        AxisMarks::FirstFitting(sets) => {
            let fits = |set: &&Vec<AxisMark>| set.windows(2).all(|pair| apart(&pair[0], &pair[1]));
            sets.iter()
                .find(fits)
                .or(sets.last())
                .cloned()
                .unwrap_or_default()
        }
        AxisMarks::EachFitting(marks) => {
            let mut kept: Vec<AxisMark> = Vec::new();
            for mark in marks {
                let after = kept
                    .iter()
                    .position(|other| other.0 > mark.0)
                    .unwrap_or(kept.len());
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
