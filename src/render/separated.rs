//! Records for programs: separated values, and one JSON object a line.

use std::io::{self, Write};

use super::{Format, Style, harmless};
use crate::document::{Records, Tree, Value};

/// How separated values are written.
#[derive(Clone, Copy)]
pub(super) struct Separation {
    delimiter: u8,
    decimal: u8,
    /// Whether a spreadsheet opens them: a byte order mark, and lines as its system ends them.
    is_marked: bool,
}

impl Separation {
    pub(super) fn of(format: Format, style: Style) -> Self {
        let (delimiter, decimal) = match style.spreadsheet {
            Some(spreadsheet) => spreadsheet.marks(),
            None if format == Format::Tsv => (b'\t', b'.'),
            None => (b',', b'.'),
        };
        Self { delimiter, decimal, is_marked: style.spreadsheet.is_some() }
    }

    fn writer<W: Write>(self, out: W) -> csv::Writer<W> {
        let mut builder = csv::WriterBuilder::new();
        if self.is_marked {
            builder.terminator(csv::Terminator::CRLF);
        }
        builder.delimiter(self.delimiter).from_writer(out)
    }

    /// Writes what stands before the first record.
    pub(super) fn begin(
        self,
        records: &Records<'_>,
        has_header: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if self.is_marked {
            out.write_all("\u{feff}".as_bytes())?;
        }
        if has_header {
            let mut writer = self.writer(out);
            writer.write_record(records.names.iter().map(AsRef::as_ref))?;
            writer.flush()?;
        }
        Ok(())
    }

    /// Writes records.
    pub(super) fn rows(self, records: &Records<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = self.writer(out);
        for row in records.rows() {
            writer.write_record(row.iter().map(|cell| self.cell(cell)))?;
        }
        writer.flush()
    }

    fn cell(self, value: &Value) -> String {
        match value {
            Value::Number(..) if self.decimal == b',' => value.cell().replace('.', ","),
            Value::Text(text) => harmless(text).into_owned(),
            Value::List(_) => harmless(&value.cell()).into_owned(),
            _ => value.cell(),
        }
    }
}

/// Writes records as one JSON object a line.
pub(super) fn write_json_lines(records: &Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Tree::List(len, item) = records.objects() {
        for i in 0..len {
            serde_json::to_writer(&mut *out, &item(i))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}
