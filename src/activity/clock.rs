//! Times: which samples belong to the run, on a clock that never goes back, and how long the timer stood still between them.

use super::series::{counted, joined, median};
use super::{Sample, Session, TimerEvent};
use crate::note::{Note, NoteKind};

/// A longer time without a sample is a hole in the recording: nothing is known of it.
pub(super) const LONGEST_GAP_S: f64 = 300.0;
/// A lap begins with the first sample no earlier than this before its start: devices round the start to a second.
const ROUNDING_S: f64 = 0.5;
/// How long a sample is taken to last where the clock does not say.
const USUAL_S: f64 = 1.0;

/// The samples of a run in the order of time.
pub(super) struct Timeline {
    /// The samples; their times increase.
    pub(super) samples: Vec<Sample>,
    /// For each sample, how long the timer stood still since the sample before, s.
    pub(super) stopped_s: Vec<f64>,
    /// The time on the clock of the timer, which stands still with it, up to each sample, s.
    pub(super) timer_s: Vec<f64>,
    /// The first sample of each lap.
    pub(super) laps: Vec<usize>,
    /// What was found wrong.
    pub(super) warnings: Vec<Note>,
}

/// How often something was found wrong.
#[derive(Default)]
struct Counts {
    out_of_order: usize,
    set_back: usize,
    repeated: usize,
    gaps: usize,
}

/// Puts the samples of the sessions in the order of time; without sessions all of them.
pub(super) fn timeline(
    mut samples: Vec<Sample>,
    sessions: &[Session],
    timer: &[TimerEvent],
    lap_starts_s: &[f64],
) -> Timeline {
    let stops = Stops::of(timer, &samples);
    let parts = joined(sessions.iter().map(|s| (s.from_s, s.to_s)).collect(), f64::total_cmp);
    let mut lap_starts = lap_starts_s.to_vec();
    lap_starts.sort_by(f64::total_cmp);
    let mut lap_starts = lap_starts.into_iter().peekable();

    let unbroken_s = unbroken_s(&samples);
    // what is kept takes the place of what was read, so that long recordings are not held twice
    let mut kept = 0;
    let mut stopped_s = Vec::with_capacity(samples.len());
    let mut laps = Vec::new();
    let mut counts = Counts::default();
    // what the times of the file are moved by since its clock was set back
    let mut shift = 0.0;
    let mut before: Option<f64> = None;
    let mut left_out_between = false;
    for i in 0..samples.len() {
        let sample = samples[i];
        let time = sample.time_s;
        if !sessions.is_empty() && !is_within(time, &parts) {
            left_out_between = true;
            continue;
        }
        let after = samples.get(i + 1).map(|sample| sample.time_s);
        let mut stopped = 0.0;
        if let Some(before) = before {
            let passed = time - before;
            let is_out_of_order = if passed < 0.0 {
                after.is_none_or(|after| after > before)
            } else {
                passed > LONGEST_GAP_S && after.is_some_and(|after| after >= before && after < time)
            };
            if is_out_of_order {
                counts.out_of_order += 1;
                continue;
            }
            if passed < 0.0 {
                counts.set_back += 1;
                let pace = after.map_or(USUAL_S, |after| after - time);
                let pace = if pace > 0.0 { pace.min(10.0) } else { USUAL_S };
                shift += pace - passed;
            } else if passed == 0.0 {
                counts.repeated += 1;
                complete(&mut samples[kept - 1], &sample);
                continue;
            } else if left_out_between || (sample.begins_part && passed > unbroken_s) {
                stopped = passed;
            } else {
                stopped = stops.between(before, time);
                if passed - stopped > LONGEST_GAP_S {
                    counts.gaps += 1;
                    stopped = passed;
                }
            }
        }
        // eight thousand years further on, a nanosecond is lost in a double
        let moved = time + shift;
        if kept > 0 && moved <= samples[kept - 1].time_s {
            counts.repeated += 1;
            complete(&mut samples[kept - 1], &sample);
            continue;
        }
        while lap_starts.next_if(|start| *start <= time + ROUNDING_S).is_some() {
            if laps.last() != Some(&kept) {
                laps.push(kept);
            }
        }
        before = Some(time);
        left_out_between = false;
        samples[kept] = Sample { time_s: moved, ..sample };
        kept += 1;
        stopped_s.push(stopped);
    }
    samples.truncate(kept);
    let mut ran = 0.0;
    let mut last_s = samples.first().map_or(0.0, |first| first.time_s);
    let timer_s = samples.iter().zip(&stopped_s).map(|(sample, stopped)| {
        // far from 1970 a pause may be longer than the time it lies in, by a last digit
        ran += (sample.time_s - last_s - stopped).max(0.0);
        last_s = sample.time_s;
        ran
    });
    Timeline { timer_s: timer_s.collect(), samples, stopped_s, laps, warnings: counts.warnings() }
}

