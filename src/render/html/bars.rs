//! Ranked bars with their spread: a list, so that it is read as one, each line with a bar that takes the width it gets.

use maud::{Markup, html};

use super::{NL, percent, plain};
use crate::document::{AxisMark, Bar, Scale};

/// The height of a line's chart and of its bar, px.
const HEIGHT: f64 = 32.0;
const BAR_HEIGHT: f64 = 15.0;
/// Half the height of the ends of a whisker, px.
const END: f64 = 4.5;

/// The bars, longest as long as the scale; `unit` is what the axis counts.
pub(super) fn bars(bars: &[Bar], unit: &str) -> Markup {
    let reach = bars.iter().filter_map(|bar| {
        let value = bar.value?;
        Some((value + bar.sd.unwrap_or(0.0)).max(bar.level.unwrap_or(0.0)))
    });
    let scale = Scale::from_zero(reach.fold(0.0, f64::max));
    let marks = scale.marks();
    html! {
        ol.bars {
            @for bar in bars {
                li {
                    span.place { @if let Some(place) = bar.place { (place) } }
                    span.name { (plain(&bar.name)) }
                    span.chart { (drawn(bar, &scale, &marks)) }
                    span.value { (plain(&bar.text)) @if !bar.spread.is_empty() { " " small { (plain(&bar.spread)) } } }
                } (NL)
            }
            li.axis aria-hidden="true" {
                span {} span {}
                span.chart {
                    svg width="100%" height="20" {
                        @for (at, label) in &marks {
                            text x=(percent(*at)) y="14" text-anchor=(anchor(*at)) { (label) }
                        }
                    }
                }
                span.value { small { (unit) } }
            } (NL)
        }
        (key(bars))
    }
}

/// Where the text of a mark stands to it, so that none leaves the chart.
fn anchor(share: f64) -> &'static str {
    if share < 0.02 {
        "start"
    } else if share > 0.98 {
        "end"
    } else {
        "middle"
    }
}

fn drawn(bar: &Bar, scale: &Scale, marks: &[AxisMark]) -> Markup {
    let at = |value: f64| percent(scale.place(value));
    let middle = HEIGHT / 2.0;
    html! {
        svg width="100%" height=(HEIGHT) aria-hidden="true" {
            @for (at, _) in marks {
                line.grid x1=(percent(*at)) x2=(percent(*at)) y1="0" y2=(HEIGHT) {}
            }
            @if let Some(value) = bar.value {
                rect.bar x="0" y=(middle - BAR_HEIGHT / 2.0) width=(at(value)) height=(BAR_HEIGHT) {}
                @if let Some(sd) = bar.sd {
                    (whisker(&at((value - sd).max(0.0)), &at(value + sd), middle, bar.is_lower_bound))
                }
            }
            @if let Some(level) = bar.level {
                line.level x1=(at(level)) x2=(at(level)) y1="3" y2=(HEIGHT - 3.0) {}
            }
        }
    }
}

fn whisker(from: &str, to: &str, middle: f64, is_loose: bool) -> Markup {
    html! {
        line.whisker.loose[is_loose] x1=(from) x2=(to) y1=(middle) y2=(middle) {}
        @for end in [from, to] {
            line.whisker x1=(end) x2=(end) y1=(middle - END) y2=(middle + END) {}
        }
    }
}

/// What the marks mean, of those that are there.
fn key(bars: &[Bar]) -> Markup {
    let has_sd = |is_loose| {
        let mut bars = bars.iter();
        bars.any(|bar| bar.sd.is_some() && bar.is_lower_bound == is_loose)
    };
    html! {
        ul.key {
            @for (is_loose, words) in [
                (false, "± how far runners differ: two in three are within"),
                (true, "at least that: part of the spread is not published"),
            ] {
                @if has_sd(is_loose) {
                    li {
                        svg width="30" height="16" aria-hidden="true" { (whisker("1", "29", 8.0, is_loose)) }
                        (words)
                    }
                }
            }
            @if bars.iter().any(|bar| bar.level.is_some()) {
                li {
                    svg width="9" height="18" aria-hidden="true" { line.level x1="4.5" x2="4.5" y1="1" y2="17" {} }
                    "on the level at the same speed"
                }
            }
        }
    }
}
