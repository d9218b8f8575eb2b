//! What people and programs see: every format, every width, every list and the errors, as files to be read.
//!
//! Each file of `tests/snapshots` holds commands and their whole output: at 80 columns, in the folders `columns_60` and
//! `columns_140` at those, in `locale_c` in a locale without UTF-8. All read `tests/tables`, so that a figure mended in `data` moves
//! none of them. After a change that is meant,
//! `TRYCMD=overwrite cargo test --test snapshots` writes them anew; read the difference before it is kept.

#[path = "common/tables.rs"]
mod tables;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use musclerun::evidence::Evidence;

/// The folders under `tests/snapshots` with the width and the locale that their commands run in.
const FOLDERS: [(&str, &str, &str); 4] = [
    ("", "80", "C.UTF-8"),
    ("columns_60", "60", "C.UTF-8"),
    ("columns_140", "140", "C.UTF-8"),
    ("locale_c", "80", "C"),
];

fn compare(pattern: &str, columns: &str, locale: &str) {
    let insert = |cases: &trycmd::TestCases, name, tables: &Evidence| {
        let inserted = cases.insert_var(name, tables.checksum());
        inserted.expect("the checksum is a plain word");
    };
    let cases = trycmd::TestCases::new();
    cases
        .env("COLUMNS", columns)
        .env("LC_ALL", locale)
        .env("NO_COLOR", "1")
        .env("MUSCLERUN_DATA", tables::FOLDER)
        .case(pattern);
    insert(&cases, "[CHECKSUM]", &tables::evidence());
    insert(&cases, "[EMBEDDED]", musclerun::embedded::evidence());
    cases.run();
}

#[test]
fn the_output_is_what_the_snapshots_show() {
    for (folder, columns, locale) in FOLDERS {
        let folder = Path::new("tests/snapshots").join(folder);
        let pattern = folder.join("*.trycmd");
        compare(pattern.to_str().expect("a path in UTF-8"), columns, locale);
    }
}

