//! An axis with round marks.

use crate::number::{grouped, short};

/// From where to where an axis goes, and how far its marks lie apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    step: f64,
}

impl Scale {
    /// From zero to a little beyond the largest figure, with four to eight marks.
    #[must_use]
    pub fn from_zero(largest: f64) -> Self {
        let to = if largest > 0.0 { largest * 1.02 } else { 1.0 };
        let step = round_step(to / 7.0);
        Self { from: 0.0, to, step }
    }

    /// From the smallest figure to the largest with space around them, no less than `least` from end to end.
    #[must_use]
    pub fn around(smallest: f64, largest: f64, least: f64) -> Self {
        let middle = f64::midpoint(smallest, largest);
        let half = ((largest - smallest) * 0.6).max(least / 2.0);
        let step = round_step(2.0 * half / 3.0);
        Self { from: middle - half, to: middle + half, step }
    }

    /// From zero to the end of a distance.
    #[must_use]
    pub fn to_end(end: f64) -> Self {
        Self { from: 0.0, to: end, step: round_step(end / 6.0) }
    }

    /// The same with fewer marks.
    #[must_use]
    pub fn coarser(self) -> Self {
        Self { step: round_step((self.to - self.from) / 5.0), ..self }
    }

    /// Where a figure lies between the ends, 0 to 1.
    #[must_use]
    pub fn place(&self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }

    /// The marks: their places and labels.
    #[must_use]
    pub fn marks(&self) -> Vec<super::AxisMark> {
        // no axis has more than a dozen, so that the count is exact
        let first = (self.from / self.step).ceil();
        let marks = (0..=12_u8).map(|i| (first + f64::from(i)) * self.step);
        marks
            .take_while(|mark| *mark <= self.to)
            .map(|mark| (self.place(mark), self.label(mark)))
            .collect()
    }

    fn label(&self, mark: f64) -> String {
        if self.step >= 1.0 { grouped(mark) } else { short(mark) }
    }
}

/// The least of 1, 2 and 5 times a power of ten that is no less.
pub(crate) fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(least.max(1e-6)).floor());
    let steps = [1.0, 2.0, 5.0].map(|factor| factor * power);
    let found = steps.into_iter().find(|step| *step >= least * 0.999);
    found.unwrap_or(10.0 * power)
}
