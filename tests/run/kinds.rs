//! Kinds of faults that files of watches and phones have, imposed on a steady run: it stays as long and as fast as it was.

use std::fmt::Write;

use musclerun::activity::{self, Movement, Track, TrackOptions};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed};

use crate::common::Dice;
use crate::fit::{USUAL, fit};
use crate::truth::{EARTH_M, Kept, Moment, START_S, level, stopped};
use crate::xml::{GpxStyle, USUAL_GPX, gpx, tcx};

/// What becomes of a recording.
#[derive(Debug)]
struct Outcome {
    distance_m: f64,
    running_s: f64,
    running_m: f64,
    fastest_m_s: f64,
    elapsed_s: f64,
}

/// The runs of a file.
#[track_caller]
fn runs(bytes: &[u8]) -> Vec<Track> {
    let recordings = activity::read(&mut &*bytes).expect("a recording");
    let cut = |recording| Track::cut(recording, &TrackOptions::default()).expect("a run");
    recordings.into_iter().map(cut).collect()
}

/// The only run of a file.
#[track_caller]
fn outcome(bytes: &[u8]) -> Outcome {
    let mut tracks = runs(bytes);
    assert_eq!(tracks.len(), 1, "runs");
    of_track(&tracks.remove(0))
}

fn of_track(track: &Track) -> Outcome {
    let mut outcome = Outcome {
        distance_m: 0.0,
        running_s: 0.0,
        running_m: 0.0,
        fastest_m_s: 0.0,
        elapsed_s: 0.0,
    };
    for interval in &track.intervals {
        assert!(interval.metres >= 0.0 && interval.seconds >= 0.0);
        outcome.distance_m += f64::from(interval.metres);
        outcome.elapsed_s += f64::from(interval.seconds + interval.stopped_s);
        if interval.movement == Movement::Running {
            outcome.running_s += f64::from(interval.seconds);
            outcome.running_m += f64::from(interval.metres);
            outcome.fastest_m_s = outcome.fastest_m_s.max(f64::from(interval.speed_m_s));
        }
    }
    outcome
}

/// Checks a file of a steady run against the truth: distance and time to 2 % and what one value of the counter stands for,
/// no speed above 1.15 times that of the run.
#[track_caller]
fn is_steady(what: &str, bytes: &[u8], speed_m_s: f64, seconds: f64, open_s: f64) {
    let outcome = outcome(bytes);
    let most_s = 0.02 * seconds + open_s;
    let near = |found: f64, truth: f64, most: f64| (found - truth).abs() <= most;
    assert!(
        near(outcome.distance_m, speed_m_s * seconds, most_s * speed_m_s)
            && near(outcome.running_s, seconds, most_s)
            && near(outcome.running_m, speed_m_s * seconds, most_s * speed_m_s)
            && outcome.fastest_m_s <= 1.15 * speed_m_s,
        "{what} at {speed_m_s} m/s for {seconds} s: {outcome:?}"
    );
}

fn steady(speed_m_s: f64, seconds: u32) -> Kept {
    Kept::of(&[level(seconds, speed_m_s, 84.0)])
}

/// With the counter and speed of the device, as GPX may have them.
const DEVICE: GpxStyle = GpxStyle { device: true, ..USUAL_GPX };

/// In all formats, with speed and counter.
fn formats(kept: &Kept) -> [(&'static str, Vec<u8>); 3] {
    [
        ("fit", fit(kept, USUAL)),
        ("gpx", gpx(kept, DEVICE).into_bytes()),
        ("tcx", tcx(kept).into_bytes()),
    ]
}

fn draws(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        // the same draws each time: what fails once fails again
        rng_seed: RngSeed::Fixed(11),
        ..Config::default()
    }
}

fn second(moment: &Moment) -> f64 {
    moment.time_s - START_S
}

/// A place that lies so far east of another.
fn aside(place: Option<(f64, f64)>, metres: f64) -> Option<(f64, f64)> {
    place.map(|(north, east)| {
        let round = north.to_radians().cos() * EARTH_M;
        (north, east + (metres / round).to_degrees())
    })
}

fn speeds() -> impl Strategy<Value = f64> {
    2.4..6.0f64
}

