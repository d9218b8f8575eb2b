//! The columns that answers share, for people and for programs alike.

use crate::document::{Align, Bar, CellKind, Column, Field, TableColumn, Tree, UNKNOWN, Value};
use crate::model::Rank;
use crate::muscle::{self, Muscle};

use super::{citations, text};
use crate::number::fixed;

pub(crate) const NO_FORCE: &str = "no published force";

pub(crate) const RANK: Column = Column::number("rank", "", 0, "place, 1 is the largest")
    .empty("nothing is known to rank the muscle by");
pub(crate) const RANK_LOW: Column =
    Column::number("rank_low", "", 0, "the best place that the spread allows").empty("as `rank`");
pub(crate) const RANK_HIGH: Column =
    Column::number("rank_high", "", 0, "the worst place that the spread allows").empty("as `rank`");
pub(crate) const RANGE: Column = Column {
    short: "place",
    long: "Place",
    meaning: "the places that the spread and other sources allow: 1–2 reads as first or second",
    is_plain: true,
    ..Column::EMPTY
};
pub(crate) const MUSCLE: Column = Column::text("muscle", "key of the muscle");
pub(crate) const NAME: Column = Column {
    short: "muscle",
    long: "Muscle",
    is_plain: true,
    ..Column::text("name", "name of the muscle")
};
pub(crate) const PART_OF: Column =
    Column::text("part_of", "key of the group that it is a part of").empty("it is no part");
pub(crate) const KIND: Column = Column::text(
    "kind",
    "`muscle`, `tendon` or `joint`; tendons and joints stand apart, without rank",
);
pub(crate) const PEAK_BW: Column = Column {
    short: "× weight",
    long: "× body weight",
    more: "F / (m·g) with g = 9.80665 m/s²",
    ..Column::number("peak_bw", "body weights", 3, "peak force of one step, times body weight")
        .empty(NO_FORCE)
};
pub(crate) const SD_BW: Column =
    Column::number("sd_bw", "body weights", 3, SPREAD).empty("not published");
pub(crate) const SD_IS_LOWER_BOUND: Column =
    Column::flag("sd_is_lower_bound", "`true` where part of the spread is not published")
        .empty("as `sd_bw`");
pub(crate) const PEAK_N: Column = Column {
    short: "N",
    align: Align::Right,
    priority: 4,
    is_plain: true,
    ..Column::number("peak_n", "N", 0, "peak force in newtons").empty(NO_FORCE)
};
pub(crate) const PHASE: Column = Column {
    short: "phase",
    long: "Phase",
    more: "`stance`, `early_swing` or `late_swing` for programs",
    priority: 1,
    is_plain: true,
    ..Column::text("phase", "when in the stride the peak comes").empty(NO_FORCE)
};
pub(crate) const GRADE: Column = Column {
    short: "trust",
    long: "Trust",
    more: "A, peak force of that muscle read in a table and borne out by another computation; B, read, quoted or computed \
           on a group; C, a proxy, one runner, a quoted range or beyond the data",
    priority: 3,
    ..Column::text("grade", "how far to trust it: grade of the evidence, A (best) to C")
        .empty(NO_FORCE)
};
pub(crate) const EXTRAPOLATED: Column =
    Column::flag("extrapolated", "whether the run lies beyond the data of the peak force")
        .empty(NO_FORCE);
pub(crate) const NO_FIGURE_FOR: Column = Column::list(
    "no_figure_for",
    "effects without a published figure: `speed`, `step_rate`, `gradient`, `terrain`",
)
.empty("all is known");
pub(crate) const SOURCES: Column = Column {
    short: "sources",
    long: "Sources",
    priority: 2,
    is_plain: true,
    kind: CellKind::List,
    ..Column::text("sources", "the studies that it rests on").empty(NO_FORCE)
};
pub(crate) const SPEED_M_S: Column = Column::number("speed_m_s", "m/s", 3, "running speed");
pub(crate) const MASS_KG: Column = Column::number("mass_kg", "kg", 2, "body mass");
pub(crate) const GRADIENT_PCT: Column =
    Column::number("gradient_pct", "%", 2, "gradient, minus is downhill");
