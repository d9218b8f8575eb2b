//! Running or walking, and with how many steps: by cadence where there is one, else by speed.
//!
//! The trap of recorded runs. FIT and TCX count strides of one leg, GPX either, and some programs write what the format does
//! not mean. Twice as many strides as steps would be twice the load, so what is decided is always said, and step rates that
//! nobody runs with are not taken over.

use std::ops::RangeInclusive;

use super::series::{advance, blocks};
use super::{CadenceUnit, Sample};
use crate::note::{Note, NoteKind};
use crate::number::{fixed, single};
use crate::spelling::keywords;
use crate::units::{Duration, Speed};

/// Below this speed nobody walks: standing about, m/s.
const STANDING_M_S: f64 = 0.5;
/// Where no cadence tells running from walking, the mean speed of [`WINDOW_S`] does, m/s.
const RUNNING_M_S: f64 = 2.0;
/// How long speed is averaged over to tell running from walking, s.
const WINDOW_S: f64 = 30.0;
/// Who takes so many steps a minute runs, one who takes fewer walks,
const RUNNING_SPM: f64 = 135.0;
/// unless nobody walks so fast, m/s.
const FASTEST_WALK_M_S: f64 = 2.5;
/// Step rates that somebody runs with, steps of both legs a minute.
const STEP_RATES_SPM: RangeInclusive<f64> = 100.0..=300.0;
/// Step rates that most run with: what half or twice a count that cannot be has to come to.
const USUAL_SPM: RangeInclusive<f64> = 135.0..=240.0;
/// Nobody runs with fewer steps of both legs a minute than this many, nor with as many strides of one leg.
const STRIDES_OR_STEPS_RUNNING: f64 = 120.0;
/// The same of walking.
const STRIDES_OR_STEPS_WALKING: f64 = 90.0;
/// What a count of the device may differ from its own cadence by, as a ratio either way.
const TRUSTED_RATIO: f64 = 1.25;
/// How much of the moving time must have a cadence for its sum to be compared with a count.
const ENOUGH: f64 = 0.9;
/// So long without a step, s, and so much faster than with steps is a ride.
const RIDE_S: f64 = 30.0;
/// See [`RIDE_S`].
const RIDE_RATIO: f64 = 1.25;
/// World records of men on distances, m and m/s: nobody runs farther as fast (World Athletics, 2024).
const RECORDS: [(f64, f64); 7] = [
    (1000.0, 7.58),
    (2000.0, 7.06),
    (3000.0, 6.86),
    (5000.0, 6.62),
    (10_000.0, 6.37),
    (21_097.5, 6.11),
    (42_195.0, 5.83),
];

keywords! {
    /// How somebody moves.
    pub enum Movement {
        /// Running, 1.4 to 9.5 m/s.
        Running = "running",
        /// Slower than running, or with the steps of walking.
        Walking = "walking",
        /// Below 0.5 m/s.
        Standing = "standing",
        /// Above 9.5 m/s, or a ride without a step: nobody runs on like that.
        TooFast = "too_fast",
    }
}

impl Movement {
    /// By speed, the mean of it over some time, and steps of both legs a minute where they are known.
    fn of(speed_m_s: f64, mean_m_s: f64, step_rate_spm: Option<f64>) -> Self {
        let runs = match step_rate_spm {
            Some(rate) => rate >= RUNNING_SPM || speed_m_s >= FASTEST_WALK_M_S,
            None => mean_m_s >= RUNNING_M_S,
        };
        if speed_m_s < STANDING_M_S {
            Self::Standing
        } else if speed_m_s > Speed::MAX_M_PER_S {
            Self::TooFast
        } else if runs && speed_m_s >= Speed::MIN_M_PER_S {
            Self::Running
        } else {
            Self::Walking
        }
    }
}

/// The time between two samples. Single precision is finer than any device.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Interval {
    /// When it begins, s since the first sample.
    pub begins_s: f64,
    /// How long the timer stood still in it, s.
    pub stopped_s: f32,
    /// How long the timer ran, s.
    pub seconds: f32,
    /// The distance covered, m.
    pub metres: f32,
    /// Speed, averaged over some seconds around it, m/s; of running one that is held for some seconds.
    pub speed_m_s: f32,
    /// How long around it the speed is at least 95 % of its own, s.
    pub held_s: f32,
    /// Smoothed altitude at its end, m.
    pub altitude_m: Option<f32>,
    /// Gradient, percent.
    pub gradient_pct: f32,
    /// Ascent, m.
    pub ascent_m: f32,
    /// Descent, m.
    pub descent_m: f32,
    /// Steps of both legs a minute, where they were recorded.
    pub step_rate_spm: Option<f32>,
    /// How somebody moves.
    pub movement: Movement,
}

