//! Which altitudes are ground: drop-outs, sensors set anew, drift while standing and the settling of the first minutes are
//! taken out, and what comes after goes on from the height before.
//!
//! Nothing is made up: what is taken out is neither ascent nor descent, and the longest section keeps its recorded heights.

use super::super::Sample;
use super::super::series::{advance, blocks, counted, joined, median};
use super::{SHORTEST_M, STEEP};
use crate::number::{fixed, whole};

/// Exact zeros beside altitudes farther from zero than this are no value, m.
const ZERO_STEP_M: f64 = 2.0;
/// Nor unless the step to zero is steeper than this.
const ZERO_GRADIENT: f64 = 0.3;
/// An altitude may leap by this by itself, m, in a recording without noise.
const QUIET_LEAP_M: f64 = 2.0;
/// By how many standard deviations noise may leap between two samples.
const NOISE_LEAP: f64 = 6.0;
/// An excursion that comes back within this long is a drop-out, s; one that lasts is a sensor set anew.
const EXCURSION_S: f64 = 60.0;
/// A sensor is set anew no more often than this, and once in [`STEP_EVERY_M`].
const MOST_STEPS: usize = 3;
/// See [`MOST_STEPS`], m.
const STEP_EVERY_M: f64 = 1000.0;
/// Ground does not take an excursion back more steeply than this.
const RETURN_GRADIENT: f64 = 0.15;
/// Who covers less than this in [`STANDING_S`] stands, m/s.
const STANDING_M_S: f64 = 0.25;
/// How long it takes to tell standing from moving, s.
const STANDING_S: f64 = 15.0;
/// A change of altitude up to this while standing is left as it is, m, in a recording without noise.
const QUIET_DRIFT_M: f64 = 1.0;
/// What is looked at to tell a step from a hill, m.
const RAMP_M: f64 = 20.0;
/// A step is so many times as high as all but few of the rises over as much ground.
const USUAL_RISES: f64 = 2.5;
/// The parts that the settling of altitude is looked for in, s.
const BIN_S: f64 = 10.0;
/// Satellites and barometers settle within so many of them.
const SETTLING_BINS: usize = 18;
/// Ground that changes by less than this while it settles is settled, rise over run.
const SETTLED: f64 = 0.02;
/// What begins less steeply than this is not taken for settling, rise over run.
const UNSETTLED: f64 = 0.06;
/// Nobody climbs faster than this for a minute, m/s: the record of the vertical kilometre is 1000 m in 28:53, 0.58 m/s.
const FASTEST_CLIMB_M_S: f64 = 0.5;

#[derive(Clone, Copy)]
struct AltitudeSample {
    time_s: f64,
    metres: f64,
    altitude_m: f64,
    /// What was taken off it.
    offset_m: f64,
}

/// Two altitudes, by index, between which the change is not that of the ground.
type Gap = (usize, usize);

/// The altitudes of a recording that are ground.
pub(super) struct AltitudeSamples {
    /// Distances from the start, m.
    pub(super) metres: Vec<f64>,
    pub(super) altitude_m: Vec<f64>,
    /// What was taken out, in words.
    pub(super) warnings: Vec<String>,
}

