//! Sums over a split of a run: the whole, a lap, a kilometre.

use std::collections::BTreeMap;

use super::SplitBy;
use crate::activity::{Interval, Movement};
use crate::conditions::{Conditions, Course};
use crate::number::whole;
use crate::units::{BodyWeightSeconds, BodyWeights, Gradient, PercentOfTypical, Speed, StepRate};

/// A gradient up to this counts as level, percent.
const LEVEL_PCT: f64 = 1.0;
/// A run is cut into no more splits than this; the last has the rest, and is called so.
pub(super) const MOST_SPLITS: usize = 1000;
pub(super) const REST: &str = "rest";

/// Which way the ground goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GradientClass {
    /// Steeper than 1 % up.
    Uphill,
    /// Between 1 % down and 1 % up.
    Level,
    /// Steeper than 1 % down.
    Downhill,
}

impl GradientClass {
    /// All of them, in the order of every array of three here.
    pub const ALL: [Self; 3] = [Self::Uphill, Self::Level, Self::Downhill];

    pub(super) fn of(gradient_pct: f64) -> Self {
        if gradient_pct > LEVEL_PCT {
            Self::Uphill
        } else if gradient_pct < -LEVEL_PCT {
            Self::Downhill
        } else {
            Self::Level
        }
    }
}

/// So much of a way of moving.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Amount {
    /// Time, s.
    pub seconds: f64,
    /// Distance, m.
    pub metres: f64,
    /// Steps of both legs.
    pub steps: f64,
}

impl Amount {
    fn add(&mut self, other: Self) {
        self.seconds += other.seconds;
        self.metres += other.metres;
        self.steps += other.steps;
    }
}

/// A split of a run.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Split {
    /// What it is called; empty for the whole run.
    pub name: String,
    /// When it begins, s since the first sample.
    pub begins_s: f64,
    /// Running.
    pub running: Amount,
    /// Running uphill, level and downhill.
    pub slopes: [Amount; 3],
    /// Walking; steps where cadence was recorded.
    pub walking: Amount,
    /// Whether the steps of some walking are not known.
    pub walking_steps_unknown: bool,
    /// Above 9.5 m/s.
    pub too_fast: Amount,
    /// Standing, s.
    pub standing_s: f64,
    /// Distance that was added up while standing, m.
    pub standing_m: f64,
    /// The timer stood still, s.
    pub stopped_s: f64,
    /// Running for which the step rate is the typical one, s.
    pub assumed_steps_s: f64,
    /// Running on a steeper gradient than any figure reaches to, s.
    pub beyond_gradient_s: f64,
    /// Running slower or quicker than any figure reaches to, s.
    pub beyond_speed_s: f64,
    /// Ascent, m.
    pub ascent_m: f64,
    /// Descent, m.
    pub descent_m: f64,
    pub(super) sums: Vec<Sum>,
    pub(super) cells: BTreeMap<[usize; 3], Cell>,
}

impl Split {
    pub(super) fn new(name: String, begins_s: f64, muscles: usize) -> Self {
        Self { name, begins_s, sums: vec![Sum::default(); muscles], ..Self::default() }
    }

    /// The distance covered in any way, m.
    #[must_use]
    pub fn distance_m(&self) -> f64 {
        self.running.metres + self.walking.metres + self.too_fast.metres + self.standing_m
    }

    /// Time on the move, s.
    #[must_use]
    pub fn moving_s(&self) -> f64 {
        self.running.seconds + self.walking.seconds + self.too_fast.seconds
    }

    /// Time from its beginning to its end, s.
    #[must_use]
    pub fn elapsed_s(&self) -> f64 {
        self.moving_s() + self.standing_s + self.stopped_s
    }

    /// Mean speed of running, m/s.
    #[must_use]
    pub fn speed_m_s(&self) -> Option<f64> {
        // what a leap of the counter adds to a moment of running is no speed of it
        let (slowest, fastest) = (Speed::MIN_M_PER_S, Speed::MAX_M_PER_S);
        let mean = self.running.metres / self.running.seconds;
        (self.running.seconds > 0.0).then(|| mean.clamp(slowest, fastest))
    }

