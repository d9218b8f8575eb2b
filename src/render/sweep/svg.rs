//! A sweep as a picture: a small line chart a muscle, by rank, with the spread as a band.
//!
//! Written by hand rather than by a library of charts: paces want labels at round places of an axis that is straight in
//! speed, every stretch its own dashes, and the picture its notes and sources. One element stands on a line, so that
//! two pictures can be compared line by line; nothing in it is fetched from elsewhere.

use quick_xml::escape::escape;

use super::axis;
use super::canvas::{
    Canvas, MARGIN, SMALL, STYLE, SUB, WIDTH, bold_width, count, joined, lines, px, simplified,
    width,
};
use crate::answer::sweep::{Coverage, Point, Series, Sweep};
use crate::render::lettering::Letters;
use crate::render::records::fixed;
use crate::render::wording;
use crate::units::BodyWeights;

/// Room for the labels of the force axis, px.
const GUTTER: f64 = 26.0;
/// Room between charts beside each other, px.
const GAP: f64 = 36.0;
/// Height of a chart, of its name above, and of its labels and the room below, px.
const CHART: f64 = 170.0;
const NAME: f64 = 26.0;
const BELOW: f64 = 44.0;
/// How far below the last line of the legend the first row of charts begins, px.
const BELOW_LEGEND: f64 = 16.0;
/// Muscles that bear less than this share of the most loaded one would lie flat on a common scale.
const LEAST_SHARE: f64 = 0.25;

/// A sweep as a picture.
pub(super) fn picture(sweep: &Sweep<'_>, letters: Letters) -> String {
    Page::of(sweep, letters).drawn()
}

struct Page<'s, 'e> {
    sweep: &'s Sweep<'e>,
    /// Charts beside each other.
    columns: usize,
    /// Width of a chart, px.
    chart: f64,
    /// Whether every row of charts has its own scale.
    own_scales: bool,
    /// Whether there is room for the word beside every name.
    grade_in_words: bool,
    canvas: Canvas,
}

/// The place and scale of a chart, px and body weights.
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    /// The force at the top; 0 is at the bottom.
    highest: f64,
    /// The step between the lines of the grid.
    step: f64,
}

impl Frame {
    fn y(&self, force: f64) -> f64 {
        let share = (force / self.highest).clamp(0.0, 1.0);
        self.top + CHART * (1.0 - share)
    }

    fn x(&self, share: f64) -> f64 {
        self.left + self.width * share
    }
}

/// The largest force that a chart shows of a muscle, body weights.
fn reach(series: &Series<'_>) -> f64 {
    let points = series.points.iter();
    points
        .map(|point| point.peak_bw() + point.sd_bw().unwrap_or(0.0))
        .fold(0.0, f64::max)
}

impl<'s, 'e> Page<'s, 'e> {
    fn of(sweep: &'s Sweep<'e>, letters: Letters) -> Self {
        let names = sweep.series.iter().map(|s| wording::muscle(s.muscle));
        let longest = names.map(|name| bold_width(&name)).fold(0.0, f64::max);
        let chart = |columns: usize| {
            let gaps = GAP * count(columns - 1);
            (WIDTH - 2.0 * MARGIN - GUTTER - gaps) / count(columns)
        };
        let columns = match sweep.series.len() {
            few @ 0..=3 => few.max(1),
            4 => 2,
            5 | 6 | 9 => 3,
            _ if longest > chart(4) => 3,
            _ => 4,
        };
        let reaches = sweep.series.iter().map(reach);
        let (least, largest) = reaches.fold((f64::MAX, 0.0_f64), |(least, largest), reach| {
            (least.min(reach), largest.max(reach))
        });
        Self {
            sweep,
            columns,
            chart: chart(columns),
            own_scales: least < LEAST_SHARE * largest && sweep.series.len() > columns,
            grade_in_words: longest + width("grade B–C", SMALL) + 8.0 <= chart(columns),
            canvas: Canvas::new(letters),
        }
    }

