//! `musclerun batch`: files of runs in, a spreadsheet of loads out.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use musclerun::answer::exponent::UNPUBLISHED;
use musclerun::answer::pair::BOTH_WAYS;
use musclerun::batch::{
    Batch, BatchError, BatchForm, BatchOptions, InputFault, Observer, Progress, RowCounts,
    Severity, decompressed,
};
use musclerun::render::Format;
use musclerun::render::several::NotWritten;
use musclerun::training_log::{Defaults, HeaderError, LogOptions, RowWarning};

use super::files::{Sink, check_distinct};
use super::output::{RowSink, check_place, check_spreadsheet, finish, spreadsheet};
use super::paths::{expand, name, open};
use super::{Failure, MASS_HINT, Outcome, conditions, refused, tables};
use crate::cli::{self, IsOneDocument};

pub(super) fn run(
    arguments: &cli::BatchCommand,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
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
    let outputs: Vec<_> =
        std::iter::once(("--output <FILE>", results.path.as_deref())).chain(rejects).collect();
    let files = inputs(arguments)?;
    check_distinct(files.iter().map(PathBuf::as_path), &outputs)?;
    check_files_of_map(arguments, &files)?;
    let mut settings = settings(arguments)?;
    settings.with_file = files.len() > 1;
    let (evidence, _) =
        tables::limited(&arguments.tables, arguments.show.selection.study.as_deref())?;
    if settings.exponent.is_some() {
        observer.report(Severity::Note, UNPUBLISHED);
    }
    let is_sum = |name: &String| name.trim().starts_with("cumulative");
    if settings.quantities.iter().flatten().any(is_sum) {
        observer.report(Severity::Note, BOTH_WAYS);
    }
    let out = Sink::open(results.path.as_deref(), results.no_clobber)?.of_rows();
    let mut out = if form(arguments)?.1 {
        RowSink::json(out)
    } else {
        RowSink::new(out, settings.form == BatchForm::Xlsx)?
    };
    let mut passed = NotWritten::default();
    let rejects = results.rejects.as_deref();
    let mut rejects = rejects.map(|path| Sink::beside(path, results.no_clobber)).transpose()?;
    let outcome = {
        // whole blocks are written, which need no buffer
        let rejects = rejects.as_mut().map(|rejects| rejects as &mut dyn io::Write);
        let mut batch =
            Batch::new(&evidence, &settings, &mut out, rejects).map_err(|error| match &error {
                BatchError::Muscle(unknown) => refused("--muscles <NAMES>", &unknown.found, &error),
                BatchError::Quantity(unknown) => {
                    refused("--quantities <FIELDS>", &unknown.found, &error)
                }
                _ => error.into(),
            })?;
        let observer = &mut Refusals { observer, passed: &mut passed };
        run_all(arguments, &files, &mut batch, observer)?
    };
    if !matches!(outcome, Outcome::NothingDone) {
        finish(out.close(&passed)?, observer)?;
        if let Some(rejects) = rejects {
            finish(rejects, observer)?;
        }
    }
    Ok(outcome)
}

/// Keeps what was refused, as it is told, for the one JSON document.
struct Refusals<'o> {
    observer: &'o mut dyn Observer,
    passed: &'o mut NotWritten,
}

impl Observer for Refusals<'_> {
    fn report(&mut self, severity: Severity, message: &str) {
        self.observer.report(severity, message);
    }

    fn refuse(&mut self, place: &str, reason: &str) {
        self.passed.refused.push((place.to_owned(), reason.to_owned()));
        self.observer.refuse(place, reason);
    }

    fn progress(&mut self, progress: Progress) {
        self.observer.progress(progress);
    }
}

