//! Altitude: smoothed over distance before anything is made of it, so that noise is no hill.
//!
//! Around each sample a straight line is fitted through the altitudes within a window of distance (least squares). Its height
//! there is the smoothed altitude, its slope the gradient. The window is wide enough for the noise of the recording: a
//! barometer is quiet, satellites are not.

use super::Sample;

/// The narrowest window by itself, m.
const NARROWEST_M: f64 = 50.0;
/// The widest window by itself, m.
const WIDEST_M: f64 = 200.0;
/// How far the gradient may be off by the noise of altitude alone (one standard deviation): half of what counts as level.
const TOLERANCE: f64 = 0.005;
/// Over what distance noise is told from ground, m: to either side of a place, the ground is nearly straight.
const NOISE_LAG_M: f64 = 20.0;
/// A step of altitude up to this may be noise, m.
const LEAP_M: f64 = 10.0;
/// How many samples say what altitude a run begins at.
const OPENING: usize = 11;
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
}

/// Altitudes that are known, by distance.
struct Known {
    metres: Vec<f64>,
    altitude_m: Vec<f64>,
}

impl Ground {
    /// Smooths the altitude of samples at distances from the start, by a window or by one that fits the noise. `None` where
    /// fewer than half of the samples have an altitude, or where nobody moved.
    pub(super) fn of(samples: &[Sample], metres: &[f64], window_m: Option<f64>) -> Option<Self> {
        let known = Known::of(samples, metres);
        let length = *metres.last()?;
        if 2 * known.metres.len() < samples.len() || known.metres.len() < 2 || length <= 0.0 {
            return None;
        }
        let noise_m = known.noise_m();
        // a rise has to be larger than noise by itself, so that its height needs but half of the smoothing
        let by_noise = known.window_m(noise_m);
        let (window_m, height_window_m) =
            window_m.map_or((by_noise, by_noise / 2.0), |asked| (asked, asked));
        let (_, slope) = known.fit(metres, window_m);
        let (altitude_m, _) = known.fit(metres, height_window_m);
        Some(Self {
            window_m,
            altitude_m,
            slope,
            rise_m: (4.0 * noise_m).clamp(LEAST_RISE_M, LARGEST_RISE_M),
        })
    }

    /// How much of each interval between samples is ascent and how much descent, m. On the way up all of it is ascent, little
    /// dips included, so that parts add up to the whole.
    pub(super) fn climbs(&self) -> Vec<(f32, f32)> {
        let mut climbs = vec![(0.0, 0.0); self.altitude_m.len().saturating_sub(1)];
        let turns = turns(&self.altitude_m, self.rise_m);
        for leg in turns.windows(2) {
            let (from, to) = (leg[0], leg[1]);
            let is_up = self.altitude_m[to] > self.altitude_m[from];
            let ends = self.altitude_m[from..=to].windows(2);
            for (climb, ends) in climbs[from..to].iter_mut().zip(ends) {
                // some metres, far within single precision
                #[allow(clippy::cast_possible_truncation)]
                let rise = (ends[1] - ends[0]) as f32;
                *climb = if is_up { (rise, 0.0) } else { (0.0, -rise) };
            }
        }
        climbs
    }
}

impl Known {
    /// The altitudes of samples, without those that leap: by more metres than there are to go, and more than any noise.
    fn of(samples: &[Sample], metres: &[f64]) -> Self {
        let all = samples.iter().zip(metres);
        let all = all.filter_map(|(sample, at)| Some((*at, f64::from(sample.altitude_m?))));
        let leaps = |(from, there): (f64, f64), (at, altitude): (f64, f64)| {
            let step = (altitude - there).abs();
            step > LEAP_M && step > at - from
        };
        // the first is sound unless most of those that follow leap from it
        let opening: Vec<(f64, f64)> = all.clone().take(OPENING).collect();
        let mut last = opening.iter().copied().find(|first| {
            let off = opening.iter().filter(|other| leaps(*first, **other));
            2 * off.count() < opening.len()
        });
        let sound = all.filter(|here| {
            let is_sound = !last.is_some_and(|last| leaps(last, *here));
            if is_sound {
                last = Some(*here);
            }
            is_sound
        });
        let (metres, altitude_m) = sound.unzip();
        Self { metres, altitude_m }
    }

