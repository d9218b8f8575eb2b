//! Planned courses: files without times, run at an even pace, against the same distance on the level.

// other tests need more of it
#[allow(dead_code)]
mod common;

use std::fs;

use common::{Folder, Table, fed, musclerun};

/// A course that goes due north, a point every so many metres, with the height at each.
fn course(points: usize, apart_m: f64, height_m: impl Fn(f64) -> f64) -> String {
    let points = (0..points).map(|i| {
        #[allow(clippy::cast_precision_loss)]
        let metres = i as f64 * apart_m;
        let latitude = 47.0 + (metres / 6_371_008.8).to_degrees();
        let height = height_m(metres);
        format!("<trkpt lat=\"{latitude:.7}\" lon=\"8\"><ele>{height:.1}</ele></trkpt>\n")
    });
    let points: Vec<String> = points.collect();
    format!("<gpx><trk><trkseg>\n{}</trkseg></trk></gpx>\n", points.concat())
}

#[track_caller]
fn table(file: &str, more: &[&str]) -> Table {
    let arguments = [&["run", file, "--mass", "70kg", "--format", "csv"], more].concat();
    fed(&mut musclerun(&arguments), b"").ends(0).table()
}

#[test]
fn a_level_course_asks_as_much_as_the_level_at_every_pace() {
    let folder = Folder::new("level");
    let file = folder.file("level.gpx", course(401, 25.0, |_| 100.0));
    for pace in ["--pace=3:30", "--pace=5:00", "--pace=9:00", "--time=50:00"] {
        let table = table(&file, &[pace]);
        assert_eq!(table.column("split").len(), 10, "{pace}");
        for row in 0..10 {
            for muscle in ["soleus", "quadriceps", "achilles"] {
                let ratio = table.number(row, &format!("{muscle}_level_ratio"));
                assert!((ratio - 1.0).abs() < 0.002, "{pace} {muscle}: {ratio}");
            }
            assert!(table.number(row, "walking_s").abs() < 1e-9, "{pace}");
        }
    }
}

#[test]
fn time_and_pace_say_the_same_and_the_speed_is_even() {
    let folder = Folder::new("even");
    // sparse points over hills: 100 m apart, 20 m up and down each kilometre
    let wave = |metres: f64| 100.0 + 20.0 * (metres / 1000.0 * std::f64::consts::TAU).sin();
    let file = folder.file("hills.gpx", course(101, 100.0, wave));
    let by_time = table(&file, &["--time", "50:00"]);
    let by_pace = table(&file, &["--pace", "5:00/km"]);
    for row in 0..10 {
        let (one, other) = (
            by_time.number(row, "soleus_cumulative_kn_s"),
            by_pace.number(row, "soleus_cumulative_kn_s"),
        );
        assert!((one - other).abs() <= 0.002 * one, "{one} {other}");
        assert!((by_time.number(row, "moving_s") - 300.0).abs() < 1.0);
        assert_eq!(by_pace.cell(row, "pace"), "5:00/km");
        assert_eq!(by_time.cell(row, "start"), "");
    }
    let in_miles = table(&file, &["--pace", "8:00", "--units", "mi"]);
    assert_eq!(in_miles.cell(0, "pace"), "8:00/mi");
    assert_eq!(in_miles.cell(0, "split"), "mi 1");
}

#[test]
fn the_kilometre_that_asks_most_is_told_and_splits_add_up_to_the_whole() {
    let folder = Folder::new("most");
    // level, but for the fourth kilometre: 60 m down
    let drop = |metres: f64| 200.0 - 0.06 * (metres - 3000.0).clamp(0.0, 1000.0);
    let file = folder.file("drop.gpx", course(701, 10.0, drop));
    let splits = table(&file, &["--pace", "5:00"]);
    let ratios: Vec<f64> = (0..7).map(|row| splits.number(row, "quadriceps_level_ratio")).collect();
    let most = (0..7).max_by(|a, b| ratios[*a].total_cmp(&ratios[*b]));
    assert_eq!(most, Some(3), "{ratios:?}");
    assert!(ratios[3] > 1.05, "{ratios:?}");
    assert!(splits.number(3, "soleus_level_ratio") < 1.0);
    let whole = table(&file, &["--pace", "5:00", "--by", "100km"]);
    let sum: f64 = (0..7).map(|row| splits.number(row, "quadriceps_cumulative_kn_s")).sum();
    assert!((sum - whole.number(0, "quadriceps_cumulative_kn_s")).abs() < 0.1);

    let text = fed(&mut musclerun(&["run", &file, "--pace", "5:00", "--mass", "70"]), b"").ends(0);
    assert!(text.out().contains("Kilometre 4 asks most"), "{}", text.out());
    let lines = text.out().lines().count();
    assert!(lines <= 24 + 7, "{lines} lines:\n{}", text.out());
    assert!(text.out().lines().all(|line| line.chars().count() <= 80));
    let html =
        fed(&mut musclerun(&["run", &file, "--pace", "5:00", "--mass", "70", "-f", "html"]), b"")
            .ends(0);
    assert!(
        html.out().contains("Kilometre 4 asks most") && html.out().contains("Against the level")
    );
}

