//! A history as charts: a line a muscle over the weeks, and the map of the body.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::days::{days_between, short_day};
use super::words::distance;
use super::{AthleteHistory, HistoryAnswer, PeriodLength, PeriodSum};
use crate::answer::map;
use crate::document::{
    AxisMark, AxisMarks, BodyMap, CalendarChart, CalendarDay, Chart, Document, LineAxis,
    LineCertainty, LinePanel, LinePoint, Lines, MapSide, MapState, Section, SectionPart,
};
use crate::number::{counted, grouped, real, short};

const MOST_PICTURED: usize = 20;
/// How many muscles each of several athletes is drawn with.
const LINES_OF_SEVERAL: usize = 4;

impl HistoryAnswer<'_> {
    /// The history as a picture: the days and the lines of the muscles of the athlete, or of each of several, one below the
    /// other; of many those with the most runs.
    #[must_use]
    pub fn picture(&self) -> Document<'_> {
        let is_one = self.athletes.len() == 1;
        let runs = |athlete: &AthleteHistory| std::cmp::Reverse(self.runs(athlete).count());
        let mut athletes: Vec<&AthleteHistory> = self.athletes.iter().collect();
        athletes.sort_by_key(|athlete| runs(athlete));
        let without = athletes.split_off(athletes.len().min(MOST_PICTURED));
        athletes.sort_by(|a, b| a.name.cmp(&b.name));
        let most = if is_one { usize::MAX } else { LINES_OF_SEVERAL };
        let sections = athletes.into_iter().map(|athlete| {
            let lines = self.lines(athlete).map(|lines| {
                let panels = lines.panels.into_iter().take(most).collect();
                Chart::Lines(Lines { panels, ..lines })
            });
            let days = self.calendar(athlete).map(Chart::Calendar);
            let charts = days.into_iter().chain(lines).map(SectionPart::Chart);
            Section::new(self.heading(athlete), charts.collect())
        });
        let document = self.document();
        let mut heading = document.heading.clone();
        if !without.is_empty() {
            let count = counted(without.len(), "athlete");
            heading.push(format!("{count} with fewer runs not drawn"));
        }
        Document { sections: sections.collect(), heading, ..document }
    }

    /// The days of an athlete; `None` without a run.
    pub(super) fn calendar(&self, athlete: &AthleteHistory) -> Option<CalendarChart> {
        let mut days: BTreeMap<Date, (usize, f64)> = BTreeMap::new();
        for run in self.runs(athlete) {
            let day = days.entry(run.day()).or_default();
            day.0 += 1;
            day.1 += run.session.distance_m;
        }
        let first = PeriodLength::Week.first_day(*days.keys().next()?);
        let last = athlete.periods.last()?.told.to;
        let most = days.values().map(|(_, metres)| *metres).fold(0.0, f64::max);
        let mut weeks = Vec::new();
        let mut monday = first;
        while monday <= last {
            let begins = monday.day() <= 7;
            let format = if monday.month() == 1 { "%b %Y" } else { "%b" };
            weeks.push(begins.then(|| monday.strftime(format).to_string()));
            monday = PeriodLength::Week.following(monday);
        }
        let days = days.iter().filter_map(|(day, (runs, metres))| {
            let since = usize::try_from(days_between(first, *day)).ok()?;
            Some(CalendarDay {
                week: since / 7,
                weekday: since % 7,
                share: metres / most,
                sentence: format!(
                    "{}: {} in {}",
                    day.strftime("%-d %b %Y"),
                    distance(*metres, athlete.units),
                    counted(*runs, "run")
                ),
            })
        });
        Some(CalendarChart {
            caption: format!(
                "Each day as dark as far was run; the darkest is {}",
                distance(most, athlete.units)
            ),
            days: days.collect(),
            weeks,
        })
    }

    /// A line a muscle over the weeks or months; `None` where there are fewer than two.
    pub(super) fn lines(&self, athlete: &AthleteHistory) -> Option<Lines> {
        let periods = &athlete.periods;
        if periods.len() < 2 {
            return None;
        }
        let at = |i: usize| real(i) / real(periods.len() - 1);
        let panels = self.shown(athlete).into_iter().filter_map(|place| {
            let points: Vec<LinePoint> = periods
                .iter()
                .enumerate()
                .filter_map(|(i, period)| {
                    Some(LinePoint {
                        at: at(i),
                        value: period.sum.loads[place].load_kn_s?,
                        sd: None,
                        certainty: LineCertainty::Sum,
                        row: None,
                    })
                })
                .collect();
            (points.len() > 1).then(|| LinePanel {
                key: self.muscles[place].key().to_owned(),
                name: self.muscles[place].short_name().to_owned(),
                is_part: self.muscles[place].part_of().is_some(),
                grades: String::new(),
                points,
            })
        });
        let marks = |step: usize| -> Vec<AxisMark> {
            let marked = periods.iter().enumerate().step_by(step.max(1));
            let format = if periods.len() > 60 { "%b %Y" } else { "%-d %b" };
            let text = |period: &PeriodSum| period.range.from.strftime(format).to_string();
            marked.map(|(i, period)| (at(i), text(period))).collect()
        };
        let steps = [4, 3, 2].map(|parts| marks(periods.len().div_ceil(parts)));
        let panels: Vec<LinePanel> = panels.collect();
        let length = self.question.length.key();
        (!panels.is_empty()).then(|| Lines {
            caption: format!("Load of one leg, kN·s a {length}"),
            axis: LineAxis {
                title: format!("the {length}s, by their first day"),
                marks: AxisMarks::FirstFitting(steps.to_vec()),
            },
            panels,
        })
    }

    /// Maps of the body: the last 7 days beside a mean week of the last 28.
    pub(super) fn map(&self, athlete: &AthleteHistory) -> BodyMap {
        let loads = |i: usize, place: usize| {
            let (sum, weeks) = match i {
                0 => (&athlete.last_7_days.sum, 1.0),
                _ => (&athlete.last_28_days.sum, 4.0),
            };
            sum.loads[place].load_kn_s.map(|load| load / weeks)
        };
        let all = (0..self.muscles.len()).flat_map(|place| [loads(0, place), loads(1, place)]);
        let most = all.flatten().fold(0.0, f64::max);
        let step = crate::document::round_step(most.max(1.0) / 4.0);
        let top = step * 4.0;
        let sides = [
            ("A", vec![format!("The last 7 days, to {}", short_day(athlete.last_7_days.range.to))]),
            ("B", vec!["A week of the last 28 days, their mean".to_owned()]),
        ];
        let sides = sides.into_iter().enumerate().map(|(i, (letter, conditions))| MapSide {
            letter: letter.to_owned(),
            conditions,
            muscles: map::all_muscles(self.evidence, |muscle| {
                let place = self.muscles.iter().position(|known| known.key() == muscle.key())?;
                let load = loads(i, place);
                let value = load.map_or_else(
                    || "no published load".to_owned(),
                    |load| format!("{} kN·s", grouped(load)),
                );
                Some(MapState::Selected {
                    force: load,
                    place: None,
                    sentence: format!("{}: {value}", muscle.short_name()),
                    value,
                })
            }),
        });
        BodyMap {
            caption: "Load of one leg, kN·s a week".to_owned(),
            meaning: "A: the last 7 days. B: the mean week of the last 28. Both on one scale."
                .to_owned(),
            top,
            marks: BodyMap::marks(top, short),
            without_force: "no published load".to_owned(),
            labels_unpublished: false,
            sides: sides.collect(),
        }
    }
}
