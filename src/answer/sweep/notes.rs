//! What has to be said beside a sweep, and only where there is something to say.

use super::{Series, Sweep};
use crate::answer::calculate::is_about;
use crate::answer::exponent;
use crate::answer::notes::{
    MEANING, disagreement, gathered, list, lower_bound, no_figure, of_selection,
};
use crate::answer::pair::StepAndKilometre;
use crate::conditions::Course;
use crate::evidence::{Change, Circumstance, Effect, Fact, Finding};
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::units::StepRate;

pub(super) fn notes(sweep: &Sweep<'_>, without_force: &[&str]) -> Vec<Note> {
    let (question, evidence) = (&sweep.question, sweep.evidence);
    let without = without_force.iter().copied();
    let mut notes = of_selection(evidence, &question.selection, None, without);
    notes.extend(NoteKind::Extrapolated.each(extrapolated(sweep)));
    let peaks = || {
        let series = sweep.series.iter();
        series.flat_map(|series| {
            series.points.iter().map(|point| (series.muscle.short_name(), point.load.peak()))
        })
    };
    let without = peaks().flat_map(|(name, peak)| {
        peak.without_figure().map(move |effect| (name, effect)).collect::<Vec<_>>()
    });
    let terrain = question.course.terrain();
    let without = gathered(without).into_iter();
    let without = without.map(|(effect, names)| no_figure(effect, terrain, &all_or(sweep, &names)));
    notes.extend(NoteKind::NoFigure.each(without));
    let bounded = peaks().filter(|(_, peak)| peak.sd().is_some() && peak.sd_is_lower_bound());
    let bounded = gathered(bounded.map(|(name, _)| (name, ()))).into_iter();
    let bounded = bounded.map(|((), names)| lower_bound(&all_or(sweep, &names)));
    notes.extend(NoteKind::LowerBound.each(bounded));
    let directions = directions(sweep);
    for (uphill, way) in [(true, "uphill"), (false, "downhill")] {
        let of_way = directions.iter().filter(|(up, _)| *up == uphill);
        let found: Vec<String> = of_way.map(|(_, d)| finding(sweep, d)).collect();
        let found = list(found.iter().map(String::as_str));
        let text = (!found.is_empty()).then(|| {
            format!(
                "Of the force {way} only the direction is published, not in the numbers: {found}."
            )
        });
        notes.extend(NoteKind::Finding.each(text));
    }
    notes.extend(NoteKind::Strategy.each(strategy_changes(sweep).map(|fact| {
        let (at, study) = (fact.speed_m_s.unwrap_or_default(), &fact.source.study.key);
        format!("Runners change strategy above {at} m/s: {} ({study}).", fact.note)
    })));
    // the load of a step and that of a kilometre mostly go opposite ways
    let both = sweep.series.first().and_then(|series| {
        let ends = [series.points.first()?, series.points.last()?];
        let [first, last] =
            ends.map(|point| StepAndKilometre::of(evidence, series.muscle, &point.grid_point.run));
        let both = first?.towards(&last?);
        let name = series.muscle.short_name();
        Some(format!("{name}, from the first place to the last: {both}."))
    });
    notes.extend(NoteKind::StepAndKilometre.each(both));
    notes.extend(question.exponent.map(exponent::note));
    notes.extend(disagreement(evidence, sweep.series.iter().map(|series| series.muscle)));
    notes.push(Note::new(NoteKind::Meaning, MEANING));
    notes
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
    let edges = sweep.grid().filter_map(|grid_point| grid_point.stepping.typical_clamped_at_m_s);
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
    let speeds = sweep.grid().map(|grid_point| grid_point.run.speed().m_per_s());
    let quickest = speeds.fold(0.0, f64::max);
    sweep.evidence.facts().iter().filter(move |fact| {
        fact.quantity == "strategy_change" && fact.speed_m_s.is_some_and(|at| quickest > at)
    })
}

/// Published directions of force on hills without a figure, each with whether it is of uphill running.
pub(super) fn directions<'e>(sweep: &Sweep<'e>) -> Vec<(bool, &'e Finding)> {
    let mut found: Vec<(bool, &Finding)> = Vec::new();
    let ends = [sweep.grid().next(), sweep.grid().last()];
    for course in ends.into_iter().flatten().map(|grid_point| grid_point.run.course()) {
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
