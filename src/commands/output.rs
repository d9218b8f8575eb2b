//! In what form output is written, and what can be shown where it goes.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use musclerun::batch::{Observer, Severity};
use musclerun::document::{Banner, Document};
use musclerun::evidence::TABLES;
use musclerun::render::several::NotWritten;
use musclerun::render::xlsx::Workbook;
use musclerun::render::{self, Format, SCHEMA, Spreadsheet, Style};

use super::files::{Location, Sink, check_distinct};
use super::{Failure, refused, wrong};
use crate::cli::{ColorChoice, OutputArgs, SpreadsheetChoice};

const DEFAULT_WIDTH: usize = 80;

/// Forms that not every command makes, and which commands make them.
pub(super) type UnsupportedFormat = (fn(Format) -> bool, &'static str);
pub(super) const PICTURES: UnsupportedFormat = (
    Format::is_picture,
    "pictures are drawn by the calculator and by `musclerun sweep`, `compare` and `history`",
);
pub(super) const REPORTS: UnsupportedFormat = (
    |format| format == Format::Html,
    "reports are made by the calculator and by all commands about runs, such as `musclerun run`",
);

/// Where and in what form to write.
pub(super) struct Target<'a> {
    pub(super) format: Format,
    options: &'a OutputArgs,
    /// `None` for standard output.
    path: Option<&'a Path>,
}

impl<'a> Target<'a> {
    /// The form by `--format`, else by the suffix of the file.
    pub(super) fn of(options: &'a OutputArgs) -> Result<Self, Failure> {
        Self::of_answer(options, false)
    }

