//! The report of the calculator.

use maud::{Markup, html};

use super::bars::{Bar, bars};
use super::words::Words;
use super::{body_map, map, section, sources, tables, trust};
use crate::answer::calculate::{MuscleRow, RankBy, Report};
use crate::model::MuscleLoad;
use crate::render::records::fixed;
use crate::render::{columns, wording};

/// The whole of it.
pub(super) fn article(report: &Report<'_>, words: &Words) -> Markup {
    let columns = columns::of_report(report);
    html! {
        article {
            header {
                p.over { (wording::conditions(report)) }
                h1 { (words.headline) }
                @if !words.lead.is_empty() { p.lead { (words.lead) } }
                @for text in &words.more { p { (text) } }
            }
            (map(body_map(report)))
            (section(ranked_by(report), &bars(&lines(report), unit(report))))
            (section("In figures", &html! {
                (tables::table(&columns, "muscle", "What each muscle bears, in figures"))
                (tables::reading(&columns, &tables::meanings(report)))
            }))
            (trust(&report.notes))
            (sources(&report.sources))
        }
    }
}

fn ranked_by(report: &Report<'_>) -> &'static str {
    match report.question.rank_by {
        RankBy::Peak => "Peak force of one step",
        RankBy::Impulse => "Force times time of one stride",
        RankBy::Cumulative => "Force times time over the whole run, one leg",
    }
}

fn unit(report: &Report<'_>) -> &'static str {
    match report.question.rank_by {
        RankBy::Peak => "× body weight",
        RankBy::Impulse => "BW·s",
        RankBy::Cumulative => "kN·s",
    }
}

/// A line for each muscle.
fn lines(report: &Report<'_>) -> Vec<Bar> {
    report.rows.iter().map(|row| line(report, row)).collect()
}

fn line(report: &Report<'_>, row: &MuscleRow<'_>) -> Bar {
    let impulse = row.load.as_ref().and_then(MuscleLoad::impulse);
    let (figure, ratio) = match report.question.rank_by {
        RankBy::Peak => {
            let peak = row.load.as_ref().map(MuscleLoad::peak);
            let figure = peak.map(|peak| (peak.value().0, peak.sd().map(|sd| sd.0)));
            (figure, row.level_ratio())
        }
        RankBy::Impulse => {
            let figure = impulse.map(|i| (i.value().0, i.sd().map(|sd| sd.0)));
            (figure, row.impulse_level_ratio())
        }
        RankBy::Cumulative => {
            let figure = row.cumulative_kn_s().zip(impulse).map(|(sum, impulse)| {
                let sd = impulse.sd().map(|sd| sd.0 / impulse.value().0 * sum);
                (sum, sd)
            });
            (figure, row.impulse_level_ratio())
        }
    };
    let told = |figure: f64| match report.question.rank_by {
        RankBy::Peak => fixed(figure, 2),
        RankBy::Impulse => fixed(figure, 3),
        RankBy::Cumulative => wording::grouped(figure),
    };
    let (value, sd) = figure.map_or((None, None), |(value, sd)| (Some(value), sd));
    let is_hill = report.question.conditions.course().gradient().percent() != 0.0;
    Bar {
        place: row.rank.map(|rank| rank.place),
        name: wording::muscle(row.muscle),
        value,
        sd,
        is_loose: row
            .load
            .as_ref()
            .is_some_and(|load| load.peak().sd_is_lower_bound()),
        level: value
            .zip(ratio)
            .filter(|_| is_hill)
            .map(|(value, ratio)| value / ratio),
        words: (
            value.map_or_else(|| "–".to_owned(), told),
            sd.map_or_else(String::new, |sd| format!("±\u{a0}{}", told(sd))),
        ),
    }
}
