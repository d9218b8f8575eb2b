//! Writing documents: for people as text, Markdown, a picture and a report, for programs as CSV, TSV, JSON and JSON lines.
//!
//! A form writes a [`Document`] and computes nothing: [`write()`].

mod calendar;
mod chart;
#[cfg(feature = "report")]
mod html;
mod json;
mod layout;
mod markdown;
pub mod samples;
mod separated;
pub mod several;
mod text;
pub mod xlsx;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use crate::document::Document;
#[cfg(feature = "report")]
use crate::document::{Chart, SectionPart};

pub use crate::document::SCHEMA;

/// Writes a document in a form.
///
/// # Errors
/// When the output does not take it, or the document has no picture and one is asked for.
pub fn write(
    document: &Document<'_>,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let records = &document.records;
    match format {
        Format::Table => text::write(document, style, out),
        Format::Md => markdown::write(document, out),
        #[cfg(feature = "report")]
        Format::Html => html::write(document, style.part, out),
        Format::Json => json::write(&document.tree, out),
        Format::Jsonl => separated::write_json_lines(records, out),
        Format::Csv | Format::Tsv => {
            let form = separated::Separation::of(format, style);
            form.begin(records, style.header, out)?;
            form.rows(records, out)
        }
        Format::Xlsx => xlsx::write(document, style.header, out),
        Format::Ics if document.events.is_empty() => Err(io::ErrorKind::Unsupported.into()),
        Format::Ics => calendar::write(&document.events, out),
        #[cfg(feature = "report")]
        Format::Svg => out.write_all(chart::svg::document(&picture(document)?).as_bytes()),
        #[cfg(feature = "png")]
        Format::Png => chart::png::write(&picture(document)?, out),
    }
}

/// The charts of a document on a page of their own.
#[cfg(feature = "report")]
fn picture(document: &Document<'_>) -> io::Result<chart::Scene> {
    let charts = document.sections.iter().map(|section| {
        let charts = section.blocks.iter().filter_map(|block| match block {
            SectionPart::Chart(chart) => Some(chart),
            _ => None,
        });
        (&*section.heading, charts.collect())
    });
    let charts: Vec<(&str, Vec<&Chart>)> =
        charts.filter(|(_, charts): &(_, Vec<_>)| !charts.is_empty()).collect();
    if charts.is_empty() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let checksum = &document.checksum;
    let made = format!("Computed by musclerun from tables of evidence {checksum}.");
    let notes = document.notes.iter().rev().map(|note| &*note.text);
    let page = chart::ChartPage {
        title: "What each leg muscle bears",
        conditions: &document.heading,
        // what the numbers are not comes last in the table, and first where it might be cut off
        notes: notes.chain([&*made]).collect(),
        sources: &document.sources,
    };
    Ok(page.scene(&charts))
}

/// Whether a sign would be obeyed, where it should stand for itself.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether a sign would be obeyed or would turn the text around it: a name in a report stands apart, one in text does not.
fn is_hostile(c: char) -> bool {
    is_control(c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A form in which an answer can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// Columns for a terminal.
    #[default]
    Table,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Markdown.
    Md,
    /// A report to be read in a browser, printed and sent.
    #[cfg(feature = "report")]
    Html,
    /// A workbook of a spreadsheet.
    Xlsx,
    /// Events that calendars open.
    Ics,
    /// A picture made of shapes.
    #[cfg(feature = "report")]
    Svg,
    /// A picture made of pixels.
    #[cfg(feature = "png")]
    Png,
}

impl Format {
    /// All formats that an answer may be written in; a calendar is made of a plan alone.
    pub const ALL: &[Self] = &[
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Jsonl,
        Self::Md,
        #[cfg(feature = "report")]
        Self::Html,
        Self::Xlsx,
        #[cfg(feature = "report")]
        Self::Svg,
        #[cfg(feature = "png")]
        Self::Png,
    ];

    /// The name of the format, as an option and as a file suffix.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Md => "md",
            #[cfg(feature = "report")]
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Ics => "ics",
            #[cfg(feature = "report")]
            Self::Svg => "svg",
            #[cfg(feature = "png")]
            Self::Png => "png",
        }
    }

    /// Whether it is a picture, which only some answers are drawn as.
    #[must_use]
    pub fn is_picture(self) -> bool {
        match self {
            #[cfg(feature = "report")]
            Self::Svg => true,
            #[cfg(feature = "png")]
            Self::Png => true,
            _ => false,
        }
    }

    /// Whether it is no text, and nothing for a terminal.
    #[must_use]
    pub fn is_binary(self) -> bool {
        match self {
            Self::Xlsx => true,
            #[cfg(feature = "png")]
            Self::Png => true,
            _ => false,
        }
    }

    /// The format that goes with the suffix of a file's name: its key, or `txt`, `ndjson`, `markdown`, `htm`, `ics`.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let suffix = path.extension()?.to_str()?.to_lowercase();
        match suffix.as_str() {
            "txt" => Some(Self::Table),
            "ndjson" => Some(Self::Jsonl),
            "markdown" => Some(Self::Md),
            #[cfg(feature = "report")]
            "htm" => Some(Self::Html),
            "ics" => Some(Self::Ics),
            _ => Self::ALL
                .iter()
                .copied()
                .find(|format| format.key() == suffix && *format != Self::Table),
        }
    }
}

