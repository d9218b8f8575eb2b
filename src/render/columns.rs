//! The columns that people are shown of an answer, in the terminal and in Markdown, and the legend that explains them.

use super::layout::Column;
use super::wording;
use crate::answer::calculate::{MuscleRow, RankBy, Report};

/// Titles of columns that the legend explains.
const WEIGHTS: &str = "× weight";
const FORCE: &str = "force";
const ACTIVE: &str = "active";
const GRADE: &str = "gr";

/// What is shown of each row.
pub(super) fn of_report(report: &Report<'_>) -> Vec<Column> {
    let by_peak = report.question.rank_by == RankBy::Peak;
    let mut columns = whose(report);
    columns.extend(forces(report));
    if !by_peak {
        columns.push(Column::right(
            "BW·s",
            cells(report, |row| {
                let impulse = row.load.as_ref()?.impulse()?;
                Some(format!("{:.3}", impulse.value().0))
            }),
            0,
        ));
    }
    if report.question.extent.is_some() {
        columns.push(Column::right(
            "kN·s",
            cells(report, |row| {
                let kn_s = row.cumulative_kn_s()?;
                Some(if kn_s < 9.95 {
                    format!("{kn_s:.1}")
                } else {
                    wording::grouped(kn_s)
                })
            }),
            10,
        ));
    }
    if report.question.conditions.course().gradient().percent() != 0.0 {
        columns.push(Column::right(
            FORCE,
            cells(report, |row| {
                let ratio = if by_peak {
                    row.level_ratio()
                } else {
                    row.impulse_level_ratio()
                };
                ratio.map(wording::change)
            }),
            8,
        ));
    }
    if report.rows.iter().any(|row| row.activation().is_some()) {
        columns.push(Column::right(
            ACTIVE,
            cells(report, |row| {
                row.activation().as_ref().map(wording::activation)
            }),
            4,
        ));
    }
    columns.extend(trust(report));
    columns
}

fn cells(report: &Report<'_>, cell: impl Fn(&MuscleRow<'_>) -> Option<String>) -> Vec<String> {
    let rows = report.rows.iter();
    rows.map(|row| cell(row).unwrap_or_else(|| "–".to_owned()))
        .collect()
}

/// Rank, range and muscle.
fn whose(report: &Report<'_>) -> Vec<Column> {
    let place = cells(report, |row| Some(row.rank?.place.to_string()));
    let range = cells(report, |row| row.rank.map(wording::range));
    let muscle = cells(report, |row| Some(wording::muscle(row.muscle)));
    vec![
        Column::right("#", place, 0),
        Column::left("range", range, 7).close(),
        Column::left("muscle", muscle, 0),
    ]
}

/// Peak force in its three units.
fn forces(report: &Report<'_>) -> Vec<Column> {
    let weights = cells(report, |row| {
        let peak = row.load.as_ref()?.peak();
        Some(wording::with_spread(
            peak.value().0,
            peak.sd().map(|sd| sd.0),
        ))
    });
    let newtons = cells(report, |row| Some(wording::grouped(row.peak_n()?)));
    let kilograms_force = cells(report, |row| {
        let kgf = row.peak_kgf()?;
        Some(format!("{kgf:.*}", usize::from(kgf < 9.95)))
    });
    vec![
        Column::left(WEIGHTS, weights, 0),
        Column::right("N", newtons, 9),
        Column::right("kgf", kilograms_force, 5),
    ]
}

/// Grade, phase and sources.
fn trust(report: &Report<'_>) -> Vec<Column> {
    let grade = cells(report, |row| {
        Some(row.load.as_ref()?.peak().grade().to_string())
    });
    let phase = cells(report, |row| Some(row.load.as_ref()?.phase().to_string()));
    let sources = cells(report, |row| {
        let numbers: Vec<_> = row.sources.iter().map(|i| (i + 1).to_string()).collect();
        (!numbers.is_empty()).then(|| numbers.join(","))
    });
    vec![
        Column::left(GRADE, grade, 3),
        Column::left("phase", phase, 1),
        Column::left("sources", sources, 2),
    ]
}

/// What the titles of the columns mean.
pub(super) fn legend(report: &Report<'_>, columns: &[Column]) -> String {
    let shows = |title| columns.iter().any(|column| column.title == title);
    let mut parts =
        vec!["× weight: times body weight, ± one standard deviation between runners".to_owned()];
    if shows(FORCE) {
        let what = match report.question.rank_by {
            RankBy::Peak => "peak force",
            RankBy::Impulse | RankBy::Cumulative => "impulse",
        };
        parts.push(format!("force: {what} against the level at the same speed"));
    }
    if shows(ACTIVE) {
        let steep = report.rows.iter().find_map(|row| {
            let finding = row.activation()?.finding;
            finding.ratio.and(finding.gradient_pct)
        });
        let measured = steep.map_or_else(String::new, |gradient| {
            format!(", measured at {} %", wording::signed(gradient))
        });
        parts.push(format!(
            "active: activation against level, firm ground{measured}"
        ));
    }
    if report.question.rank_by != RankBy::Peak {
        parts.push("BW·s: impulse of one stride, body weights times seconds".to_owned());
    }
    if report.question.extent.is_some() {
        parts.push("kN·s: over the whole run, one leg".to_owned());
    }
    if shows(GRADE) {
        parts.push("gr: grade of the evidence, A (best) to C".to_owned());
    }
    if report.rows.iter().any(|row| row.muscle.part_of().is_some()) {
        parts.push("↳ part of a group".to_owned());
    }
    parts.join("; ") + "."
}
