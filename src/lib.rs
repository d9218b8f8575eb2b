//! What each leg muscle bears in running, from published tables of muscle force.
//!
//! A question is asked with [`Conditions`](conditions::Conditions), answered by [`model::loads`] from
//! [`Evidence`](evidence::Evidence), put in order by a [`Report`](answer::calculate::Report), and written by [`render`]:
//!
//! ```
//! use musclerun::conditions::{Conditions, Course, Terrain};
//! use musclerun::units::{LengthUnit, Pace};
//!
//! let speed = "5:00".parse::<Pace>()?.speed(LengthUnit::Kilometre)?;
//! let run = Conditions::new(speed).with_course(Course::new(Some(Terrain::Uphill), None)?);
//! for load in musclerun::model::loads(musclerun::embedded::evidence(), &run) {
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
//! 10. [`input`]: what an input holds, gzipped or not;
//! 11. [`activity`]: a recorded run, cut into intervals of one speed, gradient and step rate;
//! 12. [`document`]: what is said, before it is written: sentences, tables, charts, records;
//! 13. [`answer`]: what is said: of one set of conditions, of a recorded run, of two side by side, along a range;
//! 14. [`render`]: the answer, written;
//! 15. [`training_log`]: CSV exports of watches and web sites, a question a row;
//! 16. [`parallel`]: work on all cores, results in order;
//! 17. [`batch`]: many questions from one reader to one writer, in constant memory.
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

pub mod input;

pub mod activity;

pub mod document;

pub mod answer;

pub mod render;

pub mod training_log;

pub mod parallel;

pub mod batch;
