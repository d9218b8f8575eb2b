//! Many runs from one reader to one writer: in input order, on all cores, in memory that does not grow with the input.
//!
//! The input is cut into blocks of whole rows; each block is read, computed and written down by itself; the blocks
//! come out in the order in which they went in. A row that cannot be read is refused and kept apart, another sport is
//! counted, and the numbers of both stand beside the number of runs in [`RowCounts`]: nothing is lost in between.

mod blocks;
mod columns;
mod log;
mod quantities;
mod row_writer;
mod rows;
mod work;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::sync::Arc;

use csv::StringRecord;

use crate::answer::{RankBy, Selection};
use crate::evidence::Evidence;
use crate::muscle::UnknownMuscle;
use crate::render::{Spreadsheet, xlsx};
use crate::spelling::keywords;
use crate::training_log::{HeaderError, LogOptions, RowWarning};
use crate::units::Exponent;

pub use crate::input::decompressed;
pub use crate::parallel::{in_order, threads};
pub use log::{LogOpening, read_log};
pub use quantities::UnknownQuantity;

use blocks::Blocks;
use columns::OutputColumns;
use log::open;
use work::{Chunk, Job, Worker};

/// Rows of more cells are worked on by one thread.
const MOST_CELLS_SHARED: usize = 50_000;

/// How results are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum BatchLayout {
    /// A row a run: the input's columns, then columns for each muscle.
    #[default]
    Wide,
    /// A row a run and muscle.
    Long,
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum BatchForm {
    /// Comma-separated values.
    #[default]
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// What a spreadsheet opens by a double click.
    Excel(Spreadsheet),
    /// Rows of the sheet of a [workbook](crate::render::xlsx::Workbook).
    Xlsx,
}

impl BatchForm {
    fn delimiter(self) -> u8 {
        match self {
            Self::Csv | Self::Jsonl | Self::Xlsx => b',',
            Self::Tsv => b'\t',
            Self::Excel(spreadsheet) => spreadsheet.marks().0,
        }
    }
}

/// What is asked of every run.
#[allow(clippy::struct_excessive_bools)] // each can be asked by itself
#[derive(Debug, Clone, Default)]
pub struct BatchOptions {
    /// How columns are found.
    pub reading: LogOptions,
    /// The names of the columns of an input without header.
    pub columns: Option<Vec<String>>,
    /// How results are laid out.
    pub layout: BatchLayout,
    /// The form of the output.
    pub form: BatchForm,
    /// Whether to leave the header out.
    pub no_header: bool,
    /// Which muscles are asked for.
    pub selection: Selection,
    /// What to rank by.
    pub rank_by: RankBy,
    /// The exponent of a second sum, which is then shown too.
    pub exponent: Option<Exponent>,
    /// Names of the fields of each muscle; `None` for `peak_bw` and `peak_n`.
    pub quantities: Option<Vec<String>>,
    /// How many threads compute, up to 64; `None` for one a core.
    pub threads: Option<NonZeroUsize>,
    /// Which columns of the input to keep; `None` for all.
    pub keep: Option<Vec<String>>,
    /// Whether each row says of which input it is.
    pub with_file: bool,
    /// Whether to stop at the first row that is refused.
    pub strict: bool,
    /// How many refused rows are named in all; `None` for every one.
    pub most_messages: Option<usize>,
    /// How many bytes of input are worked on at once, about; `None` for as many as are quick.
    pub block_bytes: Option<usize>,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RowCounts {
    /// Runs that were computed.
    pub computed: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Rows of other sports, by their word.
    pub other_sports: BTreeMap<String, u64>,
    /// What was odd in rows that were computed: in how many, and the line of the first.
    pub warnings: BTreeMap<RowWarning, (u64, u64)>,
}

impl RowCounts {
    /// Rows that were neither runs nor refused.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.other_sports.values().sum()
    }

    /// All rows of the input.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.computed + self.refused + self.skipped()
    }

    fn add(&mut self, other: Self) {
        self.computed += other.computed;
        self.refused += other.refused;
        for (sport, count) in other.other_sports {
            self.add_sport(sport, count);
        }
        for (warning, (count, line)) in other.warnings {
            self.warn(warning, line, count);
        }
    }

    fn warn(&mut self, warning: RowWarning, line: u64, count: u64) {
        self.warnings.entry(warning).or_insert((0, line)).0 += count;
    }

    /// Counts another sport; of very many different words the later ones are counted together.
    fn add_sport(&mut self, sport: String, count: u64) {
        const MOST_WORDS: usize = 100;
        let word = if self.other_sports.len() < MOST_WORDS || self.other_sports.contains_key(&sport)
        {
            sport
        } else {
            "others".to_owned()
        };
        *self.other_sports.entry(word).or_default() += count;
    }
}

