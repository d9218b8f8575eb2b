//! Words of the report of a recorded run.

pub(super) use crate::answer::text::{how_sure, listed};

/// The name of a muscle in running text.
pub(super) fn in_text(name: &str) -> String {
    format!("the {}", name.to_lowercase())
}
