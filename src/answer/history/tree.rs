//! An athlete as a part of the one JSON document.

use super::fields::{ATHLETE, LAST_DAYS, LAST_DAYS_MUSCLE, LEFT, LEFT_MUSCLE};
use super::{AthleteHistory, HistoryAnswer, PeriodSum};
use crate::answer::columns::keys;
use crate::document::{Column, Records, Tree, Value};
use crate::units::Speed;

impl HistoryAnswer<'_> {
    /// An athlete as a part of a JSON document.
    pub(super) fn tree<'t>(&self, athlete: &AthleteHistory) -> Tree<'t> {
        let duplicates = athlete.duplicates.iter();
        let duplicates = duplicates.map(|(left_out, kept)| format!("{left_out} = {kept}"));
        let cells = [
            Value::from(&*athlete.name),
            self.sentences(athlete).sentences().into_iter().collect(),
            duplicates.collect(),
        ];
        let more = [
            ("last_7_days", self.last_days(&athlete.last_7_days)),
            ("last_28_days", self.last_days(&athlete.last_28_days)),
            ("left", self.left_tree(athlete)),
        ];
        with_cells(ATHLETE, cells, more)
    }

    fn last_days<'t>(&self, period: &PeriodSum) -> Tree<'t> {
        let sum = &period.sum;
        let cells = [
            Value::from(period.range.from.to_string()),
            Value::from(period.range.to.to_string()),
            Value::from(sum.runs),
            Value::Number(sum.distance_m, 1),
            Value::Number(sum.seconds, 1),
            Value::number(sum.ascent_m, 1),
        ];
        let loads = self.muscles.iter().zip(&sum.loads).map(|(muscle, load)| {
            vec![
                Value::from(muscle.key()),
                Value::number(load.load_kn_s, 2),
                Value::number(load.peak_bw, 3),
                Value::from(load.peak_at.map(|at| at.to_string())),
            ]
        });
        let loads = ("loads", list(LAST_DAYS_MUSCLE, loads.collect()));
        with_cells(LAST_DAYS, cells, [loads])
    }

    fn left_tree<'t>(&self, athlete: &AthleteHistory) -> Tree<'t> {
        let Some(left) = self.left(athlete) else {
            return Value::Unknown.into();
        };
        let cells = [
            Value::Number(left.distance_m, 1),
            Value::Number(left.longest_m, 1),
            Value::Number(left.speed.m_per_s(), 3),
        ];
        let muscles = left.muscles.iter().map(|row| {
            vec![
                Value::from(self.muscles[row.muscle].key()),
                Value::Number(row.level_m, 1),
                Value::number(row.hilly.map(|(metres, _)| metres), 1),
                Value::number(row.hilly.map(|(_, climb)| climb), 0),
                Value::number(row.fastest.map(Speed::m_per_s), 3),
            ]
        });
        let muscles = ("muscles", list(LEFT_MUSCLE, muscles.collect()));
        with_cells(LEFT, cells, [muscles])
    }
}

/// An object of cells under the names of their columns, and more members.
fn with_cells<'t>(
    columns: &[Column],
    cells: impl IntoIterator<Item = Value>,
    more: impl IntoIterator<Item = (&'static str, Tree<'t>)>,
) -> Tree<'t> {
    let cells = keys(columns).zip(cells.into_iter().map(Tree::from));
    Tree::object(cells.chain(more))
}

fn list<'t>(columns: &[Column], rows: Vec<Vec<Value>>) -> Tree<'t> {
    Records::new(keys(columns), rows.len(), move |i| rows[i].clone()).objects()
}
