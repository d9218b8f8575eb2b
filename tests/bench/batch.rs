//! `musclerun batch` on 300,000 runs, interleaved: against a plain copy of its own output through the csv crate, two
//! threads against one, and the memory of a stream of ten million runs.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROWS: u32 = 300_000;
/// How many times each is run, in turn. The quickest of each are compared: both cores are needed, and whatever else
/// runs on one of them only ever makes a run slower.
const RUNS: usize = 15;
/// The most that a batch may take, as a multiple of a copy of its output by one core.
const COPY_LIMIT: f64 = 2.0;
/// The least that a second thread may bring.
const THREADS_LIMIT: f64 = 1.7;
/// The most that a row of a web site's export may take, quoted and of 94 cells, as a multiple of a plain row.
const EXPORT_LIMIT: f64 = 2.0;
/// How many times the rows are sent to make the long stream.
const REPEATS: u32 = 34;
/// The most that the long stream may keep in memory, MB.
const MEMORY_LIMIT: f64 = 64.0;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let [input, output, copy, export] =
        ["in", "out", "copy", "export"].map(|n| dir.join(format!("batch-{n}.csv")));
    write_runs(&input)?;
    write_export(&export)?;
    batch(&input, &output, &[])?;

    let mut times = [const { Vec::new() }; 5];
    for _ in 0..RUNS {
        times[0].push(batch(&input, &output, &[])?);
        times[1].push(plain_copy(&output, &copy)?);
        times[2].push(batch(&input, &output, &["--threads", "1"])?);
        times[3].push(batch(&input, &output, &["--threads", "2"])?);
        times[4].push(batch(&export, &copy, &["--threads", "1", "--mass", "70"])?);
    }
    let [all, copied, one, two, exported] = times.map(|times| quickest(&times).as_secs_f64());

    let mut out = io::stdout().lock();
    let (read, written) = (megabytes(&input)?, megabytes(&output)?);
    writeln!(out, "{ROWS} runs, {read:.1} MB in, {written:.1} MB out; the quickest of {RUNS}")?;
    for (name, seconds) in [("default threads", all), ("1 thread", one), ("2 threads", two)] {
        writeln!(
            out,
            "{name}: {:.0} rows/s, {:.1} MB/s in, {:.1} MB/s out",
            f64::from(ROWS) / seconds,
            read / seconds,
            written / seconds
        )?;
    }
    writeln!(out, "plain copy: {:.1} MB/s", written / copied)?;

    let (against_copy, against_one) = (all / copied, one / two);
    let copy_kept = against_copy <= COPY_LIMIT;
    let threads_kept = against_one >= THREADS_LIMIT;
    writeln!(
        out,
        "batch over plain copy: {against_copy:.2} times the time; limit {COPY_LIMIT} {}",
        verdict(copy_kept)
    )?;
    writeln!(
        out,
        "2 threads over 1: {against_one:.2} times the rows a second; limit {THREADS_LIMIT} {}",
        verdict(threads_kept)
    )?;
    let of_export = exported / one;
    let export_kept = of_export <= EXPORT_LIMIT;
    writeln!(
        out,
        "a row of an export over a plain one: {of_export:.2} times the time; limit {EXPORT_LIMIT} {}",
        verdict(export_kept)
    )?;
    let mut memory_kept = true;
    if let Some(peak) = peak_memory(&input)? {
        memory_kept = peak <= MEMORY_LIMIT;
        writeln!(
            out,
            "peak memory of a stream of {} rows: {peak:.1} MB; limit {MEMORY_LIMIT} {}",
            ROWS * REPEATS,
            verdict(memory_kept)
        )?;
    }
    if copy_kept && threads_kept && export_kept && memory_kept {
        Ok(())
    } else {
        Err("a limit is missed".into())
    }
}

fn verdict(kept: bool) -> &'static str {
    if kept { "kept" } else { "missed" }
}

/// Removes what a run before wrote: to free the old file is the work of the system, and takes as long on one core as on two.
fn remove(output: &Path) -> io::Result<()> {
    if output.exists() { fs::remove_file(output) } else { Ok(()) }
}

/// Runs the program over the input.
fn batch(input: &Path, output: &Path, options: &[&str]) -> Outcome<Duration> {
    remove(output)?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_musclerun"));
    command.arg("batch").arg(input).arg("-o").arg(output);
    command.args(options).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let taken = start.elapsed();
    if !status.success() {
        return Err(format!("a run ended with {status}").into());
    }
    Ok(taken)
}

