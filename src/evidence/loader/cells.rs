//! Cells of a kind of their own: keys, DOIs, and places on the axis of an effect.

use crate::conditions::Terrain;
use crate::evidence::rows::Effect;
use crate::evidence::table::Row;
use crate::spelling::Text;

/// A key of such characters.
pub(super) fn key_text(text: &str, also: &str) -> Option<Text> {
    let of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || also.contains(c);
    (!text.is_empty() && text.chars().all(of_key)).then(|| Text(text.to_owned().into()))
}

/// The shape of a DOI: `10.`, a registrant of four digits or more, a slash, a suffix without blanks.
pub(super) fn doi(text: &str) -> Option<Text> {
    let (registrant, suffix) = text.strip_prefix("10.")?.split_once('/')?;
    let is_number = registrant.len() >= 4 && registrant.bytes().all(|b| b.is_ascii_digit());
    let is_suffix = !suffix.is_empty() && !suffix.contains(char::is_whitespace);
    (is_number && is_suffix).then(|| Text(text.to_owned().into()))
}

/// The place of a row on the axis of its effect.
pub(super) fn place(row: &mut Row<'_>, effect: Effect) -> Option<f64> {
    if let Some((low, high)) = effect.bounds() {
        let accepted = format!("a number from {low} to {high} {}", effect.unit());
        return row
            .read("x", &accepted, |cell| cell.parse().ok().filter(|x| (low..=high).contains(x)));
    }
    let is_reference = |word: &str| match effect {
        Effect::Terrain => Terrain::ALL.into_iter().any(|t| t.key() == word && t.is_reference()),
        _ => effect.written(effect.reference()) == word,
    };
    let words: Vec<_> =
        effect.keys().into_iter().zip(0_u8..).filter(|(word, _)| !is_reference(word)).collect();
    let accepted: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    row.read("x", &accepted.join(", "), |cell| {
        words.iter().find(|(word, _)| *word == cell).map(|(_, place)| f64::from(*place))
    })
}

pub(super) fn above(last: f64) -> String {
    format!("more than {last}, the row above: places increase strictly")
}
