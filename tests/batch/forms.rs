//! The forms of the output: wide and long, csv, tsv, JSON lines and Excel, and the choice of muscles and quantities.

use serde_json::Value;

use crate::common::{Folder, Table, batch, calculated, piped};

const TEXT: &str =
    "date,pace,mass_kg,distance_km\n2024-05-01,5:00,70.5,10\n\"May 2, 2024\",4:30,65,\n";
const SOLEUS: [&str; 6] =
    ["date", "pace", "mass_kg", "distance_km", "soleus_peak_bw", "soleus_peak_n"];

#[test]
fn wide_is_the_columns_of_the_input_then_each_muscle_of_the_calculator() {
    let table = piped(&[], TEXT).ends(0).table();
    let single = calculated(&["--pace=5:00", "--mass=70.5", "--format=csv"]).table();
    let mut muscles: Vec<String> = Vec::new();
    for (i, name) in table.names.iter().enumerate().skip(4) {
        let ending = if i % 2 == 0 { "_peak_bw" } else { "_peak_n" };
        let muscle = name.strip_suffix(ending).expect("a quantity");
        if i % 2 == 0 {
            muscles.push(muscle.to_owned());
        }
    }
    assert_eq!(table.names[..6], SOLEUS);
    let mut expected: Vec<&str> = single.column("muscle");
    expected.sort_unstable();
    muscles.sort();
    assert_eq!(muscles, expected);
    assert_eq!(table.column("date"), ["2024-05-01", "May 2, 2024"]);
}

#[test]
fn columns_of_one_name_pass_through_as_they_are() {
    let text = "pace,mass_kg,a,a,soleus_peak_bw\n5:00,70,1,2,3\n";
    let ended = piped(&["-M", "soleus"], text).ends(0);
    let header = "pace,mass_kg,a,a,soleus_peak_bw,soleus_peak_bw,soleus_peak_n\n5:00,70,1,2,3,";
    assert!(ended.out().starts_with(header), "{}", ended.out());
}

#[test]
fn no_header_leaves_the_header_out_of_every_form_that_has_one() {
    for form in [&["-f", "csv"][..], &["-f", "tsv"], &["--excel"]] {
        for layout in ["wide", "long"] {
            let arguments = [form, &["--layout", layout]].concat();
            let whole = piped(&arguments, TEXT).ends(0);
            let bare = piped(&[&arguments[..], &["--no-header"]].concat(), TEXT).ends(0);
            let rest = whole.out().split_once('\n').expect("a header").1;
            assert_eq!(bare.out().trim_start_matches('\u{feff}'), rest, "{form:?}");
        }
    }
}

#[test]
fn excel_has_a_byte_order_mark_semicolons_decimal_commas_and_carriage_returns() {
    let text = "date;pace;mass_kg;note\n01.05.2024;5:00;70.5;1.5 km; \n";
    let ended = piped(&["--excel"], text).ends(3);
    assert_eq!(ended.counts(), [0, 1, 0], "five cells under four names");
    let text = "date;pace;mass_kg;note\n01.05.2024;5:00;70.5;\"1.5 km; up\"\n";
    let ended = piped(&["--excel", "-M", "soleus"], text).ends(0);
    let out = ended.out().strip_prefix('\u{feff}').expect("a byte order mark");
    let single = calculated(&["--pace=5:00", "--mass=70.5", "-Msoleus", "--format=csv"]).table();
    let peak = single.cell(0, "peak_bw").replace('.', ",");
    let expected = format!(
        "date;pace;mass_kg;note;soleus_peak_bw;soleus_peak_n\r\n\
         01.05.2024;5:00;70,5;\"1.5 km; up\";{peak};{}\r\n",
        single.cell(0, "peak_n")
    );
    assert_eq!(out, expected);
}

#[test]
fn excel_is_read_again_as_what_it_was() {
    let first = piped(&["--excel", "-M", "soleus"], TEXT).ends(0);
    let again = piped(&["-M", "gluteus_medius"], &first.bytes).ends(0);
    let direct = piped(&["-M", "gluteus_medius"], TEXT).ends(0);
    let name = "gluteus_medius_peak_bw";
    assert_eq!(again.table().column(name), direct.table().column(name));
}

