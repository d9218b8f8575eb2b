//! Columns of text that fit a width: what matters least is left out first, and a bar takes what is left over.

use std::borrow::Cow;

use super::NARROWEST;
use crate::document::{Align, TableColumn};
use crate::render::Style;
use crate::render::layout::display_width;

/// The narrowest bar worth drawing, in characters, where there is little space and from [`ROOMY`] columns on.
const NARROWEST_BARS: [usize; 2] = [4, 12];
/// From so many columns on there is space for bars that can be told apart.
const ROOMY: usize = 70;
/// The widest bar that still reads as belonging to its row.
const WIDEST_BAR: usize = 60;
/// When the bar is left out: after the columns of a lower number.
const BAR_DROP: u8 = 8;
/// Blanks between columns.
const GAP: usize = 2;

/// Columns laid out to a width.
pub(super) struct Layout<'t> {
    shown: Vec<Fitted<'t>>,
    /// How wide bars are; 0 for none.
    pub(super) bar: usize,
}

/// A column that fits.
struct Fitted<'t> {
    of: &'t TableColumn,
    title: Cow<'t, str>,
    cells: Vec<Cow<'t, str>>,
    width: usize,
}

impl Fitted<'_> {
    fn gap(&self) -> usize {
        if self.of.column.align == Align::Close { 1 } else { GAP }
    }

    /// Adds a cell to a line, padded.
    fn pad(&self, line: &mut String, cell: &str) {
        let blanks = self.width.saturating_sub(display_width(cell));
        let is_right = self.of.column.align == Align::Right;
        blank(line, if is_right { blanks } else { 0 });
        line.push_str(cell);
        blank(line, if is_right { 0 } else { blanks });
    }
}

impl<'t> Layout<'t> {
    /// Leaves columns out until the rest and a bar fit; the bar itself goes before what matters more.
    pub(super) fn fit(columns: &'t [TableColumn], has_bar: bool, style: Style) -> Self {
        let width = style.width.max(NARROWEST);
        let narrowest_bar = NARROWEST_BARS[usize::from(width >= ROOMY)];
        let measured = columns.iter().map(|of| {
            let title = style.plain(of.short());
            let cells: Vec<_> = of.cells.iter().map(|cell| style.plain(cell.as_str())).collect();
            let widths = cells.iter().map(|cell| display_width(cell));
            let width = widths.chain([display_width(&title)]).max().unwrap_or(0);
            Fitted { of, title, cells, width }
        });
        let mut shown: Vec<Fitted<'_>> = measured.collect();
        loop {
            let gaps = shown.iter().skip(1).map(Fitted::gap);
            let taken = shown.iter().map(|column| column.width).chain(gaps).sum::<usize>();
            let left = width.saturating_sub(taken + GAP);
            let droppable =
                shown.iter().enumerate().filter(|(_, column)| column.of.column.priority > 0);
            let least = droppable.min_by_key(|(_, column)| column.of.column.priority);
            let bar_is_least = least.is_none_or(|(_, column)| column.of.column.priority > BAR_DROP);
            let fits = taken <= width;
            let fits_with_bar = has_bar && left >= narrowest_bar;
            if fits_with_bar || (fits && (bar_is_least || !has_bar)) || least.is_none() {
                let bar = if fits_with_bar { left.min(WIDEST_BAR) } else { 0 };
                return Self { shown, bar };
            }
            if let Some((index, _)) = least {
                shown.remove(index);
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
    pub(super) fn shown(&self) -> impl Iterator<Item = &'t TableColumn> {
        self.shown.iter().map(|column| column.of)
    }

    fn line<'c>(&'c self, cell: impl Fn(&'c Fitted<'t>) -> &'c str) -> String {
        let mut line = String::with_capacity(160);
        for (i, column) in self.shown.iter().enumerate() {
            blank(&mut line, if i > 0 { column.gap() } else { 0 });
            column.pad(&mut line, cell(column));
        }
        line
    }
}

fn blank(line: &mut String, count: usize) {
    line.extend(std::iter::repeat_n(' ', count));
}
