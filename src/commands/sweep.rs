//! `musclerun sweep`: the load of each muscle along a range.

use musclerun::answer::sweep::{Sweep, SweepError, SweepQuestion, SweepRange, Unit, ValueOrRange};
use musclerun::batch::Observer;
use musclerun::render::Format;
use musclerun::units::LengthUnit;

use super::output::Target;
use super::{Failure, conditions, refused, tables, wrong};
use crate::cli;

const PACE: &str = "--pace <PACE>";
const SPEED: &str = "--speed <SPEED>";
const GRADIENT: &str = "--gradient <GRADIENT>";
const STEP_RATE: &str = "--step-rate <STEP_RATE>";
const TRUNK_LEAN: &str = "--trunk-lean <TRUNK_LEAN>";
/// How many muscles a picture has unless more or fewer are asked for, and how many a terminal has space for.
const PICTURED: usize = 6;
const ON_A_SCREEN: usize = 2;
/// All that a screen shows of leans: figures of the trunk's lean are published for it alone.
const KNEECAP: &str = "patellofemoral_joint";

pub(super) fn run(
    arguments: &cli::SweepCommand,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let target = Target::of(&arguments.output)?;
    target.check_inputs([], arguments.tables.data.as_deref())?;
    let run = &arguments.run;
    let (option, text, swept) = typed_range(run)?;
    let (evidence, study) =
        tables::limited(&arguments.tables, arguments.show.selection.study.as_deref())?;
    let show = &arguments.show.selection;
    let is_picture = matches!(target.format, Format::Table | Format::Md | Format::Html)
        || target.format.is_picture();
    // of the trunk's lean figures are published for the knee alone
    let is_lean = swept.unit == Unit::LeanDegrees;
    let is_brief = target.format == Format::Table && !target.style().notes;
    let first = match (is_brief, is_lean) {
        (true, _) => ON_A_SCREEN,
        (_, true) => 3,
        _ => PICTURED,
    };
    let kneecap =
        evidence.muscles().by_key(KNEECAP).filter(|_| is_brief && is_lean && show.top.is_none());
    let kneecap = kneecap.map(|kneecap| vec![kneecap.key().to_owned()]);
    let selection = show.selection(study).muscles(show.muscles.clone().or(kneecap));
    let pictured = (is_picture && show.muscles.is_none()).then_some(first);
    let has_room = target.format.is_picture() || matches!(target.format, Format::Html);
    let question = SweepQuestion {
        swept,
        speed: conditions::speed(run)?,
        mass: conditions::mass(run.mass.as_ref(), run.units)?,
        course: conditions::course(run)?,
        step_rate: conditions::step_rate(run),
        form: run.form.form(),
        units: conditions::units(run, None),
        steps: arguments.steps,
        selection: selection.top(show.top.or(pictured)),
        with_apart: show.top.is_none() && (has_room || is_lean),
        exponent: show.exponent,
        rank_by: arguments.show.rank_by,
    };
    let answer = Sweep::new(&evidence, question).map_err(|error| match &error {
        SweepError::Muscle(unknown) => conditions::refused_muscle(unknown),
        SweepError::NoForce(_) => {
            let names = show.muscles.as_deref().unwrap_or_default().join(",");
            refused("--muscles <NAMES>", &names, &error)
        }
        SweepError::Course { .. } => {
            let reason = format!("{error}; leave --terrain out");
            refused(option, &text, reason)
        }
        SweepError::NoSpeed => {
            wrong("--pace or --speed is needed beside a range of gradients, step rates or leans")
        }
        _ => refused(option, &text, &error),
    })?;
    let mut document = answer.document();
    document.say_profile(&run.filled);
    if is_brief && show.top.is_none() && show.muscles.is_none() {
        document.hint = format!("more muscles: --top {PICTURED}");
    }
    target.write_document(observer, document)
}

/// The option that was typed as a range, what was typed, and the range.
fn typed_range(range: &cli::RunArgs) -> Result<(&'static str, String, SweepRange), Failure> {
    let mut found = Vec::new();
    let bare = range.units.unwrap_or(LengthUnit::Kilometre);
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
    if let Some((text, first, second)) = ends(range.form.trunk_lean.as_ref()) {
        found.push((TRUNK_LEAN, text, SweepRange::trunk_lean(first, second)));
    }
    match found.as_slice() {
        [] => Err(wrong(
            "one of --pace, --speed, --gradient, --step-rate and --trunk-lean takes a range, such as --pace 7:00..3:30",
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
