//! Two runs side by side: `musclerun compare` against the calculator, against sums by hand, and against itself the
//! other way round.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use musclerun::embedded;
use serde_json::Value;

fn command(arguments: &[&str], columns: usize) -> Output {
    Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .args(arguments)
        .env("COLUMNS", columns.to_string())
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary is built")
}

#[track_caller]
fn done(arguments: &[&str]) -> String {
    let output = command(arguments, 80);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// What is said of arguments that are refused with this exit code.
#[track_caller]
fn refused(arguments: &[&str], code: i32) -> String {
    let output = command(arguments, 80);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    String::from_utf8(output.stderr).expect("messages are UTF-8")
}

type Rows = Vec<BTreeMap<String, String>>;

/// The rows of a CSV.
fn rows(csv: &str) -> Rows {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.deserialize();
    rows.collect::<Result<Rows, _>>().expect("sound CSV")
}

#[track_caller]
fn compared(arguments: &[&str]) -> Rows {
    let typed = [&["compare"], arguments, &["--format", "csv"]].concat();
    rows(&done(&typed))
}

/// The row of a muscle and a quantity.
#[track_caller]
fn of<'r>(rows: &'r Rows, muscle: &str, quantity: &str) -> &'r BTreeMap<String, String> {
    let is_it =
        |row: &&BTreeMap<String, String>| row["muscle"] == muscle && row["quantity"] == quantity;
    let found = rows.iter().find(is_it);
    found.unwrap_or_else(|| panic!("no {quantity} of {muscle}"))
}

#[track_caller]
fn number(row: &BTreeMap<String, String>, name: &str) -> f64 {
    let cell = &row[name];
    cell.parse().unwrap_or_else(|_| panic!("{name} is {cell:?} in {row:?}"))
}

const HEADER: &str = "muscle,name,part_of,kind,quantity,unit,a,sd_a,b,sd_b,difference,ratio,exceeds_spread,grade_a,grade_b,\
                      extrapolated_a,extrapolated_b,no_figure_for,sources";

const HILL: &[&str] = &["pace=5:00", "pace=4:20,terrain=uphill", "--mass", "70"];
const TURNED: &[&str] = &["pace=4:20,terrain=uphill", "pace=5:00", "--mass", "70"];

#[test]
fn the_columns_are_a_contract() {
    let csv = done(&["compare", "mass=70", "mass=72", "-p5:00", "-fcsv"]);
    assert_eq!(csv.lines().next(), Some(HEADER));
    let tsv = done(&["compare", "mass=70", "mass=72", "-p5:00", "-ftsv"]);
    assert_eq!(tsv.lines().next(), Some(&*HEADER.replace(',', "\t")));
    let bare = done(&["compare", "mass=70", "mass=72", "-p5:00", "-fcsv", "--no-header"]);
    assert_eq!(csv.strip_prefix(&format!("{HEADER}\n")), Some(&*bare));
    // in the order of CSV whatever the format
    let line = done(&["compare", "mass=70", "mass=72", "-p5:00", "-fjsonl", "-n1"]);
    let names = line.lines().next().expect("a line");
    let places = HEADER.split(',').map(|name| names.find(&format!("\"{name}\":")));
    let places: Vec<usize> = places.collect::<Option<_>>().expect("every column");
    assert!(places.is_sorted());
}

#[test]
fn turned_round_differences_negate_and_ratios_invert() {
    let (there, back) = (compared(HILL), compared(TURNED));
    assert_eq!(there.len(), back.len());
    let mut differing = 0;
    for row in &there {
        let turned = of(&back, &row["muscle"], &row["quantity"]);
        assert_eq!([&row["a"], &row["sd_a"]], [&turned["b"], &turned["sd_b"]]);
        assert_eq!(row["grade_a"], turned["grade_b"]);
        for same in ["exceeds_spread", "no_figure_for", "unit"] {
            assert_eq!(row[same], turned[same]);
        }
        if row["difference"].is_empty() {
            assert!(turned["difference"].is_empty() && turned["ratio"].is_empty());
            continue;
        }
        let sum = number(row, "difference") + number(turned, "difference");
        assert!(sum.abs() < 1e-9, "{row:?}");
        let product = number(row, "ratio") * number(turned, "ratio");
        assert!((product - 1.0).abs() < 0.002, "{row:?}");
        differing += 1;
    }
    assert!(differing > 10, "only {differing}");
}

