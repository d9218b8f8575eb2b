//! Two runs side by side as a picture: a body map each, on one scale, and below them from what to what each muscle goes.

use super::slopes;
use super::table::{head, number};
use crate::answer::compare::{CompareRow, Compared, Comparison, Figure, Pair, Quantity};
use crate::render::body_map::drawing::{Drawing, Place};
use crate::render::body_map::labels::{Column, Label, Sizes};
use crate::render::body_map::legend::{self, Legend};
use crate::render::body_map::scale::Scale;
use crate::render::body_map::shading::{Fill, Shading};
use crate::render::lettering::{Anchor, Hand, Letters};
use crate::render::sheet::{INK, MARGIN, QUIET, Sheet, TITLE};
use crate::render::wording;

/// The width of the page; its height depends on what it says.
pub(super) const WIDTH: f64 = 1240.0;
/// The size of a map against the drawing.
const MAP: f64 = 0.46;
/// From the middle of the page to the nearest text at either side.
const HALF_GUTTER: f64 = 20.0;
/// How far captions stand below their place in the drawing, since they are larger against it.
const CAPTION_DROP: f64 = 3.0;

const LABELS: Sizes = Sizes {
    circle: 7.0,
    name: Hand {
        size: 12.5,
        bold: false,
        colour: INK,
    },
    value: SIDE,
    lines: (15.0, 15.0),
    rise: 11.5,
    gap: 6.0,
};
const CAPTION: Hand = Hand {
    size: 12.0,
    bold: true,
    colour: QUIET,
};
const SIDE: Hand = Hand {
    size: 14.0,
    bold: false,
    colour: INK,
};
const LETTER: Hand = Hand {
    size: 26.0,
    bold: true,
    colour: INK,
};

/// The whole picture.
pub(super) fn picture(comparison: &Comparison<'_>, names: [&str; 2], letters: Letters) -> String {
    let shown = Shown::of(comparison);
    let evidence = comparison.pair.evidence();
    let mut page = Page {
        comparison,
        drawing: Drawing::embedded(|key| evidence.muscles().by_key(key).is_some()),
        sides: [shown.shading(|c| c.a), shown.shading(|c| c.b)],
        sheet: Sheet::new(WIDTH, letters),
        shown,
    };
    let heads = head(comparison, names);
    let legend_end = page.legend(36.0);
    let top = page.heads(&heads, legend_end + 30.0) + 14.0;
    let mut bottom = top;
    for side in [0, 1] {
        bottom = bottom.max(page.map(side, top));
    }
    let (slopes_end, not_charted) =
        slopes::write(&mut page.sheet, &page.shown, &page.sides, bottom + 44.0);
    // what the numbers are not comes last in the table, and first where it might be cut off
    let (last, others) = match comparison.notes.split_last() {
        Some((last, others)) => (Some(last), others),
        None => (None, &[][..]),
    };
    let notes = last.into_iter().chain(others);
    let notes = notes.map(|note| note.text.clone());
    let notes = notes.chain(not_charted).chain(page.not_drawn());
    let end = page
        .sheet
        .foot(slopes_end + 44.0, notes, &comparison.sources);
    let title = heads.map(|(letter, lines)| format!("{letter}: {}", lines.join(" ")));
    let rows = comparison.rows.iter();
    let sentences: Vec<String> = rows.map(|row| page.shown.sentence(row)).collect();
    let mut definitions = String::new();
    legend::definitions(&mut definitions);
    page.sheet.document(
        end + 14.0,
        &format!("Two runs side by side. {}", title.join("; ")),
        &sentences.join("; "),
        &definitions,
    )
}

/// Which quantity of the comparison is drawn.
pub(super) struct Shown<'c, 'e> {
    pub(super) comparison: &'c Comparison<'e>,
    quantity: Quantity,
    /// Its place in each row.
    place: usize,
}

impl<'c, 'e> Shown<'c, 'e> {
    /// The peak force of a step: in newtons where masses differ, and its mean over recorded runs.
    fn of(comparison: &'c Comparison<'e>) -> Self {
        let first = [Quantity::PeakNewtons, Quantity::MeanPeak, Quantity::Peak]
            .into_iter()
            .find_map(|wanted| {
                let mut quantities = comparison.quantities.iter();
                Some((wanted, quantities.position(|has| *has == wanted)?))
            });
        let (quantity, place) = first.unwrap_or((comparison.quantities[0], 0));
        Self {
            comparison,
            quantity,
            place,
        }
    }

