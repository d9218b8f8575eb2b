//! The report of a recorded run: what it was, what each muscle bore, where, and what the hills did.

mod course;
mod hills;

use std::path::Path;

use maud::{Markup, html};

use super::bars::bars;
use super::words::{how_sure, in_text, listed};
use super::{picture, section, sources, tables, trust};
use crate::answer::run::{RecordedRun, RunLoad, RunRankBy, RunRow};
use crate::document::Bar;
use crate::document::Chart;
use crate::evidence::Evidence;
use crate::number::fixed;
use crate::render::layout::Column;
use crate::render::run::table::{
    self, clock, easy_title, impulse, length, pace, ranked_by, sd_of_ranked,
};
use crate::render::wording::{self, grouped};

/// What stands before the first run of a document that goes by a title.
pub(in crate::render) fn begin(title: &str) -> String {
    super::begin(title)
}

/// What stands behind the last.
pub(in crate::render) fn end(evidence: &Evidence, is_empty: bool) -> String {
    let none = if is_empty {
        "<h1>No run could be computed</h1>\n"
    } else {
        ""
    };
    format!("{none}{}", super::end(&evidence.checksum()))
}

/// A recorded run from a file of that name.
pub(in crate::render) fn article(run: &RecordedRun<'_>, name: &str, part: [usize; 2]) -> String {
    let (studies, of_rows) = run.citations();
    let (headline, lead) = words(run);
    let article = html! {
        article {
            header {
                p.over { (over(run, name)) }
                h1 { (headline) }
                @for (i, text) in lead.iter().enumerate() {
                    p.lead[i == 0] { (text) }
                }
                (facts(run))
            }
            @if !studies.is_empty() {
                (section("On the body", &picture(&Chart::BodyMap(run.map()), "mean of all steps of a recorded run", part)))
                (section(ranking(run), &bars(&bars_of(run), unit(run))))
                (course::section_of(run))
                (hills::section_of(run))
                (splits(run))
                (figures(run, &of_rows))
            }
            (trust(&run.notes()))
            (sources(&studies))
        }
    };
    article.into_string()
}

/// Where it comes from. Of a path only the last part: a report is sent to others.
fn over(run: &RecordedRun<'_>, name: &str) -> Markup {
    let file = Path::new(name).file_name().and_then(|file| file.to_str());
    html! {
        bdi { (super::plain(file.unwrap_or(name))) }
        @if let Some(start) = run.track.start() {
            " · " time datetime=(start) { (start.replace('T', " ").trim_end_matches('Z')) " UTC" }
        }
    }
}

/// The headline, and what follows it.
fn words(run: &RecordedRun<'_>) -> (String, Vec<String>) {
    let whole = &run.whole;
    let first = run.rows.iter().find(|row| row.rank.is_some());
    let Some(first) = first else {
        let headline = if whole.running.seconds > 0.0 {
            "Nobody has published a force of these muscles"
        } else {
            "There is no running in this recording"
        };
        return (headline.to_owned(), Vec::new());
    };
    let borne = run.borne(first);
    let who = in_text(first.muscle.short_name());
    let of_shown = if run.question.muscles.is_some() {
        "Of the muscles shown, "
    } else {
        ""
    };
    let mut headline = match run.question.rank_by {
        RunRankBy::Cumulative => {
            let easy = borne.easy_km.map_or_else(String::new, |km| {
                let units = run.question.units;
                let easy = km * 1000.0 / units.metres();
                format!(
                    ": as much as {easy} easy, flat {}",
                    in_words(run),
                    easy = fixed(easy, 1)
                )
            });
            let length = length(run, whole.running.metres);
            format!("{of_shown}{who} carried the most over {length} of running{easy}")
        }
        RunRankBy::Mean => format!(
            "{of_shown}{who} pulled hardest on average: {} times body weight a step",
            fixed(borne.peak_mean_bw.unwrap_or(0.0), 1)
        ),
        RunRankBy::Peak => format!(
            "{of_shown}{who} pulled hardest: {} times body weight",
            fixed(borne.highest.as_ref().map_or(0.0, |h| h.peak_bw), 1)
        ),
    };
    if let Some(initial) = headline.get(..1).map(str::to_uppercase) {
        headline.replace_range(..1, &initial);
    }
    let mut lead = Vec::new();
    if let Some(kn_s) = borne.cumulative_kn_s {
        let next: Vec<String> = run
            .rows
            .iter()
            .filter(|row| row.rank.is_some())
            .skip(1)
            .take(2)
            .map(|row| in_text(row.muscle.short_name()))
            .collect();
        let next = if next.is_empty() {
            String::new()
        } else {
            let sure = how_sure(run.rows.iter().map(|row| (row.rank, row.muscle)));
            format!(" Next came {}. {sure}", listed(&next, "and"))
        };
        lead.push(format!(
            "Force times time of all steps of both legs adds up to {} kN·s.{next}",
            impulse(kn_s)
        ));
    }
    lead.extend(hardest(run));
    (headline, lead)
}

