//! What to do about the first load of an answer, as parts of its report.

use super::reduce::{ReduceAnswer, ReduceQuestion, ReduceTarget};
use super::text;
use super::train::{TrainAnswer, TrainQuestion};
use crate::conditions::Conditions;
use crate::document::Document;
use crate::evidence::Evidence;
use crate::muscle::Muscle;
use crate::training::Training;
use crate::units::{LengthUnit, RunLength};

/// How much less is looked for, percent.
const LESS_PCT: f64 = 10.0;

/// The report with what takes a tenth off a muscle in a run, and what trains it.
#[must_use]
pub fn with_advice<'d>(
    report: Document<'d>,
    (evidence, training): (&Evidence, &Training),
    muscle: &Muscle,
    run: Conditions,
    length: Option<RunLength>,
    units: LengthUnit,
) -> Document<'d> {
    let name = text::in_text(muscle);
    let question = ReduceQuestion {
        length,
        units,
        ..ReduceQuestion::new(muscle.key(), run, ReduceTarget::ByPercent(LESS_PCT))
    };
    let report = match ReduceAnswer::new(evidence, training, question) {
        Ok(answer) => {
            let heading = format!("What takes {LESS_PCT} % off {name}");
            report.with_part(&heading, answer.document())
        }
        Err(_) => report,
    };
    let question = TrainQuestion {
        muscles: vec![muscle.key().to_owned()],
        run: Some(run),
        length,
        units,
        ..TrainQuestion::default()
    };
    match TrainAnswer::new(evidence, training, question) {
        Ok(answer) => report.with_part(&format!("What trains {name}"), answer.document()),
        Err(_) => report,
    }
}
