//! Lists in the order of time or place: blocks of what is alike, spans that touch, medians, and indices that move on.

use std::cmp::Ordering;
use std::ops::Range;

/// Where the blocks of neighbours that are alike begin and end.
pub(super) fn blocks<T>(
    list: &[T],
    are_alike: impl FnMut(&T, &T) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let mut ends = 0;
    list.chunk_by(are_alike).map(move |block| {
        ends += block.len();
        ends - block.len()..ends
    })
}

/// Where marks stand one beside the other.
pub(super) fn marked(marks: &[bool]) -> Vec<Range<usize>> {
    blocks(marks, bool::eq).filter(|block| marks[block.start]).collect()
}

/// Spans in order, of those that overlap or touch one.
pub(super) fn joined<T: Copy>(
    mut spans: Vec<(T, T)>,
    order: fn(&T, &T) -> Ordering,
) -> Vec<(T, T)> {
    spans.sort_by(|a, b| order(&a.0, &b.0));
    spans.dedup_by(|next, span| {
        let touches = order(&next.0, &span.1).is_le();
        if touches && order(&next.1, &span.1).is_gt() {
            span.1 = next.1;
        }
        touches
    });
    spans
}

/// The value in the middle.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// Moves an index on as long as that holds of what stands there.
pub(super) fn advance<T>(index: &mut usize, list: &[T], holds: impl Fn(&T) -> bool) {
    while list.get(*index).is_some_and(&holds) {
        *index += 1;
    }
}

/// So many things that were found, in a sentence; nothing of none.
pub(super) fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("One {one}.")),
        _ => Some(format!("{count} {many}.")),
    }
}
