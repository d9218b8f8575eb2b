//! A bad row is refused with its place and its reason, is kept, and spoils nothing else.

use crate::common::{Folder, Table, batch, piped};

/// Runs one bad row between two good ones and checks what is said of it.
#[track_caller]
fn assert_refused(columns: &str, good: &str, bad: &str, said: &str) {
    let folder = Folder::new("one-bad-row");
    let path = folder.file("log.csv", format!("{columns}\n{good}\n{bad}\n{good}\n"));
    let ended = batch(&["-M", "soleus", &path]).ends(3);
    assert_eq!(ended.counts(), [2, 1, 0], "{}", ended.err);
    let place = format!("error: {path}:3: {said}");
    let line = ended.err.lines().find(|line| line.starts_with(&place));
    assert!(line.is_some(), "no {place:?} in:\n{}", ended.err);
    assert_eq!(ended.table().rows.len(), 2);
}

/// The columns, a good row, a bad one, and what is said of it.
const REFUSALS: &[[&str; 4]] = &[
    [
        "Pace,mass_kg",
        "5:00,70",
        "5:60,70",
        "Pace: \"5:60\" has 60 seconds; minutes and seconds below 60 are accepted, such as 6:00",
    ],
    ["pace,mass_kg", "5:00,70", ",70", "pace: is empty"],
    ["pace,mass_kg", "5:00,70", "fast,70", "pace: \"fast\" is not a pace; "],
    ["pace,mass_kg", "5:00,70", "5.30,70", "pace: \"5.30\" could mean two things"],
    ["pace,mass_kg", "5:00,70", "25:00,70", "pace: \"25:00\" is 0.67 m/s"],
    ["pace,mass_kg", "5:00,70", "5:00,700", "mass_kg: \"700\" is"],
    ["pace,mass_lb", "5:00,154", "5:00,15", "mass_lb: "],
    ["pace,mass_kg", "5:00,70", "5:00,heavy", "mass_kg: \"heavy\" is not"],
    ["pace,mass_kg", "5:00,70", "5:00,-70", "mass_kg: \"-70\" is"],
    ["pace,mass_kg", "5:00,70", "5:00", "row: has 1 cells; the header has 2"],
    ["pace,mass_kg", "5:00,70", "5:00,70,1", "row: has 3 cells; the header has 2"],
    [
        "pace,mass_kg,terrain",
        "5:00,70,trail",
        "5:00,70,trial",
        "terrain: \"trial\" is no terrain (did you mean trail?)",
    ],
    ["pace,mass_kg,Surface", "5:00,70,sand", "5:00,70,moon", "Surface: \"moon\" is no terrain"],
    [
        "pace,mass_kg,terrain,gradient_pct",
        "5:00,70,uphill,4",
        "5:00,70,uphill,-4",
        "terrain: a gradient of -4",
    ],
    [
        "pace,mass_kg,terrain,surface",
        "5:00,70,uphill,sand",
        "5:00,70,grass,sand",
        "terrain: terrain grass and surface sand contradict each other",
    ],
    ["pace,mass_kg,gradient_pct", "5:00,70,4", "5:00,70,400", "gradient_pct: \"400"],
    [
        "pace,mass_kg,gradient_deg",
        "5:00,70,4",
        "5:00,70,steep",
        "gradient_deg: \"steep\" is not a number",
    ],
    ["pace,mass_kg,step_rate_spm", "5:00,70,170", "5:00,70,17", "step_rate_spm: \"17\" is"],
    [
        "pace,mass_kg,step_rate_spm",
        "5:00,70,170",
        "5:00,70,quick",
        "step_rate_spm: \"quick\" is not a number",
    ],
    ["speed_kmh,mass_kg", "12,70", "1O,70", "speed_kmh: \"1O\" is not a number"],
    ["speed_m_s,mass_kg", "3,70", "nan,70", "speed_m_s: \"nan\" is not a number"],
    ["speed_m_s,mass_kg", "3,70", "inf,70", "speed_m_s: \"inf\" is not a number"],
    ["speed_mph,mass_kg", "7,70", "70,70", "speed_mph: "],
    [
        "distance_km,duration,mass_kg",
        "10,50:00,70",
        "10,50:61,70",
        "duration: \"50:61\" has 60 or more minutes or seconds",
    ],
    ["distance_km,duration,mass_kg", "10,50:00,70", "10,,70", "distance_km: "],
    [
        "distance_km,moving_time,mass_kg",
        "10,50:00,70",
        "ten,50:00,70",
        "distance_km: \"ten\" is not a number",
    ],
    ["distance_m,duration,mass_kg", "10000,50:00,70", "100,50:00,70", "distance_m: "],
];

