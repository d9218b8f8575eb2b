//! What lasts from one run to the next: the options that a profile can hold, and what can be typed behind
//! `musclerun config`.

use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use musclerun::answer::sweep::ValueOrRange;
use musclerun::conditions::FootStrike;
use musclerun::units::{LengthUnit, Pace, StepRate, TypedMass};

use super::{OutputArgs, RunArgs, UNITS, single, word};

#[derive(Debug, Args)]
pub(crate) struct ConfigCommand {
    #[command(subcommand)]
    pub(crate) change: Option<ConfigChange>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigChange {
    /// Keep the value of an option: set mass 70
    Set {
        /// mass, units, easy, step-rate, foot-strike, time-zone or name
        option: String,
        /// Its value, as it would be typed
        #[arg(required = true, allow_hyphen_values = true, value_parser = no_option)]
        value: Vec<String>,
    },
    /// Keep it no longer
    Unset {
        /// The option
        option: String,
    },
}

/// A part of a value, which may begin with a sign, as time zones do; an option behind it would be taken for one too.
fn no_option(text: &str) -> Result<String, &'static str> {
    if text.starts_with("--") {
        return Err(
            "other options stand before 'config', such as musclerun --config FILE config set mass 70",
        );
    }
    Ok(text.to_owned())
}

/// The options that last, with what is so without them.
pub(crate) const LASTING: [(&str, &str); 7] = [
    ("mass", "not known: forces in body weights alone"),
    ("units", "km, or as typed"),
    ("easy", super::EASY_PACE),
    ("step-rate", "typical at the speed"),
    ("foot-strike", "your own"),
    ("time-zone", "that of the file, else UTC"),
    ("name", "none"),
];

/// What a profile says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    pub(crate) mass: Option<ValueOrRange<TypedMass>>,
    pub(crate) units: Option<LengthUnit>,
    pub(crate) easy: Option<ValueOrRange<Pace>>,
    step_rate: Option<ValueOrRange<StepRate>>,
    foot_strike: Option<FootStrike>,
    time_zone: Option<TimeZone>,
    name: Option<String>,
}

impl Profile {
    /// Takes the value of an option; the error says what is accepted.
    pub(crate) fn set(&mut self, option: &str, value: &str) -> Result<(), String> {
        match option {
            "mass" => self.mass = Some(single(value)?),
            "units" => {
                let unit = UNITS.iter().find(|(_, word, _)| *word == value.trim());
                let (unit, ..) = unit.ok_or("km and mi are accepted")?;
                self.units = Some(*unit);
            }
            "easy" => {
                let pace: ValueOrRange<Pace> = single(value)?;
                // one that is none in either unit
                if let Err(error) = pace.first.speed(LengthUnit::Mile) {
                    let km = pace.first.speed(LengthUnit::Kilometre);
                    km.map_err(|_| error.reason())?;
                }
                self.easy = Some(pace);
            }
            "step-rate" => self.step_rate = Some(single(value)?),
            "foot-strike" => {
                self.foot_strike = Some(word(value)?);
            }
            "time-zone" => self.time_zone = Some(super::run::zone(value)?),
            _ if value.trim().is_empty() => return Err("a name is accepted".to_owned()),
            _ => self.name = Some(value.trim().to_owned()),
        }
        Ok(())
    }
}

impl Profile {
    /// Reads a bare mass in the units of the profile, whatever is typed beside it.
    pub(crate) fn read_mass(&mut self) -> Result<(), String> {
        let units = self.units.unwrap_or(LengthUnit::Kilometre);
        if let Some(mass) = &mut self.mass {
            let read = mass.first.mass(units).map_err(|error| error.reason())?;
            mass.first = TypedMass::WithUnit(read);
        }
        Ok(())
    }
}

/// Takes a value of the profile where none was typed, and remembers that.
#[allow(clippy::ref_option)] // of the profile as it is
pub(crate) fn fill<T: Clone>(
    own: &mut Option<T>,
    lasting: &Option<T>,
    name: &'static str,
    filled: &mut Vec<&'static str>,
) {
    if own.is_none() && lasting.is_some() {
        own.clone_from(lasting);
        filled.push(name);
    }
}

impl OutputArgs {
    /// Names the runner in reports where nobody was typed.
    pub(crate) fn fill(&mut self, profile: &Profile) {
        self.banner.lasting_name.clone_from(&profile.name);
    }
}

impl RunArgs {
    /// Takes from the profile what was not typed.
    pub(crate) fn fill(&mut self, profile: &Profile) {
        self.fill_recorded(profile);
        fill(&mut self.step_rate, &profile.step_rate, "step rate", &mut self.filled);
    }

    /// The same of a recorded run, which brings its steps.
    pub(crate) fn fill_recorded(&mut self, profile: &Profile) {
        let filled = &mut self.filled;
        fill(&mut self.mass, &profile.mass, "mass", filled);
        fill(&mut self.units, &profile.units, "units", filled);
        fill(&mut self.form.foot_strike, &profile.foot_strike, "foot strike", filled);
    }
}

impl super::PeopleArgs {
    /// Takes from the profile what was not typed; a mass and a time zone are kept for runs of which nothing else says one.
    pub(crate) fn fill(&mut self, profile: &Profile) {
        let filled = &mut self.filled;
        fill(&mut self.units, &profile.units, "units", filled);
        fill(&mut self.step_rate, &profile.step_rate, "step rate", filled);
        fill(&mut self.foot_strike, &profile.foot_strike, "foot strike", filled);
        // a bare one was read in the units of the profile
        let mass = profile.mass.as_ref();
        self.lasting_mass = mass.and_then(|mass| mass.first.mass(LengthUnit::Kilometre).ok());
        self.lasting_zone.clone_from(&profile.time_zone);
    }
}

impl super::TrainCommand {
    /// Takes from the profile what was not typed of a run; exercises alone ask nothing of who runs.
    pub(crate) fn fill(&mut self, profile: &Profile) {
        let has_speed = self.run.pace.is_some() || self.run.speed.is_some();
        if has_speed || self.length.distance.is_some() && self.length.duration.is_some() {
            self.run.fill(profile);
        }
        self.output.fill(profile);
    }
}

impl super::ReduceCommand {
    /// Takes from the profile what was not typed.
    pub(crate) fn fill(&mut self, profile: &Profile) {
        match self.file {
            Some(_) => self.run.fill_recorded(profile),
            None => self.run.fill(profile),
        }
        self.output.fill(profile);
    }
}

impl super::PlanCommand {
    /// Takes from the profile what was not typed.
    pub(crate) fn fill(&mut self, profile: &Profile) {
        let filled = &mut self.run.filled;
        fill(&mut self.run.mass, &profile.mass, "mass", filled);
        fill(&mut self.run.units, &profile.units, "units", filled);
        if self.run.pace.is_none() && self.run.speed.is_none() {
            fill(&mut self.easy, &profile.easy, "easy pace", filled);
        }
        self.output.fill(profile);
    }
}

impl super::RunCommand {
    /// Takes from the profile what was not typed.
    pub(crate) fn fill(&mut self, profile: &Profile) {
        self.output.fill(profile);
        let (reading, show, filled) = (&mut self.reading, &mut self.show, &mut self.filled);
        fill(&mut reading.mass, &profile.mass, "mass", filled);
        fill(&mut show.units, &profile.units, "units", filled);
        fill(&mut show.easy, &profile.easy, "easy pace", filled);
        fill(&mut show.time_zone, &profile.time_zone, "time zone", filled);
        fill(&mut reading.form.foot_strike, &profile.foot_strike, "foot strike", filled);
    }
}
