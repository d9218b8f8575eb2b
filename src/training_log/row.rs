//! Reading one row: from cells to conditions, or to why not.

use crate::conditions::{Conditions, FootStrike, Form, Shoe, Terrain};
use crate::units::{
    Distance, Duration, Gradient, LengthUnit, Mass, Pace, QuantityError, RunLength, Speed,
    SpeedUnit, StepRate, StepsPerMinute, Support, TrunkLean,
};

use super::field::{BoundColumn, ColumnUnit, LogField};
use super::number::number;
use super::{RowReader, course};

/// A run as its row tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedRun {
    /// How somebody ran.
    pub conditions: Conditions,
    /// How far or how long, where the row says.
    pub run_length: Option<RunLength>,
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
    /// A cell that has swallowed rows.
    #[error(
        "a cell holds lines that each look like a row of their own; quotation marks seem to be astray"
    )]
    RowsInQuotes,
}

/// What two columns may differ by that say the same, as a share.
const TOLERANCE: f64 = 0.02;

/// Why a row has no answer: the column that is at fault, and the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{column}: {reason}")]
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
        Refusal {
            column: self.binding.name.clone(),
            reason: reason.to_string(),
        }
    }

    fn quantity<T>(&self, read: Result<T, QuantityError>) -> Result<T, Refusal> {
        read.map_err(|error| self.refuse(&error))
    }

    fn no_number(&self, accepted: &str) -> Refusal {
        self.refuse(&QuantityError::new(self.text, "is not a number", accepted))
    }
}

