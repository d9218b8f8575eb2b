//! Weeks, people, seasons: sums, classes of 30 days, whose mass and which day, and that the order of files never matters.

// other tests need more of it
#[allow(dead_code)]
mod common;

#[path = "history/made.rs"]
mod made;

use common::{Ended, Folder, fed, musclerun};
use jiff::civil::{Date, date};
use musclerun::answer::history::{
    AthleteTable, DayRange, History, HistoryAnswer, HistoryQuestion, PeriodLength, RunStart,
    SessionSummary, time_zone,
};
use musclerun::conditions::Conditions;
use musclerun::training::embedded as training;
use musclerun::units::{Distance, RunLength, Speed};
use proptest::prelude::*;

use made::{gpx, zip};

fn run(mut command: std::process::Command) -> Ended {
    fed(&mut command, b"")
}

fn question() -> HistoryQuestion {
    HistoryQuestion { mass: Some("70".parse().expect("a mass")), ..HistoryQuestion::default() }
}

/// A run of so many metres at noon of a day.
fn session(history: &History<'_>, day: Date, metres: f64, name: &str) -> SessionSummary {
    let run = Conditions::new(Speed::from_m_per_s(3.0).expect("a speed"));
    let length = RunLength::Distance(Distance::from_metres(metres).expect("a distance"));
    let session = SessionSummary::logged(history.evidence(), history.muscles(), &run, length, name);
    let mut session = session.expect("steps that can be");
    session.start = Some(RunStart::Clock(day.at(12, 0, 0, 0)));
    session
}

fn answer(question: HistoryQuestion, runs: &[(Date, f64)]) -> HistoryAnswer<'static> {
    let evidence = musclerun::embedded::evidence();
    let mut history = History::new(evidence, training(), question).expect("known muscles");
    for (i, (day, metres)) in runs.iter().enumerate() {
        let session = session(&history, *day, *metres, &format!("{i}"));
        history.add("", session).expect("a place");
    }
    history.answer()
}

#[test]
fn the_four_classes_have_the_edges_of_the_study() {
    for (metres, class) in [
        (5_000.0, "reference"),
        (11_000.0, "reference"),
        (11_001.0, "small"),
        (13_000.0, "small"),
        (13_001.0, "moderate"),
        (20_000.0, "moderate"),
        (20_001.0, "large"),
    ] {
        let told = answer(question(), &[(date(2026, 3, 1), 10_000.0), (date(2026, 3, 31), metres)]);
        let run = &told.athletes[0].runs[1];
        assert_eq!(
            told.class(run.longer_than_30_days).map(|class| class.key),
            Some(class),
            "{metres}"
        );
    }
    // the figure beside a class is of that class too, as text and for programs
    for (metres, over, in_text) in [
        (11_003.0, "10.03", "10.03 %"),
        (11_040.0, "10.40", "10.4 %"),
        (13_000.4, "30.004", "30.004 %"),
        (12_600.0, "26.00", "26 %"),
        (20_040.0, "100.40", "100.4 %"),
    ] {
        let told = answer(
            HistoryQuestion { runs: true, ..question() },
            &[(date(2026, 3, 1), 10_000.0), (date(2026, 3, 31), metres)],
        );
        let document = told.document();
        let sentences = document.summary.sentences().join(" ");
        assert!(sentences.contains(&format!("were {in_text} longer")), "{sentences}");
        let records = told.records();
        let column = records.names.iter().position(|name| name == "over_30_days_pct");
        let row = records.rows().nth(1).expect("two runs");
        assert_eq!(row[column.expect("the column")].cell(), over);
    }
    // 31 days before is too long ago, and the same day is not before
    let told = answer(question(), &[(date(2026, 2, 28), 10_000.0), (date(2026, 3, 31), 30_000.0)]);
    assert_eq!(told.athletes[0].runs[1].longer_than_30_days, None);
}

#[test]
fn weeks_go_from_monday_over_new_year_too() {
    let days = [date(2025, 12, 28), date(2025, 12, 29), date(2026, 1, 4), date(2026, 1, 5)];
    let told = answer(question(), &days.map(|day| (day, 5000.0)));
    let weeks: Vec<(Date, usize)> =
        told.athletes[0].periods.iter().map(|week| (week.range.from, week.sum.runs)).collect();
    let wanted = [(date(2025, 12, 22), 1), (date(2025, 12, 29), 2), (date(2026, 1, 5), 1)];
    assert_eq!(weeks, wanted);
    let records = told.records();
    let names: Vec<String> = records.rows().map(|row| row[2].cell()).collect();
    assert!(names.contains(&"2026-W01".to_owned()) && !names.contains(&"2025-W53".to_owned()));
}

