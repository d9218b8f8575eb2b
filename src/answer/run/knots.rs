//! Where the published figures lie along an axis, and between which of them a run does.

/// The places with others between them, so near that a spread is straight from one to the next, which it is not over a whole
/// stretch of speeds.
pub(super) fn finer(knots: &[f64]) -> Vec<f64> {
    const PARTS: [f64; 4] = [0.0, 0.25, 0.5, 0.75];
    let between = knots.windows(2).flat_map(|ends| {
        let (from, to) = (ends[0], ends[1]);
        PARTS.map(|part| from + part * (to - from))
    });
    between.chain(knots.last().copied()).collect()
}

/// Between which places something lies, or on which: neighbours on the same split of every straight line share it.
pub(super) fn between(knots: &[f64], x: f64) -> usize {
    knots.partition_point(|knot| *knot < x) + knots.partition_point(|knot| *knot <= x)
}

/// Whether something lies before the first place or behind the last.
pub(super) fn is_beyond(knots: &[f64], x: f64) -> bool {
    let (first, last) = (knots.first(), knots.last());
    first.is_some_and(|first| x < *first) || last.is_some_and(|last| x > *last)
}
