//! `musclerun` on the command line: parse, run, say what went wrong, exit.

mod cli;
mod commands;

use std::io::Write;
use std::process::ExitCode;

use commands::Failure;

fn main() -> ExitCode {
    match commands::run(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        // help and wrong usage: clap knows which stream and which code
        Err(Failure::Usage(error)) => {
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
        Err(Failure::Failed(error)) => {
            // who reads our output may stop when it has enough
            if commands::is_broken_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            let mut stderr = anstream::stderr().lock();
            let red = anstyle::AnsiColor::Red.on_default().bold();
            let _ = writeln!(stderr, "{red}error:{red:#} {error:#}");
            ExitCode::FAILURE
        }
    }
}
