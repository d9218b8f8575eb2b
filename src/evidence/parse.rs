//! From the texts of the tables to [`Evidence`]: every cell checked by itself, then every row against the others.

mod context;
mod figures;
mod lists;

use std::borrow::Cow;

use super::rows::{Effect, Quantity};
use super::source::{Reading, Source, StudyRef, Text};
use super::table::{self, Column, EvidenceError, Fault, Row};
use super::{Evidence, MuscleEvidence, TABLES};
use crate::muscle::{Muscles, Phase};

const POSITIVE: &str = "a number above 0";
const NOT_NEGATIVE: &str = "a number of 0 or more";

pub(super) fn evidence(
    mut text_of: impl FnMut(&'static str) -> Result<Cow<'static, str>, String>,
) -> Result<Evidence, EvidenceError> {
    let mut faults = EvidenceError::default();
    let mut checksum = crc32fast::Hasher::new();
    let texts = TABLES.map(|file| {
        text_of(file).unwrap_or_else(|found| {
            faults.add(Fault {
                file,
                line: None,
                column: None,
                found,
                accepted: "a table in comma-separated UTF-8 text".to_owned(),
            });
            Cow::Borrowed("")
        })
    });
    // a table that is not there would fault every row that refers to it
    if faults.count() > 0 {
        return Err(faults);
    }
    for text in &texts {
        checksum.update(text.as_bytes());
    }
    let [
        studies,
        muscles,
        anchors,
        effects,
        durations,
        strides,
        directions,
        crosschecks,
        gradient_crosschecks,
        facts,
    ] = &texts;

    let studies = lists::studies(studies, &mut faults);
    let muscles = lists::muscles(muscles, &mut faults);
    let mut known = Known {
        by_muscle: vec![MuscleEvidence::default(); muscles.iter().count()],
        studies,
        muscles,
        faults,
    };
    known.read_anchors(anchors);
    known.read_effects(effects);
    known.read_durations(durations);
    let strides = known.read_strides(strides);
    let directions = known.read_directions(directions);
    let crosschecks = known.read_crosschecks(crosschecks);
    let gradient_crosschecks = known.read_gradient_crosschecks(gradient_crosschecks);
    let facts = known.read_facts(facts);
    // what is wanting altogether shows only once nothing is wrong with what is there
    if known.faults.count() == 0 {
        known.check_references();
        known.check_cover();
    }

    if known.faults.count() > 0 {
        return Err(known.faults);
    }
    Ok(Evidence {
        studies: known.studies.into(),
        muscles: known.muscles,
        by_muscle: known.by_muscle.into(),
        strides,
        directions: directions.into(),
        crosschecks: crosschecks.into(),
        gradient_crosschecks: gradient_crosschecks.into(),
        facts: facts.into(),
        checksum: checksum.finalize(),
    })
}

/// What is known so far, while the other tables are read against it.
struct Known {
    studies: Vec<StudyRef>,
    muscles: Muscles,
    by_muscle: Vec<MuscleEvidence>,
    faults: EvidenceError,
}

impl Known {
    /// Takes the faults out, so that a table can be read while the rest is borrowed.
    fn read_table<const N: usize>(
        &mut self,
        file: &'static str,
        text: &str,
        names: [&'static str; N],
        mut each: impl FnMut(&mut Self, &mut Row<'_>, [Column; N]),
    ) {
        let mut faults = std::mem::take(&mut self.faults);
        table::read(file, text, names, &mut faults, |row, columns| {
            each(self, row, columns);
        });
        self.faults = faults;
    }

    fn study(&self, row: &mut Row<'_>, column: Column) -> Option<StudyRef> {
        let key = row.cell(column);
        match self.studies.iter().find(|study| study.key == key) {
            Some(study) => Some(study.clone()),
            None => row.refuse(column, "a key of studies.csv"),
        }
    }

    /// Where a figure stands, by the columns of study, locus and reading.
    fn source(&self, row: &mut Row<'_>, [study, locus, reading]: [Column; 3]) -> Option<Source> {
        let study = self.study(row, study);
        let locus = row.filled(locus);
        let reading = row.one_of(reading, &Reading::ALL, Reading::key);
        Some(Source {
            study: study?,
            locus: locus?,
            reading: reading?,
        })
    }

    fn muscle(&self, row: &mut Row<'_>, column: Column) -> Option<usize> {
        let key = row.cell(column);
        match self.muscles.by_key(key) {
            Some(muscle) => Some(muscle.index),
            None => row.refuse(column, "a key of muscles.csv"),
        }
    }

    /// A key or a name that several muscles share.
    fn muscle_name(&self, row: &mut Row<'_>, column: Column) -> Option<Text> {
        let name = row.cell(column);
        if self.muscles.iter().any(|muscle| muscle.answers_to(name)) {
            Some(Text::from(name.to_owned()))
        } else {
            row.refuse(column, "a key or alias of muscles.csv")
        }
    }

    /// Every curve passes through its reference, and every anchor lies on its speed curve.
    fn check_references(&mut self) {
        let mut missing = Vec::new();
        for muscle in self.muscles.iter() {
            for phase in Phase::ALL {
                let tables = &self.by_muscle[muscle.index].phases[phase as usize];
                for effect in Effect::CURVES {
                    for quantity in Quantity::ALL {
                        let curve = &tables.curves[quantity as usize][effect as usize];
                        let Some(reference) = effect.reference().filter(|_| !curve.is_empty())
                        else {
                            continue;
                        };
                        #[allow(clippy::float_cmp)] // the row typed so, not one near it
                        if !curve.knots().iter().any(|row| row.x == reference) {
                            missing.push((
                                "effects.csv",
                                format!(
                                    "no row {},{},{},{},{reference}",
                                    effect.key(),
                                    quantity.key(),
                                    muscle.key(),
                                    phase.key()
                                ),
                                "a row at the reference with ratio 1",
                            ));
                        }
                    }
                }
                let speeds = &tables.curves[Quantity::Peak as usize][Effect::Speed as usize];
                for anchor in tables.anchors.iter() {
                    let position = speeds.at(anchor.speed_m_s);
                    if position.is_some_and(|p| p.held_at().is_some()) {
                        missing.push((
                            "anchors.csv",
                            format!(
                                "{} {} at {} m/s",
                                muscle.key(),
                                phase.key(),
                                anchor.speed_m_s
                            ),
                            "a speed that the rows of effects.csv cover",
                        ));
                    }
                }
            }
        }
        for (file, found, accepted) in missing {
            self.fault(file, found, accepted);
        }
    }

    /// Every muscle has an anchor or is declared without.
    fn check_cover(&mut self) {
        let uncovered: Vec<String> = self
            .muscles
            .iter()
            .filter(|muscle| muscle.force_published && !self.by_muscle[muscle.index].has_anchor())
            .map(|muscle| muscle.key().to_owned())
            .collect();
        for key in uncovered {
            self.fault(
                "anchors.csv",
                format!("no row for {key}"),
                "a row for every muscle whose force muscles.csv says is published",
            );
        }
    }

    fn fault(&mut self, file: &'static str, found: String, accepted: &str) {
        self.faults.add(Fault {
            file,
            line: None,
            column: None,
            found,
            accepted: accepted.to_owned(),
        });
    }
}

fn phase(row: &mut Row<'_>, column: Column) -> Option<Phase> {
    row.one_of(column, &Phase::ALL, Phase::key)
}