/// Copies a file record by record.
fn plain_copy(from: &Path, to: &Path) -> Outcome<Duration> {
    remove(to)?;
    let start = Instant::now();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(from)?;
    let mut writer = csv::Writer::from_path(to)?;
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        writer.write_byte_record(&record)?;
    }
    writer.flush()?;
    Ok(start.elapsed())
}

/// The peak memory of the program over a long stream, MB, where the system says it in `/proc`.
fn peak_memory(input: &Path) -> Outcome<Option<f64>> {
    let text = fs::read(input)?;
    let header = text.iter().position(|b| *b == b'\n').unwrap_or(0) + 1;
    let mut child = Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .arg("batch")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    stdin.write_all(&text[..header])?;
    for _ in 0..REPEATS {
        stdin.write_all(&text[header..])?;
    }
    // all but the last blocks are done, and the process is still there
    let status = fs::read_to_string(format!("/proc/{}/status", child.id()));
    drop(stdin);
    if !child.wait()?.success() {
        return Err("the stream failed".into());
    }
    let kilobytes = status.ok().and_then(|status| {
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
        line.trim_end_matches("kB").trim().parse::<f64>().ok()
    });
    Ok(kilobytes.map(|kilobytes| kilobytes * 1024.0 / 1e6))
}

/// Writes runs as a club's log would have them: every cell within bounds, many of them empty.
fn write_runs(path: &Path) -> io::Result<()> {
    const GROUNDS: [&str; 9] =
        ["", "", "flat", "road", "track", "trail", "treadmill", "uphill", "downhill"];
    let mut random = Random(20_250_301);
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "id,pace,mass_kg,terrain,gradient_pct,step_rate_spm")?;
    for id in 1..=ROWS {
        let pace = random.between(180, 480);
        let mass = random.between(450, 1000);
        let ground = GROUNDS[random.between(0, 8) as usize];
        let tenths = random.between(1, 120);
        let gradient = match ground {
            _ if random.between(0, 2) > 0 => String::new(),
            "track" => "0".to_owned(),
            "downhill" => format!("-{}.{}", tenths / 10, tenths % 10),
            "trail" if random.between(0, 1) == 0 => format!("-{}.{}", tenths / 10, tenths % 10),
            _ => format!("{}.{}", tenths / 10, tenths % 10),
        };
        let step_rate = match random.between(0, 2) {
            0 => String::new(),
            _ => random.between(150, 200).to_string(),
        };
        writeln!(
            out,
            "run-{id},{}:{:02},{}.{},{ground},{gradient},{step_rate}",
            pace / 60,
            pace % 60,
            mass / 10,
            mass % 10
        )?;
    }
    out.flush()
}

/// Writes as many runs in the shape of a web site's export: 94 cells, most of them empty, one or two in quotes.
fn write_export(path: &Path) -> io::Result<()> {
    let mut random = Random(20_260_501);
    let mut out = BufWriter::new(File::create(path)?);
    let header = "Activity ID,Activity Date,Activity Name,Activity Type,Distance,Elapsed Time,Moving Time,Distance,\
                  Average Speed,Average Cadence";
    let more: Vec<String> = (0..84).map(|i| format!(",Column {i}")).collect();
    let more = more.concat();
    writeln!(out, "{header}{}", more.replacen("Column 0", "Elapsed Time", 1))?;
    for id in 1..=ROWS {
        let seconds = random.between(1200, 5400);
        let metres = seconds * random.between(25, 45) / 10;
        let speed = f64::from(metres) / f64::from(seconds);
        let cadence = random.between(75, 95);
        writeln!(
            out,
            "{id},\"May 29, 2022, 3:53:35 PM\",\"Evening, easy\",Run,{:.2},{seconds},{seconds}.0,{metres}.0,\
             {speed:.6},{cadence}.5,{seconds}.0{}12.5,,0.0{}",
            f64::from(metres) / 1000.0,
            ",".repeat(30),
            ",".repeat(51)
        )?;
    }
    out.flush()
}

/// The same numbers at every run of the bench: an xorshift generator.
struct Random(u64);

impl Random {
    /// A number from `low` to `high`.
    fn between(&mut self, low: u32, high: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // the remainder is below `high`
        #[allow(clippy::cast_possible_truncation)]
        let offset = ((self.0 >> 32) % u64::from(high - low + 1)) as u32;
        low + offset
    }
}

fn megabytes(path: &Path) -> io::Result<f64> {
    // files of a bench are far below 2^52 bytes
    #[allow(clippy::cast_precision_loss)]
    let bytes = std::fs::metadata(path)?.len() as f64;
    Ok(bytes / 1e6)
}

fn quickest(times: &[Duration]) -> Duration {
    times.iter().copied().min().unwrap_or_default()
}
