//! Speed: averaged over some seconds, of a distance in which nothing leaps.
//!
//! A speed is sudden where it is far above what is usual around it, or above what the device says. If it does not last, it
//! is brought to the usual, and what it was too much by fills what was missing just before or after: a receiver that
//! stalled catches up. What fills nothing was not run.

use std::collections::VecDeque;
use std::ops::Range;

use super::series::marked;
use crate::number::{real, single};
use crate::units::Speed;

/// A variance of speed below this share of another is lower by more than chance.
const FAR_STEADIER: f64 = 0.5;
/// Half of the time that says which speed is usual around a moment, s.
const AROUND_S: f64 = 30.0;
/// A speed above the usual by this ratio and this much more is sudden.
const SUDDEN: (f64, f64) = (1.3, 1.5);
/// A distance above the speed that the device says by this ratio and this much more, m/s, leaps.
const LEAPS: (f64, f64) = (1.25, 0.7);
/// The same where the distance around comes to what the speed says.
const VIOLENT: (f64, f64) = (2.0, 2.0);
/// How long a device may take to show a change of speed, s.
const LAG_S: f64 = 10.0;
/// A distance of at least this much of that by speed lacks nothing.
const ENOUGH: f64 = 0.93;
/// How far from a leap what it makes up for may end, s.
const APART_S: f64 = 2.5;
/// How long a receiver may stall before it catches up, s.
const LONGEST_STALL_S: f64 = 300.0;
/// How many intervals are looked at to either side of a leap: those of a longest stall, recorded twice a second. Where many
/// lie in a second, or the timer stands for long, the work stays in proportion to the file.
const MOST_AROUND: usize = 600;

/// The speeds of intervals, with what is usual around each.
pub(super) struct Steady<'a> {
    timer: &'a [f64],
    /// Of each interval, s and m/s.
    seconds: Vec<f64>,
    speeds: Vec<f64>,
    /// The speed that the device says, m/s.
    field: Option<Vec<f64>>,
    /// How long a speed has to last to be one, s.
    window_s: f64,
}

impl<'a> Steady<'a> {
    pub(super) fn new(
        metres: &[f64],
        timer: &'a [f64],
        field: Option<&[f64]>,
        window_s: f64,
    ) -> Self {
        let seconds: Vec<f64> = timer.windows(2).map(|ends| ends[1] - ends[0]).collect();
        let per_second = |metres: &[f64]| -> Vec<f64> {
            let steps = metres.windows(2).map(|ends| ends[1] - ends[0]).zip(&seconds);
            steps.map(|(step, s)| if *s > 0.0 { step / s } else { 0.0 }).collect()
        };
        Self { timer, speeds: per_second(metres), field: field.map(per_second), seconds, window_s }
    }