impl AltitudeSamples {
    /// Takes from the altitudes of samples, at distances from the start, what is no ground.
    pub(super) fn of(
        samples: &[Sample],
        metres: &[f64],
        noise: impl Fn(&[f64], &[f64]) -> f64,
    ) -> Self {
        let all = samples.iter().zip(metres);
        let mut all: Vec<AltitudeSample> = all
            .filter_map(|(sample, metres)| {
                Some(AltitudeSample {
                    time_s: sample.time_s,
                    metres: *metres,
                    altitude_m: f64::from(sample.altitude_m?),
                    offset_m: 0.0,
                })
            })
            .collect();
        let zeros = without_zeros(&mut all);
        let (places, heights) = split(&all);
        let noise_m = noise(&places, &heights);
        let leap_m = QUIET_LEAP_M.max(NOISE_LEAP * noise_m);
        let dropped = zeros + without_excursions(&mut all, leap_m);
        let settled_s = without_settling(&mut all);
        // an altitude that always comes in steps is coarse, not set anew
        let length_m = all.last().map_or(0.0, |last| last.metres);
        let is_few = |gaps: &[Gap]| gaps.len() <= MOST_STEPS + whole(length_m / STEP_EVERY_M);
        let gaps = Some(leaps_that_last(&all, leap_m)).filter(|gaps| is_few(gaps));
        let mut steps = close(&mut all, &gaps.unwrap_or_default(), noise_m);
        let gaps = standing(&all, QUIET_DRIFT_M.max(3.0 * noise_m));
        let drifts = close(&mut all, &gaps, noise_m);
        let gaps = Some(ramps(&all, noise_m)).filter(|gaps| is_few(gaps));
        steps += close(&mut all, &gaps.unwrap_or_default(), noise_m);
        keep_longest(&mut all);
        let warnings = [
            counted(
                dropped,
                "altitude is a drop-out and was left out",
                "altitudes are drop-outs and were left out",
            ),
            counted(
                steps,
                "step of altitude is steeper than any ground: the sensor was set anew, and it is no ascent or descent",
                "steps of altitude are steeper than any ground: the sensor was set anew, and they are no ascent or descent",
            ),
            counted(
                drifts,
                "change of altitude while nobody moved is no ascent or descent",
                "changes of altitude while nobody moved are no ascent or descent",
            ),
            settled_s.map(|settled_s| {
                let seconds = fixed(settled_s, 0);
                format!("Altitude settled in the first {seconds} s: they are taken as level.")
            }),
        ];
        let (metres, altitude_m) = split(&all);
        Self { metres, altitude_m, warnings: warnings.into_iter().flatten().collect() }
    }
}

fn split(all: &[AltitudeSample]) -> (Vec<f64>, Vec<f64>) {
    all.iter().map(|at| (at.metres, at.altitude_m)).unzip()
}

/// Removes blocks of exact zeros that ground does not lead to; how many altitudes that were.
fn without_zeros(all: &mut Vec<AltitudeSample>) -> usize {
    let is_zero = |at: &AltitudeSample| at.altitude_m == 0.0;
    let is_far = |from: &AltitudeSample, to: &AltitudeSample| {
        let step = (from.altitude_m - to.altitude_m).abs();
        step > ZERO_STEP_M && step > ZERO_GRADIENT * (to.metres - from.metres).abs()
    };
    let is_dropped = |block: &std::ops::Range<usize>| {
        let before = block.start.checked_sub(1).map(|at| is_far(&all[at], &all[block.start]));
        let after = all.get(block.end).map(|after| is_far(&all[block.end - 1], after));
        is_zero(&all[block.start])
            && block.len() < all.len()
            && before.unwrap_or(true)
            && after.unwrap_or(true)
    };
    let zeros = blocks(all, |a, b| is_zero(a) == is_zero(b));
    let drops: Vec<_> = zeros.filter(is_dropped).collect();
    remove(all, &drops)
}

/// Removes altitudes of these places, which are in order; how many there were.
fn remove(all: &mut Vec<AltitudeSample>, drops: &[std::ops::Range<usize>]) -> usize {
    let before = all.len();
    let mut drops = drops.iter().peekable();
    let mut index = 0;
    all.retain(|_| {
        while drops.next_if(|drop| drop.end <= index).is_some() {}
        let is_dropped = drops.peek().is_some_and(|drop| drop.contains(&index));
        index += 1;
        !is_dropped
    });
    before - all.len()
}

/// Whether altitude leaps from one place to another: by more metres than there are to go, and more than any noise.
fn leaps(from: &AltitudeSample, to: &AltitudeSample, leap_m: f64) -> bool {
    (to.altitude_m - from.altitude_m).abs() > leap_m + (to.metres - from.metres).abs()
}

/// Removes altitudes that leap away and come back soon; how many there were.
fn without_excursions(all: &mut Vec<AltitudeSample>, leap_m: f64) -> usize {
    /// An excursion is looked through no farther than this, so that the time it takes stays in proportion.
    const MOST: usize = 120;
    // as suddenly as it left, and to about where the ground is by then
    let returns = |last: &AltitudeSample, away: &AltitudeSample, at: &AltitudeSample| {
        let step = (at.altitude_m - last.altitude_m).abs();
        leaps(away, at, leap_m / 2.0)
            && step <= leap_m + RETURN_GRADIENT * (at.metres - last.metres)
    };
    let mut drops = Vec::new();
    let (mut last, mut i) = (0, 1);
    while i < all.len() {
        if leaps(&all[last], &all[i], leap_m) {
            let ends_s = all[last].time_s + EXCURSION_S;
            let back = (i + 1..all.len().min(i + MOST))
                .take_while(|at| all[*at].time_s <= ends_s)
                .find(|at| returns(&all[last], &all[at - 1], &all[*at]));
            if let Some(back) = back {
                drops.push(i..back);
                i = back;
            }
        }
        last = i;
        i += 1;
    }
    remove(all, &drops)
}