/// The hardest pull of the whole run.
fn hardest(run: &RecordedRun<'_>) -> Option<String> {
    let peak = |row: &RunRow<'_>| run.borne(row).highest.as_ref().map(|h| h.peak_bw);
    let rows = run.rows.iter().filter(|row| peak(row).is_some());
    let row = rows.max_by(|a, b| {
        let (a, b) = (peak(a).unwrap_or(0.0), peak(b).unwrap_or(0.0));
        a.total_cmp(&b)
    })?;
    let highest = run.borne(row).highest.as_ref()?;
    let gradient = highest.run.course().gradient().percent();
    let ground = if gradient.abs() < 1.0 {
        "on the level".to_owned()
    } else {
        let way = if gradient > 0.0 { "uphill" } else { "downhill" };
        format!("{} % {way}", fixed(gradient.abs(), 0))
    };
    Some(format!(
        "The hardest single pull came from {}: {} times body weight ({} newtons), {} into the run, at {}, {ground}.",
        in_text(row.muscle.short_name()),
        fixed(highest.peak_bw, 1),
        grouped(highest.peak_n),
        clock(highest.at_s),
        pace(run, highest.run.speed().m_per_s())
    ))
}

/// Kilometres or miles in words.
fn in_words(run: &RecordedRun<'_>) -> &'static str {
    match run.question.units {
        crate::units::LengthUnit::Kilometre => "kilometres",
        crate::units::LengthUnit::Mile => "miles",
    }
}

/// What was run, at a glance.
fn facts(run: &RecordedRun<'_>) -> Markup {
    let whole = &run.whole;
    let mut facts: Vec<(&str, String, String)> = vec![(
        "Distance",
        length(run, whole.distance_m()),
        if whole.walking.metres >= 1.0 {
            format!("{} of it walked", length(run, whole.walking.metres))
        } else {
            String::new()
        },
    )];
    let in_all = whole.elapsed_s() - whole.moving_s() >= 1.0;
    facts.push((
        "Time moving",
        clock(whole.moving_s()),
        if in_all {
            format!("{} in all", clock(whole.elapsed_s()))
        } else {
            String::new()
        },
    ));
    if let (Some(speed), Some(rate)) = (whole.speed_m_s(), whole.step_rate_spm()) {
        facts.push(("Running pace", pace(run, speed), String::new()));
        let is_assumed = whole.assumed_steps_s >= whole.running.seconds;
        let from = if is_assumed {
            " a minute, typical"
        } else {
            " a minute"
        };
        facts.push((
            "Running steps",
            grouped(whole.running.steps),
            format!("{rate}{from}", rate = fixed(rate, 0)),
        ));
    }
    if run.track.has_altitude {
        facts.push((
            "Climb",
            format!("{} m up", fixed(whole.ascent_m, 0)),
            format!("{} m down", fixed(whole.descent_m, 0)),
        ));
    }
    facts.push((
        "Body mass",
        wording::mass(run.mass, run.question.units),
        String::new(),
    ));
    html! {
        dl.facts {
            @for (name, fact, more) in facts {
                div {
                    dt { (name) }
                    dd { (fact) @if !more.is_empty() { small { (more) } } }
                }
            }
        }
    }
}

fn ranking(run: &RecordedRun<'_>) -> &'static str {
    match run.question.rank_by {
        RunRankBy::Peak => "Highest peak force of a step",
        RunRankBy::Mean => "Mean peak force of a step",
        RunRankBy::Cumulative => "Force times time of all steps of one leg",
    }
}

fn unit(run: &RecordedRun<'_>) -> &'static str {
    match run.question.rank_by {
        RunRankBy::Peak | RunRankBy::Mean => "× body weight",
        RunRankBy::Cumulative => "kN·s",
    }
}

fn bars_of(run: &RecordedRun<'_>) -> Vec<Bar> {
    let told = |borne: &RunLoad, figure: f64| match run.question.rank_by {
        RunRankBy::Cumulative => impulse(if borne.highest.is_some() { figure } else { 0.0 }),
        RunRankBy::Peak | RunRankBy::Mean => fixed(figure, 2),
    };
    let rows = run.rows.iter().map(|row| {
        let borne = run.borne(row);
        let value = ranked_by(run, borne);
        let sd = sd_of_ranked(run, borne);
        Bar {
            place: row.rank.map(|rank| rank.place),
            name: wording::muscle(row.muscle),
            value,
            sd,
            is_lower_bound: run.spread_is_lower_bound(row.muscle),
            level: None,
            text: value.map_or_else(|| "–".to_owned(), |value| told(borne, value)),
            spread: sd.map_or_else(String::new, |sd| format!("±\u{a0}{}", told(borne, sd))),
        }
    });
    rows.collect()
}

fn splits(run: &RecordedRun<'_>) -> Markup {
    if run.splits.is_empty() {
        return html! {};
    }
    let what = match run.question.rank_by {
        RunRankBy::Peak => "highest peak force, times body weight",
        RunRankBy::Mean => "mean peak force, times body weight",
        RunRankBy::Cumulative => "force times time of one leg, kN·s",
    };
    section(
        "Splits",
        &html! {
            p.quiet { "Pace is that of the running. Of each muscle: " (what) "." }
            (tables::table(&table::splits(run), "split", "Splits, in figures"))
        },
    )
}

fn figures(run: &RecordedRun<'_>, of_rows: &[Vec<usize>]) -> Markup {
    let columns: Vec<Column> = table::muscles(run, of_rows);
    let easy = easy_title(run);
    let pace = run.question.easy.pace(run.question.units);
    let meanings = [
        ("range", tables::RANGE.to_owned()),
        (
            "kN·s",
            "force times time of all steps of one leg".to_owned(),
        ),
        (&*easy, format!("flat running at {pace} with the same sum")),
        (
            "mean ×",
            "mean peak force of a step, ± one standard deviation between runners".to_owned(),
        ),
        ("highest ×", "highest peak force of a step".to_owned()),
        ("N", "the highest peak force in newtons".to_owned()),
        ("at", "when it came, from the start".to_owned()),
        (
            "up/=/down",
            "shares of the sum borne uphill, on the level (within 1 %) and downhill".to_owned(),
        ),
        (
            "gr",
            format!("of at least half of the steps, {}", tables::GRADE),
        ),
        ("sources", tables::SOURCES.to_owned()),
    ];
    section(
        "In figures",
        &html! {
            (tables::table(&columns, "muscle", "What each muscle bore, in figures"))
            (tables::reading(&columns, &meanings))
        },
    )
}
