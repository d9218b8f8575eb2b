//! An athlete as a part of the one JSON document.

use super::{AthleteHistory, HistoryAnswer, LoadSum, PeriodSum, RunSum};
use crate::document::{Tree, Value};
use crate::units::Speed;

impl HistoryAnswer<'_> {
    /// An athlete as a part of a JSON document.
    pub(super) fn tree<'t>(&self, athlete: &AthleteHistory) -> Tree<'t> {
        let duplicates: Value = athlete
            .duplicates
            .iter()
            .map(|(left_out, kept)| format!("{left_out} = {kept}"))
            .collect();
        let left = self
            .left(athlete)
            .map_or(Tree::from(Value::Unknown), |left| {
                let muscles: Vec<_> = left
                    .muscles
                    .iter()
                    .map(|row| (self.muscles[row.muscle].key().to_owned(), row.clone()))
                    .collect();
                Tree::object([
                    ("distance_m", Tree::from(Value::Number(left.distance_m, 1))),
                    ("longest_m", Value::Number(left.longest_m, 1).into()),
                    ("speed_m_s", Value::Number(left.speed.m_per_s(), 3).into()),
                    (
                        "muscles",
                        Tree::list(muscles.len(), move |i| {
                            let (key, row) = &muscles[i];
                            Tree::object([
                                ("muscle", Value::from(&**key)),
                                ("level_m", Value::Number(row.level_m, 1)),
                                (
                                    "hilly_m",
                                    Value::number(row.hilly.map(|(metres, _)| metres), 1),
                                ),
                                (
                                    "hilly_climb_m",
                                    Value::number(row.hilly.map(|(_, climb)| climb), 0),
                                ),
                                (
                                    "fastest_m_s",
                                    Value::number(row.fastest.map(Speed::m_per_s), 3),
                                ),
                            ])
                        }),
                    ),
                ])
            });
        Tree::object([
            ("athlete", Tree::from(Value::from(&*athlete.name))),
            (
                "summary",
                self.sentences(athlete)
                    .sentences()
                    .into_iter()
                    .collect::<Value>()
                    .into(),
            ),
            ("last_7_days", self.sum_tree(&athlete.last_7_days)),
            ("last_28_days", self.sum_tree(&athlete.last_28_days)),
            ("left", left),
            ("duplicates", duplicates.into()),
        ])
    }

    fn sum_tree<'t>(&self, period: &PeriodSum) -> Tree<'t> {
        let RunSum {
            runs,
            distance_m,
            seconds,
            ascent_m,
            ..
        } = period.sum;
        let loads: Vec<(String, LoadSum)> = self
            .muscles
            .iter()
            .zip(&period.sum.loads)
            .map(|(muscle, load)| (muscle.key().to_owned(), load.clone()))
            .collect();
        Tree::object([
            (
                "from",
                Tree::from(Value::from(period.range.from.to_string())),
            ),
            ("to", Value::from(period.range.to.to_string()).into()),
            ("runs", Value::from(runs).into()),
            ("distance_m", Value::Number(distance_m, 1).into()),
            ("time_s", Value::Number(seconds, 1).into()),
            ("ascent_m", Value::number(ascent_m, 1).into()),
            (
                "loads",
                Tree::list(loads.len(), move |i| {
                    let (key, load) = &loads[i];
                    Tree::object([
                        ("muscle", Value::from(&**key)),
                        ("load_one_leg_kn_s", Value::number(load.load_kn_s, 2)),
                        ("peak_max_bw", Value::number(load.peak_bw, 3)),
                        (
                            "peak_max_at",
                            Value::from(load.peak_at.map(|at| at.to_string())),
                        ),
                    ])
                }),
            ),
        ])
    }
}
