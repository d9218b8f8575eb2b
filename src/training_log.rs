//! Training logs: from the header and cells of a CSV export to the question of each run.
//!
//! Which column means what is data, not code: `data/training_log/columns.csv` names the project's own columns,
//! `dialects.csv` those of watches and web sites in their languages, `activity_types.csv` the words for running. A
//! [`Plan`] is made once from a header and a few rows, and then reads rows one by one and alone, so that many can be read
//! at once. A row that cannot be read is refused with the name of its column; nothing is guessed that is not said in
//! [`Plan::decisions`].
//!
//! This module knows neither files nor muscles.

mod dialect;
mod field;
mod number;
mod row;

use crate::conditions::{Course, Terrain};
use crate::spelling::normalise;
use crate::units::{Extent, Gradient, LengthUnit, Mass, Speed, StepRate};

pub use number::DecimalMark;
pub use row::{Outcome, Refusal, Run};

use dialect::Tables;
use field::{Binding, Field, Unit};

/// What is known of every run before its row is read: cells that a row leaves empty take these.
#[derive(Debug, Clone, Copy, Default)]
pub struct Defaults {
    /// Running speed.
    pub speed: Option<Speed>,
    /// Body mass.
    pub mass: Option<Mass>,
    /// Terrain.
    pub terrain: Option<Terrain>,
    /// Gradient, as a course of its own.
    pub gradient: Option<Gradient>,
    /// Step rate.
    pub step_rate: StepRate,
    /// Distance or duration.
    pub extent: Option<Extent>,
}

/// How columns are to be found.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The dialect to take, instead of the one that the header shows.
    pub dialect: Option<String>,
    /// Names of fields and of the columns that hold them, such as `mass_kg` and `Gewicht`.
    pub map: Vec<(String, String)>,
    /// Kilometres or miles, where the header leaves it to the account.
    pub units: Option<LengthUnit>,
    /// The decimal mark, instead of the one that the file shows.
    pub decimal: Option<DecimalMark>,
    /// What every run has that its row does not say.
    pub defaults: Defaults,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A dialect that there is not.
    #[error("{found:?} is no dialect; {accepted} are accepted")]
    UnknownDialect {
        /// What was asked for.
        found: String,
        /// What there is.
        accepted: String,
    },
    /// A field that there is not.
    #[error("{found:?} is no field; {accepted} are accepted")]
    UnknownField {
        /// What was asked for.
        found: String,
        /// What there is.
        accepted: String,
    },
    /// A column that the header does not have.
    #[error("no column is called {found:?}; the header has {header}")]
    NoColumn {
        /// What was asked for.
        found: String,
        /// What there is.
        header: String,
    },
    /// No column says how fast, and no default does.
    #[error(
        "no column says how fast people ran; the header has {header}; accepted: pace, speed_m_s, speed_kmh, speed_mph, \
             or distance_km, distance_mi or distance_m with duration or moving_time, or --pace or --speed for all"
    )]
    NoSpeed {
        /// What there is.
        header: String,
    },
    /// No column says how heavy, and no default does.
    #[error(
        "no column says how heavy the runner is; the header has {header}; accepted: mass_kg, mass_lb, or --mass for all"
    )]
    NoMass {
        /// What there is.
        header: String,
    },
}

/// How the rows of one file are read.
#[derive(Debug, Clone)]
pub struct Plan {
    /// By field, and for each in order of preference.
    bindings: Vec<Vec<Binding>>,
    width: usize,
    defaults: Defaults,
    decimal: DecimalMark,
    account: LengthUnit,
    /// What a pace without unit is in.
    bare: LengthUnit,
    /// Whether it is an export of a watch or web site, where zero and no activity mean that there is nothing.
    is_export: bool,
    /// Whether rows of another width belong to a second table and are no runs.
    has_samples: bool,
    tables: Tables,
    decisions: Vec<String>,
}

