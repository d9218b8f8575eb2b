//! Many runs from one reader to one writer: in input order, on all cores, in memory that does not grow with the input.
//!
//! The input is cut into blocks of whole rows; each block is read, computed and written down by itself; the blocks
//! come out in the order in which they went in. A row that cannot be read is refused and kept apart, another sport is
//! counted, and the numbers of both stand beside the number of runs in the [`Summary`]: nothing is lost in between.

mod blocks;
mod columns;
mod work;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;

use crate::answer::calculate::RankBy;
use crate::evidence::Evidence;
use crate::muscle::UnknownMuscle;
use crate::parallel::{in_order, threads};
use crate::training_log::{Plan, PlanError, Reading};

pub use columns::UnknownQuantity;

use blocks::{Block, Blocks};
use columns::Columns;
use work::{Done, Worker};

/// How results are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// A row a run: the input's columns, then columns for each muscle.
    #[default]
    Wide,
    /// A row a run and muscle.
    Long,
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Comma-separated values.
    #[default]
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// What a European Excel opens by double click: byte order mark, semicolons, decimal commas.
    Excel,
}

impl Form {
    fn delimiter(self) -> u8 {
        match self {
            Self::Csv | Self::Jsonl => b',',
            Self::Tsv => b'\t',
            Self::Excel => b';',
        }
    }
}

/// What is asked of every run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// How columns are found.
    pub reading: Reading,
    /// The names of the columns of an input without header.
    pub columns: Option<Vec<String>>,
    /// How results are laid out.
    pub layout: Layout,
    /// The form of the output.
    pub form: Form,
    /// Whether to leave the header out.
    pub no_header: bool,
    /// Names of the muscles to show; `None` for the calculator's own choice.
    pub muscles: Option<Vec<String>>,
    /// Whether to show the parts of groups too.
    pub detail: bool,
    /// How many of the ranking to show.
    pub top: Option<usize>,
    /// What to rank by.
    pub rank_by: RankBy,
    /// Names of the fields of each muscle; `None` for `peak_bw` and `peak_n`.
    pub quantities: Option<Vec<String>>,
    /// How many threads compute, up to 64; `None` for one a core.
    pub threads: Option<NonZeroUsize>,
    /// Whether to stop at the first row that is refused.
    pub strict: bool,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Runs that were computed.
    pub computed: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Rows of other sports, by their word.
    pub other_sports: BTreeMap<String, u64>,
}

impl Summary {
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
pub struct Progress {
    /// How many are done.
    pub done: u64,
    /// How many there are, where that is known.
    pub total: Option<u64>,
    /// What they are: `rows`, `files`.
    pub what: &'static str,
}

/// How much a message weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// What was decided or done.
    Note,
    /// What may not be as it should.
    Warning,
    /// What could not be done.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Who is told what happens.
pub trait Observer {
    /// A message about the input: a decision, or a row that was refused.
    fn report(&mut self, severity: Severity, message: &str);

    /// So much is done.
    fn progress(&mut self, progress: Progress);
}

/// Why an input was not read to its end.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The input could not be read.
    #[error("{name}: {error}")]
    Read {
        /// The name of the input.
        name: String,
        /// Why.
        error: io::Error,
    },
    /// The output could not be written.
    #[error("cannot write to the output")]
    Write(#[source] io::Error),
    /// The header does not say enough.
    #[error("{name}:1: {error}")]
    Plan {
        /// The name of the input.
        name: String,
        /// What is wanting.
        error: PlanError,
    },
    /// There is not even a header.
    #[error("{name}: is empty; a header line is accepted, or --columns for an input without one")]
    Empty {
        /// The name of the input.
        name: String,
    },
    /// The columns are not those of the inputs before.
    #[error("{name}:1: has other columns than the input before it; run it apart")]
    OtherColumns {
        /// The name of the input.
        name: String,
    },
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
    /// Whether the fault is in one input alone, so that the others can go on.
    #[must_use]
    pub fn is_of_one_input(&self) -> bool {
        matches!(
            self,
            Self::Read { .. } | Self::Plan { .. } | Self::Empty { .. } | Self::OtherColumns { .. }
        )
    }
}

/// Computes one input after another into one output.
pub struct Batch<'b> {
    evidence: &'b Evidence,
    settings: &'b Settings,
    out: &'b mut dyn Write,
    rejects: Option<&'b mut dyn Write>,
    /// The header of the output, once written or left out.
    header: Option<Vec<String>>,
    /// The delimiter of the first input, which rejects keep to.
    rejects_delimiter: Option<u8>,
    /// What became of all rows so far.
    pub summary: Summary,
}

