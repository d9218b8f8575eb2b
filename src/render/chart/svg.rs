//! A scene as SVG, a shape or text a line, so that two pictures can be compared line by line; its text can be searched.

use super::colour::COLOURS;
use super::scene::{HALO, Look, Node, Paint, Scene, Shape, TextAnchor, px};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The fonts that a picture asks for; the first three have the same widths.
const FONT_FAMILY: &str = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// The shapes that a page holds already, each with its id: the pictures behind point at them.
#[derive(Default)]
pub(in crate::render) struct Outlines(HashMap<String, String>);

/// A scene as a document that can stand alone or within HTML.
pub(in crate::render) fn document(scene: &Scene) -> String {
    document_within(scene, "", false, &mut Outlines::default())
}

/// A scene as a document whose ids begin so, where several stand in one; in groups of its [parts](Scene::parts) where they
/// are shown again.
pub(in crate::render) fn document_within(
    scene: &Scene,
    ids: &str,
    in_parts: bool,
    outlines: &mut Outlines,
) -> String {
    let (width, height) = (px(scene.width), px(scene.height));
    let mut out = String::with_capacity(160 << 10);
    // writing to a String cannot fail
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"{ids}map-title {ids}map-description\" font-family=\"{FONT_FAMILY}\">\n\
         <title id=\"{ids}map-title\">{}</title>\n<desc id=\"{ids}map-description\">{}</desc>\n",
        escaped(&scene.title),
        escaped(&scene.description)
    );
    // shapes that stand twice are written once, where the picture is a part of a page
    let mut shared = Vec::new();
    if !ids.is_empty() {
        repeated(&scene.nodes, &mut Vec::new(), &mut shared);
    }
    definitions(&scene.nodes, ids, &mut out);
    for (i, data) in shared.into_iter().enumerate() {
        outlines.0.entry(data.to_owned()).or_insert_with(|| {
            let id = format!("{ids}shape-{i}");
            let _ = writeln!(out, "<defs><path id=\"{id}\" d=\"{data}\"/></defs>");
            id
        });
    }
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
    let parts = in_parts.then(|| scene.parts());
    for node in parts.as_ref().map_or(&*scene.nodes, |parts| parts) {
        write_node(node, ids, outlines, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// Path data that stand more than once and are longer than what points at them.
fn repeated<'n>(nodes: &'n [Node], seen: &mut Vec<&'n str>, shared: &mut Vec<&'n str>) {
    const LONGER: usize = 60;
    for node in nodes {
        match &node.content {
            Shape::Group { nodes, .. } => repeated(nodes, seen, shared),
            Shape::Path(data) if data.len() > LONGER => {
                if !seen.contains(&&**data) {
                    seen.push(data);
                } else if !shared.contains(&&**data) {
                    shared.push(data);
                }
            }
            _ => {}
        }
    }
}

/// The scale of colour and the hatching, as far as a node is painted with them.
fn definitions(nodes: &[Node], ids: &str, out: &mut String) {
    fn uses(nodes: &[Node], paint: Paint) -> bool {
        nodes.iter().any(|node| {
            node.look.fill == Some(paint)
                || matches!(&node.content, Shape::Group { nodes, .. } if uses(nodes, paint))
        })
    }
    let mut text = String::new();
    if uses(nodes, Paint::Scale) {
        let _ = writeln!(text, "<linearGradient id=\"{ids}map-scale\">");
        for (step, colour) in (0_u8..).zip(COLOURS) {
            // 14 steps
            let offset = f64::from(step) / 14.0;
            let _ = writeln!(text, "<stop offset=\"{offset:.4}\" stop-color=\"{colour}\"/>");
        }
        text.push_str("</linearGradient>\n");
    }
    if uses(nodes, Paint::Hatched) {
        let _ = write!(
            text,
            "<pattern id=\"{ids}map-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\">\n<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>\n\
             <rect width=\"1.3\" height=\"6\" fill=\"#a9aeb8\"/>\n</pattern>\n",
        );
    }
    if !text.is_empty() {
        let _ = write!(out, "<defs>\n{text}</defs>\n");
    }
}

fn write_node(node: &Node, ids: &str, outlines: &Outlines, out: &mut String) {
    let (name, geometry) = match &node.content {
        Shape::Path(data) => match outlines.0.get(&**data) {
            Some(id) => ("use", format!(" href=\"#{id}\"")),
            None => ("path", format!(" d=\"{data}\"")),
        },
        Shape::Circle { middle: (x, y), radius } => {
            let geometry = format!(" cx=\"{}\" cy=\"{}\" r=\"{}\"", px(*x), px(*y), px(*radius));
            ("circle", geometry)
        }
        Shape::Rectangle { corner: (x, y), size: (width, height), rounding } => {
            let (x, y, width, height) = (px(*x), px(*y), px(*width), px(*height));
            let mut geometry =
                format!(" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
            if *rounding > 0.0 {
                let _ = write!(geometry, " rx=\"{}\"", px(*rounding));
            }
            ("rect", geometry)
        }
        Shape::Text { place: (x, y), anchor, style, .. } => {
            let mut geometry =
                format!(" x=\"{}\" y=\"{}\" font-size=\"{}\"", px(*x), px(*y), px(style.size));
            if style.is_bold {
                geometry.push_str(" font-weight=\"bold\"");
            }
            let _ = write!(geometry, " fill=\"{}\"", style.colour);
            match anchor {
                TextAnchor::Start => {}
                TextAnchor::Middle => geometry.push_str(" text-anchor=\"middle\""),
                TextAnchor::End => geometry.push_str(" text-anchor=\"end\""),
            }
            if style.has_halo {
                let _ = write!(
                    geometry,
                    " paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                    px(HALO)
                );
            }
            ("text", geometry)
        }
        Shape::Group { shift, scale, .. } => ("g", transform(*shift, *scale)),
    };
    let _ = write!(out, "<{name}");
    for (name, value) in [("id", &*node.id), ("class", &*node.class)] {
        if !value.is_empty() {
            let ids = if name == "id" { ids } else { "" };
            let _ = write!(out, " {name}=\"{ids}{}\"", escaped(value));
        }
    }
    out.push_str(&geometry);
    write_look(&node.look, ids, out);
    let title = if node.title.is_empty() {
        String::new()
    } else {
        format!("<title>{}</title>", escaped(&node.title))
    };
    match &node.content {
        Shape::Group { nodes, .. } => {
            let _ = writeln!(out, ">{title}");
            for node in nodes {
                write_node(node, ids, outlines, out);
            }
            out.push_str("</g>\n");
        }
        Shape::Text { text, .. } => {
            let _ = writeln!(out, ">{title}{}</text>", escaped(text));
        }
        _ if title.is_empty() => out.push_str("/>\n"),
        _ => {
            let _ = writeln!(out, ">{title}</{name}>");
        }
    }
}

fn transform((x, y): (f64, f64), scale: f64) -> String {
    let mut parts = Vec::new();
    if (x, y) != (0.0, 0.0) {
        parts.push(format!("translate({} {})", px(x), px(y)));
    }
    if (scale - 1.0).abs() > 0.0 {
        parts.push(format!("scale({})", px(scale)));
    }
    if parts.is_empty() { String::new() } else { format!(" transform=\"{}\"", parts.join(" ")) }
}

fn write_look(look: &Look, ids: &str, out: &mut String) {
    let round =
        |is_round: Option<bool>| is_round.map(|is| if is { "round" } else { "miter" }.to_owned());
    let attributes = [
        ("fill", look.fill.map(|fill| paint(fill, ids))),
        ("fill-opacity", look.fill_opacity.map(px)),
        ("fill-rule", look.is_even_odd.map(|is| if is { "evenodd" } else { "nonzero" }.to_owned())),
        ("stroke", look.stroke.map(|stroke| paint(stroke, ids))),
        ("stroke-width", look.stroke_width.map(px)),
        ("stroke-opacity", look.stroke_opacity.map(px)),
        ("stroke-dasharray", look.dashes.map(|(dash, gap)| format!("{} {}", px(dash), px(gap)))),
        ("stroke-linecap", look.has_round_caps.filter(|is| *is).map(|_| "round".to_owned())),
        ("stroke-linejoin", round(look.has_round_joins)),
    ];
    for (name, value) in attributes {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{value}\"");
        }
    }
}

fn paint(paint: Paint, ids: &str) -> String {
    match paint {
        Paint::None => "none".to_owned(),
        Paint::Colour(colour) => colour.to_string(),
        Paint::Hatched => format!("url(#{ids}map-hatch)"),
        Paint::Scale => format!("url(#{ids}map-scale)"),
    }
}

/// A text as XML takes it: without the characters that XML has no place for, the others of its syntax escaped.
fn escaped(text: &str) -> String {
    let is_allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let allowed: String = text.chars().filter(is_allowed).collect();
    quick_xml::escape::escape(&allowed).into_owned()
}
