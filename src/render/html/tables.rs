//! The columns of the terminal as tables of a document, with their titles in full and what each means.

use maud::{Markup, html};

use super::{NL, figure, part_id, plain};
use crate::document::{Align, Table};

/// A table of so many rows stays on one page.
const FEW: usize = 24;

/// A cell of more letters may be several lines.
const LONG: usize = 60;

/// A table, and what its columns mean.
pub(super) fn of(table: &Table) -> Markup {
    let columns = &table.columns;
    // the first at the left names the rows
    let named_by = columns.iter().position(|cells| cells.column.align == Align::Left).unwrap_or(0);
    let is_right = |i: usize| columns[i].column.align == Align::Right;
    let explained =
        || columns.iter().filter(|cells| !cells.means().is_empty() && cells.column.key != "name");
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
                                    th.pinned.long[cells.cells[row].len() > LONG] scope="row" {
                                        @if let Some(first) = table.first_part {
                                            a href=(format!("#{}", part_id(first + row))) { (cell) }
                                        } @else { (cell) }
                                    }
                                } @else {
                                    td.n[is_right(i)].long[cells.cells[row].len() > LONG] { (cell) }
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
