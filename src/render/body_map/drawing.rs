//! The drawing of the muscles, `data/body_map.svg`: which shapes are those of which muscle, and where labels point.
//!
//! Whatever is not named by an id that the drawing's own comment explains is passed on as it was drawn.

use std::fmt::Write as _;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

use super::shading::Shading;
use crate::render::lettering::escaped;

/// A piece of the drawing.
#[derive(Debug)]
pub(in crate::render) enum Piece {
    /// Passed on as it is.
    Kept(String),
    /// The opening tag of a muscle's shape or group of shapes.
    Muscle {
        /// The key of the muscle.
        key: String,
        /// Name and attributes of the tag but its fill.
        tag: String,
        /// The name of the tag, where it has no content and so no closing tag.
        closes: Option<String>,
    },
}

/// Where something belongs.
#[derive(Debug)]
pub(in crate::render) struct Place {
    /// The key of the muscle of a label, with that of a part behind a full stop where the label is at the part; or the
    /// words of a caption.
    pub(in crate::render) name: String,
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
}

/// The drawing, taken apart.
#[derive(Debug, Default)]
pub(in crate::render) struct Drawing {
    pub(in crate::render) width: f64,
    pub(in crate::render) height: f64,
    pub(in crate::render) pieces: Vec<Piece>,
    /// Where leader lines end.
    pub(in crate::render) labels: Vec<Place>,
    /// The middles of the base lines of captions.
    pub(in crate::render) captions: Vec<Place>,
}

impl Drawing {
    /// The drawing that comes with the program; shapes are those of muscles where `is_muscle` knows the key.
    pub(in crate::render) fn embedded(is_muscle: impl Fn(&str) -> bool) -> Self {
        Self::read(include_str!("../../../data/body_map.svg"), is_muscle)
            .expect("the embedded drawing is well formed: a test reads it")
    }

    /// Writes the shapes into an open group, the muscles filled and with a title of these words; ids begin with a
    /// prefix, so that a picture can hold more than one map.
    pub(in crate::render) fn write(
        &self,
        xml: &mut String,
        prefix: &str,
        shading: &Shading<'_>,
        words: impl Fn(&str) -> String,
    ) {
        let prefixed = |tag: &str| tag.replace(" id=\"", &format!(" id=\"{prefix}"));
        for piece in &self.pieces {
            match piece {
                Piece::Kept(kept) if kept == "\n" && xml.ends_with('\n') => {}
                Piece::Kept(kept) => xml.push_str(&prefixed(kept)),
                Piece::Muscle { key, tag, closes } => {
                    let fill = shading.fill(key).paint();
                    let (tag, title) = (prefixed(tag), escaped(&words(key)));
                    // writing to a String cannot fail
                    let _ = write!(xml, "<{tag} fill=\"{fill}\"><title>{title}</title>");
                    if let Some(name) = closes {
                        let _ = write!(xml, "</{name}>");
                    }
                }
            }
        }
    }

    /// Whether the drawing has a place for a label of that muscle.
    pub(in crate::render) fn has_label(&self, key: &str) -> bool {
        self.labels.iter().any(|place| place.name == key)
    }

    fn read(svg: &str, is_muscle: impl Fn(&str) -> bool) -> Result<Self, Error> {
        let mut drawing = Self::default();
        let mut reader = Reader::from_str(svg);
        let mut depth = 0;
        // the depth of the element whose content is taken out of the picture
        let mut taken_out: Option<usize> = None;
        loop {
            let event = reader.read_event()?;
            match &event {
                Event::Eof => return Ok(drawing),
                Event::Start(tag) | Event::Empty(tag) => {
                    let is_open = matches!(event, Event::Start(_));
                    let is_place = drawing.notes(tag);
                    if depth == 0 {
                        drawing.measures(tag);
                    } else if taken_out.is_none() {
                        if is_place || tag.name().as_ref() == "title" {
                            taken_out = is_open.then_some(depth);
                        } else {
                            drawing.pieces.push(piece(tag, is_open, &is_muscle));
                        }
                    }
                    depth += usize::from(is_open);
                }
                Event::End(tag) => {
                    depth -= 1;
                    if taken_out == Some(depth) {
                        taken_out = None;
                    } else if depth > 0 && taken_out.is_none() {
                        let close = format!("</{}>", tag.name().as_ref());
                        drawing.pieces.push(Piece::Kept(close));
                    }
                }
                Event::Text(text) => {
                    if taken_out.is_some() {
                        drawing.names_caption(text);
                    } else if depth > 0 {
                        // a line for each shape, whatever the indentation of the file
                        let breaks = if text.contains('\n') { "\n" } else { "" };
                        drawing.pieces.push(Piece::Kept(breaks.to_owned()));
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes the size from the root.
    fn measures(&mut self, root: &BytesStart<'_>) {
        let view = attribute(root, "viewBox").unwrap_or_default();
        let numbers: Vec<f64> = view.split(' ').filter_map(|n| n.parse().ok()).collect();
        if let [_, _, width, height] = numbers[..] {
            (self.width, self.height) = (width, height);
        }
    }

    /// Notes the place of a label or caption; tells whether the tag is one.
    fn notes(&mut self, tag: &BytesStart<'_>) -> bool {
        let Some(id) = attribute(tag, "id") else {
            return false;
        };
        let number = |name| attribute(tag, name).and_then(|text| text.parse().ok());
        let (Some(x), Some(y)) = (number("cx"), number("cy")) else {
            return false;
        };
        let (places, name) = if let Some(key) = id.strip_prefix("label-") {
            (&mut self.labels, key)
        } else if id.starts_with("caption-") {
            (&mut self.captions, "")
        } else {
            return false;
        };
        let name = name.to_owned();
        places.push(Place { name, x, y });
        true
    }

    /// The words of the caption whose place was noted last.
    fn names_caption(&mut self, words: &str) {
        if let Some(caption) = self.captions.last_mut().filter(|c| c.name.is_empty()) {
            words.trim().clone_into(&mut caption.name);
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    Some(attribute.value.into_owned())
}

fn piece(tag: &BytesStart<'_>, is_open: bool, is_muscle: impl Fn(&str) -> bool) -> Piece {
    let id = attribute(tag, "id").unwrap_or_default();
    let key = id.split('.').next().unwrap_or_default();
    if is_muscle(key) {
        let name = tag.name().as_ref().to_owned();
        let mut kept = name.clone();
        for attribute in tag.attributes().flatten() {
            let key = attribute.key.as_ref();
            if key != "fill" {
                for part in [" ", key, "=\"", &attribute.value, "\""] {
                    kept.push_str(part);
                }
            }
        }
        Piece::Muscle {
            key: key.to_owned(),
            tag: kept,
            closes: (!is_open).then_some(name),
        }
    } else {
        let slash = if is_open { "" } else { "/" };
        Piece::Kept(format!("<{}{slash}>", tag.trim_end()))
    }
}
