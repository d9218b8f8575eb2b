//! The answer as a picture: front and back of the legs, each muscle shaded by its peak force and labelled, with legend,
//! notes and sources.
//!
//! The muscles are drawn in `data/body_map.svg`; this knows them by their ids alone. Everything is placed by the widths
//! of one font, so that the same answer gives the same bytes on every machine.

pub(super) mod drawing;
pub(super) mod labels;
pub(super) mod legend;
pub(super) mod scale;
pub(super) mod shading;

use std::io::{self, Write};

use drawing::{Drawing, Place};
use labels::{Column, Label, Sizes};
use legend::Legend;
use scale::Scale;
use shading::{Fill, Shading};

use super::lettering::{Anchor, Hand, Letters};
use super::sheet::{INK, MARGIN, QUIET, Sheet, TITLE};
use super::wording;
use crate::document::{Document, MapData, MapRow};

/// The width of the page; its height depends on what it says.
const WIDTH: f64 = 1100.0;
/// How far text in the columns of labels stays from the edge.
const COLUMN_MARGIN: f64 = 24.0;

/// Shapes of muscles that were not asked for.
const PALE: &str = "#ebe9e7";
/// Shapes of muscles that are not in the model, as the drawing has them.
const OTHER: &str = "#cfccca";

const LABELS: Sizes = Sizes {
    circle: 13.5,
    name: Hand {
        size: 16.0,
        bold: true,
        colour: INK,
    },
    value: Hand {
        size: 14.0,
        bold: false,
        colour: QUIET,
    },
    lines: (18.0, 17.0),
    rise: 14.5,
    gap: 12.0,
};
const CAPTION: Hand = Hand {
    size: 15.0,
    bold: true,
    colour: QUIET,
};
const CONDITIONS: Hand = Hand {
    size: 17.0,
    bold: false,
    colour: INK,
};

/// Writes the map of a document as an SVG picture.
pub(super) fn write(map: &MapData<'_>, of: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(picture(map, of, Letters::Live).as_bytes())
}

/// Writes the map of a document as a PNG picture.
#[cfg(feature = "png")]
pub(super) fn write_png(
    map: &MapData<'_>,
    of: &Document<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    super::png::write(&picture(map, of, Letters::Outlined), out)
}

/// The whole picture.
fn picture(map: &MapData<'_>, of: &Document<'_>, letters: Letters) -> String {
    let mut page = Page::new(map, letters);
    let top = page.head(36.0) + 12.0;
    let bottom = page.figure(top);
    // what the numbers are not comes last in the table, and first where it might be cut off
    let notes = of.notes.iter().rev().map(|note| note.text.clone());
    let notes = notes.chain(page.not_drawn());
    let end = page.sheet.foot(bottom + 30.0, notes, &of.sources);
    page.finish(end + 14.0)
}

/// The picture without its head and foot, which the report that it is a part of has itself.
pub(super) fn within(map: &MapData<'_>) -> String {
    let mut page = Page::new(map, Letters::Live);
    let top = page.scale(30.0) + 12.0;
    let bottom = page.figure(top);
    page.finish(bottom + 24.0)
}

/// The page, as far as it is written.
struct Page<'e> {
    subject: &'e MapData<'e>,
    shading: Shading<'e>,
    drawing: Drawing,
    sheet: Sheet,
}

impl<'e> Page<'e> {
    fn new(subject: &'e MapData<'e>, letters: Letters) -> Self {
        let forces = subject.rows.iter().map(|row| {
            let force = row.force.map(|(force, _)| force);
            (row.muscle, force)
        });
        let forces: Vec<_> = forces.collect();
        let known = forces.iter().filter_map(|(_, bw)| *bw);
        let scale = Scale::up_to(known.fold(0.0, f64::max));
        let evidence = subject.evidence;
        Self {
            shading: Shading::new(evidence, forces, scale, subject.is_one_study),
            drawing: Drawing::embedded(|key| evidence.muscles().by_key(key).is_some()),
            sheet: Sheet::new(WIDTH, letters),
            subject,
        }
    }

    /// How far the drawing is moved to the right.
    fn left(&self) -> f64 {
        (WIDTH - self.drawing.width) / 2.0
    }

    /// Writes title, conditions, and what colours and numbers mean; gives where that ends.
    fn head(&mut self, top: f64) -> f64 {
        let sheet = &mut self.sheet;
        let mut y = top + 30.0;
        let title = "What each leg muscle bears";
        sheet.text((MARGIN, y), Anchor::Start, TITLE, title);
        y += 30.0;
        let words = &self.subject.what;
        y = sheet.paragraph((MARGIN, y), CONDITIONS, WIDTH - 2.0 * MARGIN, 23.0, words);
        self.scale(y + 16.0)
    }

    /// Writes what colours and numbers mean; gives where that ends.
    fn scale(&mut self, y: f64) -> f64 {
        let legend = Legend {
            caption: self.subject.caption,
            scale: self.shading.scale,
            mark: wording::short,
            without_force: self.shading.without_force,
            has_pale: self.shading.has_pale(&self.drawing),
        };
        let y = legend.write(&mut self.sheet, y) + 8.0;
        let (words, width) = (meaning(self.subject), WIDTH - 2.0 * MARGIN);
        self.sheet
            .paragraph((MARGIN, y), legend::SMALL, width, 17.0, &words)
    }

    /// Writes the drawing and its labels; gives where they end.
    fn figure(&mut self, top: f64) -> f64 {
        self.map(top);
        self.labels(top).max(top + self.drawing.height)
    }

