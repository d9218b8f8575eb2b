//! What people type a little differently than it is meant, read from the arguments alone: each is refused with the line
//! that would have worked.

mod meant;

use std::ffi::OsString;

use clap::ArgAction;
use clap::error::{ContextKind, ContextValue};
use musclerun::activity::is_named_recording;
use musclerun::batch::{Observer, Severity};
use musclerun::conditions::Terrain;
use musclerun::spelling::{has_suffix, nearest};

use super::{Failure, wrong};
use crate::cli::LASTING;

/// The arguments with the options that stand before a command behind it.
pub(super) fn command_first(arguments: Vec<OsString>, program: &clap::Command) -> Vec<OsString> {
    let is_command = |text: &str| {
        let mut commands = program.get_subcommands();
        text == "help" || commands.any(|command| command.get_name() == text)
    };
    let mut at = 1;
    while let Some(text) = arguments.get(at).and_then(|argument| argument.to_str()) {
        if is_command(text) {
            break;
        }
        if text == "--" || !text.starts_with('-') {
            return arguments;
        }
        at += if takes_the_next(text, program) { 2 } else { 1 };
    }
    let mut ordered = arguments;
    if at > 1 && at < ordered.len() {
        let command = ordered.remove(at);
        ordered.insert(1, command);
    }
    ordered
}

/// Whether an option takes the next argument as its value, by the first command that knows it.
fn takes_the_next(option: &str, program: &clap::Command) -> bool {
    let commands = std::iter::once(program).chain(program.get_subcommands());
    let mut known = commands.flat_map(clap::Command::get_arguments).filter(|argument| {
        let long = option.strip_prefix("--");
        let names = argument.get_long_and_visible_aliases().unwrap_or_default();
        let hidden = argument.get_aliases().unwrap_or_default();
        long.is_some_and(|long| names.contains(&long) || hidden.contains(&long))
            || argument.get_short().is_some_and(|short| option == format!("-{short}"))
    });
    known
        .next()
        .is_some_and(|argument| matches!(argument.get_action(), ArgAction::Set | ArgAction::Append))
}

/// Refuses what is typed for another command with the line that would have worked.
pub(super) fn check(arguments: &[OsString], program: &clap::Command) -> Result<(), Failure> {
    let words: Option<Vec<&str>> = arguments.iter().map(|argument| argument.to_str()).collect();
    let Some(words) = words else {
        return Ok(());
    };
    let owned: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let of_other =
        || matches!(words.get(1), Some(&"batch" | &"run")).then(|| other_tool(&words)).flatten();
    // parsed once more only where a word may be wrong
    let meant = || meant::odd(&owned).and_then(|_| meant::line(&words, program));
    let reason = config(&words).or_else(of_other).or_else(meant);
    reason.map_or(Ok(()), |reason| Err(wrong(reason)))
}

/// What clap refuses, with the line that is meant where there is one.
pub(super) fn refusal(
    error: clap::Error,
    arguments: &[OsString],
    program: &clap::Command,
) -> Failure {
    let words: Option<Vec<&str>> = arguments.iter().map(|argument| argument.to_str()).collect();
    let meant = words.filter(|_| error.use_stderr()).and_then(|words| meant::line(&words, program));
    meant.map_or_else(|| Failure::Usage(with_near_tips(error)), wrong)
}

/// An option of the profile, or a third run, written as another command takes it.
fn config(words: &[&str]) -> Option<String> {
    let is_pairs = |word: &str| word.contains('=') && !word.starts_with('-');
    let typed = words.get(1..)?;
    let mut meant: Vec<String> = typed.iter().map(|word| (*word).to_owned()).collect();
    let reason = match typed {
        ["config", "get" | "show" | "list", ..] => {
            meant.truncate(1);
            "config alone shows what is in force".to_owned()
        }
        ["config", option, value, ..] if LASTING.iter().any(|(name, _)| name == option) => {
            meant.insert(1, "set".to_owned());
            format!("'{option}' takes {value} by set")
        }
        ["config", "set", pair] if pair.contains('=') => {
            let (option, value) = pair.split_once('=')?;
            meant.splice(2.., [option.to_owned(), value.to_owned()]);
            "an option and its value stand apart here".to_owned()
        }
        ["compare", a, b, c, ..] if [a, b, c].iter().all(|word| is_pairs(word)) => {
            meant.remove(3);
            format!("'{c}' is a third run, and two are compared")
        }
        _ => return None,
    };
    Some(format!("{reason}; this is understood:{}", line(&meant)))
}

