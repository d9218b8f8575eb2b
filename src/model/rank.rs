//! Ranking with the range that the spread allows.

/// A place in a ranking, 1 for the largest, and the places that the spread allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// The place.
    pub place: usize,
    /// The best place that the spread allows.
    pub low: usize,
    /// The worst place that the spread allows.
    pub high: usize,
}

/// Ranks figures, largest first; each is a value and its standard deviation. Equal figures keep their order.
///
/// Two may swap when they differ by no more than the spread of their difference; an unknown spread counts as none, so
/// that the range is then a lower bound.
///
/// ```
/// use musclerun::model::ranks;
/// let ranks = ranks(&[(1.0, Some(0.5)), (3.0, Some(0.5)), (1.2, None)]);
/// assert_eq!((ranks[0].place, ranks[0].low, ranks[0].high), (3, 2, 3));
/// assert_eq!((ranks[1].place, ranks[1].low, ranks[1].high), (1, 1, 1));
/// ```
#[must_use]
pub fn ranks(figures: &[(f64, Option<f64>)]) -> Vec<Rank> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|a, b| figures[*b].0.total_cmp(&figures[*a].0));
    let may_swap = |i: usize, j: usize| {
        let ((a, sd_a), (b, sd_b)) = (figures[i], figures[j]);
        // |peak_i - peak_j| <= √(sd_i² + sd_j²)
        let (sd_a, sd_b) = (sd_a.unwrap_or(0.0), sd_b.unwrap_or(0.0));
        (a - b).abs() <= (sd_a * sd_a + sd_b * sd_b).sqrt()
    };
    let mut ranks = vec![
        Rank {
            place: 0,
            low: 0,
            high: 0
        };
        figures.len()
    ];
    for (above, &figure) in order.iter().enumerate() {
        let surely = |others: &[usize]| others.iter().filter(|o| !may_swap(figure, **o)).count();
        ranks[figure] = Rank {
            place: above + 1,
            low: surely(&order[..above]) + 1,
            high: figures.len() - surely(&order[above + 1..]),
        };
    }
    ranks
}
