//! What people and programs see: every format, every width, every list and the errors, as files to be read.
//!
//! Each file of `tests/snapshots` holds commands and their whole output: at 80 columns, in the folders `columns_60` and
//! `columns_140` at those, in `locale_c` in a locale without UTF-8. After a change that is meant,
//! `TRYCMD=overwrite cargo test --test snapshots` writes them anew; read the difference before it is kept.

use std::fs;
use std::path::Path;

/// The folders under `tests/snapshots` with the width and the locale that their commands run in.
const FOLDERS: [(&str, &str, &str); 4] = [
    ("", "80", "C.UTF-8"),
    ("columns_60", "60", "C.UTF-8"),
    ("columns_140", "140", "C.UTF-8"),
    ("locale_c", "80", "C"),
];

fn compare(pattern: &str, columns: &str, locale: &str) {
    let checksum = musclerun::embedded::evidence().checksum();
    let cases = trycmd::TestCases::new();
    cases
        .env("COLUMNS", columns)
        .env("LC_ALL", locale)
        .env("NO_COLOR", "1")
        .case(pattern)
        // a word in a note of a table is no change of the output
        .insert_var("[CHECKSUM]", checksum)
        .expect("the checksum is a plain word");
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
            &[
                "--pace",
                "5:00",
                "--terrain",
                "downhill",
                "--distance",
                "10k",
            ],
            &[
                "--speed",
                "8m/s",
                "--terrain",
                "sand",
                "--rank-by",
                "impulse",
            ],
            &["--pace", "5:00", "--explain", "--terrain", "uphill"],
            &[
                "--pace",
                "8:03/mi",
                "--distance",
                "marathon",
                "--step-rate",
                "105%",
            ],
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
