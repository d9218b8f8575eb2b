//! What has to be said beside the numbers, and only where there is something to say.

use super::{MuscleRow, Report};
use crate::answer::{exponent, pair};
use crate::conditions::{Conditions, Terrain};
use crate::evidence::{Basis, Change, Crosscheck, Effect, Evidence, Sign};
use crate::model::{self, Extrapolation};
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::number::fixed;
use crate::units::{Speed, StepRate};

/// What must be said wherever numbers are shown.
pub(crate) const MEANING: &str = "Peak force of one step, from published models of groups of runners: not a measurement of this \
                       runner, not an injury forecast, not medical advice.";

/// What is said where the mass of the runner is not known.
/// What is told without a mass.
pub(crate) const WITHOUT_MASS: &str = "Without a body mass forces are told in body weights alone; with one, in newtons and kilograms-force too.";

pub(super) fn notes(report: &Report<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |kind, text| notes.push(Note { kind, text });

    if let Some(study) = &report.question.selection.study {
        say(NoteKind::StudyLimit, study_limit(report.evidence, study));
    }
    let without: Vec<&str> = report
        .rows
        .iter()
        .filter(|row| !row.muscle.force_published())
        .map(|row| row.muscle.short_name())
        .collect();
    if !without.is_empty() {
        let text = format!("No published force in running: {}.", list(without));
        say(NoteKind::NoForce, text);
    }
    let asked = report.question.selection.muscles.iter().flatten().chain(&report.question.only);
    let asked: Vec<String> = asked.cloned().collect();
    if let Some(text) = nearest_shown(report.evidence, &asked) {
        say(NoteKind::NoForce, text);
    }
    for text in extrapolated(report) {
        say(NoteKind::Extrapolated, text);
    }
    for text in without_figure(report) {
        say(NoteKind::NoFigure, text);
    }
    if let Some(text) = lower_bounds(report) {
        say(NoteKind::LowerBound, text);
    }
    for text in against_each_other(report) {
        say(NoteKind::ActivationAgainstForce, text);
    }
    if let Some(text) = directions(report) {
        say(NoteKind::Finding, text);
    }
    for fact in report.strategy_changes() {
        let text = format!(
            "Runners change strategy at this speed: {} ({}).",
            fact.note, fact.source.study.key
        );
        say(NoteKind::Strategy, text);
    }
    // wherever a sum stands, both are told
    let first = report.rows.first().filter(|_| report.question.run_length.is_some());
    let run = &report.question.conditions;
    if let Some(text) = first.and_then(|row| pair::of_run(report.evidence, row.muscle, run)) {
        say(NoteKind::StepAndKilometre, text);
    }
    let muscles = report.rows.iter().map(|row| row.muscle);
    if let Some(note) = disagreement(report.evidence, muscles) {
        say(note.kind, note.text);
    }
    for text in [report.ground_words(), report.push_words()].into_iter().flatten() {
        say(NoteKind::Ground, text);
    }
    if let Some(exponent) = report.question.exponent {
        let note = exponent::note(exponent);
        say(note.kind, note.text);
    }
    if report.question.conditions.mass().is_none() {
        say(NoteKind::Mass, WITHOUT_MASS.to_owned());
    }
    say(NoteKind::Meaning, MEANING.to_owned());
    notes
}

