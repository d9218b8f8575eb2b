//! `musclerun batch`, run as people run it, on files that the tests make in folders of their own.

#[path = "batch/common.rs"]
mod common;
#[path = "batch/exports.rs"]
mod exports;
#[path = "batch/files.rs"]
mod files;
#[path = "batch/forms.rs"]
mod forms;
#[path = "batch/headings.rs"]
mod headings;
#[path = "batch/hostile.rs"]
mod hostile;
#[path = "batch/nothing_lost.rs"]
mod nothing_lost;
#[path = "batch/rows.rs"]
mod rows;
#[path = "batch/shards.rs"]
mod shards;
#[path = "common/mod.rs"]
mod shared;