    /// The same, of an answer that may hold the days of a calendar.
    pub(super) fn of_answer(options: &'a OutputArgs, has_days: bool) -> Result<Self, Failure> {
        let location = options.path.as_deref().map(|path| Location::of(path, 1));
        let is_descriptor = matches!(location, Some(Location::Descriptor(_)));
        let path = options.path.as_deref().filter(|_| location != Some(Location::Descriptor(1)));
        let named = if options.json { Some(Format::Json) } else { options.format };
        let format = match (named, path) {
            (Some(format), _) => format,
            (None, _) if options.excel.is_some() => Format::Csv,
            (None, _) if is_descriptor => Format::Table,
            (None, None) => Format::Table,
            (None, Some(path)) => Format::of_path(path)
                .filter(|format| has_days || *format != Format::Ics)
                .ok_or_else(|| {
                    let forms = Format::ALL.iter().chain(has_days.then_some(&Format::Ics));
                    let suffixes = forms.map(|format| match format {
                        Format::Table => ".txt".to_owned(),
                        format => format!(".{}", format.key()),
                    });
                    let is_pdf =
                        path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("pdf"));
                    let printed =
                        if is_pdf { "; a browser prints a report (.html) as PDF" } else { "" };
                    let reason = format!(
                        "the suffix names no format; {} do, or give --format{printed}",
                        listed(suffixes.collect())
                    );
                    refused("--output <FILE>", &path.display().to_string(), reason)
                })?,
        };
        check_place(format, path)?;
        let banner = &options.banner;
        let typed = [
            ("--title", &banner.title),
            ("--athlete", &banner.athlete),
            ("--comment", &banner.comment),
        ];
        if let Some((option, _)) =
            typed.iter().find(|(_, text)| text.is_some()).filter(|_| format != Format::Html)
        {
            return Err(wrong(format!(
                "{option} stands above a report; write one with -o report.html or --format html"
            )));
        }
        check_spreadsheet(options.excel, path)?;
        Ok(Self { format, options, path })
    }

    /// The same, where some forms are not made.
    pub(super) fn without(self, forms: &[UnsupportedFormat]) -> Result<Self, Failure> {
        let Some((_, whose)) = forms.iter().find(|(is_it, _)| is_it(self.format)) else {
            return Ok(self);
        };
        let is_made = |format: &&Format| !forms.iter().any(|(is_it, _)| is_it(**format));
        let made = Format::ALL.iter().filter(is_made);
        let reason = format!(
            "{whose}; {} are accepted here",
            listed(made.map(|format| format.key().to_owned()).collect())
        );
        Err(match (self.options.format, &self.options.path) {
            (None, Some(path)) => refused("--output <FILE>", &path.display().to_string(), reason),
            _ => refused("--format <FORMAT>", self.format.key(), reason),
        })
    }

    /// Refuses to write over what is read: the inputs, and the tables of a folder.
    pub(super) fn check_inputs<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p Path>,
        tables: Option<&Path>,
    ) -> Result<(), Failure> {
        let outputs = [("--output <FILE>", self.path)];
        check_distinct(inputs, &outputs)?;
        // without a file there is nothing to compare tables with
        let tables = tables.filter(|_| self.path.is_some());
        let mut tables = tables.into_iter().flat_map(|dir| TABLES.map(|name| dir.join(name)));
        tables.try_for_each(|table| check_distinct([table.as_path()], &outputs))
    }

    pub(super) fn banner(&self) -> Banner {
        let typed = &self.options.banner;
        let mut banner = Banner::default();
        let athlete = typed.athlete.as_ref().or(typed.lasting_name.as_ref());
        banner.title = typed.title.clone().unwrap_or_default();
        banner.athlete = athlete.cloned().unwrap_or_default();
        banner.comment = typed.comment.clone().unwrap_or_default();
        banner
    }

    /// Writes a document that says which values come from a profile.
    pub(super) fn write_document(
        &self,
        observer: &mut dyn Observer,
        mut document: Document<'_>,
        of_profile: &[&str],
    ) -> Result<(), Failure> {
        document.banner = self.banner();
        document.say_profile(of_profile);
        self.write(observer, |style, out| render::write(&document, self.format, style, out))
    }

    /// Renders in memory, then writes in one go.
    pub(super) fn write(
        &self,
        observer: &mut dyn Observer,
        render: impl FnOnce(Style, &mut Vec<u8>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        // most answers fit, which spares a short run the growing
        let mut bytes = Vec::with_capacity(16 << 10);
        render(self.style(), &mut bytes)?;
        let mut out = self.open()?;
        if matches!(self.format, Format::Csv | Format::Tsv) {
            out = out.of_rows();
        }
        out.write_answer(&bytes)?;
        finish(out, observer)
    }

    pub(super) fn open(&self) -> Result<Sink, Failure> {
        Ok(Sink::open(self.path, self.options.no_clobber)?)
    }

    /// What the place that is written to can show.
    pub(super) fn style(&self) -> Style {
        let to_terminal = self.path.is_none() && io::stdout().is_terminal();
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let terminal = || {
            let (width, _) = terminal_size::terminal_size().filter(|_| to_terminal)?;
            Some(usize::from(width.0))
        };
        Style {
            width: columns.or_else(terminal).unwrap_or(DEFAULT_WIDTH).min(1000),
            header: !self.options.no_header,
            spreadsheet: spreadsheet(self.options.excel),
            part: [0, 0],
            notes: self.options.notes,
            hint: "--notes",
            ascii: self.options.ascii || (self.path.is_none() && !locale_is_utf8()),
            color: match self.options.color {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => {
                    let choice = anstream::AutoStream::choice(&io::stdout());
                    self.path.is_none() && choice != anstream::ColorChoice::Never
                }
            },
        }
    }
}

/// Where rows go: into a stream as they are, into the sheet of a workbook, or into one JSON document.
pub(super) enum RowSink {
    Stream(Sink),
    Workbook(Box<Workbook<Sink>>),
    Json(JsonRuns),
}

impl RowSink {
    pub(super) fn new(sink: Sink, is_workbook: bool) -> Result<Self, Failure> {
        if !is_workbook {
            return Ok(Self::Stream(sink));
        }
        let mut book = Workbook::new(sink);
        book.sheet("data")?;
        Ok(Self::Workbook(Box::new(book)))
    }

    /// Lines of JSON as the members of a list in one document.
    pub(super) fn json(out: Sink) -> Self {
        Self::Json(JsonRuns { out, is_begun: false })
    }

    /// Ends what is written, a document with what was not; gives the stream below.
    pub(super) fn close(self, not_written: &NotWritten) -> Result<Sink, Failure> {
        match self {
            Self::Stream(sink) => Ok(sink),
            Self::Workbook(book) => Ok(book.finish()?),
            Self::Json(runs) => Ok(runs.end(not_written)?),
        }
    }

    fn out(&mut self) -> &mut dyn Write {
        match self {
            Self::Stream(sink) => sink,
            Self::Workbook(book) => book,
            Self::Json(runs) => runs,
        }
    }
}

impl Write for RowSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out().flush()
    }
}

/// A document that lines of JSON are written into; whole lines are written at once.
pub(super) struct JsonRuns {
    out: Sink,
    is_begun: bool,
}

