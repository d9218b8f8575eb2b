//! Inputs that broke a law or took far too long once, found by fuzzing and by looking for what it cannot reach.

use std::fmt::Write;

use musclerun::activity::{self, Recording, Track, TrackOptions};
use musclerun::answer::RankBy;
use musclerun::answer::run::{Recorder, RunQuestion, SplitBy};
use musclerun::embedded;
use musclerun::units::Speed;

fn read(bytes: &[u8]) -> Recording {
    activity::read(&mut &*bytes).expect("a recording").swap_remove(0)
}

/// A GPX file of track points on a meridian at such times.
fn gpx<'t>(times: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let mut text = "<gpx><trk><trkseg>".to_owned();
    for (i, time) in times.enumerate() {
        let _ = write!(
            text,
            "<trkpt lat=\"48.{i:04}\" lon=\"11\"><ele>5</ele><time>{time}</time></trkpt>"
        );
    }
    text += "</trkseg></trk></gpx>";
    text.into_bytes()
}

#[test]
fn times_that_fall_together_once_a_clock_is_set_back_are_one_time() {
    // eight thousand years further on, a nanosecond is too little to be told in double precision
    let times = [
        "9999-12-30T22:00:00Z",
        "1970-01-01T00:00:00.000000001Z",
        "1970-01-01T00:00:00.000000002Z",
        "1970-01-01T00:00:00.000000003Z",
    ];
    let track =
        Track::cut(read(&gpx(times.into_iter())), &TrackOptions::default()).expect("a track");
    assert!(track.smoothing_m.is_none_or(f64::is_finite), "{track:?}");
    for interval in &track.intervals {
        let figures = [interval.metres, interval.speed_m_s, interval.gradient_pct];
        assert!(figures.iter().all(|it| it.is_finite()), "{interval:?}");
    }
}

/// Cuts what is read of so much that anything quadratic in it would not come to an end while somebody waits.
fn ends(input: impl Fn(u32) -> Vec<u8>) {
    // that it is of another sport is a result too
    let cut = Track::cut(read(&input(40_000)), &TrackOptions::default());
    if let Ok(track) = cut {
        assert!(track.intervals.iter().all(|it| it.seconds >= 0.0));
    }
}

/// A GPX file of tracks of one point each, in the sports that an index has.
fn tracks(count: u32, sport: impl Fn(u32) -> String) -> Vec<u8> {
    let mut text = "<gpx>".to_owned();
    for i in 0..count {
        let (hour, minute, second) = (i / 3600, i / 60 % 60, i % 60);
        let _ = write!(
            text,
            "<trk><type>{}</type><trkseg><trkpt lat=\"48\" lon=\"11\">\
             <time>2026-05-01T{hour:02}:{minute:02}:{second:02}Z</time></trkpt></trkseg></trk>",
            sport(i)
        );
    }
    text += "</gpx>";
    text.into_bytes()
}

#[test]
fn thousands_of_tracks_in_turn_in_two_sports_take_no_longer_than_their_points() {
    ends(|count| {
        tracks(count, |i| {
            let sports = ["cycling", "running"];
            sports[usize::from(i % 2 == 1)].to_owned()
        })
    });
}

#[test]
fn thousands_of_sports_are_said_in_few_words() {
    // digits of a number, as letters
    let name = |i: u32| -> String {
        let letters = i.to_string();
        let letters = letters.bytes().map(|digit| char::from(digit + b'a' - b'0'));
        letters.collect()
    };
    let bytes = tracks(4000, |i| format!("sport{}", name(i)));
    let error = Track::cut(read(&bytes), &TrackOptions::default()).expect_err("no run");
    assert!(error.to_string().len() < 2000, "{}", error.to_string().len());
    ends(|count| tracks(count, |i| format!("sport{}", name(i))));
}

/// A FIT file of stops and starts of the timer over which the clock goes again and again.
fn stops(count: u32) -> Vec<u8> {
    const START: u32 = 0x4000_0000;
    const EVENT: [u8; 15] = [0x41, 0, 0, 21, 0, 3, 253, 4, 0x86, 0, 1, 0, 1, 1, 0];
    const RECORD: [u8; 12] = [0x42, 0, 0, 20, 0, 2, 253, 4, 0x86, 6, 2, 0x84];
    let mut data = [&EVENT[..], &RECORD].concat();
    for i in 0..count {
        for (time, kind) in [(4 * i, 4), (4 * i + 1, 0)] {
            data.push(1);
            data.extend((START + time).to_le_bytes());
            data.extend([0, kind]);
        }
    }
    for _ in 0..count {
        for time in [START - 2, START - 1, START + 4 * count + 10] {
            data.push(2);
            data.extend(time.to_le_bytes());
            data.extend(3000_u16.to_le_bytes());
        }
    }
    let length = u32::try_from(data.len()).expect("a small file");
    let mut file = vec![14, 0x20, 0x08, 0x08];
    file.extend(length.to_le_bytes());
    file.extend(b".FIT\0\0");
    file.extend(data);
    file.extend([0, 0]);
    file
}