#[test]
fn a_run_beside_itself_is_the_same() {
    let same = "pace=4:00,gradient=4%,terrain=trail,step-rate=104%";
    let rows = compared(&[same, same, "--mass", "70", "--distance", "10k"]);
    assert_eq!(rows.len(), 16 * 3);
    for row in &rows {
        assert_eq!(number(row, "difference").to_string(), "0", "{row:?}");
        assert_eq!(row["ratio"], "1.000");
        assert_eq!(row["exceeds_spread"], "false");
        // nothing differs, so nothing that differs lacks a figure
        assert_eq!(row["no_figure_for"], "");
    }
}

#[test]
fn both_sides_are_what_the_calculator_says() {
    let rows_of =
        |typed: &[&str]| rows(&done(&[typed, &["--mass", "70", "-d10k", "-fcsv"]].concat()));
    let a = rows_of(&["--pace", "5:00"]);
    let b = rows_of(&["--pace", "4:20", "--terrain", "uphill"]);
    let both = compared(&[HILL, &["-d10k"]].concat());
    assert_eq!(both.len(), 3 * a.len());
    for (side, calculated) in [("a", a), ("b", b)] {
        for row in &calculated {
            let peak = of(&both, &row["muscle"], "peak");
            assert_eq!(peak[side], row["peak_bw"]);
            assert_eq!(peak[&format!("sd_{side}")], row["sd_bw"]);
            assert_eq!(peak[&format!("grade_{side}")], row["grade"]);
            assert_eq!(peak[&format!("extrapolated_{side}")], row["extrapolated"]);
            assert_eq!(of(&both, &row["muscle"], "impulse")[side], row["impulse_bw_s"]);
            assert_eq!(of(&both, &row["muscle"], "cumulative")[side], row["cumulative_kn_s"]);
        }
    }
}

#[test]
fn newtons_stand_beside_body_weights_where_masses_differ() {
    let rows = compared(&["mass=70", "mass=77", "--pace", "5:00"]);
    let peak = of(&rows, "soleus", "peak");
    assert_eq!([&*peak["ratio"], &peak["difference"]], ["1.000", "0.000"]);
    let newtons = of(&rows, "soleus", "peak_newtons");
    assert_eq!([&*newtons["unit"], &newtons["ratio"]], ["n", "1.100"]);
    let weights = number(peak, "a");
    assert!((number(newtons, "a") - weights * 70.0 * 9.80665).abs() < 1.0);
    assert!((number(newtons, "b") - weights * 77.0 * 9.80665).abs() < 1.0);
    let alike = compared(&["pace=5:00", "pace=4:00", "--mass", "70"]);
    assert!(alike.iter().all(|row| row["quantity"] != "peak_newtons"));
}

/// The difference against the root of the sum of the squared deviations, by the numbers of the row.
#[test]
fn beyond_the_spread_is_what_the_numbers_say() {
    let typed = ["pace=7:30", "pace=3:00", "--mass", "70"];
    let rows = compared(&typed);
    let hamstrings = of(&rows, "hamstrings", "peak");
    // 2.15 ± 0.36 and 4.9 ± 0.8 or thereabouts: far apart
    assert_eq!(hamstrings["exceeds_spread"], "true");
    let soleus =
        of(&compared(&["pace=5:00", "pace=4:50", "--mass", "70"]), "soleus", "peak").clone();
    assert_eq!(soleus["exceeds_spread"], "false");
    let mut told = [0, 0];
    for row in &rows {
        let spread = number(row, "sd_a").hypot(number(row, "sd_b"));
        let apart = number(row, "difference").abs();
        // rounding to the last decimal may decide where both are nearly the same
        if (apart - spread).abs() > 0.002 {
            assert_eq!(row["exceeds_spread"], (apart > spread).to_string(), "{row:?}");
            told[usize::from(apart > spread)] += 1;
        }
    }
    assert!(told[0] > 3 && told[1] > 3, "{told:?}");
}