#[test]
fn without_a_pace_a_course_is_refused_with_what_to_type_and_none_is_made_of_no_places() {
    let folder = Folder::new("refused");
    let file = folder.file("course.gpx", course(50, 25.0, |_| 0.0));
    let ended = fed(&mut musclerun(&["run", &file, "--mass", "70"]), b"");
    ended.ends(1).says("no time").says("--time").says("--pace");
    for (content, plan) in [
        (course(1, 25.0, |_| 0.0), "--pace=5:00"),
        (course(50, 0.0, |_| 0.0), "--time=50:00"),
        (course(50, 25.0, |_| 0.0), "--time=0:01"),
        (course(50, 25.0, |_| 0.0), "--time=9:00:00"),
        ("<gpx/>".to_owned(), "--pace=5:00"),
    ] {
        let file = folder.file("bad.gpx", content);
        fed(&mut musclerun(&["run", &file, "--mass", "70", plan]), b"").ends(1);
    }
    fed(&mut musclerun(&["run", &file, "--pace", "5:00", "--time", "1:00:00"]), b"").ends(2);
}

#[test]
fn a_recorded_run_is_a_course_too_where_a_pace_is_given() {
    let recorded = fs::read_to_string("tests/run/hills.gpx").expect("a run");
    let folder = Folder::new("recorded");
    let stripped: Vec<&str> =
        recorded
            .split("<time>")
            .enumerate()
            .map(|(i, part)| {
                if i == 0 {
                    part
                } else {
                    part.split_once("</time>").map_or(part, |(_, rest)| rest)
                }
            })
            .collect();
    let course = folder.file("course.gpx", stripped.concat());
    let [one, other] =
        ["tests/run/hills.gpx", &course].map(|file| table(file, &["--pace", "5:00"]));
    for row in 0..3 {
        let [a, b] = [&one, &other].map(|table| table.number(row, "soleus_cumulative_kn_s"));
        assert!((a - b).abs() <= 0.002 * a, "{a} {b}");
    }
}

/// A recorded run from a day on at 5:33 a kilometre, with a point every 30 m.
fn recorded(day: u32, points: usize, height_m: Option<&dyn Fn(f64) -> f64>) -> String {
    let start = jiff::civil::date(2026, 3, 1).at(7, 0, 0, 0) + jiff::Span::new().days(day);
    let points = (0..points).map(|i| {
        #[allow(clippy::cast_precision_loss)]
        let metres = i as f64 * 30.0;
        let latitude = 47.0 + (metres / 6_371_008.8).to_degrees();
        let height = height_m
            .map_or_else(String::new, |height_m| format!("<ele>{:.1}</ele>", height_m(metres)));
        let time = start + jiff::Span::new().seconds(i64::try_from(i).expect("small") * 10);
        format!("<trkpt lat=\"{latitude:.7}\" lon=\"8\">{height}<time>{time}Z</time></trkpt>\n")
    });
    let points: Vec<String> = points.collect();
    format!("<gpx><trk><type>running</type><trkseg>\n{}</trkseg></trk></gpx>\n", points.concat())
}

