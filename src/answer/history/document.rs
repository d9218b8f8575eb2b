//! A history as documents: one for a terminal and for programs, and one an athlete for a report.

use super::days::short_day;
use super::words::{distance, from_to};
use super::{AthleteHistory, HistoryAnswer, RunSum};
use crate::answer::citations::Citations;
use crate::answer::columns::{NAME, right};
use crate::answer::run::hours_minutes_seconds;
use crate::answer::text::{self, capital};
use crate::document::{
    Align, Chart, Column, Document, KeyFigure, Section, SectionPart, Sentences, Table, TableColumn,
    Tree, Value,
};
use crate::muscle::Kind;
use crate::number::{counted, fixed, grouped, whole};

pub(super) const MOST_OF_STRIP: usize = 26;

pub(super) const STRIP: Column =
    Column { short: "weeks", align: Align::Left, is_plain: true, ..Column::EMPTY };
const PEAK: Column = Column {
    short: "most ×",
    long: "Most, × body weight",
    align: Align::Right,
    priority: 5,
    is_plain: true,
    ..Column::text("peak_max_bw", "")
};

impl HistoryAnswer<'_> {
    /// The history as it is told in one document: an athlete with a strip a muscle, several with a row each.
    #[must_use]
    pub fn document(&self) -> Document<'_> {
        match &self.athletes[..] {
            [] => self.with_figures(Document {
                title: "No run".to_owned(),
                heading: vec!["0 runs".to_owned()],
                summary: Sentences {
                    headline: "No run is known".to_owned(),
                    ..Sentences::default()
                },
                sections: vec![Section::new("", Vec::new())],
                ..Document::default()
            }),
            [only] => self.with_figures(Document {
                sections: vec![Section::new(
                    "What each muscle bore",
                    vec![SectionPart::Table(self.strips(only))],
                )],
                ..self.of_athlete(only)
            }),
            all => self.with_figures(self.overview(all)),
        }
    }

    /// The history as the articles of a report: all athletes side by side where there are several, then each.
    #[must_use]
    pub fn reports(&self) -> Vec<Document<'_>> {
        let mut articles = Vec::new();
        let has_overview = self.athletes.len() != 1;
        if has_overview {
            articles.push(self.document());
        }
        articles.extend(self.athletes.iter().map(|athlete| Document {
            part_of: String::from(if has_overview { "All athletes" } else { "" }),
            ..self.report(athlete)
        }));
        articles
    }

    fn with_figures<'a>(&'a self, document: Document<'a>) -> Document<'a> {
        let records = self.records();
        let list = if self.question.runs { "runs" } else { "periods" };
        let summary: Value = document.summary.sentences().into_iter().collect();
        let athletes = Tree::list(self.athletes.len(), move |i| self.tree(&self.athletes[i]));
        let last_day = Value::from(self.last_day.map(|day| day.to_string()));
        Document {
            tree: Tree::answer(
                [
                    ("by", Value::from(self.question.length.key()).into()),
                    ("last_day", last_day.into()),
                    ("summary", summary.into()),
                    ("athletes", athletes),
                    (list, records.objects()),
                ],
                (&document.notes, &document.sources),
            ),
            records,
            checksum: self.evidence.checksum(),
            ..document
        }
    }

    fn of_athlete<'d>(&self, athlete: &AthleteHistory) -> Document<'d> {
        Document {
            title: title(&[&athlete.name]),
            heading: vec![self.heading(athlete)],
            summary: self.sentences(athlete),
            notes: self.notes(std::slice::from_ref(athlete)),
            sources: self.sources(),
            checksum: self.evidence.checksum(),
            ..Document::default()
        }
    }

    pub(super) fn sources(&self) -> Vec<crate::evidence::StudyRef> {
        let mut sources = Citations::default();
        sources.numbers(self.classes.row.iter().map(|row| &row.study));
        let of_muscles = self.muscles.iter().flat_map(|muscle| {
            let anchors = self.evidence.anchors(muscle);
            anchors.map(|anchor| &anchor.source.study)
        });
        sources.numbers(of_muscles);
        sources.0
    }

    /// The muscles that are shown: the most loaded of the last 28 days first, tendons and joints last.
    pub(super) fn shown(&self, athlete: &AthleteHistory) -> Vec<usize> {
        let load = |place: &usize| athlete.last_28_days.sum.loads[*place].load_kn_s;
        let mut places: Vec<usize> = (0..self.muscles.len()).collect();
        places.sort_by(|a, b| load(b).partial_cmp(&load(a)).unwrap_or(std::cmp::Ordering::Equal));
        let is_muscle = |place: &usize| self.muscles[*place].kind() == Kind::Muscle;
        let (muscles, others): (Vec<_>, Vec<_>) = places.into_iter().partition(is_muscle);
        let top = self.question.selection.top.unwrap_or(usize::MAX);
        muscles.into_iter().take(top).chain(others).collect()
    }

    /// A strip a muscle over the weeks, with the figures of the last one and of four.
    fn strips(&self, athlete: &AthleteHistory) -> Table {
        let rows = self.shown(athlete);
        let periods = &athlete.periods;
        let skip = periods.len().saturating_sub(MOST_OF_STRIP);
        let last = periods.last();
        let is_muscle = |place: &&usize| self.muscles[**place].kind() == Kind::Muscle;
        let apart = rows.len() - rows.iter().filter(is_muscle).count();
        let kn_s = |load: f64| grouped(load);
        let length = self.question.length.key();
        let name = Column { priority: 0, ..NAME };
        let mut columns = vec![
            TableColumn::new(name, &rows, |place| Some(text::muscle(self.muscles[*place]))),
            TableColumn::new(STRIP, &rows, |place| {
                let loads = periods[skip..].iter();
                let loads: Vec<f64> =
                    loads.map(|period| period.sum.loads[*place].load_kn_s.unwrap_or(0.0)).collect();
                Some(strip(&loads))
            })
            .titled(from_to(athlete, skip)),
            right("this week", 0, &rows, |place| last?.sum.loads[*place].load_kn_s.map(kn_s))
                .titled(format!("this {length}")),
            right("28 days", 6, &rows, |place| {
                athlete.last_28_days.sum.loads[*place].load_kn_s.map(kn_s)
            }),
            TableColumn::new(PEAK, &rows, |place| {
                let peaks = periods.iter().map(|period| period.sum.loads[*place].peak_bw);
                peaks.flatten().reduce(f64::max).map(|peak| fixed(peak, 1))
            }),
            right("on", 4, &rows, |place| {
                let loads = periods.iter().map(|period| &period.sum.loads[*place]);
                let highest = loads.max_by(|a, b| {
                    let peak = |load: Option<f64>| load.unwrap_or(0.0);
                    peak(a.peak_bw).total_cmp(&peak(b.peak_bw))
                });
                highest?.peak_at.map(|at| short_day(at.date()))
            }),
        ];
        if self.question.acwr {
            columns.push(right("acute:chronic", 0, &rows, |place| {
                self.acwr(athlete, periods.len() - 1, *place).map(|ratio| fixed(ratio, 2))
            }));
        }
        let mut legend = vec![format!(
            "load of one leg in kN·s; the top of a strip is its most loaded {length}"
        )];
        let hidden = self.muscles.len() - rows.len();
        if hidden > 0 {
            legend.push(format!("{} not shown", counted(hidden, "muscle")));
        }
        Table {
            about: "What each muscle bore, week by week",
            columns,
            legend,
            apart,
            ..Table::default()
        }
    }

    fn report<'d>(&self, athlete: &AthleteHistory) -> Document<'d> {
        let chart = |chart| vec![SectionPart::Chart(chart)];
        let table = |table: Table| {
            let table = Some(table).filter(|table| table.rows() > 0);
            table.map(SectionPart::Table).into_iter().collect::<Vec<_>>()
        };
        let mut left = table(self.left_table(athlete));
        if !left.is_empty() {
            let text = "How far the next run may be to stay within a tenth of the most of 30 days. For distance that is what \
                        the study compared; for a muscle it is this program's own extension, which nobody tested.";
            left.insert(0, SectionPart::Text(text.to_owned()));
        }
        let days = self.calendar(athlete).map(Chart::Calendar);
        let lines = self.lines(athlete).map(Chart::Lines);
        let of_muscles =
            [lines.map(chart).unwrap_or_default(), vec![SectionPart::Table(self.strips(athlete))]];
        let length = self.question.length.key();
        let by_length = format!("{} by {length}", capital(length));
        let sections = [
            ("The last 7 and 28 days", chart(Chart::BodyMap(self.map(athlete)))),
            ("Runs that stood out", table(self.outstanding(athlete))),
            ("What is left", left),
            ("Day by day", days.map(chart).unwrap_or_default()),
            ("What each muscle bore", of_muscles.concat()),
            (&by_length, vec![SectionPart::Table(self.period_table(athlete))]),
        ];
        let sections = sections.into_iter().filter(|(_, parts)| !parts.is_empty());
        let sections = sections.map(|(heading, parts)| Section::new(heading, parts)).collect();
        let mut document = self.of_athlete(athlete);
        if !athlete.name.is_empty() {
            let headline = &mut document.summary.headline;
            *headline = format!("{}: {}", athlete.name, headline.to_lowercase());
        }
        Document { facts: facts(athlete), sections, ..document }
    }
}

