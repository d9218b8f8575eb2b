//! Which recordings are runs: by what they say of the sport, in any language, else by their name, else by their speed.

use crate::asked::{computed, near, piped, within};
use crate::truth::{Kept, level};
use crate::xml::{USUAL_GPX, gpx};

/// A phone's GPX of two minutes at that speed, with what it says of the sport.
fn typed(kind: &str, speed_m_s: f64) -> String {
    let kept = Kept::of(&[level(300, speed_m_s, 84.0)]).without_cadence();
    let plain = gpx(&kept, USUAL_GPX);
    let begins = plain.find("<trk>").expect("a track") + "<trk>".len();
    let ends = plain.find("<trkseg>").expect("a segment");
    format!("{}{kind}{}", &plain[..begins], &plain[ends..])
}

#[test]
fn running_is_running_in_the_language_of_the_phone() {
    for word in [
        "running",
        "Laufen",
        "Course à pied",
        "Correr",
        "Corsa",
        "Corrida",
        "Hardlopen",
        "Løb",
        "Löpning",
        "Juoksu",
        "Bieganie",
        "Бег",
        "跑步",
        "ランニング",
        "Footing",
        "Trailrunning",
        "Trail",
        "Jogging",
        "trail_running",
        "TRAIL RUN",
        "Laufen im Park",
        "street_running",
        "9",
    ] {
        let table = computed(typed(&format!("<type>{word}</type>"), 3.0), &[]);
        within(word, table.number(0, "running_m"), 900.0, 2.0);
    }
    let table = computed(typed("<type>indoor_running</type>", 3.0), &[]);
    assert_eq!(table.cell(0, "sport"), "treadmill_running");
}

#[test]
fn another_sport_is_skipped_and_named() {
    for (kind, name) in [
        ("<type>wheelchair_push_run</type>", "wheelchair push run"),
        ("<type>Radfahren</type>", "cycling"),
        ("<type>inline</type>", "skating"),
        ("<type>chess boxing</type>", "chess boxing"),
        ("<name><![CDATA[Cycling 5/1/26 6:00 am]]></name>", "cycling"),
        ("<name>Walking 5/1/26</name>", "walking"),
        ("<name>Morning Ride</name>", "cycling"),
        ("<name>Wanderung am Brocken</name>", "hiking"),
        ("<name>Hike on the trail</name><type></type>", "hiking"),
    ] {
        let ended = piped(&["-", "--mass", "70"], typed(kind, 3.0));
        assert!(ended.err.contains("skipped") && ended.err.contains(name), "{kind}: {}", ended.err);
        // and can be taken for running all the same
        computed(typed(kind, 3.0), &["--any-sport"]);
    }
    for kind in
        ["<name>Trail am Abend</name>", "<name>Run to the bike shop</name>", "<name>x</name>", ""]
    {
        let table = computed(typed(kind, 3.0), &[]);
        within(kind, table.number(0, "running_m"), 900.0, 2.0);
    }
}

#[test]
fn what_says_no_sport_and_is_faster_than_anybody_is_skipped() {
    for (seconds, speed_m_s) in [(1200, 7.5), (300, 7.5), (3600, 6.4), (7200, 6.0), (200, 9.0)] {
        let kept = Kept::of(&[level(seconds, speed_m_s, 84.0)]).only_places();
        let untyped = gpx(&kept, USUAL_GPX).replace("<type>running</type>", "");
        let ended = piped(&["-", "--mass", "70"], untyped);
        let what = format!("{speed_m_s} m/s for {seconds} s");
        assert!(ended.err.contains("skipped"), "{what}: {}", ended.err);
        // who says that it is a run is believed
        computed(gpx(&kept, USUAL_GPX), &[]);
    }
    // 10 km in half an hour is a run
    let kept = Kept::of(&[level(1800, 5.6, 84.0)]).only_places();
    let untyped = gpx(&kept, USUAL_GPX).replace("<type>running</type>", "");
    near("running", computed(untyped, &[]).number(0, "running_m"), 10_080.0, 0.01);
}
