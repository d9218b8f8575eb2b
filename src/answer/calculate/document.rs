//! The answer of the calculator as a document.

use super::fields::{self, CONDITIONS, LOAD};
use super::{Activation, MuscleRow, RankBy, Report, summary};
use crate::answer::columns::{self, cells, columns_of, keys, members, parts, whose, with_spread};
use crate::answer::{exponent, map, text};
use crate::document::{
    Bar, Bars, BodyMap, Chart, Document, Records, Section, SectionPart, Table, TableColumn, Tree,
};
use crate::evidence::Sign;
use crate::model::MuscleLoad;
use crate::number::{change, fixed, grouped, grouped_from, short, signed};
use crate::units::{Duration, StepRate};

const UNPUBLISHED: &str = "?";

impl Report<'_> {
    /// The answer as a document.
    #[must_use]
    pub fn document(&self) -> Document<'_> {
        let summary = summary::summary(self);
        let sections = vec![
            Section::new("On the body", vec![SectionPart::Chart(Chart::BodyMap(self.map()))]),
            Section::new("In figures", vec![SectionPart::Table(self.table())]),
        ];
        Document {
            title: summary.headline.clone(),
            heading: vec![self.conditions()],
            summary,
            sections,
            notes: self.notes.clone(),
            sources: self.sources.clone(),
            is_numbered: true,
            records: self.records(),
            tree: Tree::answer(
                [("conditions", self.condition_tree()), ("loads", self.loads().objects())],
                (&self.notes, &self.sources),
            ),
            checksum: self.evidence.checksum(),
            ..Document::default()
        }
    }

    /// The conditions as understood, in one line.
    pub(crate) fn conditions(&self) -> String {
        let (run, units) = (&self.question.conditions, self.question.units);
        let gradient = run.course().gradient().percent();
        let ground = if gradient == 0.0 {
            run.course().terrain().to_string()
        } else {
            format!("{} {} %", run.course().terrain(), signed(gradient))
        };
        let spm = self.stepping.step_rate.value();
        let of_typical = match run.step_rate() {
            StepRate::Typical => "typical".to_owned(),
            StepRate::PerMinute(_) => {
                format!("{} % of typical", fixed(100.0 * spm / self.stepping.typical_spm, 0))
            }
            StepRate::PercentOfTypical(percent) => {
                format!("{} % of typical", short(percent.value()))
            }
        };
        let mut parts = vec![text::speed(run.speed(), units)];
        parts.extend(run.mass().map(|mass| text::mass(mass, units)));
        parts.extend([ground, format!("{} steps/min ({of_typical})", fixed(spm, 0))]);
        parts.extend(run.form().parts());
        if let (Some(metres), Some(seconds)) = (self.distance_m(), self.duration_s()) {
            let duration = Duration::from_seconds(seconds);
            let duration = duration
                .map_or_else(|_| format!("{} h", fixed(seconds / 3600.0, 0)), |d| d.to_string());
            let distance = short(metres / units.metres());
            parts.push(format!("{distance} {units} in {duration}"));
        }
        parts.join(" · ")
    }

    pub(super) fn level_ratio(&self, row: &MuscleRow<'_>) -> Option<f64> {
        match self.question.rank_by {
            RankBy::Peak => row.level_ratio(),
            _ => row.impulse_level_ratio(),
        }
    }

    fn is_hill(&self) -> bool {
        self.question.conditions.course().gradient().percent() != 0.0
    }

    fn table(&self) -> Table {
        let by_peak = self.question.rank_by == RankBy::Peak;
        let has_mass = self.question.conditions.mass().is_some();
        let rows = &*self.rows;
        let mut columns = whose(rows, |row| (row.rank, row.muscle));
        let peak = TableColumn::new(columns::PEAK_BW, rows, |row| {
            let peak = row.load.as_ref()?.peak();
            let weights = columns::weights(peak.value().0, peak.sd().map(|sd| sd.0));
            Some(columns::marked(weights, peak.is_extrapolated()))
        });
        columns.extend([peak.meaning(with_spread(&columns::PEAK_BW))]);
        if has_mass {
            columns.extend([
                TableColumn::new(columns::PEAK_N, rows, |row| Some(grouped(row.peak_n()?))),
                TableColumn::new(fields::PEAK_KGF, rows, |row| Some(grouped(row.peak_kgf()?))),
            ]);
        }
        if !by_peak {
            columns.push(TableColumn::new(fields::IMPULSE_BW_S, rows, |row| {
                Some(fixed(row.load.as_ref()?.impulse()?.value().0, 3))
            }));
        }
        if self.question.run_length.is_some() {
            let sums = if has_mass { fields::CUMULATIVE_KN_S } else { fields::CUMULATIVE_BW_S };
            columns.push(TableColumn::new(sums, rows, |row| {
                Some(grouped_from(9.95, fields::sum(row)?))
            }));
        }
        if let Some(exponent) = self.question.exponent {
            let cells = TableColumn::new(exponent::PEAK_POWER_SUM, rows, |row| {
                Some(exponent::number(row.peak_power_sum()?))
            });
            columns.push(cells.titled(exponent::title(exponent)));
        }
        if self.is_hill() {
            let column = if by_peak { fields::LEVEL_RATIO } else { fields::IMPULSE_LEVEL_RATIO };
            columns.push(TableColumn::new(column, rows, |row| {
                Some(self.level_ratio(row).map_or_else(|| UNPUBLISHED.to_owned(), change))
            }));
        }
        if rows.iter().any(|row| row.activation().is_some()) {
            let column = fields::ACTIVATION_RATIO;
            let measured_at = rows.iter().find_map(|row| {
                let finding = row.activation()?.finding;
                finding.ratio.and(finding.gradient_pct)
            });
            let cells =
                TableColumn::new(column, rows, |row| row.activation().as_ref().map(activation));
            columns.push(match measured_at {
                Some(gradient) => {
                    cells.meaning(format!("{}, measured at {} %", column.meaning, signed(gradient)))
                }
                None => cells,
            });
        }
        columns.extend([
            TableColumn::new(columns::GRADE, rows, |row| {
                Some(row.load.as_ref()?.peak().grade().to_string())
            }),
            TableColumn::new(columns::PHASE, rows, |row| {
                Some(row.load.as_ref()?.phase().to_string())
            }),
            columns::sources(rows, |row| &row.sources),
        ]);
        let has_sums = rows.iter().any(|row| fields::sum(row).is_some());
        let is_unpublished = |row: &MuscleRow<'_>| self.level_ratio(row).is_none();
        let is_beyond = |row: &MuscleRow<'_>| {
            row.load.as_ref().is_some_and(|load| load.peak().is_extrapolated())
        };
        Table {
            about: "What each muscle bears, in figures",
            columns,
            bars: Some(self.bars()),
            legend: parts(rows.iter().map(|row| row.muscle))
                .into_iter()
                .chain(has_sums.then(|| columns::load_legend(has_mass)))
                .chain(columns::without_hills(self.is_hill() && rows.iter().any(is_unpublished)))
                .chain(columns::beyond(rows.iter().any(is_beyond)))
                .collect(),
            apart: columns::apart(rows.iter().map(|row| row.muscle)),
            ..Table::default()
        }
    }

    fn bars(&self) -> Bars {
        let (heading, unit, text): (_, _, fn(f64) -> String) = match self.question.rank_by {
            RankBy::Impulse => {
                let unit = columns::unit_of_sums(false);
                ("Force times time of one stride", unit, |figure| fixed(figure, 3))
            }
            RankBy::Cumulative => {
                let unit = columns::unit_of_sums(self.question.conditions.mass().is_some());
                ("Force times time over the whole run, one leg", unit, grouped)
            }
            _ => ("Peak force of one step", "× body weight", |figure| fixed(figure, 2)),
        };
        let rows = self.rows.iter().map(|row| self.bar(row, text));
        Bars { heading: heading.to_owned(), unit, rows: rows.collect() }
    }

    fn bar(&self, row: &MuscleRow<'_>, text: fn(f64) -> String) -> Bar {
        let impulse = row.load.as_ref().and_then(MuscleLoad::impulse);
        let figure = match self.question.rank_by {
            RankBy::Impulse => impulse.map(|i| (i.value().0, i.sd().map(|sd| sd.0))),
            RankBy::Cumulative => fields::sum(row).zip(impulse).map(|(sum, impulse)| {
                let sd = impulse.sd().map(|sd| sd.0 / impulse.value().0 * sum);
                (sum, sd)
            }),
            _ => row
                .load
                .as_ref()
                .map(|load| (load.peak().value().0, load.peak().sd().map(|sd| sd.0))),
        };
        let level = figure.zip(self.level_ratio(row)).filter(|_| self.is_hill());
        Bar {
            is_lower_bound: row.load.as_ref().is_some_and(|load| load.peak().sd_is_lower_bound()),
            level: level.map(|((value, _), ratio)| value / ratio),
            ..columns::bar(row.muscle, row.rank, figure, text)
        }
    }

    fn map(&self) -> BodyMap {
        let question = &self.question;
        let rows = self.rows.iter().map(|row| {
            let peak = row.load.as_ref().map(MuscleLoad::peak);
            let force = peak.map(|peak| (peak.value().0, peak.sd().map(|sd| sd.0)));
            (row.muscle, force, row.rank)
        });
        let ranked_by = match question.rank_by {
            RankBy::Impulse => "impulse of one stride",
            RankBy::Cumulative => "impulse over the whole run",
            _ => "peak force",
        };
        let rows: Vec<_> = rows.collect();
        let words = ("Peak force of one step, × body weight", ranked_by);
        let map = map::body_map(self.evidence, &rows, words, &question.selection);
        BodyMap { labels_unpublished: map.labels_unpublished && question.only.is_none(), ..map }
    }

    pub(crate) fn loads(&self) -> Records<'_> {
        Records::new(keys(columns_of(LOAD)), self.rows.len(), |i| {
            cells(LOAD, |fill| fill(&self.rows[i])).collect()
        })
    }

    /// The muscles, one a row: first the fields of a load, then those of the conditions.
    fn records(&self) -> Records<'_> {
        let names = keys(columns_of(LOAD).chain(columns_of(CONDITIONS)));
        Records::new(names, self.rows.len(), |i| {
            let of_load = cells(LOAD, |fill| fill(&self.rows[i]));
            of_load.chain(cells(CONDITIONS, |fill| fill(self))).collect()
        })
    }

    pub(crate) fn condition_tree<'t>(&self) -> Tree<'t> {
        Tree::object(members(CONDITIONS, |fill| fill(self)))
    }
}

fn activation(activation: &Activation<'_>) -> String {
    match (activation.way, activation.finding.ratio) {
        (Some(_), Some(ratio)) => change(ratio),
        (Some(Sign::Up), None) => "up".to_owned(),
        (Some(Sign::Down), None) => "down".to_owned(),
        (None, _) => "up/down".to_owned(),
    }
}
