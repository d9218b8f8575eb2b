//! Records for programs: separated values, and one JSON object a line.

use std::io::{self, Write};

use crate::document::{Records, Tree, Value};

/// Writes the names of records.
pub(super) fn write_header(
    records: &Records<'_>,
    delimiter: u8,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(out);
    writer.write_record(records.names.iter().map(AsRef::as_ref))?;
    writer.flush()
}

/// Writes records as separated values.
pub(super) fn write_rows(
    records: &Records<'_>,
    delimiter: u8,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(out);
    for row in records.rows() {
        writer.write_record(row.iter().map(Value::cell))?;
    }
    writer.flush()
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
