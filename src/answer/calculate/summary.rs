//! The sentences that answer the question, for people who read no table.

use super::{MuscleRow, RankBy, Report};
use crate::answer::text::{how_sure, in_text, listed};
use crate::document::Sentences;
use crate::number::{fixed, grouped, signed};

/// A change smaller than this is none in words.
const SLIGHT: f64 = 0.01;

/// The answer to a question in words.
pub(super) fn summary(report: &Report<'_>) -> Sentences {
    let at = format!(
        "At {}{}",
        report
            .question
            .conditions
            .speed()
            .pace(report.question.units),
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
    let of_shown = if report.question.muscles.is_some() {
        " of those shown"
    } else {
        ""
    };
    let times = |row: &MuscleRow<'_>| {
        fixed(
            row.load.as_ref().map_or(0.0, |load| load.peak().value().0),
            1,
        )
    };
    // without a mass in body weights alone
    let kgf = first.peak_kgf().map(grouped);
    let peaks = format!(
        "At the peak of a step it pulls with {} times your weight{}.",
        times(first),
        kgf.as_ref()
            .map_or_else(String::new, |kgf| format!(": {kgf} kilograms-force"))
    );
    let (headline, lead) = match report.question.rank_by {
        RankBy::Impulse => (
            format!(
                "{at} the largest effort of a stride{of_shown}, force times time, is that of {who}"
            ),
            peaks,
        ),
        RankBy::Cumulative => (
            format!(
                "{at} the largest sum over the run{of_shown}, force times time, is that of {who}"
            ),
            match first.cumulative_kn_s() {
                Some(sum) => format!("{} kN·s in one leg. {peaks}", grouped(sum)),
                None => peaks,
            },
        ),
        _ => (
            format!(
                "{at} the strongest pull{of_shown} comes from {who}: {} times your weight",
                times(first)
            ),
            match (kgf, first.peak_n()) {
                (Some(kgf), Some(newtons)) => format!(
                    "{kgf} kilograms-force, or {} newtons, at the peak of a step.",
                    grouped(newtons)
                ),
                _ => "That is at the peak of a step.".to_owned(),
            },
        ),
    };
    let mut more = Vec::new();
    let next: Vec<String> = ranked
        .iter()
        .skip(1)
        .take(2)
        .map(|row| in_text(row.muscle))
        .collect();
    if !next.is_empty() {
        let values: Vec<String> = ranked
            .iter()
            .skip(1)
            .take(2)
            .map(|row| times(row))
            .collect();
        let with = match report.question.rank_by {
            RankBy::Peak => format!(" with {} times your weight", values.join(" and ")),
            _ => String::new(),
        };
        let sure = how_sure(ranked.iter().map(|row| (row.rank, row.muscle)));
        let then = format!("Then come {}{with}. {sure}", next.join(" and "));
        more.push(then.trim_end().to_owned());
    }
    more.extend(hill(report, &ranked));
    Sentences {
        headline,
        lead,
        more,
    }
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

/// What a hill changes most.
fn hill(report: &Report<'_>, ranked: &[&MuscleRow<'_>]) -> Option<String> {
    if report.question.conditions.course().gradient().percent() == 0.0 {
        return None;
    }
    let changes = ranked
        .iter()
        .filter_map(|row| Some((report.level_ratio(row)? - 1.0, in_text(row.muscle))));
    let mut changes: Vec<(f64, String)> = changes
        .filter(|(change, _)| change.abs() >= SLIGHT)
        .collect();
    changes.sort_by(|a, b| b.0.total_cmp(&a.0));
    let text = |(change, who): &(f64, String)| {
        let less = if *change > 0.0 { "higher" } else { "lower" };
        format!(
            "that of {who} is {} % {less}",
            fixed(100.0 * change.abs(), 0)
        )
    };
    let mut parts: Vec<String> = changes.first().map(text).into_iter().collect();
    parts.extend(changes.last().filter(|_| changes.len() > 1).map(text));
    let changes = listed(&parts, "and").replacen("that of", "the load of", 1);
    let unknown = ranked
        .iter()
        .filter(|row| row.level_ratio().is_none())
        .count();
    let unknown = match unknown {
        0 => String::new(),
        unknown => format!(
            " For {unknown} of the {} muscles nobody has published what a hill does; they are shown as on the level.",
            ranked.len()
        ),
    };
    (!parts.is_empty()).then(|| {
        format!(
            "What the hill changes most, against the same speed on the level: {changes}.{unknown}"
        )
    })
}
