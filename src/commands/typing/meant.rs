//! The line that is meant by one that is not understood: a word gets the option that it lacks or its other name, joins the
//! word before it, or goes. Only what the program then understands is offered.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use musclerun::conditions::Terrain;
use musclerun::embedded;
use musclerun::render::Format;

use super::{is_recording, is_table};

/// Words between others that say nothing here.
const FILLERS: [&str; 14] = [
    "my", "the", "of", "at", "on", "vs", "vs.", "versus", "and", "to", "by", "with", "from", "per",
];

/// Other names of options, and of words that they take.
const NAMES: [(&str, &[&str]); 36] = [
    ("--split", &["--by"]),
    ("--splits", &["--by"]),
    ("--injury", &["--for"]),
    ("--from", &["--since"]),
    ("--to", &["--until"]),
    ("--date", &["--start"]),
    ("--time", &["--duration"]),
    ("--length", &["--distance"]),
    ("--grade", &["--gradient"]),
    ("--bpm", &["--step-rate"]),
    ("--spm", &["--step-rate"]),
    ("--stride-rate", &["--step-rate"]),
    ("--footstrike", &["--foot-strike"]),
    ("--lean", &["--trunk-lean"]),
    ("--why", &["--explain"]),
    ("--sources", &["--notes"]),
    ("--verbose", &["--notes"]),
    ("-v", &["--version"]),
    ("--name", &["--athlete"]),
    ("--sort", &["--rank-by"]),
    ("--limit", &["--top"]),
    ("--surface", &["--terrain"]),
    ("--ground", &["--terrain"]),
    ("--goal", &["--distance"]),
    ("--miles", &["--units", "mi"]),
    ("--imperial", &["--units", "mi"]),
    ("--metric", &["--units", "km"]),
    ("imperial", &["mi"]),
    ("metric", &["km"]),
    ("miles", &["mi"]),
    ("text", &["table"]),
    ("txt", &["table"]),
    ("markdown", &["md"]),
    ("excel", &["xlsx"]),
    ("weekly", &["week"]),
    ("monthly", &["month"]),
];

/// Options that are a unit of another one.
const UNITED: [(&str, &str, &str); 6] = [
    ("--weeks", "--last", "w"),
    ("--days", "--last", "d"),
    ("--kg", "--mass", "kg"),
    ("--lb", "--mass", "lb"),
    ("--lbs", "--mass", "lb"),
    ("--km", "--distance", "km"),
];

/// What people think that matters, and of which nothing is in the tables.
const UNKNOWN: [&str; 8] =
    ["--height", "--age", "--sex", "--gender", "--hr", "--heart-rate", "--power", "--vo2max"];

const CHANGES: usize = 6;

/// What to say of a line that is not understood, with the one that is meant, where there is one.
pub(super) fn line(words: &[&str], program: &clap::Command) -> Option<String> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let at = stray(&words, program).err()?;
    let Some(mut meant) = search(&words, program, CHANGES) else {
        let word = words.get(at?)?;
        if UNKNOWN.contains(&&**word) {
            return Some(format!(
                "there is no '{word}' here: no figure of these studies goes by it"
            ));
        }
        let named = NAMES.iter().map(|(name, other)| (name, other[0]));
        let mut others = named.chain(UNITED.iter().map(|(name, other, _)| (name, *other)));
        let (_, long) = others.find(|(name, _)| *name == word)?;
        let long = long.strip_prefix("--")?;
        let command = program.find_subcommand(words.get(1)?);
        command?.get_arguments().find(|argument| argument.get_long() == Some(long))?;
        return Some(format!("there is no '{word}' here; --{long} is understood"));
    };
    let is_speed = |word: &String| {
        let name = word.split('=').next().unwrap_or_default();
        ["-p", "-s", "--pace", "--speed", "-d", "--distance", "--version"].contains(&name)
    };
    if !meant.iter().any(is_speed) {
        let pace = ["--pace".to_owned(), "5:00".to_owned()];
        match &*meant[1] {
            "reduce" if !meant.iter().any(|word| is_recording(word)) => meant.extend(pace),
            first if first.starts_with('-') => drop(meant.splice(1..1, pace)),
            _ => {}
        }
    }
    let reason = match at.map(|at| &*words[at]) {
        Some("pdf") => "no PDF is written, but a browser prints a report as one".to_owned(),
        Some(word) if Path::new(word).is_file() => format!("'{word}' is a file to be computed"),
        Some(word) => format!("'{word}' is not understood there"),
        None => "two runs are a pair of conditions each".to_owned(),
    };
    Some(format!("{reason}; this is understood:{}", super::line(&meant[1..])))
}

