//! What can be typed; no behaviour.

mod compare;

use std::path::PathBuf;
use std::str::FromStr;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use musclerun::conditions::Terrain;
use musclerun::recorded::Split;
use musclerun::units::{
    Duration, Gradient, LengthUnit, Mass, Pace, QuantityError, StepRate, TypedDistance, TypedSpeed,
};

pub(crate) use compare::{Compare, CompareRanking, pairs};

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
    /// List the muscles: names, aliases, groups, action and role in running
    Muscles(Listing),
    /// List the studies: citation, DOI, what of each was readable and what it gives
    Studies(Listing),
    /// Check or copy tables of evidence
    #[command(subcommand)]
    Data(Data),
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

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct Show {
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

    /// What to rank by; cumulative takes --distance or --duration
    #[arg(long, value_enum, value_name = "QUANTITY", default_value_t)]
    pub(crate) rank_by: Ranking,

    /// Take peak forces from one study alone: dorn2012, lenhart2014, fukuchi2017 (see `musclerun studies`)
    #[arg(long, value_name = "KEY")]
    pub(crate) study: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// Form of the output [default: by the suffix of --output, else table]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<FormatName>,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,

    /// Write to a file, in the form that goes with its suffix (.txt .csv .tsv .json .jsonl .md)
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,

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

const BATCH_HELP: &str = "\
Columns, by name in any order and case: pace, speed_m_s, speed_kmh, speed_mph, or distance_km, distance_mi, distance_m with \
duration or moving_time; mass_kg, mass_lb; terrain; surface; gradient_pct, gradient_deg; step_rate_spm; activity_type. \
Others pass through. Exports of watches and web sites are recognised by their header.

Examples:
  musclerun batch runs.csv > loads.csv
  musclerun batch --mass 70 activities.csv -o loads.csv --rejects refused.csv
  zcat logs.csv.gz | musclerun batch --layout long --format jsonl
  musclerun batch --columns pace,mass_kg --no-header shard-07.csv

A row that cannot be read is refused with a line on standard error, and the rest goes on; the exit code is then 3.";

#[derive(Debug, Args)]
#[command(after_help = BATCH_HELP)]
pub(crate) struct Batch {
    /// CSV or TSV files, gzip too; - or nothing for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) run: Run,

    #[command(flatten)]
    pub(crate) columns: Columns,

    #[command(flatten)]
    pub(crate) show: Show,

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
        value_enum,
        default_value_t,
        help_heading = "What to show"
    )]
    pub(crate) layout: Layout,

    #[command(flatten)]
    pub(crate) results: Results,

    #[command(flatten)]
    pub(crate) tables: Tables,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Columns of the input")]
