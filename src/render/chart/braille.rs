//! Line charts in signs of a terminal: braille dots, or ASCII; as many charts beside each other as fit.
//!
//! A chart's scale is that of its line and band, so that a change looks as large as it is against the spread between
//! runners; the least and the largest value stand beside the name.

use super::axis;
use crate::document::{AxisMark, LineCertainty, LinePanel, Lines};
use crate::number::{fixed, real, whole};
use crate::render::Style;
use crate::render::text::{BAR, BOLD, DIM};

/// The narrowest chart that still reads, and the widest that does not sprawl, in characters.
const NARROWEST: usize = 34;
const WIDEST: usize = 72;
/// Blanks between charts.
const GAP: usize = 3;
/// Lines of a chart without its name and axis; of one that stands alone.
const LINES: (usize, usize) = (5, 9);

/// What a character of a chart is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Plain,
    Name,
    Line,
    Faint,
}

/// Characters of a line, each with what it is part of.
type InkedLine = Vec<(char, Ink)>;

fn push(cells: &mut InkedLine, text: &str, ink: Ink) {
    cells.extend(text.chars().map(|c| (c, ink)));
}

/// Adds blanks up to a column.
fn pad(cells: &mut InkedLine, column: usize) {
    cells.resize(cells.len().max(column), (' ', Ink::Plain));
}

fn painted(cells: &InkedLine, style: Style) -> String {
    let end = cells.iter().rposition(|(c, _)| *c != ' ');
    let mut line = String::new();
    for run in cells[..end.map_or(0, |end| end + 1)].chunk_by(|a, b| a.1 == b.1) {
        let text: String = run.iter().map(|(c, _)| c).collect();
        line.push_str(&match run[0].1 {
            Ink::Plain => text.into(),
            Ink::Name => style.paint(BOLD, &text),
            Ink::Line => style.paint(BAR, &text),
            Ink::Faint => style.paint(DIM, &text),
        });
    }
    line
}

/// The signs that a chart is drawn with.
struct Signs {
    row: char,
    band: char,
    no_figure: char,
    axis: [char; 5],
    line: &'static str,
    dashes: &'static str,
}

const SIGNS: Signs = Signs {
    row: '●',
    band: '░',
    no_figure: '┈',
    axis: ['│', '┤', '└', '─', '┴'],
    line: "⠒⠒⠒",
    dashes: "⠒ ⠒ ⠒",
};
const ASCII: Signs = Signs {
    row: 'O',
    band: ':',
    no_figure: '?',
    axis: ['|', '+', '+', '-', '+'],
    line: "***",
    dashes: "* * *",
};

fn signs(style: Style) -> &'static Signs {
    if style.ascii { &ASCII } else { &SIGNS }
}

/// The charts in lines that fit a width, an empty line before each row of them.
pub(in crate::render) fn lines(chart: &Lines, width: usize, style: Style) -> String {
    let count = chart.panels.len();
    let fitting = (width + GAP) / (NARROWEST + GAP);
    // as many beside each other as make a block that is wider than high
    let square = (1..=count).find(|n| n * n >= count).unwrap_or(1);
    let columns = fitting.min(square).max(1);
    let panel_width = ((width + GAP) / columns - GAP).min(WIDEST);
    let height = if count == 1 { LINES.1 } else { LINES.0 };
    let mut text = String::new();
    for row in chart.panels.chunks(columns) {
        text.push('\n');
        let panels: Vec<Vec<InkedLine>> = row
            .iter()
            .map(|panel| TextPanel::new(chart, panel, panel_width, height, style).cells())
            .collect();
        for i in 0..height + 3 {
            let mut line = InkedLine::new();
            for (column, panel) in panels.iter().enumerate() {
                pad(&mut line, column * (panel_width + GAP));
                line.extend(&panel[i]);
            }
            text.push_str(&painted(&line, style));
            text.push('\n');
        }
    }
    text
}

