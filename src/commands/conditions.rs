//! The options that say how somebody runs: from as typed to as meant, for one run and as defaults for many.

use musclerun::answer::sweep::ValueOrRange;
use musclerun::conditions::{Course, Form};
use musclerun::muscle::UnknownMuscle;
use musclerun::units::{
    Gradient, LengthUnit, Pace, RunLength, Speed, SpeedUnit, StepRate, TypedSpeed,
};

use super::{Failure, refused};
use crate::cli::{FormArgs, LengthArgs, RunArgs};

/// Kilometres or miles: as asked for, else as typed, else kilometres.
pub(super) fn units(run: &RunArgs, length: Option<&LengthArgs>) -> LengthUnit {
    let of_pace = |pace: &ValueOrRange<Pace>| pace.first.unit().or_else(|| pace.second?.unit());
    let of_speed = |typed: &ValueOrRange<TypedSpeed>| match typed.first.unit() {
        SpeedUnit::KilometresPerHour => Some(LengthUnit::Kilometre),
        SpeedUnit::MilesPerHour => Some(LengthUnit::Mile),
        SpeedUnit::MetresPerSecond => None,
    };
    run.units
        .or_else(|| run.pace.as_ref().and_then(of_pace))
        .or_else(|| run.speed.as_ref().and_then(of_speed))
        .or_else(|| length?.distance?.unit())
        .unwrap_or(LengthUnit::Kilometre)
}

/// The one value, where one was typed and no range.
fn one<T: Copy>(typed: Option<&ValueOrRange<T>>) -> Option<T> {
    typed
        .filter(|typed| typed.second.is_none())
        .map(|typed| typed.first)
}

/// Pace or speed, where one was typed. A bare pace is one of kilometres unless `--units` says otherwise: in miles it would be
/// a far slower run.
pub(super) fn speed(run: &RunArgs) -> Result<Option<Speed>, Failure> {
    let bare = run.units.unwrap_or(LengthUnit::Kilometre);
    match one(run.pace.as_ref()) {
        Some(pace) => pace
            .speed(bare)
            .map(Some)
            .map_err(|error| refused("--pace <PACE>", error.found(), error.reason())),
        None => Ok(one(run.speed.as_ref()).map(TypedSpeed::speed)),
    }
}

/// The gradient, where one was typed.
pub(super) fn gradient(run: &RunArgs) -> Option<Gradient> {
    one(run.gradient.as_ref())
}

/// The step rate, typical where none was typed.
pub(super) fn step_rate(run: &RunArgs) -> StepRate {
    one(run.step_rate.as_ref()).unwrap_or(StepRate::Typical)
}

/// Terrain and gradient, which must agree; a range of gradients is judged point by point.
pub(super) fn course(run: &RunArgs) -> Result<Course, Failure> {
    Course::new(run.terrain, gradient(run)).map_err(|error| {
        refused(
            "--gradient <GRADIENT>",
            run.gradient.as_ref().map_or("", |typed| &typed.text),
            format!("{error}; leave one of --terrain and --gradient out"),
        )
    })
}

/// Foot strike, trunk lean, support and shoe.
pub(super) fn form(typed: &FormArgs) -> Form {
    let lean = one(typed.trunk_lean.as_ref()).unwrap_or_default();
    let form = Form::default().with_trunk_lean(lean);
    let form = form.with_support(typed.support.unwrap_or_default());
    let form = typed
        .foot_strike
        .map_or(form, |strike| form.with_foot_strike(strike));
    typed.shoe.map_or(form, |shoe| form.with_shoe(shoe))
}

/// A step rate that comes out of bounds, as typed.
pub(super) fn refused_step_rate(run: &RunArgs, reason: impl std::fmt::Display) -> Failure {
    let typed = run.step_rate.as_ref().map_or("", |typed| &typed.text);
    refused("--step-rate <STEP_RATE>", typed, reason)
}

/// A name that no muscle has.
pub(super) fn refused_muscle(unknown: &UnknownMuscle) -> Failure {
    let reason = format!("{unknown}; `musclerun muscles` lists them all");
    refused("--muscles <NAMES>", &unknown.found, reason)
}

/// Distance or duration, where one was typed.
pub(super) fn run_length(
    length: &LengthArgs,
    units: LengthUnit,
) -> Result<Option<RunLength>, Failure> {
    if let Some(distance) = length.distance {
        let distance = distance
            .distance(units)
            .map_err(|error| refused("--distance <DISTANCE>", error.found(), error.reason()))?;
        return Ok(Some(RunLength::Distance(distance)));
    }
    Ok(length.duration.map(RunLength::Duration))
}
