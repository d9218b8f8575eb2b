//! Charts, drawn once as a [`Scene`](scene::Scene) and written by several back ends: SVG, pixels, and signs of a terminal.
//!
//! What a chart says is data of the document; here is where everything stands and how it looks.

pub(super) mod axis;
#[cfg(feature = "report")]
mod body_map;
pub(super) mod braille;
#[cfg(feature = "report")]
mod calendar;
#[cfg(feature = "report")]
mod colour;
#[cfg(feature = "report")]
mod drawing;
#[cfg(feature = "report")]
mod font;
#[cfg(feature = "report")]
mod labels;
#[cfg(feature = "report")]
mod lines;
#[cfg(feature = "report")]
mod page;
#[cfg(feature = "png")]
pub(super) mod png;
#[cfg(feature = "report")]
mod scene;
#[cfg(feature = "report")]
mod slopes;
#[cfg(feature = "report")]
pub(super) mod svg;

#[cfg(feature = "report")]
pub(super) use page::{ChartPage, alone};
#[cfg(feature = "report")]
pub(super) use scene::Scene;
