//! How the load of each muscle goes along a range of paces, gradients or step rates, and where the evidence lies on it.
//!
//! Every point is an answer of the [`model`] as a single question would get it. Points are spaced evenly
//! in the unit that was typed; where the published data have a row, a knot, a point lies exactly on it. What lies
//! beyond the data, and what nobody published, is marked and not smoothed over.

mod document;
pub(crate) mod fields;
mod grid;
mod notes;
mod range;

use crate::answer::Selection;
use crate::answer::calculate::{self, MuscleRow, RankBy};
use crate::answer::citations::Citations;
use crate::conditions::{Conditions, Course, CourseError, Form};
use crate::evidence::{Effect, Evidence, Quantity, StudyRef};
use crate::model::{self, MuscleLoad, Origin, Stepping};
use crate::muscle::{Kind, Muscle, UnknownMuscle};
use crate::note::Note;
use crate::units::{Exponent, LengthUnit, Mass, QuantityError, Speed, StepRate};

use grid::SweepAxis;
pub use range::{RangeError, Ranged, SweepRange, Unit, ValueOrRange};

/// How many points a range has unless more or fewer are asked for.
pub const STEPS: usize = 61;

/// What is asked.
#[derive(Debug, Clone)]
pub struct SweepQuestion {
    /// What is varied; it stands in the place of what `speed`, `course` or `step_rate` says of it.
    pub swept: SweepRange,
    /// Running speed; `None` where that is varied.
    pub speed: Option<Speed>,
    /// Body mass, for newtons.
    pub mass: Option<Mass>,
    /// Terrain and gradient.
    pub course: Course,
    /// Step rate.
    pub step_rate: StepRate,
    /// In what form.
    pub form: Form,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
    /// How many points, spaced evenly; those on the rows of the data come on top.
    pub steps: usize,
    /// Which muscles are asked for.
    pub selection: Selection,
    /// Whether tendons and joints, which have no rank, are shown behind the first muscles.
    pub with_apart: bool,
    /// The exponent of a sum over a kilometre, where one is asked for.
    pub exponent: Option<Exponent>,
    /// What they are ranked by in the middle of the range.
    pub rank_by: RankBy,
}

impl SweepQuestion {
    /// What the range asks by itself: on the level, at the typical step rate, ranked by peak.
    #[must_use]
    pub fn new(swept: SweepRange) -> Self {
        Self {
            swept,
            speed: None,
            mass: None,
            course: Course::FLAT,
            step_rate: StepRate::Typical,
            form: Form::default(),
            units: LengthUnit::Kilometre,
            steps: STEPS,
            selection: Selection::default(),
            with_apart: false,
            exponent: None,
            rank_by: RankBy::Peak,
        }
    }
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SweepError {
    /// A name that no muscle answers to.
    #[error(transparent)]
    Muscle(#[from] UnknownMuscle),
    /// A part of the range that is out of bounds.
    #[error("at {at}: {error}")]
    Bounds {
        /// The place in the range.
        at: String,
        /// Why.
        error: QuantityError,
    },
    /// Gradients that are not the way that the terrain goes.
    #[error("{at} % {error}")]
    Course {
        /// The gradient, percent.
        at: f64,
        /// Why.
        error: CourseError,
    },
    /// A gradient or step rate is varied, and no speed is given.
    #[error("a speed is needed beside a range of gradients or step rates")]
    NoSpeed,
    /// Muscles without a published force alone.
    #[error("nobody published a force in running of {0}")]
    NoForce(String),
}

/// A place in the range.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct SweepPoint {
    /// In the unit of the range.
    pub x: f64,
    /// On the axis of the evidence: m/s, percent gradient, or percent of the typical step rate.
    pub at: f64,
    /// How somebody runs there.
    pub run: Conditions,
    /// How often somebody steps there.
    pub stepping: Stepping,
}

/// What a muscle bears at a place in the range.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Point<'e> {
    /// The place.
    pub grid_point: SweepPoint,
    /// What it bears.
    pub load: MuscleLoad<'e>,
    /// The studies whose data have a row exactly here; none between the rows.
    pub knot: Vec<&'e StudyRef>,
    swept: Effect,
}

