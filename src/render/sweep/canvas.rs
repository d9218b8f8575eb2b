//! The page of a picture: its elements, one a line, how wide texts are, and lines without needless points.

use quick_xml::escape::escape;

use crate::render::layout::paragraph;
use crate::render::lettering::{Anchor, Hand, Lettering, Letters};
use crate::render::records::fixed;

/// Width of the page, px.
pub(super) const WIDTH: f64 = 1000.0;
/// White at the left and right, px.
pub(super) const MARGIN: f64 = 36.0;
/// A generous mean width of a character over its size, of a bold one too, so that no text leaves its place in any usual
/// font; measured on the widest of them.
const CHARACTER: f64 = 0.53;
const BOLD_CHARACTER: f64 = 0.64;
/// Sizes of text: of conditions, of names, and of all else, px.
pub(super) const SUB: f64 = 13.0;
const NAMED: f64 = 14.0;
const TITLED: f64 = 21.0;
pub(super) const SMALL: f64 = 11.0;
/// How the elements look.
pub(super) const STYLE: &str = "\
text { font-family: Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif; fill: #222 }
.title { font-size: 21px; font-weight: bold }
.sub { font-size: 13px; fill: #444 }
.name { font-size: 14px; font-weight: bold }
.tick { font-size: 11px; fill: #555 }
.value { font-size: 11px; paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round }
.small { font-size: 11px; fill: #444 }
.grid { stroke: #e4e4e4 }
.axis { stroke: #777 }
.band { fill: #1b5e9b; fill-opacity: 0.18 }
.band.beyond { fill-opacity: 0.08 }
.line { fill: none; stroke: #1b5e9b; stroke-width: 2; stroke-linejoin: round }
.line.beyond { stroke-dasharray: 6 4 }
.line.unknown { stroke: #8a8a8a; stroke-dasharray: 2 4 }
.knot { fill: #1b5e9b; stroke: #fff; stroke-width: 1.2 }";

/// The elements of a picture.
pub(super) struct Canvas {
    xml: String,
    /// What draws letters as outlines; `None` where they stay text.
    outlines: Option<Lettering>,
}

impl Canvas {
    /// An empty canvas.
    pub(super) fn new(letters: Letters) -> Self {
        Self {
            xml: String::new(),
            outlines: (letters == Letters::Outlined).then(|| Lettering::new(letters)),
        }
    }

    /// Adds an element.
    pub(super) fn line(&mut self, element: &str) {
        self.xml.push_str(element);
        self.xml.push('\n');
    }

    /// Adds a text.
    pub(super) fn text(&mut self, class: &str, anchor: &str, (x, y): (f64, f64), text: &str) {
        if let Some(lettering) = &self.outlines {
            let anchor = match anchor {
                "start" => Anchor::Start,
                "middle" => Anchor::Middle,
                _ => Anchor::End,
            };
            let hand = hand(class);
            let data = lettering.outlined((x, y), anchor, hand, text);
            let element = format!(
                "<path class=\"{class}\" fill=\"{}\" d=\"{data}\"/>",
                hand.colour
            );
            self.line(&element);
            return;
        }
        let anchor = match anchor {
            "start" => String::new(),
            other => format!(" text-anchor=\"{other}\""),
        };
        let element = format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\"{anchor}>{}</text>",
            px(x),
            px(y),
            escape(text)
        );
        self.line(&element);
    }

    /// All elements so far.
    pub(super) fn elements(&self) -> &str {
        &self.xml
    }
}

/// Size and weight of a class of text, and its colour unless the class has one, as in [`STYLE`].
fn hand(class: &str) -> Hand {
    let (size, bold) = match class {
        "title" => (TITLED, true),
        "sub" => (SUB, false),
        "name" => (NAMED, true),
        _ => (SMALL, false),
    };
    Hand {
        size,
        bold,
        colour: "#222",
    }
}

/// A coordinate, to a tenth of a pixel.
pub(super) fn px(coordinate: f64) -> String {
    fixed(coordinate, 1)
}

/// A count of charts or lines, for coordinates.
#[allow(clippy::cast_precision_loss)]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}

/// How wide a text is at most, px.
pub(super) fn width(text: &str, size: f64) -> f64 {
    count(text.chars().count()) * size * CHARACTER
}

/// How wide a name is at most, px.
pub(super) fn bold_width(name: &str) -> f64 {
    count(name.chars().count()) * NAMED * BOLD_CHARACTER
}

/// A text in lines that stay on the page.
pub(super) fn lines(text: &str, size: f64) -> Vec<String> {
    // some hundreds
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let characters = ((WIDTH - 2.0 * MARGIN) / (size * CHARACTER)) as usize;
    let broken = paragraph(text, characters, "", "");
    broken.lines().map(str::to_owned).collect()
}

/// Points as an attribute.
pub(super) fn joined(points: &[(f64, f64)]) -> String {
    let pairs = points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y)));
    pairs.collect::<Vec<_>>().join(" ")
}

/// A line without the points that lie on it anyway, to a twentieth of a pixel.
pub(super) fn simplified(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let [first, inner @ .., last] = points else {
        return points.to_vec();
    };
    let off = |point: &(f64, f64)| {
        let share = (point.0 - first.0) / (last.0 - first.0);
        (point.1 - first.1 - (last.1 - first.1) * share).abs()
    };
    let farthest = inner
        .iter()
        .enumerate()
        .max_by(|a, b| off(a.1).total_cmp(&off(b.1)));
    match farthest {
        Some((i, point)) if off(point) > 0.05 => {
            let mut line = simplified(&points[..=i + 1]);
            line.pop();
            line.extend(simplified(&points[i + 1..]));
            line
        }
        _ => vec![*first, *last],
    }
}
