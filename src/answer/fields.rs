//! The reference of all fields that programs are told, from the very columns that the outputs are made of.

use super::calculate::fields as calculate;
use super::columns::columns_of;
use super::compare::fields as compare;
use super::history::{fields as history, periods};
use super::list;
use super::run::fields as run;
use super::sweep::fields as sweep;
use super::{plan, reduce, train};
use crate::document::{
    Align, CellKind, Column, Document, SCHEMA, Section, SectionPart, Table, TableColumn, Tree,
    Value,
};

/// The fields of one output, in order.
struct FieldList {
    /// Its name.
    output: &'static str,
    /// What one row is.
    about: &'static str,
    columns: Vec<&'static Column>,
}

/// The fields of every output.
fn outputs() -> Vec<FieldList> {
    let all = |output, about, columns: Vec<&'static Column>| FieldList { output, about, columns };
    let conditions = columns_of(calculate::CONDITIONS);
    let mut lists = vec![
        all(
            "calculator",
            "A row a muscle",
            columns_of(calculate::LOAD).chain(conditions).collect(),
        ),
        all("run", "A row a run or split", columns_of(run::ACTIVITY).collect()),
        all(
            "run, of each muscle",
            "Behind it, each with the key of the muscle and _ before it",
            columns_of(run::WIDE).collect(),
        ),
        all("run, loads of JSON", "A member of loads", run::load_columns().collect()),
        all(
            "run, samples",
            "A row a second; the last field once for each muscle, with its key and _ before it",
            run::SAMPLE.iter().chain([&run::SAMPLE_PEAK]).collect(),
        ),
        all("compare", "A row a muscle and quantity", columns_of(compare::FIELDS).collect()),
        all("sweep", "A row a muscle and point", sweep::all().map(|field| &field.0).collect()),
        all(
            "batch",
            "Behind the columns of the input, those asked for, each with the key of the muscle and _ before it",
            columns_of(calculate::LOAD).collect(),
        ),
        all(
            "compare, of two periods",
            "A row an athlete and muscle",
            periods::PERIODS.iter().collect(),
        ),
        all("train", "A row a figure, test or injury", train::COLUMNS.iter().collect()),
        all("plan", "A row a session and muscle", plan::COLUMNS.iter().collect()),
        all("reduce", "A row a change", reduce::COLUMNS.iter().collect()),
        all("muscles", "A row a muscle", columns_of(list::MUSCLES).collect()),
        all("studies", "A row a study", columns_of(list::STUDIES).collect()),
    ];
    let of_history =
        HISTORY.iter().map(|(output, about, columns)| all(output, about, columns.iter().collect()));
    lists.extend(of_history);
    lists
}

/// What each output of a history is called, what one row is, and its columns.
const HISTORY: &[(&str, &str, &[Column])] = &[
    ("history", "A row an athlete, week or month, and muscle", history::PERIOD),
    (
        "history, a row a run",
        "With runs asked for, before the columns of each muscle",
        history::RUN,
    ),
    (
        "history, of each muscle of a run",
        "Behind it, each with the key of the muscle and _ before it",
        history::RUN_MUSCLE,
    ),
    (
        "history, last days of JSON",
        "last_7_days and last_28_days of an athlete",
        history::LAST_DAYS,
    ),
    ("history, loads of last days of JSON", "A member of their loads", history::LAST_DAYS_MUSCLE),
    ("history, what is left of JSON", "left of an athlete", history::LEFT),
    ("history, what is left of a muscle of JSON", "A member of its muscles", history::LEFT_MUSCLE),
];

const FIELD: Column = Column { short: "field", is_plain: true, ..Column::EMPTY };
const UNIT: Column = Column { short: "unit", is_plain: true, ..Column::EMPTY };
const DECIMALS: Column =
    Column { short: "decimals", align: Align::Right, is_plain: true, ..Column::EMPTY };
const MEANS: Column = Column { short: "means", is_plain: true, ..Column::EMPTY };
const EMPTY: Column = Column { short: "empty when", is_plain: true, ..Column::EMPTY };

/// The reference as a document: a table an output.
#[must_use]
pub fn reference() -> Document<'static> {
    let sections = outputs().into_iter().map(|list| {
        let cell = |column, cell: fn(&Column) -> String| {
            TableColumn::new(column, &list.columns, |column| Some(cell(column)))
        };
        let table = Table {
            about: list.about,
            columns: vec![
                cell(FIELD, |column| format!("`{}`", column.key)),
                cell(UNIT, |column| column.unit.to_owned()),
                cell(DECIMALS, |column| {
                    column.decimals().map_or_else(String::new, |decimals| decimals.to_string())
                }),
                cell(MEANS, meaning),
                cell(EMPTY, |column| column.empty.to_owned()),
            ],
            ..Table::default()
        };
        let about = SectionPart::Text(format!("{}.", list.about));
        Section::new(list.output, vec![about, SectionPart::Table(table)])
    });
    Document {
        title: "Fields".to_owned(),
        sections: sections.collect(),
        tree: tree(),
        ..Document::default()
    }
}

/// What a field means, with what may stand in it.
pub(super) fn meaning(column: &Column) -> String {
    let list = if column.kind == CellKind::List { "; a list" } else { "" };
    match column.more {
        "" => format!("{}{list}", column.meaning),
        more => format!("{}; {more}{list}", column.meaning),
    }
}

fn tree<'t>() -> Tree<'t> {
    let lists = outputs();
    let outputs = Tree::list(lists.len(), move |i| {
        let (output, about, columns) = (lists[i].output, lists[i].about, lists[i].columns.clone());
        let fields = Tree::list(columns.len(), move |i| {
            let column = columns[i];
            Tree::object([
                ("name", Value::from(column.key)),
                ("type", Value::from(kind(column))),
                ("unit", Value::from(column.unit)),
                ("decimals", Value::from(column.decimals())),
                ("means", Value::from(meaning(column))),
                ("empty_when", Value::from(column.empty)),
            ])
        });
        Tree::object([
            ("output", Tree::from(Value::from(output))),
            ("about", Value::from(about).into()),
            ("fields", fields),
        ])
    });
    Tree::object([("schema", Value::from(SCHEMA).into()), ("outputs", outputs)])
}

pub(super) fn kind(column: &Column) -> &'static str {
    match column.kind {
        CellKind::Text => "string",
        CellKind::Flag => "boolean",
        CellKind::Number(0) => "integer",
        CellKind::Number(_) | CellKind::AnyNumber => "number",
        CellKind::List => "array",
    }
}