/// How a figure comes about, from the best to the least known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Coverage {
    /// On the data or between them.
    Data,
    /// Beyond the data: the figure at their edge is held.
    Beyond,
    /// Nobody published what the varied quantity does: the figure is shown unchanged by it.
    NoFigure,
}

impl Point<'_> {
    /// Peak force, body weights.
    #[must_use]
    pub fn peak_bw(&self) -> f64 {
        self.load.peak().value().0
    }

    /// The sum over the steps of one leg in a kilometre of the peak to the power of an exponent.
    #[must_use]
    pub fn peak_power_sum(&self, exponent: Exponent) -> f64 {
        let strides = self.grid_point.stepping.strides_per_km(self.grid_point.run.speed());
        exponent.sum(self.peak_bw(), strides)
    }

    /// One standard deviation of it between runners, body weights, where one is known.
    #[must_use]
    pub fn sd_bw(&self) -> Option<f64> {
        Some(self.load.peak().sd()?.0)
    }

    /// Whether the data have a row exactly here.
    #[must_use]
    pub fn is_knot(&self) -> bool {
        !self.knot.is_empty()
    }

    /// How the figure comes about.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let peak = self.load.peak();
        if peak.without_figure().any(|effect| effect == self.swept) {
            Coverage::NoFigure
        } else if peak.is_extrapolated() {
            Coverage::Beyond
        } else {
            Coverage::Data
        }
    }
}

/// One muscle along the range.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Series<'e> {
    /// The muscle.
    pub muscle: &'e Muscle,
    /// Its place in the middle of the range; `None` without a figure to rank by.
    pub rank: Option<usize>,
    /// In the order of the axis.
    pub points: Vec<Point<'e>>,
    /// Places in [`Sweep::sources`] of the studies it rests on.
    pub sources: Vec<usize>,
}

impl Series<'_> {
    /// Whether some part of it comes about so.
    #[must_use]
    pub fn has(&self, coverage: Coverage) -> bool {
        self.points.iter().any(|point| point.coverage() == coverage)
    }
}

/// The answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Sweep<'e> {
    /// The tables it was made from.
    pub evidence: &'e Evidence,
    /// What was asked.
    pub question: SweepQuestion,
    /// The muscles by rank in the middle of the range.
    pub series: Vec<Series<'e>>,
    /// What is to be said.
    pub notes: Vec<Note>,
    /// The studies, in the order in which the muscles first rest on them.
    pub sources: Vec<StudyRef>,
}

impl<'e> Sweep<'e> {
    /// Answers a question.
    ///
    /// ```
    /// use musclerun::answer::Selection;
    /// use musclerun::answer::sweep::{Sweep, SweepQuestion, SweepRange};
    /// use musclerun::units::LengthUnit;
    ///
    /// let paces = SweepRange::pace("7:00".parse()?, "3:30".parse()?, LengthUnit::Kilometre)?;
    /// let question = SweepQuestion {
    ///     selection: Selection::default().muscles(vec!["soleus".to_owned()]),
    ///     ..SweepQuestion::new(paces)
    /// };
    /// let sweep = Sweep::new(musclerun::embedded::evidence(), question)?;
    /// let knots = sweep.series[0].points.iter().filter(|point| point.is_knot());
    /// assert_eq!(knots.map(|point| point.grid_point.at).collect::<Vec<_>>(), [2.5, 3.0, 3.5, 4.0, 4.5]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a muscle is not known or none has a published force, a part of the range is out of bounds or contradicts
    /// the terrain, or no speed is given.
    pub fn new(evidence: &'e Evidence, question: SweepQuestion) -> Result<Self, SweepError> {
        let range = SweepAxis::of(evidence, &question)?;
        let muscles = question.selection.select(evidence)?;
        // the ends first, which an error then names
        range.grid_point(question.swept.from)?;
        range.grid_point(question.swept.to)?;
        let middle = range.grid_point(question.swept.middle())?;
        let mut rows: Vec<MuscleRow<'e>> = muscles
            .iter()
            .map(|muscle| MuscleRow::of(evidence, muscle, &middle.run, None))
            .collect();
        calculate::rank(&mut rows, question.rank_by, &model::Disputes::new(evidence));
        let without_force: Vec<&str> = rows
            .iter()
            .filter(|row| row.load.is_none())
            .map(|row| row.muscle.short_name())
            .collect();
        rows.retain(|row| row.load.is_some());
        if rows.is_empty() {
            return Err(SweepError::NoForce(without_force.join(", ")));
        }
        if let Some(top) = question.selection.top {
            let (first, rest) = rows.split_at(top.min(rows.len()));
            let apart =
                rest.iter().filter(|row| question.with_apart && row.muscle.kind() != Kind::Muscle);
            rows = first.iter().chain(apart).cloned().collect();
        }
        let grid = range.grid(rows.iter().map(|row| row.muscle))?;
        let effect = question.swept.unit.effect();
        let series = rows
            .iter()
            .map(|row| Series {
                muscle: row.muscle,
                rank: row.rank.map(|rank| rank.place),
                points: points(evidence, row.muscle, effect, &grid),
                sources: Vec::new(),
            })
            .collect();
        let mut sweep = Self { evidence, question, series, notes: Vec::new(), sources: Vec::new() };
        sweep.cite();
        sweep.notes = notes::notes(&sweep, &without_force);
        Ok(sweep)
    }

