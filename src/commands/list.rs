//! `musclerun muscles`, `studies` and `fields`: what the tables are about, and what the outputs for programs are.

use musclerun::answer;
use musclerun::batch::Observer;
use musclerun::document::Document;
use musclerun::evidence::Evidence;
use musclerun::render::{self, Format, Style};

use super::files::to_stdout;
use super::output::{PICTURES, REPORTS, Target};
use super::{Failure, refused, tables};
use crate::cli::{FieldsCommand, FieldsFormat, ListCommand};

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

pub(super) fn fields(typed: &FieldsCommand) -> Result<(), Failure> {
    let mut document = answer::fields::reference();
    let typed = if typed.json { FieldsFormat::Json } else { typed.format };
    let format = match typed {
        FieldsFormat::Md => Format::Md,
        FieldsFormat::Json => Format::Json,
        FieldsFormat::Schema => {
            document.tree = answer::schema();
            Format::Json
        }
    };
    let mut out = Vec::new();
    render::write(&document, format, Style::default(), &mut out)?;
    Ok(to_stdout(&out)?)
}