#[test]
fn each_refusal_names_its_file_line_and_column_and_the_rest_is_computed() {
    for [columns, good, bad, said] in REFUSALS {
        assert_refused(columns, good, bad, said);
    }
}

#[test]
fn a_gradient_against_the_terrain_of_an_option_is_laid_to_the_gradient() {
    let ended = piped(&["--terrain", "uphill"], "pace,mass_kg,gradient_pct\n5:00,70,-4\n");
    let ended = ended.ends(3).says("stdin:2: gradient_pct: a gradient of -4");
    assert_eq!(ended.counts(), [0, 1, 0]);
}

#[test]
fn lines_are_counted_behind_quoted_line_breaks_empty_lines_and_carriage_returns() {
    for end in ["\n", "\r\n"] {
        let lines = [
            "",
            "pace,mass_kg,note",
            "5:00,70,\"two",
            "lines\"",
            "",
            "",
            "5:60,70,line 7",
            "5:00,70,\"\"",
            "5:60,70,\"line 9",
            "",
            "to 11\"",
            "5:60,70,line 12",
            "5:00,70,",
            "5:60,70,line 14",
        ];
        let ended = piped(&["-M", "soleus"], lines.join(end)).ends(3);
        let said: Vec<&str> = ended
            .err
            .lines()
            .filter_map(|line| line.strip_suffix(" such as 6:00")?.split(": ").nth(1))
            .collect();
        let expected = ["stdin:7", "stdin:9", "stdin:12", "stdin:14"];
        assert_eq!(said, expected, "with {end:?}: {}", ended.err);
        assert_eq!(ended.counts(), [3, 4, 0]);
    }
}

#[test]
fn lines_are_counted_far_into_a_file_and_behind_a_header_of_several_lines() {
    let row = "5:00,70,\"a note\nof two lines\"\n";
    let text = format!("pace,mass_kg,\"a\nb\"\n{}\n5:60,70,x\n", row.repeat(20_000));
    for threads in ["1", "3"] {
        piped(&["-M", "soleus", "-q", "peak_bw", "--threads", threads], &text)
            .ends(3)
            .says("stdin:40004: pace: \"5:60\"");
    }
}

#[test]
fn lines_that_end_in_carriage_returns_alone_are_rows_and_counted() {
    let text = "pace,mass_kg\r5:00,70\r5:60,70\r5:10,70\r";
    let ended = piped(&["-M", "soleus"], text).ends(3).says("stdin:3: pace");
    assert_eq!(ended.counts(), [2, 1, 0]);
    // more of them than fit into a block, and than the longest row is allowed
    let text = format!("pace,mass_kg\r{}", "5:00,70\r".repeat(150_000));
    let ended = piped(&["-M", "soleus", "-q", "peak_bw"], text).ends(0);
    assert_eq!(ended.counts(), [150_000, 0, 0]);
}

#[test]
fn computed_refused_and_skipped_are_all_rows_of_the_input() {
    let folder = Folder::new("adding-up");
    let kinds = [
        "Run,5:00,70\n",
        "Run,5:60,70\n",
        "Ride,5:00,70\n",
        "Run,5:00\n",
        "Trail Run,5:10,71\n",
        "Swim,,\n",
    ];
    let text: String = (0..6_000).map(|i| kinds[i % kinds.len()]).collect();
    let path = folder.file("log.csv", format!("activity_type,pace,mass_kg\n{text}"));
    let rejects = folder.path("rejects.csv");
    let ended = batch(&["-M", "soleus", "--rejects", &rejects, &path]).ends(3);
    assert_eq!(ended.counts(), [2_000, 2_000, 2_000]);
    assert_eq!(ended.table().rows.len(), 2_000);
    let kept = folder.read("rejects.csv");
    assert_eq!(kept.lines().count(), 2_001);
    ended.says("2000 skipped (Ride 1000, Swim 1000)");
}

