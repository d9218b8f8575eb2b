//! `musclerun batch`: files of runs in, a spreadsheet of loads out.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use musclerun::answer::calculate::RankBy;
use musclerun::batch::{Batch, BatchError, Form, Layout, Observer, Settings, Severity, Summary};
use musclerun::input::decompressed;
use musclerun::training_log::{DecimalMark, Defaults, PlanError, Reading};
use musclerun::units::StepRate;

use super::files::{Sink, check_distinct};
use super::output::{finish, if_exists};
use super::{Failure, Outcome, conditions, refused, tables};
use crate::cli;

pub(super) fn run(arguments: &cli::Batch, observer: &mut dyn Observer) -> Result<Outcome, Failure> {
    if arguments.files.is_empty() && io::stdin().is_terminal() {
        return Err(refused(
            "[FILE]...",
            "",
            "standard input is a terminal; name a file, or send rows to standard input",
        ));
    }
    let results = &arguments.results;
    let rejects = results.rejects.as_deref();
    let rejects = rejects.map(|path| ("--rejects <FILE>", Some(path)));
    let outputs: Vec<_> = std::iter::once(("--output <FILE>", results.path.as_deref()))
        .chain(rejects)
        .collect();
    check_distinct(inputs(arguments).iter().map(PathBuf::as_path), &outputs)?;
    let settings = settings(arguments)?;
    let (evidence, _) =
        tables::limited(&arguments.tables, arguments.show.selection.study.as_deref())?;
    let if_exists = if_exists(results.no_clobber);
    let mut out = Sink::open(results.path.as_deref(), if_exists)?;
    let rejects = results.rejects.as_deref();
    let mut rejects = rejects
        .map(|path| Sink::beside(path, if_exists))
        .transpose()?;
    let outcome = {
        // whole blocks are written, which need no buffer
        let rejects = rejects
            .as_mut()
            .map(|rejects| rejects as &mut dyn io::Write);
        let mut batch =
            Batch::new(&evidence, &settings, &mut out, rejects).map_err(|error| match &error {
                BatchError::Muscle(unknown) => refused("--muscles <NAMES>", &unknown.found, &error),
                BatchError::Quantity(unknown) => {
                    refused("--quantities <FIELDS>", &unknown.found, &error)
                }
                _ => error.into(),
            })?;
        run_all(arguments, &mut batch, observer)?
    };
    if !matches!(outcome, Outcome::NothingDone) {
        finish(out, observer)?;
        if let Some(rejects) = rejects {
            finish(rejects, observer)?;
        }
    }
    Ok(outcome)
}

/// The files that are read, or standard input.
fn inputs(arguments: &cli::Batch) -> Cow<'_, [PathBuf]> {
    if arguments.files.is_empty() {
        Cow::Owned(vec![PathBuf::from("-")])
    } else {
        Cow::Borrowed(&arguments.files)
    }
}

/// Computes every input.
fn run_all(
    arguments: &cli::Batch,
    batch: &mut Batch<'_>,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
    let files = inputs(arguments);
    let mut unread = 0;
    for file in files.iter() {
        let name = if file == Path::new("-") {
            "stdin".to_owned()
        } else {
            file.display().to_string()
        };
        let done = open(file)
            .map_err(|error| BatchError::Read {
                name: name.clone(),
                error,
            })
            .and_then(|mut input| batch.run(&name, &mut input, observer));
        match done {
            Ok(summary) => observer.report(Severity::Note, &words(&name, &summary)),
            Err(BatchError::Plan {
                error: error @ PlanError::UnknownDialect { .. },
                ..
            }) => {
                let typed = arguments.columns.from.as_deref().unwrap_or_default();
                return Err(refused("--from <DIALECT>", typed, error));
            }
            Err(BatchError::Plan {
                error: PlanError::UnknownField { found, accepted },
                ..
            }) => {
                let typed = found.clone();
                let error = PlanError::UnknownField { found, accepted };
                return Err(refused("--map <FIELD=COLUMN>", &typed, error));
            }
            Err(error) if error.is_of_one_input() && files.len() > 1 => {
                observer.report(Severity::Error, &error.to_string());
                unread += 1;
            }
            Err(error) => {
                if batch.summary.rows() > 0 {
                    observer.report(Severity::Note, &words("before the fault", &batch.summary));
                }
                return Err(error.into());
            }
        }
    }
    if files.len() > 1 {
        observer.report(Severity::Note, &words("in all", &batch.summary));
        if unread > 0 {
            let message = format!(
                "{unread} of {} inputs could not be read to the end",
                files.len()
            );
            observer.report(Severity::Error, &message);
        }
    }
    Ok(if unread == files.len() && batch.summary.rows() == 0 {
        Outcome::NothingDone
    } else if unread > 0 || batch.summary.refused > 0 {
        Outcome::SomeRefused
    } else {
        Outcome::Done
    })
}

