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
//! 1. [`units`]: quantities with their bounds, as typed and as meant;
//! 2. [`spelling`]: words as typed, and closed lists of them;
//! 3. [`muscle`]: the closed list of muscles and the phases of a stride;
//! 4. [`note`]: what has to be said beside numbers;
//! 5. [`conditions`]: the question;
//! 6. [`evidence`]: what was measured by whom, parsed from tables;
//! 7. [`embedded`]: the tables that come with the program;
//! 8. [`model`]: the only place that multiplies evidence;
//! 9. [`input`]: what an input holds, gzipped or not;
//! 10. [`activity`]: a recorded run, cut into intervals of one speed, gradient and step rate;
//! 11. [`answer`]: what is said: of one set of conditions, of a recorded run, of two side by side, along a range;
//! 12. [`document`]: what is said, before it is written;
//! 13. [`render`]: the answer, written;
//! 14. [`training_log`]: CSV exports of watches and web sites, a question a row;
//! 15. [`parallel`]: work on all cores, results in order;
//! 16. [`batch`]: many questions from one reader to one writer, in constant memory.
//!
//! The library opens no file and writes to no stream of its own. Its numbers are peak forces of one step by published
//! models of groups of runners: not a measurement of a particular runner, not an injury forecast, not medical advice.

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

pub mod answer;

pub mod document;

pub mod render;

pub mod training_log;

pub mod parallel;

pub mod batch;
