//! A sweep as a document: a chart a muscle, and the same in figures where the data have rows.

use super::{Coverage, Point, Series, Sweep, SweepPoint, SweepRange, Unit};
use crate::answer::text::{self, capital, in_text};
use crate::answer::{citations, columns, exponent};
use crate::document::{
    Align, AxisMarks, Chart, Column, Document, LineAxis, LineCertainty, LinePanel, LinePoint,
    Lines, Section, SectionPart, Sentences, Table, TableColumn,
};
use crate::evidence::Grade;
use crate::number::{fixed, multiples, short, signed, trimmed, with_spread};
use crate::units::{BodyWeights, StepRate};

const AT: Column = Column { align: Align::Right, is_plain: true, ..Column::EMPTY };

impl SweepRange {
    fn title(&self) -> &'static str {
        self.unit.texts()[1]
    }

    /// A place of the range, without its unit.
    fn label(&self, x: f64) -> String {
        match self.unit {
            Unit::Pace(_) => {
                // to a tenth of a second, and whole seconds without it
                let x = fixed(x, 1).parse().unwrap_or(x);
                let minutes = (x / 60.0_f64).floor();
                let seconds = x - minutes * 60.0;
                let zero = if seconds < 10.0 { "0" } else { "" };
                format!("{}:{zero}{}", fixed(minutes, 0), trimmed(seconds, 1))
            }
            Unit::GradientPercent | Unit::GradientDegrees | Unit::LeanDegrees => signed(x),
            _ => short(x),
        }
    }

    fn text(&self) -> String {
        let [.., before, behind] = self.unit.texts();
        format!("{before}{} to {}{behind}", self.label(self.from), self.label(self.to))
    }
}

