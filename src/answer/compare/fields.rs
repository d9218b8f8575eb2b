//! What programs are told of a comparison: a row a muscle and quantity.

use super::{CompareRow, Compared};
use crate::answer::columns;
use crate::document::{CellKind, Column, Field, Value};
use crate::evidence::Effect;

/// A quantity of a row, and the keys of the studies of the row.
pub(crate) struct CompareContext<'r> {
    pub(crate) row: &'r CompareRow<'r>,
    pub(crate) compared: &'r Compared,
    pub(crate) sources: &'r [String],
}

impl CompareContext<'_> {
    fn number(&self, number: Option<f64>) -> Value {
        Value::number(number, self.compared.quantity.described().decimals)
    }
}

pub(crate) type CompareField = Field<fn(&CompareContext<'_>) -> Value>;

const fn any_number(key: &'static str, meaning: &'static str) -> Column {
    Column {
        unit: "as `unit` says",
        kind: CellKind::AnyNumber,
        ..Column::text(key, meaning).empty("not published")
    }
}

pub(crate) const FIELDS: &[CompareField] = &[
    columns::MUSCLE.value(|of| of.row.muscle.key().into()),
    columns::NAME.value(|of| of.row.muscle.name().into()),
    columns::PART_OF.value(|of| of.row.muscle.part_of().into()),
    columns::KIND.value(|of| of.row.muscle.kind().key().into()),
    Column::text(
        "quantity",
        "`peak`, `peak_newtons`, `impulse`, `cumulative`, `mean_peak`, `highest_peak`, \
             `highest_peak_newtons`, `easy_distance`, `peak_power_sum`",
    )
    .value(|of| of.compared.quantity.key().into()),
    Column::text(
        "unit",
        "of the quantity: `bw`, `n`, `bw_s`, `kn_s`, `km`; `bw_power`, body weights to the \
             power of the exponent",
    )
    .value(|of| of.compared.quantity.unit().into()),
    any_number("a", "the quantity in A")
        .value(|of| of.number(of.compared.a.map(|figure| figure.value))),
    any_number("sd_a", "one standard deviation of it between runners")
        .value(|of| of.number(of.compared.a.and_then(|figure| figure.sd))),
    any_number("b", "the quantity in B")
        .value(|of| of.number(of.compared.b.map(|figure| figure.value))),
    any_number("sd_b", "one standard deviation of it between runners")
        .value(|of| of.number(of.compared.b.and_then(|figure| figure.sd))),
    any_number("difference", "B minus A")
        .unless("unknown", |of| of.number(of.compared.difference())),
    Column::number("ratio", "", 3, "B over A").unless("unknown", |of| of.compared.ratio().into()),
    Column::flag(
        "exceeds_spread",
        "whether A and B lie further apart than both standard deviations together",
    )
    .unless("a spread or the difference is unknown", |of| of.compared.exceeds_spread().into()),
    Column::text("grade_a", "grade of the evidence in A")
        .unless(columns::NO_FORCE, |of| of.compared.a.map(|figure| figure.grade.key()).into()),
    Column::text("grade_b", "grade of the evidence in B")
        .unless(columns::NO_FORCE, |of| of.compared.b.map(|figure| figure.grade.key()).into()),
    Column::flag("extrapolated_a", "whether A lies beyond the data")
        .unless(columns::NO_FORCE, |of| of.compared.a.map(|figure| figure.is_extrapolated).into()),
    Column::flag("extrapolated_b", "whether B lies beyond the data")
        .unless(columns::NO_FORCE, |of| of.compared.b.map(|figure| figure.is_extrapolated).into()),
    Column::list("no_figure_for", "what differs between A and B and has no published figure")
        .unless("all is known", |of| {
            of.compared.no_figure_for.iter().copied().map(Effect::key).collect()
        }),
    columns::SOURCES.value(|of| Value::List(of.sources.to_vec())),
];