fn open(file: &Path) -> io::Result<Box<dyn Read>> {
    if file == Path::new("-") {
        decompressed(io::stdin().lock())
    } else {
        decompressed(File::open(file)?)
    }
}

/// What became of the rows of an input.
fn words(name: &str, summary: &Summary) -> String {
    let sports: Vec<String> = summary
        .other_sports
        .iter()
        .map(|(sport, count)| format!("{sport} {count}"))
        .collect();
    let sports = if sports.is_empty() {
        String::new()
    } else {
        format!(" ({})", sports.join(", "))
    };
    format!(
        "{name}: {} runs computed, {} refused, {} skipped{sports}",
        summary.computed,
        summary.refused,
        summary.skipped()
    )
}

fn settings(arguments: &cli::Batch) -> Result<Settings, Failure> {
    let run = &arguments.run;
    let units = conditions::units(run);
    // for its refusal alone: rows bring their own terrain
    conditions::course(run)?;
    let show = &arguments.show;
    Ok(Settings {
        reading: Reading {
            dialect: arguments.columns.from.clone(),
            map: arguments.columns.map.clone(),
            units: run.units.map(Into::into),
            decimal: arguments.columns.decimal.map(|mark| match mark {
                cli::Decimal::Point => DecimalMark::Point,
                cli::Decimal::Comma => DecimalMark::Comma,
            }),
            defaults: Defaults {
                speed: conditions::speed(run)?,
                mass: run.mass,
                terrain: run.terrain,
                gradient: run.gradient.as_ref().map(|typed| typed.value),
                step_rate: run
                    .step_rate
                    .as_ref()
                    .map_or(StepRate::Typical, |typed| typed.value),
                extent: conditions::extent(run, units)?,
            },
        },
        columns: arguments.columns.header.clone(),
        layout: match arguments.layout {
            cli::Layout::Wide => Layout::Wide,
            cli::Layout::Long => Layout::Long,
        },
        form: form(arguments)?,
        no_header: arguments.results.no_header,
        muscles: show.selection.muscles.clone(),
        detail: show.selection.detail,
        top: show.selection.top,
        rank_by: RankBy::from(show.rank_by),
        quantities: arguments.quantities.clone(),
        threads: arguments.results.threads,
        strict: arguments.results.strict,
    })
}

/// The form by `--format` or `--excel`, else by the suffix of the file.
fn form(arguments: &cli::Batch) -> Result<Form, Failure> {
    let results = &arguments.results;
    let suffix = results.path.as_deref().and_then(Path::extension);
    match (results.excel, results.format) {
        (true, _) => Ok(Form::Excel),
        (_, Some(cli::BatchFormat::Csv)) => Ok(Form::Csv),
        (_, Some(cli::BatchFormat::Tsv)) => Ok(Form::Tsv),
        (_, Some(cli::BatchFormat::Jsonl)) => Ok(Form::Jsonl),
        (_, None) => match suffix.and_then(|suffix| suffix.to_str()) {
            None | Some("csv") => Ok(Form::Csv),
            Some("tsv") => Ok(Form::Tsv),
            Some("jsonl" | "ndjson") => Ok(Form::Jsonl),
            Some(suffix) => Err(refused(
                "--output <FILE>",
                suffix,
                "the suffix names no format; .csv, .tsv and .jsonl do, or give --format",
            )),
        },
    }
}