pub(crate) const TERRAIN: Column = Column::text("terrain", "terrain as understood");
pub(crate) const STEP_RATE_SPM: Column =
    Column::number("step_rate_spm", "steps/min", 1, "step rate, both legs");
pub(crate) const FOOT_STRIKE: Column =
    Column::text("foot_strike", "what lands first").empty("one's own");
pub(crate) const TRUNK_LEAN_DEG: Column = Column::number(
    "trunk_lean_deg",
    "deg",
    1,
    "how much further forward than in one's own posture the trunk leans",
);
pub(crate) const SUPPORT_PCT: Column =
    Column::number("support_pct", "%", 1, "how much of the weight is carried");
pub(crate) const SHOE: Column = Column::text("shoe", "shoe").empty("not said");
pub(crate) const STEP_RATE_ASSUMED: Column =
    Column::flag("step_rate_assumed", "`true` where it is the typical one at the speed");
pub(crate) const TABLES: Column =
    Column::text("tables", "checksum of the tables of evidence, eight hexadecimal digits");

/// Fields with those of the form of the run among them.
macro_rules! with_form {
    ([$($before:expr),* $(,)?], |$of:ident| $form:expr, [$($behind:expr),* $(,)?]) => {
        &[
            $($before,)*
            columns::FOOT_STRIKE.value(|$of| $form.foot_strike().map($crate::conditions::FootStrike::key).into()),
            columns::TRUNK_LEAN_DEG.value(|$of| $form.trunk_lean().degrees().into()),
            columns::SUPPORT_PCT.value(|$of| $form.support().percent().into()),
            columns::SHOE.value(|$of| $form.shoe().map($crate::conditions::Shoe::key).into()),
            $($behind,)*
        ]
    };
}
pub(crate) use with_form;

pub(crate) const SPREAD: &str = "how far runners differ, as one standard deviation";

/// What a column with a spread in its cells means.
pub(crate) fn with_spread(column: &Column) -> String {
    format!("{}, ± {SPREAD}", column.meaning)
}

/// The unit of sums of force times time: without a mass, how long somebody would bear their own weight.
pub(crate) fn unit_of_sums(is_mass_known: bool) -> &'static str {
    if is_mass_known { "kN·s" } else { "weight × s" }
}

pub(crate) fn load_legend(is_mass_known: bool) -> String {
    let what = if is_mass_known {
        "force times time of one leg, kN·s"
    } else {
        "your weight × seconds, one leg"
    };
    format!("load: {what}")
}

pub(crate) fn sum_in_words(sum: &str, is_mass_known: bool) -> String {
    if is_mass_known { format!("{sum} kN·s") } else { format!("your weight for {sum} s") }
}

/// Where on the leg a muscle is, in everyday words.
pub(crate) const REGION: Column =
    Column { short: "where", long: "Where", priority: 6, is_plain: true, ..Column::EMPTY };

/// A peak with its spread, times body weight: one decimal is as much as runners are alike.
pub(crate) fn weights(peak: f64, sd: Option<f64>) -> String {
    let sd = sd.map_or_else(String::new, |sd| format!(" ±{}", fixed(sd, 1)));
    format!("{}{sd}", fixed(peak, 1))
}

/// Place, muscle and where it is, of rows.
pub(crate) fn whose<R>(rows: &[R], of: impl Fn(&R) -> (Option<Rank>, &Muscle)) -> Vec<TableColumn> {
    vec![
        TableColumn::new(RANGE, rows, |row| of(row).0.map(text::range)),
        TableColumn::new(NAME, rows, |row| Some(text::muscle(of(row).1))),
        TableColumn::new(REGION, rows, |row| Some(of(row).1.region().to_owned())),
    ]
}

