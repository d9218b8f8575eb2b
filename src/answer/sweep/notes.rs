//! What has to be said beside a sweep, and only where there is something to say.

use super::{Point, Series, Sweep};
use crate::answer::calculate::is_about;
use crate::answer::calculate::notes::{
    MEANING, disagreement, list, lower_bound, nearest_shown, no_figure, study_limit,
};
use crate::answer::exponent;
use crate::answer::pair::StepAndKilometre;
use crate::conditions::Course;
use crate::evidence::{Change, Circumstance, Effect, Fact, Finding};
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::units::StepRate;

pub(super) fn notes(sweep: &Sweep<'_>, without_force: &[&str]) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |kind, text: String| notes.push(Note::new(kind, text));
    if let Some(study) = &sweep.question.selection.study {
        say(NoteKind::StudyLimit, study_limit(sweep.evidence, study));
    }
    if !without_force.is_empty() {
        let names = list(without_force.iter().copied());
        say(NoteKind::NoForce, format!("No published force in running: {names}."));
    }
    let asked = sweep.question.selection.muscles.as_deref().unwrap_or_default();
    if let Some(text) = nearest_shown(sweep.evidence, asked) {
        say(NoteKind::NoForce, text);
    }
    for text in extrapolated(sweep) {
        say(NoteKind::Extrapolated, text);
    }
    for (effect, names) in
        gathered(sweep, |point| point.load.peak().without_figure().collect::<Vec<Effect>>())
    {
        let terrain = sweep.question.course.terrain();
        let text = no_figure(effect, terrain, &all_or(sweep, &names));
        say(NoteKind::NoFigure, text);
    }
    let bounded = gathered(sweep, |point| {
        let peak = point.load.peak();
        let bounded = peak.sd().is_some() && peak.sd_is_lower_bound();
        Vec::from_iter(bounded.then_some(()))
    });
    for ((), names) in bounded {
        say(NoteKind::LowerBound, lower_bound(&all_or(sweep, &names)));
    }
    let directions = directions(sweep);
    for (uphill, way) in [(true, "uphill"), (false, "downhill")] {
        let of_way = directions.iter().filter(|(up, _)| *up == uphill);
        let found: Vec<String> = of_way.map(|(_, d)| finding(sweep, d)).collect();
        if !found.is_empty() {
            let found = list(found.iter().map(String::as_str));
            let text = format!(
                "Of the force {way} only the direction is published, not in the numbers: {found}."
            );
            say(NoteKind::Finding, text);
        }
    }
    for fact in strategy_changes(sweep) {
        let at = fact.speed_m_s.unwrap_or_default();
        let text = format!(
            "Runners change strategy above {at} m/s: {} ({}).",
            fact.note, fact.source.study.key
        );
        say(NoteKind::Strategy, text);
    }
    // the load of a step and that of a kilometre mostly go opposite ways
    let both = sweep.series.first().and_then(|series| {
        let ends = [series.points.first()?, series.points.last()?];
        let [first, last] =
            ends.map(|point| StepAndKilometre::of(sweep.evidence, series.muscle, &point.spot.run));
        let both = first?.towards(&last?);
        let name = series.muscle.short_name();
        Some(format!("{name}, from the first place to the last: {both}."))
    });
    if let Some(text) = both {
        say(NoteKind::StepAndKilometre, text);
    }
    if let Some(exponent) = sweep.question.exponent {
        let note = exponent::note(exponent);
        say(note.kind, note.text);
    }
    let muscles = sweep.series.iter().map(|series| series.muscle);
    if let Some(note) = disagreement(sweep.evidence, muscles) {
        say(note.kind, note.text);
    }
    say(NoteKind::Meaning, MEANING.to_owned());
    notes
}

/// Muscles under what some of their points have in common, in order of first appearance.
fn gathered<'s, K: PartialEq>(
    sweep: &'s Sweep<'_>,
    keys: impl Fn(&Point<'_>) -> Vec<K>,
) -> Vec<(K, Vec<&'s str>)> {
    let mut gathered: Vec<(K, Vec<&str>)> = Vec::new();
    for series in &sweep.series {
        let name = series.muscle.short_name();
        for key in series.points.iter().flat_map(&keys) {
            match gathered.iter_mut().find(|(known, _)| *known == key) {
                Some((_, names)) => {
                    if names.last() != Some(&name) {
                        names.push(name);
                    }
                }
                None => gathered.push((key, vec![name])),
            }
        }
    }
    gathered
}

