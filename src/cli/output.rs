//! What can be typed of the output, and what every command takes.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use musclerun::render::Format;

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Profile and messages")]
pub(crate) struct CommonArgs {
    /// Read the profile from this file [default: see `musclerun config`]
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,

    /// Read no file of a profile
    #[arg(long, global = true)]
    pub(crate) no_config: bool,

    /// Say nothing but errors beside the answer
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
}

#[allow(clippy::struct_excessive_bools)] // each can be typed by itself
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Form of the output [default: by the suffix of --output, else table]
    #[arg(short, long, value_parser = form_of(""))]
    pub(crate) format: Option<Format>,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,

    /// CSV for a double click in Excel: us (comma, point), eu (semicolon, decimal comma) [default: by the locale]
    #[arg(long, value_enum, value_name = "WHERE", num_args = 0..=1, default_missing_value = "auto",
          conflicts_with_all = ["format", "json"])]
    pub(crate) excel: Option<SpreadsheetChoice>,

    /// Write to a file, in the form that goes with its suffix (.txt .csv .tsv .json .jsonl .md .html .xlsx .svg .png)
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) banner: BannerArgs,

    /// Refuse to write to a file that exists
    #[arg(long)]
    pub(crate) no_clobber: bool,

    /// Leave out the header line of CSV and TSV
    #[arg(long)]
    pub(crate) no_header: bool,

    /// Tell all notes and sources below a table
    #[arg(long)]
    pub(crate) notes: bool,

    /// Keep to ASCII [default: only where the locale is not UTF-8]
    #[arg(long)]
    pub(crate) ascii: bool,

    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What stands above a report.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct BannerArgs {
    /// Title above a report
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    /// Whom a report is about
    #[arg(long, value_name = "NAME")]
    pub(crate) athlete: Option<String>,

    /// What to say above a report to whom it is for
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,

    /// The name of the profile, for reports alone.
    #[arg(skip)]
    pub(crate) lasting_name: Option<String>,
}

/// For which Excel CSV is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SpreadsheetChoice {
    /// Commas, points in numbers
    Us,
    /// Semicolons, commas in numbers
    Eu,
    /// By the locale
    #[value(hide = true)]
    Auto,
}

/// Whether a command makes a form.
fn is_made(command: &str, format: Format) -> bool {
    match command {
        "run" | "reduce" | "train" | "plan" => !format.is_picture(),
        "muscles" | "studies" | "config" => !format.is_picture() && format != Format::Html,
        _ => true,
    }
}

/// A form by its name; those that a command makes are shown, the others read, for a refusal that says who makes them.
fn form_of(command: &'static str) -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL
        .iter()
        .map(|format| PossibleValue::new(format.key()).hide(!is_made(command, *format)));
    PossibleValuesParser::new(names).try_map(|name| {
        let mut forms = Format::ALL.iter().copied();
        forms.find(|format| format.key() == name).ok_or("no such form")
    })
}

/// The commands with the forms that each makes.
pub(super) fn with_own_forms(program: clap::Command) -> clap::Command {
    let commands = ["run", "reduce", "train", "plan", "muscles", "studies", "config"];
    commands.into_iter().fold(program, |program, name| {
        let made = Format::ALL.iter().filter(|format| is_made(name, **format));
        let suffixes = made.map(|format| match format {
            Format::Table => ".txt".to_owned(),
            format => format!(".{}", format.key()),
        });
        let suffixes: Vec<String> = suffixes.collect();
        let days = if name == "plan" { " .ics" } else { "" };
        let help = format!(
            "Write to a file, in the form that goes with its suffix ({}{days})",
            suffixes.join(" ")
        );
        program.mut_subcommand(name, |command| {
            command
                .mut_arg("format", |argument| argument.value_parser(form_of(name)))
                .mut_arg("path", |argument| argument.help(help))
        })
    })
}

/// For commands whose answer is one text.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct TextArgs {
    /// Form of the output
    #[arg(short, long, value_enum, default_value_t)]
    format: TextForm,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum TextForm {
    /// As it is
    #[default]
    Text,
    /// In one JSON document
    Json,
}

impl TextArgs {
    pub(crate) fn is_json(&self) -> bool {
        self.json || self.format == TextForm::Json
    }

    /// The text, or a JSON document with it under that name.
    pub(crate) fn bytes(&self, name: &str, text: Vec<u8>) -> serde_json::Result<Vec<u8>> {
        if !self.is_json() {
            return Ok(text);
        }
        let text = String::from_utf8_lossy(&text);
        let document = serde_json::json!({ "schema": musclerun::render::SCHEMA, name: text });
        let mut bytes = serde_json::to_vec_pretty(&document)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// A value that is read by a function, with the words that shells offer for it.
#[derive(Clone)]
pub(crate) struct Offered<T> {
    pub(crate) read: fn(&str) -> Result<T, String>,
    pub(crate) words: fn() -> Vec<String>,
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Offered<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        self.read.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.words)().into_iter().map(PossibleValue::new)))
    }
}
