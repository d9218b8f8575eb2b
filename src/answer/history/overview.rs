//! All athletes side by side.

use super::document::{MOST_OF_STRIP, STRIP, strip, title};
use super::words::{counted_runs, hazard};
use super::{AthleteHistory, HistoryAnswer, HistoryRun};
use crate::answer::columns::{left, right};
use crate::answer::text;
use crate::document::{
    Align, Column, Document, Section, SectionPart, Sentences, Table, TableColumn,
};
use crate::number::{counted, fixed};
use crate::units::LengthUnit;

impl HistoryAnswer<'_> {
    pub(super) fn overview<'d>(&self, all: &[AthleteHistory]) -> Document<'d> {
        let most = all.iter().map(|athlete| athlete.periods.len()).max().unwrap_or(0);
        let length = self.question.length.key();
        let over: Vec<String> = all
            .iter()
            .filter(|athlete| {
                athlete.periods.last().is_some_and(|last| {
                    let runs = athlete.runs.iter().filter(|run| last.told.contains(run.day()));
                    let mut classes =
                        runs.filter_map(|run| self.classes.class(run.longer_than_30_days?));
                    classes.any(|class| class > 0)
                })
            })
            .map(|athlete| athlete.name.clone())
            .collect();
        let runs: usize = all.iter().map(|athlete| self.runs(athlete).count()).sum();
        let duplicates: usize = all.iter().map(|athlete| athlete.duplicates.len()).sum();
        let end = self
            .last_day
            .map_or_else(String::new, |day| format!(" to {}", day.strftime("%A %-d %B %Y")));
        let who = if over.is_empty() { "Nobody".to_owned() } else { text::listed(&over, "and") };
        let headline = format!(
            "{who} had a run this {length} more than 10 % longer than the longest of the 30 days before"
        );
        let lead = self.classes.classes.get(1).map(|class| {
            format!(
                "In one large study runners were injured {} after a run {}; that is no forecast for anybody.",
                hazard(class),
                class.in_words(["longer", "long"])
            )
        });
        let names: Vec<&String> = all.iter().map(|athlete| &athlete.name).collect();
        Document {
            title: title(&names),
            heading: vec![format!(
                "{} · {}{end} · {}",
                counted(all.len(), "athlete"),
                self.lengths(most),
                counted_runs(runs, duplicates)
            )],
            summary: Sentences { headline, lead: lead.unwrap_or_default(), ..Sentences::default() },
            sections: vec![Section::new(
                "All athletes",
                vec![SectionPart::Table(self.athlete_table(all))],
            )],
            notes: self.notes(all),
            sources: self.sources(),
            checksum: self.evidence.checksum(),
            ..Document::default()
        }
    }

    fn athlete_table(&self, all: &[AthleteHistory]) -> Table {
        let rows: Vec<&AthleteHistory> = all.iter().collect();
        let most = all.iter().map(|athlete| athlete.periods.len()).max().unwrap_or(0);
        let shown = most.min(MOST_OF_STRIP);
        let last = |athlete: &AthleteHistory| athlete.periods.last().map(|last| last.sum.clone());
        let km = |metres: f64, athlete: &AthleteHistory| fixed(metres / athlete.units.metres(), 1);
        let length = self.question.length.key();
        let longest = |athlete: &&AthleteHistory| -> Option<HistoryRun> {
            let place = last(athlete)?.longest?;
            athlete.runs.get(place).cloned()
        };
        let strips = Column { align: Align::Right, ..STRIP };
        let columns = vec![
            left("athlete", 0, &rows, |athlete| {
                Some(if athlete.name.is_empty() { "–".to_owned() } else { athlete.name.clone() })
            }),
            // the last week of each below that of the others
            TableColumn::new(strips, &rows, |athlete| {
                let skip = athlete.periods.len().saturating_sub(shown);
                let km: Vec<f64> =
                    athlete.periods[skip..].iter().map(|period| period.sum.distance_m).collect();
                Some(strip(&km))
            })
            .titled("distance"),
            right("runs", 3, &rows, |athlete| Some(last(athlete)?.runs.to_string())),
            right("this week", 0, &rows, |athlete| Some(km(last(athlete)?.distance_m, athlete)))
                .titled(format!("this {length}")),
            right("28 days", 5, &rows, |athlete| {
                Some(km(athlete.last_28_days.sum.distance_m, athlete))
            }),
            right("longest", 6, &rows, |athlete| {
                Some(km(longest(athlete)?.session.distance_m, athlete))
            }),
            right("against 30 days", 4, &rows, |athlete| {
                Some(self.classes.change(longest(athlete)?.longer_than_30_days?))
            }),
            left("most loaded", 2, &rows, |athlete| {
                let place = self.shown(athlete).first().copied()?;
                Some(self.muscles[place].short_name().to_owned())
            }),
        ];
        let units = all.first().map_or("km", |athlete| match athlete.units {
            LengthUnit::Kilometre => "km",
            LengthUnit::Mile => "miles",
        });
        let is_mixed =
            all.iter().any(|athlete| Some(athlete.units) != all.first().map(|first| first.units));
        let legend = if is_mixed {
            "distances in the units of each athlete".to_owned()
        } else {
            format!("distances in {units}")
        };
        Table {
            about: "All athletes",
            // the first part is the overview itself
            first_part: Some(2),
            columns,
            legend: vec![legend],
            ..Table::default()
        }
    }
}
