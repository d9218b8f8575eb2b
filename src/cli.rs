//! What can be typed; no behaviour.

mod batch;
mod compare;
mod run;
mod sweep;

use std::path::PathBuf;
use std::str::FromStr;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use musclerun::conditions::Terrain;
use musclerun::units::{
    Duration, Gradient, LengthUnit, Mass, Pace, QuantityError, StepRate, TypedDistance, TypedSpeed,
};

pub(crate) use batch::{Batch, BatchFormat, Decimal, Layout};
pub(crate) use compare::{Compare, CompareRanking, pairs};
pub(crate) use run::{CadenceUnit, Device, Recorded, RecordedRanking, without_gradient};
pub(crate) use sweep::{RangeArgs, Ranking as SweepRanking, Sweep};

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
    pub(crate) calculate: Calculate,
}

/// The calculator without the commands: what is typed most, and soonest parsed.
#[derive(Debug, Parser)]
pub(crate) struct Calculator {
    #[command(flatten)]
    pub(crate) calculate: Calculate,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compute training logs: CSV in, CSV out, a row a run
    Batch(Box<Batch>),
    /// Compute recorded runs: FIT, GPX and TCX files, what each muscle bore in them
    Run(Box<Recorded>),
    /// Compare two recorded runs, or two sets of conditions: difference and ratio of each muscle
    Compare(Box<Compare>),
    /// Draw the loads along a range of paces, gradients or step rates, and where the evidence lies on it
    Sweep(Box<Sweep>),
    /// List the muscles: names, aliases, groups, action and role in running
    Muscles(Listing),
    /// List the studies: citation, DOI, what of each was readable and what it gives
    Studies(Listing),
    /// Check or copy tables of evidence
    #[command(subcommand)]
    Data(Data),
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
pub(crate) enum Data {
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
#[command(group(ArgGroup::new("how heavy").arg("mass").required(true)))]
pub(crate) struct Calculate {
    #[command(flatten)]
    pub(crate) run: Run,

    #[command(flatten)]
    pub(crate) show: Show,

    /// Show what the figures are made of, for all muscles shown or for one
    #[arg(short, long, value_name = "MUSCLE", num_args = 0..=1, default_missing_value = ALL, conflicts_with = "muscles",
          help_heading = "What to show")]
    pub(crate) explain: Option<String>,

    #[command(flatten)]
    pub(crate) output: Output,

    #[command(flatten)]
    pub(crate) tables: Tables,
}

#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "How you run")]
pub(crate) struct Run {
    /// Pace: 5:00, 5:00/km, 8:03/mi, 5'30", 5m30s
    #[arg(short, long, value_parser = quantity::<Pace>, allow_hyphen_values = true, conflicts_with = "speed")]
    pub(crate) pace: Option<Pace>,

    /// Speed with its unit: 12km/h, 7.5mph, 3.33m/s
    #[arg(short, long, value_parser = quantity::<TypedSpeed>, allow_hyphen_values = true)]
    pub(crate) speed: Option<TypedSpeed>,

    /// Body mass: 70, 70kg, 154lb, 11st4lb
    #[arg(short, long, value_parser = quantity::<Mass>, allow_hyphen_values = true)]
    pub(crate) mass: Option<Mass>,

    /// Ground: flat, road, track, uphill (+5 %), downhill (-5 %), treadmill, trail, grass, sand [default: flat]
    #[arg(short, long, value_parser = terrain, allow_hyphen_values = true)]
    pub(crate) terrain: Option<Terrain>,

    /// Gradient, minus for downhill: 6%, -3deg, 6 (percent)
    #[arg(short, long, value_parser = typed::<Gradient>, allow_hyphen_values = true)]
    pub(crate) gradient: Option<Typed<Gradient>>,

    /// Step rate: 180 (steps of both legs a minute), 105% (of typical) [default: typical at the speed]
    #[arg(short = 'r', long, value_parser = typed::<StepRate>, allow_hyphen_values = true)]
    pub(crate) step_rate: Option<Typed<StepRate>>,

