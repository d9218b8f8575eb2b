//! Nothing is lost: output, rejects and what is skipped are the input, whatever stands in it and however it breaks off.

use std::io::Write;

use musclerun::answer::Selection;
use musclerun::batch::{Batch, BatchOptions, Observer, Progress, RowCounts, Severity};
use musclerun::embedded;
use musclerun::training_log::{Defaults, LogOptions};

use crate::common::{Dice, Folder, batch, gzip, musclerun, piped, weighed};

/// Keeps what is said.
#[derive(Default)]
struct Messages(Vec<String>);

impl Observer for Messages {
    fn report(&mut self, _: Severity, message: &str) {
        self.0.push(message.to_owned());
    }

    fn progress(&mut self, _: Progress) {}
}

/// What a batch of inputs came to.
struct Computed {
    out: Vec<u8>,
    rejects: Vec<u8>,
    counts: RowCounts,
    messages: Vec<String>,
}

/// Computes texts by the library, in blocks of a size.
fn computed(texts: &[&[u8]], block_bytes: usize, threads: usize) -> Computed {
    let options = BatchOptions {
        reading: LogOptions {
            defaults: Defaults { mass: "70".parse().ok(), ..Defaults::default() },
            ..LogOptions::default()
        },
        selection: Selection::default().muscles(vec!["soleus".to_owned()]),
        block_bytes: Some(block_bytes),
        threads: std::num::NonZeroUsize::new(threads),
        ..BatchOptions::default()
    };
    let (mut out, mut rejects, mut messages) = (Vec::new(), Vec::new(), Messages::default());
    let (out_to, rejects_to): (&mut dyn Write, &mut dyn Write) = (&mut out, &mut rejects);
    let mut batch = Batch::new(embedded::evidence(), &options, out_to, Some(rejects_to));
    let batch = batch.as_mut().expect("the soleus");
    for text in texts {
        let (_, read) = batch.run("log", &mut &**text, &mut messages);
        read.unwrap_or_else(|error| panic!("{error}: {:?}", String::from_utf8_lossy(text)));
    }
    let counts = batch.counts.clone();
    Computed { out, rejects, counts, messages: messages.0 }
}

/// A log of rows thrown together from pieces that are good, bad, quoted, open, of many lines, in Latin-1.
fn thrown(dice: &mut Dice) -> Vec<u8> {
    const PIECES: &[&[u8]] = &[
        b"5:00,70,ok",
        b"5:61,70,bad",
        b"5:00,70",
        b"5:00,70,a,b",
        b"5:00,70,\"two\nlines\"",
        b"5:62,70,\"two\nlines, \"\"bad\"\"\"",
        b"5:63,70,6\"",
        b"5:64,\"70\"x,L\xe4ufe",
        b"\"5:65\",70,\xfc\"\"",
        b"5:00,70,\xe9t\xe9",
        b"5:00,70,\"",
        b"\"",
        b"5:10,70,\"open",
        b"",
        b",,",
        b"5:00;70;c",
    ];
    let mut text = b"pace,mass_kg,note\n".to_vec();
    for _ in 0..dice.below(12) {
        text.extend_from_slice(dice.pick::<&[u8]>(PIECES));
        text.extend_from_slice(dice.pick::<&[u8]>(&[b"\n", b"\n", b"\r\n"]));
    }
    text
}

#[test]
fn rejects_read_back_are_as_many_rows_as_were_refused() {
    let mut dice = Dice(11);
    let mut refused = 0;
    for round in 0..1500 {
        let texts: Vec<Vec<u8>> = (0..=dice.below(3)).map(|_| thrown(&mut dice)).collect();
        let texts: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
        let first = computed(&texts, 1 << 16, 1);
        let again = computed(&[&first.rejects], 1 << 16, 1);
        assert_eq!(
            again.counts.rows(),
            first.counts.refused,
            "{round}: {}",
            String::from_utf8_lossy(&first.rejects)
        );
        let rows = |bytes: &[u8]| {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
            reader.byte_records().count() as u64
        };
        assert_eq!(rows(&first.out), first.counts.computed);
        assert_eq!(rows(&first.rejects), first.counts.refused);
        refused += first.counts.refused;
    }
    assert!(refused > 3000, "only {refused}");
}

