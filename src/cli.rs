//! What can be typed; no behaviour.

mod batch;
mod compare;
mod history;
mod run;
mod sweep;
mod training;

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use musclerun::answer::calculate::RankBy;
use musclerun::answer::sweep::{Ranged, ValueOrRange};
use musclerun::conditions::{FootStrike, Shoe, Terrain};
use musclerun::render::Format;
use musclerun::spelling::UnknownWord;
use musclerun::units::{
    Duration, Exponent, Gradient, LengthUnit, Mass, Pace, QuantityError, StepRate, Support,
    TrunkLean, TypedDistance, TypedSpeed,
};

pub(crate) use batch::BatchCommand;
pub(crate) use compare::{CompareCommand, RunPairs, pairs};
pub(crate) use history::{HistoryCommand, PeopleArgs};
pub(crate) use run::{DeviceArgs, RunCommand, without_gradient};
pub(crate) use sweep::{SweepCommand, program};
pub(crate) use training::{PlanCommand, ReduceCommand, TrainCommand};

/// What `--explain` means without a muscle.
pub(crate) const ALL: &str = "all";

/// What easy running is unless another pace is given.
pub(crate) const EASY_PACE: &str = "6:40/km";

/// The help that is shown when nothing is asked.
pub(crate) const SHORT_HELP: &str = "\
What each leg muscle bears in running, from published tables of muscle force.

  musclerun --pace 5:00 --mass 70
  musclerun --pace 8:03/mi --mass 154lb --terrain uphill --distance 10k
  musclerun --speed 12km/h --mass 70 --explain soleus
  musclerun --pace 5:00 --mass 70 -o report.html
  musclerun run morning.fit --by km
  musclerun compare pace=5:00 pace=5:00,gradient=-6% --mass 70
  musclerun sweep --pace 7:00..3:30

Options and commands: musclerun --help
";

const AFTER_HELP: &str = "\
Examples:
  musclerun --pace 5:00 --mass 70 --terrain uphill
  musclerun --pace 8:03/mi --mass 154lb --gradient -6% --distance half
  musclerun --speed 12km/h --mass 70 --step-rate 105% --muscles soleus,quads --detail
  musclerun --pace 5:00 --mass 70 --explain gluteus_maximus
  musclerun --pace 5:00 --mass 70 --format csv > loads.csv

Exit codes:
  0  done
  1  failed: tables with faults, output that cannot be written
  2  wrong usage
  3  done, but some rows or files were refused

The figures are peak forces of one step by published models of groups of runners: not a measurement of this runner, not an \
injury forecast, not medical advice.";

/// What each leg muscle bears in running: pace, body mass and terrain in, a ranked list out, with spread and source
#[derive(Debug, Parser)]
#[command(
    name = "musclerun",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = AFTER_HELP,
    max_term_width = 110,
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) calculate: CalculateCommand,
}

/// The calculator without the commands: what is typed most, and soonest parsed.
#[derive(Debug, Parser)]
pub(crate) struct Calculator {
    #[command(flatten)]
    pub(crate) calculate: CalculateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compute training logs: CSV in, CSV out, a row a run
    Batch(Box<BatchCommand>),
    /// Compute recorded runs: FIT, GPX and TCX files, what each muscle bore in them
    Run(Box<RunCommand>),
    /// Add runs up over weeks and people: what each muscle bore, what stood out against the 30 days before, what is left
    History(Box<HistoryCommand>),
    /// Compare two recorded runs, or two sets of conditions: difference and ratio of each muscle
    Compare(Box<CompareCommand>),
    /// Draw the loads along a range of paces, gradients or step rates, and where the evidence lies on it
    Sweep(Box<SweepCommand>),
    /// What takes so much off a muscle, tendon or joint: every single change of the run that does
    Reduce(Box<ReduceCommand>),
    /// Exercises, tests and injuries of a muscle, tendon or joint, one study at a time
    Train(Box<TrainCommand>),
    /// Come back to running by published steps, with dates
    Plan(Box<PlanCommand>),
    /// List the muscles: names, aliases, groups, action and role in running
    Muscles(ListCommand),
    /// List the studies: citation, DOI, what of each was readable and what it gives
    Studies(ListCommand),
    /// Explain the fields of every output for programs
    Fields(FieldsCommand),
    /// Check or copy tables of evidence
    #[command(subcommand)]
    Data(DataCommand),
    /// Print the licences of all code that the program holds
    Licences,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, of a command where one is named
    Man {
        /// The command
        command: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// Check a folder of tables and say what it holds; without one, the embedded tables
    Check {
        /// The folder
        dir: Option<PathBuf>,
    },
    /// Write the embedded tables to a new folder, as a start for your own
    Export {
        /// The folder to make
        dir: PathBuf,
    },
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("how fast").args(["pace", "speed"]).required(true)))]
pub(crate) struct CalculateCommand {
    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) length: LengthArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,

    /// Show what the figures are made of, for all muscles shown or for one
    #[arg(short, long, value_name = "MUSCLE", num_args = 0..=1, default_missing_value = ALL, conflicts_with = "muscles",
          help_heading = "What to show")]
    pub(crate) explain: Option<String>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "How you run")]
