//! `musclerun muscles` and `musclerun studies`: what the tables are about.

use std::io::ErrorKind;

use musclerun::batch::Observer;
use musclerun::evidence::Evidence;
use musclerun::render::{Format, list, markdown, records::Records, table};

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
    records: impl Fn(&Evidence) -> Records,
) -> Result<(), Failure> {
    let target = Target::of(&listing.output)?.without(&[Special::Picture, Special::Report])?;
    target.check_inputs([], listing.tables.data.as_deref())?;
    let evidence = tables::evidence(&listing.tables)?;
    let records = records(&evidence);
    target.write(observer, |style, out| match target.format {
        Format::Table => table::write_entries(&records, style, out),
        Format::Md => markdown::write_records(&records, out),
        Format::Svg | Format::Html => Err(ErrorKind::Unsupported.into()),
        #[cfg(feature = "png")]
        Format::Png => Err(ErrorKind::Unsupported.into()),
        Format::Json => records.write_json(out),
        Format::Jsonl => records.write_json_lines(out),
        Format::Csv => records.write_separated(b',', target.header, out),
        Format::Tsv => records.write_separated(b'\t', target.header, out),
    })
}
