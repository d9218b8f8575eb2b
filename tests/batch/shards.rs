//! Rows belong to themselves alone: shards glued are the whole, order is kept, and many runs are many single runs.

use crate::common::{Dice, Ended, Folder, Table, batch, calculated, piped};

const COLUMNS: &str = "note,pace,mass_kg,terrain,step_rate_spm";

/// Rows for [`COLUMNS`], each with its line break, some with line breaks and quotation marks in quotes.
fn rows(count: usize, seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    (0..count)
        .map(|i| {
            let note = *dice.pick(&[
                "plain",
                "\"two\nlines\"",
                "\"three\r\nor\n\nmore, with commas\"",
                "\"said \"\"easy\"\"\"",
                "\"\"",
                "6'",
                "Läufe",
            ]);
            let pace = 200 + dice.below(200);
            let (minutes, seconds) = (pace / 60, pace % 60);
            let mass = 50 + dice.below(50);
            let terrain = *dice.pick(&["flat", "uphill", "trail", "", "downhill"]);
            let step_rate = *dice.pick(&["", "160", "171.5"]);
            format!("{note} {i},{minutes}:{seconds:02},{mass},{terrain},{step_rate}\n")
                .replace("\" ", "\"")
                .replacen(&format!("\"{i},"), &format!("{i}\","), 1)
        })
        .collect()
}

/// What a shard without header comes to.
#[track_caller]
fn shard(rows: &str, threads: &str) -> Vec<u8> {
    let arguments = ["--columns", COLUMNS, "--no-header", "--threads", threads];
    piped(&arguments, rows).ends(0).bytes
}

#[test]
fn generated_rows_have_line_breaks_in_quotes_and_are_well_formed() {
    let text = format!("{COLUMNS}\n{}", rows(200, 5).concat());
    let table = Table::of(&text, b',');
    assert_eq!(table.rows.len(), 200);
    assert!(table.column("note").iter().any(|note| note.contains('\n')));
    assert!(table.column("note").iter().any(|note| note.contains('"')));
}

#[test]
fn shards_cut_at_any_row_boundary_and_glued_are_the_whole_byte_for_byte() {
    let rows = rows(30, 1);
    let whole = piped(&["--no-header"], format!("{COLUMNS}\n{}", rows.concat())).ends(0);
    for cut in 0..=rows.len() {
        let mut glued = shard(&rows[..cut].concat(), "1");
        glued.extend(shard(&rows[cut..].concat(), "2"));
        assert!(
            glued == whole.bytes,
            "cut behind row {cut}:\n{}\nnot\n{}",
            String::from_utf8_lossy(&glued),
            whole.out()
        );
    }
}

#[test]
fn shards_of_every_size_are_the_whole_with_any_number_of_threads() {
    let rows = rows(3000, 2);
    let text = format!("{COLUMNS}\n{}", rows.concat());
    let whole = piped(&["--no-header", "--threads", "1"], &text).ends(0);
    for threads in ["2", "5"] {
        let again = piped(&["--no-header", "--threads", threads], &text).ends(0);
        assert!(again.bytes == whole.bytes, "{threads} threads differ");
    }
    for (size, threads) in [(1700, "1"), (701, "2"), (333, "5")] {
        let glued: Vec<u8> =
            rows.chunks(size).flat_map(|rows| shard(&rows.concat(), threads)).collect();
        assert!(glued == whole.bytes, "shards of {size} rows differ");
    }
}

#[test]
fn shards_that_are_told_what_only_the_whole_shows_are_the_whole() {
    // the first row alone shows the decimal comma
    let rows = ["10.000,5;50:00;70\n", "10.000;50:00;70\n"];
    let columns = ["--columns", "distance_m,duration,mass_kg", "--no-header"];
    let whole = piped(&columns, rows.concat()).ends(0);
    let told = [&columns[..], &["--decimal", "comma"]].concat();
    let glued = rows.map(|row| piped(&told, row).ends(0).bytes).concat();
    assert!(glued == whole.bytes, "{}", String::from_utf8_lossy(&glued));
    // the first row alone shows the miles
    let rows = ["Running,5.00,00:46:09,9:14,166,7641,1.05\n", "Running,5.00,00:46:09,9:14,,,\n"];
    let columns = [
        "--columns",
        "Activity Type,Distance,Time,Avg Pace,Avg Run Cadence,Steps,Avg Stride Length",
        "--no-header",
        "--mass=70kg",
    ];
    let whole = piped(&columns, rows.concat()).ends(0).says("distances are miles");
    let told = [&columns[..], &["--units", "mi"]].concat();
    let glued = rows.map(|row| piped(&told, row).ends(0).bytes).concat();
    assert!(glued == whole.bytes, "{}", String::from_utf8_lossy(&glued));
}

