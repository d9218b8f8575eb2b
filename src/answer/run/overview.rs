//! Several recorded runs on one page: a row a run, and what the muscles bore in all of them.

use std::path::Path;

use super::document::clock;
use super::tables::impulse;
use super::{RecordedRun, Recorder};
use crate::answer::text::{capital, in_text};
use crate::answer::{RankBy, columns};
use crate::document::{
    Align, Column, Document, KeyFigure, Section, SectionPart, Sentences, Table, TableColumn,
};
use crate::muscle::{Kind, Muscle};
use crate::number::fixed;
use crate::units::Speed;

const MUSCLES: usize = 4;

/// What the page says of a run; the run itself is forgotten.
#[derive(Debug, Clone)]
pub struct OverviewRow {
    /// The file without its folders.
    name: String,
    /// Its date and time by the clock of the place.
    start: String,
    metres: f64,
    moving_s: f64,
    speed_m_s: Option<f64>,
    ascent_m: Option<f64>,
    has_mass: bool,
    /// Impulse of each muscle, kN·s; body weight · s where nobody says the mass.
    loads: Vec<Option<f64>>,
}

const fn column(short: &'static str, long: &'static str) -> Column {
    Column { short, long, align: Align::Right, is_plain: true, ..Column::EMPTY }
}

impl RecordedRun<'_> {
    /// What a page about several runs says of it.
    #[must_use]
    pub fn overview(&self, name: &str) -> OverviewRow {
        let last = Path::new(name).file_name();
        let start = self.local_start();
        let loads = self.loads.iter();
        OverviewRow {
            name: last.map_or_else(|| name.to_owned(), |last| last.to_string_lossy().into_owned()),
            start: start
                .map_or_else(String::new, |(time, _)| time.strftime("%F %H:%M").to_string()),
            metres: self.whole.distance_m(),
            moving_s: self.whole.moving_s(),
            speed_m_s: self.whole.speed_m_s(),
            ascent_m: self.track.has_altitude.then_some(self.whole.ascent_m),
            has_mass: self.mass.is_some(),
            loads: loads.map(|load| Some(load.figure(RankBy::Cumulative)?.0)).collect(),
        }
    }
}

impl Recorder<'_> {
    /// One page about runs, in the order of time.
    #[must_use]
    pub fn overview(&self, mut rows: Vec<OverviewRow>) -> Document<'static> {
        rows.sort_by(|a, b| (&a.start, &a.name).cmp(&(&b.start, &b.name)));
        let units = self.question.units;
        let length = |metres: f64| fixed(metres / units.metres(), 1);
        let sum = |of: &dyn Fn(&OverviewRow) -> f64| rows.iter().map(of).sum::<f64>();
        let (metres, seconds) = (sum(&|row| row.metres), sum(&|row| row.moving_s));
        // of runs with and without a mass the sums have no unit in common
        let has_mass = rows.iter().any(|row| row.has_mass);
        let unit = columns::unit_of_sums(has_mass);
        let load = |row: &OverviewRow, muscle: usize| {
            let known = row.loads.get(muscle).copied().flatten();
            known.filter(|_| row.has_mass == has_mass)
        };
        let total = |muscle: usize| sum(&|row| load(row, muscle).unwrap_or(0.0));
        let mut ranked: Vec<(usize, &Muscle, f64)> = self
            .muscles()
            .iter()
            .enumerate()
            .filter(|(_, muscle)| muscle.kind() == Kind::Muscle)
            .map(|(i, muscle)| (i, *muscle, total(i)))
            .filter(|(.., total)| *total > 0.0)
            .collect();
        ranked.sort_by(|a, b| b.2.total_cmp(&a.2));
        ranked.truncate(MUSCLES);
        let headline = match ranked.first() {
            Some((_, muscle, total)) => format!(
                "{} carried the most over {} runs: {} {unit} in {} {units}",
                in_text(muscle),
                rows.len(),
                impulse(*total),
                length(metres)
            ),
            None => format!("{} runs, and no published force of these muscles", rows.len()),
        };
        let cells = |column: Column, cell: &dyn Fn(&OverviewRow) -> Option<String>| {
            TableColumn::new(column, &rows, |row| cell(row))
        };
        let pace = |row: &OverviewRow| {
            Some(Speed::from_m_per_s(row.speed_m_s?).ok()?.pace(units).to_string())
        };
        let left = Column { align: Align::Left, ..column("run", "Run") };
        let mut columns = vec![
            cells(left, &|row| Some(row.name.clone())),
            cells(column("start", "Start"), &|row| {
                Some(row.start.clone()).filter(|start| !start.is_empty())
            }),
            cells(column("", ""), &|row| Some(length(row.metres))).titled(units.to_string()),
            cells(column("time", "Time"), &|row| Some(clock(row.moving_s))),
            cells(column("pace", "Pace"), &pace),
            cells(column("up m", "Up, m"), &|row| Some(fixed(row.ascent_m?, 0))),
        ];
        for (i, muscle, _) in &ranked {
            let cell = |row: &OverviewRow| Some(impulse(load(row, *i)?));
            columns.push(cells(column("", ""), &cell).titled(muscle.short_name()));
        }
        let table = Table { about: "Runs, in figures", columns, ..Table::default() };
        let text = format!(
            "Of each muscle: force times time of all steps of one leg, {unit}. Each run follows on a page of its own."
        );
        let fact = |name, value| KeyFigure { name, value, more: String::new() };
        Document {
            title: format!("{} runs: what each muscle bore", rows.len()),
            summary: Sentences { headline: capital(&headline), ..Sentences::default() },
            facts: vec![
                fact("Runs", rows.len().to_string()),
                fact("Distance", format!("{} {units}", length(metres))),
                fact("Time moving", clock(seconds)),
            ],
            sections: vec![Section::new(
                "The runs",
                vec![SectionPart::Text(text), SectionPart::Table(table)],
            )],
            checksum: self.evidence().checksum(),
            ..Document::default()
        }
    }
}