/// Refuses columns that are named for a file that is not read.
fn check_files_of_map(arguments: &cli::BatchCommand, files: &[PathBuf]) -> Result<(), Failure> {
    for (field, column) in &arguments.columns.map {
        let Some((file, _)) = field.rsplit_once(':') else {
            continue;
        };
        let is_it = |path: &PathBuf| {
            path == Path::new(file) || path.file_name().is_some_and(|last| last == file)
        };
        if !files.iter().any(is_it) {
            let typed = format!("{field}={column}");
            return Err(refused(
                "--map <FIELD=COLUMN>",
                &typed,
                format!("no input is called {file}"),
            ));
        }
    }
    Ok(())
}

/// The files that are read, or standard input.
fn inputs(arguments: &cli::BatchCommand) -> Result<Vec<PathBuf>, Failure> {
    if arguments.files.is_empty() {
        Ok(vec![PathBuf::from("-")])
    } else {
        expand("<FILE>...", &arguments.files, &["csv", "tsv", "txt"])
    }
}

fn run_all(
    arguments: &cli::BatchCommand,
    files: &[PathBuf],
    batch: &mut Batch<'_>,
    observer: &mut Refusals<'_>,
) -> Result<Outcome, Failure> {
    let mut unread = 0;
    for file in files {
        let name = name(file);
        let (counts, read) = match open(file).and_then(decompressed) {
            Ok(mut input) => batch.run(&name, &mut input, observer),
            Err(error) => {
                let (place, fault) = (name.clone(), error.into());
                (RowCounts::default(), Err(BatchError::Input { place, fault }))
            }
        };
        let fault = read.err();
        if fault.is_none() || counts.rows() > 0 {
            observer.report(Severity::Note, &counted(&name, &counts));
        }
        for (sport, rows) in &counts.other_sports {
            let reason = format!("{rows} of another sport: {sport}");
            observer.passed.skipped.push((name.clone(), reason));
        }
        match fault {
            None => {}
            Some(BatchError::Input { place, fault }) if !is_of_options(&fault) => {
                let reason = with_hint(&fault);
                if files.len() == 1 && counts.rows() == 0 {
                    return Err(anyhow::anyhow!("{place}: {reason}").into());
                }
                observer.refuse(&place, &reason);
                unread += 1;
            }
            Some(error) => return Err(failure(error, arguments)),
        }
    }
    if files.len() > 1 {
        observer.report(Severity::Note, &counted("in all", &batch.counts));
        if unread > 0 {
            let message =
                format!("{unread} of {} inputs could not be read to the end", files.len());
            observer.report(Severity::Error, &message);
        }
    }
    if batch.counts.warnings.contains_key(&RowWarning::NoMass) {
        let map = map_hint("mass_kg", batch.mass_column.as_deref());
        let message = format!("{MASS_HINT}, for rows without a mass; or {map}");
        observer.report(Severity::Note, &message);
    }
    Ok(if unread == files.len() && batch.counts.rows() == 0 {
        Outcome::NothingDone
    } else if unread > 0 || batch.counts.refused > 0 {
        Outcome::SomeRefused
    } else {
        Outcome::Done
    })
}

/// Whether a fault lies in what was typed, which no other input mends.
fn is_of_options(fault: &InputFault) -> bool {
    use HeaderError::{UnknownDialect, UnknownField};
    matches!(fault, InputFault::Header(UnknownDialect { .. } | UnknownField { .. }))
}

/// The failure of a whole run, with the option that is at fault.
fn failure(error: BatchError, arguments: &cli::BatchCommand) -> Failure {
    match error {
        BatchError::Input { fault: InputFault::Header(error), .. } => {
            if let HeaderError::UnknownField { found, .. } = &error {
                return refused("--map <FIELD=COLUMN>", found, &error);
            }
            let typed = arguments.columns.from.as_deref().unwrap_or_default();
            refused("--from <DIALECT>", typed, error)
        }
        error => error.into(),
    }
}

/// A fault of one input with what to type against it.
fn with_hint(fault: &InputFault) -> String {
    match fault {
        InputFault::Empty => format!("{fault}; --columns names those of an input without header"),
        InputFault::Header(HeaderError::NoSpeed { column, .. }) => {
            let map = map_hint("pace", column.as_deref());
            format!("{fault}; or --pace or --speed for all rows, or {map}")
        }
        _ => fault.to_string(),
    }
}

