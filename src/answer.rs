//! The answers: what is said to each kind of question, before anything is written. Writers compute nothing.
//!
//! 1. [`calculate`]: one set of conditions, muscles ranked, with notes and sources;
//! 2. [`run`]: what each muscle bore in a recorded run;
//! 3. [`compare`]: two runs, or two sets of conditions, side by side;
//! 4. [`sweep`]: along a range of paces, gradients or step rates;
//! 5. [`train`]: exercises and tests for a muscle;
//! 6. [`reduce`]: what takes so much off a muscle;
//! 7. [`plan`]: a return to running by published steps;
//! 8. [`history`]: weeks, people and seasons;
//! 9. [`list`]: the muscles and the studies of the tables;
//! 10. [`fields`]: what the fields of all these are.

pub mod advice;
mod brief;
pub mod calculate;
pub(crate) mod citations;
pub(crate) mod columns;
pub mod compare;
pub mod exponent;
pub mod fields;
pub mod history;
pub mod list;
pub(crate) mod map;
pub(crate) mod notes;
pub mod pair;
pub mod plan;
pub mod reduce;
pub mod run;
mod schema;
mod selection;
pub mod sweep;
pub(crate) mod text;
pub mod train;

pub use schema::schema;
pub use selection::{RankBy, Selection, StudyLimit};
