//! A picture before it is written: shapes and texts in units of the page, with their look and what they are about.
//!
//! Every back end writes the same scene. Path data is that of SVG with absolute commands, since drawings come so and two
//! of three uses of it are SVG.

use std::borrow::Cow;

use super::colour::{INK, Rgb};
use super::font::{self, TextStyle};
use crate::number::fixed;

/// White at the left and right of a page.
pub(super) const MARGIN: f64 = 36.0;
pub(super) const HEADING: TextStyle = TextStyle::bold(13.0, INK);

/// What an area or a line is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Nothing.
    None,
    /// One colour.
    Colour(Rgb),
    /// Hatching, which stands for what nobody published.
    Hatched,
    /// The whole scale of colour, from left to right.
    Scale,
}

/// How a shape looks; what is not said is inherited from the group around it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Look {
    pub(super) fill: Option<Paint>,
    pub(super) fill_opacity: Option<f64>,
    pub(super) is_even_odd: Option<bool>,
    pub(super) stroke: Option<Paint>,
    pub(super) stroke_width: Option<f64>,
    pub(super) stroke_opacity: Option<f64>,
    /// Lengths of a dash and of the gap behind it.
    pub(super) dashes: Option<(f64, f64)>,
    pub(super) has_round_caps: Option<bool>,
    pub(super) has_round_joins: Option<bool>,
}

impl Look {
    /// An area of one colour.
    pub(super) fn filled(colour: Rgb) -> Self {
        Self { fill: Some(Paint::Colour(colour)), ..Self::default() }
    }

    /// A line without an area.
    pub(super) fn line(colour: Rgb, width: f64) -> Self {
        Self { fill: Some(Paint::None), ..Self::default() }.stroked(colour, width)
    }

    /// The same with a line around it.
    pub(super) fn stroked(self, colour: Rgb, width: f64) -> Self {
        Self { stroke: Some(Paint::Colour(colour)), stroke_width: Some(width), ..self }
    }

    /// What holds inside a group that looks so: what is said here, and else what is said around it.
    #[cfg(feature = "png")]
    pub(super) fn within(self, around: &Self) -> Self {
        Self {
            fill: self.fill.or(around.fill),
            fill_opacity: self.fill_opacity.or(around.fill_opacity),
            is_even_odd: self.is_even_odd.or(around.is_even_odd),
            stroke: self.stroke.or(around.stroke),
            stroke_width: self.stroke_width.or(around.stroke_width),
            stroke_opacity: self.stroke_opacity.or(around.stroke_opacity),
            dashes: self.dashes.or(around.dashes),
            has_round_caps: self.has_round_caps.or(around.has_round_caps),
            has_round_joins: self.has_round_joins.or(around.has_round_joins),
        }
    }
}

/// How wide the halo of letters is.
pub(super) const HALO: f64 = 3.0;

/// Which end of a text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextAnchor {
    Start,
    Middle,
    End,
}

/// One thing of a scene.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) class: Cow<'static, str>,
    /// What it is about, in a sentence.
    pub(super) title: String,
    pub(super) look: Look,
    pub(super) content: Shape,
}

/// What a node draws.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Path data.
    Path(Cow<'static, str>),
    Circle {
        middle: (f64, f64),
        radius: f64,
    },
    Rectangle {
        corner: (f64, f64),
        size: (f64, f64),
        /// The radius of its corners.
        rounding: f64,
    },
    Text {
        /// Where its base line begins, is halved or ends.
        place: (f64, f64),
        anchor: TextAnchor,
        style: TextStyle,
        text: String,
    },
    /// Nodes in units of their own.
    Group {
        shift: (f64, f64),
        scale: f64,
        nodes: Vec<Node>,
    },
}

impl Node {
    pub(super) fn new(content: Shape, look: Look) -> Self {
        Self { id: String::new(), class: Cow::Borrowed(""), title: String::new(), look, content }
    }

    pub(super) fn path(data: impl Into<Cow<'static, str>>, look: Look) -> Self {
        Self::new(Shape::Path(data.into()), look)
    }

    pub(super) fn circle(middle: (f64, f64), radius: f64, look: Look) -> Self {
        Self::new(Shape::Circle { middle, radius }, look)
    }

    pub(super) fn rectangle(
        corner: (f64, f64),
        size: (f64, f64),
        rounding: f64,
        look: Look,
    ) -> Self {
        let content = Shape::Rectangle { corner, size, rounding };
        Self::new(content, look)
    }

    pub(super) fn text(
        place: (f64, f64),
        anchor: TextAnchor,
        style: TextStyle,
        text: impl Into<String>,
    ) -> Self {
        let content = Shape::Text { place, anchor, style, text: text.into() };
        Self::new(content, Look::default())
    }

