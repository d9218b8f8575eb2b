//! What a map of the body is drawn of.

use crate::evidence::Evidence;
use crate::model::Rank;
use crate::muscle::Muscle;

/// What a map of the body shows.
#[derive(Debug, Clone)]
pub struct MapData<'a> {
    /// The tables, which know the groups of muscles.
    pub evidence: &'a Evidence,
    /// The muscles.
    pub rows: Vec<MapRow<'a>>,
    /// What was run, in one line.
    pub what: String,
    /// What the colours are.
    pub caption: &'static str,
    /// What the ranking is by.
    pub ranked_by: &'static str,
    /// Whether peak forces are taken from one study alone.
    pub is_one_study: bool,
    /// Whether the parts of groups are shown too.
    pub detail: bool,
    /// Whether every muscle is shown that a force is published of.
    pub shows_all: bool,
}

/// A muscle on the map.
#[derive(Debug, Clone)]
pub struct MapRow<'a> {
    /// The muscle.
    pub muscle: &'a Muscle,
    /// The force that it is shaded by, and one standard deviation, body weights.
    pub force: Option<(f64, Option<f64>)>,
    /// Its place.
    pub rank: Option<Rank>,
}
