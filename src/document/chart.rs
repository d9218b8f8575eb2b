//! Charts as data: what is drawn, in words and numbers, without sizes, fonts or colours.
//!
//! Every word and number is made here by the answer; a form decides only where it stands. What a form has no space for it
//! leaves out, but for a force that nobody published: that is drawn as unknown, never as zero.

/// A chart of an answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Chart {
    /// Muscles shaded by their force, on one or two bodies.
    BodyMap(BodyMap),
    /// From what to what each muscle goes between two runs.
    Slopes(Slopes),
    /// Small line charts over one axis.
    Lines(Lines),
    /// What was run and what muscles bore, over the distance.
    Course(CourseChart),
    /// Days, a column a week.
    Calendar(CalendarChart),
}

/// Maps of the body on one scale of colour, beside each other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BodyMap {
    /// What the colours are, and their unit.
    pub caption: String,
    /// What the numbers in the circles mean; empty where there are none.
    pub meaning: String,
    /// The force at the end of the scale, which begins at 0.
    pub top: f64,
    /// The words of five marks of the scale, evenly from 0 to the top.
    pub marks: [String; 5],
    /// What hatching stands for.
    pub without_force: String,
    /// Whether muscles that nobody published a force of have a label too.
    pub labels_unpublished: bool,
    /// One map, or two.
    pub sides: Vec<MapSide>,
}

/// One map.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MapSide {
    /// The letter that two maps are told apart by; empty for one.
    pub letter: String,
    /// What was run, in lines; empty where the page says it.
    pub conditions: Vec<String>,
    /// Every muscle of the tables.
    pub muscles: Vec<MapMuscle>,
}

/// A muscle of a map.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MapMuscle {
    /// Its key, by which the drawing knows it.
    pub key: String,
    /// Its short name.
    pub name: String,
    /// The key of the group that it is a part of.
    pub part_of: Option<String>,
    /// What is known of it.
    pub state: MapState,
}

/// What is known of a muscle of a map.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MapState {
    /// It is shown.
    Selected {
        /// The force on the scale; `None` where nobody published it.
        force: Option<f64>,
        /// Its place in the ranking.
        place: Option<usize>,
        /// The force in words beside its name; empty where the name is enough.
        value: String,
        /// Name, force and rank in one sentence.
        sentence: String,
    },
    /// It was not asked for.
    NotSelected,
    /// Nobody published a force of it.
    Unpublished,
}

/// A slope chart: a line a muscle from its force in A to its force in B.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Slopes {
    /// What is drawn, and its unit.
    pub caption: String,
    /// The force at the end of the scale of colour.
    pub top: f64,
    /// The lines, by rank; none where no muscle has a force on both sides.
    pub lines: Vec<Slope>,
    /// What is to be told of muscles without a line.
    pub rest: Option<String>,
}

/// The line of a muscle.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Slope {
    /// The key of the muscle.
    pub key: String,
    /// Its short name.
    pub name: String,
    /// Both forces and the change in one sentence.
    pub sentence: String,
    /// The forces in A and in B.
    pub forces: [f64; 2],
    /// The same in words.
    pub texts: [String; 2],
    /// The change from A to B in words.
    pub change: String,
    /// What is known of the change.
    pub certainty: ChangeCertainty,
    /// Whether a part of the change is unknown.
    pub is_in_part: bool,
}

/// What is known of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ChangeCertainty {
    /// Nobody published a figure for what differs.
    Unknown,
    /// The change is known, but not the spread between runners.
    NoSpread,
    /// Within the spread between runners.
    Within,
    /// Beyond it.
    Beyond,
}

/// Days of weeks, each as dark as much was run.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CalendarChart {
    /// What is drawn, and what is darkest.
    pub caption: String,
    /// The first day of each week in words, and whether a month begins in it, where it is marked.
    pub weeks: Vec<Option<String>>,
    /// The days with a run.
    pub days: Vec<CalendarDay>,
}

/// A day of a calendar with a run.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CalendarDay {
    /// The place of its week.
    pub week: usize,
    /// Its place in the week, Monday first.
    pub weekday: usize,
    /// How much was run, over the most of a day.
    pub share: f64,
    /// The day and what was run, in words.
    pub sentence: String,
}

