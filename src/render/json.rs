//! A document as one JSON document.

use std::io::{self, Write};

use crate::document::Tree;

/// Writes one JSON document.
pub(super) fn write(tree: &Tree<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, tree)?;
    out.write_all(b"\n")
}
