//! Two runs side by side as a picture: one scale for both maps, a line for every muscle, room for every word.
//!
//! The pictures under `tests/golden/compare_*.svg` are compared line by line. After a change that is meant,
//! `BLESS=1 cargo test --test compare_picture` writes them anew; look at them before they are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[path = "common/picture.rs"]
mod page;
#[path = "common/tables.rs"]
mod tables;

use musclerun::embedded;
use page::{elements, has_room, texts};

fn command(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .arg("compare")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the binary is built")
}

#[track_caller]
fn written(arguments: &[&str], format: &str) -> Vec<u8> {
    let output = command(&[arguments, &["--format", format]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    output.stdout
}

#[track_caller]
fn picture(arguments: &[&str]) -> String {
    String::from_utf8(written(arguments, "svg")).expect("the picture is UTF-8")
}

const DOWNHILL: &[&str] = &["pace=5:00", "pace=5:00,gradient=-6%", "--mass=70"];
const MASSES: &[&str] = &["mass=80,pace=5:00", "mass=62,pace=4:20,terrain=uphill"];
const DETAIL: &[&str] = &["pace=5:00", "pace=3:40,terrain=trail", "--mass=70", "--detail"];
const SAME: &[&str] = &["pace=5:00", "pace=5:00", "--mass=70"];
const FAST: &[&str] = &["pace=8:00", "speed=9m/s", "--mass=154lb", "--units=mi"];
const TOP: &[&str] = &["pace=6:00", "pace=4:00", "--mass=70", "--top=3"];
const STUDY: &[&str] = &["pace=6:00", "pace=4:00", "--mass=70", "--study=lenhart2014"];
const WITHOUT: &[&str] = &["pace=6:00", "pace=4:00", "--mass=70", "--muscles=core"];
const FILES: &[&str] = &["tests/run/hills.gpx", "tests/run/hills.gpx", "--mass=70"];

const ALL: [&[&str]; 9] = [DOWNHILL, MASSES, DETAIL, SAME, FAST, TOP, STUDY, WITHOUT, FILES];

/// The rows of the comparison of the quantity that is drawn.
fn rows(arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let csv = written(arguments, "csv");
    let mut reader = csv::Reader::from_reader(&*csv);
    let rows = reader.deserialize();
    let mut rows: Vec<BTreeMap<String, String>> =
        rows.collect::<Result<_, _>>().expect("sound CSV");
    let quantities = ["peak_newtons", "mean_peak", "peak"];
    let is_there = |quantity: &&&str| rows.iter().any(|row| row["quantity"] == **quantity);
    let drawn = quantities.iter().find(is_there).expect("a peak force");
    rows.retain(|row| row["quantity"] == *drawn);
    rows
}

#[test]
fn the_pictures_are_the_golden_ones() {
    let golden = [("compare_downhill.svg", DOWNHILL), ("compare_masses.svg", MASSES)];
    for (name, arguments) in golden {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        let drawn = picture(&[arguments, &["--data", tables::FOLDER]].concat());
        let drawn = drawn.replace(&tables::evidence().checksum(), "[CHECKSUM]");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &drawn).expect("the golden folder");
        }
        let kept = fs::read_to_string(&path).expect("a golden picture");
        for (number, (drawn, kept)) in drawn.lines().zip(kept.lines()).enumerate() {
            assert_eq!(drawn, kept, "{name}, line {}", number + 1);
        }
        assert_eq!(drawn.lines().count(), kept.lines().count(), "{name}");
    }
}

/// The fills of each map by muscle; `prefix` begins the ids of the map.
fn fills(svg: &str, prefix: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut fills: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, attributes) in elements(svg) {
        let id = attributes.get("id").and_then(|id| id.strip_prefix(prefix));
        let key = id.and_then(|id| id.split('.').next());
        let is_muscle = |key: &&str| embedded::evidence().muscles().by_key(key).is_some();
        if let Some(key) = key.filter(is_muscle) {
            let fill = attributes.get("fill").expect("a muscle is filled");
            let of_key = fills.entry(key.to_owned()).or_default();
            of_key.insert(fill.clone());
        }
    }
    fills
}

#[test]
fn both_maps_have_one_scale() {
    // the same force has the same colour at both sides, and across muscles a larger one never a lighter one
    let svg = picture(SAME);
    assert_eq!(fills(&svg, "a-"), fills(&svg, "b-"));
    assert_eq!(svg.matches("url(#map-scale)").count(), 1, "one legend");
    for arguments in [DOWNHILL, MASSES, DETAIL] {
        let svg = picture(arguments);
        let mut shades: Vec<(f64, u32)> = Vec::new();
        for (prefix, side) in [("a-", "a"), ("b-", "b")] {
            let fills = fills(&svg, prefix);
            for row in rows(arguments) {
                let Some(fills) = fills.get(&row["muscle"]) else {
                    continue;
                };
                let fill = fills.first().expect("a fill");
                let channels = [1, 3, 5].map(|at| u32::from_str_radix(&fill[at..at + 2], 16));
                let sum = channels.into_iter().map(|channel| channel.expect("a colour"));
                let force = row[side].parse().expect("a force");
                shades.push((force, sum.sum()));
            }
        }
        shades.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert!(shades.len() > 15, "only {}", shades.len());
        for pair in shades.windows(2) {
            let rounding = 2;
            assert!(pair[1].1 <= pair[0].1 + rounding, "{pair:?}");
        }
    }
}

