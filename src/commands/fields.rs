//! `musclerun fields`: what the fields of every output for programs are.

use musclerun::answer::{self, fields};
use musclerun::render::{self, Format, Style};

use super::Failure;
use super::files::to_stdout;
use crate::cli::{FieldsCommand, FieldsFormat};

pub(super) fn run(typed: &FieldsCommand) -> Result<(), Failure> {
    let mut document = fields::reference();
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