/// The names, or `all of these` where they are all that is shown.
fn all_or(sweep: &Sweep<'_>, names: &[&str]) -> String {
    if names.len() == sweep.series.len() && names.len() > 2 {
        "all of these".to_owned()
    } else {
        list(names.iter().copied())
    }
}

fn extrapolated(sweep: &Sweep<'_>) -> Vec<String> {
    // where the data on an effect end, and for which muscles
    let mut ended: Vec<(Effect, Vec<f64>, Vec<&str>)> = Vec::new();
    for series in &sweep.series {
        for effect in Effect::CURVES {
            let points = series.points.iter();
            let beyond = points.flat_map(|p| p.load.peak().extrapolations());
            let beyond = beyond.filter(|beyond| beyond.effect == effect);
            let mut edges: Vec<f64> = beyond.map(|beyond| beyond.edge).collect();
            edges.sort_by(f64::total_cmp);
            edges.dedup();
            let name = series.muscle.short_name();
            let alike = ended.iter_mut().find(|(of, known, _)| *of == effect && *known == edges);
            match alike {
                _ if edges.is_empty() => {}
                Some((_, _, names)) => names.push(name),
                None => ended.push((effect, edges, vec![name])),
            }
        }
    }
    let texts = ended.into_iter().map(|(effect, edges, names)| {
        let edges: Vec<String> = edges.iter().map(f64::to_string).collect();
        format!(
            "Extrapolated: the data on {} of groups of runners end at {} {}, for {}.",
            effect.name(),
            edges.join(" and "),
            effect.unit(),
            all_or(sweep, &names)
        )
    });
    let mut texts: Vec<String> = texts.collect();
    let assumes = !matches!(sweep.question.step_rate, StepRate::PerMinute(_))
        && sweep.question.swept.unit.effect() != Effect::StepRate;
    let edges = sweep.spots().filter_map(|spot| spot.stepping.typical_held_at_m_s);
    let mut edges: Vec<f64> = edges.filter(|_| assumes).collect();
    edges.dedup();
    if !edges.is_empty() {
        let edges: Vec<String> = edges.iter().map(f64::to_string).collect();
        texts.push(format!(
            "The data on the typical step rate end at {} m/s; beyond, that there is taken.",
            edges.join(" and ")
        ));
    }
    texts
}

/// What is known of a change of running strategy at a speed within or below the range.
pub(super) fn strategy_changes<'e>(sweep: &Sweep<'e>) -> impl Iterator<Item = &'e Fact> + use<'e> {
    let speeds = sweep.spots().map(|spot| spot.run.speed().m_per_s());
    let quickest = speeds.fold(0.0, f64::max);
    sweep.evidence.facts().iter().filter(move |fact| {
        fact.quantity == "strategy_change" && fact.speed_m_s.is_some_and(|at| quickest > at)
    })
}

/// Published directions of force on hills without a figure, each with whether it is of uphill running.
pub(super) fn directions<'e>(sweep: &Sweep<'e>) -> Vec<(bool, &'e Finding)> {
    let mut found: Vec<(bool, &Finding)> = Vec::new();
    let ends = [sweep.spots().next(), sweep.spots().last()];
    for course in ends.into_iter().flatten().map(|spot| spot.run.course()) {
        for direction in sweep.evidence.directions() {
            let is_new = !found.iter().any(|(_, known)| std::ptr::eq(*known, direction));
            let about =
                |series: &Series<'_>| is_about(sweep.evidence, series.muscle, &direction.muscle);
            if is_new
                && direction.change == Change::Force
                && is_hill(course)
                && matches!(direction.terrain, Circumstance::On(terrain) if course.shows(terrain))
                && sweep.series.iter().any(about)
            {
                found.push((course.gradient().percent() > 0.0, direction));
            }
        }
    }
    found
}

fn is_hill(course: Course) -> bool {
    course != course.levelled()
}

fn finding(sweep: &Sweep<'_>, direction: &Finding) -> String {
    let muscle = sweep.evidence.muscles().by_key(&direction.muscle);
    let name = muscle.map_or(&*direction.muscle, Muscle::short_name);
    format!("{name} {} ({})", direction.way.key(), direction.source.study.key)
}