#[test]
fn a_shard_of_one_row_finds_its_delimiter_behind_quotation_marks_and_commas() {
    let columns = ["--columns", "pace,mass_kg,note", "-M", "soleus"];
    for row in
        ["5'30\";70;flat\n", "5:30;70;one, two, three, four\n", "5:30\t70\tone, two, three, four\n"]
    {
        let ended = piped(&columns, row);
        assert_eq!(ended.counts(), [1, 0, 0], "{row:?}: {}", ended.err);
    }
}

#[test]
fn the_rows_of_a_long_input_keep_their_order_with_several_threads() {
    let row = |i: usize| format!("{i},{}:{:02},70\n", 4 + i % 3, i % 60);
    let rows: Vec<String> = (0..20_000).map(row).collect();
    let text = format!("id,pace,mass_kg\n{}", rows.concat());
    let ended = piped(&["--threads", "4", "-M", "soleus", "-q", "peak_bw"], &text).ends(0);
    let table = ended.table();
    assert_eq!(table.rows.len(), 20_000);
    for (i, row) in table.rows.iter().enumerate() {
        assert_eq!(row[0], i.to_string());
    }
}

#[test]
fn messages_and_rejects_of_a_long_input_keep_their_order_too() {
    let folder = Folder::new("order-of-messages");
    let row = |i: usize| format!("{i},5:{},70\n", if i.is_multiple_of(7) { "60" } else { "00" });
    let rows: String = (0..9_000).map(row).collect();
    let rejects = folder.path("rejects.csv");
    let text = format!("id,pace,mass_kg\n{rows}");
    let ended = piped(
        &["--threads", "3", "-M", "soleus", "--rejects", &rejects, "--max-messages", "9000"],
        text,
    );
    let ended = ended.ends(3);
    let lines: Vec<String> = ended
        .err
        .lines()
        .filter_map(|line| Some(line.strip_prefix("error: stdin:")?.split(':').next()?.to_owned()))
        .filter(|line| line.parse::<usize>().is_ok())
        .collect();
    let expected: Vec<usize> = (0..9_000).filter(|i: &usize| i.is_multiple_of(7)).collect();
    let of_lines: Vec<String> = expected.iter().map(|i| (i + 2).to_string()).collect();
    assert_eq!(lines, of_lines);
    let kept = Table::of(&folder.read("rejects.csv"), b',');
    let of_rows: Vec<String> = expected.iter().map(ToString::to_string).collect();
    assert_eq!(kept.column("id"), of_rows);
}

/// A run of [`many_runs`], as cells and as the calculator takes it.
struct Typed {
    cells: [String; 6],
}

impl Typed {
    fn thrown(dice: &mut Dice) -> Self {
        let pace = 190 + dice.below(220);
        let (minutes, seconds) = (pace / 60, pace % 60);
        let pace = match dice.below(4) {
            0 => format!("{minutes}:{seconds:02}/km"),
            1 => format!("{minutes}m{seconds:02}s"),
            2 => format!("{}:{:02}/mi", pace * 8 / 300, pace * 8 / 5 % 60),
            _ => format!("{minutes}:{seconds:02}"),
        };
        let mass = format!("{}.{}", 45 + dice.below(60), dice.below(10));
        let terrain = *dice.pick(&[
            "",
            "flat",
            "road",
            "track",
            "uphill",
            "downhill",
            "treadmill",
            "trail",
            "grass",
            "sand",
        ]);
        let steep = 1 + dice.below(14);
        let gradient = match (dice.below(3), terrain) {
            (0, _) => String::new(),
            (_, "uphill") => format!("{steep}.5"),
            (_, "downhill") => format!("-{steep}"),
            (1, _) => format!("-{steep}.25"),
            (_, _) => steep.to_string(),
        };
        let step_rate = match dice.below(3) {
            0 => String::new(),
            1 => (150 + dice.below(45)).to_string(),
            _ => format!("{}.5", 150 + dice.below(45)),
        };
        let distance = match dice.below(3) {
            0 => String::new(),
            _ => format!("{}.{}", 1 + dice.below(42), dice.below(1000)),
        };
        Self { cells: [pace, mass, terrain.to_owned(), gradient, step_rate, distance] }
    }

