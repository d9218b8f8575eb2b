//! The README is kept: its console blocks are executed, and its tables are those of the program.

use std::fs;
use std::process::Command;

const README: &str = include_str!("../README.md");
const MANUAL: &str = include_str!("../data/manual.md");

fn musclerun(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary is built");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// The rows of every Markdown table of a text under a header with these names, cell by cell.
fn tables(text: &str, header: &[&str]) -> Vec<Vec<Vec<String>>> {
    let cells = |line: &str| -> Option<Vec<String>> {
        let line = line.strip_prefix('|')?.strip_suffix('|')?;
        Some(line.split('|').map(|cell| cell.trim().to_owned()).collect())
    };
    let mut tables = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if cells(line).is_some_and(|cells| cells == header) {
            // below the header stands the rule
            let rows = lines.by_ref().skip(1).map_while(cells).collect();
            tables.push(rows);
        }
    }
    tables
}

fn unquoted(cell: &str) -> &str {
    cell.trim_matches('`')
}

/// The fields of an output, as the program tells them.
fn fields(output: &str) -> Vec<serde_json::Value> {
    let reference = musclerun(&["fields", "--format", "json"]);
    let reference: serde_json::Value = serde_json::from_str(&reference).expect("one JSON document");
    let outputs = reference["outputs"].as_array().expect("a list of outputs");
    let found = outputs.iter().find(|list| list["output"] == output);
    let found = found.unwrap_or_else(|| panic!("no output {output}"));
    found["fields"].as_array().expect("a list of fields").clone()
}

fn names(output: &str) -> Vec<String> {
    let fields = fields(output);
    let names = fields.iter().map(|field| field["name"].as_str().expect("a name").to_owned());
    names.collect()
}

fn contract_names() -> Vec<String> {
    names("calculator")
}

const RUN: &[&str] = &["--pace", "5:00", "--mass", "70"];

#[test]
fn every_console_block_shows_what_the_program_writes() {
    let cases = trycmd::TestCases::new();
    cases
        .env("COLUMNS", "80")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .case("README.md")
        .case("data/manual.md");
    cases.run();
}

#[test]
fn every_console_block_runs_this_program() {
    let blocks: Vec<&str> = [README, MANUAL]
        .iter()
        .flat_map(|text| text.split("```console\n").skip(1))
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(blocks.len() >= 10, "only {} blocks", blocks.len());
    for block in blocks {
        assert!(block.starts_with("$ musclerun "), "{block}");
    }
}

#[test]
fn the_reference_of_fields_names_the_columns_of_csv_and_tsv_in_order() {
    let names = contract_names();
    for (format, delimiter) in [("csv", ','), ("tsv", '\t')] {
        let mut arguments = RUN.to_vec();
        arguments.extend(["--format", format]);
        let text = musclerun(&arguments);
        let header: Vec<&str> = text.lines().next().expect("a header").split(delimiter).collect();
        assert_eq!(header, names, "{format}");
    }
}

#[test]
fn the_reference_of_fields_names_the_fields_of_json_in_order() {
    let loads = musclerun(&[RUN, &["--muscles", "soleus,core", "--format", "jsonl"]].concat());
    assert_eq!(loads.lines().count(), 3);
    for line in loads.lines() {
        // numbers, words and lists hold no `":`, so that every such mark ends a name
        let found: Vec<&str> =
            line.split("\":").filter_map(|before| before.rsplit('"').next()).collect();
        assert_eq!(found[..found.len() - 1], contract_names());
    }
    let document = musclerun(&[RUN, &["--muscles", "sartorius", "--json"]].concat());
    let parsed: serde_json::Value = serde_json::from_str(&document).expect("one JSON document");
    let mut of_document: Vec<&String> = Vec::new();
    for object in [&parsed["loads"][0], &parsed["conditions"]] {
        of_document.extend(object.as_object().expect("an object").keys());
    }
    of_document.sort();
    let mut names = contract_names();
    names.sort();
    assert_eq!(of_document, names.iter().collect::<Vec<_>>());
    assert_eq!(parsed["schema"], 2);
}

