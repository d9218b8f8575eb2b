//! Two runs side by side: what each muscle bears in A and in B, and whether they differ by more than runners do.
//!
//! Both are conditions, or both were recorded. What differs between them and has no published figure leaves a
//! difference unknown, which is told apart from none.

mod chart;
pub(crate) mod document;
pub(crate) mod fields;
mod figures;
mod notes;

use std::cmp::Ordering;

use crate::answer::calculate::Report;
use crate::answer::citations::Citations;
use crate::answer::run::RecordedRun;
use crate::answer::{RankBy, Selection};
use crate::conditions::Conditions;
use crate::evidence::{Change, Effect, Evidence, Grade, StudyRef};
use crate::muscle::{Kind, Muscle};
use crate::note::Note;
use crate::units::{Exponent, Mass};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ComparedQuantity {
    /// Peak force of a step, body weights.
    Peak,
    /// The same in newtons, where the runners weigh differently.
    PeakNewtons,
    /// Impulse of a stride of one leg, body weight · s.
    Impulse,
    /// Impulse of the whole run, one leg, kN·s.
    Cumulative,
    /// The same in body weight · s, where a mass is not known.
    CumulativeWeights,
    /// The sum over the steps of one leg of the peak to the power of an exponent.
    PeakPowerSum,
    /// Mean peak force of a recorded run, weighted by steps, body weights.
    MeanPeak,
    /// Highest peak force of a recorded run, body weights.
    HighestPeak,
    /// The same in newtons, where the runners weigh differently.
    HighestPeakNewtons,
    /// Easy flat running with the impulse of a recorded run, km.
    EasyDistance,
}

pub(crate) struct DescribedQuantity {
    key: &'static str,
    /// In output, as at the end of the names of columns.
    unit: &'static str,
    /// In output.
    decimals: usize,
    /// What the change of it is called.
    noun: &'static str,
    /// The unit for people, or what it is beside others of that unit.
    shown: &'static str,
    meaning: &'static str,
}

impl ComparedQuantity {
    fn described(self) -> DescribedQuantity {
        let (decimals, [key, unit, noun, shown, meaning]) = match self {
            Self::Peak => {
                (3, ["peak", "bw", "peak ×", "× weight", "peak force of a step times body weight"])
            }
            Self::PeakNewtons => {
                (0, ["peak_newtons", "n", "peak N", "N", "peak force of a step in newtons"])
            }
            Self::Impulse => {
                let meaning = "load of one step, force times time: impulse, your weight × seconds";
                (4, ["impulse", "bw_s", "load a step", "weight × s", meaning])
            }
            Self::Cumulative => {
                (2, ["cumulative", "kn_s", "load", "load", "load of one leg, kN·s"])
            }
            Self::CumulativeWeights => (
                2,
                ["cumulative", "bw_s", "load", "load", "load of one leg, your weight × seconds"],
            ),
            Self::PeakPowerSum => {
                let meaning =
                    "sum over the steps of one leg of the peak to the power of the exponent";
                (3, ["peak_power_sum", "bw_power", "peak^N", "peak^N", meaning])
            }
            Self::MeanPeak => {
                let meaning = "mean peak force times body weight, weighted by steps";
                (3, ["mean_peak", "bw", "mean", "mean ×", meaning])
            }
            Self::HighestPeak => {
                let meaning = "highest peak force times body weight";
                (3, ["highest_peak", "bw", "highest", "highest ×", meaning])
            }
            Self::HighestPeakNewtons => {
                let meaning = "highest peak force in newtons";
                (0, ["highest_peak_newtons", "n", "highest N", "N", meaning])
            }
            Self::EasyDistance => {
                let meaning = "easy flat running with the same impulse";
                (3, ["easy_distance", "km", "easy km", "easy km", meaning])
            }
        };
        DescribedQuantity { key, unit, decimals, noun, shown, meaning }
    }

    /// The key in output.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.described().key
    }

    fn is_sum(self) -> bool {
        matches!(self, Self::Cumulative | Self::CumulativeWeights)
    }

    /// The unit in output, as at the end of the names of columns.
    #[must_use]
    pub fn unit(self) -> &'static str {
        self.described().unit
    }
}