    fn single(&self) -> Ended {
        let [pace, mass, terrain, gradient, step_rate, distance] = &self.cells;
        let mut arguments = vec![format!("--pace={pace}"), format!("--mass={mass}")];
        let mut add = |option: &str, cell: &str, unit: &str| {
            if !cell.is_empty() {
                arguments.push(format!("--{option}={cell}{unit}"));
            }
        };
        add("terrain", terrain, "");
        add("gradient", gradient, "%");
        add("step-rate", step_rate, "");
        add("distance", distance, "km");
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        calculated(&[&arguments[..], &["--format", "csv"]].concat())
    }
}

/// All fields of a load that are the same whatever else is asked.
const FIELDS: &str = "rank,rank_low,rank_high,muscle,name,part_of,phase,peak_bw,sd_bw,sd_is_lower_bound,peak_n,\
peak_kgf,level_ratio,activation_direction,activation_ratio,activation_gradient_pct,impulse_bw_s,impulse_level_ratio,\
cumulative_kn_s,grade,extrapolated,extrapolated_from,no_figure_for,sources";

fn many_runs() -> (Vec<Typed>, String) {
    let mut dice = Dice(60);
    let typed: Vec<Typed> = (0..60).map(|_| Typed::thrown(&mut dice)).collect();
    let mut text = "pace,mass_kg,terrain,gradient_pct,step_rate_spm,distance_km\n".to_owned();
    for run in &typed {
        text.push_str(&run.cells.join(","));
        text.push('\n');
    }
    (typed, text)
}

#[test]
fn a_batch_of_runs_is_as_many_single_runs_cell_by_cell() {
    let (typed, text) = many_runs();
    let long = piped(&["--layout", "long", "-q", FIELDS], &text).ends(0).table();
    let wide = piped(&["-q", FIELDS], &text).ends(0).table();
    let mut long_row = 0;
    for (i, run) in typed.iter().enumerate() {
        let single = run.single().table();
        for row in 0..single.rows.len() {
            let muscle = single.cell(row, "muscle");
            for field in FIELDS.split(',') {
                let expected = single.cell(row, field);
                let place = format!("{:?}: {field} of {muscle}", run.cells);
                assert_eq!(long.cell(long_row, field), expected, "long, {place}");
                let name = format!("{muscle}_{field}");
                assert_eq!(wide.cell(i, &name), expected, "wide, {place}");
            }
            long_row += 1;
        }
    }
    assert_eq!(long_row, long.rows.len());
    assert_eq!(wide.rows.len(), typed.len());
}

#[test]
fn options_are_the_defaults_of_the_cells_that_a_row_leaves_empty() {
    let options = [
        "--pace=5:10",
        "--mass=64",
        "--terrain=trail",
        "--gradient=8%",
        "--step-rate=105%",
        "--distance=10km",
    ];
    let text = "pace,mass_kg,terrain,gradient_pct,step_rate_spm,distance_km\n\
                ,,,,,\n4:40,,,,,\n,80,,,,\n,,grass,,,\n,,uphill,,,\n,,,3,,\n,,,,170,\n,,,,,5\n";
    let rows = piped(&[&options[..], &["-q", "peak,impulse,cumulative"]].concat(), text);
    let rows = rows.ends(0).table();
    let typed = [
        "",
        "--pace=4:40",
        "--mass=80",
        "--terrain=grass",
        "--terrain=uphill",
        "--gradient=3%",
        "--step-rate=170",
        "--distance=5km",
    ];
    for (i, own) in typed.into_iter().enumerate() {
        let name = own.split('=').next().expect("an option");
        let mut arguments: Vec<&str> = options
            .into_iter()
            .filter(|option| own.is_empty() || !option.starts_with(name))
            .collect();
        arguments.extend(Some(own).filter(|own| !own.is_empty()));
        arguments.extend(["--format", "csv"]);
        let single = calculated(&arguments).table();
        for row in 0..single.rows.len() {
            let muscle = single.cell(row, "muscle");
            for field in ["peak_bw", "peak_n", "impulse_bw_s", "cumulative_kn_s"] {
                assert_eq!(
                    rows.cell(i, &format!("{muscle}_{field}")),
                    single.cell(row, field),
                    "{field} of {muscle} with {arguments:?}"
                );
            }
        }
    }
}

#[test]
fn a_row_speaks_louder_than_the_options() {
    let folder = Folder::new("louder");
    let path = folder.file("runs.csv", "pace,mass_kg\n4:30,60\n");
    let plain = batch(&[&path]).ends(0);
    let with_options = batch(&["--pace", "6:00", "--mass", "90", &path]).ends(0);
    assert_eq!(plain.out(), with_options.out());
}