/// Leaps that last: a sensor that was set anew, in one step or in several that follow each other.
fn leaps_that_last(all: &[AltitudeSample], leap_m: f64) -> Vec<Gap> {
    let leaping = (1..all.len()).filter(|at| leaps(&all[at - 1], &all[*at], leap_m));
    joined(leaping.map(|at| (at - 1, at)).collect(), usize::cmp)
}

/// Where nobody moves and altitude changes by more than a drift.
fn standing(all: &[AltitudeSample], drift_m: f64) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut to = 0;
    for from in 0..all.len() {
        advance(&mut to, all, |to| to.time_s < all[from].time_s + STANDING_S);
        let Some(end) = all.get(to) else { break };
        if end.metres - all[from].metres < STANDING_M_S * (end.time_s - all[from].time_s) {
            gaps.push((from, to));
        }
    }
    let mut gaps = joined(gaps, usize::cmp);
    // a long stop lies within many a window of time: without the way to it and from it
    let moves = |i: usize| {
        let passed = all[i + 1].time_s - all[i].time_s;
        all[i + 1].metres - all[i].metres > 2.0 * STANDING_M_S * passed
    };
    for (from, to) in &mut gaps {
        while *from < *to && moves(*from) {
            *from += 1;
        }
        while *from < *to && moves(*to - 1) {
            *to -= 1;
        }
    }
    gaps.retain(|(from, to)| (all[*to].altitude_m - all[*from].altitude_m).abs() > drift_m);
    gaps
}

/// Steps that are spread over some metres: steeper than [`STEEP`] on less ground than a hill stands on.
fn ramps(all: &[AltitudeSample], noise_m: f64) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    // altitude that wanders all the time makes no steps
    let mut rises = Vec::with_capacity(all.len());
    let mut to = 0;
    for from in all {
        advance(&mut to, all, |to| to.metres < from.metres + RAMP_M);
        rises.extend(all.get(to).map(|to| (to.altitude_m - from.altitude_m).abs()));
    }
    if rises.is_empty() {
        return gaps;
    }
    let most = rises.len() * 19 / 20;
    let (_, usual, _) = rises.select_nth_unstable_by(most, f64::total_cmp);
    let least_m = (5.0 * noise_m).max(USUAL_RISES * *usual);
    let (mut before, mut to, mut after) = (0, 0, 0);
    let mut best: Option<(f64, Gap)> = None;
    for from in 0..all.len() {
        let at = all[from].metres;
        let reach = |index: &mut usize, metres: f64| advance(index, all, |it| it.metres < metres);
        // the last altitude a ramp's length before, the first ones behind it
        reach(&mut before, at - RAMP_M);
        reach(&mut to, at + RAMP_M);
        let Some(end) = all.get(to) else { break };
        reach(&mut after, end.metres + RAMP_M);
        let length = end.metres - at;
        let rise = |from: usize, to: usize| {
            let (from, to) = (&all[from], &all[to.min(all.len() - 1)]);
            let long = to.metres - from.metres;
            let per_metre = (to.altitude_m - from.altitude_m) / long.max(RAMP_M / 2.0);
            per_metre * length
        };
        let here = end.altitude_m - all[from].altitude_m;
        let flanks = rise(before, from).abs() + rise(to, after).abs();
        let is_ramp = length < SHORTEST_M
            && here.abs() > least_m.max(STEEP * length)
            && flanks < 0.4 * here.abs();
        match &mut best {
            Some((rise, gap)) if from <= gap.1 => {
                if is_ramp && here.abs() > *rise {
                    *rise = here.abs();
                    *gap = (from, to);
                }
            }
            _ => {
                gaps.extend(best.take().map(|(_, gap)| gap));
                best = is_ramp.then_some((here.abs(), (from, to)));
            }
        }
    }
    gaps.extend(best.map(|(_, gap)| gap));
    joined(gaps, usize::cmp)
}

