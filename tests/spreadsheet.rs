//! Workbooks and CSV for spreadsheets: sound archives, numbers as numbers, dates as dates, no text that runs.

// other tests need more of it
#[allow(dead_code)]
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;

use common::{Folder, Table, calculated, fed, musclerun};
use quick_xml::Reader;
use quick_xml::events::Event;

const HILLS: &str = "tests/run/hills.gpx";

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// The files of an archive by the directory at its end, each checked against its checksum.
#[track_caller]
fn files(path: &str) -> BTreeMap<String, String> {
    let bytes = fs::read(path).expect("a workbook");
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = number(&bytes, end + 16, 4);
    let mut files = BTreeMap::new();
    for _ in 0..number(&bytes, end + 10, 2) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (packed, length) = (number(&bytes, at + 20, 4), number(&bytes, at + 28, 2));
        let name = String::from_utf8(bytes[at + 46..at + 46 + length].to_vec()).expect("a name");
        let begins = number(&bytes, at + 42, 4) + 30 + length;
        let mut text = String::new();
        let mut deflated = flate2::read::DeflateDecoder::new(&bytes[begins..begins + packed]);
        deflated.read_to_string(&mut text).expect("XML");
        assert_eq!(text.len(), number(&bytes, at + 24, 4));
        let mut crc = flate2::Crc::new();
        crc.update(text.as_bytes());
        assert_eq!(crc.sum() as usize, number(&bytes, at + 16, 4));
        files.insert(name, text);
        at += 46 + length;
    }
    files
}

/// The cells of a sheet, row by row: its kind (`n`, `s` or `b`), its style, and what stands in it.
#[track_caller]
fn cells(sheet: &str) -> Vec<Vec<(char, String, String)>> {
    let mut reader = Reader::from_str(sheet);
    let mut rows: Vec<Vec<(char, String, String)>> = Vec::new();
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "row" => {
                rows.push(Vec::new());
            }
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "c" => {
                let attribute = |name: &str| {
                    let found = tag.attributes().flatten().find(|it| it.key.as_ref() == name);
                    found.map_or_else(String::new, |it| it.value.to_string())
                };
                let kind = match &*attribute("t") {
                    "inlineStr" => 's',
                    "b" => 'b',
                    _ => 'n',
                };
                rows.last_mut().expect("a row").push((kind, attribute("s"), String::new()));
            }
            Event::Text(text) => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.2.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let sign = match &*name {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    other => panic!("&{other};"),
                };
                rows.last_mut().and_then(|row| row.last_mut()).expect("a cell").2.push_str(sign);
            }
            Event::Eof => return rows,
            _ => {}
        }
    }
}

/// The first sheet that a command writes.
#[track_caller]
fn sheet(folder: &Folder, arguments: &[&str]) -> Vec<Vec<(char, String, String)>> {
    let path = folder.path("out.xlsx");
    let arguments = [arguments, &["-o", &path]].concat();
    fed(&mut musclerun(&arguments), b"").ends(0);
    let files = files(&path);
    for part in [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
    ] {
        cells(&files[part]);
    }
    let sheets = files.keys().filter(|name| name.starts_with("xl/worksheets/")).count();
    assert_eq!(files["xl/workbook.xml"].matches("<sheet ").count(), sheets);
    let first = &files["xl/worksheets/sheet1.xml"];
    assert!(
        first.contains("ySplit=\"1\"") && first.contains("state=\"frozen\""),
        "the header stays"
    );
    cells(first)
}

