//! A slope chart: for each muscle a line from its force in A to its force in B, on one axis, with names and figures at
//! both ends.

use super::colour::{INK, QUIET, RULE, Rgb, colour};
use super::font;
use super::font::TextStyle;
use super::labels::spread;
use super::scene::{HEADING, Look, MARGIN, Node, Scene, TextAnchor, px};
use crate::document::{ChangeCertainty, Slope, Slopes};
use crate::number::real;

/// The width of the page that the chart needs.
pub(super) const WIDTH: f64 = 1240.0;
/// Where A and B stand.
const ENDS: [f64; 2] = [450.0, WIDTH - 450.0];
/// The height of the chart, from no force to the largest.
const HEIGHT: f64 = 430.0;
/// From line to line of a name, and between labels.
const LINE: f64 = 17.0;
const GAP: f64 = 4.0;
/// From an end to its figure: space for the line between a point and its label.
const OUT: f64 = 40.0;
/// The radius of the points.
const POINT: f64 = 5.0;
/// What lines within the spread look like.
const FAINT: Rgb = Rgb([0x98, 0xa1, 0xaf]);

const LETTER: TextStyle = TextStyle::bold(18.0, INK);
const STRONG: TextStyle = TextStyle::bold(14.0, INK);
const PLAIN: TextStyle = TextStyle::new(14.0, INK);
const SOFT: TextStyle = TextStyle::new(13.0, QUIET);

/// The lines of changes of which the same is known.
struct SlopeKind {
    certainty: ChangeCertainty,
    class: &'static str,
    meaning: &'static str,
    look: Look,
}

/// In the order of the legend, and from the top of the lines down.
fn kinds() -> [SlopeKind; 4] {
    let kind = |certainty, class, meaning, look| SlopeKind { certainty, class, meaning, look };
    let dashed = |width, dashes| Look { dashes: Some(dashes), ..Look::line(FAINT, width) };
    [
        kind(
            ChangeCertainty::Beyond,
            "slope beyond",
            "beyond the spread between runners",
            Look::line(INK, 3.0),
        ),
        kind(
            ChangeCertainty::Within,
            "slope within",
            "within the spread between runners",
            Look::line(FAINT, 1.6),
        ),
        kind(
            ChangeCertainty::NoSpread,
            "slope no-spread",
            "no published spread",
            dashed(2.0, (1.5, 3.0)),
        ),
        kind(
            ChangeCertainty::Unknown,
            "slope unknown",
            "unknown: no published figure for what differs",
            dashed(1.6, (6.0, 5.0)),
        ),
    ]
}

/// Draws the chart below a place; gives where it ends.
pub(super) fn draw(chart: &Slopes, scene: &mut Scene, top: f64) -> f64 {
    scene.text(
        (MARGIN, top),
        TextAnchor::Start,
        HEADING,
        format!("From A to B: {}", chart.caption),
    );
    let y = legend(chart, scene, top + 24.0);
    if chart.lines.is_empty() {
        return y;
    }
    let (chart_top, bottom) = (y + 44.0, y + 44.0 + HEIGHT);
    let largest = chart.lines.iter().flat_map(|line| line.forces).fold(f64::MIN_POSITIVE, f64::max);
    let height = |force: f64| bottom - HEIGHT * force / largest;
    for (letter, x) in ["A", "B"].into_iter().zip(ENDS) {
        scene.text((x, chart_top - 18.0), TextAnchor::Middle, LETTER, letter);
        let axis = format!("M{} {}V{}", px(x), px(chart_top), px(bottom));
        scene.push(Node::path(axis, Look::line(RULE, 1.0)));
        scene.text((x, bottom + 18.0), TextAnchor::Middle, SOFT, "0");
    }
    // strong lines above faint ones
    for kind in kinds().iter().rev() {
        for line in chart.lines.iter().filter(|line| line.certainty == kind.certainty) {
            let [from, to] = line.forces.map(height);
            let data = format!("M{} {}L{} {}", px(ENDS[0]), px(from), px(ENDS[1]), px(to));
            let node =
                Node::path(data, kind.look).id(format!("slope-{}", line.key)).class(kind.class);
            scene.push(node.titled(&*line.sentence));
        }
    }
    for line in &chart.lines {
        for (x, force) in ENDS.into_iter().zip(line.forces) {
            let look = Look::filled(colour(force, chart.top)).stroked(INK, 1.0);
            scene.push(Node::circle((x, height(force)), POINT, look));
        }
    }
    let bounds = (chart_top - LINE, bottom + LINE);
    let ends = [0, 1].map(|side| labels(chart, scene, side, &height, bounds));
    ends[0].max(ends[1]).max(bottom + 18.0) + 14.0
}

