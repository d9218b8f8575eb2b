//! The sheet that a picture is drawn on: lines of its XML, text at fixed places, and notes and sources at its foot.

use super::lettering::{Anchor, FONT_FAMILY, Hand, Lettering, Letters, escaped};
use crate::evidence::StudyRef;

pub(super) const MARGIN: f64 = 36.0;
pub(super) const INK: &str = "#1b1f26";
pub(super) const QUIET: &str = "#4d5562";

pub(super) const TITLE: Hand = Hand {
    size: 30.0,
    bold: true,
    colour: INK,
};
pub(super) const HEADING: Hand = Hand {
    size: 13.0,
    bold: true,
    colour: INK,
};
const SMALL: Hand = Hand {
    size: 12.0,
    bold: false,
    colour: QUIET,
};
/// From line to line of small print.
const SMALL_LINE: f64 = 16.0;

/// The sheet, as far as it is written.
pub(super) struct Sheet {
    pub(super) width: f64,
    pub(super) lettering: Lettering,
    pub(super) xml: String,
}

impl Sheet {
    /// An empty sheet; its height depends on what it will say.
    pub(super) fn new(width: f64, letters: Letters) -> Self {
        Self {
            width,
            lettering: Lettering::new(letters),
            xml: String::with_capacity(160 << 10),
        }
    }

    pub(super) fn line(&mut self, xml: &str) {
        self.xml.push_str(xml);
        self.xml.push('\n');
    }

    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, hand: Hand, text: &str) {
        self.lettering.write(&mut self.xml, at, anchor, hand, text);
    }

    /// Writes a text on as many lines as it takes; gives the base line after the last.
    pub(super) fn paragraph(
        &mut self,
        (x, mut y): (f64, f64),
        hand: Hand,
        width: f64,
        leading: f64,
        text: &str,
    ) -> f64 {
        for line in self.lettering.lines(text, hand, width) {
            self.text((x, y), Anchor::Start, hand, &line);
            y += leading;
        }
        y
    }

    /// Writes notes and sources side by side; gives where they end.
    pub(super) fn foot(
        &mut self,
        top: f64,
        notes: impl Iterator<Item = String>,
        sources: &[StudyRef],
    ) -> f64 {
        const GAP: f64 = 36.0;
        let width = (self.width - 2.0 * MARGIN - GAP) / 2.0;
        self.line(&format!(
            "<path d=\"M{MARGIN} {:.1}H{:.1}\" stroke=\"#c3c7ce\" stroke-width=\"1\"/>",
            top - 20.0,
            self.width - MARGIN
        ));
        let right = MARGIN + width + GAP;
        let (mut notes_end, mut sources_end) = (top + 19.0, top + 19.0);
        self.text((MARGIN, top), Anchor::Start, HEADING, "What to know");
        self.text((right, top), Anchor::Start, HEADING, "Sources");
        for note in notes {
            let end = self.paragraph((MARGIN, notes_end), SMALL, width, SMALL_LINE, &note);
            notes_end = end + 5.0;
        }
        let sources: Vec<String> = sources
            .iter()
            .map(|study| {
                let doi = study
                    .doi
                    .as_ref()
                    .map_or_else(String::new, |doi| format!(", doi:{doi}"));
                format!("{}, {}{doi}", study.short(), study.published_in)
            })
            .collect();
        if !sources.is_empty() {
            let words = sources.join("; ") + ".";
            sources_end = self.paragraph((right, sources_end), SMALL, width, SMALL_LINE, &words);
        }
        notes_end.max(sources_end)
    }

    /// The sheet in one document of that height.
    pub(super) fn document(
        self,
        height: f64,
        title: &str,
        description: &str,
        definitions: &str,
    ) -> String {
        let (width, height) = (self.width, height.ceil());
        let (title, description) = (escaped(title), escaped(description));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"map-title map-description\" \
             font-family=\"{FONT_FAMILY}\">\n\
             <title id=\"map-title\">{title}</title>\n\
             <desc id=\"map-description\">{description}</desc>\n\
             {definitions}<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            self.xml
        )
    }
}
