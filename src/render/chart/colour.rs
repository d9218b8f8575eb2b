//! Colours, and the one scale of them: peak force as a colour that is as much darker as the force is larger.
//!
//! The colours are a part of *lajolla* of the Scientific colour maps (Crameri F 2023, version 8.0,
//! doi:10.5281/zenodo.8035877, MIT licence), which is perceptually even and readable with colour blindness: every
//! fifteenth of its 256 entries from 240 down to 30, at eight bits. Both ends are left out, since the palest would be
//! lost on the page and the darkest among the outlines. Between them colours are interpolated in sRGB.

use crate::number::{real, whole};
use std::fmt;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::render) struct Rgb(pub(in crate::render) [u8; 3]);

impl Rgb {
    /// The colour that `#rrggbb` names.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let hex = u32::from_str_radix(text.strip_prefix('#')?, 16).ok()?;
        let [_, rgb @ ..] = hex.to_be_bytes();
        (text.len() == 7).then_some(Self(rgb))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

pub(super) const WHITE: Rgb = Rgb([0xff, 0xff, 0xff]);
/// The colour of text.
pub(super) const INK: Rgb = Rgb([0x1b, 0x1f, 0x26]);
/// The colour of small print.
pub(super) const QUIET: Rgb = Rgb([0x4d, 0x55, 0x62]);
/// The colour of rules and axes.
pub(super) const RULE: Rgb = Rgb([0xc3, 0xc7, 0xce]);

/// The colours at even steps, from no force to the top of the scale.
pub(super) const COLOURS: [Rgb; 15] = [
    Rgb([0xfc, 0xf0, 0xa2]),
    Rgb([0xf7, 0xdc, 0x77]),
    Rgb([0xf2, 0xc5, 0x5b]),
    Rgb([0xed, 0xb1, 0x54]),
    Rgb([0xea, 0x9f, 0x53]),
    Rgb([0xe6, 0x8e, 0x51]),
    Rgb([0xe3, 0x7c, 0x50]),
    Rgb([0xdd, 0x69, 0x4f]),
    Rgb([0xd1, 0x56, 0x4c]),
    Rgb([0xb9, 0x4a, 0x48]),
    Rgb([0x9a, 0x43, 0x40]),
    Rgb([0x7b, 0x3b, 0x34]),
    Rgb([0x60, 0x32, 0x26]),
    Rgb([0x48, 0x2a, 0x1a]),
    Rgb([0x35, 0x23, 0x10]),
];

/// The colour of a force on a scale from 0 to `top`; what lies beyond an end has the colour of the end.
pub(super) fn colour(force: f64, top: f64) -> Rgb {
    let steps = real(COLOURS.len() - 1);
    let at = (force / top).clamp(0.0, 1.0) * steps;
    let below = whole(at).min(COLOURS.len() - 2);
    let weight = at - real(below);
    let (Rgb(low), Rgb(high)) = (COLOURS[below], COLOURS[below + 1]);
    let mix = |channel: usize| {
        let (low, high) = (f64::from(low[channel]), f64::from(high[channel]));
        // between two bytes, since the weight lies within 0 to 1
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let byte = (low + (high - low) * weight).round() as u8;
        byte
    };
    Rgb([mix(0), mix(1), mix(2)])
}

/// Whether white letters on a colour are easier to read than black ones, by the contrast of WCAG 2.2.
pub(super) fn is_dark(colour: Rgb) -> bool {
    // relative luminance, WCAG 2.2
    let [red, green, blue] = colour.0.map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
    });
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05
}