#[test]
fn what_nobody_published_is_unknown_and_not_the_same() {
    let rows = compared(&["pace=5:00", "pace=5:00,terrain=uphill", "--mass", "70"]);
    let iliopsoas = of(&rows, "iliopsoas", "peak");
    assert_eq!(iliopsoas["a"], iliopsoas["b"]);
    for unknown in ["difference", "ratio", "exceeds_spread"] {
        assert_eq!(iliopsoas[unknown], "", "{unknown}");
    }
    assert_eq!(iliopsoas["no_figure_for"], "gradient");
    let soleus = of(&rows, "soleus", "peak");
    assert_eq!(soleus["no_figure_for"], "");
    assert!(number(soleus, "ratio") > 1.0);
    let text =
        done(&["compare", "pace=5:00", "pace=5:00,terrain=uphill", "--mass", "70", "--notes"]);
    let text = text.replace("\n  ", " ");
    let note = "No published figure for the gradient, whose part in the difference is unknown, not none: Iliopsoas";
    assert!(text.contains(note), "{text}");
    // of a hill that both climb the difference owes nothing to what is unknown
    let rows = compared(&["pace=5:00", "pace=4:30", "--mass", "70", "--terrain", "uphill"]);
    let iliopsoas = of(&rows, "iliopsoas", "peak");
    assert_eq!(iliopsoas["no_figure_for"], "");
    assert!(number(iliopsoas, "ratio") > 1.0);
}

#[test]
fn a_pair_stands_in_for_what_is_shared() {
    let head = |typed: &[&str]| {
        let text = done(&[&["compare"], typed].concat());
        let b = text.lines().find(|line| line.starts_with('B'));
        b.expect("a line for B").to_owned()
    };
    let shared = ["--pace", "5:00", "--mass", "70", "--terrain", "uphill"];
    let with = |pairs: &str| head(&[&["mass=70", pairs], &shared[..]].concat());
    assert!(with("mass=80,pace=4:00").starts_with("B: 4:00/km (15.0 km/h) · 80 kg · uphill +5 %"));
    assert!(with("speed=4m/s").contains("4:10/km (14.4 km/h)"));
    assert!(with("gradient=-6%").contains("downhill -6 %"));
    assert!(with("terrain=flat").contains("· flat ·"));
    assert!(with("step_rate=180").contains("180 steps/min"));
}

#[test]
fn the_largest_change_comes_first_and_the_unknown_last() {
    let rows = compared(HILL);
    let changes = rows.iter().filter(|row| row["quantity"] == "peak");
    let changes: Vec<Option<f64>> =
        changes.map(|row| Some(row["ratio"].parse::<f64>().ok()?.ln().abs())).collect();
    let known: Vec<f64> = changes.iter().copied().flatten().collect();
    assert!(changes[..known.len()].iter().all(Option::is_some));
    // tendons and joints stand apart, behind the muscles
    let muscles = &known[..known.len().saturating_sub(3)];
    assert!(muscles.len() > 8 && muscles.is_sorted_by(|a, b| *a >= b - 0.002), "{known:?}");
    let by_peak = compared(&[HILL, &["--rank-by", "peak", "--top", "1"]].concat());
    assert!(by_peak.iter().all(|row| row["muscle"] == "soleus"));
    let parts = compared(&[HILL, &["--muscles", "quads", "--detail"]].concat());
    assert_eq!(of(&parts, "vasti", "peak")["part_of"], "quadriceps");
}