#[test]
fn every_command_that_writes_tables_writes_its_records_as_a_workbook() {
    let folder = Folder::new("every");
    let log = folder.file("log.csv", "date,pace,mass_kg,distance_km\n2026-03-01,5:00,70,10\n");
    for arguments in [
        &["--pace", "5:00", "--mass", "70"][..],
        &["sweep", "--pace", "7:00..4:00"],
        &["compare", "pace=5:00", "pace=4:00"],
        &["reduce", "soleus", "--pace", "5:00"],
        &["train", "achilles"],
        &["muscles"],
        &["studies"],
        &["run", HILLS, "--mass", "70"],
        &["run", HILLS, "--mass", "70", "--by", "km"],
        &["run", HILLS, "--mass", "70", "--samples"],
        &["run", HILLS, HILLS, "--mass", "70"],
        &["run", HILLS, "--mass", "70", "--pace", "5:00"],
        &["compare", HILLS, HILLS, "--mass", "70"],
        &["compare", "--a", "2026-W19", "--b", "2026-05", HILLS, "--mass", "70"],
        &["batch", &log],
        &["history", &log],
        &["history", &log, "--runs"],
        &["plan", "--for", "achilles", "--start", "2026-12-01", "--goal", "10k"],
        &["config"],
    ] {
        let rows = sheet(&folder, arguments);
        let csv = calculated(&[arguments, &["--format", "csv"]].concat()).table();
        let names: Vec<&str> = rows[0].iter().map(|cell| &*cell.2).collect();
        assert_eq!(names, csv.names, "{arguments:?}");
        assert_eq!(rows.len(), csv.rows.len() + 1, "{arguments:?}");
        let of_excel = calculated(&[arguments, &["--excel", "eu"]].concat());
        let of_excel = Table::of(of_excel.out().trim_start_matches('\u{feff}'), b';');
        assert_eq!(of_excel.names, csv.names, "{arguments:?}");
        let number = |text: &String| {
            text.parse::<f64>().map_or_else(|_| text.clone(), |_| text.replace('.', ","))
        };
        let numbers = csv.rows.iter().map(|row| row.iter().map(number).collect::<Vec<_>>());
        assert!(numbers.eq(of_excel.rows.iter().cloned()), "{arguments:?}");
        for (row, of_csv) in rows[1..].iter().zip(&csv.rows) {
            for ((kind, style, cell), text) in row.iter().zip(of_csv) {
                let is_date = matches!(&**style, "7" | "8");
                let flag =
                    ["false", "true"].iter().position(|word| word == text).map(|n| n.to_string());
                let expected =
                    flag.filter(|_| *kind == 'b').unwrap_or_else(|| text.replace("\r\n", "\n"));
                assert!(is_date || *cell == expected, "{arguments:?}: {cell} for {text}");
                let looks_like_a_day =
                    text.len() >= 10 && text.parse::<jiff::civil::Date>().is_ok();
                assert!(
                    is_date || text.ends_with('Z') || !looks_like_a_day,
                    "{arguments:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn tables_for_people_hold_numbers_too() {
    let folder = Folder::new("figures");
    let path = folder.path("out.xlsx");
    let typed = [
        "--pace",
        "5:00",
        "--mass",
        "70",
        "--terrain",
        "uphill",
        "-o",
        &path,
        "--data",
        "tests/tables",
    ];
    fed(&mut musclerun(&typed), b"").ends(0);
    let rows = cells(&files(&path)["xl/worksheets/sheet2.xml"]);
    let cell = |row: usize, name: &str| {
        let at = rows[0].iter().position(|cell| cell.2 == name).expect("a column");
        let (kind, style, text) = &rows[row][at];
        (*kind, &**style, &**text)
    };
    assert_eq!(cell(1, "Muscle"), ('s', "0", "Soleus"));
    assert_eq!(cell(1, "× body weight"), ('n', "3", "6.6"));
    assert_eq!(cell(1, "± × body weight"), ('n', "3", "0.8"));
    assert_eq!(cell(1, "N"), ('n', "2", "4541"));
    // percent with its sign; what nobody knows stays a mark
    assert_eq!(cell(2, "Force against level"), ('n', "9", "-0.07"));
    assert_eq!(cell(3, "Force against level"), ('s', "0", "?"));
    // `1,2` is no number
    assert_eq!(cell(2, "Sources").0, 's');
    assert_eq!(cell(1, "Place"), ('s', "0", "1–2"));
}

#[test]
fn numbers_are_numbers_dates_are_dates_and_somebody_elses_text_never_runs() {
    let folder = Folder::new("kinds");
    let log = "date,pace,mass_kg,note,id\n2026-03-01,5:00,70,=1+1,007\n2026-03-01 07:30:00,5:00,70,-5.25,12\n,5:00,70,@SUM(1),<&\"_x0041_\n";
    let log = folder.file("log.csv", log);
    let rows = sheet(&folder, &["batch", &log, "-M", "soleus"]);
    let cell = |row: usize, column: usize| {
        let (kind, style, text) = &rows[row][column];
        (*kind, &**style, &**text)
    };
    // 1 March 2026 is day 46,082 of a spreadsheet
    assert_eq!(cell(1, 0), ('n', "7", "46082"));
    assert_eq!(cell(2, 0), ('n', "8", "46082.3125"));
    assert_eq!(cell(1, 2), ('n', "2", "70"));
    assert_eq!(cell(1, 3), ('s', "0", "=1+1"));
    assert_eq!(cell(1, 4), ('s', "0", "007"));
    assert_eq!(cell(2, 3), ('n', "4", "-5.25"));
    assert_eq!(cell(3, 3), ('s', "0", "@SUM(1)"));
    assert_eq!(cell(3, 4), ('s', "0", "<&\"_x005F_x0041_"));
    assert_eq!(cell(1, 5).0, 'n');
}

#[test]
fn csv_holds_no_formula_of_somebody_else_and_its_numbers_as_they_were() {
    let folder = Folder::new("formulas");
    let texts = [
        "=1+1", "+cmd", "-cmd|x", "@x", "\tx", "\rx", "-5", "+5.5", "-3:20", "--", "--:--", "a=b",
        "-10 %",
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["pace", "mass_kg", "note"]).expect("memory");
    for text in texts {
        writer.write_record(["5:00", "70", text]).expect("memory");
    }
    let log = folder.file("log.csv", writer.into_inner().expect("memory"));
    for (form, delimiter) in [
        (&[][..], b','),
        (&["-f", "tsv"], b'\t'),
        (&["--excel", "us"], b','),
        (&["--excel", "eu"], b';'),
    ] {
        let out = calculated(&[&["batch", &log, "-M", "soleus"], form].concat());
        let table = Table::of(out.out().trim_start_matches('\u{feff}'), delimiter);
        for (cell, text) in table.column("note").into_iter().zip(texts) {
            let is_formula = text.starts_with(['=', '@', '\t', '\r']) || text.contains("cmd");
            let expected = if is_formula {
                format!("'{text}")
            } else {
                text.replace('.', if form == ["--excel", "eu"] { "," } else { "." })
            };
            assert_eq!(cell, if text == "+5.5" { text } else { &expected }, "{form:?}");
        }
    }
    // the name of a file is somebody else's too
    let file = folder.path("=cmd.gpx");
    fs::copy(HILLS, &file).expect("a copy");
    let mut command = musclerun(&["run", "=cmd.gpx", "--mass", "70", "-f", "csv"]);
    let ended = fed(command.current_dir(&folder.0), b"").ends(0);
    assert_eq!(ended.table().cell(0, "file"), "'=cmd.gpx");
}

#[test]
fn excel_goes_by_the_locale_unless_it_is_said() {
    for (locale, typed, delimiter) in [
        ("en_US.UTF-8", &["--excel"][..], b','),
        ("de_DE.UTF-8", &["--excel"], b';'),
        ("es_MX.UTF-8", &["--excel"], b','),
        ("de_CH.UTF-8", &["--excel"], b','),
        ("en_US.UTF-8", &["--excel", "eu"], b';'),
        ("de_DE.UTF-8", &["--excel", "us"], b','),
    ] {
        for command in [
            &["--pace", "5:00"][..],
            &["run", HILLS, "--mass", "70"],
            &["sweep", "--pace", "7:00..4:00"],
        ] {
            let arguments = [command, typed].concat();
            let ended = fed(musclerun(&arguments).env("LC_ALL", locale), b"").ends(0);
            let text = ended.out().strip_prefix('\u{feff}').expect("a byte order mark");
            assert!(text.contains("\r\n"));
            let plain = calculated(&[command, &["-f", "csv"]].concat()).table();
            let table = Table::of(text, delimiter);
            assert_eq!(table.names, plain.names, "{arguments:?} {locale}");
            let mark = if delimiter == b';' { "," } else { "." };
            let column = if command[0] == "run" { "distance_m" } else { "peak_bw" };
            assert_eq!(table.cell(0, column), plain.cell(0, column).replace('.', mark));
        }
    }
    fed(&mut musclerun(&["--pace", "5:00", "--excel", "-f", "tsv"]), b"").ends(2);
    let ended = fed(&mut musclerun(&["--pace", "5:00", "--excel", "-o", "loads.xlsx"]), b"");
    ended.ends(2).says("--excel writes csv");
}

#[test]
fn a_sheet_that_would_be_too_long_or_too_wide_is_refused_with_what_there_is_instead() {
    let folder = Folder::new("large");
    let wide: Vec<String> = (0..16_400).map(|i| format!("c{i}")).collect();
    let log = format!("pace,mass_kg,{}\n5:00,70{}\n", wide.join(","), ",".repeat(wide.len()));
    let log = folder.file("wide.csv", log);
    let out = folder.path("out.xlsx");
    let ended = fed(&mut musclerun(&["batch", &log, "-o", &out]), b"");
    let ended = ended.ends(1).says("16,384").says("csv");
    assert!(ended.out().is_empty());
    assert!(fs::metadata(&out).is_err(), "no half a workbook");
    let mut book = musclerun::render::xlsx::Workbook::new(std::io::sink());
    book.sheet("data").expect("a sheet");
    let rows = b"<row></row>".repeat(1 << 16);
    let mut written = (0..17).map(|_| std::io::Write::write_all(&mut book, &rows));
    let error = written.find_map(Result::err).expect("too many rows").to_string();
    assert!(error.contains("1,048,576") && error.contains("csv"), "{error}");
}

#[test]
fn a_season_has_a_pace_and_local_times_whose_zone_is_told() {
    let plain = calculated(&["run", HILLS, "--mass", "70", "-f", "csv"]).table();
    assert_eq!(
        (plain.cell(0, "start"), plain.cell(0, "time_zone")),
        ("2026-05-09T06:30:00Z", "UTC")
    );
    assert_eq!(plain.cell(0, "start_local"), "2026-05-09 06:30:00");
    for (zone, date, local, told) in [
        ("Europe/Berlin", "2026-05-09", "2026-05-09 08:30:00", "Europe/Berlin"),
        ("America/Los_Angeles", "2026-05-08", "2026-05-08 23:30:00", "America/Los_Angeles"),
        ("+05:30", "2026-05-09", "2026-05-09 12:00:00", "+05:30"),
        ("-03:00", "2026-05-09", "2026-05-09 03:30:00", "-03:00"),
    ] {
        let table =
            calculated(&["run", HILLS, "--mass", "70", "-f", "csv", "--time-zone", zone]).table();
        let cells = ["date", "start_local", "time_zone"].map(|name| table.cell(0, name).to_owned());
        // a distance from UTC that begins with a sign is a number to a spreadsheet
        assert_eq!(cells, [date, local, told]);
        assert_eq!(table.cell(0, "start"), plain.cell(0, "start"));
    }
    let speed = plain.number(0, "speed_m_s");
    let pace = plain.cell(0, "pace");
    let (minutes, seconds) =
        pace.strip_suffix("/km").and_then(|it| it.split_once(':')).expect("a pace");
    let seconds =
        minutes.parse::<f64>().expect("minutes") * 60.0 + seconds.parse::<f64>().expect("seconds");
    assert!((1000.0 / speed - seconds).abs() <= 0.6, "{pace} {speed}");
    let ended = fed(&mut musclerun(&["run", HILLS, "--mass", "70", "--time-zone", "Berlin"]), b"");
    ended.ends(2).says("Europe/Berlin");
}
