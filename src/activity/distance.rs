//! Distance and speed: how far it is from each sample to the next, by the best that the file has.

use super::{Position, Sample};
use crate::note::{Note, NoteKind};

/// The mean radius of the Earth, m (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;
/// A position that is left and come back to faster than this is an error of the receiver, m/s: nobody has run as fast.
const FASTEST_M_S: f64 = 12.5;

/// A variance of speed below this share of another is lower by more than chance.
const FAR_STEADIER: f64 = 0.5;

/// Where distances come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The distance that the device counts.
    Device,
    /// Positions.
    Positions,
    /// The speed that the device says.
    Speed,
}

impl Source {
    /// How long speed is averaged over, s: what a device counts is smooth already, positions are not.
    pub(super) fn window_s(self) -> f64 {
        match self {
            Self::Device | Self::Speed => 5.0,
            Self::Positions => 10.0,
        }
    }
}

/// The distance that is covered up to each sample, m.
pub(super) struct Distances {
    /// Where they come from.
    pub(super) source: Source,
    /// Up to each sample since the first, m; never less than before.
    pub(super) metres: Vec<f64>,
}

impl Distances {
    /// By the distance of the device where most samples have it, else by positions, else by speed; `None` where the samples
    /// have none of them.
    pub(super) fn of(
        samples: &[Sample],
        stopped_s: &[f64],
        remarks: &mut Vec<Note>,
    ) -> Option<Self> {
        let share = |has: fn(&Sample) -> bool| {
            let count = samples.iter().filter(|sample| has(sample)).count();
            2 * count >= samples.len() && count > 1
        };
        let mut say = |text: &str| remarks.push(Note::new(NoteKind::Distance, text));
        let (source, metres) = if share(|sample| sample.distance_m.is_some()) {
            (Source::Device, by_device(samples))
        } else if share(|sample| sample.position.is_some()) {
            say("Distance and speed by positions: the device recorded no distance.");
            (Source::Positions, by_positions(samples, stopped_s))
        } else if share(|sample| sample.speed_m_s.is_some()) {
            say(
                "Distance by the recorded speed: the device recorded neither distance nor positions.",
            );
            (Source::Speed, by_speed(samples, stopped_s))
        } else {
            return None;
        };
        let mut distances = Self { source, metres };
        distances.leave_out_stops(samples, stopped_s);
        Some(distances)
    }

    /// Takes out what was covered while the timer did not run at all: in a pause, in a hole, between two parts.
    fn leave_out_stops(&mut self, samples: &[Sample], stopped_s: &[f64]) {
        let (mut before, mut covered) = (0.0, 0.0);
        for (i, metres) in self.metres.iter_mut().enumerate() {
            // added up anew, not taken off: a difference could be less than the one before by a last digit
            let step = *metres - before;
            before = *metres;
            if i == 0 || stopped_s[i] < samples[i].time_s - samples[i - 1].time_s {
                covered += step;
            }
            *metres = covered;
        }
    }
}

/// The count of the device, between its values linear in time. A count that begins anew goes on from where it was.
fn by_device(samples: &[Sample]) -> Vec<f64> {
    let mut metres = Vec::with_capacity(samples.len());
    let mut covered = 0.0;
    let mut known: Option<(f64, f64)> = None;
    for (i, sample) in samples.iter().enumerate() {
        let Some(count) = sample.distance_m.map(f64::from) else {
            continue;
        };
        let time = sample.time_s;
        // nothing is known of what was before the first value
        let (then, last) = known.unwrap_or((time, count));
        let step = (count - last).max(0.0);
        while metres.len() < i {
            let share = (samples[metres.len()].time_s - then) / (time - then);
            metres.push(covered + step * share.clamp(0.0, 1.0));
        }
        covered += step;
        metres.push(covered);
        known = Some((time, count));
    }
    metres.resize(samples.len(), covered);
    metres
}

fn by_positions(samples: &[Sample], stopped_s: &[f64]) -> Vec<f64> {
    let mut metres = Vec::with_capacity(samples.len());
    let mut covered = 0.0;
    let mut known: Option<(usize, Position)> = None;
    for (i, sample) in samples.iter().enumerate() {
        if let Some(position) = sample.position {
            if let Some((last, from)) = known {
                let passed = sample.time_s - samples[last].time_s;
                let stopped: f64 = stopped_s[last + 1..=i].iter().sum();
                let step = apart_m(from, position);
                let after = samples.get(i + 1).and_then(|after| {
                    let passed = after.time_s - samples[last].time_s;
                    Some(apart_m(from, after.position?) / passed)
                });
                let is_error = step > FASTEST_M_S * passed
                    && after.is_some_and(|after| after <= FASTEST_M_S)
                    && stopped == 0.0;
                if is_error {
                    metres.push(covered);
                    continue;
                }
                // what was covered while the timer stood still is not of the run
                let share = (1.0 - stopped / passed).clamp(0.0, 1.0);
                let step = step * share;
                for (j, metre) in metres.iter_mut().enumerate().skip(last + 1) {
                    *metre = covered + step * (samples[j].time_s - samples[last].time_s) / passed;
                }
                covered += step;
            }
            known = Some((i, position));
        }
        metres.push(covered);
    }
    metres
}

