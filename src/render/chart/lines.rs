//! Small line charts over one axis, by rank, with the spread as a band.
//!
//! Drawn by hand rather than by a library of charts: paces want labels at round places of an axis that is straight in
//! speed, and every part of a line its own dashes.

use super::colour::{INK, QUIET, Rgb, WHITE};
use super::font::TextStyle;
use super::scene::{Look, MARGIN, Node, Scene, TextAnchor, px, through};
use super::{axis, font};
use crate::document::{LineCertainty, LinePanel, LinePoint, Lines, round_step};
use crate::number::{fixed, multiples, real, short};

/// Width of the page.
pub(super) const WIDTH: f64 = 1100.0;
/// Room for the labels of the force axis.
const GUTTER: f64 = 26.0;
/// Room between charts beside each other.
const GAP: f64 = 36.0;
/// Height of a chart, of its name above, and of its labels and the space below.
const CHART: f64 = 170.0;
const NAME: f64 = 26.0;
const BELOW: f64 = 44.0;
/// Muscles that bear less than this part of the most loaded one would lie flat on a common scale.
const LEAST_PART: f64 = 0.25;

const BLUE: Rgb = Rgb([0x1b, 0x5e, 0x9b]);
const GREY: Rgb = Rgb([0x8a, 0x8a, 0x8a]);
const GRID: Rgb = Rgb([0xe4, 0xe4, 0xe4]);
const AXIS: Rgb = Rgb([0x77, 0x77, 0x77]);
const CAPTION: TextStyle = TextStyle::new(13.0, QUIET);
const NAMED: TextStyle = TextStyle::bold(14.0, INK);
const TICK: TextStyle = TextStyle::new(11.0, QUIET);
const VALUE: TextStyle = TextStyle { has_halo: true, ..TextStyle::new(11.0, INK) };

/// The place and scale of a chart.
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    /// The force at the top; 0 is at the bottom.
    highest: f64,
    /// The step between the lines of the grid.
    step: f64,
}

impl Frame {
    fn place(&self, at: f64, value: f64) -> (f64, f64) {
        let part = (value / self.highest).clamp(0.0, 1.0);
        (self.left + self.width * at, self.top + CHART * (1.0 - part))
    }
}

/// The largest figure that a chart shows, with its spread.
fn reach(panel: &LinePanel) -> f64 {
    let points = panel.points.iter();
    points.map(|point| point.value + point.sd.unwrap_or(0.0)).fold(0.0, f64::max)
}

/// Draws the charts below a place; gives where they end.
pub(super) fn draw(chart: &Lines, scene: &mut Scene, top: f64) -> f64 {
    let longest =
        chart.panels.iter().map(|panel| font::width(&panel.name, NAMED)).fold(0.0, f64::max);
    let width =
        |columns: usize| (WIDTH - 2.0 * MARGIN - GUTTER - GAP * real(columns - 1)) / real(columns);
    let columns = match chart.panels.len() {
        few @ 0..=3 => few.max(1),
        4 => 2,
        5 | 6 | 9 => 3,
        _ if longest > width(4) => 3,
        _ => 4,
    };
    let reaches = || chart.panels.iter().map(reach);
    let (least, all) = (reaches().fold(f64::MAX, f64::min), reaches().fold(0.0, f64::max));
    let has_own_scales = least < LEAST_PART * all && chart.panels.len() > columns;
    let has_words = longest + font::width("grade B–C", TICK) + 12.0 <= width(columns);
    let scale = match chart.panels.len() {
        _ if has_own_scales => "each row of charts has its own scale, from 0",
        0 | 1 => "the scale begins at 0",
        _ => "all charts have one scale, from 0",
    };
    let has_grades = chart.panels.iter().any(|panel| !panel.grades.is_empty());
    let letters = if has_words || !has_grades { "" } else { "; A, B, C: grade of the evidence" };
    let axis = format!("Along the axis: {}; {scale}{letters}", chart.axis.title);
    let mut y = top;
    for text in [&chart.caption, &axis] {
        y = scene.paragraph((MARGIN, y), CAPTION, WIDTH - 2.0 * MARGIN, 18.0, text);
    }
    let mut top = legend(chart, scene, y + 6.0) + 16.0;
    for row in chart.panels.chunks(columns) {
        let highest = if has_own_scales { row.iter().map(reach).fold(0.0, f64::max) } else { all };
        for (i, panel) in row.iter().enumerate() {
            let frame = Frame {
                left: MARGIN + GUTTER + (width(columns) + GAP) * real(i),
                top: top + NAME,
                width: width(columns),
                highest: highest.max(0.01) * 1.04,
                step: round_step(highest.max(0.01) / 5.0),
            };
            let grades = if panel.grades.is_empty() {
                String::new()
            } else if has_words {
                format!("grade {}", panel.grades)
            } else {
                panel.grades.clone()
            };
            let mut nodes = vec![
                Node::text((frame.left, frame.top - 9.0), TextAnchor::Start, NAMED, &*panel.name),
                Node::text(
                    (frame.left + frame.width, frame.top - 9.0),
                    TextAnchor::End,
                    TICK,
                    grades,
                ),
            ];
            grid(chart, &frame, i == 0, &mut nodes);
            line(panel, &frame, &mut nodes);
            scene.push(Node::group(&*panel.key, nodes));
        }
        top += NAME + CHART + BELOW;
    }
    top
}