    fn cite(&mut self) {
        let mut citations = Citations::default();
        for series in &mut self.series {
            let points = series.points.iter();
            series.sources =
                citations.numbers(points.flat_map(|point| point.load.peak().studies()));
        }
        citations.numbers(notes::strategy_changes(self).map(|fact| &fact.source.study));
        let directions = notes::directions(self).into_iter();
        citations.numbers(directions.map(|(_, direction)| &direction.source.study));
        self.sources = citations.0;
    }

    /// The places of the range, in the order of the axis.
    pub fn grid(&self) -> impl Iterator<Item = &SweepPoint> {
        let first = self.series.first().into_iter();
        first.flat_map(|series| series.points.iter().map(|point| &point.grid_point))
    }

    /// Peak force, N, where the mass is given.
    #[must_use]
    pub fn peak_n(&self, point: &Point<'_>) -> Option<f64> {
        let mass = self.question.mass?;
        Some(point.load.peak().value().of(mass).0)
    }
}

fn points<'e>(
    evidence: &'e Evidence,
    muscle: &'e Muscle,
    swept: Effect,
    grid: &[SweepPoint],
) -> Vec<Point<'e>> {
    let loads = grid.iter().filter_map(|grid_point| {
        Some((*grid_point, model::load(evidence, muscle, &grid_point.run)?))
    });
    loads
        .map(|(grid_point, load)| Point {
            grid_point,
            load,
            knot: knot(evidence, &load, swept),
            swept,
        })
        .collect()
}

/// The studies whose data on the varied quantity have a row exactly where a load is: a row of the effect, or the
/// published peak itself under the conditions it was found in.
fn knot<'e>(evidence: &'e Evidence, load: &MuscleLoad<'e>, swept: Effect) -> Vec<&'e StudyRef> {
    let peak = load.peak();
    let tables = &evidence.of(load.muscle).phases[load.phase() as usize];
    let mut studies: Vec<&StudyRef> = Vec::new();
    for factor in peak.factors() {
        if factor.effect != swept {
            continue;
        }
        let row = tables
            .curve(swept, Quantity::Peak)
            .at(factor.x)
            .filter(|at| at.held_at().is_none())
            .and_then(|at| match at.rows() {
                [row] => Some(&row.source.study),
                _ => None,
            });
        let is_reference = matches!(factor.origin, Origin::Reference);
        // a gradient of 0 is that of the peak itself where the gradient has no rows; a speed is its own
        if is_reference && (swept == Effect::Speed || row.is_none()) {
            studies.push(&peak.anchor().source.study);
        }
        studies.extend(row.filter(|row| !studies.iter().any(|known| known.key == row.key)));
    }
    studies
}
