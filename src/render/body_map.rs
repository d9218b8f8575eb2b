//! The answer as a picture: front and back of the legs, each muscle shaded by its peak force and labelled, with legend,
//! notes and sources.
//!
//! The muscles are drawn in `data/body_map.svg`; this knows them by their ids alone. Everything is placed by the widths
//! of one font, so that the same answer gives the same bytes on every machine.

mod drawing;
mod labels;
mod legend;
mod lettering;
#[cfg(feature = "png")]
mod png;
mod scale;
mod shading;

use std::fmt::Write as _;
use std::io::{self, Write};

use drawing::{Drawing, Piece, Place};
use lettering::{Anchor, FONT_FAMILY, Hand, Lettering, Letters, escaped};
use shading::{Fill, Shading};

use super::wording;
use crate::report::{Report, Row};

#[cfg(feature = "png")]
pub use png::write as write_png;

/// The width of the page; its height depends on what it says.
const WIDTH: f64 = 1100.0;
const MARGIN: f64 = 36.0;
/// How far text in the columns of labels stays from the edge.
const COLUMN_MARGIN: f64 = 24.0;
/// The radius of the circle that holds a rank.
const CIRCLE: f64 = 13.5;

const INK: &str = "#1b1f26";
const QUIET: &str = "#4d5562";
/// Shapes of muscles that were not asked for.
const PALE: &str = "#ebe9e7";
/// Shapes of muscles that are not in the model, as the drawing has them.
const OTHER: &str = "#cfccca";

const NAME: Hand = Hand {
    size: 16.0,
    bold: true,
    colour: INK,
};
const VALUE: Hand = Hand {
    size: 14.0,
    bold: false,
    colour: QUIET,
};
const CAPTION: Hand = Hand {
    size: 15.0,
    bold: true,
    colour: QUIET,
};
const HEADING: Hand = Hand {
    size: 13.0,
    bold: true,
    colour: INK,
};
const SMALL: Hand = Hand {
    size: 12.0,
    bold: false,
    colour: QUIET,
};
/// From line to line of a label's name, of its value, and of small print.
const NAME_LINE: f64 = 18.0;
const VALUE_LINE: f64 = 17.0;
const SMALL_LINE: f64 = 16.0;

/// Writes an answer as an SVG picture.
///
/// # Errors
/// When the output does not take it.
pub fn write(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    out.write_all(picture(report, Letters::Live).as_bytes())
}

/// The whole picture.
fn picture(report: &Report<'_>, letters: Letters) -> String {
    let mut page = Page::of(report, letters);
    let top = legend::write(&mut page, 36.0) + 12.0;
    let bottom = page.figure(top);
    let height = page.foot(bottom + 30.0) + 14.0;
    page.finish(height)
}

/// The picture without its head and foot, which the report that it is a part of has itself.
pub(super) fn within(report: &Report<'_>) -> String {
    let mut page = Page::of(report, Letters::Live);
    let top = legend::scale(&mut page, 30.0) + 12.0;
    let bottom = page.figure(top);
    page.finish(bottom + 24.0)
}

/// A mark of the legend.
fn bw_mark(bw: f64) -> String {
    wording::short(bw)
}

/// The page, as far as it is written.
struct Page<'r, 'e> {
    report: &'r Report<'e>,
    shading: Shading<'r, 'e>,
    drawing: Drawing,
    lettering: Lettering,
    xml: String,
}

/// What stands beside the map about one muscle.
struct Label<'r, 'e> {
    name: Vec<String>,
    value: Vec<String>,
    /// Its place in the ranking.
    place: Option<usize>,
    fill: Fill,
    /// Whether the shape that its line ends at has the colours of its parts.
    is_divided: bool,
    /// Where its line ends.
    end: (f64, f64),
    row: Option<&'r Row<'e>>,
}

impl Label<'_, '_> {
    // a label has a handful of lines
    #[allow(clippy::cast_precision_loss)]
    fn height(&self) -> f64 {
        let text = NAME_LINE * self.name.len() as f64 + VALUE_LINE * self.value.len() as f64;
        text.max(2.0 * CIRCLE)
    }
}

