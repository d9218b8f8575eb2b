//! A recorded run for people: what was run, what each muscle bore, and where.

use std::borrow::Cow;
use std::io::{self, Write};

use super::super::layout::{Column, Layout, bar, paragraph};
use super::super::table::{BAR, BOLD, DIM, NARROWEST, write_studies};
use super::super::{Style, markdown, wording};
pub(in crate::render) use crate::answer::run::document::{clock, length, pace};
use crate::answer::run::{RecordedRun, RunLoad, RunRankBy, RunRow, Split};
use crate::number::fixed;

/// How many muscles stand in the columns of the splits.
const MUSCLES_OF_SPLITS: usize = 4;
/// The title of a column.
type Title = Cow<'static, str>;

/// Titles of columns that the legend explains.
const IMPULSE: &str = "kN·s";
const MEAN: &str = "mean ×";
const HIGHEST: &str = "highest ×";
const AT: &str = "at";
const SHARES: &str = "up/=/down";
const GRADE: &str = "gr";

/// Writes a recorded run as a table.
pub(super) fn write(
    run: &RecordedRun<'_>,
    name: &str,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    for (i, text) in run.heading(name).into_iter().enumerate() {
        let text = style.plain(text);
        let text = paragraph(&text, width, "", "  ");
        let text = if i == 0 {
            style.paint(BOLD, &text)
        } else {
            text.into()
        };
        writeln!(out, "{text}")?;
    }
    writeln!(out)?;
    let (sources, of_rows) = run.citations();
    if !sources.is_empty() {
        let titles = write_tables(run, &of_rows, style, out.by_ref())?;
        writeln!(out)?;
        let legend = style.plain(legend(run, &titles));
        let legend = paragraph(&legend, width, "", "");
        writeln!(out, "{}", style.paint(DIM, &legend))?;
    }
    for note in &run.notes() {
        let text = style.plain(&note.text);
        writeln!(out, "{}", paragraph(&text, width, "- ", "  "))?;
    }
    writeln!(out)?;
    write_studies(&sources, true, style, out)
}

/// Writes what each muscle bore, in the whole and in the splits; tells which columns of the whole fitted.
fn write_tables(
    run: &RecordedRun<'_>,
    of_rows: &[Vec<usize>],
    style: Style,
    mut out: impl Write,
) -> io::Result<Vec<Title>> {
    let figures: Vec<f64> = run
        .rows
        .iter()
        .map(|row| ranked_by(run, run.borne(row)).unwrap_or(0.0))
        .collect();
    let largest = figures.iter().copied().fold(0.0, f64::max);
    let shares: Vec<f64> = figures.iter().map(|figure| figure / largest).collect();
    let titles = write_columns(muscles(run, of_rows), &shares, style, out.by_ref())?;
    if !run.splits.is_empty() {
        writeln!(out)?;
        write_columns(splits(run), &vec![0.0; run.splits.len()], style, out)?;
    }
    Ok(titles)
}

/// Writes columns that fit, with a bar to each row; tells which did.
fn write_columns(
    mut columns: Vec<Column>,
    shares: &[f64],
    style: Style,
    mut out: impl Write,
) -> io::Result<Vec<Title>> {
    for column in &mut columns {
        column.plain(style);
    }
    let layout = Layout::fit(columns, style.width.max(NARROWEST));
    let titles = style.plain(layout.titles());
    writeln!(out, "{}", style.paint(BOLD, titles.trim_end()))?;
    for (i, share) in shares.iter().enumerate() {
        let bar = bar(*share, layout.bar, style.ascii);
        let line = format!("{}  {}", layout.row(i), style.paint(BAR, &bar));
        writeln!(out, "{}", line.trim_end())?;
    }
    let titles = layout.columns().iter().map(|column| column.title.clone());
    Ok(titles.collect())
}

