//! A run described piece by piece: what truly happened, and what a watch keeps of it.
//!
//! The runner goes straight north on a sphere of the mean radius of Earth, so that the distance between positions is
//! known exactly. Speed and distance are those seen from above, and gradient is height over that distance: at 5 % the
//! distance along the ground is 0.12 % longer, which no device shows.

use crate::common::Dice;

/// The mean radius of Earth (IUGG), m.
pub(crate) const EARTH_M: f64 = 6_371_008.8;
/// 2024-05-04T07:00:00Z, s since 1970.
pub(crate) const START_S: f64 = 1_714_806_000.0;
/// Where runs start, degrees north and east, and m above the sea.
const FROM: (f64, f64) = (52.1, 9.6);
pub(crate) const FROM_M: f64 = 100.0;

/// A part of a run in which nothing changes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) seconds: u32,
    pub(crate) speed_m_s: f64,
    /// Height over distance.
    pub(crate) gradient: f64,
    /// Of one leg: half the steps.
    pub(crate) strides_per_min: f64,
    pub(crate) timer_runs: bool,
}

/// Running or walking on the level.
pub(crate) fn level(seconds: u32, speed_m_s: f64, strides_per_min: f64) -> Piece {
    Piece { seconds, speed_m_s, gradient: 0.0, strides_per_min, timer_runs: true }
}

/// Running on a hill.
pub(crate) fn hill(seconds: u32, speed_m_s: f64, strides_per_min: f64, gradient: f64) -> Piece {
    Piece { gradient, ..level(seconds, speed_m_s, strides_per_min) }
}

/// Standing still, the timer running.
pub(crate) fn standing(seconds: u32) -> Piece {
    level(seconds, 0.0, 0.0)
}

/// The timer stopped, while the runner goes somewhere else.
pub(crate) fn stopped(seconds: u32, speed_m_s: f64) -> Piece {
    Piece { timer_runs: false, ..level(seconds, speed_m_s, 0.0) }
}

impl Piece {
    pub(crate) fn metres(&self) -> f64 {
        self.speed_m_s * f64::from(self.seconds)
    }

    pub(crate) fn steps(&self) -> f64 {
        2.0 * self.strides_per_min * f64::from(self.seconds) / 60.0
    }

    fn is_run(&self) -> bool {
        self.timer_runs && self.speed_m_s >= 2.0
    }

    fn is_walked(&self) -> bool {
        self.timer_runs && (0.5..2.0).contains(&self.speed_m_s)
    }
}

/// What pieces of one kind come to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub(crate) metres: f64,
    pub(crate) seconds: f64,
    pub(crate) steps: f64,
    pub(crate) ascent_m: f64,
    pub(crate) descent_m: f64,
}

fn summed<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Sums {
    pieces.fold(Sums::default(), |sums, piece| Sums {
        metres: sums.metres + piece.metres(),
        seconds: sums.seconds + f64::from(piece.seconds),
        steps: sums.steps + piece.steps(),
        ascent_m: sums.ascent_m + (piece.metres() * piece.gradient).max(0.0),
        descent_m: sums.descent_m + (-piece.metres() * piece.gradient).max(0.0),
    })
}

pub(crate) fn run_of(pieces: &[Piece]) -> Sums {
    summed(pieces.iter().filter(|piece| piece.is_run()))
}

pub(crate) fn walked_of(pieces: &[Piece]) -> Sums {
    summed(pieces.iter().filter(|piece| piece.is_walked()))
}

/// All that went on while the timer ran.
pub(crate) fn timed_of(pieces: &[Piece]) -> Sums {
    summed(pieces.iter().filter(|piece| piece.timer_runs))
}

/// What a watch writes down at one time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) time_s: f64,
    /// Degrees north and east.
    pub(crate) place: Option<(f64, f64)>,
    pub(crate) altitude_m: Option<f64>,
    pub(crate) distance_m: Option<f64>,
    pub(crate) speed_m_s: Option<f64>,
    pub(crate) strides_per_min: Option<f64>,
    /// The timer was started just before.
    pub(crate) starts: bool,
    /// The timer was stopped just after.
    pub(crate) stops: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sport {
    Running,
    Treadmill,
    Cycling,
}

/// A sport from its beginning to its end, with the totals of the device.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Session {
    pub(crate) sport: Sport,
    pub(crate) from_s: f64,
    pub(crate) to_s: f64,
    pub(crate) totals: Sums,
    pub(crate) total_strides: Option<f64>,
}

/// What a watch kept of a run.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) moments: Vec<Moment>,
    /// When the laps after the first began, s since 1970.
    pub(crate) laps_s: Vec<f64>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) mass_kg: Option<f64>,
}

