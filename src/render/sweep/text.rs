//! Lines of text whose characters are coloured by what they are part of, and counted one by one.

use crate::render::Style;
use crate::render::table::{BAR, BOLD, DIM};

/// What a character of a chart is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    #[default]
    Plain,
    Name,
    Line,
    Faint,
}

/// A line of text, each character with what it is part of.
#[derive(Debug, Clone, Default)]
pub(super) struct Text(pub(super) Vec<(char, Part)>);

impl Text {
    pub(super) fn push(&mut self, text: &str, part: Part) {
        self.0.extend(text.chars().map(|c| (c, part)));
    }

    /// Blanks up to a column.
    pub(super) fn blank(&mut self, column: usize) {
        let missing = column.saturating_sub(self.0.len());
        self.0
            .extend(std::iter::repeat_n((' ', Part::Plain), missing));
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub(super) fn painted(&self, style: Style) -> String {
        let end = self.0.iter().rposition(|(c, _)| *c != ' ');
        let shown = &self.0[..end.map_or(0, |end| end + 1)];
        let mut line = String::new();
        for run in shown.chunk_by(|a, b| a.1 == b.1) {
            let text: String = run.iter().map(|(c, _)| c).collect();
            let painted = match run[0].1 {
                Part::Plain => text.into(),
                Part::Name => style.paint(BOLD, &text),
                Part::Line => style.paint(BAR, &text),
                Part::Faint => style.paint(DIM, &text),
            };
            line.push_str(&painted);
        }
        line
    }
}
