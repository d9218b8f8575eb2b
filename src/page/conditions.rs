//! How somebody runs, as typed into the fields of the page, and as it was understood.

use std::fmt::Display;
use std::str::FromStr;

use musclerun::answer::run::EASY_PACE;
use musclerun::conditions::{Conditions, Course, Form, FormChange};
use musclerun::model::Stepping;
use musclerun::number::trimmed;
use musclerun::units::{
    Duration, LengthUnit, Mass, Pace, RunLength, Speed, SpeedUnit, StepRate, TypedDistance,
    TypedMass, TypedSpeed,
};
use serde::{Deserialize, Serialize};

/// The fields of the page, empty where nothing was typed: the names of the conditions on the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct TypedConditions {
    pace: String,
    speed: String,
    pub(crate) mass: String,
    pub(crate) terrain: String,
    gradient: String,
    step_rate: String,
    foot_strike: String,
    trunk_lean: String,
    support: String,
    shoe: String,
    distance: String,
    duration: String,
    units: String,
    pub(crate) easy: String,
}

/// Why a request has no answer, and which field is to blame.
#[derive(Debug, Serialize)]
pub(crate) struct FieldFault {
    pub(crate) field: &'static str,
    pub(crate) reason: String,
}

impl<E: Display> From<E> for FieldFault {
    fn from(error: E) -> Self {
        Self { field: "", reason: error.to_string() }
    }
}

/// What the fields mean.
pub(crate) struct TypedRun {
    pub(crate) conditions: Conditions,
    pub(crate) units: LengthUnit,
    pub(crate) length: Option<RunLength>,
}

/// What is in a field; `None` where it is empty.
pub(crate) fn parsed<T: FromStr<Err: Display>>(
    field: &'static str,
    text: &str,
) -> Result<Option<T>, FieldFault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error: T::Err| refusal(field, error))
}

fn refusal(field: &'static str, error: impl Display) -> FieldFault {
    let reason = error.to_string();
    FieldFault { field, reason }
}

impl TypedConditions {
    /// Kilometres or miles: as asked for, else as the pace is typed.
    pub(crate) fn units(&self) -> LengthUnit {
        let of_pace = || self.pace.parse::<Pace>().ok()?.unit();
        match self.units.as_str() {
            "mi" => LengthUnit::Mile,
            "km" => LengthUnit::Kilometre,
            _ => of_pace().unwrap_or(LengthUnit::Kilometre),
        }
    }

    pub(crate) fn run(&self) -> Result<TypedRun, FieldFault> {
        let units = self.units();
        let pace = parsed::<Pace>("pace", &self.pace)?;
        let typed_speed = parsed::<TypedSpeed>("speed", &self.speed)?;
        let speed = match (pace, typed_speed) {
            (Some(pace), None) => pace.speed(units).map_err(|error| refusal("pace", error))?,
            (None, Some(speed)) => speed.speed(),
            (None, None) => return Err(refusal("pace", "a pace or a speed is needed")),
            (Some(_), Some(_)) => {
                return Err(refusal("speed", "a pace is given too; leave one out"));
            }
        };
        let course =
            Course::new(parsed("terrain", &self.terrain)?, parsed("gradient", &self.gradient)?);
        let mut form = Form::default();
        let parts = [&self.foot_strike, &self.trunk_lean, &self.support, &self.shoe];
        for (field, text) in FormChange::NAMES.into_iter().zip(parts) {
            let text = Some(text).filter(|text| !text.trim().is_empty());
            let change = text.and_then(|text| FormChange::read::<FieldFault>(field, text));
            let change = change.transpose().map_err(|fault| FieldFault { field, ..fault })?;
            form = change.map_or(form, |change| form.with(change));
        }
        let distance = parsed::<TypedDistance>("distance", &self.distance)?
            .map(|typed| typed.distance(units))
            .transpose()
            .map_err(|error| refusal("distance", error))?;
        let duration = parsed::<Duration>("duration", &self.duration)?;
        // of no use here, and wrong all the same
        self.easy()?;
        Ok(TypedRun {
            conditions: Conditions::new(speed)
                .with_mass_if_known(self.mass()?)
                .with_course(course.map_err(|error| refusal("gradient", error))?)
                .with_step_rate(parsed("step-rate", &self.step_rate)?.unwrap_or(StepRate::Typical))
                .with_form(form),
            units,
            length: distance.map(RunLength::Distance).or(duration.map(RunLength::Duration)),
        })
    }

    /// Body mass, where it is given; a bare number is pounds where miles were asked for.
    pub(crate) fn mass(&self) -> Result<Option<Mass>, FieldFault> {
        let unit = match self.units.as_str() {
            "mi" => LengthUnit::Mile,
            _ => LengthUnit::Kilometre,
        };
        let mass = parsed::<TypedMass>("mass", &self.mass)?.map(|typed| typed.mass(unit));
        mass.transpose().map_err(|error| refusal("mass", error))
    }

    /// What easy running is.
    pub(crate) fn easy(&self) -> Result<Speed, FieldFault> {
        let pace = parsed("easy", &self.easy)?.map_or_else(|| EASY_PACE.parse::<Pace>(), Ok)?;
        pace.speed(self.units()).map_err(|error| refusal("easy", error))
    }
}

/// What the fields came to, so that each can follow the others: as text, and as the place of a slider.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Understood {
    units: &'static str,
    pace: String,
    speed: String,
    mass: String,
    terrain: &'static str,
    gradient: String,
    step_rate: String,
    typical_step_rate: String,
    distance: String,
    /// Seconds a unit, mass in its unit, percent, steps a minute, units.
    sliders: [Option<f64>; 5],
}

impl Understood {
    pub(crate) fn of(run: &TypedRun, stepping: &Stepping) -> Self {
        let TypedRun { conditions, units, .. } = run;
        let speed = conditions.speed();
        let (per_hour, unit, mass_unit) = match units {
            LengthUnit::Mile => (SpeedUnit::MilesPerHour, "mi", "lb"),
            _ => (SpeedUnit::KilometresPerHour, "km", "kg"),
        };
        let mass = conditions.mass().map(|mass| match units {
            LengthUnit::Mile => mass.pounds(),
            _ => mass.kilograms(),
        });
        let distance = run.length.map(|length| length.metres(speed) / units.metres());
        let course = conditions.course();
        let gradient = course.gradient().percent();
        let steps = stepping.step_rate.value();
        Self {
            units: unit,
            pace: speed.pace(*units).to_string(),
            speed: format!("{} {per_hour}", trimmed(speed.in_unit(per_hour), 2)),
            mass: mass.map_or(String::new(), |mass| format!("{} {mass_unit}", trimmed(mass, 1))),
            terrain: course.terrain().key(),
            gradient: format!("{} %", trimmed(gradient, 2)),
            step_rate: trimmed(steps, 0),
            typical_step_rate: trimmed(stepping.typical_spm, 0),
            distance: distance
                .map_or(String::new(), |distance| format!("{} {unit}", trimmed(distance, 3))),
            sliders: [
                Some(units.metres() / speed.m_per_s()),
                mass,
                Some(gradient),
                Some(steps),
                distance,
            ],
        }
    }
}
