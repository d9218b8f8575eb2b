//! What programs are told of a muscle and of the conditions: names, units, decimals, meaning, and how each is filled.

use super::{MuscleRow, Report, ground};
use crate::answer::columns::{self, NO_FORCE};
use crate::answer::exponent;
use crate::document::{Align, Column, Field, Value};
use crate::evidence::{Effect, Sign};
use crate::model::{Estimate, MuscleLoad};
use crate::units::{BodyWeightSeconds, BodyWeights, Mass, StepRate};

pub(crate) type LoadField = Field<fn(&MuscleRow<'_>) -> Value>;
pub(crate) type ConditionField = Field<fn(&Report<'_>) -> Value>;

pub(crate) const PEAK_KGF: Column = Column {
    short: "kgf",
    more: "the mass that weighs as much",
    align: Align::Right,
    priority: 7,
    is_plain: true,
    ..Column::number("peak_kgf", "kgf", 1, "peak force in kilograms-force").empty(NO_FORCE)
};
pub(crate) const LEVEL_RATIO: Column = Column {
    short: "hill",
    long: "Force against level",
    align: Align::Right,
    priority: 9,
    ..Column::number("level_ratio", "", 3, "peak force against that on the level at the same speed")
        .empty("no published force, or none for hills")
};
pub(crate) const ACTIVATION_RATIO: Column = Column {
    short: "active",
    long: "Activation against level",
    more: "another quantity than the force",
    align: Align::Right,
    priority: 5,
    ..Column::number("activation_ratio", "", 2, "activation against that on level, firm ground")
        .empty("no figure is published")
};
pub(crate) const IMPULSE_BW_S: Column = Column {
    short: "weight × s",
    more: "force times time",
    align: Align::Right,
    ..Column::number("impulse_bw_s", "body weights · s", 4, "impulse of one stride of one leg")
        .empty("no published duration")
};
pub(crate) const IMPULSE_LEVEL_RATIO: Column = Column {
    short: "hill",
    ..Column {
        key: "impulse_level_ratio",
        meaning: "impulse against that on the level at the same speed",
        empty: "no impulse, or nothing published for hills",
        ..LEVEL_RATIO
    }
};
pub(crate) const CUMULATIVE_KN_S: Column = Column {
    short: "load",
    long: "Load, kN·s",
    is_plain: true,
    more: "force times time",
    align: Align::Right,
    priority: 10,
    ..Column::number("cumulative_kn_s", "kN·s", 2, "impulse of one leg over the whole run")
        .empty("no distance, duration or body mass was given, or no impulse")
};
pub(crate) const CUMULATIVE_BW_S: Column = Column {
    long: "Load, weight × s",
    unit: "body weights · s",
    ..Column {
        key: "cumulative_bw_s",
        empty: "no distance or duration was given, or no impulse",
        ..CUMULATIVE_KN_S
    }
};

pub(crate) const LOAD: &[LoadField] = &[
    columns::RANK.value(|row| row.rank.map(|rank| rank.place).into()),
    columns::RANK_LOW.value(|row| row.rank.map(|rank| rank.low).into()),
    columns::RANK_HIGH.value(|row| row.rank.map(|rank| rank.high).into()),
    columns::MUSCLE.value(|row| row.muscle.key().into()),
    columns::NAME.value(|row| row.muscle.name().into()),
    columns::PART_OF.value(|row| row.muscle.part_of().into()),
    columns::KIND.value(|row| row.muscle.kind().key().into()),
    columns::PHASE.value(|row| row.load.as_ref().map(|load| load.phase().key()).into()),
    columns::PEAK_BW.value(|row| peak(row).map(|peak| peak.value().0).into()),
    columns::SD_BW.value(|row| peak(row).and_then(|peak| Some(peak.sd()?.0)).into()),
    columns::SD_IS_LOWER_BOUND.value(|row| {
        let peak = peak(row).filter(|peak| peak.sd().is_some());
        peak.map(|peak| peak.sd_is_lower_bound()).into()
    }),
    columns::PEAK_N.value(|row| row.peak_n().into()),
    PEAK_KGF.value(|row| row.peak_kgf().into()),
    LEVEL_RATIO.value(|row| row.level_ratio().into()),
    Column::text(
        "activation_direction",
        "activation against level, firm ground: `up`, `down`, `disputed`",
    )
    .unless("nothing is published", |row| {
        row.activation().map(|activation| activation.way.map_or("disputed", Sign::key)).into()
    }),
    ACTIVATION_RATIO.value(|row| row.activation().and_then(|a| a.finding.ratio).into()),
    Column::number(
        "activation_gradient_pct",
        "%",
        2,
        "the gradient that the activation was measured at",
    )
    .unless("not on a hill, or not published", |row| {
        row.activation().and_then(|a| a.finding.gradient_pct).into()
    }),
    IMPULSE_BW_S.value(|row| impulse(row).map(|impulse| impulse.value().0).into()),
    IMPULSE_LEVEL_RATIO.value(|row| row.impulse_level_ratio().into()),
    CUMULATIVE_BW_S.value(|row| row.cumulative_bw_s().into()),
    CUMULATIVE_KN_S.value(|row| row.cumulative_kn_s().into()),
    exponent::PEAK_POWER_SUM.value(|row| exponent::sum(row.peak_power_sum())),
    columns::GRADE.value(|row| peak(row).map(|peak| peak.grade().key()).into()),
    columns::EXTRAPOLATED.value(|row| peak(row).map(|peak| peak.is_extrapolated()).into()),
    Column::list(
        "extrapolated_from",
        "where the data on groups of runners end, such as `speed 5 m/s`",
    )
    .unless("within the data", |row| {
        let beyond = peak(row).into_iter().flat_map(|peak| peak.extrapolations());
        beyond.map(|b| format!("{} {} {}", b.effect.name(), b.edge, b.effect.unit())).collect()
    }),
    columns::NO_FIGURE_FOR.value(|row| {
        let effects = peak(row).into_iter().flat_map(|peak| peak.without_figure());
        effects.map(Effect::key).collect()
    }),
    columns::SOURCES.value(|row| row.studies(true).iter().map(|study| &*study.key).collect()),
];

pub(crate) const CONDITIONS: &[ConditionField] = columns::with_form!(
    [
        columns::SPEED_M_S.value(|of| of.question.conditions.speed().m_per_s().into()),
        columns::MASS_KG.value(|of| of.question.conditions.mass().map(Mass::kilograms).into()),
        columns::GRADIENT_PCT
            .value(|of| { of.question.conditions.course().gradient().percent().into() }),
        columns::TERRAIN.value(|of| of.question.conditions.course().terrain().key().into()),
        columns::STEP_RATE_SPM.value(|of| of.stepping.step_rate.value().into()),
        columns::STEP_RATE_ASSUMED
            .value(|of| (of.question.conditions.step_rate() == StepRate::Typical).into()),
    ],
    |of| of.question.conditions.form(),
    [
        Column::number("distance_m", "m", 1, "length of the run")
            .unless(NO_EXTENT, |of| of.distance_m().into()),
        Column::number("duration_s", "s", 1, "time of the run")
            .unless(NO_EXTENT, |of| of.duration_s().into()),
        Column::number("steps", "", 0, "steps of both legs over the run")
            .unless(NO_EXTENT, |of| of.steps().into()),
        Column::number("contact_s", "s", 3, "how long a foot is on the ground")
            .unless(NO_GROUND, |of| of.ground().map(|ground| ground.contact_s).into()),
        Column::number(
            "ground_peak_bw",
            "body weights",
            3,
            "peak of the vertical force of the ground on one step",
        )
        .unless(NO_GROUND, |of| of.ground().map(|ground| ground.peak_bw).into()),
        Column::number("ground_peak_kgf", "kgf", 1, "the same in kilograms-force")
            .unless("not published at this speed, or no body mass was given", |of| {
                ground::peak_kgf(of).into()
            }),
        Column::number(
            "ground_average_low_bw",
            "body weights",
            3,
            "vertical force of the ground on average while the foot is down, of women",
        )
        .unless(NO_GROUND, |of| of.stance_average_bw().map(|(low, ..)| low).into()),
        Column::number("ground_average_high_bw", "body weights", 3, "the same of men")
            .unless(NO_GROUND, |of| of.stance_average_bw().map(|(_, high, _)| high).into()),
        Column::number(
            "hamstrings_quadriceps_ratio",
            "",
            3,
            "peak force of the hamstrings over that of the quadriceps",
        )
        .unless("no published force of both", |of| of.hamstrings_to_quadriceps().into()),
        exponent::EXPONENT.value(|of| exponent::value(of.question.exponent)),
        columns::TABLES.value(|of| of.evidence.checksum().into()),
    ]
);

const NO_GROUND: &str = "not published at this speed";

const NO_EXTENT: &str = "no distance or duration was given";

/// What one leg adds up to over the whole run, in kN·s or without a mass in body weights · s.
pub(super) fn sum(row: &MuscleRow<'_>) -> Option<f64> {
    row.cumulative_kn_s().or_else(|| row.cumulative_bw_s())
}

pub(crate) fn load_field(name: &str) -> Option<&'static LoadField> {
    LOAD.iter().find(|field| field.0.key == name)
}

fn peak<'e>(row: &MuscleRow<'e>) -> Option<Estimate<'e, BodyWeights>> {
    row.load.as_ref().map(MuscleLoad::peak)
}

fn impulse<'e>(row: &MuscleRow<'e>) -> Option<Estimate<'e, BodyWeightSeconds>> {
    row.load.as_ref().and_then(MuscleLoad::impulse)
}
