//! The sentences that answer the question, for people who read no table.

use crate::answer::calculate::{MuscleRow, RankBy, Report};
use crate::model::Rank;
use crate::muscle::Muscle;
use crate::render::wording::{grouped, signed};

/// The headline and what follows it.
pub(super) struct Words {
    pub(super) headline: String,
    pub(super) lead: String,
    pub(super) more: Vec<String>,
}

/// A change smaller than this is none in words.
const SLIGHT: f64 = 0.01;

/// The answer to a question in words.
pub(super) fn answer(report: &Report<'_>) -> Words {
    let run = &report.question.conditions;
    let units = report.question.units;
    let gradient = run.course().gradient().percent();
    let terrain = run.course().terrain();
    let ground = if gradient == 0.0 && terrain.is_reference() {
        String::new()
    } else if gradient == 0.0 {
        format!(" on {}", on(terrain.key()))
    } else if terrain.is_reference() {
        format!(" {}", if gradient > 0.0 { "uphill" } else { "downhill" })
    } else {
        format!(" on {} at {} %", on(terrain.key()), signed(gradient))
    };
    let at = format!("At {}{ground}", run.speed().pace(units));
    let ranked: Vec<&MuscleRow<'_>> = report
        .rows
        .iter()
        .filter(|row| row.rank.is_some())
        .collect();
    let Some(first) = ranked.first() else {
        return Words {
            headline: format!("{at}: nobody has published a force of these muscles"),
            lead: String::new(),
            more: Vec::new(),
        };
    };
    let who = the(first);
    let of_shown = if report.question.muscles.is_some() {
        " of those shown"
    } else {
        ""
    };
    let times = |row: &MuscleRow<'_>| row.load.as_ref().map_or(0.0, |load| load.peak().value().0);
    let (headline, lead) = match report.question.rank_by {
        RankBy::Peak => (
            format!(
                "{at} the strongest pull{of_shown} comes from {who}: {:.1} times your weight",
                times(first)
            ),
            format!(
                "{} kilograms-force, or {} newtons, at the peak of a step.",
                grouped(first.peak_kgf().unwrap_or(0.0)),
                grouped(first.peak_n().unwrap_or(0.0)),
            ),
        ),
        RankBy::Impulse => (
            format!(
                "{at} the largest effort of a stride{of_shown}, force times time, is that of {who}"
            ),
            peaks(first, times(first)),
        ),
        RankBy::Cumulative => (
            format!(
                "{at} the largest sum over the run{of_shown}, force times time, is that of {who}"
            ),
            match first.cumulative_kn_s() {
                Some(sum) => format!(
                    "{} kN·s in one leg. {}",
                    grouped(sum),
                    peaks(first, times(first))
                ),
                None => peaks(first, times(first)),
            },
        ),
    };
    let mut more = Vec::new();
    let next: Vec<String> = ranked.iter().skip(1).take(2).map(|row| the(row)).collect();
    if !next.is_empty() {
        let values: Vec<String> = ranked
            .iter()
            .skip(1)
            .take(2)
            .map(|row| format!("{:.1}", times(row)))
            .collect();
        let sure = how_sure(ranked.iter().map(|row| (row.rank, row.muscle)));
        more.push(match report.question.rank_by {
            RankBy::Peak => format!(
                "Then come {} with {} times your weight.{}",
                next.join(" and "),
                values.join(" and "),
                sure
            ),
            _ => format!("Then come {}.{sure}", next.join(" and ")),
        });
    }
    if gradient != 0.0 {
        more.extend(hill(&ranked, report.question.rank_by));
    }
    Words {
        headline,
        lead,
        more,
    }
}

fn peaks(row: &MuscleRow<'_>, times: f64) -> String {
    format!(
        "At the peak of a step it pulls with {times:.1} times your weight: {} kilograms-force.",
        grouped(row.peak_kgf().unwrap_or(0.0))
    )
}

/// A ground as it stands behind `on`.
fn on(terrain: &str) -> &str {
    match terrain {
        "treadmill" => "a treadmill",
        "trail" => "trails",
        other => other,
    }
}

/// A muscle in running text.
pub(super) fn the(row: &MuscleRow<'_>) -> String {
    in_text(row.muscle.short_name())
}

/// The name of a muscle in running text.
pub(super) fn in_text(name: &str) -> String {
    format!("the {}", name.to_lowercase())
}

/// Whether the first place of a ranking is certain.
pub(super) fn how_sure<'m>(ranking: impl Iterator<Item = (Option<Rank>, &'m Muscle)>) -> String {
    let may_lead: Vec<String> = ranking
        .skip(1)
        .filter(|(rank, _)| rank.is_some_and(|rank| rank.low == 1))
        .map(|(_, muscle)| in_text(muscle.short_name()))
        .collect();
    if may_lead.is_empty() {
        " By the spread shown no other muscle comes near enough to be first.".to_owned()
    } else {
        format!(
            " The first place is not certain: within the spread shown, {} may be first as well.",
            listed(&may_lead, "or")
        )
    }
}

/// Words as in running text.
pub(super) fn listed(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., end] => format!("{} {last} {end}", firsts.join(", ")),
    }
}

/// What a hill changes most.
fn hill(ranked: &[&MuscleRow<'_>], rank_by: RankBy) -> Option<String> {
    let mut changes: Vec<(f64, String)> = ranked
        .iter()
        .filter_map(|row| {
            let ratio = if rank_by == RankBy::Peak {
                row.level_ratio()
            } else {
                row.impulse_level_ratio()
            };
            Some((ratio? - 1.0, the(row)))
        })
        .filter(|(change, _)| change.abs() >= SLIGHT)
        .collect();
    changes.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told = |(change, who): &(f64, String)| {
        let less = if *change > 0.0 { "higher" } else { "lower" };
        format!("that of {who} is {:.0} % {less}", 100.0 * change.abs())
    };
    let mut parts: Vec<String> = changes.first().map(told).into_iter().collect();
    parts.extend(changes.last().filter(|_| changes.len() > 1).map(told));
    let unknown = ranked
        .iter()
        .filter(|row| row.level_ratio().is_none())
        .count();
    if parts.is_empty() {
        return None;
    }
    let mut text = format!(
        "What the hill changes most, against the same speed on the level: {}.",
        parts.join(", ").replacen("that of", "the load of", 1)
    );
    if unknown > 0 {
        text = format!(
            "{text} For {unknown} of the {} muscles nobody has published what a hill does; they are shown as on the level.",
            ranked.len()
        );
    }
    Some(text)
}
