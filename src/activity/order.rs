//! The order of samples: by time, each once; and the runs that a file holds, where it holds those of several days.
//!
//! Points out of order are sorted, unless the way would then leap: then the clock was set back, which [`super::clock`]
//! follows. Times that many samples share are spread over the time up to the next. Samples of another date than the rest are
//! dated by it where the way goes on, left out where they are few, and else a run of their own.

use std::ops::Range;

use super::clock::LONGEST_GAP_S;
use super::distance::FASTEST_M_S;
use super::recording::apart_m;
use super::series::{blocks, median};
use super::{FileFormat, Recording, Sample, Session, Totals};
use crate::number::{fixed, real};

/// Without a sample for longer than this, another run begins, s.
const BETWEEN_RUNS_S: f64 = 6.0 * 3600.0;
/// What is shorter than this and a tenth of the samples at most is no run of its own, s.
const SHORTEST_RUN_S: f64 = 60.0;
/// The longest time that a clock is taken to be cut to, s.
const COARSEST_S: f64 = 60.0;
/// A way that leaps by so much more than another is the wrong one, m.
const FAR_LONGER_M: f64 = 50.0;
/// How far apart a way may end and go on where a clock was set meanwhile, m.
const NEAR_M: f64 = 100.0;

/// The runs of a recording, each with its samples in the order of time; at least one.
pub(super) fn runs(mut recording: Recording) -> Vec<Recording> {
    if !is_in_order(&recording.samples) {
        leave_out_of_order(&mut recording);
    }
    join_dates(&mut recording);
    spread(&mut recording);
    if !is_in_order(&recording.samples) && !sort(&mut recording) {
        return vec![recording];
    }
    split(recording)
}

fn is_in_order(samples: &[Sample]) -> bool {
    samples.is_sorted_by(|a, b| a.time_s <= b.time_s)
}

/// Leaves out single samples whose time lies far from that of both beside them, which lie together.
fn leave_out_of_order(recording: &mut Recording) {
    let samples = &mut recording.samples;
    let count = samples.len();
    let mut begins_part = false;
    let mut before: Option<f64> = None;
    let mut index = 0;
    let times: Vec<f64> = samples.iter().map(|sample| sample.time_s).collect();
    samples.retain_mut(|sample| {
        let after = times.get(index + 1);
        index += 1;
        begins_part |= sample.begins_part;
        let is_out_of_order = before.zip(after).is_some_and(|(before, after)| {
            (after - before).abs() <= LONGEST_GAP_S
                && (sample.time_s - before).abs() > LONGEST_GAP_S
                && (sample.time_s - after).abs() > LONGEST_GAP_S
        });
        if !is_out_of_order {
            before = Some(sample.time_s);
            sample.begins_part = std::mem::take(&mut begins_part);
        }
        !is_out_of_order
    });
    let (what, they) = match count - samples.len() {
        0 => return,
        1 => ("1 sample is".to_owned(), "it is"),
        left_out => (format!("{left_out} samples are"), "they are"),
    };
    recording.damage.push(format!("{what} out of the order of time; {they} left out"));
}

#[allow(clippy::float_cmp)] // the same digits in the file
fn is_same_time(a: &Sample, b: &Sample) -> bool {
    a.time_s == b.time_s
}

/// How far two samples are apart, m, where both say where they are or how far it was.
fn way_m(a: &Sample, b: &Sample) -> Option<f64> {
    let by_place = || Some(apart_m(a.position?, b.position?));
    let by_count = || Some(f64::from((b.distance_m? - a.distance_m?).abs()));
    by_place().or_else(by_count)
}

