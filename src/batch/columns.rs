//! The columns of the output, under the calculator's own names, and how a run fills them.

use std::collections::HashMap;
use std::sync::Arc;

use csv::StringRecord;

use super::quantities::fields;
use super::{BatchError, BatchForm, BatchLayout, BatchOptions};
use crate::answer::calculate::fields::LoadField;
use crate::answer::calculate::{MuscleRow, RankBy, rank, select};
use crate::document::Value;
use crate::evidence::Evidence;
use crate::model::{Compiled, Disputes, Scratch, Stepping};
use crate::muscle::Muscle;
use crate::number::push_fixed;
use crate::render::{harmless, is_formula, xlsx};
use crate::training_log::LoggedRun;
use crate::units::{BodyWeights, Exponent, Mass, QuantityError, StepRate};

/// How many bytes of output are handed over at once, about: more than a block of usual rows comes to.
pub(super) const CHUNK_BYTES: usize = 1 << 20;

/// Texts one behind the other, and where each ends.
#[derive(Default)]
struct Keys {
    text: String,
    ends: Vec<usize>,
}

impl Keys {
    fn get(&self, index: usize) -> Option<&str> {
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(index)?)
    }
}

/// What is written of each run.
pub(super) struct OutputColumns<'e> {
    evidence: &'e Evidence,
    muscles: Vec<&'e Muscle>,
    fields: Vec<&'static LoadField>,
    layout: BatchLayout,
    form: BatchForm,
    top: Option<usize>,
    rank_by: RankBy,
    exponent: Option<Exponent>,
    /// Names of the input's columns.
    input: Arc<StringRecord>,
    /// The peaks of the muscles, laid out for many runs, and the units they are shown in, where nothing else is.
    disputes: Disputes,
    peaks: Option<(Compiled<'e>, Vec<PeakUnit>)>,
    /// The names of a row, each as the beginning of a JSON member: `"name":`.
    keys: Keys,
}

impl<'e> OutputColumns<'e> {
    pub(super) fn new(
        evidence: &'e Evidence,
        options: &BatchOptions,
        input: &Arc<StringRecord>,
    ) -> Result<Self, BatchError> {
        let mut columns = Self {
            evidence,
            muscles: select(evidence, options.muscles.as_deref(), options.detail)?,
            fields: fields(options)?,
            layout: options.layout,
            form: options.form,
            top: options.top,
            rank_by: options.rank_by,
            exponent: options.exponent,
            input: Arc::clone(input),
            disputes: Disputes::new(evidence),
            peaks: None,
            keys: Keys::default(),
        };
        if options.layout == BatchLayout::Wide && options.top.is_none() {
            let units: Option<Vec<PeakUnit>> = columns
                .fields
                .iter()
                .map(|field| PeakUnit::of(field))
                .collect();
            columns.peaks = units.map(|units| (Compiled::new(evidence, &columns.muscles), units));
        }
        if options.form == BatchForm::Jsonl {
            columns.keys = columns.keys();
        }
        Ok(columns)
    }