/// What a choice of one study leaves out.
pub(crate) fn study_limit(
    evidence: &Evidence,
    (study, left_out): &(String, Vec<String>),
) -> String {
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
pub(crate) fn nearest_shown(evidence: &Evidence, names: &[String]) -> Option<String> {
    let asked = names.iter().filter_map(|name| {
        let (what, nearest) = evidence.muscles().without_figure(name)?;
        Some(format!("{what} (shown: {}, the nearest that has one)", nearest.short_name()))
    });
    let asked: Vec<String> = asked.collect();
    (!asked.is_empty()).then(|| format!("No published force in running of {}.", asked.join(", ")))
}

/// That sources say something else of muscles, where they do.
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

/// Names as in running text.
pub(crate) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// Gathers muscles under what they have in common, in order of first appearance.
fn gather<'e, K: PartialEq>(
    rows: &[MuscleRow<'e>],
    keys: impl Fn(&MuscleRow<'e>) -> Vec<K>,
) -> Vec<(K, Vec<&'e str>)> {
    let mut gathered: Vec<(K, Vec<&str>)> = Vec::new();
    for row in rows {
        for key in keys(row) {
            match gathered.iter_mut().find(|(known, _)| *known == key) {
                Some((_, names)) => {
                    if !names.contains(&row.muscle.short_name()) {
                        names.push(row.muscle.short_name());
                    }
                }
                None => gathered.push((key, vec![row.muscle.short_name()])),
            }
        }
    }
    gathered
}

/// The names, or `all of these` where they are all that is shown, or but for a few.
fn names_of(names: &[&str], report: &Report<'_>) -> String {
    let with_load = report.rows.iter().filter(|row| row.load.is_some());
    let all: Vec<&str> = with_load.map(|row| row.muscle.short_name()).collect();
    all_but(names, &all)
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

fn extrapolated(report: &Report<'_>) -> Vec<String> {
    let run = &report.question.conditions;
    let gathered = gather(&report.rows, |row| {
        let Some(load) = &row.load else {
            return Vec::new();
        };
        let impulse = load
            .impulse()
            .into_iter()
            .filter(|_| report.question.with_impulse)
            .flat_map(|impulse| impulse.extrapolations());
        load.peak().extrapolations().chain(impulse).collect()
    });
    let mut texts: Vec<String> = gathered
        .into_iter()
        .map(|(beyond, names)| {
            let names = names_of(&names, report);
            let here = match beyond.effect {
                Effect::Speed => format!("{} m/s", fixed(run.speed().m_per_s(), 2)),
                Effect::StepRate => {
                    let percent = fixed(report.stepping.percent_of_typical(), 0);
                    format!("{percent} % of the typical step rate")
                }
                Effect::TrunkLean => format!("{} degrees", run.form().trunk_lean().degrees()),
                Effect::Support => format!("{} %", run.form().support().percent()),
                _ => format!("{} %", fixed(run.course().gradient().percent(), 1)),
            };
            extrapolation(&beyond, &here, &names)
        })
        .collect();
    if let Some(edge) = report.stepping.typical_held_at_m_s
        && !matches!(run.step_rate(), StepRate::PerMinute(_))
    {
        texts.push(format!("The typical step rate is that at {edge} m/s, where the data end."));
    }
    texts
}

/// Where the data end, and what stands in their place.
fn extrapolation(beyond: &Extrapolation, here: &str, names: &str) -> String {
    let (effect, edge) =
        (beyond.effect.name(), format!("{} {}", beyond.edge, beyond.effect.unit()));
    let what = match beyond.basis {
        Some(Basis::Quoted) => "a figure quoted second-hand",
        Some(Basis::Single) => "one runner",
        Some(Basis::Proxy) => "another quantity that stands for the force",
        Some(_) | None => {
            return format!(
                "Extrapolated: the data on {effect} end at {edge}, which {here} is held at, for {names}."
            );
        }
    };
    format!(
        "Extrapolated: the data on {effect} of groups of runners end at {edge}; {here} rests on {what}, for {names}."
    )
}

fn without_figure(report: &Report<'_>) -> Vec<String> {
    let run = &report.question.conditions;
    gather(&report.rows, |row| {
        row.load.as_ref().map(|load| load.peak().without_figure().collect()).unwrap_or_default()
    })
    .into_iter()
    .map(|(effect, names)| no_figure(effect, run.course().terrain(), &names_of(&names, report)))
    .collect()
}

/// That nobody published what an effect does to some muscles.
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

/// That the spread of some muscles is known in part.
pub(crate) fn lower_bound(names: &str) -> String {
    format!("Spread at least that shown, since part of it is not published: {names}.")
}

fn lower_bounds(report: &Report<'_>) -> Option<String> {
    let names: Vec<&str> = report
        .rows
        .iter()
        .filter(|row| {
            let peak = row.load.as_ref().map(model::MuscleLoad::peak);
            peak.is_some_and(|peak| peak.sd().is_some() && peak.sd_is_lower_bound())
        })
        .map(|row| row.muscle.short_name())
        .collect();
    (!names.is_empty()).then(|| lower_bound(&names_of(&names, report)))
}

fn against_each_other(report: &Report<'_>) -> Vec<String> {
    let gathered = gather(&report.rows, |row| {
        let way = row.activation().and_then(|activation| activation.way);
        match (way, row.level_ratio()) {
            (Some(Sign::Up), Some(ratio)) if ratio < 1.0 => vec!["More active and yet less loaded"],
            (Some(Sign::Down), Some(ratio)) if ratio > 1.0 => {
                vec!["Less active and yet more loaded"]
            }
            _ => Vec::new(),
        }
    });
    gathered
        .into_iter()
        .map(|(what, names)| {
            format!("{what}: {}. Activation and force are two different quantities.", list(names))
        })
        .collect()
}

pub(crate) fn directions(report: &Report<'_>) -> Option<String> {
    let mut findings: Vec<String> = Vec::new();
    for row in &report.rows {
        for direction in report.directions(row.muscle) {
            // activation has its own place beside the force
            if direction.change == Change::Force {
                let muscle = report.evidence.muscles().by_key(&direction.muscle);
                let name = muscle.map_or(&*direction.muscle, Muscle::short_name);
                let of_group = if direction.muscle == row.muscle.key() {
                    String::new()
                } else {
                    format!(" of the {}", row.muscle.short_name().to_lowercase())
                };
                let finding = format!(
                    "{name}{of_group} {} ({})",
                    direction.way.key(),
                    direction.source.study.key
                );
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
    }
    (!findings.is_empty()).then(|| {
        format!(
            "Of the force only the direction is published, not in the numbers: {}.",
            findings.join(", ")
        )
    })
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
