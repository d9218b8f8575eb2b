//! What each muscle bore in a recorded run, as a map, bars and tables: of the whole, and of its splits.

use super::document::{clock, pace};
use super::fields::{
    CUMULATIVE_BW_S, CUMULATIVE_KN_S, EASY_KM, GRADE, PEAK_MAX_AT_S, PEAK_MAX_BW, PEAK_MAX_N,
    PEAK_MEAN_BW,
};
use super::{RecordedRun, RunLoad, RunRow, Split};
use crate::answer::columns::{self, parts, whose, with_spread};
use crate::answer::{RankBy, citations, exponent, map};
use crate::document::{
    Align, Bar, Bars, BodyMap, Column, Section, SectionPart, Table, TableColumn,
};
use crate::number::{fixed, grouped, grouped_from};
use crate::units::LengthUnit;

const MUSCLES_OF_SPLITS: usize = 4;

const EASY_MI: Column = Column { short: "easy mi", long: "Easy mi", ..EASY_KM };
const SLOPES: Column = Column {
    short: "up/=/down",
    long: "Up / level / down, %",
    meaning: "share of the impulse uphill, level (within 1 %) and downhill, percent",
    align: Align::Right,
    priority: 7,
    ..Column::EMPTY
};

/// A column of the splits, which no legend explains.
const fn plain(
    short: &'static str,
    long: &'static str,
    meaning: &'static str,
    priority: u8,
) -> Column {
    Column { short, long, meaning, priority, align: Align::Right, is_plain: true, ..Column::EMPTY }
}

