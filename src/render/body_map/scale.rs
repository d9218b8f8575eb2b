//! The one scale of colour: peak force as a colour that is as much darker as the force is larger.
//!
//! The colours are a stretch of *lajolla* of the Scientific colour maps (Crameri F 2023, version 8.0,
//! doi:10.5281/zenodo.8035877, MIT licence), which is perceptually even and readable with colour blindness: every
//! fifteenth of its 256 entries from 240 down to 30, at eight bits. Both ends are left out, since the palest would be
//! lost on the page and the darkest among the outlines. Between them colours are interpolated in sRGB.

use std::fmt;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Rgb(pub(in crate::render) [u8; 3]);

impl Rgb {
    /// Its luminance relative to white, by WCAG 2.2.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                libm::pow((share + 0.055) / 1.055, 2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Whether white letters on it are easier to read than black ones, by the contrast of WCAG 2.2.
    pub(in crate::render) fn is_dark(self) -> bool {
        let luminance = self.luminance();
        1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The colours at even steps, from no force to the top of the scale.
pub(in crate::render) const COLOURS: [Rgb; 15] = [
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

/// The top of the scale where nothing lies beyond it, and what it is raised by where something does, body weights.
/// Pictures share it and can be held side by side.
const TOP_BW: (f64, f64) = (8.0, 4.0);
/// The same in newtons: a little above the former at 70 kg, so that marks are round.
const TOP_N: (f64, f64) = (6000.0, 2000.0);

/// The scale of one picture, from 0 to its top.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Scale {
    /// In the unit of the forces.
    top: f64,
}

impl Scale {
    /// The scale that holds forces up to the largest, body weights.
    pub(in crate::render) fn up_to(largest_bw: f64) -> Self {
        Self::holding(largest_bw, TOP_BW)
    }

    /// The scale that holds forces up to the largest, newtons.
    pub(in crate::render) fn up_to_newtons(largest_n: f64) -> Self {
        Self::holding(largest_n, TOP_N)
    }

    fn holding(largest: f64, (usual_top, raise): (f64, f64)) -> Self {
        let top = (largest / raise).ceil() * raise;
        Self {
            top: top.max(usual_top),
        }
    }

    /// The colour of a force; what lies beyond an end has the colour of the end.
    pub(in crate::render) fn colour(self, force: f64) -> Rgb {
        // 14 steps, which f64 holds exactly
        #[allow(clippy::cast_precision_loss)]
        let steps = (COLOURS.len() - 1) as f64;
        let at = (force / self.top).clamp(0.0, 1.0) * steps;
        // within 0 to 14 by the clamp; a NaN becomes 0
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let below = (at as usize).min(COLOURS.len() - 2);
        #[allow(clippy::cast_precision_loss)]
        let share = at - below as f64;
        let (Rgb(low), Rgb(high)) = (COLOURS[below], COLOURS[below + 1]);
        let mix = |channel: usize| {
            let (low, high) = (f64::from(low[channel]), f64::from(high[channel]));
            // between two bytes, since share lies within 0 to 1
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let byte = (low + (high - low) * share).round() as u8;
            byte
        };
        Rgb([mix(0), mix(1), mix(2)])
    }

    /// Where the legend has its marks: five, from 0 to the top.
    pub(in crate::render) fn marks(self) -> [f64; 5] {
        [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| share * self.top)
    }
}