impl JsonRuns {
    /// Ends the document; gives what it was written to.
    fn end(mut self, not_written: &NotWritten) -> io::Result<Sink> {
        if self.is_begun {
            self.out.write_all(b"\n  ]")?;
        } else {
            write!(self.out, "{{\n  \"schema\": {SCHEMA},\n  \"runs\": []")?;
        }
        not_written.write_json(&mut self.out)?;
        self.out.write_all(b"\n}\n")?;
        Ok(self.out)
    }
}

impl Write for JsonRuns {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            if self.is_begun {
                self.out.write_all(b",\n    ")?;
            } else {
                write!(self.out, "{{\n  \"schema\": {SCHEMA},\n  \"runs\": [\n    ")?;
            }
            self.is_begun = true;
            self.out.write_all(line)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Refuses what no terminal shows.
pub(super) fn check_place(format: Format, path: Option<&Path>) -> Result<(), Failure> {
    if !format.is_binary() || path.is_some() || !io::stdout().is_terminal() {
        return Ok(());
    }
    let reason =
        format!("is nothing for a terminal; write it to a file, such as -o loads.{}", format.key());
    Err(refused("--format <FORMAT>", format.key(), reason))
}

/// Refuses CSV for a spreadsheet in a file of another form.
pub(super) fn check_spreadsheet(
    choice: Option<SpreadsheetChoice>,
    path: Option<&Path>,
) -> Result<(), Failure> {
    let suffix =
        path.and_then(Path::extension).map(|suffix| suffix.to_string_lossy().to_lowercase());
    match (choice, suffix) {
        (Some(_), Some(suffix)) if !matches!(&*suffix, "csv" | "txt") => Err(refused(
            "--output <FILE>",
            &path.unwrap_or(Path::new("")).display().to_string(),
            "--excel writes csv; name the file .csv, or leave --excel out",
        )),
        _ => Ok(()),
    }
}

/// The spreadsheet that is asked for; by the locale where only some spreadsheet is.
pub(super) fn spreadsheet(choice: Option<SpreadsheetChoice>) -> Option<Spreadsheet> {
    let is_us = match choice? {
        SpreadsheetChoice::Us => true,
        SpreadsheetChoice::Eu => false,
        SpreadsheetChoice::Auto => {
            locale(["LC_ALL", "LC_NUMERIC", "LANG"]).is_some_and(|it| has_points(&it))
        }
    };
    Some(if is_us { Spreadsheet::Us } else { Spreadsheet::Eu })
}

/// Whether numbers have a decimal point where people speak so (Unicode CLDR); the C locale names no people.
fn has_points(locale: &str) -> bool {
    const LANGUAGES: [&str; 18] = [
        "en", "zh", "ja", "ko", "th", "he", "hi", "bn", "ta", "te", "ur", "ml", "mr", "gu", "ms",
        "sw", "ga", "cy",
    ];
    const COUNTRIES: [&str; 12] =
        ["MX", "US", "GT", "HN", "NI", "PA", "PE", "PR", "SV", "DO", "CH", "LI"];
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let (language, country) = name.split_once(['_', '-']).unwrap_or((name, ""));
    LANGUAGES.contains(&language) && country != "ZA" || COUNTRIES.contains(&country)
}

/// Words with commas between them, and the last behind an `and`.
fn listed(mut words: Vec<String>) -> String {
    let last = words.pop().unwrap_or_default();
    format!("{} and {last}", words.join(", "))
}

/// Whether the locale, by the variables of POSIX in their order, names UTF-8; without any it is taken for granted.
fn locale_is_utf8() -> bool {
    locale(["LC_ALL", "LC_CTYPE", "LANG"]).is_none_or(|value| {
        let value = value.to_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    })
}

/// The first variable that says something.
fn locale(variables: [&str; 3]) -> Option<String> {
    let values = variables.into_iter().filter_map(|name| std::env::var(name).ok());
    values.into_iter().find(|value| !value.is_empty())
}

/// Writes a file as a whole, with the folders above it.
pub(super) fn write_file(
    path: &Path,
    bytes: &[u8],
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let mut out = Sink::open(Some(path), false)?;
    out.write_answer(bytes)?;
    finish(out, observer)
}

/// Completes an output, and tells where it could only be written in place.
pub(super) fn finish(out: Sink, observer: &mut dyn Observer) -> Result<(), Failure> {
    if let Some(note) = out.finish()? {
        observer.report(Severity::Note, &note);
    }
    Ok(())
}
