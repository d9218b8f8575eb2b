//! How a figure is written: one rule of rounding for everything that prints one.
//!
//! A number is rounded half away from zero **on the decimal that is written**, which is its shortest decimal: 2.675 is
//! 2.68 with two decimals, although the binary number nearest to it lies a little below. Zero has no sign.

/// Powers of ten that scale a number to a whole one fast.
const POWERS: [f64; 5] = [1.0, 1e1, 1e2, 1e3, 1e4];
/// How near to a half the scaled number may lie before its decimal has to be looked at: more than the scaling errs by
/// below 2^32, and less than any decimal of a dozen digits lies off.
const NEAR_A_HALF: f64 = 1e-6;

/// A count as a number: counts of samples, muscles and rows are far below 2^52.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// A number to single precision, which is finer than any device and any picture.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn single(number: f64) -> f32 {
    number as f32
}

/// The whole part of a number; 0 of one below it and of what is none.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn whole(number: f64) -> usize {
    number as usize
}

/// The whole seconds of a time, those before it of one below 0.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn whole_seconds(seconds: f64) -> i64 {
    seconds.floor() as i64
}

/// A number of things.
pub(crate) fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}

/// A number with so many decimals.
///
/// ```
/// use musclerun::number::fixed;
/// assert_eq!([fixed(2.675, 2), fixed(-0.5, 0), fixed(-0.001, 2)], ["2.68", "-1", "0.00"]);
/// ```
#[must_use]
pub fn fixed(number: f64, decimals: usize) -> String {
    let mut text = Vec::with_capacity(24);
    push_fixed(&mut text, number, decimals, b'.');
    String::from_utf8(text).unwrap_or_default()
}

/// Adds a number with so many decimals behind that mark to a line.
pub(crate) fn push_fixed(line: &mut Vec<u8>, number: f64, decimals: usize, mark: u8) {
    let scaled = POWERS.get(decimals).map(|power| number.abs() * power);
    // false for what is no number too
    let Some(scaled) = scaled.filter(|scaled| *scaled < f64::from(u32::MAX)) else {
        return push_decimal(line, number, decimals, mark);
    };
    // not negative and below 2^32
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let below = scaled as u32;
    let above = scaled - f64::from(below) - 0.5;
    if above.abs() < NEAR_A_HALF {
        return push_decimal(line, number, decimals, mark);
    }
    let scaled = below + u32::from(above > 0.0);
    // from the last byte to the first, which ends up lowest: bytes written one by one to memory and read again as a whole
    // would be waited for
    let (mut text, mut length, mut rest) = (0_u128, 0, scaled);
    let mut put = |byte: u8| {
        text = text << 8 | u128::from(byte);
        length += 1;
    };
    for _ in 0..decimals {
        put(b'0' + (rest % 10) as u8);
        rest /= 10;
    }
    if decimals > 0 {
        put(mark);
    }
    loop {
        put(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0.0 && scaled > 0 {
        put(b'-');
    }
    // a length that is always the same is copied fast
    let end = line.len() + length;
    line.extend_from_slice(&text.to_le_bytes());
    line.truncate(end);
}

/// The same by the digits of the shortest decimal.
fn push_decimal(line: &mut Vec<u8>, number: f64, decimals: usize, mark: u8) {
    let shortest = number.abs().to_string();
    if !number.is_finite() {
        return line.extend_from_slice(shortest.as_bytes());
    }
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let kept = fraction.bytes().chain(std::iter::repeat(b'0')).take(decimals);
    let mut digits: Vec<u8> = whole.bytes().chain(kept).collect();
    if fraction.as_bytes().get(decimals).is_some_and(|next| *next >= b'5') {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
        let end = digits.len();
        digits[end - nines..].fill(b'0');
        match digits[..end - nines].last_mut() {
            Some(digit) => *digit += 1,
            None => digits.insert(0, b'1'),
        }
    }
    if number < 0.0 && digits.iter().any(|digit| *digit != b'0') {
        line.push(b'-');
    }
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    line.extend_from_slice(whole);
    if decimals > 0 {
        line.push(mark);
        line.extend_from_slice(fraction);
    }
}

/// A number with at most so many decimals and no zeros at the end.
#[must_use]
pub fn trimmed(number: f64, decimals: usize) -> String {
    let mut text = fixed(number, decimals);
    if text.contains('.') {
        let end = text.trim_end_matches('0').trim_end_matches('.').len();
        text.truncate(end);
    }
    text
}

/// A number with at most two decimals.
#[must_use]
pub fn short(number: f64) -> String {
    trimmed(number, 2)
}

/// A number with its sign, at most two decimals.
#[must_use]
pub fn signed(number: f64) -> String {
    let plus = if number > 0.0 { "+" } else { "" };
    format!("{plus}{}", short(number))
}

/// A whole number with a comma every three digits.
#[must_use]
pub fn grouped(number: f64) -> String {
    let digits = fixed(number, 0);
    let start = usize::from(digits.starts_with('-'));
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (i, digit) in digits.chars().enumerate() {
        if i > start && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Below the limit with a decimal, else grouped: about three digits are kept.
#[must_use]
pub fn grouped_from(limit: f64, number: f64) -> String {
    if number < limit { fixed(number, 1) } else { grouped(number) }
}

/// A ratio as a change in percent.
#[must_use]
pub fn change(ratio: f64) -> String {
    let text = fixed((ratio - 1.0) * 100.0, 0);
    let plus = if ratio > 1.0 && text != "0" { "+" } else { "" };
    format!("{plus}{text} %")
}

/// A figure with its standard deviation, where one is known.
#[must_use]
pub fn with_spread(value: f64, sd: Option<f64>) -> String {
    let value = fixed(value, 2);
    match sd {
        Some(sd) => format!("{value} ±{}", fixed(sd, 2)),
        None => value,
    }
}

/// The multiples of a step from one end to the other, at most some sixty, in increasing order.
pub(crate) fn multiples(from: f64, to: f64, step: f64) -> Vec<f64> {
    let first = (from / step - 1e-9).ceil();
    let multiples = (0..60).map(|i| (first + f64::from(i)) * step);
    multiples.take_while(|x| *x <= to + 1e-9).collect()
}
