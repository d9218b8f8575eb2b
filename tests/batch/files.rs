//! Inputs as they come: compressed, piped, several, empty, in other encodings and with other delimiters; and output
//! files that are there whole or not at all.

use std::io::Write;
use std::process::Stdio;

use crate::common::{Folder, Table, batch, calculated, gzip, musclerun, piped};

const TEXT: &str = "pace,mass_kg,terrain\n5:00,70,flat\n4:30,65.5,trail\n6:10,80,uphill\n";

/// The soleus at those speeds and masses, by the calculator.
#[track_caller]
fn assert_soleus(table: &Table, runs: &[(&str, &str)]) {
    assert_eq!(table.rows.len(), runs.len());
    for (row, (fast, mass)) in runs.iter().enumerate() {
        let mass = format!("--mass={mass}");
        let single = calculated(&[fast, &mass, "-M", "soleus", "--format", "csv"]).table();
        for field in ["peak_bw", "peak_n"] {
            let found = table.cell(row, &format!("soleus_{field}"));
            assert_eq!(found, single.cell(0, field), "{fast} {mass}: {field}");
        }
    }
}

#[test]
fn gzip_is_read_from_files_and_from_standard_input() {
    let folder = Folder::new("gzip");
    let plain = piped(&[], TEXT).ends(0);
    assert_eq!(plain.table().rows.len(), 3);
    // the name says nothing: the first bytes do
    for name in ["log.csv.gz", "log.csv"] {
        let path = folder.file(name, gzip(TEXT));
        assert_eq!(batch(&[&path]).ends(0).bytes, plain.bytes, "{name}");
    }
    assert_eq!(piped(&[], gzip(TEXT)).ends(0).bytes, plain.bytes);
}

#[test]
fn a_gzip_file_of_two_members_cut_inside_a_row_is_one_file() {
    let (first, second) = TEXT.split_at(40);
    let members = [gzip(first), gzip(second)].concat();
    assert_eq!(piped(&[], members).ends(0).bytes, piped(&[], TEXT).bytes);
}