    pub(super) fn group(id: impl Into<String>, nodes: Vec<Node>) -> Self {
        let content = Shape::Group { shift: (0.0, 0.0), scale: 1.0, nodes };
        Self::new(content, Look::default()).id(id)
    }

    pub(super) fn id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }

    pub(super) fn class(self, class: impl Into<Cow<'static, str>>) -> Self {
        Self { class: class.into(), ..self }
    }

    pub(super) fn titled(self, title: impl Into<String>) -> Self {
        Self { title: title.into(), ..self }
    }
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::render) struct Scene {
    pub(in crate::render) width: f64,
    pub(in crate::render) height: f64,
    /// What it is, and what it shows, for those who do not see it.
    pub(super) title: String,
    pub(super) description: String,
    pub(super) nodes: Vec<Node>,
}

impl Scene {
    /// Where the map of the body begins, where there is one.
    pub(in crate::render) fn map_top(&self) -> Option<f64> {
        let of_map = |node: &Node| match &node.content {
            Shape::Group { shift, .. } if node.id.ends_with("map") => Some(shift.1),
            _ => None,
        };
        self.nodes.iter().find_map(of_map)
    }

    /// The same picture in four groups that a narrow window shows below each other: the legend of a map of the body, what
    /// stands at the right of it, and the left and right half of the map.
    pub(super) fn parts(&self) -> [Node; 4] {
        // between the bar of colours and the patches of what is not coloured
        const LEGEND: f64 = 470.0;
        let is_map = |node: &Node| node.id.ends_with("map");
        let head = self.nodes.iter().position(is_map).unwrap_or_default();
        let (head, map) = self.nodes.split_at(head);
        let [a, b] = halves(head, LEGEND);
        let [c, d] = halves(map, self.width / 2.0);
        let mut place = 0;
        [a, b, c, d].map(|nodes| {
            place += 1;
            Node::group(format!("part-{place}"), nodes)
        })
    }

    pub(super) fn push(&mut self, node: Node) {
        self.nodes.push(node);
    }

    pub(super) fn text(
        &mut self,
        place: (f64, f64),
        anchor: TextAnchor,
        style: TextStyle,
        text: impl Into<String>,
    ) {
        self.push(Node::text(place, anchor, style, text));
    }

    /// Adds a text on as many lines as it takes; gives the base line after the last.
    pub(super) fn paragraph(
        &mut self,
        (x, mut y): (f64, f64),
        style: TextStyle,
        width: f64,
        line_height: f64,
        text: &str,
    ) -> f64 {
        for line in font::lines(text, style, width) {
            self.text((x, y), TextAnchor::Start, style, line);
            y += line_height;
        }
        y
    }
}

/// Nodes by the side of a line that they begin at; what a group holds at its right is a group that looks the same.
fn halves(nodes: &[Node], middle: f64) -> [Vec<Node>; 2] {
    let mut sides = [Vec::new(), Vec::new()];
    for node in nodes {
        let x = match &node.content {
            Shape::Path(data) => {
                let first = data.trim_start_matches('M').split([' ', ',']).next();
                first.and_then(|x| x.parse().ok()).unwrap_or(0.0)
            }
            Shape::Circle { middle: (x, _), .. }
            | Shape::Rectangle { corner: (x, _), .. }
            | Shape::Text { place: (x, _), .. } => *x,
            Shape::Group { shift, scale, nodes } => {
                let inner = halves(nodes, (middle - shift.0) / scale);
                let mut is_begun = false;
                for (side, nodes) in sides.iter_mut().zip(inner) {
                    if !nodes.is_empty() {
                        let (shift, scale) = (*shift, *scale);
                        // an id stands once
                        let id = if is_begun { String::new() } else { node.id.clone() };
                        is_begun = true;
                        side.push(Node {
                            id,
                            class: node.class.clone(),
                            title: node.title.clone(),
                            look: node.look,
                            content: Shape::Group { shift, scale, nodes },
                        });
                    }
                }
                continue;
            }
        };
        sides[usize::from(x >= middle)].push(node.clone());
    }
    sides
}

/// A number of a page: to a hundredth, without zeros at the end.
pub(super) fn px(number: f64) -> String {
    let text = fixed(number, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Path data through points.
pub(super) fn through(points: &[(f64, f64)]) -> String {
    let mut data = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        data.push(if i == 0 { 'M' } else { 'L' });
        data.push_str(&px(*x));
        data.push(' ');
        data.push_str(&px(*y));
    }
    data
}
