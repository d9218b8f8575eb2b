//! The muscles and the studies of the tables as records.

use super::records::{Records, Value};
use std::borrow::Cow;

use crate::evidence::{Evidence, Study};
use crate::muscle::Muscle;

/// The list of muscles: names, groups, action, role, and whether anybody has published their force.
#[must_use]
pub fn muscles(evidence: &Evidence) -> Records {
    let rows = evidence.muscles().iter().map(|muscle| {
        let anchors: Vec<String> = evidence
            .anchors(muscle)
            .map(|anchor| format!("{} ({})", anchor.phase.key(), anchor.source.study.key))
            .collect();
        vec![
            Value::text(muscle.name()),
            Value::text(muscle.key()),
            Value::text(muscle.part_of().unwrap_or_default()),
            Value::List(muscle.aliases().iter().map(ToString::to_string).collect()),
            Value::text(muscle.region()),
            Value::text(muscle.depth().key()),
            Value::text(muscle.action()),
            Value::text(muscle.role()),
            Value::text(if muscle.force_published() {
                "published"
            } else {
                "no published force in running"
            }),
            Value::List(anchors),
        ]
    });
    Records {
        names: [
            "name", "muscle", "part_of", "aliases", "region", "depth", "action", "role", "force",
            "peaks",
        ]
        .map(Cow::Borrowed)
        .to_vec(),
        rows: rows.collect(),
    }
}

/// The list of studies: citation, DOI, how much of each was readable, and what it gives.
#[must_use]
pub fn studies(evidence: &Evidence) -> Records {
    let rows = evidence.studies().iter().map(|study| {
        vec![
            Value::text(study.key.clone()),
            Value::text(study.citation()),
            Value::text(study.doi.as_deref().unwrap_or_default()),
            study.doi_checked.map_or(Value::Unknown, |check| {
                Value::text(crate::evidence::DoiCheck::key(check))
            }),
            study
                .participants
                .map_or(Value::Unknown, |n| Value::Number(f64::from(n), 0)),
            Value::text(study.surface.clone()),
            Value::text(study.method.clone()),
            Value::text(study.access.clone()),
            Value::List(gives(evidence, study)),
        ]
    });
    Records {
        names: [
            "study",
            "citation",
            "doi",
            "doi_checked",
            "participants",
            "surface",
            "method",
            "access",
            "gives",
        ]
        .map(Cow::Borrowed)
        .to_vec(),
        rows: rows.collect(),
    }
}

/// What a study gives, table by table.
fn gives(evidence: &Evidence, study: &Study) -> Vec<String> {
    let mut gives: Vec<String> = Vec::new();
    let mut add = |what: &str, keys: Vec<&str>| {
        let mut unique: Vec<&str> = Vec::new();
        for key in keys {
            if !unique.contains(&key) {
                unique.push(key);
            }
        }
        if !unique.is_empty() {
            gives.push(format!("{what} of {}", unique.join(", ")));
        }
    };
    let is = |other: &crate::evidence::StudyRef| other.key == study.key;
    let muscles = || evidence.muscles().iter();

    let anchored = muscles().filter(|muscle| {
        let mut anchors = evidence.anchors(muscle);
        anchors.any(|anchor| is(&anchor.source.study))
    });
    add("peak force", anchored.map(Muscle::key).collect());
    let spread = muscles().filter(|muscle| {
        let mut anchors = evidence.anchors(muscle);
        anchors.any(|anchor| anchor.sd_study.as_ref().is_some_and(is))
    });
    add("spread", spread.map(Muscle::key).collect());
    for effect in crate::evidence::Effect::CURVES {
        let changed = evidence
            .effect_rows()
            .filter(|(_, _, of, _, row)| *of == effect && is(&row.source.study));
        let what = format!("change with {}", effect.name());
        add(&what, changed.map(|(muscle, ..)| muscle.key()).collect());
    }
    let terrains = evidence
        .terrain_rows()
        .filter(|(_, _, _, row)| is(&row.source.study));
    add(
        "change with terrain",
        terrains.map(|(muscle, ..)| muscle.key()).collect(),
    );
    let lasting = muscles().filter(|muscle| {
        let durations = evidence.durations(muscle);
        durations.is_some_and(|(_, curve)| curve.knots().iter().any(|row| is(&row.source.study)))
    });
    add("duration", lasting.map(Muscle::key).collect());
    let directions = evidence.directions().iter();
    add(
        "direction",
        directions
            .filter(|direction| is(&direction.source.study))
            .map(|direction| direction.muscle.as_ref())
            .collect(),
    );
    let checks = evidence.crosschecks().iter();
    let gradient_checks = evidence.gradient_crosschecks().iter();
    add(
        "crosscheck",
        checks
            .filter(|check| is(&check.source.study))
            .map(|check| check.muscle.as_ref())
            .chain(
                gradient_checks
                    .filter(|check| is(&check.source.study))
                    .map(|check| check.muscle.as_ref()),
            )
            .collect(),
    );
    if evidence
        .strides()
        .knots()
        .iter()
        .any(|row| is(&row.source.study))
    {
        gives.push("step rate by speed".to_owned());
    }
    if evidence.facts().iter().any(|fact| is(&fact.source.study)) {
        gives.push("facts for context".to_owned());
    }
    gives
}