/// Seconds, metres and hundredths of a mile by which counters go on.
#[derive(Debug, Clone, Copy)]
enum Step {
    Seconds(f64),
    Metres(f64),
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        (2u32..31).prop_map(|s| Step::Seconds(f64::from(s))),
        select(vec![5.0, 10.0, 16.093_44, 20.0, 50.0, 80.467_2, 100.0]).prop_map(Step::Metres),
    ]
}

proptest! {
    #![proptest_config(draws(24))]

    #[test]
    fn a_counter_that_leaps_makes_no_sprint(v in speeds(), at in 12.0..280.0f64, by in 8.0..400.0f64, field in any::<bool>()) {
        let kept = steady(v, 300).with(|it| {
            if second(it) >= at {
                it.distance_m = it.distance_m.map(|metres| metres + by);
            }
            it.speed_m_s = it.speed_m_s.filter(|_| field);
        });
        for (format, bytes) in formats(&kept) {
            is_steady(format, &bytes, v, 300.0, 0.0);
        }
    }

    #[test]
    fn a_counter_in_steps_makes_no_sprint(v in speeds(), step in steps(), field in any::<bool>()) {
        let mut last = 0.0;
        let kept = steady(v, 600).with(|it| {
            let second = second(it);
            it.distance_m = it.distance_m.map(|metres| match step {
                Step::Seconds(s) => {
                    if second % s == 0.0 {
                        last = metres;
                    }
                    last
                }
                Step::Metres(m) => (metres / m).floor() * m,
            });
            it.speed_m_s = it.speed_m_s.filter(|_| field);
        });
        let open_s = match step {
            Step::Seconds(s) => s,
            Step::Metres(m) => m / v + 1.0,
        };
        for (format, bytes) in formats(&kept) {
            is_steady(format, &bytes, v, 600.0, open_s);
        }
    }

    #[test]
    fn a_counter_that_stands_in_few_samples_still_counts(v in speeds(), every in 2u32..25, high in 0.93..1.07f64) {
        let mut index = 0;
        let kept = steady(v, 600).with(|it| {
            it.distance_m = it.distance_m.filter(|_| index % every == 0);
            it.speed_m_s = it.speed_m_s.map(|speed| speed * high);
            it.place = None;
            index += 1;
        });
        is_steady("fit", &fit(&kept, USUAL), v, 600.0, f64::from(every));
        is_steady("tcx", tcx(&kept).as_bytes(), v, 600.0, f64::from(every));
    }

    #[test]
    fn a_counter_of_no_use_leaves_it_to_positions_or_speed(v in speeds(), kind in 0..5, by_speed in any::<bool>()) {
        let whole = 300.0 * v;
        let mut index = 0;
        let mut kept = steady(v, 300).with(|it| {
            index += 1;
            it.distance_m = it.distance_m.map(|metres| match kind {
                0 => 0.0,
                1 => v + if index % 2 == 0 { 0.3 } else { -0.3 },
                2 => metres / 1000.0,
                3 => whole - metres,
                _ => 1234.0,
            });
            if by_speed {
                it.place = None;
            } else {
                it.speed_m_s = None;
            }
        });
        kept.sessions[0].totals.metres = whole;
        is_steady("fit", &fit(&kept, USUAL), v, 300.0, 0.0);
        if !by_speed {
            is_steady("gpx", gpx(&kept, DEVICE).as_bytes(), v, 300.0, 0.0);
        }
        let tcx = tcx(&kept);
        let from = tcx.find("<DistanceMeters>").expect("the distance of the lap");
        let to = tcx.find("</DistanceMeters>").expect("its end");
        for total in [whole, 0.0] {
            let tcx = format!("{}<DistanceMeters>{total}{}", &tcx[..from], &tcx[to..]);
            is_steady("tcx", tcx.as_bytes(), v, 300.0, 0.0);
        }
    }

    #[test]
    fn a_counter_in_another_unit_is_read_by_the_total_of_the_device(v in speeds(), unit in 0..5usize) {
        let mut kept = steady(v, 300).with(|it| {
            it.distance_m = it.distance_m.map(|metres| metres * [0.001, 1.0 / 1609.344, 1.0, 100.0, 1000.0][unit]);
            (it.place, it.speed_m_s) = (None, None);
        });
        kept.sessions[0].totals.metres = 300.0 * v;
        let tcx = tcx(&kept);
        let total = tcx.find("<DistanceMeters>").zip(tcx.find("</DistanceMeters>"));
        let (from, to) = total.expect("the distance of the lap");
        let tcx = format!("{}<DistanceMeters>{}{}", &tcx[..from], 300.0 * v, &tcx[to..]);
        is_steady("tcx", tcx.as_bytes(), v, 300.0, 0.0);
    }

    #[test]
    fn points_aside_lengthen_nothing(v in speeds(), at in 10..280i32, count in 1..6i32, by in 12.0..5000.0f64) {
        let kept = steady(v, 300).only_places().with(|it| {
            let index = second(it) - f64::from(at);
            if (0.0..f64::from(count)).contains(&index) {
                it.place = aside(it.place, by);
            }
        });
        is_steady("gpx", gpx(&kept, USUAL_GPX).as_bytes(), v, 300.0, 3.0);
    }

    #[test]
    fn first_fixes_far_off_lengthen_nothing(v in speeds(), count in 1..8i32, by in 50.0..500_000.0f64) {
        let kept = steady(v, 600).only_places().with(|it| {
            if second(it) < f64::from(count) {
                it.place = aside(it.place, by);
            }
        });
        is_steady("gpx", gpx(&kept, USUAL_GPX).as_bytes(), v, 600.0, 0.0);
    }

    #[test]
    fn what_is_no_place_is_none(v in speeds(), at in 0..300i32, count in 1..8i32, null in any::<bool>()) {
        let kept = steady(v, 300).only_places().with(|it| {
            let index = second(it) - f64::from(at);
            if (0.0..f64::from(count)).contains(&index) {
                it.place = Some(if null { (0.0, 0.0) } else { (90.0, -80.0) });
            }
        });
        is_steady("gpx", gpx(&kept, USUAL_GPX).as_bytes(), v, 300.0, f64::from(count) + 1.0);
    }

    #[test]
    fn a_receiver_that_stalls_and_catches_up_makes_no_sprint(
        v in speeds(), at in 20.0..150.0f64, stalls in 4..60i32, within in 1..5i32, moves in 0.0..0.4f64,
    ) {
        let (at, stalls, within) = (at.floor(), f64::from(stalls), f64::from(within));
        // how far the receiver is behind
        let behind = |second: f64| {
            let most = stalls * (1.0 - moves) * v;
            let since = second - at;
            if since <= stalls {
                since.max(0.0) * (1.0 - moves) * v
            } else {
                most * (1.0 - (since - stalls) / within).max(0.0)
            }
        };
        let kept = steady(v, 300).only_places().with(|it| {
            let metres = behind(second(it));
            it.place = it.place.map(|(north, east)| (north - (metres / EARTH_M).to_degrees(), east));
        });
        is_steady("gpx", gpx(&kept, USUAL_GPX).as_bytes(), v, 300.0, 0.0);
    }

    #[test]
    fn positions_that_are_seldom_new_make_no_sprint(v in speeds(), every in 2..31i32) {
        let mut last = None;
        let every = f64::from(every);
        let kept = steady(v, 600).only_places().with(|it| {
            if second(it) % every == 0.0 {
                last = it.place;
            }
            it.place = last;
        });
        is_steady("gpx", gpx(&kept, USUAL_GPX).as_bytes(), v, 600.0, every);
    }

    #[test]
    fn the_last_second_makes_no_sprint(v in speeds(), by in 5.0..200.0f64, field in any::<bool>()) {
        let mut kept = steady(v, 300).with(|it| it.speed_m_s = it.speed_m_s.filter(|_| field));
        let last = kept.moments.last_mut().expect("a moment");
        last.distance_m = last.distance_m.map(|metres| metres + by);
        for (format, bytes) in formats(&kept) {
            is_steady(format, &bytes, v, 300.0, 0.0);
        }
    }

    #[test]
    fn the_way_while_the_timer_stands_is_not_run(v in speeds(), lasts in 5..600u32, travels in 0.5..40.0f64, counted in any::<bool>()) {
        let mut kept = Kept::of(&[level(150, v, 84.0), stopped(lasts, travels), level(150, v, 84.0)]);
        if counted {
            for it in &mut kept.moments {
                if second(it) >= f64::from(150 + lasts) {
                    it.distance_m = it.distance_m.map(|metres| metres + travels * f64::from(lasts));
                }
            }
        }
        for (format, bytes) in formats(&kept) {
            is_steady(format, &bytes, v, 300.0, 1.0);
        }
        is_steady("places", gpx(&kept.only_places(), USUAL_GPX).as_bytes(), v, 300.0, 1.0);
    }

    #[test]
    fn a_speed_in_another_unit_is_told_by_the_total(v in speeds(), unit in select(vec![3.6, 2.236_936])) {
        let kept = steady(v, 300).with(|it| {
            it.place = None;
            it.speed_m_s = it.speed_m_s.map(|speed| speed * unit);
        });
        let mut text = tcx(&kept);
        // the lap keeps its distance, the points lose theirs
        let track = text.find("<Track>").expect("a track");
        let mut points = text.split_off(track);
        while let Some(from) = points.find("<DistanceMeters>") {
            let to = points.find("</DistanceMeters>").expect("its end") + "</DistanceMeters>".len();
            points.replace_range(from..to, "");
        }
        is_steady("tcx", (text + &points).as_bytes(), v, 300.0, 0.0);
    }

    #[test]
    fn the_order_of_points_never_matters(v in speeds(), seed in any::<u64>(), block in 2..60usize, whole in any::<bool>()) {
        let usual = outcome(gpx(&steady(v, 300), USUAL_GPX).as_bytes());
        let mut kept = steady(v, 300);
        let mut dice = Dice(seed);
        if whole {
            let mut blocks: Vec<Vec<Moment>> = kept.moments.chunks(block).map(<[_]>::to_vec).collect();
            for i in (1..blocks.len()).rev() {
                blocks.swap(i, dice.below(i + 1));
            }
            kept.moments = blocks.concat();
        } else {
            for block in kept.moments.chunks_mut(block) {
                for i in (1..block.len()).rev() {
                    block.swap(i, dice.below(i + 1));
                }
            }
        }
        let segments = |kept: &Kept| {
            // each of the blocks in a segment of its own
            let mut kept = kept.clone();
            for (index, it) in kept.moments.iter_mut().enumerate() {
                it.starts = index % block == 0;
            }
            kept
        };
        for kept in [&kept, &segments(&kept)] {
            let found = outcome(gpx(kept, USUAL_GPX).as_bytes());
            prop_assert!((found.distance_m - usual.distance_m).abs() < 0.1, "{found:?}");
            prop_assert!((found.running_s - usual.running_s).abs() < 0.1, "{found:?}");
            prop_assert!((found.elapsed_s - 300.0).abs() < 0.1, "{found:?}");
        }
    }

    #[test]
    fn points_that_are_written_again_count_once(v in speeds(), from in 0..250usize, count in 10..300usize, times in 1..4usize, parts in any::<bool>()) {
        let mut kept = steady(v, 300);
        let mut again: Vec<Moment> = kept.moments.iter().copied().skip(from).take(count).collect();
        again[0].starts = parts;
        for _ in 0..times {
            kept.moments.extend_from_slice(&again);
        }
        for (format, bytes) in [("gpx", gpx(&kept, USUAL_GPX)), ("tcx", tcx(&kept))] {
            is_steady(format, bytes.as_bytes(), v, 300.0, 0.0);
        }
        // chained, as by a synchronisation that was repeated
        let twice = [fit(&steady(v, 300), USUAL), fit(&steady(v, 300), USUAL)].concat();
        is_steady("fit", &twice, v, 300.0, 0.0);
    }

    #[test]
    fn a_part_for_every_few_points_is_no_pause(v in speeds(), every in 1..8usize, gap in 1..6u32) {
        let mut kept = steady(v, 300).thinned(|| f64::from(gap));
        for (index, it) in kept.moments.iter_mut().enumerate() {
            it.starts = index % every == 0;
        }
        for (format, bytes) in [("gpx", gpx(&kept, USUAL_GPX)), ("tcx", tcx(&kept))] {
            is_steady(format, bytes.as_bytes(), v, 300.0, 0.0);
        }
    }

    #[test]
    fn times_that_are_cut_lose_nothing(v in speeds(), cut in select(vec![5.0, 10.0, 15.0, 30.0, 60.0]), gap in 1..3u32, begins in 0..60i32) {
        let kept = steady(v, 600).only_places().thinned(|| f64::from(gap)).with(|it| {
            it.time_s = ((it.time_s + f64::from(begins)) / cut).floor() * cut;
        });
        is_steady("gpx", gpx(&kept, USUAL_GPX).as_bytes(), v, 600.0, f64::from(gap) + cut / 5.0);
    }

    #[test]
    fn first_points_of_another_date_do_not_begin_the_run(v in speeds(), count in 1..60usize, weeks in select(vec![1024, 2048, 52, 1, 2800]), later in any::<bool>()) {
        let shift = f64::from(weeks) * 7.0 * 86_400.0 * if later { 1.0 } else { -1.0 };
        let mut index = 0;
        let kept = steady(v, 300).only_places().with(|it| {
            it.time_s += if index < count { shift } else { 0.0 };
            index += 1;
        });
        let bytes = gpx(&kept, USUAL_GPX).into_bytes();
        is_steady("gpx", &bytes, v, 300.0, 2.0);
        let track = runs(&bytes).remove(0);
        prop_assert!((track.start_s.expect("a date") - START_S).abs() < 5.0, "{:?}", track.start_s);
        prop_assert!((outcome(&bytes).elapsed_s - 300.0).abs() < 5.0);
    }

    #[test]
    fn runs_of_several_days_are_several(v in speeds(), days in prop::collection::vec(1..40u32, 1..4), seed in any::<bool>()) {
        let mut all = Vec::new();
        let mut day = 0;
        all.push(steady(v, 300));
        for later in &days {
            day += later;
            all.push(steady(v, 300).later(f64::from(day) * 86_400.0));
        }
        if seed {
            all.reverse();
        }
        let count = all.len();
        let activities: Vec<String> = all.iter().map(tcx).collect();
        let inner = |text: &String| {
            let from = text.find("<Activity ").expect("an activity");
            let to = text.find("</Activities>").expect("its end");
            text[from..to].to_owned()
        };
        let joined: String = activities.iter().map(inner).collect();
        let tcx = format!("<TrainingCenterDatabase><Activities>{joined}</Activities></TrainingCenterDatabase>");
        let fit = all.iter().map(|kept| fit(kept, USUAL)).collect::<Vec<_>>().concat();
        let gpx = gpx(&all.into_iter().reduce(Kept::then).expect("a run"), USUAL_GPX);
        for bytes in [tcx.as_bytes(), &fit, gpx.as_bytes()] {
            let tracks = runs(bytes);
            prop_assert_eq!(tracks.len(), count);
            for track in &tracks {
                let outcome = of_track(track);
                prop_assert!((outcome.distance_m / (300.0 * v) - 1.0).abs() < 0.02, "{:?}", outcome);
                prop_assert!((outcome.elapsed_s - 300.0).abs() < 3.0, "{:?}", outcome);
            }
        }
    }
}