#[test]
fn ranges_of_days_are_read_as_typed() {
    let range = |text: &str| text.parse::<DayRange>().map(|range| (range.from, range.to));
    assert_eq!(range("2026-03"), Ok((date(2026, 3, 1), date(2026, 3, 31))));
    assert_eq!(range("2026-W01"), Ok((date(2025, 12, 29), date(2026, 1, 4))));
    assert_eq!(range("2026"), Ok((date(2026, 1, 1), date(2026, 12, 31))));
    assert_eq!(range("2026-03-01..2026-03-14"), Ok((date(2026, 3, 1), date(2026, 3, 14))));
    for wrong in ["", "2026-13", "march", "2026-03-14..2026-03-01", "2026-W54", "1e3"] {
        assert!(range(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_mass_holds_from_its_day_on() {
    let athletes = AthleteTable::read("name,from,mass_kg\nAnna,,61\nAnna,2026-03-10,59.5\n");
    let athletes = athletes.expect("a sound table");
    let question = HistoryQuestion { athletes, ..HistoryQuestion::default() };
    let evidence = musclerun::embedded::evidence();
    let mut history = History::new(evidence, training(), question).expect("known muscles");
    for day in [9, 10] {
        let mut session = session(&history, date(2026, 3, day), 8000.0, "x");
        session.mass_kg = Some(68.0);
        history.add("anna", session).expect("a place");
    }
    let told = history.answer();
    assert_eq!(told.athletes[0].name, "Anna");
    let kg: Vec<f64> = told.athletes[0].runs.iter().map(|run| run.mass.kilograms()).collect();
    assert_eq!(kg, [61.0, 59.5]);
    let notes = told.document().notes;
    assert!(notes.iter().any(|note| note.text.contains("more than 5 kg, 68 kg where")));
    // without a mass a run has no place
    let mut history =
        History::new(evidence, training(), HistoryQuestion::default()).expect("known");
    let session = session(&history, date(2026, 3, 1), 8000.0, "x");
    assert!(history.add("", session).is_err());
}

#[test]
fn days_are_those_of_the_time_zone_also_where_its_clock_changes() {
    let evidence = musclerun::embedded::evidence();
    // the clock of Berlin goes from 2:00 to 3:00 on 29 March 2026, a Sunday
    for (moment, zone, day) in [
        ("2026-03-22T22:30:00Z", "UTC", date(2026, 3, 22)),
        ("2026-03-22T23:30:00Z", "Europe/Berlin", date(2026, 3, 23)),
        ("2026-03-29T21:30:00Z", "Europe/Berlin", date(2026, 3, 29)),
        ("2026-03-29T22:30:00Z", "Europe/Berlin", date(2026, 3, 30)),
        ("2026-03-30T03:30:00Z", "America/New_York", date(2026, 3, 29)),
        ("2026-03-29T22:30:00Z", "+01:00", date(2026, 3, 29)),
    ] {
        let question = HistoryQuestion {
            time_zone: Some(time_zone(zone).expect("a time zone")),
            ..question()
        };
        let mut history = History::new(evidence, training(), question).expect("known muscles");
        let mut session = session(&history, day, 8000.0, "x");
        let seconds = moment.parse::<jiff::Timestamp>().expect("a moment");
        session.start = Some(RunStart::Moment(seconds.as_duration().as_secs_f64(), None));
        history.add("", session).expect("a place");
        let told = history.answer();
        assert_eq!(told.athletes[0].runs[0].day(), day, "{moment} {zone}");
    }
    assert!(time_zone("Europe/Nowhere").is_err() && time_zone("+99").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sums_over_weeks_are_sums_over_runs_in_any_order(
        runs in prop::collection::vec((0_i64..200, 2000.0_f64..30_000.0), 1..40),
        order in any::<prop::sample::Index>(),
        by_month in any::<bool>(),
    ) {
        let length = if by_month { PeriodLength::Month } else { PeriodLength::Week };
        let day = |days: i64| date(2025, 11, 20).saturating_add(jiff::Span::new().days(days));
        let runs: Vec<(Date, f64)> = runs.iter().map(|(days, metres)| (day(*days), *metres)).collect();
        let told = answer(HistoryQuestion { length, ..question() }, &runs);
        let athlete = &told.athletes[0];
        prop_assert_eq!(athlete.runs.len() + athlete.duplicates.len(), runs.len());
        let all: f64 = athlete.runs.iter().map(|run| run.session.distance_m).sum();
        let weeks: f64 = athlete.periods.iter().map(|week| week.sum.distance_m).sum();
        prop_assert!((all - weeks).abs() < 1e-6);
        for muscle in 0..told.muscles.len() {
            let all: f64 = athlete.runs.iter().filter_map(|run| run.load_kn_s(muscle)).sum();
            let weeks: f64 = athlete.periods.iter().filter_map(|week| week.sum.loads[muscle].load_kn_s).sum();
            prop_assert!((all - weeks).abs() <= 1e-9 * all.max(1.0));
        }
        // the same files in another order, under their own names
        let evidence = musclerun::embedded::evidence();
        let mut turned = History::new(evidence, training(), HistoryQuestion { length, ..question() }).expect("known");
        let first = order.index(runs.len());
        for i in (0..runs.len()).map(|i| (i + first) % runs.len()).rev() {
            let session = session(&turned, runs[i].0, runs[i].1, &format!("{i}"));
            turned.add("", session).expect("a place");
        }
        let rows = |told: &HistoryAnswer<'_>| told.records().rows().collect::<Vec<_>>();
        prop_assert_eq!(rows(&told), rows(&turned.answer()));
    }
}

/// Two athletes with files of several makers, a takeout, a broken file and one met twice.
fn team(name: &str) -> Folder {
    let folder = Folder::new(name);
    let sub = |name: &str| {
        std::fs::create_dir_all(folder.path(name)).expect("a folder can be made");
    };
    sub("Anna/2026");
    sub("Ben");
    folder.file("Anna/2026/a.gpx", gpx("2026-03-02T06:00:00Z", 5.0));
    folder.file("Anna/2026/b.gpx", gpx("2026-03-04T06:00:00Z", 6.0));
    // the same run from elsewhere
    folder.file("Anna/again.gpx", gpx("2026-03-02T06:01:30Z", 5.05));
    folder.file("Anna/notes.txt", "nothing to see here\n");
    folder.file("Anna/broken.fit", b"\x0e\x10\xd9\x07\x00\x00\x10\x00.FIT");
    let log = "Activity ID,Activity Date,Activity Name,Activity Type,Filename,Elapsed Time,Distance,Elapsed Time,Moving Time,Distance,Average Speed\n\
               1,\"Mar 3, 2026, 6:00:00 AM\",x,Run,activities/1.gpx,1500,5,1500,1500,5000,3.333\n\
               2,\"Mar 5, 2026, 6:00:00 AM\",x,Run,,3000,10,3000,3000,10000,3.333\n";
    let takeout = zip(&[
        ("activities.csv", log.as_bytes(), true),
        ("activities/1.gpx", gpx("2026-03-03T05:10:00Z", 5.0).as_bytes(), true),
        ("profile.json", b"{}", false),
    ]);
    folder.file("Ben/export_1234.zip", takeout);
    folder.file("athletes.csv", "name,mass_kg,time_zone\nAnna,61,Europe/Berlin\nBen,80,\n");
    folder
}

#[test]
fn a_team_goes_through_one_call() {
    let folder = team("call");
    let path = folder.path("");
    let ended = run(musclerun(&["history", &path, "--format", "csv", "--runs"])).ends(3);
    let ended = ended.says("broken.fit");
    let table = ended.table();
    assert_eq!(table.column("athlete"), ["Anna", "Anna", "Ben", "Ben"]);
    assert_eq!(table.column("mass_kg"), ["61.00", "61.00", "80.00", "80.00"]);
    assert_eq!(table.column("mass_from"), ["athletes"; 4]);
    assert_eq!(table.column("format"), ["gpx", "gpx", "gpx", "log"]);
    assert_eq!(table.cell(0, "local_start"), "2026-03-02T07:00:00");
    // the recorded file wins over its row
    assert!(table.cell(2, "file").ends_with("activities/1.gpx"));
    let weeks =
        run(musclerun(&["history", &path, "--format", "csv", "--muscles", "soleus"])).ends(3);
    let weeks = weeks.table();
    assert_eq!(weeks.column("runs"), ["2", "2"]);
    let sum: f64 = (0..2).map(|row| table.number(row, "soleus_load_one_leg_kn_s")).sum();
    assert!((weeks.number(0, "load_one_leg_kn_s") - sum).abs() < 0.011);
    // the option goes before the table
    let heavy =
        run(musclerun(&["history", &path, "--mass", "70", "--format", "csv", "--runs"])).ends(3);
    assert_eq!(heavy.table().column("mass_from"), ["option"; 4]);
}

#[test]
fn one_run_is_what_run_says_of_it() {
    let folder = Folder::new("one");
    let file = folder.file("a.gpx", gpx("2026-03-02T06:00:00Z", 5.0));
    let alone = run(musclerun(&["run", &file, "--mass", "61", "--format", "csv"])).ends(0).table();
    let told = run(musclerun(&["history", &file, "--mass", "61", "--format", "csv", "--runs"]))
        .ends(0)
        .table();
    for muscle in ["soleus", "quadriceps", "achilles"] {
        assert_eq!(
            told.cell(0, &format!("{muscle}_load_one_leg_kn_s")),
            alone.cell(0, &format!("{muscle}_cumulative_kn_s"))
        );
        assert_eq!(
            told.cell(0, &format!("{muscle}_peak_max_bw")),
            alone.cell(0, &format!("{muscle}_peak_max_bw"))
        );
    }
}

#[test]
fn nothing_is_told_of_nothing_and_wrong_words_are_refused() {
    let folder = Folder::new("empty");
    let path = folder.path("");
    let empty = run(musclerun(&["history", &path])).ends(0);
    assert!(empty.out().contains("No run is known"));
    run(musclerun(&["history", &folder.path("none.fit")])).ends(1);
    run(musclerun(&["history", &path, "--time-zone", "Mars/Base"])).ends(2).says("is no time zone");
    run(musclerun(&["history", &path, "--last", "soon"])).ends(2).says("12w");
    let table = folder.file("people.csv", "who,kg\nAnna,61\n");
    run(musclerun(&["history", &path, "--athletes", &table])).ends(2).says("has no column name");
    let log = folder.file("log.csv", "distance_km,duration\n10,50:00\n");
    run(musclerun(&["history", &log, "--mass", "70"])).ends(1).says("does not say when it was");
}

#[test]
fn a_cache_is_quick_to_be_made_and_never_believed_when_it_is_damaged() {
    let folder = team("cached");
    let cache = Folder::new("cache");
    let ask = |cached: bool| {
        let mut command = musclerun(&["history", &folder.path(""), "--format", "csv"]);
        command.env("XDG_CACHE_HOME", &cache.0);
        if cached {
            command.arg("--cache");
        }
        run(command).ends(3).out().to_owned()
    };
    let plain = ask(false);
    assert_eq!(ask(true), plain);
    let kept = || {
        let files = std::fs::read_dir(cache.0.join("musclerun")).expect("a cache");
        files.map(|file| file.expect("a file").path()).collect::<Vec<_>>()
    };
    assert!(kept().len() > 3, "{:?}", kept());
    assert_eq!(ask(true), plain);
    for (i, file) in kept().iter().enumerate() {
        let text = std::fs::read_to_string(file).expect("a text");
        let worse = match i % 3 {
            0 => text.replace("impulse_bw_s\":", "impulse_bw_s\":9"),
            1 => text[..text.len() / 2].to_owned(),
            _ => String::new(),
        };
        std::fs::write(file, worse).expect("a file can be written");
    }
    assert_eq!(ask(true), plain);
}

#[test]
fn a_page_is_one_file_without_script() {
    let folder = team("page");
    let page = run(musclerun(&["history", &folder.path(""), "--format", "html"])).ends(3);
    let page = page.out();
    assert!(!page.contains("<script") && !page.contains("http-equiv"));
    assert!(page.contains("Anna") && page.contains("Ben"));
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut single = ids.clone();
    single.sort_unstable();
    single.dedup();
    assert_eq!(single.len(), ids.len(), "an id stands twice");
    // everything that is pointed at is there; the outlines of the body are written once for both
    for place in page.split("href=\"#").skip(1) {
        let place = place.split('"').next().unwrap_or("");
        assert!(place == "top" || single.binary_search(&place).is_ok(), "{place}");
    }
    assert!(
        page.contains("<a href=\"#part-2\">Anna</a>")
            && page.contains("<a href=\"#part-3\">Ben</a>")
    );
    assert_eq!(page.matches("<a href=\"#top\">All athletes</a>").count(), 2);
    let mut outlines: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("<defs><path ")?.split(" d=").nth(1))
        .collect();
    let all = outlines.len();
    outlines.sort_unstable();
    outlines.dedup();
    assert!(all > 50 && outlines.len() == all, "{} of {all}", outlines.len());
}

#[test]
fn names_and_order_of_files_change_no_figure() {
    let (one, other) = (team("names"), team("renamed"));
    for (from, to) in [
        ("Anna/2026/a.gpx", "Anna/z.gpx"),
        ("Anna/again.gpx", "Anna/2026/0.gpx"),
        ("Anna/2026/b.gpx", "Anna/00.gpx"),
        ("Ben/export_1234.zip", "Ben/a.zip"),
    ] {
        std::fs::rename(other.path(from), other.path(to)).expect("a file can be renamed");
    }
    let rows = |folder: &Folder| {
        let path = folder.path("");
        run(musclerun(&["history", &path, "--format", "csv"])).ends(3).out().to_owned()
    };
    assert!(rows(&one).lines().count() > 20);
    assert_eq!(rows(&one), rows(&other));
}

#[test]
fn a_folder_of_broken_recordings_names_each() {
    let folder = Folder::new("broken");
    folder.file("a.gpx", "nope");
    folder.file("b.fit", b"\x01\x02\x03");
    folder.file("c.tcx", "<html></html>");
    folder.file("notes.txt", "nope");
    let ended = run(musclerun(&["history", &folder.path(""), "--mass", "70"]));
    assert_ne!(ended.code, Some(0));
    ended.says("a.gpx").says("b.fit").says("c.tcx").says("files passed over: 1");
}

#[test]
fn two_periods_are_compared_a_kilometre_and_in_all() {
    let log = "tests/history/weeks.csv";
    let ended = run(musclerun(&[
        "compare", "--a", "2026-02", "--b", "2026-03", log, "--mass", "61", "--format", "csv",
    ]));
    let table = ended.ends(0).table();
    let months =
        run(musclerun(&["history", log, "--mass", "61", "--by", "month", "--format", "csv"]));
    let months = months.ends(0).table();
    let of_soleus = |table: &common::Table| {
        let rows = table.column("muscle");
        let places = rows.iter().enumerate().filter(|(_, muscle)| **muscle == "soleus");
        places.map(|(row, _)| row).collect::<Vec<_>>()
    };
    let row = of_soleus(&table)[0];
    for (side, month) in ["a", "b"].into_iter().zip(of_soleus(&months)) {
        let load = table.cell(row, &format!("load_{side}_kn_s"));
        assert_eq!(load, months.cell(month, "load_one_leg_kn_s"));
        let km = table.number(row, &format!("distance_{side}_m")) / 1000.0;
        let of_km = table.number(row, &format!("km_{side}_kn_s"));
        assert!((of_km * km - load.parse::<f64>().expect("a number")).abs() < 1.0);
    }
    run(musclerun(&["compare", "--a", "2026-02", log])).ends(2).says("--b");
    run(musclerun(&["compare", "--a", "March", "--b", "2026-02", log])).ends(2).says("2026-W10");
}

#[test]
fn pictures_are_drawn_and_a_year_of_one_person_is_a_small_page() {
    use std::fmt::Write as _;
    let folder = Folder::new("year");
    let mut log = "start,distance_km,duration\n".to_owned();
    for day in 0..360 {
        let date = date(2025, 1, 1).saturating_add(jiff::Span::new().days(day));
        let km = 5 + day % 11;
        let minutes = 5 * km;
        let (hours, minutes) = (minutes / 60, minutes % 60);
        writeln!(log, "{date} 07:00:00,{km},{hours}:{minutes:02}:00").expect("a text grows");
    }
    let log = folder.file("log.csv", log);
    let page = run(musclerun(&["history", &log, "--mass", "61", "--format", "html"])).ends(0);
    assert!(page.bytes.len() < 300_000, "{} bytes", page.bytes.len());
    let svg = run(musclerun(&["history", &log, "--mass", "61", "--format", "svg"])).ends(0);
    assert!(svg.out().contains("1 Jan 2025: 5.0 km in 1 run"));
}

#[test]
fn the_longest_of_thirty_days_is_looked_for_in_takeouts_and_logs_too() {
    let folder = Folder::new("longest");
    let old = gpx("2026-01-02T07:00:00Z", 20.0);
    let newer = gpx("2026-03-01T07:00:00Z", 12.0);
    let rows = "date,distance_km,duration\n2026-03-20,9,0:45:00\n2026-03-25,bad,0:45:00\n";
    let files: [(&str, &[u8], bool); 3] = [
        ("a/old.gpx", old.as_bytes(), true),
        ("a/long.gpx", newer.as_bytes(), true),
        ("activities.csv", rows.as_bytes(), false),
    ];
    let takeout = folder.file("export_1.zip", zip(&files));
    let log = folder.file("log.csv", rows);
    for (path, name) in [(&takeout, "long.gpx: 12.0 km"), (&log, "log.csv:2: 9.0 km")] {
        let typed = ["reduce", "soleus", "--pace", "5:00", "--until", "longest", "--history", path];
        run(musclerun(&typed)).ends(0).says(name);
    }
}

#[test]
fn a_file_of_an_archive_that_is_not_what_was_packed_is_refused_by_name() {
    let folder = Folder::new("checksum");
    let (one, two) = (gpx("2026-03-01T07:00:00Z", 5.0), gpx("2026-03-03T07:00:00Z", 6.0));
    for is_deflated in [false, true] {
        let files: [(&str, &[u8], bool); 2] =
            [("one.gpx", one.as_bytes(), is_deflated), ("two.gpx", two.as_bytes(), is_deflated)];
        let mut bytes = zip(&files);
        // a bit of what is packed as the first file
        bytes[200] ^= 1;
        let path = folder.file("export_1.zip", bytes);
        let told = run(musclerun(&["history", &path, "--mass", "70", "-f", "csv", "--runs"]));
        let told = told.ends(3).says("one.gpx: ");
        assert_eq!(told.table().rows.len(), 1, "{is_deflated}");
        if !is_deflated {
            told.says("CRC-32");
        }
    }
}

#[test]
fn the_ascent_of_a_row_counts_where_no_recording_says_another() {
    let folder = Folder::new("climb");
    let rows = "Activity Type,Date,Distance,Time,Total Ascent\n\
                Running,2026-03-02 07:00:00,10.00,00:50:00,123\n\
                Running,2026-03-03 07:00:00,10.00,00:50:00,\n\
                Running,2026-03-04 07:00:00,5.01,00:27:50,77\n";
    let log = folder.file("activities.csv", rows);
    let recorded = folder.file("a.gpx", gpx("2026-03-04T07:00:00Z", 5.0));
    let told = |paths: &[&str], more: &[&str]| {
        let typed = [&["history", "--mass", "70", "-f", "csv"], more, paths].concat();
        run(musclerun(&typed)).ends(0).table()
    };
    let alone = told(&[&log], &["--runs"]);
    assert_eq!(alone.column("ascent_m"), ["123.0", "", "77.0"]);
    assert_eq!(told(&[&log], &[]).cell(0, "ascent_m"), "200.0");
    let both = told(&[&log, &recorded], &["--runs"]);
    assert_eq!(both.column("ascent_m"), ["123.0", "", "0.0"]);
}

#[test]
fn a_picture_has_a_block_an_athlete_and_no_more_than_twenty() {
    use std::fmt::Write as _;
    let folder = Folder::new("blocks");
    let mut log = "Name,start,distance_km,duration\n".to_owned();
    for athlete in 0..23 {
        // the first have the fewest runs
        for week in 0..2 + athlete {
            let day = date(2026, 1, 5).saturating_add(jiff::Span::new().weeks(week));
            writeln!(log, "Runner {athlete:02},{day} 07:00:00,5,0:25:00").expect("a text grows");
        }
    }
    let log = folder.file("log.csv", log);
    let typed = ["history", &log, "--mass=61", "--athlete-column=Name", "--format=svg"];
    let svg = run(musclerun(&typed)).ends(0);
    let drawn = |athlete: usize| svg.out().contains(&format!("Runner {athlete:02} · "));
    assert_eq!(
        (0..23).filter(|athlete| drawn(*athlete)).collect::<Vec<_>>(),
        (3..23).collect::<Vec<_>>()
    );
    assert!(svg.out().contains("3 athletes with fewer runs not drawn"));
    assert!(svg.bytes.len() < 400_000, "{} bytes", svg.bytes.len());
}
