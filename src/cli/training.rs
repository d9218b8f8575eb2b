//! What can be typed to `train`, `plan` and `reduce`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use musclerun::answer::reduce::RunChange;
use musclerun::answer::sweep::ValueOrRange;
use musclerun::training::{Complaint, Days, Programme, Sex, TestResult};
use musclerun::units::{Pace, TypedDistance};

use super::{LengthArgs, OutputArgs, RunArgs, TablesArgs, single};

#[derive(Debug, Args)]
pub(crate) struct TrainCommand {
    /// Muscles, tendons or joints by name: soleus, achilles, knee (see `musclerun muscles`)
    #[arg(required = true, value_name = "MUSCLE", value_parser = super::muscles(), hide_possible_values = true)]
    pub(crate) muscles: Vec<String>,

    /// Place the result of a test among people: heel-raises=22, hip-abduction=1.3Nm/kg, hop=180/170 (left/right)
    #[arg(long = "test", value_name = "TEST=RESULT", value_parser = parsed::<TestResult>, help_heading = "Tests")]
    pub(crate) tests: Vec<TestResult>,

    /// Age in years, for norms by age
    #[arg(long, value_name = "YEARS", value_parser = age, allow_hyphen_values = true, help_heading = "Tests")]
    pub(crate) age: Option<f64>,

    /// Whose norms: f or m
    #[arg(long, value_parser = parsed::<Sex>, help_heading = "Tests")]
    pub(crate) sex: Option<Sex>,

    /// Show every study, the exercises that articles name, and how often it is injured
    #[arg(long, help_heading = "What to show")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) length: LengthArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PlanCommand {
    /// What you come back from: achilles, calf, knee, shin, hamstring; its load comes first
    #[arg(long = "for", value_name = "COMPLAINT", value_parser = parsed::<Complaint>)]
    pub(crate) complaint: Option<Complaint>,

    /// Which programme: standard, graded [default: graded for the shin, else standard]
    #[arg(long, value_parser = parsed::<Programme>)]
    pub(crate) programme: Option<Programme>,

    /// The first day: 2026-12-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = date, allow_hyphen_values = true)]
    pub(crate) start: Option<Date>,

    /// The days on which you can run: mon,wed,sat [default: every second day]
    #[arg(long, value_parser = parsed::<Days>)]
    pub(crate) days: Option<Days>,

    /// How far runs are to grow afterwards: 10k, half
    #[arg(long, value_name = "DISTANCE", value_parser = single::<TypedDistance>, allow_hyphen_values = true)]
    pub(crate) goal: Option<ValueOrRange<TypedDistance>>,

    /// The pace of the profile.
    #[arg(skip)]
    pub(crate) easy: Option<ValueOrRange<Pace>>,

    /// Show every step
    #[arg(long, help_heading = "What to show")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("how much").args(["by", "to", "until"])))]
pub(crate) struct ReduceCommand {
    /// The muscle, tendon or joint by name (see `musclerun muscles`)
    #[arg(value_name = "MUSCLE", value_parser = super::muscles(), hide_possible_values = true)]
    pub(crate) muscle: String,

    /// A recorded run whose pace and step rate are taken
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// How much less: 10% [default: 10%]
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub(crate) by: Option<String>,

    /// Down to so many times your weight: 6.0
    #[arg(long, value_name = "WEIGHTS", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,

    /// How fast, steep or far until so many times your weight a step, or until one leg adds up to so much: 7.0, 300kN·s, 2000BW·s, longest
    #[arg(long, value_name = "LIMIT", allow_hyphen_values = true)]
    pub(crate) until: Option<String>,

    /// A folder, file, takeout or log of runs for --until longest: as much as the longest run of its last 30 days
    #[arg(long, value_name = "PATH", requires = "until")]
    pub(crate) history: Option<PathBuf>,

    /// Change this in any case: step-rate=+5%, gradient=3%, terrain=treadmill, foot-strike=forefoot, trunk-lean=5deg
    #[arg(long, value_name = "WHAT=VALUE", value_parser = parsed::<RunChange>)]
    pub(crate) with: Vec<RunChange>,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) length: LengthArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

/// A value that the library reads, and whose refusal it words.
pub(super) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    text: &str,
) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

fn age(text: &str) -> Result<f64, String> {
    let years = text.trim().parse::<f64>().ok().filter(|years| (10.0..=110.0).contains(years));
    years.ok_or_else(|| "10 to 110 years are accepted, such as 45".to_owned())
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    const ACCEPTED: &str = "a day is accepted as year-month-day, such as 2026-12-01";
    let parts: Vec<i16> = text.trim().split(['-', '.', '/']).flat_map(str::parse).collect();
    text.trim().parse().map_err(|_| {
        // the day first, the month first, or the year first
        let orders = [[2, 1, 0], [2, 0, 1], [0, 1, 2]];
        let meant = orders.into_iter().filter_map(|[year, month, day]| {
            let part = |at: usize| i8::try_from(*parts.get(at)?).ok();
            Date::new(*parts.get(year)?, part(month)?, part(day)?).ok()
        });
        let meant: Vec<String> =
            meant.filter(|day| day.year() > 999).map(|day| day.to_string()).collect();
        if meant.is_empty() { ACCEPTED.to_owned() } else { format!("write {}", meant.join(" or ")) }
    })
}
