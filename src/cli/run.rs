//! What can be typed to compute recorded runs.

use std::path::PathBuf;

use clap::Args;
use jiff::tz::TimeZone;
use musclerun::activity::{CadenceUnit, TrackOptions};
use musclerun::answer::RankBy;
use musclerun::answer::history::time_zone;
use musclerun::answer::run::SplitBy;
use musclerun::answer::sweep::ValueOrRange;
use musclerun::conditions::Terrain;
use musclerun::units::{Duration, Gradient, LengthUnit, Pace, TypedDistance, TypedMass};

use super::{
    Choices, FormArgs, OutputArgs, SelectionArgs, TablesArgs, UNITS, choice, quantity, single, word,
};

const HELP: &str = "\
Examples:
  musclerun run morning.fit
  musclerun run trail.gpx --mass 70 --by km
  musclerun run 2026/*.fit.gz --format csv > season.csv
  musclerun run boston.gpx --time 3:30:00 --mass 70
  musclerun run boston.gpx --time 3:30:00 --mass 70 --against runs/ export_123.zip
  musclerun run intervals.tcx --mass 70 --samples > seconds.csv

Running is from 135 steps a minute and 1.4 m/s, without a cadence from 2.0 m/s; the rest is walking, which no table of running loads. A file of another sport is skipped. A file \
that cannot be read is named on standard error, and the rest goes on; the exit code is then 3.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct RunCommand {
    /// FIT, GPX or TCX files, gzip too; - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: FileArgs,

    #[command(flatten)]
    pub(crate) show: RunShowArgs,

    /// Hold a course against earlier runs, as `musclerun history` takes them: what 8 weeks held of its downhill load
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "plan", help_heading = "What to show")]
    pub(crate) against: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// How many threads compute [default: one a core]
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(crate) threads: Option<std::num::NonZeroUsize>,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,

    /// Which options come from the profile.
    #[arg(skip)]
    pub(crate) filled: Vec<&'static str>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "How to read the files", group(clap::ArgGroup::new("plan").args(["time", "pace"])))]
pub(crate) struct FileArgs {
    /// Body mass: 70, 70kg, 154lb, 11st4lb [default: of the profile in the file]
    #[arg(short, long, alias = "weight", value_parser = single::<TypedMass>, allow_hyphen_values = true)]
    pub(crate) mass: Option<ValueOrRange<TypedMass>>,

    /// Ground: flat, road, track, treadmill, trail, grass, sand [default: flat, or treadmill where the file says so]
    #[arg(short, long, value_parser = surface, allow_hyphen_values = true)]
    pub(crate) terrain: Option<Terrain>,

    /// Gradient of the whole run, in place of the recorded altitude: 1%, -3deg
    #[arg(short, long, aliases = ["incline", "slope"], value_parser = quantity::<Gradient>, allow_hyphen_values = true)]
    pub(crate) gradient: Option<Gradient>,

    /// Run a file without times, a planned course, in so long: 3:30:00
    #[arg(long, value_name = "DURATION", value_parser = quantity::<Duration>, allow_hyphen_values = true)]
    pub(crate) time: Option<Duration>,

    /// Run a file without times, a planned course, at this pace: 5:00/km
    #[arg(long, value_name = "PACE", value_parser = quantity::<Pace>, allow_hyphen_values = true)]
    pub(crate) pace: Option<Pace>,

    #[command(flatten)]
    pub(crate) form: FormArgs,

    #[command(flatten)]
    pub(crate) device: DeviceArgs,
}

/// How to take what a device wrote.
#[derive(Debug, Args)]
#[command(next_help_heading = "How to read the files")]
pub(crate) struct DeviceArgs {
    /// Distance that altitude is smoothed over: 50m [default: by its noise, 50 to 200 m]
    #[arg(long, value_name = "DISTANCE", value_parser = smoothing, allow_hyphen_values = true)]
    pub(crate) smooth: Option<f64>,

    /// What cadence counts [default: by the format, or as its median shows]
    #[arg(long, value_parser = choice(CADENCE_UNITS), value_name = "UNIT")]
    pub(crate) cadence_unit: Option<CadenceUnit>,

    /// Compute other sports too, as if they were running
    #[arg(long)]
    pub(crate) any_sport: bool,
}

impl DeviceArgs {
    /// How files are taken.
    pub(crate) fn track_options(&self) -> TrackOptions {
        TrackOptions {
            smoothing_m: self.smooth,
            cadence_unit: self.cadence_unit,
            any_sport: self.any_sport,
            ..TrackOptions::default()
        }
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct RunShowArgs {
    /// Split the run: lap, km, mi, or a distance or time such as 400m or 5min
    #[arg(short, long, value_name = "SPLIT", value_parser = split, allow_hyphen_values = true)]
    pub(crate) by: Option<SplitBy>,

    /// Write the run second by second, as CSV
    #[arg(long, conflicts_with_all = ["by", "json", "top", "rank_by"])]
    pub(crate) samples: bool,

    /// The pace of easy running that loads are held against [default: 6:40/km]
    #[arg(long, value_name = "PACE", value_parser = single::<Pace>, allow_hyphen_values = true)]
    pub(crate) easy: Option<ValueOrRange<Pace>>,

    /// The time zone of dates and times: Europe/Berlin, +02:00 [default: of the file, else UTC]
    #[arg(long, value_name = "ZONE", value_parser = zone, allow_hyphen_values = true)]
    pub(crate) time_zone: Option<TimeZone>,

    /// Kilometres or miles [default: km]
    #[arg(short, long, value_parser = choice(UNITS))]
    pub(crate) units: Option<LengthUnit>,

    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// What to rank by
    #[arg(long, value_parser = choice(RANKINGS), value_name = "QUANTITY", default_value = "cumulative")]
    pub(crate) rank_by: RankBy,
}

const CADENCE_UNITS: Choices<CadenceUnit> = &[
    (CadenceUnit::Strides, "strides", "Strides of one leg a minute"),
    (CadenceUnit::Steps, "steps", "Steps of both legs a minute"),
];

const RANKINGS: Choices<RankBy> = &[
    (RankBy::Peak, "peak", "Highest peak force"),
    (RankBy::Mean, "mean", "Mean peak force, weighted by steps"),
    (RankBy::Cumulative, "cumulative", "Impulse of all steps"),
];

pub(super) fn surface(text: &str) -> Result<Terrain, String> {
    word(text).and_then(without_gradient)
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
            .and_then(|typed| typed.distance(LengthUnit::Kilometre).map_err(|e| e.reason()))?
            .metres(),
    };
    if (10.0..=1000.0).contains(&metres) {
        Ok(metres)
    } else {
        Err("10 to 1000 m are accepted, such as 50m".to_owned())
    }
}

/// A time zone by its name or by its distance from UTC.
pub(super) fn zone(text: &str) -> Result<TimeZone, String> {
    let accepted =
        "a name such as Europe/Berlin, or a distance from UTC such as +02:00, is accepted";
    time_zone(text).map_err(|_| accepted.to_owned())
}

/// Laps, a unit of length, a distance from 100 m or a time from 10 s.
fn split(text: &str) -> Result<SplitBy, String> {
    const ACCEPTED: &str =
        "lap, km, mi, a distance from 100m or a time from 10s are accepted, such as 400m or 5min";
    let word = text.trim().to_lowercase();
    let split = match word.as_str() {
        "lap" | "laps" => return Ok(SplitBy::Lap),
        "km" => SplitBy::Distance { metres: LengthUnit::Kilometre.metres(), name: word },
        "mi" | "mile" => {
            SplitBy::Distance { metres: LengthUnit::Mile.metres(), name: "mi".to_owned() }
        }
        _ => match (word.parse::<Duration>(), word.parse::<TypedDistance>()) {
            (_, Ok(typed)) if typed.unit().is_some() => SplitBy::Distance {
                metres: typed
                    .distance(LengthUnit::Kilometre)
                    .map_err(|error| error.reason())?
                    .metres(),
                name: word,
            },
            (Ok(duration), _) => SplitBy::Duration(duration.seconds()),
            _ => return Err(ACCEPTED.to_owned()),
        },
    };
    match &split {
        SplitBy::Distance { metres, .. } if *metres < 100.0 => Err(ACCEPTED.to_owned()),
        SplitBy::Duration(seconds) if *seconds < 10.0 => Err(ACCEPTED.to_owned()),
        _ => Ok(split),
    }
}
