//! Text at fixed places: how wide it is, where its lines break, and its letters as outlines.
//!
//! Widths are those of Liberation Sans, which Helvetica and Arial share; lines are broken with room for wider fonts.
//! Letters become outlines where no font can be relied on.

use std::fmt::Write as _;

use ttf_parser::{Face, OutlineBuilder};

/// The fonts that a picture with live text asks for; the first three have the same widths.
pub(super) const FONT_FAMILY: &str =
    "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// How much wider than measured a text may come out in another font before it leaves its place.
const ROOM: f64 = 1.1;

/// Size, weight and colour of letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hand {
    /// Height of the line's em, in units of the picture.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: &'static str,
}

/// Which end of a text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// As text, which can be searched and copied.
    Live,
    /// As outlines, which look the same everywhere.
    #[cfg_attr(not(feature = "png"), allow(dead_code))]
    Outlined,
}

/// The fonts, and how letters are written.
pub(super) struct Lettering {
    regular: Face<'static>,
    bold: Face<'static>,
    letters: Letters,
}

impl Lettering {
    pub(super) fn new(letters: Letters) -> Self {
        const WHOLE: &str = "the embedded fonts are whole: a test draws with both";
        let face = |bytes| Face::parse(bytes, 0);
        let regular = face(include_bytes!(
            "../../data/fonts/musclerun-sans-regular.ttf"
        ));
        let bold = face(include_bytes!("../../data/fonts/musclerun-sans-bold.ttf"));
        Self {
            regular: regular.expect(WHOLE),
            bold: bold.expect(WHOLE),
            letters,
        }
    }

    fn face(&self, bold: bool) -> &Face<'static> {
        if bold { &self.bold } else { &self.regular }
    }

    /// How far a letter advances, in units of the picture; one em for a letter that the fonts lack.
    fn advance(&self, letter: char, hand: Hand) -> f64 {
        let face = self.face(hand.bold);
        let advance = face
            .glyph_index(letter)
            .and_then(|glyph| face.glyph_hor_advance(glyph));
        let ems = advance.map_or(1.0, |units| {
            f64::from(units) / f64::from(face.units_per_em())
        });
        ems * hand.size
    }

    /// The width of a text, in units of the picture.
    pub(super) fn width(&self, text: &str, hand: Hand) -> f64 {
        text.chars().map(|c| self.advance(c, hand)).sum()
    }

    /// Breaks a text into lines that fit a width in any of the fonts; a word that is too long by itself is broken too.
    pub(super) fn lines(&self, text: &str, hand: Hand, width: f64) -> Vec<String> {
        let width = width / ROOM;
        let fits = |line: &str| self.width(line, hand) <= width;
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in words(text) {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if line.chars().count() > 1 && !fits(&line) {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, letter.to_string()));
                }
            }
        }
        lines.push(line);
        lines
    }

    /// Adds a text on one line to a drawing.
    pub(super) fn write(
        &self,
        out: &mut String,
        (x, y): (f64, f64),
        anchor: Anchor,
        hand: Hand,
        text: &str,
    ) {
        // writing to a String cannot fail
        let _ = match self.letters {
            Letters::Live => {
                let anchor = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                let weight = if hand.bold {
                    " font-weight=\"bold\""
                } else {
                    ""
                };
                writeln!(
                    out,
                    "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\"{weight} fill=\"{}\"{anchor}>{}</text>",
                    hand.size,
                    hand.colour,
                    escaped(text)
                )
            }
            Letters::Outlined => {
                let outlines = self.outlined((x, y), anchor, hand, text);
                writeln!(out, "<path fill=\"{}\" d=\"{outlines}\"/>", hand.colour)
            }
        };
    }

    /// The outlines of a text as the data of a path.
    pub(super) fn outlined(
        &self,
        (x, y): (f64, f64),
        anchor: Anchor,
        hand: Hand,
        text: &str,
    ) -> String {
        let width = self.width(text, hand);
        let face = self.face(hand.bold);
        let mut pen = Pen {
            x: match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            },
            y,
            scale: hand.size / f64::from(face.units_per_em()),
            path: String::new(),
        };
        for letter in text.chars() {
            if let Some(glyph) = face.glyph_index(letter) {
                // a blank has no outline
                let _ = face.outline_glyph(glyph, &mut pen);
            }
            pen.x += self.advance(letter, hand);
        }
        pen.path
    }
}

/// The words of a text; a number keeps its percent sign.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start_matches(' ');
    while !rest.is_empty() {
        let end = rest
            .match_indices(' ')
            .map(|(blank, _)| blank)
            .find(|blank| !rest[blank + 1..].starts_with('%'))
            .unwrap_or(rest.len());
        words.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(' ');
    }
    words
}

/// A text as XML takes it: without the characters that XML has no place for, the others of its syntax escaped.
pub(super) fn escaped(text: &str) -> String {
    let allowed: String = text
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    quick_xml::escape::escape(&allowed).into_owned()
}

/// Draws letters into the data of a path, y downwards.
struct Pen {
    x: f64,
    y: f64,
    scale: f64,
    path: String,
}

impl Pen {
    fn draw<const N: usize>(&mut self, command: char, points: [(f32, f32); N]) {
        self.path.push(command);
        for (i, (x, y)) in points.into_iter().enumerate() {
            let (x, y) = (
                self.x + f64::from(x) * self.scale,
                self.y - f64::from(y) * self.scale,
            );
            let blank = if i == 0 { "" } else { " " };
            // writing to a String cannot fail
            let _ = write!(self.path, "{blank}{x:.2} {y:.2}");
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.draw('M', [(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.draw('L', [(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.draw('Q', [(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.draw('C', [(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
