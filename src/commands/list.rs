//! `musclerun muscles` and `musclerun studies`: what the tables are about.

use musclerun::answer::list;
use musclerun::batch::Observer;
use musclerun::document::Document;
use musclerun::evidence::Evidence;
use musclerun::render;

use super::output::{Special, Target};
use super::{Failure, tables};
use crate::cli::Listing;

pub(super) fn muscles(listing: &Listing, observer: &mut dyn Observer) -> Result<(), Failure> {
    write(listing, observer, list::muscles)
}

pub(super) fn studies(listing: &Listing, observer: &mut dyn Observer) -> Result<(), Failure> {
    write(listing, observer, list::studies)
}

fn write(
    listing: &Listing,
    observer: &mut dyn Observer,
    list: impl Fn(&Evidence) -> Document<'_>,
) -> Result<(), Failure> {
    let target = Target::of(&listing.output)?.without(&[Special::Picture, Special::Report])?;
    target.check_inputs([], listing.tables.data.as_deref())?;
    let evidence = tables::evidence(&listing.tables)?;
    target.write(observer, |style, out| {
        render::write(&list(&evidence), target.format, style, out)
    })
}
