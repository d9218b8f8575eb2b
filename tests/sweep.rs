//! `musclerun sweep`: every point is an answer of the calculator, every row of the data is a point, and every form of
//! output says so.
//!
//! The pictures under `tests/golden/sweep_*.svg` are compared line by line. After a change that is meant,
//! `BLESS=1 cargo test --test sweep` writes them anew; look at them before they are kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[path = "common/picture.rs"]
mod page;
#[path = "common/tables.rs"]
mod tables;

use page::elements;

use musclerun::answer::Selection;
use musclerun::answer::sweep::{Coverage, Sweep, SweepQuestion, SweepRange, ValueOrRange};
use musclerun::evidence::{Basis, Effect, Quantity};
use musclerun::units::{LengthUnit, Speed, TypedSpeed};

fn run(arguments: &[&str], columns: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .args(arguments)
        .env("COLUMNS", columns)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary is built")
}

fn musclerun(arguments: &[&str]) -> String {
    let output = run(arguments, "80");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// The rows of a CSV text, each by the names of its columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize().map(|row| row.expect("a row"));
    rows.collect()
}

fn swept(speeds: &str) -> SweepRange {
    let given: ValueOrRange<TypedSpeed> = speeds.parse().expect("a range of speeds");
    let second = given.second.expect("two ends");
    SweepRange::speed(given.first, second).expect("two different ends in one unit")
}

fn question(swept: SweepRange) -> SweepQuestion {
    SweepQuestion {
        speed: Some(Speed::from_m_per_s(3.3).expect("a running speed")),
        selection: Selection::default().detail(true),
        ..SweepQuestion::new(swept)
    }
}

fn sweep(swept: SweepRange) -> Sweep<'static> {
    Sweep::new(musclerun::embedded::evidence(), question(swept)).expect("a range within bounds")
}

/// How a place of a range is asked of the calculator: by its number as written, or by the exact speed of a row.
fn asked(option: &str, row: &BTreeMap<String, String>) -> Vec<String> {
    let x = &row["x"];
    match (option, row["unit"].as_str()) {
        // 1000 over a speed is rarely a whole number of milliseconds
        ("--pace", unit) if row["at_row"] == "true" => {
            assert!(unit.starts_with("s/"));
            vec![format!("--speed={}m/s", row["speed_m_s"])]
        }
        ("--pace", unit) => {
            let seconds: f64 = x.parse().expect("a number of seconds");
            let minutes = (seconds / 60.0).floor();
            let rest = seconds - 60.0 * minutes;
            let per = unit.trim_start_matches("s/");
            vec![format!("--pace={minutes}:{rest:06.3}/{per}")]
        }
        (_, "% of typical") => vec![format!("{option}={x}%")],
        (_, "steps/min") => vec![format!("{option}={x}")],
        (_, unit) => vec![format!("{option}={x}{unit}")],
    }
}

#[test]
fn every_point_is_what_the_calculator_says_there() {
    for (option, range, fixed) in [
        ("--speed", "2.2..7.5m/s", &["--mass=70"][..]),
        ("--pace", "7:00..3:30", &["--mass=70", "--gradient=6%"]),
        ("--pace", "6:10..12:00/mi", &["--mass=154lb"]),
        ("--gradient", "-20..20", &["--pace=5:30", "--mass=81.5", "--terrain=treadmill"]),
        ("--step-rate", "85..115", &["--pace=5:00", "--mass=70"]),
    ] {
        let mut arguments = vec!["sweep", option, range, "--steps=31", "--format=csv"];
        arguments.extend(fixed);
        let mut points: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
        for row in rows(&musclerun(&arguments)) {
            points.entry(row["x"].clone()).or_default().push(row);
        }
        assert!(points.len() >= 31, "{range}: {}", points.len());
        for (x, mut muscles) in points {
            let at_row = muscles.iter().any(|row| row["is_knot"] == "true");
            for row in &mut muscles {
                row.insert("at_row".to_owned(), at_row.to_string());
            }
            let place = asked(option, &muscles[0]);
            let mut arguments: Vec<&str> = place.iter().map(String::as_str).collect();
            arguments.extend(fixed);
            arguments.push("--format=csv");
            let answers = rows(&musclerun(&arguments));
            for row in &muscles {
                let answer = answers.iter().find(|load| load["muscle"] == row["muscle"]);
                let answer = answer.expect("the calculator knows every muscle");
                for name in [
                    "name",
                    "phase",
                    "peak_bw",
                    "sd_bw",
                    "sd_is_lower_bound",
                    "peak_n",
                    "grade",
                    "extrapolated",
                    "no_figure_for",
                    "speed_m_s",
                    "mass_kg",
                    "gradient_pct",
                    "terrain",
                    "step_rate_spm",
                    "tables",
                ] {
                    assert_eq!(row[name], answer[name], "{range} at {x}: {name}");
                }
            }
        }
    }
}