pub(crate) struct RunArgs {
    /// Pace: 5:00, 5:00/km, 8:03/mi, 5'30", 5m30s
    #[arg(short, long, value_parser = single::<Pace>, allow_hyphen_values = true, conflicts_with = "speed")]
    pub(crate) pace: Option<ValueOrRange<Pace>>,

    /// Speed with its unit: 12km/h, 7.5mph, 3.33m/s
    #[arg(short, long, value_parser = single::<TypedSpeed>, allow_hyphen_values = true)]
    pub(crate) speed: Option<ValueOrRange<TypedSpeed>>,

    /// Body mass: 70, 70kg, 154lb, 11st4lb
    #[arg(short, long, value_parser = quantity::<Mass>, allow_hyphen_values = true)]
    pub(crate) mass: Option<Mass>,

    /// Ground: flat, road, track, uphill (+5 %), downhill (-5 %), treadmill, trail, grass, sand [default: flat]
    #[arg(short, long, value_parser = terrain, allow_hyphen_values = true)]
    pub(crate) terrain: Option<Terrain>,

    /// Gradient, minus for downhill: 6%, -3deg, 6 (percent)
    #[arg(short, long, value_parser = single::<Gradient>, allow_hyphen_values = true)]
    pub(crate) gradient: Option<ValueOrRange<Gradient>>,

    /// Step rate: 180 (steps of both legs a minute), 105% (of typical) [default: typical at the speed]
    #[arg(short = 'r', long, value_parser = single::<StepRate>, allow_hyphen_values = true)]
    pub(crate) step_rate: Option<ValueOrRange<StepRate>>,

    #[command(flatten)]
    pub(crate) form: FormArgs,

    /// Kilometres or miles, for output and bare numbers [default: output as typed, bare numbers km]
    #[arg(short, long, value_parser = choice(UNITS))]
    pub(crate) units: Option<LengthUnit>,
}

/// In what form somebody runs: figures are published for tendons and the kneecap alone.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FormArgs {
    /// What lands first: rearfoot, forefoot [default: your own]
    #[arg(long, value_parser = word::<FootStrike>, allow_hyphen_values = true)]
    pub(crate) foot_strike: Option<FootStrike>,

    /// Trunk further forward than your own: 5deg, minus for back
    #[arg(long, value_parser = single::<TrunkLean>, allow_hyphen_values = true)]
    pub(crate) trunk_lean: Option<ValueOrRange<TrunkLean>>,

    /// Weight that a harness or an air treadmill carries: 9%
    #[arg(long, value_parser = quantity::<Support>, allow_hyphen_values = true)]
    pub(crate) support: Option<Support>,

    /// Shoe: minimal, conventional, maximal [default: conventional]
    #[arg(long, value_parser = word::<Shoe>, allow_hyphen_values = true)]
    pub(crate) shoe: Option<Shoe>,
}

/// How long somebody runs.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "How you run")]
pub(crate) struct LengthArgs {
    /// Length of the run, for cumulative load: 10km, 6.2mi, 400m, half, marathon
    #[arg(short, long, value_parser = quantity::<TypedDistance>, allow_hyphen_values = true)]
    pub(crate) distance: Option<TypedDistance>,

    /// Time of the run, for cumulative load: 45min, 45:00, 1:30:00, 1h30m
    #[arg(short = 'D', long, value_parser = quantity::<Duration>, allow_hyphen_values = true, conflicts_with = "distance")]
    pub(crate) duration: Option<Duration>,
}

