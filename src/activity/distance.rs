//! Distance and speed of the runner: what the counter, the speed and the positions of a device say together.
//!
//! The best of the three that the others and the device's own total do not contradict is taken. A value that is renewed
//! less often than samples are taken is spread over the time it stands for, and a distance that leaps is brought to the
//! speed around it: what was missing just before or after is filled from it, the rest was not run.

use std::cell::LazyCell;

use super::clock::Timeline;
use super::recording::apart_m;
use super::series::median;
use super::speed::{self, Steady};
use super::{Position, Sample, Totals};
use crate::note::{Note, NoteKind};
use crate::number::{fixed, real, single};
use crate::units::Speed;

/// A position that is left and come back to faster than this is an error of the receiver, m/s: nobody has run as fast.
pub(super) const FASTEST_M_S: f64 = 12.5;
/// Two distances of one run differ by no more than this ratio.
const SAME_RATIO: f64 = 1.6;
/// Below this mean speed a counter does not count metres, m/s.
const SLOWEST_MEAN_M_S: f64 = 0.3;
/// A counter may go back in one of so many steps: it begins anew with each part of a file.
const STEPS_A_DROP: usize = 20;
/// The least step that is coarse, m.
const COARSE_M: f64 = 2.0;
/// Values in steps are taken no more often than this, s.
const LEAST_RENEWAL_S: f64 = 10.0;
/// The longest time between values of a counter, on average, s.
const SPARSEST_S: f64 = 60.0;
/// A speed above the device's own maximum by more than this ratio was not run.
const ABOVE_MAXIMUM: f64 = 1.2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DistanceSource {
    Counter,
    Positions,
    Speed,
}

/// The distance that is covered up to each sample, and the speed between them.
pub(super) struct Distances {
    /// Up to each sample since the first, m; never less than before.
    pub(super) metres: Vec<f64>,
    /// Of each interval between samples, m/s.
    pub(super) speeds_m_s: Vec<f32>,
}

/// A distance up to each sample that one source says.
struct Candidate {
    source: DistanceSource,
    metres: Vec<f64>,
}

impl Candidate {
    /// Whether the device's total, and its speed if it says one, come to the same.
    fn is_agreed(&self, total: Option<f64>, by_speed: Option<f64>, lasts_s: f64) -> bool {
        let is_same = |other| is_same(self.total(), other);
        !slow(self, lasts_s) && is_same(total) && (by_speed.is_none() || is_same(by_speed))
    }

    fn total(&self) -> f64 {
        self.metres.last().copied().unwrap_or(0.0)
    }
}

