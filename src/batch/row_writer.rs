//! A row of the output, cell by cell, in each of the forms.

use super::BatchForm;
use crate::answer::calculate::MuscleRow;
use crate::answer::calculate::fields::LoadField;
use crate::document::Value;
use crate::number::push_fixed;
use crate::render::{harmless, xlsx};

/// How many bytes of output are handed over at once, about: more than a block of usual rows comes to.
pub(super) const CHUNK_BYTES: usize = 1 << 20;

/// Texts one behind the other, and where each ends.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
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

/// A line being written.
pub(super) struct RowWriter<'l> {
    pub(super) out: &'l mut Vec<u8>,
    pub(super) form: BatchForm,
    pub(super) keys: &'l Keys,
    /// Takes what is written of a long row.
    pub(super) flush: &'l mut dyn FnMut(&mut Vec<u8>),
    pub(super) column: usize,
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

    pub(super) fn text(&mut self, text: &str) {
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
    pub(super) fn passed(&mut self, text: &str) {
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
    pub(super) fn number(&mut self, number: Option<(f64, usize)>) {
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

    pub(super) fn values(&mut self, fields: &[&LoadField], row: &MuscleRow<'_>) {
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
    let needs_quotes = text.bytes().any(|b| b == delimiter || matches!(b, b'"' | b'\n' | b'\r'));
    if needs_quotes {
        push_quoted(line, text);
    } else {
        line.extend_from_slice(text.as_bytes());
    }
}

/// Adds cells, in quotes where they need them.
pub(super) fn push_row(line: &mut Vec<u8>, cells: impl Iterator<Item: AsRef<str>>, delimiter: u8) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            line.push(delimiter);
        }
        push_text(line, cell.as_ref(), delimiter);
    }
}

/// Adds a cell in quotes.
pub(super) fn push_quoted(line: &mut Vec<u8>, text: &str) {
    line.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            line.push(b'"');
        }
        line.push(byte);
    }
    line.push(b'"');
}
