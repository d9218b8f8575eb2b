//! A recorded run over its distance, in bins of one length: what is drawn of it.

use super::{RecordedRun, RunQuestion};
use crate::activity::{Interval, Movement, Sport, Track};
use crate::conditions::{Conditions, Course, Terrain};
use crate::model;
use crate::muscle::Muscle;
use crate::number::{real, whole};
use crate::units::{Gradient, Mass, Speed, StepRate, StepsPerMinute};

/// A bin of the distance.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Bin {
    /// Mean altitude, m.
    pub altitude_m: Option<f64>,
    /// Mean speed of the running in it, m/s; `None` where nobody runs.
    pub speed_m_s: Option<f64>,
    /// Of each muscle asked for, the mean peak force weighted by steps and one standard deviation of it between runners,
    /// body weights; `None` where nobody runs or published the force.
    pub peaks: Vec<Option<(f64, Option<f64>)>>,
}

#[derive(Clone, Default)]
struct Sums {
    altitude: f64,
    altitude_m: f64,
    running_m: f64,
    running_s: f64,
    steps: f64,
    peaks: Vec<(f64, f64, bool)>,
}

impl RecordedRun<'_> {
    /// The run in so many bins of one length, in order; none where it has no distance.
    #[must_use]
    pub fn profile(&self, muscles: &[&Muscle], bins: usize) -> Vec<Bin> {
        let whole_m = self.whole.distance_m();
        if whole_m <= 0.0 || bins == 0 {
            return Vec::new();
        }
        let empty = Sums { peaks: vec![(0.0, 0.0, true); muscles.len()], ..Sums::default() };
        let mut sums = vec![empty; bins];
        let length_m = whole_m / real(bins);
        let mut at_m = 0.0;
        for interval in &self.track.intervals {
            let metres = f64::from(interval.metres);
            if metres <= 0.0 {
                continue;
            }
            let figures = self.figures(interval, muscles);
            let (from, to) = (at_m / length_m, (at_m + metres) / length_m);
            at_m += metres;
            for (index, sum) in touched(&mut sums, from, to) {
                let part = (to.min(index + 1.0) - from.max(index)).max(0.0) / (to - from);
                sum.add(interval, part, figures.as_ref());
            }
        }
        sums.into_iter().map(Sums::mean).collect()
    }

    /// The steps of an interval and the peak of each muscle in it; `None` where nobody runs.
    fn figures(&self, interval: &Interval, muscles: &[&Muscle]) -> Option<Figures> {
        let run = self.question.conditions(&self.track, interval, self.mass)?;
        let peaks = muscles.iter().map(|muscle| {
            let load = model::load(self.evidence, muscle, &run)?;
            let peak = load.peak();
            Some((peak.value().0, peak.sd().map(|sd| sd.0)))
        });
        Some((super::steps_in(self.evidence, &run, interval), peaks.collect()))
    }
}

type Figures = (f64, Vec<Option<(f64, Option<f64>)>>);

/// The bins between two places, each with where it begins, in bins from the start.
fn touched(sums: &mut [Sums], from: f64, to: f64) -> impl Iterator<Item = (f64, &mut Sums)> {
    let first = whole(from).min(sums.len().saturating_sub(1));
    sums.iter_mut()
        .enumerate()
        .skip(first)
        .map(|(index, sum)| (real(index), sum))
        .take_while(move |(index, _)| *index < to)
}

impl Sums {
    fn add(&mut self, interval: &Interval, part: f64, figures: Option<&Figures>) {
        let metres = f64::from(interval.metres) * part;
        if let Some(altitude) = interval.altitude_m {
            self.altitude += f64::from(altitude) * metres;
            self.altitude_m += metres;
        }
        let Some((steps, peaks)) = figures else { return };
        self.running_m += metres;
        self.running_s += f64::from(interval.seconds) * part;
        let steps = steps * part;
        self.steps += steps;
        for (sum, peak) in self.peaks.iter_mut().zip(peaks) {
            match peak {
                Some((peak, sd)) => {
                    sum.0 += peak * steps;
                    sum.1 += sd.unwrap_or(0.0) * steps;
                    sum.2 &= sd.is_some();
                }
                None => sum.0 = f64::NAN,
            }
        }
    }

    fn mean(self) -> Bin {
        let runs = self.running_s > 0.0 && self.steps > 0.0;
        let peaks = self.peaks.into_iter().map(|(peak, sd, knows_sd)| {
            (runs && peak.is_finite())
                .then(|| (peak / self.steps, knows_sd.then(|| sd / self.steps)))
        });
        Bin {
            altitude_m: (self.altitude_m > 0.0).then(|| self.altitude / self.altitude_m),
            speed_m_s: runs.then(|| self.running_m / self.running_s),
            peaks: peaks.collect(),
        }
    }
}

impl RunQuestion {
    /// How somebody runs in an interval; `None` where nobody does.
    pub(crate) fn conditions(
        &self,
        track: &Track,
        interval: &Interval,
        mass: Option<Mass>,
    ) -> Option<Conditions> {
        if interval.movement != Movement::Running || interval.seconds <= 0.0 {
            return None;
        }
        let terrain = self.terrain.or(match track.sport {
            Sport::Treadmill => Some(Terrain::Treadmill),
            _ => None,
        });
        let steepest = Gradient::MAX_PERCENT;
        let gradient = f64::from(interval.gradient_pct).clamp(-steepest, steepest);
        let recorded = interval.step_rate_spm.map(f64::from).filter(|rate| *rate > 0.0);
        let rate = recorded.map(|rate| rate.clamp(StepsPerMinute::MIN, StepsPerMinute::MAX));
        let speed = Speed::from_m_per_s(f64::from(interval.speed_m_s)).ok()?;
        let course = Course::new(terrain, Gradient::from_percent(gradient).ok()).ok()?;
        let step_rate = rate
            .and_then(|rate| StepsPerMinute::new(rate).ok())
            .map_or(StepRate::Typical, StepRate::PerMinute);
        Some(
            Conditions::new(speed)
                .with_mass_if_known(mass)
                .with_course(course)
                .with_step_rate(step_rate)
                .with_form(self.form),
        )
    }
}
