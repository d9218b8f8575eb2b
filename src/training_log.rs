//! Training logs: from the header and cells of a CSV export to the question of each run.
//!
//! Which column means what is data, not code: `data/training_log/columns.csv` names the project's own columns,
//! `dialects.csv` those of watches and web sites in their languages, `activity_types.csv` the words for running. A
//! [`RowReader`] is made once from a header and a few rows, and then reads rows one by one and alone, so that many can be
//! read at once. A row that cannot be read is refused with the name of its column; nothing is guessed that does not stand
//! in [`RowReader::decisions`] or is counted as a [`RowWarning`].
//!
//! This module knows neither files nor muscles.

mod dialect;
mod field;
mod heading;
mod number;
mod row;
mod start;

use csv::StringRecord;

use crate::conditions::{Course, Form, Terrain};
use crate::spelling::normalise;
use crate::units::{Gradient, LengthUnit, Mass, RunLength, Speed, StepRate};

pub use number::DecimalMark;
pub use row::{LogRow, LoggedRun, Refusal, RowWarning};
pub use start::{LogStart, WhenColumns};

use dialect::Dialects;
use field::{BoundColumn, ColumnUnit, LogField};

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
    /// In what form.
    pub form: Form,
    /// Distance or duration.
    pub run_length: Option<RunLength>,
}

/// How columns are to be found.
#[derive(Debug, Clone, Default)]
pub struct LogOptions {
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

impl LogOptions {
    /// The same for the input of that name: of the columns that are named for one file alone, as `Anna.csv:mass_kg`, those of
    /// this one.
    #[must_use]
    pub fn of_input(&self, name: &str) -> Self {
        let last = std::path::Path::new(name).file_name();
        let is_its = |file: &str| file == name || last.is_some_and(|last| last == file);
        let of_it = self.map.iter().filter_map(|(field, column)| {
            let field = match field.rsplit_once(':') {
                None => field,
                Some((file, field)) if is_its(file) => field,
                Some(_) => return None,
            };
            Some((field.to_owned(), column.clone()))
        });
        Self { map: of_it.collect(), ..self.clone() }
    }
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
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
             or distance_km, distance_mi or distance_m with duration or moving_time"
    )]
    NoSpeed {
        /// What there is.
        header: String,
        /// A column that may hold the pace.
        column: Option<String>,
    },
}

/// How the rows of one file are read.
#[derive(Debug, Clone)]
pub struct RowReader {
    /// By field, and for each in order of preference.
    bindings: Vec<Vec<BoundColumn>>,
    width: usize,
    defaults: Defaults,
    decimal: DecimalMark,
    account: LengthUnit,
    /// What a pace without unit is in.
    bare: LengthUnit,
    /// A column that may hold the mass, where nothing says it.
    mass_column: Option<String>,
    /// Whether it is an export of a watch or web site, where zero and no activity mean that there is nothing.
    is_export: bool,
    /// Whether rows of another width belong to a second table and are no runs.
    has_samples: bool,
    /// The name of the watch or web site.
    dialect: Option<String>,
    dialects: &'static Dialects,
    decisions: Vec<String>,
}

impl RowReader {
    /// Decides by a header and the first rows how rows are read.
    ///
    /// # Errors
    /// When a column that was named is not there, or when nothing says how fast or how heavy.
    pub fn new(
        header: &StringRecord,
        sample: &[StringRecord],
        delimiter: u8,
        options: &LogOptions,
    ) -> Result<Self, HeaderError> {
        let dialects = Dialects::embedded();
        let index = dialects.index(header);
        let mut decisions = Vec::new();
        let mapped = options.map.iter();
        let mut bindings = mapped
            .map(|(field, column)| mapped_column(dialects, field, column, header))
            .collect::<Result<Vec<_>, _>>()?;
        let dialect = match &options.dialect {
            None => dialects.recognise(&index),
            Some(name) => Some(dialects.named(name, &index)?),
        };
        if let Some((name, language)) = dialect {
            decisions.push(format!("read as an export of {name} ({language})"));
            bindings.extend(dialects.bindings((name, language), &index));
        }
        let own = dialects.own_bindings(&index);
        decisions.extend(twofold(&own, &bindings));
        bindings.extend(own);
        let written = heading::bindings(dialects, header, sample, &bindings, dialect.is_some());
        decisions.extend(written.iter().map(heading::describe));
        bindings.extend(written);

        let has = |field| bindings.iter().any(|binding| binding.field == field);
        let is_fast = has(LogField::Speed)
            || has(LogField::Pace)
            || (has(LogField::Distance) && has(LogField::Duration))
            || options.defaults.speed.is_some();
        if !is_fast {
            return Err(HeaderError::NoSpeed {
                header: names(header),
                column: heading::candidate(LogField::Pace, header, sample, &bindings),
            });
        }

        let decimal =
            options.decimal.unwrap_or_else(|| number::decimal_mark(delimiter, &bindings, sample));
        if decimal == DecimalMark::Comma {
            decisions.push("numbers have a decimal comma".to_owned());
        }
        let has_mass = has(LogField::Mass) || options.defaults.mass.is_some();
        let mass_column = (!has_mass)
            .then(|| heading::candidate(LogField::Mass, header, sample, &bindings))
            .flatten();
        let is_account =
            bindings.iter().any(|b| b.unit == ColumnUnit::Account && b.field != LogField::Climb);
        // a distance with a unit of its own tells the account's
        let of_distance = bindings.iter().find_map(|binding| match binding.unit {
            ColumnUnit::Kilometres => Some(LengthUnit::Kilometre),
            ColumnUnit::Miles => Some(LengthUnit::Mile),
            _ => None,
        });
        let mut by_field = vec![Vec::new(); LogField::ALL.len()];
        for binding in bindings {
            by_field[binding.field as usize].push(binding);
        }
        let mut reader = Self {
            bindings: by_field,
            width: header.len(),
            defaults: options.defaults,
            decimal,
            account: of_distance.unwrap_or(LengthUnit::Kilometre),
            bare: options.units.unwrap_or(LengthUnit::Kilometre),
            mass_column,
            is_export: dialect.is_some(),
            has_samples: dialect.is_some_and(|dialect| dialects.has_samples(dialect)),
            dialect: dialect.map(|(name, _)| name.to_owned()),
            dialects,
            decisions,
        };
        if is_account && of_distance.is_none() {
            reader.decide_account(sample, options.units);
        }
        Ok(reader)
    }