#[test]
fn tsv_is_csv_with_tabs() {
    let csv = piped(&[], TEXT).ends(0).table();
    let tsv = piped(&["--format", "tsv"], TEXT).ends(0);
    let tsv = Table::of(tsv.out(), b'\t');
    assert_eq!((tsv.names, tsv.rows), (csv.names, csv.rows));
}

#[test]
fn cells_that_hold_the_delimiter_of_another_form_are_quoted() {
    let text =
        "pace;mass_kg;note\n5:00;70;a,b\n5:00;70;c\td\n5:00;70;\"e\"\"f;\ng\"\n5:00;70;h\"i\n";
    let notes = ["a,b", "c\td", "e\"f;\ng", "h\"i"];
    for (form, delimiter) in
        [(&["-f", "csv"][..], b','), (&["-f", "tsv"], b'\t'), (&["--excel"], b';')]
    {
        let ended = piped(form, text).ends(0);
        let table = Table::of(ended.out().trim_start_matches('\u{feff}'), delimiter);
        assert_eq!(table.column("note"), notes, "{form:?}");
    }
}

#[test]
fn long_is_a_row_a_run_and_muscle_ranked_as_by_the_calculator() {
    let table = piped(&["--layout", "long"], TEXT).ends(0).table();
    let names = ["rank", "rank_low", "rank_high", "muscle", "phase", "peak_bw", "peak_n"];
    assert_eq!(table.names[..4], SOLEUS[..4]);
    assert_eq!(table.names[4..], names);
    let mut row = 0;
    for run in [["--pace=5:00", "--mass=70.5"], ["--pace=4:30", "--mass=65"]] {
        let single = calculated(&[run[0], run[1], "--format=csv"]).table();
        for i in 0..single.rows.len() {
            for name in names {
                assert_eq!(table.cell(row, name), single.cell(i, name), "{run:?} {name}");
            }
            assert_eq!(table.cell(row, "pace"), run[0].replace("--pace=", ""));
            row += 1;
        }
    }
    assert_eq!(row, table.rows.len());
}

#[test]
fn top_is_the_first_of_the_ranking_wide_and_long() {
    let single = calculated(&["--pace=5:00", "--mass=70.5", "--top=3", "--format=csv"]).table();
    let wide = piped(&["--top", "3"], TEXT).ends(0).table();
    let expected: Vec<String> = (1..=3)
        .flat_map(|i| ["muscle", "peak_bw", "peak_n"].map(|name| format!("rank_{i}_{name}")))
        .collect();
    assert_eq!(wide.names[4..], expected);
    let long = piped(&["--top", "3", "--layout", "long"], TEXT).ends(0).table();
    assert_eq!((wide.rows.len(), long.rows.len()), (2, 6));
    for i in 0..3 {
        for name in ["muscle", "peak_bw", "peak_n"] {
            let expected = single.cell(i, name);
            assert_eq!(wide.cell(0, &format!("rank_{}_{name}", i + 1)), expected);
            assert_eq!(long.cell(i, name), expected);
        }
    }
    assert_eq!(long.column("rank"), ["1", "2", "3", "1", "2", "3"]);
    piped(&["--top", "0"], TEXT).ends(2).says("from 1");
}

#[test]
fn top_beyond_all_muscles_is_all_of_them() {
    let all = piped(&["--layout", "long"], TEXT).ends(0);
    let top = piped(&["--layout", "long", "--top", "1000"], TEXT).ends(0);
    assert_eq!(top.bytes, all.bytes);
    let wide = piped(&["--top", "1000000", "-M", "soleus,gluteus_medius"], TEXT).ends(0);
    assert_eq!(wide.table().names.len(), 4 + 2 * 3);
}

#[test]
fn rank_by_orders_by_another_quantity() {
    for by in ["impulse", "cumulative"] {
        let arguments = ["--layout", "long", "--rank-by", by, "--distance", "10km"];
        let table = piped(&arguments, TEXT).ends(0).table();
        let ranked = ["--pace=5:00", "--mass=70.5", "--distance=10km", "--rank-by", by];
        let single = calculated(&[&ranked[..], &["--format=csv"]].concat()).table();
        let expected = single.column("muscle");
        assert_eq!(table.column("muscle")[..expected.len()], expected);
    }
}