/// A ranking by something that is not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RankError {
    /// Conditions of which neither says how far or how long.
    #[error("ranking by cumulative load takes a distance or a duration")]
    NoRunLength,
    /// What only recorded runs have.
    #[error("conditions are ranked by change, peak, impulse or cumulative")]
    OfConditions,
    /// What only conditions have.
    #[error("recorded runs are ranked by change, peak, mean or cumulative")]
    OfRecorded,
}

/// The two runs, A first, of the same muscles and tables.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Pair<'e> {
    /// Two sets of conditions.
    Conditions(Box<[Report<'e>; 2]>),
    /// Two recorded runs.
    Recorded(Box<[RecordedRun<'e>; 2]>),
}

/// A figure of one side.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Figure {
    /// The figure, in the unit of its quantity.
    pub value: f64,
    /// One standard deviation between runners, in the same unit; `None` where none is published.
    pub sd: Option<f64>,
    /// How far to trust it.
    pub grade: Grade,
    /// Whether it lies beyond the data; of a whole recorded run, whether most of its steps do.
    pub is_extrapolated: bool,
}

/// One quantity of one muscle on both sides.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Compared {
    /// What is compared.
    pub quantity: ComparedQuantity,
    /// In A; `None` where nobody published it.
    pub a: Option<Figure>,
    /// In B.
    pub b: Option<Figure>,
    /// What differs between A and B and has no published figure.
    pub no_figure_for: Vec<Effect>,
}

impl Compared {
    /// Both figures where their difference is known: those that are equal for want of a figure may well differ.
    #[allow(clippy::float_cmp)] // the very same factors give the very same number
    fn known(&self) -> Option<(Figure, Figure)> {
        let (a, b) = (self.a?, self.b?);
        (a.value != b.value || self.no_figure_for.is_empty()).then_some((a, b))
    }

    /// B - A, in the unit of the quantity; `None` where it is unknown.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        self.known().map(|(a, b)| b.value - a.value)
    }

    /// B / A; `None` where it is unknown or A is zero.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let (a, b) = self.known()?;
        (a.value > 0.0).then(|| b.value / a.value)
    }

    /// Whether A and B lie further apart than runners do; `None` where a spread or the difference is unknown.
    #[must_use]
    pub fn exceeds_spread(&self) -> Option<bool> {
        let (a, b) = self.known()?;
        // |b - a| > √(sd_a² + sd_b²)
        Some((b.value - a.value).abs() > libm::hypot(a.sd?, b.sd?))
    }
}

/// One muscle on both sides.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CompareRow<'e> {
    /// The muscle.
    pub muscle: &'e Muscle,
    /// Each quantity, in the order of [`Comparison::quantities`].
    pub compared: Vec<Compared>,
    /// Places in [`Comparison::sources`] of the studies it rests on.
    pub sources: Vec<usize>,
}

/// Two runs side by side.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Comparison<'e> {
    /// The two runs.
    pub pair: Pair<'e>,
    /// What is compared.
    pub quantities: Vec<ComparedQuantity>,
    /// The place in `quantities` of that which the ranking looks at.
    pub ranked_by: usize,
    /// What the muscles are ranked by.
    pub rank_by: RankBy,
    /// The muscles, ranked; those without a figure to rank by last.
    pub rows: Vec<CompareRow<'e>>,
    /// What has to be said.
    pub notes: Vec<Note>,
    /// The studies, in the order in which the rows first rest on them.
    pub sources: Vec<StudyRef>,
}