impl Distances {
    /// By the counter, else by positions, else by speed, unless what else is known contradicts it; `None` where the samples
    /// have none of them.
    pub(super) fn of(
        timeline: &Timeline,
        totals: &Totals,
        is_running: bool,
        warnings: &mut Vec<Note>,
    ) -> Option<Self> {
        let (samples, timer) = (&timeline.samples, &timeline.timer_s);
        let total = totals.distance_m.filter(|total| *total > 0.0);
        let lasts_s = *timer.last()?;
        let mut warn = |text: String| warnings.push(Note::new(NoteKind::Distance, text));
        let mut speed = has_half(samples, |sample| sample.speed_m_s.is_some())
            .then(|| by_speed(samples, timer));
        let positions = LazyCell::new(|| {
            let has_positions = has_half(samples, |sample| sample.position.is_some());
            has_positions.then(|| by_positions(samples, timer))
        });
        let counter = Counter::of(samples, timer);
        let is_useless = counter.as_ref().is_some_and(Counter::is_useless);
        let mut candidates = Vec::new();
        // positions are the most work, and a counter that the total and the speed agree with needs none
        let mut is_agreed = false;
        if let Some(counter) = &counter {
            let metres = counter.metres(timer, speed.as_deref(), total);
            let first = Candidate { source: DistanceSource::Counter, metres };
            let by_speed = speed.as_ref().and_then(|metres| metres.last().copied());
            is_agreed = !is_useless && first.is_agreed(total, by_speed, lasts_s);
            candidates.push(first);
        }
        if !is_agreed {
            let by_positions = (*positions).clone();
            let source = DistanceSource::Positions;
            candidates.extend(by_positions.map(|metres| Candidate { source, metres }));
        }
        if let Some(metres) = &mut speed {
            let others = candidates.iter().map(Candidate::total);
            let others: Vec<f64> = total.into_iter().chain(others).collect();
            let whole = metres.last().copied().unwrap_or(0.0);
            let unit = unit_of_speed(whole, &others, lasts_s, is_running);
            if let Some((name, factor)) = unit {
                warn(format!("The recorded speed is in {name}, by the distance."));
                for metres in metres.iter_mut() {
                    *metres *= factor;
                }
            }
            let metres = metres.clone();
            candidates.push(Candidate { source: DistanceSource::Speed, metres });
        }
        let chosen = choose(&candidates, total, lasts_s, is_useless)?;
        let mut metres = candidates[chosen].metres.clone();
        let source = candidates[chosen].source;
        let by = match source {
            DistanceSource::Counter => "",
            DistanceSource::Positions => "positions",
            DistanceSource::Speed => "the recorded speed",
        };
        if let Some(counter) = &counter {
            if source != DistanceSource::Counter {
                let all_m = fixed(candidates[0].total(), 0);
                warn(format!(
                    "The recorded distance ({all_m} m in all) does not count metres from the start: distance and speed by {by}."
                ));
            } else if let Some((what, other)) = counter.reading(total.filter(|_| {
                is_useless
                    || !is_same(candidates[0].total(), total)
                    || slow(&candidates[0], lasts_s)
            })) {
                warn(format!("The recorded distance {what}, by the total of the device."));
                metres = other.metres(timer, speed.as_deref(), total);
            }
        } else if source == DistanceSource::Positions {
            warn(format!("Distance and speed by {by}: the device recorded no distance."));
        } else {
            warn(format!("Distance by {by}: the device recorded neither distance nor positions."));
        }
        let whole = metres.last().copied().unwrap_or(0.0);
        let is_field = |speed: &Vec<f64>| is_same(whole, speed.last().copied());
        let field = speed.filter(|speed| source != DistanceSource::Speed && is_field(speed));
        // what a device counts is smooth already, positions are not
        let window_s = if source == DistanceSource::Positions { 10.0 } else { 5.0 };
        let stands = || {
            let positions = positions.as_deref();
            positions.filter(|_| source == DistanceSource::Counter)
        };
        let steady = Steady::new(&metres, timer, field.as_deref(), window_s);
        if let Some(settled) = steady.settled(stands) {
            metres = settled;
        }
        let mut speeds_m_s = speed::windowed(timer, &metres, window_s);
        let mean = metres.last().copied().unwrap_or(0.0) / lasts_s;
        // no higher than the device's own maximum allows
        let most = totals.max_speed_m_s.filter(|most| *most >= mean && *most > 0.0);
        let most = single(ABOVE_MAXIMUM * most.unwrap_or(f64::INFINITY));
        for speed in &mut speeds_m_s {
            *speed = speed.min(most);
        }
        Some(Self { metres, speeds_m_s })
    }
}

fn has_half(samples: &[Sample], has: fn(&Sample) -> bool) -> bool {
    let count = samples.iter().filter(|sample| has(sample)).count();
    2 * count >= samples.len() && count > 1
}

/// Whether two distances may be of one run.
fn is_same(metres: f64, other: Option<f64>) -> bool {
    other.is_some_and(|other| metres < SAME_RATIO * other && other < SAME_RATIO * metres)
}

fn slow(candidate: &Candidate, lasts_s: f64) -> bool {
    candidate.total() < SLOWEST_MEAN_M_S * lasts_s
}

/// Which candidate is taken: the first that the device's total supports, else another candidate, else the first.
fn choose(
    candidates: &[Candidate],
    total: Option<f64>,
    lasts_s: f64,
    counter_is_useless: bool,
) -> Option<usize> {
    let usable = |at: &usize| {
        let is_useless = counter_is_useless && candidates[*at].source == DistanceSource::Counter;
        !is_useless && !slow(&candidates[*at], lasts_s)
    };
    let all = || (0..candidates.len()).filter(usable);
    let by_total = |at: &usize| is_same(candidates[*at].total(), total);
    let by_other = |at: &usize| {
        let metres = candidates[*at].total();
        all().any(|other| other != *at && is_same(metres, Some(candidates[other].total())))
    };
    all()
        .find(by_total)
        .or_else(|| all().find(by_other))
        .or_else(|| all().next())
        .or_else(|| (0..candidates.len()).next())
}

/// The unit of a recorded speed that other distances tell, and what it is in m/s; `None` for m/s.
fn unit_of_speed(
    metres: f64,
    others: &[f64],
    lasts_s: f64,
    is_running: bool,
) -> Option<(&'static str, f64)> {
    // 1 km/h and 1 mi/h in m/s
    const UNITS: [(&str, f64); 2] = [("km/h", 1.0 / 3.6), ("miles an hour", 0.447_04)];
    let is_near = |metres: f64, other: f64| (metres / other - 1.0).abs() < 0.15;
    if others.iter().any(|other| is_same(metres, Some(*other))) {
        return None;
    }
    let told = UNITS
        .into_iter()
        .find(|(_, factor)| others.iter().any(|other| is_near(metres * factor, *other)));
    // without anything else: nobody runs on faster than people can
    let is_kmh = is_running && metres > Speed::MAX_M_PER_S * lasts_s && told.is_none();
    told.or(UNITS.into_iter().next().filter(|_| is_kmh))
}

