//! Reading one row: from cells to conditions, or to why not.

mod quantities;

use std::str::FromStr;

use crate::conditions::{Conditions, Terrain};
use crate::spelling::UnknownWord;
use crate::units::{
    Distance, Duration, LengthUnit, Mass, Pace, QuantityError, RunLength, Speed, SpeedUnit,
};

pub(super) use quantities::{accepts, any_number, seconds};

use super::RowReader;
use super::field::{BoundColumn, ColumnUnit, LogField};
use super::number::number;

/// A run as its row tells it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LoggedRun {
    /// How somebody ran.
    pub conditions: Conditions,
    /// How far or how long, where the row says.
    pub run_length: Option<RunLength>,
    /// How far it went up, m a kilometre, where the row says.
    pub climb_m_per_km: Option<f64>,
    /// What its columns contradict each other in, or what had to be understood.
    pub warnings: Vec<RowWarning>,
}

/// What is odd in a row that is computed all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum RowWarning {
    /// Two columns differ in how fast.
    #[error(
        "columns differ by more than 2 % in how fast the run was; a speed is taken before a pace, and a pace before distance over duration"
    )]
    SpeedsDiffer,
    /// Two columns differ in how heavy.
    #[error("columns differ by more than 2 % in how heavy the runner is; the first is taken")]
    MassesDiffer,
    /// Nobody says how heavy the runner is.
    #[error("no body mass is known: loads are told in body weights alone")]
    NoMass,
    /// A distance of an export in metres where others are kilometres or miles.
    #[error("the distance is read in metres, as pace and duration say")]
    DistanceInMetres,
    /// A run in the hills, whose gradients no row tells.
    #[error(
        "climbs more than 10 m a kilometre and is computed as level, for want of gradients: `musclerun history` and `run` read them from the recorded file"
    )]
    Climbs,
    /// A cell that has swallowed rows.
    #[error(
        "a cell holds lines that each look like a row of their own; quotation marks seem to be astray"
    )]
    RowsInQuotes,
}

/// What two columns may differ by that say the same, as a share.
const TOLERANCE: f64 = 0.02;

/// A run that goes up by more is one in the hills, m a kilometre.
const NOTABLE_CLIMB: f64 = 10.0;
/// No run goes up by more, m a kilometre.
const MOST_CLIMB: f64 = 1000.0;

/// Why a row has no answer: the column that is at fault, and the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{column}: {reason}")]
#[non_exhaustive]
pub struct Refusal {
    /// The header of the column.
    pub column: String,
    /// What was found there and what is accepted.
    pub reason: String,
}

/// What a row is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LogRow {
    /// A run.
    Run(LoggedRun),
    /// Another sport, by its word.
    OtherSport(String),
    /// Something that cannot be read.
    Refused(Refusal),
}

/// A filled cell and the column it stands in.
struct FilledCell<'c, 'p> {
    text: &'c str,
    binding: &'p BoundColumn,
}

impl FilledCell<'_, '_> {
    fn refuse(&self, reason: &impl ToString) -> Refusal {
        Refusal { column: self.binding.name.clone(), reason: reason.to_string() }
    }

    fn quantity<T>(&self, read: Result<T, QuantityError>) -> Result<T, Refusal> {
        read.map_err(|error| self.refuse(&error))
    }

    fn word<T: FromStr<Err = UnknownWord>>(&self) -> Result<T, Refusal> {
        self.text.parse().map_err(|error| self.refuse(&error))
    }

    fn no_number(&self, accepted: &str) -> Refusal {
        self.refuse(&QuantityError::new(self.text, "is not a number", accepted))
    }
}

