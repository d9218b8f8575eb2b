//! Columns of text that fit a width: what matters least is left out first, and a bar takes what is left over.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::Style;

/// The narrowest bar worth drawing, in characters.
const NARROWEST_BAR: usize = 4;
/// The widest bar that still reads as belonging to its row.
const WIDEST_BAR: usize = 60;
/// When the bar is left out: after the columns of a lower number.
const BAR_DROP: u8 = 6;
/// Blanks between columns.
const GAP: usize = 2;

/// A column of cells under a title.
pub(super) struct Column {
    pub(super) title: Cow<'static, str>,
    pub(super) cells: Vec<String>,
    /// Whether the cells stand at the right.
    pub(super) right: bool,
    /// Columns of a lower number are left out first; 0 is never left out.
    pub(super) drop: u8,
    /// Blanks before it.
    pub(super) gap: usize,
}

impl Column {
    pub(super) fn left(title: impl Into<Cow<'static, str>>, cells: Vec<String>, drop: u8) -> Self {
        Self {
            title: title.into(),
            cells,
            right: false,
            drop,
            gap: GAP,
        }
    }

    pub(super) fn right(title: impl Into<Cow<'static, str>>, cells: Vec<String>, drop: u8) -> Self {
        Self {
            right: true,
            ..Self::left(title, cells, drop)
        }
    }

    /// Sets it close to the column before.
    pub(super) fn close(self) -> Self {
        Self { gap: 1, ..self }
    }

    /// Keeps its cells to what a place can show.
    pub(super) fn plain(&mut self, style: Style) {
        for cell in self.cells.iter_mut().filter(|_| style.ascii) {
            *cell = style.plain(cell.as_str()).into_owned();
        }
    }

    fn width(&self) -> usize {
        let cells = self.cells.iter().map(|cell| display_width(cell));
        cells.chain([display_width(&self.title)]).max().unwrap_or(0)
    }

    /// Adds a cell to a line, padded.
    fn pad(&self, line: &mut String, cell: &str, width: usize) {
        let blanks = width.saturating_sub(display_width(cell));
        if self.right {
            blank(line, blanks);
        }
        line.push_str(cell);
        if !self.right {
            blank(line, blanks);
        }
    }
}

/// Columns laid out to a width.
pub(super) struct Layout {
    columns: Vec<Column>,
    widths: Vec<usize>,
    /// How wide bars are; 0 for none.
    pub(super) bar: usize,
}

impl Layout {
    /// Leaves columns out until the rest and a bar fit; the bar itself goes before what matters more.
    pub(super) fn fit(mut columns: Vec<Column>, width: usize) -> Self {
        let mut widths: Vec<usize> = columns.iter().map(Column::width).collect();
        loop {
            let gaps = columns.iter().skip(1).map(|column| column.gap);
            let taken = widths.iter().copied().chain(gaps).sum::<usize>();
            let left = width.saturating_sub(taken + GAP);
            let droppable = columns.iter().enumerate().filter(|(_, c)| c.drop > 0);
            let least = droppable.min_by_key(|(_, column)| column.drop);
            let bar_is_least = least.is_none_or(|(_, column)| column.drop > BAR_DROP);
            if left >= NARROWEST_BAR || (taken <= width && bar_is_least) || least.is_none() {
                return Self {
                    columns,
                    widths,
                    bar: if left >= NARROWEST_BAR {
                        left.min(WIDEST_BAR)
                    } else {
                        0
                    },
                };
            }
            if let Some((index, _)) = least {
                columns.remove(index);
                widths.remove(index);
            }
        }
    }

    /// The line of titles.
    pub(super) fn titles(&self) -> String {
        self.line(|column| &column.title)
    }

    /// A line of cells, padded to where the bar begins.
    pub(super) fn row(&self, index: usize) -> String {
        self.line(|column| &column.cells[index])
    }

    /// The columns that fit.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn line<'c>(&'c self, cell: impl Fn(&'c Column) -> &'c str) -> String {
        let mut line = String::with_capacity(160);
        for (i, (column, width)) in self.columns.iter().zip(&self.widths).enumerate() {
            if i > 0 {
                blank(&mut line, column.gap);
            }
            column.pad(&mut line, cell(column), *width);
        }
        line
    }
}

fn blank(line: &mut String, count: usize) {
    line.extend(std::iter::repeat_n(' ', count));
}

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
