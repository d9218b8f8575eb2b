//! `musclerun run` on files as watches write them: from the bytes of a FIT file to what each muscle bore against the
//! bare decode of the same bytes by the crate that reads them, a thousand files by two threads against one and as a history, and the
//! memory that one file takes.

mod run_files;

use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use musclerun::activity::{self, Track, TrackOptions};
use musclerun::answer::run::{Recorder, RunQuestion};
use musclerun::embedded;
use musclerun::units::{LengthUnit, Pace};
use rustyfit::{Decoder, StreamingIterator};

/// How many times each is run, in turn. The quickest of each are compared: whatever else runs only ever makes a run
/// slower.
const RUNS: usize = 100;
/// The most that reading and computing a FIT file may take, as a multiple of its bare decode.
const DECODE_LIMIT: f64 = 2.5;
/// How many files make a season.
const FILES: usize = 1000;
/// How many times the season is computed by one thread and by two.
const SEASONS: usize = 7;
/// The least that a second thread may bring.
const THREADS_LIMIT: f64 = 1.7;
/// The most that a history of the season may take, as a multiple of the time of `run` on it.
const HISTORY_LIMIT: f64 = 1.2;
/// The most memory that the program may take for one file, as a multiple of its size.
const MEMORY_LIMIT: f64 = 10.0;
/// An hour, s.
const HOUR_S: u32 = 3600;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("recorded");
    if dir.exists() {
        fs::remove_dir_all(&dir)?;
    }
    fs::create_dir_all(&dir)?;
    let mut out = io::stdout().lock();
    let kept = [against_decode(&mut out)?, threads(&dir, &mut out)?, memory(&dir, &mut out)?];
    fs::remove_dir_all(&dir)?;
    if kept.iter().all(|kept| *kept) { Ok(()) } else { Err("a limit is missed".into()) }
}

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "missed" }
}

/// Whether an hour as a watch writes it takes no longer than the limit allows. The real files of the corpus are measured
/// too, where they are there; some of them hold so little a second that the decode takes less than the computation.
fn against_decode(out: &mut impl Write) -> Outcome<bool> {
    let recorder = Recorder::new(embedded::evidence(), question()?)?;
    let mut files = vec![("an hour".to_owned(), run_files::fit(HOUR_S))];
    files.extend(corpus()?);
    let mut hour_kept = false;
    for (index, (name, bytes)) in files.into_iter().enumerate() {
        if let Err(reason) = compute(&recorder, &bytes) {
            writeln!(out, "{name}: {reason}")?;
            continue;
        }
        let Some(messages) = decode(&bytes) else {
            writeln!(out, "{name}: the bare decode gives up before the end")?;
            continue;
        };
        let (mut decoded, mut computed) = (Duration::MAX, Duration::MAX);
        for _ in 0..RUNS {
            decoded = decoded.min(timed(|| decode(&bytes)).0);
            computed = computed.min(timed(|| compute(&recorder, &bytes)).0);
        }
        let ratio = computed.as_secs_f64() / decoded.as_secs_f64();
        let kept = ratio <= DECODE_LIMIT;
        if index == 0 {
            hour_kept = kept;
        }
        writeln!(
            out,
            "{name}, {} bytes, {messages} messages: {} µs over {} µs for the bare decode (quickest of {RUNS}): \
             {ratio:.2} times; limit {DECODE_LIMIT} {}",
            bytes.len(),
            computed.as_micros(),
            decoded.as_micros(),
            verdict(kept)
        )?;
    }
    Ok(hour_kept)
}

/// What is asked where nothing is said but the mass.
fn question() -> Outcome<RunQuestion> {
    let easy = "6:40".parse::<Pace>()?.speed(LengthUnit::Kilometre)?;
    Ok(RunQuestion::new(Some("70".parse()?), easy))
}

/// From the bytes of a file to what each muscle bore.
fn compute(recorder: &Recorder<'_>, bytes: &[u8]) -> Result<(), String> {
    let mut recordings = activity::read(&mut &*bytes).map_err(|error| error.to_string())?;
    let recording = recordings.swap_remove(0);
    let track =
        Track::cut(recording, &TrackOptions::default()).map_err(|error| error.to_string())?;
    let run = recorder.answer(track);
    black_box(run);
    Ok(())
}

/// Has every message of a file decoded, and counts them; none where the crate gives up before the end.
fn decode(bytes: &[u8]) -> Option<usize> {
    let mut decoder = Decoder::new();
    let mut stream = decoder.stream(bytes);
    let mut messages = 0;
    while let Some(event) = stream.next() {
        black_box(event).ok()?;
        messages += 1;
    }
    Some(messages)
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = black_box(work());
    (start.elapsed(), result)
}

/// The real files, where they stand beside the checkout.
fn corpus() -> io::Result<Vec<(String, Vec<u8>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/fit");
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.push((name, fs::read(entry.path())?));
    }
    files.sort();
    Ok(files)
}