#[test]
fn a_course_is_held_against_what_eight_weeks_held_downhill() {
    let folder = Folder::new("against");
    let wave = |up: f64| move |metres: f64| 100.0 + up * (metres / 159.0).sin();
    let file = folder.file("course.gpx", course(801, 25.0, wave(9.0)));
    fs::create_dir(folder.path("runs")).expect("a folder");
    let mut runs = Vec::new();
    // 57 days, 56 days and nothing before the last; one without altitude
    for (day, up, points) in [(0, 9.0, 700), (1, 9.0, 300), (56, 9.0, 650), (56, 3.0, 400)] {
        let name = format!("runs/{}.gpx", runs.len());
        let path = folder.file(&name, recorded(day, points, Some(&wave(up))));
        runs.push((day, path));
    }
    let blind = folder.file("runs/blind.gpx", recorded(40, 900, None));
    let against = folder.path("runs");
    let told = table(&file, &["--pace", "5:33", "--by", "100km", "--against", &against]);
    let downhill = |table: &Table, muscle: &str| {
        table.number(0, &format!("{muscle}_cumulative_bw_s"))
            * table.number(0, &format!("{muscle}_downhill_share"))
    };
    for muscle in ["quadriceps", "soleus", "hamstrings", "achilles"] {
        let asked = downhill(&told, muscle);
        let of_runs: Vec<f64> = runs
            .iter()
            .filter(|(day, _)| *day > 0)
            .map(|(_, path)| downhill(&table(path, &[]), muscle) / asked)
            .collect();
        let held = told.number(0, &format!("{muscle}_downhill_held_ratio"));
        let sum: f64 = of_runs.iter().sum();
        assert!((held - sum).abs() < 0.005 * sum, "{muscle}: {held} {sum}");
        let nearest = told.number(0, &format!("{muscle}_downhill_nearest_ratio"));
        assert!((nearest - of_runs[1]).abs() < 0.005 * nearest, "{of_runs:?}");
        assert!((nearest - 1.0).abs() < (of_runs[0] - 1.0).abs());
        let name = told.cell(0, &format!("{muscle}_downhill_nearest_run"));
        assert_eq!(name, runs[2].1, "{muscle}");
    }
    // every split tells of the whole, and other runs of nothing
    let splits = table(&file, &["--pace", "5:33", "--against", &against]);
    assert!(splits.rows.len() > 10);
    for row in 0..splits.rows.len() {
        let name = "quadriceps_downhill_held_ratio";
        assert_eq!(splits.cell(row, name), told.cell(0, name));
    }
    let other = table(&runs[0].1, &[]);
    assert_eq!(other.cell(0, "quadriceps_downhill_held_ratio"), "");
    // in words and in a report
    let typed = ["run", &file, "--pace", "5:33", "--mass", "70", "--against", &against];
    let text = fed(&mut musclerun(&typed), b"").ends(0);
    let words = text.out().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The 8 weeks to 26 April 2026 held"), "{words}");
    assert!(words.contains("8 weeks nearest"), "{words}");
    assert!(text.out().lines().all(|line| line.chars().count() <= 80));
    let html = fed(&mut musclerun(&[&typed[..], &["-f", "html"]].concat()), b"").ends(0);
    assert!(html.out().contains("Nearest run"));
    let notes = fed(&mut musclerun(&[&typed[..], &["--notes"]].concat()), b"").ends(0);
    assert!(notes.out().contains("Of 1 run of the 8 weeks no altitude is known"));
    // of runs without altitude nothing is told, nor of a course on the level
    for (course, against) in [
        (&*file, &*blind),
        (&*file, "tests/history/weeks.csv"),
        (&*folder.file("level.gpx", self::course(201, 25.0, |_| 10.0)), &*against),
    ] {
        let told = table(course, &["--pace", "5:33", "--against", against]);
        for name in ["held_ratio", "nearest_ratio", "nearest_run"] {
            let cell = told.cell(0, &format!("quadriceps_downhill_{name}"));
            assert_eq!(cell, "", "{course} {against}");
        }
    }
}

#[test]
fn a_course_is_held_against_the_runs_of_one_person_that_are_there() {
    let folder = Folder::new("whose");
    let file = folder.file("course.gpx", course(201, 25.0, |metres| 200.0 - 0.03 * metres));
    for name in ["Anna", "Ben"] {
        fs::create_dir_all(folder.path(&format!("team/{name}"))).expect("a folder");
        let down = |metres: f64| 300.0 - 0.03 * metres;
        folder.file(&format!("team/{name}/a.gpx"), recorded(0, 200, Some(&down)));
    }
    let team = folder.path("team");
    let run =
        |more: &[&str]| fed(&mut musclerun(&[&["run", &file, "--against"], more].concat()), b"");
    run(&[&team, "--pace", "5:00"]).ends(2).says("2 people (Anna, Ben)");
    run(&[&format!("{team}/Anna"), "--pace", "5:00"]).ends(0);
    run(&[&format!("{team}/**/*.gpx"), "--pace", "5:00"]).ends(0);
    run(&["no/such/folder", "--pace", "5:00"]).ends(2).says("--against");
    run(&[&team]).ends(2).says("--time");
}
