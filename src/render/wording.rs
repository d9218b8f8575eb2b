//! Words that the forms share which are not yet written from a document.

pub(super) use super::text::source;
use crate::answer::calculate::Report;
pub(super) use crate::answer::text::{mass, muscle};
pub(super) use crate::number::{change, grouped, short, signed, with_spread};

/// The conditions as understood, in one line.
pub(super) fn conditions(report: &Report<'_>) -> String {
    report.conditions()
}