impl Kept {
    /// All that can be kept, every second, but while the timer is stopped. Cadence and speed are of the second before.
    pub(crate) fn of(pieces: &[Piece]) -> Self {
        let mut now = Moment {
            time_s: START_S,
            place: Some(FROM),
            altitude_m: Some(FROM_M),
            distance_m: Some(0.0),
            speed_m_s: pieces.first().map(|piece| piece.speed_m_s),
            strides_per_min: pieces.first().map(|piece| piece.strides_per_min),
            starts: true,
            stops: false,
        };
        let mut moments = vec![now];
        let (mut north_m, mut altitude_m, mut distance_m) = (0.0, FROM_M, 0.0);
        for piece in pieces {
            if !piece.timer_runs {
                moments.last_mut().expect("the first moment").stops = true;
            }
            for second in 1..=piece.seconds {
                north_m += piece.speed_m_s;
                altitude_m += piece.speed_m_s * piece.gradient;
                now.time_s += 1.0;
                now.place = Some((FROM.0 + (north_m / EARTH_M).to_degrees(), FROM.1));
                now.altitude_m = Some(altitude_m);
                now.starts = !piece.timer_runs;
                if piece.timer_runs {
                    distance_m += piece.speed_m_s;
                    now.speed_m_s = Some(piece.speed_m_s);
                    now.strides_per_min = Some(piece.strides_per_min);
                }
                now.distance_m = Some(distance_m);
                if piece.timer_runs || second == piece.seconds {
                    moments.push(now);
                }
            }
        }
        moments.last_mut().expect("the first moment").stops = true;
        Self {
            moments,
            laps_s: Vec::new(),
            sessions: vec![Session {
                sport: Sport::Running,
                from_s: START_S,
                to_s: now.time_s,
                totals: timed_of(pieces),
                total_strides: None,
            }],
            mass_kg: None,
        }
    }

    /// The same with every moment changed.
    pub(crate) fn with(mut self, change: impl FnMut(&mut Moment)) -> Self {
        self.moments.iter_mut().for_each(change);
        self
    }

    /// With nothing but time and position, as a GPS without anything else.
    pub(crate) fn only_places(self) -> Self {
        self.with(|moment| {
            moment.altitude_m = None;
            moment.distance_m = None;
            moment.speed_m_s = None;
            moment.strides_per_min = None;
        })
    }

    pub(crate) fn without_cadence(self) -> Self {
        self.with(|moment| moment.strides_per_min = None)
    }

    pub(crate) fn in_sport(mut self, sport: Sport) -> Self {
        for session in &mut self.sessions {
            session.sport = sport;
        }
        self
    }

    /// Smart recording: only every few seconds a moment, and each at which something changes.
    pub(crate) fn thinned(mut self, mut gap_s: impl FnMut() -> f64) -> Self {
        let speeds = self.moments.iter().map(|moment| moment.speed_m_s);
        let speeds: Vec<Option<f64>> = speeds.collect();
        let mut changes = speeds.windows(2).map(|both| both[0] != both[1]);
        let mut next_s = f64::NEG_INFINITY;
        self.moments.retain(|moment| {
            let changes = changes.next().unwrap_or(true);
            let is_kept = changes || moment.starts || moment.stops || moment.time_s >= next_s;
            if is_kept {
                next_s = moment.time_s + gap_s();
            }
            is_kept
        });
        self
    }

    /// With noise on altitude: normal, independent from moment to moment, of that standard deviation.
    pub(crate) fn noisy(self, sd_m: f64, seed: u64) -> Self {
        let mut dice = Dice(seed);
        self.with(|moment| {
            moment.altitude_m =
                moment.altitude_m.map(|altitude| altitude + sd_m * normal(&mut dice));
        })
    }

    /// Another recording behind this one.
    pub(crate) fn then(mut self, next: Self) -> Self {
        self.moments.extend(next.moments);
        self.laps_s.extend(next.laps_s);
        self.sessions.extend(next.sessions);
        self
    }

    pub(crate) fn later(mut self, by_s: f64) -> Self {
        for session in &mut self.sessions {
            session.from_s += by_s;
            session.to_s += by_s;
        }
        self.laps_s.iter_mut().for_each(|lap| *lap += by_s);
        self.with(|moment| moment.time_s += by_s)
    }
}

/// A number from the standard normal distribution, nearly: twelve even ones less their mean have variance 1.
fn normal(dice: &mut Dice) -> f64 {
    let even = || {
        let high = u32::try_from(dice.next() >> 32).expect("32 bits");
        f64::from(high) / f64::from(u32::MAX)
    };
    std::iter::repeat_with(even).take(12).sum::<f64>() - 6.0
}
