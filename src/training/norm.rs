//! Where the result of a strength test lies among published figures, and what of it is the test's own noise.
//!
//! Nothing here judges: a result is set beside the median or mean of the people who were measured, with how far two
//! tests of one person lie apart by chance.

use std::fmt;
use std::str::FromStr;

use super::rows::{Capacity, Measure, Sex};
use super::tables::Training;
use crate::spelling::{did_you_mean, nearest};

impl FromStr for Sex {
    type Err = TestError;

    fn from_str(text: &str) -> Result<Self, TestError> {
        match text.trim().to_lowercase().as_str() {
            "f" | "female" | "w" | "woman" | "women" => Ok(Self::Female),
            "m" | "male" | "man" | "men" => Ok(Self::Male),
            _ => Err(TestError::new(text, "f or m is accepted: the norms know no other")),
        }
    }
}

/// Who did a test.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Person {
    /// The age in years.
    pub age: Option<f64>,
    /// Whose norms are meant.
    pub sex: Option<Sex>,
}

/// A test that people can do, and how its result is typed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct StrengthTest {
    /// The key in the tables.
    pub key: &'static str,
    /// The unit of the result.
    pub unit: &'static str,
    /// The most that a result can be.
    max: f64,
}

/// The unit of a strength that is measured by a turning force.
const MOMENT: &str = "N·m/kg";

impl StrengthTest {
    /// All tests of which a result can be placed.
    pub const ALL: [Self; 10] = [
        Self::new("heel_raises", "repetitions", 200.0),
        Self::new("hip_abduction", MOMENT, 10.0),
        Self::new("knee_extension", MOMENT, 10.0),
        Self::new("knee_flexion", MOMENT, 10.0),
        Self::new("hop", "cm", 2000.0),
        Self::new("single_hop", "cm", 500.0),
        Self::new("triple_hop", "cm", 2000.0),
        Self::new("side_bridge", "s", 3600.0),
        Self::new("hamstring_bridge", "repetitions", 200.0),
        Self::new("single_leg_bridge", "s", 3600.0),
    ];

    const fn new(key: &'static str, unit: &'static str, max: f64) -> Self {
        Self { key, unit, max }
    }

    /// The name as it is typed.
    #[must_use]
    pub fn name(&self) -> String {
        self.key.replace('_', "-")
    }
}

/// A result that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not understood; {accepted}")]
#[non_exhaustive]
pub struct TestError {
    found: String,
    /// What is accepted instead.
    pub accepted: String,
}

impl TestError {
    pub(super) fn new(found: &str, accepted: impl Into<String>) -> Self {
        Self { found: found.chars().take(60).collect(), accepted: accepted.into() }
    }
}

/// The result of a test: of one leg, or of the left and the right.
///
/// ```
/// use musclerun::training::TestResult;
/// assert_eq!("heel-raises=22".parse::<TestResult>()?.value, 22.0);
/// assert_eq!("hip-abduction=1.3/1.4Nm/kg".parse::<TestResult>()?.other, Some(1.4));
/// assert!("heel-raise=22kg".parse::<TestResult>().is_err());
/// # Ok::<(), musclerun::training::TestError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TestResult {
    /// The test.
    pub test: StrengthTest,
    /// The result; of the left leg where there are two.
    pub value: f64,
    /// The result of the right leg.
    pub other: Option<f64>,
}

impl TestResult {
    /// The result, of two legs that of the weaker.
    #[must_use]
    pub fn weaker(&self) -> f64 {
        self.other.map_or(self.value, |other| other.min(self.value))
    }
}

impl FromStr for TestResult {
    type Err = TestError;

    fn from_str(text: &str) -> Result<Self, TestError> {
        let all = || StrengthTest::ALL.map(|test| test.name()).join(", ");
        let Some((name, result)) = text.split_once('=') else {
            return Err(TestError::new(
                text,
                format!("TEST=RESULT is accepted, such as heel-raises=22; tests: {}", all()),
            ));
        };
        let name = name.trim().to_lowercase().replace(['_', ' '], "-");
        let Some(asked) = StrengthTest::ALL.into_iter().find(|test| test.name() == name) else {
            let names = StrengthTest::ALL.map(|test| test.name());
            let near = nearest(&name, names.iter().map(String::as_str));
            let published =
                format!("tests with published figures: {}{}", all(), did_you_mean(near));
            return Err(TestError::new(text, published));
        };
        let number = |text: &str| -> Option<f64> {
            let number: f64 = text.trim().replace(',', ".").parse().ok()?;
            (number > 0.0 && number <= asked.max).then_some(number)
        };
        // `1.3/1.4Nm/kg`: a slash before a digit parts the legs, another is one of the unit
        let end = result.find(|c: char| c.is_alphabetic()).unwrap_or(result.len());
        let (numbers, unit) = result.split_at(end);
        let unit = unit.trim().to_lowercase().replace(['·', '*', '.'], "");
        let fits = match asked.unit {
            "repetitions" => matches!(&*unit, "" | "x" | "reps" | "rep" | "repetitions"),
            MOMENT => matches!(&*unit, "" | "nm/kg"),
            unit_of_test => unit.is_empty() || unit == unit_of_test,
        };
        let (left, right) =
            numbers.split_once('/').map_or((numbers, None), |(left, right)| (left, Some(right)));
        let other = right.map_or(Some(None), |right| number(right).map(Some));
        match number(left).zip(other) {
            Some((value, other)) if fits => Ok(Self { test: asked, value, other }),
            _ => Err(TestError::new(
                text,
                format!(
                    "a number of {} above 0, at most {}, is accepted, or left/right",
                    asked.unit, asked.max
                ),
            )),
        }
    }
}