/// The values of a counter, each with its sample.
struct Counter {
    values: Vec<(usize, f64)>,
}

impl Counter {
    /// `None` where too few samples have a value.
    fn of(samples: &[Sample], timer: &[f64]) -> Option<Self> {
        let values = samples.iter().enumerate();
        let values: Vec<(usize, f64)> =
            values.filter_map(|(i, sample)| Some((i, f64::from(sample.distance_m?)))).collect();
        let (first, last) = (values.first()?.0, values.last()?.0);
        let spans_s = timer[last] - timer[first];
        let is_dense = spans_s <= SPARSEST_S * real(values.len());
        let is_enough = 2 * values.len() >= samples.len()
            || (is_dense && 2.0 * spans_s >= timer[timer.len() - 1]);
        (is_enough && values.len() > 1).then_some(Self { values })
    }

    /// Whether it is constant, or goes back again and again.
    fn is_useless(&self) -> bool {
        let steps = || self.values.windows(2).map(|ends| ends[1].1 - ends[0].1);
        let drops = steps().filter(|step| *step < 0.0).count();
        STEPS_A_DROP * drops > self.values.len() || steps().all(|step| step == 0.0)
    }

    /// What it counts if not metres since the start: the reading by which it comes to the device's total.
    fn reading(&self, total: Option<f64>) -> Option<(&'static str, Self)> {
        let total = total?;
        let of = |change: &mut dyn FnMut(f64) -> f64| {
            let values = self.values.iter();
            Self { values: values.map(|(i, value)| (*i, change(*value))).collect() }
        };
        let mut sum = 0.0;
        let mut since_the_last = |value| {
            sum += value;
            sum
        };
        let units = [
            ("is in kilometres", 1000.0),
            ("is in miles", 1609.344),
            ("is in centimetres", 0.01),
            ("is in millimetres", 0.001),
            ("counts down", -1.0),
        ];
        let mut readings = units
            .map(|(name, factor)| (name, of(&mut |value| factor * value)))
            .into_iter()
            .chain([("is that since the sample before", of(&mut since_the_last))]);
        let is_near = |(_, reading): &(&str, Self)| {
            let metres = reading.knots().last().map_or(0.0, |knot| knot.1);
            (metres / total - 1.0).abs() < 0.05
        };
        readings.find(is_near)
    }

    /// What it counted up to each of its values. A count that begins anew goes on from where it was.
    fn knots(&self) -> Vec<(usize, f64)> {
        let (mut covered, mut last) = (0.0, self.values[0].1);
        let step = |&(i, value): &(usize, f64)| {
            covered += (value - last).max(0.0);
            last = value;
            (i, covered)
        };
        self.values.iter().map(step).collect()
    }

    /// The distance up to each sample; between values as the speed says, else linear in time.
    fn metres(&self, timer: &[f64], speed: Option<&[f64]>, total: Option<f64>) -> Vec<f64> {
        let knots = self.knots();
        let (mut knots, renewal_s) = renewed(knots, timer);
        // of a counter in large steps the last is not written any more: it goes on as before up to the total
        if let (Some(renewal_s), Some(total), [.., (before, _), (last, metres)]) =
            (renewal_s, total, &knots[..])
            && total > 1.005 * metres
            && total <= 1.5 * metres
            && timer[*last] - timer[*before] <= 1.5 * renewal_s
        {
            let last = *last;
            knots.truncate(knots.len().saturating_sub(2).max(1));
            knots.push((last, total));
        }
        filled(&knots, timer, speed)
    }
}

