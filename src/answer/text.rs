//! Words that all answers share.

use crate::evidence::Evidence;
use crate::model::Rank;
use crate::muscle::{Kind, Muscle};
use crate::number::{fixed, short};
use crate::units::{LengthUnit, Mass, Speed, SpeedUnit};

/// A speed as its pace and in the unit of watches.
pub(crate) fn speed(speed: Speed, units: LengthUnit) -> String {
    let unit = match units {
        LengthUnit::Kilometre => SpeedUnit::KilometresPerHour,
        LengthUnit::Mile => SpeedUnit::MilesPerHour,
    };
    let per_hour = fixed(speed.in_unit(unit), 1);
    format!("{} ({per_hour} {unit})", speed.pace(units))
}

/// Body mass, in pounds too where miles are spoken of.
pub(crate) fn mass(mass: Mass, units: LengthUnit) -> String {
    let kilograms = short(mass.kilograms());
    match units {
        LengthUnit::Kilometre => format!("{kilograms} kg"),
        LengthUnit::Mile => format!("{} lb ({kilograms} kg)", short(mass.pounds())),
    }
}

/// The places that the spread allows.
pub(crate) fn range(rank: Rank) -> String {
    if rank.low == rank.high {
        rank.place.to_string()
    } else {
        format!("{}–{}", rank.low, rank.high)
    }
}

/// A rank behind the name of a muscle, with the places that the spread allows.
pub(crate) fn behind_name(rank: Option<Rank>) -> String {
    match rank {
        Some(Rank { place, low, high, .. }) if low == high => format!(", rank {place}"),
        Some(Rank { place, low, high, .. }) => {
            format!(", rank {place} (the spread allows {low} to {high})")
        }
        None => String::new(),
    }
}

/// The name of a muscle, and whether it is a part of a group.
pub(crate) fn muscle(muscle: &Muscle) -> String {
    let part = if muscle.part_of().is_some() { "↳ " } else { "" };
    format!("{part}{}", muscle.short_name())
}

pub(crate) fn in_text(muscle: &Muscle) -> String {
    let name = muscle.short_name();
    let is_of_a_person = name.starts_with("Achilles");
    let name = if is_of_a_person { name.to_owned() } else { name.to_lowercase() };
    format!("the {name}")
}

/// The same, with where it lies in everyday words.
pub(crate) fn introduced(muscle: &Muscle) -> String {
    match (muscle.kind(), muscle.region()) {
        (Kind::Muscle, region) if !region.is_empty() => format!("{} ({region})", in_text(muscle)),
        _ => in_text(muscle),
    }
}

/// A ratio as a change in words.
pub(crate) fn more_or_less(ratio: f64) -> String {
    let percent = fixed((ratio - 1.0).abs() * 100.0, 0);
    match (&*percent, ratio > 1.0) {
        ("0", _) => "as much".to_owned(),
        (percent, true) => format!("{percent} % more"),
        (percent, false) => format!("{percent} % less"),
    }
}

pub(crate) fn is_plural(muscle: &Muscle) -> bool {
    ["Vasti", "Hamstrings", "Adductors", "Abdominals"].contains(&muscle.short_name())
}

/// That it has the largest load: a muscle pulls, what is no muscle bears.
pub(crate) fn pulls_hardest(muscle: &Muscle) -> String {
    let (verb, how) = match muscle.kind() {
        Kind::Muscle => ("pull", "hardest"),
        Kind::Tendon | Kind::Joint => ("bear", "most"),
    };
    let s = if is_plural(muscle) { "" } else { "s" };
    format!("{verb}{s} {how}")
}

pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

pub(crate) fn listed(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., end] => format!("{} {last} {end}", firsts.join(", ")),
    }
}

/// Which other muscles may be first as well, where any may.
pub(crate) fn how_sure<'m>(
    ranking: impl Iterator<Item = (Option<Rank>, &'m Muscle)>,
) -> Option<String> {
    let may_be_first: Vec<String> = ranking
        .skip(1)
        .filter(|(rank, _)| rank.is_some_and(|rank| rank.low == 1))
        .map(|(_, muscle)| in_text(muscle))
        .collect();
    (!may_be_first.is_empty()).then(|| {
        let who = listed(&may_be_first, "or").replacen("the", "The", 1);
        format!("{who} may be first too.")
    })
}

/// Of names that nobody published a figure of: so, and whose figure stands in their place.
pub(crate) fn nearest<'n>(
    evidence: &Evidence,
    asked: impl IntoIterator<Item = &'n String>,
) -> Vec<String> {
    let nearest = asked.into_iter().filter_map(|name| evidence.muscles().without_figure(name));
    let sentences = nearest.map(|(name, muscle)| {
        format!(
            "Nobody published a figure of {name}: this is {}, the nearest that has one.",
            in_text(muscle)
        )
    });
    sentences.collect()
}
