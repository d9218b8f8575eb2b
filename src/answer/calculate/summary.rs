//! The sentences that answer the question, for people who read no table.

use super::{MuscleRow, RankBy, Report, fields};
use crate::answer::pair::{self, StepAndKilometre};
use crate::answer::text::{self, how_sure, in_text, is_plural, listed, pulls_hardest};
use crate::answer::{columns, exponent};
use crate::document::Sentences;
use crate::muscle::Muscle;
use crate::number::{fixed, grouped, signed};

/// A change smaller than this is none in words.
const SLIGHT: f64 = 0.01;

pub(super) fn summary(report: &Report<'_>) -> Sentences {
    let at = format!(
        "At {}{}",
        report.question.conditions.speed().pace(report.question.units),
        ground(report)
    );
    let rows = report.rows.iter();
    let mut ranked: Vec<&MuscleRow<'_>> = rows.clone().filter(|row| row.rank.is_some()).collect();
    if ranked.is_empty() {
        // tendons and joints alone, which have no rank
        ranked = rows.filter(|row| row.load.is_some()).collect();
    }
    let Some(first) = ranked.first() else {
        return Sentences {
            headline: format!("{at}: nobody has published a force of these muscles"),
            ..Sentences::default()
        };
    };
    let who = in_text(first.muscle);
    let of_shown = if report.question.selection.muscles.is_some() { " of those shown" } else { "" };
    let times =
        |row: &MuscleRow<'_>| fixed(row.load.as_ref().map_or(0.0, |load| load.peak().value().0), 1);
    // without a mass in body weights alone
    let kgf = first.peak_kgf().map(|kgf| format!(", as much as {} kg", grouped(kgf)));
    let peak =
        format!("{} times your weight at each step{}", times(first), kgf.unwrap_or_default());
    let (headline, lead) = match report.question.rank_by {
        RankBy::Impulse => (
            format!(
                "{at} the largest effort of a stride{of_shown}, force times time, is that of {who}"
            ),
            format!("Its peak is {peak}."),
        ),
        RankBy::Cumulative => (
            format!("{at} the largest sum of the run{of_shown} is that of {who}"),
            format!("Its peak is {peak}."),
        ),
        _ => {
            (format!("{at} {who} {}{of_shown}: {peak}", pulls_hardest(first.muscle)), String::new())
        }
    };
    let sure = how_sure(ranked.iter().map(|row| (row.rank, row.muscle)));
    let mut more: Vec<String> = sum(report, first).into_iter().collect();
    let power = report.question.exponent.zip(first.peak_power_sum());
    let power = power.map(|(exponent, sum)| {
        let over = if report.question.run_length.is_some() { "" } else { " over a kilometre" };
        exponent::sentence(exponent, &who, sum, over)
    });
    let asked = report.question.selection.muscles.iter().flatten();
    let nearest = text::nearest(report.evidence, asked);
    more.extend(hill(report, &ranked));
    more.extend(sure);
    Sentences { headline, asked: power.into_iter().chain(nearest).collect(), lead, more }
}

/// What one leg adds up over the run, beside what one step bears.
fn sum(report: &Report<'_>, first: &MuscleRow<'_>) -> Option<String> {
    let (steps, sum) = (grouped(report.steps()? / 2.0), grouped(fields::sum(first)?));
    let run = &report.question.conditions;
    let sum = columns::sum_in_words(&sum, run.mass().is_some());
    let both = StepAndKilometre::of(report.evidence, first.muscle, run)?;
    let kilometre = both.kilometre(run.mass());
    let faster = pair::faster(report.evidence, first.muscle, run).unwrap_or_default();
    Some(format!(
        "Over {steps} steps of each leg its load adds up to {sum}, {kilometre} a kilometre.{faster}"
    ))
}

/// The ground, as it stands behind a pace.
fn ground(report: &Report<'_>) -> String {
    let course = report.question.conditions.course();
    let (gradient, terrain) = (course.gradient().percent(), course.terrain());
    let on = match terrain.key() {
        "treadmill" => "a treadmill",
        "trail" => "trails",
        other => other,
    };
    match (gradient == 0.0, terrain.is_reference()) {
        (true, true) => String::new(),
        (true, false) => format!(" on {on}"),
        (false, true) => format!(" {}", if gradient > 0.0 { "uphill" } else { "downhill" }),
        (false, false) => format!(" on {on} at {} %", signed(gradient)),
    }
}

fn hill(report: &Report<'_>, ranked: &[&MuscleRow<'_>]) -> Option<String> {
    if report.question.conditions.course().gradient().percent() == 0.0 {
        return None;
    }
    let changes =
        ranked.iter().filter_map(|row| Some((report.level_ratio(row)? - 1.0, row.muscle)));
    let mut changes: Vec<(f64, &Muscle)> =
        changes.filter(|(change, _)| change.abs() >= SLIGHT).collect();
    changes.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (verb, more) = match report.question.rank_by {
        RankBy::Peak => ("pull", "harder"),
        _ => ("bear", "more"),
    };
    let text = |(change, muscle): &(f64, &Muscle), verb: &str| {
        let percent = fixed(100.0 * change.abs(), 0);
        let more = if *change > 0.0 { more } else { "less" };
        format!("{}{verb} {percent} % {more}", in_text(muscle))
    };
    let (first, last) = (changes.first()?, changes.last()?);
    let s = if is_plural(first.1) { "" } else { "s" };
    let mut parts = vec![text(first, &format!(" {verb}{s}"))];
    parts.extend((changes.len() > 1).then(|| text(last, "")));
    let parts = listed(&parts, "and");
    Some(format!("Against the level at this pace {parts}."))
}
