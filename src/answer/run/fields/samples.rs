//! What programs are told of a recorded run second by second.

use crate::document::Column;

/// What stands before the peaks in a row a second.
pub(crate) const SAMPLE: [Column; 9] = [
    Column::text("file", "the file as it was named"),
    Column::number("time_s", "s", 1, "when it begins, since the first sample"),
    Column::number("duration_s", "s", 2, "how long it lasts"),
    Column::number("distance_m", "m", 1, "how far the run is at its end"),
    Column::number("speed_m_s", "m/s", 3, "speed").empty("stopped"),
    Column::number("altitude_m", "m", 1, "altitude, smoothed")
        .empty("stopped, or without altitude"),
    Column::number("gradient_pct", "%", 2, "gradient, minus is downhill").empty("stopped"),
    Column::number("step_rate_spm", "steps/min", 1, "step rate, both legs")
        .empty("without cadence"),
    Column::text("movement", "`running`, `walking`, `standing`, `too_fast` or `stopped`"),
];
/// What stands behind them, a muscle each.
pub(crate) const SAMPLE_PEAK: Column =
    Column::number("peak_bw", "body weights", 3, "peak force of a step, times body weight")
        .empty("nobody runs, or no published force");
