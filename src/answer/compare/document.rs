//! A comparison as a document.

use super::chart::{self, head};
use super::fields::{CompareContext, FIELDS};
use super::figures::number;
use super::{CompareRow, Compared, ComparedQuantity, Comparison, Figure, Pair, notes};
use crate::answer::columns::{self, SPREAD, cells, columns_of, keys, parts};
use crate::answer::text::{self, capital, introduced};
use crate::answer::{RankBy, exponent};
use crate::document::{
    Align, Bar, Bars, Chart, Column, Document, Records, Section, SectionPart, Sentences, Table,
    TableColumn, Tree, UNKNOWN,
};
use crate::number::{change, grouped};

const BEYOND: char = '*';
const IN_PART: char = '?';

/// When the changes of what the ranking does not look at are left out: the last first, and after the bar.
const CHANGE_PRIORITY: u8 = 30;
/// When both sides of what the ranking looks at are left out.
const SIDE_PRIORITY: u8 = 50;

const SIDE: Column = Column { key: "a", priority: SIDE_PRIORITY, ..Column::EMPTY };
const CHANGE: Column = Column {
    key: "ratio",
    short: "change",
    long: "Change",
    meaning: "B against A",
    align: Align::Right,
    ..Column::EMPTY
};
const WITHIN: Column = Column {
    key: "exceeds_spread",
    short: "spread",
    long: "Spread",
    meaning: "whether A and B lie further apart than the standard deviations of both together (beyond) or not (within)",
    priority: 60,
    ..Column::EMPTY
};
const GRADES: Column = Column {
    meaning: "how far to trust it: grade of the evidence, A (best) to C, of A/B where it differs",
    priority: 40,
    ..columns::GRADE
};

