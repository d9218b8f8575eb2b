//! A recorded run second by second, as records.

use crate::activity::Interval;
use crate::answer::run::fields::{SAMPLE, SAMPLE_PEAK};
use crate::answer::run::{RecordedRun, Recorder};
use crate::document::{Document, Records, Value};
use crate::muscle::Muscle;

/// The names of the samples of these muscles.
fn names(muscles: &[&Muscle]) -> Vec<String> {
    let own = SAMPLE.iter().map(|column| column.key.to_owned());
    let peaks = muscles.iter().map(|muscle| format!("{}_{}", muscle.key(), SAMPLE_PEAK.key));
    own.chain(peaks).collect()
}

/// No samples, under their names.
#[must_use]
pub fn none(muscles: &[&Muscle]) -> Records<'static> {
    Records::new(names(muscles), 0, |_| Vec::new())
}

/// A row a second, or one for each sample where they are closer. A muscle has a peak while somebody runs.
#[must_use]
pub fn of<'d>(recorder: &Recorder<'_>, run: &RecordedRun<'_>, name: &str) -> Document<'d> {
    let mut rows = Vec::new();
    let mut metres = 0.0;
    for interval in &run.track.intervals {
        let stopped_s = f64::from(interval.stopped_s);
        if stopped_s > 0.0 {
            let mut cells = place(name, interval.begins_s, stopped_s, metres);
            cells.extend(std::iter::repeat_n(Value::Unknown, 4));
            cells.push(Value::text("stopped"));
            cells.extend(run.muscles.iter().map(|_| Value::Unknown));
            rows.push(cells);
        }
        let what = figures(recorder, run, interval);
        let seconds = f64::from(interval.seconds);
        let count = seconds.ceil();
        let (length, covered) = (seconds / count, f64::from(interval.metres) / count);
        let mut second = 0.0;
        while second < count {
            metres += covered;
            let begins_s = interval.begins_s + stopped_s + second * length;
            let mut cells = place(name, begins_s, length, metres);
            cells.extend_from_slice(&what);
            rows.push(cells);
            second += 1.0;
        }
    }
    let names = names(&run.muscles);
    Document {
        records: Records::new(names, rows.len(), move |i| rows[i].clone()),
        ..Document::default()
    }
}

/// What every row begins with: the file, when it begins, how long it lasts and how far the run is at its end.
fn place(name: &str, time_s: f64, duration_s: f64, metres: f64) -> Vec<Value> {
    vec![
        Value::text(name),
        Value::Number(time_s, 1),
        Value::Number(duration_s, 2),
        Value::Number(metres, 1),
    ]
}

/// What is the same throughout an interval.
fn figures(recorder: &Recorder<'_>, run: &RecordedRun<'_>, interval: &Interval) -> Vec<Value> {
    let mut cells = vec![
        Value::Number(f64::from(interval.speed_m_s), 3),
        Value::number(interval.altitude_m.map(f64::from), 1),
        Value::Number(f64::from(interval.gradient_pct), 2),
        Value::number(interval.step_rate_spm.map(f64::from), 1),
        Value::text(interval.movement.key()),
    ];
    let peaks = recorder.peaks_in(run, interval);
    cells.extend(peaks.into_iter().map(|peak| Value::number(peak.map(|p| p.0), 3)));
    cells
}