    /// Mean step rate of running, steps of both legs a minute.
    #[must_use]
    pub fn step_rate_spm(&self) -> Option<f64> {
        (self.running.seconds > 0.0).then(|| self.running.steps / self.running.seconds * 60.0)
    }

    /// Runs that stand for the running in it: the mean run between each two published figures.
    pub(crate) fn runs(&self) -> impl Iterator<Item = Conditions> {
        self.cells.values().map(Cell::mean)
    }

    /// Adds what every part has, and how much of it was moved.
    fn begin(&mut self, interval: &Interval, share: f64) -> Amount {
        let part = |of: f32| f64::from(of) * share;
        self.stopped_s += part(interval.stopped_s);
        self.ascent_m += part(interval.ascent_m);
        self.descent_m += part(interval.descent_m);
        Amount { seconds: part(interval.seconds), metres: part(interval.metres), steps: 0.0 }
    }

    pub(super) fn run(
        &mut self,
        interval: &Interval,
        share: f64,
        steps: f64,
        is_assumed: bool,
        slope: GradientClass,
    ) {
        let amount = Amount { steps, ..self.begin(interval, share) };
        self.running.add(amount);
        self.slopes[slope as usize].add(amount);
        if is_assumed {
            self.assumed_steps_s += amount.seconds;
        }
    }

