//! `musclerun muscles` and `musclerun studies`: what the tables are about.

use musclerun::batch::Observer;
use musclerun::document::Document;
use musclerun::evidence::Evidence;
use musclerun::render;

use super::output::{PICTURES, REPORTS, Target};
use super::{Failure, refused, tables};
use crate::cli::ListCommand;

/// Writes what a list of the library says.
pub(super) fn run(
    listing: &ListCommand,
    observer: &mut dyn Observer,
    list: impl for<'e> Fn(&'e Evidence, &[String]) -> Result<Document<'e>, String>,
) -> Result<(), Failure> {
    let target = Target::of(&listing.output)?.without(&[PICTURES, REPORTS])?;
    target.check_inputs([], listing.tables.data.as_deref())?;
    let evidence = tables::evidence(&listing.tables)?;
    let document = list(&evidence, &listing.names)
        .map_err(|reason| refused("[NAME]...", &listing.names.join(" "), reason))?;
    target.write(observer, |style, out| render::write(&document, target.format, style, out))
}