    /// What was decided by looking at the file, in words.
    #[must_use]
    pub fn decisions(&self) -> &[String] {
        &self.decisions
    }

    /// The watch or web site whose export it is.
    #[must_use]
    pub fn dialect(&self) -> Option<&str> {
        self.dialect.as_deref()
    }

    /// A column that may hold the mass, where nothing says it.
    #[must_use]
    pub fn mass_column(&self) -> Option<&str> {
        self.mass_column.as_deref()
    }

    /// Whether a column says how far runs went up.
    #[must_use]
    pub fn has_climb(&self) -> bool {
        !self.bindings[LogField::Climb as usize].is_empty()
    }

    /// How many cells a row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether distances are kilometres or miles, where the header does not say.
    fn decide_account(&mut self, sample: &[StringRecord], units: Option<LengthUnit>) {
        let (unit, why) = match (units, self.account_by_steps(sample)) {
            (Some(unit), _) => (unit, "as asked for".to_owned()),
            (None, Some((unit, rows))) => {
                (unit, format!("by steps and stride length of {rows} rows"))
            }
            (None, None) => {
                (LengthUnit::Kilometre, "for want of steps and stride length to tell".to_owned())
            }
        };
        self.account = unit;
        let name = match unit {
            LengthUnit::Kilometre => "kilometres",
            LengthUnit::Mile => "miles",
        };
        self.decisions.push(format!("distances are {name}, {why}"));
    }

    /// What most rows say of the unit of distance: steps × stride length is metres, distance is in the account's unit.
    fn account_by_steps(&self, sample: &[StringRecord]) -> Option<(LengthUnit, usize)> {
        let units =
            sample.iter().filter_map(|row| self.unit_of(&|i| row.get(i).unwrap_or_default()));
        let (kilometres, miles): (Vec<_>, Vec<_>) =
            units.partition(|unit| *unit == LengthUnit::Kilometre);
        match (kilometres.len(), miles.len()) {
            (0, 0) => None,
            (km, mi) if km >= mi => Some((LengthUnit::Kilometre, km)),
            (_, mi) => Some((LengthUnit::Mile, mi)),
        }
    }
}

/// The first names of a header, for a message.
fn names(header: &StringRecord) -> String {
    let names: Vec<&str> = header.iter().take(200).collect();
    // as a program may have written anything there, nothing of it reaches the terminal unescaped
    let names: String = names.join(", ").chars().take(200).collect();
    match names.escape_debug().to_string() {
        names if names.is_empty() => "no names".to_owned(),
        names => names,
    }
}

/// Which of a runner's own columns hold one quantity twice, and which is taken.
fn twofold(own: &[BoundColumn], before: &[BoundColumn]) -> Vec<String> {
    use LogField::{Distance, Duration, Gradient, Mass, Pace, Speed};
    let quantities: [&[LogField]; 5] =
        [&[Speed, Pace], &[Mass], &[Distance], &[Duration], &[Gradient]];
    let mut decisions = Vec::new();
    for fields in quantities {
        // in the order in which they are taken
        let of = |field: &'_ LogField, bindings: &[BoundColumn]| -> Vec<String> {
            let of_field = bindings.iter().filter(|binding| binding.field == *field);
            of_field.map(|binding| binding.name.escape_debug().to_string()).collect()
        };
        let mine: Vec<String> = fields.iter().flat_map(|field| of(field, own)).collect();
        let chosen = fields.iter().any(|field| !of(field, before).is_empty());
        if mine.len() > 1 && !chosen {
            decisions.push(format!(
                "{} say the same quantity: {} is taken where it is filled",
                mine.join(" and "),
                mine[0]
            ));
        }
    }
    decisions
}

/// The column that was named for a field.
fn mapped_column(
    dialects: &Dialects,
    field: &str,
    column: &str,
    header: &StringRecord,
) -> Result<BoundColumn, HeaderError> {
    let Some(own) = dialects.own_field(&normalise(field)) else {
        return Err(HeaderError::UnknownField {
            found: field.to_owned(),
            accepted: dialects.own_names().join(", "),
        });
    };
    let wanted = normalise(column);
    match header.iter().position(|name| normalise(name) == wanted) {
        Some(index) => Ok(BoundColumn::new(own.field, own.unit, index, header)),
        None => Err(HeaderError::NoColumn { found: column.to_owned(), header: names(header) }),
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
        Some(terrain) if !terrain.is_reference() && terrain != surface => {
            Err(format!("terrain {terrain} and surface {surface} contradict each other"))
        }
        _ => course(Some(surface), Some(hill.gradient())),
    }
}
