//! Two periods side by side: all runs of one against all runs of the other, a kilometre and in all.

use super::days::DayRange;
use super::sums::{PeriodSum, RunSum};
use super::words::distance;
use super::{AthleteHistory, HistoryAnswer};
use crate::answer::brief::Brief;
use crate::answer::citations::Citations;
use crate::answer::columns::{KIND, MUSCLE, left, right};
use crate::answer::text::{self, capital, in_text, more_or_less};
use crate::document::{Column, Document, Sentences, Table, Value};
use crate::muscle::Kind;
use crate::note::{NOT_A_MEASUREMENT, Note, NoteKind};
use crate::number::{change, counted, fixed, grouped};

const NO_RUN: &str = "no run in it, or no published duration";

pub(crate) const PERIODS: &[Column] = &[
    Column::text("athlete", "who ran").empty("nobody is named"),
    MUSCLE,
    KIND,
    Column::number("km_a_kn_s", "kN·s", 2, "load of one leg a kilometre in A").empty(NO_RUN),
    Column::number("km_b_kn_s", "kN·s", 2, "load of one leg a kilometre in B").empty(NO_RUN),
    Column::number("km_ratio", "", 4, "a kilometre of B over one of A").empty(NO_RUN),
    Column::number("load_a_kn_s", "kN·s", 2, "load of one leg in all of A").empty(NO_RUN),
    Column::number("load_b_kn_s", "kN·s", 2, "load of one leg in all of B").empty(NO_RUN),
    Column::number("ratio", "", 4, "all of B over all of A").empty(NO_RUN),
    Column::number("peak_max_a_bw", "body weights", 3, "highest peak force of one step in A")
        .empty("no running, or no published force"),
    Column::number("peak_max_b_bw", "body weights", 3, "highest peak force of one step in B")
        .empty("no running, or no published force"),
    Column::number("runs_a", "", 0, "how many runs A has"),
    Column::number("runs_b", "", 0, "how many runs B has"),
    Column::number("distance_a_m", "m", 1, "distance of A"),
    Column::number("distance_b_m", "m", 1, "distance of B"),
    Column::number("time_a_s", "s", 1, "time on the move of A"),
    Column::number("time_b_s", "s", 1, "time on the move of B"),
    Column::number("ascent_a_m", "m", 1, "ascent of A").empty("no altitude is known"),
    Column::number("ascent_b_m", "m", 1, "ascent of B").empty("no altitude is known"),
];

/// An athlete with the sums of both periods.
type Sides<'a> = (&'a AthleteHistory, [RunSum; 2]);

