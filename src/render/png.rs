//! A picture as a PNG, its letters as outlines of the bundled fonts, so that no font of the machine is needed.

use std::io::{self, Write};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels to a unit of the picture: sharp on a dense screen and in print at A4.
const SCALE: f32 = 2.0;

/// Writes an SVG whose letters are outlines as a PNG.
///
/// # Errors
/// When the picture cannot be made, or the output does not take it.
pub(super) fn write(svg: &str, mut out: impl Write) -> io::Result<()> {
    let tree = Tree::from_str(svg, &Options::default()).map_err(io::Error::other)?;
    let size = tree.size().to_int_size().scale_by(SCALE);
    let pixels = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixels = pixels.ok_or_else(|| io::Error::other("a picture too large to be made"))?;
    let scale = Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    let png = pixels.encode_png().map_err(io::Error::other)?;
    out.write_all(&png)
}
