//! `musclerun sweep`: the load of each muscle along a range.

use musclerun::answer::sweep::{
    RangeError, Sweep, SweepError, SweepQuestion, SweepRange, Unit, ValueOrRange,
};
use musclerun::batch::Observer;
use musclerun::render::Format;
use musclerun::units::LengthUnit;

use super::output::Target;
use super::{Failure, conditions, refused, tables, wrong};
use crate::cli;

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
    if is_brief && show.top.is_none() && show.muscles.is_none() {
        document.hint = format!("more muscles: --top {PICTURED}");
    }
    target.write_document(observer, document, &run.filled)
}

/// The option that was typed as a range, what was typed, and the range.
fn typed_range(range: &cli::RunArgs) -> Result<(&'static str, String, SweepRange), Failure> {
    let bare = range.units.unwrap_or(LengthUnit::Kilometre);
    let found = [
        ends("--pace <PACE>", range.pace.as_ref(), |_, a, b| SweepRange::pace(a, b, bare)),
        ends("--speed <SPEED>", range.speed.as_ref(), |_, a, b| SweepRange::speed(a, b)),
        ends("--gradient <GRADIENT>", range.gradient.as_ref(), |text, a, b| {
            let is_in_degrees = text.to_lowercase().contains("deg") || text.contains('°');
            SweepRange::gradient(a, b, is_in_degrees)
        }),
        ends("--step-rate <STEP_RATE>", range.step_rate.as_ref(), |_, a, b| {
            SweepRange::step_rate(a, b)
        }),
        ends("--trunk-lean <TRUNK_LEAN>", range.form.trunk_lean.as_ref(), |_, a, b| {
            SweepRange::trunk_lean(a, b)
        }),
    ];
    let found: Vec<_> = found.into_iter().flatten().collect();
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
            format!(
                "{} is a range already; one range is accepted",
                first.split(' ').next().unwrap_or_default()
            ),
        )),
    }
}

/// An option that was typed as a range, what was typed, and the range of its ends.
fn ends<'t, T: Copy>(
    option: &'static str,
    typed: Option<&'t ValueOrRange<T>>,
    range: impl FnOnce(&str, T, T) -> Result<SweepRange, RangeError>,
) -> Option<(&'static str, &'t str, Result<SweepRange, RangeError>)> {
    let typed = typed?;
    Some((option, &typed.text, range(&typed.text, typed.first, typed.second?)))
}