#[test]
fn the_reference_of_fields_names_the_columns_of_every_other_command_in_order() {
    let of_muscles = |own: &str, of_muscle: &str| {
        let mut all = names(own);
        for muscle in ["soleus", "sartorius"] {
            all.extend(names(of_muscle).iter().map(|name| format!("{muscle}_{name}")));
        }
        all
    };
    let hills = ["run", "tests/run/hills.gpx", "--mass=70", "--muscles=soleus,sartorius"];
    let header = |arguments: &[&str]| -> Vec<String> {
        let text = musclerun(arguments);
        let header = text.lines().next().expect("a header").split(',');
        header.map(str::to_owned).collect()
    };
    let csv = "--format=csv";
    assert_eq!(header(&[&hills[..], &[csv]].concat()), of_muscles("run", "run, of each muscle"));
    let mut samples = names("run, samples");
    samples.pop();
    samples.extend(["soleus_peak_bw".to_owned(), "sartorius_peak_bw".to_owned()]);
    assert_eq!(header(&[&hills[..], &["--samples"]].concat()), samples);
    let compared = ["compare", "pace=5:00", "pace=4:00", "--mass=70", csv];
    assert_eq!(header(&compared), names("compare"));
    assert_eq!(header(&["sweep", "--pace=6:00..4:00", "--steps=2", csv]), names("sweep"));
    assert_eq!(header(&["muscles", csv]), names("muscles"));
    assert_eq!(header(&["studies", csv]), names("studies"));
    let run: serde_json::Value =
        serde_json::from_str(&musclerun(&[&hills[..], &["--json"]].concat()))
            .expect("one document");
    let mut of_load: Vec<String> =
        run["runs"][0]["loads"][0].as_object().expect("an object").keys().cloned().collect();
    let mut listed = names("run, loads of JSON");
    of_load.sort();
    listed.sort();
    assert_eq!(of_load, listed);
}

/// Whether a document is as a schema says, as far as this program's schema goes.
fn conforms(
    schema: &serde_json::Value,
    root: &serde_json::Value,
    value: &serde_json::Value,
) -> bool {
    if let Some(address) = schema["$ref"].as_str() {
        let name = address.rsplit('/').next().expect("a name");
        return conforms(&root["$defs"][name], root, value);
    }
    if let Some(all) = schema["oneOf"].as_array() {
        return all.iter().filter(|one| conforms(one, root, value)).count() == 1;
    }
    if !schema["const"].is_null() {
        return schema["const"] == *value;
    }
    let is = |name: &serde_json::Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        other => panic!("{other:?}"),
    };
    let types = &schema["type"];
    let is_type = types.as_array().map_or_else(|| is(types), |types| types.iter().any(is));
    let has = |name: &serde_json::Value| value.get(name.as_str().expect("a name")).is_some();
    let required = schema["required"].as_array().is_none_or(|names| names.iter().all(has));
    let properties = schema["properties"].as_object().is_none_or(|properties| {
        let named = properties.iter().filter_map(|(name, of)| Some((of, value.get(name)?)));
        named.into_iter().all(|(of, member)| conforms(of, root, member))
    });
    let items = schema["items"].is_null()
        || value
            .as_array()
            .is_none_or(|items| items.iter().all(|item| conforms(&schema["items"], root, item)));
    is_type && required && properties && items
}

#[test]
fn every_json_document_is_as_the_schema_says() {
    let schema = musclerun(&["fields", "--format", "schema"]);
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("one JSON document");
    for arguments in [
        &["--pace=5:00", "--mass=70", "--muscles=soleus,core", "--terrain=uphill"][..],
        &["--pace=5:00", "--mass=70", "--explain=soleus"],
        &["run", "tests/run/hills.gpx", "--mass=70", "--by=km"],
        &["compare", "pace=5:00", "pace=4:00,mass=80", "--mass=70"],
        &["compare", "tests/run/hills.gpx", "tests/run/hills.gpx", "--mass=70"],
        &["sweep", "--pace=6:00..4:00", "--steps=3"],
        &["history", "tests/history/weeks.csv", "--mass=61"],
        &["history", "tests/history/weeks.csv", "--mass=61", "--runs", "--until=2025-01-01"],
        &["history", "tests/run/hills.gpx", "--by=month", "--runs", "--mass=61"],
    ] {
        let document = musclerun(&[arguments, &["--json"]].concat());
        let mut document: serde_json::Value =
            serde_json::from_str(&document).expect("one document");
        assert!(conforms(&schema, &schema, &document), "{arguments:?}");
        document["schema"] = 1.into();
        assert!(!conforms(&schema, &schema, &document), "{arguments:?}");
    }
}

