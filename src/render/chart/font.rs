//! The bundled fonts: how wide texts are, and where their lines break.
//!
//! Widths are those of Liberation Sans, which Helvetica and Arial share; lines are broken with space for wider fonts.

use super::colour::Rgb;
use crate::render::layout::wrap;

/// Size, weight and colour of letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextStyle {
    /// Height of the line's em.
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) colour: Rgb,
    /// Whether letters keep what they stand on at a distance.
    pub(super) has_halo: bool,
}

impl TextStyle {
    pub(super) const fn new(size: f64, colour: Rgb) -> Self {
        Self { size, is_bold: false, colour, has_halo: false }
    }

    pub(super) const fn bold(size: f64, colour: Rgb) -> Self {
        Self { is_bold: true, ..Self::new(size, colour) }
    }
}

/// How much wider than measured a text may come out in another font before it leaves its place.
const OTHER_FONTS: f64 = 1.1;

/// A font, read at build time.
pub(super) struct Font {
    units_per_em: f32,
    /// The letters in order: how far each advances, and where its outline ends among the outlines.
    letters: &'static [(char, f32, usize)],
    /// Path data of all letters, y upwards.
    #[cfg_attr(not(feature = "png"), allow(dead_code))]
    outlines: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

pub(super) fn font(style: TextStyle) -> &'static Font {
    if style.is_bold { &BOLD } else { &REGULAR }
}

impl Font {
    fn index(&self, letter: char) -> Option<usize> {
        self.letters.binary_search_by_key(&letter, |l| l.0).ok()
    }

    /// How far a letter advances, in ems; one em for a letter that the font lacks.
    pub(super) fn advance(&self, letter: char) -> f64 {
        let advance = self.index(letter).map(|index| self.letters[index].1);
        advance.map_or(1.0, |units| f64::from(units) / f64::from(self.units_per_em))
    }

    /// The size of a unit of an outline, in ems.
    #[cfg(feature = "png")]
    pub(super) fn unit(&self) -> f64 {
        1.0 / f64::from(self.units_per_em)
    }

    /// The outline of a letter as path data; none for a blank and for a letter that the font lacks.
    #[cfg(feature = "png")]
    pub(super) fn outline(&self, letter: char) -> &'static str {
        let ends = self.index(letter).map(|index| {
            let start = index.checked_sub(1).map_or(0, |before| self.letters[before].2);
            start..self.letters[index].2
        });
        ends.and_then(|ends| self.outlines.get(ends)).unwrap_or_default()
    }
}

/// The width of a text, in units of the page.
pub(super) fn width(text: &str, style: TextStyle) -> f64 {
    let font = font(style);
    text.chars().map(|letter| font.advance(letter)).sum::<f64>() * style.size
}

/// Breaks a text into lines that fit a width in any usual font; a word that is too long by itself is broken too.
pub(super) fn lines(text: &str, style: TextStyle, available: f64) -> Vec<String> {
    let fits = |line: &str| width(line, style) <= available / OTHER_FONTS;
    let mut lines = Vec::new();
    for mut line in wrap(text, |_, line| fits(line)) {
        while !fits(&line) && line.chars().nth(1).is_some() {
            let ends = line.char_indices().map(|(at, _)| at).skip(1);
            let end = ends.take_while(|end| fits(&line[..*end])).last();
            let end = end.unwrap_or_else(|| line.chars().next().map_or(0, char::len_utf8));
            let rest = line.split_off(end);
            lines.push(std::mem::replace(&mut line, rest));
        }
        lines.push(line);
    }
    lines
}
