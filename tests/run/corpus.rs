//! Real files of watches, where the folder of them stands beside the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use musclerun::activity;

use crate::asked::{columns_near, largest, near, run, run_of_json, within};

/// The folder; without it there is nothing to test, which is said.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    #[allow(clippy::print_stderr)]
    {
        eprintln!("no ../shared/corpus: nothing tried");
    }
    None
}

fn gather(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the corpus") {
        let path = entry.expect("an entry of the corpus").path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path.to_str().expect("a path in UTF-8").to_owned());
        }
    }
}

#[test]
fn every_real_file_is_computed_or_refused_in_words() {
    let Some(folder) = corpus() else {
        return;
    };
    let mut files = Vec::new();
    gather(&folder, &mut files);
    // a table of runs is met with the line that computes it
    files.retain(|file| Path::new(file).extension().is_none_or(|end| end != "csv"));
    assert!(files.len() > 20, "{files:?}");
    let mut computed = 0;
    for file in &files {
        for form in [
            &["--format", "csv"][..],
            &["--samples"],
            &["--any-sport", "--by", "km", "--format", "jsonl"],
        ] {
            let ended = run(&[form, &["--mass", "70", file]].concat());
            assert!(
                matches!(ended.code, Some(0 | 1 | 3)),
                "{file}: {:?}: {}",
                ended.code,
                ended.err
            );
            assert!(!ended.err.contains("panicked"), "{file}: {}", ended.err);
            // what is not computed is said, by the file
            let rows = ended.out().lines().count();
            let says = ended.err.contains(file.as_str());
            assert!(rows > 1 || says || form[0] == "--any-sport", "{file}: {}", ended.err);
            for word in ["NaN", "inf,", "-inf"] {
                assert!(!ended.out().contains(word), "{file}: {word} in {form:?}");
            }
            computed += usize::from(form[0] == "--format" && rows == 2);
        }
    }
    // the corpus names six running files of FIT, one of TCX and one of Strava; the rest is not run, or broken
    assert!(computed >= 8, "only {computed} computed");
}

#[test]
fn the_run_at_landal_is_as_long_as_strava_says() {
    let Some(folder) = corpus() else {
        return;
    };
    let path = folder.join("fit/2022-05-29-laufen-landal-park.fit");
    let path = path.to_str().expect("a path in UTF-8");
    let table = run(&["--format", "csv", "--mass", "70", path]).ends(0).table();
    columns_near(&table, 0.01, &[("distance_m", 3322.9), ("moving_s", 1411.0)]);
    let steps = table.number(0, "running_steps") + table.number(0, "walking_steps");
    near("steps", steps, 3344.0, 0.01);
}

#[test]
fn a_watch_that_was_wrong_about_its_altitude_for_three_seconds_climbed_no_mountain() {
    let Some(folder) = corpus() else {
        return;
    };
    // it starts at 55 m, says 142.4 m in the next three records, then 56 m, and ends at 58.6 m
    let path = folder.join("fit/activity-small-fenix2-run.fit");
    let path = path.to_str().expect("a path in UTF-8");
    let table = run(&["--format", "csv", "--mass", "70", path]).ends(0).table();
    let risen = table.number(0, "ascent_m") - table.number(0, "descent_m");
    within("risen", risen, 3.6, 3.0);
    // the device shows 64 m and 61 m; by what rises count, 1 m to 3 m, it is 51 m to 76 m, and 46 m to 72 m
    within("ascent", table.number(0, "ascent_m"), 64.0, 25.0);
    within("descent", table.number(0, "descent_m"), 61.0, 25.0);
}

#[test]
fn no_highest_peak_is_at_a_speed_far_above_the_maximum_of_the_device() {
    let Some(folder) = corpus() else {
        return;
    };
    let mut files = Vec::new();
    gather(&folder.join("fit"), &mut files);
    let mut compared = 0;
    for file in &files {
        let bytes = fs::read(file).expect("a file of the corpus");
        let Ok(recordings) = activity::read(&mut &*bytes) else {
            continue;
        };
        let sessions = recordings.iter().flat_map(|it| &it.sessions);
        let fastest = sessions.filter_map(|session| session.totals.max_speed_m_s);
        let (Some(most), 1) = (fastest.reduce(f64::max), recordings.len()) else {
            continue;
        };
        let rows = run(&["--format", "csv", "--mass", "70", file]);
        // what is no run has no row
        if rows.out().lines().count() != 2 {
            continue;
        }
        let row = rows.table();
        // nor is a maximum below the mean one
        if row.number(0, "distance_m") <= most * row.number(0, "moving_s") {
            let found = largest(&run_of_json(bytes, &[]), "peak_max_speed_m_s");
            assert!(found <= 1.2 * most + 0.005, "{file}: {found} m/s, {most} by the device");
            compared += 1;
        }
    }
    assert!(compared >= 4, "only {compared} say their maximum");
}