#[test]
fn the_reference_of_fields_gives_the_decimals_of_every_number() {
    // a run in which every number is there
    let run = [
        RUN,
        &["--terrain", "uphill", "--distance", "10k", "--muscles", "soleus"],
        &["--format", "csv", "--no-header"],
    ]
    .concat();
    let text = musclerun(&run);
    let cells: Vec<&str> = text.trim_end().split(',').collect();
    let contract = fields("calculator");
    assert_eq!(cells.len(), contract.len());
    for (field, cell) in contract.iter().zip(cells) {
        let decimals = match (cell.parse::<f64>(), cell.split_once('.')) {
            // the checksum of the tables may happen to consist of digits
            _ if field["name"] == "tables" => serde_json::Value::Null,
            (Err(_), _) => serde_json::Value::Null,
            (Ok(_), None) => 0.into(),
            (Ok(_), Some((_, fraction))) => fraction.len().into(),
        };
        assert_eq!(field["decimals"], decimals, "{} is {cell}", field["name"]);
    }
}

#[test]
fn a_name_that_ends_in_a_unit_is_listed_with_that_unit() {
    for output in ["calculator", "run", "run, loads of JSON", "run, samples", "sweep"] {
        for field in fields(output) {
            let name = field["name"].as_str().expect("a name");
            let expected = match name {
                "x" => "as `unit` says",
                _ if name.ends_with("_bw") => "body weights",
                _ if name.ends_with("_bw_s") => "body weights · s",
                _ if name.ends_with("_kn_s") => "kN·s",
                _ if name.ends_with("_m_s") => "m/s",
                _ if name.ends_with("_kgf") => "kgf",
                _ if name.ends_with("_kg") => "kg",
                _ if name.ends_with("_km") => "km",
                _ if name.ends_with("_pct") => "%",
                _ if name.ends_with("_deg") => "deg",
                _ if name.ends_with("_spm") => "steps/min",
                _ if name.ends_with("_n") => "N",
                _ if name.ends_with("_m") => "m",
                _ if name.ends_with("_s") => "s",
                _ => "",
            };
            assert_eq!(field["unit"].as_str().unwrap_or_default(), expected, "{name}");
        }
    }
}

#[test]
fn the_kinds_of_notes_are_those_that_the_program_gives() {
    let mut given: Vec<String> = Vec::new();
    for run in [
        &["--pace", "5:00", "--mass", "70", "--terrain", "uphill"][..],
        &["--pace", "5:00", "--mass", "70", "--muscles", "core,quads"],
        &["--pace", "5:00", "--mass", "70", "--study", "dorn2012"],
        &["--speed", "8m/s", "--mass", "70", "--terrain", "sand"],
    ] {
        let document = musclerun(&[run, &["--json"]].concat());
        let parsed: serde_json::Value = serde_json::from_str(&document).expect("one JSON document");
        let notes = parsed["notes"].as_array().expect("a list");
        given.extend(notes.iter().filter_map(|note| note["kind"].as_str().map(str::to_owned)));
    }
    given.sort();
    given.dedup();
    let found = tables(MANUAL, &["kind", "says"]);
    let mut listed: Vec<&str> = found.iter().flatten().map(|row| unquoted(&row[0])).collect();
    listed.sort_unstable();
    assert_eq!(listed, given);
}