/// Lets altitude go on behind each gap from where it was before; how many gaps there were.
fn close(all: &mut Vec<AltitudeSample>, gaps: &[Gap], noise_m: f64) -> usize {
    // of a noisy altitude the middle one of some is nearer to the ground
    let some = if noise_m < 0.5 { 1 } else { 5 };
    let mut offset_m = 0.0;
    let mut drops = Vec::new();
    let mut offsets = Vec::with_capacity(gaps.len());
    for (i, (from, to)) in gaps.iter().enumerate() {
        let earliest = i.checked_sub(1).map_or(0, |before| gaps[before].1);
        let latest = gaps.get(i + 1).map_or(all.len() - 1, |next| next.0);
        let before = &all[(from + 1).saturating_sub(some).max(earliest)..=*from];
        let after = &all[*to..(to + some).min(latest + 1).max(to + 1)];
        offset_m += middle_m(after) - middle_m(before);
        offsets.push((*to, offset_m));
        drops.push(from + 1..*to);
    }
    let mut offsets = offsets.into_iter().peekable();
    let mut offset_m = 0.0;
    for (i, at) in all.iter_mut().enumerate() {
        if let Some((_, next)) = offsets.next_if(|(to, _)| *to <= i) {
            offset_m = next;
        }
        at.altitude_m -= offset_m;
        at.offset_m += offset_m;
    }
    remove(all, &drops);
    gaps.len()
}

/// The middle altitude of some, of which there is one at least.
fn middle_m(some: &[AltitudeSample]) -> f64 {
    median(some.iter().map(|at| at.altitude_m).collect()).unwrap_or(0.0)
}

/// Removes the altitudes of the beginning that settle: steep at once, more and more level, and nothing later on is as steep.
/// How long that took, s.
fn without_settling(all: &mut Vec<AltitudeSample>) -> Option<f64> {
    let begins_s = all.first()?.time_s;
    let part = |at: &AltitudeSample| ((at.time_s - begins_s) / BIN_S).floor();
    let bins: Vec<&[AltitudeSample]> =
        all.chunk_by(|a, b| part(a).total_cmp(&part(b)).is_eq()).collect();
    let heights: Vec<f64> = bins.iter().map(|bin| middle_m(bin)).collect();
    // the middles of each two bins: how steep it is from one to the next
    let slope = |i: usize| {
        let middle = |i: usize| bins[i][bins[i].len() / 2].metres;
        let metres = middle(i + 1) - middle(i);
        (metres > BIN_S / 2.0).then(|| (heights[i + 1] - heights[i]) / metres)
    };
    let slopes: Vec<f64> = (1..bins.len()).map(|i| slope(i - 1).unwrap_or(0.0)).collect();
    let (opening, rest) = slopes.split_at_checked(SETTLING_BINS)?;
    let mut rest: Vec<f64> = rest.iter().map(|slope| slope.abs()).collect();
    if rest.len() < SETTLING_BINS / 2 {
        return None;
    }
    rest.sort_unstable_by(f64::total_cmp);
    let usual = rest[rest.len() * 9 / 10];
    let steepest = if opening[0].abs() > opening[1].abs() { opening[0] } else { opening[1] };
    if steepest.abs() < UNSETTLED.max(2.5 * usual) {
        return None;
    }
    // level two times running, or on a hill as steep as the others
    let below = |level: f64| {
        let is_below = |slope: f64| slope * steepest.signum() <= level;
        let mut pairs = opening.windows(2).skip(1);
        pairs.position(|both| is_below(both[0]) && is_below(f64::midpoint(both[0], both[1])))
    };
    let settled = 1 + below(SETTLED).or_else(|| below(1.25 * usual))?;
    let seconds = bins[settled][0].time_s - begins_s;
    let (first, last) = (heights[0], heights[settled]);
    let halfway = heights[settled.div_ceil(2)];
    // on a hill the second half rises as much as the first
    let flattens = (halfway - first).abs() > 1.5 * (last - halfway).abs();
    let is_too_fast = (last - first).abs() > FASTEST_CLIMB_M_S * seconds;
    if !flattens && !is_too_fast {
        return None;
    }
    let dropped = bins[..=settled].iter().map(|bin| bin.len()).sum::<usize>();
    all.drain(..dropped);
    Some(seconds + BIN_S)
}

/// Puts the longest section between gaps back to its recorded heights.
fn keep_longest(all: &mut [AltitudeSample]) {
    // of one section it is the same number, not one that was computed again
    #[allow(clippy::float_cmp)]
    let sections = all.chunk_by(|a, b| a.offset_m == b.offset_m);
    let longest = sections.max_by_key(|section| section.len());
    let offset_m = longest.map_or(0.0, |section| section[0].offset_m);
    for at in all {
        at.altitude_m += offset_m;
    }
}