/// Spreads samples that share a time over the time up to the next, where most do and lie apart: their clock is cut to the
/// minute.
fn spread(recording: &mut Recording) {
    let samples = &mut recording.samples;
    let groups: Vec<Range<usize>> = blocks(samples, is_same_time).collect();
    if groups.len() < 2 || 2 * samples.len() < 3 * groups.len() {
        return;
    }
    let same_time = samples.windows(2).filter(|ends| is_same_time(&ends[0], &ends[1]));
    let (mut moved, mut pairs) = (0, 0);
    for ends in same_time {
        pairs += 1;
        moved += usize::from(way_m(&ends[0], &ends[1]).is_some_and(|way| way > 0.0));
    }
    if 2 * moved < pairs {
        return;
    }
    let usual_size = median(groups.iter().map(|group| real(group.len())).collect());
    let begins_s = |group: &Range<usize>| samples[group.start].time_s;
    let gaps = groups.windows(2).map(|two| begins_s(&two[1]) - begins_s(&two[0]));
    let (Some(usual_size), Some(usual_s)) = (usual_size, median(gaps.collect())) else {
        return;
    };
    if usual_s <= 0.0 || usual_s > COARSEST_S {
        return;
    }
    for (index, group) in groups.iter().enumerate() {
        let begins = samples[group.start].time_s;
        let gap = groups.get(index + 1).map(|next| samples[next.start].time_s - begins);
        let lasts = gap.filter(|gap| (0.0..=COARSEST_S).contains(gap)).unwrap_or(usual_s);
        let count = real(group.len());
        // the first of them began within its time, the last ended within it
        let is_part = count < usual_size && (index == 0 || index + 1 == groups.len());
        let step = lasts / if is_part { usual_size } else { count };
        let mut at = if index == 0 { begins + lasts - count * step } else { begins };
        for sample in &mut samples[group.clone()] {
            sample.time_s = at;
            at += step;
        }
    }
    for session in &mut recording.sessions {
        session.to_s += usual_s;
    }
    recording.damage.push(format!(
        "times are cut to {usual_s} s; the samples of each are spread over it",
        usual_s = fixed(usual_s, 0)
    ));
}

/// Sorts samples by time, unless the way leaps then.
fn sort(recording: &mut Recording) -> bool {
    let samples = &mut recording.samples;
    // how much farther it is than anybody runs meanwhile, m; `None` where nothing says how far it is
    let leaps_m = |samples: &[Sample]| {
        let ways = samples.windows(2).filter_map(|ends| {
            let passed = (ends[1].time_s - ends[0].time_s).max(1.0);
            Some((way_m(&ends[0], &ends[1])? - FASTEST_M_S * passed).max(0.0))
        });
        ways.reduce(|sum, way| sum + way)
    };
    let in_file = leaps_m(samples);
    let mut sorted = samples.clone();
    sorted.sort_by(|a, b| a.time_s.total_cmp(&b.time_s));
    let is_better = match in_file.zip(leaps_m(&sorted)) {
        Some((in_file, by_time)) => by_time <= 1.05 * in_file + FAR_LONGER_M,
        // records are written as time goes on
        None => recording.format != FileFormat::Fit,
    };
    if is_better {
        *samples = sorted;
        recording.timer.sort_by(|a, b| a.time_s.total_cmp(&b.time_s));
        let text = "samples are out of the order of time; they are sorted by it, each time once";
        recording.damage.push(text.to_owned());
    }
    is_better
}

/// The samples between each long time without one, or whose time is long before that of the last.
fn parts(samples: &[Sample]) -> impl Iterator<Item = Range<usize>> {
    blocks(samples, |a, b| (b.time_s - a.time_s).abs() <= BETWEEN_RUNS_S)
}

/// Moves what has another date than most, although the way goes on within a part, next to it.
fn join_dates(recording: &mut Recording) {
    let samples = &recording.samples;
    let goes_on = |seam: &usize| {
        let (last, first) = (&samples[seam - 1], &samples[*seam]);
        !first.begins_part && way_m(last, first).is_none_or(|way| way <= NEAR_M)
    };
    let seams = parts(samples).skip(1).map(|part| part.start);
    let seams: Vec<usize> = seams.filter(goes_on).take(MOST_MOVED).collect();
    for &seam in seams.iter().rev() {
        let samples = &mut recording.samples;
        let (last_s, first_s) = (samples[seam - 1].time_s, samples[seam].time_s);
        // a moment lies between them
        let shift = first_s - last_s - 1.0;
        let is_first_right = 2 * seam > samples.len();
        let (moved, by) = if is_first_right {
            (&mut samples[seam..], -shift)
        } else {
            (&mut samples[..seam], shift)
        };
        for sample in moved {
            sample.time_s += by;
        }
        let change = |time_s: &mut f64| {
            let is_first = (*time_s - last_s).abs() < (*time_s - first_s).abs();
            if is_first != is_first_right {
                *time_s += by;
            }
        };
        recording.lap_starts_s.iter_mut().for_each(change);
        recording.timer.iter_mut().for_each(|it| change(&mut it.time_s));
        for session in &mut recording.sessions {
            change(&mut session.from_s);
            change(&mut session.to_s);
        }
    }
    if !seams.is_empty() {
        let text =
            "the date changes although the run goes on; it is dated by the most of its samples";
        recording.damage.push(text.to_owned());
    }
}

