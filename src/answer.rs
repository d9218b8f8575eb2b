//! The answers: what is said to each kind of question, before anything is written. Writers compute nothing.
//!
//! 1. [`calculate`]: one set of conditions, muscles ranked, with notes and sources;
//! 2. [`run`]: what each muscle bore in a recorded run;
//! 3. [`compare`]: two runs, or two sets of conditions, side by side;
//! 4. [`sweep`]: along a range of paces, gradients or step rates.

pub mod calculate;
pub mod compare;
pub mod run;
pub mod sweep;
