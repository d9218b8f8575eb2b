//! Rows along one axis, and where between them a point lies: piecewise linear, held at the ends.

use crate::spelling::List;

/// A row with a place on its axis.
pub trait Knot {
    /// The place.
    fn x(&self) -> f64;
}

/// Rows in strictly increasing order of their place.
#[derive(Debug, Clone)]
pub struct Curve<R: Clone + 'static>(pub(crate) List<R>);

impl<R: Clone> Default for Curve<R> {
    fn default() -> Self {
        Self(List::default())
    }
}

/// Where a point lies between the rows of a curve.
#[derive(Debug)]
pub struct CurvePosition<'c, R> {
    /// The one row it lies on or is held at, or the two rows it lies between.
    rows: &'c [R],
    /// How far it is from the first row to the second, 0 to 1.
    weight: f64,
    held: bool,
}

// by hand: a position can be copied whatever its rows are
impl<R> Clone for CurvePosition<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for CurvePosition<'_, R> {}

impl<R: Knot + Clone> Curve<R> {
    /// Adds a row at the end.
    ///
    /// # Errors
    /// With the place of the last row when the new one does not lie beyond it.
    pub(crate) fn push(&mut self, row: R) -> Result<(), f64> {
        match self.0.last() {
            Some(last) if last.x() >= row.x() => Err(last.x()),
            _ => {
                self.0.0.to_mut().push(row);
                Ok(())
            }
        }
    }

    /// Puts a row in its place.
    pub(crate) fn insert(&mut self, row: R) {
        let before = self.0.iter().take_while(|other| other.x() < row.x());
        let at = before.count();
        self.0.0.to_mut().insert(at, row);
    }

    /// The row at exactly that place, as typed in the table.
    #[must_use]
    pub fn on(&self, x: f64) -> Option<CurvePosition<'_, R>> {
        let at = self.0.iter().position(|row| row.x().total_cmp(&x).is_eq())?;
        Some(CurvePosition { rows: &self.0[at..=at], weight: 0.0, held: false })
    }

    /// The rows.
    #[must_use]
    pub fn knots(&self) -> &[R] {
        &self.0
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where `x` lies: on a row, between two, or held at the nearest end. `None` on a curve without rows.
    #[must_use]
    pub fn at(&self, x: f64) -> Option<CurvePosition<'_, R>> {
        let rows = &self.0;
        // a handful of rows, of which a search by halves would be no quicker
        let after = rows.iter().position(|row| row.x() >= x).unwrap_or(rows.len());
        let on =
            |index: usize, held| CurvePosition { rows: &rows[index..=index], weight: 0.0, held };
        if rows.is_empty() {
            None
        } else if after == rows.len() {
            Some(on(after - 1, true))
        } else if rows[after].x() <= x {
            Some(on(after, false))
        } else if after == 0 {
            Some(on(0, true))
        } else {
            let (low, high) = (rows[after - 1].x(), rows[after].x());
            Some(CurvePosition {
                rows: &rows[after - 1..=after],
                weight: (x - low) / (high - low),
                held: false,
            })
        }
    }
}

impl<'c, R: Knot> CurvePosition<'c, R> {
    /// The row or the two rows that decide.
    #[must_use]
    pub fn rows(&self) -> &'c [R] {
        self.rows
    }

    /// The end of the data that the point is held at, when it lies outside.
    #[must_use]
    pub fn held_at(&self) -> Option<f64> {
        self.held.then(|| self.rows[0].x())
    }

    /// A figure of the rows, interpolated linearly.
    pub fn interpolate(&self, figure: impl Fn(&R) -> f64) -> f64 {
        // y = y0 + (y1 - y0) · (x - x0) / (x1 - x0)
        match self.rows {
            [low, high] => {
                let low = figure(low);
                low + (figure(high) - low) * self.weight
            }
            rows => figure(&rows[0]),
        }
    }

    /// A figure that some rows lack: `None` unless all rows that decide have it and the point lies within the data.
    pub fn interpolate_known(&self, figure: impl Fn(&R) -> Option<f64>) -> Option<f64> {
        let known = !self.held && self.rows.iter().all(|row| figure(row).is_some());
        known.then(|| self.interpolate(|row| figure(row).unwrap_or(f64::NAN)))
    }
}