impl Sweep<'_> {
    /// The sweep as a document.
    #[must_use]
    pub fn document(&self) -> Document<'_> {
        let summary = self.summary();
        let key = format!(
            "By {}: peak force of one step, times body weight, ± {}; ● a row of the published data; in brackets, beyond \
             the data; ? nobody published a figure, shown unchanged",
            self.question.swept.title(),
            columns::SPREAD
        );
        let parts = vec![
            SectionPart::Chart(Chart::Lines(self.lines())),
            SectionPart::Text(format!("{key}.")),
            SectionPart::Table(self.table(key)),
        ];
        Document {
            title: summary.headline.clone(),
            heading: vec![self.heading()],
            summary,
            sections: vec![Section::new("Along the range", parts)],
            notes: self.notes.clone(),
            sources: self.sources.clone(),
            is_numbered: true,
            records: self.records(),
            tree: self.tree(),
            checksum: self.evidence.checksum(),
            ..Document::default()
        }
    }

    /// What changes most from one end to the other, of what anybody published.
    fn summary(&self) -> Sentences {
        let range = capital(&self.question.swept.text());
        let ends = self.series.iter().filter_map(|series| {
            let [first, .., last] = &*series.points else {
                return None;
            };
            let is_known = !series.has(Coverage::NoFigure);
            is_known.then(|| (series, first.peak_bw(), last.peak_bw()))
        });
        let change = |(_, first, last): &(&Series<'_>, f64, f64)| libm::log(last / first).abs();
        let most = ends.max_by(|a, b| change(a).total_cmp(&change(b)));
        let of_kilometre = self.series.first().zip(self.question.exponent);
        let of_kilometre = of_kilometre.and_then(|(series, exponent)| {
            let [first, .., last] = &*series.points else {
                return None;
            };
            let [first, last] = [first, last].map(|p| exponent::number(p.peak_power_sum(exponent)));
            let who = in_text(series.muscle);
            Some(format!(
                "With exponent {exponent} the steps of one leg in a kilometre add up to {first} to {last} for {who}. {}",
                exponent::UNPUBLISHED
            ))
        });
        let nearest =
            text::nearest(self.evidence, self.question.selection.muscles.iter().flatten());
        let headline = match most {
            Some((series, first, last)) => format!(
                "{range}: of these muscles the load of {} changes most, from {} to {} times body weight",
                text::introduced(series.muscle),
                fixed(first, 1),
                fixed(last, 1)
            ),
            None => format!("{range}: nobody has published what this does to these muscles"),
        };
        Sentences {
            headline,
            more: nearest.into_iter().chain(of_kilometre).collect(),
            ..Sentences::default()
        }
    }

    fn heading(&self) -> String {
        let question = &self.question;
        let units = question.units;
        let mut parts = vec![question.swept.text()];
        parts.extend(question.speed.map(|speed| text::speed(speed, units)));
        parts.extend(question.mass.map(|mass| text::mass(mass, units)));
        let swept = question.swept.unit;
        let gradient = question.course.gradient().percent();
        let terrain = question.course.terrain();
        match swept {
            Unit::GradientPercent | Unit::GradientDegrees if terrain.is_reference() => {}
            _ if gradient == 0.0 => parts.push(terrain.to_string()),
            _ => parts.push(format!("{terrain} {} %", signed(gradient))),
        }
        match question.step_rate {
            _ if matches!(swept, Unit::StepsPerMinute | Unit::PercentOfTypical) => {}
            StepRate::Typical => parts.push("typical step rate (assumed)".to_owned()),
            StepRate::PerMinute(rate) => parts.push(format!("{} steps/min", short(rate.value()))),
            StepRate::PercentOfTypical(percent) => {
                let percent = short(percent.value());
                parts.push(format!("{percent} % of the typical step rate"));
            }
        }
        parts.extend(question.form.parts());
        parts.join(" · ")
    }

    /// The ends of the range and every row of the data between them, one a column.
    fn table(&self, key: String) -> Table {
        let series = &*self.series;
        let points: Vec<&SweepPoint> = self.grid().collect();
        let last = points.len().saturating_sub(1);
        let is_row = |i: usize| series.iter().any(|series| series.points[i].is_knot());
        let shown = (0..=last).filter(|i| *i == 0 || *i == last || is_row(*i));
        let at = shown.map(|i| {
            let cells = TableColumn::new(AT, series, |series| Some(cell(&series.points[i])));
            cells.titled(self.question.swept.label(points[i].x))
        });
        let name = TableColumn::new(columns::NAME, series, |s| Some(text::muscle(s.muscle)));
        let sources = TableColumn::new(columns::SOURCES, series, |s| citations::cell(&s.sources));
        Table {
            about: "What each muscle bears along the range, in figures",
            columns: [name].into_iter().chain(at).chain([sources]).collect(),
            legend: vec![key],
            ..Table::default()
        }
    }

    fn lines(&self) -> Lines {
        let newtons = self.question.mass.map_or_else(String::new, |mass| {
            format!(" (1 × is {} N)", fixed(BodyWeights(1.0).of(mass).0, 0))
        });
        let panels = self.series.iter().map(|series| self.panel(series));
        Lines {
            caption: format!("Peak force of one step, times body weight{newtons}"),
            axis: LineAxis { title: self.question.swept.title().to_owned(), marks: self.marks() },
            panels: panels.collect(),
        }
    }

    fn panel(&self, series: &Series<'_>) -> LinePanel {
        let points = series.points.iter().map(|point| LinePoint {
            at: self.part(point.grid_point.at),
            value: point.peak_bw(),
            sd: point.sd_bw(),
            certainty: match point.coverage() {
                Coverage::Data => LineCertainty::Data,
                Coverage::Beyond => LineCertainty::Beyond,
                Coverage::NoFigure => LineCertainty::NoFigure,
            },
            row: point.is_knot().then(|| self.row(series, point)),
        });
        LinePanel {
            key: series.muscle.key().to_owned(),
            name: series.muscle.short_name().to_owned(),
            is_part: series.muscle.part_of().is_some(),
            grades: grades(series),
            points: points.collect(),
        }
    }

    fn row(&self, series: &Series<'_>, point: &Point<'_>) -> String {
        let swept = &self.question.swept;
        let studies: Vec<&str> = point.knot.iter().map(|study| &*study.key).collect();
        format!(
            "{} at {} ({}): {} × body weight, grade {}; data of {}",
            series.muscle.name(),
            swept.label(point.grid_point.x),
            swept.title(),
            with_spread(point.peak_bw(), point.sd_bw()),
            point.load.peak().grade(),
            studies.join(", ")
        )
    }

    /// How far along the axis a place lies, 0 to 1, by its place on the axis of the evidence.
    fn part(&self, at: f64) -> f64 {
        let points = self.series.first().map(|series| &*series.points);
        let (first, last) = match points {
            Some([first, .., last]) => (first.grid_point.at, last.grid_point.at),
            _ => (0.0, 1.0),
        };
        ((at - first) / (last - first)).clamp(0.0, 1.0)
    }

    /// The same by a number of the range: between the points on both sides of it.
    fn part_of_number(&self, x: f64) -> f64 {
        let grid: Vec<&SweepPoint> = self.grid().collect();
        let falls = self.question.swept.from > self.question.swept.to;
        let is_before = |a: f64| if falls { a > x } else { a < x };
        match grid.iter().position(|grid_point| !is_before(grid_point.x)) {
            None => 1.0,
            Some(0) => 0.0,
            Some(i) => {
                let (a, b) = (grid[i - 1], grid[i]);
                let weight = (x - a.x) / (b.x - a.x);
                self.part(a.at + (b.at - a.at) * weight)
            }
        }
    }

    fn marks(&self) -> AxisMarks {
        let swept = &self.question.swept;
        let mark = |x: f64| (self.part_of_number(x), swept.label(x));
        let (from, to) = (swept.from.min(swept.to), swept.from.max(swept.to));
        let multiples = |step: &f64| multiples(from, to, *step).into_iter().map(mark);
        let ends = [swept.from, swept.to].map(mark);
        if let Unit::Pace(_) = swept.unit {
            // paces crowd where they are slow, so that there are fewer of them there: the ends first, then ever finer ones
            let steps: &[f64] =
                if to - from > 120.0 { &[60.0, 30.0] } else { &[60.0, 30.0, 15.0, 5.0] };
            let finer = steps.iter().flat_map(multiples);
            return AxisMarks::EachFitting(ends.into_iter().chain(finer).collect());
        }
        let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
        let sets = steps.iter().map(|step| multiples(step).collect::<Vec<_>>());
        let sets = sets.filter(|set| (2..=21).contains(&set.len()));
        AxisMarks::FirstFitting(sets.chain([Vec::from(ends)]).collect())
    }
}

fn cell(point: &Point<'_>) -> String {
    let figure = with_spread(point.peak_bw(), point.sd_bw());
    match point.coverage() {
        _ if point.is_knot() => format!("{figure} ●"),
        Coverage::Data => figure,
        Coverage::Beyond => format!("({figure})"),
        Coverage::NoFigure => format!("{figure} ?"),
    }
}

/// The grades of a line, the best to the worst.
fn grades(series: &Series<'_>) -> String {
    let grades = series.points.iter().map(|point| point.load.peak().grade());
    let best = grades.clone().min().map_or("", Grade::key);
    let worst = grades.max().map_or("", Grade::key);
    if best == worst { best.to_owned() } else { format!("{best}–{worst}") }
}
