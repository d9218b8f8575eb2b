//! What has to be said beside the figures of a recorded run.

use super::document::{length, pace};
use super::split::{MOST_SPLITS, REST, hours_minutes_seconds};
use super::{GradientClass, RecordedRun};
use crate::answer::calculate::notes::directions;
use crate::answer::calculate::{Question, Report};
use crate::answer::notes::{
    MEANING, WITHOUT_MASS, disagreement, gathered, list, lower_bound, no_figure, of_selection,
};
use crate::answer::pair::{self, StepAndKilometre};
use crate::answer::{Selection, exponent};
use crate::conditions::{Course, Terrain};
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::number::{fixed, grouped};
use crate::units::Duration;

/// What a total of the device may differ from ours by before it is said, as a share.
const LARGE_SHARE: f64 = 0.05;
/// What ascent may differ by, m, whatever share that is.
const LARGE_CLIMB_M: f64 = 15.0;

pub(super) fn notes(run: &RecordedRun<'_>) -> Vec<Note> {
    let mut notes = run.track.warnings.clone();
    let of_mass = match (run.question.mass, run.mass) {
        (Some(_), _) => None,
        (None, Some(mass)) => {
            let mass = mass.kilograms();
            Some(format!("Body mass {mass} kg from the profile in the file, since none was given."))
        }
        (None, None) => Some(WITHOUT_MASS.to_owned()),
    };
    notes.extend(NoteKind::Mass.each(of_mass));
    let rest = run.splits.last().filter(|split| split.name == REST).map(|rest| {
        format!(
            "The first {} splits are shown one by one; the last, \"{REST}\", is all that follows: {} km in {}.",
            MOST_SPLITS - 1,
            fixed(rest.distance_m() / 1000.0, 1),
            clock(rest.elapsed_s())
        )
    });
    notes.extend(NoteKind::Movement.each(rest));
    notes.extend(run.earlier_notes());
    notes.extend(ways(run));
    notes.extend(beside_running(run));
    notes.extend(device(run));
    if run.whole.running.seconds > 0.0 {
        notes.extend(evidence(run));
        notes.extend(run.question.exponent.map(exponent::note));
        notes.push(Note::new(NoteKind::Meaning, MEANING));
    }
    notes
}

fn ways(run: &RecordedRun<'_>) -> Option<Note> {
    let (whole, running) = (&run.whole, &run.whole.running);
    let (speed, rate) = (whole.speed_m_s()?, whole.step_rate_spm()?);
    let mut text = format!(
        "Running: {} in {} at {}, {} steps, {} a minute",
        length(run, running.metres),
        clock(running.seconds),
        pace(run, speed),
        grouped(running.steps),
        fixed(rate, 0),
    );
    // of what led nowhere there are no shares
    if running.metres > 0.0 {
        let percent = |slope| 100.0 * whole.slopes[slope as usize].metres / running.metres;
        let [up, level, down] = GradientClass::ALL.map(|slope| fixed(percent(slope), 0));
        text = format!("{text}; {up} % uphill, {level} % level, {down} % downhill");
    }
    text.push('.');
    if whole.walking.seconds > 0.0 {
        let steps = if whole.walking_steps_unknown {
            String::new()
        } else {
            format!(", {} steps", grouped(whole.walking.steps))
        };
        let (walked, took) = (length(run, whole.walking.metres), clock(whole.walking.seconds));
        text = format!("{text} Walking, not loaded: {walked} in {took}{steps}.");
    }
    if whole.elapsed_s() - whole.moving_s() >= 1.0 {
        text = format!("{text} In all: {}.", clock(whole.elapsed_s()));
    }
    Some(Note::new(NoteKind::Movement, text))
}

/// Time that is no running, or of which something is not known.
fn beside_running(run: &RecordedRun<'_>) -> impl Iterator<Item = Note> {
    let whole = &run.whole;
    let metres = fixed(whole.too_fast.metres, 0);
    let has_steps = whole.assumed_steps_s < whole.running.seconds;
    let texts = [
        (
            NoteKind::Movement,
            whole.too_fast.seconds,
            format!(" above 9.5 m/s or on a ride, {metres} m, are taken for no running and not loaded."),
        ),
        (
            NoteKind::Cadence,
            if has_steps { whole.assumed_steps_s } else { 0.0 },
            " of running have no cadence: the typical step rate is taken there.".to_owned(),
        ),
        (
            NoteKind::Extrapolated,
            whole.beyond_gradient_s,
            " of running are steeper than any data: the figures at their edge are held.".to_owned(),
        ),
        (
            NoteKind::Extrapolated,
            whole.beyond_speed_s,
            " of running are slower or quicker than groups of runners were measured: the figures rest on less there."
                .to_owned(),
        ),
    ];
    let texts = texts.into_iter().filter(|(_, seconds, _)| *seconds > 0.0);
    texts.map(|(kind, seconds, text)| Note::new(kind, clock(seconds) + &text))
}