/// Writes a recorded run as Markdown.
pub(super) fn write_markdown(
    run: &RecordedRun<'_>,
    name: &str,
    mut out: impl Write,
) -> io::Result<()> {
    for (i, text) in run.heading(name).into_iter().enumerate() {
        if i == 0 {
            writeln!(out, "**{text}**\n")?;
        } else {
            writeln!(out, "{text}  ")?;
        }
    }
    let (sources, of_rows) = run.citations();
    writeln!(out)?;
    if !sources.is_empty() {
        let columns = muscles(run, &of_rows);
        markdown::write_columns(&columns, run.rows.len(), out.by_ref())?;
        if !run.splits.is_empty() {
            writeln!(out)?;
            markdown::write_columns(&splits(run), run.splits.len(), out.by_ref())?;
        }
        let titles: Vec<Title> = columns.into_iter().map(|column| column.title).collect();
        writeln!(out, "\n{}\n", legend(run, &titles))?;
    }
    for note in &run.notes() {
        writeln!(out, "- {}", note.text)?;
    }
    writeln!(out)?;
    markdown::write_studies(&sources, out)
}

/// The figure that muscles are ranked by.
pub(in crate::render) fn ranked_by(run: &RecordedRun<'_>, borne: &RunLoad) -> Option<f64> {
    match run.question.rank_by {
        RunRankBy::Peak => Some(borne.highest.as_ref()?.peak_bw),
        RunRankBy::Mean => borne.peak_mean_bw,
        RunRankBy::Cumulative => borne.cumulative_kn_s,
    }
}

/// One standard deviation between runners of the figure that muscles are ranked by.
pub(in crate::render) fn sd_of_ranked(run: &RecordedRun<'_>, borne: &RunLoad) -> Option<f64> {
    borne.figure(run.question.rank_by)?.1
}

/// What each muscle bore.
pub(in crate::render) fn muscles(run: &RecordedRun<'_>, of_rows: &[Vec<usize>]) -> Vec<Column> {
    let cells = |cell: &dyn Fn(&RunRow<'_>, &RunLoad) -> Option<String>| -> Vec<String> {
        let rows = run.rows.iter();
        rows.map(|row| cell(row, run.borne(row)).unwrap_or_else(|| "–".to_owned()))
            .collect()
    };
    let numbers = of_rows.iter().map(|numbers| {
        let numbers: Vec<String> = numbers.iter().map(|i| (i + 1).to_string()).collect();
        numbers.join(",")
    });
    let units = run.question.units;
    let per_unit = units.metres() / 1000.0;
    let mut columns = vec![
        Column::right("#", cells(&|row, _| Some(row.rank?.place.to_string())), 0),
        Column::left("range", cells(&|row, _| row.rank.map(wording::range)), 3).close(),
        Column::left(
            "muscle",
            cells(&|row, _| Some(wording::muscle(row.muscle))),
            0,
        ),
        Column::right(
            IMPULSE,
            cells(&|_, borne| borne.cumulative_kn_s.map(impulse)),
            0,
        ),
        Column::right(
            easy_title(run),
            cells(&|_, borne| Some(fixed(borne.easy_km? / per_unit, 1))),
            9,
        ),
        Column::left(
            MEAN,
            cells(&|_, borne| {
                Some(wording::with_spread(
                    borne.peak_mean_bw?,
                    borne.peak_mean_sd_bw,
                ))
            }),
            8,
        ),
        Column::left(
            HIGHEST,
            cells(&|_, borne| {
                let highest = borne.highest.as_ref()?;
                Some(wording::with_spread(highest.peak_bw, highest.sd_bw))
            }),
            10,
        ),
        Column::right(
            "N",
            cells(&|_, borne| Some(wording::grouped(borne.highest.as_ref()?.peak_n))),
            5,
        ),
        Column::right(
            AT,
            cells(&|_, borne| Some(clock(borne.highest.as_ref()?.at_s))),
            2,
        ),
    ];
    if run.track.has_altitude {
        let shares = cells(&|_, borne| {
            let shares = borne.shares?.map(|share| fixed(100.0 * share, 0));
            Some(shares.join("/"))
        });
        columns.push(Column::right(SHARES, shares, 7));
    }
    columns.push(Column::left(
        GRADE,
        cells(&|_, borne| Some(borne.grade?.to_string())),
        4,
    ));
    columns.push(Column::left("sources", numbers.collect(), 1));
    columns
}