/// Tells running from walking in each interval and how many steps are taken in it; the strides that the device counted come
/// back as what they are. Cadence counts what the rules of the format say, or what somebody says who knows better.
pub(super) fn tell(
    intervals: &mut [Interval],
    samples: &[Sample],
    units: (CadenceUnit, Option<CadenceUnit>),
    strides: &mut Option<f64>,
    warnings: &mut Vec<Note>,
) {
    let mut warn = |text: String| warnings.push(Note::new(NoteKind::Cadence, text));
    // a device writes what it measured up to then
    let cadences: Vec<Option<f32>> =
        samples.windows(2).map(|ends| ends[1].cadence.or(ends[0].cadence)).collect();
    let means = mean_speeds(intervals);
    for (interval, mean) in intervals.iter_mut().zip(&means) {
        interval.movement = Movement::of(f64::from(interval.speed_m_s), *mean, None);
    }
    let running = median(intervals, &cadences, |interval| interval.movement == Movement::Running);
    let moving = || median(intervals, &cadences, moves);
    let Some(median) = running.or_else(moving) else {
        without_cadence(intervals, strides, &mut warn);
        return;
    };
    let Some(factor) = factor(median, running.is_some(), units, &mut warn) else {
        return;
    };
    let mut implausible_s = 0.0;
    for ((interval, cadence), mean) in intervals.iter_mut().zip(&cadences).zip(&means) {
        let (speed, seconds) = (f64::from(interval.speed_m_s), f64::from(interval.seconds));
        let rate = cadence.map(|cadence| f64::from(cadence) * factor);
        // walking may be as slow as it likes
        let is_walk = rate < Some(RUNNING_SPM) && speed < FASTEST_WALK_M_S;
        let known = rate.filter(|rate| STEP_RATES_SPM.contains(rate) || *rate > 0.0 && is_walk);
        if known.is_none() && rate.is_some_and(|rate| rate > 0.0) {
            implausible_s += seconds;
        }
        interval.movement = Movement::of(speed, *mean, known);
        let no_steps = rate.filter(|rate| *rate == 0.0 && interval.movement != Movement::Running);
        interval.step_rate_spm = known.or(no_steps).map(single);
    }
    if implausible_s > 0.0 {
        warn(format!(
            "{} of cadence are step rates that nobody runs with (below 100 or above 300 a minute): they count as unknown.",
            clock(implausible_s)
        ));
    }
    rides(intervals, &cadences, &mut warn);
    let ratio = counted(intervals, strides, &mut warn);
    for interval in intervals {
        interval.step_rate_spm = interval.step_rate_spm.map(|rate| rate * single(ratio));
    }
}

/// Whether a distance in some time is faster than anybody has run it.
pub(super) fn is_beyond_records(metres: f64, seconds: f64) -> bool {
    let record = RECORDS.iter().rev().find(|(distance, _)| *distance <= metres);
    record.is_some_and(|(_, speed)| metres > speed * seconds)
}

pub(super) fn clock(seconds: f64) -> String {
    Duration::from_seconds(seconds.max(1.0))
        .map_or_else(|_| format!("{} s", fixed(seconds, 0)), |duration| duration.to_string())
}

fn moves(interval: &Interval) -> bool {
    matches!(interval.movement, Movement::Running | Movement::Walking)
}

/// The mean speed of the moving in a window around each interval; what is no moving does not count.
fn mean_speeds(intervals: &[Interval]) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0)];
    for interval in intervals {
        let speed = f64::from(interval.speed_m_s);
        let (mut seconds, mut metres) = sums[sums.len() - 1];
        if (STANDING_M_S..=Speed::MAX_M_PER_S).contains(&speed) {
            seconds += f64::from(interval.seconds);
            metres += speed * f64::from(interval.seconds);
        }
        sums.push((seconds, metres));
    }
    let all_s = sums[sums.len() - 1].0;
    let (mut from, mut to) = (0, 0);
    let mut means = Vec::with_capacity(intervals.len());
    for (i, interval) in intervals.iter().enumerate() {
        let middle = f64::midpoint(sums[i].0, sums[i + 1].0);
        // at the ends the window stays whole
        let begins = (middle - WINDOW_S / 2.0).min(all_s - WINDOW_S).max(0.0);
        while from < i && sums[from + 1].0 <= begins {
            from += 1;
        }
        to = to.max(i + 1);
        advance(&mut to, &sums[..intervals.len()], |sum| sum.0 < begins + WINDOW_S);
        let (seconds, metres) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        means.push(if seconds > 0.0 { metres / seconds } else { f64::from(interval.speed_m_s) });
    }
    means
}