#[test]
fn decimal_commas_are_read_as_points() {
    let mut text = gpx(&steady(3.0, 300), USUAL_GPX);
    for (from, to) in
        [("lat=\"52.", "lat=\"52,"), ("lon=\"9.", "lon=\"9,"), ("<ele>100.", "<ele>100,")]
    {
        assert!(text.contains(from));
        text = text.replace(from, to);
    }
    is_steady("gpx", text.as_bytes(), 3.0, 300.0, 0.0);
    let recording = activity::read(&mut text.as_bytes()).expect("a recording").remove(0);
    assert!(
        recording.damage.iter().any(|it| it.contains("decimal comma")),
        "{:?}",
        recording.damage
    );
}

#[test]
fn a_refusal_names_the_true_reason() {
    let mut hearts = "<TrainingCenterDatabase><Activities><Activity><Lap><Track>".to_owned();
    for second in 0..60 {
        let _ = write!(
            hearts,
            "<Trackpoint><Time>2026-05-01T06:00:{second:02}Z</Time><HeartRateBpm><Value>140</Value></HeartRateBpm></Trackpoint>"
        );
    }
    hearts += "</Track></Lap></Activity></Activities></TrainingCenterDatabase>";
    let error = activity::read(&mut hearts.as_bytes()).expect_err("nothing to compute");
    assert!(error.to_string().contains("heart rate"), "{error}");
}
