//! Rows of cells of the answers that are not yet written from a document.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

pub(super) use crate::document::Value;
pub(super) use crate::number::fixed;

/// Named cells in order, written as one JSON object.
pub(super) struct Object<'v, N>(pub(super) &'v [N], pub(super) &'v [Value]);

impl<N: AsRef<str>> Serialize for Object<'_, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.0.iter().map(AsRef::as_ref);
        serializer.collect_map(names.zip(self.1))
    }
}

/// Rows of cells under names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Records {
    /// The names.
    pub names: Vec<Cow<'static, str>>,
    /// The rows, each as long as the names.
    pub rows: Vec<Vec<Value>>,
}

impl Records {
    /// Writes them as separated values.
    ///
    /// # Errors
    /// When the output does not take them.
    pub(super) fn write_separated(
        &self,
        delimiter: u8,
        header: bool,
        out: impl Write,
    ) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(out);
        if header {
            writer.write_record(self.names.iter().map(AsRef::as_ref))?;
        }
        for row in &self.rows {
            writer.write_record(row.iter().map(Value::cell))?;
        }
        writer.flush()
    }

    /// Writes them as one JSON object a line.
    ///
    /// # Errors
    /// When the output does not take them.
    pub(super) fn write_json_lines(&self, mut out: impl Write) -> io::Result<()> {
        for row in &self.rows {
            serde_json::to_writer(&mut out, &Object(&self.names, row))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