/// The median cadence of some of the intervals, weighted by time.
fn median(
    intervals: &[Interval],
    cadences: &[Option<f32>],
    is_of: impl Fn(&Interval) -> bool,
) -> Option<f64> {
    let mut all: Vec<(f32, f32)> = intervals
        .iter()
        .zip(cadences)
        .filter(|(interval, _)| is_of(interval))
        .filter_map(|(interval, cadence)| Some((cadence.filter(|it| *it > 0.0)?, interval.seconds)))
        .collect();
    all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let half = all.iter().map(|(_, seconds)| seconds).sum::<f32>() / 2.0;
    let mut passed = 0.0;
    let middle = all.iter().find(|(_, seconds)| {
        passed += seconds;
        passed >= half
    });
    middle.map(|(cadence, _)| f64::from(*cadence))
}

/// What cadence is multiplied by to be steps of both legs; `None` where it is the cadence of nobody.
fn factor(
    median: f64,
    is_running: bool,
    (format, asked): (CadenceUnit, Option<CadenceUnit>),
    warn: &mut impl FnMut(String),
) -> Option<f64> {
    let (between, moving) = if is_running {
        (STRIDES_OR_STEPS_RUNNING, "running")
    } else {
        (STRIDES_OR_STEPS_WALKING, "moving")
    };
    let by_median = if median < between { CadenceUnit::Strides } else { CadenceUnit::Steps };
    let open = format!("as its median while {moving} shows; the format leaves it open");
    let (unit, why) = match (asked, format) {
        (Some(unit), _) if unit != CadenceUnit::Unspecified => (unit, "as was asked for"),
        (_, CadenceUnit::Strides) if by_median == CadenceUnit::Steps => {
            (by_median, "although this format means strides of one leg: nobody runs with so many")
        }
        (_, CadenceUnit::Unspecified) => (by_median, &*open),
        (_, unit) => (unit, "as this format means it"),
    };
    let (name, steps) = match unit {
        CadenceUnit::Steps => ("steps of both legs", 1.0),
        CadenceUnit::Strides | CadenceUnit::Unspecified => ("strides of one leg", 2.0),
    };
    let rate = median * steps;
    let cadence = format!("Cadence (median {} while {moving})", fixed(median, 0));
    if !is_running || STEP_RATES_SPM.contains(&rate) {
        warn(format!("{cadence} counts {name}, {why}."));
        return Some(steps);
    }
    let fitting = [0.5, 2.0].into_iter().find(|by| USUAL_SPM.contains(&(by * rate)));
    let taken = match fitting {
        Some(0.5) => "half of it",
        Some(_) => "twice of it",
        None => "the typical step rate at each speed",
    };
    warn(format!(
        "{cadence} would be {} steps a minute, which nobody runs with: {taken} is taken.",
        fixed(rate, 0)
    ));
    fitting.map(|by| by * steps)
}

/// Takes what is much faster than the running, without a step, for a ride.
fn rides(intervals: &mut [Interval], cadences: &[Option<f32>], warn: &mut impl FnMut(String)) {
    let running = intervals.iter().zip(cadences).filter(|(interval, cadence)| {
        interval.movement == Movement::Running && cadence.is_some_and(|cadence| cadence > 0.0)
    });
    let (metres, seconds) = running.fold((0.0, 0.0), |(metres, seconds), (interval, _)| {
        let lasts = f64::from(interval.seconds);
        (metres + f64::from(interval.speed_m_s) * lasts, seconds + lasts)
    });
    if seconds <= 0.0 {
        return;
    }
    let fastest = RIDE_RATIO * metres / seconds;
    let (mut rode_m, mut rode_s) = (0.0, 0.0);
    for block in blocks(cadences, |a, b| (*a == Some(0.0)) == (*b == Some(0.0))) {
        let is_without_step = cadences[block.start] == Some(0.0);
        let ridden = &mut intervals[block];
        let is_moving = |interval: &&mut Interval| f64::from(interval.speed_m_s) >= STANDING_M_S;
        let (mut metres, mut seconds) = (0.0, 0.0);
        for interval in ridden.iter_mut().filter(is_moving) {
            metres += f64::from(interval.speed_m_s * interval.seconds);
            seconds += f64::from(interval.seconds);
        }
        if is_without_step && seconds >= RIDE_S && metres > fastest * seconds {
            (rode_m, rode_s) = (rode_m + metres, rode_s + seconds);
            for interval in ridden.iter_mut().filter(is_moving) {
                interval.movement = Movement::TooFast;
            }
        }
    }
    if rode_s > 0.0 {
        warn(format!(
            "{} at {} m/s without a step are a ride, not running.",
            clock(rode_s),
            fixed(rode_m / rode_s, 1)
        ));
    }
}

