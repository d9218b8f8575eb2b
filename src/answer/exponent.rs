//! A second sum, in which large steps count more than many: asked for with an exponent, since nobody published one.

use crate::document::{Align, CellKind, Column, Value};
use crate::note::{Note, NoteKind};
use crate::number::{fixed, grouped};
use crate::units::Exponent;

pub(crate) const EXPONENT: Column = Column {
    kind: CellKind::AnyNumber,
    ..Column::text(
        "exponent",
        "the power that the peak of each step is raised to in `peak_power_sum`",
    )
    .empty("none was asked for")
};

pub(crate) const PEAK_POWER_SUM: Column = Column {
    short: "peak^N",
    more: "over a kilometre where no length of the run is known; no exponent is published for these muscles",
    align: Align::Right,
    priority: 10,
    kind: CellKind::AnyNumber,
    ..Column::text(
        "peak_power_sum",
        "sum over the steps of one leg of the peak force, times body weight, to the power of `exponent`",
    )
    .empty("no exponent was asked for, or no published force")
};

/// What is known of the exponent.
pub const UNPUBLISHED: &str = "No exponent is published for these muscles; the literature on tendon and bone \
     says only that damage rises much faster with the size of a step than with the number of steps.";

pub(crate) fn value(exponent: Option<Exponent>) -> Value {
    Value::number(exponent.map(Exponent::value), 2)
}

pub(crate) fn sum(sum: Option<f64>) -> Value {
    Value::number(sum, 3)
}

pub(crate) fn title(exponent: Exponent) -> String {
    format!("peak^{exponent}")
}

/// What the sum of a muscle is, for people, and what is known of the exponent.
pub(crate) fn sentence(exponent: Exponent, who: &str, sum: f64, over: &str) -> String {
    format!(
        "With exponent {exponent} the steps of one leg add up to {} for {who}{over}. {UNPUBLISHED}",
        number(sum)
    )
}

pub(crate) fn note(exponent: Exponent) -> Note {
    let text = format!(
        "{}: the sum over the steps of one leg of the peak force, times body weight, to the power {exponent}. \
         {UNPUBLISHED}",
        title(exponent)
    );
    Note::new(NoteKind::Exponent, text)
}

/// A sum, to four figures where it is very large.
pub(crate) fn number(sum: f64) -> String {
    if sum < 1e7 {
        return grouped(sum);
    }
    let power = libm::floor(libm::log10(sum));
    format!("{}e{power}", fixed(sum / libm::pow(10.0, power), 3))
}
