//! What charts of a sweep share: the words for its range, round places along it, round steps of force, and how a line
//! goes between its points.

use crate::answer::sweep::{Coverage, Series, Sweep, SweepRange, Unit};
use crate::evidence::Grade;
use crate::render::records::fixed;
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
        Unit::GradientPercent | Unit::GradientDegrees => signed(x),
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
            "{} ({:.1} {unit}, {:.2} m/s)",
            speed.pace(units),
            speed.in_unit(unit),
            speed.m_per_s()
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

/// A labelled place: its share of the axis, and its label.
pub(super) type Tick = (f64, String);

/// Round places of the range, as many as stand `apart` from each other, given their labels.
pub(super) fn ticks(sweep: &Sweep<'_>, apart: impl Fn(&Tick, &Tick) -> bool) -> Vec<Tick> {
    let swept = &sweep.question.swept;
    let tick = |x: f64| (place(sweep, x), label(swept, x));
    if let Unit::Pace(_) = swept.unit {
        // paces crowd where they are slow, so that there are fewer of them there: the ends first, then ever finer ones
        let mut ticks: Vec<Tick> = Vec::new();
        let ends = [swept.from, swept.to];
        let steps: &[f64] = if (swept.from - swept.to).abs() > 120.0 {
            &[60.0, 30.0]
        } else {
            &[60.0, 30.0, 15.0, 5.0]
        };
        let finer = steps.iter().map(|step| multiples(swept, *step));
        for x in ends.into_iter().chain(finer.flatten()) {
            let new = tick(x);
            let after = ticks.iter().position(|known| known.0 > new.0);
            let after = after.unwrap_or(ticks.len());
            let (before, behind) = (ticks[..after].last(), ticks.get(after));
            if before.is_none_or(|before| apart(before, &new))
                && behind.is_none_or(|behind| apart(&new, behind))
            {
                ticks.insert(after, new);
            }
        }
        return ticks;
    }
    let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
    let fitting = steps.into_iter().find_map(|step| {
        let ticks: Vec<Tick> = multiples(swept, step).into_iter().map(tick).collect();
        let fits = ticks.windows(2).all(|pair| apart(&pair[0], &pair[1]));
        (fits && (2..=21).contains(&ticks.len())).then_some(ticks)
    });
    fitting.unwrap_or_else(|| Vec::from([swept.from, swept.to].map(tick)))
}

/// The multiples of a step in the range, at most some sixty, in increasing order.
fn multiples(swept: &SweepRange, step: f64) -> Vec<f64> {
    let (low, high) = (swept.from.min(swept.to), swept.from.max(swept.to));
    let first = (low / step - 1e-9).ceil();
    let multiples = (0..60).map(|i| (first + f64::from(i)) * step);
    multiples.take_while(|x| *x <= high + 1e-9).collect()
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

/// A round step that divides `height` into at most so many.
pub(super) fn round_step(height: f64, at_most: f64) -> f64 {
    let powers = [0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0];
    let mut steps = powers
        .into_iter()
        .flat_map(|power| [power, 2.0 * power, 5.0 * power]);
    let step = steps.find(|step| height <= step * at_most);
    step.unwrap_or(height / at_most)
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

/// A stretch of points that come about alike; neighbouring stretches share the point between them.
pub(super) struct Stretch {
    pub(super) coverage: Coverage,
    /// The first point and the last.
    pub(super) points: (usize, usize),
}

/// A line, cut where its figures come about otherwise: between two points it is as the less known of them.
pub(super) fn stretches(series: &Series<'_>) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for i in 1..series.points.len() {
        let coverage = series.points[i - 1]
            .coverage()
            .max(series.points[i].coverage());
        match stretches.last_mut() {
            Some(last) if last.coverage == coverage => last.points.1 = i,
            _ => stretches.push(Stretch {
                coverage,
                points: (i - 1, i),
            }),
        }
    }
    stretches
}