    /// Length of the run, for cumulative load: 10km, 6.2mi, 400m, half, marathon
    #[arg(short, long, value_parser = quantity::<TypedDistance>, allow_hyphen_values = true)]
    pub(crate) distance: Option<TypedDistance>,

    /// Time of the run, for cumulative load: 45min, 45:00, 1:30:00, 1h30m
    #[arg(short = 'D', long, value_parser = quantity::<Duration>, allow_hyphen_values = true, conflicts_with = "distance")]
    pub(crate) duration: Option<Duration>,

    /// Kilometres or miles, for output and bare numbers [default: output as typed, bare numbers km]
    #[arg(short, long, value_enum)]
    pub(crate) units: Option<Units>,
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

    /// Take peak forces from one study alone: dorn2012, lenhart2014, fukuchi2017 (see `musclerun studies`)
    #[arg(long, value_name = "KEY")]
    pub(crate) study: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// What to rank by; cumulative takes --distance or --duration
    #[arg(long, value_enum, value_name = "QUANTITY", default_value_t)]
    pub(crate) rank_by: Ranking,
}

#[allow(clippy::struct_excessive_bools)] // each can be typed by itself
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// Form of the output [default: by the suffix of --output, else table]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<FormatName>,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,

    /// Write to a file, in the form that goes with its suffix (.txt .csv .tsv .json .jsonl .md .html .svg .png)
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,

    /// Refuse to write to a file that exists
    #[arg(long)]
    pub(crate) no_clobber: bool,

    /// Leave out the header line of CSV and TSV
    #[arg(long)]
    pub(crate) no_header: bool,

    /// Keep to ASCII [default: only where the locale is not UTF-8]
    #[arg(long)]
    pub(crate) ascii: bool,

    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Evidence")]
pub(crate) struct Tables {
    /// Read the tables of evidence from a folder (see `musclerun data export`)
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Listing {
    #[command(flatten)]
    pub(crate) output: Output,

    #[command(flatten)]
    pub(crate) tables: Tables,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Units {
    /// Kilometres and kilograms
    Km,
    /// Miles and pounds
    Mi,
}

impl From<Units> for LengthUnit {
    fn from(units: Units) -> Self {
        match units {
            Units::Km => Self::Kilometre,
            Units::Mi => Self::Mile,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Ranking {
    /// Largest peak force
    #[default]
    Peak,
    /// Largest impulse of one stride
    Impulse,
    /// Largest impulse over the run
    Cumulative,
}

impl From<Ranking> for musclerun::answer::calculate::RankBy {
    fn from(ranking: Ranking) -> Self {
        match ranking {
            Ranking::Peak => Self::Peak,
            Ranking::Impulse => Self::Impulse,
            Ranking::Cumulative => Self::Cumulative,
        }
    }
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

/// The formats by name, taken from the library's own list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormatName(pub(crate) musclerun::render::Format);

impl ValueEnum for FormatName {
    fn value_variants<'a>() -> &'a [Self] {
        use musclerun::render::Format;
        const ALL: [FormatName; Format::ALL.len()] = {
            let mut all = [FormatName(Format::Table); Format::ALL.len()];
            let mut i = 0;
            while i < all.len() {
                all[i] = FormatName(Format::ALL[i]);
                i += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(self.0.key().into())
    }
}

/// A quantity and how it was typed, for a refusal that can only be made when more is known.
#[derive(Debug, Clone)]
pub(crate) struct Typed<T> {
    pub(crate) value: T,
    pub(crate) text: String,
}

fn typed<T: FromStr<Err = QuantityError>>(text: &str) -> Result<Typed<T>, String> {
    Ok(Typed {
        value: quantity(text)?,
        text: text.to_owned(),
    })
}

fn quantity<T: FromStr<Err = QuantityError>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: QuantityError| error.reason())
}

fn terrain(text: &str) -> Result<Terrain, musclerun::spelling::UnknownWord> {
    text.parse()
}

fn top(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(top) if top > 0 => Ok(top),
        _ => Err("a whole number from 1 is accepted".to_owned()),
    }
}
