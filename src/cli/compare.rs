//! What can be typed to compare two runs: files, or conditions as pairs of a name and a value.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use jiff::tz::TimeZone;
use musclerun::answer::RankBy;
use musclerun::answer::history::{DayRange, time_zone};
use musclerun::answer::sweep::ValueOrRange;
use musclerun::conditions::FormChange;
use musclerun::spelling::{did_you_mean, nearest};
use musclerun::units::Pace;

use super::training::parsed;
use super::{
    Choices, DeviceArgs, LengthArgs, OutputArgs, RunArgs, SelectionArgs, TablesArgs, choice,
    quantity, single, word,
};

const HELP: &str = "\
Conditions are pairs of an option's name and its value: pace, speed, mass, terrain, gradient, step-rate, foot-strike, \
trunk-lean, support, shoe, distance, duration. What A and B share stands as an option; a pair overrides it.

Examples:
  musclerun compare pace=5:00 pace=5:00,terrain=uphill --mass 70
  musclerun compare pace=6:00 speed=12km/h,step-rate=105% --mass 70 --distance 10k
  musclerun compare mass=72 mass=68 --pace 5:00
  musclerun compare monday.fit sunday.gpx --mass 70
  musclerun compare --a 2026-03 --b 2026-04 runs/ --mass 70
  musclerun compare pace=5:00 pace=4:20 --mass 70 -o compare.svg";

/// The names of pairs beside those of the form.
const NAMES: [&str; 8] =
    ["pace", "speed", "mass", "terrain", "gradient", "step-rate", "distance", "duration"];

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct CompareCommand {
    /// FIT, GPX or TCX file, or conditions such as pace=5:00,terrain=uphill
    #[arg(value_name = "A")]
    pub(crate) a: OsString,

    /// What it is compared with, of the same kind
    #[arg(value_name = "B", required_unless_present = "period_a")]
    pub(crate) b: Option<OsString>,

    /// More paths of runs, where periods are compared
    #[arg(value_name = "PATH", requires = "period_a", hide = true)]
    pub(crate) more: Vec<OsString>,

    #[command(flatten)]
    pub(crate) periods: PeriodArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) length: LengthArgs,

    #[command(flatten)]
    pub(crate) device: DeviceArgs,

    #[command(flatten)]
    pub(crate) show: CompareShowArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

/// Two periods of runs, in place of two runs.
#[derive(Debug, Args)]
#[command(next_help_heading = "Periods of many runs")]
pub(crate) struct PeriodArgs {
    /// Compare the runs of this time, of all files and folders given: 2026-03, 2026-W10, 2026, 2026-03-01..2026-03-14
    #[arg(id = "period_a", long = "a", value_name = "DAYS", value_parser = parsed::<DayRange>, requires = "period_b")]
    pub(crate) a: Option<DayRange>,

    /// with those of this time
    #[arg(id = "period_b", long = "b", value_name = "DAYS", value_parser = parsed::<DayRange>, requires = "period_a")]
    pub(crate) b: Option<DayRange>,

    /// The table of athletes [default: athletes.csv in a folder that is given]
    #[arg(long, value_name = "FILE", requires = "period_a")]
    pub(crate) athletes: Option<PathBuf>,

    /// The column of CSV logs that says who ran
    #[arg(long, value_name = "COLUMN", requires = "period_a")]
    pub(crate) athlete_column: Option<String>,

    /// Where days begin: Europe/Berlin, +02:00, UTC
    #[arg(long, value_name = "ZONE", value_parser = time_zone, allow_hyphen_values = true, requires = "period_a")]
    pub(crate) time_zone: Option<TimeZone>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct CompareShowArgs {
    /// The pace of easy running that the loads of files are held against [default: 6:40/km]
    #[arg(long, value_name = "PACE", value_parser = single::<Pace>, allow_hyphen_values = true)]
    pub(crate) easy: Option<ValueOrRange<Pace>>,

    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// What to rank by; mean is for files, impulse for conditions
    #[arg(long, value_parser = choice(RANKINGS), value_name = "QUANTITY", default_value = "change")]
    pub(crate) rank_by: RankBy,
}

const RANKINGS: Choices<RankBy> = &[
    (RankBy::Change, "change", "Largest change, up or down"),
    (RankBy::Peak, "peak", "Largest peak force"),
    (RankBy::Mean, "mean", "Largest mean peak force of a file"),
    (RankBy::Impulse, "impulse", "Largest impulse of one stride"),
    (
        RankBy::Cumulative,
        "cumulative",
        "Largest impulse over the run; of conditions with a distance or duration",
    ),
];

/// What the pairs of a side come to.
pub(crate) type RunPairs = (RunArgs, LengthArgs);

/// Conditions from pairs such as `pace=5:00,terrain=uphill`; an error is the pair and what is wrong with it.
pub(crate) fn pairs(text: &str) -> Result<RunPairs, (String, String)> {
    let mut run = RunPairs::default();
    let mut seen: Vec<String> = Vec::new();
    for pair in text.split(',') {
        let refuse = |reason: String| (pair.to_owned(), reason);
        let Some((name, value)) = pair.split_once('=') else {
            return Err(refuse(
                "is no pair; a name, = and a value are accepted, such as pace=5:00".to_owned(),
            ));
        };
        let name = name.trim().to_lowercase().replace('_', "-");
        if seen.contains(&name) {
            return Err(refuse(format!("gives {name} twice; leave one out")));
        }
        set(&mut run, &name, value).map_err(refuse)?;
        seen.push(name);
    }
    if ["pace", "speed"].iter().all(|name| seen.iter().any(|seen| seen == name)) {
        let reason = "gives pace and speed; leave one out".to_owned();
        return Err((text.to_owned(), reason));
    }
    Ok(run)
}

/// Sets what a pair says.
fn set((run, length): &mut RunPairs, name: &str, value: &str) -> Result<(), String> {
    match name {
        "pace" => run.pace = Some(single(value)?),
        "speed" => run.speed = Some(single(value)?),
        "mass" | "weight" => run.mass = Some(single(value)?),
        "terrain" => run.terrain = Some(word(value)?),
        "gradient" | "incline" | "slope" => run.gradient = Some(single(value)?),
        "step-rate" | "cadence" => run.step_rate = Some(single(value)?),
        "distance" => length.distance = Some(single(value)?),
        "duration" => length.duration = Some(quantity(value)?),
        _ => {
            if let Some(set) = run.form.set(name, value) {
                return set;
            }
            let mut names = NAMES.to_vec();
            names.splice(6..6, FormChange::NAMES);
            let meant = did_you_mean(nearest(name, names.iter().copied()));
            let names = names.join(", ");
            return Err(format!("is no condition{meant}; {names} are accepted"));
        }
    }
    Ok(())
}
