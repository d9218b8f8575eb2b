//! The exports of watches and web sites in their makers' shapes: recognised, and every row read as it was meant.

use std::fs;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use musclerun::conditions::Terrain;
use musclerun::training_log::{Defaults, LogOptions, LogRow, LoggedRun, RowReader};
use musclerun::units::{LengthUnit, StepRate};

use crate::common::{Folder, Table, batch, calculated};

/// A row that the file beside a sample says something of.
struct Expected {
    line: usize,
    speed: f64,
    step_rate: Option<f64>,
    terrain: String,
    mass: Option<f64>,
    status: String,
}

/// A sample and what must be read from it.
struct Sample {
    /// Such as `garmin-de-km`.
    name: String,
    path: String,
    header: Vec<String>,
    /// The line that each row begins in, and its cells.
    rows: Vec<(usize, Vec<String>)>,
    expected: Vec<Expected>,
}

impl Sample {
    fn named(name: &str) -> Self {
        let folder = folder();
        let path = folder.join(format!("{name}.csv"));
        let text = fs::read_to_string(&path).expect("a sample in UTF-8");
        let mut rows = rows(text.trim_start_matches('\u{feff}'));
        let (_, header) = rows.remove(0);
        let expected = folder.join(format!("{name}.expected.csv"));
        let expected = Table::of(&fs::read_to_string(expected).expect("what is expected"), b',');
        let expected = (0..expected.rows.len()).map(|row| Expected {
            line: expected.cell(row, "line").parse().expect("a line"),
            speed: expected.cell(row, "speed_m_s").parse().unwrap_or(f64::NAN),
            step_rate: expected.cell(row, "step_rate_spm").parse().ok(),
            terrain: expected.cell(row, "terrain").to_owned(),
            mass: expected.cell(row, "mass_kg").parse().ok(),
            status: expected.cell(row, "status").to_owned(),
        });
        Self {
            name: name.to_owned(),
            path: path.to_str().expect("a path in UTF-8").to_owned(),
            header,
            rows,
            expected: expected.collect(),
        }
    }

    /// All samples: as many as lie there.
    fn all() -> Vec<Self> {
        let mut names: Vec<String> = fs::read_dir(folder())
            .expect("the samples")
            .map(|entry| entry.expect("a sample").file_name())
            .filter_map(|name| Some(name.to_str()?.strip_suffix(".expected.csv")?.to_owned()))
            .collect();
        names.sort();
        assert!(names.len() >= 26, "only {} samples", names.len());
        names.iter().map(|name| Self::named(name)).collect()
    }

    fn of_status<'s>(&'s self, status: &'s str) -> impl Iterator<Item = &'s Expected> {
        self.expected.iter().filter(move |row| row.status == status)
    }

    fn cells(&self, line: usize) -> &[String] {
        let found = self.rows.iter().find(|(begun, _)| *begun == line);
        let (_, cells) = found.unwrap_or_else(|| panic!("{}: no row at line {line}", self.name));
        cells
    }

    /// The library's plan for it.
    fn plan(&self) -> RowReader {
        let reading = LogOptions {
            defaults: Defaults { mass: "70".parse().ok(), ..Defaults::default() },
            ..LogOptions::default()
        };
        let sample: Vec<StringRecord> = self.rows.iter().map(|(_, cells)| record(cells)).collect();
        RowReader::new(&record(&self.header), &sample, b',', &reading).expect("a plan")
    }

    fn run(&self, plan: &RowReader, line: usize) -> LoggedRun {
        let cells = self.cells(line);
        match plan.read(cells.len(), &|i| cells.get(i).map_or("", String::as_str)) {
            LogRow::Run(run) => run,
            other => panic!("{}:{line}: {other:?}", self.name),
        }
    }
}

fn record(cells: &[String]) -> StringRecord {
    cells.iter().collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/batch/dialects")
}

