//! Days of weeks, a column a week, each as dark as much was run; a year a band.

use std::fmt::Write as _;

use super::colour::{INK, QUIET, Rgb};
use super::font::TextStyle;
use super::scene::{Look, MARGIN, Node, Scene, TextAnchor};
use crate::document::CalendarChart;
use crate::number::real;

/// The least width of the page, for the caption.
const NARROWEST: f64 = 640.0;
/// A day, and from one to the next.
const DAY: f64 = 15.0;
const STEP: f64 = 18.0;
/// The names of days at the left.
const GUTTER: f64 = 40.0;
/// Weeks of a band.
const WEEKS: usize = 54;
/// From band to band.
const BAND: f64 = 7.0 * STEP + 34.0;
/// How much of the colour the least day has.
const LEAST: f64 = 0.15;

const BLUE: Rgb = Rgb([0x1b, 0x5e, 0x9b]);
const NONE: Rgb = Rgb([0xee, 0xf0, 0xf2]);
const CAPTION: TextStyle = TextStyle::new(13.0, QUIET);
const MARK: TextStyle = TextStyle::new(11.0, INK);

/// As wide as its weeks.
pub(super) fn width(chart: &CalendarChart) -> f64 {
    let weeks = real(chart.weeks.len().min(WEEKS));
    (2.0 * MARGIN + GUTTER + weeks * STEP).max(NARROWEST)
}

/// Draws the days below a place; gives where they end.
pub(super) fn draw(chart: &CalendarChart, scene: &mut Scene, top: f64) -> f64 {
    let width = width(chart) - 2.0 * MARGIN;
    let top = scene.paragraph((MARGIN, top), CAPTION, width, 18.0, &chart.caption) + 14.0;
    let corner = |week: usize, weekday: usize| {
        let (band, column) = (week / WEEKS, week % WEEKS);
        (MARGIN + GUTTER + real(column) * STEP, top + real(band) * BAND + real(weekday) * STEP)
    };
    let mut empty = String::new();
    for (week, mark) in chart.weeks.iter().enumerate() {
        let (x, y) = corner(week, 0);
        if week % WEEKS == 0 {
            for (weekday, name) in [(0, "Mon"), (3, "Thu"), (6, "Sun")] {
                let (_, y) = corner(week, weekday);
                scene.text((MARGIN, y + 12.0), TextAnchor::Start, MARK, name);
            }
        }
        if let Some(mark) = mark {
            scene.text((x, y - 6.0), TextAnchor::Start, MARK, &**mark);
        }
        // the days without a run, as one shape
        for weekday in 0..7 {
            let (x, y) = corner(week, weekday);
            let (right, bottom) = (x + DAY, y + DAY);
            // writing to a String cannot fail
            let _ = write!(empty, "M{x} {y}H{right}V{bottom}H{x}Z");
        }
    }
    scene.push(Node::path(empty, Look::filled(NONE)));
    let days = chart.days.iter().map(|day| {
        let look = Look {
            fill_opacity: Some(LEAST + (1.0 - LEAST) * day.share.clamp(0.0, 1.0)),
            ..Look::default()
        };
        let node = Node::rectangle(corner(day.week, day.weekday), (DAY, DAY), 0.0, look);
        node.titled(&*day.sentence)
    });
    let group = Node::group("", days.collect());
    scene.push(Node { look: Look::filled(BLUE), ..group });
    let bands = real(chart.weeks.len().div_ceil(WEEKS));
    top + bands * BAND
}
