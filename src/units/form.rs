//! How somebody runs, in figures: lean of the trunk in degrees, carried weight in percent.

use std::fmt;
use std::str::FromStr;

use super::{Bounds, QuantityError, decimal};

bounded! {
    /// How much further forward than in one's own posture the trunk leans, -15 to 15 degrees.
    ///
    /// ```
    /// let lean: musclerun::units::TrunkLean = "5deg".parse()?;
    /// assert_eq!(lean.degrees(), 5.0);
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    #[derive(Default)]
    TrunkLean: from_degrees, degrees, "deg", "" | "deg" | "°" | "degree" | "degrees", "a lean of the trunk", "has an unknown unit", Bounds {
        low: -TrunkLean::MAX_DEG,
        high: TrunkLean::MAX_DEG,
        reasons: ["is not between -15 and 15 degrees"; 3],
        accepted: "-15 to 15 degrees further forward than your own posture are accepted, such as 5deg or -5",
    }
}

impl TrunkLean {
    /// The most that is answered for, degrees, forward or back.
    pub const MAX_DEG: f64 = 15.0;
}

bounded! {
    /// How much of the weight a harness or an air treadmill carries, 0 to 80 %.
    ///
    /// ```
    /// let support: musclerun::units::Support = "9%".parse()?;
    /// assert_eq!(support.percent(), 9.0);
    /// # Ok::<(), musclerun::units::QuantityError>(())
    /// ```
    #[derive(Default)]
    Support: from_percent, percent, "%", "" | "%" | "percent" | "pct", "a share of the weight", "has an unknown unit", Bounds {
        low: 0.0,
        high: Support::MAX_PERCENT,
        reasons: ["is not between 0 and 80 %"; 3],
        accepted: "0 to 80 % of the weight carried are accepted, such as 9% or 9",
    }
}

impl Support {
    /// The most that is answered for, percent.
    pub const MAX_PERCENT: f64 = 80.0;
}
