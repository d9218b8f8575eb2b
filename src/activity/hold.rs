//! How long a speed is held. What is quicker for a moment alone is an error of the receiver, not a runner.

use super::movement::{Interval, Movement};
use crate::number::single;
use crate::units::Speed;

/// A speed is held as long as it is at least this much of itself.
const HELD: f32 = 0.95;
/// The least time that a speed of running is held, s.
const LEAST_HELD_S: f64 = 5.0;
/// How many intervals are looked at to hold a speed: where hundreds lie in a second, the work stays in proportion to the file.
const MOST_AROUND: usize = 600;

/// Brings the running that is not held to the highest speed there that is, and tells how long each speed is held.
pub(super) fn hold(intervals: &mut [Interval], timer: &[f64]) {
    let mut speeds: Vec<f32> = intervals.iter().map(|it| it.speed_m_s).collect();
    let mut held = held_s(&speeds, timer);
    let is_short = |(i, it): &(usize, &Interval)| {
        it.movement == Movement::Running && f64::from(held[*i]) < LEAST_HELD_S
    };
    let short = intervals.iter().enumerate().filter(is_short);
    let lower: Vec<(usize, f32)> = short.map(|(i, _)| (i, lasting(i, &speeds, timer))).collect();
    if !lower.is_empty() {
        for (i, speed) in lower {
            speeds[i] = speed;
        }
        held = held_s(&speeds, timer);
    }
    for (interval, (speed, held)) in intervals.iter_mut().zip(speeds.into_iter().zip(held)) {
        (interval.speed_m_s, interval.held_s) = (speed, held);
    }
}

/// The highest speed that is held around an interval, and is one of running.
fn lasting(i: usize, speeds: &[f32], timer: &[f64]) -> f32 {
    let (mut from, mut to, mut least) = (i, i + 1, speeds[i]);
    for _ in 0..MOST_AROUND {
        if timer[to] - timer[from] >= LEAST_HELD_S {
            break;
        }
        // to the quicker side
        let before = from.checked_sub(1).map(|j| speeds[j]);
        let after = speeds.get(to).copied();
        match (before, after) {
            (None, None) => break,
            (Some(before), after) if after.is_none_or(|after| before >= after) => {
                from -= 1;
                least = least.min(before);
            }
            (_, after) => {
                to += 1;
                least = least.min(after.unwrap_or(least));
            }
        }
    }
    let slowest = single(Speed::MIN_M_PER_S).next_up();
    // a little below, so that rounding does not make it one that is not held
    (0.999_999 * least / HELD).max(slowest).min(speeds[i])
}

/// How long around each interval the speed is at least so much of its own, s.
fn held_s(speeds: &[f32], timer: &[f64]) -> Vec<f32> {
    let count = speeds.len();
    // for each interval the nearest before it in an order that is slower
    let slower = |order: &mut dyn Iterator<Item = usize>| {
        let mut nearest = vec![None; count];
        // the nearest of each speed: every later one is faster
        let mut stack: Vec<usize> = Vec::new();
        for i in order {
            let least = HELD * speeds[i];
            let below = stack.partition_point(|j| speeds[*j] < least);
            nearest[i] = below.checked_sub(1).map(|at| stack[at]);
            while stack.last().is_some_and(|last| speeds[*last] >= speeds[i]) {
                stack.pop();
            }
            stack.push(i);
        }
        nearest
    };
    let (before, after) = (slower(&mut (0..count)), slower(&mut (0..count).rev()));
    let held = before.into_iter().zip(after).map(|(before, after)| {
        let (from, to) = (before.map_or(0, |i| i + 1), after.unwrap_or(count));
        timer[to] - timer[from]
    });
    held.map(single).collect()
}

#[cfg(test)]
mod tests {
    use super::{HELD, LEAST_HELD_S, held_s, lasting};

    #[test]
    fn a_moment_is_brought_to_what_is_held_around_it_and_no_lower() {
        // 3 m/s with 3 s of 6 m/s, then 4 m/s for long
        let speeds: Vec<f32> = [[3.0; 10].as_slice(), &[6.0; 3], &[4.0; 10]].concat();
        let timer: Vec<f64> =
            (0..=speeds.len()).map(|s| f64::from(u8::try_from(s).unwrap_or(0))).collect();
        let mut held = speeds.clone();
        for (i, held) in held.iter_mut().enumerate().skip(10).take(3) {
            *held = lasting(i, &speeds, &timer);
            assert!((*held - 4.0 / HELD).abs() < 0.01, "{held}");
        }
        assert!(held_s(&held, &timer).iter().all(|s| f64::from(*s) >= LEAST_HELD_S));
        // a run shorter than that, and one among standing
        assert!((lasting(0, &[6.0, 3.0], &[0.0, 1.0, 2.0]) - 3.0 / HELD).abs() < 0.01);
        assert!(lasting(1, &[0.0, 6.0, 0.0], &[0.0, 9.0, 10.0, 19.0]) > 1.4);
    }
}