#[test]
fn a_document_has_both_runs_and_every_row() {
    let text = done(&[&["compare"], HILL, &["--json", "--top", "2"]].concat());
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["schema"], 2);
    assert_eq!(document["a"]["conditions"]["terrain"], "flat");
    assert_eq!(document["b"]["conditions"]["terrain"], "uphill");
    let comparisons = document["comparisons"].as_array().expect("a list");
    assert_eq!(comparisons.len(), 2 * 2);
    let cited = |key: &Value| {
        let mut sources = document["sources"].as_array().expect("a list").iter();
        sources.any(|source| source["study"] == *key)
    };
    for row in comparisons {
        assert!(row["sources"].as_array().expect("a list").iter().all(cited));
    }
    let notes = document["notes"].as_array().expect("a list");
    for kind in ["spread", "meaning"] {
        assert_eq!(notes.iter().filter(|note| note["kind"] == kind).count(), 1, "{kind}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_can() {
    let said = |typed: &[&str]| refused(&[&["compare"], typed].concat(), 2);
    let neither = said(&["morning", "pace=5:00", "--mass", "70"]);
    assert!(neither.contains("'morning' for '<A>'"), "{neither}");
    assert!(
        neither.contains("FIT, GPX or TCX file") && neither.contains("pace=5:00,terrain=uphill")
    );
    let cases: &[(&[&str], &[&str])] = &[
        (&["terrain=flat", "pace=4:00", "-m70"], &["'<A>'", "--pace"]),
        (&["pace=5:00", "pace=5:60", "-m70"], &["'pace=5:60' for '<B>'", "60 seconds"]),
        (&["pace=5:00", "pace=1:00", "-m70"], &["<B> pace=1:00", "16.67 m/s"]),
        (&["pce=5:00", "pace=5:00", "-m70"], &["'pce=5:00'", "did you mean pace?"]),
        (&["pace=5:00,mass=7x", "pace=5:00"], &["'mass=7x' for '<A>'"]),
        (&["pace=5:00,", "pace=5:00", "-m70"], &["is no pair"]),
        (&["pace=5:00,pace=5:00", "pace=5:00", "-m70"], &["twice"]),
        (&["pace=5:00,speed=3m/s", "pace=5:00", "-m70"], &["pace and speed"]),
        (&["pace=5:00,terrain=hill", "pace=5:00", "-m70"], &["did you mean uphill?"]),
        (&["Cargo.toml", "pace=5:00", "-m70"], &["'<B>'", "two files or two sets"]),
        (&["pace=5:00", "Cargo.toml", "-m70"], &["'<B>'", "two files or two sets"]),
        (&["pace=5:00", "pace=4:00", "-m70", "--smooth", "50m"], &["--smooth goes with files"]),
        (&["Cargo.toml", "Cargo.toml", "--pace", "5:00"], &["--pace goes with conditions"]),
        (&["-", "-", "-m70"], &["'<B>'", "standard input"]),
        (
            &["pace=5:00", "pace=4:00", "-m70", "--rank-by", "cumulative"],
            &["a distance or a duration"],
        ),
        (
            &["pace=5:00", "pace=4:00", "-m70", "--rank-by", "mean"],
            &["change, peak, impulse or cumulative"],
        ),
        (&["pace=5:00", "pace=4:00", "-m70", "-M", "calfs"], &["--muscles <NAMES>"]),
    ];
    for (typed, expected) in cases {
        let message = said(typed);
        for words in *expected {
            assert!(message.contains(words), "{typed:?}: {words} is not in {message}");
        }
    }
    let unreadable = refused(&["compare", "Cargo.toml", "Cargo.toml", "-m70"], 1);
    assert!(unreadable.contains("Cargo.toml: is no FIT, GPX or TCX file"), "{unreadable}");
}

#[test]
fn every_line_fits_the_terminal_and_ascii_is_ascii() {
    let runs: [&[&str]; 3] = [
        HILL,
        &["mass=70", "mass=95,pace=4:00", "--pace", "5:00", "--distance", "marathon"],
        &[
            "pace=5:00",
            "speed=8m/s,terrain=sand",
            "--mass",
            "70",
            "--detail",
            "--rank-by",
            "impulse",
        ],
    ];
    for run in runs {
        for columns in [40, 50, 60, 80, 100, 120, 200] {
            let output = command(&[&["compare"], run].concat(), columns);
            let text = String::from_utf8(output.stdout).expect("output is UTF-8");
            assert!(text.contains("change"), "{text}");
            for line in text.lines() {
                let width = line.chars().count();
                // a word of a source may be longer than the narrowest line
                let is_one_word = !line.trim_start().contains(' ');
                assert!(width <= columns || is_one_word, "{columns} {run:?}: {width} in {line:?}");
            }
            // neither side is shown without the other
            let titles = text.lines().find(|line| line.starts_with("muscle"));
            let titles = titles.expect("a line of titles");
            let shows = |side: &str| titles.contains(side);
            assert_eq!(shows("  A "), shows("  B ") || shows("  A to B "), "{titles}");
        }
        assert!(done(&[&["compare"], run, &["--ascii"]].concat()).is_ascii());
    }
}

/// A place to write to that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("musclerun-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a file can be written");
        path.to_str().expect("a path in UTF-8").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A run northwards at a speed, m/s, on a gradient, percent, with 85 strides of one leg a minute.
fn gpx(seconds: u32, m_per_s: f64, gradient_pct: f64) -> String {
    let mut text = String::from(
        "<gpx version=\"1.1\" xmlns:t=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\">\
         <trk><type>running</type><trkseg>\n",
    );
    for second in 0..=seconds {
        let metres = f64::from(second) * m_per_s;
        let latitude = 50.0 + metres / 111_229.0;
        let altitude = 100.0 + metres * gradient_pct / 100.0;
        let (hour, minute) = (6 + second / 3600, second / 60 % 60);
        writeln!(
            text,
            "<trkpt lat=\"{latitude:.7}\" lon=\"6\"><ele>{altitude:.2}</ele>\
             <time>2026-05-01T{hour:02}:{minute:02}:{:02}Z</time><extensions><t:TrackPointExtension><t:cad>85</t:cad>\
             </t:TrackPointExtension></extensions></trkpt>",
            second % 60
        )
        .expect("a string takes it");
    }
    text + "</trkseg></trk></gpx>\n"
}

#[test]
fn two_recorded_runs_differ_as_they_were_run() {
    let folder = Folder::new("compare-files");
    let short = folder.write("short.gpx", &gpx(1200, 3.0, 0.0));
    let long = folder.write("long=twice.gpx", &gpx(2400, 3.0, 0.0));
    let rows = compared(&[&short, &long, "--mass", "70"]);
    let quantities: Vec<&str> = rows[..4].iter().map(|row| &*row["quantity"]).collect();
    assert_eq!(quantities, ["cumulative", "mean_peak", "highest_peak", "easy_distance"]);
    for row in &rows {
        let doubles = ["cumulative", "easy_distance"].contains(&&*row["quantity"]);
        let expected = if doubles { 2.0 } else { 1.0 };
        assert!((number(row, "ratio") - expected).abs() < 0.01, "{row:?}");
        match &*row["quantity"] {
            // twice as much is more than the spread, but for the shin, of which models say anything
            "cumulative" if row["muscle"] == "tibialis_anterior" => {}
            "cumulative" => assert_eq!(row["exceeds_spread"], "true", "{row:?}"),
            // the spread of easy kilometres is not published
            "easy_distance" => assert_eq!(row["exceeds_spread"], "", "{row:?}"),
            _ => assert_eq!(row["exceeds_spread"], "false", "{row:?}"),
        }
    }
    // each side is what `run` says of it
    let alone = rows_of_run(&short);
    for row in rows.iter().filter(|row| row["quantity"] == "cumulative") {
        let own = &alone[&format!("{}_cumulative_kn_s", row["muscle"])];
        assert_eq!(row["a"], *own);
    }
    let text = done(&["compare", &short, &long, "--mass", "70"]);
    assert!(text.starts_with("A: ") && text.contains("short.gpx"), "{text}");
    let document = done(&["compare", &short, &long, "--mass", "70", "--json"]);
    let document: Value = serde_json::from_str(&document).expect("JSON");
    let metres = |side: &str| document[side]["activity"]["distance_m"].as_f64().expect("a number");
    assert!((metres("b") / metres("a") - 2.0).abs() < 0.01);
}

fn rows_of_run(file: &str) -> BTreeMap<String, String> {
    let csv = done(&["run", file, "--mass", "70", "--format", "csv"]);
    rows(&csv).remove(0)
}

#[test]
fn a_hill_in_one_file_is_marked_where_nobody_published_its_effect() {
    let folder = Folder::new("compare-hill");
    let flat = folder.write("flat.gpx", &gpx(1200, 3.0, 0.0));
    let hill = folder.write("hill.gpx", &gpx(1200, 3.0, 4.0));
    let rows = compared(&[&flat, &hill, "--mass", "70"]);
    assert!(of(&rows, "iliopsoas", "mean_peak")["no_figure_for"].contains("gradient"));
    assert!(!of(&rows, "soleus", "mean_peak")["no_figure_for"].contains("gradient"));
    let level = compared(&[&flat, &hill, "--mass", "70", "--gradient", "0%"]);
    let iliopsoas = of(&level, "iliopsoas", "mean_peak");
    assert!(!iliopsoas["no_figure_for"].contains("gradient"), "{iliopsoas:?}");
    // without a mass in body weights alone
    let weights = compared(&[&flat, &hill]);
    assert_eq!(of(&weights, "soleus", "cumulative")["unit"], "bw_s");
    assert_eq!(of(&rows, "soleus", "cumulative")["unit"], "kn_s");
}

#[test]
fn the_library_compares_what_it_is_given() {
    use musclerun::answer::RankBy;
    use musclerun::answer::calculate::{Question, Report};
    use musclerun::answer::compare::{ComparedQuantity, Comparison, Pair, RankError};
    use musclerun::conditions::Conditions;
    use musclerun::units::Speed;

    let report = |m_per_s| {
        let conditions = Conditions::new(Speed::from_m_per_s(m_per_s).expect("in bounds"))
            .with_mass("70".parse().expect("a mass"));
        let question = Question { with_impulse: true, ..Question::new(conditions) };
        Report::new(embedded::evidence(), question).expect("an answer")
    };
    let pair = || Pair::Conditions(Box::new([report(3.0), report(4.0)]));
    let compared = Comparison::new(pair(), RankBy::Change, Some(3)).expect("a comparison");
    assert_eq!(compared.rows.len(), 3);
    assert_eq!(compared.quantities, [ComparedQuantity::Peak, ComparedQuantity::Impulse]);
    for row in &compared.rows {
        let peak = compared.ranked(row);
        let (a, b) = (peak.a.expect("a figure"), peak.b.expect("a figure"));
        let difference = peak.difference().expect("a difference");
        assert!((difference - (b.value - a.value)).abs() < 1e-12);
        assert_eq!(compared.figure(row), peak.ratio().map(|ratio| ratio.ln().abs()));
    }
    let refused = Comparison::new(pair(), RankBy::Cumulative, None).map(|_| ());
    assert_eq!(refused, Err(RankError::NoRunLength));
}