impl fmt::Display for TestResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.other {
            Some(other) => write!(f, "{}/{} {}", self.value, other, self.test.unit),
            None => write!(f, "{} {}", self.value, self.test.unit),
        }
    }
}

/// A result beside a published figure.
#[derive(Debug, Clone)]
pub(crate) struct Placement<'t> {
    /// The row of the table, the first of two where ages lie between.
    pub(crate) row: &'t Capacity,
    /// The median or mean.
    pub(crate) typical: Option<f64>,
    /// From where to where, as the row has it.
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    /// Where the result lies.
    pub(crate) position: String,
}

/// The left leg against the right.
#[derive(Debug, Clone)]
pub(crate) struct Symmetry<'t> {
    /// The weaker over the stronger, percent.
    pub(crate) weaker_pct: f64,
    /// What can be seen of it.
    pub(crate) position: String,
    /// What it rests on.
    pub(crate) rows: Vec<&'t Capacity>,
}

impl Training {
    /// The figures of a test.
    fn figures(&self, test: StrengthTest) -> impl Iterator<Item = &Capacity> {
        self.capacity.iter().filter(move |row| row.test == test.key)
    }

    /// Where one result lies beside every published figure that is about such a person.
    pub(crate) fn placements(
        &self,
        test: StrengthTest,
        value: f64,
        person: Person,
    ) -> Vec<Placement<'_>> {
        let of_sex = |row: &&Capacity| match (row.sex, person.sex) {
            (Some(sex), Some(own)) if sex != Sex::Both => sex == own,
            _ => true,
        };
        let any_of_sex =
            self.figures(test).any(|row| of_sex(&row) && row.measure != Measure::Agreement);
        let rows: Vec<&Capacity> =
            self.figures(test).filter(|row| of_sex(row) || !any_of_sex).collect();
        let mut placements = Vec::new();
        placements.extend(norm(&rows, value, person));
        for row in rows {
            let by_age = person.age.is_some() && person.sex.is_some();
            let group_fits = match row.group.as_deref() {
                // who counts as older the abstract does not say
                Some("older") => person.age.is_some_and(|age| age >= 60.0),
                _ => true,
            };
            let placed = match row.measure {
                Measure::Median if placements.is_empty() => {
                    row.value.map(|median| (Some(median), beside(value, median)))
                }
                Measure::Mean if group_fits && placements.is_empty() => {
                    row.value.map(|mean| (Some(mean), spread_position(value, mean, row.sd)))
                }
                Measure::Equation if by_age => {
                    placements.clear();
                    row.value.map(|start| {
                        // mean = 1.600 - 0.005 · age + 0.215 for a man (Ramskov 2014)
                        let years =
                            person.age.unwrap_or_default() * row.per_year.unwrap_or_default();
                        let male = row.if_male.filter(|_| person.sex == Some(Sex::Male));
                        let mean = start + years + male.unwrap_or_default();
                        (Some(mean), spread_position(value, mean, row.sd))
                    })
                }
                Measure::MeanInterval if group_fits => row.low.zip(row.high).map(|(low, high)| {
                    let place = match value {
                        value if value < low => "below",
                        value if value > high => "above",
                        _ => "within",
                    };
                    let what = "where the mean of people lies, which is no range of people";
                    (None, format!("{place} {what}"))
                }),
                Measure::Class => Some((row.value, String::new())),
                _ => None,
            };
            if let Some((typical, position)) = placed {
                placements.push(Placement { row, typical, low: row.low, high: row.high, position });
            }
        }
        classes(&mut placements, value);
        placements
    }

    /// How far two tests of one person lie apart by chance, where that is published.
    pub(crate) fn noise(&self, test: StrengthTest) -> Option<&Capacity> {
        self.figures(test).find(|row| row.measure == Measure::Agreement)
    }

    /// The left leg against the right.
    pub(crate) fn symmetry(&self, result: &TestResult) -> Option<Symmetry<'_>> {
        let other = result.other?;
        let (weaker, stronger) = (result.value.min(other), result.value.max(other));
        // limb symmetry index = weaker / stronger · 100
        let weaker_pct = 100.0 * weaker / stronger;
        let is_hop = result.test.key.ends_with("hop");
        let hops = |row: &&Capacity| row.test == "hop" && is_hop;
        let mut rows: Vec<&Capacity> = self.capacity.iter().filter(hops).collect();
        let position = if let Some(change) =
            rows.iter().find(|row| row.measure == Measure::DetectableChange)
        {
            let healthy =
                rows.iter().find(|row| row.measure == Measure::Symmetry).and_then(|row| row.low);
            let (low, high) = (change.low.unwrap_or_default(), change.high.unwrap_or_default());
            let healthy = healthy.unwrap_or_default();
            let reached = if weaker_pct >= healthy { "as" } else { "below what" };
            format!(
                "{reached} all healthy people of one study ({healthy} % and more); from test to test, a change below \
                 {low} to {high} % is chance"
            )
        } else if let Some(noise) = self.noise(result.test) {
            rows.push(noise);
            let largest = noise.high.unwrap_or_default();
            let least = if noise.unit.as_deref() == Some("%") {
                stronger * largest / 100.0
            } else {
                largest
            };
            let is_more = if stronger - weaker > least { "more" } else { "no more" };
            format!("the legs differ by {is_more} than two tests of one leg do by chance")
        } else {
            "how much of a difference is chance, none of our sources says".to_owned()
        };
        Some(Symmetry { weaker_pct, position, rows })
    }
}