/// How much is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// How many are done.
    pub done: u64,
    /// How many there are, where that is known.
    pub total: Option<u64>,
    /// What they are: `rows`, `files`.
    pub what: &'static str,
}

impl Progress {
    /// So many of so many.
    #[must_use]
    pub fn new(done: u64, total: Option<u64>, what: &'static str) -> Self {
        Self { done, total, what }
    }
}

keywords! {
    /// How much a message weighs.
    #[derive(PartialOrd, Ord)]
    pub enum Severity of "severity" {
        /// What was decided or done.
        Note = "note",
        /// What may not be as it should.
        Warning = "warning",
        /// What could not be done.
        Error = "error",
    }
}

/// Receives messages and progress.
pub trait Observer {
    /// A message about the input: a decision, or what could not be done.
    fn report(&mut self, severity: Severity, message: &str);

    /// An input or one of its rows was refused.
    fn refuse(&mut self, place: &str, reason: &str) {
        self.report(Severity::Error, &format!("{place}: {reason}"));
    }

    /// So much is done.
    fn progress(&mut self, progress: Progress);
}

/// Why an input was not read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// An input is at fault; others can go on.
    #[error("{place}: {fault}")]
    Input {
        /// The input, and the line where there is one.
        place: String,
        /// Why.
        fault: InputFault,
    },
    /// The output could not be written.
    #[error("cannot write to the output")]
    Write(#[source] io::Error),
    /// The first refusal, where none is allowed.
    #[error("{0}")]
    Strict(String),
    /// A muscle that is not known.
    #[error(transparent)]
    Muscle(#[from] UnknownMuscle),
    /// A quantity that is not known.
    #[error(transparent)]
    Quantity(#[from] UnknownQuantity),
}

impl BatchError {
    fn input(place: impl Into<String>, fault: impl Into<InputFault>) -> Self {
        Self::Input { place: place.into(), fault: fault.into() }
    }
}

/// Why one input was not read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputFault {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// The header does not say enough.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// There is not even a header.
    #[error("is empty; a header line is accepted")]
    Empty,
    /// The columns are not those of the inputs before.
    #[error("has other columns than the input before it; run it apart")]
    OtherColumns,
    /// A column to keep that the input does not have.
    #[error("no column is called {0:?}, which is to be kept")]
    Keep(String),
}

/// Computes one input after another into one output.
#[non_exhaustive]
pub struct Batch<'b> {
    evidence: &'b Evidence,
    options: &'b BatchOptions,
    out: &'b mut dyn Write,
    rejects: Option<&'b mut dyn Write>,
    /// The header of the output, once written or left out.
    header: Option<Arc<StringRecord>>,
    /// The delimiter of the first input, which rejects keep to.
    rejects_delimiter: Option<u8>,
    /// How many refused rows may still be named.
    messages_left: usize,
    /// What became of all rows so far.
    pub counts: RowCounts,
    /// A column that may hold the mass, where nothing says it.
    pub mass_column: Option<String>,
}

impl<'b> Batch<'b> {
    /// A batch that writes to `out`, and refused rows to `rejects`.
    ///
    /// # Errors
    /// When a muscle or quantity of the options is not known.
    pub fn new(
        evidence: &'b Evidence,
        options: &'b BatchOptions,
        out: &'b mut dyn Write,
        rejects: Option<&'b mut dyn Write>,
    ) -> Result<Self, BatchError> {
        // asks for muscles and quantities once, before any input is touched
        OutputColumns::new(evidence, options, &Arc::default())?;
        Ok(Self {
            evidence,
            options,
            out,
            rejects,
            header: None,
            rejects_delimiter: None,
            messages_left: options.most_messages.unwrap_or(usize::MAX),
            counts: RowCounts::default(),
            mass_column: None,
        })
    }

    /// Computes one input; gives what became of its rows, those before a fault too.
    ///
    /// # Errors
    /// When the input cannot be read to its end, the output cannot be written, or the header does not say enough.
    pub fn run(
        &mut self,
        name: &str,
        input: &mut dyn Read,
        observer: &mut dyn Observer,
    ) -> (RowCounts, Result<(), BatchError>) {
        let mut counts = RowCounts::default();
        let read = self.read(name, input, &mut counts, observer);
        for (warning, (rows, line)) in &counts.warnings {
            let rows = if *rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
            observer.report(Severity::Warning, &format!("{name}:{line}: {warning} ({rows})"));
        }
        self.counts.add(counts.clone());
        (counts, read)
    }