    /// The names of the columns behind those of the input.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let fields = || self.fields.iter().map(|field| field.0.key);
        match (self.layout, self.top) {
            (BatchLayout::Long, _) => names.extend(fields().map(str::to_owned)),
            (BatchLayout::Wide, None) => {
                for muscle in &self.muscles {
                    names.extend(fields().map(|name| format!("{}_{name}", muscle.key())));
                }
            }
            (BatchLayout::Wide, Some(top)) => {
                for place in 1..=top.min(self.muscles.len()) {
                    names.push(format!("rank_{place}_muscle"));
                    names.extend(fields().map(|name| format!("rank_{place}_{name}")));
                }
            }
        }
        names
    }

    /// JSON has no two members of one name: a second one of the input is numbered.
    fn keys(&self) -> Keys {
        let own = self.names();
        let names = || self.input.iter().chain(own.iter().map(String::as_str));
        // how often each was met, and the last number that it got
        let mut last: HashMap<&str, usize> = names().map(|name| (name, 0)).collect();
        let mut keys = Keys::default();
        let length = self.input.as_slice().len() + own.iter().map(String::len).sum::<usize>();
        // capacity for all from the start, as there may be a million
        keys.text.reserve(length + names().count() * 14);
        keys.ends.reserve(names().count());
        for name in names() {
            let mut number = last.get(name).map_or(1, |last| last + 1);
            let mut unique = name.to_owned();
            if number > 1 {
                unique = format!("{name}_{number}");
                while last.contains_key(unique.as_str()) {
                    number += 1;
                    unique = format!("{name}_{number}");
                }
            }
            last.insert(name, number);
            keys.text
                .push_str(&serde_json::Value::from(unique).to_string());
            keys.text.push(':');
            keys.ends.push(keys.text.len());
        }
        keys
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.input.len() + self.names().len()
    }

    /// How many cells a row of the input becomes.
    pub(super) fn cells(&self) -> usize {
        let muscles = self.muscles.len().min(self.top.unwrap_or(usize::MAX));
        match self.layout {
            BatchLayout::Wide => self.input.len() + muscles * self.fields.len(),
            BatchLayout::Long => muscles * (self.input.len() + self.fields.len()),
        }
    }

    /// The header of the output.
    pub(super) fn header(&self) -> Vec<u8> {
        let mut line = Vec::new();
        if self.form == BatchForm::Jsonl {
            return line;
        }
        let own = self.names();
        let names = self.input.iter().chain(own.iter().map(String::as_str));
        match self.form {
            BatchForm::Xlsx => return xlsx::header(names),
            BatchForm::Excel(_) => line.extend_from_slice(b"\xef\xbb\xbf"),
            _ => {}
        }
        for (i, name) in names.enumerate() {
            if i > 0 {
                line.push(self.form.delimiter());
            }
            push_text(&mut line, &harmless(name), self.form.delimiter());
        }
        self.end(&mut line);
        line
    }

    /// Writes a run: one line, or one for each muscle. `raw` is its row as it came, where that can
    /// be copied; `flush` takes what a long row has come to so far.
    pub(super) fn write<'c>(
        &self,
        out: &mut Vec<u8>,
        run: &LoggedRun,
        raw: Option<&str>,
        cell: &impl Fn(usize) -> &'c str,
        scratch: &mut Scratch,
        flush: &mut dyn FnMut(&mut Vec<u8>),
    ) -> Result<(), QuantityError> {
        let conditions = &run.conditions;
        if let Some((peaks, units)) = &self.peaks {
            if matches!(conditions.step_rate(), StepRate::PercentOfTypical(_)) {
                Stepping::of(self.evidence, conditions)?;
            }
            let mut line = self.begin(out, raw, cell, flush);
            for peak in peaks.of(conditions, scratch) {
                for unit in units {
                    line.number(peak.and_then(|peak| unit.shows(peak, conditions.mass())));
                }
            }
            self.end(out);
            return Ok(());
        }
        let stepping = Stepping::of(self.evidence, conditions)?;
        let strides = run
            .run_length
            .map(|run_length| stepping.strides(run_length, conditions.speed()));
        let row = |muscle: &&'e Muscle| {
            MuscleRow::of(self.evidence, muscle, conditions, strides).with_exponent(self.exponent)
        };
        let is_ranked = self.layout == BatchLayout::Long
            || self.top.is_some()
            || self
                .fields
                .iter()
                .any(|field| field.0.key.starts_with("rank"));
        let mut rows: Vec<MuscleRow<'_>> = self.muscles.iter().map(row).collect();
        if is_ranked {
            rank(&mut rows, self.rank_by, &self.disputes);
        }
        if is_ranked && self.layout == BatchLayout::Wide && self.top.is_none() {
            // the columns of a muscle stand where its name does
            let place = |row: &MuscleRow<'_>| {
                let mut muscles = self.muscles.iter();
                muscles.position(|muscle| muscle.key() == row.muscle.key())
            };
            rows.sort_by_key(place);
        }
        if let Some(top) = self.top {
            rows.truncate(top);
        }
        match self.layout {
            BatchLayout::Wide => {
                let mut line = self.begin(out, raw, cell, flush);
                for row in &rows {
                    if self.top.is_some() {
                        line.text(row.muscle.key());
                    }
                    line.values(&self.fields, row);
                }
                self.end(out);
            }
            BatchLayout::Long => {
                for row in &rows {
                    let mut line = self.begin(out, raw, cell, flush);
                    line.values(&self.fields, row);
                    self.end(out);
                }
            }
        }
        Ok(())
    }

    /// Begins a line with the cells of the input.
    fn begin<'c, 'l>(
        &'l self,
        out: &'l mut Vec<u8>,
        raw: Option<&str>,
        cell: &impl Fn(usize) -> &'c str,
        flush: &'l mut dyn FnMut(&mut Vec<u8>),
    ) -> RowWriter<'l> {
        let mut line = RowWriter {
            out,
            form: self.form,
            keys: &self.keys,
            flush,
            column: 0,
        };
        let is_copied = matches!(self.form, BatchForm::Csv | BatchForm::Tsv)
            && !(0..self.input.len()).any(|i| is_formula(cell(i)));
        if self.form == BatchForm::Xlsx {
            line.out.extend_from_slice(b"<row>");
        }
        if let Some(raw) = raw.filter(|_| is_copied) {
            line.out.extend_from_slice(raw.as_bytes());
            line.column = self.input.len();
        } else {
            if self.form == BatchForm::Jsonl {
                line.out.push(b'{');
            }
            for column in 0..self.input.len() {
                line.passed(cell(column));
            }
        }
        line
    }

    fn end(&self, out: &mut Vec<u8>) {
        match self.form {
            BatchForm::Csv | BatchForm::Tsv => out.push(b'\n'),
            BatchForm::Excel(_) => out.extend_from_slice(b"\r\n"),
            BatchForm::Xlsx => out.extend_from_slice(b"</row>"),
            BatchForm::Jsonl => out.extend_from_slice(b"}\n"),
        }
    }

    /// The delimiter of the output, by which a row can be copied as it came when the input has the same.
    pub(super) fn delimiter(&self) -> u8 {
        self.form.delimiter()
    }
}

