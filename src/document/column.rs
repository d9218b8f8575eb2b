//! Columns and fields, each described once: for people, for programs, and for the reference of both.

use super::Value;

/// How cells stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// At the left, close to the column before.
    Close,
    /// At the right, as numbers do.
    Right,
}

/// What a cell for programs holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum CellKind {
    /// Text.
    #[default]
    Text,
    /// `true` or `false`.
    Flag,
    /// A number with so many decimals.
    Number(usize),
    /// A number whose unit and decimals another cell of the row says.
    AnyNumber,
    /// Texts, joined by `;` in a cell.
    List,
}

/// What a column is, said once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Column {
    /// The name for programs, which ends in its unit.
    pub key: &'static str,
    /// The title in a terminal.
    pub short: &'static str,
    /// The title in a report; empty where the short one is as good.
    pub long: &'static str,
    /// The unit in words.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// More of what it means, for those who read on.
    pub more: &'static str,
    /// When a cell for programs is empty.
    pub empty: &'static str,
    /// What a cell for programs holds.
    pub kind: CellKind,
    /// How cells stand.
    pub align: Align,
    /// Columns of a lower number are left out first where there is little space; 0 is never left out.
    pub priority: u8,
    /// Whether the title alone tells what it is, so that no legend has to.
    pub is_plain: bool,
}

impl Column {
    /// A column of which nothing is said.
    pub const EMPTY: Self = Self {
        key: "",
        short: "",
        long: "",
        unit: "",
        meaning: "",
        more: "",
        empty: "never",
        kind: CellKind::Text,
        align: Align::Left,
        priority: 0,
        is_plain: false,
    };

    /// A field of text.
    #[must_use]
    pub const fn text(key: &'static str, meaning: &'static str) -> Self {
        Self { key, meaning, ..Self::EMPTY }
    }

    /// A field of `true` and `false`.
    #[must_use]
    pub const fn flag(key: &'static str, meaning: &'static str) -> Self {
        Self { kind: CellKind::Flag, ..Self::text(key, meaning) }
    }

    /// A field of several texts.
    #[must_use]
    pub const fn list(key: &'static str, meaning: &'static str) -> Self {
        Self { kind: CellKind::List, ..Self::text(key, meaning) }
    }

    /// A field of numbers.
    #[must_use]
    pub const fn number(
        key: &'static str,
        unit: &'static str,
        decimals: usize,
        meaning: &'static str,
    ) -> Self {
        Self { unit, kind: CellKind::Number(decimals), ..Self::text(key, meaning) }
    }

    /// When a cell is empty.
    #[must_use]
    pub const fn empty(self, empty: &'static str) -> Self {
        Self { empty, ..self }
    }

    /// A field of this column, filled so.
    pub(crate) const fn value<F: Copy>(self, fill: F) -> Field<F> {
        Field(self, fill)
    }

    /// A field of this column, empty then and else filled so.
    pub(crate) const fn unless<F: Copy>(self, empty: &'static str, fill: F) -> Field<F> {
        Field(self.empty(empty), fill)
    }

    /// The decimals of its numbers.
    #[must_use]
    pub const fn decimals(&self) -> Option<usize> {
        match self.kind {
            CellKind::Number(decimals) => Some(decimals),
            _ => None,
        }
    }
}

/// A field of a record: what it is, and the function that fills it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Field<F>(pub Column, pub F);

impl<F> Field<F> {
    /// The value of a row, with the decimals of the column at least.
    pub(crate) fn value(&self, fill: impl FnOnce(&F) -> Value) -> Value {
        match (fill(&self.1), self.0.kind) {
            (Value::Number(number, own), CellKind::Number(decimals)) => {
                Value::Number(number, decimals.max(own))
            }
            (value, _) => value,
        }
    }
}
