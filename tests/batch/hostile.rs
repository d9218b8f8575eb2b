//! Inputs that nobody sends on purpose, or only on purpose: the command ends, says why, and never panics.

use crate::common::{Dice, Folder, batch, gzip, musclerun, piped, weighed};

#[test]
fn a_megabyte_of_random_bytes_is_refused() {
    let mut dice = Dice(7);
    let noise: Vec<u8> = (0..1 << 17).flat_map(|_| dice.next().to_le_bytes()).collect();
    let ended = piped(&[], &noise).ends(1);
    assert!(ended.bytes.is_empty());
    // with a header before it, it is rows that are refused, or a row that never ends
    let ended = piped(&["-M", "soleus"], [b"pace,mass_kg\n", &noise[..]].concat());
    assert!(matches!(ended.code, Some(1 | 3)), "{:?}: {}", ended.code, ended.err);
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    assert_eq!(ended.out().lines().count(), 1);
    let ended = piped(&["--columns", "pace", "--mass", "70"], &noise);
    assert!(matches!(ended.code, Some(1 | 3)), "{:?}: {}", ended.code, ended.err);
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
}

#[test]
fn a_quote_that_stays_open_for_megabytes_is_said_with_its_line() {
    let rows = "5:00,70,x\n".repeat(300_000);
    let text = format!("pace,mass_kg,note\n5:00,70,a\n5:00,70,\"b\n{rows}");
    let ended = piped(&["-M", "soleus"], text).says("stdin:3: ").says("quote");
    assert!(matches!(ended.code, Some(1 | 3)), "{:?}", ended.code);
    assert_eq!(ended.table().column("note"), ["a"]);
}

#[test]
fn a_row_of_very_many_cells_is_refused_by_its_number() {
    let row = "1,".repeat(99_999);
    let text = format!("pace,mass_kg\n5:00,70\n{row}1\n5:00,70\n");
    let ended = piped(&["-M", "soleus"], text).ends(3).says("stdin:3: row: has 100000 cells");
    assert_eq!(ended.counts(), [2, 1, 0]);
}

#[test]
fn a_header_of_very_many_names_passes_through() {
    let names: Vec<String> = (0..20_000).map(|i| format!("x{i}")).collect();
    for (names, form) in [(&names[..], "csv"), (&vec!["x".to_owned(); 1_000], "jsonl")] {
        let text =
            format!("pace,mass_kg,{}\n5:00,70{}\n", names.join(","), ",1".repeat(names.len()));
        let ended = piped(&["-M", "soleus", "-f", form], text).ends(0);
        assert_eq!(ended.counts(), [1, 0, 0]);
        let ones = ended.out().matches(if form == "csv" { ",1" } else { ":\"1\"" }).count();
        assert_eq!(ones, names.len(), "{form}");
    }
}

#[test]
fn messages_repeat_only_the_beginning_of_a_long_cell() {
    let long = "5".repeat(500_000);
    let text = format!("pace,mass_kg,terrain\n{long},70,\n5:00,{long},\n5:00,70,{long}\n");
    let ended = piped(&[], text).ends(3);
    assert_eq!(ended.counts(), [0, 3, 0]);
    assert!(ended.err.len() < 2_000, "{} bytes of messages", ended.err.len());
}

#[test]
fn a_compressed_flood_is_read_to_its_end_in_little_memory() {
    const MIB: usize = 1 << 20;
    let folder = Folder::new("flood");
    let row = format!("Ride,5:00,70,{}\n", "x".repeat(1_007));
    let rows = MIB / row.len();
    let member = gzip(row.repeat(rows));
    let mut flood = gzip("activity_type,pace,mass_kg,note\nRun,5:00,70,\n");
    flood.extend(member.repeat(200));
    let path = folder.file("flood.csv.gz", flood);
    let (output, peak_kib) = weighed(&mut musclerun(&["batch", "-M", "soleus", &path]));
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{err}");
    let said = format!("1 run computed, 0 refused, {} skipped", rows * 200);
    assert!(err.contains(&said), "{err}");
    if cfg!(target_os = "linux") {
        let peak = peak_kib.expect("Linux tells the peak");
        assert!(peak < 64 * 1024, "{peak} KiB");
    }
}

