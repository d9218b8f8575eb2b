//! Maps of the body: what is said of each muscle of the tables, shown or not.

use super::{Selection, text};
use crate::document::{BodyMap, MapMuscle, MapSide, MapState};
use crate::evidence::Evidence;
use crate::model::Rank;
use crate::muscle::Muscle;
use crate::number::{short, with_spread};

/// What the numbers in the circles and the colours of groups mean.
fn meaning(ranked_by: &str, detail: bool) -> String {
    let groups = if detail {
        "A hollow dot: the group as a whole."
    } else {
        "Shapes of one group have the colour of the group."
    };
    format!("In the circle: the place by {ranked_by}. ± is how far runners differ. {groups}")
}

/// A muscle that is shown, its force with one standard deviation, and its rank.
pub(crate) type MapRow<'e> = (&'e Muscle, Option<(f64, Option<f64>)>, Option<Rank>);

pub(crate) fn body_map(
    evidence: &Evidence,
    rows: &[MapRow<'_>],
    (caption, ranked_by): (&str, &str),
    selection: &Selection,
) -> BodyMap {
    let forces = rows.iter().filter_map(|(_, force, _)| Some(force.as_ref()?.0));
    let top = BodyMap::top_bw(forces.fold(0.0, f64::max));
    let without_force = without_force(selection.study.is_some());
    let muscles = all_muscles(evidence, |muscle| {
        let (_, force, rank) = rows.iter().find(|(shown, ..)| shown.key() == muscle.key())?;
        let figure = force.map(|(force, sd)| with_spread(force, sd));
        let value = |unit: &str| match &figure {
            Some(figure) => format!("{figure} {unit}"),
            None => without_force.to_owned(),
        };
        let rank_text = text::behind_name(*rank);
        Some(MapState::Selected {
            force: force.map(|(force, _)| force),
            place: rank.map(|rank| rank.place),
            value: value("× weight"),
            sentence: format!("{}: {}{rank_text}", muscle.short_name(), value("× body weight")),
        })
    });
    BodyMap {
        caption: caption.to_owned(),
        meaning: meaning(ranked_by, selection.detail),
        top,
        marks: BodyMap::marks(top, short),
        without_force: without_force.to_owned(),
        labels_unpublished: selection.muscles.is_none() && selection.top.is_none(),
        sides: vec![MapSide { letter: String::new(), conditions: Vec::new(), muscles }],
    }
}

/// What the name of a hatched muscle stands for.
pub(crate) fn without_force(is_one_study: bool) -> &'static str {
    if is_one_study { "no force in this study" } else { "no published force" }
}

/// Every muscle of the tables, with the state of those that are shown.
pub(crate) fn all_muscles(
    evidence: &Evidence,
    shown: impl Fn(&Muscle) -> Option<MapState>,
) -> Vec<MapMuscle> {
    let muscles = evidence.muscles();
    let has_anchor = |muscle: &Muscle| evidence.anchors(muscle).next().is_some();
    let all = muscles.iter().map(|muscle| {
        let group = muscle.part_of().and_then(|group| muscles.by_key(group));
        let unshown = if has_anchor(muscle) || group.is_some_and(has_anchor) {
            MapState::NotSelected
        } else {
            MapState::Unpublished
        };
        MapMuscle {
            key: muscle.key().to_owned(),
            name: muscle.short_name().to_owned(),
            part_of: muscle.part_of().map(str::to_owned),
            state: shown(muscle).unwrap_or(unshown),
        }
    });
    all.collect()
}