#[test]
fn no_snapshot_is_left_out() {
    let folders = FOLDERS.map(|(folder, _, _)| folder);
    for (folder, _, _) in FOLDERS {
        let path = Path::new("tests/snapshots").join(folder);
        for entry in fs::read_dir(&path).expect("the folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str());
            let is_compared = path.extension().is_some_and(|e| e == "trycmd" || e == "in")
                || name.is_some_and(|name| folders.contains(&name));
            assert!(is_compared, "{} is compared with nothing", path.display());
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (folder, columns, _) in FOLDERS {
        let columns: usize = columns.parse().expect("a number");
        for run in [
            &["--pace", "5:00"][..],
            &["--pace", "5:00", "--terrain", "uphill", "--detail"],
            &["--pace", "5:00", "--terrain", "downhill", "--distance", "10k"],
            &["--speed", "8m/s", "--terrain", "sand", "--rank-by", "impulse"],
            &["--pace", "5:00", "--explain", "--terrain", "uphill"],
            &["--pace", "8:03/mi", "--distance", "marathon", "--step-rate", "105%"],
        ] {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_musclerun"))
                .args(["--mass", "70"])
                .args(run)
                .env("COLUMNS", columns.to_string())
                .env("LC_ALL", "C.UTF-8")
                .env("NO_COLOR", "1")
                .output()
                .expect("the binary is built");
            let text = String::from_utf8(output.stdout).expect("output is UTF-8");
            assert!(!text.is_empty(), "{run:?}");
            for line in text.lines() {
                // every character of these tables is one column wide
                let width = line.chars().count();
                assert!(width <= columns, "{folder} {run:?}: {width} in {line:?}");
            }
        }
    }
}

/// The lines of a terminal, which every answer fits that nothing more was asked of.
const SCREEN: usize = 24;

/// Runs a command at 80 columns and checks that its answer fits a screen, with so many lines more for what is listed.
#[track_caller]
fn fits(arguments: &str, listed: usize) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .args(arguments.split_whitespace())
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary is built");
    let text = String::from_utf8(output.stdout).expect("output is UTF-8");
    assert!(!text.is_empty(), "{arguments}: no answer");
    let lines = text.lines().count();
    assert!(lines <= SCREEN + listed, "{arguments}: {lines} lines\n{text}");
    for line in text.lines() {
        let width = line.chars().count();
        assert!(width <= 80, "{arguments}: {width} columns in {line:?}");
    }
}

#[test]
fn every_default_answer_fits_a_terminal() {
    let form =
        "--foot-strike forefoot --trunk-lean 5deg --support 9% --shoe minimal --step-rate 105%";
    for run in ["--pace 5:00", "--pace 2:10 --mass 70", "--pace 8:03/mi --mass 154lb"] {
        for terrain in musclerun::conditions::Terrain::ALL {
            for more in ["", "--distance marathon", "--rank-by impulse", form] {
                fits(&format!("{run} --terrain {terrain} {more}"), 0);
            }
        }
        for steep in ["-30%", "-12%", "12%", "30%"] {
            let by = "--distance half --rank-by cumulative";
            fits(&format!("{run} --gradient {steep} {by}"), 0);
            fits(&format!("{run} --gradient {steep} {by} {form}"), 0);
        }
        fits(&format!("{run} --study dorn2012 --gradient 6"), 0);
    }
    for pair in [
        "pace=5:10",
        "pace=5:00,gradient=-6%",
        "pace=6:00,terrain=sand,foot-strike=forefoot,support=9%",
    ] {
        for more in ["", "--mass 70 --distance 10k", form] {
            fits(&format!("compare pace=4:20 {pair} {more}"), 0);
        }
    }
    for range in [
        "--pace 7:00..3:30 --mass 70",
        "--speed 2.5..5m/s",
        "--gradient -10..10 --pace 5:00",
        "--step-rate 90%..110% --pace 5:00",
        "--trunk-lean -5..8deg --pace 5:00",
    ] {
        fits(&format!("sweep {range}"), 0);
    }
    for muscle in musclerun::embedded::evidence().muscles().iter() {
        let name = muscle.key();
        if muscle.force_published() {
            fits(&format!("reduce {name} --pace 5:00 --mass 70 --distance 10k"), 0);
        }
        fits(&format!("train {name} --pace 5:00 --mass 70"), 0);
    }
    for plan in ["", "--for achilles --mass 70", "--for shin --goal half --days mon,wed,sat"] {
        fits(&format!("plan {plan}"), 0);
    }
}

#[test]
fn every_recorded_run_fits_a_terminal() {
    let mut files = Vec::new();
    for folder in ["fit", "gpx", "tcx"] {
        let folder = Path::new("tests/fuzz/seeds").join(folder);
        for entry in fs::read_dir(folder).expect("the seeds") {
            files.push(entry.expect("an entry").path().display().to_string());
        }
    }
    files.push(hilly_run());
    for file in &files {
        for more in ["", "--rank-by peak", "--rank-by mean --units mi"] {
            fits(&format!("run {file} --mass 70kg --any-sport {more}"), 0);
        }
    }
    let hilly = hilly_run();
    fits(&format!("run {hilly} --mass 70 --by 1km"), 11);
    fits(&format!("compare {hilly} {hilly} --mass 70"), 0);
}

/// A file of ten kilometres over hills with a walk in it, that lies deep in folders.
fn hilly_run() -> String {
    use std::fmt::Write;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("the/runs/of/a/whole/year/2025");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let mut points = String::new();
    for second in (0..3_600).step_by(5) {
        let at = f64::from(second);
        let speed = if (1_800..1_900).contains(&second) { 1.2 } else { 2.9 };
        let latitude = 51.0 + at * speed / 111_200.0;
        let altitude = 100.0 + 40.0 * (at / 200.0).sin();
        let (hour, minute, second) = (8 + second / 3_600, second / 60 % 60, second % 60);
        write!(
            points,
            "<trkpt lat=\"{latitude:.6}\" lon=\"7\"><ele>{altitude:.1}</ele>\
             <time>2025-08-16T{hour:02}:{minute:02}:{second:02}Z</time></trkpt>"
        )
        .expect("a text takes it");
    }
    let file = folder.join("a long name of a run.gpx".replace(' ', "_"));
    let text = format!("<gpx version=\"1.1\"><trk><trkseg>{points}</trkseg></trk></gpx>");
    fs::write(&file, text).expect("a file can be written");
    file.display().to_string()
}

/// A log of some athletes, each with so many runs, three days apart.
fn season(athletes: usize, runs: usize) -> String {
    let first = jiff::civil::date(2026, 1, 2);
    let mut text = "name,date,pace,distance_km\n".to_owned();
    for athlete in 0..athletes {
        for run in 0..runs {
            let days = i64::try_from(3 * run).expect("few");
            let date = first.saturating_add(jiff::Span::new().days(days));
            let km = 5 + (run * 7 + athlete) % 23;
            let seconds = run % 60;
            writeln!(text, "Runner with a name {athlete},{date},5:{seconds:02},{km}")
                .expect("a text grows");
        }
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("season-{athletes}-{runs}.csv"));
    fs::write(&path, text).expect("a file can be written");
    path.display().to_string()
}

#[test]
fn every_history_fits_a_terminal_with_a_line_more_an_athlete() {
    for runs in [1, 2, 12, 130] {
        for athletes in [1, 2, 9, 40] {
            let log = season(athletes, runs);
            let listed = if athletes == 1 { 0 } else { athletes };
            for more in ["", "--by month", "--units mi --last 4w", "--acwr --foot-strike forefoot"]
            {
                let typed = format!("history {log} --athlete-column name --mass 61 {more}");
                fits(&typed, listed);
            }
        }
    }
}
