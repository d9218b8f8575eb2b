//! The calculator: from pace, mass and terrain to a ranked list of loads.

use musclerun::answer::advice::with_advice;
use musclerun::answer::calculate::{Question, RankBy, Report, ReportError};
use musclerun::batch::{Observer, Severity};
use musclerun::render::{self, Format};

use super::output::Target;
use super::{Failure, MASS_HINT, conditions, refused, tables};
use crate::cli::{ALL, CalculateCommand};

pub(super) fn run(
    arguments: &CalculateCommand,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let target = Target::of(&arguments.output)?;
    target.check_inputs([], arguments.tables.data.as_deref())?;
    let explained = arguments.explain.is_some();
    let format = target.format;
    let has_no_words = matches!(format, Format::Csv | Format::Tsv | Format::Jsonl);
    if explained && (format.is_picture() || has_no_words) {
        return Err(refused(
            "--format <FORMAT>",
            format.key(),
            "--explain is told as table, md, html or json",
        ));
    }
    let run = &arguments.run;
    let units = conditions::units(run, Some(&arguments.length));
    let conditions =
        conditions::conditions(run, &arguments.length)?.ok_or_else(conditions::no_speed)?;
    let run_length = conditions::run_length(&arguments.length, units)?;

    let (evidence, study) =
        tables::limited(&arguments.tables, arguments.show.selection.study.as_deref())?;
    let show = &arguments.show;
    let rank_by = show.rank_by;
    let only = arguments.explain.clone().filter(|name| name != ALL);
    let for_programs =
        !matches!(format, Format::Table | Format::Md | Format::Html) && !format.is_picture();
    let question = Question {
        conditions,
        units,
        run_length,
        selection: show.selection.selection(study),
        only,
        rank_by,
        exponent: show.selection.exponent,
        with_impulse: for_programs || run_length.is_some() || rank_by != RankBy::Peak,
    };
    let mut report = Report::new(&evidence, question).map_err(|error| match &error {
        ReportError::Muscle(unknown) if show.selection.muscles.is_none() => {
            conditions::refused_name("--explain <MUSCLE>", unknown)
        }
        ReportError::Muscle(unknown) => conditions::refused_muscle(unknown),
        ReportError::StepRate(quantity) => conditions::refused_step_rate(run, quantity),
        _ => refused("--rank-by <QUANTITY>", "cumulative", &error),
    })?;

    if conditions.mass().is_none() && matches!(format, Format::Table) {
        observer.report(Severity::Note, MASS_HINT);
    }
    let dir = arguments.tables.data.as_deref();
    let is_told = matches!(format, Format::Html | Format::Table | Format::Md | Format::Json);
    let training = if is_told { Some(tables::training(dir, &evidence)?) } else { None };
    if let Some(training) = &training {
        report.tell_trunk(training);
    }
    let mut document = if explained { report.explained() } else { report.document() };
    if let Some(first) = report.rows.first().filter(|_| !explained) {
        document.hint = format!("why: --explain {}", first.muscle.key());
    }
    if let (Some(training), Format::Html, Some(first)) = (&training, format, report.rows.first()) {
        let (tables, question) = ((&*evidence, &**training), &report.question);
        document =
            with_advice(document, tables, first.muscle, conditions, question.run_length, units);
    }
    document.banner = target.banner();
    document.say_profile(&run.filled);
    target.write(observer, |mut style, out| {
        // an explanation speaks of its sources throughout
        style.notes |= explained;
        render::write(&document, format, style, out)
    })
}
