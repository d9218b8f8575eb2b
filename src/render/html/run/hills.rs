//! What the hills did, in words and in a small table.

use maud::{Markup, html};

use crate::answer::run::{RecordedRun, RunRow, Slope};
use crate::number::fixed;
use crate::render::html::words::{in_text, listed};
use crate::render::html::{section, tables};
use crate::render::layout::Column;

/// How many muscles stand in the table.
const MUSCLES: usize = 6;
/// A share that is larger than that of the steps by this much is worth a sentence.
const NOTABLE: f64 = 0.02;

/// The hills under their heading; nothing without altitude.
pub(super) fn section_of(run: &RecordedRun<'_>) -> Markup {
    if !run.track.has_altitude || run.whole.running.metres <= 0.0 {
        return html! {};
    }
    let whole = &run.whole;
    let ways = Slope::ALL.map(|slope| whole.slopes[slope as usize].metres / whole.running.metres);
    let steps = Slope::ALL.map(|slope| {
        let steps = whole.slopes[slope as usize].steps;
        steps / whole.running.steps.max(1.0)
    });
    let first = format!(
        "Of the running {} % went uphill, {} % on the level (within 1 %) and {} % downhill; {} m up and {} m \
         down in all.",
        fixed(100.0 * ways[0], 0),
        fixed(100.0 * ways[1], 0),
        fixed(100.0 * ways[2], 0),
        fixed(whole.ascent_m, 0),
        fixed(whole.descent_m, 0)
    );
    section(
        "What the hills did",
        &html! {
            div.together {
            p {
                (first)
                @for slope in [Slope::Uphill, Slope::Downhill] {
                    " " (borne_there(run, slope, steps[slope as usize]))
                }
                " " (unknown(run))
            }
            (tables::table(&columns(run, &steps), "ground", "Shares uphill, level and downhill"))
            }
        },
    )
}

/// The muscles with a figure and its shares, in order of rank.
fn known<'r, 'e>(run: &'r RecordedRun<'e>) -> impl Iterator<Item = (&'r RunRow<'e>, [f64; 3])> {
    let rows = run.rows.iter();
    rows.filter_map(|row| Some((row, run.borne(row).shares?)))
}

/// Which muscles bore more there than their steps were.
fn borne_there(run: &RecordedRun<'_>, slope: Slope, of_steps: f64) -> String {
    let way = match slope {
        Slope::Uphill => "Climbing",
        Slope::Level => "Level running",
        Slope::Downhill => "Descending",
    };
    if of_steps <= 0.0 {
        return String::new();
    }
    let mut more: Vec<(f64, String)> = known(run)
        .filter(|(row, _)| run.knows_hills(row.muscle))
        .map(|(row, shares)| (shares[slope as usize], in_text(row.muscle.short_name())))
        .filter(|(share, _)| share - of_steps >= NOTABLE)
        .collect();
    more.sort_by(|a, b| b.0.total_cmp(&a.0));
    more.truncate(3);
    let of_steps = format!("{way} took {} % of the steps", fixed(100.0 * of_steps, 0));
    if more.is_empty() {
        return format!("{of_steps}, and no muscle bore notably more of its load there.");
    }
    let told = more.iter().enumerate().map(|(i, (share, who))| {
        let what = if i == 0 { "the load of" } else { "that of" };
        format!("{} % of {what} {who}", fixed(100.0 * share, 0))
    });
    let told: Vec<String> = told.collect();
    format!("{of_steps}, but {}.", listed(&told, "and"))
}

fn unknown(run: &RecordedRun<'_>) -> String {
    let without = known(run)
        .filter(|(row, _)| !run.knows_hills(row.muscle))
        .count();
    if without == 0 {
        String::new()
    } else {
        format!(
            "For {without} of {} muscles nobody has published what a gradient does; they are shown as on the level.",
            known(run).count()
        )
    }
}

fn columns(run: &RecordedRun<'_>, steps: &[f64; 3]) -> Vec<Column> {
    let units = run.question.units;
    let ways = run.whole.slopes.map(|way| way.metres / units.metres());
    let percent = |shares: &[f64; 3]| shares.map(|share| format!("{} %", fixed(100.0 * share, 0)));
    let mut columns = vec![
        Column::left(
            "ground",
            ["Uphill", "Level", "Downhill"].map(str::to_owned).to_vec(),
            0,
        ),
        Column::right(units.to_string(), ways.map(|way| fixed(way, 2)).to_vec(), 0),
        Column::right("of the steps", percent(steps).to_vec(), 0),
    ];
    // of the others the shares are those of the steps
    let with_figures = known(run).filter(|(row, _)| run.knows_hills(row.muscle));
    for (row, shares) in with_figures.take(MUSCLES) {
        let name = row.muscle.short_name().to_owned();
        columns.push(Column::right(name, percent(&shares).to_vec(), 0));
    }
    columns
}
