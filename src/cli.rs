//! What can be typed; no behaviour.

mod batch;
mod compare;
mod config;
mod data;
mod form;
mod history;
mod output;
mod run;
mod sweep;
mod training;

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{OsStr, PossibleValue, PossibleValuesParser, Resettable, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
pub(crate) use musclerun::answer::run::EASY_PACE;
use musclerun::answer::sweep::ValueOrRange;
use musclerun::answer::{RankBy, Selection, StudyLimit};
use musclerun::conditions::Terrain;
use musclerun::embedded;
use musclerun::spelling::{Keyword, UnknownWord};
use musclerun::units::{
    Duration, Exponent, Gradient, LengthUnit, Pace, QuantityError, StepRate, TypedDistance,
    TypedMass, TypedSpeed,
};

pub(crate) use batch::{BatchCommand, IsOneDocument};
pub(crate) use compare::{CompareCommand, RunPairs, pairs};
pub(crate) use config::{ConfigChange, ConfigCommand, LASTING, Profile, fill};
pub(crate) use data::{DataCommand, SqlEngine};
pub(crate) use form::FormArgs;
pub(crate) use history::{HistoryCommand, PeopleArgs};
use output::Offered;
pub(crate) use output::{ColorChoice, CommonArgs, OutputArgs, SpreadsheetChoice, TextArgs};
pub(crate) use run::{DeviceArgs, RunCommand, without_gradient};
pub(crate) use sweep::{SweepCommand, program};
pub(crate) use training::{PlanCommand, ReduceCommand, TrainCommand};

/// What `--explain` means without a muscle.
pub(crate) const ALL: &str = "all";

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
    args_override_self = true,
    subcommand_negates_reqs = true,
    after_help = AFTER_HELP,
    max_term_width = 110,
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: CommonArgs,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) calculate: CalculateCommand,
}

/// The calculator without the commands: what is typed most, and soonest parsed.
#[derive(Debug, Parser)]
#[command(args_override_self = true)]
pub(crate) struct Calculator {
    #[command(flatten)]
    pub(crate) common: CommonArgs,

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
    /// List the muscles, or some: names, aliases, groups, action and role in running
    Muscles(ListCommand),
    /// List the studies, or some: citation, DOI, what of each was readable and what it gives
    Studies(ListCommand),
    /// Explain the fields of every output for programs
    Fields(FieldsCommand),
    /// Show the profile: which options last, and from where; or keep one
    Config(ConfigCommand),
    /// Check or copy tables of evidence
    #[command(subcommand)]
    Data(DataCommand),
    /// Print the licences of all code that the program holds
    Licences(TextArgs),
    /// Print a completion script for a shell
    Completions(CompletionsCommand),
    /// Print the manual page, of a command where one is named
    Man(ManCommand),
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsCommand {
    /// The shell
    #[arg(required_unless_present = "install")]
    pub(crate) shell: Option<Shell>,

    /// Put it where the shell looks, after saying where [default shell: that of SHELL]
    #[arg(long)]
    pub(crate) install: bool,

    #[command(flatten)]
    pub(crate) form: TextArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ManCommand {
    /// The command
    pub(crate) command: Option<String>,

    /// Put all pages where man looks, after saying where
    #[arg(long, conflicts_with = "command")]
    pub(crate) install: bool,

    #[command(flatten)]
    pub(crate) form: TextArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CalculateCommand {
    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) length: LengthArgs,

    #[command(flatten)]
    pub(crate) show: ShowArgs,

    /// Show what the figures are made of, for all muscles shown or for one
    #[arg(short, long, value_name = "MUSCLE", num_args = 0..=1, default_missing_value = ALL, conflicts_with = "muscles",
          value_parser = muscles(), hide_possible_values = true, help_heading = "What to show")]
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
    #[arg(short, long, alias = "weight", value_parser = single::<TypedMass>, allow_hyphen_values = true)]
    pub(crate) mass: Option<ValueOrRange<TypedMass>>,

    /// Ground: flat, road, track, uphill (+5 %), downhill (-5 %), treadmill, trail, grass, sand [default: flat]
    #[arg(short, long, value_parser = words_of::<Terrain>(), hide_possible_values = true, allow_hyphen_values = true)]
    pub(crate) terrain: Option<Terrain>,

    /// Gradient, minus for downhill: 6%, -3deg, 6 (percent)
    #[arg(short, long, aliases = ["incline", "slope"], value_parser = single::<Gradient>, allow_hyphen_values = true)]
    pub(crate) gradient: Option<ValueOrRange<Gradient>>,

    /// Step rate: 180 (steps of both legs a minute), 105% (of typical) [default: typical at the speed]
    #[arg(short = 'r', long, alias = "cadence", value_parser = single::<StepRate>, allow_hyphen_values = true)]
    pub(crate) step_rate: Option<ValueOrRange<StepRate>>,

