//! What tests of pictures share: their elements, and the room that their texts take.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// The attributes of every element, under its name.
pub(crate) fn elements(svg: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let attributes = |tag: &BytesStart<'_>| {
        let pairs = tag.attributes().map(|attribute| {
            let attribute = attribute.expect("a well-formed attribute");
            (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
        });
        (tag.name().as_ref().to_owned(), pairs.collect())
    };
    let mut reader = Reader::from_str(svg);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => elements.push(attributes(&tag)),
            Event::Eof => return elements,
            _ => {}
        }
    }
}

/// What a text takes of the page: left, top, right, bottom.
#[derive(Debug)]
pub(crate) struct Room {
    #[allow(dead_code)] // not by every test that shares this
    pub(crate) what: String,
    edges: [f64; 4],
}

impl Room {
    fn overlaps(&self, other: &Self) -> bool {
        let [left, top, right, bottom] = self.edges;
        let [other_left, other_top, other_right, other_bottom] = other.edges;
        left < other_right && other_left < right && top < other_bottom && other_top < bottom
    }
}

/// Every text of a picture, measured with the bundled fonts.
pub(crate) fn texts(svg: &str) -> Vec<Room> {
    let regular = include_bytes!("../../data/fonts/musclerun-sans-regular.ttf");
    let bold = include_bytes!("../../data/fonts/musclerun-sans-bold.ttf");
    let regular = FontRef::new(regular).expect("a font");
    let bold = FontRef::new(bold).expect("a font");
    let mut texts = Vec::new();
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) if tag.name().as_ref() == "text" => {
                let attribute = |name: &str| {
                    let found = tag.try_get_attribute(name).expect("well-formed");
                    found.map(|attribute| attribute.value.into_owned())
                };
                let number = |name: &str| -> f64 {
                    let text = attribute(name).expect("a text has a place and a size");
                    text.parse().expect("a number")
                };
                let font = if attribute("font-weight").is_some() { &bold } else { &regular };
                let (x, y, size) = (number("x"), number("y"), number("font-size"));
                let anchor = attribute("text-anchor");
                let words = reader.read_text(tag.name()).expect("a text ends");
                let words = quick_xml::escape::unescape(&words).expect("known entities");
                // in ems, since that is the size asked for
                let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
                let advances = words.chars().map(|c| {
                    let glyph = font.charmap().map(c).expect("a letter of the fonts");
                    f64::from(metrics.advance_width(glyph).expect("an advance"))
                });
                let width = advances.sum::<f64>() * size;
                let left = match anchor.as_deref() {
                    None => x,
                    Some("middle") => x - width / 2.0,
                    Some(_) => x - width,
                };
                // ascenders and descenders of the fonts
                let edges = [left, y - 0.73 * size, left + width, y + 0.21 * size];
                let what = words.into_owned();
                assert!(!what.is_empty(), "a text without words");
                texts.push(Room { what, edges });
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

/// Checks that no text touches another or leaves the page.
#[track_caller]
pub(crate) fn has_room(svg: &str) {
    let page = &elements(svg)[0].1;
    let number = |name: &str| -> f64 { page[name].parse().expect("a number") };
    let (width, height) = (number("width"), number("height"));
    let texts = texts(svg);
    assert!(texts.len() > 12, "only {} texts", texts.len());
    for (i, text) in texts.iter().enumerate() {
        let [left, top, right, bottom] = text.edges;
        let is_inside = left >= 20.0 && top >= 10.0 && right <= width - 20.0 && bottom <= height;
        assert!(is_inside, "{text:?} leaves {width} × {height}");
        for other in &texts[..i] {
            assert!(!text.overlaps(other), "{text:?} on {other:?}");
        }
    }
}

/// The size of an opaque PNG and its pixels.
#[cfg(feature = "png")]
pub(crate) fn pixels(png: &[u8]) -> ([u32; 2], Vec<[u8; 3]>) {
    let decoder = png::Decoder::new(std::io::Cursor::new(png));
    let mut reader = decoder.read_info().expect("a PNG");
    assert_eq!(reader.output_color_type().0, png::ColorType::Rgb, "an opaque picture");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut bytes).expect("a whole picture");
    let pixels = bytes.as_chunks::<3>().0;
    ([info.width, info.height], pixels.to_vec())
}