/// What step rates are to be multiplied by for their sum to be what the device counted.
fn counted(
    intervals: &[Interval],
    strides: &mut Option<f64>,
    warn: &mut impl FnMut(String),
) -> f64 {
    let Some(mut count) = strides.map(|strides| 2.0 * strides).filter(|count| *count > 0.0) else {
        return 1.0;
    };
    let (mut summed, mut moving_s, mut known_s) = (0.0, 0.0, 0.0);
    for interval in intervals.iter().filter(|interval| moves(interval)) {
        let seconds = f64::from(interval.seconds);
        moving_s += seconds;
        if let Some(rate) = interval.step_rate_spm {
            known_s += seconds;
            summed += f64::from(rate) * seconds / 60.0;
        }
    }
    if summed <= 0.0 || known_s < ENOUGH * moving_s {
        warn(format!(
            "Steps by cadence, which is missing in part; the device counted {} steps in all.",
            fixed(count, 0)
        ));
        return 1.0;
    }
    let is_near = |ratio: f64| (1.0 / TRUSTED_RATIO..=TRUSTED_RATIO).contains(&ratio);
    if is_near(count / 2.0 / summed) {
        count /= 2.0;
        *strides = Some(count / 2.0);
        warn("The device's count of strides is one of steps.".to_owned());
    }
    let ratio = count / summed;
    let (count, summed) = (fixed(count, 0), fixed(summed, 0));
    if !is_near(ratio) {
        warn(format!(
            "Steps by cadence, {summed} in all; the device's own count of {count} is too far from it to be of the same run."
        ));
        return 1.0;
    }
    warn(format!(
        "The device counted {count} steps, cadence adds up to {summed}; the count is kept and shared out by cadence."
    ));
    ratio
}

/// One step rate for the whole run where only the count is known.
fn without_cadence(
    intervals: &mut [Interval],
    strides: &mut Option<f64>,
    warn: &mut impl FnMut(String),
) {
    let moving = intervals.iter().filter(|interval| moves(interval));
    let moving_s: f64 = moving.map(|interval| f64::from(interval.seconds)).sum();
    let rate = strides.map(|strides| 2.0 * strides / moving_s * 60.0);
    let rate = rate.filter(|rate| rate.is_finite() && *rate > 0.0);
    // strides of one leg, unless half or twice as many are what people run with and these are not
    let fitting = rate.and_then(|rate| {
        let is_usual = (*STEP_RATES_SPM.start()..=*USUAL_SPM.end()).contains(&rate);
        let mut by = [0.5, 2.0].into_iter();
        let other = by.find(|by| !is_usual && USUAL_SPM.contains(&(by * rate)));
        let by = other.or(STEP_RATES_SPM.contains(&rate).then_some(1.0))?;
        Some((by, by * rate))
    });
    let Some((by, rate)) = fitting else {
        warn(match rate {
            Some(rate) => format!(
                "No cadence while running, and the device's count would be {} steps a minute, which nobody runs with: the typical step rate at each speed is taken.",
                fixed(rate, 0)
            ),
            None => {
                "No cadence while running: the typical step rate at each speed is taken.".to_owned()
            }
        });
        return;
    };
    *strides = strides.map(|strides| strides * by);
    let taken = match by {
        0.5 => ", which counts steps, not strides",
        2.0 => ", doubled",
        _ => "",
    };
    warn(format!(
        "No cadence while running: steps by the device's count{taken}, {} a minute throughout.",
        fixed(rate, 0)
    ));
    for interval in intervals.iter_mut().filter(|interval| moves(interval)) {
        interval.step_rate_spm = Some(single(rate));
    }
}