    /// Writes the drawing, its muscles filled.
    fn map(&mut self, top: f64) {
        let left = self.left();
        self.sheet.line(&format!(
            "<g id=\"map\" transform=\"translate({left:.1} {top:.1})\">"
        ));
        let mut xml = std::mem::take(&mut self.sheet.xml);
        self.drawing
            .write(&mut xml, "", &self.shading, |key| self.words_of(key));
        self.sheet.xml = xml;
        self.sheet.line("</g>");
        for Place { name, x, y } in &self.drawing.captions {
            let at = (left + x, top + y);
            self.sheet.text(at, Anchor::Middle, CAPTION, name);
        }
    }

    /// What is said of a shape.
    fn words_of(&self, key: &str) -> String {
        if let Some(place) = self.shading.place(key) {
            return self.sentence(&self.subject.rows[place]);
        }
        let muscle = self.subject.evidence.muscles().by_key(key);
        let name = muscle.map_or(key, |muscle| muscle.short_name());
        match self.shading.fill(key) {
            Fill::Hatched => format!("{name}: {}", self.shading.without_force),
            Fill::Pale | Fill::Colour(_) => name.to_owned(),
        }
    }

    /// The force of a row in words, with as much of the unit as there is room for.
    fn value(&self, row: &MapRow<'_>, unit: &str) -> String {
        match row.force {
            Some((force, spread)) => {
                format!("{} {unit}", wording::with_spread(force, spread))
            }
            None => self.shading.without_force.to_owned(),
        }
    }

    /// A row in one line: name, force, rank.
    fn sentence(&self, row: &MapRow<'_>) -> String {
        let rank = match row.rank {
            Some(rank) if rank.low == rank.high => format!(", rank {}", rank.place),
            Some(rank) => {
                let (place, low, high) = (rank.place, rank.low, rank.high);
                format!(", rank {place} (the spread allows {low} to {high})")
            }
            None => String::new(),
        };
        let name = row.muscle.short_name();
        format!("{name}: {}{rank}", self.value(row, "× body weight"))
    }

    /// Writes the labels at both sides; gives where the lower of the columns ends.
    fn labels(&mut self, top: f64) -> f64 {
        let left = self.left();
        let bounds = (top, top + self.drawing.height);
        self.drawing.labels.sort_by(|a, b| a.y.total_cmp(&b.y));
        let (mut at_left, mut at_right) = (Vec::new(), Vec::new());
        for place in &self.drawing.labels {
            let end = (left + place.x, top + place.y);
            if let Some(label) = self.label(&place.name, end) {
                if end.0 < WIDTH / 2.0 {
                    at_left.push(label);
                } else {
                    at_right.push(label);
                }
            }
        }
        let mut bottom = top;
        for (labels, is_left) in [(at_left, true), (at_right, false)] {
            let x = left - LABELS.circle - 4.0;
            let column = Column {
                is_left,
                circle_x: if is_left { x } else { WIDTH - x },
                bounds,
            };
            bottom = bottom.max(LABELS.write(&mut self.sheet, &labels, &column));
        }
        bottom
    }

    /// The label of that name, of a muscle that is shown, or that has no force where everything is shown.
    fn label(&self, name: &str, end: (f64, f64)) -> Option<Label> {
        let labelled = self.shading.labelled(name)?;
        let row = labelled.place.map(|place| &self.subject.rows[place]);
        let is_unpublished = labelled.fill == Fill::Hatched
            && labelled.muscle.part_of().is_none()
            && self.subject.shows_all;
        if row.is_none() && !is_unpublished {
            return None;
        }
        let value = row.map_or_else(
            || self.shading.without_force.to_owned(),
            |row| self.value(row, "× weight"),
        );
        let width = self.left() - 36.0 - COLUMN_MARGIN;
        let lettering = &self.sheet.lettering;
        Some(Label {
            name: lettering.lines(&labelled.name, LABELS.name, width),
            value: lettering.lines(&value, LABELS.value, width),
            place: row.and_then(|row| Some(row.rank?.place)),
            fill: labelled.fill,
            is_divided: labelled.is_divided,
            end,
            title: row.map(|row| self.sentence(row)),
        })
    }

    /// The muscles of the answer that the drawing does not have.
    fn not_drawn(&self) -> Option<String> {
        let mut words = Vec::new();
        for row in &self.subject.rows {
            if !self.drawing.has_label(row.muscle.key()) {
                words.push(self.sentence(row));
            }
        }
        (!words.is_empty()).then(|| format!("Not on the map: {}.", words.join("; ")))
    }

    /// The page in one document of that height.
    fn finish(self, height: f64) -> String {
        let title = format!("What each leg muscle bears: {}", self.subject.what);
        let rows = self.subject.rows.iter().map(|row| self.sentence(row));
        let description = rows.collect::<Vec<_>>().join("; ");
        let mut definitions = String::new();
        legend::definitions(&mut definitions);
        self.sheet
            .document(height, &title, &description, &definitions)
    }
}

/// What the numbers in the circles and the colours of groups mean.
fn meaning(subject: &MapData<'_>) -> String {
    let by = subject.ranked_by;
    let mut words =
        format!("In the circle: the place by {by}. ± is one standard deviation between runners.");
    words.push_str(if subject.detail {
        " A hollow dot: the group as a whole."
    } else {
        " Shapes of one group have the colour of the group."
    });
    words
}
