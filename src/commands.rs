//! One module a command: open, ask the library, write. Only these modules open files.

mod calculate;
mod catalogue;
mod data;
mod output;
mod tables;

use std::ffi::OsString;
use std::io;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use musclerun::embedded;

use crate::cli::{Cli, Command, SHORT_HELP};

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was typed is wrong, or help was asked for.
    Usage(clap::Error),
    /// It was right, and still could not be done.
    Failed(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Runs what was typed.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> Result<(), Failure> {
    let arguments: Vec<OsString> = arguments.collect();
    if arguments.len() <= 1 {
        return Ok(output::to_stdout(SHORT_HELP.as_bytes())?);
    }
    let mut command = Cli::command();
    if arguments.iter().any(|a| a == "-V" || a == "--version") {
        let tables = embedded::evidence().checksum();
        command = command.version(format!("{} (tables {tables})", env!("CARGO_PKG_VERSION")));
    }
    let cli = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(Failure::Usage)?;
    match cli.command {
        None => calculate::run(&cli.calculate),
        Some(Command::Muscles(listing)) => catalogue::muscles(&listing),
        Some(Command::Studies(listing)) => catalogue::studies(&listing),
        Some(Command::Data(data)) => data::run(&data),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "musclerun", &mut script);
            Ok(output::to_stdout(&script)?)
        }
        Some(Command::Man) => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            Ok(output::to_stdout(&page)?)
        }
    }
}

/// Whether the reader of our output has gone.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// A refusal of the value of an option that only the other options or the tables could judge, worded as clap words all
/// others.
fn refused(option: &str, value: &str, reason: impl std::fmt::Display) -> Failure {
    Failure::Usage(Cli::command().error(
        ErrorKind::ValueValidation,
        format!("invalid value '{value}' for '{option}': {reason}"),
    ))
}
