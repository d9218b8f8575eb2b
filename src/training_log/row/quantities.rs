//! Reading one quantity of a row, in the unit of its column.

use std::str::FromStr;

use super::super::field::{ColumnUnit, LogField};
use super::super::number::number;
use super::super::{DecimalMark, course};
use super::{FilledCell, Refusal, RowReader, RowWarning, differ, pace};
use crate::conditions::{FootStrike, Form, Shoe, Terrain};
use crate::units::{
    Distance, Duration, Gradient, LengthUnit, Mass, Pace, QuantityError, StepRate, StepsPerMinute,
    Support, TrunkLean,
};

impl RowReader {
    /// A distance; in metres where that of an export over its durations is a thousand times what its pace says, as Garmin
    /// writes runs on a track.
    pub(super) fn distance<'c>(
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

    pub(super) fn duration(&self, cell: &FilledCell<'_, '_>) -> Result<Duration, Refusal> {
        if let Some(value) = number(cell.text, self.decimal) {
            let seconds = match cell.binding.unit {
                ColumnUnit::Hours => value * 3600.0,
                ColumnUnit::Minutes => value * 60.0,
                _ => value,
            };
            return cell.quantity(Duration::from_seconds(seconds));
        }
        // a clock may show fractions of its last second, which the duration people type does not have
        let clock = cell.text.rsplit_once(['.', ',']).filter(|(clock, fraction)| {
            clock.contains(':') && fraction.bytes().all(|b| b.is_ascii_digit())
        });
        let Some((clock, fraction)) = clock else {
            return cell.quantity(cell.text.parse());
        };
        let whole = cell.quantity(clock.parse::<Duration>())?;
        let fraction: f64 = format!("0.{fraction}").parse().unwrap_or(0.0);
        cell.quantity(Duration::from_seconds(whole.seconds() + fraction))
    }

    /// How far a run went up, m; a fault of it is no fault of the run.
    pub(super) fn climb_m(&self, cell: &FilledCell<'_, '_>) -> Option<f64> {
        const FOOT_M: f64 = 0.3048;
        let climb = number(cell.text, self.decimal)?;
        let in_feet = match cell.binding.unit {
            ColumnUnit::Feet => true,
            ColumnUnit::Account => self.account == LengthUnit::Mile,
            _ => false,
        };
        Some(if in_feet { climb * FOOT_M } else { climb })
    }

    pub(super) fn mass(&self, cell: &FilledCell<'_, '_>) -> Result<Mass, Refusal> {
        match number(cell.text, self.decimal) {
            Some(value) if cell.binding.unit == ColumnUnit::Pounds => {
                cell.quantity(Mass::from_pounds(value))
            }
            Some(value) => cell.quantity(Mass::from_kilograms(value)),
            // with a unit of its own
            None => cell.quantity(cell.text.parse()),
        }
    }

    /// A number in the unit of its column, or one with a unit of its own.
    fn measure<T: FromStr<Err = QuantityError>>(
        &self,
        cell: &FilledCell<'_, '_>,
        accepted: &str,
        bare: impl FnOnce(f64) -> Result<T, QuantityError>,
    ) -> Result<T, Refusal> {
        match number(cell.text, self.decimal) {
            Some(value) => cell.quantity(bare(value)),
            None if cell.text.contains(|c: char| c.is_ascii_digit()) => {
                cell.quantity(cell.text.parse())
            }
            None => Err(cell.no_number(accepted)),
        }
    }

    pub(super) fn form<'c>(&self, cell: &impl Fn(usize) -> &'c str) -> Result<Form, Refusal> {
        let mut form = self.defaults.form;
        if let Some(cell) = self.cell(LogField::FootStrike, cell) {
            form = form.with_foot_strike(cell.word()?);
        }
        if let Some(cell) = self.cell(LogField::Shoe, cell) {
            form = form.with_shoe(cell.word()?);
        }
        if let Some(cell) = self.cell(LogField::TrunkLean, cell) {
            let accepted = "degrees are accepted, such as 5";
            form = form.with_trunk_lean(self.measure(&cell, accepted, TrunkLean::from_degrees)?);
        }
        if let Some(cell) = self.cell(LogField::Support, cell) {
            let accepted = "a percentage is accepted, such as 9";
            form = form.with_support(self.measure(&cell, accepted, Support::from_percent)?);
        }
        Ok(form)
    }

    pub(super) fn course<'c>(
        &self,
        of_activity: Option<Terrain>,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Result<crate::conditions::Course, Refusal> {
        let word = |field| self.cell(field, cell).map(|cell| cell.word::<Terrain>()).transpose();
        let gradient = self.cell(LogField::Gradient, cell).map(|cell| {
            let read = match cell.binding.unit {
                ColumnUnit::Degrees => Gradient::from_degrees,
                _ => Gradient::from_percent,
            };
            self.measure(&cell, "a gradient is accepted, such as -5", read)
        });
        let gradient = gradient.transpose()?;
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

    pub(super) fn step_rate<'c>(
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
            return cell.quantity(StepsPerMinute::new(steps)).map(StepRate::PerMinute);
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
    pub(in crate::training_log) fn unit_of<'c>(
        &self,
        cell: &impl Fn(usize) -> &'c str,
    ) -> Option<LengthUnit> {
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
        by_steps().and_then(unit_of).or_else(|| by_pace().and_then(unit_of))
    }
}

/// Whether a cell can be read as that.
pub(in crate::training_log) fn accepts(field: LogField, cell: &str) -> bool {
    match field {
        LogField::Mass => any_number(cell).is_some() || cell.parse::<Mass>().is_ok(),
        LogField::TrunkLean => any_number(cell).is_some() || cell.parse::<TrunkLean>().is_ok(),
        LogField::Support => any_number(cell).is_some() || cell.parse::<Support>().is_ok(),
        LogField::FootStrike => cell.parse::<FootStrike>().is_ok(),
        LogField::Shoe => cell.parse::<Shoe>().is_ok(),
        LogField::Pace => cell.parse::<Pace>().is_ok() || seconds(cell).is_some(),
        LogField::Duration => any_number(cell).is_some() || seconds(cell).is_some(),
        _ => any_number(cell).is_some(),
    }
}

/// A number with either decimal mark.
pub(in crate::training_log) fn any_number(cell: &str) -> Option<f64> {
    number(cell, DecimalMark::Point).or_else(|| number(cell, DecimalMark::Comma))
}

/// A pace or duration as spreadsheets write it too, s.
pub(in crate::training_log) fn seconds(cell: &str) -> Option<f64> {
    let clock = cell.split(['.', ',']).next().unwrap_or(cell);
    clock.parse::<Duration>().ok().map(Duration::seconds)
}