/// Which muscles, and by whom.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct SelectionArgs {
    /// Muscles by name, alias, group or region: soleus,quads,glutes (see `musclerun muscles`)
    #[arg(
        short = 'M',
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        allow_hyphen_values = true
    )]
    pub(crate) muscles: Option<Vec<String>>,

    /// Show the parts of groups too
    #[arg(long)]
    pub(crate) detail: bool,

    /// Show the first N of the ranking
    #[arg(short = 'n', long, value_name = "N", value_parser = top, allow_hyphen_values = true)]
    pub(crate) top: Option<usize>,

    /// Add up the peak of each step to this power too: no exponent is published for these muscles
    #[arg(long, value_name = "N", value_parser = quantity::<Exponent>, allow_hyphen_values = true)]
    pub(crate) exponent: Option<Exponent>,

    /// Take peak forces from one study alone: dorn2012, lenhart2014, fukuchi2017 (see `musclerun studies`)
    #[arg(long, value_name = "KEY")]
    pub(crate) study: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// What to rank by; cumulative takes --distance or --duration
    #[arg(long, value_parser = choice(RANKINGS), value_name = "QUANTITY", default_value = "peak")]
    pub(crate) rank_by: RankBy,
}

#[allow(clippy::struct_excessive_bools)] // each can be typed by itself
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Form of the output [default: by the suffix of --output, else table]
    #[arg(short, long, value_parser = format())]
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

#[derive(Debug, Args)]
#[command(next_help_heading = "Evidence")]
pub(crate) struct TablesArgs {
    /// Read the tables of evidence from a folder (see `musclerun data export`)
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ListCommand {
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FieldsCommand {
    /// Form of the reference
    #[arg(short, long, value_enum, default_value_t)]
    pub(crate) format: FieldsFormat,
}

/// The forms of the reference of fields.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum FieldsFormat {
    /// Markdown
    #[default]
    Md,
    /// One JSON document
    Json,
    /// A JSON Schema of the JSON document of the answers
    Schema,
}

/// The words that a value can be typed as, with what each means.
pub(crate) type Choices<T> = &'static [(T, &'static str, &'static str)];

pub(crate) const UNITS: Choices<LengthUnit> = &[
    (LengthUnit::Kilometre, "km", "Kilometres and kilograms"),
    (LengthUnit::Mile, "mi", "Miles and pounds"),
];

/// Without a length of the run, and with one.
pub(crate) const STRIDE_RANKINGS: Choices<RankBy> = &[
    (RankBy::Peak, "peak", "Largest peak force"),
    (RankBy::Impulse, "impulse", "Largest impulse of one stride"),
];
pub(crate) const RANKINGS: Choices<RankBy> = &[
    STRIDE_RANKINGS[0],
    STRIDE_RANKINGS[1],
    (
        RankBy::Cumulative,
        "cumulative",
        "Largest impulse over the run",
    ),
];

/// Parses one of some words.
pub(crate) fn choice<T: Clone + Send + Sync + 'static>(
    choices: Choices<T>,
) -> impl TypedValueParser<Value = T> {
    let words = choices
        .iter()
        .map(|(_, word, meaning)| PossibleValue::new(word).help(meaning));
    PossibleValuesParser::new(words).try_map(move |typed| {
        let chosen = choices.iter().find(|(_, word, _)| *word == typed);
        chosen
            .map(|(value, ..)| value.clone())
            .ok_or("no such word")
    })
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

/// A form by its name, of the library's own list.
fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.key())).try_map(|typed| {
        let named = Format::ALL.iter().find(|format| format.key() == typed);
        named.copied().ok_or("no such form")
    })
}

/// One value, where another command takes a range too.
fn single<T: Ranged>(text: &str) -> Result<ValueOrRange<T>, String> {
    let value: T = quantity(text)?;
    Ok(ValueOrRange {
        first: value,
        second: None,
        text: text.to_owned(),
    })
}

fn quantity<T: FromStr<Err = QuantityError>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: QuantityError| error.reason())
}

fn word<W: FromStr<Err = UnknownWord>>(text: &str) -> Result<W, UnknownWord> {
    text.parse()
}

fn terrain(text: &str) -> Result<Terrain, UnknownWord> {
    text.parse()
}

fn top(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(top) if top > 0 => Ok(top),
        _ => Err("a whole number from 1 is accepted".to_owned()),
    }
}
