//! `musclerun data`: checking and copying tables of evidence.

use std::fs;

use anyhow::Context;
use musclerun::embedded;
use musclerun::evidence::Evidence;

use super::{Failure, output, tables};
use crate::cli::Data;

pub(super) fn run(data: &Data) -> Result<(), Failure> {
    match data {
        Data::Check { dir: None } => {
            let holds = holds("embedded tables", embedded::evidence());
            Ok(output::to_stdout(holds.as_bytes())?)
        }
        Data::Check { dir: Some(dir) } => {
            let evidence = tables::read(dir)?;
            let holds = holds(&dir.display().to_string(), &evidence);
            Ok(output::to_stdout(holds.as_bytes())?)
        }
        Data::Export { dir } => {
            // a folder that is already there may hold somebody's own tables
            fs::create_dir(dir).with_context(|| format!("cannot make {}", dir.display()))?;
            for (name, text) in embedded::tables() {
                let path = dir.join(name);
                fs::write(&path, text)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            Ok(())
        }
    }
}

/// What a sound set of tables holds.
fn holds(name: &str, evidence: &Evidence) -> String {
    let muscles = evidence.muscles();
    let anchors: usize = muscles.iter().map(|m| evidence.anchors(m).count()).sum();
    let without = muscles.iter().filter(|m| !m.force_published()).count();
    let durations: usize = muscles
        .iter()
        .filter_map(|muscle| evidence.durations(muscle))
        .map(|(_, curve)| curve.knots().len())
        .sum();
    let counts = [
        (evidence.studies().len(), "studies".to_owned()),
        (
            muscles.iter().count(),
            format!("muscles and groups, {without} of them without published force"),
        ),
        (anchors, "peak forces (a muscle and phase each)".to_owned()),
        (
            evidence.effect_rows().count() + evidence.terrain_rows().count(),
            "ratios with speed, step rate, gradient or terrain".to_owned(),
        ),
        (durations, "durations".to_owned()),
        (
            evidence.strides().knots().len(),
            "speeds with step rates".to_owned(),
        ),
        (evidence.directions().len(), "directions".to_owned()),
        (
            evidence.crosschecks().len() + evidence.gradient_crosschecks().len(),
            "crosschecks".to_owned(),
        ),
        (evidence.facts().len(), "facts".to_owned()),
    ];
    let lines = counts.map(|(count, what)| format!("{count:>5} {what}\n"));
    let checksum = evidence.checksum();
    format!("{name}: sound, checksum {checksum}\n{}", lines.concat())
}