/// A line that is understood, by as many changes as are left.
fn search(words: &[String], program: &clap::Command, left: usize) -> Option<Vec<String>> {
    let at = match stray(words, program) {
        Ok(()) => return Some(words.to_vec()),
        Err(at) => at,
    };
    let left = left.checked_sub(1)?;
    let lines = at.map_or_else(|| pairs(words), |at| readings(words, at));
    lines.into_iter().find_map(|line| search(&line, program, left))
}

/// The first word that stands where files are named and is none.
pub(super) fn odd(words: &[String]) -> Option<usize> {
    let command = words.get(1)?.as_str();
    let first = match command {
        "reduce" | "train" => 3,
        "run" | "batch" | "history" | "compare" => 2,
        _ => return None,
    };
    let is_odd = |at: &usize| {
        let word = &*words[*at];
        let before = &*words[at - 1];
        let is_bare = !word.starts_with('-') && !is_option(before);
        let is_known = match command {
            "train" => is_muscle(word),
            "compare" => {
                let name = word.split_once('=').map(|(name, _)| name);
                is_recording(word) || name.is_some_and(|name| !name.contains([' ', ':']))
            }
            _ => false,
        };
        is_bare && !is_known && !Path::new(word).exists() && !readings(words, *at).is_empty()
    };
    // a word behind the muscle may be one in front of it
    let filler = words.get(2).filter(|word| first == 3 && FILLERS.contains(&&***word));
    filler.map(|_| 2).or_else(|| (first..words.len()).find(is_odd))
}

/// Which word is not understood, if it is known which.
fn stray(words: &[String], program: &clap::Command) -> Result<(), Option<usize>> {
    let error = match program.clone().try_get_matches_from(words) {
        Ok(_) => return odd(words).map_or(Ok(()), |at| Err(Some(at))),
        Err(error) if !error.use_stderr() => return Ok(()),
        Err(error) => error,
    };
    let filler = |at: &usize| FILLERS.contains(&&*words[*at]) && !is_option(&words[at - 1]);
    if let Some(at) = (2..words.len()).find(filler) {
        return Err(Some(at));
    }
    let kind = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => ContextKind::InvalidValue,
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        _ => ContextKind::InvalidSubcommand,
    };
    let found = match error.get(kind) {
        Some(ContextValue::String(text)) => words
            .iter()
            .skip(1)
            .position(|word| word == text || word.starts_with(&format!("{text}="))),
        _ => None,
    };
    Err(found.map(|at| at + 1))
}

/// The lines that a word may be meant in.
fn readings(words: &[String], at: usize) -> Vec<Vec<String>> {
    let (command, word) = (&*words[1], &*words[at]);
    let replaced = |to: usize, new: &[&str]| {
        let mut line = words.to_vec();
        line.splice(at..to, new.iter().map(|word| (*word).to_owned()));
        line
    };
    if let ("per", Some(unit)) = (word, words.get(at + 1)) {
        let value = format!("{} per {unit}", words[at - 1]);
        return vec![[&words[..at - 1], &[value], &words[at + 2..]].concat()];
    }
    if FILLERS.contains(&word) && at > 1 {
        return vec![replaced(at + 1, &[])];
    }
    let united = UNITED.iter().find(|(other, ..)| *other == word);
    if let (Some((_, option, unit)), Some(next)) = (united, words.get(at + 1)) {
        return vec![replaced(at + 2, &[option, &format!("{next}{unit}")])];
    }
    let tool = if is_recording(word) { Some("run") } else { is_table(word).then_some("batch") };
    if let Some(tool) = tool.filter(|_| at == 1 || command.starts_with('-')) {
        let mut line = words.to_vec();
        line.insert(1, tool.to_owned());
        return vec![line];
    }
    let mut lines = in_pieces(words, at);
    let (name, value) =
        word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
    let other = NAMES.iter().find(|(other, _)| *other == name);
    let mut new: Vec<Vec<String>> = Vec::new();
    let mut put = |words: &[&str]| new.push(words.iter().map(|word| (*word).to_owned()).collect());
    if let Some((_, other)) = other {
        put(&[*other, value.as_slice()].concat());
    } else if let Some(bare) = word.strip_prefix("--") {
        if Format::ALL.iter().any(|format| format.key() == bare) {
            put(&["--format", bare]);
        } else if bare.parse::<Terrain>().is_ok() {
            put(&["--terrain", bare]);
        } else if is_muscle(bare) {
            put(&["--muscles", bare]);
        }
    } else if is_option(&words[at - 1]) && word.contains(['-', '–']) {
        put(&[&word.replace(['-', '–'], "..")]);
    } else if command == "compare" {
        let begins = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
        match word.split_once(['=', ':', ' ']).filter(|(name, _)| begins(name)) {
            Some((name, value)) => put(&[&format!("{name}={value}")]),
            None if word.parse::<Terrain>().is_ok() => put(&[&format!("terrain={word}")]),
            None if word.contains(':') => put(&[&format!("pace={word}")]),
            None => {}
        }
    } else if let Some(value) = value {
        put(&[&format!("--{name}"), value]);
    } else {
        let options = options(command, word);
        for option in options {
            put(&[option, word]);
        }
        let is_name = word.chars().all(|c: char| c.is_ascii_lowercase() || c == '-');
        if options.is_empty() && is_name && (at == 1 || command.starts_with('-')) {
            put(&[&format!("--{word}")]);
        }
    }
    let new = new.iter().map(|new| new.iter().map(String::as_str).collect::<Vec<_>>());
    lines.extend(new.map(|new| replaced(at + 1, &new)));
    lines
}

