//! `musclerun` on the command line: parse, run, say what went wrong, exit.

mod cli;
mod commands;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use commands::{Failure, Outcome};
use musclerun::batch::{Observer, Progress, Severity};

/// What was typed is wrong.
const WRONG_USAGE: u8 = 2;
/// Done, but some rows or files were refused.
const SOME_REFUSED: u8 = 3;

fn main() -> ExitCode {
    // a panic ends the process without unwinding, so nothing else would take an unfinished file away
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        commands::remove_all();
        report(info);
    }));
    let mut console = Console::new();
    let result = commands::run(std::env::args_os(), &mut console);
    console.clear();
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeRefused) => ExitCode::from(SOME_REFUSED),
        Ok(Outcome::NothingDone) => ExitCode::FAILURE,
        // help and wrong usage: clap knows which stream and which code
        Err(Failure::Usage(error)) => {
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(WRONG_USAGE))
        }
        Err(Failure::Refused(reason)) => {
            // worded as clap ends all others
            console.write_lines(
                Severity::Error,
                &format!("{reason}\n\nFor more information, try '--help'."),
            );
            ExitCode::from(WRONG_USAGE)
        }
        Err(Failure::Failed(error)) => {
            // who reads our output may stop when it has enough
            if commands::is_reader_gone(&error) {
                return ExitCode::SUCCESS;
            }
            console.write_lines(Severity::Error, &format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Standard error: messages, and on a terminal a line of progress for what takes more than a second.
struct Console {
    begun: Instant,
    shown: Option<Instant>,
    is_terminal: bool,
    has_color: bool,
}

impl Console {
    fn new() -> Self {
        Self {
            begun: Instant::now(),
            shown: None,
            is_terminal: io::stderr().is_terminal(),
            has_color: anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
        }
    }

    /// Writes a message, in as many lines as it has.
    fn write_lines(&mut self, severity: Severity, message: &str) {
        self.clear();
        let color = match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            _ => AnsiColor::Cyan,
        };
        let style = if self.has_color { color.on_default().bold() } else { Style::new() };
        // no name and no cell moves the cursor
        let is_obeyed = |it: char| it.is_control() && !matches!(it, '\n' | '\t');
        let message = message.replace(is_obeyed, "\u{fffd}");
        // in one piece; nothing can be reported to a standard error that is gone
        let line = format!("{style}{severity}:{style:#} {message}\n");
        let _ = io::stderr().write_all(line.as_bytes());
    }

    fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

impl Observer for Console {
    fn report(&mut self, severity: Severity, message: &str) {
        // a line each, whatever a file is called
        self.write_lines(severity, &message.replace('\n', "\u{fffd}"));
    }

    fn progress(&mut self, progress: Progress) {
        const PATIENCE: Duration = Duration::from_secs(1);
        const BETWEEN: Duration = Duration::from_millis(200);
        let now = Instant::now();
        let is_due = self.shown.is_none_or(|shown| now - shown >= BETWEEN);
        let elapsed = now - self.begun;
        if self.is_terminal && elapsed >= PATIENCE && is_due {
            let Progress { done, total, what, .. } = progress;
            let tenths = (elapsed.as_millis() / 100).max(1);
            let per_second = u128::from(done) * 10 / tenths;
            let amount = match total {
                Some(total) => format!("{} {done} of {total}", bar(done, total)),
                None => done.to_string(),
            };
            let _ = write!(io::stderr(), "\r{amount} {what}, {per_second} a second\x1b[K");
            self.shown = Some(now);
        }
    }
}

/// A bar of twenty characters, filled as far as it is done.
fn bar(done: u64, total: u64) -> String {
    const LENGTH: u64 = 20;
    // at most twenty, which fits
    let filled = usize::try_from(done * LENGTH / total.max(1)).unwrap_or(0);
    format!("[{:.<20}]", "#".repeat(filled))
}
