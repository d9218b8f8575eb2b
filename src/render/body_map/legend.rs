//! What stands above the map: title, conditions, and what its colours and numbers mean.

use std::fmt::Write as _;

use super::lettering::{Anchor, Hand};
use super::scale::COLOURS;
use super::{INK, MARGIN, PALE, Page, QUIET, WIDTH, bw_mark};
use crate::render::wording;
use crate::report::{RankBy, Report};

const TITLE: Hand = Hand {
    size: 30.0,
    bold: true,
    colour: INK,
};
const CONDITIONS: Hand = Hand {
    size: 17.0,
    bold: false,
    colour: INK,
};
const CAPTION: Hand = Hand {
    size: 13.0,
    bold: true,
    colour: INK,
};
const SMALL: Hand = Hand {
    size: 13.0,
    bold: false,
    colour: QUIET,
};

/// Width and height of the bar of colours.
const BAR: (f64, f64) = (420.0, 16.0);
/// Width and height of a patch of what is not coloured.
const PATCH: (f64, f64) = (28.0, 14.0);

/// Writes the head of the page; gives where it ends.
pub(super) fn write(page: &mut Page<'_, '_>, top: f64) -> f64 {
    let report = page.shading_report();
    let mut y = top + 30.0;
    page.text(
        (MARGIN, y),
        Anchor::Start,
        TITLE,
        "What each leg muscle bears",
    );
    y += 30.0;
    let words = wording::conditions(report);
    y = page.paragraph((MARGIN, y), CONDITIONS, WIDTH - 2.0 * MARGIN, 23.0, &words);
    scale(page, y + 16.0)
}

/// Writes what the colours mean; gives where that ends.
pub(super) fn scale(page: &mut Page<'_, '_>, mut y: f64) -> f64 {
    let report = page.shading_report();
    let (words, patches_end) = ("Peak force of one step, × body weight", patches(page, y));
    page.text((MARGIN, y), Anchor::Start, CAPTION, words);
    let bar_end = bar(page, y + 10.0);
    y = bar_end.max(patches_end) + 8.0;
    let words = meaning(report);
    page.paragraph((MARGIN, y), SMALL, WIDTH - 2.0 * MARGIN, 17.0, &words)
}

/// What the numbers in the circles and the colours of groups mean.
fn meaning(report: &Report<'_>) -> String {
    let by = match report.question.rank_by {
        RankBy::Peak => "peak force",
        RankBy::Impulse => "impulse of one stride",
        RankBy::Cumulative => "impulse over the whole run",
    };
    let mut words =
        format!("In the circle: the place by {by}. ± is one standard deviation between runners.");
    words.push_str(if report.question.detail {
        " A hollow dot: the group as a whole."
    } else {
        " Shapes of one group have the colour of the group."
    });
    words
}

/// The bar of colours with its marks; gives where it ends.
fn bar(page: &mut Page<'_, '_>, top: f64) -> f64 {
    let (width, height) = BAR;
    page.line(&format!(
        "<rect x=\"{MARGIN}\" y=\"{top:.1}\" width=\"{width}\" height=\"{height}\" rx=\"2\" \
         fill=\"url(#map-scale)\" stroke=\"{QUIET}\" stroke-width=\"0.6\"/>"
    ));
    let bottom = top + height;
    let marks = page.scale().marks();
    for (place, bw) in (0u8..).zip(marks) {
        let x = MARGIN + width * f64::from(place) / 4.0;
        page.line(&format!(
            "<path d=\"M{x:.1} {bottom:.1}v5\" stroke=\"{QUIET}\" stroke-width=\"1\"/>"
        ));
        let anchor = match place {
            0 => Anchor::Start,
            4 => Anchor::End,
            _ => Anchor::Middle,
        };
        page.text((x, bottom + 18.0), anchor, SMALL, &bw_mark(bw));
    }
    bottom + 34.0
}

/// What is not coloured, and why; gives where it ends.
fn patches(page: &mut Page<'_, '_>, top: f64) -> f64 {
    let x = MARGIN + BAR.0 + 56.0;
    let mut kinds = vec![("url(#map-hatch)", page.without_force())];
    if page.has_pale() {
        kinds.push((PALE, "not shown here"));
    }
    kinds.push((super::OTHER, "other muscles, not in the model"));
    let mut y = top;
    for (fill, words) in kinds {
        let (width, height) = PATCH;
        page.line(&format!(
            "<rect x=\"{x}\" y=\"{:.1}\" width=\"{width}\" height=\"{height}\" rx=\"2\" fill=\"{fill}\" \
             stroke=\"{QUIET}\" stroke-width=\"0.6\"/>",
            y - 11.0
        ));
        page.text((x + width + 10.0, y), Anchor::Start, SMALL, words);
        y += 22.0;
    }
    y
}

/// The gradient of the bar and the hatching.
pub(super) fn definitions(out: &mut String) {
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