fn facts(athlete: &AthleteHistory) -> Vec<KeyFigure> {
    let week = &athlete.last_7_days.sum;
    let month = &athlete.last_28_days.sum;
    let fact = |name, value, more| KeyFigure { name, value, more };
    let sum = |sum: &RunSum| distance(sum.distance_m, athlete.units);
    vec![
        fact("Last 7 days", sum(week), counted(week.runs, "run")),
        fact("Last 28 days", sum(month), counted(month.runs, "run")),
        fact("Time of 28 days", hours_minutes_seconds(month.seconds), String::new()),
    ]
}

/// Figures as a strip: a sign each, from the least above zero to the most.
pub(super) fn strip(figures: &[f64]) -> String {
    const SIGNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let known = || figures.iter().copied().filter(|figure| *figure > 0.0);
    let most = known().fold(0.0, f64::max);
    let sign = |figure: &f64| {
        if *figure <= 0.0 {
            return '.';
        }
        SIGNS[whole(figure / most * 8.0 - 1e-9).min(7)]
    };
    figures.iter().map(sign).collect()
}

/// What a document about athletes of these names is called.
pub(super) fn title(names: &[&String]) -> String {
    match names {
        [name] if !name.is_empty() => format!("{name}: what each muscle bore"),
        [_] => "What each muscle bore, week by week".to_owned(),
        names => format!("{} runners: what each muscle bore", names.len()),
    }
}