impl<'e> Comparison<'e> {
    /// Compares two runs; shows the first `top` muscles where that is given. By `Change` the ranking looks at peak forces
    /// between conditions, in newtons where masses differ, and at impulses between recorded runs; by all else at the larger of
    /// the two.
    ///
    /// # Errors
    /// When the ranking is by something that such runs do not have.
    pub fn new(mut pair: Pair<'e>, rank_by: RankBy, top: Option<usize>) -> Result<Self, RankError> {
        let quantities = pair.quantities();
        let ranked_by = pair.ranked_quantity(rank_by)?;
        let ranked_by = quantities.iter().position(|quantity| *quantity == ranked_by);
        let ranked_by = ranked_by.ok_or(RankError::NoRunLength)?;
        let mut rows: Vec<CompareRow<'e>> = pair
            .muscles()
            .into_iter()
            .map(|muscle| CompareRow {
                muscle,
                compared: figures::compared(&pair, muscle, &quantities),
                sources: Vec::new(),
            })
            .collect();
        let order = |row: &CompareRow<'_>| {
            let compared = &row.compared[ranked_by];
            let values = [compared.a, compared.b].map(|side| side.map(|figure| figure.value));
            let larger = values.into_iter().flatten().reduce(f64::max);
            let first = match rank_by {
                RankBy::Change => compared.ratio().map(change),
                _ => larger,
            };
            // those that change alike by what they bear
            [first, larger].map(|figure| figure.unwrap_or(f64::NEG_INFINITY))
        };
        rows.sort_by(|one, other| {
            // tendons and joints stand apart
            let is_apart = |row: &CompareRow<'_>| row.muscle.kind() != Kind::Muscle;
            let by_figure = order(other).partial_cmp(&order(one)).unwrap_or(Ordering::Equal);
            is_apart(one).cmp(&is_apart(other)).then(by_figure)
        });
        rows.truncate(top.unwrap_or(usize::MAX));
        pair.keep(&rows.iter().map(|row| row.muscle).collect::<Vec<_>>());
        let mut comparison = Self {
            pair,
            quantities,
            ranked_by,
            rank_by,
            rows,
            notes: Vec::new(),
            sources: Vec::new(),
        };
        comparison.notes = notes::notes(&comparison);
        comparison.cite();
        Ok(comparison)
    }

    /// What a row shows of the quantity that the ranking looks at.
    #[must_use]
    pub fn ranked<'r>(&self, row: &'r CompareRow<'_>) -> &'r Compared {
        &row.compared[self.ranked_by]
    }

    /// The figure that rows are ranked by.
    #[must_use]
    pub fn figure(&self, row: &CompareRow<'_>) -> Option<f64> {
        let compared = self.ranked(row);
        if self.rank_by == RankBy::Change {
            return compared.ratio().map(change);
        }
        let values = [compared.a?, compared.b?].map(|figure| figure.value);
        Some(values[0].max(values[1]))
    }

    fn cite(&mut self) {
        let mut citations = Citations::default();
        for (row, studies) in self.rows.iter_mut().zip(self.pair.studies()) {
            row.sources = citations.numbers(&studies);
        }
        citations.numbers(&self.pair.studies_of_notes());
        self.sources = citations.0;
    }
}

/// How much a ratio changes, up or down alike.
fn change(ratio: f64) -> f64 {
    libm::log(ratio).abs()
}