fn clock(seconds: f64) -> String {
    Duration::from_seconds(seconds.max(1.0))
        .map_or_else(|_| hours_minutes_seconds(seconds), |duration| duration.to_string())
}

fn device(run: &RecordedRun<'_>) -> Vec<Note> {
    let (whole, totals) = (&run.whole, &run.track.totals);
    let mut notes = Vec::new();
    let mut hold = |what: &str, ours: f64, theirs: Option<f64>, least: f64| {
        let Some(theirs) = theirs else { return };
        if (ours - theirs).abs() > least.max(LARGE_SHARE * theirs.abs()) {
            let text = format!(
                "The device says {what} {theirs} m; here it is {ours} m.",
                theirs = fixed(theirs, 0),
                ours = fixed(ours, 0)
            );
            notes.push(Note::new(NoteKind::Device, text));
        }
    };
    hold("distance", whole.distance_m(), totals.distance_m, 10.0);
    if run.track.has_altitude {
        hold("ascent", whole.ascent_m, totals.ascent_m, LARGE_CLIMB_M);
        hold("descent", whole.descent_m, totals.descent_m, LARGE_CLIMB_M);
    }
    notes
}

fn evidence(run: &RecordedRun<'_>) -> Vec<Note> {
    let first = run.whole.runs().next();
    let terrain = first.map_or(Terrain::Flat, |run| run.course().levelled().terrain());
    let bases = || run.rows.iter().map(|row| (row.muscle.short_name(), run.basis(row.muscle)));
    let without = bases()
        .flat_map(|(name, basis)| basis.without_figure.iter().map(move |effect| (name, *effect)));
    let without = gathered(without).into_iter();
    let without = without.map(|(effect, names)| no_figure(effect, terrain, &list(names)));
    let bounded = list(bases().filter(|(_, basis)| basis.is_lower_bound).map(|(name, _)| name));
    let bounded = (!bounded.is_empty()).then(|| lower_bound(&bounded));
    let mut notes = of_selection(run.evidence, &run.question.selection, None, []);
    notes.extend(NoteKind::NoFigure.each(without));
    notes.extend(NoteKind::LowerBound.each(bounded));
    let first = run.rows.first();
    let both = first.and_then(|row| Some((row.muscle, run.step_and_kilometre(row.muscle)?)));
    if let Some((muscle, both)) = both {
        let text = both.sentence(muscle, run.mass, " on average") + &run.faster(muscle);
        notes.push(Note::new(NoteKind::StepAndKilometre, text));
    }
    notes.extend(of_mean(run).into_iter().flatten());
    let muscles = run.rows.iter().map(|row| row.muscle);
    notes.extend(disagreement(run.evidence, muscles));
    notes
}

/// What is known of running as it was on average, on the level: signs without a figure, the ground and the push.
fn of_mean(run: &RecordedRun<'_>) -> Option<Vec<Note>> {
    let (mean, _) = run.track.mean_run(run.mass)?;
    let course = Course::new(run.question.terrain, None).ok()?;
    let muscles = run.rows.iter().map(|row| row.muscle.key().to_owned());
    let question = Question {
        units: run.question.units,
        selection: Selection::default().muscles(muscles.collect::<Vec<_>>()),
        ..Question::new(mean.with_form(run.question.form).with_course(course))
    };
    let report = Report::new(run.evidence, question).ok()?;
    let ground = [report.ground_words(), report.push_words()].into_iter().flatten();
    Some(NoteKind::Finding.each(directions(&report)).chain(NoteKind::Ground.each(ground)).collect())
}

impl RecordedRun<'_> {
    /// Which way a step and a kilometre go a tenth faster than on average.
    pub(super) fn faster(&self, muscle: &Muscle) -> String {
        let mean = self.track.mean_run(self.mass);
        let text = mean.and_then(|(run, _)| pair::faster(self.evidence, muscle, &run));
        text.unwrap_or_default()
    }

    /// What a step bears on average and what a kilometre of running adds up to, of a muscle that is shown.
    pub(crate) fn step_and_kilometre(&self, muscle: &Muscle) -> Option<StepAndKilometre> {
        let mut rows = self.rows.iter();
        let row = rows.find(|row| row.muscle.key() == muscle.key())?;
        let load = self.load(row);
        let kilometres = self.whole.running.metres / 1000.0;
        (kilometres > 0.0).then_some(StepAndKilometre {
            step_bw: load.peak_mean_bw?,
            kilometre_bw_s: load.cumulative_bw_s? / kilometres,
        })
    }
}
