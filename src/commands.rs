//! One module a command: open, ask the library, write. Only these modules open files.

mod batch;
mod cache;
mod calculate;
mod compare;
mod conditions;
mod data;
mod fields;
mod files;
mod history;
mod list;
mod longest;
mod output;
mod paths;
mod run;
mod sweep;
mod tables;
mod training;
mod unfinished;

use std::ffi::OsString;

use clap::{FromArgMatches, Parser};
use musclerun::batch::Observer;
use musclerun::embedded;

pub(crate) use files::is_reader_gone;
pub(crate) use unfinished::remove_all;

use crate::cli::{Calculator, Cli, Command, SHORT_HELP, program};

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

/// Runs what was typed.
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
        && let Ok(calculator) = Calculator::try_parse_from(&arguments)
    {
        calculate::run(&calculator.calculate, observer)?;
        return Ok(Outcome::Done);
    }
    let mut command = program();
    if arguments.iter().any(|a| a == "-V" || a == "--version") {
        let tables = embedded::evidence().checksum();
        command = command.version(format!("{} (tables {tables})", env!("CARGO_PKG_VERSION")));
    }
    let cli = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(Failure::Usage)?;
    match cli.command {
        None => calculate::run(&cli.calculate, observer)?,
        Some(Command::Batch(batch)) => return batch::run(&batch, observer),
        Some(Command::History(typed)) => return history::run(&typed, observer),
        Some(Command::Run(typed)) => return run::run(&typed, observer),
        Some(Command::Compare(both)) => compare::run(&both, observer)?,
        Some(Command::Sweep(typed)) => sweep::run(&typed, observer)?,
        Some(Command::Reduce(typed)) => training::reduce(&typed, observer)?,
        Some(Command::Train(typed)) => training::train(&typed, observer)?,
        Some(Command::Plan(typed)) => training::plan(&typed, observer)?,
        Some(Command::Muscles(listing)) => list::muscles(&listing, observer)?,
        Some(Command::Studies(listing)) => list::studies(&listing, observer)?,
        Some(Command::Fields(typed)) => fields::run(&typed)?,
        Some(Command::Data(data)) => data::run(&data)?,
        Some(Command::Licences) => files::to_stdout(include_bytes!("../data/licences.txt"))?,
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut program(), "musclerun", &mut script);
            files::to_stdout(&script)?;
        }
        Some(Command::Man { command }) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(described(command.as_deref())?).render(&mut page)?;
            files::to_stdout(&page)?;
        }
    }
    Ok(Outcome::Done)
}

/// What was typed, where `--excel` alone does not take the word behind it.
fn spreadsheet_alone(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let end = arguments
        .iter()
        .position(|it| it == "--")
        .unwrap_or(arguments.len());
    for i in 0..end {
        let is_followed = arguments
            .get(i + 1)
            .is_some_and(|next| next == "us" || next == "eu");
        if arguments[i] == "--excel" && !is_followed {
            arguments[i] = "--excel=auto".into();
        }
    }
    arguments
}

/// The command that a manual page is asked for, by its name; the program itself for none.
fn described(name: Option<&str>) -> Result<clap::Command, Failure> {
    let program = program();
    let Some(name) = name else {
        return Ok(program);
    };
    let names: Vec<&str> = program
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let page_name = format!("musclerun-{name}");
    program
        .find_subcommand(name)
        .map(|command| command.clone().name(page_name))
        .ok_or_else(|| {
            refused(
                "[COMMAND]",
                name,
                format!("{} are accepted", names.join(", ")),
            )
        })
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
