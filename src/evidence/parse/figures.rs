//! The figures that the model multiplies: anchors, effects, durations and strides.

use std::borrow::Cow;

use super::{Known, NOT_NEGATIVE, POSITIVE, phase};
use crate::conditions::Terrain;
use crate::evidence::Curve;
use crate::evidence::rows::{
    Anchor, DurationRow, Effect, EffectRow, Quantity, RatioRow, StrideRow, TerrainRow,
};
use crate::evidence::source::Grade;
use crate::evidence::table::{Column, Row};
use crate::units::{Gradient, Speed, StepsPerMinute};

const PEAK: &str = "a number above 0, up to 30 body weights";
const RATIO: &str = "a number above 0, up to 30";
const SPREAD: &str = "a number of 0 or more, up to three times it";

impl Known {
    pub(super) fn read_anchors(&mut self, text: &str) {
        self.read_table(
            "anchors.csv",
            text,
            [
                "muscle",
                "phase",
                "speed_m_s",
                "peak_bw",
                "sd_bw",
                "sd_study",
                "study",
                "locus",
                "reading",
                "grade",
                "note",
            ],
            |known,
             row,
             [
                muscle_at,
                phase_at,
                speed,
                peak,
                sd,
                sd_study,
                study,
                locus,
                reading,
                grade,
                note,
            ]| {
                let muscle = known.muscle(row, muscle_at);
                let phase = phase(row, phase_at);
                let speed = speed_m_s(row, speed);
                // twice what any model of running has given, and a spread that no group of runners has
                let peak = row.number(peak, PEAK, |bw| bw > 0.0 && bw <= 30.0);
                let most_sd = peak.map_or(f64::INFINITY, |peak| 3.0 * peak);
                let sd = row.number_or_unknown(sd, SPREAD, |bw| (0.0..=most_sd).contains(&bw));
                let sd_study = match row.cell(sd_study) {
                    "" => Some(None),
                    _ => known.study(row, sd_study).map(Some),
                };
                let study_at = study;
                let source = known.source(row, [study, locus, reading]);
                let grade = grade_of(row, grade);
                let note = row.text(note);
                let anchor = || {
                    Some(Anchor {
                        phase: phase?,
                        speed_m_s: speed?,
                        peak_bw: peak?,
                        sd_bw: sd?,
                        sd_study: sd_study?,
                        source: source?,
                        grade: grade?,
                        note,
                    })
                };
                let (Some(anchor), Some(muscle)) = (anchor(), muscle) else {
                    return;
                };
                if !known
                    .muscles
                    .iter()
                    .any(|m| m.index == muscle && m.force_published)
                {
                    row.refuse::<()>(
                        muscle_at,
                        "a muscle that muscles.csv says has published force",
                    );
                    return;
                }
                let anchors = &mut known.by_muscle[muscle].phases[anchor.phase as usize].anchors;
                if anchors
                    .iter()
                    .any(|other| other.source.study.key == anchor.source.study.key)
                {
                    row.refuse::<()>(study_at, "one row a muscle, phase and study");
                    return;
                }
                anchors.to_mut().push(anchor);
            },
        );
    }

    pub(super) fn read_effects(&mut self, text: &str) {
        self.read_table(
            "effects.csv",
            text,
            [
                "effect", "quantity", "muscle", "phase", "x", "ratio", "sd", "study", "locus",
                "reading", "grade", "note",
            ],
            |known, row, columns| {
                let [
                    effect,
                    quantity,
                    muscle,
                    phase_at,
                    x_at,
                    ratio_at,
                    columns @ ..,
                ] = columns;
                let [sd, study, locus, reading, grade, note] = columns;
                let effect = row.one_of(effect, &Effect::ALL, Effect::key);
                let quantity = row.one_of(quantity, &Quantity::ALL, Quantity::key);
                let muscle = known.muscle(row, muscle);
                let phase = phase(row, phase_at);
                let ratio = row.number(ratio_at, RATIO, |ratio| ratio > 0.0 && ratio <= 30.0);
                let most_sd = ratio.map_or(f64::INFINITY, |ratio| 3.0 * ratio);
                let sd = row.number_or_unknown(sd, SPREAD, |sd| (0.0..=most_sd).contains(&sd));
                let source = known.source(row, [study, locus, reading]);
                let grade = grade_of(row, grade);
                let note = row.text(note);
                let read = || {
                    let place = (effect?, quantity?, muscle?, phase?);
                    let ratio_row = RatioRow {
                        x: (),
                        ratio: ratio?,
                        sd: sd?,
                        source: source?,
                        grade: grade?,
                        note,
                    };
                    Some((place, ratio_row))
                };
                let Some(((effect, quantity, muscle, phase), read)) = read() else {
                    return;
                };
                let tables = &mut known.by_muscle[muscle].phases[phase as usize];
                if tables.anchors.is_empty() {
                    row.refuse::<()>(phase_at, "a phase that anchors.csv has for this muscle");
                } else if let Some(reference) = effect.reference() {
                    let curve = &mut tables.curves[quantity as usize][effect as usize];
                    add_to_curve(row, [x_at, ratio_at], (effect, reference), curve, read);
                } else {
                    add_terrain(row, x_at, &mut tables.terrains[quantity as usize], read);
                }
            },
        );
    }

