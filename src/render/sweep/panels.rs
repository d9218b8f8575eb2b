//! A sweep in the terminal: a small chart a muscle, as many beside each other as fit.
//!
//! A chart's scale is that of its line and band, so that a change looks as large as it is against the spread between
//! runners; the least and the largest value stand beside the name.

use std::io::{self, Write};

use super::axis;
use super::text::{Part, Text};
use crate::answer::sweep::{Coverage, Point, Series, Sweep};
use crate::render::layout::paragraph;
use crate::render::table::{BOLD, DIM, NARROWEST, write_studies};
use crate::render::{Style, wording};

/// The narrowest chart that still reads, and the widest that does not sprawl, in characters.
const PANEL: (usize, usize) = (34, 72);
/// Blanks between charts.
const GAP: usize = 3;
/// Lines of a chart without its name and axis; of one that stands alone.
const LINES: (usize, usize) = (5, 9);

/// Writes a sweep as small charts.
///
/// # Errors
/// When the output does not take it.
pub(super) fn write(sweep: &Sweep<'_>, style: Style, mut out: impl Write) -> io::Result<()> {
    let width = style.width.max(NARROWEST);
    let head = style.plain(axis::heading(sweep));
    writeln!(
        out,
        "{}\n",
        style.paint(BOLD, &paragraph(&head, width, "", "  "))
    )?;
    let count = sweep.series.len();
    let fitting = (width + GAP) / (PANEL.0 + GAP);
    let columns = fitting.min(square(count)).max(1);
    let panel = ((width + GAP) / columns - GAP).min(PANEL.1);
    let lines = if count == 1 { LINES.1 } else { LINES.0 };
    for row in sweep.series.chunks(columns) {
        let panels: Vec<Vec<Text>> = row
            .iter()
            .map(|series| Panel::of(sweep, series, panel, lines, style).text())
            .collect();
        for line in 0..lines + 3 {
            let mut text = Text::default();
            for (i, panel_text) in panels.iter().enumerate() {
                text.blank(i * (panel + GAP));
                text.append(&panel_text[line]);
            }
            writeln!(out, "{}", text.painted(style))?;
        }
        writeln!(out)?;
    }
    let legend = style.plain(legend(sweep, style));
    writeln!(
        out,
        "{}",
        style.paint(DIM, &paragraph(&legend, width, "", ""))
    )?;
    for note in &sweep.notes {
        let text = style.plain(&note.text);
        writeln!(out, "{}", paragraph(&text, width, "- ", "  "))?;
    }
    writeln!(out)?;
    write_studies(&sweep.sources, true, style, out)
}

/// How many charts beside each other make so many a block that is wider than high.
fn square(count: usize) -> usize {
    (1..=count).find(|n| n * n >= count).unwrap_or(1)
}

/// The signs that a chart is drawn with.
struct Signs {
    knot: char,
    band: char,
    no_figure: char,
    axis: [char; 4],
}

const SIGNS: Signs = Signs {
    knot: '●',
    band: '░',
    no_figure: '┈',
    axis: ['│', '┤', '└', '─'],
};
const ASCII: Signs = Signs {
    knot: 'O',
    band: ':',
    no_figure: '?',
    axis: ['|', '+', '+', '-'],
};

fn signs(style: Style) -> &'static Signs {
    if style.ascii { &ASCII } else { &SIGNS }
}

fn legend(sweep: &Sweep<'_>, style: Style) -> String {
    let signs = signs(style);
    let has = |coverage| sweep.series.iter().any(|series| series.has(coverage));
    let has_band = sweep.series.iter().any(|series| {
        let mut points = series.points.iter();
        points.any(|point| point.sd_bw().is_some() && point.coverage() == Coverage::Data)
    });
    let mut parts = vec![format!("{} a row of the published data", signs.knot)];
    let (line, dashed) = if style.ascii {
        ("***", "* * *")
    } else {
        ("⠒⠒⠒", "⠒ ⠒ ⠒")
    };
    if has(Coverage::Data) {
        parts.push(format!("{line} between rows"));
    }
    if has(Coverage::Beyond) {
        parts.push(format!("{dashed} beyond the data, held at their edge"));
    }
    if has(Coverage::NoFigure) {
        let sign = signs.no_figure;
        parts.push(format!(
            "{sign}{sign}{sign} nobody published a figure, shown unchanged"
        ));
    }
    if has_band {
        parts.push(format!(
            "{} one standard deviation between runners",
            signs.band
        ));
    }
    format!(
        "{}. Peak force of one step, times body weight, by {}; each chart has its own scale.",
        parts.join("; "),
        axis::title(&sweep.question.swept)
    )
}

/// The chart of a muscle.
struct Panel<'s, 'e> {
    sweep: &'s Sweep<'e>,
    series: &'s Series<'e>,
    style: Style,
    width: usize,
    lines: usize,
    /// Force at the top and at the bottom, body weights.
    scale: (f64, f64),
}

