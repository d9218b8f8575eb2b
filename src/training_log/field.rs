//! What a column can hold, and in which unit: the words of the tables in `data/training_log/`.

use csv::StringRecord;

use crate::spelling::keywords;

keywords! {
    /// What a column says of a run.
    pub(super) enum LogField of "field" {
        Activity = "activity",
        Pace = "pace",
        Speed = "speed",
        Distance = "distance",
        Duration = "duration",
        Mass = "mass",
        Terrain = "terrain",
        Surface = "surface",
        Gradient = "gradient",
        StepRate = "step_rate",
        FootStrike = "foot_strike",
        TrunkLean = "trunk_lean",
        Support = "support",
        Shoe = "shoe",
        Steps = "steps",
        StrideLength = "stride_length",
        /// How far the whole run went up.
        Climb = "climb",
        /// The first header of a second table below the first one.
        Samples = "samples",
    }
}

keywords! {
    /// The unit of a column.
    pub(super) enum ColumnUnit of "unit" {
        /// Words, or a text with its own unit.
        Text = "text",
        /// Kilometres or miles by the account of the runner; for a pace, per those.
        Account = "account",
        MetresPerSecond = "m/s",
        KilometresPerHour = "km/h",
        MilesPerHour = "mph",
        MinutesPerKilometre = "min/km",
        MinutesPerMile = "min/mi",
        Metres = "m",
        Kilometres = "km",
        Miles = "mi",
        Feet = "ft",
        Minutes = "min",
        /// Steps or strides, as the median of the first rows shows.
        Cadence = "cadence",
        Seconds = "s",
        Hours = "h",
        Clock = "clock",
        Kilograms = "kg",
        Pounds = "lb",
        Percent = "pct",
        Degrees = "deg",
        StepsPerMinute = "steps/min",
        /// Strides of one leg: half the steps.
        StridesPerMinute = "strides/min",
        Count = "count",
    }
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

impl BoundColumn {
    pub(super) fn new(
        field: LogField,
        unit: ColumnUnit,
        column: usize,
        header: &StringRecord,
    ) -> Self {
        let name = header.get(column).unwrap_or_default().to_owned();
        Self { field, unit, column, name }
    }
}