#[test]
fn a_clock_that_goes_over_thousands_of_pauses_again_and_again_takes_no_longer_for_it() {
    ends(stops);
}

#[test]
fn nobody_goes_back_in_a_pause_by_the_last_digit_of_a_distance() {
    let text = "<TrainingCenterDatabase><Activity><Lap>\
        <Track><Trackpoint><Time>2026-05-01T07:30:00Z</Time><DistanceMeters>0</DistanceMeters></Trackpoint>\
        <Trackpoint><Time>2026-05-01T07:30:02Z</Time><Cadence>4</Cadence></Trackpoint></Track>\
        <Track><Trackpoint><Time>2026-05-01T07:31:00Z</Time><Cadence>8</Cadence></Trackpoint>\
        <Trackpoint><Time>2026-05-01T07:31:01Z</Time><DistanceMeters>.3</DistanceMeters></Trackpoint></Track>\
        </Lap></Activity></TrainingCenterDatabase>";
    let track = Track::cut(read(text.as_bytes()), &TrackOptions::default()).expect("a track");
    for interval in &track.intervals {
        assert!(interval.metres >= 0.0, "{interval:?}");
    }
}

#[test]
fn the_highest_peak_of_a_split_is_never_of_the_second_after_it() {
    // 3 m/s for twenty seconds, then 5 m/s
    let mut text = "<gpx><trk><trkseg>".to_owned();
    for second in 0..=40 {
        let metres = 3 * second + 2 * (second - 20).max(0);
        let _ = write!(
            text,
            "<trkpt lat=\"48\" lon=\"11\"><time>2026-05-01T07:30:{second:02}Z</time>\
             <extensions><distance>{metres}</distance></extensions></trkpt>"
        );
    }
    text += "</trkseg></trk></gpx>";
    let question = RunQuestion {
        by: Some(SplitBy::Duration(20.0)),
        rank_by: RankBy::Peak,
        ..RunQuestion::new("70".parse().ok(), Speed::from_m_per_s(2.5).expect("a speed"))
    };
    let recorder = Recorder::new(embedded::evidence(), question).expect("no muscle is named");
    let track = Track::cut(read(text.as_bytes()), &TrackOptions::default()).expect("a track");
    let run = recorder.answer(track);
    for (split, next) in run.splits.iter().zip(&run.splits[1..]) {
        for highest in run.loads_of(split).iter().filter_map(|it| it.highest.as_ref()) {
            assert!(highest.at_s < next.begins_s, "{highest:?} in {}", split.name);
        }
    }
}

#[test]
fn sums_of_the_whole_are_the_same_to_the_last_bit_however_it_is_split() {
    let bytes = std::fs::read("tests/run/hills.gpx").expect("a file of the tests");
    let whole = |by| {
        let easy = Speed::from_m_per_s(2.5).expect("a speed");
        let question = RunQuestion { by, ..RunQuestion::new("70".parse().ok(), easy) };
        let recorder = Recorder::new(embedded::evidence(), question).expect("no muscle is named");
        let track = Track::cut(read(&bytes), &TrackOptions::default()).expect("a track");
        recorder.answer(track).whole
    };
    let metres = SplitBy::Distance { metres: 130.0, name: "piece".to_owned() };
    for by in [metres, SplitBy::Duration(7.3), SplitBy::Lap] {
        assert_eq!(whole(Some(by)), whole(None));
    }
}

#[test]
fn running_on_the_spot_has_no_shares_of_hills() {
    let point = |metres: f64, second: u8, cadence: &str| {
        let lat = 48.0 + metres / 111_195.0;
        let extensions = format!("<extensions><cad>{cadence}</cad></extensions>");
        let time = format!("<time>2026-05-01T07:30:{second:02}Z</time>");
        format!("<trkpt lat=\"{lat}\" lon=\"11\">{time}{extensions}</trkpt>")
    };
    let points = [point(0.0, 0, ""), point(10.0, 5, ""), point(10.0, 6, "84")];
    let text =
        format!("<gpx><trk><type>running</type><trkseg>{}</trkseg></trk></gpx>", points.concat());
    let easy = Speed::from_m_per_s(2.5).expect("a speed");
    let recorder = Recorder::new(embedded::evidence(), RunQuestion::new(None, easy))
        .expect("no muscle is named");
    let track = Track::cut(read(text.as_bytes()), &TrackOptions::default()).expect("a track");
    let notes = recorder.answer(track).notes();
    let running = notes.iter().find(|note| note.text.starts_with("Running: "));
    let running = running.expect("what was run is told");
    assert!(!running.text.contains("NaN") && !running.text.contains("uphill"), "{}", running.text);
}
