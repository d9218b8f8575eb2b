//! What the colours of a map mean: the bar of the scale, and patches of what is not coloured.

use std::fmt::Write as _;

use super::scale::{COLOURS, Scale};
use super::{OTHER, PALE};
use crate::render::lettering::{Anchor, Hand};
use crate::render::sheet::{HEADING, MARGIN, QUIET, Sheet};

pub(in crate::render) const SMALL: Hand = Hand {
    size: 13.0,
    bold: false,
    colour: QUIET,
};

/// Width and height of the bar of colours.
const BAR: (f64, f64) = (420.0, 16.0);
/// Width and height of a patch of what is not coloured.
const PATCH: (f64, f64) = (28.0, 14.0);

/// What a legend says.
pub(in crate::render) struct Legend {
    /// What is shown, and its unit.
    pub(in crate::render) caption: &'static str,
    pub(in crate::render) scale: Scale,
    /// A mark of the scale in words.
    pub(in crate::render) mark: fn(f64) -> String,
    /// What the hatching stands for.
    pub(in crate::render) without_force: &'static str,
    /// Whether any shape is left pale.
    pub(in crate::render) has_pale: bool,
}

impl Legend {
    /// Writes the legend; gives where it ends.
    pub(in crate::render) fn write(&self, sheet: &mut Sheet, y: f64) -> f64 {
        let patches_end = self.patches(sheet, y);
        sheet.text((MARGIN, y), Anchor::Start, HEADING, self.caption);
        self.bar(sheet, y + 10.0).max(patches_end)
    }

    /// The bar of colours with its marks; gives where it ends.
    fn bar(&self, sheet: &mut Sheet, top: f64) -> f64 {
        let (width, height) = BAR;
        sheet.line(&format!(
            "<rect x=\"{MARGIN}\" y=\"{top:.1}\" width=\"{width}\" height=\"{height}\" rx=\"2\" \
             fill=\"url(#map-scale)\" stroke=\"{QUIET}\" stroke-width=\"0.6\"/>"
        ));
        let bottom = top + height;
        for (place, force) in (0u8..).zip(self.scale.marks()) {
            let x = MARGIN + width * f64::from(place) / 4.0;
            sheet.line(&format!(
                "<path d=\"M{x:.1} {bottom:.1}v5\" stroke=\"{QUIET}\" stroke-width=\"1\"/>"
            ));
            let anchor = match place {
                0 => Anchor::Start,
                4 => Anchor::End,
                _ => Anchor::Middle,
            };
            sheet.text((x, bottom + 18.0), anchor, SMALL, &(self.mark)(force));
        }
        bottom + 34.0
    }

    /// What is not coloured, and why; gives where it ends.
    fn patches(&self, sheet: &mut Sheet, top: f64) -> f64 {
        let x = MARGIN + BAR.0 + 56.0;
        let mut kinds = vec![("url(#map-hatch)", self.without_force)];
        if self.has_pale {
            kinds.push((PALE, "not shown here"));
        }
        kinds.push((OTHER, "other muscles, not in the model"));
        let mut y = top;
        for (fill, words) in kinds {
            let (width, height) = PATCH;
            sheet.line(&format!(
                "<rect x=\"{x}\" y=\"{:.1}\" width=\"{width}\" height=\"{height}\" rx=\"2\" fill=\"{fill}\" \
                 stroke=\"{QUIET}\" stroke-width=\"0.6\"/>",
                y - 11.0
            ));
            sheet.text((x + width + 10.0, y), Anchor::Start, SMALL, words);
            y += 22.0;
        }
        y
    }
}

/// The gradient of the bar and the hatching.
pub(in crate::render) fn definitions(out: &mut String) {
    out.push_str("<defs>\n<linearGradient id=\"map-scale\">\n");
    let steps = COLOURS.len() - 1;
    for (step, colour) in COLOURS.iter().enumerate() {
        // so few that f64 holds them exactly
        #[allow(clippy::cast_precision_loss)]
        let offset = step as f64 / steps as f64;
        // writing to a String cannot fail
        let _ = writeln!(
            out,
            "<stop offset=\"{offset:.4}\" stop-color=\"{colour}\"/>"
        );
    }
    out.push_str(
        "</linearGradient>\n\
         <pattern id=\"map-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\">\n\
         <rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>\n\
         <rect width=\"1.3\" height=\"6\" fill=\"#a9aeb8\"/>\n\
         </pattern>\n</defs>\n",
    );
}
