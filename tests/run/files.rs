//! Files as they come: several sports, chained, with fields of apps, compressed, many at once, damaged.

use crate::asked::{MASS, Steady, bears_steadily, columns_near, computed, near, noted, piped, run};
use crate::common::{Folder, gzip};
use crate::fit::{Besides, Style, USUAL, fit};
use crate::truth::{Kept, Sport, hill, level};
use crate::xml::{GpxStyle, USUAL_GPX, gpx, tcx};

fn steady() -> Kept {
    Kept::of(&[level(600, 3.5, 84.0)])
}

#[test]
fn however_fit_is_written_it_says_the_same() {
    let kept =
        Kept::of(&[level(200, 3.5, 84.0), hill(200, 3.0, 82.0, 0.04), level(200, 4.0, 87.0)]);
    let usual = computed(fit(&kept, USUAL), &[]);
    for style in [
        Style { big_endian: true, ..USUAL },
        Style { short_times: true, ..USUAL },
        Style { developer_field: true, ..USUAL },
        Style { big_endian: true, short_times: true, developer_field: true, ..USUAL },
    ] {
        let table = computed(fit(&kept, style), &[]);
        assert_eq!(table.rows, usual.rows, "{style:?}");
    }
}

#[test]
fn of_several_sports_only_running_is_computed() {
    let ride = Kept::of(&[level(900, 8.0, 70.0)]).in_sport(Sport::Cycling);
    let all = ride.then(steady().later(1000.0));
    let table = computed(fit(&all, USUAL), &[]);
    assert_eq!(table.rows.len(), 1);
    columns_near(
        &table,
        0.01,
        &[
            ("distance_m", 2100.0),
            ("running_m", 2100.0),
            ("running_s", 600.0),
            ("running_steps", 1680.0),
            ("device_distance_m", 2100.0),
        ],
    );
    bears_steadily(&table, &Steady::at(3.5, 0.0, Some(168.0)), 1680.0);
}

#[test]
fn running_before_and_after_a_ride_is_both_computed() {
    let ride = Kept::of(&[level(900, 8.0, 70.0)]).in_sport(Sport::Cycling);
    let all = steady().then(ride.later(700.0)).then(steady().later(1700.0));
    let table = computed(fit(&all, USUAL), &[]);
    let sum = |name| -> f64 { (0..table.rows.len()).map(|row| table.number(row, name)).sum() };
    near("running_m", sum("running_m"), 4200.0, 0.01);
    near("running_steps", sum("running_steps"), 3360.0, 0.01);
}

#[test]
fn chained_files_are_one_after_the_other() {
    // the watch began a new file in the middle of the run, and saved the whole in the second
    let whole = steady();
    let mut first = whole.clone();
    let mut second = whole.clone();
    first.moments.truncate(301);
    second.moments.drain(..301);
    let unsaved = Style { besides: Besides::Nothing, ..USUAL };
    let rest = Style { besides: Besides::Totals, ..USUAL };
    let chained = [fit(&first, unsaved), fit(&second, rest)].concat();
    let table = computed(chained, &[]);
    columns_near(
        &table,
        0.005,
        &[("running_m", 2100.0), ("running_s", 600.0), ("running_steps", 1680.0)],
    );
}

#[test]
fn another_sport_is_skipped_and_said_and_computed_where_asked() {
    let kept = Kept::of(&[level(600, 3.5, 84.0)]).in_sport(Sport::Cycling);
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let ended = piped(&["-", "--format", "csv", "--mass", "70"], &bytes)
            .ends(0)
            .says("not a run")
            .says("--any-sport");
        assert!(
            ended.err.to_lowercase().contains("cycling") || ended.err.contains("Biking"),
            "{}",
            ended.err
        );
        assert!(ended.out().lines().count() <= 1, "{}", ended.out());
        let table = computed(&bytes, &["--any-sport"]);
        near("running_m", table.number(0, "running_m"), 2100.0, 0.01);
    }
}

#[test]
fn a_file_that_says_no_sport_is_taken_for_a_run() {
    let style = GpxStyle { says_sport: false, ..USUAL_GPX };
    let table = computed(gpx(&steady(), style), &[]);
    near("running_m", table.number(0, "running_m"), 2100.0, 0.01);
}

#[test]
fn compressed_or_not_by_name_or_by_standard_input_it_is_the_same() {
    let folder = Folder::new("forms");
    for (name, bytes) in [
        ("run.fit", fit(&steady(), USUAL)),
        ("run.gpx", gpx(&steady(), USUAL_GPX).into_bytes()),
        ("run.tcx", tcx(&steady()).into_bytes()),
    ] {
        let plain = computed(&bytes, &[]);
        let figures = &plain.rows[0][1..];
        assert_eq!(&computed(gzip(&bytes), &[]).rows[0][1..], figures, "{name}");
        // what a name says does not matter
        let named = folder.file(name, &bytes);
        let zipped = folder.file(&format!("{name}.gz"), gzip(&bytes));
        let misnamed = folder.file(&format!("{name}.txt"), gzip(&bytes));
        let paths = [&*named, &*zipped, &*misnamed];
        let all = [&["--format", "csv"], &MASS[..], &paths].concat();
        let table = run(&all).ends(0).table();
        for (row, path) in paths.iter().enumerate() {
            assert_eq!(&table.rows[row][1..], figures, "{path}");
            assert_eq!(table.cell(row, "file"), *path);
        }
    }
}