impl Comparison<'_> {
    /// The comparison as a document; `names` are those of the files of A and B where they were recorded.
    #[must_use]
    pub fn document<'r>(&'r self, names: [&str; 2]) -> Document<'r> {
        let summary = self.summary();
        let [a, b] = self.sides(names);
        let heading = head(self, names).into_iter().flat_map(|(letter, mut lines)| {
            if let Some(first) = lines.first_mut() {
                first.insert_str(0, &format!("{letter}: "));
            }
            lines
        });
        let records = self.records();
        let (map, slopes) = chart::charts(self, names);
        let part = |chart| vec![SectionPart::Chart(chart)];
        Document {
            title: summary.headline.clone(),
            heading: heading.collect(),
            summary,
            sections: vec![
                Section::new("On the body", part(Chart::BodyMap(map))),
                Section::new("From A to B", part(Chart::Slopes(slopes))),
                Section::new("In figures", vec![SectionPart::Table(self.table())]),
            ],
            notes: self.notes.clone(),
            sources: self.sources.clone(),
            is_numbered: true,
            tree: Tree::answer(
                [("a", a), ("b", b), ("comparisons", records.objects())],
                (&self.notes, &self.sources),
            ),
            records,
            checksum: self.pair.evidence().checksum(),
            ..Document::default()
        }
    }

    /// Each run, under the name of what it is.
    fn sides<'t>(&self, names: [&str; 2]) -> [Tree<'t>; 2] {
        match &self.pair {
            Pair::Conditions(reports) => reports
                .each_ref()
                .map(|report| Tree::object([("conditions", report.condition_tree())])),
            Pair::Recorded(runs) => [0, 1]
                .map(|i| Tree::object([("activity", runs[i].activity(names[i], &runs[i].whole))])),
        }
    }

    fn records(&self) -> Records<'_> {
        let each = self.quantities.len();
        Records::new(keys(columns_of(FIELDS)), self.rows.len() * each, move |i| {
            let row = &self.rows[i / each];
            let keys = row.sources.iter().map(|place| self.sources[*place].key.to_string());
            let of = CompareContext {
                row,
                compared: &row.compared[i % each],
                sources: &keys.collect::<Vec<String>>(),
            };
            cells(FIELDS, |fill| fill(&of)).collect()
        })
    }

    fn summary(&self) -> Sentences {
        let quantity = self.quantities[self.ranked_by];
        let mut known = self.rows.iter().filter_map(|row| {
            let compared = self.ranked(row);
            Some((row, compared.ratio()?, compared.a?.value, compared.b?.value))
        });
        let exponent = self.pair.exponent();
        let exponent = exponent.map(|n| format!("peak^N has N = {n}. {}", exponent::UNPUBLISHED));
        // wherever a sum stands, both are told
        let has_sum = self.quantities.iter().any(|quantity| quantity.is_sum());
        let both = notes::step_and_kilometre(self).filter(|_| has_sum);
        let more =
            text::nearest(self.pair.evidence(), self.pair.selection().muscles.iter().flatten());
        let more = more.into_iter().chain(both).chain(exponent).collect();
        let Some((row, ratio, a, b)) = known.next() else {
            return Sentences {
                headline: "Between A and B nothing that is published differs".to_owned(),
                more,
                ..Sentences::default()
            };
        };
        Sentences {
            headline: format!(
                "{} from A to B: {}",
                capital(&introduced(row.muscle)),
                change(ratio)
            ),
            lead: {
                let [a, b] = [a, b].map(|value| number(quantity, value));
                match (quantity, capital(quantity.described().meaning)) {
                    (ComparedQuantity::Peak, _) => {
                        format!("At a step it bears {a} times your weight in A, {b} in B.")
                    }
                    (_, means) => format!("{means}: {a} in A, {b} in B."),
                }
            },
            more,
            ..Sentences::default()
        }
    }

    /// What is shown of each row: what the ranking looks at in full, of the rest the change and, where there is space,
    /// from what to what.
    fn table(&self) -> Table {
        let unit = self.quantities[self.ranked_by].described().shown;
        let rows = &*self.rows;
        let muscle = TableColumn::new(columns::NAME, rows, |row| Some(text::muscle(row.muscle)));
        let side = |letter: &str, side: fn(&Compared) -> Option<Figure>| TableColumn {
            cells: self.figures(side),
            ..TableColumn::new(SIDE, &[0; 0], |_| None).titled(format!("{letter} {unit}"))
        };
        let means = self.quantities[self.ranked_by].described().meaning;
        let a = side("A", |compared| compared.a).meaning(format!("{means}, ± {SPREAD}"));
        let narrow = self.both(self.ranked_by, SIDE_PRIORITY).meaning(means);
        let mut rest = vec![
            self.changes(self.ranked_by, CHANGE),
            TableColumn::new(WITHIN, rows, |row| {
                let exceeds = self.ranked(row).exceeds_spread()?;
                Some(if exceeds { "beyond" } else { "within" }.to_owned())
            }),
            TableColumn::new(GRADES, rows, |row| {
                let compared = self.ranked(row);
                let [a, b] = [compared.a?.grade, compared.b?.grade];
                Some(if a == b { a.to_string() } else { format!("{a}/{b}") })
            }),
        ];
        let others = (0..self.quantities.len()).filter(|place| *place != self.ranked_by);
        let mut others: Vec<usize> = others.collect();
        // a whole run was asked for: that goes before what every run has
        others.sort_by_key(|place| !self.quantities[*place].is_sum());
        for (place, priority) in others.into_iter().zip((0..=CHANGE_PRIORITY).rev()) {
            let quantity = self.quantities[place];
            // easy kilometres change as the impulse does
            if quantity != ComparedQuantity::EasyDistance {
                let column = Column { priority, long: "", ..CHANGE };
                let means = format!("change in the {}", quantity.described().meaning);
                rest.push(
                    self.changes(place, column).titled(quantity.described().noun).meaning(means),
                );
            }
            rest.push(self.both(place, 3));
        }
        rest.push(columns::sources(rows, |row| &row.sources));
        let has_mark = |mark: char| {
            rest.iter()
                .flat_map(|column| &column.cells)
                .any(|cell| cell.split_once('%').is_some_and(|(_, marks)| marks.contains(mark)))
        };
        let marks = [
            has_mark(BEYOND).then(|| format!("{BEYOND} beyond the spread")),
            has_mark(IN_PART).then(|| format!("{IN_PART} a part of the change is unknown")),
        ];
        let legend = marks.into_iter().chain([parts(rows.iter().map(|row| row.muscle))]);
        let with = |sides: Vec<TableColumn>| [vec![muscle.clone()], sides, rest.clone()].concat();
        Table {
            about: "What each muscle bears in A and in B",
            narrow: Some((SIDE_PRIORITY, with(vec![narrow]))),
            columns: with(vec![a, side("B", |compared| compared.b)]),
            bars: Some(self.bars()),
            legend: legend.flatten().collect(),
            apart: columns::apart(rows.iter().map(|row| row.muscle)),
            ..Table::default()
        }
    }

    fn bars(&self) -> Bars {
        let quantity = self.quantities[self.ranked_by];
        let is_change = self.rank_by == RankBy::Change;
        let bar = |row: &CompareRow<'_>| {
            let ratio = self.ranked(row).ratio();
            let value = self.figure(row);
            let text = if is_change {
                ratio.map(change)
            } else {
                value.map(|value| number(quantity, value))
            };
            let length =
                if is_change { ratio.map(|ratio| 100.0 * (ratio - 1.0).abs()) } else { value };
            Bar {
                name: text::muscle(row.muscle),
                value: Some(length.unwrap_or(0.0)),
                text: text.unwrap_or_else(|| UNKNOWN.to_owned()),
                ..Bar::default()
            }
        };
        let (heading, unit) = if is_change {
            ("Change from A to B", "%, up or down")
        } else {
            ("The larger of A and B", quantity.described().shown)
        };
        Bars { heading: heading.to_owned(), unit, rows: self.rows.iter().map(bar).collect() }
    }

    fn both(&self, place: usize, priority: u8) -> TableColumn {
        let quantity = self.quantities[place];
        let column = Column { priority, ..SIDE };
        let cells = TableColumn::new(column, &self.rows, |row| {
            let compared = &row.compared[place];
            let values = [compared.a?, compared.b?].map(|figure| figure.value);
            Some(values.map(|value| number(quantity, value)).join(" to "))
        });
        cells.titled(format!("A to B {}", quantity.described().shown))
    }

    /// The figures of one side, figure under figure and spread under spread.
    fn figures(&self, side: fn(&Compared) -> Option<Figure>) -> Vec<String> {
        let quantity = self.quantities[self.ranked_by];
        let figures = self.rows.iter().map(|row| {
            let figure = side(self.ranked(row))?;
            // the spread to as many decimals as the figure
            let spread = figure.sd.map(|sd| match quantity {
                ComparedQuantity::Cumulative | ComparedQuantity::CumulativeWeights
                    if figure.value >= 99.5 =>
                {
                    grouped(sd)
                }
                _ => number(quantity, sd),
            });
            Some((number(quantity, figure.value), spread))
        });
        let figures: Vec<Option<(String, Option<String>)>> = figures.collect();
        let width = figures.iter().flatten().map(|(value, _)| value.len()).max().unwrap_or(0);
        let cell = |figure: Option<(String, Option<String>)>| match figure {
            Some((value, Some(spread))) => format!("{value:>width$} ±{spread}"),
            Some((value, None)) => format!("{value:>width$}"),
            None => UNKNOWN.to_owned(),
        };
        figures.into_iter().map(cell).collect()
    }

    /// The change of a quantity in each row, with its marks in columns of their own.
    fn changes(&self, place: usize, column: Column) -> TableColumn {
        let marked = self.rows.iter().map(|row| {
            let compared = &row.compared[place];
            let ratio = compared.ratio()?;
            // what the ranking looks at has a column of its own for that
            let is_beyond = place != self.ranked_by && compared.exceeds_spread() == Some(true);
            let is_in_part = !compared.no_figure_for.is_empty();
            Some((change(ratio), [is_beyond.then_some(BEYOND), is_in_part.then_some(IN_PART)]))
        });
        let marked: Vec<Option<(String, [Option<char>; 2])>> = marked.collect();
        let used = [0, 1].map(|i| marked.iter().flatten().any(|(_, marks)| marks[i].is_some()));
        TableColumn::new(column, &marked, |marked| {
            let (mut cell, marks) = marked.clone().unwrap_or((UNKNOWN.to_owned(), [None; 2]));
            for (mark, _) in marks.iter().zip(used).filter(|(_, used)| *used) {
                cell.push(mark.unwrap_or(' '));
            }
            Some(cell)
        })
    }
}