#[test]
fn another_sport_cannot_break_or_colour_the_line_it_is_named_in() {
    let text = "activity_type,pace,mass_kg\n\"Ri\u{1b}[31m\nde\",5:00,70\n";
    let ended = piped(&[], text).ends(0);
    assert!(!ended.err.contains('\u{1b}'), "{:?}", ended.err);
    assert_eq!(ended.err.lines().count(), 1, "{:?}", ended.err);
    assert_eq!(ended.counts(), [0, 0, 1]);
}

#[test]
fn rejects_are_the_rows_as_they_came_with_the_reason_behind() {
    let folder = Folder::new("rejects");
    let rejects = folder.path("rejects.csv");
    let header = "pace,mass_kg,note";
    let bad = [
        "5:60 , 70 ,\"a \"\"quoted\"\" note\nof two lines, with commas\"",
        "\"5:61\",70,",
        "5:62,70,\"\"",
        "5:00,70",
    ];
    let text = format!("{header}\n5:00,70,a\n{}\n5:00,70,b\n", bad.join("\n5:00,70,\n"));
    let ended = piped(&["--rejects", &rejects, "-M", "soleus"], text).ends(3);
    assert_eq!(ended.counts(), [5, 4, 0]);
    let kept = folder.read("rejects.csv");
    let mut rest = kept.as_str();
    let expected = std::iter::once((header, "reason")).chain(bad.into_iter().zip([
        "\"pace: \"\"5:60\"\" has 60 seconds",
        "\"pace: \"\"5:61\"\" has 61 seconds",
        "\"pace: \"\"5:62\"\" has 62 seconds",
        "row: has 2 cells",
    ]));
    for (row, reason) in expected {
        let start = format!("{row},{reason}");
        assert!(rest.starts_with(&start), "no {start:?} at {rest:?}");
        rest = rest[start.len()..].split_once('\n').expect("a line end").1;
    }
    assert_eq!(rest, "");
}

#[test]
fn rejects_mended_and_run_again_give_the_missing_rows() {
    let folder = Folder::new("mended");
    let row = |i: usize, seconds: &str| format!("{i};5:{seconds};70,5;\"a; note\"\n");
    let file = |seconds: &str| {
        let rows = (0..500).map(|i| row(i, if i % 9 == 4 { seconds } else { "30" }));
        format!("id;pace;mass_kg;note\n{}", rows.collect::<String>())
    };
    let rejects = folder.path("rejects.csv");
    let first = piped(&["--rejects", &rejects, "-M", "soleus"], file("75")).ends(3);
    let mended = folder.read("rejects.csv").replace(";5:75;", ";5:15;");
    let mended = piped(&["-M", "soleus"], mended).ends(0).table();
    let (first, whole) = (first.table(), piped(&["-M", "soleus"], file("15")).ends(0).table());
    assert_eq!(first.rows.len() + mended.rows.len(), whole.rows.len());
    assert!(mended.rows.len() > 50);
    let mut glued = Vec::new();
    for table in [&first, &mended] {
        for row in 0..table.rows.len() {
            let cells: Vec<&str> = whole.names.iter().map(|n| table.cell(row, n)).collect();
            glued.push(cells.join("|"));
        }
    }
    let mut expected: Vec<String> = whole.rows.iter().map(|row| row.join("|")).collect();
    glued.sort();
    expected.sort();
    assert_eq!(glued, expected);
}

