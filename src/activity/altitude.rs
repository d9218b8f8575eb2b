//! Altitude: smoothed over distance before anything is made of it, so that noise is no hill.
//!
//! Around each sample a straight line is fitted through the altitudes within a window of distance (least squares). Its height
//! there is the smoothed altitude, its slope the gradient. The window is wide enough for the noise of the recording: a
//! barometer is quiet, satellites are not.

mod samples;

use super::Sample;
use super::series::{advance, blocks, median};
use crate::number::{real, single};
use samples::AltitudeSamples;

/// The narrowest window by itself, m.
const NARROWEST_M: f64 = 50.0;
/// The widest window by itself, m.
const WIDEST_M: f64 = 200.0;
/// How far the gradient may be off by the noise of altitude alone (one standard deviation): half of what counts as level.
const TOLERANCE: f64 = 0.005;
/// Over what distance noise is told from ground, m: to either side of a place, the ground is nearly straight.
const NOISE_LAG_M: f64 = 20.0;
/// A gradient steeper than this needs [`SHORTEST_M`] of ground to stand on.
const STEEP: f64 = 0.15;
/// The shortest ground that a steep gradient stands on, m.
const SHORTEST_M: f64 = 30.0;
/// The least rise that counts as ascent, m, where altitude has no noise at all.
const LEAST_RISE_M: f64 = 2.0;
/// No more noise than this keeps a rise from counting, m.
const LARGEST_RISE_M: f64 = 10.0;

/// Altitude and gradient along a run.
pub(super) struct Ground {
    /// The window that altitude is smoothed over, m.
    pub(super) window_m: f64,
    /// Smoothed altitude at each sample, m.
    pub(super) altitude_m: Vec<f64>,
    /// Rise over run at each sample.
    pub(super) slope: Vec<f64>,
    /// The rise that counts as ascent, m.
    rise_m: f64,
    /// What of the recorded altitude is no ground, in words.
    pub(super) warnings: Vec<String>,
}

impl Ground {
    /// Smooths the altitude of samples at distances from the start, by a window or by one that fits the noise. `None` where
    /// fewer than half of the samples have an altitude, or where nobody moved.
    pub(super) fn of(samples: &[Sample], metres: &[f64], window_m: Option<f64>) -> Option<Self> {
        let length = *metres.last()?;
        let count = samples.iter().filter(|it| it.altitude_m.is_some()).count();
        if 2 * count < samples.len() || length <= 0.0 {
            return None;
        }
        let sound = AltitudeSamples::of(samples, metres, noise_m);
        if sound.metres.len() < 2 {
            return None;
        }
        let noise_m = noise_m(&sound.metres, &sound.altitude_m);
        // a rise has to be larger than noise by itself, so that its height needs but half of the smoothing
        let by_noise = sound.window_m(noise_m);
        let (window_m, height_window_m) =
            window_m.map_or((by_noise, by_noise / 2.0), |asked| (asked, asked));
        let (_, mut slope) = sound.fit(metres, window_m);
        stand_on_ground(&mut slope, metres);
        let (altitude_m, _) = sound.fit(metres, height_window_m);
        Some(Self {
            warnings: sound.warnings,
            window_m,
            altitude_m,
            slope,
            rise_m: (4.0 * noise_m).clamp(LEAST_RISE_M, LARGEST_RISE_M),
        })
    }

    /// How much of each interval between samples is ascent and how much descent, m. On the way up only what is
    /// higher than before is ascent, so that none is negative and parts add up to the whole.
    pub(super) fn climbs(&self) -> Vec<(f32, f32)> {
        let mut climbs = vec![(0.0, 0.0); self.altitude_m.len().saturating_sub(1)];
        let turns = turns(&self.altitude_m, self.rise_m);
        for leg in turns.windows(2) {
            let (from, to) = (leg[0], leg[1]);
            let sign = (self.altitude_m[to] - self.altitude_m[from]).signum();
            let mut farthest = self.altitude_m[from];
            for (climb, altitude_m) in climbs[from..to].iter_mut().zip(&self.altitude_m[from + 1..])
            {
                let rise = (sign * (altitude_m - farthest)).max(0.0);
                farthest += sign * rise;
                let rise = single(rise);
                *climb = if sign > 0.0 { (rise, 0.0) } else { (0.0, rise) };
            }
        }
        climbs
    }
}

impl AltitudeSamples {
    /// The window that keeps the gradient within the tolerance.
    fn window_m(&self, noise_m: f64) -> f64 {
        let length = self.metres.last().unwrap_or(&0.0) - self.metres.first().unwrap_or(&0.0);
        let spacing_m = length / real(self.metres.len());
        // sd(slope) = noise · √(12 · spacing / window³) for a line through points at equal distances
        let window_m = libm::cbrt(12.0 * (noise_m / TOLERANCE).powi(2) * spacing_m);
        window_m.clamp(NARROWEST_M, WIDEST_M)
    }