/// The rows of a well-formed file and the lines they begin in: a line with an odd number of quotation marks goes on.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut begun, mut row) = (1, String::new());
    for (line, piece) in (1..).zip(text.split_inclusive('\n')) {
        if row.is_empty() {
            begun = line;
        }
        row.push_str(piece);
        if row.matches('"').count() % 2 == 0 {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
            if let Some(record) = reader.records().next() {
                let record = record.expect("a row");
                rows.push((begun, record.iter().map(str::to_owned).collect()));
            }
            row.clear();
        }
    }
    rows
}

/// Whether two figures are one but for rounding: 0.2 %, and half a unit of the last place of each.
fn is_near(left: f64, right: f64, unit: f64) -> bool {
    (left - right).abs() <= right.abs() * 0.002 + unit
}

#[test]
fn every_sample_is_recognised_as_its_export_and_language() {
    for sample in Sample::all() {
        let parts: Vec<&str> = sample.name.split('-').collect();
        let ended = batch(&["--mass", "70kg", &sample.path]);
        let said =
            format!("note: {}: read as an export of {} ({})\n", sample.path, parts[0], parts[1]);
        assert!(ended.err.starts_with(&said), "{}: {}", sample.name, ended.err);
    }
}

#[test]
fn garmin_accounts_in_kilometres_and_miles_are_told_apart_and_said() {
    let mut told = 0;
    for sample in Sample::all() {
        let unit = match sample.name.split('-').nth(2) {
            Some("km") if sample.name.starts_with("garmin") => "kilometres",
            Some("mi") if sample.name.starts_with("garmin") => "miles",
            _ => continue,
        };
        let said = format!("distances are {unit}, by steps and stride length of 4 rows");
        batch(&["--mass", "70kg", &sample.path]).says(&said);
        told += 1;
    }
    assert!(told >= 10, "only {told} Garmin samples");
}

#[test]
fn exactly_the_expected_rows_of_every_sample_are_computed_refused_and_skipped() {
    for sample in Sample::all() {
        let (name, path) = (&sample.name, &sample.path);
        let runs: Vec<usize> = sample.of_status("run").map(|row| row.line).collect();
        let refused: Vec<usize> = sample.of_status("refused").map(|row| row.line).collect();
        let ended = batch(&["--mass", "70kg", path]).ends(if refused.is_empty() { 0 } else { 3 });

        let computed = ended.table();
        assert_eq!(computed.rows.len(), runs.len(), "{name}: {}", ended.err);
        for (row, line) in computed.rows.iter().zip(&runs) {
            assert_eq!(row[..sample.header.len()], *sample.cells(*line), "{name}:{line}");
        }
        let place = |message: &str| {
            let behind = message.strip_prefix(&format!("error: {path}:"))?;
            behind.split(':').next()?.parse::<usize>().ok()
        };
        let said: Vec<usize> = ended.err.lines().filter_map(place).collect();
        assert_eq!(said, refused, "{name}: {}", ended.err);
        let skipped = sample.rows.len() - runs.len() - refused.len();
        assert_eq!(ended.counts(), [runs.len(), refused.len(), skipped], "{name}");
        // those of another sport are named, each word with its number
        let named = ended.err.rsplit_once('(').filter(|_| skipped > 0);
        let named = named.map_or("", |(_, named)| named.trim_end().trim_end_matches(')'));
        let number = |word: &str| word.rsplit_once(' ')?.1.parse::<usize>().ok();
        let numbers: usize = named.split(", ").filter_map(number).sum();
        assert_eq!(numbers, skipped, "{name}: {}", ended.err);
    }
}

#[test]
fn every_run_of_every_sample_has_the_expected_speed_step_rate_terrain_and_mass() {
    for sample in Sample::all() {
        let plan = sample.plan();
        for row in sample.of_status("run") {
            let place = format!("{}:{}", sample.name, row.line);
            let conditions = sample.run(&plan, row.line).conditions;
            let speed = conditions.speed().m_per_s();
            assert!((speed - row.speed).abs() < 0.0011, "{place}: {speed} m/s");
            match (conditions.step_rate(), row.step_rate) {
                (StepRate::PerMinute(found), Some(expected)) => {
                    assert!((found.value() - expected).abs() < 0.051, "{place}: {found:?}");
                }
                (found, expected) => assert!(
                    found == StepRate::default() && expected.is_none(),
                    "{place}: {found:?}, not {expected:?}"
                ),
            }
            let terrain: Terrain = row.terrain.parse().expect("a terrain");
            assert_eq!(conditions.course().terrain(), terrain, "{place}");
            let mass = conditions.mass().expect("a mass").kilograms();
            assert!((mass - row.mass.unwrap_or(70.0)).abs() < 0.051, "{place}: {mass} kg");
        }
    }
}

