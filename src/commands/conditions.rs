//! The options that say how somebody runs: from as typed to as meant, for one run and as defaults for many.

use musclerun::conditions::Course;
use musclerun::units::{Extent, LengthUnit, Pace, Speed, SpeedUnit, TypedDistance, TypedSpeed};

use super::{Failure, refused};
use crate::cli::Run;

/// Kilometres or miles: as asked for, else as typed, else kilometres.
pub(super) fn units(run: &Run) -> LengthUnit {
    let of_speed = run.speed.and_then(|typed| match typed.unit() {
        SpeedUnit::KilometresPerHour => Some(LengthUnit::Kilometre),
        SpeedUnit::MilesPerHour => Some(LengthUnit::Mile),
        SpeedUnit::MetresPerSecond => None,
    });
    run.units
        .map(LengthUnit::from)
        .or_else(|| run.pace.and_then(Pace::unit))
        .or(of_speed)
        .or_else(|| run.distance.and_then(TypedDistance::unit))
        .unwrap_or(LengthUnit::Kilometre)
}

/// Pace or speed, where one was typed. A bare pace is one of kilometres unless `--units` says otherwise: in miles it would be
/// a far slower run.
pub(super) fn speed(run: &Run) -> Result<Option<Speed>, Failure> {
    let bare = run.units.map_or(LengthUnit::Kilometre, LengthUnit::from);
    match (run.pace, run.speed) {
        (Some(pace), _) => pace
            .speed(bare)
            .map(Some)
            .map_err(|error| refused("--pace <PACE>", error.found(), error.reason())),
        (None, typed) => Ok(typed.map(TypedSpeed::speed)),
    }
}

/// Terrain and gradient, which must agree.
pub(super) fn course(run: &Run) -> Result<Course, Failure> {
    let gradient = run.gradient.as_ref();
    Course::new(run.terrain, gradient.map(|typed| typed.value)).map_err(|error| {
        refused(
            "--gradient <GRADIENT>",
            gradient.map_or("", |typed| &typed.text),
            format!("{error}; leave one of --terrain and --gradient out"),
        )
    })
}

/// Distance or duration, where one was typed.
pub(super) fn extent(run: &Run, units: LengthUnit) -> Result<Option<Extent>, Failure> {
    if let Some(distance) = run.distance {
        let distance = distance
            .distance(units)
            .map_err(|error| refused("--distance <DISTANCE>", error.found(), error.reason()))?;
        return Ok(Some(Extent::Distance(distance)));
    }
    Ok(run.duration.map(Extent::Duration))
}
