//! What is told and never multiplied: directions, crosschecks and facts.

use super::{ANY, Loader, POSITIVE};
use crate::evidence::rows::{Circumstance, Crosscheck, Fact, Finding, GradientCrosscheck};
use crate::spelling::List;

impl Loader {
    pub(super) fn read_directions(&mut self, text: &str) -> List<Finding> {
        self.rows("directions.csv", text, |loader, row| {
            let accepted: Vec<_> = Circumstance::all().map(Circumstance::key).collect();
            Some(Finding {
                terrain: row.read("terrain", &accepted.join(", "), |cell| {
                    Circumstance::all().find(|circumstance| circumstance.key() == cell)
                })?,
                muscle: {
                    let muscle = loader.muscle(row)?;
                    loader.muscles[muscle].key.clone()
                },
                way: row.word("direction")?,
                change: row.word("quantity")?,
                ratio: row.number_or_nothing("ratio", POSITIVE)?,
                gradient_pct: row.number_or_nothing("gradient_pct", ANY)?,
                source: loader.source(row)?,
                note: row.text("note")?,
            })
        })
    }

    pub(super) fn read_crosschecks(&mut self, text: &str) -> List<Crosscheck> {
        self.rows("crosschecks.csv", text, |loader, row| {
            let check = Crosscheck {
                muscle: loader.muscle_name(row)?,
                phase: row.word("phase")?,
                speed_m_s: row.number_or_nothing("speed_m_s", POSITIVE)?,
                low_bw: row.number_or_nothing("low_bw", POSITIVE)?,
                high_bw: row.number_or_nothing("high_bw", POSITIVE)?,
                source: loader.source(row)?,
                note: row.text("note")?,
            };
            match (check.low_bw, check.high_bw) {
                (None, None) => row.refuse("low_bw", "a figure here or in high_bw"),
                (Some(low), Some(high)) if low > high => {
                    row.refuse("low_bw", "a figure not above high_bw")
                }
                _ => Some(check),
            }
        })
    }

    pub(super) fn read_gradient_crosschecks(&mut self, text: &str) -> List<GradientCrosscheck> {
        self.rows("gradient_crosschecks.csv", text, |loader, row| {
            Some(GradientCrosscheck {
                muscle: loader.muscle_name(row)?,
                gradient_pct: row.number("gradient_pct", ANY)?,
                ratio: row.number("ratio", POSITIVE)?,
                speed_m_s: row.number("speed_m_s", POSITIVE)?,
                source: loader.source(row)?,
                note: row.text("note")?,
            })
        })
    }

    pub(super) fn read_facts(&mut self, text: &str) -> List<Fact> {
        self.rows("facts.csv", text, |loader, row| {
            let fact = Fact {
                muscle: match &*row.cell("muscle")? {
                    "" => None,
                    _ => Some(loader.muscle_name(row)?),
                },
                quantity: row.filled("quantity")?,
                speed_m_s: row.number_or_nothing("speed_m_s", POSITIVE)?,
                value_low: row.number_or_nothing("value_low", ANY)?,
                value_high: row.number_or_nothing("value_high", ANY)?,
                unit: row.filled("unit")?,
                source: loader.source(row)?,
                note: row.text("note")?,
            };
            let range = fact.value_low.zip(fact.value_high);
            if range.is_some_and(|(low, high)| low > high) {
                return row.refuse("value_low", "a figure not above value_high");
            }
            Some(fact)
        })
    }
}
