//! The bundled fonts as static data: how far each letter advances, and its outline, which pixels are drawn from.
//!
//! Read at build time, so that the program carries no reader of fonts. A font without the tables of TrueType is refused.

use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

/// Rust source of one font: a `Font` with its letters in order, their outlines in one text of path data.
///
/// # Errors
/// When it is no font, or a glyph cannot be drawn.
pub(super) fn source(name: &str, bytes: &[u8], with_outlines: bool) -> Result<String, String> {
    let font = FontRef::new(bytes).map_err(|error| format!("{name}: {error}"))?;
    let (size, location) = (Size::unscaled(), LocationRef::default());
    let metrics = font.glyph_metrics(size, location);
    let outlines = font.outline_glyphs();
    let (mut letters, mut paths) = (String::new(), Path::default());
    let mut glyphs: Vec<_> = font.charmap().mappings().collect();
    glyphs.sort_unstable();
    for (letter, glyph) in glyphs {
        if let Some(outline) = outlines.get(glyph).filter(|_| with_outlines) {
            outline
                .draw(DrawSettings::unhinted(size, location), &mut paths)
                .map_err(|error| format!("{name}: glyph {glyph}: {error}"))?;
        }
        let advance = metrics.advance_width(glyph).unwrap_or_default();
        let letter = char::from_u32(letter).unwrap_or_default();
        writeln!(letters, "({letter:?}, {advance:?}, {}),", paths.0.len())
            .map_err(|error| error.to_string())?;
    }
    Ok(format!(
        "static {name}: Font = Font {{ units_per_em: {:?}, letters: &[\n{letters}], outlines: {:?} }};\n",
        f32::from(font.metrics(size, location).units_per_em),
        paths.0
    ))
}

/// Path data as SVG has it, in font units, y upwards.
#[derive(Default)]
struct Path(String);

impl Path {
    fn push<const N: usize>(&mut self, command: char, numbers: [f32; N]) {
        self.0.push(command);
        for (i, number) in numbers.into_iter().enumerate() {
            let blank = if i == 0 { "" } else { " " };
            // writing to a String cannot fail
            let _ = write!(self.0, "{blank}{number}");
        }
    }
}

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('M', [x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push('L', [x, y]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.push('Q', [cx, cy, x, y]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.push('C', [cx0, cy0, cx1, cy1, x, y]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}
