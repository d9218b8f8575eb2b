//! What other sources say of a muscle, each in a sentence with where it stands.

use super::{MuscleRow, Report};
use crate::evidence::Source;
use crate::number::{change, short, signed};

/// What a source says: of which muscle, and what.
pub(super) struct Statement<'r> {
    pub(super) about: &'r str,
    pub(super) what: String,
    pub(super) source: &'r Source,
    pub(super) note: &'r str,
}

/// Forces and ratios by other sources.
pub(super) fn crosschecks<'r>(report: &Report<'r>, row: &MuscleRow<'r>) -> Vec<Statement<'r>> {
    let peaks = report.crosschecks(row.muscle).map(|check| {
        let speed = match check.speed_m_s {
            Some(speed) => format!("at {} m/s", short(speed)),
            None => "over running speeds".to_owned(),
        };
        let range = range(check.low_bw, check.high_bw);
        let what = format!("{range} body weights in {} {speed}", check.phase);
        Statement { about: &check.muscle, what, source: &check.source, note: &check.note }
    });
    let gradients = report.gradient_crosschecks(row.muscle).map(|check| {
        let what = format!(
            "{} against the level on {} % at {} m/s",
            change(check.ratio),
            signed(check.gradient_pct),
            short(check.speed_m_s)
        );
        Statement { about: &check.muscle, what, source: &check.source, note: &check.note }
    });
    peaks.chain(gradients).collect()
}

/// Published directions without a figure to multiply with.
pub(super) fn directions<'r>(report: &Report<'r>, row: &MuscleRow<'r>) -> Vec<Statement<'r>> {
    let statements = report.directions(row.muscle).map(|finding| {
        let ratio = finding.ratio.map(|ratio| format!(" ({})", change(ratio)));
        let what = format!(
            "{} {}{} {}",
            finding.change.key(),
            finding.way.key(),
            ratio.unwrap_or_default(),
            finding.terrain
        );
        Statement { about: &finding.muscle, what, source: &finding.source, note: &finding.note }
    });
    statements.collect()
}

/// Single figures, for context.
pub(super) fn facts<'r>(report: &Report<'r>, row: &MuscleRow<'r>) -> Vec<Statement<'r>> {
    let statements = report.facts(row.muscle).map(|fact| {
        let speed = fact.speed_m_s.map(|speed| format!(" at {} m/s", short(speed)));
        let what = format!(
            "{} {} {}{}",
            fact.quantity.replace('_', " "),
            range(fact.value_low, fact.value_high),
            fact.unit,
            speed.unwrap_or_default()
        );
        let about = fact.muscle.as_deref().unwrap_or_default();
        Statement { about, what, source: &fact.source, note: &fact.note }
    });
    statements.collect()
}

fn range(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if (high - low).abs() > f64::EPSILON => {
            format!("{} to {}", short(low), short(high))
        }
        (Some(value), _) => short(value),
        (None, Some(high)) => format!("up to {}", short(high)),
        (None, None) => "unknown".to_owned(),
    }
}