#[test]
fn blocks_of_any_size_and_any_number_of_threads_give_the_same_bytes() {
    let mut dice = Dice(12);
    for _ in 0..150 {
        let text = thrown(&mut dice);
        let whole = computed(&[&text], 1 << 16, 1);
        for (block_bytes, threads) in [(1, 1), (2, 3), (7, 2), (64, 1), (1000, 2)] {
            let cut = computed(&[&text], block_bytes, threads);
            let text = String::from_utf8_lossy(&text);
            assert!(cut.out == whole.out && cut.rejects == whole.rejects, "{block_bytes}: {text}");
            assert_eq!(cut.counts, whole.counts, "{block_bytes}: {text}");
            assert_eq!(cut.messages, whole.messages, "{block_bytes}: {text}");
        }
    }
    // and where the first block does not hold all
    let row = |i: usize| format!("5:{:02},70,\"note {i},\nof \"\"two\"\" lines\"\r\n", i % 61);
    let text = format!("pace,mass_kg,note\n{}", (0..9000).map(row).collect::<String>());
    let whole = computed(&[text.as_bytes()], 1 << 16, 1);
    assert_eq!(whole.counts.rows(), 9000);
    for (block_bytes, threads) in [(1, 2), (333, 1), (5000, 3)] {
        let cut = computed(&[text.as_bytes()], block_bytes, threads);
        assert!(cut.out == whole.out && cut.rejects == whole.rejects, "{block_bytes}");
        assert_eq!(cut.counts, whole.counts, "{block_bytes}");
    }
}

#[test]
fn rows_in_the_cell_of_another_row_are_warned_of_and_notes_of_many_lines_are_not() {
    let swallowed = "pace,mass_kg,note\n5:00,70,n\n5:01,70,\"tempo run\n5:02,70,n\n5:03,70,with Anna\"\n5:04,70,n\n";
    let ended = piped(&["-M", "soleus"], swallowed).ends(0);
    assert_eq!(ended.counts(), [3, 0, 0]);
    ended.says("stdin:3: a cell holds lines that each look like a row");
    for notes in [
        "pace,mass_kg,note\n5:01,70,\"tempo run\nwith Anna\nand Otto, who was late\"\n",
        "pace,mass_kg,note\n5:01,70,\"one, two\n\nthree\nfour\nfive\"\n",
    ] {
        let ended = piped(&["-M", "soleus"], notes).ends(0);
        assert!(!ended.err.contains("look like a row"), "{}", ended.err);
    }
}

#[test]
fn whole_rows_of_a_gzip_that_breaks_off_are_computed_and_counted() {
    let folder = Folder::new("broken-gzip");
    let row = |i: usize| format!("{}:{:02},{}\n", 4 + i % 4, i * 7 % 60, 40 + i * 13 % 60);
    let text = format!("pace,mass_kg\n{}", (0..5000).map(row).collect::<String>());
    let whole = gzip(&text);
    let all = piped(&["-M", "soleus"], &text).ends(0);
    let other = folder.file("other.csv", "pace,mass_kg\n5:00,70\n");
    for keep in [whole.len() / 3, whole.len() / 2, whole.len() - 9] {
        let path = folder.file("log.csv.gz", &whole[..keep]);
        let ended = batch(&["-M", "soleus", &path]).ends(3).says("log.csv.gz");
        let [computed, refused, skipped] = ended.counts();
        assert!(computed > 50 && refused == 0 && skipped == 0, "{}", ended.err);
        assert_eq!(ended.table().rows.len(), computed);
        assert!(all.out().starts_with(ended.out()), "rows that are not in the file");
        let both = batch(&["-M", "soleus", &path, &other]).ends(3);
        assert_eq!(both.counts(), [computed + 1, 0, 0]);
        both.says("1 of 2 inputs could not be read to the end");
    }
    // nothing but a beginning of a header
    let path = folder.file("log.csv.gz", &whole[..12]);
    batch(&["-o", &folder.path("loads.csv"), &path]).ends(1);
    assert!(!folder.names().contains(&"loads.csv".to_owned()));
}

