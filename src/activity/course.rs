//! A planned course: places without times, which somebody is to run at an even pace.

use super::recording::{CadenceUnit, MOST_SAMPLES, Position, apart_m};
use super::{Recording, Sample, Session, Sport, Totals};
use crate::number::single;
use crate::units::{Duration, QuantityError, Speed};

/// Places are put in so that two are no farther apart than this, m: gradients and kilometres begin where they do.
const SPACING_M: f64 = 10.0;

/// How a course is to be run.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum CoursePlan {
    /// In so long.
    Time(Duration),
    /// So fast.
    Speed(Speed),
}

/// Gives a recording the times of somebody who runs its places evenly; what it says of its own times and of a runner goes.
/// `None` where it has no two places.
///
/// # Errors
/// When the speed that follows is none of a runner.
pub(super) fn at_even_pace(
    recording: &mut Recording,
    plan: CoursePlan,
) -> Result<Option<Speed>, QuantityError> {
    let (places, length_m) = places(&recording.samples);
    if places.len() < 2 {
        return Ok(None);
    }
    let speed = match plan {
        CoursePlan::Speed(speed) => speed,
        CoursePlan::Time(time) => Speed::from_m_per_s(length_m / time.seconds())?,
    };
    recording.samples = places
        .into_iter()
        .map(|place| Sample { time_s: place.time_s / speed.m_per_s(), ..place })
        .collect();
    recording.sessions = vec![Session {
        sport: Sport::Running,
        from_s: 0.0,
        to_s: f64::INFINITY,
        totals: Totals::default(),
    }];
    recording.lap_starts_s.clear();
    recording.timer.clear();
    recording.is_dated = false;
    recording.cadence_unit = CadenceUnit::Unspecified;
    Ok(Some(speed))
}

/// Samples at the places, close together, each with its distance from the start in place of its time; and the whole
/// distance, m.
fn places(samples: &[Sample]) -> (Vec<Sample>, f64) {
    let mut places: Vec<Sample> = Vec::new();
    let mut metres = 0.0;
    let mut before: Option<(Position, Option<f32>)> = None;
    for sample in samples {
        let Some(position) = sample.position else {
            continue;
        };
        let Some((from, from_m)) = before.replace((position, sample.altitude_m)) else {
            places.push(place(position, sample.altitude_m, 0.0));
            continue;
        };
        let apart = apart_m(from, position);
        let count = (apart / SPACING_M).ceil().clamp(1.0, 10_000.0);
        let mut step = 1.0;
        while step <= count && places.len() < MOST_SAMPLES {
            let part = step / count;
            let between = |a: f64, b: f64| a + (b - a) * part;
            let position = Position::from_degrees(
                between(from.latitude(), position.latitude()),
                between(from.longitude(), position.longitude()),
            );
            let altitude = from_m
                .zip(sample.altitude_m)
                .map(|(a, b)| single(between(f64::from(a), f64::from(b))));
            places.extend(position.map(|it| place(it, altitude, metres + apart * part)));
            step += 1.0;
        }
        metres += apart;
    }
    places.dedup_by(|next, place| next.time_s <= place.time_s);
    (places, metres)
}

fn place(position: Position, altitude_m: Option<f32>, metres: f64) -> Sample {
    Sample {
        position: Some(position),
        altitude_m,
        distance_m: Some(single(metres)),
        ..Sample::at(metres)
    }
}