/// Whether a second thread makes a season of files as much quicker as it should.
fn threads(dir: &Path, out: &mut impl Write) -> Outcome<bool> {
    let season = dir.join("season");
    fs::create_dir(&season)?;
    let bytes = run_files::fit(HOUR_S);
    let mut paths = Vec::new();
    for number in 1..=FILES {
        let path = season.join(format!("{number}.fit"));
        fs::write(&path, &bytes)?;
        paths.push(path);
    }
    let run = |threads: &str| -> Outcome<Duration> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_musclerun"));
        command.arg("run").args(&paths);
        command.args(["--format", "csv", "--threads", threads]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let (taken, status) = timed(|| command.status());
        if status?.success() { Ok(taken) } else { Err("a season failed".into()) }
    };
    // once without a clock: the files come into memory
    run("2")?;
    let (mut one, mut two) = (Duration::MAX, Duration::MAX);
    for _ in 0..SEASONS {
        one = one.min(run("1")?);
        two = two.min(run("2")?);
    }
    let ratio = one.as_secs_f64() / two.as_secs_f64();
    let kept = ratio >= THREADS_LIMIT;
    writeln!(
        out,
        "{FILES} files of an hour: {one:.2?} by 1 thread, {two:.2?} by 2 (quickest of {SEASONS}): {ratio:.2} times as \
         quick; limit {THREADS_LIMIT} {}",
        verdict(kept)
    )?;
    let history = || -> Outcome<Duration> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_musclerun"));
        command.arg("history").arg(&season).args(["--mass", "70"]);
        command.args(["--format", "csv", "--threads", "2"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let (taken, status) = timed(|| command.status());
        if status?.success() { Ok(taken) } else { Err("a history failed".into()) }
    };
    let mut quickest = Duration::MAX;
    for _ in 0..SEASONS {
        quickest = quickest.min(history()?);
    }
    let ratio = quickest.as_secs_f64() / two.as_secs_f64();
    let history_kept = ratio <= HISTORY_LIMIT;
    writeln!(
        out,
        "the same as a history: {quickest:.2?} by 2 (quickest of {SEASONS}): {ratio:.2} times the time of run; limit \
         {HISTORY_LIMIT} {}",
        verdict(history_kept)
    )?;
    Ok(kept && history_kept)
}

/// Whether one file takes no more memory than the limit allows, where the system says it in `/proc`.
fn memory(dir: &Path, out: &mut impl Write) -> Outcome<bool> {
    // each of about 20 MB
    let files: [(&str, Vec<u8>); 3] = [
        ("fit", run_files::fit(105 * HOUR_S)),
        ("gpx", run_files::gpx(23 * HOUR_S).into_bytes()),
        ("tcx", run_files::tcx(10 * HOUR_S).into_bytes()),
    ];
    let mut all_kept = true;
    for (name, bytes) in files {
        let path = dir.join(format!("long.{name}"));
        fs::write(&path, &bytes)?;
        let Some(peak) = peak_memory(&path)? else {
            writeln!(out, "memory: this system does not say it in /proc")?;
            break;
        };
        // files of a bench are far below 2^52 bytes
        #[allow(clippy::cast_precision_loss)]
        let size = bytes.len() as f64;
        let ratio = peak / size;
        let kept = ratio <= MEMORY_LIMIT;
        all_kept &= kept;
        writeln!(
            out,
            "peak memory of a {name} file of {:.1} MB: {:.1} MB, {ratio:.2} times its size; limit {MEMORY_LIMIT} {}",
            size / 1e6,
            peak / 1e6,
            verdict(kept)
        )?;
    }
    Ok(all_kept)
}

/// The peak memory of the program for a file, bytes.
fn peak_memory(file: &Path) -> Outcome<Option<f64>> {
    // behind the file a name that is none, to hear that the file is done, and standard input, so that the process stays
    let missing = OsStr::new("missing.fit");
    let mut child = Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .args([OsStr::new("run"), file.as_os_str(), missing, OsStr::new("-")])
        .args(["--mass", "70", "--format", "csv", "--threads", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let said = BufReader::new(child.stderr.take().ok_or("no standard error")?);
    let mut lines = said.lines();
    let is_missing = |line: &io::Result<String>| {
        let line = line.as_deref();
        line.is_ok_and(|line| line.contains("missing.fit"))
    };
    if !lines.any(|line| is_missing(&line)) {
        return Err("the program did not come to its second file".into());
    }
    let status = fs::read_to_string(format!("/proc/{}/status", child.id()));
    drop(child.stdin.take());
    // it says of the empty input that it is none
    lines.for_each(drop);
    child.wait()?;
    let kilobytes = status.ok().and_then(|status| {
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
        line.trim_end_matches("kB").trim().parse::<f64>().ok()
    });
    Ok(kilobytes.map(|kilobytes| kilobytes * 1024.0))
}
