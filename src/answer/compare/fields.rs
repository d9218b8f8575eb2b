//! What programs are told of a comparison: a row a muscle and quantity.

use super::{CompareRow, Compared, ComparedQuantity, Figure};
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
    /// A number in the unit of the quantity.
    fn number(&self, number: Option<f64>) -> Value {
        let decimals = match self.compared.quantity {
            ComparedQuantity::PeakNewtons | ComparedQuantity::HighestPeakNewtons => 0,
            ComparedQuantity::Cumulative | ComparedQuantity::CumulativeWeights => 2,
            ComparedQuantity::Peak
            | ComparedQuantity::MeanPeak
            | ComparedQuantity::PeakPowerSum
            | ComparedQuantity::HighestPeak
            | ComparedQuantity::EasyDistance => 3,
            ComparedQuantity::Impulse => 4,
        };
        Value::number(number, decimals)
    }
}

/// A field of a comparison.
pub(crate) type CompareField = Field<fn(&CompareContext<'_>) -> Value>;

/// A number in the unit of the quantity.
const fn any_number(key: &'static str, meaning: &'static str) -> Column {
    Column {
        unit: "as `unit` says",
        kind: CellKind::AnyNumber,
        ..Column::text(key, meaning).empty("not published")
    }
}

fn value(side: Option<Figure>) -> Option<f64> {
    side.map(|figure| figure.value)
}

fn sd(side: Option<Figure>) -> Option<f64> {
    side?.sd
}

/// What is told of a muscle and quantity.
pub(crate) const FIELDS: &[CompareField] = &[
    Field(columns::MUSCLE, |of| of.row.muscle.key().into()),
    Field(columns::NAME, |of| of.row.muscle.name().into()),
    Field(columns::PART_OF, |of| of.row.muscle.part_of().into()),
    Field(columns::KIND, |of| of.row.muscle.kind().key().into()),
    Field(
        Column::text(
            "quantity",
            "`peak`, `peak_newtons`, `impulse`, `cumulative`, `mean_peak`, `highest_peak`, `highest_peak_newtons`, \
             `easy_distance`, `peak_power_sum`",
        ),
        |of| of.compared.quantity.key().into(),
    ),
    Field(
        Column::text(
            "unit",
            "of the quantity: `bw`, `n`, `bw_s`, `kn_s`, `km`; `bw_power`, body weights to the power of the exponent",
        ),
        |of| of.compared.quantity.unit().into(),
    ),
    Field(any_number("a", "the quantity in A"), |of| of.number(value(of.compared.a))),
    Field(any_number("sd_a", "one standard deviation of it between runners"), |of| {
        of.number(sd(of.compared.a))
    }),
    Field(any_number("b", "the quantity in B"), |of| of.number(value(of.compared.b))),
    Field(any_number("sd_b", "one standard deviation of it between runners"), |of| {
        of.number(sd(of.compared.b))
    }),
    Field(any_number("difference", "B minus A").empty("unknown"), |of| {
        of.number(of.compared.difference())
    }),
    Field(Column::number("ratio", "", 3, "B over A").empty("unknown"), |of| {
        of.compared.ratio().into()
    }),
    Field(
        Column::flag(
            "exceeds_spread",
            "whether A and B lie further apart than both standard deviations together",
        )
        .empty("a spread or the difference is unknown"),
        |of| of.compared.exceeds_spread().into(),
    ),
    Field(Column::text("grade_a", "grade of the evidence in A").empty(columns::NO_FORCE), |of| {
        of.compared.a.map(|figure| figure.grade.key()).into()
    }),
    Field(Column::text("grade_b", "grade of the evidence in B").empty(columns::NO_FORCE), |of| {
        of.compared.b.map(|figure| figure.grade.key()).into()
    }),
    Field(
        Column::flag("extrapolated_a", "whether A lies beyond the data").empty(columns::NO_FORCE),
        |of| of.compared.a.map(|figure| figure.is_extrapolated).into(),
    ),
    Field(
        Column::flag("extrapolated_b", "whether B lies beyond the data").empty(columns::NO_FORCE),
        |of| of.compared.b.map(|figure| figure.is_extrapolated).into(),
    ),
    Field(
        Column::list("no_figure_for", "what differs between A and B and has no published figure")
            .empty("all is known"),
        |of| of.compared.no_figure_for.iter().copied().map(Effect::key).collect(),
    ),
    Field(columns::SOURCES, |of| Value::List(of.sources.to_vec())),
];
