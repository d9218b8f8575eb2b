//! What somebody is used to, by earlier runs: the longest of 30 days, or what eight weeks held of a course.

use musclerun::activity::TrackOptions;
use musclerun::answer::Selection;
use musclerun::answer::history::{DayRange, HistoryAnswer, HistoryQuestion};
use musclerun::answer::reduce::ReduceTarget;
use musclerun::answer::run::EarlierWeeks;
use musclerun::batch::{Observer, Severity};
use musclerun::evidence::Evidence;
use musclerun::number::fixed;
use musclerun::training::Training;
use musclerun::units::Mass;

use super::history::{Gathering, gather};
use super::paths::is_pattern;
use super::{Failure, Outcome, refused, tables};
use crate::cli::{PeopleArgs, ReduceCommand, RunCommand};

/// How long somebody stays used to a run, days.
const USED_DAYS: i64 = 30;

impl Gathering<'_> {
    /// Earlier runs of one person.
    fn read<'e>(
        &self,
        evidence: &'e Evidence,
        training: &'e Training,
        selection: Selection,
        observer: &mut dyn Observer,
    ) -> Result<(HistoryAnswer<'e>, Outcome), Failure> {
        for path in self.paths.iter().filter(|path| !is_pattern(path)) {
            let is_there = std::fs::metadata(path);
            is_there.map_err(|error| refused(self.option, &path.display().to_string(), error))?;
        }
        let question = HistoryQuestion { selection, ..HistoryQuestion::default() };
        let (history, outcome) = gather(self, evidence, training, question, observer)?;
        let answer = history.answer();
        let names: Vec<&str> = answer.athletes.iter().map(|athlete| &*athlete.name).collect();
        let reason = match names[..] {
            [_] => return Ok((answer, outcome)),
            [] => "holds no dated run".to_owned(),
            _ => format!(
                "holds runs of {} people ({}); the folder of one is accepted, or a pattern such as 'runs/**' whose files are all one's",
                names.len(),
                names.join(", ")
            ),
        };
        let paths: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
        Err(refused(self.option, &paths.join(" "), reason))
    }
}

/// What is asked of earlier runs is told in body weights, which any mass gives alike.
fn of_any_mass() -> PeopleArgs {
    PeopleArgs { lasting_mass: Mass::from_kilograms(70.0).ok(), ..PeopleArgs::default() }
}

/// What the weeks before held of a planned course, where that is asked for.
pub(super) fn weeks(
    typed: &RunCommand,
    evidence: &Evidence,
    selection: &Selection,
    observer: &mut dyn Observer,
) -> Result<(Option<EarlierWeeks>, Outcome), Failure> {
    if typed.against.is_empty() {
        return Ok((None, Outcome::Done));
    }
    let training = tables::training(typed.tables.data.as_deref(), evidence)?;
    let earlier = Gathering {
        option: "--against <PATH>...",
        paths: &typed.against,
        people: PeopleArgs {
            time_zone: typed.show.time_zone.clone(),
            units: typed.show.units,
            foot_strike: typed.reading.form.foot_strike,
            ..of_any_mass()
        },
        athlete: typed.output.banner.athlete.as_deref(),
        tracks: typed.reading.device.track_options(),
        threads: None,
    };
    let (answer, outcome) = earlier.read(evidence, &training, selection.clone(), observer)?;
    let weeks = answer.athletes.first().and_then(|athlete| answer.earlier_weeks(athlete));
    Ok((weeks, outcome))
}

/// What the muscle added up to in the longest run of the last 30 days of a history.
pub(super) fn longest(
    typed: &ReduceCommand,
    evidence: &Evidence,
    training: &Training,
    observer: &mut dyn Observer,
) -> Result<ReduceTarget, Failure> {
    let Some(path) = &typed.history else {
        let reason = "which run was the longest, --history with a folder of runs tells";
        return Err(refused("--until <LIMIT>", "longest", reason));
    };
    let muscles = evidence.muscles().find(&typed.muscle);
    let muscles =
        muscles.map_err(|unknown| refused("<MUSCLE>", &unknown.found.clone(), &unknown))?;
    // of several with one name the first that has a force, as what is asked of it
    let Some(muscle) = muscles.iter().find(|muscle| muscle.force_published()) else {
        let reason = "nobody has published its force";
        return Err(refused("<MUSCLE>", &typed.muscle, reason));
    };
    let earlier = Gathering {
        option: "--history <PATH>",
        paths: std::slice::from_ref(path),
        people: PeopleArgs {
            units: typed.run.units,
            step_rate: typed.run.step_rate.clone(),
            foot_strike: typed.run.form.foot_strike,
            ..of_any_mass()
        },
        athlete: typed.output.banner.athlete.as_deref(),
        tracks: TrackOptions::default(),
        threads: None,
    };
    let selection = Selection::default().muscles(Some(vec![muscle.key().to_owned()]));
    let (answer, _) = earlier.read(evidence, training, selection, observer)?;
    let recent = answer.last_day.map(|day| DayRange::ending(day, USED_DAYS));
    let runs = answer.athletes.iter().flat_map(|athlete| &athlete.runs);
    let loads = runs.filter_map(|run| {
        recent.filter(|recent| recent.contains(run.day()))?;
        Some((&run.session, run.session.loads.get(0)?.impulse_bw_s?))
    });
    let longest = loads.max_by(|a, b| a.0.distance_m.total_cmp(&b.0.distance_m));
    let Some((session, sum_bw_s)) = longest else {
        let reason = "holds no dated run with a load of that muscle";
        return Err(refused(earlier.option, &path.display().to_string(), reason));
    };
    let message = format!(
        "the longest run of the last 30 days is {}: {} km, in one leg your weight for {} s",
        session.name,
        fixed(session.distance_m / 1000.0, 1),
        fixed(sum_bw_s, 0)
    );
    observer.report(Severity::Note, &message);
    Ok(ReduceTarget::UntilWeightSeconds(sum_bw_s))
}
