//! The columns of the terminal as tables of a document, with their titles in full and what each means.

use maud::{Markup, html};

use super::{NL, figure, plain};
use crate::document::{Align, Table};
use crate::render::layout::Column;

/// A column's title in the terminal, and in a document.
const TITLES: &[(&str, &str)] = &[
    ("#", "Rank"),
    ("range", "Range"),
    ("muscle", "Muscle"),
    ("× weight", "× body weight"),
    ("force", "Force against level"),
    ("active", "Activation against level"),
    ("gr", "Grade"),
    ("phase", "Phase"),
    ("sources", "Sources"),
    ("easy km", "Easy km"),
    ("easy mi", "Easy mi"),
    ("mean ×", "Mean × body weight"),
    ("highest ×", "Highest × body weight"),
    ("at", "At"),
    ("up/=/down", "Up / level / down, %"),
    ("split", "Split"),
    ("ground", "Ground"),
    ("of the steps", "Steps"),
    ("time", "Time"),
    ("pace", "Pace"),
    ("steps", "Steps"),
    ("up m", "Up, m"),
    ("down m", "Down, m"),
];

/// A table of so many rows stays on one page.
const FEW: usize = 24;

/// The title of a column in a document.
fn in_full(title: &str) -> &str {
    let found = TITLES.iter().find(|(short, _)| *short == title);
    found.map_or(title, |(_, full)| full)
}

/// A table, and what its columns mean.
pub(super) fn of(table: &Table) -> Markup {
    let columns = &table.columns;
    // the first at the left names the rows
    let named_by = columns
        .iter()
        .position(|cells| cells.column.align == Align::Left)
        .unwrap_or(0);
    let is_right = |i: usize| columns[i].column.align == Align::Right;
    let explained = || {
        columns
            .iter()
            .filter(|cells| !cells.means().is_empty() && cells.column.key != "name")
    };
    html! {
        div.scroll role="group" aria-label=(table.about) tabindex="0" {
            table.short[table.rows() <= FEW] {
                thead {
                    tr {
                        @for (i, cells) in columns.iter().enumerate() {
                            th.n[is_right(i)].pinned[i == named_by] scope="col" { (plain(cells.long())) }
                        }
                    } (NL)
                }
                tbody {
                    @for row in 0..table.rows() {
                        tr {
                            @for (i, cells) in columns.iter().enumerate() {
                                @let cell = figure(&cells.cells[row]);
                                @if i == named_by {
                                    th.pinned scope="row" { (cell) }
                                } @else {
                                    td.n[is_right(i)] { (cell) }
                                }
                            }
                        } (NL)
                    }
                }
            }
        } (NL)
        @if explained().next().is_some() {
            dl.read {
                @for cells in explained() {
                    dt { (figure(cells.long())) }
                    dd {
                        (figure(cells.means()))
                        @if !cells.column.more.is_empty() { "; " (figure(cells.column.more)) }
                    } (NL)
                }
            } (NL)
        }
    }
}

/// Columns as a table. The column of that title, or else the first, names its rows.
pub(super) fn table(columns: &[Column], named_by: &str, about: &str) -> Markup {
    let found = columns.iter().position(|column| column.title == named_by);
    let named_by = found.unwrap_or(0);
    let rows = columns.first().map_or(0, |column| column.cells.len());
    html! {
        div.scroll role="group" aria-label=(about) tabindex="0" {
            table.short[rows <= FEW] {
                thead {
                    tr {
                        @for (i, column) in columns.iter().enumerate() {
                            th.n[column.right].pinned[i == named_by] scope="col" { (in_full(&column.title)) }
                        }
                    }
                }
                tbody {
                    @for row in 0..rows {
                        tr {
                            @for (i, column) in columns.iter().enumerate() {
                                @let cell = column.cells[row].as_str();
                                @if i == named_by {
                                    th.pinned scope="row" { (cell) }
                                } @else {
                                    td.n[column.right] { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What columns mean: of those that are shown, each with its title and its meaning.
pub(super) fn reading(columns: &[Column], meanings: &[(&str, String)]) -> Markup {
    let shown = meanings.iter().filter(|(title, _)| {
        let mut columns = columns.iter();
        columns.any(|column| column.title == *title)
    });
    html! {
        dl.read {
            @for (title, meaning) in shown {
                dt { (in_full(title)) }
                dd { (meaning) }
            }
        }
    }
}

/// What a range of places means.
pub(super) const RANGE: &str =
    "the places that the spread allows: within it the order is not certain";
/// What the grades mean.
pub(super) const GRADE: &str = "how far to trust it: A, peak force of that muscle read in a table; B, computed from public motion data or borne \
     out by it; C, a proxy, a quoted range or beyond the data";
/// What the numbers of sources mean.
pub(super) const SOURCES: &str = "the numbers of the studies at the end";
