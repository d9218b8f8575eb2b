//! The licences that `musclerun licences` shows are those of every crate that the program is built from.
//!
//! `BLESS=1 cargo test --test licences` writes `data/licences.txt` anew from the crates' own files.

#![cfg(target_os = "linux")] // other systems build a few other crates

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/licences.txt");

/// What cargo tells, without a network.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {err}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The crates of the normal tree by name and version, but for the program itself, with their licences.
fn crates() -> BTreeMap<(String, String), String> {
    let tree = cargo(&["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}|{l}"]);
    let of_line = |line: &str| {
        let (package, licence) = line.split_once('|')?;
        let mut words = package.split(' ');
        let (name, version) = (words.next()?, words.next()?.trim_start_matches('v'));
        let licence = licence.trim_end_matches("(*)").trim().replace('/', " OR ");
        (name != "musclerun").then(|| ((name.to_owned(), version.to_owned()), licence))
    };
    tree.lines().filter_map(of_line).collect()
}

/// The folder of each crate by name and version.
fn folders() -> BTreeMap<(String, String), PathBuf> {
    let metadata = cargo(&["metadata", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let of_package = |package: &serde_json::Value| {
        let folder =
            Path::new(&text(&package["manifest_path"])).parent().expect("a folder").to_owned();
        ((text(&package["name"]), text(&package["version"])), folder)
    };
    packages.iter().map(of_package).collect()
}

/// The text that goes with a crate: of MIT where that may be chosen, and what holds besides.
fn licence_text(folder: &Path, licence: &str) -> String {
    let files = fs::read_dir(folder).expect("the crate is there").filter_map(|entry| {
        let path = entry.expect("an entry").path();
        let name = path.file_name()?.to_str()?.to_uppercase();
        (name.starts_with("LICEN") || name == "COPYING").then_some((name, path))
    });
    let files: BTreeMap<String, PathBuf> = files.filter(|(_, path)| path.is_file()).collect();
    let mut chosen: Vec<&String> = files.keys().filter(|name| name.contains("MIT")).collect();
    chosen.truncate(1);
    if chosen.is_empty() {
        chosen.extend(files.keys().next());
    }
    if licence.contains(" AND ") {
        chosen
            .extend(files.keys().filter(|name| !name.contains("MIT") && !name.contains("APACHE")));
    }
    let text = |name: &&String| fs::read_to_string(&files[*name]).expect("a licence");
    chosen.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn written() -> String {
    let folders = folders();
    // a text without its copyright lines, and the crates under it, each with its own
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((name, version), licence) in crates() {
        let text = licence_text(&folders[&(name.clone(), version)], &licence);
        let is_copyright = |line: &&str| {
            line.trim().to_lowercase().starts_with("copyright (c)")
                || line.trim().starts_with("Copyright 2")
        };
        let copyright: Vec<&str> = text.lines().filter(is_copyright).map(str::trim).collect();
        let body: Vec<&str> =
            text.lines().filter(|line| !is_copyright(line)).map(str::trim).collect();
        let body = body.join("\n").trim().to_owned();
        let mut entry = format!("{name}: {licence}\n");
        for line in copyright {
            let _ = writeln!(entry, "    {line}");
        }
        // as words, however the lines are broken
        let same = texts
            .keys()
            .find(|known| known.split_whitespace().eq(body.split_whitespace()))
            .cloned();
        texts.entry(same.unwrap_or(body)).or_default().push(entry);
    }
    let mut written = "musclerun is under the MIT licence. The program holds code of these crates and one font; below each group of them \
                       stands its licence.\n"
        .to_owned();
    for (body, entries) in &texts {
        let body = if body.is_empty() {
            "(no text comes with the crate; https://spdx.org/licenses/MIT.html)"
        } else {
            body
        };
        let _ = write!(written, "\n{}\n{}\n", entries.concat(), body);
    }
    let font = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/fonts/OFL.txt"));
    if let Ok(font) = font {
        let _ = write!(written, "\nThe font:\n\n{}\n", font.trim());
    }
    written
}

#[test]
fn the_licences_name_every_crate_of_the_program() {
    let crates = crates();
    assert!(crates.len() > 40, "only {} crates", crates.len());
    let is_overwritten = std::env::var_os("BLESS").is_some();
    if is_overwritten {
        fs::write(KEPT, written()).expect("the file can be written");
    }
    let kept = fs::read_to_string(KEPT).expect("the file of licences");
    let lines: BTreeSet<&str> = kept.lines().collect();
    let expected: BTreeSet<String> =
        crates.iter().map(|((name, _), licence)| format!("{name}: {licence}")).collect();
    let missing: Vec<&String> =
        expected.iter().filter(|line| !lines.contains(line.as_str())).collect();
    assert!(missing.is_empty(), "not in data/licences.txt: {missing:#?}");
    let output = Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .arg("licences")
        .output()
        .expect("the program is built");
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(shown == kept || is_overwritten, "the program shows another text");
}
