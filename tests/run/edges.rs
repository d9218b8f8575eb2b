//! Coordinates, times and numbers at the edges of their types, and where Earth is awkward.

use std::io::Read;
use std::process::Stdio;

use crate::asked::{columns_near, computed, near, piped, within};
use crate::common::{Folder, musclerun};
use crate::fit::{EPOCH_S, Kind, RECORD, USUAL, fit, opened};
use crate::truth::{EARTH_M, Kept, START_S, level};
use crate::xml::{USUAL_GPX, gpx, tcx, utc};

/// More than any of these tests may write: the recordings have a hundred moments at most.
const MOST_BYTES: u64 = 8 << 20;

/// Gives a recording to the program in all its ways of output; none may panic, run away, or show a number that is none.
#[track_caller]
fn answered(name: &str, bytes: &[u8]) {
    let folder =
        Folder::new(&format!("edge-{}", name.replace(|c: char| !c.is_alphanumeric(), "-")));
    let path = folder.file("edge", bytes);
    for form in [
        &["--format", "csv"][..],
        &["--samples"],
        &["--by", "5min", "--format", "csv"],
        &["--by", "km", "--format", "csv"],
    ] {
        let arguments = [&["run", "--mass", "70"], form, &[&*path]].concat();
        let mut child = musclerun(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary is built");
        let mut text = String::new();
        let out = child.stdout.take().expect("standard output");
        out.take(MOST_BYTES).read_to_string(&mut text).expect("output is UTF-8");
        // what goes on writing meets a closed pipe, and ends
        let status = child.wait().expect("it ends");
        assert!(text.len() < 8 << 20, "{name}: {form:?} runs away");
        assert!(matches!(status.code(), Some(0 | 1 | 3)), "{name}: {form:?}: {status:?}");
        for word in ["NaN", "inf,", "inf\n"] {
            assert!(!text.contains(word), "{name}: {word} in {form:?}: {text}");
        }
    }
}

/// GPX of points of latitude, longitude and time.
fn points(points: &[(&str, &str, &str)]) -> String {
    let point = |(lat, lon, time): &(&str, &str, &str)| {
        format!("<trkpt lat=\"{lat}\" lon=\"{lon}\"><ele>5</ele><time>{time}</time></trkpt>\n")
    };
    let points: String = points.iter().map(point).collect();
    format!("<gpx version=\"1.1\"><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>")
}

#[test]
fn coordinates_at_and_beyond_their_edges_are_answered() {
    let [first, second] = ["2024-05-04T07:00:00Z", "2024-05-04T07:00:01Z"];
    for (lat, lon) in [
        ("90", "0"),
        ("-90", "180"),
        ("90", "-180"),
        ("90.0000001", "0"),
        ("NaN", "9"),
        ("52", "NaN"),
        ("inf", "-inf"),
        ("1e400", "1e-400"),
        ("-0", "+0"),
        ("", ""),
        ("5,2", "9"),
        ("١", "٢"),
        ("360", "720"),
    ] {
        let text =
            points(&[(lat, lon, first), (lat, lon, second), ("52", "9", "2024-05-04T07:10:00Z")]);
        answered(&format!("{lat} {lon}"), text.as_bytes());
    }
    // from pole to pole and around, a second each
    let text = points(&[
        ("90", "0", first),
        ("-90", "180", second),
        ("90", "-180", "2024-05-04T07:00:02Z"),
    ]);
    answered("poles", text.as_bytes());
}

#[test]
fn times_at_and_beyond_their_edges_are_answered() {
    for time in [
        "9999-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "-9999-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2024-02-30T00:00:00Z",
        "2024-05-04T24:00:00Z",
        "2024-05-04T23:59:60Z",
        "2024-05-04T07:00:00+99:99",
        "99999-01-01T00:00:00Z",
        "2024-05-04T07:00:00.99999999999999999999Z",
        "2024-05-04",
        "yesterday",
        "",
        "9223372036854775807",
    ] {
        let text = points(&[
            ("52.00", "9", "2024-05-04T07:00:00Z"),
            ("52.00003", "9", "2024-05-04T07:00:01Z"),
            ("52.00006", "9", time),
            ("52.00009", "9", "2024-05-04T07:00:03Z"),
            ("52.00012", "9", "2024-05-04T07:00:04Z"),
        ]);
        answered(&format!("time {time}"), text.as_bytes());
    }
    let text =
        points(&[("52", "9", "0000-01-01T00:00:00Z"), ("52.001", "9", "9999-12-31T23:59:59Z")]);
    answered("ten thousand years", text.as_bytes());
}

#[test]
fn numbers_of_fit_at_the_edges_of_their_types_are_answered() {
    let times =
        [0.0, 1.0, f64::from(0x0fff_ffff_u32), f64::from(0x1000_0000_u32), f64::from(u32::MAX - 1)];
    let lows_and_highs = |kind: Kind| match kind {
        Kind::I32 => [f64::from(i32::MIN), f64::from(i32::MAX - 1)],
        Kind::U16 => [0.0, f64::from(u16::MAX - 1)],
        Kind::U32 | Kind::Id => [0.0, f64::from(u32::MAX - 1)],
        Kind::Enum | Kind::U8 => [0.0, 254.0],
    };
    let fields = [
        (0, Kind::I32),
        (1, Kind::I32),
        (2, Kind::U16),
        (4, Kind::U8),
        (5, Kind::U32),
        (6, Kind::U16),
        (53, Kind::U8),
        (73, Kind::U32),
        (78, Kind::U32),
    ];
    // every edge at every time; then all at one time, and rising times
    let mut all = opened(USUAL, START_S);
    for time in times {
        for which in 0..2 {
            let mut values = vec![(253, Kind::U32, Some(time))];
            values.extend(
                fields.map(|(number, kind)| (number, kind, Some(lows_and_highs(kind)[which]))),
            );
            all.say(0, RECORD, &values);
            let mut one = opened(USUAL, START_S);
            for second in 0..5 {
                values[0].2 = Some((time - f64::from(second)).abs());
                one.say(0, RECORD, &values);
            }
            answered(&format!("fit edge {which} at {time}"), &one.file());
        }
    }
    answered("fit edges", &all.file());
    // sessions, laps and events at the edges of time
    for at in [EPOCH_S, EPOCH_S + f64::from(u32::MAX - 1)] {
        let mut kept = Kept::of(&[level(30, 3.5, 84.0)]);
        kept.laps_s = vec![at, START_S + 10.0, at];
        kept.sessions[0].from_s = EPOCH_S;
        kept.sessions[0].to_s = at.max(EPOCH_S + 1000.0);
        kept.sessions[0].total_strides = Some(4_294_967_294.0);
        answered(&format!("fit session until {at}"), &fit(&kept, USUAL));
        kept.moments[20].time_s = at;
        answered(&format!("fit moment at {at}"), &fit(&kept, USUAL));
    }
}

#[test]
fn the_line_where_the_date_changes_is_no_lap_around_the_world() {
    // due east on the 60th parallel at 3.3 m/s, whose degrees are half as long: 600 s from 1 km west of the line
    let mut east_m = -1000.0;
    let kept = Kept::of(&[level(600, 3.3, 84.0)]).with(|moment| {
        let degrees = (east_m / (EARTH_M * 60f64.to_radians().cos())).to_degrees();
        let longitude = if degrees < 0.0 { 180.0 + degrees } else { degrees - 180.0 };
        moment.place = Some((60.0, longitude));
        moment.distance_m = None;
        moment.speed_m_s = None;
        east_m += 3.3;
    });
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        columns_near(&computed(bytes, &[]), 0.005, &[("distance_m", 1980.0), ("running_s", 600.0)]);
    }
}

