//! What programs are told of a sweep: a row a point and muscle.

use super::{Point, Series, Sweep};
use crate::answer::citations::unique;
use crate::answer::{columns, exponent};
use crate::document::{Column, Field, Records, Tree, Value};
use crate::evidence::{Effect, StudyRef};
use crate::units::{Mass, StepRate};

#[derive(Clone, Copy)]
pub(crate) struct PointContext<'s, 'e> {
    sweep: &'s Sweep<'e>,
    series: &'s Series<'e>,
    point: &'s Point<'e>,
}

pub(crate) type PointField = Field<fn(&PointContext<'_, '_>) -> Value>;

const X: &[PointField] = &[
    Column::number("x", "as `unit` says", 3, "place in the range")
        .value(|of| of.point.grid_point.x.into()),
    Column::text(
        "unit",
        "of `x`: `s/km`, `s/mi`, `km/h`, `mph`, `m/s`, `%`, `deg`, `steps/min` or `% of typical`",
    )
    .value(|of| of.sweep.question.swept.unit.key().into()),
];

const PEAK_POWER_SUM: Column = Column {
    more: "over a kilometre; no exponent is published for these muscles",
    ..exponent::PEAK_POWER_SUM
};

const WHOSE: &[PointField] = &[
    columns::MUSCLE.value(|of| of.series.muscle.key().into()),
    columns::NAME.value(|of| of.series.muscle.name().into()),
    columns::PART_OF.value(|of| of.series.muscle.part_of().into()),
    columns::KIND.value(|of| of.series.muscle.kind().key().into()),
];

const LOAD: &[PointField] = &[
    columns::PHASE.value(|of| of.point.load.phase().key().into()),
    columns::PEAK_BW.value(|of| of.point.peak_bw().into()),
    columns::SD_BW.value(|of| of.point.sd_bw().into()),
    columns::SD_IS_LOWER_BOUND.value(|of| {
        let peak = of.point.load.peak();
        peak.sd().map(|_| peak.sd_is_lower_bound()).into()
    }),
    columns::PEAK_N.value(|of| of.sweep.peak_n(of.point).into()),
    PEAK_POWER_SUM.value(|of| {
        let exponent = of.sweep.question.exponent;
        exponent::sum(exponent.map(|exponent| of.point.peak_power_sum(exponent)))
    }),
    columns::GRADE.value(|of| of.point.load.peak().grade().key().into()),
    columns::EXTRAPOLATED.value(|of| of.point.load.peak().is_extrapolated().into()),
    columns::NO_FIGURE_FOR
        .value(|of| of.point.load.peak().without_figure().map(Effect::key).collect()),
    Column::flag("is_knot", "whether the published data have a row exactly here")
        .value(|of| of.point.is_knot().into()),
    Column::list("knot_studies", "the studies of that row")
        .unless("between the rows", |of| studies(of.point.knot.iter().copied())),
    columns::SOURCES.value(|of| studies(of.point.load.peak().studies())),
];

pub(crate) const CONDITIONS: &[PointField] = columns::with_form!(
    [
        columns::SPEED_M_S.value(|of| of.point.grid_point.run.speed().m_per_s().into()),
        columns::MASS_KG.value(|of| of.sweep.question.mass.map(Mass::kilograms).into()),
        columns::GRADIENT_PCT.value(|of| of
            .point
            .grid_point
            .run
            .course()
            .gradient()
            .percent()
            .into()),
        columns::TERRAIN.value(|of| of.point.grid_point.run.course().terrain().key().into()),
        columns::STEP_RATE_SPM.value(|of| of.point.grid_point.stepping.step_rate.value().into()),
        columns::STEP_RATE_ASSUMED
            .value(|of| (of.point.grid_point.run.step_rate() == StepRate::Typical).into()),
    ],
    |of| of.point.grid_point.run.form(),
    [
        exponent::EXPONENT.value(|of| exponent::value(of.sweep.question.exponent)),
        columns::TABLES.value(|of| of.sweep.evidence.checksum().into()),
    ]
);

fn studies<'s>(studies: impl Iterator<Item = &'s StudyRef>) -> Value {
    unique(studies).iter().map(|study| &*study.key).collect()
}

/// Everything of a point, as the columns of a table.
pub(crate) fn all() -> impl Iterator<Item = &'static PointField> {
    [X, WHOSE, LOAD, CONDITIONS].into_iter().flatten()
}

/// What differs from point to point.
fn point_fields() -> impl Iterator<Item = &'static PointField> {
    let varying = ["speed_m_s", "gradient_pct", "terrain", "step_rate_spm"];
    let conditions = CONDITIONS.iter();
    let conditions = conditions.filter(move |field| varying.contains(&field.0.key));
    X[..1].iter().chain(LOAD).chain(conditions)
}

pub(crate) fn point_columns() -> impl Iterator<Item = &'static Column> {
    point_fields().map(|field| &field.0)
}

impl<'e> Sweep<'e> {
    fn context<'s>(&'s self, series: usize, point: usize) -> PointContext<'s, 'e> {
        let series = &self.series[series];
        PointContext { sweep: self, series, point: &series.points[point] }
    }

    pub(super) fn records(&self) -> Records<'_> {
        let points = self.grid().count();
        Records::new(all().map(|field| field.0.key), self.series.len() * points, move |i| {
            let of = self.context(i / points, i % points);
            all().map(|field| field.value(|fill| fill(&of))).collect()
        })
    }

    pub(super) fn tree(&self) -> Tree<'_> {
        let swept = &self.question.swept;
        let range = Tree::object([
            ("quantity", Value::from(swept.unit.quantity())),
            ("unit", Value::from(swept.unit.key())),
            ("from", Value::Number(swept.from, 3)),
            ("to", Value::Number(swept.to, 3)),
        ]);
        let series = Tree::list(self.series.len(), move |i| {
            let series = &self.series[i];
            let points = Tree::list(series.points.len(), move |point| self.point(i, point));
            let (of, rank) = (self.context(i, 0), [("rank", Value::from(series.rank).into())]);
            let whose = columns::members(WHOSE, |fill| fill(&of));
            Tree::object(rank.into_iter().chain(whose).chain([("points", points)]))
        });
        Tree::answer(
            [("conditions", self.fixed()), ("sweep", range), ("series", series)],
            (&self.notes, &self.sources),
        )
    }

    fn point<'t>(&self, series: usize, point: usize) -> Tree<'t> {
        let of = self.context(series, point);
        Tree::object(point_fields().map(|field| (field.0.key, field.value(|fill| fill(&of)))))
    }

    /// The conditions that are the same at every point, unknown where they are not.
    fn fixed<'t>(&self) -> Tree<'t> {
        let points = self.grid().count();
        let cells = CONDITIONS.iter().map(|field| {
            let cells = (0..points).map(|point| field.value(|fill| fill(&self.context(0, point))));
            let mut cells: Vec<Value> = cells.collect();
            cells.dedup();
            let only = <[Value; 1]>::try_from(cells).map(|[only]| only);
            (field.0.key, only.unwrap_or(Value::Unknown))
        });
        Tree::object(cells)
    }
}
