//! What each leg muscle bears in running, from published tables of muscle force.
//!
//! A question is asked with [`Conditions`](conditions::Conditions), answered by [`model::loads`] from
//! [`Evidence`](evidence::Evidence), put in order by a [`Report`](answer::calculate::Report), and written by [`render`]:
//!
//! ```
//! use musclerun::{conditions::Conditions, embedded::evidence, model::loads};
//! let run = Conditions::new("5:00/km".parse()?);
//! for load in loads(evidence(), &run) {
//!     println!("{}: {:.2} body weights", load.muscle.name(), load.peak().value().0);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The modules stand in the order of reading, and each imports only from those above it:
//!
//! 1. [`number`]: how a figure is written, with the one rule of rounding;
//! 2. [`units`]: quantities with their bounds, as typed and as meant;
//! 3. [`spelling`]: words as typed, and closed lists of them;
//! 4. [`muscle`]: the closed list of muscles and the phases of a stride;
//! 5. [`note`]: what has to be said beside numbers;
//! 6. [`conditions`]: the question;
//! 7. [`evidence`]: what was measured by whom, parsed from tables;
//! 8. [`embedded`]: the tables that come with the program;
//! 9. [`model`]: the only place that multiplies evidence;
//! 10. [`training`]: what was measured of exercises, strength tests, injuries and returns to running;
//! 11. `input`: what an input holds, gzipped or not;
//! 12. [`activity`]: a recorded run, cut into intervals of one speed, gradient and step rate;
//! 13. [`document`]: what is said, before it is written: sentences, tables, charts, records;
//! 14. [`answer`]: what is said: of one set of conditions, of a recorded run, of two side by side, along a range;
//! 15. [`render`]: the answer, written;
//! 16. [`training_log`]: CSV exports of watches and web sites, a question a row;
//! 17. `parallel`: work on all cores, results in order;
//! 18. [`batch`]: many questions from one reader to one writer, in constant memory;
//! 19. [`collection`]: files, archives and logs of people, read into the runs of a history.
//!
//! # Adding to it
//!
//! Each of these is a small change; `tests/house.rs` holds the laws on files, names and imports, and says which one a
//! change breaks.
//!
//! - **A study**: a row in `data/studies.csv`, its figures in the table of their kind (`anchors.csv` for peak forces,
//!   `effects.csv` for ratios), each with unit, place in the paper and grade; `data/README.md` describes every column. The
//!   build refuses a row that cannot be, and `musclerun data check DIR` says where. A figure of the paper that the tables
//!   must give back goes into `tests/golden.rs`.
//! - **An effect on the load**: its quantity as a part of [`Form`](conditions::Form) with its name; its place, reference and
//!   bounds among the effects of [`evidence`] (`evidence/rows.rs`), from where [`model`] takes it; its rows in
//!   `data/effects.csv`; its column in `answer/columns.rs` and its words in `answer/reduce.rs`; its option in `cli/form.rs`;
//!   its column of a log in `training_log/field.rs` and `training_log/row/quantities.rs`; a law on it (no effect at the
//!   reference, no negative load) in `tests/laws.rs`.
//! - **A form of output**: a writer of a [`document`] in [`render`], and its name, suffix and writer in
//!   [`Format`](render::Format). Every answer that becomes a document can then be written in it.
//! - **A column or sentence of an answer**: where that [`answer`] becomes a document, once, with key, title, unit and
//!   meaning; terminal, HTML, CSV and JSON take it from there.
//! - **A format of a device**: a reader of bytes in [`activity`], told by the first bytes rather than by the name, that
//!   gives a recording and says what of it is damaged; never a panic, never a value that was not recorded. An export of
//!   a web site is no code: a row in `data/training_log/dialects.csv`, and a made sample in `tests/batch/dialects`.
//! - **A command**: its options in a file under `src/cli`, what it does in one under `src/commands` (open, ask the library,
//!   write), and a line each in `src/cli.rs` and `src/commands.rs`. Only `src/commands` opens files, and only `main.rs`
//!   writes to standard error; a command refuses with `refused` and reports through an
//!   [`Observer`](batch::Observer). An option that the library's texts would name is a hint that the command adds.
//!
//! - **The page**: `src/page` is a crate of its own that puts this library into one HTML file as WebAssembly; what it shows
//!   comes from the documents above, its script only moves fields, files and buttons. `tests/browser` holds it to the
//!   program.
//!
//! Outputs are recorded and compared. Two switches write them anew after a change that is meant, and the difference is read
//! before it is kept:
//!
//! ```text
//! TRYCMD=overwrite cargo test --test snapshots --test readme     what the terminal shows
//! BLESS=1 cargo test                                             pictures, reports, licences
//! ```
//!
//! All but README and manual are made from `tests/tables`, a copy that does not follow `data`: a figure that is mended moves
//! those two at most.
//!
//! `.ci/run` holds all that must be so before a change lands: format, lints, documentation, tests, the library without its
//! default features, known faults of dependencies, and the reports in a browser. `cargo bench` holds the limits on time.
//!
//! The library opens no file and writes to no stream of its own. Its numbers are peak forces of one step by published
//! models of groups of runners: not a measurement of a particular runner, not an injury forecast, not medical advice.

pub mod number;

pub mod units;

pub mod spelling;

pub mod muscle;

pub mod note;

pub mod conditions;

pub mod evidence;

pub mod embedded;

pub mod model;

pub mod training;

mod input;

pub mod activity;

pub mod document;

pub mod answer;

pub mod render;

pub mod training_log;

mod parallel;

pub mod batch;

pub mod collection;