fn line(words: &[String]) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,=%+@".contains(c);
    let quoted = words.iter().map(|word| {
        if !word.is_empty() && word.chars().all(is_plain) {
            word.clone()
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    });
    let quoted: Vec<String> = quoted.collect();
    format!("\n\n  musclerun {}", quoted.join(" "))
}

/// Whether a file's name has one of these suffixes, gzipped or not.
fn is_recording(word: &str) -> bool {
    !word.starts_with('-') && is_named_recording(word)
}

fn is_table(word: &str) -> bool {
    !word.starts_with('-') && has_suffix(word, &["csv", "tsv"])
}

/// The words that are files to be read: none that an option takes.
fn files<'w>(words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    const TAKERS: [&str; 6] = ["-o", "--output", "--rejects", "--config", "--data", "--map"];
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs.filter(|(before, _)| !TAKERS.contains(before)).map(|(_, word)| *word)
}

/// A recorded run for `batch`, or a table for `run`.
fn other_tool(words: &[&str]) -> Option<String> {
    let kinds = [is_recording as fn(&str) -> bool, is_table];
    let ([own, other], what, command) = if words[1] == "batch" {
        ([kinds[1], kinds[0]], "a recorded run, and batch reads tables of runs", "run")
    } else {
        (kinds, "a table of runs, and run reads recorded ones", "batch")
    };
    if files(words).any(own) {
        return None;
    }
    let file = files(words).find(|word| other(word))?;
    let mut words: Vec<String> = words[1..].iter().map(|word| (*word).to_owned()).collect();
    command.clone_into(&mut words[0]);
    Some(format!("'{file}' is {what}; this computes it:{}", line(&words)))
}

/// A refusal by clap with those tips alone that are near what was typed.
fn with_near_tips(mut error: clap::Error) -> clap::Error {
    let text = |error: &clap::Error, kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => texts.first().cloned(),
        _ => None,
    };
    // a word behind two hyphens is no value that anybody meant
    error.remove(ContextKind::Suggested);
    for (typed, tip) in [
        (ContextKind::InvalidArg, ContextKind::SuggestedArg),
        (ContextKind::InvalidSubcommand, ContextKind::SuggestedSubcommand),
        (ContextKind::InvalidValue, ContextKind::SuggestedValue),
    ] {
        let bare = |text: String| text.trim_start_matches('-').to_owned();
        let pair = text(&error, typed).map(bare).zip(text(&error, tip).map(bare));
        if pair.is_some_and(|(typed, tip)| nearest(&typed, std::iter::once(&*tip)).is_none()) {
            error.remove(tip);
        }
    }
    error
}

/// Says what words are taken for that are only other words for a ground.
pub(super) fn say_synonyms(arguments: &[OsString], observer: &mut dyn Observer) {
    let mut found: Vec<String> = Vec::new();
    let mut is_next = false;
    for argument in arguments.iter().filter_map(|argument| argument.to_str()) {
        let named = argument.split_once("terrain=").map(|(_, rest)| rest);
        let typed = named.or_else(|| is_next.then_some(argument));
        let typed = typed.map(|typed| typed.split(',').next().unwrap_or_default());
        found.extend(typed.and_then(Terrain::synonym));
        is_next = matches!(argument, "-t" | "--terrain");
    }
    found.dedup();
    for text in found {
        observer.report(Severity::Note, &text);
    }
}