/// The bar of a muscle: its figure with one standard deviation, written so.
pub(crate) fn bar(
    muscle: &Muscle,
    rank: Option<Rank>,
    figure: Option<(f64, Option<f64>)>,
    written: impl Fn(f64) -> String,
) -> Bar {
    let sd = figure.and_then(|(_, sd)| sd);
    Bar {
        place: rank.map(|rank| rank.place),
        name: text::muscle(muscle),
        value: figure.map(|(value, _)| value),
        sd,
        text: figure.map_or_else(|| UNKNOWN.to_owned(), |(value, _)| written(value)),
        spread: sd.map_or_else(String::new, |sd| format!("±\u{a0}{}", written(sd))),
        ..Bar::default()
    }
}

/// The values of fields, each filled by its function.
pub(crate) fn cells<F>(
    fields: &[Field<F>],
    value: impl Fn(&F) -> Value,
) -> impl Iterator<Item = Value> {
    fields.iter().map(move |field| field.value(&value))
}

/// The same under their names.
pub(crate) fn members<'t, F>(
    fields: &'static [Field<F>],
    value: impl Fn(&F) -> Value,
) -> impl Iterator<Item = (&'static str, Tree<'t>)> {
    fields.iter().map(move |field| (field.0.key, field.value(&value).into()))
}

pub(crate) fn columns_of<F>(fields: &'static [Field<F>]) -> impl Iterator<Item = &'static Column> {
    fields.iter().map(|field| &field.0)
}

pub(crate) fn keys<'c>(
    columns: impl IntoIterator<Item = &'c Column>,
) -> impl Iterator<Item = &'static str> {
    columns.into_iter().map(|column| column.key)
}

/// How many of the last rows are no muscles, and stand apart from the ranking.
pub(crate) fn apart<'m>(muscles: impl DoubleEndedIterator<Item = &'m Muscle>) -> usize {
    let is_muscle = |muscle: &&Muscle| muscle.kind() == muscle::Kind::Muscle;
    muscles.rev().take_while(|m| !is_muscle(m)).count()
}

const BEYOND: &str = "~";

/// A figure with its mark where it lies beyond what was measured.
pub(crate) fn marked(figure: String, is_beyond: bool) -> String {
    if is_beyond { figure + " " + BEYOND } else { figure }
}

/// What the mark of a hill that nobody measured means, where it stands.
pub(crate) fn without_hills(has_mark: bool) -> Option<String> {
    has_mark.then(|| "? what a hill changes is not published".to_owned())
}

/// What the mark of figures beyond what was measured means, where it stands.
pub(crate) fn beyond(is_beyond: bool) -> Option<String> {
    is_beyond.then(|| format!("{BEYOND} beyond what was measured"))
}

pub(crate) fn sources<R>(rows: &[R], of: impl Fn(&R) -> &[usize]) -> TableColumn {
    TableColumn::new(SOURCES, rows, |row| citations::cell(of(row)))
}

/// What the mark of parts means, where there are any.
pub(crate) fn parts<'m>(mut muscles: impl Iterator<Item = &'m Muscle>) -> Option<String> {
    let has_parts = muscles.any(|muscle| muscle.part_of().is_some());
    has_parts.then(|| "↳ part of a group".to_owned())
}

/// A column for people that its title explains; one of a lower priority is left out first, one of 0 never.
pub(crate) fn left<R>(
    title: &'static str,
    priority: u8,
    rows: &[R],
    cell: impl Fn(&R) -> Option<String>,
) -> TableColumn {
    let column = Column { short: title, priority, is_plain: true, ..Column::text(title, "") };
    TableColumn::new(column, rows, cell)
}

/// The same, at the right.
pub(crate) fn right<R>(
    title: &'static str,
    priority: u8,
    rows: &[R],
    cell: impl Fn(&R) -> Option<String>,
) -> TableColumn {
    let mut column = left(title, priority, rows, cell);
    column.column.align = Align::Right;
    column
}