/// What the lines mean, those that there are; gives where the last line of it stands.
fn legend(chart: &Slopes, scene: &mut Scene, mut y: f64) -> f64 {
    const SAMPLE: f64 = 34.0;
    if chart.lines.is_empty() {
        let text = "No muscle has a published force on both sides.";
        scene.text((MARGIN, y), TextAnchor::Start, SOFT, text);
        return y;
    }
    let has = |certainty| chart.lines.iter().any(|line| line.certainty == certainty);
    let mut x = MARGIN;
    for kind in kinds().into_iter().filter(|kind| has(kind.certainty)) {
        let text = kind.meaning;
        let length = SAMPLE + 8.0 + font::width(text, SOFT) * 1.05;
        if x + length > WIDTH - MARGIN {
            x = MARGIN;
            y += 20.0;
        }
        let data = format!("M{} {}H{}", px(x), px(y - 4.0), px(x + SAMPLE));
        scene.push(Node::path(data, kind.look));
        scene.text((x + SAMPLE + 8.0, y), TextAnchor::Start, SOFT, text);
        x += length + 28.0;
    }
    let mut text = "The axis begins at 0. Change: B against A.".to_owned();
    if has(ChangeCertainty::Beyond) {
        text.push_str(" Bold: beyond the spread.");
    }
    if chart.lines.iter().any(|line| line.is_in_part) {
        text.push_str(" ?: a part of the change is unknown.");
    }
    scene.paragraph((MARGIN, y + 20.0), SOFT, WIDTH - 2.0 * MARGIN, 18.0, &text) - 18.0
}

/// Writes the labels of a side, none on another; gives where they end.
fn labels(
    chart: &Slopes,
    scene: &mut Scene,
    side: usize,
    height: &dyn Fn(f64) -> f64,
    bounds: (f64, f64),
) -> f64 {
    let name_width = ENDS[0] - OUT - MARGIN - 80.0;
    let mut order: Vec<(&Slope, Vec<String>)> = chart
        .lines
        .iter()
        .map(|line| (line, font::lines(&line.name, STRONG, name_width)))
        .collect();
    // those that are equal here in the order of the other side, so that their lines do not cross
    order.sort_by(|(one, _), (other, _)| {
        let here = other.forces[side].total_cmp(&one.forces[side]);
        here.then(other.forces[1 - side].total_cmp(&one.forces[1 - side]))
    });
    let wished: Vec<f64> = order.iter().map(|(line, _)| height(line.forces[side])).collect();
    let heights: Vec<f64> = order.iter().map(|(_, name)| LINE * real(name.len())).collect();
    let middles = spread(&wished, &heights, GAP, bounds);
    let (out, anchor) = [(-1.0, TextAnchor::End), (1.0, TextAnchor::Start)][side];
    let widest = |text: &dyn Fn(&Slope) -> &str| {
        let widths = chart.lines.iter().map(|line| font::width(text(line), STRONG));
        widths.fold(0.0, f64::max)
    };
    let figure_width = widest(&|line| &line.texts[side]);
    let change_width = widest(&|line| &line.change);
    let figure_x = ENDS[side] + out * OUT;
    let mut bottom = bounds.0;
    for (((line, name), y), height_of_name) in order.iter().zip(&middles).zip(&heights) {
        let (from, to) = (ENDS[side] + out * (POINT + 2.0), figure_x - out * 5.0);
        let point_y = height(line.forces[side]);
        let data =
            format!("M{} {}L{} {}H{}", px(from), px(point_y), px(to - out * 6.0), px(*y), px(to));
        scene.push(Node::path(data, Look::line(FAINT, 0.8)));
        let style = if line.certainty == ChangeCertainty::Beyond { STRONG } else { PLAIN };
        let base = y - height_of_name / 2.0 + 13.5;
        // figures end under one another at both sides
        let figure_end = if side == 0 { figure_x } else { figure_x + figure_width };
        scene.text((figure_end, base), TextAnchor::End, style, &*line.texts[side]);
        let mut name_x = figure_x + out * (figure_width + 14.0);
        if side == 1 {
            let change_end = name_x + change_width;
            let style = if line.certainty == ChangeCertainty::Unknown { SOFT } else { style };
            scene.text((change_end, base), TextAnchor::End, style, &*line.change);
            if line.is_in_part {
                scene.text((change_end + 5.0, base), TextAnchor::Start, style, "?");
            }
            name_x = change_end + 24.0;
        }
        let name_style = if side == 0 { style } else { SOFT };
        for (text, line_base) in name.iter().zip((0_u8..).map(|i| base + LINE * f64::from(i))) {
            scene.text((name_x, line_base), anchor, name_style, text);
        }
        bottom = bottom.max(y + height_of_name / 2.0);
    }
    bottom
}