impl RowReader {
    /// Reads a row of so many cells.
    pub fn read<'c>(&self, width: usize, cell: &impl Fn(usize) -> &'c str) -> LogRow {
        let activity = self.cell(LogField::Activity, cell);
        let terrain_of_activity =
            activity.as_ref().and_then(|activity| self.dialects.running(activity.text));
        if terrain_of_activity.is_none() {
            let has_activities = !self.bindings[LogField::Activity as usize].is_empty();
            if self.has_samples && width != self.width {
                return LogRow::OtherSport("lines of samples".to_owned());
            }
            if let Some(activity) = activity {
                let word: String = activity.text.chars().take(60).collect();
                return LogRow::OtherSport(word.escape_debug().to_string());
            }
            if self.is_export && has_activities {
                return LogRow::OtherSport("without activity".to_owned());
            }
        }
        if width != self.width {
            return LogRow::Refused(Refusal {
                column: "row".to_owned(),
                reason: format!("has {width} cells; the header has {}", self.width),
            });
        }
        match self.run(terrain_of_activity, cell) {
            Ok(run) => LogRow::Run(run),
            Err(refusal) => LogRow::Refused(refusal),
        }
    }

    /// The filled cells of a field, in order of preference.
    fn cells<'c, 'p>(
        &'p self,
        field: LogField,
        cell: &impl Fn(usize) -> &'c str,
    ) -> impl Iterator<Item = FilledCell<'c, 'p>> {
        self.bindings[field as usize]
            .iter()
            .map(|binding| FilledCell { text: cell(binding.column).trim(), binding })
            .filter(|cell| !self.is_unfilled(cell))
    }

    /// The first filled cell of a field.
    fn cell<'c, 'p>(
        &'p self,
        field: LogField,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Option<FilledCell<'c, 'p>> {
        self.cells(field, cell).next()
    }

    /// Whether a cell says nothing: an empty one, `--` and `--:--:--`, and in exports a zero or `NaN`. Level ground is a
    /// gradient, but nothing else of zero can be.
    fn is_unfilled(&self, cell: &FilledCell<'_, '_>) -> bool {
        let only = |bytes: &[u8]| cell.text.bytes().all(|b| bytes.contains(&b));
        cell.text.is_empty()
            || only(b"-:.")
            || (self.is_export
                && cell.binding.field != LogField::Gradient
                && (only(b"0.,:") || cell.text.split(':').all(|part| part == "NaN")))
    }

    fn run<'c>(
        &self,
        of_activity: Option<Terrain>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<LoggedRun, Refusal> {
        let mut warnings = Vec::new();
        let duration = self.cell(LogField::Duration, cell);
        let duration = duration.map(|cell| self.duration(&cell)).transpose()?;
        let distance = self.cell(LogField::Distance, cell);
        let distance = distance.map(|it| self.distance(&it, &mut warnings, cell)).transpose()?;
        let speed = self.speed(distance, duration, &mut warnings, cell)?;
        let mut masses = self.cells(LogField::Mass, cell).map(|cell| self.mass(&cell));
        let mass = masses.next().transpose()?.or(self.defaults.mass);
        let differs = |mass: Mass| {
            let mut others = masses.flatten();
            others.any(|other| differ(other.kilograms(), mass.kilograms(), TOLERANCE))
        };
        match mass {
            None => warnings.push(RowWarning::NoMass),
            Some(mass) if differs(mass) => warnings.push(RowWarning::MassesDiffer),
            Some(_) => {}
        }
        let conditions = Conditions::new(speed)
            .with_mass_if_known(mass)
            .with_course(self.course(of_activity, cell)?)
            .with_step_rate(self.step_rate(duration, cell)?)
            .with_form(self.form(cell)?);
        let run_length = distance
            .map(RunLength::Distance)
            .or(duration.map(RunLength::Duration))
            .or(self.defaults.run_length);
        let metres = run_length.map(|length| length.metres(speed));
        let climb_m_per_km = self
            .cell(LogField::Climb, cell)
            .and_then(|cell| self.climb_m(&cell))
            .zip(metres.filter(|metres| *metres > 0.0))
            .map(|(climb, metres)| climb / metres * 1000.0)
            .filter(|climb| (0.0..=MOST_CLIMB).contains(climb));
        let is_level = conditions.course().gradient().percent().abs() < f64::EPSILON;
        if is_level && climb_m_per_km.is_some_and(|climb| climb > NOTABLE_CLIMB) {
            warnings.push(RowWarning::Climbs);
        }
        Ok(LoggedRun { conditions, run_length, climb_m_per_km, warnings })
    }

    /// The name of the first column that holds one of the fields.
    fn column_of(&self, fields: &[LogField]) -> String {
        let bound = fields.iter().find_map(|field| self.bindings[*field as usize].first());
        bound.map_or_else(|| "row".to_owned(), |binding| binding.name.clone())
    }

    fn missing(&self, fields: &[LogField]) -> Refusal {
        Refusal {
            column: self.column_of(fields),
            reason: "is empty or zero, and no option says what to take".to_owned(),
        }
    }

    fn number(&self, cell: &FilledCell<'_, '_>, accepted: &str) -> Result<f64, Refusal> {
        number(cell.text, self.decimal).ok_or_else(|| cell.no_number(accepted))
    }

    /// All durations that can be read; an export has the time in motion, in all and by the watch.
    fn durations<'c>(&self, cell: &impl Fn(usize) -> &'c str) -> impl Iterator<Item = Duration> {
        let cells = self.cells(LogField::Duration, cell);
        cells.filter_map(|cell| self.duration(&cell).ok())
    }

    fn speed<'c>(
        &self,
        distance: Option<Distance>,
        duration: Option<Duration>,
        warnings: &mut Vec<RowWarning>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<Speed, Refusal> {
        let speeds = self.cells(LogField::Speed, cell).map(|cell| self.speed_of(&cell));
        let paces = self.cells(LogField::Pace, cell).map(|cell| self.speed_of_pace(&cell));
        let mut stated = speeds.chain(paces);
        let over = |duration: Duration| distance.map(|it| it.metres() / duration.seconds());
        if let Some(speed) = stated.next() {
            let speed = speed?;
            let contradicts = |other: Speed| differ(other.m_per_s(), speed.m_per_s(), TOLERANCE);
            // a short distance is rounded coarsely, and an export has the time in motion, in all and by the watch
            let rounding = distance.map_or(0.0, |it| 5.0 / it.metres());
            let fits = |m_per_s: f64| !differ(m_per_s, speed.m_per_s(), TOLERANCE + rounding);
            let mut by_distance = self.durations(cell).filter_map(over).peekable();
            let is_contradicted = by_distance.peek().is_some() && !by_distance.any(fits);
            if is_contradicted || stated.flatten().any(contradicts) {
                warnings.push(RowWarning::SpeedsDiffer);
            }
            return Ok(speed);
        }
        if let Some(m_per_s) = duration.and_then(over) {
            return Speed::from_m_per_s(m_per_s).map_err(|error| Refusal {
                column: self.column_of(&[LogField::Distance]),
                reason: format!("over the duration {}, that {}", error.found(), error.reason()),
            });
        }
        let fields = [LogField::Speed, LogField::Pace, LogField::Distance];
        self.defaults.speed.ok_or_else(|| self.missing(&fields))
    }

    fn speed_of(&self, cell: &FilledCell<'_, '_>) -> Result<Speed, Refusal> {
        let value = self.number(cell, "a speed is accepted, such as 3.33")?;
        let unit = match cell.binding.unit {
            ColumnUnit::MetresPerSecond => SpeedUnit::MetresPerSecond,
            ColumnUnit::MilesPerHour => SpeedUnit::MilesPerHour,
            ColumnUnit::Account if self.account == LengthUnit::Mile => SpeedUnit::MilesPerHour,
            _ => SpeedUnit::KilometresPerHour,
        };
        cell.quantity(Speed::from_m_per_s(unit.in_m_per_s(value)))
    }

    fn speed_of_pace(&self, cell: &FilledCell<'_, '_>) -> Result<Speed, Refusal> {
        let unit = match cell.binding.unit {
            ColumnUnit::MinutesPerMile => LengthUnit::Mile,
            ColumnUnit::Account => self.account,
            ColumnUnit::MinutesPerKilometre => LengthUnit::Kilometre,
            _ => self.bare,
        };
        cell.quantity(pace(cell.text).and_then(|pace| pace.speed(unit)))
    }
}

/// Whether two figures differ by more than a share of the second.
fn differ(one: f64, other: f64, tolerance: f64) -> bool {
    (one / other - 1.0).abs() > tolerance
}

/// A pace as spreadsheets write it too: `00:05:00` for 5:00.
fn pace(text: &str) -> Result<Pace, QuantityError> {
    let clock = text.strip_prefix("00:").or_else(|| text.strip_prefix("0:"));
    match clock.filter(|clock| clock.contains(':')) {
        Some(clock) => clock.parse(),
        None => text.parse(),
    }
}
