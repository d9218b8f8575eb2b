//! What a column can hold, and in which unit.

/// What a column says of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
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
    Steps,
    StrideLength,
    /// The first header of a second table below the first one.
    Samples,
}

impl Field {
    /// How many fields there are.
    pub(super) const COUNT: usize = Self::Samples as usize + 1;

    /// The field of that name in the tables.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "activity" => Self::Activity,
            "pace" => Self::Pace,
            "speed" => Self::Speed,
            "distance" => Self::Distance,
            "duration" => Self::Duration,
            "mass" => Self::Mass,
            "terrain" => Self::Terrain,
            "surface" => Self::Surface,
            "gradient" => Self::Gradient,
            "step_rate" => Self::StepRate,
            "steps" => Self::Steps,
            "stride_length" => Self::StrideLength,
            "samples" => Self::Samples,
            _ => return None,
        })
    }
}

/// The unit of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Words, or a text with its own unit.
    Text,
    /// Kilometres or miles by the account of the runner; for a pace, per those.
    Account,
    MetresPerSecond,
    KilometresPerHour,
    MilesPerHour,
    MinutesPerKilometre,
    MinutesPerMile,
    Metres,
    Kilometres,
    Miles,
    Seconds,
    Hours,
    Clock,
    Kilograms,
    Pounds,
    Percent,
    Degrees,
    StepsPerMinute,
    /// Strides of one leg: half the steps.
    StridesPerMinute,
    Count,
}

impl Unit {
    /// The unit of that name in the tables.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "" | "text" => Self::Text,
            "account" => Self::Account,
            "m/s" => Self::MetresPerSecond,
            "km/h" => Self::KilometresPerHour,
            "mph" => Self::MilesPerHour,
            "min/km" => Self::MinutesPerKilometre,
            "min/mi" => Self::MinutesPerMile,
            "m" => Self::Metres,
            "km" => Self::Kilometres,
            "mi" => Self::Miles,
            "s" => Self::Seconds,
            "h" => Self::Hours,
            "clock" => Self::Clock,
            "kg" => Self::Kilograms,
            "lb" => Self::Pounds,
            "pct" => Self::Percent,
            "deg" => Self::Degrees,
            "steps/min" => Self::StepsPerMinute,
            "strides/min" => Self::StridesPerMinute,
            "count" => Self::Count,
            _ => return None,
        })
    }
}

/// A column of a file, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binding {
    pub(super) field: Field,
    pub(super) unit: Unit,
    /// Place in the header, from 0.
    pub(super) column: usize,
    /// The header as it stands in the file.
    pub(super) name: String,
}
