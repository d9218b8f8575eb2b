//! Sentences that the table, Markdown and explanations share.

use crate::answer::calculate::{Activation, Report};
use crate::evidence::{Sign, Study};
use crate::model::Rank;
use crate::muscle::Muscle;
use crate::units::{LengthUnit, Mass, SpeedUnit, StepRate};

use super::records::fixed;

/// The conditions as understood, in one line.
pub(super) fn conditions(report: &Report<'_>) -> String {
    let run = &report.question.conditions;
    let units = report.question.units;
    let speed_unit = match units {
        LengthUnit::Kilometre => SpeedUnit::KilometresPerHour,
        LengthUnit::Mile => SpeedUnit::MilesPerHour,
    };
    let gradient = run.course().gradient().percent();
    let ground = if gradient == 0.0 {
        run.course().terrain().to_string()
    } else {
        format!("{} {} %", run.course().terrain(), signed(gradient))
    };
    let spm = report.stepping.step_rate.value();
    let steps = match run.step_rate() {
        StepRate::Typical => format!("{spm:.0} steps/min (typical, assumed)"),
        StepRate::PerMinute(_) => format!(
            "{spm:.0} steps/min ({:.0} % of typical)",
            100.0 * spm / report.stepping.typical_spm
        ),
        StepRate::PercentOfTypical(percent) => {
            format!(
                "{spm:.0} steps/min ({} % of typical)",
                short(percent.value())
            )
        }
    };
    let mut parts = vec![format!(
        "{} ({:.1} {speed_unit}, {:.2} m/s)",
        run.speed().pace(units),
        run.speed().in_unit(speed_unit),
        run.speed().m_per_s()
    )];
    parts.extend(run.mass().map(|known| mass(known, units)));
    parts.extend([ground, steps]);
    if let (Some(metres), Some(seconds), Some(steps)) =
        (report.distance_m(), report.duration_s(), report.steps())
    {
        let duration = crate::units::Duration::from_seconds(seconds)
            .map_or_else(|_| format!("{:.0} h", seconds / 3600.0), |d| d.to_string());
        parts.push(format!(
            "{} {units} in {duration}, {} steps",
            short(metres / units.metres()),
            grouped(steps)
        ));
    }
    parts.join(" · ")
}

/// Body mass, in pounds too where miles are spoken of.
pub(super) fn mass(mass: Mass, units: LengthUnit) -> String {
    match units {
        LengthUnit::Kilometre => format!("{} kg", short(mass.kilograms())),
        LengthUnit::Mile => format!(
            "{} lb ({} kg)",
            short(mass.pounds()),
            short(mass.kilograms())
        ),
    }
}

/// The places that the spread allows.
pub(super) fn range(rank: Rank) -> String {
    if rank.low == rank.high {
        rank.place.to_string()
    } else {
        format!("{}–{}", rank.low, rank.high)
    }
}

/// The name of a muscle, and whether it is a part of a group.
pub(super) fn muscle(muscle: &Muscle) -> String {
    let name = muscle.short_name();
    match muscle.part_of() {
        Some(_) => format!("↳ {name}"),
        None => name.to_owned(),
    }
}

/// A figure with its standard deviation.
pub(super) fn with_spread(value: f64, sd: Option<f64>) -> String {
    match sd {
        Some(sd) => format!("{value:.2} ±{sd:.2}"),
        None => format!("{value:.2}"),
    }
}

/// A study as a numbered source: enough to find it, and how much of it was read.
pub(super) fn source(study: &Study) -> String {
    let mut line = format!("{}: {}, {}", study.key, study.short(), study.published_in);
    if let Some(doi) = &study.doi {
        line.push_str(", doi:");
        line.push_str(doi);
    }
    if !study.access.is_empty() {
        line.push_str(" – ");
        line.push_str(&study.access);
    }
    line
}

/// A number with up to two decimals and no zeros at the end.
pub(super) fn short(number: f64) -> String {
    let text = fixed(number, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number with its sign, up to two decimals.
pub(super) fn signed(number: f64) -> String {
    let text = short(number);
    if number > 0.0 {
        format!("+{text}")
    } else {
        text
    }
}

/// A whole number with a comma every three digits.
pub(super) fn grouped(number: f64) -> String {
    let digits = fixed(number, 0);
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A ratio as a change in percent.
pub(super) fn change(ratio: f64) -> String {
    let percent = (ratio - 1.0) * 100.0;
    let text = fixed(percent, 0);
    if text == "0" {
        "0 %".to_owned()
    } else if percent > 0.0 {
        format!("+{text} %")
    } else {
        format!("{text} %")
    }
}

/// How active a muscle is, in a word.
pub(super) fn activation(activation: &Activation<'_>) -> String {
    match (activation.way, activation.finding.ratio) {
        (Some(_), Some(ratio)) => change(ratio),
        (Some(Sign::Up), None) => "up".to_owned(),
        (Some(Sign::Down), None) => "down".to_owned(),
        (None, _) => "up/down".to_owned(),
    }
}
