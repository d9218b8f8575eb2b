//! What each muscle of the drawing is filled with.

use super::drawing::{Drawing, Piece};
use super::scale::{Rgb, Scale};
use crate::evidence::Evidence;
use crate::muscle::Muscle;

/// What a shape is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Fill {
    /// The colour of its force.
    Colour(Rgb),
    /// Hatched: nobody published its force.
    Hatched,
    /// Left pale: it was not asked for.
    Pale,
}

impl Fill {
    /// The value of a `fill` attribute.
    pub(in crate::render) fn paint(self) -> String {
        match self {
            Self::Colour(colour) => colour.to_string(),
            Self::Hatched => "url(#map-hatch)".to_owned(),
            Self::Pale => super::PALE.to_owned(),
        }
    }
}

/// How the muscles of a map are shaded.
pub(in crate::render) struct Shading<'e> {
    evidence: &'e Evidence,
    /// The muscles that are shown, each with its force on the scale; `None` where nobody published it.
    shown: Vec<(&'e Muscle, Option<f64>)>,
    pub(in crate::render) scale: Scale,
    /// What the name of a hatched muscle stands for.
    pub(in crate::render) without_force: &'static str,
}

impl<'e> Shading<'e> {
    /// The shading by these forces; `is_one_study` is whether they were taken from one study alone.
    pub(in crate::render) fn new(
        evidence: &'e Evidence,
        shown: Vec<(&'e Muscle, Option<f64>)>,
        scale: Scale,
        is_one_study: bool,
    ) -> Self {
        Self {
            evidence,
            shown,
            scale,
            without_force: if is_one_study {
                "no force in this study"
            } else {
                "no published force"
            },
        }
    }

    /// The place among the muscles shown of the one whose force a muscle's shape has: its own, or else that of the
    /// group that it is a part of.
    pub(in crate::render) fn place(&self, key: &str) -> Option<usize> {
        let group = || self.evidence.muscles().by_key(key)?.part_of();
        self.own_place(key).or_else(|| self.own_place(group()?))
    }

    fn own_place(&self, key: &str) -> Option<usize> {
        self.shown
            .iter()
            .position(|(muscle, _)| muscle.key() == key)
    }

    pub(in crate::render) fn fill(&self, key: &str) -> Fill {
        match self.place(key) {
            Some(place) => self.fill_of(place),
            None if self.is_published(key) => Fill::Pale,
            None => Fill::Hatched,
        }
    }

    fn fill_of(&self, place: usize) -> Fill {
        let force = self.shown[place].1;
        force.map_or(Fill::Hatched, |force| {
            Fill::Colour(self.scale.colour(force))
        })
    }

    /// Whether the tables have a force of the muscle or of its group.
    fn is_published(&self, key: &str) -> bool {
        let muscles = self.evidence.muscles();
        let muscle = muscles.by_key(key);
        let group = muscle.and_then(|muscle| muscles.by_key(muscle.part_of()?));
        let has_anchor = |muscle: &Muscle| self.evidence.anchors(muscle).next().is_some();
        muscle.is_some_and(has_anchor) || group.is_some_and(has_anchor)
    }

    /// Whether parts of this muscle are shown too, so that no shape may have its colour.
    fn is_divided(&self, muscle: &Muscle) -> bool {
        let mut shown = self.shown.iter();
        shown.any(|(part, _)| part.part_of() == Some(muscle.key()))
    }

    /// Whether any shape is left pale.
    pub(in crate::render) fn has_pale(&self, drawing: &Drawing) -> bool {
        drawing.pieces.iter().any(|piece| match piece {
            Piece::Muscle { key, .. } => self.fill(key) == Fill::Pale,
            Piece::Kept(_) => false,
        })
    }

    /// What the label of that name is about; `None` where it is not written: the muscle is not shown, or its part,
    /// that the label is at, has a label of its own.
    pub(in crate::render) fn labelled(&self, name: &str) -> Option<Labelled<'e>> {
        let (key, part) = name.split_once('.').unwrap_or((name, ""));
        if self.own_place(part).is_some() {
            return None;
        }
        let muscle = self.evidence.muscles().by_key(key)?;
        let place = self.own_place(key);
        let is_divided = self.is_divided(muscle);
        Some(Labelled {
            muscle,
            place,
            fill: place.map_or_else(|| self.fill(key), |place| self.fill_of(place)),
            is_divided,
            name: if is_divided {
                format!("{} (whole)", muscle.short_name())
            } else {
                muscle.short_name().to_owned()
            },
        })
    }
}

/// What a label is about.
pub(in crate::render) struct Labelled<'e> {
    pub(in crate::render) muscle: &'e Muscle,
    /// Its place among the muscles shown, if it is.
    pub(in crate::render) place: Option<usize>,
    pub(in crate::render) fill: Fill,
    /// Whether the shape that its line ends at has the colours of its parts.
    pub(in crate::render) is_divided: bool,
    pub(in crate::render) name: String,
}
