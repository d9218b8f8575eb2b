//! The muscles and the studies of the tables.

use crate::document::{Column, Document, Field, Records, Value};
use crate::evidence::{DoiCheck, Evidence, Study};
use crate::muscle::Muscle;

use super::columns;

type ListField<T> = Field<fn(&Evidence, &T) -> Value>;

pub(crate) const MUSCLES: &[ListField<Muscle>] = &[
    columns::NAME.value(|_, muscle| muscle.name().into()),
    columns::MUSCLE.value(|_, muscle| muscle.key().into()),
    columns::PART_OF.value(|_, muscle| muscle.part_of().into()),
    columns::KIND.value(|_, muscle| muscle.kind().key().into()),
    Column::list("aliases", "other names that it has")
        .value(|_, muscle| muscle.aliases().iter().collect()),
    Column::text("region", "where it lies").value(|_, muscle| muscle.region().into()),
    Column::text("depth", "`surface` under the skin, `deep` beneath others")
        .value(|_, muscle| muscle.depth().key().into()),
    Column::text("action", "what it does to the joints").value(|_, muscle| muscle.action().into()),
    Column::text("role", "what it does in running")
        .unless("nothing is known", |_, muscle| muscle.role().into()),
    Column::text("force", "whether anybody has published its force in running").value(
        |_, muscle| {
            let published = muscle.force_published();
            (if published { "published" } else { "no published force in running" }).into()
        },
    ),
    Column::list("peaks", "the phases with a published peak, each with its study").unless(
        columns::NO_FORCE,
        |evidence, muscle| {
            let anchors = evidence.anchors(muscle);
            anchors
                .map(|anchor| format!("{} ({})", anchor.phase.key(), anchor.source.study.key))
                .collect()
        },
    ),
];

pub(crate) const STUDIES: &[ListField<Study>] = &[
    Column::text("study", "its key").value(|_, study| (&*study.key).into()),
    Column::text("citation", "authors, year, title and where it stands")
        .value(|_, study| (&*study.citation()).into()),
    Column::text("doi", "its DOI").unless("it has none", |_, study| study.doi.as_deref().into()),
    Column::text("doi_checked", "how the DOI was checked")
        .unless("it has none", |_, study| study.doi_checked.map(DoiCheck::key).into()),
    Column::number("participants", "", 0, "how many runners took part")
        .unless("not known", |_, study| study.participants.map(f64::from).into()),
    Column::text("surface", "what was run on")
        .unless("not known", |_, study| (&*study.surface).into()),
    Column::text("method", "how force was found")
        .unless("not known", |_, study| (&*study.method).into()),
    Column::text("access", "how much of it was readable").value(|_, study| (&*study.access).into()),
    Column::list("gives", "what the tables take from it")
        .value(|evidence, study| Value::List(gives(evidence, study))),
];

/// The list of muscles, or of those by that name: names, groups, action, role, and whether anybody has published their
/// force.
///
/// # Errors
/// When a name is that of no muscle.
pub fn muscles<'e>(evidence: &'e Evidence, names: &[String]) -> Result<Document<'e>, String> {
    let mut muscles: Vec<&Muscle> = Vec::new();
    for name in names {
        muscles.extend(evidence.muscles().find(name).map_err(|error| error.to_string())?);
    }
    if names.is_empty() {
        muscles.extend(evidence.muscles().iter());
    }
    Ok(list(evidence, "Muscles", MUSCLES, muscles))
}

/// The list of studies, or of those whose key, authors or title hold all of the words: citation, DOI, how much of each was
/// readable, and what it gives.
///
/// # Errors
/// When no study holds the words.
pub fn studies<'e>(evidence: &'e Evidence, words: &[String]) -> Result<Document<'e>, String> {
    let holds = |study: &&Study| {
        let text = format!("{} {}", study.key, study.citation()).to_lowercase();
        words.iter().all(|word| text.contains(&word.to_lowercase()))
    };
    let found: Vec<&Study> =
        evidence.studies().iter().map(|study| &**study).filter(holds).collect();
    if found.is_empty() {
        return Err("no study of the tables holds that in key, authors or title".to_owned());
    }
    Ok(list(evidence, "Studies", STUDIES, found))
}

fn list<'e, T>(
    evidence: &'e Evidence,
    title: &str,
    fields: &'static [ListField<T>],
    items: Vec<&'e T>,
) -> Document<'e> {
    let names = columns::keys(columns::columns_of(fields));
    let records = Records::new(names, items.len(), move |i| {
        columns::cells(fields, |fill| fill(evidence, items[i])).collect()
    });
    Document {
        title: title.to_owned(),
        tree: records.objects(),
        records,
        checksum: evidence.checksum(),
        ..Document::default()
    }
}

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
    let keys_of = |gives: &dyn Fn(&Muscle) -> bool| {
        evidence.muscles().iter().filter(|muscle| gives(muscle)).map(Muscle::key).collect()
    };
    let anchored = |muscle: &Muscle| evidence.anchors(muscle).any(|it| is(&it.source.study));
    add("peak force", keys_of(&anchored));
    let spread =
        |muscle: &Muscle| evidence.anchors(muscle).any(|it| it.sd_study.as_ref().is_some_and(is));
    add("spread", keys_of(&spread));
    for effect in crate::evidence::Effect::ALL {
        let changed = evidence
            .effect_rows()
            .filter(|(_, _, of, _, row)| *of == effect && is(&row.source.study));
        let what = format!("change with {}", effect.name());
        add(&what, changed.map(|(muscle, ..)| muscle.key()).collect());
    }
    let lasting = |muscle: &Muscle| {
        let durations = evidence.durations(muscle);
        durations.is_some_and(|(_, curve)| curve.knots().iter().any(|row| is(&row.source.study)))
    };
    add("duration", keys_of(&lasting));
    let directions = evidence.directions().iter().filter(|it| is(&it.source.study));
    add("direction", directions.map(|it| &*it.muscle).collect());
    let checks = evidence.crosschecks().iter().filter(|it| is(&it.source.study));
    let of_gradients = evidence.gradient_crosschecks().iter().filter(|it| is(&it.source.study));
    let checked = checks.map(|it| &*it.muscle).chain(of_gradients.map(|it| &*it.muscle));
    add("crosscheck", checked.collect());
    if evidence.strides().knots().iter().any(|row| is(&row.source.study)) {
        gives.push("step rate by speed".to_owned());
    }
    if evidence.facts().iter().any(|fact| is(&fact.source.study)) {
        gives.push("facts for context".to_owned());
    }
    gives
}
