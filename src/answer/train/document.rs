//! Exercises, tests and injuries of a muscle, as a document.

use super::{FEW, TrainAnswer, capital, figure, name, trunk};
use crate::answer::brief::Brief;
use crate::answer::citations::Citations;
use crate::answer::columns::{left, right};
use crate::document::{Bar, Bars, CellKind, Column, Document, Table, UNKNOWN, Value};
use crate::muscle::Muscle;
use crate::number::{short, trimmed};
use crate::training::{
    Doing, Exercise, ExerciseComparison, FigureKind, InjurySite, NamedExercise, Placement,
    TestResult, TrunkRow,
};

/// The longest list of muscles that stands in the title of a column.
const LONGEST_TITLE: usize = 20;

enum TrainRecord<'l> {
    Figure(&'l Exercise),
    Named(&'l NamedExercise),
    Test(&'l TestResult, &'l Placement<'l>),
    Injury(&'l InjurySite),
    Trunk(&'l TrunkRow),
}

const fn any(key: &'static str, meaning: &'static str, empty: &'static str) -> Column {
    let column = Column::text(key, meaning).empty(empty);
    Column { kind: CellKind::AnyNumber, ..column }
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::text(
        "section",
        "`exercise`, `named_exercise` of an article, `test`, `injury` or `trunk`",
    ),
    Column::text("name", "the exercise, the test or the injury"),
    Column::list("muscles", "keys of the muscles, tendons and joints that it is about")
        .empty("about none of the list"),
    Column::text("part", "the part of the muscle").empty("about all of it"),
    Column::text(
        "kind",
        "what the figure is a figure of; figures of two kinds are never set against each other",
    )
    .empty("not of an exercise"),
    Column::text("quantity", "the figure in words"),
    any("low", "the lower end of a range, in `unit`", "no range"),
    any("value", "the figure, in `unit`", "a range, or none published"),
    any("high", "the upper end of a range, in `unit`", "no range"),
    any("sd", "standard deviation of people, in `unit`", "not published"),
    Column::text("unit", "the unit of the figure").empty("no figure is published"),
    any("result", "the result of the test, in `unit`", "no test"),
    Column::text("position", "where the result lies; of the trunk, the finding in words")
        .empty("neither"),
    Column::text("activity", "`running` and `walking` stand for comparison")
        .empty("not of an exercise"),
    Column::text("load", "weight, or what else makes it hard").empty("not of an exercise"),
    Column::number("participants", "", 0, "how many people were measured").empty("not known"),
    Column::text("population", "who they were").empty("not known"),
    Column::text("study", "key of the study; `articles` for an advice").empty("never"),
    Column::text("locus", "the place in it").empty("an advice"),
    Column::text("reading", "how the number was come by").empty("an advice"),
    Column::text("grade", "how far to trust it, A to C").empty("an advice"),
    Column::text("note", "what else is to be known").empty("nothing"),
];

impl<'t> TrainAnswer<'t> {
    /// The answer as a document.
    #[must_use]
    pub fn document(&self) -> Document<'static> {
        let mut sources = Citations::default();
        let mut tables = Vec::new();
        for comparison in self.comparisons.iter().take(self.shown_comparisons()) {
            sources.number(comparison.study());
            tables.push(("Exercises, one study at a time", self.comparison(comparison)));
        }
        for (result, placements) in &self.placed {
            let symmetry = self.training.symmetry(result);
            let rows = placements.iter().map(|placed| placed.row);
            let rows = rows.chain(self.training.noise(result.test));
            let rows = rows.chain(symmetry.into_iter().flat_map(|symmetry| symmetry.rows));
            sources.numbers(rows.map(|row| &row.study));
        }
        if self.question.all {
            tables.push(("Tests among people", self.tests()));
            tables.push(("Named by articles", self.named()));
            tables.push(("How often it is injured", self.injuries()));
            tables.push(("In running, in words", self.findings()));
            sources.numbers(self.trunk.iter().map(|row| &row.study));
            sources.numbers(self.injuries.iter().map(|row| &row.study));
        }
        let names = self.muscles.iter().map(|muscle| muscle.short_name().to_owned());
        let names: Vec<String> = names.collect();
        let asked = if names.len() > 2 { &self.question.muscles } else { &names }.join(", ");
        let brief = Brief {
            title: format!("Training: {}", names.join(", ")),
            heading: format!("{} · exercises, one study at a time", capital(&asked)),
            summary: self.summary(),
            tables,
            notes: self.notes(),
            sources,
            columns: COLUMNS,
            rows: self.lines().iter().map(TrainRecord::cells).collect(),
            members: Vec::new(),
            list: "figures",
        };
        brief.document(self.evidence)
    }

    fn lines(&self) -> Vec<TrainRecord<'_>> {
        let figures = self
            .comparisons
            .iter()
            .flat_map(|comparison| &comparison.rows)
            .map(|row| TrainRecord::Figure(row));
        let tests = self.placed.iter().flat_map(|(result, placements)| {
            placements.iter().map(move |placement| TrainRecord::Test(result, placement))
        });
        figures
            .chain(self.named.iter().map(|row| TrainRecord::Named(row)))
            .chain(tests)
            .chain(self.injuries.iter().map(|row| TrainRecord::Injury(row)))
            .chain(self.trunk.iter().map(|row| TrainRecord::Trunk(row)))
            .collect()
    }

    /// The rows of a comparison that are shown: the ends, running, and what lies evenly between.
    fn shown<'c>(&self, comparison: &'c ExerciseComparison<'t>) -> Vec<&'c &'t Exercise> {
        let rows = &comparison.rows;
        let count = if self.question.all { rows.len() } else { FEW.1.min(rows.len()) };
        let mut places: Vec<usize> =
            (0..count).map(|i| i * (rows.len() - 1) / (count - 1).max(1)).collect();
        let running = rows.iter().position(|row| row.activity == Doing::Running);
        if let Some(running) = running.filter(|running| !places.contains(running)) {
            let middle = places.len() / 2;
            places[middle] = running;
            places.sort_unstable();
        }
        places.into_iter().map(|place| &rows[place]).collect()
    }

    fn comparison(&self, comparison: &ExerciseComparison<'t>) -> Table {
        let (rows, first) = (self.shown(comparison), comparison.rows[0]);
        let count = first.participants.map(|count| format!("{count} "));
        let people = first.population.as_deref().unwrap_or("people");
        let muscles: Vec<&str> = first.muscle.keys().iter().map(|key| self.name(key)).collect();
        let part = first.part.as_ref().map(|part| format!(" ({part})"));
        let meaning = format!(
            "{}{}: {}, {}{people}",
            muscles.join(", "),
            part.unwrap_or_default(),
            first.quantity,
            count.unwrap_or_default()
        );
        let share = |row: &Exercise| row.measured()?.ratio(first.measured()?);
        let bars = rows.iter().map(|row| Bar {
            name: row.name().to_owned(),
            value: share(row),
            text: row.text(),
            ..Bar::default()
        });
        let mut figures = right("figure", 0, &rows, |row| Some(row.text()));
        figures.column.is_plain = false;
        // of several figures of a study, those of this muscle
        let of_study = self.comparisons.iter().filter(|other| other.study().key == first.study.key);
        let mut title = name(comparison.study());
        if of_study.count() > 1 {
            let part = first.part.as_deref().filter(|_| muscles.len() < 2);
            let what = part.map_or_else(|| muscles.join(", "), str::to_owned);
            if what.len() <= LONGEST_TITLE {
                title = format!("{title}: {what}");
            }
        }
        let is_lifted =
            rows.iter().any(|row| row.load.as_ref().is_some_and(|it| it.contains(" RM")));
        let mut columns = vec![
            left("exercise", 0, &rows, |row| Some(row.name().to_owned())).titled(title),
            figures.titled(unit(first)).meaning(meaning),
        ];
        if rows.iter().any(|row| row.load.is_some()) {
            columns.push(
                left("load", 4, &rows, |row| row.load.clone().map(String::from)).titled("with"),
            );
        }
        columns.push(left("trust", 3, &rows, |row| Some(row.grade.key().to_owned())));
        Table {
            about: "Exercises of one study",
            bars: share(first).map(|_| Bars {
                heading: format!("{}: {}", name(comparison.study()), unit(first)),
                unit: "",
                rows: bars.collect(),
            }),
            columns,
            legend: if is_lifted {
                vec!["RM: the weight that can be lifted so many times and no more".to_owned()]
            } else {
                Vec::new()
            },
            ..Table::default()
        }
    }

    fn name<'n>(&'n self, key: &'n str) -> &'n str {
        let muscle = self.evidence.muscles().by_key(key);
        muscle.map_or(key, Muscle::short_name)
    }

    fn tests(&self) -> Table {
        let placed = self.placed.iter();
        let rows: Vec<(&TestResult, &Placement<'_>)> = placed
            .flat_map(|(result, placed)| placed.iter().map(move |one| (result, one)))
            .collect();
        Table {
            about: "Tests among people",
            columns: vec![
                left("test", 0, &rows, |(result, _)| Some(result.test.name())),
                right("result", 0, &rows, |(result, _)| Some(result.to_string())),
                right("typical", 0, &rows, |(_, placed)| {
                    let spread = placed.row.sd.map(|sd| format!(" ±{}", short(sd)));
                    let typical = placed
                        .typical
                        .map(|typical| trimmed(typical, 2) + &spread.unwrap_or_default());
                    typical.or_else(|| range(placed.low, placed.high))
                }),
                left("where it lies", 0, &rows, |(_, placed)| Some(placed.position.clone())),
                left("of whom", 2, &rows, |(_, placed)| {
                    placed.row.population.clone().map(String::from)
                }),
            ],
            ..Table::default()
        }
    }

    fn named(&self) -> Table {
        let published = |row: &&NamedExercise| {
            let all = self.training.exercises.iter();
            let figures = all.filter(|figure| row.figures.contains(&figure.exercise)).map(|row| {
                let muscles: Vec<&str> =
                    row.muscle.keys().iter().map(|key| self.name(key)).collect();
                let colon = if muscles.is_empty() { "" } else { ": " };
                format!("{}{colon}{} ({})", muscles.join(", "), figure(row), row.study.key)
            });
            let figures: Vec<String> = figures.collect();
            (!figures.is_empty()).then(|| figures.join("; "))
        };
        Table {
            about: "Exercises that articles name",
            columns: vec![
                left("exercise", 0, &self.named, |row| Some(row.exercise.to_string())),
                left("published figures", 0, &self.named, published),
            ],
            legend: vec![format!("{UNKNOWN}: no published figure")],
            ..Table::default()
        }
    }

    fn findings(&self) -> Table {
        Table {
            about: "Muscles of the trunk in running",
            columns: vec![left("finding", 0, &self.trunk, |row| Some(trunk(row)))],
            ..Table::default()
        }
    }

    fn injuries(&self) -> Table {
        let rows = &self.injuries;
        Table {
            about: "How often it is injured",
            columns: vec![
                left("injury", 0, rows, |row| Some(row.site.to_string())),
                right("share", 0, rows, |row| {
                    let share = row.value.map(|value| value.to_string());
                    Some(format!("{} {}", share.or_else(|| range(row.low, row.high))?, row.unit))
                }),
                left("of what", 0, rows, |row| Some(row.statistic.to_string())),
                left("in whom", 0, rows, |row| Some(row.population.to_string())),
                left("study", 0, rows, |row| Some(name(&row.study))),
            ],
            ..Table::default()
        }
    }
}

fn range(low: Option<f64>, high: Option<f64>) -> Option<String> {
    low.zip(high).map(|(low, high)| format!("{low}–{high}"))
}

/// The cells that the rows of every table have.
macro_rules! shared {
    ($row:expr, $section:literal, $name:expr, $quantity:expr, [$($key:literal: $value:expr),* $(,)?]) => {{
        let row = $row;
        record([
            ("section", $section.into()),
            ("name", Value::from(&*$name)),
            ("muscles", row.muscle.keys().iter().collect()),
            ("quantity", Value::from(&*$quantity)),
            ("low", as_published(row.low)),
            ("value", as_published(row.value)),
            ("high", as_published(row.high)),
            ("participants", Value::number(row.participants.map(f64::from), 0)),
            ("study", (&*row.study.key).into()),
            ("locus", (&*row.locus).into()),
            ("reading", row.reading.key().into()),
            ("grade", row.grade.key().into()),
            ("note", row.note.as_deref().into()),
            $(($key, $value),)*
        ])
    }};
}

/// Cells in the order of [`COLUMNS`], by their keys; the last of a key stands.
fn record<const N: usize>(cells: [(&str, Value); N]) -> Vec<Value> {
    let mut record = vec![Value::Unknown; COLUMNS.len()];
    for (key, value) in cells {
        if let Some(place) = COLUMNS.iter().position(|column| column.key == key) {
            record[place] = value;
        }
    }
    record
}

impl TrainRecord<'_> {
    /// The cells in the order of [`COLUMNS`].
    fn cells(&self) -> Vec<Value> {
        match self {
            Self::Figure(row) => shared!(row, "exercise", row.exercise, row.quantity, [
                "part": row.part.as_deref().into(),
                "kind": row.kind.key().into(),
                "sd": as_published(row.sd),
                "unit": (&*row.unit).into(),
                "activity": row.activity.key().into(),
                "load": row.load.as_deref().into(),
                "population": row.population.as_deref().into(),
            ]),
            Self::Test(result, placed) => {
                shared!(placed.row, "test", result.test.name(), placed.row.statistic, [
                    "low": Value::number(placed.low, 2),
                    "value": Value::number(placed.typical, 2),
                    "high": Value::number(placed.high, 2),
                    "sd": as_published(placed.row.sd),
                    "unit": result.test.unit.into(),
                    "result": as_published(Some(result.weaker())),
                    "position": (&*placed.position).into(),
                    "population": placed.row.population.as_deref().into(),
                ])
            }
            Self::Injury(row) => shared!(row, "injury", row.site, row.statistic, [
                "unit": (&*row.unit).into(),
                "population": (&*row.population).into(),
            ]),
            Self::Trunk(row) => shared!(row, "trunk", row.part, row.quantity, [
                "kind": (&*row.kind).into(),
                "sd": as_published(row.sd),
                "unit": row.unit.as_deref().into(),
                "position": Value::Text(trunk(row)),
            ]),
            Self::Named(row) => record([
                ("section", "named_exercise".into()),
                ("name", (&*row.exercise).into()),
                ("muscles", row.muscle.keys().iter().collect()),
                (
                    "quantity",
                    match &*row.figures {
                        [] => "no published figure".into(),
                        figures => Value::Text(format!("see {}", figures.join("; "))),
                    },
                ),
                ("study", (&*row.named_by).into()),
                ("note", row.note.as_deref().into()),
            ]),
        }
    }
}

/// The unit of a comparison as a title.
fn unit(row: &Exercise) -> String {
    match &*row.unit {
        "body weights" => "× weight".to_owned(),
        unit if row.kind == FigureKind::Activation => {
            format!("active, {}", unit.split(" of ").next().unwrap_or(unit))
        }
        unit => unit.to_owned(),
    }
}

/// A number with the decimals that it was published with.
fn as_published(number: Option<f64>) -> Value {
    let decimals =
        |number: f64| number.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    number.map_or(Value::Unknown, |number| Value::Number(number, decimals(number)))
}
