//! The reference of all fields that programs are told, from the very columns that the outputs are made of.

use super::calculate::fields as calculate;
use super::columns::{columns_of, left};
use super::compare::fields as compare;
use super::history::{fields as history, periods};
use super::list;
use super::run::fields as run;
use super::sweep::fields as sweep;
use super::{plan, reduce, train};
use crate::document::{
    Align, CellKind, Column, Document, Field, SCHEMA, Section, SectionPart, Table, Tree, Value,
};

/// The name of an output, what one row is, and its fields in order.
type FieldList = (&'static str, &'static str, Vec<&'static Column>);

fn all<F>(fields: &'static [Field<F>]) -> Vec<&'static Column> {
    columns_of(fields).collect()
}

fn outputs() -> Vec<FieldList> {
    let loads = || columns_of(calculate::LOAD);
    vec![
        (
            "calculator",
            "A row a muscle",
            loads().chain(columns_of(calculate::CONDITIONS)).collect(),
        ),
        ("run", "A row a run or split", all(run::ACTIVITY)),
        (
            "run, of each muscle",
            "Behind it, each with the key of the muscle and _ before it",
            all(run::WIDE),
        ),
        ("run, loads of JSON", "A member of loads", run::load_columns().collect()),
        (
            "run, samples",
            "A row a second; the last field once for each muscle, with its key and _ before it",
            run::SAMPLE.iter().chain([&run::SAMPLE_PEAK]).collect(),
        ),
        ("compare", "A row a muscle and quantity", all(compare::FIELDS)),
        ("sweep", "A row a muscle and point", sweep::all().map(|field| &field.0).collect()),
        (
            "batch",
            "Behind the columns of the input, those asked for, each with the key of the muscle and _ before it",
            loads().collect(),
        ),
        (
            "compare, of two periods",
            "A row an athlete and muscle",
            periods::PERIODS.iter().collect(),
        ),
        ("train", "A row a figure, test or injury", train::COLUMNS.iter().collect()),
        ("plan", "A row a session and muscle", plan::COLUMNS.iter().collect()),
        ("reduce", "A row a change", reduce::COLUMNS.iter().collect()),
        ("muscles", "A row a muscle", all(list::MUSCLES)),
        ("studies", "A row a study", all(list::STUDIES)),
        ("history", "A row an athlete, week or month, and muscle", all(history::PERIOD)),
        (
            "history, a row a run",
            "With runs asked for, before the columns of each muscle",
            all(history::RUN),
        ),
        (
            "history, of each muscle of a run",
            "Behind it, each with the key of the muscle and _ before it",
            all(history::RUN_MUSCLE),
        ),
        (
            "history, last days of JSON",
            "last_7_days and last_28_days of an athlete",
            all(history::LAST_DAYS),
        ),
        (
            "history, loads of last days of JSON",
            "A member of their loads",
            all(history::LAST_DAYS_MUSCLE),
        ),
        ("history, what is left of JSON", "left of an athlete", all(history::LEFT)),
        (
            "history, what is left of a muscle of JSON",
            "A member of its muscles",
            all(history::LEFT_MUSCLE),
        ),
    ]
}

/// The reference as a document: a table an output.
#[must_use]
pub fn reference() -> Document<'static> {
    let sections = outputs().into_iter().map(|(output, about, columns)| {
        let cell = |title, cell: fn(&Column) -> String| {
            left(title, 0, &columns, |column| Some(cell(column)))
        };
        let mut decimals = cell("decimals", |column| {
            column.decimals().map_or_else(String::new, |decimals| decimals.to_string())
        });
        decimals.column.align = Align::Right;
        let table = Table {
            about,
            columns: vec![
                cell("field", |column| format!("`{}`", column.key)),
                cell("unit", |column| column.unit.to_owned()),
                decimals,
                cell("means", meaning),
                cell("empty when", |column| column.empty.to_owned()),
            ],
            ..Table::default()
        };
        let text = SectionPart::Text(format!("{about}."));
        Section::new(output, vec![text, SectionPart::Table(table)])
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
        let (output, about, columns) = lists[i].clone();
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