    /// The distances without leaps; `None` where there are none. What positions, which are asked for where they matter, do
    /// not cover either stands still.
    pub(super) fn settled<'p>(
        mut self,
        positions: impl Fn() -> Option<&'p [f64]>,
    ) -> Option<Vec<f64>> {
        let usual = self.usual();
        let sudden = |level: f64| SUDDEN.0 * level.max(usual) + SUDDEN.1;
        let mut leaps = vec![false; self.speeds.len()];
        let mut levels = Vec::new();
        // where nothing is above the usual of all, what is usual around each does not matter
        if self.speeds.iter().any(|speed| *speed > sudden(usual)) {
            levels = self.levels();
            for ((leap, speed), level) in leaps.iter_mut().zip(&self.speeds).zip(&levels) {
                *leap = *speed > sudden(*level);
            }
            self.keep_lasting(&mut leaps, &levels);
        }
        let more = self.mark_against_field(&mut leaps);
        if levels.is_empty() && leaps.contains(&true) {
            levels = self.levels();
        }
        for leap in marked(&leaps) {
            let more_m = more.as_ref().map(|more| more[leap.start]);
            self.level_out(leap, &levels, usual, more_m);
        }
        let changed = self.fill_stands(positions) || leaps.contains(&true);
        let mut covered = 0.0;
        let steps = self.speeds.iter().zip(&self.seconds).map(|(speed, s)| {
            covered += speed * s;
            covered
        });
        changed.then(|| std::iter::once(0.0).chain(steps).collect())
    }

    /// The median speed of all intervals in which somebody moves, m/s.
    fn usual(&self) -> f64 {
        let mut all = Histogram::default();
        let speeds = self.speeds.iter().zip(&self.seconds);
        let moving = speeds.filter(|(speed, _)| **speed > 0.5);
        moving.for_each(|(speed, s)| all.add(*speed, *s, 1));
        all.median()
    }

    /// The median speed around each interval, m/s.
    fn levels(&self) -> Vec<f64> {
        let mut around = Histogram::default();
        let mut levels = Vec::with_capacity(self.speeds.len());
        let (mut from, mut to) = (0, 0);
        for i in 0..self.speeds.len() {
            while to < self.speeds.len() && self.timer[to] < self.timer[i + 1] + AROUND_S {
                around.add(self.speeds[to], self.seconds[to], 1);
                to += 1;
            }
            while self.timer[from + 1] < self.timer[i] - AROUND_S {
                around.add(self.speeds[from], self.seconds[from], -1);
                from += 1;
            }
            levels.push(around.median());
        }
        levels
    }

    /// What lasts, or what the device says as well, is no leap.
    fn keep_lasting(&self, leaps: &mut [bool], levels: &[f64]) {
        for leap in marked(leaps) {
            let Range { start: begins, end: ends } = leap;
            // how long by its width at half of its height
            let fastest = self.speeds[leap.clone()].iter().copied().fold(0.0, f64::max);
            let half = |j: &usize| {
                let apart_s =
                    (self.timer[begins] - self.timer[*j]).max(self.timer[*j] - self.timer[ends]);
                self.speeds[*j] > f64::midpoint(fastest, levels[*j]) && apart_s < self.window_s
            };
            let before = (0..begins).rev().take(MOST_AROUND).take_while(half);
            let after = (ends..leaps.len()).take(MOST_AROUND).take_while(half);
            let from = before.last().unwrap_or(begins);
            let to = after.last().map_or(ends, |j| j + 1);
            let metres = self.metres(&self.speeds, leap.clone());
            let field = self.field.as_ref().map(|field| self.metres(field, leap.clone()));
            if self.timer[to] - self.timer[from] >= self.window_s
                || field.is_some_and(|field| field > 0.8 * metres)
            {
                leaps[leap].fill(false);
            }
        }
    }

    fn metres(&self, speeds: &[f64], span: Range<usize>) -> f64 {
        let steps = speeds[span.clone()].iter().zip(&self.seconds[span]);
        steps.map(|(speed, s)| speed * s).sum()
    }

    /// Marks what is faster than anything that the device says around it; tells by how much more the distance
    /// around each interval is than the speed asks for, m.
    fn mark_against_field(&self, leaps: &mut [bool]) -> Option<Vec<f64>> {
        let field = self.field.as_ref()?;
        let mut more = Vec::with_capacity(leaps.len());
        let mut fastest: VecDeque<usize> = VecDeque::new();
        let (mut from, mut to) = (0, 0);
        let (mut own_m, mut field_m) = (0.0, 0.0);
        for (i, leap) in leaps.iter_mut().enumerate() {
            while to < field.len() && self.timer[to] <= self.timer[i + 1] + LAG_S {
                while fastest.back().is_some_and(|last| field[*last] <= field[to]) {
                    fastest.pop_back();
                }
                fastest.push_back(to);
                own_m += self.speeds[to] * self.seconds[to];
                field_m += field[to] * self.seconds[to];
                to += 1;
            }
            while self.timer[from + 1] < self.timer[i] - LAG_S {
                own_m -= self.speeds[from] * self.seconds[from];
                field_m -= field[from] * self.seconds[from];
                from += 1;
            }
            while fastest.front().is_some_and(|first| *first < from) {
                fastest.pop_front();
            }
            let most = fastest.front().map_or(0.0, |first| field[*first]);
            more.push(own_m - ENOUGH * field_m);
            // a counter that is uneven from second to second evens out
            let is_more = own_m > 1.1 * field_m + LEAPS.1 * LAG_S;
            let (ratio, more) = if is_more { LEAPS } else { VIOLENT };
            *leap |= self.speeds[i] > ratio * most + more;
        }
        Some(more)
    }

    /// The speed to be expected in an interval, m/s.
    fn expected(&self, i: usize, levels: &[f64], usual: f64) -> f64 {
        let level = levels[i].max(usual);
        // how a distance was run that is missing is a guess, and a guess is no sprint
        let field = self.field.as_ref().map(|field| field[i].min(SUDDEN.0 * level));
        field.unwrap_or(level)
    }

    /// Brings a leap to the speed around it; what it is too much by fills what is missing next to it. What is left was not
    /// run where the distance is more than the speed says.
    fn level_out(&mut self, leap: Range<usize>, levels: &[f64], usual: f64, more_m: Option<f64>) {
        let level = |this: &Self, i: usize| {
            let field = this.field.as_ref();
            let level = field.map_or_else(|| levels[i], |field| field[i]);
            (this.speeds[i] - level).max(0.0)
        };
        let excess_m: f64 = leap.clone().map(|i| level(self, i) * self.seconds[i]).sum();
        let is_more = more_m.is_none_or(|more_m| excess_m <= more_m);
        let lacks = |this: &Self, i: usize| {
            let missing = this.expected(i, levels, usual) - this.speeds[i];
            let least = if this.field.is_some() { 0.02 } else { 0.2 };
            (missing > least * this.expected(i, levels, usual)).then_some(missing)
        };
        let mut missing: Vec<(usize, f64)> = Vec::new();
        let mut missing_m = 0.0;
        let most_apart_s = if self.field.is_some() { LAG_S } else { APART_S };
        let mut look = |this: &Self, indices: &mut dyn Iterator<Item = usize>| {
            let (mut apart_s, mut passed_s) = (0.0, 0.0);
            for i in indices.take(MOST_AROUND) {
                passed_s += this.seconds[i];
                let speed = lacks(this, i);
                apart_s = if speed.is_some() { 0.0 } else { apart_s + this.seconds[i] };
                if apart_s > most_apart_s || passed_s > LONGEST_STALL_S {
                    break;
                }
                if let Some(speed) = speed {
                    missing_m += speed * this.seconds[i];
                    missing.push((i, speed));
                }
            }
        };
        look(self, &mut (0..leap.start).rev());
        look(self, &mut (leap.end..self.speeds.len()));
        // more than could have been run meanwhile was not
        let fills = missing_m > 0.0 && (excess_m <= 1.3 * missing_m + 5.0 || !is_more);
        if fills {
            let part = (excess_m / missing_m).min(1.0);
            for (i, speed) in missing {
                self.speeds[i] += part * speed;
            }
        }
        let taken = if is_more { 1.0 } else { (missing_m / excess_m).min(1.0) };
        for i in leap {
            self.speeds[i] -= taken * level(self, i);
        }
    }

    /// Where the distance stands for long and the speed says running, unless positions stand too, the speed is right.
    fn fill_stands<'p>(&mut self, positions: impl Fn() -> Option<&'p [f64]>) -> bool {
        let Some(field) = &self.field else {
            return false;
        };
        let is_stand =
            |(field, speed): (&f64, &f64)| *field >= Speed::MIN_M_PER_S && *speed < 0.3 * field;
        let stands: Vec<bool> = field.iter().zip(&self.speeds).map(is_stand).collect();
        let mut changed = false;
        for stand in marked(&stands) {
            let Range { start: begins, end: ends } = stand;
            let moves = || {
                let ran_m = self.metres(field, stand.clone());
                positions().is_none_or(|it| it[ends] - it[begins] > 0.5 * ran_m)
            };
            if self.timer[ends] - self.timer[begins] >= 2.0 * self.window_s && moves() {
                self.speeds[stand.clone()].copy_from_slice(&field[stand]);
                changed = true;
            }
        }
        changed
    }
}