/// Twelve runs of different speeds, in turn in each format.
fn twelve(folder: &Folder) -> Vec<String> {
    let file = |index: u32| {
        let kept = Kept::of(&[level(300, 3.0 + 0.1 * f64::from(index), 84.0)]);
        let name = format!("{:02}", 12 - index);
        match index % 3 {
            0 => folder.file(&format!("{name}.fit"), fit(&kept, USUAL)),
            1 => folder.file(&format!("{name}.gpx"), gpx(&kept, USUAL_GPX)),
            _ => folder.file(&format!("{name}.tcx"), tcx(&kept)),
        }
    };
    (0..12).map(file).collect()
}

#[test]
fn many_files_give_a_row_each_in_the_order_typed() {
    let folder = Folder::new("many");
    let paths = twelve(&folder);
    let mut all = ["--format", "csv", "--mass", "70"].to_vec();
    all.extend(paths.iter().map(String::as_str));
    let table = run(&all).ends(0).table();
    assert_eq!(table.column("file"), paths);
    let mut index = 0.0;
    for row in 0..12 {
        near("speed", table.number(row, "speed_m_s"), 3.0 + 0.1 * index, 0.005);
        index += 1.0;
    }
}

#[test]
fn threads_change_nothing_but_the_time() {
    let folder = Folder::new("threads");
    let paths = twelve(&folder);
    for form in [&["--format", "csv"][..], &["--format", "json"], &["--samples"], &["--by", "km"]] {
        let of = |threads: &str| {
            let mut all = [form, &MASS, &["--threads", threads]].concat();
            all.extend(paths.iter().map(String::as_str));
            run(&all).ends(0).bytes
        };
        let one = of("1");
        assert!(!one.is_empty());
        assert_eq!(one, of("2"), "{form:?}");
    }
}

#[test]
fn an_unreadable_file_among_good_ones_is_named_and_the_others_are_written() {
    let folder = Folder::new("unreadable");
    let good = folder.file("good.fit", fit(&steady(), USUAL));
    let text = folder.file("notes.txt", "Sunday: 10 km, easy\n");
    let missing = folder.path("missing.fit");
    let last = folder.file("last.gpx", gpx(&steady(), USUAL_GPX));
    let ended = run(&["--format", "csv", "--mass", "70", &good, &text, &missing, &last])
        .ends(3)
        .says(&text)
        .says("FIT, GPX or TCX")
        .says(&missing);
    assert_eq!(ended.table().column("file"), [&*good, &*last]);
    // in JSON too, what was written is whole
    let ended = run(&["--format", "json", "--mass", "70", &good, &text, &last]).ends(3);
    let json: serde_json::Value = serde_json::from_str(ended.out()).expect("JSON");
    assert_eq!(json["runs"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_file_cut_off_is_used_as_far_as_it_goes_and_that_is_said() {
    let kept = Kept::of(&[level(900, 3.5, 84.0)]);
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let cut = &bytes[..bytes.len() * 2 / 3];
        let table = computed(cut, &[]);
        // records are all of one length, and what stands before and after them is 2 % of a file at most
        columns_near(
            &table,
            0.02,
            &[("distance_m", 2100.0), ("running_s", 600.0), ("running_steps", 1680.0)],
        );
        bears_steadily(
            &table,
            &Steady::at(3.5, 0.0, Some(168.0)),
            table.number(0, "running_steps"),
        );
        noted(cut, &MASS, "byte");
    }
}

#[test]
fn a_wrong_check_sum_is_said_and_the_run_computed() {
    let mut bytes = fit(&steady(), USUAL);
    let last = bytes.len() - 1;
    bytes[last] ^= 0x55;
    let table = computed(&bytes, &[]);
    near("running_m", table.number(0, "running_m"), 2100.0, 0.002);
    noted(&bytes, &MASS, "check");
}

#[test]
fn the_totals_of_the_device_stand_beside_ours() {
    let pieces = [hill(600, 3.0, 84.0, 0.03), hill(300, 3.0, 84.0, -0.03)];
    let mut kept = Kept::of(&pieces);
    kept.sessions[0].total_strides = Some(1260.0);
    let table = computed(fit(&kept, USUAL), &[]);
    columns_near(
        &table,
        0.001,
        &[
            ("device_distance_m", 2700.0),
            ("device_timer_s", 900.0),
            ("device_ascent_m", 54.0),
            ("device_descent_m", 27.0),
            ("device_steps", 2520.0),
        ],
    );
}
