//! What can be typed behind `musclerun sweep`.

use std::str::FromStr;

use clap::Args;
use musclerun::answer::sweep::{RangeError, Ranged, ValueOrRange};
use musclerun::conditions::Terrain;
use musclerun::units::{Gradient, Mass, Pace, StepRate, TypedSpeed};

use super::{Output, SelectionArgs, Tables, Units, quantity, terrain};

const HELP: &str = "\
Examples:
  musclerun sweep --pace 7:00..3:30 --mass 70
  musclerun sweep --gradient -10..10 --pace 5:30 -o hills.svg
  musclerun sweep --step-rate 90%..110% --pace 5:00 --muscles quads,glutes
  musclerun sweep --speed 2.5..5m/s --format csv > speeds.csv

One of --pace, --speed, --gradient and --step-rate is a range, A..B in either order; the unit need stand at one end \
only. Where the published data have a row, a point lies exactly on it. Pictures show the first 6 muscles unless told \
otherwise, CSV and JSON all.";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Sweep {
    #[command(flatten)]
    pub(crate) range: RangeArgs,

    #[command(flatten)]
    pub(crate) show: Show,

    #[command(flatten)]
    pub(crate) output: Output,

    #[command(flatten)]
    pub(crate) tables: Tables,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "How you run, one of it a range")]
pub(crate) struct RangeArgs {
    /// Pace: 7:00..3:30, 11:00..6:00/mi, or one such as 5:00
    #[arg(short, long, value_parser = given::<Pace>, allow_hyphen_values = true, conflicts_with = "speed")]
    pub(crate) pace: Option<ValueOrRange<Pace>>,

    /// Speed with its unit: 10..18km/h, 2.5..5m/s, or one such as 12km/h
    #[arg(short, long, value_parser = given::<TypedSpeed>, allow_hyphen_values = true)]
    pub(crate) speed: Option<ValueOrRange<TypedSpeed>>,

    /// Body mass, for newtons: 70, 70kg, 154lb, 11st4lb
    #[arg(short, long, value_parser = quantity::<Mass>, allow_hyphen_values = true)]
    pub(crate) mass: Option<Mass>,

    /// Ground: flat, road, track, uphill (+5 %), downhill (-5 %), treadmill, trail, grass, sand [default: flat]
    #[arg(short, long, value_parser = terrain, allow_hyphen_values = true)]
    pub(crate) terrain: Option<Terrain>,

    /// Gradient, minus for downhill: -10..10, -5..5deg, or one such as 6%
    #[arg(short, long, value_parser = given::<Gradient>, allow_hyphen_values = true)]
    pub(crate) gradient: Option<ValueOrRange<Gradient>>,

    /// Step rate: 90%..110% (of typical), 160..190 (steps a minute), or one such as 180 [default: typical at the speed]
    #[arg(short = 'r', long, value_parser = given::<StepRate>, allow_hyphen_values = true)]
    pub(crate) step_rate: Option<ValueOrRange<StepRate>>,

    /// How many points, evenly spaced
    #[arg(long, value_name = "N", value_parser = steps, default_value_t = musclerun::answer::sweep::STEPS, allow_hyphen_values = true)]
    pub(crate) steps: usize,

    /// Kilometres or miles, for output and bare paces [default: output as typed, bare paces km]
    #[arg(short, long, value_enum)]
    pub(crate) units: Option<Units>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// What to rank by, in the middle of the range
    #[arg(long, value_enum, value_name = "QUANTITY", default_value_t)]
    pub(crate) rank_by: Ranking,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub(crate) enum Ranking {
    /// Largest peak force
    #[default]
    Peak,
    /// Largest impulse of one stride
    Impulse,
}

fn given<T: Ranged>(text: &str) -> Result<ValueOrRange<T>, RangeError> {
    ValueOrRange::from_str(text)
}

fn steps(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(steps @ 2..=1000) => Ok(steps),
        _ => Err("a whole number from 2 to 1000 is accepted".to_owned()),
    }
}