/// Times by speed, for the median of a window that moves on.
struct Histogram {
    /// Milliseconds in each bin.
    bins: Vec<i64>,
    sum: i64,
    /// The bin of the median, and the sum of those before.
    at: usize,
    below: i64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { bins: vec![0; Self::BINS], sum: 0, at: 0, below: 0 }
    }
}

impl Histogram {
    const BINS: usize = 512;
    const PER_M_S: f64 = 20.0;

    /// Adds a time, or takes it off again by the sign.
    // never negative, and far within the bounds
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn add(&mut self, speed: f64, seconds: f64, sign: i64) {
        let bin = ((speed * Self::PER_M_S) as usize).min(Self::BINS - 1);
        let time = sign * (seconds * 1000.0) as i64;
        self.bins[bin] += time;
        self.sum += time;
        if bin < self.at {
            self.below += time;
        }
    }

    fn median(&mut self) -> f64 {
        while self.at > 0 && 2 * self.below > self.sum {
            self.at -= 1;
            self.below -= self.bins[self.at];
        }
        while self.at + 1 < Self::BINS && 2 * (self.below + self.bins[self.at]) < self.sum {
            self.below += self.bins[self.at];
            self.at += 1;
        }
        (real(self.at) + 0.5) / Self::PER_M_S
    }
}