    #[command(flatten)]
    pub(crate) form: FormArgs,

    /// Kilometres or miles, for output and bare numbers [default: output as typed, bare numbers km]
    #[arg(short, long, value_parser = choice(UNITS))]
    pub(crate) units: Option<LengthUnit>,

    /// Which of these come from the profile.
    #[arg(skip)]
    pub(crate) filled: Vec<&'static str>,
}

/// How long somebody runs.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "How you run")]
pub(crate) struct LengthArgs {
    /// Length of the run, for cumulative load: 10km, 6.2mi, 400m, half, marathon
    #[arg(short, long, value_parser = single::<TypedDistance>, allow_hyphen_values = true)]
    pub(crate) distance: Option<ValueOrRange<TypedDistance>>,

    /// Time of the run, for cumulative load: 45min, 45:00, 1:30:00, 1h30m; with a distance, the pace
    #[arg(short = 'D', long, value_parser = quantity::<Duration>, allow_hyphen_values = true)]
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
        value_parser = muscles(),
        hide_possible_values = true,
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
    #[arg(long, value_name = "KEY", value_parser = studies(), hide_possible_values = true)]
    pub(crate) study: Option<String>,
}

impl SelectionArgs {
    /// What is asked for, of tables that were limited to a study or not.
    pub(crate) fn selection(&self, study: Option<StudyLimit>) -> Selection {
        let selection = Selection::default().muscles(self.muscles.clone()).detail(self.detail);
        selection.top(self.top).study(study)
    }
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

#[derive(Debug, Args)]
#[command(next_help_heading = "Evidence")]
pub(crate) struct TablesArgs {
    /// Read the tables of evidence from a folder (see `musclerun data export`), else from that of `MUSCLERUN_DATA`
    #[arg(long, value_name = "DIR", default_value = tables_of_environment(), hide_default_value = true)]
    pub(crate) data: Option<PathBuf>,
}

/// The folder of tables that the environment names.
fn tables_of_environment() -> Resettable<OsStr> {
    let folder = std::env::var_os("MUSCLERUN_DATA").filter(|folder| !folder.is_empty());
    folder.map(OsStr::from).into()
}

#[derive(Debug, Args)]
pub(crate) struct ListCommand {
    /// Only these: muscles by name, alias, group or region; studies by words of key, authors or title [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,

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

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
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
    (RankBy::Cumulative, "cumulative", "Largest impulse over the run"),
];

/// Parses one of some words.
pub(crate) fn choice<T: Clone + Send + Sync + 'static>(
    choices: Choices<T>,
) -> impl TypedValueParser<Value = T> {
    let words = choices.iter().map(|(_, word, meaning)| PossibleValue::new(word).help(meaning));
    PossibleValuesParser::new(words).try_map(move |typed| {
        let chosen = choices.iter().find(|(_, word, _)| *word == typed);
        chosen.map(|(value, ..)| value.clone()).ok_or("no such word")
    })
}

/// One value and how it was typed.
fn single<T: FromStr<Err = QuantityError>>(text: &str) -> Result<ValueOrRange<T>, String> {
    Ok(ValueOrRange::one(quantity(text)?, text))
}

fn quantity<T: FromStr<Err = QuantityError>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: QuantityError| error.reason())
}

fn word<W: FromStr<Err = UnknownWord>>(text: &str) -> Result<W, String> {
    text.parse().map_err(|error: UnknownWord| error.to_string())
}

/// A word of a closed list.
fn words_of<W: Keyword + FromStr<Err = UnknownWord>>() -> Offered<W> {
    Offered { read: word, words: || W::WORDS.iter().map(|word| word.word().to_owned()).collect() }
}

/// A name of muscles, which the tables judge.
pub(crate) fn muscles() -> Offered<String> {
    Offered {
        read: |text| Ok(text.to_owned()),
        words: || {
            let muscles = embedded::evidence().muscles().iter();
            muscles.map(|muscle| muscle.key().to_owned()).collect()
        },
    }
}

/// The key of a study, which the tables judge.
fn studies() -> Offered<String> {
    Offered {
        read: |text| Ok(text.to_owned()),
        words: || {
            let evidence = embedded::evidence();
            let anchors = evidence.muscles().iter().flat_map(|muscle| evidence.anchors(muscle));
            let mut keys: Vec<String> =
                anchors.map(|anchor| anchor.source.study.key.to_string()).collect();
            keys.sort();
            keys.dedup();
            keys
        },
    }
}

fn top(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(top) if top > 0 => Ok(top),
        _ => Err("a whole number from 1 is accepted".to_owned()),
    }
}
