//! From the texts of the tables to [`Evidence`]: every row by itself, then all of them together.
//!
//! A row with a fault is dropped as a whole and its first fault told. A row that refers to one that was dropped is dropped
//! without a word, so that one fault is told once. Nothing is used unless every table is without fault.

mod cells;
mod findings;

use std::borrow::Cow;
use std::sync::Arc;

use super::curve::Curve;
use super::rows::{Anchor, DurationRow, Effect, EffectRow, Quantity, StrideRow};
use super::source::{Source, Study, StudyRef};
use super::table::{self, EvidenceError, Fault, Range, Row};
use super::{Evidence, MuscleEvidence, TABLES};
use crate::muscle::{Muscle, Muscles, Phase};
use crate::spelling::{List, Text, normalise};
use crate::units::{Speed, StepsPerMinute};
use cells::{above, doi, key_text, place};

/// What stands for every key of a table that was not read to its end.
const ANY_KEY: &str = "*";
const ANY: Range = Range("a number", |_| true);
const POSITIVE: Range = Range("a number above 0", |number| number > 0.0);
// twice what any model of running has given
const PEAK: Range = Range("a number above 0, up to 30 body weights", |bw| bw > 0.0 && bw <= 30.0);
const RATIO: Range = Range("a number above 0, up to 30", |ratio| ratio > 0.0 && ratio <= 30.0);
const NOT_NEGATIVE: Range = Range("a number of 0 or more", |number| number >= 0.0);
const SPEED: Range =
    Range("1.4 to 9.5 m/s", |v| (Speed::MIN_M_PER_S..=Speed::MAX_M_PER_S).contains(&v));
const STEP_RATE: Range = Range("100 to 300 steps a minute", |rate| {
    (StepsPerMinute::MIN..=StepsPerMinute::MAX).contains(&rate)
});