impl RecordedRun<'_> {
    /// The map of the body: the mean of all steps.
    pub(super) fn map(&self) -> BodyMap {
        let rows = self.rows.iter().map(|row| {
            let load = self.load(row);
            let force = load.peak_mean_bw.map(|mean| (mean, load.peak_mean_sd_bw));
            (row.muscle, force, row.rank)
        });
        let ranked_by = match self.question.rank_by {
            RankBy::Peak => "highest peak force",
            RankBy::Mean => "mean peak force",
            _ => "impulse of all steps",
        };
        let rows: Vec<_> = rows.collect();
        let words = ("Mean peak force of a step, × body weight", ranked_by);
        map::body_map(self.evidence, &rows, words, &self.question.selection)
    }

    fn column(&self, column: Column, cell: impl Fn(&RunLoad) -> Option<String>) -> TableColumn {
        TableColumn::new(column, &self.rows, |row| cell(self.load(row)))
    }

    /// What each muscle bore, with the numbers of the sources of each row.
    pub(super) fn muscle_table(&self, of_rows: &[Vec<usize>]) -> Table {
        let units = self.question.units;
        let per_unit = units.metres() / 1000.0;
        let easy = match units {
            LengthUnit::Kilometre => EASY_KM,
            LengthUnit::Mile => EASY_MI,
        };
        let easy = self.level_km().unwrap_or(easy);
        let easy_pace = self.question.easy.pace(units);
        let sums = if self.mass.is_some() { CUMULATIVE_KN_S } else { CUMULATIVE_BW_S };
        let mut columns = whose(&self.rows, |row| (row.rank, row.muscle));
        // where it is matters less than what it bore
        columns[2].column.priority = 2;
        let lacks = |row: &RunRow<'_>| self.lacks_hills(row.muscle);
        for (name, row) in columns[1].cells.iter_mut().zip(&self.rows) {
            if lacks(row) {
                name.push_str(" ?");
            }
        }
        columns.extend(self.course_columns());
        columns.extend(self.earlier_columns());
        columns.extend([
            self.column(sums, |load| Some(impulse(load.figure(RankBy::Cumulative)?.0))),
            self.column(easy, |load| Some(fixed(load.easy_km? / per_unit, 1)))
                .meaning(format!("flat running at {easy_pace} with the same impulse")),
            self.column(PEAK_MEAN_BW, |load| {
                Some(columns::weights(load.peak_mean_bw?, load.peak_mean_sd_bw))
            })
            .meaning(with_spread(&PEAK_MEAN_BW)),
            self.column(PEAK_MAX_BW, |load| {
                let highest = load.highest.as_ref()?;
                Some(columns::weights(highest.peak_bw, highest.sd_bw))
            }),
        ]);
        if let Some(exponent) = self.question.exponent {
            let cells = self.column(exponent::PEAK_POWER_SUM, |load| {
                Some(exponent::number(load.peak_power_sum?))
            });
            columns.push(cells.titled(exponent::title(exponent)));
        }
        if self.mass.is_some() {
            columns.push(
                self.column(PEAK_MAX_N, |load| Some(grouped(load.highest.as_ref()?.peak_n?))),
            );
        }
        columns.extend([self
            .column(PEAK_MAX_AT_S, |load| Some(clock(load.highest.as_ref()?.at_s)))
            .meaning("when it came")]);
        if self.track.has_altitude {
            columns.push(self.column(SLOPES, |load| {
                Some(load.shares?.map(|share| fixed(100.0 * share, 0)).join("/"))
            }));
        }
        columns.push(self.column(GRADE, |load| Some(load.grade?.to_string())));
        let sources = Column { priority: 1, ..columns::SOURCES };
        columns.push(TableColumn::new(sources, of_rows, |row| citations::cell(row)));
        Table {
            apart: columns::apart(self.rows.iter().map(|row| row.muscle)),
            about: "What each muscle bore, in figures",
            columns,
            bars: Some(self.bars()),
            legend: parts(self.rows.iter().map(|row| row.muscle))
                .into_iter()
                .chain([columns::load_legend(self.mass.is_some())])
                .chain(columns::without_hills(self.rows.iter().any(lacks)))
                .collect(),
            ..Table::default()
        }
    }

    fn bars(&self) -> Bars {
        let (heading, unit) = match self.question.rank_by {
            RankBy::Peak => ("Highest peak force of a step", "× body weight"),
            RankBy::Mean => ("Mean peak force of a step", "× body weight"),
            _ => {
                let unit = columns::unit_of_sums(self.mass.is_some());
                ("Force times time of all steps of one leg", unit)
            }
        };
        let bar = |row: &RunRow<'_>| {
            let figure = self.load(row).figure(self.question.rank_by);
            Bar {
                is_lower_bound: self.basis(row.muscle).is_lower_bound,
                ..columns::bar(row.muscle, row.rank, figure, |figure| self.ranked(figure))
            }
        };
        Bars { heading: heading.to_owned(), unit, rows: self.rows.iter().map(bar).collect() }
    }

    fn ranked(&self, figure: f64) -> String {
        match self.question.rank_by {
            RankBy::Cumulative => impulse(figure),
            _ => fixed(figure, 2),
        }
    }

    /// What was run in each split, and what the first muscles of the ranking bore; none where there are no splits.
    pub(super) fn split_section(&self) -> Option<Section> {
        if self.splits.is_empty() {
            return None;
        }
        let what = match self.question.rank_by {
            _ if self.track.planned.is_some() => {
                "force times time against the same distance on the level at the same pace"
                    .to_owned()
            }
            RankBy::Peak => "highest peak force, × body weight".to_owned(),
            RankBy::Mean => "mean peak force, × body weight".to_owned(),
            _ => columns::load_legend(self.mass.is_some()),
        };
        let table = Table {
            about: "Splits, in figures",
            columns: self.split_columns(),
            // that of the muscles tells what a load is
            legend: (!what.starts_with("load"))
                .then(|| format!("splits: {what}"))
                .into_iter()
                .collect(),
            is_list: true,
            ..Table::default()
        };
        let text = format!("Of each muscle, {what}.");
        Some(Section::new("Splits", vec![SectionPart::Text(text), SectionPart::Table(table)]))
    }

    fn split_columns(&self) -> Vec<TableColumn> {
        let units = self.question.units;
        let column = |column: Column, cell: &dyn Fn(&Split) -> Option<String>| {
            TableColumn::new(column, &self.splits, |split| cell(split))
        };
        let name = Column { align: Align::Left, ..plain("split", "Split", "", 0) };
        let mut columns = vec![
            column(name, &|split| Some(split.name.clone())),
            column(plain("", "", "all ways of moving", 4), &|split| {
                Some(fixed(split.distance_m() / units.metres(), 2))
            })
            .titled(units.to_string()),
            column(plain("time", "Time", "of moving", 0), &|split| Some(clock(split.moving_s()))),
            column(plain("pace", "Pace", "while running", 10), &|split| {
                Some(pace(self, split.speed_m_s()?))
            }),
            column(plain("steps", "Steps", "of both legs while running", 3), &|split| {
                Some(grouped(split.running.steps))
            }),
        ];
        if self.track.has_altitude {
            let [up, down] = [("up m", "Up, m"), ("down m", "Down, m")];
            let climb = |(short, long)| plain(short, long, "", 9);
            columns.push(column(climb(up), &|split| Some(fixed(split.ascent_m, 0))));
            columns.push(column(climb(down), &|split| Some(fixed(split.descent_m, 0))));
        }
        let shown = &self.rows[..self.rows.len().min(MUSCLES_OF_SPLITS)];
        let figures = self.splits.iter().map(|split| {
            let loads = self.loads_of(split);
            let figures = shown.iter().map(|row| loads[row.index].figure(self.question.rank_by));
            figures.map(|figure| Some(self.ranked(figure?.0))).collect()
        });
        let figures: Vec<Vec<Option<String>>> = figures.collect();
        if let Some(against_level) = self.course_cells(MUSCLES_OF_SPLITS) {
            for ((name, cells), priority) in against_level.into_iter().zip([0, 7, 6, 5]) {
                let column = TableColumn::new(plain("", "", "", priority), &cells, Option::clone);
                columns.push(column.titled(name));
            }
            return columns;
        }
        // of the muscles the last goes first
        for (place, (row, priority)) in shown.iter().zip([0, 7, 6, 5]).enumerate() {
            let muscle = plain("", "", "", priority);
            let cells = TableColumn::new(muscle, &figures, |figures| figures[place].clone());
            columns.push(cells.titled(row.muscle.short_name()));
        }
        columns
    }
}

pub(super) fn impulse(kn_s: f64) -> String {
    grouped_from(99.5, kn_s)
}
