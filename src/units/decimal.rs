//! Plain decimal numbers as people type them: a sign, ASCII digits, a point.
//!
//! `NaN`, `inf`, exponents, thousands separators, decimal commas and the digits of other scripts are refused: none of
//! them is ever needed for a quantity of running, and each of them has been a misreading somewhere.

use super::QuantityError;

/// Splits a text into the number at its start and what follows it, trimmed and in lower case.
///
/// `quantity` completes "is not …" and `accepted` the remedy of the error.
pub(super) fn split(
    text: &str,
    quantity: &str,
    accepted: &str,
) -> Result<(f64, String), QuantityError> {
    let refuse = |reason: String| Err(QuantityError::new(text, reason, accepted));
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return refuse("is empty".to_owned());
    }
    let end = trimmed
        .char_indices()
        .find(|&(i, c)| !(c.is_ascii_digit() || c == '.' || (i == 0 && matches!(c, '+' | '-'))))
        .map_or(trimmed.len(), |(i, _)| i);
    let (number, rest) = trimmed.split_at(end);
    if let Some(after) = rest.strip_prefix(',')
        && after.starts_with(|c: char| c.is_ascii_digit())
    {
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        return refuse(if digits.len() == 3 {
            format!(
                "has a comma, which could mean two things; write {number}{digits} or {number}.{digits}"
            )
        } else {
            format!("has a comma; write a decimal point, such as {number}.{digits}")
        });
    }
    match number.parse::<f64>() {
        Ok(value) if number.contains(|c: char| c.is_ascii_digit()) => {
            Ok((value, rest.trim().to_lowercase()))
        }
        _ => refuse(format!("is not {quantity}")),
    }
}

/// Reads a run of ASCII digits and nothing else.
pub(super) fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}