/// A unit of peak force, by the calculator's column.
#[derive(Clone, Copy)]
enum PeakUnit {
    BodyWeights,
    Newtons,
    KilogramsForce,
}

impl PeakUnit {
    fn of(field: &LoadField) -> Option<Self> {
        match field.0.key {
            "peak_bw" => Some(Self::BodyWeights),
            "peak_n" => Some(Self::Newtons),
            "peak_kgf" => Some(Self::KilogramsForce),
            _ => None,
        }
    }

    /// A peak in this unit, and the decimals of the calculator's column; `None` where it takes a mass that is not known.
    fn shows(self, peak: BodyWeights, mass: Option<Mass>) -> Option<(f64, usize)> {
        Some(match self {
            Self::BodyWeights => (peak.0, 3),
            Self::Newtons => (peak.of(mass?).0, 0),
            Self::KilogramsForce => (peak.of(mass?).kilograms_force(), 1),
        })
    }
}

/// A line being written.
struct RowWriter<'l> {
    out: &'l mut Vec<u8>,
    form: BatchForm,
    keys: &'l Keys,
    /// Takes what is written of a long row.
    flush: &'l mut dyn FnMut(&mut Vec<u8>),
    column: usize,
}

impl RowWriter<'_> {
    /// What stands before a cell.
    fn next(&mut self) {
        if self.out.len() >= CHUNK_BYTES {
            (self.flush)(self.out);
        }
        if self.column > 0 && self.form != BatchForm::Xlsx {
            self.out.push(self.form.delimiter());
        }
        if self.form == BatchForm::Jsonl
            && let Some(key) = self.keys.get(self.column)
        {
            self.out.extend_from_slice(key.as_bytes());
        }
        self.column += 1;
    }

    fn text(&mut self, text: &str) {
        self.next();
        match self.form {
            BatchForm::Jsonl if text.is_empty() => self.out.extend_from_slice(b"null"),
            BatchForm::Jsonl => {
                let json = serde_json::Value::from(text).to_string();
                self.out.extend_from_slice(json.as_bytes());
            }
            BatchForm::Xlsx => xlsx::push(self.out, &Value::from(text)),
            form => push_text(self.out, text, form.delimiter()),
        }
    }

    /// What numbers have before their fraction.
    fn decimal(&self) -> u8 {
        match self.form {
            BatchForm::Excel(spreadsheet) => spreadsheet.marks().1,
            _ => b'.',
        }
    }

    /// A cell of the input. A plain number with a point gets a comma where numbers have commas.
    fn passed(&mut self, text: &str) {
        if self.form == BatchForm::Xlsx {
            self.next();
            return xlsx::push_passed(self.out, text);
        }
        if self.form == BatchForm::Jsonl {
            return self.text(text);
        }
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_decimal = self.decimal() == b','
            && digits.bytes().filter(|b| *b == b'.').count() == 1
            && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if is_decimal {
            self.text(&text.replace('.', ","));
        } else {
            self.text(&harmless(text));
        }
    }

    /// A number with its decimals, or an empty cell.
    fn number(&mut self, number: Option<(f64, usize)>) {
        // what is beyond all numbers is not known
        let Some((number, decimals)) = number.filter(|(number, _)| number.is_finite()) else {
            return self.text("");
        };
        self.next();
        if self.form == BatchForm::Xlsx {
            return xlsx::push_number(self.out, number, decimals);
        }
        push_fixed(self.out, number, decimals, self.decimal());
    }

    fn values(&mut self, fields: &[&LoadField], row: &MuscleRow<'_>) {
        for field in fields {
            self.value(&field.value(|fill| fill(row)));
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Number(number, decimals) => self.number(Some((*number, *decimals))),
            Value::Unknown => self.text(""),
            Value::Text(text) => self.text(text),
            Value::Flag(flag) if self.form == BatchForm::Jsonl => {
                self.next();
                self.out.extend_from_slice(flag.to_string().as_bytes());
            }
            Value::List(texts) if self.form == BatchForm::Jsonl => {
                self.next();
                let json = serde_json::Value::from(texts.clone()).to_string();
                self.out.extend_from_slice(json.as_bytes());
            }
            _ => self.text(&value.cell()),
        }
    }
}

/// Adds a cell, in quotes where it needs them.
pub(super) fn push_text(line: &mut Vec<u8>, text: &str, delimiter: u8) {
    let needs_quotes = text
        .bytes()
        .any(|b| b == delimiter || matches!(b, b'"' | b'\n' | b'\r'));
    if !needs_quotes {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            line.push(b'"');
        }
        line.push(byte);
    }
    line.push(b'"');
}
