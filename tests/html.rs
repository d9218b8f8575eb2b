//! Reports in HTML: well formed, whole in one file, true to the figures, and the same every time.
//!
//! `BLESS=1 cargo test --test html` writes the reports of `tests/html` anew after a change that is meant; read the
//! difference before it is kept. The browser test beside looks at them as people do.

// other tests need more of it
#[allow(dead_code)]
mod common;
#[path = "common/tables.rs"]
mod tables;

use std::fs;
use std::path::Path;

use common::{Folder, calculated, fed, musclerun};
use quick_xml::Reader;
use quick_xml::events::Event;

const UPHILL: &[&str] = &["--pace", "5:00", "--mass", "70kg", "--terrain", "uphill"];
const HILLS: &[&str] = &["run", "tests/run/hills.gpx", "--mass", "70kg"];

#[track_caller]
fn report(arguments: &[&str]) -> String {
    let mut arguments = arguments.to_vec();
    arguments.extend(["--format", "html"]);
    calculated(&arguments).out().to_owned()
}

/// What is asked of every kind of report.
fn many() -> Vec<Vec<&'static str>> {
    let mut all: Vec<Vec<&str>> = vec![UPHILL.to_vec(), HILLS.to_vec()];
    for more in [
        &["--rank-by", "impulse"][..],
        &["--distance", "half", "--rank-by", "cumulative"],
        &["--muscles", "abdominals"],
        &["--detail", "--gradient", "-8%"],
        &["--terrain", "sand", "--units", "mi"],
        &["--study", "lenhart2014", "--top", "1"],
    ] {
        all.push([&["--pace", "5:00", "--mass", "70kg"], more].concat());
    }
    for more in [
        &["--rank-by", "mean", "--units", "mi"][..],
        &["--rank-by", "peak", "--muscles", "glutes,sartorius"],
        &["--by", "5min", "--gradient", "4%"],
        &["--muscles", "abdominals"],
        &["--top", "1"],
    ] {
        all.push([HILLS, more].concat());
    }
    all.push(vec!["compare", "pace=5:00", "pace=4:00,mass=80", "--mass", "70"]);
    all.push(vec!["sweep", "--pace", "7:00..3:30", "--mass", "70kg"]);
    all.push([UPHILL, &["--explain", "soleus"]].concat());
    all
}

/// Reads a report as XML, which finds every tag that is not closed and every sign that is not escaped, and tells the texts
/// of the elements with one of these names, in order.
#[track_caller]
fn texts(html: &str, names: &[&str]) -> Vec<String> {
    let mut reader = Reader::from_str(html);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.check_comments = true;
    let (mut found, mut open, mut depth): (Vec<String>, Option<usize>, usize) =
        (Vec::new(), None, 0);
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event();
        let event = event.unwrap_or_else(|error| panic!("at {at}: {error}"));
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("at {at}: {error}"));
                    let value = attribute.value;
                    assert!(!value.contains('<'), "at {at}: {value}");
                }
                if matches!(event, Event::Start(_)) {
                    depth += 1;
                    let name = tag.name();
                    let is_asked = names.iter().any(|n| *n == name.as_ref());
                    if open.is_none() && is_asked {
                        open = Some(depth);
                        found.push(String::new());
                    }
                }
            }
            Event::End(_) => {
                if open == Some(depth) {
                    open = None;
                }
                depth -= 1;
            }
            Event::Text(text) => {
                if let (Some(_), Some(last)) = (open, found.last_mut()) {
                    last.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let sign = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("at {at}: &{other};"),
                };
                if let (Some(_), Some(last)) = (open, found.last_mut()) {
                    last.push_str(sign);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "a tag is not closed");
    found.into_iter().map(|text| text.trim().replace('\u{a0}', " ")).collect()
}

/// The tables of a report: each a header and rows of cells.
fn tables(html: &str) -> Vec<(Vec<String>, Vec<Vec<String>>)> {
    let tables = html.split("<table").skip(1);
    tables
        .map(|rest| {
            let table = format!("<table{}", rest.split("</table>").next().expect("its end"));
            let rows = texts(&format!("{table}</table>"), &["tr"]).len();
            let cells = texts(&format!("{table}</table>"), &["th", "td"]);
            let width = cells.len() / rows;
            let mut rows = cells.chunks(width).map(<[String]>::to_vec);
            (rows.next().expect("a header"), rows.collect())
        })
        .collect()
}