    /// The height and slope, at each place, of the line through the altitudes in a window around it.
    fn fit(&self, places: &[f64], window_m: f64) -> (Vec<f64>, Vec<f64>) {
        let sums = PrefixSums::of(self);
        let (first, last) = (self.metres[0], self.metres[self.metres.len() - 1]);
        let half = window_m / 2.0;
        let mut altitudes = Vec::with_capacity(places.len());
        let mut slopes = Vec::with_capacity(places.len());
        let (mut from, mut to) = (0, 0);
        for &at in places {
            // at the ends the window stays whole
            // beside the known altitudes nothing says how the ground goes on: level
            let is_beyond = at < first - 1.0 || at > last + 1.0;
            let at = at.clamp(first, last);
            let centre = at.max(first + half).min((last - half).max(first + half));
            advance(&mut from, &self.metres, |metres| *metres < centre - half);
            advance(&mut to, &self.metres, |metres| *metres <= centre + half);
            // of few samples, those beside the window
            let (mut low, mut high) = (from, to);
            if high - low < 3 {
                low = low.saturating_sub(1);
                high = (high + 1).min(self.metres.len());
            }
            let (altitude, slope) = sums.line(low, high, at, window_m);
            altitudes.push(altitude);
            slopes.push(if is_beyond { 0.0 } else { slope });
        }
        (altitudes, slopes)
    }
}

/// The standard deviation of altitude about the ground, m.
fn noise_m(metres: &[f64], altitude_m: &[f64]) -> f64 {
    let mut bends = Vec::new();
    let (mut behind, mut ahead) = (0, 0);
    for (i, &at) in metres.iter().enumerate() {
        advance(&mut behind, metres, |metres| *metres < at - NOISE_LAG_M);
        advance(&mut ahead, metres, |metres| *metres < at + NOISE_LAG_M);
        if behind == 0 || ahead == metres.len() {
            continue;
        }
        // no straight line between two places if one of them is far off
        let (before, after) = (at - metres[behind], metres[ahead] - at);
        if before > 0.0 && after < 2.0 * NOISE_LAG_M {
            let (low, high) = (altitude_m[behind], altitude_m[ahead]);
            let between = low + (high - low) * before / (before + after);
            bends.push((altitude_m[i] - between).abs());
        }
    }
    // a bend is one error less the mean of two: its variance is 3/2 of theirs; 1.4826 · median is the standard deviation
    median(bends).map_or(0.0, |bend| 1.4826 * bend * (2.0f64 / 3.0).sqrt())
}

/// Sums from the first sample on, of distances and altitudes less their means.
struct PrefixSums {
    mean_metres: f64,
    mean_altitude: f64,
    /// Of x, y, x² and xy.
    up_to: Vec<[f64; 4]>,
}

impl PrefixSums {
    fn of(sound: &AltitudeSamples) -> Self {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / real(values.len());
        let (mean_metres, mean_altitude) = (mean(&sound.metres), mean(&sound.altitude_m));
        let mut sum = [0.0; 4];
        let mut up_to = Vec::with_capacity(sound.metres.len() + 1);
        up_to.push(sum);
        for (x, y) in sound.metres.iter().zip(&sound.altitude_m) {
            let (x, y) = (x - mean_metres, y - mean_altitude);
            for (sum, term) in sum.iter_mut().zip([x, y, x * x, x * y]) {
                *sum += term;
            }
            up_to.push(sum);
        }
        Self { mean_metres, mean_altitude, up_to }
    }

    /// The height at a place and the slope of the line through some of the samples.
    fn line(&self, from: usize, to: usize, at: f64, window_m: f64) -> (f64, f64) {
        let (low, high) = (self.up_to[from], self.up_to[to]);
        let count = real(to - from);
        let [x, y, xx, xy] = std::array::from_fn(|i| high[i] - low[i]);
        // slope = (Σxy - ΣxΣy/n) / (Σx² - (Σx)²/n)
        let spread = xx - x * x / count;
        // samples that spread evenly over the window have a standard deviation of 0.29 of it; of those that crowd together a slope
        // would be made of noise
        let slope = if spread > count * (0.1 * window_m).powi(2) {
            (xy - x * y / count) / spread
        } else {
            0.0
        };
        let height = y / count + slope * (at - self.mean_metres - x / count);
        (self.mean_altitude + height, slope)
    }
}

/// Takes gradients that are steep on less ground than a hill stands on as the steepest that need none.
fn stand_on_ground(slope: &mut [f64], metres: &[f64]) {
    let is_steep = |slope: &f64| slope.abs() > STEEP;
    let parts: Vec<_> = blocks(slope, |a, b| is_steep(a) == is_steep(b)).collect();
    for part in parts {
        let length = metres[part.end.min(metres.len() - 1)] - metres[part.start.saturating_sub(1)];
        if length < SHORTEST_M {
            slope[part].iter_mut().for_each(|slope| *slope = slope.clamp(-STEEP, STEEP));
        }
    }
}

/// The samples at which the way turns from up to down or back, the first rise or fall and the last included; a turn by less
/// than a rise is none.
fn turns(altitude_m: &[f64], rise_m: f64) -> Vec<usize> {
    let mut turns = Vec::new();
    let mut goes_up = None;
    let (mut lowest, mut highest) = (0, 0);
    for (i, &altitude) in altitude_m.iter().enumerate() {
        if altitude < altitude_m[lowest] {
            lowest = i;
        }
        if altitude > altitude_m[highest] {
            highest = i;
        }
        if goes_up != Some(true) && altitude - altitude_m[lowest] >= rise_m {
            turns.push(lowest);
            goes_up = Some(true);
            highest = i;
        } else if goes_up != Some(false) && altitude_m[highest] - altitude >= rise_m {
            turns.push(highest);
            goes_up = Some(false);
            lowest = i;
        }
    }
    turns.extend(goes_up.map(|up| if up { highest } else { lowest }));
    turns
}