pub(crate) struct Columns {
    /// Name the column that holds a field: `mass_kg=Gewicht`
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = assignment)]
    pub(crate) map: Vec<(String, String)>,

    /// The columns of an input without a header line
    #[arg(long = "columns", value_name = "NAMES", value_delimiter = ',')]
    pub(crate) header: Option<Vec<String>>,

    /// Take the input for an export of this kind: strava, garmin, runkeeper, polar, healthexport, healthautoexport, trainingpeaks
    #[arg(long, value_name = "DIALECT")]
    pub(crate) from: Option<String>,

    /// The decimal mark of numbers [default: as the first rows show]
    #[arg(long, value_enum, value_name = "MARK")]
    pub(crate) decimal: Option<Decimal>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Results {
    /// Form of the output [default: by the suffix of --output, else csv]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<BatchFormat>,

    /// For a European Excel: byte order mark, semicolons, decimal commas
    #[arg(long, conflicts_with = "format")]
    pub(crate) excel: bool,

    /// Write to a file, which appears when it is complete
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,

    /// Keep refused rows as they came, with a column that says why
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,

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

const RECORDED_HELP: &str = "\
Examples:
  musclerun run morning.fit
  musclerun run trail.gpx --mass 70 --by km
  musclerun run 2026/*.fit.gz --format csv > season.csv
  musclerun run intervals.tcx --mass 70 --samples > seconds.csv

Running is 2.0 to 9.5 m/s; below it is walking, which no table of running loads. A file of another sport is skipped. A file \
that cannot be read is named on standard error, and the rest goes on; the exit code is then 3.";

#[derive(Debug, Args)]
#[command(after_help = RECORDED_HELP)]
pub(crate) struct Recorded {
    /// FIT, GPX or TCX files, gzip too; - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: RecordedReading,

    #[command(flatten)]
    pub(crate) show: RecordedShow,

    #[command(flatten)]
    pub(crate) output: Output,

    /// How many threads compute [default: one a core]
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(crate) threads: Option<std::num::NonZeroUsize>,

    #[command(flatten)]
    pub(crate) tables: Tables,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "How to read the files")]
pub(crate) struct RecordedReading {
    /// Body mass: 70, 70kg, 154lb, 11st4lb [default: of the profile in the file]
    #[arg(short, long, value_parser = quantity::<Mass>, allow_hyphen_values = true)]
    pub(crate) mass: Option<Mass>,

    /// Ground: flat, road, track, treadmill, trail, grass, sand [default: flat, or treadmill where the file says so]
    #[arg(short, long, value_parser = surface, allow_hyphen_values = true)]
    pub(crate) terrain: Option<Terrain>,

    /// Gradient of the whole run, in place of the recorded altitude: 1%, -3deg
    #[arg(short, long, value_parser = quantity::<Gradient>, allow_hyphen_values = true)]
    pub(crate) gradient: Option<Gradient>,

    #[command(flatten)]
    pub(crate) device: Device,
}

/// How to take what a device wrote.
#[derive(Debug, Args)]
#[command(next_help_heading = "How to read the files")]
pub(crate) struct Device {
    /// Distance that altitude is smoothed over: 50m [default: by its noise, 50 to 200 m]
    #[arg(long, value_name = "DISTANCE", value_parser = smoothing, allow_hyphen_values = true)]
    pub(crate) smooth: Option<f64>,

    /// What cadence counts [default: by the format, or as its median shows]
    #[arg(long, value_enum, value_name = "UNIT")]
    pub(crate) cadence_unit: Option<CadenceUnit>,

    /// Compute other sports too, as if they were running
    #[arg(long)]
    pub(crate) any_sport: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct RecordedShow {
    /// Split the run: lap, km, mi, or a distance or time such as 400m or 5min
    #[arg(short, long, value_name = "SPLIT", value_parser = split, allow_hyphen_values = true)]
    pub(crate) by: Option<Split>,

    /// Write the run second by second, as CSV
    #[arg(long, conflicts_with_all = ["by", "json", "top", "rank_by"])]
    pub(crate) samples: bool,

    /// The pace of easy running that loads are held against
    #[arg(long, value_name = "PACE", value_parser = quantity::<Pace>, default_value = EASY_PACE, allow_hyphen_values = true)]
    pub(crate) easy: Pace,

    /// Kilometres or miles
    #[arg(short, long, value_enum, default_value = "km")]
    pub(crate) units: Units,

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

    /// Show the first N of the ranking; CSV has them all
    #[arg(short = 'n', long, value_name = "N", value_parser = top, allow_hyphen_values = true)]
    pub(crate) top: Option<usize>,

    /// What to rank by
    #[arg(long, value_enum, value_name = "QUANTITY", default_value_t)]
    pub(crate) rank_by: RecordedRanking,

    /// Take peak forces from one study alone: dorn2012, lenhart2014, fukuchi2017 (see `musclerun studies`)
    #[arg(long, value_name = "KEY")]
    pub(crate) study: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum CadenceUnit {
    /// Strides of one leg a minute
    Strides,
    /// Steps of both legs a minute
    Steps,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum RecordedRanking {
    /// Highest peak force
    Peak,
    /// Mean peak force, weighted by steps
    Mean,
    /// Impulse of all steps
    #[default]
    Cumulative,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Layout {
    /// A row a run
    #[default]
    Wide,
    /// A row a run and muscle
    Long,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Decimal {
    /// 12.5
    Point,
    /// 12,5
    Comma,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum BatchFormat {
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// One JSON object a line
    Jsonl,
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

impl From<Ranking> for musclerun::report::RankBy {
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

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => {
            Ok((field.to_owned(), column.to_owned()))
        }
        _ => Err(
            "a field, = and the name of a column are accepted, such as mass_kg=Gewicht".to_owned(),
        ),
    }
}

fn terrain(text: &str) -> Result<Terrain, musclerun::conditions::UnknownTerrain> {
    text.parse()
}

fn surface(text: &str) -> Result<Terrain, String> {
    terrain(text)
        .map_err(|error| error.to_string())
        .and_then(without_gradient)
}

/// A terrain that says nothing of the gradient, which is recorded.
pub(crate) fn without_gradient(terrain: Terrain) -> Result<Terrain, String> {
    match terrain {
        Terrain::Uphill | Terrain::Downhill => Err(format!(
            "{terrain} is no ground of a whole run: gradients are recorded, or given with --gradient"
        )),
        surface => Ok(surface),
    }
}

/// A window of 10 to 1000 m, in metres.
fn smoothing(text: &str) -> Result<f64, String> {
    let metres = match text.trim().parse::<f64>() {
        Ok(metres) => metres,
        Err(_) => quantity::<TypedDistance>(text)
            .and_then(|typed| {
                typed
                    .distance(LengthUnit::Kilometre)
                    .map_err(|e| e.reason())
            })?
            .metres(),
    };
    if (10.0..=1000.0).contains(&metres) {
        Ok(metres)
    } else {
        Err("10 to 1000 m are accepted, such as 50m".to_owned())
    }
}

/// Laps, a unit of length, a distance from 100 m or a time from 10 s.
fn split(text: &str) -> Result<Split, String> {
    const ACCEPTED: &str =
        "lap, km, mi, a distance from 100m or a time from 10s are accepted, such as 400m or 5min";
    let word = text.trim().to_lowercase();
    let split = match word.as_str() {
        "lap" | "laps" => return Ok(Split::Lap),
        "km" => Split::Distance {
            metres: LengthUnit::Kilometre.metres(),
            name: word,
        },
        "mi" | "mile" => Split::Distance {
            metres: LengthUnit::Mile.metres(),
            name: "mi".to_owned(),
        },
        _ => match (word.parse::<Duration>(), word.parse::<TypedDistance>()) {
            (_, Ok(typed)) if typed.unit().is_some() => Split::Distance {
                metres: typed
                    .distance(LengthUnit::Kilometre)
                    .map_err(|error| error.reason())?
                    .metres(),
                name: word,
            },
            (Ok(duration), _) => Split::Duration(duration.seconds()),
            _ => return Err(ACCEPTED.to_owned()),
        },
    };
    match &split {
        Split::Distance { metres, .. } if *metres < 100.0 => Err(ACCEPTED.to_owned()),
        Split::Duration(seconds) if *seconds < 10.0 => Err(ACCEPTED.to_owned()),
        _ => Ok(split),
    }
}

fn top(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(top) if top > 0 => Ok(top),
        _ => Err("a whole number from 1 is accepted".to_owned()),
    }
}