/// The table that has a column of that title.
#[track_caller]
fn table_with(html: &str, title: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut tables = tables(html).into_iter();
    let found = tables.find(|(header, _)| header.iter().any(|name| name == title));
    found.unwrap_or_else(|| panic!("no column {title}"))
}

/// The numbers of a column of figures: what stands before ± and what behind it.
fn numbers(table: &(Vec<String>, Vec<Vec<String>>), title: &str) -> Vec<Vec<f64>> {
    let place = table.0.iter().position(|name| name == title).expect("a column");
    let cells = table.1.iter().map(|row| row[place].replace(',', ""));
    cells
        .map(|cell| {
            let parts = cell.split('±').map(|part| part.trim().trim_end_matches(" %"));
            parts.filter_map(|part| part.parse().ok()).collect()
        })
        .collect()
}

/// Checks that a figure of a report is that of a program's form, as far as it is rounded.
#[track_caller]
fn is(shown: f64, figure: &str, rounding: f64) {
    let figure: f64 = figure.parse().expect("a number");
    assert!((shown - figure).abs() <= rounding * 1.0001 + 1e-9, "{shown} for {figure}");
}

#[test]
fn every_report_is_well_formed_and_speaks_its_language() {
    for arguments in many() {
        let html = report(&arguments);
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
        assert!(html.ends_with("</html>\n"));
        let headings = texts(&html, &["h1"]);
        assert_eq!(headings.len(), 1, "{arguments:?}");
        let titles = texts(&html, &["title"]);
        assert!(!titles[0].is_empty(), "{arguments:?}");
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for arguments in many() {
        let html = report(&arguments);
        let levels: Vec<u32> = html
            .match_indices("<h")
            .filter_map(|(at, _)| html[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels.first(), Some(&1));
        let steps_down = levels.windows(2).all(|pair| pair[1] <= pair[0] + 1);
        assert!(steps_down, "{arguments:?}: {levels:?}");
    }
}

#[test]
fn nothing_is_loaded_and_no_script_runs() {
    for arguments in many() {
        let html = report(&arguments);
        for word in ["<script", "<link", "<img", "<iframe", "<object", "@import"] {
            assert!(!html.contains(word), "{arguments:?}: {word}");
        }
        let tags = html.split('<').skip(1).filter_map(|tag| tag.split('>').next());
        for word in tags.flat_map(|tag| tag.split_whitespace().skip(1)) {
            let is_reference = word.starts_with("src=") || word.contains("javascript:");
            let is_handler = word.starts_with("on") && word.contains("=\"");
            assert!(!is_reference && !is_handler, "{arguments:?}: {word}");
        }
        // patterns and gradients of the same document
        let mut places = html.match_indices("url(");
        assert!(places.all(|(at, _)| html[at..].starts_with("url(#")));
        for (at, _) in html.match_indices("http") {
            let address = &html[at..(at + 40).min(html.len())];
            let is_known = address.starts_with("https://doi.org/10.")
                || address.starts_with("http://www.w3.org/2000/svg");
            assert!(is_known, "{arguments:?}: {address}");
        }
    }
}

#[test]
fn every_number_of_the_table_is_that_of_the_csv() {
    for more in [&[][..], &["--distance", "half"], &["--detail"]] {
        let arguments = [UPHILL, more].concat();
        let table = table_with(&report(&arguments), "× body weight");
        let csv = calculated(&[&arguments[..], &["--format", "csv"]].concat()).table();
        assert_eq!(table.1.len(), csv.rows.len());
        let of = |title| numbers(&table, title);
        let (weights, newtons, kgf) = (of("× body weight"), of("N"), of("kgf"));
        let force = of("Force against level");
        for row in 0..csv.rows.len() {
            is(weights[row][0], csv.cell(row, "peak_bw"), 0.0505);
            is(weights[row][1], csv.cell(row, "sd_bw"), 0.0505);
            is(newtons[row][0], csv.cell(row, "peak_n"), 0.0);
            is(kgf[row][0], csv.cell(row, "peak_kgf"), 0.55);
            let ratio = csv.cell(row, "level_ratio");
            assert_eq!(force[row].is_empty(), ratio.is_empty());
            if let Some(force) = force[row].first() {
                is(1.0 + force / 100.0, ratio, 0.0055);
            }
        }
        if more.contains(&"half") {
            for (row, sum) in of("Load, kN·s").iter().enumerate() {
                is(sum[0], csv.cell(row, "cumulative_kn_s"), 0.55);
            }
        }
    }
}

#[test]
fn every_number_of_a_recorded_run_is_that_of_the_csv() {
    let html = report(HILLS);
    let table = table_with(&html, "Easy km");
    let csv = calculated(&[HILLS, &["--format", "csv"]].concat()).table();
    let keys: Vec<String> = table
        .1
        .iter()
        .map(|row| match &*row[1] {
            "Achilles tendon" => "achilles".to_owned(),
            "Kneecap joint" => "patellofemoral_joint".to_owned(),
            name => name.trim_end_matches(" ?").to_lowercase().replace(' ', "_"),
        })
        .collect();
    assert!(keys.len() > 10);
    for (row, key) in keys.iter().enumerate() {
        let cell = |name: &str| csv.cell(0, &format!("{key}_{name}"));
        let of = |title: &str| numbers(&table, title)[row].clone();
        is(of("Load, kN·s")[0], cell("cumulative_kn_s"), 0.55);
        is(of("Easy km")[0], cell("easy_km"), 0.055);
        is(of("Mean × body weight")[0], cell("peak_mean_bw"), 0.0505);
        is(of("Mean × body weight")[1], cell("peak_mean_sd_bw"), 0.0505);
        is(of("Highest × body weight")[0], cell("peak_max_bw"), 0.0505);
        is(of("Highest × body weight")[1], cell("peak_max_sd_bw"), 0.0505);
        is(of("N")[0], cell("peak_max_n"), 0.0);
    }
    // splits by the kilometre, unless others are asked for
    let splits = table_with(&html, "Split");
    let csv = calculated(&[HILLS, &["--by", "km", "--format", "csv"]].concat()).table();
    assert_eq!(splits.1.len(), csv.rows.len());
    for (row, cells) in splits.1.iter().enumerate() {
        assert_eq!(cells[0], csv.cell(row, "split"));
        is(numbers(&splits, "km")[row][0] * 1000.0, csv.cell(row, "distance_m"), 5.1);
        is(numbers(&splits, "Steps")[row][0], csv.cell(row, "running_steps"), 0.0);
        is(
            numbers(&splits, "Quadriceps")[row][0],
            csv.cell(row, "quadriceps_cumulative_kn_s"),
            0.55,
        );
    }
}

#[test]
fn splits_are_by_the_mile_where_miles_are_spoken_of() {
    let html = report(&[HILLS, &["--units", "mi"]].concat());
    assert_eq!(table_with(&html, "Split").1[0][0], "mi 1");
    assert_eq!(table_with(&report(&[HILLS, &["--by", "lap"]].concat()), "Split").1[0][0], "lap 1");
}

#[test]
fn the_first_sentence_names_the_muscle_of_the_first_row() {
    for (arguments, title) in [(UPHILL, "× body weight"), (HILLS, "Easy km")] {
        let html = report(arguments);
        let table = table_with(&html, title);
        let named = table.0.iter().position(|title| title == "Muscle");
        let first = table.1[0][named.expect("a column")].to_lowercase();
        let headline = texts(&html, &["h1"])[0].to_lowercase();
        assert!(headline.contains(&first), "{headline}: {first}");
    }
    let uphill = report(&[UPHILL, &["--data", tables::FOLDER]].concat());
    assert!(uphill.contains("as much as 463 kg"));
}

#[test]
fn no_tendon_or_joint_is_told_of_as_a_muscle() {
    let html = report(HILLS);
    assert!(html.contains("Achilles tendon"));
    let read = [texts(&html, &["header"]), texts(&html, &["p"])].concat().join(" ");
    for word in ["tendon", "joint", "Kneecap"] {
        assert!(!read.contains(word), "{read}");
    }
    // asked for alone it has its figure all the same
    let alone = report(&[HILLS, &["--muscles", "achilles"]].concat());
    assert!(texts(&alone, &["h1"])[0].contains("Achilles tendon carried"));
}

#[test]
fn hostile_names_of_files_are_escaped() {
    let folder = Folder::new("hostile");
    let bytes = fs::read("tests/run/hills.gpx").expect("a run");
    let name = "<img src=x onerror=alert(1)>&\"'\u{1}\u{202e}\u{7f}<!--.gpx";
    let path = folder.file(name, bytes);
    let html = report(&["run", &path, "--mass", "70kg"]);
    let shown = "<img src=x onerror=alert(1)>&\"'\u{fffd}\u{202e}\u{fffd}<!--.gpx";
    assert_eq!(texts(&html, &["bdi"]), [shown]);
    assert_eq!(texts(&html, &["title"])[0], format!("{shown}: what each muscle bore"));
    assert!(!html.contains("<img") && !html.contains("<!--"));
    // a report is sent to others: it does not say where the file lay
    assert!(!html.contains(env!("CARGO_TARGET_TMPDIR")));
}

#[test]
fn the_name_of_a_file_is_shown_as_it_is() {
    let folder = Folder::new("names");
    let bytes = fs::read("tests/run/hills.gpx").expect("a run");
    for name in ["my 5 % run.gpx", "3 m up & 2 kN·s.gpx", "</tr> in a name.gpx"] {
        let path = folder.path(&name.replace('/', ":"));
        fs::write(&path, &bytes).expect("a file can be written");
        let html = report(&["run", &path, "--mass", "70kg"]);
        let escaped = name.replace('/', ":").replace('&', "&amp;").replace('<', "&lt;");
        let escaped = escaped.replace('>', "&gt;");
        assert!(html.contains(&format!("<bdi>{escaped}</bdi>")), "{name}");
    }
}

#[test]
fn several_runs_in_one_report_have_no_id_twice() {
    let hills = "tests/run/hills.gpx";
    let html = report(&["run", hills, hills, "--mass", "70kg"]);
    let mut ids: Vec<&str> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(ids.len() >= 4, "{ids:?}");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn the_name_of_a_file_is_no_mark_up_and_nothing_for_a_terminal_to_obey() {
    let folder = Folder::new("obeyed");
    let name = "a\u{1b}[31m\nb<b>c|d&lt;.gpx";
    let path = folder.file(name, fs::read("tests/run/hills.gpx").expect("a run"));
    let compared = |format: &str| {
        calculated(&["compare", &path, &path, "--mass", "70kg", "--format", format])
            .out()
            .to_owned()
    };
    let text = compared("table");
    assert!(!text.contains('\u{1b}') && text.contains("[31m b<b>c|d&lt;.gpx"), "{text}");
    let markdown = compared("md");
    assert!(!markdown.contains('\u{1b}'), "{markdown}");
    assert!(markdown.contains("b\\<b>c|d&amp;lt;.gpx"), "{markdown}");
    let recorded = |format: &str| {
        calculated(&["run", &path, "--mass", "70kg", "--format", format]).out().to_owned()
    };
    let text = recorded("table");
    assert!(!text.contains('\u{1b}') && text.contains("[31m b<b>c|d&lt;.gpx"));
    let markdown = recorded("md");
    assert!(!markdown.contains('\u{1b}'), "{markdown}");
    assert!(markdown.contains("b\\<b>c|d&amp;lt;.gpx"), "{markdown}");
}

#[test]
fn hostile_texts_of_studies_are_escaped() {
    let folder = Folder::new("studies");
    let tables = folder.path("tables");
    calculated(&["data", "export", &tables]);
    let path = Path::new(&tables).join("studies.csv");
    let text = fs::read_to_string(&path).expect("the studies");
    let evil = "<script>alert('1')</script>]]>&amp;";
    let text = text.replace("Muscular strategy shift in human running", evil);
    let text = text.replace("10.1242/jeb.064527,", "10.1242/jeb\"onclick=x><b>,");
    fs::write(&path, text).expect("a file can be written");
    let html = report(&[UPHILL, &["--data", &tables]].concat());
    let sources = texts(&html, &["li"]).join("\n");
    assert!(sources.contains(evil), "{sources}");
    assert!(!html.contains("<script") && !html.contains("\"onclick"));
    assert!(html.contains("href=\"https://doi.org/10.1242/jeb%22onclick%3Dx%3E%3Cb%3E\""));
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    for arguments in [UPHILL, HILLS] {
        assert!(report(arguments) == report(arguments), "{arguments:?}");
    }
}

#[test]
fn several_runs_stand_in_one_document_and_a_refused_one_is_left_out() {
    let folder = Folder::new("several");
    let bad = folder.file("bad.gpx", "no run at all");
    let run = "tests/run/hills.gpx";
    let ended =
        fed(&mut musclerun(&["run", run, &bad, run, "--mass", "70kg", "--format", "html"]), b"");
    let html = ended.ends(3);
    assert_eq!(texts(html.out(), &["article"]).len(), 2);
    assert_eq!(texts(html.out(), &["title"])[0], "3 runs: what each muscle bore");
    let none = fed(&mut musclerun(&["run", &bad, "--format", "html"]), b"").ends(1);
    assert_eq!(none.out(), "");
}

#[test]
fn the_suffix_of_a_file_names_the_form() {
    let folder = Folder::new("suffix");
    for name in ["report.html", "report.HTM"] {
        let path = folder.path(name);
        calculated(&[UPHILL, &["-o", &path]].concat());
        let html = fs::read_to_string(&path).expect("a report");
        assert_eq!(html, report(UPHILL));
    }
}

#[test]
fn every_chart_of_an_answer_stands_in_its_report() {
    for (arguments, charts) in [
        (UPHILL, &["Map of the muscles"][..]),
        (
            &["compare", "pace=5:00", "pace=4:00", "--mass", "70kg"],
            &["Map of the muscles", "From A to B"],
        ),
        (&["sweep", "--gradient=-10..10", "--pace", "5:00"], &["Along the range"]),
    ] {
        let html = report(arguments);
        let is_picture = |about: &&str| html.contains(&format!("aria-label=\"{about}"));
        assert!(charts.iter().all(is_picture), "{arguments:?}");
        assert_eq!(html.matches("<svg xmlns").count(), charts.len());
        let ids: Vec<&str> = html.split(" id=\"").skip(1).collect();
        let ids: Vec<&str> = ids.iter().filter_map(|id| id.split('"').next()).collect();
        let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{arguments:?}");
    }
}

#[test]
fn reports_are_refused_where_none_is_made() {
    for arguments in [
        &["muscles"][..],
        &["studies"],
        &["run", "tests/run/hills.gpx", "--mass", "70kg", "--samples"],
    ] {
        let arguments = [arguments, &["--format", "html"]].concat();
        fed(&mut musclerun(&arguments), b"").ends(2).says("html");
    }
    let ended = fed(&mut musclerun(&["muscles", "-o", "muscles.html"]), b"");
    ended.ends(2).says("--output").says("the calculator");
}

#[test]
fn a_run_over_its_distance_adds_up_to_the_whole() {
    use musclerun::activity::{self, Track, TrackOptions};
    use musclerun::answer::run::{Recorder, RunQuestion};
    use musclerun::units::LengthUnit;

    let bytes = fs::read("tests/run/hills.gpx").expect("a run");
    let recording = activity::read(&mut &bytes[..]).expect("a recording").swap_remove(0);
    let track = Track::cut(recording, &TrackOptions::default()).expect("a run");
    let easy = "6:40".parse::<musclerun::units::Pace>().expect("a pace");
    let easy = easy.speed(LengthUnit::Kilometre).expect("a speed");
    let question = RunQuestion::new("70".parse().ok(), easy);
    let recorder = Recorder::new(musclerun::embedded::evidence(), question).expect("muscles");
    let run = recorder.answer(track);
    let whole = &run.profile(&run.muscles, 1)[0];
    for (load, peak) in run.loads_of(&run.whole).iter().zip(&whole.peaks) {
        let (mean, (peak, sd)) = (load.peak_mean_bw.expect("a mean"), peak.expect("a peak"));
        assert!((mean - peak).abs() < 1e-9 * mean, "{mean} {peak}");
        // the mean spread of the whole is one of mean runs
        let (mean, sd) = (load.peak_mean_sd_bw.expect("a spread"), sd.expect("a spread"));
        assert!((mean - sd).abs() < 0.03 * mean, "{mean} {sd}");
    }
    let speed = run.whole.speed_m_s().expect("running");
    assert!((speed - whole.speed_m_s.expect("running")).abs() < 1e-6);
    // cut finer it is the same distance and the same ground
    let pieces = run.profile(&run.muscles, 400);
    assert_eq!(pieces.len(), 400);
    let known = pieces.iter().filter_map(|piece| piece.altitude_m);
    let mean = known.clone().sum::<f64>() / 400.0;
    assert_eq!(known.count(), 400);
    assert!((mean - whole.altitude_m.expect("an altitude")).abs() < 0.05);
    assert!(run.profile(&run.muscles, 0).is_empty());
}

/// A report as it is kept: without what changes with every release, and without the styles and the map, which are kept
/// elsewhere.
fn kept(html: &str) -> String {
    let checksum = tables::evidence().checksum();
    let within = |begin, end| {
        let rest = html.split_once(begin).map(|(_, rest)| rest);
        let part = rest.and_then(|rest| rest.split_once(end));
        part.map_or("none", |(part, _)| part)
    };
    html.replace(within("<figure class=\"map\">", "</figure>"), "[MAP]")
        .replace(within("<style>", "</style>"), "[STYLE]")
        .replace(&checksum, "[CHECKSUM]")
        .replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}

#[test]
fn the_reports_are_those_that_are_kept() {
    for (name, arguments) in [("uphill", UPHILL), ("hills", HILLS)] {
        let path = Path::new("tests/html").join(name).with_extension("html");
        let html = kept(&report(&[arguments, &["--data", tables::FOLDER]].concat()));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &html).expect("a file can be written");
        }
        let expected = fs::read_to_string(&path).expect("a kept report");
        let lines = html.lines().zip(expected.lines()).enumerate();
        for (number, (found, expected)) in lines {
            assert_eq!(found, expected, "{name}, line {}", number + 1);
        }
        assert_eq!(html.lines().count(), expected.lines().count(), "{name}");
    }
}

#[test]
fn a_report_says_what_its_sender_puts_above_it_and_nothing_that_is_typed() {
    let banner =
        ["--title", "Hills & <dales>", "--athlete", "Anna", "--comment", "See the downhill."];
    for arguments in
        [UPHILL, HILLS, &["compare", "pace=5:00", "pace=4:00"], &["sweep", "--pace", "7:00..4:00"]]
    {
        let html = report(&[arguments, &banner].concat());
        let titles = texts(&html, &["title"]);
        assert_eq!(titles[0], "Hills & <dales>", "{arguments:?}");
        let said = texts(&html, &["p"]);
        assert_eq!(said[..3], ["Hills & <dales>", "Anna", "See the downhill."], "{arguments:?}");
        let body = html.split_once("</style>").expect("a style").1;
        assert!(!body.contains(" --"), "{arguments:?} names an option");
    }
    let ended = fed(&mut musclerun(&[UPHILL, &["--title", "x"]].concat()), b"");
    ended.ends(2).says("--title stands above a report");
}

#[test]
fn several_runs_begin_with_one_page_about_all_and_one_run_does_not() {
    let one = report(HILLS);
    assert_eq!(one.matches("<article>").count(), 1);
    let folder = Folder::new("several");
    let copy = folder.file("later.gpx", fs::read("tests/run/hills.gpx").expect("a run"));
    let html = report(&["run", "tests/run/hills.gpx", &copy, "--mass", "70"]);
    assert_eq!(html.matches("<article>").count(), 2);
    let (before, _) = html.split_once("<article>").expect("a run");
    assert!(before.contains("<div class=\"overview\">"));
    let (names, rows) = &tables(&html)[0];
    assert_eq!(names[..3], ["Run", "Start", "km"]);
    assert_eq!(rows.len(), 2);
    assert_eq!([&*rows[0][0], &*rows[1][0]], ["hills.gpx", "later.gpx"]);
    let csv = calculated(&[HILLS, &["--format", "csv"]].concat()).table();
    let total: f64 = texts(&html, &["h1"])[0]
        .split("runs: ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .expect("a sum")
        .replace(',', "")
        .parse()
        .expect("a number");
    assert!((total - 2.0 * csv.number(0, "quadriceps_cumulative_kn_s")).abs() < 1.0, "{total}");
}

#[test]
fn a_map_is_there_for_a_wide_window_and_in_halves_for_a_narrow_one() {
    let html = report(UPHILL);
    // each view points at its own part, and no part is drawn twice
    for part in 1..=4 {
        assert_eq!(html.matches(&format!("<use href=\"#part-{part}\"")).count(), 1);
        assert_eq!(html.matches(&format!("<g id=\"part-{part}\">")).count(), 1);
    }
    let views: Vec<&str> =
        html.split("<svg viewBox=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let left_edges: Vec<&str> = views.iter().filter_map(|view| view.split(' ').next()).collect();
    assert_eq!(left_edges, ["20", "470", "0", "550"]);
}
