//! Where output goes: standard output or a file, and what can be shown there.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use musclerun::render::{Format, Style};

use super::{Failure, refused};
use crate::cli::{ColorChoice, Output};

/// The width of text that goes to no terminal.
const DEFAULT_WIDTH: usize = 80;

/// A form that not every command makes.
#[derive(Clone, Copy)]
pub(super) enum Special {
    /// Pictures.
    Picture,
    /// The report in one file.
    Report,
}

impl Special {
    fn is(self, format: Format) -> bool {
        match self {
            Self::Picture => format.is_picture(),
            Self::Report => format == Format::Html,
        }
    }

    /// Which commands make it.
    fn whose(self) -> &'static str {
        match self {
            Self::Picture => {
                "pictures are drawn by the calculator, `musclerun sweep` and `musclerun compare`"
            }
            Self::Report => "reports are made by the calculator and by `musclerun run`",
        }
    }
}

/// Where and in what form to write.
pub(super) struct Target<'a> {
    pub(super) format: Format,
    pub(super) header: bool,
    options: &'a Output,
    /// `None` for standard output.
    path: Option<&'a Path>,
}

impl<'a> Target<'a> {
    /// The form by `--format`, else by the suffix of the file.
    pub(super) fn of(options: &'a Output) -> Result<Self, Failure> {
        let path = options.path.as_deref().filter(|p| *p != Path::new("-"));
        let named = if options.json {
            Some(Format::Json)
        } else {
            options.format.map(|name| name.0)
        };
        let format = match (named, path) {
            (Some(format), _) => format,
            (None, None) => Format::Table,
            (None, Some(path)) => Format::of_path(path).ok_or_else(|| {
                let suffixes = Format::ALL.iter().map(|format| match format {
                    Format::Table => ".txt".to_owned(),
                    format => format!(".{}", format.key()),
                });
                let reason = format!(
                    "the suffix names no format; {} do, or give --format",
                    listed(suffixes.collect())
                );
                refused("--output <FILE>", &path.display().to_string(), reason)
            })?,
        };
        Ok(Self {
            format,
            header: !options.no_header,
            options,
            path,
        })
    }

    /// The same, where some forms are not made.
    pub(super) fn without(self, forms: &[Special]) -> Result<Self, Failure> {
        let Some(form) = forms.iter().find(|form| form.is(self.format)) else {
            return Ok(self);
        };
        let is_made = |format: &&Format| !forms.iter().any(|form| form.is(**format));
        let made = Format::ALL.iter().filter(is_made);
        let reason = format!(
            "{}; {} are accepted here",
            form.whose(),
            listed(made.map(|format| format.key().to_owned()).collect())
        );
        Err(match (self.options.format, &self.options.path) {
            (None, Some(path)) => refused("--output <FILE>", &path.display().to_string(), reason),
            _ => refused("--format <FORMAT>", self.format.key(), reason),
        })
    }

    /// Renders in memory, then writes in one go.
    pub(super) fn write(
        &self,
        render: impl FnOnce(Style, &mut Vec<u8>) -> io::Result<()>,
    ) -> Result<(), Failure> {
        // most answers fit, which spares a short run the growing
        let mut bytes = Vec::with_capacity(16 << 10);
        render(self.style(), &mut bytes)?;
        match self.path {
            None => to_stdout(&bytes)?,
            Some(path) => {
                to_file(path, &bytes)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
        Ok(())
    }

    /// The file to write to; `None` for standard output.
    pub(super) fn path(&self) -> Option<&'a Path> {
        self.path
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

/// Words with commas between them, and the last behind an `and`.
fn listed(mut words: Vec<String>) -> String {
    let last = words.pop().unwrap_or_default();
    format!("{} and {last}", words.join(", "))
}

/// Whether the locale, by the variables of POSIX in their order, names UTF-8; without any it is taken for granted.
fn locale_is_utf8() -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    named.is_none_or(|value| {
        let value = value.to_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    })
}

/// Writes to standard output.
pub(super) fn to_stdout(bytes: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .context("cannot write to standard output")
}

/// Writes a file in one go.
fn to_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = Whole::create(path)?;
    file.write_all(bytes)?;
    file.finish()
}

/// A file that is written beside its place and renamed when complete, so that one of that name is never half written.
/// What is no regular file, such as a device, is written to as it is.
struct Whole {
    file: File,
    /// Where it is written, and where it belongs; `None` once it is there.
    pending: Option<(PathBuf, PathBuf)>,
}

impl Whole {
    fn create(path: &Path) -> io::Result<Self> {
        // through a symbolic link to what it points at
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = fs::metadata(&path).ok();
        if before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
            let file = File::options().write(true).open(&path)?;
            return Ok(Self {
                file,
                pending: None,
            });
        }
        let beside = beside(&path);
        let file = File::options().write(true).create_new(true).open(&beside)?;
        let whole = Self {
            file,
            pending: Some((beside, path)),
        };
        if let Some(before) = before {
            whole.file.set_permissions(before.permissions())?;
        }
        Ok(whole)
    }

    /// Puts the file in its place.
    fn finish(mut self) -> io::Result<()> {
        if let Some((beside, path)) = &self.pending {
            fs::rename(beside, path)?;
        }
        self.pending = None;
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Whole {
    /// Takes away what was not finished.
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.pending {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Where a stream of results goes.
pub(super) enum Sink {
    /// Standard output.
    Stdout(io::Stdout),
    /// A file, and its name for messages.
    File(FileSink),
}

/// A file to be, and its name for messages.
pub(super) struct FileSink {
    whole: Whole,
    name: String,
}

impl Sink {
    /// Opens a file, or standard output for none and `-`.
    pub(super) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        match path.filter(|path| *path != Path::new("-")) {
            None => Ok(Self::Stdout(io::stdout())),
            Some(path) => {
                let name = path.display().to_string();
                let whole = Whole::create(path).with_context(|| format!("cannot write {name}"))?;
                Ok(Self::File(FileSink { whole, name }))
            }
        }
    }

    /// Ends the stream.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut stdout) => stdout.flush().context("cannot write to standard output"),
            Self::File(FileSink { whole, name }) => whole
                .finish()
                .with_context(|| format!("cannot write {name}")),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::File(file) => file.whole.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File(file) => file.whole.flush(),
        }
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
