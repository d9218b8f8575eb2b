//! What has to be said beside the numbers, and only where there is something to say.

use super::Report;
use crate::answer::notes::{
    MEANING, WITHOUT_MASS, all_but, disagreement, gathered, list, lower_bound, no_figure,
    of_selection,
};
use crate::answer::{exponent, pair};
use crate::evidence::{Basis, Change, Effect, Sign};
use crate::model::{Extrapolation, MuscleLoad};
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::number::fixed;
use crate::units::StepRate;

pub(super) fn notes(report: &Report<'_>) -> Vec<Note> {
    let (question, evidence) = (&report.question, report.evidence);
    let run = &question.conditions;
    let muscles = || report.rows.iter().map(|row| row.muscle);
    let without = muscles().filter(|muscle| !muscle.force_published()).map(Muscle::short_name);
    // wherever a sum stands, both are told
    let first = report.rows.first().filter(|_| question.run_length.is_some());
    let both = first.and_then(|row| pair::of_run(evidence, row.muscle, run));
    let strategy = report.strategy_changes().map(|fact| {
        format!("Runners change strategy at this speed: {} ({}).", fact.note, fact.source.study.key)
    });
    let only = question.only.as_ref();
    let mut notes = of_selection(evidence, &question.selection, only, without);
    notes.extend(NoteKind::Extrapolated.each(extrapolated(report)));
    notes.extend(NoteKind::NoFigure.each(without_figure(report)));
    notes.extend(NoteKind::LowerBound.each(lower_bounds(report)));
    notes.extend(NoteKind::ActivationAgainstForce.each(against_each_other(report)));
    notes.extend(NoteKind::Finding.each(directions(report)));
    notes.extend(NoteKind::Strategy.each(strategy));
    notes.extend(NoteKind::StepAndKilometre.each(both));
    notes.extend(disagreement(evidence, muscles()));
    notes.extend(NoteKind::Ground.each(report.ground_words()));
    notes.extend(NoteKind::Ground.each(report.push_words()));
    notes.extend(question.exponent.map(exponent::note));
    notes.extend(NoteKind::Mass.each(run.mass().is_none().then_some(WITHOUT_MASS)));
    notes.push(Note::new(NoteKind::Meaning, MEANING));
    notes
}

/// The muscles with a force, by their names.
fn loads<'r>(report: &'r Report<'_>) -> impl Iterator<Item = (&'r str, &'r MuscleLoad<'r>)> {
    report.rows.iter().filter_map(|row| Some((row.muscle.short_name(), row.load.as_ref()?)))
}

/// The names, or `all of these` where they are all that is shown, or but for a few.
fn names_of(names: &[&str], report: &Report<'_>) -> String {
    all_but(names, &loads(report).map(|(name, _)| name).collect::<Vec<_>>())
}

fn extrapolated(report: &Report<'_>) -> Vec<String> {
    let run = &report.question.conditions;
    let beyond = loads(report).flat_map(|(name, load)| {
        let impulse = load.impulse().filter(|_| report.question.with_impulse);
        let of_impulse = impulse.into_iter().flat_map(|impulse| impulse.extrapolations());
        load.peak().extrapolations().chain(of_impulse).map(move |beyond| (name, beyond))
    });
    let mut texts: Vec<String> = gathered(beyond)
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
    if let Some(edge) = report.stepping.typical_clamped_at_m_s
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

fn without_figure(report: &Report<'_>) -> impl Iterator<Item = String> {
    let terrain = report.question.conditions.course().terrain();
    let without = loads(report)
        .flat_map(|(name, load)| load.peak().without_figure().map(move |effect| (name, effect)));
    let without = gathered(without).into_iter();
    without.map(move |(effect, names)| no_figure(effect, terrain, &names_of(&names, report)))
}

fn lower_bounds(report: &Report<'_>) -> Option<String> {
    let is_bounded = |load: &MuscleLoad<'_>| {
        let peak = load.peak();
        peak.sd().is_some() && peak.sd_is_lower_bound()
    };
    let names = loads(report).filter(|(_, load)| is_bounded(load)).map(|(name, _)| name);
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| lower_bound(&names_of(&names, report)))
}

fn against_each_other(report: &Report<'_>) -> Vec<String> {
    let against = report.rows.iter().filter_map(|row| {
        let what = match (row.activation()?.way?, row.level_ratio()?) {
            (Sign::Up, ratio) if ratio < 1.0 => "More active and yet less loaded",
            (Sign::Down, ratio) if ratio > 1.0 => "Less active and yet more loaded",
            _ => return None,
        };
        Some((row.muscle.short_name(), what))
    });
    let texts = gathered(against).into_iter().map(|(what, names)| {
        format!("{what}: {}. Activation and force are two different quantities.", list(names))
    });
    texts.collect()
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
