//! What is left: how long the next run may be to stay within a tenth of the most of the last 30 days.
//!
//! For distance that is the class of a study; for the load of a muscle it is this program's own extension, worked out for
//! the runner's usual pace, on the level and over a hill.

use jiff::civil::Date;

use super::spike::most_up_to;
use super::{AthleteHistory, HistoryAnswer, HistoryRun};
use crate::answer::pair::StepAndKilometre;
use crate::conditions::{Conditions, Course, Terrain};
use crate::evidence::{Effect, Evidence};
use crate::model::{Bound, PeakAlong};
use crate::muscle::Muscle;
use crate::units::{BodyWeights, Gradient, Speed};

/// The climbs that are tried, m: the first that is no steeper than the next figure.
const CLIMBS_M: [f64; 3] = [200.0, 100.0, 50.0];
/// The steepest of them, percent.
const STEEPEST_PCT: f64 = 10.0;

/// What is left of one muscle.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MuscleLeft {
    /// Its place among the muscles.
    pub muscle: usize,
    /// How far on the level, m.
    pub level_m: f64,
    /// How far up and down again, m, and with how much of climb, m; `None` where nobody published what a hill does, or the
    /// run is too short for one.
    pub hilly: Option<(f64, f64)>,
    /// The pace at which a step comes to a tenth more than the hardest of 30 days; `None` within the data.
    pub fastest: Option<Speed>,
}

/// What is left of a runner.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WhatIsLeft {
    /// How far, m.
    pub distance_m: f64,
    /// The longest run of the 30 days, m.
    pub longest_m: f64,
    /// The usual pace, for the muscles.
    pub speed: Speed,
    /// Each muscle of which something is known.
    pub muscles: Vec<MuscleLeft>,
}

impl HistoryAnswer<'_> {
    /// What is left after the last day; `None` without a run in the 30 days up to it, or without a study that says how much.
    #[must_use]
    pub fn left(&self, athlete: &AthleteHistory) -> Option<WhatIsLeft> {
        let last = self.last_day?;
        let factor = 1.0 + self.classes.classes.first()?.to_pct? / 100.0;
        let runs = &athlete.runs;
        let days: Vec<Date> = runs.iter().map(HistoryRun::day).collect();
        let longest_m = most_up_to(&days, last, |i| Some(runs[i].session.distance_m))?;
        let of_28_days = &athlete.last_28_days.sum;
        let speed = Speed::from_m_per_s(of_28_days.distance_m / of_28_days.seconds).ok()?;
        let mass = runs.iter().rev().find(|run| run.day() <= last)?.mass;
        let muscles = self.muscles.iter().enumerate().filter_map(|(place, muscle)| {
            let most = most_up_to(&days, last, |i| runs[i].load_kn_s(place))?;
            let limit = most * factor * 1000.0 / BodyWeights(1.0).of(mass).0;
            let peak = most_up_to(&days, last, |i| runs[i].peak_bw(place));
            let run = Conditions::new(speed);
            let level_m = 1000.0 * limit / kilometre(self.evidence, muscle, speed, 0.0)?;
            Some(MuscleLeft {
                muscle: place,
                level_m,
                hilly: hilly(self.evidence, muscle, speed, limit, level_m),
                fastest: peak.and_then(|peak| {
                    let along = PeakAlong::new(self.evidence, muscle, &run, Effect::Speed)?;
                    let at = along.place_of(peak * factor, Bound::UpTo, true)?;
                    Speed::from_m_per_s(at).ok()
                }),
            })
        });
        Some(WhatIsLeft {
            distance_m: longest_m * factor,
            longest_m,
            speed,
            muscles: muscles.collect(),
        })
    }
}

/// What a kilometre adds up to, body weight · s.
fn kilometre(evidence: &Evidence, muscle: &Muscle, speed: Speed, gradient: f64) -> Option<f64> {
    let gradient = Gradient::from_percent(gradient).ok()?;
    let course = Course::new(Some(Terrain::Flat), Some(gradient)).ok()?;
    let run = Conditions::new(speed).with_course(course);
    Some(StepAndKilometre::of(evidence, muscle, &run)?.kilometre_bw_s)
}

/// How far up and down again comes to a load, and with how much of climb: half of the way goes up.
fn hilly(
    evidence: &Evidence,
    muscle: &Muscle,
    speed: Speed,
    limit: f64,
    level_m: f64,
) -> Option<(f64, f64)> {
    let along = PeakAlong::new(evidence, muscle, &Conditions::new(speed), Effect::Gradient);
    along.filter(PeakAlong::is_published)?;
    let gradient = |climb_m: f64, metres: f64| 100.0 * climb_m / (metres / 2.0);
    let climb_m =
        CLIMBS_M.into_iter().find(|climb_m| gradient(*climb_m, level_m) <= STEEPEST_PCT * 0.8)?;
    let mut metres = level_m;
    // the load hardly changes with the gradient: a few rounds are enough
    for _ in 0..30 {
        let steep = gradient(climb_m, metres);
        let up = kilometre(evidence, muscle, speed, steep)?;
        let down = kilometre(evidence, muscle, speed, -steep)?;
        metres = 1000.0 * limit / f64::midpoint(up, down);
    }
    (gradient(climb_m, metres) <= STEEPEST_PCT).then_some((metres, climb_m))
}
