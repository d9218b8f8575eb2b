//! One module a command: open, ask the library, write. Only these modules open files.

mod batch;
mod cache;
mod calculate;
mod compare;
mod conditions;
mod config;
mod data;
mod earlier;
mod files;
mod history;
mod list;
mod output;
mod paths;
mod profile;
mod run;
mod settings;
mod shell;
mod sweep;
mod tables;
mod training;
mod typing;
mod unfinished;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser};
use musclerun::answer;
use musclerun::batch::{Observer, Progress, Severity};
use musclerun::embedded;

pub(crate) use files::is_reader_gone;
pub(crate) use unfinished::remove_all;

use crate::cli::{CalculateCommand, Calculator, Cli, Command, CommonArgs, SHORT_HELP, program};

/// What to type for an answer in kilograms too.
const MASS_HINT: &str = "--mass 70 or --mass 154lb adds newtons and kilograms-force";

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was typed is wrong, or help was asked for.
    Usage(clap::Error),
    /// What was typed is refused for this reason, which only the other options, the tables or the inputs show.
    Refused(String),
    /// It was right, and still could not be done.
    Failed(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// How a command ended that did not fail.
pub(crate) enum Outcome {
    /// All that was asked is done.
    Done,
    /// It is done, but for rows or files that were refused.
    SomeRefused,
    /// No input could be read, each of which was told; an output that there was is as before.
    NothingDone,
}

pub(crate) fn run(
    arguments: impl Iterator<Item = OsString>,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
    let arguments = spreadsheet_alone(arguments);
    if arguments.len() <= 1 {
        files::to_stdout(SHORT_HELP.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let is_option = |argument: &OsString| argument.to_string_lossy().starts_with('-');
    // whatever this cannot parse is parsed, or refused, with the commands below
    if arguments.get(1).is_some_and(is_option)
        && let Ok(Calculator { common, calculate }) = Calculator::try_parse_from(&arguments)
    {
        let observer = &mut Messages::of(&common, observer);
        typing::say_synonyms(&arguments, observer);
        return calculator(calculate, &common, observer);
    }
    let mut command = program();
    let ordered = typing::command_first(arguments.clone(), &command);
    typing::check(&ordered, &command)?;
    if arguments.iter().any(|a| a == "-V" || a == "--version") {
        let tables = embedded::evidence().checksum();
        command = command.version(format!("{} (tables {tables})", env!("CARGO_PKG_VERSION")));
    }
    let matches = match command.try_get_matches_from_mut(&ordered) {
        // an option that the command behind it does not know
        Err(error) if error.kind() == ErrorKind::UnknownArgument && ordered != arguments => {
            command.try_get_matches_from_mut(&arguments)
        }
        matches => matches,
    };
    let cli = matches
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| typing::refusal(error, &ordered, &command))?;
    let common = cli.common;
    let observer = &mut Messages::of(&common, observer);
    typing::say_synonyms(&arguments, observer);
    let Some(command) = cli.command else {
        return calculator(cli.calculate, &common, observer);
    };
    let profile = || profile::read(&common);
    match command {
        Command::Batch(mut typed) => {
            typed.run.fill(&profile()?);
            return batch::run(&typed, observer);
        }
        Command::History(mut typed) => {
            typed.people.fill(&profile()?);
            return history::run(&typed, observer);
        }
        Command::Run(mut typed) => {
            typed.fill(&profile()?);
            return run::run(&typed, observer);
        }
        Command::Compare(typed) => return compare::run(*typed, &profile()?, observer),
        Command::Sweep(mut typed) => {
            let profile = profile()?;
            typed.run.fill(&profile);
            typed.output.fill(&profile);
            sweep::run(&typed, observer)?;
        }
        Command::Reduce(mut typed) => {
            typed.fill(&profile()?);
            training::reduce(&typed, observer)?;
        }
        Command::Train(mut typed) => {
            typed.fill(&profile()?);
            training::train(&typed, observer)?;
        }
        Command::Plan(mut typed) => {
            typed.fill(&profile()?);
            training::plan(&typed, observer)?;
        }
        Command::Config(typed) => config::run(&typed, &common, observer)?,
        Command::Muscles(listing) => list::run(&listing, observer, answer::list::muscles)?,
        Command::Studies(listing) => list::run(&listing, observer, answer::list::studies)?,
        Command::Fields(typed) => list::fields(&typed)?,
        Command::Data(data) => data::run(&data)?,
        Command::Licences(form) => {
            let licences = include_bytes!("../data/licences.txt").to_vec();
            files::to_stdout(&form.bytes("licences", licences)?)?;
        }
        Command::Completions(typed) => shell::completions(&typed, observer)?,
        Command::Man(typed) => shell::man(&typed, observer)?,
    }
    Ok(Outcome::Done)
}

/// What was typed, where `--excel` alone does not take the word behind it.
fn spreadsheet_alone(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let end = arguments.iter().position(|it| it == "--").unwrap_or(arguments.len());
    for i in 0..end {
        let is_followed = arguments.get(i + 1).is_some_and(|next| next == "us" || next == "eu");
        if arguments[i] == "--excel" && !is_followed {
            arguments[i] = "--excel=auto".into();
        }
    }
    arguments
}

/// The calculator, which is typed without a command.
fn calculator(
    mut typed: CalculateCommand,
    common: &CommonArgs,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
    let profile = profile::read(common)?;
    typed.run.fill(&profile);
    typed.output.fill(&profile);
    calculate::run(&typed, observer)?;
    Ok(Outcome::Done)
}

/// Messages beside the answer, without those that are not wanted.
struct Messages<'o> {
    observer: &'o mut dyn Observer,
    is_quiet: bool,
}

impl<'o> Messages<'o> {
    fn of(common: &CommonArgs, observer: &'o mut dyn Observer) -> Self {
        Self { observer, is_quiet: common.quiet }
    }
}

impl Observer for Messages<'_> {
    fn report(&mut self, severity: Severity, message: &str) {
        if !self.is_quiet || matches!(severity, Severity::Error) {
            self.observer.report(severity, message);
        }
    }

    fn progress(&mut self, progress: Progress) {
        if !self.is_quiet {
            self.observer.progress(progress);
        }
    }
}

/// A refusal of the value of an option that only the other options or the tables could judge, worded as clap words all
/// others.
fn refused(option: &str, value: &str, reason: impl std::fmt::Display) -> Failure {
    wrong(format!("invalid value '{value}' for '{option}': {reason}"))
}

/// A refusal of what was typed.
fn wrong(reason: impl std::fmt::Display) -> Failure {
    Failure::Refused(reason.to_string())
}