    /// The whole picture.
    fn drawn(mut self) -> String {
        let title = format!(
            "What each muscle bears: {}",
            axis::range(&self.sweep.question.swept)
        );
        let legend = self.head(&title);
        let rows = self.sweep.series.chunks(self.columns);
        let all = self.sweep.series.iter().map(reach).fold(0.0, f64::max);
        let mut top = legend + BELOW_LEGEND;
        for row in rows {
            let of_row = row.iter().map(reach).fold(0.0, f64::max);
            let highest = if self.own_scales { of_row } else { all };
            let step = axis::round_step(highest.max(0.01), 5.0);
            for (i, series) in row.iter().enumerate() {
                let frame = Frame {
                    left: MARGIN + GUTTER + (self.chart + GAP) * count(i),
                    top: top + NAME,
                    width: self.chart,
                    highest: highest.max(0.01) * 1.04,
                    step,
                };
                self.chart(series, &frame, i == 0);
            }
            top += NAME + CHART + BELOW;
        }
        let height = self.foot(top + 6.0);
        let described = format!(
            "Peak force of one step by muscle, times body weight, {}",
            axis::heading(self.sweep)
        );
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} \
             {height}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n<style>\n{STYLE}\n</style>\n<rect \
             width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n{}</svg>\n",
            escape(&title),
            escape(&described),
            self.canvas.elements()
        )
    }

    /// Title, conditions and legend; gives where the last line of the legend stands.
    fn head(&mut self, title: &str) -> f64 {
        self.canvas.text("title", "start", (MARGIN, 40.0), title);
        let newtons = self.sweep.question.mass.map_or_else(String::new, |mass| {
            format!(" (1 × is {} N)", fixed(BodyWeights(1.0).of(mass).0, 0))
        });
        let mut parts = vec![format!(
            "Peak force of one step, times body weight{newtons}"
        )];
        parts.extend(axis::held(self.sweep));
        let scale = if self.own_scales {
            "each row of charts has its own scale, from 0"
        } else if self.sweep.series.len() > 1 {
            "all charts have one scale, from 0"
        } else {
            "the scale begins at 0"
        };
        let swept = axis::title(&self.sweep.question.swept);
        let letters = if self.grade_in_words {
            ""
        } else {
            "; A, B, C: grade of the evidence"
        };
        let text = format!("Along the axis: {swept}; {scale}{letters}");
        let mut y = 62.0;
        for text in [parts.join(" · "), text] {
            for line in lines(&text, SUB) {
                self.canvas.text("sub", "start", (MARGIN, y), &line);
                y += 18.0;
            }
        }
        self.legend(y + 6.0)
    }

    /// What the signs mean, those that there are; gives where the last line stands.
    fn legend(&mut self, mut y: f64) -> f64 {
        let has = |coverage| self.sweep.series.iter().any(|series| series.has(coverage));
        let mut entries = vec![("knot", "a row of the published data")];
        if has(Coverage::Data) {
            entries.push(("line", "between rows, ± one standard deviation"));
        }
        if has(Coverage::Beyond) {
            entries.push(("line beyond", "beyond the data, held at their edge"));
        }
        if has(Coverage::NoFigure) {
            entries.push(("line unknown", "nobody published a figure, shown unchanged"));
        }
        let mut x = MARGIN;
        for (class, text) in entries {
            let width = 32.0 + width(text, SMALL);
            if x + width > WIDTH - MARGIN {
                x = MARGIN;
                y += 20.0;
            }
            let next = x + width + 14.0;
            let (middle, end) = (px(y - 4.0), px(x + 26.0));
            if class == "knot" {
                let element = format!(
                    "<circle class=\"knot\" cx=\"{}\" cy=\"{middle}\" r=\"4\"/>",
                    px(x + 5.0)
                );
                self.canvas.line(&element);
                x += 14.0;
            } else {
                if class != "line unknown" {
                    let class = class.replace("line", "band");
                    let element = format!(
                        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"26\" height=\"12\"/>",
                        px(x),
                        px(y - 10.0)
                    );
                    self.canvas.line(&element);
                }
                let element = format!("<path class=\"{class}\" d=\"M{} {middle}H{end}\"/>", px(x));
                self.canvas.line(&element);
                x += 32.0;
            }
            self.canvas.text("small", "start", (x, y), text);
            x = next;
        }
        y
    }

    /// The chart of a muscle; the first of a row has the labels of the force axis.
    fn chart(&mut self, series: &Series<'_>, frame: &Frame, is_first: bool) {
        let name = wording::muscle(series.muscle);
        let word = if self.grade_in_words { "grade " } else { "" };
        let grades = format!("{word}{}", axis::grades(series));
        let element = format!("<g id=\"{}\">", escape(series.muscle.key()));
        self.canvas.line(&element);
        self.canvas
            .text("name", "start", (frame.left, frame.top - 9.0), &name);
        self.canvas
            .text("tick", "end", (frame.x(1.0), frame.top - 9.0), &grades);
        self.grid(frame, is_first);
        for stretch in axis::stretches(series) {
            self.stretch(series, &stretch, frame);
        }
        for point in series.points.iter().filter(|point| point.is_knot()) {
            self.knot(series, point, frame);
        }
        if let [first, .., last] = series.points.as_slice() {
            for (point, share, anchor) in [(first, 0.0, "start"), (last, 1.0, "end")] {
                let place = (frame.x(share), frame.y(point.peak_bw()) - 8.0);
                let decimals = if frame.highest < 2.0 { 2 } else { 1 };
                self.canvas
                    .text("value", anchor, place, &fixed(point.peak_bw(), decimals));
            }
        }
        self.canvas.line("</g>");
    }

    fn grid(&mut self, frame: &Frame, is_first: bool) {
        let mut force = 0.0;
        while force <= frame.highest {
            let class = if force > 0.0 { "grid" } else { "axis" };
            let y = frame.y(force);
            let element = format!(
                "<path class=\"{class}\" d=\"M{} {}H{}\"/>",
                px(frame.left),
                px(y),
                px(frame.x(1.0))
            );
            self.canvas.line(&element);
            if is_first {
                let label = wording::short(force);
                self.canvas
                    .text("tick", "end", (frame.left - 6.0, y + 4.0), &label);
            }
            force += frame.step;
        }
        let ticks = axis::ticks(self.sweep, |a, b| {
            let between = (b.0 - a.0) * frame.width;
            between >= f64::midpoint(width(&a.1, SMALL), width(&b.1, SMALL)) + 8.0
        });
        let bottom = frame.top + CHART;
        for (share, label) in ticks {
            let x = frame.x(share);
            let element = format!("<path class=\"axis\" d=\"M{} {}v4\"/>", px(x), px(bottom));
            self.canvas.line(&element);
            self.canvas
                .text("tick", "middle", (x, bottom + 17.0), &label);
        }
    }

    /// A part of the line that comes about alike, with its band.
    fn stretch(&mut self, series: &Series<'_>, stretch: &axis::Stretch, frame: &Frame) {
        let points = &series.points[stretch.points.0..=stretch.points.1];
        let span = axis::span(self.sweep);
        // so many standard deviations above the line
        let along = |above: f64| -> Vec<(f64, f64)> {
            let line = points.iter().map(|point| {
                let share = axis::share(span, point.spot.at);
                let force = point.peak_bw() + above * point.sd_bw().unwrap_or(0.0);
                (frame.x(share), frame.y(force))
            });
            simplified(&line.collect::<Vec<_>>())
        };
        let class = match stretch.coverage {
            Coverage::Data => "",
            Coverage::Beyond => " beyond",
            Coverage::NoFigure => " unknown",
        };
        let has_spread = points.iter().all(|point| point.sd_bw().is_some());
        if has_spread && stretch.coverage != Coverage::NoFigure {
            let mut outline = along(1.0);
            let mut below = along(-1.0);
            below.reverse();
            outline.extend(below);
            let element = format!(
                "<polygon class=\"band{class}\" points=\"{}\"/>",
                joined(&outline)
            );
            self.canvas.line(&element);
        }
        let line = along(0.0);
        let element = format!(
            "<polyline class=\"line{class}\" points=\"{}\"/>",
            joined(&line)
        );
        self.canvas.line(&element);
    }

    fn knot(&mut self, series: &Series<'_>, point: &Point<'_>, frame: &Frame) {
        let swept = &self.sweep.question.swept;
        let studies: Vec<&str> = point.knot.iter().map(|study| &*study.key).collect();
        let said = format!(
            "{} at {} ({}): {} × body weight, grade {}; data of {}",
            series.muscle.name(),
            axis::label(swept, point.spot.x),
            axis::title(swept),
            wording::with_spread(point.peak_bw(), point.sd_bw()),
            point.load.peak().grade(),
            studies.join(", ")
        );
        let share = axis::share(axis::span(self.sweep), point.spot.at);
        let element = format!(
            "<circle class=\"knot\" cx=\"{}\" cy=\"{}\" r=\"4\"><title>{}</title></circle>",
            px(frame.x(share)),
            px(frame.y(point.peak_bw())),
            escape(&said)
        );
        self.canvas.line(&element);
    }

    /// Notes and sources; gives the height of the page.
    fn foot(&mut self, mut y: f64) -> f64 {
        let rule = format!(
            "<path class=\"grid\" d=\"M{} {}H{}\"/>",
            px(MARGIN),
            px(y - 16.0),
            px(WIDTH - MARGIN)
        );
        self.canvas.line(&rule);
        let notes = self.sweep.notes.iter().map(|note| note.text.clone());
        let sources = self.sweep.sources.iter().enumerate();
        let sources = sources.map(|(i, study)| format!("[{}] {}", i + 1, wording::source(study)));
        let paragraphs = [notes.collect::<Vec<_>>(), sources.collect()];
        for (i, texts) in paragraphs.into_iter().enumerate() {
            y += if i == 0 { 0.0 } else { 8.0 };
            for text in texts {
                for line in lines(&text, SMALL) {
                    self.canvas.text("small", "start", (MARGIN, y), &line);
                    y += 15.0;
                }
                y += 1.0;
            }
        }
        let made = format!("musclerun · tables {}", self.sweep.evidence.checksum());
        self.canvas
            .text("small", "end", (WIDTH - MARGIN, y + 8.0), &made);
        (y + 26.0).ceil()
    }
}