/// What the signs mean, those that there are.
pub(in crate::render) fn legend(chart: &Lines, style: Style) -> String {
    let signs = signs(style);
    let any = |certainty, with_band: bool| {
        let mut points = chart.panels.iter().flat_map(|panel| &panel.points);
        points.any(|point| point.certainty == certainty && (!with_band || point.sd.is_some()))
    };
    let Signs { row, band, no_figure: no, line, dashes, .. } = signs;
    let parts = [
        Some(format!("{row} a row of the published data")),
        any(LineCertainty::Data, false).then(|| format!("{line} between rows")),
        any(LineCertainty::Beyond, false)
            .then(|| format!("{dashes} beyond the data, held at their edge")),
        any(LineCertainty::NoFigure, false)
            .then(|| format!("{no}{no}{no} nobody published a figure, shown unchanged")),
        any(LineCertainty::Data, true).then(|| format!("{band} how far runners differ")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!(
        "{}. Peak force of one step, times body weight, by {}; each chart has its own scale",
        parts.join("; "),
        chart.axis.title
    )
}

/// One chart.
struct TextPanel<'c> {
    chart: &'c Lines,
    panel: &'c LinePanel,
    style: Style,
    width: usize,
    lines: usize,
    /// The figure at the top and at the bottom.
    scale: (f64, f64),
}

/// The line and band at one place of the axis.
struct PlaceOnLine {
    value: f64,
    sd: f64,
    certainty: LineCertainty,
}

impl<'c> TextPanel<'c> {
    fn new(
        chart: &'c Lines,
        panel: &'c LinePanel,
        width: usize,
        lines: usize,
        style: Style,
    ) -> Self {
        let reach = |sign: f64| {
            panel.points.iter().map(move |point| {
                let spread = point.sd.filter(|_| point.certainty == LineCertainty::Data);
                point.value + sign * spread.unwrap_or(0.0)
            })
        };
        let high = reach(1.0).fold(f64::MIN, f64::max);
        let low = reach(-1.0).fold(f64::MAX, f64::min).max(0.0);
        // a line without spread and change lies in the middle
        let scale = if high - low > 0.1 * high { (high, low) } else { (high * 1.1, low * 0.9) };
        Self { chart, panel, style, width, lines, scale }
    }

    fn cells(&self) -> Vec<InkedLine> {
        let decimals = if self.scale.0 < 1.0 { 2 } else { 1 };
        let labels = [self.scale.0, self.scale.1].map(|force| format!("{force:.decimals$}"));
        let gutter = labels.iter().map(String::len).max().unwrap_or(0);
        // labels, a blank and the axis stand before the chart
        let width = self.width.saturating_sub(gutter + 2).max(8);
        let signs = signs(self.style);
        let mut lines = vec![self.name()];
        for (i, row) in self.plot(width).into_iter().enumerate() {
            let label = match i {
                0 => Some(&labels[0]),
                i if i + 1 == self.lines => Some(&labels[1]),
                _ => None,
            };
            let sign = signs.axis[usize::from(label.is_some())];
            let label = label.map_or("", String::as_str);
            let mut line = InkedLine::new();
            push(&mut line, &format!("{label:>gutter$} {sign}"), Ink::Faint);
            line.extend(row);
            lines.push(line);
        }
        lines.extend(self.axis(gutter + 1, width));
        for line in &mut lines {
            pad(line, self.width);
        }
        lines
    }

    /// The name, and the least and the largest value with their grades.
    fn name(&self) -> InkedLine {
        let mut line = InkedLine::new();
        let part = if self.panel.is_part { "↳ " } else { "" };
        let name = format!("{part}{}", self.panel.name);
        push(&mut line, &self.style.plain(name), Ink::Name);
        let values = self.panel.points.iter().map(|point| point.value);
        let least = fixed(values.clone().fold(f64::MAX, f64::min), 2);
        let largest = fixed(values.fold(f64::MIN, f64::max), 2);
        let values = if least == largest {
            format!("{least} ×")
        } else {
            format!("{least}–{largest} ×")
        };
        let values = self.style.plain(values);
        let grades = self.style.plain(format!("  {}", self.panel.grades));
        let available = self.width.saturating_sub(line.len() + 1);
        let (values_width, grades_width) = (values.chars().count(), grades.chars().count());
        if values_width + grades_width <= available {
            pad(&mut line, self.width - values_width - grades_width);
            push(&mut line, &values, Ink::Plain);
            push(&mut line, &grades, Ink::Faint);
        } else if values_width <= available {
            pad(&mut line, self.width - values_width);
            push(&mut line, &values, Ink::Plain);
        }
        line
    }

    /// The line and band at a place of the axis, 0 to 1.
    fn at(&self, at: f64) -> Option<PlaceOnLine> {
        let points = &self.panel.points;
        let after = points.iter().position(|point| point.at >= at)?;
        let (b, a) = (&points[after], &points[after.saturating_sub(1)]);
        let width = b.at - a.at;
        let weight = if width > 0.0 { (at - a.at) / width } else { 1.0 };
        let between = |a: f64, b: f64| a + (b - a) * weight;
        Some(PlaceOnLine {
            value: between(a.value, b.value),
            sd: between(a.sd.unwrap_or(0.0), b.sd.unwrap_or(0.0)),
            certainty: a.certainty.max(b.certainty),
        })
    }

    /// How far down a figure lies, in so many steps from the top.
    fn down(&self, value: f64, steps: usize) -> usize {
        let (top, bottom) = self.scale;
        let last = steps.saturating_sub(1);
        whole(((top - value) / (top - bottom) * real(last)).round()).min(last)
    }

    /// The line of the chart that a figure lies in.
    fn line_of(&self, value: f64) -> usize {
        self.down(value, 4 * self.lines) / 4
    }

    /// The lines of the chart itself.
    fn plot(&self, width: usize) -> Vec<InkedLine> {
        let signs = signs(self.style);
        let mut cells = vec![vec![(' ', Ink::Plain); width]; self.lines];
        for column in 0..width {
            if let Some(here) = self.at(part(2 * column + 1, 2 * width))
                && here.certainty == LineCertainty::Data
                && here.sd > 0.0
            {
                let high = self.line_of(here.value + here.sd);
                let low = self.line_of(here.value - here.sd);
                for row in &mut cells[high..=low] {
                    row[column] = (signs.band, Ink::Faint);
                }
            }
        }
        if self.style.ascii {
            self.draw_by_signs(&mut cells, width);
        } else {
            self.draw_by_dots(&mut cells, width);
        }
        for point in self.panel.points.iter().filter(|point| point.row.is_some()) {
            let column = column(point.at, width);
            cells[self.line_of(point.value)][column] = (signs.row, Ink::Name);
        }
        cells
    }

    /// The line in signs of one character.
    fn draw_by_signs(&self, cells: &mut [InkedLine], width: usize) {
        for column in 0..width {
            let Some(here) = self.at(part(2 * column + 1, 2 * width)) else {
                continue;
            };
            let row = &mut cells[self.line_of(here.value)];
            match here.certainty {
                LineCertainty::Sum | LineCertainty::Data => row[column] = ('*', Ink::Line),
                LineCertainty::Beyond if column % 2 == 0 => row[column] = ('*', Ink::Line),
                LineCertainty::Beyond => {}
                LineCertainty::NoFigure => row[column] = (ASCII.no_figure, Ink::Faint),
            }
        }
    }

    /// The line in dots, two a character beside each other and four below.
    fn draw_by_dots(&self, cells: &mut [InkedLine], width: usize) {
        // the bits of a braille sign, by line and column
        const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        const NONE: u32 = 0x2800;
        let mut dots = vec![vec![NONE; width]; self.lines];
        let mut before: Option<usize> = None;
        for dot in 0..2 * width {
            let Some(here) = self.at(part(2 * dot + 1, 4 * width)) else {
                continue;
            };
            let column = dot / 2;
            let down = self.down(here.value, 4 * self.lines);
            match here.certainty {
                LineCertainty::Beyond if column % 2 == 1 => {}
                LineCertainty::NoFigure => {
                    cells[down / 4][column] = (SIGNS.no_figure, Ink::Faint);
                }
                _ => {
                    // steep lines without gaps
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
                    *cell = (sign, Ink::Line);
                }
            }
        }
    }

    /// The axis and the labels below it.
    fn axis(&self, gutter: usize, width: usize) -> [InkedLine; 2] {
        let signs = signs(self.style);
        // each label is centred under its place, but kept within the chart
        let start = |(at, label): &AxisMark| {
            let length = label.chars().count();
            let left = (gutter + 1 + column(*at, width)).saturating_sub(length / 2);
            left.min((gutter + 1 + width).saturating_sub(length))
        };
        let marks = axis::fitting(&self.chart.axis.marks, |a, b| {
            start(a) + a.1.chars().count() + 2 <= start(b)
        });
        let (mut line, mut labels) = (InkedLine::new(), InkedLine::new());
        pad(&mut line, gutter);
        line.push((signs.axis[2], Ink::Faint));
        line.resize(gutter + 1 + width, (signs.axis[3], Ink::Faint));
        for mark in &marks {
            line[gutter + 1 + column(mark.0, width)].0 = signs.axis[4];
            pad(&mut labels, start(mark));
            push(&mut labels, &self.style.plain(&*mark.1), Ink::Faint);
        }
        [line, labels]
    }
}

/// The column that a place of the axis lies in.
fn column(at: f64, width: usize) -> usize {
    whole(at * real(width)).min(width - 1)
}

/// A part of a whole that is no larger than a screen.
fn part(of: usize, whole: usize) -> f64 {
    real(of) / real(whole)
}