impl Plan {
    /// Makes a plan from a header and the first rows.
    ///
    /// # Errors
    /// When a column that was named is not there, or when nothing says how fast or how heavy.
    pub fn new(
        header: &[String],
        sample: &[Vec<String>],
        delimiter: u8,
        reading: &Reading,
    ) -> Result<Self, PlanError> {
        let tables = Tables::embedded();
        let mut decisions = Vec::new();
        let mut bindings = Vec::new();
        for (field, column) in &reading.map {
            bindings.push(mapped(&tables, field, column, header)?);
        }
        let dialect = match &reading.dialect {
            None => tables.recognise(header),
            Some(name) => Some(tables.named(name, header)?),
        };
        let mut has_samples = false;
        if let Some((name, language)) = dialect {
            has_samples = tables.has_samples(name, language);
            decisions.push(format!("read as an export of {name} ({language})"));
            bindings.extend(tables.bindings(name, language, header));
        }
        bindings.extend(tables.own_bindings(header));

        let has = |field| {
            bindings
                .iter()
                .any(|binding: &Binding| binding.field == field)
        };
        let is_fast = has(Field::Speed)
            || has(Field::Pace)
            || (has(Field::Distance) && has(Field::Duration))
            || reading.defaults.speed.is_some();
        let shown = || shown(header);
        if !is_fast {
            return Err(PlanError::NoSpeed { header: shown() });
        }
        if !has(Field::Mass) && reading.defaults.mass.is_none() {
            return Err(PlanError::NoMass { header: shown() });
        }

        let decimal = reading
            .decimal
            .unwrap_or_else(|| number::decimal_mark(delimiter, &bindings, sample));
        let is_account = bindings.iter().any(|b| b.unit == Unit::Account);
        // a distance with a unit of its own tells the account's
        let of_distance = bindings.iter().find_map(|binding| match binding.unit {
            Unit::Kilometres => Some(LengthUnit::Kilometre),
            Unit::Miles => Some(LengthUnit::Mile),
            _ => None,
        });
        let mut by_field = vec![Vec::new(); Field::COUNT];
        for binding in bindings {
            by_field[binding.field as usize].push(binding);
        }
        let mut plan = Self {
            bindings: by_field,
            width: header.len(),
            defaults: reading.defaults,
            decimal,
            account: of_distance.unwrap_or(LengthUnit::Kilometre),
            bare: reading.units.unwrap_or(LengthUnit::Kilometre),
            is_export: dialect.is_some(),
            has_samples,
            tables,
            decisions,
        };
        if decimal == DecimalMark::Comma {
            plan.decisions
                .push("numbers have a decimal comma".to_owned());
        }
        if is_account && of_distance.is_none() {
            plan.decide_account(sample, reading.units);
        }
        Ok(plan)
    }

    /// What was decided by looking at the file, in words.
    #[must_use]
    pub fn decisions(&self) -> &[String] {
        &self.decisions
    }

    /// Whether distances are kilometres or miles, where the header does not say.
    fn decide_account(&mut self, sample: &[Vec<String>], units: Option<LengthUnit>) {
        let (unit, why) = match (units, self.account_by_steps(sample)) {
            (Some(unit), _) => (unit, "as asked for".to_owned()),
            (None, Some((unit, rows))) => {
                (unit, format!("by steps and stride length of {rows} rows"))
            }
            (None, None) => (
                LengthUnit::Kilometre,
                "for want of steps and stride length to tell; --units mi says otherwise".to_owned(),
            ),
        };
        self.account = unit;
        let name = match unit {
            LengthUnit::Kilometre => "kilometres",
            LengthUnit::Mile => "miles",
        };
        self.decisions.push(format!("distances are {name}, {why}"));
    }

    /// What most rows say of the unit of distance: steps × stride length is metres, distance is in the account's unit.
    fn account_by_steps(&self, sample: &[Vec<String>]) -> Option<(LengthUnit, usize)> {
        let (mut kilometres, mut miles) = (0, 0);
        for cells in sample {
            let cell = |i: usize| cells.get(i).map_or("", String::as_str);
            match self.unit_of(&cell) {
                Some(LengthUnit::Kilometre) => kilometres += 1,
                Some(LengthUnit::Mile) => miles += 1,
                None => {}
            }
        }
        match (kilometres, miles) {
            (0, 0) => None,
            (km, mi) if km >= mi => Some((LengthUnit::Kilometre, km)),
            (_, mi) => Some((LengthUnit::Mile, mi)),
        }
    }
}

/// Names of a header, for a message.
fn shown(header: &[String]) -> String {
    // as a program may have written anything there, nothing of it reaches the terminal unescaped
    let names: String = header.join(", ").chars().take(200).collect();
    match names.escape_debug().to_string() {
        names if names.is_empty() => "no names".to_owned(),
        names => names,
    }
}

/// The binding of a column that was named for a field.
fn mapped(
    tables: &Tables,
    field: &str,
    column: &str,
    header: &[String],
) -> Result<Binding, PlanError> {
    let Some((field, unit)) = tables.own_field(&normalise(field)) else {
        return Err(PlanError::UnknownField {
            found: field.to_owned(),
            accepted: tables.own_names().join(", "),
        });
    };
    let wanted = normalise(column);
    match header.iter().position(|name| normalise(name) == wanted) {
        Some(index) => Ok(Binding {
            field,
            unit,
            column: index,
            name: header[index].clone(),
        }),
        None => Err(PlanError::NoColumn {
            found: column.to_owned(),
            header: shown(header),
        }),
    }
}

/// The course of a run from what its terrain, surface and activity say, in that order.
fn course(
    terrain: Option<Terrain>,
    surface: Option<Terrain>,
    gradient: Option<Gradient>,
) -> Result<Course, String> {
    let course = |terrain, gradient| {
        Course::new(terrain, gradient)
            .map_err(|error| format!("a gradient of {} {error}", error.gradient))
    };
    let hill = course(terrain, gradient)?;
    let Some(surface) = surface else {
        return Ok(hill);
    };
    // a hill on a surface: the surface is the terrain, the hill its gradient
    match terrain {
        Some(terrain) if !terrain.is_reference() && terrain != surface => Err(format!(
            "terrain {terrain} and surface {surface} contradict each other"
        )),
        _ => course(Some(surface), Some(hill.gradient())),
    }
}
