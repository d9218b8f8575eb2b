//! An athlete as a part of the one JSON document.

use super::fields::{ATHLETE, LAST_DAYS, LAST_DAYS_MUSCLE, LEFT, LEFT_MUSCLE};
use super::{AthleteHistory, HistoryAnswer, PeriodSum};
use crate::answer::columns::members;
use crate::document::{Tree, Value};

impl HistoryAnswer<'_> {
    pub(super) fn tree<'t>(&self, athlete: &AthleteHistory) -> Tree<'t> {
        let more = [
            ("last_7_days", self.last_days(&athlete.last_7_days)),
            ("last_28_days", self.last_days(&athlete.last_28_days)),
            ("left", self.left_tree(athlete)),
        ];
        Tree::object(members(ATHLETE, |fill| fill(self, athlete)).chain(more))
    }

    fn last_days<'t>(&self, period: &PeriodSum) -> Tree<'t> {
        let loads = self.muscles.iter().zip(&period.sum.loads);
        let loads = loads.map(|(muscle, load)| {
            Tree::object(members(LAST_DAYS_MUSCLE, |fill| fill(muscle, load)))
        });
        let loads = [("loads", loads.collect())];
        Tree::object(members(LAST_DAYS, |fill| fill(period)).chain(loads))
    }

    fn left_tree<'t>(&self, athlete: &AthleteHistory) -> Tree<'t> {
        let Some(left) = self.left(athlete) else {
            return Value::Unknown.into();
        };
        let muscles = left.muscles.iter().map(|row| {
            Tree::object(members(LEFT_MUSCLE, |fill| fill(self.muscles[row.muscle], row)))
        });
        let muscles = [("muscles", muscles.collect())];
        Tree::object(members(LEFT, |fill| fill(&left)).chain(muscles))
    }
}
