//! The drawing of the muscles, `data/body_map.svg`: which shapes are those of which muscle, and where labels point.
//!
//! The ids are those that the drawing's own comment explains. It may hold groups, paths, circles and rectangles with the
//! attributes of a [`Look`]; a test holds it to that.

use super::colour::Rgb;
use super::scene::{Look, Node, Paint, Shape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

/// Where something belongs.
#[derive(Debug)]
pub(super) struct LabelPlace {
    /// The key of the muscle of a label, with that of a part behind a full stop where the label is at the part; or the
    /// words of a caption.
    pub(super) name: String,
    pub(super) at: (f64, f64),
}

/// The drawing.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) size: (f64, f64),
    /// The shapes; the id of a muscle's begins with the key of the muscle.
    pub(super) nodes: Vec<Node>,
    /// Where leader lines end, from the top down.
    pub(super) labels: Vec<LabelPlace>,
    /// The middles of the base lines of captions.
    pub(super) captions: Vec<LabelPlace>,
}

impl Drawing {
    /// The drawing that comes with the program.
    pub(super) fn embedded() -> Self {
        Self::read(include_str!("../../../data/body_map.svg"))
            .expect("the embedded drawing is well formed: a test reads it")
    }

    /// Whether the drawing has a place for a label of that muscle.
    pub(super) fn has_label(&self, key: &str) -> bool {
        self.labels.iter().any(|place| place.name == key)
    }

    fn read(svg: &str) -> Result<Self, Error> {
        let mut drawing = Self::default();
        let mut reader = Reader::from_str(svg);
        // the groups that are open, the outermost first, each with what it holds so far
        let mut open: Vec<Node> = Vec::new();
        loop {
            match reader.read_event()? {
                Event::Eof => break,
                Event::Start(tag) => match &*String::from(tag.name().as_ref()) {
                    "title" => {
                        let text = reader.read_text(tag.name())?;
                        if let Some(caption) =
                            drawing.captions.last_mut().filter(|c| c.name.is_empty())
                        {
                            text.trim().clone_into(&mut caption.name);
                        }
                    }
                    "svg" => {
                        let view = attribute(&tag, "viewBox").unwrap_or_default();
                        let numbers: Vec<f64> =
                            view.split(' ').filter_map(|n| n.parse().ok()).collect();
                        if let [_, _, width, height] = numbers[..] {
                            drawing.size = (width, height);
                        }
                        open.push(Node::group("", Vec::new()));
                    }
                    // a place has its words in a title
                    "circle" => drawing.place(&tag),
                    _ => open.push(node(
                        &tag,
                        Shape::Group { shift: (0.0, 0.0), scale: 1.0, nodes: Vec::new() },
                    )),
                },
                Event::Empty(tag) => {
                    drawing.place(&tag);
                    let is_place = attribute(&tag, "id").is_some_and(|id| is_place(&id));
                    if let Some(content) = content(&tag).filter(|_| !is_place) {
                        push(&mut open, node(&tag, content));
                    }
                }
                Event::End(tag) if matches!(tag.name().as_ref(), "g" | "svg") => {
                    let Some(closed) = open.pop() else { continue };
                    if open.is_empty() {
                        if let Shape::Group { nodes, .. } = closed.content {
                            drawing.nodes = nodes;
                        }
                    } else {
                        push(&mut open, closed);
                    }
                }
                _ => {}
            }
        }
        drawing.labels.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
        Ok(drawing)
    }

    /// Notes the place of a label or caption.
    fn place(&mut self, tag: &BytesStart<'_>) {
        let Some(id) = attribute(tag, "id") else {
            return;
        };
        let at = (number(tag, "cx"), number(tag, "cy"));
        if let Some(key) = id.strip_prefix("label-") {
            self.labels.push(LabelPlace { name: key.to_owned(), at });
        } else if id.starts_with("caption-") {
            self.captions.push(LabelPlace { name: String::new(), at });
        }
    }
}

fn is_place(id: &str) -> bool {
    id.starts_with("label-") || id.starts_with("caption-")
}

/// Adds a node to the innermost open group; a group that would stay empty is left out.
fn push(open: &mut [Node], node: Node) {
    let is_empty = matches!(&node.content, Shape::Group { nodes, .. } if nodes.is_empty());
    if let Some(Node { content: Shape::Group { nodes, .. }, .. }) =
        open.last_mut().filter(|_| !is_empty)
    {
        nodes.push(node);
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    Some(attribute.value.into_owned())
}

fn number(tag: &BytesStart<'_>, name: &str) -> f64 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn content(tag: &BytesStart<'_>) -> Option<Shape> {
    let number = |name| number(tag, name);
    match tag.name().as_ref() {
        "path" => Some(Shape::Path(attribute(tag, "d")?.into())),
        "circle" => {
            Some(Shape::Circle { middle: (number("cx"), number("cy")), radius: number("r") })
        }
        "rect" => Some(Shape::Rectangle {
            corner: (number("x"), number("y")),
            size: (number("width"), number("height")),
            rounding: number("rx"),
        }),
        _ => None,
    }
}

fn node(tag: &BytesStart<'_>, content: Shape) -> Node {
    let text = |name: &str| attribute(tag, name);
    let number = |name: &str| text(name).and_then(|text| text.parse().ok());
    let paint = |name: &str| {
        let text = text(name)?;
        Some(Rgb::parse(&text).map_or(Paint::None, Paint::Colour))
    };
    let look = Look {
        fill: paint("fill"),
        fill_opacity: number("fill-opacity"),
        is_even_odd: text("fill-rule").map(|rule| rule == "evenodd"),
        stroke: paint("stroke"),
        stroke_width: number("stroke-width"),
        stroke_opacity: number("stroke-opacity"),
        dashes: None,
        has_round_caps: text("stroke-linecap").map(|cap| cap == "round"),
        has_round_joins: text("stroke-linejoin").map(|join| join == "round"),
    };
    Node::new(content, look)
        .id(text("id").unwrap_or_default())
        .class(text("class").unwrap_or_default())
}
