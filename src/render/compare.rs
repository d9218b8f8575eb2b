//! Two runs side by side as a picture; every other form is written from a document.

mod picture;

use std::io::{self, Write};

use super::chart;
use super::{Format, Style};
use crate::answer::compare::Comparison;

/// What pictures take from the answer.
mod table {
    pub(super) use crate::answer::compare::document::{head, number};
}

/// Writes a comparison in any format; `names` are those of the files of A and B where they were recorded.
///
/// # Errors
/// When the output does not take it.
pub fn write(
    comparison: &Comparison<'_>,
    names: [&str; 2],
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Svg => {
            let picture = picture::picture(comparison, names);
            out.write_all(chart::svg::document(&picture).as_bytes())
        }
        #[cfg(feature = "png")]
        Format::Png => chart::png::write(&picture::picture(comparison, names), out),
        _ => super::write(&comparison.document(names), format, style, out),
    }
}
