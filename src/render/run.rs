//! Recorded runs, written: one after another in every form of the calculator, and second by second.

mod samples;
pub(super) mod table;

use std::io::{self, Write};

use super::html::run as html;
use super::{Format, SCHEMA, Style, separated};
use crate::answer::run::fields::wide_names;
use crate::answer::run::{RecordedRun, Recorder};
use crate::document::Records;

pub use samples::{begin_samples, write_samples};

/// What stands before the first run: a header, or the beginning of a document that goes by a title.
///
/// # Errors
/// When the output does not take it.
pub fn begin(
    recorder: &Recorder<'_>,
    format: Format,
    header: bool,
    title: &str,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Html => out.write_all(html::begin(title).as_bytes()),
        Format::Csv | Format::Tsv if header => {
            let records = Records::new(wide_names(recorder.muscles()), 0, |_| Vec::new());
            separated::write_header(&records, format.delimiter(), &mut out)
        }
        Format::Json => write!(out, "{{\n  \"schema\": {SCHEMA},\n  \"runs\": ["),
        _ => Ok(()),
    }
}

/// What stands between a run and the one before it.
///
/// # Errors
/// When the output does not take it.
pub fn between(format: Format, is_first: bool, mut out: impl Write) -> io::Result<()> {
    match format {
        Format::Json if !is_first => out.write_all(b","),
        Format::Table | Format::Md if !is_first => out.write_all(b"\n"),
        _ => Ok(()),
    }
}

/// A recorded run from a file of that name.
///
/// # Errors
/// When the output does not take it.
pub fn write(
    run: &RecordedRun<'_>,
    name: &str,
    format: Format,
    style: Style,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::write(run, name, style, out),
        Format::Md => table::write_markdown(run, name, out),
        Format::Html => out.write_all(html::article(run, name, style.part).as_bytes()),
        Format::Svg | Format::Ics => Err(io::ErrorKind::Unsupported.into()),
        #[cfg(feature = "png")]
        Format::Png => Err(io::ErrorKind::Unsupported.into()),
        Format::Csv | Format::Tsv => {
            separated::write_rows(&run.records(name), format.delimiter(), &mut out)
        }
        Format::Jsonl => separated::write_json_lines(&run.records(name), &mut out),
        Format::Json => {
            out.write_all(b"\n    ")?;
            serde_json::to_writer_pretty(Indented(&mut out), &run.tree(name))?;
            Ok(())
        }
    }
}

/// What stands behind the last run.
///
/// # Errors
/// When the output does not take it.
pub fn end(
    recorder: &Recorder<'_>,
    format: Format,
    is_empty: bool,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Html => out.write_all(html::end(recorder.evidence(), is_empty).as_bytes()),
        Format::Json if is_empty => writeln!(out, "]\n}}"),
        Format::Json => writeln!(out, "\n  ]\n}}"),
        _ => Ok(()),
    }
}

/// Lines set in by four blanks: a document within a document. No line ends within a text of JSON.
struct Indented<W>(W);

impl<W: Write> Write for Indented<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.0.write_all(line)?;
            if line.ends_with(b"\n") {
                self.0.write_all(b"    ")?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