/// Of values that are renewed less often than there are samples those that are new, and how often they are, s; before a
/// value that stood far longer than usual nobody moved.
fn renewed(knots: Vec<(usize, f64)>, timer: &[f64]) -> (Vec<(usize, f64)>, Option<f64>) {
    let new: Vec<(usize, f64)> = {
        let ends = knots.windows(2).filter(|ends| ends[1].1 > ends[0].1);
        knots.iter().take(1).copied().chain(ends.map(|ends| ends[1])).collect()
    };
    // steps while the timer stands tell nothing
    let median_s = |knots: &[(usize, f64)]| {
        let gaps = knots.windows(2).map(|ends| timer[ends[1].0] - timer[ends[0].0]);
        median(gaps.filter(|gap| *gap > 0.0).collect())
    };
    let (Some(spacing_s), Some(renewal_s)) = (median_s(&knots), median_s(&new)) else {
        return (knots, None);
    };
    if (renewal_s < 1.5 * spacing_s && !is_coarse(&knots)) || new.len() < 5 {
        return (knots, None);
    }
    let mut kept: Vec<(usize, f64)> = Vec::with_capacity(2 * new.len());
    let mut before = 0;
    for (i, metres) in new {
        let stood_s = timer[i] - timer[std::mem::replace(&mut before, i)];
        match kept.last().copied() {
            Some((last, covered)) if stood_s > 3.0 * renewal_s => {
                let begins = timer.partition_point(|time| *time < timer[i] - renewal_s);
                kept.push((begins.clamp(last, i), covered));
                kept.push((i, metres));
            }
            // when in a second it was renewed is not known: over some it matters less
            Some((last, _)) if kept.len() > 1 && timer[i] - timer[last] < LEAST_RENEWAL_S => {}
            _ => kept.push((i, metres)),
        }
    }
    kept.extend(knots.last().filter(|last| kept.last().is_some_and(|it| it.0 < last.0)));
    (kept, Some(renewal_s))
}

/// Whether a counter goes on in steps of some metres.
fn is_coarse(knots: &[(usize, f64)]) -> bool {
    let steps = || knots.windows(2).map(|ends| ends[1].1 - ends[0].1);
    let least_m = steps().filter(|step| *step > 0.0).fold(f64::INFINITY, f64::min);
    // a steady speed has steps of one length too
    let changes = steps().zip(steps().skip(1)).filter(|(a, b)| (a - b).abs() > 0.5 * least_m);
    let is_whole = |step: &f64| {
        let parts = step / least_m;
        (parts - parts.round()).abs() <= 0.03
    };
    // counted by the metre it is smooth already
    least_m >= COARSE_M
        && 10 * changes.count() >= knots.len()
        && 20 * steps().filter(is_whole).count() >= 19 * steps().count()
}

/// The distance up to each sample by that up to some: in between shared out as another distance grows, else evenly in time.
fn filled(knots: &[(usize, f64)], timer: &[f64], shape: Option<&[f64]>) -> Vec<f64> {
    let mut metres = vec![0.0; knots.first().map_or(timer.len(), |knot| knot.0 + 1)];
    for ends in knots.windows(2) {
        let ((from, low), (to, high)) = (ends[0], ends[1]);
        let shape = shape.filter(|it| to > from + 1 && it[to] > it[from]).unwrap_or(timer);
        let span = shape[to] - shape[from];
        // while the timer stood nothing was run
        let step = if timer[to] > timer[from] { high - low } else { 0.0 };
        let base = metres.last().copied().unwrap_or(0.0);
        for at in &shape[from + 1..=to.max(from)] {
            let part = if span > 0.0 { (at - shape[from]) / span } else { 0.0 };
            metres.push(base + step * part);
        }
    }
    let last = metres.last().copied().unwrap_or(0.0);
    metres.resize(timer.len(), last);
    metres
}

fn by_positions(samples: &[Sample], timer: &[f64]) -> Vec<f64> {
    let mut knots = Vec::with_capacity(samples.len());
    let mut covered = 0.0;
    let mut known: Option<(usize, Position)> = None;
    for (i, sample) in samples.iter().enumerate() {
        let Some(position) = sample.position else {
            continue;
        };
        if let Some((last, from)) = known {
            let passed = sample.time_s - samples[last].time_s;
            let ran = timer[i] - timer[last];
            let step = if from == position { 0.0 } else { apart_m(from, position) };
            let comes_back = || {
                let after = samples.get(i + 1);
                after.is_some_and(|after| {
                    let passed = after.time_s - samples[last].time_s;
                    after.position.is_some_and(|it| apart_m(from, it) <= FASTEST_M_S * passed)
                })
            };
            if step > FASTEST_M_S * passed && ran >= passed && comes_back() {
                continue;
            }
            // what was covered while the timer stood still is not of the run
            covered += step * (ran / passed).clamp(0.0, 1.0);
        }
        knots.push((i, covered));
        known = Some((i, position));
    }
    let (knots, _) = renewed(knots, timer);
    filled(&knots, timer, None)
}

fn by_speed(samples: &[Sample], timer: &[f64]) -> Vec<f64> {
    let mut covered = 0.0;
    let mut speed = 0.0;
    let mut metres = Vec::with_capacity(samples.len());
    for (i, sample) in samples.iter().enumerate() {
        let before = speed;
        speed = sample.speed_m_s.map_or(before, f64::from);
        if i > 0 {
            covered += f64::midpoint(before, speed) * (timer[i] - timer[i - 1]);
        }
        metres.push(covered);
    }
    metres
}