#[test]
fn each_line_of_jsonl_is_an_object_with_numbers_flags_lists_and_nulls() {
    let quantities =
        "peak_bw,peak_n,sd_is_lower_bound,sources,level_ratio,cumulative,part_of,activation_ratio";
    let text = "note,pace,mass_kg,distance_km,note\n\"a \"\"b\"\"\nc\u{1}\t\\\",5:00,70,10,2\n,4:00,60,,\n";
    for layout in ["wide", "long"] {
        let ended = piped(&["-f", "jsonl", "--layout", layout, "-q", quantities], text).ends(0);
        let lines: Vec<Value> = ended
            .out()
            .lines()
            .map(|line| serde_json::from_str(line).expect("an object"))
            .collect();
        let prefix = if layout == "wide" { "soleus_" } else { "" };
        let of = |line: usize, name: &str| lines[line][format!("{prefix}{name}")].clone();
        let last = lines.len() - 1;
        assert_eq!(lines.len() > 2, layout == "long");
        assert_eq!(lines[0]["note"], "a \"b\"\nc\u{1}\t\\");
        assert_eq!(lines[0]["note_2"], "2");
        assert_eq!(lines[last]["note"], Value::Null);
        assert_eq!(lines[0]["pace"], "5:00");
        assert!(of(0, "peak_bw").is_f64() && of(0, "peak_n").is_u64());
        assert!(of(0, "sd_is_lower_bound").is_boolean());
        assert!(of(0, "part_of").is_null() && of(0, "activation_ratio").is_null());
        let sources = of(0, "sources");
        let sources = sources.as_array().expect("a list");
        assert!(!sources.is_empty() && sources.iter().all(Value::is_string));
        assert!(of(0, "cumulative_kn_s").is_number());
        assert!(of(last, "cumulative_kn_s").is_null());
        let single = calculated(&["--pace=5:00", "--mass=70", "--distance=10km", "--json"]);
        let single: Value = serde_json::from_str(single.out()).expect("a document");
        let soleus = single["loads"].as_array().expect("loads").iter();
        let soleus = soleus.clone().find(|load| load["muscle"] == "soleus");
        let soleus = soleus.expect("the soleus");
        for name in ["peak_bw", "peak_n", "sd_is_lower_bound", "sources", "cumulative_kn_s"] {
            assert_eq!(of(0, name), soleus[name], "{layout} {name}");
        }
    }
}

#[test]
fn jsonl_has_no_two_members_of_one_name() {
    let text = "pace,mass_kg,a,a,a_2,a,,,soleus_peak_bw\n5:00,70,1,2,3,4,5,6,7\n";
    let ended = piped(&["-f", "jsonl", "-M", "soleus"], text).ends(0);
    let object: serde_json::Map<String, Value> =
        serde_json::from_str(ended.out()).expect("an object");
    assert_eq!(object.len(), 9 + 2, "{object:?}");
    let mut values: Vec<&str> = object.values().filter_map(Value::as_str).collect();
    values.sort_unstable();
    assert_eq!(values, ["1", "2", "3", "4", "5", "5:00", "6", "7", "70"]);
}

#[test]
fn the_suffix_of_the_output_file_is_its_form() {
    let folder = Folder::new("suffix");
    let path = folder.file("log.csv", TEXT);
    for form in ["csv", "tsv", "jsonl"] {
        let name = format!("loads.{form}");
        batch(&["-o", &folder.path(&name), &path]).ends(0);
        let expected = batch(&["--format", form, &path]).ends(0);
        assert_eq!(folder.read(&name).into_bytes(), expected.bytes, "{form}");
    }
    batch(&["--excel", "-o", &folder.path("for-excel.csv"), &path]).ends(0);
    assert!(folder.read("for-excel.csv").starts_with("\u{feff}date;"));
    batch(&["--excel", "--format", "tsv", &path]).ends(2);
}

#[test]
fn quantities_are_short_words_and_names_of_the_calculator() {
    for (typed, expected) in [
        ("peak", "soleus_peak_bw,soleus_peak_n,soleus_peak_kgf"),
        ("spread", "soleus_sd_bw"),
        ("impulse", "soleus_impulse_bw_s"),
        ("cumulative", "soleus_cumulative_kn_s"),
        ("source", "soleus_sources"),
        ("rank,peak_bw,grade", "soleus_rank,soleus_peak_bw,soleus_grade"),
        ("sd_bw,spread,peak_n,peak", "soleus_sd_bw,soleus_peak_n,soleus_peak_bw,soleus_peak_kgf"),
    ] {
        let ended = piped(&["-M", "soleus", "-q", typed], TEXT).ends(0);
        let names = ended.table().names[4..].join(",");
        assert_eq!(names, expected, "{typed}");
    }
}