#[test]
fn one_position_that_is_far_off_does_not_lengthen_the_run() {
    // half a kilometre east for a second, as among tall houses
    let mut second = 0;
    let kept = Kept::of(&[level(900, 3.3, 84.0)]).only_places().with(|moment| {
        second += 1;
        if second == 400 {
            moment.place = moment.place.map(|(latitude, longitude)| (latitude, longitude + 0.007));
        }
    });
    let table = computed(gpx(&kept, USUAL_GPX), &[]);
    near("running_m", table.number(0, "running_m"), 2970.0, 0.01);
    // no muscle bears a sprint
    let steady = computed(gpx(&Kept::of(&[level(900, 3.3, 84.0)]).only_places(), USUAL_GPX), &[]);
    let name = "hamstrings_peak_max_bw";
    near(name, table.number(0, name), steady.number(0, name), 0.02);
}

#[test]
fn a_tunnel_without_positions_is_run_through() {
    // a minute without positions: 200 m straight on
    let mut second = 0;
    let kept = Kept::of(&[level(900, 10.0 / 3.0, 84.0)]).with(|moment| {
        second += 1;
        moment.distance_m = None;
        moment.speed_m_s = None;
        if (400..460).contains(&second) {
            moment.place = None;
        }
    });
    for bytes in [fit(&kept, USUAL), tcx(&kept).into_bytes()] {
        columns_near(
            &computed(bytes, &[]),
            0.01,
            &[
                ("distance_m", 3000.0),
                ("running_m", 3000.0),
                ("running_s", 900.0),
                ("running_steps", 2520.0),
            ],
        );
    }
}