/// Line charts over one horizontal axis, each with its spread as a band.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lines {
    /// What is drawn, its unit and how its scale is chosen, as the legend says it.
    pub caption: String,
    /// The axis that all charts share.
    pub axis: LineAxis,
    /// The charts.
    pub panels: Vec<LinePanel>,
}

/// The horizontal axis.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LineAxis {
    /// What lies along it, and its unit.
    pub title: String,
    /// Where round values may be marked.
    pub marks: AxisMarks,
}

/// A labelled place of an axis: its place from 0 to 1, and its label.
pub type AxisMark = (f64, String);

/// Which places of an axis may be marked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AxisMarks {
    /// The first of these sets whose marks have space, or else the last.
    FirstFitting(Vec<Vec<AxisMark>>),
    /// Each mark, in this order, that has space beside those before it.
    EachFitting(Vec<AxisMark>),
}

/// One line chart.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LinePanel {
    /// The key of what it shows, unique among the charts.
    pub key: String,
    /// What it shows.
    pub name: String,
    /// Whether it is a part of a group of muscles.
    pub is_part: bool,
    /// The grades of its evidence.
    pub grades: String,
    /// Its points, from the left to the right.
    pub points: Vec<LinePoint>,
}

/// A point of a line.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LinePoint {
    /// Its place along the axis, 0 to 1.
    pub at: f64,
    /// The figure.
    pub value: f64,
    /// One standard deviation of it.
    pub sd: Option<f64>,
    /// What is known there.
    pub certainty: LineCertainty,
    /// Where a row of the published data lies here: the point in a sentence.
    pub row: Option<String>,
}

/// What is known of a place of a line; between two points it is the lesser of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LineCertainty {
    /// A sum of what was run, which is no figure of a study.
    Sum,
    /// Between rows of the data.
    Data,
    /// Beyond the data, kept at their edge.
    Beyond,
    /// Nobody published a figure.
    NoFigure,
}

/// Charts over the distance of a run, one below another on the same axis.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CourseChart {
    /// Marks of the distance.
    pub marks: Vec<AxisMark>,
    /// The charts.
    pub panels: Vec<CoursePanel>,
}

/// One chart over the distance.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CoursePanel {
    /// What it shows.
    pub name: String,
    /// The figures that sum it up.
    pub sum: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// Whether it is the ground.
    pub is_ground: bool,
    /// Marks of its scale, from 0 at the foot to 1 at the top.
    pub marks: Vec<AxisMark>,
    /// The figures of bins of one length from the start to the end; `None` where there is none.
    pub points: Vec<Option<CoursePoint>>,
}

/// A figure of a bin, as its place on the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CoursePoint {
    /// The figure, 0 to 1.
    pub at: f64,
    /// One standard deviation below and above it, where that is known.
    pub band: Option<[f64; 2]>,
}

impl BodyMap {
    /// Whether a force is known of any muscle that is shown.
    #[must_use]
    pub fn has_force(&self) -> bool {
        let mut muscles = self.sides.iter().flat_map(|side| &side.muscles);
        muscles.any(|muscle| matches!(muscle.state, MapState::Selected { force: Some(_), .. }))
    }

    /// What hardly any run goes beyond, body weights.
    const USUAL_TOP_BW: f64 = 10.0;

    /// The top of the scale of forces up to the largest, body weights: the same for all usual runs, so that pictures can
    /// be held side by side.
    #[must_use]
    pub fn top_bw(largest_bw: f64) -> f64 {
        if largest_bw <= Self::USUAL_TOP_BW {
            return Self::USUAL_TOP_BW;
        }
        (largest_bw / 4.0).ceil() * 4.0
    }

    /// The same in newtons: a little above the former at 70 kg, so that marks are round.
    #[must_use]
    pub fn top_newtons(largest_n: f64) -> f64 {
        (largest_n / 2000.0).ceil().max(3.0) * 2000.0
    }

    /// The words of the marks of a scale to that top.
    #[must_use]
    pub fn marks(top: f64, text: impl Fn(f64) -> String) -> [String; 5] {
        [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| text(part * top))
    }
}
