//! What all forms of a sweep say alike: the words for its range, and round places along it.

use crate::answer::sweep::{Series, Sweep, SweepRange, Unit};
use crate::document::AxisMarks;
use crate::evidence::Grade;
use crate::number::fixed;
use crate::render::chart::axis::multiples;
use crate::render::wording::{mass, short, signed};
use crate::units::{LengthUnit, SpeedUnit, StepRate};

/// What is varied, for an axis.
pub(super) fn title(swept: &SweepRange) -> String {
    match swept.unit {
        Unit::Pace(unit) => format!("pace, min/{unit}"),
        Unit::Speed(unit) => format!("speed, {unit}"),
        Unit::GradientPercent => "gradient, %".to_owned(),
        Unit::GradientDegrees => "gradient, degrees".to_owned(),
        Unit::StepsPerMinute => "step rate, steps/min".to_owned(),
        Unit::PercentOfTypical => "step rate, % of typical".to_owned(),
        Unit::LeanDegrees => "trunk lean, degrees".to_owned(),
    }
}

/// A place of the range, without its unit.
pub(super) fn label(swept: &SweepRange, x: f64) -> String {
    match swept.unit {
        Unit::Pace(_) => {
            let seconds = fixed(x, 1);
            let seconds = seconds.parse().unwrap_or(x);
            let minutes = (seconds / 60.0_f64).floor();
            let rest = seconds - minutes * 60.0;
            let rest = fixed(rest, usize::from(rest.fract() > 0.0));
            let lead = if rest.split('.').next().is_some_and(|whole| whole.len() < 2) {
                "0"
            } else {
                ""
            };
            format!("{}:{lead}{rest}", fixed(minutes, 0))
        }
        Unit::GradientPercent | Unit::GradientDegrees | Unit::LeanDegrees => signed(x),
        _ => short(x),
    }
}

/// The range, in words.
pub(super) fn range(swept: &SweepRange) -> String {
    let (from, to) = (label(swept, swept.from), label(swept, swept.to));
    match swept.unit {
        Unit::Pace(unit) => format!("{from} to {to}/{unit}"),
        Unit::Speed(unit) => format!("{from} to {to} {unit}"),
        Unit::GradientPercent => format!("gradient {from} to {to} %"),
        Unit::GradientDegrees => format!("gradient {from} to {to} degrees"),
        Unit::StepsPerMinute => format!("{from} to {to} steps/min"),
        Unit::PercentOfTypical => format!("{from} to {to} % of the typical step rate"),
        Unit::LeanDegrees => format!("trunk leaning {from} to {to} degrees further forward"),
    }
}

/// What is held fixed, in words.
pub(super) fn held(sweep: &Sweep<'_>) -> Vec<String> {
    let question = &sweep.question;
    let units = question.units;
    let mut parts = Vec::new();
    if let Some(speed) = question.speed {
        let unit = match units {
            LengthUnit::Kilometre => SpeedUnit::KilometresPerHour,
            LengthUnit::Mile => SpeedUnit::MilesPerHour,
        };
        parts.push(format!(
            "{} ({} {unit}, {} m/s)",
            speed.pace(units),
            fixed(speed.in_unit(unit), 1),
            fixed(speed.m_per_s(), 2)
        ));
    }
    parts.extend(question.mass.map(|typed| mass(typed, units)));
    let swept = question.swept.unit;
    let gradient = question.course.gradient().percent();
    let terrain = question.course.terrain();
    match swept {
        Unit::GradientPercent | Unit::GradientDegrees if terrain.is_reference() => {}
        _ if gradient == 0.0 => parts.push(terrain.to_string()),
        _ => parts.push(format!("{terrain} {} %", signed(gradient))),
    }
    match question.step_rate {
        _ if matches!(swept, Unit::StepsPerMinute | Unit::PercentOfTypical) => {}
        StepRate::Typical => parts.push("typical step rate (assumed)".to_owned()),
        StepRate::PerMinute(rate) => parts.push(format!("{} steps/min", short(rate.value()))),
        StepRate::PercentOfTypical(percent) => {
            parts.push(format!(
                "{} % of the typical step rate",
                short(percent.value())
            ));
        }
    }
    parts.extend(question.form.parts());
    parts
}

/// The range and what is held fixed, in one line.
pub(super) fn heading(sweep: &Sweep<'_>) -> String {
    let mut parts = vec![range(&sweep.question.swept)];
    parts.extend(held(sweep));
    parts.join(" · ")
}

/// Where the axis begins and ends, in the measure of the evidence.
pub(super) fn span(sweep: &Sweep<'_>) -> (f64, f64) {
    let points = sweep.series.first().map(|series| series.points.as_slice());
    match points {
        Some([first, .., last]) => (first.spot.at, last.spot.at),
        _ => (0.0, 1.0),
    }
}

/// Where along the axis a place lies, 0 to 1.
pub(super) fn share((first, last): (f64, f64), at: f64) -> f64 {
    ((at - first) / (last - first)).clamp(0.0, 1.0)
}

/// Round places of the range.
pub(super) fn marks(sweep: &Sweep<'_>) -> AxisMarks {
    let swept = &sweep.question.swept;
    let mark = |x: f64| (place(sweep, x), label(swept, x));
    let (from, to) = (swept.from.min(swept.to), swept.from.max(swept.to));
    let multiples = |step: &f64| multiples(from, to, *step).into_iter().map(mark);
    let ends = [swept.from, swept.to].map(mark);
    if let Unit::Pace(_) = swept.unit {
        // paces crowd where they are slow, so that there are fewer of them there: the ends first, then ever finer ones
        let steps: &[f64] = if to - from > 120.0 {
            &[60.0, 30.0]
        } else {
            &[60.0, 30.0, 15.0, 5.0]
        };
        let finer = steps.iter().flat_map(multiples);
        return AxisMarks::EachFitting(ends.into_iter().chain(finer).collect());
    }
    let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
    let sets = steps.iter().map(|step| multiples(step).collect::<Vec<_>>());
    let sets = sets.filter(|set| (2..=21).contains(&set.len()));
    AxisMarks::FirstFitting(sets.chain([Vec::from(ends)]).collect())
}

/// Where along the axis a number of the range lies: between the points on both sides of it.
fn place(sweep: &Sweep<'_>, x: f64) -> f64 {
    let span = span(sweep);
    let spots: Vec<_> = sweep.spots().collect();
    let falls = sweep.question.swept.from > sweep.question.swept.to;
    let is_before = |a: f64| if falls { a > x } else { a < x };
    let after = spots.iter().position(|spot| !is_before(spot.x));
    match after {
        None => 1.0,
        Some(0) => 0.0,
        Some(i) => {
            let (a, b) = (spots[i - 1], spots[i]);
            let weight = (x - a.x) / (b.x - a.x);
            share(span, a.at + (b.at - a.at) * weight)
        }
    }
}

/// The grades of a line, the best to the worst.
pub(super) fn grades(series: &Series<'_>) -> String {
    let grades = series.points.iter().map(|point| point.load.peak().grade());
    let best = grades.clone().min().map_or("", Grade::key);
    let worst = grades.max().map_or("", Grade::key);
    if best == worst {
        best.to_owned()
    } else {
        format!("{best}–{worst}")
    }
}
