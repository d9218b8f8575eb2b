//! A JSON Schema (2020-12) of the one JSON document of each answer, from the columns that it is made of.

use std::borrow::Cow;

use super::calculate::fields as calculate;
use super::columns::{self, columns_of};
use super::compare::fields as compare;
use super::fields::{kind, meaning};
use super::history::fields as history;
use super::run::fields as run;
use super::sweep::fields as sweep;
use crate::document::{CellKind, Column, SCHEMA, Tree, Value};

const NOTE: [Column; 2] =
    [Column::text("kind", "what it is about"), Column::text("text", "the note")];
const SOURCE: [Column; 6] = [
    Column::number("number", "", 0, "the number in tables"),
    Column::text("study", "its key"),
    Column::text("citation", "authors, year, title and where it stands"),
    Column::text("doi", "its DOI"),
    Column::text("doi_checked", "how the DOI was checked"),
    Column::text("access", "how much of it was readable"),
];
const RANGE: [Column; 4] = [
    Column::text("quantity", "what is varied"),
    Column::text("unit", "its unit"),
    Column::number("from", "", 3, "where it begins"),
    Column::number("to", "", 3, "where it ends"),
];
const SERIES: [Column; 5] =
    [columns::RANK, columns::MUSCLE, columns::NAME, columns::PART_OF, columns::KIND];

const NOT_COMPUTED: [Column; 2] = [
    Column::text("input", "the file, or its line"),
    Column::text("reason", "why it is not computed"),
];

type SchemaMembers<'t> = Vec<(&'static str, Tree<'t>)>;

/// The schema.
#[must_use]
pub fn schema<'t>() -> Tree<'t> {
    Tree::object([
        ("$schema", Tree::from(Value::from("https://json-schema.org/draft/2020-12/schema"))),
        ("title", Value::from("Answers of musclerun").into()),
        (
            "oneOf",
            one_of([
                calculator(),
                recorded(),
                comparison(),
                along(),
                weeks(("periods", object(columns_of(history::PERIOD)))),
                weeks(("runs", object(columns_of(history::RUN)))),
            ]),
        ),
        (
            "$defs",
            Tree::object([("notes", array(object(&NOTE))), ("sources", array(object(&SOURCE)))]),
        ),
    ])
}

fn calculator<'t>() -> Tree<'t> {
    document(with_sources(vec![
        ("conditions", object(columns_of(calculate::CONDITIONS))),
        ("loads", array(object(columns_of(calculate::LOAD)))),
    ]))
}

fn recorded<'t>() -> Tree<'t> {
    let split = || -> SchemaMembers<'t> {
        vec![
            ("activity", object(columns_of(run::ACTIVITY))),
            ("loads", array(object(run::load_columns()))),
        ]
    };
    let mut whole = split();
    whole.push(("splits", array(of_members(split()))));
    document(vec![
        ("runs", array(of_members(with_sources(whole)))),
        ("refused", array(object(&NOT_COMPUTED))),
        ("skipped", array(object(&NOT_COMPUTED))),
    ])
}

fn comparison<'t>() -> Tree<'t> {
    let side = || {
        let kinds = [
            ("conditions", object(columns_of(calculate::CONDITIONS))),
            ("activity", object(columns_of(run::ACTIVITY))),
        ];
        let kinds = kinds.map(|kind| of_members(vec![kind]));
        Tree::object([("oneOf", one_of(kinds))])
    };
    document(with_sources(vec![
        ("a", side()),
        ("b", side()),
        ("comparisons", array(object(columns_of(compare::FIELDS)))),
    ]))
}

fn along<'t>() -> Tree<'t> {
    let points = array(object(sweep::point_columns()));
    let series = with_columns(&SERIES, vec![("points", points)]);
    document(with_sources(vec![
        ("conditions", object(columns_of(sweep::CONDITIONS))),
        ("sweep", object(&RANGE)),
        ("series", array(of_members(series))),
    ]))
}

/// A history, with a list of weeks and months or of runs.
fn weeks<'t>((list, row): (&'static str, Tree<'t>)) -> Tree<'t> {
    let days = || {
        let loads = array(object(columns_of(history::LAST_DAYS_MUSCLE)));
        of_members(with_columns(columns_of(history::LAST_DAYS), vec![("loads", loads)]))
    };
    let muscles = array(object(columns_of(history::LEFT_MUSCLE)));
    let left = of_members(with_columns(columns_of(history::LEFT), vec![("muscles", muscles)]));
    let none = Tree::object([("type", Value::from("null"))]);
    let athlete = with_columns(
        columns_of(history::ATHLETE),
        vec![
            ("last_7_days", days()),
            ("last_28_days", days()),
            ("left", Tree::object([("oneOf", one_of([left, none]))])),
        ],
    );
    let lists = vec![("athletes", array(of_members(athlete))), (list, array(row))];
    document(with_sources(with_columns(history::WHOLE, lists)))
}

fn with_columns<'c, 't>(
    columns: impl IntoIterator<Item = &'c Column>,
    more: SchemaMembers<'t>,
) -> SchemaMembers<'t> {
    let columns = columns.into_iter();
    let members = columns.map(|column| (column.key, property(column)));
    members.chain(more).collect()
}

fn document(mut members: SchemaMembers<'_>) -> Tree<'_> {
    let version = Tree::object([("const", Value::from(SCHEMA))]);
    members.insert(0, ("schema", version));
    of_members(members)
}

fn with_sources(mut members: SchemaMembers<'_>) -> SchemaMembers<'_> {
    for name in ["notes", "sources"] {
        let address = Value::from(format!("#/$defs/{name}"));
        members.push((name, Tree::object([("$ref", address)])));
    }
    members
}

fn one_of<'t>(items: impl IntoIterator<Item = Tree<'t>>) -> Tree<'t> {
    items.into_iter().collect()
}

fn array(items: Tree<'_>) -> Tree<'_> {
    Tree::object([("type", Value::from("array").into()), ("items", items)])
}

fn object<'c, 't>(columns: impl IntoIterator<Item = &'c Column>) -> Tree<'t> {
    of_members(with_columns(columns, Vec::new()))
}

fn of_members(members: SchemaMembers<'_>) -> Tree<'_> {
    let names: Value = members.iter().map(|(name, _)| *name).collect();
    let members = members.into_iter().map(|(name, member)| (Cow::Borrowed(name), member));
    Tree::object([
        ("type", Value::from("object").into()),
        ("properties", Tree::Object(members.collect())),
        ("required", names.into()),
    ])
}

/// What a cell of a column may be: every one but a list may be unknown.
fn property<'t>(column: &Column) -> Tree<'t> {
    let kind: Value = match column.kind {
        CellKind::List => Value::from("array"),
        _ => [kind(column), "null"].into_iter().collect(),
    };
    let mut members = vec![("type", kind), ("description", Value::from(meaning(column)))];
    if !column.unit.is_empty() {
        members.push(("x-unit", Value::from(column.unit)));
    }
    Tree::object(members)
}
