//! The contract with programs: which columns and fields there are, in which order, under which names, how rounded.
//!
//! CSV, TSV, JSON lines and the `loads` and `conditions` of a JSON document are all made from the two lists of this
//! module. A name ends in its unit; unknown is an empty cell and a `null`.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::answer::calculate::{MuscleRow, Report};
use crate::evidence::{Effect, Sign};
use crate::model::Estimate;
use crate::units::{BodyWeights, StepRate};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nobody knows, or it does not apply.
    Unknown,
    /// Text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A number and the decimals it means.
    Number(f64, usize),
    /// Several texts; joined by `;` in a cell.
    List(Vec<String>),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Unknown
        } else {
            Self::Text(text)
        }
    }

    pub(super) fn number(number: Option<f64>, decimals: usize) -> Self {
        number.map_or(Self::Unknown, |number| Self::Number(number, decimals))
    }

    pub(super) fn count(count: usize) -> Self {
        // counts of muscles and rows are far below 2^52
        #[allow(clippy::cast_precision_loss)]
        Self::Number(count as f64, 0)
    }

    /// As it stands in a cell.
    #[must_use]
    pub fn cell(&self) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Text(text) => text.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number, decimals) => fixed(*number, *decimals),
            Self::List(texts) => texts.join(";"),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            // the number of the cell, so that both formats say the same
            Self::Number(..) => match self.cell().parse::<i64>() {
                Ok(whole) => serializer.serialize_i64(whole),
                Err(_) => serializer.serialize_f64(self.cell().parse().unwrap_or(f64::NAN)),
            },
            Self::List(texts) => texts.serialize(serializer),
        }
    }
}

/// A number with so many decimals, never `-0`.
pub(super) fn fixed(number: f64, decimals: usize) -> String {
    let mut text = Vec::with_capacity(24);
    push_fixed(&mut text, number, decimals, b'.');
    String::from_utf8(text).unwrap_or_default()
}

/// Adds a number with so many decimals to a line, never `-0`.
pub(crate) fn push_fixed(line: &mut Vec<u8>, number: f64, decimals: usize, mark: u8) {
    const POWERS: [f64; 5] = [1.0, 1e1, 1e2, 1e3, 1e4];
    let Some(power) = POWERS.get(decimals) else {
        line.extend_from_slice(format!("{number:.decimals$}").as_bytes());
        return;
    };
    let scaled = number.abs() * power + 0.5;
    // false for what is no number too
    let fits = scaled < f64::from(u32::MAX);
    if !fits {
        line.extend_from_slice(format!("{number:.decimals$}").as_bytes());
        return;
    }
    // not negative and below 2^32; what is cut off is below a half
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let scaled = scaled as u32;
    // from the last digit to the first, a fraction first
    let mut text = [b'0'; 16];
    let mut at = text.len();
    let mut rest = scaled;
    if decimals > 0 {
        for _ in 0..decimals {
            at -= 1;
            text[at] = digit(rest % 10);
            rest /= 10;
        }
        at -= 1;
        text[at] = mark;
    }
    loop {
        at -= 1;
        text[at] = digit(rest % 10);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0.0 && scaled > 0 {
        at -= 1;
        text[at] = b'-';
    }
    line.extend_from_slice(&text[at..]);
}

/// The sign of a number below ten.
fn digit(number: u32) -> u8 {
    b"0123456789"[number as usize % 10]
}

/// Named cells in order, written as one JSON object.
pub(super) struct Object<'v, N>(pub(super) &'v [N], pub(super) &'v [Value]);

impl<N: AsRef<str>> Serialize for Object<'_, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.0.iter().map(AsRef::as_ref);
        serializer.collect_map(names.zip(self.1))
    }
}

/// Rows of cells under names.
#[derive(Debug, Clone, PartialEq)]
pub struct Records {
    /// The names.
    pub names: Vec<Cow<'static, str>>,
    /// The rows, each as long as the names.
    pub rows: Vec<Vec<Value>>,
}