#[test]
fn a_ride_home_by_car_is_not_run() {
    // the watch was left on: 20 minutes of running, 5 minutes at 60 km/h
    let kept = Kept::of(&[level(1200, 3.3, 84.0), level(300, 16.7, 0.0)]);
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let table = computed(bytes, &[]);
        columns_near(
            &table,
            0.01,
            &[("running_m", 3960.0), ("running_s", 1200.0), ("running_steps", 3360.0)],
        );
    }
}

#[test]
fn a_single_moment_is_no_run() {
    let mut kept = Kept::of(&[level(10, 3.3, 84.0)]);
    kept.moments.truncate(1);
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let ended = piped(&["-", "--format", "csv", "--mass", "70"], bytes);
        assert!(matches!(ended.code, Some(0 | 1)), "{:?}: {}", ended.code, ended.err);
        assert!(!ended.err.contains("panicked"), "{}", ended.err);
        if ended.code == Some(0) {
            within("distance", ended.table().number(0, "distance_m"), 0.0, 0.0);
        }
    }
}

#[test]
fn fractions_of_seconds_and_other_time_zones_are_read() {
    // five moments a second, as some apps write, in the time of Berlin
    let text = gpx(&Kept::of(&[level(300, 3.3, 84.0)]), USUAL_GPX);
    let zoned = text.replace("T07:", "T09:").replace("Z</time>", "+02:00</time>");
    assert_ne!(text, zoned);
    // the local start is told in the zone of the file unless one is asked for
    let asked = ["--time-zone", "UTC"];
    let [utc_times, zoned] = [text, zoned].map(|text| computed(text, &asked));
    assert_eq!(utc_times.rows, zoned.rows);
    let fifth = |fifth: u32| {
        let since_s = f64::from(fifth) / 5.0;
        let latitude = 52.0 + (3.3 * since_s / EARTH_M).to_degrees();
        let time = utc(START_S + since_s);
        format!("<trkpt lat=\"{latitude:.9}\" lon=\"9\"><time>{time}</time></trkpt>\n")
    };
    let fifths = (0..1500).map(fifth).collect::<Vec<_>>().concat();
    let text = format!("<gpx version=\"1.1\"><trk><trkseg>{fifths}</trkseg></trk></gpx>");
    columns_near(
        &computed(text, &[]),
        0.01,
        &[("distance_m", 989.3), ("running_s", 299.8), ("speed_m_s", 3.3)],
    );
}
