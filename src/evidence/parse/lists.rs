//! The lists that the other tables refer to: studies and muscles.

use std::sync::Arc;

use crate::evidence::source::{DoiCheck, Study, StudyRef, Text};
use crate::evidence::table::{self, EvidenceError};
use crate::muscle::{Depth, Muscle, Muscles};
use crate::spelling::normalise;

fn is_key(text: &str, also: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || also.contains(c))
}

/// The shape of a DOI: `10.`, a registrant of four digits or more, a slash, a suffix without blanks.
fn is_doi(text: &str) -> bool {
    let parts = text
        .strip_prefix("10.")
        .and_then(|rest| rest.split_once('/'));
    parts.is_some_and(|(registrant, suffix)| {
        registrant.len() >= 4
            && registrant.bytes().all(|b| b.is_ascii_digit())
            && !suffix.is_empty()
            && !suffix.contains(char::is_whitespace)
    })
}

pub(super) fn studies(text: &str, faults: &mut EvidenceError) -> Vec<StudyRef> {
    let mut studies: Vec<StudyRef> = Vec::new();
    table::read(
        "studies.csv",
        text,
        [
            "key",
            "authors",
            "year",
            "title",
            "published_in",
            "doi",
            "doi_checked",
            "participants",
            "surface",
            "method",
            "access",
        ],
        faults,
        |row,
         [
            key,
            authors,
            year,
            title,
            published_in,
            doi,
            doi_checked,
            participants,
            surface,
            method,
            access,
        ]| {
            let found_key = if is_key(row.cell(key), "_-") {
                if studies.iter().any(|study| study.key == row.cell(key)) {
                    row.refuse(key, "a key that no other study has")
                } else {
                    Some(row.text(key))
                }
            } else {
                row.refuse(key, "lower-case letters, digits, - and _")
            };
            let found_year = match row.cell(year) {
                "" => Some(None),
                text => match text.parse::<u16>() {
                    Ok(number) if (1800..2200).contains(&number) => Some(Some(number)),
                    _ => row.refuse(year, "a year, or nothing"),
                },
            };
            let found_doi = match row.cell(doi) {
                "" => Some(None),
                text if is_doi(text) => Some(Some(Text::from(text.to_owned()))),
                _ => row.refuse(doi, "a DOI such as 10.1242/jeb.064527, or nothing"),
            };
            let found_check = match row.cell(doi_checked) {
                "" => Some(None),
                _ => row
                    .one_of(doi_checked, &DoiCheck::ALL, DoiCheck::key)
                    .map(Some),
            };
            let found_participants = match row.cell(participants) {
                "" => Some(None),
                text => match text.parse::<u32>() {
                    Ok(number) if number > 0 => Some(Some(number)),
                    _ => row.refuse(participants, "a whole number above 0, or nothing"),
                },
            };
            let (title, published_in) = (row.filled(title), row.filled(published_in));
            // a study with a fault in another cell is still known by its key, lest every row that cites it be faulted
            let study = || {
                Some(Study {
                    key: found_key?,
                    authors: row.text(authors),
                    year: found_year.flatten(),
                    title: title.unwrap_or_default(),
                    published_in: published_in.unwrap_or_default(),
                    doi: found_doi.flatten(),
                    doi_checked: found_check.flatten(),
                    participants: found_participants.flatten(),
                    surface: row.text(surface),
                    method: row.text(method),
                    access: row.text(access),
                })
            };
            studies.extend(study().map(|study| StudyRef::Read(Arc::new(study))));
        },
    );
    studies
}

pub(super) fn muscles(text: &str, faults: &mut EvidenceError) -> Muscles {
    let mut muscles: Vec<Muscle> = Vec::new();
    table::read(
        "muscles.csv",
        text,
        [
            "key", "name", "part_of", "depth", "region", "force", "aliases", "action", "role",
        ],
        faults,
        |row,
         [
            key,
            name,
            part_of,
            depth,
            region,
            force,
            aliases,
            action,
            role,
        ]| {
            let found_key = if is_key(row.cell(key), "_") {
                if muscles.iter().any(|muscle| muscle.key == row.cell(key)) {
                    row.refuse(key, "a key that no other muscle has")
                } else {
                    Some(row.text(key))
                }
            } else {
                row.refuse(key, "lower-case letters, digits and _")
            };
            let found_group = match row.cell(part_of) {
                "" => Some(None),
                group
                    if muscles
                        .iter()
                        .any(|m| m.key == group && m.part_of.is_none()) =>
                {
                    Some(Some(Text::from(group.to_owned())))
                }
                _ => row.refuse(
                    part_of,
                    "the key of a group above that is itself no part, or nothing",
                ),
            };
            let name = row.filled(name);
            let depth = row.one_of(depth, &Depth::ALL, Depth::key);
            let region = row.filled(region);
            let force = row.one_of(force, &[true, false], |published| {
                if published { "published" } else { "none" }
            });
            let aliases = row
                .cell(aliases)
                .split(';')
                .map(|alias| Text::from(normalise(alias)))
                .filter(|alias| !alias.is_empty())
                .collect::<Vec<_>>()
                .into();
            let index = muscles.len();
            // as with the studies
            let muscle = || {
                Some(Muscle {
                    index,
                    key: found_key?,
                    name: name.unwrap_or_default(),
                    part_of: found_group.flatten(),
                    depth: depth.unwrap_or(Depth::Surface),
                    region: region.unwrap_or_default(),
                    force_published: force.unwrap_or(true),
                    aliases,
                    action: row.text(action),
                    role: row.text(role),
                })
            };
            muscles.extend(muscle());
        },
    );
    Muscles(muscles.into())
}
