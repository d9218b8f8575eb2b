//! Charts over the distance of a run, one below another on the same axis, each with its name above it.
//!
//! A chart is as wide as it may be. Its shapes lie in a picture of their own that is stretched to that width; text and
//! marks are placed by percentages, so that they keep their size.

use maud::{Markup, html};

use super::{NL, figure, percent, plain};
use crate::document::{AxisMark, CourseChart, CoursePanel, CoursePoint};
use crate::number::{fixed, real};

/// What the width of a chart is in its own units.
const WIDTH: f64 = 1000.0;
/// Room below a chart for the marks of the distance, px.
const AXIS: f64 = 24.0;
/// The height of the chart of a muscle, and of one of what was run, px.
const HEIGHTS: [f64; 2] = [104.0, 84.0];

/// The charts, the last with the marks of the distance in words.
pub(super) fn charts(course: &CourseChart) -> Markup {
    let last = course.panels.len().saturating_sub(1);
    html! {
        @for (i, chart) in course.panels.iter().enumerate() { (panel(chart, &course.marks, i == last)) (NL) }
    }
}

fn panel(panel: &CoursePanel, along: &[AxisMark], is_last: bool) -> Markup {
    let has_band = panel.points.iter().flatten().any(|point| point.band.is_some());
    let height = HEIGHTS[usize::from(!has_band)];
    let y = |at: f64| fixed(height * (1.0 - at), 1);
    let axis = if is_last { AXIS } else { 0.0 };
    html! {
        figure.panel {
            figcaption { b { (plain(&panel.name)) } span { (figure(&panel.sum)) } } (NL)
            div.plot {
            svg width="100%" height=(height + axis) aria-hidden="true" {
                @for (mark, words) in &panel.marks {
                    text x="100%" dx="-8" y=(fixed(height * (1.0 - mark) + 4.0, 1)) text-anchor="end" { (words) }
                }
            } (NL)
            svg role="img" width="100%" height=(height + axis) {
                title { (plain(&panel.name)) }
                desc { (figure(&panel.description)) }
                @for (at, _) in along {
                    line.grid x1=(percent(*at)) x2=(percent(*at)) y1="0" y2=(height) {}
                }
                @for (mark, _) in &panel.marks {
                    line.grid x1="0" x2="100%" y1=(y(*mark)) y2=(y(*mark)) {}
                } (NL)
                svg x="0" y="0" width="100%" height=(height) viewBox=(format!("0 0 {WIDTH} {height}"))
                    preserveAspectRatio="none" {
                    (shapes(panel, height))
                } (NL)
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

fn anchor(at: f64) -> &'static str {
    if at < 0.01 {
        "start"
    } else if at > 0.93 {
        "end"
    } else {
        "middle"
    }
}

/// A line, its band and the ground for each part without gaps.
fn shapes(panel: &CoursePanel, height: f64) -> Markup {
    let x = |bin: usize, of_bin: f64| WIDTH * (real(bin) + of_bin) / real(panel.points.len());
    let at = |x: f64, y: f64| format!("{} {}", fixed(x, 1), fixed(height * (1.0 - y), 1));
    let numbered: Vec<_> = panel.points.iter().enumerate().collect();
    let parts = numbered.chunk_by(|a, b| a.1.is_some() == b.1.is_some());
    html! {
        @for part in parts.filter(|part| part[0].1.is_some()) {
            @let (first, last) = (part[0].0, part[part.len() - 1].0);
            // the middles of the bins, and the ends of the first and the last
            @let line = |figure: &dyn Fn(&CoursePoint) -> f64| -> Vec<String> {
                let points = part.iter().filter_map(|(bin, point)| Some((*bin, figure(point.as_ref()?))));
                let ends = |bin: usize| points.clone().filter(move |point| point.0 == bin);
                let begin = ends(first).map(|(bin, y)| at(x(bin, 0.0), y));
                let middles = points.clone().map(|(bin, y)| at(x(bin, 0.5), y));
                begin.chain(middles).chain(ends(last).map(|(bin, y)| at(x(bin, 1.0), y))).collect()
            };
            @let trace = line(&|point| point.at).join("L");
            @if panel.is_ground {
                path.ground d=(format!("M{trace}L{}L{}Z", at(x(last, 1.0), 0.0), at(x(first, 0.0), 0.0))) {}
            }
            @if part.iter().all(|(_, point)| point.is_some_and(|point| point.band.is_some())) {
                @let edge = |side: usize| line(&|point| point.band.map_or(point.at, |band| band[side]));
                @let outline: Vec<String> = edge(1).into_iter().chain(edge(0).into_iter().rev()).collect();
                path.band d=(format!("M{}Z", outline.join("L"))) {}
            }
            path class=(if panel.is_ground { "ground-line" } else { "trace" })
                d=(format!("M{trace}")) vector-effect="non-scaling-stroke" {} (NL)
        }
    }
}