#[test]
fn a_gzip_stream_whose_first_byte_comes_alone_is_still_one() {
    let mut child = musclerun(&["batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let mut stdin = child.stdin.take().expect("standard input");
    let bytes = gzip(TEXT);
    stdin.write_all(&bytes[..1]).expect("a byte is taken");
    // long enough for the byte to be read by itself
    std::thread::sleep(std::time::Duration::from_millis(300));
    // it may have given up
    let _ = stdin.write_all(&bytes[1..]);
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.stdout == piped(&[], TEXT).bytes, "{err}");
}

#[test]
fn a_dash_and_nothing_at_all_are_standard_input() {
    let folder = Folder::new("stdin");
    let path = folder.file("log.csv", TEXT);
    let of_file = batch(&[&path]).ends(0);
    assert_eq!(piped(&[], TEXT).ends(0).bytes, of_file.bytes);
    assert_eq!(piped(&["-"], TEXT).ends(0).bytes, of_file.bytes);
    let both = piped(&[&path, "-"], TEXT).ends(0);
    assert_eq!(both.counts(), [6, 0, 0]);
}

#[test]
fn files_of_the_same_columns_are_one_table_in_their_order() {
    let folder = Folder::new("several");
    let first = folder.file("first.csv", TEXT);
    let second = folder.file("second.csv.gz", gzip("pace,mass_kg,terrain\n5:05,71,sand\n"));
    let third = folder.file("third.csv", "pace;mass_kg;terrain\n5:07;72,5;grass\n5:60;70;\n");
    let ended = batch(&[&first, &second, &third]).ends(3);
    assert_eq!(ended.counts(), [5, 1, 0]);
    for (path, computed) in [(&first, 3), (&second, 1), (&third, 1)] {
        let runs = if computed == 1 { "run" } else { "runs" };
        let line = format!("{path}: {computed} {runs} computed, ");
        assert!(ended.err.contains(&line), "no {line:?} in {}", ended.err);
    }
    let table = ended.table();
    assert_eq!(table.column("terrain"), ["flat", "trail", "uphill", "sand", "grass"]);
    // whatever the delimiter was
    assert_eq!(table.cell(4, "mass_kg"), "72,5");
    assert!(ended.says("in all: ").says("third.csv:3: pace").code.is_some());
}

#[test]
fn a_file_of_other_columns_is_refused_and_the_rest_goes_on() {
    let folder = Folder::new("other-columns");
    let first = folder.file("first.csv", TEXT);
    let other = folder.file("other.csv", "pace,mass_kg\n5:00,70\n");
    let last = folder.file("last.csv", TEXT);
    let ended = batch(&[&first, &other, &last]).ends(3);
    assert_eq!(ended.counts(), [6, 0, 0]);
    assert_eq!(ended.table().rows.len(), 6);
    ended.says(&format!("{other}:1: has other columns")).says("1 of 3 inputs");
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_and_the_rest_goes_on() {
    let folder = Folder::new("not-there");
    let first = folder.file("first.csv", TEXT);
    let missing = folder.path("missing.csv");
    let ended = batch(&[&missing, &first]).ends(3).says(&missing);
    assert_eq!(ended.counts(), [3, 0, 0]);
    let alone = batch(&[&missing]).ends(1).says(&missing);
    assert!(alone.bytes.is_empty());
}

#[test]
fn an_empty_input_is_said_to_be() {
    let ended = piped(&[], "").ends(1).says("stdin: is empty");
    assert!(ended.bytes.is_empty());
}

#[test]
fn an_empty_shard_without_header_is_no_fault() {
    let columns = ["--columns", "pace,mass_kg", "-M", "soleus"];
    let glued = piped(&[&columns[..], &["--no-header"]].concat(), "").ends(0);
    assert!(glued.bytes.is_empty());
    // the header of the output does not hang on whether there are rows
    let alone = piped(&columns, "").ends(0);
    assert_eq!(alone.out(), "pace,mass_kg,soleus_peak_bw,soleus_peak_n\n");
}

#[test]
fn a_header_alone_gives_a_header_alone() {
    for text in ["pace,mass_kg\n", "pace,mass_kg", "pace,mass_kg\r\n\r\n"] {
        let ended = piped(&["-M", "soleus"], text).ends(0);
        assert_eq!(ended.out(), "pace,mass_kg,soleus_peak_bw,soleus_peak_n\n");
        assert_eq!(ended.counts(), [0, 0, 0]);
    }
}

#[test]
fn line_ends_byte_order_marks_and_a_missing_last_line_end_change_nothing() {
    let plain = piped(&[], TEXT).ends(0);
    let marked = format!("\u{feff}{TEXT}");
    let inputs = [
        TEXT.trim_end().to_owned(),
        TEXT.replace('\n', "\r\n"),
        TEXT.replace('\n', "\r\n").trim_end().to_owned(),
        TEXT.replace('\n', "\n\n"),
        marked.clone(),
        format!("\n{TEXT}"),
    ];
    for input in inputs {
        assert_eq!(piped(&[], &input).ends(0).bytes, plain.bytes, "{input:?}");
    }
    assert_eq!(piped(&[], gzip(marked)).ends(0).bytes, plain.bytes);
}

#[test]
fn latin_1_comes_out_as_utf_8() {
    let text = b"pace,mass_kg,Stra\xdfe\n5:00,70,M\xfcnchen\n5:00,70,K\xc3\xb6ln\n5:00,70,\x80 5\n";
    let table = piped(&["-M", "soleus"], text).ends(0).table();
    assert_eq!(table.column("Straße"), ["München", "Köln", "€ 5"]);
}

#[test]
fn a_latin_1_header_of_an_export_is_recognised() {
    let header = "Aktivitätstyp,Distanz,Zeit,Ø Pace\nLaufen,10.00,00:50:00,5:00\n";
    let latin: Vec<u8> =
        header.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let ended = piped(&["--mass", "70"], latin).ends(0).says("garmin (de)");
    assert_soleus(&ended.table(), &[("--pace=5:00", "70")]);
}

#[test]
fn utf_16_is_refused_by_its_name() {
    for mark in [[0xff, 0xfe], [0xfe, 0xff]] {
        let little = mark[0] == 0xff;
        let units = TEXT.encode_utf16();
        let pair = |unit: u16| {
            if little { unit.to_le_bytes() } else { unit.to_be_bytes() }
        };
        let bytes: Vec<u8> = mark.into_iter().chain(units.flat_map(pair)).collect();
        let ended = piped(&[], bytes).ends(1).says("UTF-16").says("UTF-8");
        assert!(ended.bytes.is_empty());
    }
}

#[test]
fn semicolons_and_tabs_are_found_by_themselves() {
    let plain = piped(&[], TEXT).ends(0).table();
    for delimiter in [";", "\t"] {
        for begin in ["", "\n", "\r\n"] {
            let text = format!("{begin}{}", TEXT.replace(',', delimiter));
            let ended = piped(&[], &text);
            assert_eq!(ended.counts(), [3, 0, 0], "{text:?}: {}", ended.err);
            assert_eq!(ended.table().rows, plain.rows, "{text:?}");
        }
    }
    // commas inside quotes decide nothing
    let text = "pace;mass_kg;\"a, b, c, d\"\n5:00;70;x\n";
    assert_eq!(piped(&[], text).ends(0).counts(), [1, 0, 0]);
}

#[test]
fn decimal_commas_are_read_where_the_file_uses_them() {
    let text = "speed_kmh;mass_kg;step_rate_spm\n12,5;70,5;\n11;65;\n10,125;80;\n";
    let table = piped(&["-M", "soleus"], text).ends(0).table();
    assert_soleus(
        &table,
        &[("--speed=12.5km/h", "70.5"), ("--speed=11km/h", "65"), ("--speed=10.125km/h", "80")],
    );
    let text = "speed_kmh,mass_kg\n\"12,5\",\"70,5\"\n";
    let ended = piped(&["-M", "soleus"], text).ends(0);
    assert_soleus(&ended.table(), &[("--speed=12.5km/h", "70.5")]);
    ended.says("numbers have a decimal comma");
}

#[test]
fn decimal_marks_can_be_said() {
    let text = "distance_m;duration;mass_kg\n10.000;50:00;70\n";
    let comma = piped(&["-M", "soleus", "--decimal", "comma"], text).ends(0);
    assert_soleus(&comma.table(), &[("--pace=5:00", "70")]);
    let point = piped(&["--decimal", "point"], text).ends(3);
    assert_eq!(point.counts(), [0, 1, 0]);
}

#[test]
fn thousands_may_be_separated_by_either_mark() {
    let points = "distance_m;duration;mass_kg\n10.000,0;50:00;70,0\n1.234.567;50:00;70\n";
    let ended = piped(&["-M", "soleus"], points).ends(3);
    assert_soleus(&ended.table(), &[("--pace=5:00", "70")]);
    let commas = "distance_m,duration,mass_kg\n\"10,000\",50:00,70\n\"10,000.0\",50:00,70\n";
    let ended = piped(&["-M", "soleus"], commas).ends(0);
    assert_soleus(&ended.table(), &[("--pace=5:00", "70"); 2]);
    let spaces = "distance_m;duration;mass_kg\n10\u{202f}000,5;50:00;70\n10\u{a0}000;50:00;70\n";
    let ended = piped(&["-M", "soleus"], spaces).ends(0);
    assert_eq!(ended.counts(), [2, 0, 0]);
}

#[test]
fn a_zero_before_a_comma_separates_no_thousands() {
    // 800 m, or a refusal, but not 800 km
    let text = "distance_km,pace,mass_kg\n\"0,800\",5:00,70\n";
    let ended = piped(&["-M", "soleus", "-q", "cumulative"], text);
    if ended.counts() == [1, 0, 0] {
        let single = calculated(&[
            "--pace=5:00",
            "--mass=70",
            "--distance=0.8km",
            "-Msoleus",
            "--format=csv",
        ]);
        let expected = single.table();
        let found = ended.table();
        assert_eq!(found.cell(0, "soleus_cumulative_kn_s"), expected.cell(0, "cumulative_kn_s"));
    }
}

#[test]
fn paces_with_feet_and_inches_need_no_quotes() {
    let text = "pace,mass_kg,note\n5'30\",70,a\n4'05\"/km,70,b\n6m10s,70,c\n5:30,70,d\n";
    let ended = piped(&["-M", "soleus"], text).ends(0);
    assert_soleus(
        &ended.table(),
        &[
            ("--pace=5:30", "70"),
            ("--pace=4:05", "70"),
            ("--pace=6:10", "70"),
            ("--pace=5:30", "70"),
        ],
    );
}

#[test]
fn columns_are_found_in_any_order_and_case_and_in_every_unit() {
    let runs: [(&str, &str, &str); 12] = [
        ("MASS_KG;Terrain;PACE", "70;flat;5:00", "--pace=5:00"),
        ("Speed_KMH;Mass_kg", "12;70", "--speed=12km/h"),
        ("speed_m_s;mass_kg", "3.25;70", "--speed=3.25m/s"),
        ("speed_mph;mass_kg", "7.5;70", "--speed=7.5mph"),
        ("distance_km;duration;mass_kg", "10;50:00;70", "--pace=5:00"),
        ("distance_km;duration;mass_kg", "10;3000;70", "--pace=5:00"),
        ("distance_km;duration;mass_kg", "10;0:50:00;70", "--pace=5:00"),
        ("distance_km;moving_time;mass_kg", "12.4;1h02m;70", "--pace=5:00"),
        ("distance_km;Moving Time;mass_kg", "12.4;1:02:00;70", "--pace=5:00"),
        ("distance_mi;duration;mass_kg", "10;80:30;70", "--pace=8:03/mi"),
        ("distance_m;duration;mass_kg", "10000;50min;70", "--pace=5:00"),
        ("pace;mass_lb", "5:00;154.3235835", "--pace=5:00"),
    ];
    for (header, row, fast) in runs {
        let ended = piped(&["-M", "soleus"], format!("{header}\n{row}\n"));
        assert_eq!(ended.counts(), [1, 0, 0], "{header}: {}", ended.err);
        assert_soleus(&ended.table(), &[(fast, "70")]);
    }
}

#[test]
fn map_names_columns_of_other_names() {
    let text = "Tempo;Gewicht;Strecke (km)\n5:00;70,5;10\n";
    let maps = ["--map", "mass_kg=Gewicht", "--map", "pace=tempo", "-M", "soleus"];
    let ended = piped(&maps, text).ends(0);
    assert_soleus(&ended.table(), &[("--pace=5:00", "70.5")]);
    piped(&["--map", "mass_kg=Masse", "--map", "pace=Tempo"], text)
        .says("no column is called \"Masse\"")
        .says("Gewicht");
    piped(&["--map", "weight=Gewicht"], text).says("\"weight\" is no field").says("mass_kg");
    piped(&["--map", "Gewicht"], text).ends(2).says("mass_kg=Gewicht");
}

#[test]
fn a_header_that_says_not_enough_is_refused_with_what_is_wanting() {
    piped(&[], "date,mass_kg\n1,70\n")
        .ends(1)
        .says("stdin:1: no column says how fast")
        .says("date");
}

#[test]
fn rows_without_a_mass_are_told_in_body_weights() {
    let without = piped(&["-M", "soleus", "--data", "tests/tables"], "pace,date\n5:00,1\n")
        .ends(0)
        .says("stdin:2: no body mass is known")
        .says("--mass");
    assert_eq!(without.out(), "pace,date,soleus_peak_bw,soleus_peak_n\n5:00,1,6.541,\n");
    let some = piped(&["-M", "soleus", "--data", "tests/tables"], "pace,mass_kg\n5:00,70\n5:00,\n")
        .ends(0)
        .says("(1 row)");
    assert_eq!(
        some.out(),
        "pace,mass_kg,soleus_peak_bw,soleus_peak_n\n5:00,70,6.541,4490\n5:00,,6.541,\n"
    );
    let json = piped(&["-M", "soleus", "--format", "jsonl"], "pace,mass_kg\n5:00,\n").ends(0);
    assert!(json.out().contains("\"soleus_peak_n\":null"), "{}", json.out());
}

#[test]
fn an_exponent_adds_a_sum_of_the_steps_of_one_leg() {
    let rows = "pace,distance_km,shoe\n5:00,10,minimal\n5:00,,\n";
    let sums = piped(&["-M", "achilles", "--exponent", "2", "--quantities", "peak_bw"], rows)
        .ends(0)
        .says("No exponent is published")
        .table();
    let [ten, one] = [0, 1].map(|row| sums.number(row, "achilles_peak_power_sum"));
    // of ten kilometres, and of one where it is not said how far
    assert!((ten / one - 10.0).abs() < 1e-6, "{ten} {one}");
    piped(&["--exponent", "0.5"], rows).ends(2).says("from 1 to 20");
}

#[test]
fn an_output_file_is_whole_and_alone() {
    let folder = Folder::new("output");
    let path = folder.file("log.csv", TEXT);
    let loads = folder.path("loads.csv");
    let ended = batch(&["-o", &loads, &path]).ends(0);
    assert!(ended.bytes.is_empty());
    assert_eq!(folder.names(), ["loads.csv", "log.csv"]);
    assert_eq!(folder.read("loads.csv").into_bytes(), batch(&[&path]).bytes);
    // and over an older one
    folder.file("loads.csv", "old");
    batch(&["-o", &loads, &path]).ends(0);
    assert_eq!(folder.names(), ["loads.csv", "log.csv"]);
    assert_eq!(folder.read("loads.csv").into_bytes(), batch(&[&path]).bytes);
}

#[test]
fn an_existing_file_is_kept_as_it_was_when_the_run_fails() {
    let folder = Folder::new("kept");
    let loads = folder.file("loads.csv", "old");
    let bad = folder.file("bad.csv", "pace,mass_kg\n5:60,70\n");
    let late = format!("pace,mass_kg\n{}5:60,70\n", "5:00,70\n".repeat(20_000));
    let late = folder.file("late.csv", late);
    for arguments in [&["--strict", &bad][..], &["--strict", &late], &[&folder.path("missing.csv")]]
    {
        batch(&[arguments, &["-o", &loads, "-M", "soleus"]].concat()).ends(1);
        assert_eq!(folder.read("loads.csv"), "old", "{arguments:?}");
        assert_eq!(folder.names().len(), 3, "{:?}", folder.names());
    }
}

#[test]
fn an_output_file_in_no_folder_or_of_no_known_form_is_refused() {
    let folder = Folder::new("no-output");
    let path = folder.file("log.csv", TEXT);
    let nowhere = folder.path("nowhere/loads.csv");
    batch(&["-o", &nowhere, &path]).ends(1).says("cannot write").says(&nowhere);
    batch(&["-o", &folder.path("loads.pdf"), &path]).ends(2).says("pdf").says(".jsonl");
    assert_eq!(folder.names(), ["log.csv"]);
}

#[test]
fn an_interrupted_run_leaves_nothing_under_the_final_name_and_an_older_file_as_it_was() {
    for older in [None, Some("old")] {
        let folder = Folder::new("interrupted");
        if let Some(older) = older {
            folder.file("loads.csv", older);
        }
        let path = folder.path("loads.csv");
        let mut child = musclerun(&["batch", "-M", "soleus", "-o", &path])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary is built");
        let mut stdin = child.stdin.take().expect("standard input");
        let rows = format!("pace,mass_kg\n{}", "5:00,70\n".repeat(50_000));
        stdin.write_all(rows.as_bytes()).expect("rows are taken");
        child.kill().expect("it can be ended");
        child.wait().expect("it ends");
        match older {
            None => assert!(!folder.names().contains(&"loads.csv".to_owned())),
            Some(older) => assert_eq!(folder.read("loads.csv"), older),
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{BufRead, BufReader};
    use std::path::Path;
    use std::process::Stdio;

    use super::TEXT;
    use crate::common::{Folder, batch, musclerun};

    /// A device that takes nothing; Linux has one.
    fn full() -> bool {
        Path::new("/dev/full").exists()
    }

    #[test]
    fn a_full_standard_output_is_a_clear_error_however_little_is_written() {
        if !full() {
            return;
        }
        let folder = Folder::new("full");
        let large = format!("pace,mass_kg\n{}", "5:00,70\n".repeat(20_000));
        for (name, text) in [("small.csv", TEXT), ("large.csv", &large)] {
            let path = folder.file(name, text);
            let output = musclerun(&["batch", "-M", "soleus", &path])
                .stdout(File::create("/dev/full").expect("a device"))
                .output()
                .expect("the binary is built");
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{name}: {err}");
            assert!(err.contains("cannot write"), "{name}: {err}");
        }
    }

    #[test]
    fn a_full_disk_under_output_or_rejects_is_a_clear_error() {
        if !full() {
            return;
        }
        let folder = Folder::new("full-disk");
        let bad = "5:60,70\n";
        let large = format!("pace,mass_kg\n{bad}{}", "5:00,70\n5:60,70\n".repeat(9_000));
        for text in [format!("pace,mass_kg\n{bad}"), large] {
            let path = folder.file("log.csv", text);
            for option in ["-o", "--rejects"] {
                let ended = batch(&["-M", "soleus", option, "/dev/full", &path]);
                ended.ends(1).says("cannot write");
            }
        }
    }

    #[test]
    fn a_reader_that_has_enough_ends_a_large_input_quietly() {
        let folder = Folder::new("broken-pipe");
        let text = format!("pace,mass_kg\n{}", "5:00,70\n".repeat(40_000));
        let path = folder.file("log.csv", text);
        for threads in ["1", "2"] {
            let mut child = musclerun(&["batch", "-M", "soleus", "--threads", threads, &path])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the binary is built");
            let mut line = String::new();
            let mut out = BufReader::with_capacity(64, child.stdout.take().expect("an output"));
            out.read_line(&mut line).expect("a line");
            drop(out);
            assert_eq!(line, "pace,mass_kg,soleus_peak_bw,soleus_peak_n\n");
            let output = child.wait_with_output().expect("it ends");
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{err}");
            assert!(err.is_empty(), "{err}");
        }
    }
}
