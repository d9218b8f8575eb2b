//! Numbers as spreadsheets and vendors write them: with a decimal point or comma, and with separated thousands.

use csv::StringRecord;

use super::field::{BoundColumn, LogField};

/// What separates a whole number from its fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum DecimalMark {
    /// `12.5`; a comma separates thousands.
    #[default]
    Point,
    /// `12,5`; a point separates thousands.
    Comma,
}

/// The mark that the numbers of a file show: a comma where a number of the first rows has one that can be nothing else.
pub(super) fn decimal_mark(
    delimiter: u8,
    bindings: &[BoundColumn],
    sample: &[StringRecord],
) -> DecimalMark {
    use LogField::{Activity, Duration, Pace, Surface, Terrain};
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_comma = |cell: &str| {
        // three digits behind one comma are thousands in a file of commas, a fraction in one of semicolons
        cell.trim().rsplit_once(',').is_some_and(|(whole, fraction)| {
            digits(fraction)
                && !fraction.is_empty()
                && !whole.contains(',')
                && (fraction.len() != 3 || delimiter != b',')
        })
    };
    let has_comma = bindings.iter().any(|binding| {
        !matches!(binding.field, Activity | Terrain | Surface | Pace | Duration)
            && sample.iter().any(|row| row.get(binding.column).is_some_and(is_comma))
    });
    if has_comma { DecimalMark::Comma } else { DecimalMark::Point }
}

/// Reads a number; `None` for anything else.
pub(super) fn number(text: &str, mark: DecimalMark) -> Option<f64> {
    let text = text.trim();
    let plain = !text.is_empty()
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| b.is_ascii_digit() || b == b'.' || (i == 0 && matches!(b, b'-' | b'+')));
    let (decimal, thousands) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    if plain && mark == DecimalMark::Point {
        return text.parse().ok();
    }
    // a no-break space separates thousands in French
    let text = text.replace(['\u{a0}', '\u{202f}'], "");
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_str(), None),
    };
    let groups: Vec<&str> = whole.split(thousands).collect();
    let first = groups[0].trim_start_matches(['-', '+']);
    let is_grouped = groups.len() > 1
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups[1..].iter().all(|group| group.len() == 3);
    let whole = if groups.len() == 1 {
        whole.to_owned()
    } else if is_grouped {
        groups.concat()
    } else if fraction.is_none() && groups.len() == 2 {
        // the other mark, plainly used for the fraction
        groups.join(".")
    } else {
        return None;
    };
    let number = match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    };
    let digits = number.strip_prefix(['-', '+']).unwrap_or(&number);
    let is_number = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().any(|b| b.is_ascii_digit());
    is_number.then(|| number.parse().ok()).flatten()
}
