//! The longest of the runs of a folder in the last 30 days: what somebody is used to.

use std::fs;

use musclerun::activity::TrackOptions;
use musclerun::answer::Selection;
use musclerun::answer::reduce::ReduceTarget;
use musclerun::answer::run::{Recorder, RunQuestion};
use musclerun::batch::{Observer, Severity};
use musclerun::evidence::Evidence;
use musclerun::number::fixed;
use musclerun::units::{LengthUnit, Pace};

use super::paths::{RECORDINGS, expand, name};
use super::run::{NotComputed, tracks};
use super::{Failure, conditions, refused};
use crate::cli::{EASY_PACE, ReduceCommand};

/// The option that names the runs.
const HISTORY: &str = "--history <PATH>";
/// How long somebody stays used to a run, s.
const USED_S: f64 = 30.0 * 86_400.0;

/// A run that was recorded.
struct Recorded {
    name: String,
    start_s: f64,
    metres: f64,
    /// What one leg added up to, body weights · s.
    sum_bw_s: f64,
}

/// What the muscle added up to in the longest run of the last 30 days of a history.
pub(super) fn load(
    typed: &ReduceCommand,
    evidence: &Evidence,
    observer: &mut dyn Observer,
) -> Result<ReduceTarget, Failure> {
    let Some(path) = typed.history.as_deref() else {
        let reason = "which run was the longest, --history with a folder of recorded runs tells";
        return Err(refused("--until <LIMIT>", "longest", reason));
    };
    let muscles = evidence.muscles().find(&typed.muscle);
    let muscles =
        muscles.map_err(|unknown| refused("<MUSCLE>", &unknown.found.clone(), &unknown))?;
    // of several with one name the first that has a force, as what is asked of it
    let Some(muscle) = muscles.iter().find(|muscle| muscle.force_published()) else {
        return Err(refused(
            "<MUSCLE>",
            &typed.muscle,
            "nobody has published its force",
        ));
    };
    let question = RunQuestion {
        selection: Selection::default().muscles(Some(vec![muscle.key().to_owned()])),
        ..RunQuestion::new(
            conditions::mass(typed.run.mass.as_ref(), typed.run.units)?,
            EASY_PACE.parse::<Pace>()?.speed(LengthUnit::Kilometre)?,
        )
    };
    let recorder = Recorder::new(evidence, question)
        .map_err(|unknown| conditions::refused_muscle(&unknown))?;
    let mut runs: Vec<Recorded> = Vec::new();
    fs::metadata(path).map_err(|error| refused(HISTORY, &name(path), error))?;
    for file in expand(HISTORY, &[path.to_path_buf()], &RECORDINGS)? {
        let tracks = match tracks(&file, &TrackOptions::default()) {
            Ok((tracks, _)) => tracks,
            Err(NotComputed::Skipped(_)) => continue,
            Err(NotComputed::Refused(reason)) => {
                observer.report(Severity::Warning, &format!("{}: {reason}", name(&file)));
                continue;
            }
        };
        runs.extend(tracks.into_iter().filter_map(|(name, track)| {
            let start_s = track.start_s?;
            let run = recorder.answer(track);
            let sums = run.rows.iter().map(|row| run.load(row).cumulative_bw_s);
            let metres = run.whole.running.metres;
            Some(Recorded {
                name,
                start_s,
                metres,
                sum_bw_s: sums.flatten().next()?,
            })
        }));
    }
    let last_s = runs.iter().map(|run| run.start_s).fold(0.0, f64::max);
    let recent = runs.iter().filter(|run| last_s - run.start_s <= USED_S);
    let Some(longest) = recent.max_by(|a, b| a.metres.total_cmp(&b.metres)) else {
        let reason = "holds no dated run with a load of that muscle";
        return Err(refused(HISTORY, &name(path), reason));
    };
    let message = format!(
        "the longest run of the last 30 days is {}: {} km, {} body weights · s in one leg",
        longest.name,
        fixed(longest.metres / 1000.0, 1),
        fixed(longest.sum_bw_s, 0)
    );
    observer.report(Severity::Note, &message);
    Ok(ReduceTarget::UntilWeightSeconds(longest.sum_bw_s))
}