/// The lines in which a word goes on the value before it, or a form that is not written becomes one that is.
fn in_pieces(words: &[String], at: usize) -> Vec<Vec<String>> {
    let (word, before) = (&*words[at], &*words[at - 1]);
    let option = if at > 2 { &*words[at - 2] } else { "" };
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || "-+.".contains(c));
    let mut new = Vec::new();
    if word == "pdf" && before.starts_with('-') {
        new.extend(["--output=report.html".to_owned()]);
    } else if let (true, Some(next)) = (is_option(before), words.get(at + 1)) {
        if number(word) && !number(next) && !next.starts_with('-') {
            return vec![[&words[..at], &[format!("{word}{next}")], &words[at + 2..]].concat()];
        }
    } else if !option.starts_with('-') || before.starts_with('-') || word.starts_with('-') {
    } else if matches!(option, "-M" | "--muscles") {
        let name = word.trim_matches(',');
        let joined = || format!("{},{name}", before.trim_end_matches(','));
        new.extend(is_muscle(name).then(joined));
    } else if option == "--days" {
        new.push(format!("{before},{word}"));
    } else if words[1] == "sweep" {
        new.push(format!("{before}..{word}"));
    } else if number(before) && !number(word) {
        new.extend(["/", ""].map(|between| format!("{before}{between}{}", word.to_lowercase())));
    }
    let line = |new: String| [&words[..at - 1], &[new], &words[at + 1..]].concat();
    new.into_iter().map(line).collect()
}

/// The options whose value a word may be.
fn options(command: &str, word: &str) -> &'static [&'static str] {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit() || "-+".contains(c));
    if word.contains(':') {
        &["--pace", "--duration"]
    } else if word.contains("..") {
        &["--speed", "--gradient", "--step-rate"]
    } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
        &["--mass"]
    } else if is_muscle(word) && !matches!(command, "reduce" | "train") {
        &["--for", "--muscles"]
    } else if word.parse::<Terrain>().is_ok() {
        &["--terrain"]
    } else if is_number || matches!(word, "half" | "marathon") {
        &["--by", "--mass", "--distance", "--goal", "--duration", "--speed", "--gradient"]
    } else {
        &[]
    }
}

/// Options that were typed twice, where two runs are compared: each goes into its run.
fn pairs(words: &[String]) -> Vec<Vec<String>> {
    let ["compare", rest @ ..] = &*words[1..].iter().map(String::as_str).collect::<Vec<_>>() else {
        return Vec::new();
    };
    let twice = rest.iter().find(|word| {
        word.starts_with("--") && rest.iter().filter(|other| other == word).count() == 2
    });
    let Some(option) = twice else {
        return Vec::new();
    };
    let mut line = words.to_vec();
    while let Some(at) = line.iter().position(|word| word == option) {
        line.remove(at);
        if let Some(value) = line.get_mut(at) {
            value.insert_str(0, &format!("{}=", &option[2..]));
        }
    }
    vec![line]
}

/// Whether the next word may be its value.
fn is_option(word: &str) -> bool {
    word.starts_with('-') && !word.contains('=')
}

fn is_muscle(word: &str) -> bool {
    embedded::evidence().muscles().find(word).is_ok()
}
