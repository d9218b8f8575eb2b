//! The contract with programs: the columns and fields of a sweep, in order, their names and decimals.

use crate::answer::sweep::{Point, Series, Sweep};
use crate::evidence::StudyRef;
use crate::render::records::Value;
use crate::units::StepRate;

/// A point of a muscle.
pub(super) struct Of<'s, 'e> {
    pub(super) sweep: &'s Sweep<'e>,
    pub(super) series: &'s Series<'e>,
    pub(super) point: &'s Point<'e>,
}

type Field = (&'static str, fn(&Of<'_, '_>) -> Value);

fn studies<'s>(studies: impl Iterator<Item = &'s StudyRef>) -> Value {
    let mut keys: Vec<String> = Vec::new();
    for study in studies {
        if !keys.iter().any(|known| **known == *study.key) {
            keys.push(study.key.to_string());
        }
    }
    Value::List(keys)
}

/// Where.
const X: &[Field] = &[
    ("x", |of| Value::Number(of.point.spot.x, 3)),
    ("unit", |of| Value::text(of.sweep.question.swept.unit.key())),
];

/// Which muscle.
const MUSCLE: &[Field] = &[
    ("muscle", |of| Value::text(of.series.muscle.key())),
    ("name", |of| Value::text(of.series.muscle.name())),
    ("part_of", |of| {
        Value::text(of.series.muscle.part_of().unwrap_or_default())
    }),
];

/// What it bears, and what that rests on.
const LOAD: &[Field] = &[
    ("phase", |of| Value::text(of.point.load.phase().key())),
    ("peak_bw", |of| Value::Number(of.point.peak_bw(), 3)),
    ("sd_bw", |of| Value::number(of.point.sd_bw(), 3)),
    ("sd_is_lower_bound", |of| {
        let peak = of.point.load.peak();
        peak.sd()
            .map_or(Value::Unknown, |_| Value::Flag(peak.sd_is_lower_bound()))
    }),
    ("peak_n", |of| Value::number(of.sweep.peak_n(of.point), 0)),
    ("grade", |of| {
        Value::text(of.point.load.peak().grade().key())
    }),
    ("extrapolated", |of| {
        Value::Flag(of.point.load.peak().is_extrapolated())
    }),
    ("no_figure_for", |of| {
        let effects = of.point.load.peak().without_figure();
        Value::List(effects.map(|effect| effect.key().to_owned()).collect())
    }),
    ("is_knot", |of| Value::Flag(of.point.is_knot())),
    ("knot_studies", |of| studies(of.point.knot.iter().copied())),
    ("sources", |of| studies(of.point.load.peak().studies())),
];

/// Under which conditions.
const CONDITIONS: &[Field] = &[
    ("speed_m_s", |of| {
        Value::Number(of.point.spot.run.speed().m_per_s(), 3)
    }),
    ("mass_kg", |of| {
        let mass = of.sweep.question.mass;
        Value::number(mass.map(crate::units::Mass::kilograms), 2)
    }),
    ("gradient_pct", |of| {
        Value::Number(of.point.spot.run.course().gradient().percent(), 2)
    }),
    ("terrain", |of| {
        Value::text(of.point.spot.run.course().terrain().key())
    }),
    ("step_rate_spm", |of| {
        Value::Number(of.point.spot.stepping.step_rate.value(), 1)
    }),
    ("step_rate_assumed", |of| {
        Value::Flag(of.point.spot.run.step_rate() == StepRate::Typical)
    }),
    ("tables", |of| Value::text(of.sweep.evidence.checksum())),
];

/// Everything of a point, as the columns of a table.
const ALL: [&[Field]; 4] = [X, MUSCLE, LOAD, CONDITIONS];

/// The names of the columns.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().flatten().map(|(name, _)| *name)
}

/// The cells of a point.
pub(super) fn cells<'o>(of: &'o Of<'_, '_>) -> impl Iterator<Item = Value> + use<'o> {
    ALL.into_iter().flatten().map(move |(_, value)| value(of))
}

/// The conditions that are the same at every point, unknown where they are not.
pub(super) fn held_fixed(sweep: &Sweep<'_>) -> (Vec<&'static str>, Vec<Value>) {
    let cell = |value: fn(&Of<'_, '_>) -> Value| {
        let points = sweep.series.first().into_iter().flat_map(|series| {
            let points = series.points.iter();
            points.map(move |point| {
                value(&Of {
                    sweep,
                    series,
                    point,
                })
            })
        });
        let mut cells: Vec<Value> = points.collect();
        cells.dedup();
        match <[Value; 1]>::try_from(cells) {
            Ok([only]) => only,
            Err(_) => Value::Unknown,
        }
    };
    let fields = CONDITIONS.iter();
    fields.map(|(name, value)| (*name, cell(*value))).unzip()
}

/// What differs from point to point.
pub(super) fn of_point(of: &Of<'_, '_>) -> (Vec<&'static str>, Vec<Value>) {
    let varying = ["speed_m_s", "gradient_pct", "terrain", "step_rate_spm"];
    let conditions = CONDITIONS.iter();
    let conditions = conditions.filter(|(name, _)| varying.contains(name));
    let fields = X[..1].iter().chain(LOAD).chain(conditions);
    fields.map(|(name, value)| (*name, value(of))).unzip()
}
