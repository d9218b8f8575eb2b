//! Documents of one kind, one after another in one output: each is written and forgotten, however many there are.

use std::io::{self, Write};

use super::separated::Separation;
use super::{Format, SCHEMA, Style, xlsx};
#[cfg(feature = "report")]
use super::{chart::svg::Outlines, html};
use crate::document::{Banner, Document, Records};

/// What stands before the first document: the names of the records, or the beginning of a report that goes by a title.
///
/// # Errors
/// When the output does not take it.
#[cfg_attr(not(feature = "report"), allow(unused_variables))] // only reports have a title
pub fn begin(
    records: &Records<'_>,
    format: Format,
    style: Style,
    (title, banner): (&str, &Banner),
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        #[cfg(feature = "report")]
        Format::Html => out.write_all(html::begin(title, banner).as_bytes()),
        Format::Csv | Format::Tsv => {
            Separation::of(format, style).begin(records, style.header, out)
        }
        Format::Xlsx if style.header => {
            out.write_all(&xlsx::header(records.names.iter().map(AsRef::as_ref)))
        }
        Format::Json => write!(out, "{{\n  \"schema\": {SCHEMA},\n  \"runs\": ["),
        _ => Ok(()),
    }
}

/// A page about all documents before the first of them, in a form that has pages.
///
/// # Errors
/// When the output does not take it.
#[cfg_attr(not(feature = "report"), allow(unused_variables))] // only reports have pages
pub fn overview(document: &Document<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        #[cfg(feature = "report")]
        Format::Html => out.write_all(html::overview(document).into_string().as_bytes()),
        _ => Ok(()),
    }
}

/// A whole report of articles; what their pictures have in common is written once.
///
/// # Errors
/// When the output does not take it.
#[cfg(feature = "report")]
pub fn report(
    articles: &[Document<'_>],
    (title, banner): (&str, &Banner),
    checksum: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut outlines = Outlines::default();
    out.write_all(html::begin(title, banner).as_bytes())?;
    for (i, document) in articles.iter().enumerate() {
        // ids of their own, also for a single one
        let article = html::article(document, [i + 1, 0], &mut outlines);
        out.write_all(article.into_string().as_bytes())?;
    }
    end(checksum, Format::Html, articles.is_empty(), &NotWritten::default(), out)
}

/// What stands between a document and the one before it.
///
/// # Errors
/// When the output does not take it.
pub fn between(format: Format, is_first: bool, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json if !is_first => out.write_all(b","),
        Format::Table | Format::Md if !is_first => out.write_all(b"\n"),
        _ => Ok(()),
    }
}

/// One of the documents.
///
/// # Errors
/// As [`write`](super::write).
pub fn write(
    document: &Document<'_>,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        #[cfg(feature = "report")]
        Format::Html => {
            let article = html::article(document, style.part, &mut Outlines::default());
            out.write_all(article.into_string().as_bytes())
        }
        Format::Json => {
            out.write_all(b"\n    ")?;
            serde_json::to_writer_pretty(Indented(out), &document.tree)?;
            Ok(())
        }
        Format::Csv | Format::Tsv => Separation::of(format, style).rows(&document.records, out),
        // rows of the sheet that is open
        Format::Xlsx => xlsx::rows(&document.records, out),
        _ => super::write(document, format, style, out),
    }
}

/// The inputs of which there is no document, each with the reason.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct NotWritten {
    /// Those that could not be read or computed.
    pub refused: Vec<(String, String)>,
    /// Those that are something else.
    pub skipped: Vec<(String, String)>,
}

impl NotWritten {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        (self.refused.len() + self.skipped.len()) as u64
    }

    /// Both lists as members of a JSON object, behind another member.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        for (name, list) in [("refused", &self.refused), ("skipped", &self.skipped)] {
            write!(out, ",\n  \"{name}\": [")?;
            for (i, (input, reason)) in list.iter().enumerate() {
                let comma = if i > 0 { "," } else { "" };
                let entry = serde_json::json!({ "input": input, "reason": reason });
                write!(out, "{comma}\n    {entry}")?;
            }
            out.write_all(if list.is_empty() { b"]" } else { b"\n  ]" })?;
        }
        Ok(())
    }
}

/// What stands behind the last document, made from tables of that checksum.
///
/// # Errors
/// When the output does not take it.
#[cfg_attr(not(feature = "report"), allow(unused_variables))] // only reports name the tables at their end
pub fn end(
    checksum: &str,
    format: Format,
    is_empty: bool,
    passed: &NotWritten,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        #[cfg(feature = "report")]
        Format::Html => {
            if is_empty {
                out.write_all(b"<h1>No run could be computed</h1>\n")?;
            }
            out.write_all(html::end(checksum).as_bytes())
        }
        Format::Json => {
            out.write_all(if is_empty { b"]" } else { b"\n  ]" })?;
            passed.write_json(out)?;
            writeln!(out, "\n}}")
        }
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