#[test]
fn muscles_without_a_force_are_hatched_on_both_maps() {
    let hatched = BTreeSet::from(["url(#map-hatch)".to_owned()]);
    for arguments in [DOWNHILL, FILES] {
        let svg = picture(arguments);
        for prefix in ["a-", "b-"] {
            for (key, fills) in fills(&svg, prefix) {
                let muscle = embedded::evidence().muscles().by_key(&key);
                let is_published = muscle.expect("a muscle").force_published();
                assert_eq!(fills == hatched, !is_published, "{key}");
            }
        }
    }
}

#[test]
fn every_muscle_has_one_line_drawn_as_its_change_is_known() {
    for arguments in ALL {
        let svg = picture(arguments);
        let lines: BTreeMap<String, String> = elements(&svg)
            .into_iter()
            .filter_map(|(_, attributes)| {
                let key = attributes.get("id")?.strip_prefix("slope-")?.to_owned();
                Some((key, attributes["class"].clone()))
            })
            .collect();
        assert_eq!(svg.matches("class=\"slope ").count(), lines.len());
        let rows = rows(arguments);
        let charted: Vec<_> = rows.iter().filter(|row| !row["a"].is_empty()).collect();
        assert_eq!(lines.len(), charted.len().min(16), "{arguments:?}");
        for (i, row) in rows.iter().enumerate() {
            let Some(class) = lines.get(&row["muscle"]) else {
                let below = texts(&svg).into_iter().map(|text| text.what);
                let below = below.collect::<Vec<_>>().join(" ");
                let at = below.find("Not in the chart:").expect("a note");
                let muscle = embedded::evidence().muscles().by_key(&row["muscle"]);
                let name = muscle.expect("a muscle").short_name();
                assert!(below[at..].contains(name), "{name}: {below}");
                assert!(i >= 13 || row["a"].is_empty(), "{arguments:?}");
                continue;
            };
            let expected = match (&*row["difference"], &*row["exceeds_spread"]) {
                ("", _) => "slope unknown",
                (_, "true") => "slope beyond",
                (_, "false") => "slope within",
                _ => "slope no-spread",
            };
            assert_eq!(class, expected, "{row:?}");
        }
    }
}

#[test]
fn steeper_lines_join_forces_that_lie_further_apart() {
    let svg = picture(MASSES);
    let rows = rows(MASSES);
    let mut scales = Vec::new();
    for (_, attributes) in elements(&svg) {
        let Some(key) = attributes.get("id").and_then(|id| id.strip_prefix("slope-")) else {
            continue;
        };
        let places = attributes["d"].replace(['M', 'L'], " ");
        let places: Vec<f64> =
            places.split_whitespace().map(|number| number.parse().expect("a coordinate")).collect();
        let row = rows.iter().find(|row| row["muscle"] == key);
        let row = row.expect("a muscle of the comparison");
        let force = |side: &str| row[side].parse::<f64>().expect("a force");
        scales.push((force("a") - force("b"), places[3] - places[1]));
    }
    let largest = scales.iter().max_by(|one, other| one.0.abs().total_cmp(&other.0.abs()));
    let (force, rise) = *largest.expect("a line");
    for (other_force, other_rise) in scales {
        let expected = other_force * rise / force;
        assert!((other_rise - expected).abs() < 0.3, "{other_rise} {expected}");
    }
}

#[test]
fn no_text_touches_another_or_leaves_the_page() {
    for arguments in ALL {
        has_room(&picture(arguments));
    }
}

#[test]
fn ids_are_unique_and_nothing_is_fetched() {
    for arguments in ALL {
        let svg = picture(arguments);
        let mut ids = BTreeSet::new();
        for (name, attributes) in elements(&svg) {
            assert!(!matches!(&*name, "script" | "image" | "use" | "style"));
            for (attribute, value) in attributes {
                assert!(!attribute.ends_with("href"), "{value}");
                if attribute != "xmlns" {
                    assert!(!value.contains("://"), "{attribute}={value}");
                }
                if attribute == "id" {
                    assert!(ids.insert(value.clone()), "{value} twice");
                }
            }
        }
    }
}

#[test]
fn the_picture_says_what_a_and_b_are_and_what_the_numbers_are_not() {
    let words = texts(&picture(MASSES));
    let words: Vec<&str> = words.iter().map(|text| &*text.what).collect();
    let words = words.join(" ");
    for expected in [
        "80 kg",
        "62 kg",
        "uphill +5 %",
        "newtons",
        "6,000",
        "not an injury forecast",
        "beyond the spread",
    ] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
}

#[test]
fn the_same_runs_give_the_same_bytes_in_a_file_too() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("compare.svg");
    let typed = path.to_str().expect("a path in UTF-8");
    let output = command(&[DETAIL, &["-o", typed]].concat());
    assert!(output.status.success(), "{output:?}");
    let file = fs::read_to_string(&path).expect("the picture");
    assert_eq!(file, picture(DETAIL));
}

#[cfg(feature = "png")]
#[test]
fn pixels_are_twice_as_many_as_units_and_hold_the_letters() {
    let (size, pixels) = page::pixels(&written(TOP, "png"));
    let [width, height] = size.map(|length| length / 2);
    let size = format!("width=\"{width}\" height=\"{height}\"");
    assert!(picture(TOP).contains(&size), "{size}");
    // every seventh pixel tells as much as all; without outlines there would be no letters
    let is_ink = |pixel: &&[u8; 3]| **pixel == [0x1b, 0x1f, 0x26];
    let ink = pixels.iter().step_by(7).filter(is_ink).count();
    assert!(ink > 1000, "only {ink}");
}
