//! A slope chart: for each muscle a line from its force in A to its force in B, on one axis, with names and figures at
//! both ends.

use super::picture::{Shown, WIDTH};
use crate::answer::compare::{CompareRow, Compared};
use crate::render::body_map::labels::spread;
use crate::render::body_map::shading::Shading;
use crate::render::lettering::{Anchor, Hand, escaped};
use crate::render::sheet::{HEADING, INK, MARGIN, QUIET, Sheet};
use crate::render::wording;

/// How many muscles a chart has room for.
const MOST: usize = 13;
/// Where A and B stand.
const ENDS: [f64; 2] = [450.0, WIDTH - 450.0];
/// The height of the chart, from no force to the largest.
const HEIGHT: f64 = 430.0;
/// From line to line of a name, and between labels.
const LINE: f64 = 17.0;
const GAP: f64 = 4.0;
/// From an end to its figure: room for the line between a point and its label.
const OUT: f64 = 40.0;
/// The radius of the points.
const POINT: f64 = 5.0;
/// What lines within the spread look like.
const FAINT: &str = "#98a1af";
/// What the line of a muscle is called as a class.
const CLASS: &str = "slope";

const LETTER: Hand = Hand {
    size: 18.0,
    bold: true,
    colour: INK,
};
const STRONG: Hand = Hand {
    size: 14.0,
    bold: true,
    colour: INK,
};
const PLAIN: Hand = Hand {
    size: 14.0,
    bold: false,
    colour: INK,
};
const SOFT: Hand = Hand {
    size: 13.0,
    bold: false,
    colour: QUIET,
};

/// What is known of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Nobody published a figure for what differs.
    Unknown,
    /// Known, but not the spread between runners.
    NoSpread,
    /// Within the spread between runners.
    Within,
    /// Beyond it.
    Beyond,
}

impl Kind {
    /// In the order of the legend, and from the top of the lines down.
    const ALL: [Self; 4] = [Self::Beyond, Self::Within, Self::NoSpread, Self::Unknown];

    fn of(compared: &Compared) -> Self {
        match (compared.difference(), compared.exceeds_spread()) {
            (None, _) => Self::Unknown,
            (Some(_), None) => Self::NoSpread,
            (Some(_), Some(true)) => Self::Beyond,
            (Some(_), Some(false)) => Self::Within,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NoSpread => "no-spread",
            Self::Within => "within",
            Self::Beyond => "beyond",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Unknown => "unknown: no published figure for what differs",
            Self::NoSpread => "no published spread",
            Self::Within => "within the spread between runners",
            Self::Beyond => "beyond the spread between runners",
        }
    }

    /// The attributes of its lines.
    fn stroke(self) -> String {
        let (colour, width, dashes) = match self {
            Self::Unknown => (FAINT, 1.6, " stroke-dasharray=\"6 5\""),
            Self::NoSpread => (FAINT, 2.0, " stroke-dasharray=\"1.5 3\""),
            Self::Within => (FAINT, 1.6, ""),
            Self::Beyond => (INK, 3.0, ""),
        };
        format!("stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}")
    }
}

/// The line of a muscle.
struct Slope<'r, 'e> {
    row: &'r CompareRow<'e>,
    kind: Kind,
    /// The forces in A and in B.
    forces: [f64; 2],
    /// Where they are.
    y: [f64; 2],
    /// The name, as it is broken into lines.
    name: Vec<String>,
    change: String,
    /// Whether a part of the change is unknown.
    is_in_part: bool,
}