fn by_speed(samples: &[Sample], stopped_s: &[f64]) -> Vec<f64> {
    let mut covered = 0.0;
    let mut speed = 0.0;
    let mut metres = Vec::with_capacity(samples.len());
    for (i, sample) in samples.iter().enumerate() {
        let before = speed;
        speed = sample.speed_m_s.map_or(before, f64::from);
        if i > 0 {
            let passed = sample.time_s - samples[i - 1].time_s - stopped_s[i];
            covered += f64::midpoint(before, speed) * passed.max(0.0);
        }
        metres.push(covered);
    }
    metres
}

/// How far two places are apart on a sphere, m.
fn apart_m(a: Position, b: Position) -> f64 {
    if a == b {
        return 0.0;
    }
    // haversine: hav(d/r) = hav(Δφ) + cos φ₁ · cos φ₂ · hav(Δλ)
    let (lat_a, lat_b) = (a.latitude().to_radians(), b.latitude().to_radians());
    let half = |from: f64, to: f64| libm::sin((to - from) / 2.0).powi(2);
    let across = half(a.longitude().to_radians(), b.longitude().to_radians());
    let hav = half(lat_a, lat_b) + libm::cos(lat_a) * libm::cos(lat_b) * across;
    2.0 * EARTH_RADIUS_M * libm::asin(hav.clamp(0.0, 1.0).sqrt())
}

/// The speed of each interval: distance over time in a window around it, or in one that ends or begins with it where speed
/// is far steadier there, so that a change of speed stays as sharp as it was. `times` and `metres` are those of the ends of
/// the intervals.
pub(super) fn speeds(times: &[f64], metres: &[f64], window_s: f64) -> Vec<f32> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Vec::new();
    };
    let sums = sums(times, metres);
    let mut looks: [Along<'_>; 6] = std::array::from_fn(|_| Along {
        times,
        sums: &sums,
        index: 0,
    });
    let mut speeds = Vec::with_capacity(times.len() - 1);
    for ends in times.windows(2) {
        let (begins, ends) = (ends[0], ends[1]);
        let window = window_s.max(ends - begins);
        let margin = (window - (ends - begins)) / 2.0;
        let spans = [
            (begins - margin, ends + margin),
            (ends - window, ends),
            (begins, begins + window),
        ];
        let mut best: Option<(f64, f64)> = None;
        for ((from, to), looks) in spans.into_iter().zip(looks.chunks_exact_mut(2)) {
            let (from, to) = (from.max(*first), to.min(*last));
            let passed = to - from;
            if passed <= 0.0 {
                continue;
            }
            let (low, high) = (looks[0].at(from), looks[1].at(to));
            let speed = (high[0] - low[0]) / passed;
            let variance = ((high[1] - low[1]) / passed - speed * speed).max(0.0);
            if best.is_none_or(|(_, least)| variance < FAR_STEADIER * least) {
                best = Some((speed, variance));
            }
        }
        // far within single precision
        #[allow(clippy::cast_possible_truncation)]
        speeds.push(best.map_or(0.0, |(speed, _)| speed) as f32);
    }
    speeds
}

/// Up to each end of an interval, the sums of v · t and of v² · t: distance, and what the variance of speed is made of.
fn sums(times: &[f64], metres: &[f64]) -> Vec<[f64; 2]> {
    let mut sum = [0.0; 2];
    let mut sums = Vec::with_capacity(times.len());
    sums.push(sum);
    for (times, metres) in times.windows(2).zip(metres.windows(2)) {
        let (passed, step) = (times[1] - times[0], metres[1] - metres[0]);
        if passed > 0.0 {
            sum[0] += step;
            sum[1] += step * step / passed;
        }
        sums.push(sum);
    }
    sums
}

/// A look-up that hardly ever goes back.
struct Along<'a> {
    times: &'a [f64],
    sums: &'a [[f64; 2]],
    index: usize,
}

impl Along<'_> {
    /// The sums at a time within the times, linear between them.
    fn at(&mut self, time: f64) -> [f64; 2] {
        while self.index > 0 && self.times[self.index] > time {
            self.index -= 1;
        }
        while self.index + 2 < self.times.len() && self.times[self.index + 1] <= time {
            self.index += 1;
        }
        let (i, j) = (self.index, (self.index + 1).min(self.times.len() - 1));
        let (from, to) = (self.times[i], self.times[j]);
        let share = if to > from {
            ((time - from) / (to - from)).clamp(0.0, 1.0)
        } else {
            1.0
        };
        let (low, high) = (self.sums[i], self.sums[j]);
        std::array::from_fn(|k| low[k] + (high[k] - low[k]) * share)
    }
}