    fn read(
        &mut self,
        name: &str,
        input: &mut dyn Read,
        counts: &mut RowCounts,
        observer: &mut dyn Observer,
    ) -> Result<(), BatchError> {
        let named = self.options.columns.as_deref();
        let header = named.unwrap_or_default().iter().collect::<StringRecord>();
        let cells = OutputColumns::new(self.evidence, self.options, &Arc::new(header))?.cells();
        let width = named.map(<[String]>::len);
        let mut blocks = Blocks::new(name, input, width, cells, self.options.block_bytes);
        let reading = self.options.reading.of_input(name);
        let (first, LogOpening { header, reader, .. }) = open(name, &mut blocks, named, &reading)?;
        let (delimiter, has_separator) = blocks.delimiter();
        for decision in reader.decisions() {
            observer.report(Severity::Note, &format!("{name}: {decision}"));
        }
        if let Some(column) = reader.mass_column() {
            self.mass_column.get_or_insert_with(|| column.to_owned());
        }
        let header = Arc::new(header);
        let columns = OutputColumns::new(self.evidence, self.options, &header)?
            .of_input(name, reader.has_climb())?;
        self.begin(name, &header, (delimiter, has_separator), &columns)?;
        let job = Job {
            name,
            reader: &reader,
            columns: &columns,
            delimiter,
            rejects: self.rejects_delimiter,
            most_messages: self.messages_left.max(1),
        };
        let blocks = std::iter::once(Ok(first)).chain(blocks);
        let before = self.counts.rows();
        let worker = || {
            let mut worker = Worker::new(&job);
            move |block, send: &mut dyn FnMut(Chunk)| worker.work(block, send)
        };
        let mut unnamed = 0;
        // what several threads know of rows as wide as that would be more than the memory is meant for
        let is_wide = reader.width() > MOST_CELLS_SHARED;
        let threads = if is_wide { 1 } else { threads(self.options.threads) };
        let read = in_order(threads, blocks, worker, |chunk| {
            unnamed += self.take(chunk, counts, observer)?;
            observer.progress(Progress::new(before + counts.rows(), None, "rows"));
            Ok(())
        });
        if unnamed > 0 {
            observer.refuse(name, &format!("{unnamed} more refused rows are not named"));
        }
        read
    }

    /// Writes the headers, or checks that they are those of the input before.
    fn begin(
        &mut self,
        name: &str,
        header: &Arc<StringRecord>,
        (delimiter, has_separator): (u8, bool),
        columns: &OutputColumns<'_>,
    ) -> Result<(), BatchError> {
        let kept = columns.input();
        if self.header.as_ref().is_some_and(|known| known != kept) {
            return Err(BatchError::input(format!("{name}:1"), InputFault::OtherColumns));
        }
        if let Some(rejects) = &mut self.rejects
            && self.rejects_delimiter.is_none()
        {
            let mut line = Vec::new();
            if has_separator {
                line.extend_from_slice(&[b's', b'e', b'p', b'=', delimiter, b'\n']);
            }
            if self.options.columns.is_none() {
                work::push_header(&mut line, header, delimiter);
                work::end_reject(&mut line, delimiter, "reason");
            }
            rejects.write_all(&line).map_err(BatchError::Write)?;
            self.rejects_delimiter = Some(delimiter);
        }
        if self.options.form == BatchForm::Xlsx && columns.width() > xlsx::MOST_COLUMNS {
            return Err(BatchError::Write(io::Error::other(
                "a sheet of a spreadsheet has 16,384 columns, and there are more; csv has no such limit",
            )));
        }
        if self.header.is_none() {
            self.header = Some(Arc::clone(kept));
            if !self.options.no_header {
                self.out.write_all(&columns.header()).map_err(BatchError::Write)?;
            }
        }
        Ok(())
    }

    /// Writes what rows came to; gives how many refused ones were not named.
    fn take(
        &mut self,
        chunk: Chunk,
        counts: &mut RowCounts,
        observer: &mut dyn Observer,
    ) -> Result<u64, BatchError> {
        if self.options.strict
            && let Some((place, reason)) = chunk.refused.first()
        {
            return Err(BatchError::Strict(format!("{place}: {reason}")));
        }
        let named = chunk.refused.len().min(self.messages_left);
        self.messages_left -= named;
        for (place, reason) in &chunk.refused[..named] {
            observer.refuse(place, reason);
        }
        self.out.write_all(&chunk.out).map_err(BatchError::Write)?;
        if let Some(rejects) = &mut self.rejects {
            rejects.write_all(&chunk.rejects).map_err(BatchError::Write)?;
        }
        let unnamed = chunk.counts.refused - named as u64;
        counts.add(chunk.counts);
        Ok(unnamed)
    }
}