    pub(super) fn read_durations(&mut self, text: &str) {
        self.read_table(
            "durations.csv",
            text,
            [
                "muscle",
                "phase",
                "speed_m_s",
                "duration_s",
                "study",
                "locus",
                "reading",
                "grade",
            ],
            |known,
             row,
             [
                muscle,
                phase_at,
                speed_at,
                duration,
                study,
                locus,
                reading,
                grade,
            ]| {
                let muscle = known.muscle(row, muscle);
                let phase = phase(row, phase_at);
                let speed = speed_m_s(row, speed_at);
                let duration = row.number(duration, POSITIVE, |s| s > 0.0);
                let source = known.source(row, [study, locus, reading]);
                let grade = grade_of(row, grade);
                let read = || {
                    Some(DurationRow {
                        speed_m_s: speed?,
                        duration_s: duration?,
                        source: source?,
                        grade: grade?,
                    })
                };
                let (Some(read), Some(muscle), Some(phase)) = (read(), muscle, phase) else {
                    return;
                };
                let tables = &mut known.by_muscle[muscle];
                if tables.phases[phase as usize].anchors.is_empty() {
                    row.refuse::<()>(phase_at, "a phase that anchors.csv has for this muscle");
                    return;
                }
                let (first_phase, curve) = tables
                    .duration
                    .get_or_insert_with(|| (phase, Curve::default()));
                if *first_phase != phase {
                    let accepted = format!(
                        "{}, as in the row above: one phase a muscle",
                        first_phase.key()
                    );
                    row.refuse::<()>(phase_at, accepted);
                } else if let Err(last) = curve.push(read) {
                    row.refuse::<()>(speed_at, above(last));
                }
            },
        );
    }

    pub(super) fn read_strides(&mut self, text: &str) -> Curve<StrideRow> {
        let mut strides = Curve::default();
        self.read_table(
            "strides.csv",
            text,
            [
                "speed_m_s",
                "step_rate_spm",
                "step_rate_sd_spm",
                "contact_s",
                "contact_sd_s",
                "peak_vertical_force_bw",
                "peak_vertical_force_sd_bw",
                "study",
                "locus",
                "reading",
                "note",
            ],
            |known,
             row,
             [
                speed_at,
                rate,
                rate_sd,
                contact,
                contact_sd,
                force,
                force_sd,
                study,
                locus,
                reading,
                note,
            ]| {
                let speed = speed_m_s(row, speed_at);
                let rate = row.number(rate, "100 to 300 steps a minute", |rate| {
                    (StepsPerMinute::MIN..=StepsPerMinute::MAX).contains(&rate)
                });
                let rate_sd = row.number_or_unknown(rate_sd, NOT_NEGATIVE, |sd| sd >= 0.0);
                let contact = row.number_or_unknown(contact, POSITIVE, |s| s > 0.0);
                let contact_sd = row.number_or_unknown(contact_sd, NOT_NEGATIVE, |sd| sd >= 0.0);
                let force = row.number_or_unknown(force, POSITIVE, |bw| bw > 0.0);
                let force_sd = row.number_or_unknown(force_sd, NOT_NEGATIVE, |sd| sd >= 0.0);
                let source = known.source(row, [study, locus, reading]);
                let note = row.text(note);
                let read = || {
                    Some(StrideRow {
                        speed_m_s: speed?,
                        step_rate_spm: rate?,
                        step_rate_sd_spm: rate_sd?,
                        contact_s: contact?,
                        contact_sd_s: contact_sd?,
                        peak_vertical_force_bw: force?,
                        peak_vertical_force_sd_bw: force_sd?,
                        source: source?,
                        note,
                    })
                };
                if let Some(Err(last)) = read().map(|read| strides.push(read)) {
                    row.refuse::<()>(speed_at, above(last));
                }
            },
        );
        if strides.is_empty() {
            self.fault("strides.csv", "no rows".to_owned(), "at least one row");
        }
        strides
    }
}

fn grade_of(row: &mut Row<'_>, column: Column) -> Option<Grade> {
    row.one_of(column, &Grade::ALL, Grade::key)
}

fn speed_m_s(row: &mut Row<'_>, column: Column) -> Option<f64> {
    row.number(column, "2.0 to 9.5 m/s", |v| {
        (Speed::MIN_M_PER_S..=Speed::MAX_M_PER_S).contains(&v)
    })
}

fn above(last: f64) -> String {
    format!("more than {last}, the row above: places increase strictly")
}

/// Adds a row to the curve of its effect, once its place is read.
fn add_to_curve(
    row: &mut Row<'_>,
    [x_at, ratio_at]: [Column; 2],
    (effect, reference): (Effect, f64),
    curve: &mut Curve<EffectRow>,
    read: RatioRow<()>,
) {
    let x = match effect {
        Effect::Speed => speed_m_s(row, x_at),
        Effect::Gradient => row.number(x_at, "percent from -30 to 30", |x| {
            x.abs() <= Gradient::MAX_PERCENT
        }),
        Effect::StepRate | Effect::Terrain => {
            row.number(x_at, "50 to 200 percent of the typical step rate", |x| {
                (50.0..=200.0).contains(&x)
            })
        }
    };
    let Some(x) = x else {
        return;
    };
    #[allow(clippy::float_cmp)] // the reference row is the one typed so, not one near it
    if x == reference && read.ratio != 1.0 {
        let accepted = format!(
            "1 at {reference}, where {} has its reference",
            effect.name()
        );
        row.refuse::<()>(ratio_at, accepted);
    } else if let Err(last) = curve.push(read.at(x)) {
        row.refuse::<()>(x_at, above(last));
    }
}

/// Adds a row to the terrains, once its terrain is read.
fn add_terrain(
    row: &mut Row<'_>,
    x_at: Column,
    terrains: &mut Cow<'static, [TerrainRow]>,
    read: RatioRow<()>,
) {
    let Some(terrain) = row.one_of(x_at, &Terrain::ALL, Terrain::key) else {
        return;
    };
    if terrain.is_reference() || terrains.iter().any(|other| other.x == terrain) {
        row.refuse::<()>(
            x_at,
            "treadmill, trail, grass or sand, once a muscle and phase",
        );
        return;
    }
    terrains.to_mut().push(read.at(terrain));
}
