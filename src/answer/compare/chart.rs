//! Two runs side by side as charts: a body map each, on one scale, and from what to what each muscle goes.

use super::figures::number;
use super::{CompareRow, Compared, ComparedQuantity, Comparison, Figure, Pair};
use crate::answer::map::{all_muscles, without_force};
use crate::document::{BodyMap, ChangeCertainty, MapSide, MapState, Slope, Slopes};
use crate::number::{change, grouped, short};

const MOST: usize = 16;

/// Both maps, under these names of the files of A and B, and the slopes.
pub(super) fn charts(comparison: &Comparison<'_>, names: [&str; 2]) -> (BodyMap, Slopes) {
    let drawn = DrawnQuantity::new(comparison);
    (drawn.map(head(comparison, names)), drawn.slopes())
}

struct DrawnQuantity<'c, 'e> {
    comparison: &'c Comparison<'e>,
    quantity: ComparedQuantity,
    place: usize,
}

impl<'e> DrawnQuantity<'_, 'e> {
    /// The peak force of a step: in newtons where masses differ, and its mean over recorded runs.
    fn new<'c>(comparison: &'c Comparison<'e>) -> DrawnQuantity<'c, 'e> {
        let drawn =
            [ComparedQuantity::PeakNewtons, ComparedQuantity::MeanPeak, ComparedQuantity::Peak];
        let quantities = &comparison.quantities;
        let place = |drawn: &ComparedQuantity| quantities.iter().position(|has| has == drawn);
        let place = drawn.iter().find_map(place).unwrap_or(0);
        DrawnQuantity { comparison, quantity: quantities[place], place }
    }

    fn compared<'r>(&self, row: &'r CompareRow<'e>) -> &'r Compared {
        &row.compared[self.place]
    }

    fn caption(&self) -> &'static str {
        match self.quantity {
            ComparedQuantity::PeakNewtons => "Peak force of one step, newtons",
            ComparedQuantity::MeanPeak => "Mean peak force of all steps, × body weight",
            _ => "Peak force of one step, × body weight",
        }
    }

    fn unit(&self) -> &'static str {
        if self.quantity == ComparedQuantity::PeakNewtons { "N" } else { "× body weight" }
    }

    fn top(&self) -> f64 {
        let rows = self.comparison.rows.iter();
        let sides = rows.flat_map(|row| [self.compared(row).a, self.compared(row).b]);
        let largest = sides.flatten().map(|figure| figure.value).fold(0.0, f64::max);
        if self.quantity == ComparedQuantity::PeakNewtons {
            BodyMap::top_newtons(largest)
        } else {
            BodyMap::top_bw(largest)
        }
    }

    fn map(&self, heads: [(&'static str, Vec<String>); 2]) -> BodyMap {
        let is_one_study = self.comparison.pair.selection().study.is_some();
        let sides = heads.into_iter().zip([|c: &Compared| c.a, |c: &Compared| c.b]);
        let sides = sides.map(|((letter, conditions), side)| MapSide {
            letter: letter.to_owned(),
            conditions,
            muscles: all_muscles(self.comparison.pair.evidence(), |muscle| {
                let row =
                    self.comparison.rows.iter().find(|row| row.muscle.key() == muscle.key())?;
                let figure: Option<Figure> = side(self.compared(row));
                Some(MapState::Selected {
                    force: figure.map(|figure| figure.value),
                    place: None,
                    value: String::new(),
                    sentence: self.one_side(row, figure),
                })
            }),
        });
        let mark = match self.quantity {
            ComparedQuantity::PeakNewtons => grouped,
            _ => short,
        };
        let top = self.top();
        BodyMap {
            caption: self.caption().to_owned(),
            meaning: String::new(),
            top,
            marks: BodyMap::marks(top, mark),
            without_force: without_force(is_one_study).to_owned(),
            labels_unpublished: false,
            sides: sides.collect(),
        }
    }

    /// The lines of the first muscles of the ranking, and a sentence about the others.
    fn slopes(&self) -> Slopes {
        let (mut lines, mut rest) = (Vec::new(), Vec::new());
        for row in &self.comparison.rows {
            let compared = self.compared(row);
            let both = compared.a.zip(compared.b).filter(|_| lines.len() < MOST);
            let Some((a, b)) = both else {
                rest.push(self.sentence(row));
                continue;
            };
            let ratio = compared.ratio();
            lines.push(Slope {
                key: row.muscle.key().to_owned(),
                name: row.muscle.short_name().to_owned(),
                sentence: self.sentence(row),
                forces: [a.value, b.value],
                texts: [a, b].map(|figure| number(self.quantity, figure.value)),
                change: ratio.map_or_else(|| "unknown".to_owned(), change),
                certainty: match (compared.difference(), compared.exceeds_spread()) {
                    (None, _) => ChangeCertainty::Unknown,
                    (Some(_), None) => ChangeCertainty::NoSpread,
                    (Some(_), Some(true)) => ChangeCertainty::Beyond,
                    (Some(_), Some(false)) => ChangeCertainty::Within,
                },
                is_in_part: ratio.is_some() && !compared.no_figure_for.is_empty(),
            });
        }
        let mut caption = self.caption().to_owned();
        caption[..1].make_ascii_lowercase();
        Slopes {
            caption,
            top: self.top(),
            lines,
            rest: (!rest.is_empty()).then(|| format!("Not in the chart: {}.", rest.join("; "))),
        }
    }

    fn one_side(&self, row: &CompareRow<'_>, figure: Option<Figure>) -> String {
        let name = row.muscle.short_name();
        match figure {
            Some(figure) => {
                format!("{name}: {} {}", number(self.quantity, figure.value), self.unit())
            }
            None => format!("{name}: no published force"),
        }
    }

    fn sentence(&self, row: &CompareRow<'e>) -> String {
        let compared = self.compared(row);
        let (Some(a), Some(b)) = (compared.a, compared.b) else {
            return self.one_side(row, None);
        };
        let changed = compared.ratio().map_or_else(
            || "change unknown".to_owned(),
            |ratio| {
                let spread = match compared.exceeds_spread() {
                    Some(true) => ", beyond the spread",
                    Some(false) => ", within the spread",
                    None => "",
                };
                let in_part =
                    if compared.no_figure_for.is_empty() { "" } else { ", a part unknown" };
                format!("{}{spread}{in_part}", change(ratio))
            },
        );
        let [a, b] = [a, b].map(|figure| number(self.quantity, figure.value));
        format!("{}: {a} in A, {b} {} in B ({changed})", row.muscle.short_name(), self.unit())
    }
}

/// A and B as understood, in lines.
pub(super) fn head(
    comparison: &Comparison<'_>,
    names: [&str; 2],
) -> [(&'static str, Vec<String>); 2] {
    let [a, b] = match &comparison.pair {
        Pair::Conditions(reports) => reports.each_ref().map(|report| vec![report.conditions()]),
        Pair::Recorded(runs) => [0, 1].map(|i| runs[i].heading(names[i])),
    };
    [("A", a), ("B", b)]
}
