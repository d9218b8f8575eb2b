//! What can be typed to `history`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use musclerun::answer::history::{LookBack, PeriodLength, time_zone};
use musclerun::answer::sweep::ValueOrRange;
use musclerun::conditions::{FootStrike, Terrain};
use musclerun::units::{LengthUnit, Mass, StepRate};

use super::run::surface;
use super::training::parsed;
use super::{Choices, DeviceArgs, OutputArgs, TablesArgs, UNITS, choice, quantity};

const HELP: &str = "\
Folders are read with all below them: one folder a person, or all one person's. An athletes.csv in the folder (name, from, \
mass_kg, mass_lb, units, time_zone, files) tells their masses, each from a day on. Mass and time zone are taken from the \
option, else that table, else the file.

Examples:
  musclerun history runs/ --mass 70
  musclerun history team/ --last 12w -o team.html
  musclerun history export_123.zip activities.csv --mass 61 --time-zone Europe/Berlin
  musclerun history team/ --by month --format csv > months.csv
  musclerun compare --a 2026-03 --b 2026-04 runs/ --mass 70";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct HistoryCommand {
    /// Files, folders, zip archives, CSV logs or patterns such as 'runs/**/*.fit'; - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) people: PeopleArgs,

    /// Sums over: week (from Monday), month
    #[arg(short, long, value_parser = choice(LENGTHS), default_value = "week", help_heading = "What to show")]
    pub(crate) by: PeriodLength,

    /// From this day on: 2026-03-01
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "last", help_heading = "What to show")]
    pub(crate) since: Option<Date>,

    /// Up to this day: 2026-03-31, today [default: the day of the last run]
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "What to show")]
    pub(crate) until: Option<Date>,

    /// The last weeks, months, days or years: 12w, 6m, 28d, 2y
    #[arg(long, value_name = "TIME", value_parser = parsed::<LookBack>, help_heading = "What to show")]
    pub(crate) last: Option<LookBack>,

    /// A row a run for programs, not a row a week and muscle
    #[arg(long, help_heading = "What to show")]
    pub(crate) runs: bool,

    /// Tell the acute:chronic ratio too, and what a study found of it
    #[arg(long, help_heading = "What to show")]
    pub(crate) acwr: bool,

    /// Muscles by name, alias, group or region: soleus,quads,glutes (see `musclerun muscles`)
    #[arg(
        short = 'M',
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        allow_hyphen_values = true,
        help_heading = "What to show"
    )]
    pub(crate) muscles: Option<Vec<String>>,

    /// Show the parts of groups too
    #[arg(long, help_heading = "What to show")]
    pub(crate) detail: bool,

    /// Show the N most loaded muscles [default: 8 on a terminal, all elsewhere]
    #[arg(short = 'n', long, value_name = "N", value_parser = super::top, allow_hyphen_values = true, help_heading = "What to show")]
    pub(crate) top: Option<usize>,

    #[command(flatten)]
    pub(crate) device: DeviceArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// How many threads compute [default: one a core]
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(crate) threads: Option<NonZeroUsize>,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

/// Whose runs they are, and where.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Who runs")]
pub(crate) struct PeopleArgs {
    /// Body mass of all: 70, 70kg, 154lb, 11st4lb [default: by the table of athletes, else of each file]
    #[arg(short, long, value_parser = quantity::<Mass>, allow_hyphen_values = true)]
    pub(crate) mass: Option<Mass>,

    /// The table of athletes [default: athletes.csv in a folder that is given]
    #[arg(long, value_name = "FILE")]
    pub(crate) athletes: Option<PathBuf>,

    /// The column of CSV logs that says who ran
    #[arg(long, value_name = "COLUMN")]
    pub(crate) athlete_column: Option<String>,

    /// Where days begin: Europe/Berlin, +02:00, UTC [default: by the table of athletes or the file, else UTC]
    #[arg(long, value_name = "ZONE", value_parser = time_zone, allow_hyphen_values = true)]
    pub(crate) time_zone: Option<TimeZone>,

    /// Ground: flat, road, track, treadmill, trail, grass, sand [default: flat]
    #[arg(short, long, value_parser = surface, allow_hyphen_values = true)]
    pub(crate) terrain: Option<Terrain>,

    /// Kilometres or miles [default: km]
    #[arg(short, long, value_parser = choice(UNITS))]
    pub(crate) units: Option<LengthUnit>,

    /// Step rate of the rows of a log that say none: 180, 105% [default: typical at the speed]
    #[arg(short = 'r', long, alias = "cadence", value_parser = super::single::<StepRate>, allow_hyphen_values = true)]
    pub(crate) step_rate: Option<ValueOrRange<StepRate>>,

    /// What lands first: rearfoot, forefoot [default: your own]
    #[arg(long, value_parser = super::words_of::<FootStrike>(), hide_possible_values = true, allow_hyphen_values = true)]
    pub(crate) foot_strike: Option<FootStrike>,

    /// Keep what is computed of each file in the cache folder of this system, for the next time
    #[arg(long)]
    pub(crate) cache: bool,

    /// The mass of the profile, for runs of which nothing else says one.
    #[arg(skip)]
    pub(crate) lasting_mass: Option<Mass>,

    /// The same of the time zone.
    #[arg(skip)]
    pub(crate) lasting_zone: Option<TimeZone>,

    /// Which of these come from the profile.
    #[arg(skip)]
    pub(crate) filled: Vec<&'static str>,
}

const LENGTHS: Choices<PeriodLength> = &[
    (PeriodLength::Week, "week", "From Monday to Sunday"),
    (PeriodLength::Month, "month", "Months of the calendar"),
];

fn day(text: &str) -> Result<Date, String> {
    match text.trim() {
        "today" => Ok(jiff::ZonedDateTime::now().date()),
        text => super::training::date(text),
    }
}