    /// What is drawn of a row.
    pub(super) fn compared<'r>(&self, row: &'r CompareRow<'e>) -> &'r Compared {
        &row.compared[self.place]
    }

    /// What is drawn, and its unit.
    pub(super) fn caption(&self) -> &'static str {
        match self.quantity {
            Quantity::PeakNewtons => "Peak force of one step, newtons",
            Quantity::MeanPeak => "Mean peak force of all steps, × body weight",
            _ => "Peak force of one step, × body weight",
        }
    }

    /// A figure without its unit.
    pub(super) fn number(&self, value: f64) -> String {
        number(self.quantity, value)
    }

    fn unit(&self) -> &'static str {
        if self.quantity == Quantity::PeakNewtons {
            "N"
        } else {
            "× body weight"
        }
    }

    fn is_one_study(&self) -> bool {
        match &self.comparison.pair {
            Pair::Conditions(reports) => reports[0].question.study.is_some(),
            Pair::Recorded(runs) => runs[0].question.study.is_some(),
        }
    }

    /// The scale of both maps.
    fn scale(&self) -> Scale {
        let rows = self.comparison.rows.iter();
        let sides = rows.flat_map(|row| [self.compared(row).a, self.compared(row).b]);
        let largest = sides
            .flatten()
            .map(|figure| figure.value)
            .fold(0.0, f64::max);
        if self.quantity == Quantity::PeakNewtons {
            Scale::up_to_newtons(largest)
        } else {
            Scale::up_to(largest)
        }
    }

    fn shading(&self, side: fn(&Compared) -> Option<Figure>) -> Shading<'e> {
        let forces = self.comparison.rows.iter().map(|row| {
            let figure = side(self.compared(row));
            (row.muscle, figure.map(|figure| figure.value))
        });
        Shading::new(
            self.comparison.pair.evidence(),
            forces.collect(),
            self.scale(),
            self.is_one_study(),
        )
    }

    /// The force of one side in words.
    fn words(&self, row: &CompareRow<'_>, figure: Option<Figure>) -> String {
        let name = row.muscle.short_name();
        match figure {
            Some(figure) => format!("{name}: {} {}", self.number(figure.value), self.unit()),
            None => format!("{name}: no published force"),
        }
    }

    /// Both sides of a row in one line.
    pub(super) fn sentence(&self, row: &CompareRow<'e>) -> String {
        let compared = self.compared(row);
        let (Some(a), Some(b)) = (compared.a, compared.b) else {
            return self.words(row, None);
        };
        let change = compared.ratio().map_or_else(
            || "change unknown".to_owned(),
            |ratio| {
                let spread = match compared.exceeds_spread() {
                    Some(true) => ", beyond the spread",
                    Some(false) => ", within the spread",
                    None => "",
                };
                let is_in_part = !compared.no_figure_for.is_empty();
                let in_part = if is_in_part { ", a part unknown" } else { "" };
                format!("{}{spread}{in_part}", wording::change(ratio))
            },
        );
        format!(
            "{}: {} in A, {} {} in B ({change})",
            row.muscle.short_name(),
            self.number(a.value),
            self.number(b.value),
            self.unit()
        )
    }
}

/// The page, as far as it is written.
struct Page<'c, 'e> {
    comparison: &'c Comparison<'e>,
    shown: Shown<'c, 'e>,
    drawing: Drawing,
    sides: [Shading<'e>; 2],
    sheet: Sheet,
}

/// The middle of the half of the page that a side has.
fn middle(side: usize) -> f64 {
    if side == 0 { WIDTH / 4.0 } else { WIDTH * 0.75 }
}

impl Page<'_, '_> {
    /// Writes A and B as understood; gives where that ends.
    fn heads(&mut self, heads: &[(&str, Vec<String>); 2], y: f64) -> f64 {
        const INDENT: f64 = 32.0;
        let mut bottom = y;
        let width = WIDTH / 2.0 - MARGIN - HALF_GUTTER - INDENT;
        for (x, (letter, lines)) in [MARGIN, WIDTH / 2.0 + HALF_GUTTER].iter().zip(heads) {
            let at = (*x, y + 3.0);
            self.sheet.text(at, Anchor::Start, LETTER, letter);
            let mut base = y;
            for line in lines {
                let at = (x + INDENT, base);
                base = self.sheet.paragraph(at, SIDE, width, 19.0, line);
            }
            bottom = bottom.max(base);
        }
        bottom
    }

