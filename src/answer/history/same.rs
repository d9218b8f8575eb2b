//! The same run met twice: of a watch and of a web site, or recorded and as a row of a log.

use std::collections::HashMap;

use super::{HistoryRun, RunOrigin, ZoneFrom};

/// The same run begins within so many seconds,
const START_S: f64 = 120.0;
/// and is as long within this share.
const ALIKE: f64 = 0.02;
/// Clocks of places differ by multiples of this, s, and by no more than the second.
const ZONES_S: (f64, f64) = (900.0, 14.0 * 3600.0);

/// The runs in the order of time, each once, and what was left out beside what was kept: which of the same is kept does not
/// depend on the order in which they came.
pub(super) fn without_duplicates(
    mut runs: Vec<HistoryRun>,
) -> (Vec<HistoryRun>, Vec<(String, String)>) {
    // the best first: a recording before a row, then by what the run is, and by its name at last
    runs.sort_by(|a, b| {
        let (one, two) = (&a.session, &b.session);
        let known = |run: &HistoryRun| run.session.ascent_m.is_none();
        one.origin
            .cmp(&two.origin)
            .then(known(a).cmp(&known(b)))
            .then(a.begins_s.total_cmp(&b.begins_s))
            .then(two.distance_m.total_cmp(&one.distance_m))
            .then(two.seconds.total_cmp(&one.seconds))
            .then_with(|| one.name.cmp(&two.name))
    });
    let mut is_kept = vec![true; runs.len()];
    // the kept by time, for those of whom there are thousands
    let mut by_time: Vec<(f64, usize)> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    let (mut left_out, mut has_clock) = (Vec::new(), false);
    for (place, run) in runs.iter().enumerate() {
        has_clock |= is_of_clock(run);
        let reach = if has_clock { ZONES_S.1 } else { START_S };
        let from = by_time.partition_point(|(time, _)| *time < run.begins_s - reach);
        let near = by_time[from..].iter().take_while(|(time, _)| *time <= run.begins_s + reach);
        let same = run
            .session
            .recording
            .as_deref()
            .and_then(|name| names.get(&plain_name(name)).copied())
            .or_else(|| {
                let mut near = near.map(|(_, place)| *place);
                near.find(|place| is_same(&runs[*place], run))
            });
        if let Some(same) = same {
            is_kept[place] = false;
            left_out.push((run.session.name.clone(), runs[same].session.name.clone()));
            continue;
        }
        let at = by_time.partition_point(|(time, _)| *time < run.begins_s);
        by_time.insert(at, (run.begins_s, place));
        if run.session.origin != RunOrigin::Log {
            names.insert(plain_name(&run.session.name), place);
        }
    }
    let mut is_kept = is_kept.into_iter();
    runs.retain(|_| is_kept.next().unwrap_or(true));
    runs.sort_by(|a, b| {
        a.begins_s
            .total_cmp(&b.begins_s)
            .then(a.session.distance_m.total_cmp(&b.session.distance_m))
            .then_with(|| a.session.name.cmp(&b.session.name))
    });
    left_out.sort();
    (runs, left_out)
}

fn is_of_clock(run: &HistoryRun) -> bool {
    run.zone_from == ZoneFrom::Clock
}

fn is_same(kept: &HistoryRun, other: &HistoryRun) -> bool {
    let are_alike = |a: f64, b: f64| (a - b).abs() <= ALIKE * a.max(b);
    let (one, two) = (&kept.session, &other.session);
    let apart = (kept.begins_s - other.begins_s).abs();
    let rest = apart % ZONES_S.0;
    // a clock of which nobody knows where it stood, beside a moment: as long in time too
    let is_by_clock = is_of_clock(kept) != is_of_clock(other)
        && apart <= ZONES_S.1
        && rest.min(ZONES_S.0 - rest) <= START_S
        && are_alike(one.seconds, two.seconds);
    are_alike(one.distance_m, two.distance_m) && (apart <= START_S || is_by_clock)
}

/// The name of a file without its folders and the suffix of gzip.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\', ':']).next().unwrap_or(name);
    let last = last.to_lowercase();
    last.strip_suffix(".gz").unwrap_or(&last).to_owned()
}