/// How a line looks and what it is called as a class, and how dense its band is; none where it has no band.
fn look(certainty: LineCertainty) -> (Look, &'static str, Option<f64>) {
    let line =
        |colour, dashes| Look { dashes, has_round_joins: Some(true), ..Look::line(colour, 2.0) };
    match certainty {
        LineCertainty::Sum => (line(BLUE, None), "line", None),
        LineCertainty::Data => (line(BLUE, None), "line", Some(0.18)),
        LineCertainty::Beyond => (line(BLUE, Some((6.0, 4.0))), "line beyond", Some(0.08)),
        LineCertainty::NoFigure => (line(GREY, Some((2.0, 4.0))), "line unknown", None),
    }
}

fn row_mark(middle: (f64, f64)) -> Node {
    Node::circle(middle, 4.0, Look::filled(BLUE).stroked(WHITE, 1.2)).class("knot")
}

fn band(shape: Node, opacity: f64) -> Node {
    let look = Look { fill_opacity: Some(opacity), ..Look::filled(BLUE) };
    Node { look, ..shape }.class("band")
}

/// What the signs mean, those that there are; gives where the last line stands.
fn legend(chart: &Lines, scene: &mut Scene, mut y: f64) -> f64 {
    let has = |certainty| {
        let mut points = chart.panels.iter().flat_map(|panel| &panel.points);
        points.any(|point| point.certainty == certainty)
    };
    let entries = [
        (None, "a row of the published data"),
        (Some(LineCertainty::Data), "between rows, and how far runners differ"),
        (Some(LineCertainty::Beyond), "beyond the data, held at their edge"),
        (Some(LineCertainty::NoFigure), "nobody published a figure, shown unchanged"),
    ];
    let mut x = MARGIN;
    for (certainty, text) in entries {
        let has_rows = || {
            let mut points = chart.panels.iter().flat_map(|panel| &panel.points);
            points.any(|point| point.row.is_some())
        };
        if !certainty.map_or_else(has_rows, has) {
            continue;
        }
        let sample = if certainty.is_some() { 32.0 } else { 14.0 };
        let width = sample + font::width(text, TICK) * 1.05;
        if x + width > WIDTH - MARGIN {
            x = MARGIN;
            y += 20.0;
        }
        if let Some(certainty) = certainty {
            let (look, class, opacity) = look(certainty);
            if let Some(opacity) = opacity {
                let shape = Node::rectangle((x, y - 10.0), (26.0, 12.0), 0.0, Look::default());
                scene.push(band(shape, opacity));
            }
            scene
                .push(Node::path(through(&[(x, y - 4.0), (x + 26.0, y - 4.0)]), look).class(class));
        } else {
            scene.push(row_mark((x + 5.0, y - 4.0)));
        }
        scene.text((x + sample, y), TextAnchor::Start, TICK, text);
        x += width + 18.0;
    }
    y
}

