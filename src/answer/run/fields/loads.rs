//! Columns of what a muscle bore in a recorded run, for people and programs alike.

use crate::answer::calculate::fields as calculate;
use crate::answer::columns;
use crate::document::{Align, Column};

pub(super) const NOTHING: &str = "no running, or no published force";

pub(super) const NOT_HELD: &str =
    "held against nothing, or no downhill is known of the course or of those weeks";

pub(crate) const CUMULATIVE_KN_S: Column = Column {
    meaning: "impulse of all steps of one leg",
    empty: "no running, no published force, or no body mass",
    priority: 0,
    ..calculate::CUMULATIVE_KN_S
};
pub(crate) const CUMULATIVE_BW_S: Column = Column {
    meaning: CUMULATIVE_KN_S.meaning,
    empty: NOTHING,
    priority: 0,
    ..calculate::CUMULATIVE_BW_S
};
pub(crate) const EASY_KM: Column = Column {
    short: "easy km",
    long: "Easy km",
    align: Align::Right,
    priority: 9,
    ..Column::number("easy_km", "km", 3, "easy flat running with the same impulse").empty(NOTHING)
};
pub(crate) const PEAK_MEAN_BW: Column = Column {
    short: "mean ×",
    long: "Mean × body weight",
    priority: 8,
    ..Column::number(
        "peak_mean_bw",
        "body weights",
        3,
        "mean peak force of a step, times body weight, weighted by steps",
    )
    .empty(NOTHING)
};
pub(crate) const PEAK_MAX_BW: Column = Column {
    short: "highest ×",
    long: "Highest × body weight",
    priority: 10,
    ..Column::number(
        "peak_max_bw",
        "body weights",
        3,
        "highest peak force of a step, times body weight",
    )
    .empty(NOTHING)
};
pub(crate) const PEAK_MAX_N: Column = Column {
    short: "N",
    align: Align::Right,
    priority: 5,
    is_plain: true,
    ..Column::number("peak_max_n", "N", 0, "highest peak force in newtons")
        .empty("no running, no published force, or no body mass")
};
pub(crate) const PEAK_MAX_AT_S: Column = Column {
    short: "at",
    long: "At",
    align: Align::Right,
    priority: 2,
    ..Column::number("peak_max_at_s", "s", 1, "when the highest peak came, since the first sample")
        .empty(NOTHING)
};
pub(crate) const GRADE: Column = Column {
    priority: 4,
    meaning: "how far to trust it: grade of the evidence of at least half of the steps, A (best) to C",
    empty: NOTHING,
    ..columns::GRADE
};