    /// The standard deviation of altitude about the ground, m.
    fn noise_m(&self) -> f64 {
        let mut bends = Vec::new();
        let (mut behind, mut ahead) = (0, 0);
        for (i, &at) in self.metres.iter().enumerate() {
            while self.metres[behind] < at - NOISE_LAG_M {
                behind += 1;
            }
            while ahead < self.metres.len() && self.metres[ahead] < at + NOISE_LAG_M {
                ahead += 1;
            }
            if behind == 0 || ahead == self.metres.len() {
                continue;
            }
            // no straight line between two places if one of them is far off
            let (before, after) = (at - self.metres[behind], self.metres[ahead] - at);
            if before > 0.0 && after < 2.0 * NOISE_LAG_M {
                let (low, high) = (self.altitude_m[behind], self.altitude_m[ahead]);
                let between = low + (high - low) * before / (before + after);
                bends.push((self.altitude_m[i] - between).abs());
            }
        }
        if bends.is_empty() {
            return 0.0;
        }
        let middle = bends.len() / 2;
        let (_, median, _) = bends.select_nth_unstable_by(middle, f64::total_cmp);
        // a bend is one error less the mean of two: its variance is 3/2 of theirs; 1.4826 · median is the standard deviation
        1.4826 * *median * (2.0f64 / 3.0).sqrt()
    }

    /// The window that keeps the gradient within the tolerance.
    fn window_m(&self, noise_m: f64) -> f64 {
        let length = self.metres.last().unwrap_or(&0.0) - self.metres.first().unwrap_or(&0.0);
        // counts of samples are far below 2^52
        #[allow(clippy::cast_precision_loss)]
        let spacing_m = length / self.metres.len() as f64;
        // sd(slope) = noise · √(12 · spacing / window³) for a line through points at equal distances
        let window_m = libm::cbrt(12.0 * (noise_m / TOLERANCE).powi(2) * spacing_m);
        window_m.clamp(NARROWEST_M, WIDEST_M)
    }

    /// The height and slope, at each place, of the line through the altitudes in a window around it.
    fn fit(&self, places: &[f64], window_m: f64) -> (Vec<f64>, Vec<f64>) {
        let sums = Sums::of(self);
        let (first, last) = (self.metres[0], self.metres[self.metres.len() - 1]);
        let half = window_m / 2.0;
        let mut altitudes = Vec::with_capacity(places.len());
        let mut slopes = Vec::with_capacity(places.len());
        let (mut from, mut to) = (0, 0);
        for &at in places {
            // at the ends the window stays whole
            let centre = at.max(first + half).min((last - half).max(first + half));
            while from < self.metres.len() && self.metres[from] < centre - half {
                from += 1;
            }
            while to < self.metres.len() && self.metres[to] <= centre + half {
                to += 1;
            }
            // of few samples, those beside the window
            let (mut low, mut high) = (from, to);
            if high - low < 3 {
                low = low.saturating_sub(1);
                high = (high + 1).min(self.metres.len());
            }
            let (altitude, slope) = sums.line(low, high, at, window_m);
            altitudes.push(altitude);
            slopes.push(slope);
        }
        (altitudes, slopes)
    }
}

/// Sums from the first sample on, of distances and altitudes less their means.
struct Sums {
    mean_metres: f64,
    mean_altitude: f64,
    /// Of x, y, x² and xy.
    up_to: Vec<[f64; 4]>,
}

impl Sums {
    fn of(known: &Known) -> Self {
        // counts of samples are far below 2^52
        #[allow(clippy::cast_precision_loss)]
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (mean_metres, mean_altitude) = (mean(&known.metres), mean(&known.altitude_m));
        let mut sum = [0.0; 4];
        let mut up_to = Vec::with_capacity(known.metres.len() + 1);
        up_to.push(sum);
        for (x, y) in known.metres.iter().zip(&known.altitude_m) {
            let (x, y) = (x - mean_metres, y - mean_altitude);
            for (sum, term) in sum.iter_mut().zip([x, y, x * x, x * y]) {
                *sum += term;
            }
            up_to.push(sum);
        }
        Self {
            mean_metres,
            mean_altitude,
            up_to,
        }
    }

    /// The height at a place and the slope of the line through some of the samples.
    fn line(&self, from: usize, to: usize, at: f64, window_m: f64) -> (f64, f64) {
        let (low, high) = (self.up_to[from], self.up_to[to]);
        // counts of samples are far below 2^52
        #[allow(clippy::cast_precision_loss)]
        let count = (to - from) as f64;
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