#[test]
fn zeros_behind_a_gzip_are_no_fault_and_anything_else_is() {
    let text = "pace,mass_kg\n5:00,70\n6:00,70\n";
    let plain = piped(&["-M", "soleus"], text).ends(0);
    for zeros in [1, 511, 70_000, 200_000] {
        let padded = [gzip(text), vec![0; zeros]].concat();
        let ended = piped(&["-M", "soleus"], padded).ends(0);
        assert_eq!(ended.bytes, plain.bytes, "{zeros}");
    }
    let garbage = [gzip(text), b"\0\0garbage".to_vec()].concat();
    let ended = piped(&["-M", "soleus"], garbage).ends(3);
    assert_eq!(ended.counts(), [2, 0, 0]);
}

#[test]
fn refused_rows_beyond_the_limit_are_counted_and_kept() {
    let folder = Folder::new("many-refused");
    let path = folder.file("log.csv", format!("pace,mass_kg\n{}", "5:61,70\n".repeat(500)));
    let rejects = folder.path("rejects.csv");
    let named = |arguments: &[&str]| {
        let ended = batch(&[arguments, &[&path, "-M", "soleus"]].concat()).ends(3);
        assert_eq!(ended.counts(), [0, 500, 0]);
        let is_named = |line: &&str| line.contains("has 61 seconds");
        (ended.err.lines().filter(is_named).count(), ended)
    };
    let (shown, ended) = named(&["--rejects", &rejects]);
    assert_eq!(shown, 20);
    ended.says("480 more refused rows are not named");
    assert_eq!(folder.read("rejects.csv").lines().count(), 501);
    assert_eq!(named(&["--max-messages", "0"]).0, 0);
    assert_eq!(named(&["--max-messages", "1000"]).0, 500);
    // strict names its row however few may be named
    batch(&["--strict", "--max-messages", "0", &path]).ends(1).says("has 61 seconds");
}

#[test]
fn columns_that_contradict_each_other_are_warned_of_and_the_choice_is_said() {
    let text = "pace,speed_kmh,mass_kg,mass_lb\n5:00,15,70,200\n5:00,12,70,154.3\n5:00,12,70,\n";
    let ended = piped(&["-M", "soleus"], text)
        .ends(0)
        .says("speed_kmh and pace say the same quantity: speed_kmh is taken")
        .says("mass_kg and mass_lb say the same quantity: mass_kg is taken")
        .says("stdin:2: columns differ by more than 2 % in how fast the run was")
        .says("stdin:2: columns differ by more than 2 % in how heavy");
    assert_eq!(ended.err.matches("(1 row)").count(), 2, "{}", ended.err);
    let text =
        "distance_km,duration,pace,mass_kg\n10,50:00,5:00,70\n10,50:00,6:00,70\n10,60:00,5:00,70\n";
    piped(&["-M", "soleus"], text).ends(0).says("stdin:3:").says("(2 rows)");
    // one column, or columns that agree, need no word
    let text = "distance_km,duration,pace,mass_kg\n10,50:00,5:00,70\n10.1,50:00,,70\n";
    let ended = piped(&["-M", "soleus"], text).ends(0);
    assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
}

#[test]
fn track_runs_in_metres_are_metres_by_their_pace_and_time() {
    let text = "Activity Type,Distance,Time,Avg Pace,Avg Run Cadence,Avg Stride Length\n\
        Running,10.00,00:50:00,5:00,170,1.18\n\
        Track Running,\"6,640\",00:33:12,5:00,172,1.16\n\
        Track Running,450,00:01:39,3:40,168,1.63\n\
        Track Running,400,00:01:36,4:00,,\n";
    let ended = piped(&["--mass", "70", "-M", "soleus", "-q", "cumulative,impulse"], text).ends(0);
    let table = ended.says("stdin:3: the distance is read in metres").table();
    let steps = |row: usize| {
        let cumulative = table.number(row, "soleus_cumulative_kn_s") * 1000.0;
        cumulative / (table.number(row, "soleus_impulse_bw_s") * 70.0 * 9.80665)
    };
    for (row, strides) in [(0, 4250.0), (1, 2855.0), (2, 138.6)] {
        assert!((steps(row) / strides - 1.0).abs() < 0.01, "{row}: {}", steps(row));
    }
}

