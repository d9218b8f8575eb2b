//! What can be typed behind `musclerun sweep`.

use clap::{Args, CommandFactory};
use musclerun::answer::calculate::RankBy;
use musclerun::answer::sweep::{RangeError, Ranged, ValueOrRange};
use musclerun::conditions::FormChange;
use musclerun::units::{Gradient, Pace, StepRate, TrunkLean, TypedSpeed};

use super::{Cli, OutputArgs, RunArgs, STRIDE_RANKINGS, SelectionArgs, TablesArgs, choice};

const HELP: &str = "\
Examples:
  musclerun sweep --pace 7:00..3:30 --mass 70
  musclerun sweep --gradient -10..10 --pace 5:30 -o hills.svg
  musclerun sweep --step-rate 90%..110% --pace 5:00 --muscles quads,glutes
  musclerun sweep --speed 2.5..5m/s --format csv > speeds.csv

One of --pace, --speed, --gradient, --step-rate and --trunk-lean is a range, A..B in either order; the unit need stand at one end \
only. Where the published data have a row, a point lies exactly on it. A terminal shows the first 2 muscles and pictures the first 6 muscles, \
tendons and joints unless told otherwise, CSV and JSON all.";

const HEADING: &str = "How you run, one of it a range";

#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct SweepCommand {
    #[command(flatten)]
    pub(crate) run: RunArgs,

    /// How many points, evenly spaced
    #[arg(long, value_name = "N", value_parser = steps, default_value_t = musclerun::answer::sweep::STEPS,
          allow_hyphen_values = true, help_heading = HEADING)]
    pub(crate) steps: usize,

    #[command(flatten)]
    pub(crate) show: SweepShowArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) tables: TablesArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
pub(crate) struct SweepShowArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,

    /// What to rank by, in the middle of the range
    #[arg(long, value_parser = choice(STRIDE_RANKINGS), value_name = "QUANTITY", default_value = "peak")]
    pub(crate) rank_by: RankBy,
}

/// All that can be typed: where others take one value, `sweep` takes a range too.
pub(crate) fn program() -> clap::Command {
    super::output::with_own_forms(Cli::command()).mut_subcommand("sweep", |sweep| {
        let sweep = with_range::<Pace>(sweep, "pace", "Pace: 7:00..3:30, 11:00..6:00/mi, or one such as 5:00");
        let sweep = with_range::<TypedSpeed>(sweep, "speed", "Speed with its unit: 10..18km/h, 2.5..5m/s, or one such as 12km/h");
        let sweep = with_range::<Gradient>(sweep, "gradient", "Gradient, minus for downhill: -10..10, -5..5deg, or one such as 6%");
        let sweep = with_range::<StepRate>(
            sweep,
            "step_rate",
            "Step rate: 90%..110% (of typical), 160..190 (steps a minute), or one such as 180 [default: typical at the speed]",
        );
        let sweep = with_range::<TrunkLean>(sweep, "trunk_lean", "Trunk further forward than your own: -5..8deg, or one such as 5deg");
        let of_run = [
            "pace", "speed", "gradient", "step_rate", "mass", "terrain", "units",
        ];
        let of_form = FormChange::NAMES.map(|name| name.replace('-', "_"));
        let of_run = of_run.into_iter().chain(of_form.iter().map(String::as_str));
        let under_heading = |sweep: clap::Command, name: &str| sweep.mut_arg(name, |arg| arg.help_heading(HEADING));
        let sweep = of_run.fold(sweep, under_heading);
        sweep
            .mut_arg("mass", |arg| arg.help("Body mass, for newtons: 70, 70kg, 154lb, 11st4lb"))
            .mut_arg("units", |arg| {
                arg.help("Kilometres or miles, for output and bare paces [default: output as typed, bare paces km]")
            })
    })
}

fn with_range<T: Ranged + Clone + Send + Sync + 'static>(
    command: clap::Command,
    name: &'static str,
    help: &'static str,
) -> clap::Command {
    let range = |text: &str| -> Result<ValueOrRange<T>, RangeError> { text.parse() };
    command.mut_arg(name, |arg| arg.value_parser(range).help(help))
}

fn steps(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(steps @ 2..=1000) => Ok(steps),
        _ => Err("a whole number from 2 to 1000 is accepted".to_owned()),
    }
}