    /// Writes the title and what colours mean; gives where that ends.
    fn legend(&mut self, top: f64) -> f64 {
        let mut y = top + 30.0;
        let title = "What each leg muscle bears: A and B";
        self.sheet.text((MARGIN, y), Anchor::Start, TITLE, title);
        y += 36.0;
        let mark = match self.shown.quantity {
            Quantity::PeakNewtons => wording::grouped,
            _ => wording::short,
        };
        let legend = Legend {
            caption: self.shown.caption(),
            scale: self.sides[0].scale,
            mark,
            without_force: self.sides[0].without_force,
            has_pale: self.sides[0].has_pale(&self.drawing),
        };
        legend.write(&mut self.sheet, y) + 8.0
    }

    /// Writes the map of a side; gives where it ends.
    fn map(&mut self, side: usize, top: f64) -> f64 {
        let prefix = ["a-", "b-"][side];
        let (width, height) = (self.drawing.width * MAP, self.drawing.height * MAP);
        let left = middle(side) - width / 2.0;
        self.sheet.line(&format!(
            "<g id=\"{prefix}map\" transform=\"translate({left:.1} {top:.1}) scale({MAP})\">"
        ));
        let mut xml = std::mem::take(&mut self.sheet.xml);
        let shading = &self.sides[side];
        self.drawing
            .write(&mut xml, prefix, shading, |key| self.words_of(side, key));
        self.sheet.xml = xml;
        self.sheet.line("</g>");
        for Place { name, x, y } in &self.drawing.captions {
            let at = (left + x * MAP, top + y * MAP + CAPTION_DROP);
            self.sheet.text(at, Anchor::Middle, CAPTION, name);
        }
        self.labels(side, (left, top)).max(top + height)
    }

    /// Writes the names at both sides of a map; gives where the lower of the columns ends.
    fn labels(&mut self, side: usize, (left, top): (f64, f64)) -> f64 {
        let (width, height) = (self.drawing.width * MAP, self.drawing.height * MAP);
        self.drawing.labels.sort_by(|a, b| a.y.total_cmp(&b.y));
        let (mut at_left, mut at_right) = (Vec::new(), Vec::new());
        for place in &self.drawing.labels {
            let end = (left + place.x * MAP, top + place.y * MAP);
            if let Some(label) = self.label(side, &place.name, end) {
                if end.0 < middle(side) {
                    at_left.push(label);
                } else {
                    at_right.push(label);
                }
            }
        }
        let mut bottom = top;
        let from_map = LABELS.circle + 6.0;
        for (labels, is_left) in [(at_left, true), (at_right, false)] {
            let column = Column {
                is_left,
                circle_x: if is_left {
                    left - from_map
                } else {
                    left + width + from_map
                },
                bounds: (top, top + height),
            };
            bottom = bottom.max(LABELS.write(&mut self.sheet, &labels, &column));
        }
        bottom
    }

    /// The label of that name, of a muscle that is shown.
    fn label(&self, side: usize, name: &str, end: (f64, f64)) -> Option<Label> {
        let labelled = self.sides[side].labelled(name)?;
        let row = &self.comparison.rows[labelled.place?];
        let room = WIDTH / 4.0 - self.drawing.width * MAP / 2.0;
        let width = room - 2.0 * LABELS.circle - 13.0 - HALF_GUTTER;
        let lettering = &self.sheet.lettering;
        Some(Label {
            name: lettering.lines(&labelled.name, LABELS.name, width),
            value: Vec::new(),
            place: None,
            fill: labelled.fill,
            is_divided: labelled.is_divided,
            end,
            title: Some(self.words_of(side, row.muscle.key())),
        })
    }

    /// What is said of a shape.
    fn words_of(&self, side: usize, key: &str) -> String {
        let shading = &self.sides[side];
        if let Some(place) = shading.place(key) {
            let row = &self.comparison.rows[place];
            let compared = self.shown.compared(row);
            return self.shown.words(row, [compared.a, compared.b][side]);
        }
        let muscle = self.comparison.pair.evidence().muscles().by_key(key);
        let name = muscle.map_or(key, |muscle| muscle.short_name());
        match shading.fill(key) {
            Fill::Hatched => format!("{name}: {}", shading.without_force),
            Fill::Pale | Fill::Colour(_) => name.to_owned(),
        }
    }

    /// The muscles of the comparison that the drawing does not have.
    fn not_drawn(&self) -> Option<String> {
        let rows = self.comparison.rows.iter();
        let missing = rows.filter(|row| !self.drawing.has_label(row.muscle.key()));
        let names: Vec<&str> = missing.map(|row| row.muscle.short_name()).collect();
        (!names.is_empty()).then(|| format!("Not on the maps: {}.", names.join(", ")))
    }
}