impl<'r, 'e> Page<'r, 'e> {
    fn of(report: &'r Report<'e>, letters: Letters) -> Self {
        Self {
            report,
            shading: Shading::of(report),
            drawing: Drawing::embedded(|key| report.evidence.muscles().by_key(key).is_some()),
            lettering: Lettering::new(letters),
            xml: String::with_capacity(160 << 10),
        }
    }

    fn shading_report(&self) -> &'r Report<'e> {
        self.report
    }

    fn scale(&self) -> scale::Scale {
        self.shading.scale
    }

    fn without_force(&self) -> &'static str {
        self.shading.without_force()
    }

    /// Whether any shape is left pale.
    fn has_pale(&self) -> bool {
        self.drawing.pieces.iter().any(|piece| match piece {
            Piece::Muscle { key, .. } => self.shading.fill(key) == Fill::Pale,
            Piece::Kept(_) => false,
        })
    }

    fn line(&mut self, xml: &str) {
        self.xml.push_str(xml);
        self.xml.push('\n');
    }

    fn text(&mut self, at: (f64, f64), anchor: Anchor, hand: Hand, text: &str) {
        self.lettering.write(&mut self.xml, at, anchor, hand, text);
    }

    /// Writes a text on as many lines as it takes; gives the base line after the last.
    fn paragraph(
        &mut self,
        (x, mut y): (f64, f64),
        hand: Hand,
        width: f64,
        leading: f64,
        text: &str,
    ) -> f64 {
        for line in self.lettering.lines(text, hand, width) {
            self.text((x, y), Anchor::Start, hand, &line);
            y += leading;
        }
        y
    }

    /// Writes the drawing and its labels; gives where they end.
    fn figure(&mut self, top: f64) -> f64 {
        self.map(top);
        self.labels(top).max(top + self.drawing.height)
    }

    /// How far the drawing is moved to the right.
    fn left(&self) -> f64 {
        (WIDTH - self.drawing.width) / 2.0
    }

    /// Writes the drawing, its muscles filled.
    fn map(&mut self, top: f64) {
        let left = self.left();
        self.line(&format!(
            "<g id=\"map\" transform=\"translate({left:.1} {top:.1})\">"
        ));
        for piece in &self.drawing.pieces {
            match piece {
                Piece::Kept(xml) if xml == "\n" && self.xml.ends_with('\n') => {}
                Piece::Kept(xml) => self.xml.push_str(xml),
                Piece::Muscle { key, tag, closes } => {
                    let fill = self.shading.fill(key).paint();
                    let words = match self.shading.row(key) {
                        Some(row) => self.shading.sentence(row),
                        None => self.words_of(key),
                    };
                    let title = escaped(&words);
                    // writing to a String cannot fail
                    let _ = write!(self.xml, "<{tag} fill=\"{fill}\"><title>{title}</title>");
                    if let Some(name) = closes {
                        let _ = write!(self.xml, "</{name}>");
                    }
                }
            }
        }
        self.line("</g>");
        for Place { name, x, y } in std::mem::take(&mut self.drawing.captions) {
            self.text((left + x, top + y), Anchor::Middle, CAPTION, &name);
        }
    }

    /// What is said of a muscle that is no part of the answer.
    fn words_of(&self, key: &str) -> String {
        let muscle = self.report.evidence.muscles().by_key(key);
        let name = muscle.map_or(key, |muscle| muscle.short_name());
        match self.shading.fill(key) {
            Fill::Hatched => format!("{name}: {}", self.without_force()),
            Fill::Pale | Fill::Colour(_) => name.to_owned(),
        }
    }

    /// Writes the labels at both sides; gives where the lower of the columns ends.
    fn labels(&mut self, top: f64) -> f64 {
        let (left, middle) = (self.left(), WIDTH / 2.0);
        let bounds = (top, top + self.drawing.height);
        let mut places = std::mem::take(&mut self.drawing.labels);
        places.sort_by(|a, b| a.y.total_cmp(&b.y));
        let (mut at_left, mut at_right) = (Vec::new(), Vec::new());
        for place in &places {
            let end = (left + place.x, top + place.y);
            if let Some(label) = self.label(&place.name, end) {
                if end.0 < middle {
                    at_left.push(label);
                } else {
                    at_right.push(label);
                }
            }
        }
        self.drawing.labels = places;
        let mut bottom = top;
        for (column, is_left) in [(at_left, true), (at_right, false)] {
            let wished: Vec<f64> = column.iter().map(|label| label.end.1).collect();
            let heights: Vec<f64> = column.iter().map(Label::height).collect();
            let middles = labels::spread(&wished, &heights, 12.0, bounds);
            // lines first, so that none crosses a circle or a text
            for (label, y) in column.iter().zip(&middles) {
                self.leader(label, *y, is_left);
            }
            for (label, y) in column.iter().zip(&middles) {
                self.write_label(label, *y, is_left);
                bottom = bottom.max(y + label.height() / 2.0);
            }
        }
        bottom
    }

    /// The label of that name, of a muscle that is shown, or that has no force where everything is shown.
    fn label(&self, name: &str, end: (f64, f64)) -> Option<Label<'r, 'e>> {
        let (key, part) = name.split_once('.').unwrap_or((name, ""));
        let mut rows = self.report.rows.iter();
        if rows.any(|row| row.muscle.key() == part) {
            return None;
        }
        let question = &self.report.question;
        let shows_all =
            question.muscles.is_none() && question.only.is_none() && question.top.is_none();
        let muscle = self.report.evidence.muscles().by_key(key)?;
        let row = self.report.rows.iter().find(|row| row.muscle.key() == key);
        let fill = match row {
            Some(row) => match row.load {
                Some(ref load) => Fill::Colour(self.scale().colour(load.peak().value().0)),
                None => Fill::Hatched,
            },
            None => self.shading.fill(key),
        };
        let is_unpublished =
            row.is_none() && fill == Fill::Hatched && muscle.part_of().is_none() && shows_all;
        if row.is_none() && !is_unpublished {
            return None;
        }
        let is_divided = self.shading.is_divided(muscle);
        let name = if is_divided {
            format!("{} (whole)", muscle.short_name())
        } else {
            muscle.short_name().to_owned()
        };
        let value = row.map_or_else(
            || self.without_force().to_owned(),
            |row| self.shading.value(row, "× weight"),
        );
        let width = self.left() - 36.0 - COLUMN_MARGIN;
        Some(Label {
            name: self.lettering.lines(&name, NAME, width),
            value: self.lettering.lines(&value, VALUE, width),
            place: row.and_then(|row| Some(row.rank?.place)),
            fill,
            is_divided,
            end,
            row,
        })
    }

    /// Where the circle of a label is.
    fn circle_x(&self, is_left: bool) -> f64 {
        let x = self.left() - CIRCLE - 4.0;
        if is_left { x } else { WIDTH - x }
    }

    /// Writes the line from a label to what it names.
    fn leader(&mut self, label: &Label<'_, '_>, y: f64, is_left: bool) {
        let out = if is_left { 1.0 } else { -1.0 };
        let from = self.circle_x(is_left) + out * CIRCLE;
        let bend = from + out * 12.0;
        let (x, end) = label.end;
        let path = format!("M{from:.1} {y:.1}H{bend:.1}L{x:.1} {end:.1}");
        let inside = if label.is_divided { "#ffffff" } else { INK };
        self.line(&format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"#ffffff\" stroke-opacity=\"0.75\" stroke-width=\"3\"/>\n\
             <path class=\"leader\" d=\"{path}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1\"/>\n\
             <circle cx=\"{x:.1}\" cy=\"{end:.1}\" r=\"3\" fill=\"{inside}\" stroke=\"{ring}\" stroke-width=\"1.2\"/>",
            ring = if label.is_divided { INK } else { "#ffffff" },
        ));
    }

    fn write_label(&mut self, label: &Label<'_, '_>, y: f64, is_left: bool) {
        let circle = self.circle_x(is_left);
        let (x, anchor) = if is_left {
            (circle - CIRCLE - 7.0, Anchor::End)
        } else {
            (circle + CIRCLE + 7.0, Anchor::Start)
        };
        let dark = matches!(label.fill, Fill::Colour(colour) if colour.is_dark());
        let rank = Hand {
            size: 13.0,
            bold: true,
            colour: if dark { "#ffffff" } else { INK },
        };
        let title = label.row.map(|row| self.shading.sentence(row));
        let title = title.map_or_else(String::new, |t| format!("<title>{}</title>", escaped(&t)));
        self.line(&format!(
            "<circle cx=\"{circle:.1}\" cy=\"{y:.1}\" r=\"{CIRCLE}\" fill=\"{}\" stroke=\"{INK}\" \
             stroke-width=\"1\">{title}</circle>",
            label.fill.paint()
        ));
        if let Some(place) = label.place {
            let at = (circle, y + 4.6);
            self.text(at, Anchor::Middle, rank, &place.to_string());
        }
        let mut base = y - label.height() / 2.0 + 14.5;
        for line in &label.name {
            self.text((x, base), anchor, NAME, line);
            base += NAME_LINE;
        }
        for line in &label.value {
            self.text((x, base - 1.0), anchor, VALUE, line);
            base += VALUE_LINE;
        }
    }

    /// Writes notes and sources side by side; gives where they end.
    fn foot(&mut self, top: f64) -> f64 {
        const GAP: f64 = 36.0;
        let width = (WIDTH - 2.0 * MARGIN - GAP) / 2.0;
        self.line(&format!(
            "<path d=\"M{MARGIN} {:.1}H{:.1}\" stroke=\"#c3c7ce\" stroke-width=\"1\"/>",
            top - 20.0,
            WIDTH - MARGIN
        ));
        let right = MARGIN + width + GAP;
        let (mut notes_end, mut sources_end) = (top + 19.0, top + 19.0);
        self.text((MARGIN, top), Anchor::Start, HEADING, "What to know");
        self.text((right, top), Anchor::Start, HEADING, "Sources");
        let report = self.report;
        // what the numbers are not comes last in the table, and first where it might be cut off
        let notes = report.notes.iter().rev().map(|note| note.text.clone());
        for note in notes.chain(self.not_drawn()) {
            let end = self.paragraph((MARGIN, notes_end), SMALL, width, SMALL_LINE, &note);
            notes_end = end + 5.0;
        }
        let sources: Vec<String> = report
            .sources
            .iter()
            .map(|study| {
                let doi = study
                    .doi
                    .as_ref()
                    .map_or_else(String::new, |doi| format!(", doi:{doi}"));
                format!("{}, {}{doi}", study.short(), study.published_in)
            })
            .collect();
        if !sources.is_empty() {
            let words = sources.join("; ") + ".";
            sources_end = self.paragraph((right, sources_end), SMALL, width, SMALL_LINE, &words);
        }
        notes_end.max(sources_end)
    }

    /// The muscles of the answer that the drawing does not have.
    fn not_drawn(&self) -> Option<String> {
        let mut words = Vec::new();
        for row in &self.report.rows {
            let is_drawn = |place: &Place| place.name == row.muscle.key();
            if !self.drawing.labels.iter().any(is_drawn) {
                words.push(self.shading.sentence(row));
            }
        }
        (!words.is_empty()).then(|| format!("Not on the map: {}.", words.join("; ")))
    }

    /// The page in one document of that height.
    fn finish(self, height: f64) -> String {
        let height = height.ceil();
        let title = escaped(&wording::conditions(self.report));
        let rows = self.report.rows.iter();
        let rows: Vec<String> = rows.map(|row| self.shading.sentence(row)).collect();
        let description = escaped(&rows.join("; "));
        let mut definitions = String::new();
        legend::definitions(&mut definitions);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"map-title map-description\" \
             font-family=\"{FONT_FAMILY}\">\n\
             <title id=\"map-title\">What each leg muscle bears: {title}</title>\n\
             <desc id=\"map-description\">{description}</desc>\n\
             {definitions}<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            self.xml
        )
    }
}