/// The speed of each interval: distance over time in a window around it, or in one that ends or begins with it where speed
/// is far steadier there, so that a change of speed stays as sharp as it was. `times` and `metres` are those of the ends of
/// the intervals.
pub(super) fn windowed(times: &[f64], metres: &[f64], window_s: f64) -> Vec<f32> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Vec::new();
    };
    let sums = sums(times, metres);
    let mut indices = [[0; 2]; 3];
    let mut speeds = Vec::with_capacity(times.len() - 1);
    for ends in times.windows(2) {
        let (begins, ends) = (ends[0], ends[1]);
        let window = window_s.max(ends - begins);
        let margin = (window - (ends - begins)) / 2.0;
        let spans =
            [(begins - margin, ends + margin), (ends - window, ends), (begins, begins + window)];
        let mut best: Option<(f64, f64)> = None;
        for ((from, to), [low, high]) in spans.into_iter().zip(&mut indices) {
            // at the ends the window stays whole
            let shift = (first - from).max(0.0) - (to - last).max(0.0);
            let (from, to) = ((from + shift).max(*first), (to + shift).min(*last));
            let passed = to - from;
            if passed <= 0.0 {
                continue;
            }
            let low = sums_at(from, times, &sums, low);
            let high = sums_at(to, times, &sums, high);
            let speed = (high[0] - low[0]) / passed;
            let variance = ((high[1] - low[1]) / passed - speed * speed).max(0.0);
            if best.is_none_or(|(_, least)| variance < FAR_STEADIER * least) {
                best = Some((speed, variance));
            }
        }
        speeds.push(single(best.map_or(0.0, |(speed, _)| speed)));
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

/// The sums at a time within the times, linear between them; `index` is where the last was found, which hardly ever goes
/// back.
fn sums_at(time: f64, times: &[f64], sums: &[[f64; 2]], index: &mut usize) -> [f64; 2] {
    while *index > 0 && times[*index] > time {
        *index -= 1;
    }
    while *index + 2 < times.len() && times[*index + 1] <= time {
        *index += 1;
    }
    let (i, j) = (*index, (*index + 1).min(times.len() - 1));
    let (from, to) = (times[i], times[j]);
    let share = if to > from { ((time - from) / (to - from)).clamp(0.0, 1.0) } else { 1.0 };
    let (low, high) = (sums[i], sums[j]);
    std::array::from_fn(|k| low[k] + (high[k] - low[k]) * share)
}
