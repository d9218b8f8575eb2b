//! What a column can hold, and in which unit: the words of the tables in `data/training_log/`.

use serde::Deserialize;

/// What a column says of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LogField {
    Activity,
    Pace,
    Speed,
    Distance,
    Duration,
    Mass,
    Terrain,
    Surface,
    Gradient,
    StepRate,
    FootStrike,
    TrunkLean,
    Support,
    Shoe,
    Steps,
    StrideLength,
    /// How far the whole run went up.
    Climb,
    /// The first header of a second table below the first one.
    Samples,
}

impl LogField {
    /// How many fields there are.
    pub(super) const COUNT: usize = Self::Samples as usize + 1;
}

/// The unit of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum ColumnUnit {
    /// Words, or a text with its own unit.
    #[serde(rename = "text", alias = "")]
    Text,
    /// Kilometres or miles by the account of the runner; for a pace, per those.
    #[serde(rename = "account")]
    Account,
    #[serde(rename = "m/s")]
    MetresPerSecond,
    #[serde(rename = "km/h")]
    KilometresPerHour,
    #[serde(rename = "mph")]
    MilesPerHour,
    #[serde(rename = "min/km")]
    MinutesPerKilometre,
    #[serde(rename = "min/mi")]
    MinutesPerMile,
    #[serde(rename = "m")]
    Metres,
    #[serde(rename = "km")]
    Kilometres,
    #[serde(rename = "mi")]
    Miles,
    #[serde(rename = "ft")]
    Feet,
    #[serde(rename = "min")]
    Minutes,
    /// Steps or strides, as the median of the first rows shows.
    #[serde(rename = "cadence")]
    Cadence,
    #[serde(rename = "s")]
    Seconds,
    #[serde(rename = "h")]
    Hours,
    #[serde(rename = "clock")]
    Clock,
    #[serde(rename = "kg")]
    Kilograms,
    #[serde(rename = "lb")]
    Pounds,
    #[serde(rename = "pct")]
    Percent,
    #[serde(rename = "deg")]
    Degrees,
    #[serde(rename = "steps/min")]
    StepsPerMinute,
    /// Strides of one leg: half the steps.
    #[serde(rename = "strides/min")]
    StridesPerMinute,
    #[serde(rename = "count")]
    Count,
}

/// A column of a file, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BoundColumn {
    pub(super) field: LogField,
    pub(super) unit: ColumnUnit,
    /// Position in the header, from 0.
    pub(super) column: usize,
    /// The header as it stands in the file.
    pub(super) name: String,
}