pub(super) fn evidence(
    mut text_of: impl FnMut(&'static str) -> Result<Cow<'static, str>, String>,
) -> Result<Evidence, EvidenceError> {
    let mut faults = EvidenceError::default();
    let mut checksum = flate2::Crc::new();
    let texts = TABLES.map(|file| {
        let text = text_of(file).unwrap_or_else(|found| {
            let accepted = "a table in comma-separated UTF-8 text";
            faults.add(Fault::new(file, None, None, found, accepted));
            Cow::Borrowed("")
        });
        checksum.update(text.as_bytes());
        text
    });
    // a table that is not there would fault every row that refers to it
    if faults.count() > 0 {
        return Err(faults);
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
    let mut loader = Loader { faults, ..Loader::default() };
    loader.read_studies(studies);
    loader.read_muscles(muscles);
    loader.read_anchors(anchors);
    loader.read_effects(effects);
    loader.read_durations(durations);
    let strides = loader.read_strides(strides);
    let directions = loader.read_directions(directions);
    let crosschecks = loader.read_crosschecks(crosschecks);
    let gradient_crosschecks = loader.read_gradient_crosschecks(gradient_crosschecks);
    let facts = loader.read_facts(facts);
    // what is wanting altogether shows only once nothing is wrong with what is there
    if loader.faults.count() == 0 {
        loader.check_references();
        loader.check_cover();
    }
    if loader.faults.count() > 0 {
        return Err(loader.faults);
    }
    Ok(Evidence {
        studies: loader.studies.into_iter().collect(),
        muscles: Muscles(loader.muscles.into_iter().collect()),
        by_muscle: loader.by_muscle.into_iter().collect(),
        strides,
        directions,
        crosschecks,
        gradient_crosschecks,
        facts,
        checksum: checksum.sum(),
    })
}

/// What is loaded so far, against which the other tables are read.
#[derive(Default)]
struct Loader {
    studies: Vec<StudyRef>,
    muscles: Vec<Muscle>,
    by_muscle: Vec<MuscleEvidence>,
    faults: EvidenceError,
    /// Rows that were dropped, by table and key: what refers to them is dropped with them.
    dropped: Vec<(&'static str, String)>,
}

impl Loader {
    /// The rows of a table that have no fault.
    fn rows<T: Clone>(
        &mut self,
        file: &'static str,
        text: &str,
        mut row_of: impl FnMut(&mut Self, &mut Row<'_>) -> Option<T>,
    ) -> List<T> {
        let mut rows = Vec::new();
        // the faults are taken out, so that a row can be read while the rest is borrowed
        let mut faults = std::mem::take(&mut self.faults);
        let is_whole = table::read(file, text, &mut faults, |row| match row_of(self, row) {
            Some(read) => rows.push(read),
            None => self.dropped.push((file, row.key())),
        });
        if !is_whole {
            self.dropped.push((file, ANY_KEY.to_owned()));
        }
        self.faults = faults;
        rows.into_iter().collect()
    }

    /// What a row refers to; a fault where it is not there, unless it may be in a row that was dropped.
    fn referred<T>(
        &self,
        row: &mut Row<'_>,
        column: &'static str,
        (file, accepted): (&'static str, &str),
        found: Option<T>,
    ) -> Option<T> {
        let key = row.cell(column)?;
        // an anchor may have been meant for any muscle and phase
        let is_dropped = |(of, dropped): &(&str, String)| {
            let is_any = dropped == ANY_KEY || file == "anchors.csv";
            *of == file && (is_any || *dropped == key)
        };
        if found.is_none() && !self.dropped.iter().any(is_dropped) {
            return row.refuse(column, accepted);
        }
        found
    }

    fn study(&self, row: &mut Row<'_>, column: &'static str) -> Option<StudyRef> {
        let key = row.cell(column)?;
        let found = self.studies.iter().find(|study| *study.key == *key).cloned();
        self.referred(row, column, ("studies.csv", "a key of studies.csv"), found)
    }

    /// Where a figure stands.
    fn source(&self, row: &mut Row<'_>) -> Option<Source> {
        Some(Source {
            study: self.study(row, "study")?,
            locus: row.filled("locus")?,
            reading: row.word("reading")?,
        })
    }

    fn muscle(&self, row: &mut Row<'_>) -> Option<usize> {
        let key = row.cell("muscle")?;
        let found = self.muscles.iter().position(|muscle| *muscle.key == *key);
        self.referred(row, "muscle", ("muscles.csv", "a key of muscles.csv"), found)
    }

    /// A key or a name that several muscles share.
    fn muscle_name(&self, row: &mut Row<'_>) -> Option<Text> {
        let name = row.text("muscle")?;
        let is_known = self.muscles.iter().any(|muscle| muscle.matches_name(&name));
        let accepted = ("muscles.csv", "a key or alias of muscles.csv");
        self.referred(row, "muscle", accepted, is_known.then_some(name))
    }

    /// A muscle and a phase in which it has an anchor.
    fn anchored(&self, row: &mut Row<'_>) -> Option<(usize, Phase)> {
        let (muscle, phase) = (self.muscle(row)?, row.word::<Phase>("phase")?);
        let has_anchor = !self.by_muscle[muscle].phases[phase as usize].anchors.is_empty();
        let accepted = ("anchors.csv", "a phase that anchors.csv has for this muscle");
        self.referred(row, "phase", accepted, has_anchor.then_some((muscle, phase)))
    }

    fn read_studies(&mut self, text: &str) {
        self.rows("studies.csv", text, |loader, row| {
            let study = Study {
                index: loader.studies.len(),
                key: row.read("key", "lower-case letters, digits, - and _", |key| {
                    key_text(key, "_-")
                })?,
                authors: row.text("authors")?,
                year: row.read_or_nothing("year", "a year", |year| {
                    year.parse().ok().filter(|year| (1800..2200).contains(year))
                })?,
                title: row.filled("title")?,
                published_in: row.filled("published_in")?,
                doi: row.read_or_nothing("doi", "a DOI such as 10.1242/jeb.064527", doi)?,
                doi_checked: match &*row.cell("doi_checked")? {
                    "" => None,
                    _ => Some(row.word("doi_checked")?),
                },
                participants: row.read_or_nothing(
                    "participants",
                    "a whole number above 0",
                    |cell| cell.parse().ok().filter(|people| *people > 0),
                )?,
                surface: row.text("surface")?,
                method: row.text("method")?,
                access: row.text("access")?,
            };
            if loader.studies.iter().any(|other| other.key == study.key) {
                return row.refuse("key", "a key that no other study has");
            }
            loader.studies.push(StudyRef::Read(Arc::new(study)));
            Some(())
        });
    }

    fn read_muscles(&mut self, text: &str) {
        self.rows("muscles.csv", text, |loader, row| {
            let muscles = &loader.muscles;
            let part_of = row.read_or_nothing(
                "part_of",
                "the key of a group above that is itself no part",
                |key| {
                    let is_group =
                        |muscle: &&Muscle| *muscle.key == *key && muscle.part_of.is_none();
                    muscles.iter().find(is_group).map(|group| group.key.clone())
                },
            );
            let part_of = part_of?;
            let muscle = Muscle {
                index: muscles.len(),
                key: row
                    .read("key", "lower-case letters, digits and _", |key| key_text(key, "_"))?,
                name: row.filled("name")?,
                kind: row.word("kind")?,
                part_of,
                depth: row.word("depth")?,
                region: row.filled("region")?,
                force_published: row.read("force", "published, none", |cell| match cell {
                    "published" => Some(true),
                    "none" => Some(false),
                    _ => None,
                })?,
                aliases: {
                    let aliases = row.cell("aliases")?;
                    let aliases =
                        aliases.split(';').map(normalise).filter(|alias| !alias.is_empty());
                    aliases.map(|alias| Text(alias.into())).collect()
                },
                action: row.text("action")?,
                role: row.text("role")?,
            };
            if muscles.iter().any(|other| other.key == muscle.key) {
                return row.refuse("key", "a key that no other muscle has");
            }
            loader.muscles.push(muscle);
            loader.by_muscle.push(MuscleEvidence::default());
            Some(())
        });
    }

    fn read_anchors(&mut self, text: &str) {
        self.rows("anchors.csv", text, |loader, row| {
            let muscle = loader.muscle(row)?;
            let (phase, speed_m_s) = (row.word("phase")?, row.number("speed_m_s", SPEED)?);
            let peak_bw = row.number("peak_bw", PEAK)?;
            let anchor = Anchor {
                phase,
                speed_m_s,
                peak_bw,
                sd_bw: row.spread("sd_bw", peak_bw)?,
                sd_study: match &*row.cell("sd_study")? {
                    "" => None,
                    _ => Some(loader.study(row, "sd_study")?),
                },
                source: loader.source(row)?,
                grade: row.word("grade")?,
                note: row.text("note")?,
            };
            if !loader.muscles[muscle].force_published {
                return row.refuse("muscle", "a muscle that muscles.csv says has published force");
            }
            let anchors = &mut loader.by_muscle[muscle].phases[anchor.phase as usize].anchors;
            let is_double = |other: &Anchor| other.source.study.key == anchor.source.study.key;
            if anchors.iter().any(is_double) {
                return row.refuse("study", "one row a muscle, phase and study");
            }
            anchors.0.to_mut().push(anchor);
            Some(())
        });
    }

    fn read_effects(&mut self, text: &str) {
        self.rows("effects.csv", text, |loader, row| {
            let effect: Effect = row.word("effect")?;
            let quantity: Quantity = row.word("quantity")?;
            let (muscle, phase) = loader.anchored(row)?;
            let (x, ratio) = (place(row, effect)?, row.number("ratio", RATIO)?);
            let read = EffectRow {
                x,
                ratio,
                sd: row.spread("sd", ratio)?,
                basis: row.word("basis")?,
                source: loader.source(row)?,
                grade: row.word("grade")?,
                note: row.text("note")?,
            };
            #[allow(clippy::float_cmp)] // the reference row is the one typed so, not one near it
            if read.x == effect.reference() && read.ratio != 1.0 {
                let (reference, name) = (effect.reference(), effect.name());
                return row
                    .refuse("ratio", format!("1 at {reference}, where {name} has its reference"));
            }
            let phase = &mut loader.by_muscle[muscle].phases[phase as usize];
            let curve = &mut phase.curves[quantity as usize][effect as usize];
            if effect.bounds().is_none() {
                if curve.on(read.x).is_some() {
                    return row.refuse("x", "a word once an effect, quantity, muscle and phase");
                }
                curve.insert(read);
            } else if let Err(last) = curve.push(read) {
                return row.refuse("x", above(last));
            }
            Some(())
        });
    }

    fn read_durations(&mut self, text: &str) {
        self.rows("durations.csv", text, |loader, row| {
            let (muscle, phase) = loader.anchored(row)?;
            let read = DurationRow {
                speed_m_s: row.number("speed_m_s", SPEED)?,
                duration_s: row.number("duration_s", POSITIVE)?,
                source: loader.source(row)?,
                grade: row.word("grade")?,
            };
            let durations = &mut loader.by_muscle[muscle].duration;
            let (first_phase, curve) = durations.get_or_insert_with(|| (phase, Curve::default()));
            if *first_phase != phase {
                let first = first_phase.key();
                return row
                    .refuse("phase", format!("{first}, as in the row above: one phase a muscle"));
            }
            match curve.push(read) {
                Ok(()) => Some(()),
                Err(last) => row.refuse("speed_m_s", above(last)),
            }
        });
    }

    fn read_strides(&mut self, text: &str) -> Curve<StrideRow> {
        let mut strides = Curve::default();
        self.rows("strides.csv", text, |loader, row| {
            let read = StrideRow {
                speed_m_s: row.number("speed_m_s", SPEED)?,
                step_rate_spm: row.number("step_rate_spm", STEP_RATE)?,
                step_rate_sd_spm: row.number_or_nothing("step_rate_sd_spm", NOT_NEGATIVE)?,
                contact_s: row.number_or_nothing("contact_s", POSITIVE)?,
                contact_sd_s: row.number_or_nothing("contact_sd_s", NOT_NEGATIVE)?,
                peak_vertical_force_bw: row
                    .number_or_nothing("peak_vertical_force_bw", POSITIVE)?,
                peak_vertical_force_sd_bw: row
                    .number_or_nothing("peak_vertical_force_sd_bw", NOT_NEGATIVE)?,
                source: loader.source(row)?,
                note: row.text("note")?,
            };
            match strides.push(read) {
                Ok(()) => Some(()),
                Err(last) => row.refuse("speed_m_s", above(last)),
            }
        });
        if strides.is_empty() && !self.dropped.iter().any(|(file, _)| *file == "strides.csv") {
            let fault = Fault::new("strides.csv", None, None, "no rows", "at least one row");
            self.faults.add(fault);
        }
        strides
    }

    /// Every curve passes through its reference, and every anchor lies on its speed curve.
    fn check_references(&mut self) {
        let Self { muscles, by_muscle, faults, .. } = self;
        let mut fault = |file, found: String, accepted: &str| {
            faults.add(Fault::new(file, None, None, found, accepted));
        };
        for (muscle, tables) in muscles.iter().zip(by_muscle) {
            for phase in Phase::ALL {
                let (key, tables) = (muscle.key(), &tables.phases[phase as usize]);
                for (effect, quantity) in
                    Effect::CURVES.into_iter().flat_map(|e| Quantity::ALL.map(|q| (e, q)))
                {
                    let curve = &tables.curves[quantity as usize][effect as usize];
                    if !curve.is_empty() && curve.on(effect.reference()).is_none() {
                        let (effect, reference) = (effect.key(), effect.reference());
                        let row = format!(
                            "no row {effect},{},{key},{},{reference}",
                            quantity.key(),
                            phase.key()
                        );
                        fault("effects.csv", row, "a row at the reference with ratio 1");
                    }
                }
                let speeds = &tables.curves[Quantity::Peak as usize][Effect::Speed as usize];
                for anchor in tables.anchors.iter() {
                    let at = speeds.at(anchor.speed_m_s);
                    if at.is_some_and(|at| at.held_at().is_some()) {
                        let found = format!("{key} {} at {} m/s", phase.key(), anchor.speed_m_s);
                        let accepted = "a speed that the rows of effects.csv cover";
                        fault("anchors.csv", found, accepted);
                    }
                }
            }
        }
    }

    /// Every muscle has an anchor or is declared without.
    fn check_cover(&mut self) {
        let accepted = "a row for every muscle whose force muscles.csv says is published";
        for (muscle, tables) in self.muscles.iter().zip(&self.by_muscle) {
            if muscle.force_published && !tables.has_anchor() {
                let found = format!("no row for {}", muscle.key());
                self.faults.add(Fault::new("anchors.csv", None, None, found, accepted));
            }
        }
    }
}