#[test]
fn an_unknown_quantity_is_refused_with_the_nearest_name_before_anything_is_read() {
    for (typed, nearest) in
        [("peak_bv", "peak_bw"), ("impulse_bws", "impulse_bw_s"), ("source_", "sources")]
    {
        let ended = piped(&["-q", typed], TEXT).ends(2).says(&format!("{typed:?}"));
        let ended = ended.says("--quantities").says(&format!("did you mean {nearest}?"));
        assert!(ended.bytes.is_empty());
    }
}

#[test]
fn a_misspelt_short_word_is_answered_with_the_short_word() {
    piped(&["-q", "cumulativ"], TEXT).ends(2).says("did you mean cumulative?");
}

#[test]
fn an_unknown_muscle_is_refused_before_anything_is_read() {
    let folder = Folder::new("unknown-muscle");
    let path = folder.file("log.csv", TEXT);
    let ended = batch(&["-M", "solleus", "-o", &folder.path("loads.csv"), &path]);
    let ended = ended.ends(2).says("--muscles").says("soleus");
    assert!(ended.bytes.is_empty());
    assert_eq!(folder.names(), ["log.csv"]);
}

#[test]
fn muscles_are_chosen_and_ordered_as_typed() {
    let ended = piped(&["-M", "gluteus_medius,soleus,gluteus_medius", "-q", "peak_bw"], TEXT);
    let names = ended.ends(0).table().names[4..].join(",");
    assert_eq!(names, "gluteus_medius_peak_bw,soleus_peak_bw");
}

#[test]
fn detail_adds_the_parts_of_groups() {
    let plain = piped(&["--layout", "long"], TEXT).ends(0).table();
    let detailed = piped(&["--layout", "long", "--detail"], TEXT).ends(0).table();
    let single = calculated(&["--pace=5:00", "--mass=70.5", "--detail", "--format=csv"]).table();
    assert_eq!(detailed.column("muscle")[..single.rows.len()], single.column("muscle"));
    assert!(detailed.rows.len() > plain.rows.len());
}

#[test]
fn study_takes_forces_from_one_study_alone() {
    let arguments = ["--study", "lenhart2014"];
    let typed = ["--pace=5:00", "--mass=70.5", "--study=lenhart2014", "--format=csv"];
    let single = calculated(&typed).table();
    let wide = piped(&arguments, TEXT).ends(0).table();
    assert_eq!(wide.names.len(), 4 + 2 * single.rows.len());
    for i in 0..single.rows.len() {
        let name = format!("{}_peak_bw", single.cell(i, "muscle"));
        assert_eq!(wide.cell(0, &name), single.cell(i, "peak_bw"));
    }
    let all = piped(&[], TEXT).ends(0).table();
    assert!(all.names.len() > wide.names.len());
    let ended = piped(&["--study", "lenhart2015"], TEXT);
    assert!(matches!(ended.code, Some(1 | 2)), "{ended:?}");
    ended.says("lenhart2014");
}

#[test]
fn the_document_says_what_was_refused_of_which_input_whatever_that_is_called() {
    let folder = Folder::new("refused_in_json");
    let runs = folder.file("runs: mine.csv", "pace,mass_kg\n5:00,70\nfast: very,70\n");
    let heights = folder.file("heights.csv", "name,height\nA,180\n");
    let ended = batch(&["--format=json", &runs, &heights]).ends(3);
    let document: Value = serde_json::from_str(ended.out()).expect("a document");
    let refused = document["refused"].as_array().expect("a list");
    let of = |i: usize| [&refused[i]["input"], &refused[i]["reason"]].map(|text| text.as_str());
    let [row, header] = [of(0), of(1)].map(|entry| entry.map(|text| text.expect("text")));
    assert_eq!(row[0], format!("{runs}:3"));
    assert!(row[1].starts_with("pace: "), "{}", row[1]);
    assert_eq!(header[0], format!("{heights}:1"));
    assert_eq!(refused.len(), 2, "{refused:?}");
}