/// The option that names a column, as it is to be typed.
fn map_hint(field: &str, column: Option<&str>) -> String {
    match column {
        None => format!("--map {field}=COLUMN for the column that says it"),
        Some(column)
            if column.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) =>
        {
            format!("--map {field}={column}")
        }
        Some(column) => format!("--map '{field}={}'", column.replace('\'', "'\\''")),
    }
}

fn counted(name: &str, counts: &RowCounts) -> String {
    let sports: Vec<String> =
        counts.other_sports.iter().map(|(sport, count)| format!("{sport} {count}")).collect();
    let sports =
        if sports.is_empty() { String::new() } else { format!(" ({})", sports.join(", ")) };
    format!(
        "{name}: {} run{} computed, {} refused, {} skipped{sports}",
        counts.computed,
        if counts.computed == 1 { "" } else { "s" },
        counts.refused,
        counts.skipped()
    )
}

fn settings(arguments: &cli::BatchCommand) -> Result<BatchOptions, Failure> {
    let run = &arguments.run;
    let units = conditions::units(run, Some(&arguments.length));
    // for its refusal alone: rows bring their own terrain
    conditions::course(run)?;
    let show = &arguments.show;
    Ok(BatchOptions {
        reading: LogOptions {
            dialect: arguments.columns.from.clone(),
            map: arguments.columns.map.clone(),
            units: run.units,
            decimal: arguments.columns.decimal,
            defaults: Defaults {
                speed: conditions::speed_of(run, &arguments.length)?,
                mass: conditions::mass(run.mass.as_ref(), run.units)?,
                terrain: run.terrain,
                gradient: conditions::gradient(run),
                step_rate: conditions::step_rate(run),
                form: run.form.form(),
                run_length: conditions::run_length(&arguments.length, units)?,
            },
        },
        columns: arguments.columns.header.clone(),
        keep: arguments.columns.keep.clone(),
        with_file: false,
        layout: arguments.layout,
        form: form(arguments)?.0,
        no_header: arguments.results.no_header,
        selection: show.selection.selection(None),
        rank_by: show.rank_by,
        exponent: show.selection.exponent,
        quantities: arguments.quantities.clone(),
        threads: arguments.results.threads,
        strict: arguments.results.strict,
        most_messages: Some(arguments.results.max_messages),
        block_bytes: None,
    })
}

/// The form by `--format` or `--excel`, else by the suffix of the file.
fn form(arguments: &cli::BatchCommand) -> Result<(BatchForm, IsOneDocument), Failure> {
    let results = &arguments.results;
    if results.json {
        return Ok((BatchForm::Jsonl, true));
    }
    let path = results.path.as_deref();
    let suffix = path.and_then(Path::extension);
    check_spreadsheet(results.excel, path)?;
    match (spreadsheet(results.excel), results.format) {
        (Some(spreadsheet), _) => Ok((BatchForm::Excel(spreadsheet), false)),
        (_, Some(form)) => {
            if form.0 == BatchForm::Xlsx {
                check_place(Format::Xlsx, path)?;
            }
            Ok(form)
        }
        (_, None) => match suffix.and_then(|suffix| suffix.to_str()) {
            None | Some("csv") => Ok((BatchForm::Csv, false)),
            Some("tsv") => Ok((BatchForm::Tsv, false)),
            Some("jsonl" | "ndjson") => Ok((BatchForm::Jsonl, false)),
            Some("json") => Ok((BatchForm::Jsonl, true)),
            Some("xlsx") => Ok((BatchForm::Xlsx, false)),
            Some(suffix) => Err(refused(
                "--output <FILE>",
                suffix,
                "the suffix names no format; .csv, .tsv, .jsonl, .json and .xlsx do, or give --format",
            )),
        },
    }
}