/// The most changes of the date that are followed.
const MOST_MOVED: usize = 20;

/// Each run of its own, and without what is too short to be one.
fn split(mut recording: Recording) -> Vec<Recording> {
    let all: Vec<Range<usize>> = parts(&recording.samples).collect();
    if all.len() < 2 {
        return vec![recording];
    }
    recording.lap_starts_s.sort_by(f64::total_cmp);
    recording.timer.sort_by(|a, b| a.time_s.total_cmp(&b.time_s));
    recording.sessions.sort_by(|a, b| a.from_s.total_cmp(&b.from_s));
    let is_long = |session: &&Session| session.to_s - session.from_s > BETWEEN_RUNS_S;
    let long: Vec<Session> =
        recording.sessions.iter().filter(is_long).take(MOST_LONG).cloned().collect();
    recording.sessions.retain(|session| !is_long(&session));
    let samples = &recording.samples;
    let is_run = |part: &Range<usize>| {
        let duration_s = samples[part.end - 1].time_s - samples[part.start].time_s;
        duration_s >= SHORTEST_RUN_S || 10 * part.len() > samples.len()
    };
    let first = all.first().cloned();
    let mut kept: Vec<Range<usize>> = all.into_iter().filter(is_run).take(MOST_RUNS).collect();
    if kept.is_empty() {
        kept.extend(first);
    }
    let left_out = samples.len() - kept.iter().map(Range::len).sum::<usize>();
    let mut damage = recording.damage.clone();
    if left_out > 0 {
        damage.push(format!(
            "{left_out} samples of other days are too few to be a run; they are left out"
        ));
    }
    let count = kept.len();
    let part = |(index, part): (usize, Range<usize>)| {
        let (first_s, last_s) = (samples[part.start].time_s, samples[part.end - 1].time_s);
        let (near_s, far_s) = (first_s - BETWEEN_RUNS_S / 2.0, last_s + BETWEEN_RUNS_S / 2.0);
        let long = long.iter().filter(|it| it.from_s <= last_s && it.to_s >= first_s);
        let own = within(&recording.sessions, near_s, far_s, |session| session.from_s);
        let mut damage = if index == 0 { std::mem::take(&mut damage) } else { Vec::new() };
        if count > 1 {
            damage.push(format!(
                "the file holds {count} runs of different days; this is run {}",
                index + 1
            ));
        }
        Recording {
            samples: samples[part].to_vec(),
            sessions: own
                .iter()
                .cloned()
                // of several runs together
                .chain(long.map(|session| Session { totals: Totals::default(), ..session.clone() }))
                .collect(),
            lap_starts_s: within(&recording.lap_starts_s, near_s, far_s, |it| *it).to_vec(),
            timer: within(&recording.timer, near_s, far_s, |it| it.time_s).to_vec(),
            damage,
            mass: recording.mass,
            cadence_unit: recording.cadence_unit,
            is_dated: recording.is_dated,
            utc_offset_s: recording.utc_offset_s,
            ..Recording::new(recording.format)
        }
    };
    kept.into_iter().enumerate().map(part).collect()
}

/// Those of a list in the order of time whose time lies between two.
fn within<T>(list: &[T], from_s: f64, to_s: f64, time_s: impl Fn(&T) -> f64) -> &[T] {
    let from = list.partition_point(|it| time_s(it) < from_s);
    let to = list.partition_point(|it| time_s(it) <= to_s);
    &list[from..to.max(from)]
}

/// The most runs that are read from one file.
const MOST_RUNS: usize = 1000;
/// The most sessions over several runs that are looked at.
const MOST_LONG: usize = 100;
