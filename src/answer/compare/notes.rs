//! What has to be said beside a comparison: of both runs, of one of them, and of the differences.

use super::{Comparison, figures};
use crate::answer::notes::{MEANING, disagreement, list, no_figure};
use crate::answer::pair::StepAndKilometre;
use crate::answer::run::RecordedRun;
use crate::evidence::Effect;
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};

const SPREAD: &str = "The spread is that between runners, of A and of B together. One runner's own change may be surer \
                      than that: within the spread does not mean that nothing changes. The spread of impulses is at \
                      least that shown, since that of durations is not published.";

pub(super) fn notes(comparison: &Comparison<'_>) -> Vec<Note> {
    let [a, b] = comparison.pair.sides(|report| report.notes.clone(), RecordedRun::notes);
    let mut notes: Vec<Note> = of_sides(&a, &b);
    let without = Effect::ALL.into_iter().filter_map(|effect| without_figure(comparison, effect));
    notes.extend(NoteKind::NoFigure.each(without));
    notes.extend(NoteKind::StepAndKilometre.each(step_and_kilometre(comparison)));
    let muscles = comparison.rows.iter().map(|row| row.muscle);
    notes.extend(disagreement(comparison.pair.evidence(), muscles));
    notes.push(Note::new(NoteKind::Spread, SPREAD));
    notes.push(Note::new(NoteKind::Meaning, MEANING));
    notes
}

/// What a step bears and what a kilometre adds up to, in B against A, of the first muscle of which both are known.
pub(super) fn step_and_kilometre(comparison: &Comparison<'_>) -> Option<String> {
    let of_side = |muscle: &Muscle| {
        comparison.pair.sides(
            |it| StepAndKilometre::of(it.evidence, muscle, &it.question.conditions),
            |run| run.step_and_kilometre(muscle),
        )
    };
    let mut sides = comparison.rows.iter().map(|row| (row.muscle, of_side(row.muscle)));
    sides.find_map(|(muscle, [a, b])| {
        let both = a?.towards(&b?);
        Some(format!("{}, B against A: {both}.", muscle.short_name()))
    })
}

/// For which muscles nobody published a figure of an effect, and what that means for their difference.
fn without_figure(comparison: &Comparison<'_>, effect: Effect) -> Option<String> {
    let rows = || comparison.rows.iter();
    let differing: Vec<&str> = rows()
        .filter(|row| {
            let mut compared = row.compared.iter();
            compared.any(|compared| compared.no_figure_for.contains(&effect))
        })
        .map(|row| row.muscle.short_name())
        .collect();
    if !differing.is_empty() {
        return Some(format!(
            "No published figure for the {}, whose part in the difference is unknown, not none: {}.",
            effect.name(),
            list(differing)
        ));
    }
    let pair = &comparison.pair;
    let alike: Vec<&str> = rows()
        .filter(|row| figures::without_figure(pair, row.muscle).contains(&effect))
        .map(|row| row.muscle.short_name())
        .collect();
    let terrain = pair.runs().first()?.course().terrain();
    (!alike.is_empty()).then(|| no_figure(effect, terrain, &list(alike)))
}

/// The notes of both runs: what is said of one under its letter, what is said of both once.
fn of_sides(a: &[Note], b: &[Note]) -> Vec<Note> {
    let is_wanted = |note: &&Note| {
        !matches!(
            note.kind,
            // against the level at the same speed, which may be neither A nor B
            NoteKind::ActivationAgainstForce
                // of one side, which the answer to that tells
                | NoteKind::Ground
                // said of the comparison
                | NoteKind::NoFigure | NoteKind::Disagreement | NoteKind::Meaning
        )
    };
    let mut notes = Vec::new();
    for (letter, own, others) in [('A', a, b), ('B', b, a)] {
        let alone = own.iter().filter(|note| !others.contains(note));
        let under = |note: &Note| Note::new(note.kind, format!("{letter}: {}", note.text));
        notes.extend(alone.filter(is_wanted).map(under));
    }
    let shared = a.iter().filter(|note| b.contains(note));
    notes.extend(shared.filter(is_wanted).cloned());
    notes
}
