//! What text is made of: paragraphs broken to a width, and bars.

use unicode_width::UnicodeWidthStr;

/// A bar as long as its share of the longest one; in eighths of a character unless in ASCII.
pub(super) fn bar(share: f64, width: usize, ascii: bool) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    // at most eight times a terminal's width, and never negative
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    let eighths = (share.clamp(0.0, 1.0) * width as f64 * 8.0).round() as usize;
    if ascii {
        "#".repeat((eighths + 4) / 8)
    } else {
        "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
    }
}

/// A paragraph broken to a width, its lines after the first indented. A number keeps its percent sign.
pub(super) fn paragraph(text: &str, width: usize, first: &str, indent: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4 + first.len());
    out.push_str(first);
    let mut column = display_width(first);
    let mut line_is_empty = true;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .match_indices(' ')
            .map(|(blank, _)| blank)
            .find(|blank| !rest[blank + 1..].starts_with('%'))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        rest = rest[end..].trim_start_matches(' ');
        let word_width = display_width(word);
        if line_is_empty {
            line_is_empty = false;
        } else if column + 1 + word_width <= width {
            out.push(' ');
            column += 1;
        } else {
            out.push('\n');
            out.push_str(indent);
            column = display_width(indent);
        }
        out.push_str(word);
        column += word_width;
    }
    out
}

/// How many columns a text takes.
pub(super) fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.width()
    }
}
