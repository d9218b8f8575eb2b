//! Reading one row: from cells to conditions, or to why not.

use crate::conditions::{Conditions, Terrain};
use crate::units::{
    Distance, Duration, Extent, Gradient, LengthUnit, Mass, Pace, QuantityError, Speed, SpeedUnit,
    StepRate, StepsPerMinute,
};

use super::field::{Binding, Field, Unit};
use super::number::number;
use super::{Plan, course};

/// A run as its row tells it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// How somebody ran.
    pub conditions: Conditions,
    /// How far or how long, where the row says.
    pub extent: Option<Extent>,
}

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
pub enum Outcome {
    /// A run.
    Run(Run),
    /// Another sport, by its word.
    OtherSport(String),
    /// Something that cannot be read.
    Refused(Refusal),
}

/// A filled cell and the column it stands in.
struct Cell<'c, 'p> {
    text: &'c str,
    binding: &'p Binding,
}

impl Cell<'_, '_> {
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

impl Plan {
    /// Reads a row of so many cells.
    pub fn read<'c>(&self, width: usize, cell: &impl Fn(usize) -> &'c str) -> Outcome {
        let activity = self.cell(Field::Activity, cell);
        let terrain_of_activity = activity
            .as_ref()
            .and_then(|activity| self.tables.running(activity.text));
        if terrain_of_activity.is_none() {
            let has_activities = !self.bindings[Field::Activity as usize].is_empty();
            if self.has_samples && width != self.width {
                return Outcome::OtherSport("lines of samples".to_owned());
            }
            if let Some(activity) = activity {
                let word: String = activity.text.chars().take(60).collect();
                return Outcome::OtherSport(word.escape_debug().to_string());
            }
            if self.is_export && has_activities {
                return Outcome::OtherSport("without activity".to_owned());
            }
        }
        if width != self.width {
            return Outcome::Refused(Refusal {
                column: "row".to_owned(),
                reason: format!("has {width} cells; the header has {}", self.width),
            });
        }
        match self.run(terrain_of_activity, cell) {
            Ok(run) => Outcome::Run(run),
            Err(refusal) => Outcome::Refused(refusal),
        }
    }

    /// The first filled cell of a field.
    fn cell<'c, 'p>(
        &'p self,
        field: Field,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Option<Cell<'c, 'p>> {
        self.bindings[field as usize]
            .iter()
            .map(|binding| Cell {
                text: cell(binding.column).trim(),
                binding,
            })
            .find(|cell| !self.is_unfilled(cell))
    }

    /// Whether a cell says nothing: an empty one and `--`, and in exports a zero. Level ground is a gradient, but nothing
    /// else of zero can be.
    fn is_unfilled(&self, cell: &Cell<'_, '_>) -> bool {
        let is_zero = || {
            let mut digits = cell.text.bytes().filter(u8::is_ascii_digit).peekable();
            digits.peek().is_some()
                && digits.all(|digit| digit == b'0')
                && cell
                    .text
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b".,:".contains(&b))
        };
        cell.text.is_empty()
            || cell.text == "--"
            || (self.is_export && cell.binding.field != Field::Gradient && is_zero())
    }

    fn run<'c>(
        &self,
        of_activity: Option<Terrain>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<Run, Refusal> {
        let distance = match self.cell(Field::Distance, cell) {
            Some(cell) => Some(self.distance(&cell)?),
            None => None,
        };
        let duration = match self.cell(Field::Duration, cell) {
            Some(cell) => Some(self.duration(&cell)?),
            None => None,
        };
        let speed = self.speed(distance, duration, cell)?;
        let mass = match self.cell(Field::Mass, cell) {
            Some(cell) => self.mass(&cell)?,
            None => self
                .defaults
                .mass
                .ok_or_else(|| self.missing(&[Field::Mass]))?,
        };
        let conditions = Conditions::new(speed)
            .with_mass(mass)
            .with_course(self.course(of_activity, cell)?)
            .with_step_rate(self.step_rate(duration, cell)?);
        let extent = distance
            .map(Extent::Distance)
            .or(duration.map(Extent::Duration))
            .or(self.defaults.extent);
        Ok(Run { conditions, extent })
    }

    /// The name of the first column that holds one of the fields.
    fn column_of(&self, fields: &[Field]) -> String {
        let bound = fields
            .iter()
            .find_map(|field| self.bindings[*field as usize].first());
        bound.map_or_else(|| "row".to_owned(), |binding| binding.name.clone())
    }

    fn missing(&self, fields: &[Field]) -> Refusal {
        Refusal {
            column: self.column_of(fields),
            reason: "is empty or zero, and no option says what to take".to_owned(),
        }
    }

    fn number(&self, cell: &Cell<'_, '_>, accepted: &str) -> Result<f64, Refusal> {
        number(cell.text, self.decimal).ok_or_else(|| cell.no_number(accepted))
    }