impl Records {
    /// The muscles of a report, one a row: first the fields of a load, then those of the conditions.
    #[must_use]
    pub fn of_report(report: &Report<'_>) -> Self {
        Self {
            names: names(LOAD)
                .chain(names(CONDITIONS))
                .map(Cow::Borrowed)
                .collect(),
            rows: report
                .rows
                .iter()
                .map(|row| {
                    let mut cells = load_cells(row);
                    cells.extend(condition_cells(report));
                    cells
                })
                .collect(),
        }
    }

    /// Writes them as separated values.
    ///
    /// # Errors
    /// When the output does not take them.
    pub fn write_separated(&self, delimiter: u8, header: bool, out: impl Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(out);
        if header {
            writer.write_record(self.names.iter().map(AsRef::as_ref))?;
        }
        for row in &self.rows {
            writer.write_record(row.iter().map(Value::cell))?;
        }
        writer.flush()
    }

    /// Writes them as one JSON object a line.
    ///
    /// # Errors
    /// When the output does not take them.
    pub fn write_json_lines(&self, mut out: impl Write) -> io::Result<()> {
        for row in &self.rows {
            serde_json::to_writer(&mut out, &Object(&self.names, row))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Writes them as one JSON array.
    ///
    /// # Errors
    /// When the output does not take them.
    pub fn write_json(&self, mut out: impl Write) -> io::Result<()> {
        let objects: Vec<_> = self.rows.iter().map(|r| Object(&self.names, r)).collect();
        serde_json::to_writer_pretty(&mut out, &objects)?;
        out.write_all(b"\n")
    }
}

/// The name of a field of a load, and how a row fills it.
pub(crate) type LoadField = (&'static str, fn(&MuscleRow<'_>) -> Value);
type ConditionField = (&'static str, fn(&ConditionsOf<'_>) -> Value);

fn names<F>(fields: &'static [(&'static str, F)]) -> impl Iterator<Item = &'static str> {
    fields.iter().map(|(name, _)| *name)
}

/// The names of the fields of a load, in order.
pub(crate) fn load_names() -> Vec<&'static str> {
    names(LOAD).collect()
}

/// The names of the fields of the conditions, in order.
pub(super) fn condition_names() -> Vec<&'static str> {
    names(CONDITIONS).collect()
}

/// The name and value of a field of a load by that name.
pub(crate) fn load_field(name: &str) -> Option<&'static LoadField> {
    LOAD.iter().find(|(known, _)| *known == name)
}

pub(super) fn load_cells(row: &MuscleRow<'_>) -> Vec<Value> {
    LOAD.iter().map(|(_, value)| value(row)).collect()
}

pub(super) fn condition_cells(report: &Report<'_>) -> Vec<Value> {
    let item = ConditionsOf(report);
    CONDITIONS.iter().map(|(_, value)| value(&item)).collect()
}

fn peak<'e>(row: &MuscleRow<'e>) -> Option<Estimate<'e, BodyWeights>> {
    row.load.as_ref().map(crate::model::MuscleLoad::peak)
}

fn rank(row: &MuscleRow<'_>, of: impl Fn(&crate::model::Rank) -> usize) -> Value {
    let rank = row.rank.as_ref();
    rank.map_or(Value::Unknown, |rank| Value::count(of(rank)))
}