/// A place along the axis, with the line and band there.
struct Here {
    value: f64,
    sd: f64,
    coverage: Coverage,
}

impl<'s, 'e> Panel<'s, 'e> {
    fn of(
        sweep: &'s Sweep<'e>,
        series: &'s Series<'e>,
        width: usize,
        lines: usize,
        style: Style,
    ) -> Self {
        let reach = |sign: f64| {
            let points = series.points.iter();
            points.map(move |point| {
                let spread = point.sd_bw().filter(|_| point.coverage() == Coverage::Data);
                point.peak_bw() + sign * spread.unwrap_or(0.0)
            })
        };
        let high = reach(1.0).fold(f64::MIN, f64::max);
        let low = reach(-1.0).fold(f64::MAX, f64::min).max(0.0);
        // a line without spread and change lies in the middle
        let scale = if high - low > 0.1 * high {
            (high, low)
        } else {
            (high * 1.1, low * 0.9)
        };
        Self {
            sweep,
            series,
            style,
            width,
            lines,
            scale,
        }
    }

    fn text(&self) -> Vec<Text> {
        let decimals = if self.scale.0 < 1.0 { 2 } else { 1 };
        let labels = [self.scale.0, self.scale.1].map(|force| format!("{force:.decimals$}"));
        let gutter = labels.iter().map(String::len).max().unwrap_or(0);
        // labels, a blank and the axis stand before the chart
        let width = self.width.saturating_sub(gutter + 2).max(8);
        let signs = signs(self.style);
        let mut texts = vec![self.name()];
        for (i, row) in self.cells(width).into_iter().enumerate() {
            let label = match i {
                0 => Some(&labels[0]),
                i if i + 1 == self.lines => Some(&labels[1]),
                _ => None,
            };
            let mut text = Text::default();
            let sign = signs.axis[usize::from(label.is_some())];
            let label = label.map_or("", String::as_str);
            text.push(&format!("{label:>gutter$} {sign}"), Part::Faint);
            text.append(&row);
            texts.push(text);
        }
        texts.extend(self.axis(gutter + 1, width));
        for text in &mut texts {
            text.blank(self.width);
        }
        texts
    }

    /// The name, and the least and the largest value with their grades.
    fn name(&self) -> Text {
        let mut text = Text::default();
        let name = self.style.plain(wording::muscle(self.series.muscle));
        text.push(&name, Part::Name);
        let values = self.series.points.iter().map(Point::peak_bw);
        let least = format!("{:.2}", values.clone().fold(f64::MAX, f64::min));
        let largest = format!("{:.2}", values.fold(f64::MIN, f64::max));
        let values = if least == largest {
            format!("{least} ×")
        } else {
            format!("{least}–{largest} ×")
        };
        let grades = format!("  {}", axis::grades(self.series));
        let values = self.style.plain(values);
        let grades = self.style.plain(grades);
        let left = self.width.saturating_sub(name.chars().count() + 1);
        let (values_width, grades_width) = (values.chars().count(), grades.chars().count());
        if values_width + grades_width <= left {
            text.blank(self.width - values_width - grades_width);
            text.push(&values, Part::Plain);
            text.push(&grades, Part::Faint);
        } else if values_width <= left {
            text.blank(self.width - values_width);
            text.push(&values, Part::Plain);
        }
        text
    }

    /// The line and band at a share of the axis.
    fn here(&self, share: f64) -> Option<Here> {
        let (first, last) = axis::span(self.sweep);
        let at = first + (last - first) * share;
        let points = &self.series.points;
        let after = points.iter().position(|point| point.spot.at >= at)?;
        let (b, a) = (&points[after], &points[after.saturating_sub(1)]);
        let width = b.spot.at - a.spot.at;
        let weight = if width > 0.0 {
            (at - a.spot.at) / width
        } else {
            1.0
        };
        let between = |a: f64, b: f64| a + (b - a) * weight;
        Some(Here {
            value: between(a.peak_bw(), b.peak_bw()),
            sd: between(a.sd_bw().unwrap_or(0.0), b.sd_bw().unwrap_or(0.0)),
            coverage: a.coverage().max(b.coverage()),
        })
    }