/// An impulse of whole runs.
pub(in crate::render) fn impulse(kn_s: f64) -> String {
    if kn_s < 99.5 {
        fixed(kn_s, 1)
    } else {
        wording::grouped(kn_s)
    }
}

/// What was run in each split, and what the first muscles of the ranking bore.
pub(in crate::render) fn splits(run: &RecordedRun<'_>) -> Vec<Column> {
    let cells = |cell: &dyn Fn(&Split) -> Option<String>| -> Vec<String> {
        let splits = run.splits.iter();
        splits
            .map(|split| cell(split).unwrap_or_else(|| "–".to_owned()))
            .collect()
    };
    let units = run.question.units;
    let mut columns = vec![
        Column::left("split", cells(&|split| Some(split.name.clone())), 0),
        Column::right(
            units.to_string(),
            cells(&|split| Some(fixed(split.distance_m() / units.metres(), 2))),
            4,
        ),
        Column::right("time", cells(&|split| Some(clock(split.moving_s()))), 0),
        Column::right(
            "pace",
            cells(&|split| Some(pace(run, split.speed_m_s()?))),
            10,
        ),
        Column::right(
            "steps",
            cells(&|split| Some(wording::grouped(split.running.steps))),
            3,
        ),
    ];
    if run.track.has_altitude {
        columns.push(Column::right(
            "up m",
            cells(&|split| Some(fixed(split.ascent_m, 0))),
            9,
        ));
        columns.push(Column::right(
            "down m",
            cells(&|split| Some(fixed(split.descent_m, 0))),
            9,
        ));
    }
    for (place, row) in run.rows.iter().take(MUSCLES_OF_SPLITS).enumerate() {
        let figures = cells(&|split| {
            let figure = ranked_by(run, &run.loads_of(split)[row.index])?;
            Some(match run.question.rank_by {
                RunRankBy::Cumulative => impulse(figure),
                RunRankBy::Peak | RunRankBy::Mean => fixed(figure, 2),
            })
        });
        // of the muscles the last goes first
        let drop = if place == 0 {
            0
        } else {
            8 - u8::try_from(place).unwrap_or(0)
        };
        columns.push(Column::right(
            row.muscle.short_name().to_owned(),
            figures,
            drop,
        ));
    }
    columns
}

/// What the columns mean.
fn legend(run: &RecordedRun<'_>, titles: &[Title]) -> String {
    let units = run.question.units;
    let easy = easy_title(run);
    let shows = |title: &str| titles.iter().any(|shown| shown == title);
    let mut parts = vec![format!("{IMPULSE}: impulse of all steps of one leg")];
    if shows(&easy) {
        let pace = run.question.easy.pace(units);
        parts.push(format!(
            "{easy}: flat running at {pace} with the same impulse"
        ));
    }
    if shows(MEAN) {
        parts.push(format!("{MEAN}: mean peak force of a step times body weight, ± one standard deviation between runners"));
    }
    if shows(HIGHEST) {
        parts.push(format!(
            "{HIGHEST}: highest peak force of a step times body weight"
        ));
    }
    if shows(AT) {
        parts.push(format!("{AT}: when it came"));
    }
    if shows(SHARES) {
        parts.push(format!(
            "{SHARES}: share of the impulse borne uphill, level (within 1 %) and downhill, percent"
        ));
    }
    if shows(GRADE) {
        parts.push(format!(
            "{GRADE}: grade of the evidence of at least half of the steps, A (best) to C"
        ));
    }
    if !run.splits.is_empty() {
        let what = match run.question.rank_by {
            RunRankBy::Peak => "highest peak force, × body weight",
            RunRankBy::Mean => "mean peak force, × body weight",
            RunRankBy::Cumulative => "kN·s",
        };
        parts.push(format!(
            "splits: pace while running; of each muscle, {what}"
        ));
    }
    parts.join("; ") + "."
}

pub(in crate::render) fn easy_title(run: &RecordedRun<'_>) -> String {
    format!("easy {}", run.question.units)
}