/// Writes the chart; gives where it ends, and what has to be said of muscles that it does not show.
pub(super) fn write(
    sheet: &mut Sheet,
    shown: &Shown<'_, '_>,
    sides: &[Shading<'_>; 2],
    top: f64,
) -> (f64, Option<String>) {
    let (slopes, rest) = slopes(sheet, shown);
    let mut y = top;
    let heading = format!("From A to B: {}", lower(shown.caption()));
    sheet.text((MARGIN, y), Anchor::Start, HEADING, &heading);
    y = legend(sheet, &slopes, y + 24.0);
    if slopes.is_empty() {
        return (y, rest);
    }
    let (chart_top, bottom) = (y + 44.0, y + 44.0 + HEIGHT);
    let largest = slopes.iter().flat_map(|slope| slope.forces);
    let largest = largest.fold(f64::MIN_POSITIVE, f64::max);
    let mut slopes = slopes;
    for slope in &mut slopes {
        slope.y = slope.forces.map(|force| bottom - HEIGHT * force / largest);
    }
    for (letter, x) in ["A", "B"].iter().zip(ENDS) {
        let at = (x, chart_top - 18.0);
        sheet.text(at, Anchor::Middle, LETTER, letter);
        sheet.line(&format!(
            "<path d=\"M{x:.1} {chart_top:.1}V{bottom:.1}\" stroke=\"#c3c7ce\" stroke-width=\"1\"/>"
        ));
        sheet.text((x, bottom + 18.0), Anchor::Middle, SOFT, "0");
    }
    lines(sheet, shown, &slopes);
    points(sheet, sides, &slopes);
    let mut end = bottom + 18.0;
    for side in [0, 1] {
        end = end.max(labels(
            sheet,
            shown,
            &slopes,
            side,
            (chart_top - LINE, bottom + LINE),
        ));
    }
    (end, rest)
}

/// The lines of the first muscles of the ranking, and a sentence about the others.
fn slopes<'r, 'e>(sheet: &Sheet, shown: &Shown<'r, 'e>) -> (Vec<Slope<'r, 'e>>, Option<String>) {
    let (mut slopes, mut rest) = (Vec::new(), Vec::new());
    for row in &shown.comparison.rows {
        let compared = shown.compared(row);
        let (Some(a), Some(b)) = (compared.a, compared.b) else {
            rest.push(shown.sentence(row));
            continue;
        };
        if slopes.len() == MOST {
            rest.push(shown.sentence(row));
            continue;
        }
        let change = compared.ratio();
        let width = ENDS[0] - OUT - MARGIN - 80.0;
        slopes.push(Slope {
            row,
            kind: Kind::of(compared),
            forces: [a.value, b.value],
            y: [0.0; 2],
            name: sheet
                .lettering
                .lines(row.muscle.short_name(), STRONG, width),
            change: change.map_or_else(|| "unknown".to_owned(), wording::change),
            is_in_part: change.is_some() && !compared.no_figure_for.is_empty(),
        });
    }
    let rest = (!rest.is_empty()).then(|| format!("Not in the chart: {}.", rest.join("; ")));
    (slopes, rest)
}

/// A caption within a sentence.
fn lower(caption: &str) -> String {
    let mut letters = caption.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// What the lines mean, those that there are; gives where the last line of it stands.
fn legend(sheet: &mut Sheet, slopes: &[Slope<'_, '_>], mut y: f64) -> f64 {
    const SAMPLE: f64 = 34.0;
    if slopes.is_empty() {
        let words = "No muscle has a published force on both sides.";
        sheet.text((MARGIN, y), Anchor::Start, SOFT, words);
        return y;
    }
    let mut x = MARGIN;
    for kind in Kind::ALL {
        if !slopes.iter().any(|slope| slope.kind == kind) {
            continue;
        }
        let width = SAMPLE + 8.0 + sheet.lettering.width(kind.words(), SOFT) * 1.05;
        if x + width > WIDTH - MARGIN {
            x = MARGIN;
            y += 20.0;
        }
        sheet.line(&format!(
            "<path d=\"M{x:.1} {:.1}h{SAMPLE}\" fill=\"none\" {}/>",
            y - 4.0,
            kind.stroke()
        ));
        let at = (x + SAMPLE + 8.0, y);
        sheet.text(at, Anchor::Start, SOFT, kind.words());
        x += width + 28.0;
    }
    let mut words = "The axis begins at 0. Change: B against A.".to_owned();
    if slopes.iter().any(|slope| slope.kind == Kind::Beyond) {
        words.push_str(" Bold: beyond the spread.");
    }
    if slopes.iter().any(|slope| slope.is_in_part) {
        words.push_str(" ?: a part of the change is unknown.");
    }
    sheet.paragraph((MARGIN, y + 20.0), SOFT, WIDTH - 2.0 * MARGIN, 18.0, &words) - 18.0
}

/// Writes the lines, strong ones above faint ones.
fn lines(sheet: &mut Sheet, shown: &Shown<'_, '_>, slopes: &[Slope<'_, '_>]) {
    for kind in Kind::ALL.into_iter().rev() {
        for slope in slopes.iter().filter(|slope| slope.kind == kind) {
            let ([left, right], [from, to]) = (ENDS, slope.y);
            sheet.line(&format!(
                "<path class=\"{CLASS} {}\" id=\"{CLASS}-{}\" d=\"M{left:.1} {from:.1}L{right:.1} {to:.1}\" \
                 fill=\"none\" {}><title>{}</title></path>",
                kind.key(),
                escaped(slope.row.muscle.key()),
                kind.stroke(),
                escaped(&shown.sentence(slope.row))
            ));
        }
    }
}

/// Writes the ends of the lines in the colours of the maps.
fn points(sheet: &mut Sheet, sides: &[Shading<'_>; 2], slopes: &[Slope<'_, '_>]) {
    for slope in slopes {
        for ((x, y), (force, shading)) in
            ENDS.iter().zip(slope.y).zip(slope.forces.iter().zip(sides))
        {
            let colour = shading.scale.colour(*force);
            sheet.line(&format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{POINT}\" fill=\"{colour}\" stroke=\"{INK}\" \
                 stroke-width=\"1\"/>"
            ));
        }
    }
}

/// Writes the labels of a side, none on another; gives where they end.
fn labels(
    sheet: &mut Sheet,
    shown: &Shown<'_, '_>,
    slopes: &[Slope<'_, '_>],
    side: usize,
    bounds: (f64, f64),
) -> f64 {
    let mut order: Vec<&Slope<'_, '_>> = slopes.iter().collect();
    // those that are equal here in the order of the other side, so that their lines do not cross
    order.sort_by(|one, other| {
        let here = one.y[side].total_cmp(&other.y[side]);
        here.then(one.y[1 - side].total_cmp(&other.y[1 - side]))
    });
    let wished: Vec<f64> = order.iter().map(|slope| slope.y[side]).collect();
    // names of a handful of lines
    #[allow(clippy::cast_precision_loss)]
    let heights = order.iter().map(|slope| LINE * slope.name.len() as f64);
    let heights: Vec<f64> = heights.collect();
    let middles = spread(&wished, &heights, GAP, bounds);
    let out = if side == 0 { -1.0 } else { 1.0 };
    let anchor = if side == 0 {
        Anchor::End
    } else {
        Anchor::Start
    };
    let widest = |sheet: &Sheet, texts: &[String]| {
        let widths = texts.iter().map(|text| sheet.lettering.width(text, STRONG));
        widths.fold(0.0, f64::max)
    };
    let figures = order.iter().map(|slope| shown.number(slope.forces[side]));
    let figures: Vec<String> = figures.collect();
    let changes: Vec<String> = order.iter().map(|slope| slope.change.clone()).collect();
    let figure_width = widest(sheet, &figures);
    let change_width = widest(sheet, &changes);
    let figure_x = ENDS[side] + out * OUT;
    let mut bottom = bounds.0;
    for (((slope, y), height), figure) in order.iter().zip(&middles).zip(&heights).zip(&figures) {
        let (from, to) = (ENDS[side] + out * (POINT + 2.0), figure_x - out * 5.0);
        sheet.line(&format!(
            "<path d=\"M{from:.1} {:.1}L{:.1} {y:.1}H{to:.1}\" fill=\"none\" stroke=\"{FAINT}\" stroke-width=\"0.8\"/>",
            slope.y[side],
            to - out * 6.0,
        ));
        let is_beyond = slope.kind == Kind::Beyond;
        let hand = if is_beyond { STRONG } else { PLAIN };
        let base = y - height / 2.0 + 13.5;
        // figures end under one another at both sides
        let ends = if side == 0 {
            figure_x
        } else {
            figure_x + figure_width
        };
        sheet.text((ends, base), Anchor::End, hand, figure);
        let mut name_x = figure_x + out * (figure_width + 14.0);
        if side == 1 {
            let change_end = name_x + change_width;
            let hand = if slope.kind == Kind::Unknown {
                SOFT
            } else {
                hand
            };
            sheet.text((change_end, base), Anchor::End, hand, &slope.change);
            if slope.is_in_part {
                sheet.text((change_end + 5.0, base), Anchor::Start, hand, "?");
            }
            name_x = change_end + 24.0;
        }
        let name_hand = if side == 0 { hand } else { SOFT };
        let mut line_base = base;
        for line in &slope.name {
            sheet.text((name_x, line_base), anchor, name_hand, line);
            line_base += LINE;
        }
        bottom = bottom.max(y + height / 2.0);
    }
    bottom
}