#[test]
fn every_row_of_the_data_in_the_range_is_a_point_and_no_other_point_is_marked() {
    let evidence = musclerun::embedded::evidence();
    let sweep = sweep(swept("2..9.5m/s"));
    let mut found = 0;
    for series in &sweep.series {
        let rows: Vec<_> = evidence
            .effect_rows()
            .filter(|(muscle, _, effect, quantity, _)| {
                muscle.key() == series.muscle.key()
                    && *effect == Effect::Speed
                    && *quantity == Quantity::Peak
            })
            .collect();
        for point in &series.points {
            let row = rows.iter().find(|(_, phase, _, _, row)| {
                *phase == point.load.phase() && row.x.to_bits() == point.grid_point.at.to_bits()
            });
            let anchor = point.load.peak().anchor();
            let on_anchor = anchor.speed_m_s.to_bits() == point.grid_point.at.to_bits();
            let name = format!("{} at {}", series.muscle.key(), point.grid_point.at);
            assert_eq!(point.is_knot(), row.is_some() || on_anchor, "{name}");
            let keys: Vec<&str> = point.knot.iter().map(|study| &*study.key).collect();
            if let Some((.., row)) = row {
                assert!(keys.contains(&&*row.source.study.key), "{name}: {keys:?}");
            }
            if on_anchor {
                assert!(keys.contains(&&*anchor.source.study.key), "{name}: {keys:?}");
                assert_eq!(point.peak_bw().to_bits(), anchor.peak_bw.to_bits(), "{name}");
            }
            found += usize::from(point.is_knot());
        }
        for (_, phase, _, _, row) in rows {
            let point =
                series.points.iter().find(|point| point.grid_point.at.to_bits() == row.x.to_bits());
            let point = point.expect("a point on every row");
            assert!(point.is_knot() || point.load.phase() != phase);
        }
    }
    assert!(found > 60, "only {found} rows");
}

#[test]
fn a_point_is_extrapolated_exactly_where_it_lies_outside_the_data() {
    let evidence = musclerun::embedded::evidence();
    for (range, effect) in
        [(swept("2..9.5m/s"), Effect::Speed), (gradients("-25..25"), Effect::Gradient)]
    {
        let sweep = sweep(range);
        for series in &sweep.series {
            for point in &series.points {
                let rows = evidence
                    .effect_rows()
                    .filter(|(muscle, phase, of, quantity, _)| {
                        muscle.key() == series.muscle.key()
                            && *phase == point.load.phase()
                            && *of == effect
                            && *quantity == Quantity::Peak
                    })
                    // of speeds, those at which groups of runners were measured
                    .filter(|(.., row)| effect != Effect::Speed || row.basis == Basis::Group);
                let places: Vec<f64> = rows.map(|(.., row)| row.x).collect();
                let at = point.grid_point.at;
                let is_outside = places.iter().all(|x| *x < at) || places.iter().all(|x| *x > at);
                let is_outside = is_outside && !places.is_empty();
                let name = format!("{} at {at}", series.muscle.key());
                assert_eq!(point.load.peak().is_extrapolated(), is_outside, "{name}");
                let expected = if places.is_empty() && at != 0.0 {
                    Coverage::NoFigure
                } else if is_outside {
                    Coverage::Beyond
                } else {
                    Coverage::Data
                };
                assert_eq!(point.coverage(), expected, "{name}");
            }
        }
    }
}

