//! Steps: what cadence counts, and how many steps there were in all.
//!
//! The trap of recorded runs. FIT and TCX count strides of one leg, GPX either, and some programs write what the format does
//! not mean. Twice as many strides as steps would be twice the load, so what is decided is always said.

use super::{CadenceUnit, Sample};
use crate::note::{Note, NoteKind};

/// Nobody runs with fewer steps of both legs a minute than this many, nor with as many strides of one leg.
const BETWEEN_STRIDES_AND_STEPS: f64 = 120.0;
/// What a count of the device may differ from its own cadence by, as a ratio either way.
const TRUSTED_RATIO: f64 = 1.25;
/// The share of the moving time that must have a cadence for its sum to be held against a count.
const ENOUGH: f64 = 0.9;

/// What is known of an interval.
pub(super) struct Stretch {
    /// How long it is, s.
    pub(super) seconds: f64,
    /// Whether somebody moves in it, on foot.
    pub(super) moves: bool,
    /// Whether somebody runs in it.
    pub(super) runs: bool,
}

/// The step rate of each interval between samples, steps of both legs a minute, where it is known: by cadence, and by the
/// device's own count of strides where there is one.
pub(super) fn step_rates(
    samples: &[Sample],
    stretches: &[Stretch],
    format: CadenceUnit,
    asked: Option<CadenceUnit>,
    strides: Option<f64>,
    remarks: &mut Vec<Note>,
) -> Vec<Option<f32>> {
    let mut say = |text: String| remarks.push(Note::new(NoteKind::Cadence, text));
    // a device writes what it measured up to then
    let cadences: Vec<Option<f32>> = samples
        .windows(2)
        .map(|ends| ends[1].cadence.or(ends[0].cadence))
        .collect();
    let Some(median) = median_running(&cadences, stretches) else {
        return without_cadence(stretches, strides, &mut say);
    };
    let (unit, why) = match (asked, format) {
        (Some(unit), _) if unit != CadenceUnit::Unspecified => (unit, "as was asked for"),
        (_, CadenceUnit::Strides) if median < BETWEEN_STRIDES_AND_STEPS => {
            (CadenceUnit::Strides, "as this format means it")
        }
        (_, CadenceUnit::Strides) => (
            CadenceUnit::Steps,
            "although this format means strides of one leg: nobody runs with so many",
        ),
        (_, CadenceUnit::Steps) => (CadenceUnit::Steps, "as this format means it"),
        _ if median < BETWEEN_STRIDES_AND_STEPS => (
            CadenceUnit::Strides,
            "as its median while running shows; the format leaves it open",
        ),
        _ => (
            CadenceUnit::Steps,
            "as its median while running shows; the format leaves it open",
        ),
    };
    let (name, steps) = match unit {
        CadenceUnit::Steps => ("steps of both legs", 1.0),
        CadenceUnit::Strides | CadenceUnit::Unspecified => ("strides of one leg", 2.0),
    };
    say(format!(
        "Cadence (median {median:.0} while running) counts {name}, {why}."
    ));
    let factor = steps * counted(&cadences, stretches, steps, strides, &mut say);
    // a factor near one or two
    #[allow(clippy::cast_possible_truncation)]
    let factor = factor as f32;
    cadences
        .iter()
        .map(|cadence| cadence.map(|cadence| cadence * factor))
        .collect()
}

/// The median cadence while running, weighted by time.
fn median_running(cadences: &[Option<f32>], stretches: &[Stretch]) -> Option<f64> {
    let mut running: Vec<(f32, f64)> = cadences
        .iter()
        .zip(stretches)
        .filter(|(_, stretch)| stretch.runs)
        .filter_map(|(cadence, stretch)| Some((cadence.filter(|c| *c > 0.0)?, stretch.seconds)))
        .collect();
    running.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let half = running.iter().map(|(_, seconds)| seconds).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    let mut median = None;
    for (cadence, seconds) in running {
        median = Some(f64::from(cadence));
        passed += seconds;
        if passed >= half {
            break;
        }
    }
    median
}

/// What cadence is to be multiplied by for its sum to be what the device counted.
fn counted(
    cadences: &[Option<f32>],
    stretches: &[Stretch],
    steps: f64,
    strides: Option<f64>,
    say: &mut impl FnMut(String),
) -> f64 {
    let Some(counted) = strides.map(|strides| 2.0 * strides).filter(|s| *s > 0.0) else {
        return 1.0;
    };
    let (mut summed, mut moving_s, mut known_s) = (0.0, 0.0, 0.0);
    for (cadence, stretch) in cadences.iter().zip(stretches).filter(|(_, s)| s.moves) {
        moving_s += stretch.seconds;
        if let Some(cadence) = cadence {
            known_s += stretch.seconds;
            summed += f64::from(*cadence) * steps * stretch.seconds / 60.0;
        }
    }
    if summed <= 0.0 || known_s < ENOUGH * moving_s {
        say(format!(
            "Steps by cadence, which is missing in part; the device counted {counted:.0} steps in all."
        ));
        return 1.0;
    }
    let ratio = counted / summed;
    if !(1.0 / TRUSTED_RATIO..=TRUSTED_RATIO).contains(&ratio) {
        say(format!(
            "Steps by cadence, {summed:.0} in all; the device's own count of {counted:.0} is too far from it to be of the same run."
        ));
        return 1.0;
    }
    say(format!(
        "The device counted {counted:.0} steps, cadence adds up to {summed:.0}; the count is kept and shared out by cadence."
    ));
    ratio
}

/// One step rate for the whole run where only the count is known.
fn without_cadence(
    stretches: &[Stretch],
    strides: Option<f64>,
    say: &mut impl FnMut(String),
) -> Vec<Option<f32>> {
    let moving = stretches.iter().filter(|stretch| stretch.moves);
    let moving_s: f64 = moving.map(|stretch| stretch.seconds).sum();
    let rate = strides.map(|strides| 2.0 * strides / moving_s * 60.0);
    let rate = rate.filter(|rate| rate.is_finite() && *rate > 0.0);
    match rate {
        Some(rate) => say(format!(
            "No cadence while running: steps by the device's count, {rate:.0} a minute throughout."
        )),
        None => {
            say("No cadence while running: the typical step rate at each speed is taken.".into());
        }
    }
    // some hundreds a minute
    #[allow(clippy::cast_possible_truncation)]
    let rate = rate.map(|rate| rate as f32);
    stretches
        .iter()
        .map(|stretch| rate.filter(|_| stretch.moves))
        .collect()
}
