//! What each leg muscle bears in running, from published tables of muscle force.
//!
//! A question is asked with [`Conditions`](conditions::Conditions), answered by [`model::loads`] from
//! [`Evidence`](evidence::Evidence), put in order by a [`Report`](report::Report), and written by [`render`]:
//!
//! ```
//! use musclerun::conditions::{Conditions, Course, Terrain};
//! use musclerun::units::{LengthUnit, Pace, StepRate};
//!
//! let run = Conditions {
//!     speed: "5:00".parse::<Pace>()?.speed(LengthUnit::Kilometre)?,
//!     mass: "70".parse()?,
//!     course: Course::new(Some(Terrain::Uphill), None)?,
//!     step_rate: StepRate::Typical,
//! };
//! for load in musclerun::model::loads(musclerun::embedded::evidence(), &run) {
//!     let peak = load.peak();
//!     println!("{}: {:.2} body weights, {:.0} N", load.muscle.name(), peak.value().0, peak.value().of(run.mass).0);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The modules stand in the order of reading, and each imports only from those above it:
//!
//! 1. [`units`]: quantities with their bounds, as typed and as meant;
//! 2. [`muscle`]: the closed list of muscles and the phases of a stride;
//! 3. [`conditions`]: the question;
//! 4. [`evidence`]: what was measured by whom, parsed from tables;
//! 5. [`embedded`]: the tables that come with the program;
//! 6. [`model`]: the only place that multiplies evidence;
//! 7. [`report`]: the answer, ranked, with notes and sources;
//! 8. [`render`]: the answer, written;
//! 9. [`training_log`]: CSV exports of watches and web sites, a question a row;
//! 10. [`batch`]: many questions from one reader to one writer, in constant memory.
//!
//! The library opens no file and writes to no stream of its own. Its numbers are peak forces of one step by published
//! models of groups of runners: not a measurement of a particular runner, not an injury forecast, not medical advice.

pub mod units;

pub mod muscle;

pub mod conditions;

pub mod evidence;

pub mod embedded;

pub mod model;

pub mod report;

pub mod render;

pub mod training_log;

pub mod batch;