impl RowReader {
    /// Reads a row of so many cells.
    pub fn read<'c>(&self, width: usize, cell: &impl Fn(usize) -> &'c str) -> LogRow {
        let activity = self.cell(LogField::Activity, cell);
        let terrain_of_activity = activity
            .as_ref()
            .and_then(|activity| self.dialects.running(activity.text));
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
            .map(|binding| FilledCell {
                text: cell(binding.column).trim(),
                binding,
            })
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
        let duration = match self.cell(LogField::Duration, cell) {
            Some(cell) => Some(self.duration(&cell)?),
            None => None,
        };
        let distance = match self.cell(LogField::Distance, cell) {
            Some(distance) => Some(self.distance(&distance, &mut warnings, cell)?),
            None => None,
        };
        let speed = self.speed(distance, duration, &mut warnings, cell)?;
        let mut masses = self
            .cells(LogField::Mass, cell)
            .map(|cell| self.mass(&cell));
        let mass = match masses.next() {
            Some(mass) => Some(mass?),
            None => self.defaults.mass,
        };
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
        Ok(LoggedRun {
            conditions,
            run_length,
            warnings,
        })
    }

    /// The name of the first column that holds one of the fields.
    fn column_of(&self, fields: &[LogField]) -> String {
        let bound = fields
            .iter()
            .find_map(|field| self.bindings[*field as usize].first());
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
        let speeds = self
            .cells(LogField::Speed, cell)
            .map(|cell| self.speed_of(&cell));
        let paces = self
            .cells(LogField::Pace, cell)
            .map(|cell| self.speed_of_pace(&cell));
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
                reason: format!(
                    "over the duration {}, that {}",
                    error.found(),
                    error.reason()
                ),
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

    /// A distance; in metres where that of an export over its durations is a thousand times what its pace says, as Garmin
    /// writes runs on a track.
    fn distance<'c>(
        &self,
        distance: &FilledCell<'_, '_>,
        warnings: &mut Vec<RowWarning>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<Distance, Refusal> {
        let value = self.number(distance, "a distance is accepted, such as 10.5")?;
        let unit_m = match distance.binding.unit {
            ColumnUnit::Metres => 1.0,
            ColumnUnit::Miles => LengthUnit::Mile.metres(),
            ColumnUnit::Account => {
                let pace = self.cell(LogField::Pace, cell);
                let speed = pace.and_then(|pace| self.speed_of_pace(&pace).ok());
                let is_metres = speed.is_some_and(|speed| {
                    let mut durations = self.durations(cell);
                    durations.any(|it| !differ(value, it.seconds() * speed.m_per_s(), 0.1))
                });
                if is_metres {
                    warnings.push(RowWarning::DistanceInMetres);
                    1.0
                } else {
                    self.account.metres()
                }
            }
            _ => LengthUnit::Kilometre.metres(),
        };
        distance.quantity(Distance::from_metres(value * unit_m))
    }

    fn duration(&self, cell: &FilledCell<'_, '_>) -> Result<Duration, Refusal> {
        if let Some(value) = number(cell.text, self.decimal) {
            let seconds = match cell.binding.unit {
                ColumnUnit::Hours => value * 3600.0,
                _ => value,
            };
            return cell.quantity(Duration::from_seconds(seconds));
        }
        // a clock may show fractions of its last second, which the duration people type does not have
        let clock = cell
            .text
            .rsplit_once(['.', ','])
            .filter(|(clock, fraction)| {
                clock.contains(':') && fraction.bytes().all(|b| b.is_ascii_digit())
            });
        let Some((clock, fraction)) = clock else {
            return cell.quantity(cell.text.parse());
        };
        let whole = cell.quantity(clock.parse::<Duration>())?;
        let fraction: f64 = format!("0.{fraction}").parse().unwrap_or(0.0);
        cell.quantity(Duration::from_seconds(whole.seconds() + fraction))
    }

    fn mass(&self, cell: &FilledCell<'_, '_>) -> Result<Mass, Refusal> {
        match number(cell.text, self.decimal) {
            Some(value) if cell.binding.unit == ColumnUnit::Pounds => {
                cell.quantity(Mass::from_pounds(value))
            }
            Some(value) => cell.quantity(Mass::from_kilograms(value)),
            // with a unit of its own
            None => cell.quantity(cell.text.parse()),
        }
    }

    fn form<'c>(&self, cell: &impl Fn(usize) -> &'c str) -> Result<Form, Refusal> {
        let mut form = self.defaults.form;
        if let Some(cell) = self.cell(LogField::FootStrike, cell) {
            let strike: Result<FootStrike, _> = cell.text.parse();
            let strike = strike.map_err(|error| cell.refuse(&error))?;
            form = form.with_foot_strike(strike);
        }
        if let Some(cell) = self.cell(LogField::Shoe, cell) {
            let shoe: Result<Shoe, _> = cell.text.parse();
            let shoe = shoe.map_err(|error| cell.refuse(&error))?;
            form = form.with_shoe(shoe);
        }
        if let Some(cell) = self.cell(LogField::TrunkLean, cell) {
            let degrees = self.number(&cell, "degrees are accepted, such as 5")?;
            form = form.with_trunk_lean(cell.quantity(TrunkLean::from_degrees(degrees))?);
        }
        if let Some(cell) = self.cell(LogField::Support, cell) {
            let percent = self.number(&cell, "a percentage is accepted, such as 9")?;
            form = form.with_support(cell.quantity(Support::from_percent(percent))?);
        }
        Ok(form)
    }

    fn course<'c>(
        &self,
        of_activity: Option<Terrain>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<crate::conditions::Course, Refusal> {
        let word = |field| match self.cell(field, cell) {
            Some(cell) => match cell.text.parse::<Terrain>() {
                Ok(terrain) => Ok(Some(terrain)),
                Err(error) => Err(cell.refuse(&error)),
            },
            None => Ok(None),
        };
        let gradient = match self.cell(LogField::Gradient, cell) {
            Some(cell) => {
                let value = self.number(&cell, "a gradient is accepted, such as -5")?;
                Some(cell.quantity(match cell.binding.unit {
                    ColumnUnit::Degrees => Gradient::from_degrees(value),
                    _ => Gradient::from_percent(value),
                })?)
            }
            None => None,
        };
        let (terrain, surface) = (word(LogField::Terrain)?, word(LogField::Surface)?);
        let terrain = terrain
            .or(of_activity.filter(|terrain| *terrain != Terrain::Flat))
            .or(self.defaults.terrain.filter(|_| surface.is_none()));
        let gradient = gradient.or(self.defaults.gradient);
        course(terrain, surface, gradient).map_err(|reason| Refusal {
            column: self.column_of(&[LogField::Terrain, LogField::Gradient]),
            reason,
        })
    }

    fn step_rate<'c>(
        &self,
        duration: Option<Duration>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<StepRate, Refusal> {
        const ACCEPTED: &str = "a step rate is accepted, such as 170";
        if let Some(cell) = self.cell(LogField::StepRate, cell) {
            let value = self.number(&cell, ACCEPTED)?;
            let steps = match cell.binding.unit {
                ColumnUnit::StridesPerMinute => value * 2.0,
                _ => value,
            };
            return cell
                .quantity(StepsPerMinute::new(steps))
                .map(StepRate::PerMinute);
        }
        if let (Some(cell), Some(duration)) = (self.cell(LogField::Steps, cell), duration) {
            let steps = self.number(&cell, "a count of steps is accepted")?;
            return cell
                .quantity(StepsPerMinute::new(steps / duration.seconds() * 60.0))
                .map(StepRate::PerMinute);
        }
        Ok(self.defaults.step_rate)
    }

    /// Whether the distance of a run is kilometres or miles, by its steps or step rate and its stride length in metres.
    pub(super) fn unit_of<'c>(&self, cell: &impl Fn(usize) -> &'c str) -> Option<LengthUnit> {
        if let Some(activity) = self.cell(LogField::Activity, cell) {
            self.dialects.running(activity.text)?;
        }
        let read = |field| {
            let cell = self.cell(field, cell)?;
            number(cell.text, self.decimal).filter(|value| *value > 0.0)
        };
        let stride_m = read(LogField::StrideLength)?;
        let minutes = || {
            let duration = self.cell(LogField::Duration, cell)?;
            Some(self.duration(&duration).ok()?.seconds() / 60.0)
        };
        let steps =
            || read(LogField::Steps).or_else(|| Some(read(LogField::StepRate)? * minutes()?));
        let by_steps = || Some(steps()? * stride_m / read(LogField::Distance)?);
        // metres a minute over units a minute
        let by_pace = || {
            let pace = pace(self.cell(LogField::Pace, cell)?.text).ok()?;
            let speed = pace.speed(LengthUnit::Kilometre).ok()?;
            Some(read(LogField::StepRate)? * stride_m * 1000.0 / (speed.m_per_s() * 60.0))
        };
        // within a fifth: a mile is three fifths longer than a kilometre
        let unit_of = |metres: f64| {
            let mut units = [LengthUnit::Kilometre, LengthUnit::Mile].into_iter();
            units.find(|unit| !differ(metres, unit.metres(), 0.2))
        };
        by_steps()
            .and_then(unit_of)
            .or_else(|| by_pace().and_then(unit_of))
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
