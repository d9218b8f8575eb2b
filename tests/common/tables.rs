//! The tables behind recorded outputs: a copy that stays as it is, so that a figure mended in `data` moves none of them.

use std::borrow::Cow;

use musclerun::evidence::Evidence;

/// Their folder.
pub(crate) const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tables");

/// What they hold.
pub(crate) fn evidence() -> Evidence {
    let text = |name: &str| std::fs::read_to_string(format!("{FOLDER}/{name}"));
    let read = Evidence::read(|name| text(name).map(Cow::Owned).map_err(|e| e.to_string()));
    read.unwrap_or_else(|faults| panic!("{faults}"))
}
