//! The picture as a PNG, its letters as outlines, so that no font of the machine is needed.

use std::io::{self, Write};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::lettering::Letters;
use crate::report::Report;

/// Pixels to a unit of the picture: sharp on a dense screen and in print at A4.
const SCALE: f32 = 2.0;

/// Writes an answer as a PNG picture.
///
/// # Errors
/// When the picture cannot be made, or the output does not take it.
pub fn write(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    let svg = super::picture(report, Letters::Outlined);
    let tree = Tree::from_str(&svg, &Options::default()).map_err(io::Error::other)?;
    let size = tree.size().to_int_size().scale_by(SCALE);
    let pixels = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixels = pixels.ok_or_else(|| io::Error::other("a picture too large to be made"))?;
    let scale = Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    let png = pixels.encode_png().map_err(io::Error::other)?;
    out.write_all(&png)
}
