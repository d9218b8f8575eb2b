//! The columns of the output, under the calculator's own names, and how a run fills them.

use std::collections::HashMap;
use std::sync::Arc;

use csv::StringRecord;

use super::quantities::fields;
use super::row_writer::{Keys, RowWriter, push_row};
use super::{BatchError, BatchForm, BatchLayout, BatchOptions, InputFault};
use crate::answer::calculate::fields::LoadField;
use crate::answer::calculate::{MuscleRow, RankBy, rank};
use crate::evidence::Evidence;
use crate::model::{Compiled, Disputes, Scratch, Stepping};
use crate::muscle::Muscle;
use crate::render::{harmless, is_formula, xlsx};
use crate::spelling::normalise;
use crate::training_log::LoggedRun;
use crate::units::{BodyWeights, Exponent, Mass, QuantityError, StepRate};

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
    /// Names of the input's columns that are kept, and where each stands where not all are.
    input: Arc<StringRecord>,
    kept: Option<Vec<usize>>,
    keep: Option<Vec<String>>,
    /// The name of the input, where rows say it; and whether they say how far a run went up.
    file: Option<String>,
    with_file: bool,
    has_climb: bool,
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
            muscles: options.selection.select(evidence)?,
            fields: fields(options)?,
            layout: options.layout,
            form: options.form,
            top: options.selection.top,
            rank_by: options.rank_by,
            exponent: options.exponent,
            input: Arc::clone(input),
            kept: None,
            keep: options.keep.clone(),
            file: None,
            with_file: options.with_file,
            has_climb: false,
            disputes: Disputes::new(evidence),
            peaks: None,
            keys: Keys::default(),
        };
        if options.layout == BatchLayout::Wide && options.selection.top.is_none() {
            let units: Option<Vec<PeakUnit>> =
                columns.fields.iter().map(|field| PeakUnit::of(field)).collect();
            columns.peaks = units.map(|units| (Compiled::new(evidence, &columns.muscles), units));
        }
        Ok(columns)
    }

    /// The same for one input.
    pub(super) fn of_input(mut self, name: &str, has_climb: bool) -> Result<Self, BatchError> {
        if let Some(keep) = &self.keep {
            let place = |wanted: &String| {
                let wanted_key = normalise(wanted);
                let mut header = self.input.iter();
                let place = header.position(|column| normalise(column) == wanted_key);
                let fault = || InputFault::Keep(wanted.chars().take(60).collect());
                place.ok_or_else(|| BatchError::input(name, fault()))
            };
            let places = keep.iter().filter(|wanted| !wanted.trim().is_empty()).map(place);
            let places = places.collect::<Result<Vec<usize>, _>>()?;
            let kept: StringRecord =
                places.iter().filter_map(|place| self.input.get(*place)).collect();
            self.input = Arc::new(kept);
            self.kept = Some(places);
        }
        self.file = self.with_file.then(|| name.to_owned());
        self.has_climb = has_climb;
        if self.form == BatchForm::Jsonl {
            self.keys = self.keys();
        }
        Ok(self)
    }

    /// The names of the input's columns that are kept.
    pub(super) fn input(&self) -> &Arc<StringRecord> {
        &self.input
    }

    /// The names of the columns behind those of the input.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        names.extend(self.file.as_ref().map(|_| "file".to_owned()));
        names.extend(self.has_climb.then(|| "climb_m_per_km".to_owned()));
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
        let mut last: HashMap<&str, usize> = HashMap::new();
        // one by one: a table made for all names at once has space for each, and of a million columns most have none
        names().for_each(|name| _ = last.insert(name, 0));
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
            keys.text.push_str(&serde_json::Value::from(unique).to_string());
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
        push_row(&mut line, names.map(harmless), self.form.delimiter());
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
            let mut line = self.begin(out, run, raw, cell, flush);
            for peak in peaks.of(conditions, scratch) {
                for unit in units {
                    line.number(peak.and_then(|peak| unit.shows(peak, conditions.mass())));
                }
            }
            self.end(out);
            return Ok(());
        }
        let stepping = Stepping::of(self.evidence, conditions)?;
        let strides =
            run.run_length.map(|run_length| stepping.strides(run_length, conditions.speed()));
        let row = |muscle: &&'e Muscle| {
            MuscleRow::of(self.evidence, muscle, conditions, strides).with_exponent(self.exponent)
        };
        let is_ranked = self.layout == BatchLayout::Long
            || self.top.is_some()
            || self.fields.iter().any(|field| field.0.key.starts_with("rank"));
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
                let mut line = self.begin(out, run, raw, cell, flush);
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
                    let mut line = self.begin(out, run, raw, cell, flush);
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
        run: &LoggedRun,
        raw: Option<&str>,
        cell: &impl Fn(usize) -> &'c str,
        flush: &'l mut dyn FnMut(&mut Vec<u8>),
    ) -> RowWriter<'l> {
        let mut line = RowWriter { out, form: self.form, keys: &self.keys, flush, column: 0 };
        let is_copied = self.kept.is_none()
            && matches!(self.form, BatchForm::Csv | BatchForm::Tsv)
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
                line.passed(cell(self.kept.as_ref().map_or(column, |kept| kept[column])));
            }
        }
        if let Some(file) = &self.file {
            line.text(&harmless(file));
        }
        if self.has_climb {
            line.number(run.climb_m_per_km.map(|climb| (climb, 1)));
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