fn gradients(text: &str) -> SweepRange {
    let given: ValueOrRange<musclerun::units::Gradient> =
        text.parse().expect("a range of gradients");
    let second = given.second.expect("two ends");
    SweepRange::gradient(given.first, second, false).expect("two different ends")
}

#[test]
fn points_are_in_order_and_the_ends_are_the_ends() {
    for range in [swept("2..9.5m/s"), swept("18..10km/h"), gradients("3..-12.5")] {
        let sweep = sweep(range);
        let grid: Vec<_> = sweep.grid().collect();
        assert!(grid.windows(2).all(|pair| pair[0].at < pair[1].at));
        assert!((grid[0].x - range.from).abs() < 1e-9);
        assert!((grid[grid.len() - 1].x - range.to).abs() < 1e-9);
        for series in &sweep.series {
            assert_eq!(series.points.len(), grid.len(), "{}", series.muscle.key());
        }
    }
}

#[test]
fn a_range_reads_the_same_from_both_ends() {
    for (one, other, fixed) in [
        ("--pace=7:00..3:30", "--pace=3:30..7:00", "--mass=70"),
        ("--gradient=-10..10", "--gradient=10..-10", "--pace=5:30"),
        ("--gradient=-5..3deg", "--gradient=3deg..-5deg", "--pace=5:30"),
        ("--step-rate=90..110", "--step-rate=110%..90%", "--pace=5:30"),
        ("--speed=10..18km/h", "--speed=18km/h..10", "--mass=70"),
    ] {
        let [one, other] = [one, other].map(|range| musclerun(&["sweep", range, fixed, "--json"]));
        assert_eq!(one, other);
    }
}

#[test]
fn muscles_stand_by_their_rank_in_the_middle_of_the_range() {
    for (by, ranking) in [("peak", "peak_bw"), ("impulse", "impulse_bw_s")] {
        let by = format!("--rank-by={by}");
        let text = musclerun(&["sweep", "--pace=6:00..4:00", "--mass=70", &by, "--json"]);
        let document: serde_json::Value = serde_json::from_str(&text).expect("one JSON document");
        let series = document["series"].as_array().expect("a list");
        let found: Vec<&str> = series.iter().filter_map(|s| s["muscle"].as_str()).collect();
        let middle = musclerun(&["--pace=5:00", "--mass=70", &by, "--format=csv"]);
        let expected = rows(&middle);
        assert!(!expected[0][ranking].is_empty());
        let expected: Vec<&str> = expected.iter().map(|row| row["muscle"].as_str()).collect();
        assert_eq!(found, expected, "{by}");
    }
}

#[test]
fn pictures_show_six_muscles_with_tendons_and_joints_and_data_all_unless_told_otherwise() {
    let range = ["sweep", "--pace=7:00..3:30"];
    let svg = |more: &[&str]| {
        let text = musclerun(&[&range[..], &["--format=svg"], more].concat());
        text.matches("<g id=").count()
    };
    // and the Achilles tendon, the patellar tendon and the kneecap
    assert_eq!(svg(&[]), 6 + 3);
    assert_eq!(svg(&["--top=12"]), 12);
    assert_eq!(svg(&["--muscles=quads,glutes", "--detail"]), 6);
    let data = rows(&musclerun(&[&range[..], &["--format=csv"]].concat()));
    let mut muscles: Vec<&str> = data.iter().map(|row| row["muscle"].as_str()).collect();
    muscles.dedup();
    assert_eq!(muscles.len(), 16);
}

