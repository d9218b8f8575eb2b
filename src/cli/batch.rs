//! What can be typed to compute training logs.

use std::path::PathBuf;

use clap::Args;
use musclerun::batch::{BatchForm, BatchLayout};
use musclerun::training_log::DecimalMark;

use super::{Choices, LengthArgs, RunArgs, ShowArgs, SpreadsheetChoice, TablesArgs, choice};

const HELP: &str = "\
Columns, by name in any order and case: pace, speed_m_s, speed_kmh, speed_mph, or distance_km, distance_mi, distance_m with \
duration or moving_time; mass_kg, mass_lb; terrain; surface; gradient_pct, gradient_deg; step_rate_spm; foot_strike; trunk_lean_deg; support_pct; shoe; activity_type. \
Others pass through. Exports of watches and web sites are recognised by their header.

Examples:
  musclerun batch runs.csv > loads.csv
  musclerun batch --mass 70 activities.csv -o loads.csv --rejects refused.csv
  zcat logs.csv.gz | musclerun batch --layout long --format jsonl
  musclerun batch --columns pace,mass_kg --no-header shard-07.csv

A row that cannot be read is refused with a line on standard error, and the rest goes on; the exit code is then 3.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct BatchCommand {
    /// CSV or TSV files, gzip too; - or nothing for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) length: LengthArgs,

    #[command(flatten)]
    pub(crate) columns: ColumnArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,

    /// Fields of each muscle: peak, spread, impulse, cumulative, source, or names of the calculator's columns
    #[arg(
        short,
        long,
        value_name = "FIELDS",
        value_delimiter = ',',
        help_heading = "What to show"
    )]
    pub(crate) quantities: Option<Vec<String>>,

    /// A row a run, or a row a run and muscle
    #[arg(
        short,
        long,
        value_parser = choice(LAYOUTS),
        default_value = "wide",
        help_heading = "What to show"
    )]
    pub(crate) layout: BatchLayout,

    #[command(flatten)]
    pub(crate) results: ResultArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Columns of the input")]
pub(crate) struct ColumnArgs {
    /// Name the column that holds a field: `mass_kg=Gewicht`, of one file `Anna.csv:mass_kg=Gewicht`
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = assignment)]
    pub(crate) map: Vec<(String, String)>,

    /// Keep these columns of the input alone: date,title
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(crate) keep: Option<Vec<String>>,

    /// The columns of an input without a header line
    #[arg(long = "columns", value_name = "NAMES", value_delimiter = ',')]
    pub(crate) header: Option<Vec<String>>,

    /// Take the input for an export of this kind: strava, garmin, runkeeper, polar, healthexport, healthautoexport, trainingpeaks
    #[arg(long, value_name = "DIALECT")]
    pub(crate) from: Option<String>,

    /// The decimal mark of numbers [default: as the first rows show]
    #[arg(long, value_parser = choice(DECIMAL_MARKS), value_name = "MARK")]
    pub(crate) decimal: Option<DecimalMark>,
}

#[allow(clippy::struct_excessive_bools)] // each can be typed by itself
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct ResultArgs {
    /// Form of the output [default: by the suffix of --output, else csv]
    #[arg(short, long, value_parser = choice(FORMS))]
    pub(crate) format: Option<(BatchForm, IsOneDocument)>,

    /// Short for --format json
    #[arg(long, conflicts_with_all = ["format", "excel"])]
    pub(crate) json: bool,

    /// CSV for a double click in Excel: us (comma, point), eu (semicolon, decimal comma) [default: by the locale]
    #[arg(long, value_enum, value_name = "WHERE", num_args = 0..=1, default_missing_value = "auto", conflicts_with = "format")]
    pub(crate) excel: Option<SpreadsheetChoice>,

    /// Write to a file, which appears when it is complete
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,

    /// Keep refused rows as they came, with a column that says why
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,

    /// Refuse to write to a file that exists
    #[arg(long)]
    pub(crate) no_clobber: bool,

    /// How many refused rows are named on standard error; the rest are counted
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) max_messages: usize,

    /// Stop at the first row that is refused
    #[arg(long)]
    pub(crate) strict: bool,

    /// Leave out the header line
    #[arg(long)]
    pub(crate) no_header: bool,

    /// How many threads compute [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<std::num::NonZeroUsize>,
}

const LAYOUTS: Choices<BatchLayout> = &[
    (BatchLayout::Wide, "wide", "A row a run"),
    (BatchLayout::Long, "long", "A row a run and muscle"),
];

const DECIMAL_MARKS: Choices<DecimalMark> =
    &[(DecimalMark::Point, "point", "12.5"), (DecimalMark::Comma, "comma", "12,5")];

/// Whether the lines stand in one JSON document, with what was refused and skipped.
pub(crate) type IsOneDocument = bool;

const FORMS: Choices<(BatchForm, IsOneDocument)> = &[
    ((BatchForm::Csv, false), "csv", "Comma-separated values"),
    ((BatchForm::Tsv, false), "tsv", "Tab-separated values"),
    ((BatchForm::Jsonl, false), "jsonl", "One JSON object a line"),
    ((BatchForm::Jsonl, true), "json", "One JSON document, with what was refused and skipped"),
    ((BatchForm::Xlsx, false), "xlsx", "A workbook of a spreadsheet"),
];

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => {
            Ok((field.to_owned(), column.to_owned()))
        }
        _ => {
            Err("a field, = and the name of a column are accepted, such as mass_kg=Gewicht"
                .to_owned())
        }
    }
}