    fn speed<'c>(
        &self,
        distance: Option<Distance>,
        duration: Option<Duration>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<Speed, Refusal> {
        if let Some(cell) = self.cell(Field::Speed, cell) {
            let value = self.number(&cell, "a speed is accepted, such as 3.33")?;
            let unit = match cell.binding.unit {
                Unit::MetresPerSecond => SpeedUnit::MetresPerSecond,
                Unit::MilesPerHour => SpeedUnit::MilesPerHour,
                Unit::Account if self.account == LengthUnit::Mile => SpeedUnit::MilesPerHour,
                _ => SpeedUnit::KilometresPerHour,
            };
            return cell.quantity(Speed::from_m_per_s(unit.in_m_per_s(value)));
        }
        if let Some(cell) = self.cell(Field::Pace, cell) {
            let unit = match cell.binding.unit {
                Unit::MinutesPerMile => LengthUnit::Mile,
                Unit::Account => self.account,
                Unit::MinutesPerKilometre => LengthUnit::Kilometre,
                _ => self.bare,
            };
            return cell.quantity(cell.text.parse::<Pace>().and_then(|pace| pace.speed(unit)));
        }
        if let (Some(distance), Some(duration)) = (distance, duration) {
            let m_per_s = distance.metres() / duration.seconds();
            return Speed::from_m_per_s(m_per_s).map_err(|error| Refusal {
                column: self.column_of(&[Field::Distance]),
                reason: format!(
                    "over the duration {}, that {}",
                    error.found(),
                    error.reason()
                ),
            });
        }
        self.defaults
            .speed
            .ok_or_else(|| self.missing(&[Field::Speed, Field::Pace, Field::Distance]))
    }

    fn distance(&self, cell: &Cell<'_, '_>) -> Result<Distance, Refusal> {
        let value = self.number(cell, "a distance is accepted, such as 10.5")?;
        let metres = match cell.binding.unit {
            Unit::Metres => 1.0,
            Unit::Miles => LengthUnit::Mile.metres(),
            Unit::Account => self.account.metres(),
            _ => LengthUnit::Kilometre.metres(),
        };
        cell.quantity(Distance::from_metres(value * metres))
    }

    fn duration(&self, cell: &Cell<'_, '_>) -> Result<Duration, Refusal> {
        if let Some(value) = number(cell.text, self.decimal) {
            let seconds = match cell.binding.unit {
                Unit::Hours => value * 3600.0,
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

    fn mass(&self, cell: &Cell<'_, '_>) -> Result<Mass, Refusal> {
        match number(cell.text, self.decimal) {
            Some(value) if cell.binding.unit == Unit::Pounds => {
                cell.quantity(Mass::from_pounds(value))
            }
            Some(value) => cell.quantity(Mass::from_kilograms(value)),
            // with a unit of its own
            None => cell.quantity(cell.text.parse()),
        }
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
        let gradient = match self.cell(Field::Gradient, cell) {
            Some(cell) => {
                let value = self.number(&cell, "a gradient is accepted, such as -5")?;
                Some(cell.quantity(match cell.binding.unit {
                    Unit::Degrees => Gradient::from_degrees(value),
                    _ => Gradient::from_percent(value),
                })?)
            }
            None => None,
        };
        let (terrain, surface) = (word(Field::Terrain)?, word(Field::Surface)?);
        let said = terrain
            .or(of_activity.filter(|terrain| *terrain != Terrain::Flat))
            .or(self.defaults.terrain.filter(|_| surface.is_none()));
        let gradient = gradient.or(self.defaults.gradient);
        course(said, surface, gradient).map_err(|reason| Refusal {
            column: self.column_of(&[Field::Terrain, Field::Gradient]),
            reason,
        })
    }

    fn step_rate<'c>(
        &self,
        duration: Option<Duration>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<StepRate, Refusal> {
        const ACCEPTED: &str = "a step rate is accepted, such as 170";
        if let Some(cell) = self.cell(Field::StepRate, cell) {
            let value = self.number(&cell, ACCEPTED)?;
            let steps = match cell.binding.unit {
                Unit::StridesPerMinute => value * 2.0,
                _ => value,
            };
            return cell
                .quantity(StepsPerMinute::new(steps))
                .map(StepRate::PerMinute);
        }
        if let (Some(cell), Some(duration)) = (self.cell(Field::Steps, cell), duration) {
            let steps = self.number(&cell, "a count of steps is accepted")?;
            return cell
                .quantity(StepsPerMinute::new(steps / duration.seconds() * 60.0))
                .map(StepRate::PerMinute);
        }
        Ok(self.defaults.step_rate)
    }

    /// Whether the distance of a run is kilometres or miles, by its steps or step rate and its stride length in metres.
    pub(super) fn unit_of<'c>(&self, cell: &impl Fn(usize) -> &'c str) -> Option<LengthUnit> {
        if let Some(activity) = self.cell(Field::Activity, cell) {
            self.tables.running(activity.text)?;
        }
        let read = |field| {
            let cell = self.cell(field, cell)?;
            number(cell.text, self.decimal).filter(|value| *value > 0.0)
        };
        let distance = read(Field::Distance)?;
        let stride = read(Field::StrideLength)?;
        let steps = read(Field::Steps).or_else(|| {
            let duration = self.cell(Field::Duration, cell)?;
            let minutes = self.duration(&duration).ok()?.seconds() / 60.0;
            Some(read(Field::StepRate)? * minutes)
        })?;
        let ratio = steps * stride / distance;
        // within a fifth: a mile is three fifths longer than a kilometre
        [LengthUnit::Kilometre, LengthUnit::Mile]
            .into_iter()
            .find(|unit| (ratio / unit.metres() - 1.0).abs() < 0.2)
    }
}
