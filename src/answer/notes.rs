//! Notes that all answers share: what their figures rest on, and what nobody published.

use crate::answer::selection::{Selection, StudyLimit};
use crate::conditions::{Conditions, Terrain};
use crate::evidence::{Crosscheck, Effect, Evidence};
use crate::model;
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::units::Speed;

pub(crate) const MEANING: &str = "Peak force of one step, from published models of groups of runners: not a measurement of this \
                       runner, not an injury forecast, not medical advice.";

pub(crate) const WITHOUT_MASS: &str = "Without a body mass forces are told in body weights alone; with one, in newtons and kilograms-force too.";

/// What a choice of one study leaves out, which muscles are shown without a force, and that some of what was asked for,
/// by the selection or as the only muscle, has no figure.
pub(crate) fn of_selection<'n>(
    evidence: &Evidence,
    selection: &'n Selection,
    only: Option<&'n String>,
    without_force: impl IntoIterator<Item = &'n str>,
) -> Vec<Note> {
    let study = selection.study.as_ref().map(|study| study_limit(evidence, study));
    let without = list(without_force);
    let without =
        (!without.is_empty()).then(|| format!("No published force in running: {without}."));
    let nearest = nearest_shown(evidence, selection.muscles.iter().flatten().chain(only));
    let without = without.into_iter().chain(nearest);
    NoteKind::StudyLimit.each(study).chain(NoteKind::NoForce.each(without)).collect()
}

fn study_limit(evidence: &Evidence, (study, left_out): &StudyLimit) -> String {
    let names: Vec<&str> = left_out
        .iter()
        .filter_map(|key| evidence.muscles().by_key(key))
        .map(Muscle::short_name)
        .collect();
    if names.is_empty() {
        format!("Peak forces from {study} alone.")
    } else {
        format!("Peak forces from {study} alone, which leaves out {}.", list(names))
    }
}

/// That some of what was asked for has no figure, and what is shown in its place.
fn nearest_shown<'n>(
    evidence: &Evidence,
    names: impl IntoIterator<Item = &'n String>,
) -> Option<String> {
    let asked = names.into_iter().filter_map(|name| {
        let (what, nearest) = evidence.muscles().without_figure(name)?;
        Some(format!("{what} (shown: {}, the nearest that has one)", nearest.short_name()))
    });
    let asked: Vec<String> = asked.collect();
    (!asked.is_empty()).then(|| format!("No published force in running of {}.", asked.join(", ")))
}

pub(crate) fn disagreement<'m>(
    evidence: &Evidence,
    muscles: impl Iterator<Item = &'m Muscle>,
) -> Option<Note> {
    let disputed = disputed(evidence, muscles);
    let text = || {
        format!(
            "Sources disagree on {}; the explanation of each tells what the others find.",
            list(disputed.iter().copied())
        )
    };
    (!disputed.is_empty()).then(|| Note::new(NoteKind::Disagreement, text()))
}

pub(crate) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Names under what they have in common, in order of first appearance; a name stands once.
pub(crate) fn gathered<'n, K: PartialEq>(
    pairs: impl IntoIterator<Item = (&'n str, K)>,
) -> Vec<(K, Vec<&'n str>)> {
    let mut gathered: Vec<(K, Vec<&str>)> = Vec::new();
    for (name, key) in pairs {
        match gathered.iter_mut().find(|(known, _)| *known == key) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => gathered.push((key, vec![name])),
        }
    }
    gathered
}

/// The names, or `all of these` where they are all, or but for a few.
pub(crate) fn all_but(names: &[&str], all: &[&str]) -> String {
    let others: Vec<&str> = all.iter().copied().filter(|name| !names.contains(name)).collect();
    match others.len() {
        0 if all.len() > 2 => "all of these".to_owned(),
        1..=3 if names.len() > 6 => format!("all of these but {}", list(others)),
        _ => list(names.iter().copied()),
    }
}

pub(crate) fn no_figure(effect: Effect, terrain: Terrain, names: &str) -> String {
    match effect {
        Effect::Terrain => format!(
            "No published figure for running on {}; shown as on firm ground: {names}.",
            match terrain {
                Terrain::Treadmill => "a treadmill",
                Terrain::Trail => "trails",
                other => other.key(),
            }
        ),
        Effect::Gradient => {
            format!("No published figure for the gradient; shown as on the level: {names}.")
        }
        _ => format!("No published figure for {}; shown unchanged by it: {names}.", effect.name()),
    }
}

pub(crate) fn lower_bound(names: &str) -> String {
    format!("Spread at least that shown, since part of it is not published: {names}.")
}

/// Those muscles of which another source says something beyond the spread of the model under the same conditions.
fn disputed<'m>(evidence: &Evidence, muscles: impl Iterator<Item = &'m Muscle>) -> Vec<&'m str> {
    muscles
        .filter(|muscle| {
            evidence.crosschecks().iter().any(|check| {
                // a name that several muscles share is about their sum
                check.muscle == muscle.key() && disagrees(evidence, muscle, check) == Some(true)
            })
        })
        .map(Muscle::short_name)
        .collect()
}

fn disagrees(evidence: &Evidence, muscle: &Muscle, check: &Crosscheck) -> Option<bool> {
    let there = Conditions::new(Speed::from_m_per_s(check.speed_m_s?).ok()?);
    let peak = model::peak_in(evidence, muscle, check.phase, &there)?;
    let sd = peak.sd()?.0;
    // one value of one runner or model may well lie a standard deviation off; a range of them should not
    let allowed = if check.low_bw == check.high_bw { 2.0 * sd } else { sd };
    let below = check.low_bw.is_some_and(|low| peak.value().0 + allowed < low);
    let above = check.high_bw.is_some_and(|high| peak.value().0 - allowed > high);
    Some(below || above)
}