/// The norm by age and sex: linear between the ages of the table.
fn norm<'t>(rows: &[&'t Capacity], value: f64, person: Person) -> Option<Placement<'t>> {
    let age = person.age.filter(|_| person.sex.is_some())?;
    let knots: Vec<&Capacity> =
        rows.iter().copied().filter(|row| row.measure == Measure::Norm).collect();
    let at = |row: &Capacity| row.age_low.unwrap_or_default();
    let pair = knots.windows(2).find(|pair| (at(pair[0])..=at(pair[1])).contains(&age))?;
    // y = y0 + (y1 - y0) · (x - x0) / (x1 - x0)
    let weight = (age - at(pair[0])) / (at(pair[1]) - at(pair[0]));
    let between = |of: fn(&Capacity) -> Option<f64>| {
        Some(of(pair[0])? + (of(pair[1])? - of(pair[0])?) * weight)
    };
    let (median, low) = (between(|row| row.value)?, between(|row| row.low)?);
    let position =
        if value < low { "below what 39 in 40 reach".to_owned() } else { beside(value, median) };
    Some(Placement { row: pair[0], typical: Some(median), low: Some(low), high: None, position })
}

fn beside(value: f64, median: f64) -> String {
    if value < median { "in the lower half" } else { "in the upper half" }.to_owned()
}

/// Where a value lies by the standard deviation of people.
fn spread_position(value: f64, mean: f64, sd: Option<f64>) -> String {
    let side = if value < mean { "below" } else { "above" };
    match sd.map(|sd| ((value - mean) / sd).abs()) {
        None => format!("{side} the mean"),
        Some(spreads) if spreads <= 1.0 => {
            format!("{side} the mean, within one standard deviation")
        }
        Some(spreads) if spreads <= 2.0 => {
            format!("{side} the mean by one to two standard deviations")
        }
        Some(_) => format!("{side} the mean by more than two standard deviations"),
    }
}

/// Limits of poor, average and good: one line for all three.
fn classes(placements: &mut Vec<Placement<'_>>, value: f64) {
    let limits: Vec<String> = placements
        .iter()
        .filter(|placed| placed.row.measure == Measure::Class)
        .map(|placed| {
            let row = placed.row;
            let limit = row.value.or(row.low).or(row.high).unwrap_or_default();
            let sign = match (row.low, row.high) {
                (Some(_), _) => "from ",
                (None, Some(_)) => "to ",
                (None, None) => "",
            };
            format!("{} {sign}{limit}", row.statistic)
        })
        .collect();
    let mut is_first = true;
    placements.retain_mut(|placed| {
        if placed.row.measure != Measure::Class {
            return true;
        }
        placed.position = format!("{value} where that study calls {}", limits.join(", "));
        (placed.typical, placed.low, placed.high) = (None, None, None);
        std::mem::take(&mut is_first)
    });
}