#[test]
fn json_and_csv_say_the_same() {
    let arguments = ["sweep", "--gradient=-12..12", "--pace=5:00", "--mass=70"];
    let text = musclerun(&[&arguments[..], &["--json"]].concat());
    let document: serde_json::Value = serde_json::from_str(&text).expect("one JSON document");
    assert_eq!(document["schema"], 2);
    assert_eq!(document["sweep"]["quantity"], "gradient");
    assert_eq!(document["sweep"]["from"], -12.0);
    assert_eq!(document["conditions"]["speed_m_s"], 3.333);
    assert_eq!(document["conditions"]["gradient_pct"], serde_json::Value::Null);
    let lines = musclerun(&[&arguments[..], &["--format=jsonl"]].concat());
    let mut lines = lines.lines();
    let csv = rows(&musclerun(&[&arguments[..], &["--format=csv"]].concat()));
    let mut csv = csv.iter();
    for series in document["series"].as_array().expect("a list") {
        for point in series["points"].as_array().expect("a list") {
            let line = lines.next().expect("a line a point");
            let line: serde_json::Value = serde_json::from_str(line).expect("an object");
            assert_eq!(line["muscle"], series["muscle"]);
            for (name, value) in point.as_object().expect("an object") {
                assert_eq!(line[name], *value, "{name}");
            }
            let row = csv.next().expect("a row a point");
            assert_eq!(row["muscle"], series["muscle"].as_str().expect("a key"));
            assert_eq!(row["is_knot"], point["is_knot"].to_string());
            let peak: f64 = row["peak_bw"].parse().expect("a number");
            assert_eq!(Some(peak), point["peak_bw"].as_f64());
        }
    }
    assert!(lines.next().is_none() && csv.next().is_none());
}

