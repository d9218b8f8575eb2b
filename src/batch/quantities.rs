//! Which fields of each muscle are written, by their names or by short words.

use super::{BatchLayout, BatchOptions};
use crate::answer::calculate::fields::{LOAD, LoadField, load_field};
use crate::answer::exponent::PEAK_POWER_SUM;
use crate::spelling::{did_you_mean, nearest};

/// What is shown of each muscle unless something else is asked for.
const DEFAULT_FIELDS: [&str; 2] = ["peak_bw", "peak_n"];

/// Short words for several fields, or for one with a long name.
const SHORT: [(&str, &[&str]); 5] = [
    ("peak", &["peak_bw", "peak_n", "peak_kgf"]),
    ("spread", &["sd_bw"]),
    ("impulse", &["impulse_bw_s"]),
    ("cumulative", &["cumulative_kn_s"]),
    ("source", &["sources"]),
];

/// A quantity that there is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no quantity{}; peak, spread, impulse, cumulative, source and the calculator's column names are accepted: {accepted}",
    did_you_mean(.nearest.as_deref()))]
#[non_exhaustive]
pub struct UnknownQuantity {
    /// What was asked for.
    pub found: String,
    /// The nearest there is.
    pub nearest: Option<String>,
    accepted: String,
}

/// The names of the fields of a muscle, in order.
fn load_names() -> impl Iterator<Item = &'static str> {
    LOAD.iter().map(|field| field.0.key)
}

/// The fields of those names or short words; in the long layout behind rank and muscle.
pub(super) fn fields(options: &BatchOptions) -> Result<Vec<&'static LoadField>, UnknownQuantity> {
    let mut wanted: Vec<&str> = match options.layout {
        BatchLayout::Wide => Vec::new(),
        BatchLayout::Long => vec!["rank", "rank_low", "rank_high", "muscle", "phase"],
    };
    match options.quantities.as_deref() {
        None => wanted.extend(DEFAULT_FIELDS),
        Some(names) => {
            for name in names.iter().map(|name| name.trim()) {
                match SHORT.iter().find(|(short, _)| *short == name) {
                    Some((_, fields)) => wanted.extend(*fields),
                    None => wanted.push(name),
                }
            }
        }
    }
    wanted.extend(options.exponent.map(|_| PEAK_POWER_SUM.key));
    let mut fields: Vec<&'static LoadField> = Vec::new();
    for name in wanted {
        let field = load_field(name).ok_or_else(|| UnknownQuantity {
            found: name.chars().take(60).collect(),
            nearest: nearest(name, SHORT.iter().map(|(short, _)| *short).chain(load_names())),
            accepted: load_names().collect::<Vec<_>>().join(", "),
        })?;
        if !fields.iter().any(|known| known.0.key == field.0.key) {
            fields.push(field);
        }
    }
    Ok(fields)
}