#[test]
fn a_separator_line_paces_with_hours_and_days_of_running_are_read() {
    for text in [
        "sep=;\nn;pace;mass_kg\na,b,c,d;5:00;70\n",
        "\u{feff}SEP=|\r\nn|pace|mass_kg\r\na;b|5:00|70\r\n",
    ] {
        let ended = piped(&["-M", "soleus"], text).ends(0);
        assert_eq!(ended.counts(), [1, 0, 0], "{text}");
    }
    let refused = piped(&["-M", "soleus"], "sep=;\npace;mass_kg\n5:61;70\n").ends(3);
    refused.says("stdin:3: pace");
    let paces = piped(&["-M", "soleus"], "pace,mass_kg\n5:00,70\n00:05:00,70\n0:05:00,70\n")
        .ends(0)
        .table();
    let peaks = paces.column("soleus_peak_bw");
    assert!(peaks.iter().all(|peak| *peak == peaks[0]), "{peaks:?}");
    let long = "distance_km,duration,pace,mass_kg\n800,110:00:00,,70\n,\"143:59:59\",5:00,70\n";
    let ended = piped(&["-M", "soleus", "-q", "cumulative"], long).ends(0);
    assert_eq!(ended.counts(), [2, 0, 0]);
}

#[test]
fn a_long_layout_of_very_wide_rows_stays_within_the_promised_memory() {
    let folder = Folder::new("wide-long");
    let wide = |cells: &str| format!("{cells}{}\n", ",".repeat(1_040_000));
    let text = [wide("pace,mass_kg"), wide("5:00,70"), wide("6:00,70")].concat();
    let path = folder.file("wide.csv", text);
    let arguments = [
        "batch",
        "--layout",
        "long",
        "--format",
        "jsonl",
        "-M",
        "soleus,gastrocnemius",
        "-o",
        "/dev/null",
        &path,
    ];
    let (output, peak_kib) = weighed(&mut musclerun(&arguments));
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{err}");
    if cfg!(target_os = "linux") {
        let peak = peak_kib.expect("Linux tells the peak");
        assert!(peak < 64 * 1024, "{peak} KiB");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_no_thread_can_be_had_the_work_is_done_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    // only root may become a user that has no processes left
    let id = std::process::Command::new("id").arg("-u").output();
    if id.is_ok_and(|id| id.stdout != b"0\n") {
        return;
    }
    let folder = std::env::temp_dir().join(format!("musclerun-nobody-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let program = folder.join("musclerun");
    std::fs::copy(env!("CARGO_BIN_EXE_musclerun"), &program).expect("a copy");
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).expect("a folder for all");
    let text = format!("pace,mass_kg\n{}", "5:00,70\n".repeat(50_000));
    let input = folder.join("log.csv");
    std::fs::write(&input, text).expect("a log");
    let command = format!(
        "ulimit -u 2; exec {} batch --threads 8 -M soleus {}",
        program.display(),
        input.display()
    );
    let ended =
        std::process::Command::new("su").args(["nobody", "-s", "/bin/sh", "-c", &command]).output();
    std::fs::remove_dir_all(&folder).expect("the folder is gone");
    // where there is neither `su` nor `nobody`, there is nothing to try
    let Ok(ended) = ended else { return };
    let err = String::from_utf8_lossy(&ended.stderr);
    if err.contains("nobody") {
        return;
    }
    assert_eq!(ended.status.code(), Some(0), "{err}");
    assert!(err.contains("50000 runs computed"), "{err}");
}