#[test]
fn what_cannot_be_swept_is_refused_and_the_end_is_named() {
    for (arguments, said) in [
        (&["--pace=7:00..1:00"][..], "the second end \"1:00\" is 16.67 m/s"),
        (&["--pace=13:00..4:00"], "the first end \"13:00\" is 1.28 m/s"),
        (&["--speed=10..18"], "the first end \"10\" has no unit"),
        (&["--speed=12..40km/h"], "the second end \"40km/h\" is 11.11 m/s"),
        (&["--speed=10km/h..5m/s"], "the ends are in km/h and m/s"),
        (&["--gradient=-40..5", "--pace=5:00"], "the first end \"-40\" is steeper than -30 %"),
        (&["--gradient=-5..5"], "--pace or --speed is needed"),
        (&["--gradient=-5..5", "--pace=5:00", "--terrain=uphill"], "is not uphill"),
        (&["--step-rate=100..120", "--pace=5:00"], "write 100%..120% (of the typical step rate)"),
        (&["--step-rate=40..90", "--pace=5:00"], "the first end \"40\" is below 100 steps"),
        (&["--step-rate=90%..180spm", "--pace=5:00"], "a range in one unit is accepted"),
        (&["--step-rate=100%..190%", "--pace=3:00"], "at 190 % of typical"),
        (&["--pace=7:00/km..6:00/mi"], "the ends are in km and mi"),
        (&["--pace=5:00..5:00"], "both ends are the same"),
        (&["--pace=..5:00"], "the first end \"\" is empty"),
        (&["--pace=6:00..5.30"], "the second end \"5.30\" could mean two things"),
        (&["--pace=1..2..3"], "the second end \"2..3\" is not a pace"),
        (
            &["--pace=5:00"],
            "one of --pace, --speed, --gradient, --step-rate and --trunk-lean takes a range",
        ),
        (&["--pace=7:00..4:00", "--gradient=-5..5"], "--pace is a range already"),
        (&["--pace=7:00..4:00", "--muscles=core"], "nobody published a force"),
        (&["--pace=7:00..4:00", "--muscles=soles"], "did you mean sol"),
        (&["--pace=7:00..4:00", "--steps=1"], "2 to 1000"),
        (&["--pace=7:00..4:00", "--steps=1001"], "2 to 1000"),
        (&["--pace=7:00..4:00", "--study=nobody"], "dorn2012"),
    ] {
        let output = run(&[&["sweep"], arguments].concat(), "80");
        let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
    }
    for arguments in [
        &["muscles", "--format=svg"][..],
        &["run", "tests/run/hills.gpx", "--mass=70", "--format=svg"],
    ] {
        let output = run(arguments, "80");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn charts_never_exceed_the_terminal() {
    for columns in 40..=200 {
        if columns > 60 && columns % 7 != 0 && columns != 200 {
            continue;
        }
        for arguments in [
            &["sweep", "--pace=7:00..3:30", "--mass=70"][..],
            &["sweep", "--gradient=-20..20", "--pace=8:00/mi", "--detail", "--top=22"],
            &["sweep", "--step-rate=150..200", "--pace=5:00", "--muscles=tfl,bflh"],
            &["sweep", "--speed=2..9.5m/s", "--top=1", "--ascii"],
        ] {
            let output = run(arguments, &columns.to_string());
            let text = String::from_utf8(output.stdout).expect("output is UTF-8");
            assert!(!text.is_empty(), "{arguments:?}");
            for line in text.lines() {
                // every character of these charts is one column wide
                let width = line.chars().count();
                assert!(width <= columns, "{columns} {arguments:?}: {width} in {line:?}");
            }
        }
    }
}

#[test]
fn charts_keep_to_ascii_where_they_are_told_to_and_colour_adds_nothing_but_colour() {
    let arguments = ["sweep", "--gradient=-20..20", "--pace=5:30", "--top=6"];
    let text = musclerun(&[&arguments[..], &["--ascii"]].concat());
    assert!(text.is_ascii());
    assert!(["O", "*", ":", "???"].iter().all(|sign| text.contains(sign)));
    let plain = musclerun(&arguments);
    assert!(!plain.contains('\u{1b}'));
    let colored = musclerun(&[&arguments[..], &["--color=always"]].concat());
    assert!(colored.contains('\u{1b}'));
    let mut stripped = String::new();
    for (i, part) in colored.split('\u{1b}').enumerate() {
        let text = part.split_once('m').map_or(part, |(_, text)| text);
        stripped.push_str(if i == 0 { part } else { text });
    }
    assert_eq!(stripped, plain);
}

#[test]
fn charts_mark_every_row_of_the_data_and_tell_what_is_unknown_apart() {
    let text = musclerun(&["sweep", "--gradient=-10..10", "--pace=5:30", "--muscles=iliopsoas"]);
    let chart = text.split("● a row").next().expect("a chart");
    assert_eq!(chart.matches('●').count(), 1, "the level alone is published\n{chart}");
    assert!(chart.contains("┈┈┈") && !chart.contains('░'), "{chart}");
    let text = musclerun(&["sweep", "--speed=2..5m/s", "--muscles=soleus"]);
    let chart = text.split("● a row").next().expect("a chart");
    assert_eq!(chart.matches('●').count(), 7, "every half from 2 to 5 m/s\n{chart}");
    assert!(chart.contains('░') && !chart.contains('┈'), "{chart}");
}

/// The pictures that are kept, by name.
const GOLDEN: [(&str, &[&str]); 3] = [
    ("sweep_pace", &["--pace=7:00..3:30", "--mass=70"]),
    ("sweep_gradient", &["--gradient=-20..20", "--pace=5:30", "--mass=70", "--top=12"]),
    (
        "sweep_steps",
        &[
            "--step-rate=85..115",
            "--pace=8:00/mi",
            "--mass=154lb",
            "--muscles=quads,soleus,glutes",
            "--detail",
        ],
    ),
];

#[test]
fn pictures_are_those_that_are_kept() {
    let checksum = tables::evidence().checksum();
    for (name, arguments) in GOLDEN {
        let written = ["sweep", "--format=svg", "--data", tables::FOLDER];
        let svg = musclerun(&[&written, arguments].concat());
        let svg = svg.replace(&checksum, "[CHECKSUM]");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = root.join("tests/golden").join(format!("{name}.svg"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &svg).expect("a file to bless");
        }
        let kept = fs::read_to_string(&path).expect("a picture that is kept");
        for (i, (line, kept)) in svg.lines().zip(kept.lines()).enumerate() {
            assert_eq!(line, kept, "{name}.svg, line {}", i + 1);
        }
        assert_eq!(svg.lines().count(), kept.lines().count(), "{name}.svg");
    }
}

#[test]
fn pictures_are_well_formed_and_complete_and_stay_on_the_page() {
    for (name, arguments) in GOLDEN {
        let arguments = [&["sweep"], arguments].concat();
        let svg = musclerun(&[&arguments[..], &["--format=svg"]].concat());
        // one element a line, and nothing from elsewhere
        assert!(svg.lines().count() > 100, "{name}");
        assert_eq!(svg.matches("http").count(), 1, "{name}: the name of the format alone");
        let elements = elements(&svg);
        let (root, page) = &elements[0];
        assert_eq!(root, "svg");
        let size = |name: &str| page[name].parse::<f64>().expect("a number of pixels");
        let (width, height) = (size("width"), size("height"));
        for (element, attributes) in &elements {
            for (name, limit) in [("x", width), ("cx", width), ("y", height), ("cy", height)] {
                if let Some(value) = attributes.get(name) {
                    let value: f64 = value.parse().expect("a coordinate");
                    assert!((0.0..=limit).contains(&value), "{element} {attributes:?}");
                }
            }
            let data = attributes.get("d").map_or("", String::as_str);
            for (command, points) in data.match_indices(['M', 'L']) {
                let pair = data[command + 1..].split(['L', 'H', 'V', 'Z']).next();
                let (x, y) =
                    pair.and_then(|pair| pair.split_once(' ')).expect("a pair of coordinates");
                let (x, y): (f64, f64) = (x.parse().expect("x"), y.parse().expect("y"));
                let is_inside = (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
                assert!(is_inside, "{points}{x} {y}");
            }
        }
        page::has_room(&svg);
        let mut data = rows(&musclerun(&[&arguments[..], &["--format=csv"]].concat()));
        data.retain(|row| svg.contains(&format!("<g id=\"{}\">", row["muscle"])));
        let is_knot = |row: &&BTreeMap<String, String>| row["is_knot"] == "true";
        let knots = data.iter().filter(is_knot).count();
        // and one in the legend
        assert_eq!(svg.matches("class=\"knot\"").count(), knots + 1, "{name}");
        let dashed = data.iter().any(|row| row["extrapolated"] == "true");
        assert_eq!(svg.contains("<path class=\"line beyond\""), dashed, "{name}");
        let unknown = data.iter().any(|row| !row["no_figure_for"].is_empty());
        assert_eq!(svg.contains("<path class=\"line unknown\""), unknown, "{name}");
    }
}

#[test]
fn a_file_of_that_suffix_is_a_picture() {
    let folder = std::env::temp_dir().join(format!("musclerun-sweep-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for a while");
    let path = folder.join("sweep.svg");
    let path_text = path.to_str().expect("a path in UTF-8");
    let said = musclerun(&["sweep", "--pace=7:00..3:30", "-o", path_text]);
    let written = fs::read_to_string(&path).expect("the picture");
    fs::remove_dir_all(&folder).expect("the folder is gone");
    assert!(said.is_empty());
    assert!(written.starts_with("<svg ") && written.ends_with("</svg>\n"));
}

#[cfg(feature = "png")]
#[test]
fn pixels_hold_the_letters_of_the_picture() {
    let folder = std::env::temp_dir().join(format!("musclerun-sweep-png-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for a while");
    let path = folder.join("sweep.png");
    let path_text = path.to_str().expect("a path in UTF-8");
    musclerun(&["sweep", "--pace=7:00..3:30", "-o", path_text]);
    let written = fs::read(&path).expect("the picture");
    fs::remove_dir_all(&folder).expect("the folder is gone");
    let (_, pixels) = page::pixels(&written);
    let count = |colour: [u8; 3]| pixels.iter().filter(|pixel| **pixel == colour).count();
    // title and names, small print, and lines
    for colour in [[0x1b, 0x1f, 0x26], [0x4d, 0x55, 0x62], [0x1b, 0x5e, 0x9b]] {
        assert!(count(colour) > 1000, "{colour:?}: {}", count(colour));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn any_two_paces_make_a_sweep_of_finite_figures(a in 110_u32..490, b in 110_u32..490, steps in 2_usize..40) {
        proptest::prop_assume!(a != b);
        let pace = |seconds: u32| format!("{}:{:02}", seconds / 60, seconds % 60).parse();
        let (first, second) = (pace(a).expect("a pace"), pace(b).expect("a pace"));
        let swept = SweepRange::pace(first, second, LengthUnit::Kilometre).expect("paces of running");
        let sweep = Sweep::new(
            musclerun::embedded::evidence(),
            SweepQuestion { steps, ..question(swept) },
        ).expect("a range within bounds");
        for series in &sweep.series {
            proptest::prop_assert!(series.points.len() >= steps.min(2));
            for point in &series.points {
                proptest::prop_assert!(point.peak_bw().is_finite() && point.peak_bw() > 0.0);
            }
        }
    }
}
