//! Writing answers: as a table for people, Markdown for documents, a picture and a report for the wall, and CSV, TSV,
//! JSON and JSON lines for programs.
//!
//! Renderers write what a [`Report`](crate::answer::calculate::Report) holds and compute nothing. The names of columns and fields
//! are a contract ([`SCHEMA`]) and stand in one place, [`records`].

pub mod body_map;
mod columns;
pub mod compare;
pub mod explain;
pub mod html;
pub mod json;
mod layout;
mod lettering;
pub mod list;
pub mod markdown;
#[cfg(feature = "png")]
mod png;
pub mod records;
pub mod run;
mod sheet;
pub mod sweep;
pub mod table;
mod wording;

use std::borrow::Cow;
use std::path::Path;

/// The version of the names and meanings of columns and fields. Names are only ever added to a version.
pub const SCHEMA: u32 = 1;

/// A form in which an answer can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    Html,
    /// A picture made of shapes.
    Svg,
    /// A picture made of pixels.
    #[cfg(feature = "png")]
    Png,
}

impl Format {
    /// All formats.
    pub const ALL: &[Self] = &[
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Jsonl,
        Self::Md,
        Self::Html,
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
            Self::Html => "html",
            Self::Svg => "svg",
            #[cfg(feature = "png")]
            Self::Png => "png",
        }
    }

    /// Whether it is a picture, which only some answers are drawn as.
    #[must_use]
    pub fn is_picture(self) -> bool {
        match self {
            Self::Table
            | Self::Csv
            | Self::Tsv
            | Self::Json
            | Self::Jsonl
            | Self::Md
            | Self::Html => false,
            Self::Svg => true,
            #[cfg(feature = "png")]
            Self::Png => true,
        }
    }

    /// The format that goes with the suffix of a file's name: its key, or `txt`, `ndjson`, `markdown`, `htm`.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let suffix = path.extension()?.to_str()?.to_lowercase();
        match suffix.as_str() {
            "txt" => Some(Self::Table),
            "ndjson" => Some(Self::Jsonl),
            "markdown" => Some(Self::Md),
            "htm" => Some(Self::Html),
            _ => Self::ALL
                .iter()
                .copied()
                .find(|format| format.key() == suffix && *format != Self::Table),
        }
    }
}

/// What the place that text is written to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of characters.
    pub width: usize,
    /// Whether to keep to ASCII.
    pub ascii: bool,
    /// Whether to colour.
    pub color: bool,
}

impl Style {
    /// Text as this place can show it: in ASCII each sign beyond is replaced by one or two within.
    fn plain<'t>(self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let text = text.into();
        if !self.ascii || text.is_ascii() {
            return text;
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            plain.push_str(match c {
                '±' => "+-",
                '×' => "x",
                '·' => "*",
                '–' | '—' | '−' => "-",
                '≥' => ">=",
                '…' => "...",
                '↳' => ">",
                '°' => " deg",
                '’' => "'",
                c if c.is_ascii() => {
                    plain.push(c);
                    continue;
                }
                _ => "?",
            });
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