/// Up to how long after the sample before a part of the file is no pause: as far as samples usually are apart, s.
fn unbroken_s(samples: &[Sample]) -> f64 {
    if !samples.iter().skip(1).any(|sample| sample.begins_part) {
        return 0.0;
    }
    let gaps = samples.windows(2).map(|ends| ends[1].time_s - ends[0].time_s);
    let Some(median) = median(gaps.filter(|gap| *gap > 0.0).collect()) else {
        return 0.0;
    };
    (1.5 * median).clamp(ROUNDING_S + 1.0, LONGEST_GAP_S)
}

/// Whether a time lies in one of the spans, which are joined.
fn is_within(time: f64, spans: &[(f64, f64)]) -> bool {
    let at = spans.partition_point(|span| span.1 < time);
    spans.get(at).is_some_and(|span| span.0 <= time)
}

/// Fills what a sample does not say from another of the same time.
fn complete(sample: &mut Sample, other: &Sample) {
    sample.position = sample.position.or(other.position);
    sample.altitude_m = sample.altitude_m.or(other.altitude_m);
    sample.distance_m = sample.distance_m.or(other.distance_m);
    sample.speed_m_s = sample.speed_m_s.or(other.speed_m_s);
    sample.cadence = sample.cadence.or(other.cadence);
}

impl Counts {
    fn warnings(&self) -> Vec<Note> {
        let found = [
            counted(
                self.out_of_order,
                "sample is out of the order of time and was left out",
                "samples are out of the order of time and were left out",
            ),
            counted(
                self.set_back,
                "time the clock was set back; the time goes on from there",
                "times the clock was set back; the time goes on from there",
            ),
            counted(
                self.repeated,
                "time stands twice and counts once",
                "times stand twice and count once",
            ),
            counted(
                self.gaps,
                "hole of more than 5 minutes in the recording; nothing is counted there",
                "holes of more than 5 minutes in the recording; nothing is counted there",
            ),
        ];
        NoteKind::Clock.each(found.into_iter().flatten()).collect()
    }
}

/// When the timer stood still.
struct Stops {
    /// In order; they do not overlap.
    spans: Vec<(f64, f64)>,
    /// How long those before each take together, s.
    before_s: Vec<f64>,
}

impl Stops {
    fn of(timer: &[TimerEvent], samples: &[Sample]) -> Self {
        let mut spans = Vec::new();
        let mut since = None;
        for event in timer {
            match (event.runs, since) {
                (false, None) => since = Some(event.time_s),
                (true, Some(from)) => {
                    spans.push((from, event.time_s));
                    since = None;
                }
                _ => {}
            }
        }
        // no device records for long when it is stopped for good: such a stop is of a clock that was set back meanwhile
        let is_end = |from: &f64| {
            let later = samples.iter().filter(|sample| sample.time_s > *from);
            later.count() <= samples.len() / 10
        };
        spans.extend(since.filter(is_end).map(|from| (from, f64::INFINITY)));
        spans.retain(|(from, to)| from < to);
        let spans = joined(spans, f64::total_cmp);
        let mut before_s = Vec::with_capacity(spans.len());
        let mut sum = 0.0;
        for (from, to) in &spans {
            before_s.push(sum);
            sum += to - from;
        }
        Self { spans, before_s }
    }

    /// How long the timer stood still between two times, s.
    fn between(&self, from: f64, to: f64) -> f64 {
        let first = self.spans.partition_point(|span| span.1 <= from);
        let after = self.spans.partition_point(|span| span.0 < to);
        if first >= after {
            return 0.0;
        }
        let last = after - 1;
        let (begins, ends) = (self.spans[first], self.spans[last]);
        if first == last {
            return begins.1.min(to) - begins.0.max(from);
        }
        let whole = self.before_s[last] - self.before_s[first + 1];
        begins.1 - begins.0.max(from) + whole + ends.1.min(to) - ends.0
    }
}