#[test]
fn every_run_of_every_sample_has_the_loads_that_the_calculator_gives() {
    for sample in Sample::all() {
        let computed = batch(&["--mass", "70kg", "-q", "peak,impulse", &sample.path]).table();
        for (i, row) in sample.of_status("run").enumerate() {
            let mut arguments = vec![
                format!("--speed={}m/s", row.speed),
                format!("--mass={}", row.mass.unwrap_or(70.0)),
                format!("--terrain={}", row.terrain),
                "--json".to_owned(),
            ];
            arguments.extend(row.step_rate.map(|rate| format!("--step-rate={rate}")));
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let answer: serde_json::Value =
                serde_json::from_str(calculated(&arguments).out()).expect("a document");
            let loads = answer["loads"].as_array().expect("loads");
            assert!(loads.len() > 5, "only {} loads", loads.len());
            for load in loads {
                let muscle = load["muscle"].as_str().expect("a name");
                for (field, unit) in [("peak_bw", 0.001), ("peak_n", 1.0), ("impulse_bw_s", 0.0001)]
                {
                    let Some(expected) = load[field].as_f64() else {
                        continue;
                    };
                    let found = computed.number(i, &format!("{muscle}_{field}"));
                    assert!(
                        is_near(found, expected, unit),
                        "{}:{}: {muscle}_{field} is {found}, not {expected}",
                        sample.name,
                        row.line
                    );
                }
            }
        }
    }
}

#[test]
fn units_override_what_the_steps_of_a_garmin_account_say() {
    let sample = Sample::named("garmin-en-km");
    // the slowest runs are below walking when the same pace is for a mile
    let ended = batch(&["--mass", "70kg", "--units", "mi", &sample.path])
        .says("distances are miles, as asked for");
    let by_mile = ended.table();
    let pace = by_mile.cell(0, "Avg Pace").to_owned();
    let single = calculated(&["--pace", &format!("{pace}/mi"), "--mass=70kg", "-r166", "--json"]);
    let single: serde_json::Value = serde_json::from_str(single.out()).expect("a document");
    let soleus = single["loads"].as_array().expect("loads").iter();
    let soleus = soleus.clone().find(|load| load["muscle"] == "soleus");
    let expected = soleus.expect("the soleus")["peak_bw"].as_f64();
    assert!(
        expected.is_some_and(|expected| is_near(
            by_mile.number(0, "soleus_peak_bw"),
            expected,
            0.0
        )),
        "{} at {pace}/mi",
        by_mile.cell(0, "soleus_peak_bw")
    );
    batch(&["--mass", "70kg", "--units", "km", &sample.path])
        .says("distances are kilometres, as asked for");
}

#[test]
fn units_leave_a_distance_with_a_unit_in_its_header_alone() {
    let sample = Sample::named("runkeeper-en-km");
    let plain = batch(&["--mass", "70kg", &sample.path]);
    let with_units = batch(&["--mass", "70kg", "--units", "mi", &sample.path]);
    assert_eq!(plain.out(), with_units.out());
}

#[test]
fn units_are_those_of_a_bare_pace_as_in_the_calculator() {
    let folder = Folder::new("bare-pace");
    let path = folder.file("runs.csv", "pace,mass_kg\n8:03,70\n8:03/km,70\n");
    let rows = batch(&["--units", "mi", &path, "-M", "soleus"]).table();
    let single =
        calculated(&["--pace=8:03", "--units=mi", "--mass=70kg", "-Msoleus", "--format=csv"]);
    assert_eq!(rows.cell(0, "soleus_peak_bw"), single.table().cell(0, "peak_bw"));
    let single = calculated(&["--pace=8:03/km", "--mass=70kg", "-Msoleus", "--format=csv"]);
    assert_eq!(rows.cell(1, "soleus_peak_bw"), single.table().cell(0, "peak_bw"));
}