/// The grid, with the marks of the axis below; the first chart of a row has the labels of the force axis.
fn grid(chart: &Lines, frame: &Frame, is_first: bool, nodes: &mut Vec<Node>) {
    for force in multiples(0.0, frame.highest, frame.step) {
        let colour = if force > 0.0 { GRID } else { AXIS };
        let ends = [frame.place(0.0, force), frame.place(1.0, force)];
        nodes.push(Node::path(through(&ends), Look::line(colour, 1.0)));
        if is_first {
            let at = (frame.left - 6.0, ends[0].1 + 4.0);
            nodes.push(Node::text(at, TextAnchor::End, TICK, short(force)));
        }
    }
    let marks = axis::fitting(&chart.axis.marks, |a, b| {
        let widths = [a, b].map(|mark| font::width(&mark.1, TICK));
        (b.0 - a.0) * frame.width >= f64::midpoint(widths[0], widths[1]) * 1.1 + 8.0
    });
    for (at, label) in marks {
        let (x, bottom) = frame.place(at, 0.0);
        let tick = format!("M{} {}V{}", px(x), px(bottom), px(bottom + 4.0));
        nodes.push(Node::path(tick, Look::line(AXIS, 1.0)));
        nodes.push(Node::text((x, bottom + 17.0), TextAnchor::Middle, TICK, label));
    }
}

/// The line with its band, the rows of the data on it, and the figures at its ends.
fn line(panel: &LinePanel, frame: &Frame, nodes: &mut Vec<Node>) {
    for (certainty, points) in parts(&panel.points) {
        let (look, class, opacity) = look(certainty);
        // so many standard deviations above the line
        let along = |above: f64| -> Vec<(f64, f64)> {
            let places = points
                .iter()
                .map(|point| frame.place(point.at, point.value + above * point.sd.unwrap_or(0.0)));
            simplified(&places.collect::<Vec<_>>())
        };
        if let Some(opacity) = opacity.filter(|_| points.iter().all(|point| point.sd.is_some())) {
            let outline: Vec<_> =
                along(1.0).into_iter().chain(along(-1.0).into_iter().rev()).collect();
            nodes.push(band(
                Node::path(format!("{}Z", through(&outline)), Look::default()),
                opacity,
            ));
        }
        nodes.push(Node::path(through(&along(0.0)), look).class(class));
    }
    for point in &panel.points {
        if let Some(sentence) = &point.row {
            nodes.push(row_mark(frame.place(point.at, point.value)).titled(&**sentence));
        }
    }
    if let [first, .., last] = panel.points.as_slice() {
        for (point, anchor) in [(first, TextAnchor::Start), (last, TextAnchor::End)] {
            let (x, y) = frame.place(point.at, point.value);
            let decimals = if frame.highest < 2.0 { 2 } else { 1 };
            nodes.push(Node::text((x, y - 8.0), anchor, VALUE, fixed(point.value, decimals)));
        }
    }
}

/// A line cut where its figures come about otherwise: between two points it is as the less known of them, and
/// neighbouring parts have the point between them in common.
fn parts(points: &[LinePoint]) -> Vec<(LineCertainty, &[LinePoint])> {
    let between = |i: usize| points[i].certainty.max(points[i + 1].certainty);
    let mut parts = Vec::new();
    let mut start = 0;
    for end in 1..points.len() {
        if end + 1 == points.len() || between(end) != between(start) {
            parts.push((between(start), &points[start..=end]));
            start = end;
        }
    }
    parts
}

/// A line without the points that lie on it anyway, to a twentieth of a unit.
fn simplified(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let [first, inner @ .., last] = points else {
        return points.to_vec();
    };
    let off = |point: &(f64, f64)| {
        let part = (point.0 - first.0) / (last.0 - first.0);
        (point.1 - first.1 - (last.1 - first.1) * part).abs()
    };
    let farthest = inner.iter().enumerate().max_by(|a, b| off(a.1).total_cmp(&off(b.1)));
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
