//! Charts over the distance of a run, one below another on the same axis, each with its name above it.
//!
//! A chart is as wide as it may be. Its shapes lie in a picture of their own that is stretched to that width; text and
//! marks are placed by percentages, so that they keep their size.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::scale::{Scale, percent};
use crate::number::fixed;

/// What the width of a chart is in its own units.
const WIDTH: f64 = 1000.0;
/// Room below a chart for the marks of the distance, px.
const AXIS: f64 = 24.0;

/// A figure somewhere along the way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Where it begins and ends, as shares of the way.
    pub(super) ends: (f64, f64),
    /// The figure.
    pub(super) value: f64,
    /// One standard deviation of it.
    pub(super) sd: Option<f64>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A line with its spread as a band.
    Trace,
    /// The ground, filled.
    Ground,
}

/// One chart.
pub(super) struct Panel {
    /// What it shows.
    pub(super) name: String,
    /// The figures that sum it up, beside the name.
    pub(super) sum: String,
    /// What it shows, for those who do not see it.
    pub(super) description: String,
    pub(super) kind: Kind,
    /// In px.
    pub(super) height: f64,
    pub(super) scale: Scale,
    /// Marks of the scale with their words.
    pub(super) marks: Vec<(f64, String)>,
    /// The figures; `None` where there is none, which leaves a gap.
    pub(super) spots: Vec<Option<Spot>>,
}

/// Marks along the way: where, as shares, and their words.
pub(super) type Marks = [(f64, String)];

/// A chart, with the marks of the distance in words where it is the last.
pub(super) fn panel(panel: &Panel, along: &Marks, is_last: bool) -> Markup {
    let height = panel.height;
    let y = |value: f64| height * (1.0 - panel.scale.share(value));
    let room = if is_last { AXIS } else { 0.0 };
    html! {
        figure.panel {
            figcaption { b { (panel.name) } span { (panel.sum) } }
            div.plot {
            svg width="100%" height=(height + room) aria-hidden="true" {
                @for (mark, words) in &panel.marks {
                    text x="100%" dx="-8" y=(fixed(y(*mark) + 4.0, 1)) text-anchor="end" { (words) }
                }
            }
            svg role="img" width="100%" height=(height + room) {
                title { (panel.name) }
                desc { (panel.description) }
                @for (at, _) in along {
                    line.grid x1=(percent(*at)) x2=(percent(*at)) y1="0" y2=(height) {}
                }
                @for (mark, _) in &panel.marks {
                    line.grid x1="0" x2="100%" y1=(fixed(y(*mark), 1)) y2=(fixed(y(*mark), 1)) {}
                }
                svg x="0" y="0" width="100%" height=(height) viewBox=(format!("0 0 {WIDTH} {height}"))
                    preserveAspectRatio="none" {
                    (shapes(panel, &y))
                }
                @if is_last {
                    @for (at, words) in along {
                        text x=(percent(*at)) y=(height + 17.0) text-anchor=(anchor(*at)) { (words) }
                    }
                }
            }
            }
        }
    }
}

fn anchor(share: f64) -> &'static str {
    if share < 0.01 {
        "start"
    } else if share > 0.93 {
        "end"
    } else {
        "middle"
    }
}

fn shapes(panel: &Panel, y: &dyn Fn(f64) -> f64) -> Markup {
    let pieces = panel.spots.split(Option::is_none);
    let pieces: Vec<Vec<Spot>> = pieces
        .filter(|piece| !piece.is_empty())
        .map(|piece| piece.iter().flatten().copied().collect())
        .collect();
    let line = |spots: &[Spot], figure: &dyn Fn(&Spot) -> f64| -> Vec<String> {
        let places = places(spots).into_iter();
        places
            .map(|(x, spot)| format!("{} {}", fixed(x, 1), fixed(y(figure(&spot)), 1)))
            .collect()
    };
    html! {
        @for spots in &pieces {
            @let trace = line(spots, &|spot| spot.value);
            @if panel.kind == Kind::Ground {
                path.ground d=(filled(spots, &trace, panel.height)) {}
            }
            @if spots.iter().all(|spot| spot.sd.is_some()) {
                @let upper = line(spots, &|spot| spot.value + spot.sd.unwrap_or(0.0));
                @let lower = line(spots, &|spot| spot.value - spot.sd.unwrap_or(0.0));
                path.band d=(closed(upper, lower)) {}
            }
            path class=(if panel.kind == Kind::Ground { "ground-line" } else { "trace" })
                d=(format!("M{}", trace.join("L"))) vector-effect="non-scaling-stroke" {}
        }
    }
}

/// The points of a line: the middles of its spots, and the ends of the first and the last.
fn places(spots: &[Spot]) -> Vec<(f64, Spot)> {
    let mut places = Vec::with_capacity(spots.len() + 2);
    if let Some(first) = spots.first() {
        places.push((WIDTH * first.ends.0, *first));
    }
    for spot in spots {
        places.push((WIDTH * f64::midpoint(spot.ends.0, spot.ends.1), *spot));
    }
    if let Some(last) = spots.last() {
        places.push((WIDTH * last.ends.1, *last));
    }
    places
}

fn closed(upper: Vec<String>, lower: Vec<String>) -> String {
    let around: Vec<String> = upper.into_iter().chain(lower.into_iter().rev()).collect();
    format!("M{}Z", around.join("L"))
}

fn filled(spots: &[Spot], trace: &[String], height: f64) -> String {
    let mut path = format!("M{}", trace.join("L"));
    if let (Some(first), Some(last)) = (spots.first(), spots.last()) {
        // writing to a String cannot fail
        let _ = write!(
            path,
            "L{} {height}L{} {height}Z",
            fixed(WIDTH * last.ends.1, 1),
            fixed(WIDTH * first.ends.0, 1)
        );
    }
    path
}