#[test]
fn from_forces_an_export_whose_header_does_not_show_it() {
    let folder = Folder::new("forced");
    // without the required Elapsed Time no Strava export; one leg's strides only by the dialect
    let text = "Activity Type,Average Speed,Average Cadence\nRun,3.0,85\n";
    let path = folder.file("cut.csv", text);
    let unforced = batch(&["--mass", "70kg", &path]).ends(1);
    assert!(unforced.out().is_empty(), "{}", unforced.out());
    let forced =
        batch(&["--mass", "70kg", "--from", "strava", &path, "-q", "peak", "-M", "glutes"]).ends(0);
    let rows = forced.says("read as an export of strava (en)").table();
    let single =
        calculated(&["--speed=3m/s", "--mass=70kg", "-r170", "-Mglutes", "--format=csv"]).table();
    assert!(!single.rows.is_empty());
    for i in 0..single.rows.len() {
        let name = format!("{}_peak_bw", single.cell(i, "muscle"));
        assert_eq!(rows.cell(0, &name), single.cell(i, "peak_bw"), "{name}");
    }
}

#[test]
fn an_export_that_there_is_not_is_refused_with_those_there_are() {
    let folder = Folder::new("no-export");
    let path = folder.file("runs.csv", "pace,mass_kg\n5:00,70\n");
    let ended = batch(&["--from", "stravva", &path])
        .says("\"stravva\" is no dialect")
        .says("strava, garmin, runkeeper, polar");
    assert!(matches!(ended.code, Some(1 | 2)), "{ended:?}");
    assert!(ended.bytes.is_empty());
}

#[test]
fn the_two_unit_systems_of_the_library_are_decided_alike() {
    let sample = Sample::named("garmin-en-mi");
    let reading = LogOptions {
        units: Some(LengthUnit::Mile),
        defaults: Defaults { mass: "70".parse().ok(), ..Defaults::default() },
        ..LogOptions::default()
    };
    let asked = RowReader::new(&record(&sample.header), &[], b',', &reading).expect("a plan");
    let decided = sample.plan();
    for row in sample.of_status("run") {
        assert_eq!(
            sample.run(&asked, row.line),
            sample.run(&decided, row.line),
            "line {}",
            row.line
        );
    }
}

#[test]
fn the_real_strava_export_beside_the_checkout_gives_its_speed_and_step_rate() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/strava-export/activities.csv");
    let Ok(text) = fs::read_to_string(&path) else {
        // the export is not part of the checkout
        return;
    };
    let mut all = rows(text.trim_start_matches('\u{feff}'));
    let (_, header) = all.remove(0);
    let sample = Sample {
        name: "the real export".to_owned(),
        path: path.to_str().expect("a path in UTF-8").to_owned(),
        header,
        rows: all,
        expected: Vec::new(),
    };
    assert_eq!(sample.rows.len(), 1);
    let run = sample.run(&sample.plan(), sample.rows[0].0).conditions;
    assert!((run.speed().m_per_s() - 2.355).abs() < 0.0005, "{:?}", run.speed());
    let StepRate::PerMinute(steps) = run.step_rate() else {
        panic!("{:?}", run.step_rate());
    };
    assert!((steps.value() - 142.5).abs() < 0.05, "{steps:?}");
    let ended = batch(&["--mass", "70kg", &sample.path]).ends(0);
    let rows = ended.says("strava (en)").table();
    let single = calculated(&[
        "--speed=2.355031967163086m/s",
        "--mass=70kg",
        "-r142.51809692382812",
        "--format=csv",
    ])
    .table();
    for i in 0..single.rows.len() {
        let name = format!("{}_peak_bw", single.cell(i, "muscle"));
        assert_eq!(rows.cell(0, &name), single.cell(i, "peak_bw"), "{name}");
    }
}