impl<'b> Batch<'b> {
    /// A batch that writes to `out`, and refused rows to `rejects`.
    ///
    /// # Errors
    /// When a muscle or quantity of the settings is not known.
    pub fn new(
        evidence: &'b Evidence,
        settings: &'b Settings,
        out: &'b mut dyn Write,
        rejects: Option<&'b mut dyn Write>,
    ) -> Result<Self, BatchError> {
        // asks for muscles and quantities once, before any input is touched
        Columns::new(evidence, settings, &[])?;
        Ok(Self {
            evidence,
            settings,
            out,
            rejects,
            header: None,
            rejects_delimiter: None,
            summary: Summary::default(),
        })
    }

    /// Computes one input.
    ///
    /// # Errors
    /// When the input cannot be read, the output cannot be written, or the header does not say enough.
    pub fn run(
        &mut self,
        name: &str,
        input: &mut dyn Read,
        observer: &mut dyn Observer,
    ) -> Result<Summary, BatchError> {
        let named = self.settings.columns.as_deref();
        let cells = Columns::new(self.evidence, self.settings, named.unwrap_or(&[]))?.cells();
        let mut blocks = Blocks::new(name, input, named.map(<[String]>::len), cells);
        let first = blocks.next().transpose()?;
        let mut first = match (first, named) {
            (Some(first), _) => first,
            (None, Some(_)) => Block::default(),
            (None, None) => {
                return Err(BatchError::Empty {
                    name: name.to_owned(),
                });
            }
        };
        let opening = work::opening(&mut first, named);
        let plan = Plan::new(
            &opening.header,
            &opening.sample,
            opening.delimiter,
            &self.settings.reading,
        )
        .map_err(|error| BatchError::Plan {
            name: name.to_owned(),
            error,
        })?;
        for decision in plan.decisions() {
            observer.report(Severity::Note, &format!("{name}: {decision}"));
        }
        let columns = Columns::new(self.evidence, self.settings, &opening.header)?;
        self.begin(name, &opening, &columns)?;
        let worker = Worker {
            name,
            plan: &plan,
            columns: &columns,
            delimiter: opening.delimiter,
            rejects: self.rejects_delimiter,
        };
        let blocks = std::iter::once(Ok(first)).chain(blocks);
        let mut summary = Summary::default();
        let before = self.summary.rows();
        let desk = || {
            let mut desk = worker.desk();
            move |block, room| desk.work(block, room)
        };
        let threads = threads(self.settings.threads);
        let read = in_order(threads, blocks, desk, |done| {
            let spare = self.take(done, &mut summary, observer)?;
            observer.progress(Progress {
                done: before + summary.rows(),
                total: None,
                what: "rows",
            });
            Ok(spare)
        });
        self.summary.add(summary.clone());
        read.map(|()| summary)
    }

    /// Writes the headers, or checks that they are those of the input before.
    fn begin(
        &mut self,
        name: &str,
        opening: &work::Opening,
        columns: &Columns<'_>,
    ) -> Result<(), BatchError> {
        if let Some(rejects) = &mut self.rejects
            && self.rejects_delimiter.is_none()
        {
            if self.settings.columns.is_none() {
                let mut line = opening.raw_header.clone();
                work::end_reject(&mut line, opening.delimiter, "reason");
                rejects.write_all(&line).map_err(BatchError::Write)?;
            }
            self.rejects_delimiter = Some(opening.delimiter);
        }
        match &self.header {
            Some(known) if *known == opening.header => Ok(()),
            Some(_) => Err(BatchError::OtherColumns {
                name: name.to_owned(),
            }),
            None => {
                self.header = Some(opening.header.clone());
                if self.settings.no_header {
                    return Ok(());
                }
                self.out
                    .write_all(&columns.header())
                    .map_err(BatchError::Write)
            }
        }
    }

    /// Writes what a block came to; gives its room back.
    fn take(
        &mut self,
        mut done: Done,
        summary: &mut Summary,
        observer: &mut dyn Observer,
    ) -> Result<Vec<u8>, BatchError> {
        if self.settings.strict
            && let Some(first) = done.messages.first()
        {
            return Err(BatchError::Strict(first.clone()));
        }
        for message in &done.messages {
            observer.report(Severity::Error, message);
        }
        self.out.write_all(&done.out).map_err(BatchError::Write)?;
        if let Some(rejects) = &mut self.rejects {
            rejects
                .write_all(&done.rejects)
                .map_err(BatchError::Write)?;
        }
        summary.add(done.summary);
        done.out.clear();
        Ok(done.out)
    }
}