/// Where a spreadsheet opens separated values by a double click: what stands between cells there, and in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spreadsheet {
    /// Commas, and points in numbers.
    Us,
    /// Semicolons, and commas in numbers.
    Eu,
}

impl Spreadsheet {
    /// Between cells, and in numbers.
    pub(crate) fn marks(self) -> (u8, u8) {
        match self {
            Self::Us => (b',', b'.'),
            Self::Eu => (b';', b','),
        }
    }
}

/// Text of somebody else as a spreadsheet may open it: what it would run as a formula begins with an apostrophe. Numbers,
/// times and the dashes of an empty cell are no formulas.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

pub(crate) fn is_formula(text: &str) -> bool {
    let Some((b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r', rest)) = text.as_bytes().split_first()
    else {
        return false;
    };
    let is_number = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':' | b'%' | b' ');
    let is_sign = matches!(text.as_bytes()[0], b'+' | b'-');
    let is_dashes = text.bytes().all(|b| matches!(b, b'-' | b':'));
    !(is_dashes
        || is_sign && rest.first().is_some_and(u8::is_ascii_digit) && rest.iter().all(is_number))
}

/// What the place that is written to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each can be had by itself
pub struct Style {
    /// Columns of characters.
    pub width: usize,
    /// Whether to keep to ASCII.
    pub ascii: bool,
    /// Whether to colour.
    pub color: bool,
    /// Whether separated values begin with the names of their columns.
    pub header: bool,
    /// The spreadsheet that separated values are meant for.
    pub spreadsheet: Option<Spreadsheet>,
    /// Which part of one output it is: of which input, and which run of it.
    pub part: [usize; 2],
    /// Whether text tells all notes, legends and sources; otherwise it counts them.
    pub notes: bool,
    /// How the notes that are only counted can be had, in the words of the program that shows them.
    pub hint: &'static str,
}

impl Default for Style {
    /// 80 columns of plain text.
    fn default() -> Self {
        Self {
            width: 80,
            ascii: false,
            color: false,
            header: true,
            spreadsheet: None,
            part: [0, 0],
            notes: true,
            hint: "",
        }
    }
}

impl Style {
    /// Text as this place can show it, and nothing that a terminal would obey; in ASCII each sign beyond is replaced by one
    /// or two within.
    fn plain<'t>(self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let text = text.into();
        let is_plain = |c: char| !is_hostile(c) && (c.is_ascii() || !self.ascii);
        if text.chars().all(is_plain) {
            return text;
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' | '\r' | '\t' => plain.push(' '),
                c if is_hostile(c) => plain.push(if self.ascii { '?' } else { '\u{fffd}' }),
                c if c.is_ascii() || !self.ascii => plain.push(c),
                '±' => plain.push_str("+-"),
                '×' => plain.push('x'),
                '·' => plain.push('*'),
                '–' | '—' | '−' => plain.push('-'),
                '≥' => plain.push_str(">="),
                '…' => plain.push_str("..."),
                '↳' => plain.push('>'),
                '°' => plain.push_str(" deg"),
                // heights of a strip, in eighths
                '▁'..='█' => plain.extend(char::from_digit(u32::from(c) - 0x2580, 10)),
                '’' => plain.push('\''),
                _ => plain.push('?'),
            }
        }
        Cow::Owned(plain)
    }

    fn paint(self, style: anstyle::Style, text: &str) -> Cow<'_, str> {
        if self.color && !text.is_empty() {
            Cow::Owned(format!("{style}{text}{style:#}"))
        } else {
            Cow::Borrowed(text)
        }
    }
}