    pub(super) fn pass(&mut self, interval: &Interval, share: f64) {
        let mut amount = self.begin(interval, share);
        match interval.movement {
            Movement::Walking => {
                match interval.step_rate_spm {
                    Some(rate) => amount.steps = f64::from(rate) * amount.seconds / 60.0,
                    None => self.walking_steps_unknown |= amount.seconds > 0.0,
                }
                self.walking.add(amount);
            }
            Movement::TooFast => self.too_fast.add(amount),
            Movement::Standing | Movement::Running => {
                self.standing_s += amount.seconds;
                self.standing_m += amount.metres;
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HighestStep {
    pub(super) peak_bw: f64,
    pub(super) run: Conditions,
    /// When, s since the first sample.
    pub(super) at_s: f64,
    /// How long the speed was held, s.
    pub(super) held_s: f64,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sum {
    pub(super) highest: Option<HighestStep>,
    pub(super) peak_steps: f64,
    /// Impulse of one leg uphill, level and downhill, body weight · s.
    pub(super) impulse_bw_s: [f64; 3],
    /// Peak to the power of the exponent, times steps of one leg.
    pub(super) peak_power: f64,
    pub(super) has_impulse: bool,
}

impl Sum {
    pub(super) fn add(
        &mut self,
        peak: Option<BodyWeights>,
        impulse: Option<BodyWeightSeconds>,
        steps: f64,
        slope: GradientClass,
        held_s: f64,
        place: impl FnOnce() -> (Conditions, f64),
    ) {
        if let Some(BodyWeights(peak)) = peak {
            if self.highest.is_none_or(|it| peak > it.peak_bw) {
                let (run, at_s) = place();
                self.highest = Some(HighestStep { peak_bw: peak, run, at_s, held_s });
            }
            self.peak_steps += peak * steps;
        }
        if let Some(BodyWeightSeconds(impulse)) = impulse {
            // cumulative = impulse · strides, strides = steps / 2: that of one leg
            self.impulse_bw_s[slope as usize] += impulse * steps / 2.0;
            self.has_impulse = true;
        }
    }
}

/// Running between the same published figures, where one mean run stands for all: weighted by steps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    run: Conditions,
    pub(super) steps: f64,
    speed: f64,
    step_rate_pct: f64,
    gradient_pct: f64,
}

impl Cell {
    pub(super) fn of(run: Conditions) -> Self {
        Self { run, steps: 0.0, speed: 0.0, step_rate_pct: 0.0, gradient_pct: 0.0 }
    }

    pub(super) fn add(&mut self, steps: f64, speed: f64, step_rate_pct: f64, gradient_pct: f64) {
        self.steps += steps;
        self.speed += steps * speed;
        self.step_rate_pct += steps * step_rate_pct;
        self.gradient_pct += steps * gradient_pct;
    }

    pub(super) fn mean(&self) -> Conditions {
        let run = self.run;
        // where all are the same, the mean is that to the last bit, so that what lies on a published figure stays on it
        let mean = |sum: f64, own: f64| {
            let mean = sum / self.steps;
            if (mean - own).abs() > 1e-9 * own.abs() { mean } else { own }
        };
        let speed = mean(self.speed, run.speed().m_per_s());
        let gradient_pct = mean(self.gradient_pct, run.course().gradient().percent());
        let gradient = Gradient::from_percent(gradient_pct).unwrap_or(run.course().gradient());
        let step_rate = match run.step_rate() {
            StepRate::Typical => StepRate::Typical,
            own => {
                let percent = (self.step_rate_pct / self.steps).clamp(50.0, 200.0);
                PercentOfTypical::new(percent).map_or(own, StepRate::PercentOfTypical)
            }
        };
        let course = Course::new(Some(run.course().levelled().terrain()), Some(gradient));
        run.with_speed(Speed::from_m_per_s(speed).unwrap_or(run.speed()))
            .with_course(course.unwrap_or(run.course()))
            .with_step_rate(step_rate)
    }
}

/// Cuts intervals where splits end.
pub(super) struct SplitBuilder<'t> {
    by: &'t SplitBy,
    laps: &'t [usize],
    muscles: usize,
    done: Vec<Split>,
    current: Split,
    /// What the current split has of that by which it is cut.
    filled: f64,
}

impl<'t> SplitBuilder<'t> {
    /// A builder for a track whose laps begin with these intervals.
    pub(super) fn new(by: &'t SplitBy, laps: &'t [usize], muscles: usize) -> Self {
        let mut builder = Self {
            by,
            laps,
            muscles,
            done: Vec::new(),
            current: Split::new(String::new(), 0.0, muscles),
            filled: 0.0,
        };
        builder.current.name = builder.name(0.0);
        builder
    }

    /// Hands out the shares of an interval, each with the split that it belongs to.
    pub(super) fn take(
        &mut self,
        index: usize,
        interval: &Interval,
        mut count: impl FnMut(&mut Split, f64),
    ) {
        let begins_s = interval.begins_s;
        let (size, length) = match self.by {
            SplitBy::Lap => {
                if index > 0 && !self.is_full() && self.laps.binary_search(&index).is_ok() {
                    self.next(begins_s);
                }
                (f64::INFINITY, 0.0)
            }
            SplitBy::Distance { metres, .. } => (*metres, f64::from(interval.metres)),
            SplitBy::Duration(seconds) => (*seconds, f64::from(interval.seconds)),
        };
        let lasts_s = f64::from(interval.seconds) + f64::from(interval.stopped_s);
        let mut left = length;
        while self.filled + left > size && !self.is_full() {
            let part = size - self.filled;
            // nothing of what follows a split that is just full is of it
            if part > 0.0 {
                count(&mut self.current, part / length);
            }
            left -= part;
            self.next(begins_s + lasts_s * (1.0 - left / length));
        }
        self.filled += left;
        count(&mut self.current, if length > 0.0 { left / length } else { 1.0 });
    }

    /// Whether the current split has all the rest.
    fn is_full(&self) -> bool {
        self.done.len() + 1 == MOST_SPLITS
    }

    fn next(&mut self, begins_s: f64) {
        let next = Split::new(String::new(), begins_s, self.muscles);
        self.done.push(std::mem::replace(&mut self.current, next));
        self.current.name = self.name(begins_s);
        self.filled = 0.0;
    }

    fn name(&self, begins_s: f64) -> String {
        let number = self.done.len() + 1;
        match self.by {
            _ if self.is_full() => REST.to_owned(),
            SplitBy::Lap => format!("lap {number}"),
            SplitBy::Distance { name, .. } => format!("{name} {number}"),
            SplitBy::Duration(_) => hours_minutes_seconds(begins_s),
        }
    }

    pub(super) fn finish(mut self) -> Vec<Split> {
        self.done.push(self.current);
        self.done
    }
}

pub(crate) fn hours_minutes_seconds(seconds: f64) -> String {
    let seconds = whole(seconds.round());
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