#[test]
fn rejects_of_files_with_other_delimiters_are_one_sound_table() {
    let folder = Folder::new("mixed-rejects");
    let rejects = folder.path("rejects.csv");
    let commas = folder.file("commas.csv", "pace,mass_kg,note\n5:60,70,\"a,b\"\n");
    let semicolons = folder.file("semicolons.csv", "pace;mass_kg;note\n5:61;70;c,d\n");
    batch(&["--rejects", &rejects, &commas, &semicolons]).ends(3);
    let kept = Table::of(&folder.read("rejects.csv"), b',');
    assert_eq!(kept.names, ["pace", "mass_kg", "note", "reason"]);
    assert_eq!(kept.column("pace"), ["5:60", "5:61"]);
    assert_eq!(kept.column("note"), ["a,b", "c,d"]);
}

#[test]
fn rejects_of_an_input_without_header_have_none() {
    let folder = Folder::new("rejects-without-header");
    let rejects = folder.path("rejects.csv");
    let columns = ["--columns", "pace,mass_kg", "--rejects", &rejects, "-M", "soleus"];
    piped(&columns, "5:60,70\n5:00,70\n").ends(3);
    let kept = folder.read("rejects.csv");
    assert!(kept.starts_with("5:60,70,\"pace: "), "{kept:?}");
    assert_eq!(kept.lines().count(), 1);
}

#[test]
fn rejects_without_a_refused_row_are_a_header_alone() {
    let folder = Folder::new("no-rejects");
    let rejects = folder.path("rejects.csv");
    piped(&["--rejects", &rejects], "pace,mass_kg\n5:00,70\n").ends(0);
    assert_eq!(folder.read("rejects.csv"), "pace,mass_kg,reason\n");
}

#[test]
fn a_quote_that_is_never_closed_swallows_no_row_in_silence() {
    // a short one: the rows behind it are part of its cell, which no reader can know
    let text = "pace,mass_kg,note\n5:00,70,a\n5:00,70,\"b\n5:10,70,c\n5:20,70,d\n";
    let ended = piped(&["-M", "soleus"], text).ends(3);
    let line = ended.err.lines().find(|line| line.starts_with("error: stdin:3: "));
    assert!(line.is_some_and(|line| line.contains("quote")), "{}", ended.err);
    // what is written stays a table
    assert_eq!(ended.table().column("note"), ["a"]);
}

#[test]
fn strict_stops_at_the_first_refused_row_and_names_it() {
    let folder = Folder::new("strict");
    let path = folder.file("log.csv", "pace,mass_kg\n5:00,70\n5:60,70\n5:61,70\n");
    let ended = batch(&["--strict", &path]).ends(1);
    let said = format!("{path}:3: pace: \"5:60\" has 60 seconds");
    let ended = ended.says("error").says(&said);
    assert!(!ended.err.contains("5:61"), "{}", ended.err);
    batch(&["--strict", "-o", &folder.path("loads.csv"), &path]).ends(1);
    let rejects = folder.path("rejects.csv");
    batch(&["--strict", "--rejects", &rejects, "-o", &folder.path("loads.csv"), &path]).ends(1);
    assert!(!folder.names().contains(&"loads.csv".to_owned()), "{:?}", folder.names());
}

#[test]
fn strict_stops_at_the_same_row_with_any_number_of_threads() {
    let row = |i: usize| {
        if i == 15_000 || i == 15_001 { "5:60,70\n" } else { "5:00,70\n" }
    };
    let text = format!("pace,mass_kg\n{}", (0..30_000).map(row).collect::<String>());
    for threads in ["1", "2", "5"] {
        let ended = piped(&["--strict", "--threads", threads, "-M", "soleus"], &text).ends(1);
        let ended = ended.says("stdin:15002: pace");
        assert!(!ended.err.contains("stdin:15003"), "{}", ended.err);
    }
}

#[test]
fn strict_lets_a_file_without_a_bad_row_through() {
    let text = "activity_type,pace,mass_kg\nRun,5:00,70\nRide,1:00,70\n";
    let ended = piped(&["--strict"], text).ends(0);
    assert_eq!(ended.counts(), [1, 0, 1]);
}
