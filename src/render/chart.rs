//! Charts, drawn once as a [`Scene`](scene::Scene) and written by several back ends: SVG, pixels, and signs of a terminal.
//!
//! What a chart says is data of the document; here is where everything stands and how it looks.

pub(super) mod axis;
mod body_map;
pub(super) mod braille;
mod colour;
mod drawing;
mod font;
mod labels;
mod lines;
mod page;
#[cfg(feature = "png")]
pub(super) mod png;
mod scene;
mod slopes;
pub(super) mod svg;

pub(super) use page::{ChartPage, alone};
pub(super) use scene::Scene;
