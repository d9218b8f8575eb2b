//! The options that say how somebody runs: from as typed to as meant, for one run and as defaults for many.

use musclerun::answer::sweep::ValueOrRange;
use musclerun::conditions::{Conditions, Course};
use musclerun::muscle::UnknownMuscle;
use musclerun::units::{
    Distance, Gradient, LengthUnit, Mass, Pace, RunLength, Speed, SpeedUnit, StepRate,
    TypedDistance, TypedMass, TypedSpeed,
};

use super::{Failure, refused, wrong};
use crate::cli::{EASY_PACE, LengthArgs, RunArgs};

/// Kilometres or miles: as asked for, else as typed, else kilometres.
pub(super) fn units(run: &RunArgs, length: Option<&LengthArgs>) -> LengthUnit {
    let of_pace = |pace: &ValueOrRange<Pace>| pace.first.unit().or_else(|| pace.second?.unit());
    let of_speed = |typed: &ValueOrRange<TypedSpeed>| match typed.first.unit() {
        SpeedUnit::KilometresPerHour => Some(LengthUnit::Kilometre),
        SpeedUnit::MilesPerHour => Some(LengthUnit::Mile),
        _ => None,
    };
    run.units
        .or_else(|| run.pace.as_ref().and_then(of_pace))
        .or_else(|| run.speed.as_ref().and_then(of_speed))
        .or_else(|| length?.distance.as_ref()?.first.unit())
        .unwrap_or(LengthUnit::Kilometre)
}

/// The one value, where one was typed and no range.
fn one<T: Copy>(typed: Option<&ValueOrRange<T>>) -> Option<T> {
    typed.filter(|typed| typed.second.is_none()).map(|typed| typed.first)
}

/// Pace or speed, where one was typed. A bare pace is one of kilometres unless `--units` says otherwise: in miles it would be
/// a far slower run.
pub(super) fn speed(run: &RunArgs) -> Result<Option<Speed>, Failure> {
    let bare = run.units.unwrap_or(LengthUnit::Kilometre);
    let (option, typed, speed) = match (&run.pace, &run.speed) {
        (Some(pace), _) => {
            ("--pace <PACE>", &pace.text, one(Some(pace)).map(|pace| pace.speed(bare)))
        }
        (_, Some(typed)) => {
            let speed = one(Some(typed)).map(|speed| speed.read_in(bare).map(TypedSpeed::speed));
            ("--speed <SPEED>", &typed.text, speed)
        }
        _ => return Ok(None),
    };
    let speed = speed.transpose();
    speed.map_err(|error| refused(option, typed, error.reason()))
}

/// The speed of one run: as typed, else by its distance and duration.
pub(super) fn speed_of(run: &RunArgs, length: &LengthArgs) -> Result<Option<Speed>, Failure> {
    let (Some(distance), Some(duration)) = (&length.distance, length.duration) else {
        return speed(run);
    };
    if run.pace.is_some() || run.speed.is_some() {
        return Err(wrong(
            "--pace and --speed cannot be used with both --distance and --duration, which give the pace; leave one out",
        ));
    }
    let metres =
        self::distance(distance, units(run, Some(length)), "--distance <DISTANCE>")?.metres();
    let speed = Speed::from_m_per_s(metres / duration.seconds());
    speed.map(Some).map_err(|error| {
        let reason = format!("in {duration} this {}", error.reason());
        refused("--distance <DISTANCE>", &distance.text, reason)
    })
}

/// How somebody runs, where a pace or speed was typed, or what gives one.
pub(super) fn conditions(
    run: &RunArgs,
    length: &LengthArgs,
) -> Result<Option<Conditions>, Failure> {
    let Some(speed) = speed_of(run, length)? else {
        return Ok(None);
    };
    let conditions = Conditions::new(speed)
        .with_mass_if_known(mass(run.mass.as_ref(), run.units)?)
        .with_course(course(run)?)
        .with_step_rate(step_rate(run))
        .with_form(run.form.form());
    Ok(Some(conditions))
}

/// What to type where neither pace nor speed was.
pub(super) fn no_speed() -> Failure {
    wrong(
        "--pace <PACE> or --speed <SPEED> was not provided; such as --pace 5:00 or --speed 12km/h is accepted, or \
         --distance 10k --duration 50:00",
    )
}

/// Body mass, where one was typed; a bare number is pounds only where miles were asked for.
pub(super) fn mass(
    typed: Option<&ValueOrRange<TypedMass>>,
    units: Option<LengthUnit>,
) -> Result<Option<Mass>, Failure> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    let mass = typed.first.mass(units.unwrap_or(LengthUnit::Kilometre));
    mass.map(Some).map_err(|error| refused("--mass <MASS>", &typed.text, error.reason()))
}

/// A distance, a bare one in these units.
pub(super) fn distance(
    typed: &ValueOrRange<TypedDistance>,
    units: LengthUnit,
    option: &str,
) -> Result<Distance, Failure> {
    let distance = typed.first.distance(units);
    distance.map_err(|error| refused(option, &typed.text, error.reason()))
}

/// The pace of easy running, where one was typed or else what it is for everybody.
pub(super) fn easy(
    typed: Option<&ValueOrRange<Pace>>,
    units: LengthUnit,
) -> Result<Speed, Failure> {
    let Some(typed) = typed else {
        return Ok(EASY_PACE.parse::<Pace>()?.speed(units)?);
    };
    let speed = typed.first.speed(units);
    speed.map_err(|error| refused("--easy <PACE>", &typed.text, error.reason()))
}

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

/// A step rate that comes out of bounds, as typed.
pub(super) fn refused_step_rate(run: &RunArgs, reason: impl std::fmt::Display) -> Failure {
    let typed = run.step_rate.as_ref().map_or("", |typed| &typed.text);
    refused("--step-rate <STEP_RATE>", typed, reason)
}

/// A name of the muscles to be shown that no muscle has.
pub(super) fn refused_muscle(unknown: &UnknownMuscle) -> Failure {
    refused_name("--muscles <NAMES>", unknown)
}

pub(super) fn refused_name(option: &str, unknown: &UnknownMuscle) -> Failure {
    let reason = format!("{unknown}; `musclerun muscles` lists them all");
    refused(option, &unknown.found, reason)
}

pub(super) fn run_length(
    length: &LengthArgs,
    units: LengthUnit,
) -> Result<Option<RunLength>, Failure> {
    if let Some(typed) = &length.distance {
        let distance = distance(typed, units, "--distance <DISTANCE>")?;
        return Ok(Some(RunLength::Distance(distance)));
    }
    Ok(length.duration.map(RunLength::Duration))
}