impl<'e> Pair<'e> {
    /// The tables.
    #[must_use]
    pub fn evidence(&self) -> &'e Evidence {
        self.sides(|report| report.evidence, |run| run.evidence)[0]
    }

    /// Body mass in A and in B, where it is known.
    #[must_use]
    pub fn masses(&self) -> [Option<Mass>; 2] {
        self.sides(|report| report.question.conditions.mass(), |run| run.mass)
    }

    /// The same of both sides, whatever they are.
    fn sides<'s, T>(
        &'s self,
        of_report: impl Fn(&'s Report<'e>) -> T,
        of_run: impl Fn(&'s RecordedRun<'e>) -> T,
    ) -> [T; 2] {
        match self {
            Self::Conditions(reports) => reports.each_ref().map(of_report),
            Self::Recorded(runs) => runs.each_ref().map(of_run),
        }
    }

    fn masses_differ(&self) -> bool {
        let [a, b] = self.masses();
        a.zip(b).is_some_and(|(a, b)| a != b)
    }

    /// The sum of a whole run: in newtons where both masses are known.
    fn sum(&self) -> ComparedQuantity {
        let [a, b] = self.masses();
        match a.and(b) {
            Some(_) => ComparedQuantity::Cumulative,
            None => ComparedQuantity::CumulativeWeights,
        }
    }

    fn selection(&self) -> &Selection {
        self.sides(|report| &report.question.selection, |run| &run.question.selection)[0]
    }

    pub(crate) fn exponent(&self) -> Option<Exponent> {
        self.sides(|report| report.question.exponent, |run| run.question.exponent)[0]
    }

    fn quantities(&self) -> Vec<ComparedQuantity> {
        use ComparedQuantity as Quantity;
        let (differ, sum) = (self.masses_differ(), self.sum());
        let of_kind = match self {
            Self::Conditions(reports) => {
                let has_length = reports.iter().any(|side| side.question.run_length.is_some());
                let newtons = differ.then_some(Quantity::PeakNewtons);
                [
                    Some(Quantity::Peak),
                    newtons,
                    Some(Quantity::Impulse),
                    has_length.then_some(sum),
                    None,
                ]
            }
            Self::Recorded(_) => {
                let newtons = differ.then_some(Quantity::HighestPeakNewtons);
                let peaks = [Quantity::MeanPeak, Quantity::HighestPeak].map(Some);
                [Some(sum), peaks[0], peaks[1], newtons, Some(Quantity::EasyDistance)]
            }
        };
        let of_exponent = self.exponent().map(|_| Quantity::PeakPowerSum);
        of_kind.into_iter().chain([of_exponent]).flatten().collect()
    }

    fn ranked_quantity(&self, rank_by: RankBy) -> Result<ComparedQuantity, RankError> {
        match (self, rank_by) {
            (Self::Conditions(_), RankBy::Change) if self.masses_differ() => {
                Ok(ComparedQuantity::PeakNewtons)
            }
            (Self::Conditions(_), RankBy::Change | RankBy::Peak) => Ok(ComparedQuantity::Peak),
            (Self::Conditions(_), RankBy::Impulse) => Ok(ComparedQuantity::Impulse),
            (Self::Conditions(_), RankBy::Mean) => Err(RankError::OfConditions),
            (Self::Recorded(_), RankBy::Peak) => Ok(ComparedQuantity::HighestPeak),
            (Self::Recorded(_), RankBy::Mean) => Ok(ComparedQuantity::MeanPeak),
            (Self::Recorded(_), RankBy::Impulse) => Err(RankError::OfRecorded),
            (Self::Recorded(_), RankBy::Change) | (_, RankBy::Cumulative) => Ok(self.sum()),
        }
    }

    /// The muscles of A, which are those of B.
    fn muscles(&self) -> Vec<&'e Muscle> {
        let [muscles, _] = self.sides(
            |report| report.rows.iter().map(|row| row.muscle).collect(),
            |run| run.rows.iter().map(|row| row.muscle).collect(),
        );
        muscles
    }

    fn keep(&mut self, muscles: &[&Muscle]) {
        match self {
            Self::Conditions(reports) => reports.iter_mut().for_each(|report| report.keep(muscles)),
            Self::Recorded(runs) => runs.iter_mut().for_each(|run| run.keep(muscles)),
        }
    }

    fn studies(&self) -> Vec<Vec<StudyRef>> {
        match self {
            Self::Conditions(reports) => {
                let [a, b] = &**reports;
                let sides = a.rows.iter().zip(&b.rows);
                sides
                    .map(|(a, b)| {
                        let loads = [a, b].into_iter().filter_map(|row| row.load.as_ref());
                        let studies = loads.flat_map(|load| {
                            let impulse = load.impulse();
                            let of_impulse = impulse.into_iter().flat_map(|i| i.studies());
                            load.peak().studies().chain(of_impulse)
                        });
                        studies.cloned().collect()
                    })
                    .collect()
            }
            Self::Recorded(runs) => {
                let [a, b] = runs.each_ref().map(RecordedRun::citations);
                let of = |(sources, of_rows): &(Vec<StudyRef>, Vec<Vec<usize>>), row: usize| {
                    let places = of_rows[row].iter();
                    places.map(|place| sources[*place].clone()).collect::<Vec<_>>()
                };
                let rows = 0..runs[0].rows.len();
                rows.map(|row| [of(&a, row), of(&b, row)].concat()).collect()
            }
        }
    }

    fn studies_of_notes(&self) -> Vec<StudyRef> {
        match self {
            Self::Conditions(reports) => {
                let spoken_of = reports.iter().flat_map(|report| {
                    let directions =
                        report.rows.iter().flat_map(|row| report.directions(row.muscle));
                    let of_force = directions.filter(|direction| direction.change == Change::Force);
                    let of_strategy = report.strategy_changes().map(|fact| &fact.source.study);
                    of_force.map(|direction| &direction.source.study).chain(of_strategy)
                });
                spoken_of.cloned().collect()
            }
            Self::Recorded(_) => Vec::new(),
        }
    }

    /// The runs that stand for each side: the conditions, or means of the recorded run between published figures.
    fn runs(&self) -> Vec<Conditions> {
        match self {
            Self::Conditions(reports) => {
                let sides = reports.iter();
                sides.map(|report| report.question.conditions).collect()
            }
            Self::Recorded(runs) => runs.iter().flat_map(|run| run.whole.runs()).collect(),
        }
    }
}
