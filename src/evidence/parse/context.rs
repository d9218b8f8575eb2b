//! What is told and never multiplied: directions, crosschecks and facts.

use super::{Known, POSITIVE, phase};
use crate::conditions::Terrain;
use crate::evidence::rows::{Change, Crosscheck, Fact, Finding, GradientCrosscheck, Sign};

impl Known {
    pub(super) fn read_directions(&mut self, text: &str) -> Vec<Finding> {
        let mut directions = Vec::new();
        self.read_table(
            "directions.csv",
            text,
            [
                "terrain",
                "muscle",
                "direction",
                "quantity",
                "ratio",
                "gradient_pct",
                "study",
                "locus",
                "reading",
                "note",
            ],
            |known,
             row,
             [
                terrain,
                muscle,
                direction,
                quantity,
                ratio,
                gradient,
                study,
                locus,
                reading,
                note,
            ]| {
                let terrain = row.one_of(terrain, &Terrain::ALL, Terrain::key);
                let muscle = known
                    .muscle(row, muscle)
                    .is_some()
                    .then(|| row.text(muscle));
                let way = row.one_of(direction, &Sign::ALL, Sign::key);
                let change = row.one_of(quantity, &Change::ALL, Change::key);
                let ratio = row.number_or_unknown(ratio, POSITIVE, |ratio| ratio > 0.0);
                let gradient = row.number_or_unknown(gradient, "a gradient in percent", |_| true);
                let source = known.source(row, [study, locus, reading]);
                let note = row.text(note);
                let read = || {
                    Some(Finding {
                        terrain: terrain?,
                        muscle: muscle?,
                        way: way?,
                        change: change?,
                        ratio: ratio?,
                        gradient_pct: gradient?,
                        source: source?,
                        note,
                    })
                };
                directions.extend(read());
            },
        );
        directions
    }

    pub(super) fn read_crosschecks(&mut self, text: &str) -> Vec<Crosscheck> {
        let mut crosschecks = Vec::new();
        self.read_table(
            "crosschecks.csv",
            text,
            [
                "muscle",
                "phase",
                "speed_m_s",
                "low_bw",
                "high_bw",
                "study",
                "locus",
                "reading",
                "note",
            ],
            |known,
             row,
             [
                muscle,
                phase_at,
                speed,
                low_at,
                high,
                study,
                locus,
                reading,
                note,
            ]| {
                let muscle = known.muscle_name(row, muscle);
                let phase = phase(row, phase_at);
                let speed = row.number_or_unknown(speed, "a speed in m/s", |v| v > 0.0);
                let low = row.number_or_unknown(low_at, POSITIVE, |bw| bw > 0.0);
                let high = row.number_or_unknown(high, POSITIVE, |bw| bw > 0.0);
                let source = known.source(row, [study, locus, reading]);
                let note = row.text(note);
                match (low, high) {
                    (Some(None), Some(None)) => {
                        row.refuse::<()>(low_at, "a figure here or in high_bw");
                    }
                    (Some(Some(low)), Some(Some(high))) if low > high => {
                        row.refuse::<()>(low_at, "a figure not above high_bw");
                    }
                    _ => {
                        let read = || {
                            Some(Crosscheck {
                                muscle: muscle?,
                                phase: phase?,
                                speed_m_s: speed?,
                                low_bw: low?,
                                high_bw: high?,
                                source: source?,
                                note,
                            })
                        };
                        crosschecks.extend(read());
                    }
                }
            },
        );
        crosschecks
    }

    pub(super) fn read_gradient_crosschecks(&mut self, text: &str) -> Vec<GradientCrosscheck> {
        let mut crosschecks = Vec::new();
        self.read_table(
            "gradient_crosschecks.csv",
            text,
            [
                "muscle",
                "gradient_pct",
                "ratio",
                "speed_m_s",
                "study",
                "locus",
                "reading",
                "note",
            ],
            |known, row, [muscle, gradient, ratio, speed, study, locus, reading, note]| {
                let muscle = known.muscle_name(row, muscle);
                let gradient = row.number(gradient, "a gradient in percent", |_| true);
                let ratio = row.number(ratio, POSITIVE, |ratio| ratio > 0.0);
                let speed = row.number(speed, "a speed in m/s", |v| v > 0.0);
                let source = known.source(row, [study, locus, reading]);
                let note = row.text(note);
                let read = || {
                    Some(GradientCrosscheck {
                        muscle: muscle?,
                        gradient_pct: gradient?,
                        ratio: ratio?,
                        speed_m_s: speed?,
                        source: source?,
                        note,
                    })
                };
                crosschecks.extend(read());
            },
        );
        crosschecks
    }

    pub(super) fn read_facts(&mut self, text: &str) -> Vec<Fact> {
        let mut facts = Vec::new();
        self.read_table(
            "facts.csv",
            text,
            [
                "muscle",
                "quantity",
                "speed_m_s",
                "value_low",
                "value_high",
                "unit",
                "study",
                "locus",
                "reading",
                "note",
            ],
            |known,
             row,
             [
                muscle,
                quantity,
                speed,
                low,
                high,
                unit,
                study,
                locus,
                reading,
                note,
            ]| {
                let muscle = match row.cell(muscle) {
                    "" => Some(None),
                    _ => known.muscle_name(row, muscle).map(Some),
                };
                let quantity = row.filled(quantity);
                let speed = row.number_or_unknown(speed, "a speed in m/s", |v| v > 0.0);
                let low_at = low;
                let low = row.number_or_unknown(low, "a number", |_| true);
                let high = row.number_or_unknown(high, "a number", |_| true);
                if low
                    .flatten()
                    .zip(high.flatten())
                    .is_some_and(|(low, high)| low > high)
                {
                    row.refuse::<()>(low_at, "a figure not above value_high");
                    return;
                }
                let unit = row.filled(unit);
                let source = known.source(row, [study, locus, reading]);
                let note = row.text(note);
                let read = || {
                    Some(Fact {
                        muscle: muscle?,
                        quantity: quantity?,
                        speed_m_s: speed?,
                        value_low: low?,
                        value_high: high?,
                        unit: unit?,
                        source: source?,
                        note,
                    })
                };
                facts.extend(read());
            },
        );
        facts
    }
}
