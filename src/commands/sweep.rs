//! `musclerun sweep`: the load of each muscle along a range.

use musclerun::answer::calculate::RankBy;
use musclerun::answer::sweep::{Sweep, SweepError, SweepQuestion, SweepRange, ValueOrRange};
use musclerun::batch::Observer;
use musclerun::conditions::Course;
use musclerun::render::{Format, sweep};
use musclerun::units::{LengthUnit, Pace, Speed, SpeedUnit, StepRate, TypedSpeed};

use super::output::{Special, Target};
use super::{Failure, refused, tables, wrong};
use crate::cli;

const PACE: &str = "--pace <PACE>";
const SPEED: &str = "--speed <SPEED>";
const GRADIENT: &str = "--gradient <GRADIENT>";
const STEP_RATE: &str = "--step-rate <STEP_RATE>";
/// How many muscles a picture has unless more or fewer are asked for.
const PICTURED: usize = 6;

pub(super) fn run(arguments: &cli::Sweep, observer: &mut dyn Observer) -> Result<(), Failure> {
    let target = Target::of(&arguments.output)?.without(&[Special::Report])?;
    target.check_inputs([], arguments.tables.data.as_deref())?;
    let range = &arguments.range;
    let (option, text, swept) = swept(range)?;
    let (evidence, study) =
        tables::limited(&arguments.tables, arguments.show.selection.study.as_deref())?;
    let show = &arguments.show.selection;
    let is_picture =
        matches!(target.format, Format::Table | Format::Md) || target.format.is_picture();
    let pictured = (is_picture && show.muscles.is_none()).then_some(PICTURED);
    let question = SweepQuestion {
        swept,
        speed: speed(range)?,
        mass: range.mass,
        course: course(range)?,
        step_rate: match &range.step_rate {
            Some(ValueOrRange {
                first,
                second: None,
                ..
            }) => *first,
            _ => StepRate::Typical,
        },
        units: units(range),
        steps: range.steps,
        muscles: show.muscles.clone(),
        detail: show.detail,
        top: show.top.or(pictured),
        rank_by: match arguments.show.rank_by {
            cli::SweepRanking::Peak => RankBy::Peak,
            cli::SweepRanking::Impulse => RankBy::Impulse,
        },
        study,
    };
    let answer = Sweep::new(&evidence, question).map_err(|error| match &error {
        SweepError::Muscle(unknown) => {
            let reason = format!("{unknown}; `musclerun muscles` lists them all");
            refused("--muscles <NAMES>", &unknown.found, reason)
        }
        SweepError::NoForce(_) => {
            let names = show.muscles.as_deref().unwrap_or_default().join(",");
            refused("--muscles <NAMES>", &names, &error)
        }
        SweepError::Course { .. } => {
            let reason = format!("{error}; leave --terrain out");
            refused(option, &text, reason)
        }
        SweepError::Bounds { .. } => refused(option, &text, &error),
        SweepError::NoSpeed => {
            wrong("--pace or --speed is needed beside a range of gradients or step rates")
        }
    })?;
    target.write(observer, |style, out| {
        sweep::write(&answer, target.format, target.header, style, out)
    })
}

/// The option that was typed as a range, what was typed, and the range.
fn swept(range: &cli::RangeArgs) -> Result<(&'static str, String, SweepRange), Failure> {
    let mut found = Vec::new();
    let bare = range.units.map_or(LengthUnit::Kilometre, LengthUnit::from);
    if let Some((text, first, second)) = ends(range.pace.as_ref()) {
        found.push((PACE, text, SweepRange::pace(first, second, bare)));
    }
    if let Some((text, first, second)) = ends(range.speed.as_ref()) {
        found.push((SPEED, text, SweepRange::speed(first, second)));
    }
    if let Some((text, first, second)) = ends(range.gradient.as_ref()) {
        let degrees = text.to_lowercase().contains("deg") || text.contains('°');
        found.push((GRADIENT, text, SweepRange::gradient(first, second, degrees)));
    }
    if let Some((text, first, second)) = ends(range.step_rate.as_ref()) {
        found.push((STEP_RATE, text, SweepRange::step_rate(first, second)));
    }
    match found.as_slice() {
        [] => Err(wrong(
            "one of --pace, --speed, --gradient and --step-rate takes a range, such as --pace 7:00..3:30",
        )),
        [(option, text, swept)] => match swept {
            Ok(swept) => Ok((option, (*text).to_owned(), *swept)),
            Err(error) => Err(refused(option, text, error)),
        },
        [(first, ..), (second, text, _), ..] => Err(refused(
            second,
            text,
            format!("{} is a range already; one range is accepted", name(first)),
        )),
    }
}

fn ends<T: Copy>(given: Option<&ValueOrRange<T>>) -> Option<(&str, T, T)> {
    let given = given?;
    Some((&given.text, given.first, given.second?))
}

/// The name of an option without its value.
fn name(option: &str) -> &str {
    option.split(' ').next().unwrap_or_default()
}

/// The one pace or speed, where neither is a range.
fn speed(range: &cli::RangeArgs) -> Result<Option<Speed>, Failure> {
    let bare = range.units.map_or(LengthUnit::Kilometre, LengthUnit::from);
    if let Some(pace) = range.pace.as_ref().filter(|given| given.second.is_none()) {
        let speed = pace.first.speed(bare);
        return speed
            .map(Some)
            .map_err(|error| refused(PACE, error.found(), error.reason()));
    }
    let speed = range.speed.as_ref().filter(|given| given.second.is_none());
    Ok(speed.map(|given| given.first.speed()))
}

/// Terrain and gradient, which must agree; a range of gradients is judged point by point.
fn course(range: &cli::RangeArgs) -> Result<Course, Failure> {
    let gradient = range
        .gradient
        .as_ref()
        .filter(|given| given.second.is_none());
    Course::new(range.terrain, gradient.map(|given| given.first)).map_err(|error| {
        refused(
            GRADIENT,
            gradient.map_or("", |given| &given.text),
            format!("{error}; leave one of --terrain and --gradient out"),
        )
    })
}

/// Kilometres or miles: as asked for, else as typed, else kilometres.
fn units(range: &cli::RangeArgs) -> LengthUnit {
    let of_pace = |given: &ValueOrRange<Pace>| given.first.unit().or_else(|| given.second?.unit());
    let of_speed = |given: &ValueOrRange<TypedSpeed>| match given.first.unit() {
        SpeedUnit::KilometresPerHour => Some(LengthUnit::Kilometre),
        SpeedUnit::MilesPerHour => Some(LengthUnit::Mile),
        SpeedUnit::MetresPerSecond => None,
    };
    range
        .units
        .map(LengthUnit::from)
        .or_else(|| range.pace.as_ref().and_then(of_pace))
        .or_else(|| range.speed.as_ref().and_then(of_speed))
        .unwrap_or(LengthUnit::Kilometre)
}