#[test]
fn a_cell_with_line_breaks_in_place_of_a_pace_is_refused_in_one_line() {
    let text = "pace,mass_kg\n\"mile\n:\u{1b}\",70\n\"5\n:1\",70\n";
    let ended = piped(&["-M", "soleus"], text).ends(3);
    assert_eq!(ended.err.lines().count(), 3, "{:?}", ended.err);
    assert!(!ended.err.contains('\u{1b}'), "{:?}", ended.err);
}

/// What the small files are thrown together from.
const NAMES: &[&str] = &[
    "pace",
    "speed_kmh",
    "distance_km",
    "duration",
    "mass_kg",
    "mass_lb",
    "terrain",
    "surface",
    "gradient_pct",
    "gradient_deg",
    "step_rate_spm",
    "activity_type",
    "note",
    "",
    "Distance",
    "Time",
    "Activity Type",
    "Avg Pace",
    "Elapsed Time",
    "Type",
    "Duration",
    "Average Pace",
    "\"a\nb\"",
];
const CELLS: &[&str] = &[
    "5:00",
    "5'30\"",
    "70",
    "70,5",
    "\"70,5\"",
    "1.234,5",
    "",
    "--",
    "0",
    "-0",
    "\"",
    "\"\"",
    "\"x\ny\"",
    "Run",
    "Ride",
    "uphill",
    "grass",
    "-5",
    "170",
    "1:02:03",
    "00:00:00",
    "9e99",
    "NaN",
    "1h02m",
    "\u{a0}",
    "ü",
    "\u{1}",
    "99999999999999999999",
    ".",
    ",",
    "-",
    "5:60",
    "\u{feff}",
    "''",
    "5\"",
    "10.5",
    "1'2'3",
    "::",
    "1,,2",
];
const ENDS: &[&str] = &["\n", "\r\n", "\r", "\n\n", ""];
const OPTIONS: &[&[&str]] = &[
    &[],
    &["--layout", "long"],
    &["--excel"],
    &["-f", "jsonl", "--top", "2"],
    &["--strict"],
    &["--columns", "pace,mass_kg,note"],
    &["--from", "garmin", "--units", "mi"],
    &["--decimal", "comma", "--pace", "5:00"],
    &["--map", "pace=note", "-q", "peak,cumulative,source"],
];

#[test]
fn no_small_file_whatever_makes_it_panic() {
    let mut dice = Dice(300);
    let mut computed = 0;
    for round in 0..300 {
        let delimiter = *dice.pick(&[",", ";", "\t"]);
        let mut text = Vec::new();
        let width = 1 + dice.below(7);
        for row in 0..=dice.below(9) {
            let width = if dice.below(5) == 0 { dice.below(9) } else { width };
            let from = if row == 0 { NAMES } else { CELLS };
            let cells: Vec<&str> = (0..width).map(|_| *dice.pick(from)).collect();
            text.extend_from_slice(cells.join(delimiter).as_bytes());
            text.extend_from_slice(dice.pick(ENDS).as_bytes());
        }
        if dice.below(4) == 0 && !text.is_empty() {
            let at = dice.below(text.len());
            text[at] = u8::try_from(dice.below(256)).expect("a byte");
        }
        let mut arguments = dice.pick(OPTIONS).to_vec();
        arguments.extend(["--mass", "70", "-M", "soleus", "--threads", "2"]);
        let ended = piped(&arguments, &text);
        let place = format!("round {round}: {arguments:?} {:?}", String::from_utf8_lossy(&text));
        assert!(matches!(ended.code, Some(0..=3)), "{place}: {:?}", ended.code);
        assert!(!ended.err.contains("panicked"), "{place}: {}", ended.err);
        assert!(std::str::from_utf8(&ended.bytes).is_ok(), "{place}");
        computed += ended.out().lines().count().saturating_sub(1);
    }
    // some of them are sound
    assert!(computed > 20, "only {computed} lines of results");
}

#[test]
fn more_threads_than_can_be_had_are_no_panic() {
    let folder = Folder::new("threads");
    let path = folder.file("log.csv", "pace,mass_kg\n5:00,70\n");
    let few = batch(&["--threads", "2", &path]).ends(0);
    let many = batch(&["--threads", "300", &path]).ends(0);
    assert_eq!(few.bytes, many.bytes);
    batch(&["--threads", "0", &path]).ends(2);
}