const LOAD: &[LoadField] = &[
    ("rank", |row| rank(row, |rank| rank.place)),
    ("rank_low", |row| rank(row, |rank| rank.low)),
    ("rank_high", |row| rank(row, |rank| rank.high)),
    ("muscle", |row| Value::text(row.muscle.key())),
    ("name", |row| Value::text(row.muscle.name())),
    ("part_of", |row| {
        Value::text(row.muscle.part_of().unwrap_or_default())
    }),
    ("phase", |row| {
        let phase = row.load.as_ref().map(|load| load.phase().key());
        Value::text(phase.unwrap_or_default())
    }),
    ("peak_bw", |row| {
        Value::number(peak(row).map(|peak| peak.value().0), 3)
    }),
    ("sd_bw", |row| {
        Value::number(peak(row).and_then(|peak| Some(peak.sd()?.0)), 3)
    }),
    ("sd_is_lower_bound", |row| {
        let peak = peak(row).filter(|peak| peak.sd().is_some());
        peak.map_or(Value::Unknown, |peak| Value::Flag(peak.sd_is_lower_bound()))
    }),
    ("peak_n", |row| Value::number(row.peak_n(), 0)),
    ("peak_kgf", |row| Value::number(row.peak_kgf(), 1)),
    ("level_ratio", |row| Value::number(row.level_ratio(), 3)),
    ("activation_direction", |row| {
        row.activation().map_or(Value::Unknown, |activation| {
            Value::text(activation.way.map_or("disputed", Sign::key))
        })
    }),
    ("activation_ratio", |row| {
        let activation = row.activation();
        Value::number(activation.and_then(|a| a.finding.ratio), 2)
    }),
    ("activation_gradient_pct", |row| {
        let activation = row.activation();
        Value::number(activation.and_then(|a| a.finding.gradient_pct), 2)
    }),
    ("impulse_bw_s", |row| {
        let impulse = row
            .load
            .as_ref()
            .and_then(crate::model::MuscleLoad::impulse);
        Value::number(impulse.map(|impulse| impulse.value().0), 4)
    }),
    ("impulse_level_ratio", |row| {
        Value::number(row.impulse_level_ratio(), 3)
    }),
    ("cumulative_kn_s", |row| {
        Value::number(row.cumulative_kn_s(), 2)
    }),
    ("grade", |row| {
        Value::text(peak(row).map_or("", |peak| peak.grade().key()))
    }),
    ("extrapolated", |row| {
        peak(row).map_or(Value::Unknown, |peak| Value::Flag(peak.is_extrapolated()))
    }),
    ("extrapolated_from", |row| {
        let held = peak(row).into_iter().flat_map(|peak| peak.held());
        Value::List(
            held.map(|(effect, edge)| match effect {
                Effect::Speed => format!("speed {edge} m/s"),
                other => format!("{} {edge} %", other.name()),
            })
            .collect(),
        )
    }),
    ("no_figure_for", |row| {
        let effects = peak(row).into_iter().flat_map(|peak| peak.without_figure());
        Value::List(effects.map(|effect| effect.key().to_owned()).collect())
    }),
    ("sources", |row| {
        let studies = row.studies(true).into_iter();
        Value::List(studies.map(|study| study.key.to_string()).collect())
    }),
];

struct ConditionsOf<'r>(&'r Report<'r>);

const CONDITIONS: &[ConditionField] = &[
    ("speed_m_s", |of| {
        Value::Number(of.0.question.conditions.speed().m_per_s(), 3)
    }),
    ("mass_kg", |of| {
        Value::number(
            of.0.question
                .conditions
                .mass()
                .map(crate::units::Mass::kilograms),
            2,
        )
    }),
    ("gradient_pct", |of| {
        Value::Number(of.0.question.conditions.course().gradient().percent(), 2)
    }),
    ("terrain", |of| {
        Value::text(of.0.question.conditions.course().terrain().key())
    }),
    ("step_rate_spm", |of| {
        Value::Number(of.0.stepping.step_rate.value(), 1)
    }),
    ("step_rate_assumed", |of| {
        Value::Flag(of.0.question.conditions.step_rate() == StepRate::Typical)
    }),
    ("distance_m", |of| Value::number(of.0.distance_m(), 1)),
    ("duration_s", |of| Value::number(of.0.duration_s(), 1)),
    ("steps", |of| Value::number(of.0.steps(), 0)),
    ("tables", |of| Value::text(of.0.evidence.checksum())),
];