#[test]
fn as_many_notes_are_counted_as_are_told() {
    for typed in ["--terrain uphill", "--muscles soleus", "--distance 10km", "--gradient -5%"] {
        let run = format!("--pace 5:00 --mass 70 {typed}");
        let run: Vec<&str> = run.split(' ').collect();
        let short = musclerun(&run);
        let words: Vec<&str> = short.split_whitespace().collect();
        let at = words.iter().position(|word| word.starts_with("notes"));
        let counted = words[at.expect("notes are counted") - 1];
        let told = musclerun(&[&run[..], &["--notes"]].concat());
        let told = told.lines().filter(|line| line.starts_with("- ")).count();
        assert_eq!(counted, told.to_string(), "{typed}");
    }
}

#[test]
fn every_option_of_the_help_is_in_the_manual_and_every_command_in_the_readme() {
    let helps =
        [&["-h"][..], &["batch", "-h"], &["run", "-h"], &["compare", "-h"], &["sweep", "-h"]];
    let help: String = helps.map(musclerun).concat();
    let options: Vec<&str> = help
        .split_whitespace()
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .map(|word| {
            let end = word[2..].find(|c: char| !(c.is_ascii_lowercase() || c == '-'));
            &word[..end.map_or(word.len(), |end| end + 2)]
        })
        .filter(|option| !matches!(*option, "--help" | "--version" | "--output"))
        .collect();
    assert!(options.len() > 15, "{options:?}");
    for option in options {
        assert!(MANUAL.contains(option), "{option}");
    }
    for command in [
        "batch",
        "run",
        "compare",
        "sweep",
        "muscles",
        "studies",
        "data check",
        "data export",
        "completions bash",
        "man",
    ] {
        assert!(README.contains(&format!("musclerun {command}")), "{command}");
    }
}

#[test]
fn the_example_in_rust_is_the_one_that_the_library_compiles() {
    let example = README
        .split_once("```rust\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(example, _)| example.trim_end())
        .expect("a block in Rust");
    let library = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs"))
        .expect("the library");
    let documentation: Vec<&str> = library
        .lines()
        .filter_map(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    assert!(documentation.join("\n").contains(example), "{example}");
}

#[test]
fn every_file_that_the_pages_point_at_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (page, text) in [("README.md", README), ("data/manual.md", MANUAL)] {
        let folder = root.join(page);
        let folder = folder.parent().expect("a folder");
        let mut count = 0;
        for rest in text.split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or_default();
            if !target.starts_with("http") {
                assert!(folder.join(target).is_file(), "{page}: {target}");
                count += 1;
            }
        }
        assert!(count >= 2, "{page}");
    }
}

#[test]
fn the_readme_is_a_first_screen_and_not_a_book() {
    let lines = README.lines().count();
    assert!(lines <= 220, "{lines} lines");
}

#[test]
fn the_readme_of_the_tables_explains_every_column_of_every_table_in_order() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let readme =
        fs::read_to_string(format!("{folder}/README.md")).expect("the README of the tables");
    for file in musclerun::evidence::TABLES {
        let table = fs::read_to_string(format!("{folder}/{file}")).expect("the table");
        let header: Vec<&str> = table.lines().next().expect("a header").split(',').collect();
        let section = readme
            .split_once(&format!("### `{file}`\n"))
            .map(|(_, rest)| rest.split("\n#").next().unwrap_or_default())
            .unwrap_or_default();
        let explained = tables(section, &["column", "holds"]).concat();
        let explained: Vec<&str> = explained.iter().map(|row| unquoted(&row[0])).collect();
        assert_eq!(explained, header, "{file}");
    }
}

#[test]
fn the_readme_of_the_tables_names_every_reading_and_grade() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/README.md"))
        .expect("the README of the tables");
    let first_cells = |header: &[&str]| -> Vec<String> {
        tables(&readme, header).concat().iter().map(|row| unquoted(&row[0]).to_owned()).collect()
    };
    let readings = musclerun::evidence::Reading::ALL.map(|reading| reading.key().to_owned());
    assert_eq!(first_cells(&["reading", "means"]), readings);
    let grades = musclerun::evidence::Grade::ALL.map(|grade| grade.key().to_owned());
    assert_eq!(first_cells(&["grade", "means"]), grades);
}