    /// How far down a force lies, in so many steps from the top.
    fn down(&self, force: f64, steps: usize) -> usize {
        let (top, bottom) = self.scale;
        let last = steps.saturating_sub(1);
        // within a screen, and never negative
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss
        )]
        let down = ((top - force) / (top - bottom) * last as f64)
            .round()
            .max(0.0) as usize;
        down.min(last)
    }

    /// The line of the chart that a force lies in.
    fn line_of(&self, force: f64) -> usize {
        self.down(force, 4 * self.lines) / 4
    }

    /// The lines of the chart itself.
    fn cells(&self, width: usize) -> Vec<Text> {
        let signs = signs(self.style);
        let mut cells = vec![vec![(' ', Part::Plain); width]; self.lines];
        for column in 0..width {
            if let Some(here) = self.here(share_of(2 * column + 1, 2 * width))
                && here.coverage == Coverage::Data
                && here.sd > 0.0
            {
                let high = self.line_of(here.value + here.sd);
                let low = self.line_of(here.value - here.sd);
                for row in &mut cells[high..=low] {
                    row[column] = (signs.band, Part::Faint);
                }
            }
        }
        if self.style.ascii {
            self.draw_by_signs(&mut cells, width);
        } else {
            self.draw_by_dots(&mut cells, width);
        }
        for point in self.series.points.iter().filter(|p| p.is_knot()) {
            let share = axis::share(axis::span(self.sweep), point.spot.at);
            // within a screen, and never negative
            #[allow(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss
            )]
            let column = ((share * width as f64) as usize).min(width - 1);
            cells[self.line_of(point.peak_bw())][column] = (signs.knot, Part::Name);
        }
        cells.into_iter().map(Text).collect()
    }

    /// The line in signs of one character.
    fn draw_by_signs(&self, cells: &mut [Vec<(char, Part)>], width: usize) {
        for column in 0..width {
            let Some(here) = self.here(share_of(2 * column + 1, 2 * width)) else {
                continue;
            };
            let row = &mut cells[self.line_of(here.value)];
            match here.coverage {
                Coverage::Data => row[column] = ('*', Part::Line),
                Coverage::Beyond if column % 2 == 0 => row[column] = ('*', Part::Line),
                Coverage::Beyond => {}
                Coverage::NoFigure => row[column] = (ASCII.no_figure, Part::Faint),
            }
        }
    }

    /// The line in dots, two a character beside each other and four below.
    fn draw_by_dots(&self, cells: &mut [Vec<(char, Part)>], width: usize) {
        // the bits of a braille sign, by line and column
        const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        const NONE: u32 = 0x2800;
        let mut dots = vec![vec![NONE; width]; self.lines];
        let mut before: Option<usize> = None;
        for dot in 0..2 * width {
            let Some(here) = self.here(share_of(2 * dot + 1, 4 * width)) else {
                continue;
            };
            let column = dot / 2;
            let down = self.down(here.value, 4 * self.lines);
            match here.coverage {
                Coverage::Beyond if column % 2 == 1 => {}
                Coverage::NoFigure => {
                    cells[down / 4][column] = (SIGNS.no_figure, Part::Faint);
                }
                _ => {
                    // steep lines without holes
                    let from = before.map_or(down, |before| match before.cmp(&down) {
                        std::cmp::Ordering::Less => before + 1,
                        std::cmp::Ordering::Equal => down,
                        std::cmp::Ordering::Greater => before - 1,
                    });
                    for y in from.min(down)..=from.max(down) {
                        dots[y / 4][column] |= BITS[y % 4][dot % 2];
                    }
                }
            }
            before = Some(down);
        }
        for (row, dots) in cells.iter_mut().zip(dots) {
            for (cell, dots) in row.iter_mut().zip(dots) {
                if let Some(sign) = char::from_u32(dots).filter(|_| dots != NONE) {
                    *cell = (sign, Part::Line);
                }
            }
        }
    }

    /// The axis and the labels below it.
    fn axis(&self, gutter: usize, width: usize) -> [Text; 2] {
        let signs = signs(self.style);
        // within a screen, and never negative
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss
        )]
        let column = |share: f64| ((share * width as f64) as usize).min(width - 1);
        // each label is centred under its place, but kept within the chart
        let start = |(share, label): &(f64, String)| {
            let length = label.chars().count();
            let left = (gutter + 1 + column(*share)).saturating_sub(length / 2);
            left.min((gutter + 1 + width).saturating_sub(length))
        };
        let ticks = axis::ticks(self.sweep, |a, b| {
            start(a) + a.1.chars().count() + 2 <= start(b)
        });
        let mut line = Text::default();
        line.blank(gutter);
        line.push(&signs.axis[2].to_string(), Part::Faint);
        let mut labels = Text::default();
        for i in 0..width {
            let is_tick = ticks.iter().any(|(share, _)| column(*share) == i);
            let tick = if self.style.ascii { '+' } else { '┴' };
            let sign = if is_tick { tick } else { signs.axis[3] };
            line.push(&sign.to_string(), Part::Faint);
        }
        for tick in &ticks {
            labels.blank(start(tick));
            labels.push(&self.style.plain(tick.1.as_str()), Part::Faint);
        }
        [line, labels]
    }
}

/// A part of a whole that is no larger than a screen.
#[allow(clippy::cast_precision_loss)]
fn share_of(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
