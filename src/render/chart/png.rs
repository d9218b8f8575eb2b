//! A scene as a PNG: opaque, its letters as outlines of the bundled fonts, so that no font of the machine is needed.
//!
//! Everything becomes filled areas first. They are painted in bands of the page, so that memory and the caches of the
//! processor hold one band and not the whole picture.

use super::colour::{COLOURS, Rgb, WHITE};
use super::font::TextStyle;
use super::scene::{HALO, Look, Node, Paint, Scene, Shape, TextAnchor};
use crate::number::single;
use std::collections::HashMap;
use std::io::{self, Write};
use std::rc::Rc;

use tiny_skia::{
    Color, FillRule, GradientStop, IntRect, LineCap, LineJoin, LinearGradient, Paint as Brush,
    Path, PathBuilder, Pixmap, PixmapPaint, Point as Position, Rect, Shader, SpreadMode, Stroke,
    StrokeDash, Transform,
};

use super::font::{self, Font};

/// Pixels to a unit of the picture: sharp on a dense screen and in print at A4.
const SCALE: f32 = 2.0;
/// Rows of pixels that are painted at a time.
const BAND: u32 = 256;

/// Writes a scene.
///
/// # Errors
/// When the picture is too large to be made, or the output does not take it.
pub(in crate::render) fn write(scene: &Scene, out: impl Write) -> io::Result<()> {
    let too_large = || io::Error::other("a picture too large to be made");
    let [width, height] = [scene.width, scene.height].map(|length| {
        // a page is some thousand units; a NaN becomes 0, which is refused
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let pixels = (length * f64::from(SCALE)).ceil() as u32;
        pixels
    });
    let mut areas = Vec::new();
    let around = Look { fill: Some(Paint::Colour(Rgb([0; 3]))), ..Look::default() };
    gather(
        &scene.nodes,
        Transform::from_scale(SCALE, SCALE),
        &around,
        &mut areas,
        &mut Letters::default(),
    );
    let mut encoder = png::Encoder::new(out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    // a fifth of a picture is text and hatching; others take twice the time for a file a third smaller
    encoder.set_deflate_compression(png::DeflateCompression::FdeflateUltraFast);
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header().map_err(io::Error::other)?;
    let mut rows = writer.stream_writer().map_err(io::Error::other)?;
    let mut band = Pixmap::new(width, BAND).ok_or_else(too_large)?;
    let mut rgb = vec![0; (width * BAND) as usize * 3 + 1];
    for top in (0..height).step_by(BAND as usize) {
        paint(&areas, top, &mut band);
        let pixels = (width * (height - top).min(BAND)) as usize;
        // the fourth byte is written over by the next pixel
        for (i, pixel) in band.data().chunks_exact(4).enumerate() {
            rgb[3 * i..3 * i + 4].copy_from_slice(pixel);
        }
        rows.write_all(&rgb[..3 * pixels])?;
    }
    rows.finish().map_err(io::Error::other)
}

/// The letters that were met.
#[derive(Default)]
struct Letters {
    /// Outlines, by whether they are bold.
    outlines: HashMap<(bool, char), Option<Path>>,
    stamps: HashMap<StampKey, Option<Rc<Stamp>>>,
}

/// Whether it is bold, the letter, its colour, the bits of its size, and how many quarters of a pixel it stands right of one.
type StampKey = (bool, char, Rgb, u32, i32);

/// A letter in pixels, and the place of the first of them from where the letter stands.
struct Stamp {
    pixels: Pixmap,
    left: i32,
    top: i32,
}

/// What is painted at once, in pixels of the page.
enum Area {
    /// An area of one paint.
    Filled { path: Path, rule: FillRule, shader: Shader<'static> },
    /// A letter that stands at a pixel.
    Letter { stamp: Rc<Stamp>, x: i32, y: i32 },
}

/// Paints the band that begins at a row of the page.
fn paint(areas: &[Area], top: u32, band: &mut Pixmap) {
    band.fill(Color::WHITE);
    // rows of a picture, which f32 holds exactly
    #[allow(clippy::cast_precision_loss)]
    let (above, below) = (top as f32, (top + BAND) as f32);
    for area in areas {
        match area {
            Area::Filled { path, rule, shader } => {
                let bounds = path.bounds();
                if bounds.bottom() >= above && bounds.top() <= below {
                    let brush = Brush { shader: shader.clone(), ..Brush::default() };
                    let shift = Transform::from_translate(0.0, -above);
                    band.fill_path(path, &brush, *rule, shift, None);
                }
            }
            Area::Letter { stamp, x, y } => {
                let y = y.saturating_add(stamp.top).saturating_sub_unsigned(top);
                let rows = -i64::from(stamp.pixels.height())..i64::from(BAND);
                if rows.contains(&i64::from(y)) {
                    let (x, pixels) = (x.saturating_add(stamp.left), stamp.pixels.as_ref());
                    let (paint, as_is) = (PixmapPaint::default(), Transform::identity());
                    band.draw_pixmap(x, y, pixels, &paint, as_is, None);
                }
            }
        }
    }
}

/// Takes nodes apart into areas, in the order of painting.
fn gather(
    nodes: &[Node],
    transform: Transform,
    around: &Look,
    areas: &mut Vec<Area>,
    letters: &mut Letters,
) {
    for node in nodes {
        let look = node.look.within(around);
        let path = match &node.content {
            Shape::Group { shift, scale, nodes } => {
                let (x, y, scale) = (single(shift.0), single(shift.1), single(*scale));
                let transform = transform.pre_translate(x, y).pre_scale(scale, scale);
                gather(nodes, transform, &look, areas, letters);
                continue;
            }
            Shape::Text { place, anchor, style, text } if style.has_halo => {
                if let Some(path) = letters.path(*place, *anchor, *style, text) {
                    let halo = Look { has_round_joins: Some(true), ..Look::line(WHITE, HALO) };
                    push_stroke(&path, transform, &halo, areas);
                    push_area(path, transform, &Look::filled(style.colour), areas);
                }
                continue;
            }
            Shape::Text { place, anchor, style, text } => {
                for (letter, x) in letters_at(place.0, *anchor, *style, text) {
                    let mut at = Position::from_xy(x, single(place.1));
                    transform.map_point(&mut at);
                    areas.extend(letters.area(*style, letter, at, transform.sx));
                }
                continue;
            }
            Shape::Path(data) => path(data),
            Shape::Circle { middle: (x, y), radius } => {
                PathBuilder::from_circle(single(*x), single(*y), single(*radius))
            }
            Shape::Rectangle { corner: (x, y), size: (width, height), rounding } => {
                path(&rectangle([*x, *y, *width, *height], *rounding))
            }
        };
        if let Some(path) = path {
            push_area(path.clone(), transform, &look, areas);
            push_stroke(&path, transform, &look, areas);
        }
    }
}

fn push_area(path: Path, transform: Transform, look: &Look, areas: &mut Vec<Area>) {
    let bounds = path.bounds();
    let opacity = look.fill_opacity.unwrap_or(1.0);
    let shader = look.fill.and_then(|paint| shader(paint, opacity, transform, bounds));
    if let (Some(shader), Some(path)) = (shader, path.transform(transform)) {
        let rule =
            if look.is_even_odd == Some(true) { FillRule::EvenOdd } else { FillRule::Winding };
        areas.push(Area::Filled { path, rule, shader });
    }
}

fn push_stroke(path: &Path, transform: Transform, look: &Look, areas: &mut Vec<Area>) {
    let opacity = look.stroke_opacity.unwrap_or(1.0);
    let shader = look.stroke.and_then(|paint| shader(paint, opacity, transform, path.bounds()));
    let Some(shader) = shader else { return };
    let stroke = Stroke {
        width: single(look.stroke_width.unwrap_or(1.0)),
        line_cap: if look.has_round_caps == Some(true) { LineCap::Round } else { LineCap::Butt },
        line_join: if look.has_round_joins == Some(true) {
            LineJoin::Round
        } else {
            LineJoin::Miter
        },
        ..Stroke::default()
    };
    let dashes =
        look.dashes.and_then(|(dash, gap)| StrokeDash::new(vec![single(dash), single(gap)], 0.0));
    let broken = dashes.and_then(|dashes| path.dash(&dashes, SCALE));
    let outline = broken.as_ref().unwrap_or(path).stroke(&stroke, SCALE);
    if let Some(path) = outline.and_then(|outline| outline.transform(transform)) {
        areas.push(Area::Filled { path, rule: FillRule::Winding, shader });
    }
}

/// What fills an area; `bounds` are those of the shape before it is transformed.
fn shader(
    paint: Paint,
    opacity: f64,
    transform: Transform,
    bounds: Rect,
) -> Option<Shader<'static>> {
    let (from, to, stops, mode) = match paint {
        Paint::None => return None,
        Paint::Colour(colour) => return Some(Shader::SolidColor(solid(colour, opacity))),
        Paint::Scale => {
            let stops =
                (0_u8..).zip(COLOURS).map(|(step, colour)| (f32::from(step) / 14.0, colour));
            let ends = [bounds.left(), bounds.right()].map(|x| Position::from_xy(x, bounds.top()));
            (ends[0], ends[1], stops.collect::<Vec<_>>(), SpreadMode::Pad)
        }
        // lines of 1.3 every 6 units across the diagonal, their edges a pixel wide
        Paint::Hatched => {
            let line = Rgb([0xa9, 0xae, 0xb8]);
            let stops =
                [(0.0, 0.5), (0.25, 1.0), (1.05, 1.0), (1.55, 0.0), (5.75, 0.0), (6.0, 0.5)];
            let mixed = |part: f32| {
                // between two bytes
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let mix = |channel: u8| (255.0 - (255.0 - f32::from(channel)) * part).round() as u8;
                Rgb(line.0.map(mix))
            };
            let stops = stops.map(|(at, part)| (at / 6.0, mixed(part)));
            let end = 6.0 * std::f32::consts::FRAC_1_SQRT_2;
            (Position::zero(), Position::from_xy(end, end), stops.to_vec(), SpreadMode::Repeat)
        }
    };
    let stops = stops.into_iter().map(|(at, colour)| GradientStop::new(at, solid(colour, opacity)));
    LinearGradient::new(from, to, stops.collect(), mode, transform)
}

fn solid(Rgb([red, green, blue]): Rgb, opacity: f64) -> Color {
    // a byte by the clamp; a NaN becomes 0
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let alpha = (opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
    Color::from_rgba8(red, green, blue, alpha)
}

/// A rectangle with rounded corners as path data: quarter circles by cubic curves, whose handles are 0.5523 radii long.
fn rectangle([x, y, width, height]: [f64; 4], rounding: f64) -> String {
    let (right, bottom) = (x + width, y + height);
    let r = rounding;
    let h = r * (1.0 - 0.552_284_75);
    format!(
        "M{} {y}H{}C{} {y} {right} {} {right} {}V{}C{right} {} {} {bottom} {} {bottom}H{}C{} {bottom} {x} {} {x} {}V{}C{x} \
         {} {} {y} {} {y}Z",
        x + r,
        right - r,
        right - h,
        y + h,
        y + r,
        bottom - r,
        bottom - h,
        right - h,
        right - r,
        x + r,
        x + h,
        bottom - h,
        bottom - r,
        y + r,
        y + h,
        x + h,
        x + r
    )
}

/// The letters of a text, and where each stands from left to right.
fn letters_at(
    x: f64,
    anchor: TextAnchor,
    style: TextStyle,
    text: &str,
) -> impl Iterator<Item = (char, f32)> {
    let width = font::width(text, style);
    let start = match anchor {
        TextAnchor::Start => x,
        TextAnchor::Middle => x - width / 2.0,
        TextAnchor::End => x - width,
    };
    let font: &Font = font::font(style);
    text.chars().scan(start, move |next, letter| {
        let at = *next;
        *next += font.advance(letter) * style.size;
        Some((letter, single(at)))
    })
}

impl Letters {
    /// The outline of a letter, in pixels from where it stands.
    fn outline(&mut self, style: TextStyle, letter: char, place: Transform) -> Option<Path> {
        let font: &Font = font::font(style);
        let outline = self.outlines.entry((style.is_bold, letter));
        let outline = outline.or_insert_with(|| path(font.outline(letter)));
        let scale = single(style.size * font.unit());
        outline.clone()?.transform(place.pre_scale(scale, -scale))
    }

    /// A text as one path.
    fn path(
        &mut self,
        place: (f64, f64),
        anchor: TextAnchor,
        style: TextStyle,
        text: &str,
    ) -> Option<Path> {
        let mut builder = PathBuilder::new();
        for (letter, x) in letters_at(place.0, anchor, style, text) {
            let place = Transform::from_translate(x, single(place.1));
            if let Some(outline) = self.outline(style, letter, place) {
                builder.push_path(&outline);
            }
        }
        builder.finish()
    }

    /// A letter at a place: on whole rows, where it is sharpest, and on quarters of a column, so that gaps stay even. A
    /// letter that was met before is not drawn again, which is half of a page of text.
    fn area(&mut self, style: TextStyle, letter: char, at: Position, scale: f32) -> Option<Area> {
        // pixels of a page; beyond it there is nothing to paint
        #[allow(clippy::cast_possible_truncation)]
        let (quarters, y) = ((at.x * 4.0).round() as i32, at.y.round() as i32);
        let (x, quarter) = (quarters.div_euclid(4), quarters.rem_euclid(4));
        let size = single(style.size) * scale;
        let key = (style.is_bold, letter, style.colour, size.to_bits(), quarter);
        if !self.stamps.contains_key(&key) {
            #[allow(clippy::cast_precision_loss)] // 0 to 3
            let place = Transform::from_row(scale, 0.0, 0.0, scale, quarter as f32 / 4.0, 0.0);
            let outline = self.outline(style, letter, place);
            let stamp = outline.and_then(|outline| Stamp::new(&outline, style.colour));
            self.stamps.insert(key, stamp.map(Rc::new));
        }
        let stamp = self.stamps.get(&key)?.clone()?;
        Some(Area::Letter { stamp, x, y })
    }
}

impl Stamp {
    fn new(outline: &Path, colour: Rgb) -> Option<Self> {
        let bounds: IntRect = outline.bounds().round_out()?;
        let mut pixels = Pixmap::new(bounds.width(), bounds.height())?;
        let brush = Brush { shader: Shader::SolidColor(solid(colour, 1.0)), ..Brush::default() };
        let (left, top) = (bounds.left(), bounds.top());
        #[allow(clippy::cast_precision_loss)] // within the size of a letter
        let shift = Transform::from_translate(-left as f32, -top as f32);
        pixels.fill_path(outline, &brush, FillRule::Winding, shift, None);
        Some(Self { pixels, left, top })
    }
}

/// Path data of absolute commands as a path; none where it has no length, or what is no path data.
fn path(data: &str) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let mut rest = data;
    while let Some(command) = rest.chars().next() {
        rest = &rest[command.len_utf8()..];
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (numbers, behind) = rest.split_at(end);
        rest = behind;
        let numbers = numbers_of(numbers)?;
        let last = builder.last_point().unwrap_or_default();
        match (command, &*numbers) {
            ('M', [x, y]) => builder.move_to(*x, *y),
            ('L', [x, y]) => builder.line_to(*x, *y),
            ('H', [x]) => builder.line_to(*x, last.y),
            ('V', [y]) => builder.line_to(last.x, *y),
            ('Q', [x1, y1, x, y]) => builder.quad_to(*x1, *y1, *x, *y),
            ('C', curves) if curves.len().is_multiple_of(6) => {
                for c in curves.chunks_exact(6) {
                    builder.cubic_to(c[0], c[1], c[2], c[3], c[4], c[5]);
                }
            }
            ('Z', []) => builder.close(),
            _ => return None,
        }
    }
    builder.finish()
}

/// The numbers of a list with commas or blanks, where a sign begins one too.
fn numbers_of(text: &str) -> Option<Vec<f32>> {
    let mut numbers = Vec::new();
    for part in text.split([' ', ',']) {
        let mut start = 0;
        let signs = part.match_indices('-').map(|(at, _)| at).filter(|at| *at > 0);
        for end in signs.chain([part.len()]) {
            if start < end {
                numbers.push(part[start..end].parse().ok()?);
            }
            start = end;
        }
    }
    Some(numbers)
}