impl HistoryAnswer<'_> {
    /// Two periods side by side as a document.
    #[must_use]
    pub fn comparison(&self, ranges: [DayRange; 2]) -> Document<'static> {
        let sides = self.athletes.iter().map(|athlete| {
            let sum = |range| PeriodSum::of(&athlete.runs, range, self.muscles.len()).sum;
            (athlete, ranges.map(sum))
        });
        let sides: Vec<Sides<'_>> = sides.collect();
        let mut rows: Vec<(&Sides<'_>, usize)> = Vec::new();
        for side in &sides {
            rows.extend((0..self.muscles.len()).map(|muscle| (side, muscle)));
        }
        let [a, b] = ranges;
        let people = sides.iter().map(|(athlete, _)| athlete.name.clone());
        let people: Vec<String> = people.filter(|name| !name.is_empty()).collect();
        let who =
            if people.is_empty() { String::new() } else { format!("{} · ", people.join(", ")) };
        let brief = Brief {
            title: format!("{a} and {b}: what each muscle bore"),
            heading: format!("{who}A: {a} · B: {b}"),
            summary: self.compared(&sides, ranges),
            tables: vec![("A and B", self.compared_table(&rows))],
            notes: compared_notes(),
            sources: Citations(self.sources()),
            columns: PERIODS,
            rows: rows.iter().map(|row| self.compared_row(row)).collect(),
            members: vec![("a", a.to_string().into()), ("b", b.to_string().into())],
            list: "comparisons",
        };
        brief.document(self.evidence)
    }

    fn compared(&self, sides: &[Sides<'_>], [a, b]: [DayRange; 2]) -> Sentences {
        let total = |i: usize| {
            let runs: usize = sides.iter().map(|(_, sums)| sums[i].runs).sum();
            let metres: f64 = sides.iter().map(|(_, sums)| sums[i].distance_m).sum();
            (runs, metres)
        };
        let ((runs_a, metres_a), (runs_b, metres_b)) = (total(0), total(1));
        let units = sides.first().map_or(self.question.units, |(athlete, _)| athlete.units);
        let one = |runs, metres| format!("{} in {}", distance(metres, units), counted(runs, "run"));
        let headline = format!("{a}: {}; {b}: {}", one(runs_a, metres_a), one(runs_b, metres_b));
        let lead = match sides {
            [side] => self.most_changed(side),
            _ => None,
        };
        Sentences { headline, lead: lead.unwrap_or_default(), ..Sentences::default() }
    }

    fn most_changed(&self, side: &Sides<'_>) -> Option<String> {
        let muscles =
            (0..self.muscles.len()).filter(|place| self.muscles[*place].kind() == Kind::Muscle);
        let ratios = muscles.filter_map(|place| {
            let [a, b] = kilometres(side, place);
            Some((b? / a?, place))
        });
        let (ratio, place) = ratios.filter(|(ratio, _)| *ratio > 0.0 && ratio.is_finite()).max_by(
            |one, other| {
                let far = |ratio: f64| libm::log(ratio).abs();
                far(one.0).total_cmp(&far(other.0))
            },
        )?;
        let [a, b] = [0, 1].map(|i| side.1[i].loads[place].load_kn_s);
        Some(format!(
            "{} changed the most: a kilometre of B asks {} of it, and all of B {}.",
            capital(&in_text(self.muscles[place])),
            more_or_less(ratio),
            more_or_less(b? / a?)
        ))
    }

    fn compared_table(&self, rows: &[(&Sides<'_>, usize)]) -> Table {
        let load = |row: &(&Sides<'_>, usize), i: usize| row.0.1[i].loads[row.1].load_kn_s;
        let mut columns = Vec::new();
        if self.athletes.len() > 1 {
            columns.push(left("athlete", 0, rows, |(side, _)| Some(side.0.name.clone())));
        }
        let ratio = |a: Option<f64>, b: Option<f64>| {
            let ratio = b? / a?;
            ratio.is_finite().then(|| change(ratio))
        };
        columns.extend([
            left("muscle", 0, rows, |(_, place)| Some(text::muscle(self.muscles[*place]))),
            right("A a km", 0, rows, |(side, place)| Some(fixed(kilometres(side, *place)[0]?, 1))),
            right("B a km", 0, rows, |(side, place)| Some(fixed(kilometres(side, *place)[1]?, 1))),
            right("change", 0, rows, |(side, place)| {
                let [a, b] = kilometres(side, *place);
                ratio(a, b)
            }),
            right("A in all", 4, rows, |row| Some(grouped(load(row, 0)?))),
            right("B in all", 4, rows, |row| Some(grouped(load(row, 1)?))),
            right("in all", 0, rows, |row| ratio(load(row, 0), load(row, 1))),
        ]);
        Table {
            about: "A and B",
            columns,
            legend: vec!["the load of one leg in kN·s, force times time".to_owned()],
            ..Table::default()
        }
    }

    fn compared_row(&self, row: &(&Sides<'_>, usize)) -> Vec<Value> {
        let ((athlete, [a, b]), place) = (row.0, row.1);
        let muscle = self.muscles[place];
        let [km_a, km_b] = kilometres(row.0, place);
        let (load_a, load_b) = (&a.loads[place], &b.loads[place]);
        let ratio = |a: Option<f64>, b: Option<f64>| {
            let ratio = b.zip(a).map(|(b, a)| b / a);
            Value::number(ratio.filter(|ratio| ratio.is_finite()), 4)
        };
        vec![
            (&*athlete.name).into(),
            muscle.key().into(),
            muscle.kind().key().into(),
            Value::number(km_a, 2),
            Value::number(km_b, 2),
            ratio(km_a, km_b),
            Value::number(load_a.load_kn_s, 2),
            Value::number(load_b.load_kn_s, 2),
            ratio(load_a.load_kn_s, load_b.load_kn_s),
            Value::number(load_a.peak_bw, 3),
            Value::number(load_b.peak_bw, 3),
            a.runs.into(),
            b.runs.into(),
            Value::Number(a.distance_m, 1),
            Value::Number(b.distance_m, 1),
            Value::Number(a.seconds, 1),
            Value::Number(b.seconds, 1),
            Value::number(a.ascent_m, 1),
            Value::number(b.ascent_m, 1),
        ]
    }
}

/// The load of a kilometre of each period, kN·s.
fn kilometres((_, sums): &Sides<'_>, place: usize) -> [Option<f64>; 2] {
    [0, 1].map(|i| {
        let km = sums[i].distance_m / 1000.0;
        sums[i].loads[place].load_kn_s.filter(|_| km > 0.0).map(|load| load / km)
    })
}

fn compared_notes() -> Vec<Note> {
    vec![
        Note::new(
            NoteKind::StepAndKilometre,
            "A kilometre: the load of all running steps of one leg over the whole distance, walking included. A period \
             with more kilometres has more load; what a kilometre asks tells how it was run.",
        ),
        Note::new(NoteKind::Meaning, NOT_A_MEASUREMENT),
    ]
}
