//! What text is made of: lines broken to a width, and bars.

use crate::number::{real, whole};
use unicode_width::UnicodeWidthStr;

/// A bar as long as its share of the longest one; in eighths of a character unless in ASCII.
pub(super) fn bar(share: f64, width: usize, ascii: bool) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = whole((share.clamp(0.0, 1.0) * real(width) * 8.0).round());
    if ascii {
        "#".repeat((eighths + 4) / 8)
    } else {
        "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
    }
}

/// A paragraph broken to a width, its lines after the first indented; a word that is too long by itself stays whole.
pub(super) fn paragraph(text: &str, width: usize, first: &str, indent: &str) -> String {
    let margins = [first, indent].map(display_width);
    let fits = |place: usize, line: &str| margins[place.min(1)] + display_width(line) <= width;
    first.to_owned() + &wrap(text, fits).join(&format!("\n{indent}"))
}

/// Breaks a text between words into lines that fit, by their place and text. A number keeps its percent sign, and a word
/// that does not fit has a line of its own.
pub(super) fn wrap(text: &str, fits: impl Fn(usize, &str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text.trim_start_matches(' ');
    while !rest.is_empty() {
        let end = rest
            .match_indices(' ')
            .map(|(blank, _)| blank)
            .find(|blank| !rest[blank + 1..].starts_with('%'))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        rest = rest[end..].trim_start_matches(' ');
        let before = line.len();
        if before > 0 {
            line.push(' ');
        }
        line.push_str(word);
        if before > 0 && !fits(lines.len(), &line) {
            line.truncate(before);
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    lines.push(line);
    lines
}

/// How many columns a text takes.
pub(super) fn display_width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}
