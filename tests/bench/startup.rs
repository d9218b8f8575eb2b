//! One whole run of the program against an empty Rust process, in turn: at most 1.3 times its wall time, with a profile in
//! a file as without one.
//!
//! Both are copied into one folder first: where a file lies in the page cache makes a third of a start.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many times each is run; the medians are compared.
const RUNS: usize = 500;
/// The most that a run may take, as a multiple of an empty process.
const LIMIT: f64 = 1.3;

fn main() -> Result<(), Box<dyn Error>> {
    let empty = empty_program()?;
    let program = empty.with_file_name("musclerun");
    // a copy over a program that runs would fail
    let _ = std::fs::remove_file(&program);
    std::fs::copy(built(), &program)?;
    let question = ["--pace", "5:00", "--mass", "70", "--terrain", "uphill"];
    let profile = empty.with_file_name("profile");
    std::fs::create_dir_all(profile.join("musclerun"))?;
    let text =
        "mass = 70\nunits = \"km\"\neasy = \"6:30\"\nstep-rate = \"102%\"\nname = \"Anna\"\n";
    std::fs::write(profile.join("musclerun/config.toml"), text)?;

    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        times[0].push(time(&mut Command::new(&empty))?);
        times[1].push(time(Command::new(&program).args(question))?);
        let mut with_profile = Command::new(&program);
        with_profile.args(["--pace", "5:00", "--terrain", "uphill"]);
        times[2].push(time(with_profile.env("XDG_CONFIG_HOME", &profile))?);
    }
    let [base, run, with_profile] = times.map(median);
    let mut out = std::io::stdout().lock();
    let mut is_kept = true;
    for (what, run) in [("one run", run), ("one with a profile", with_profile)] {
        let ratio = run.as_secs_f64() / base.as_secs_f64();
        let verdict = if ratio <= LIMIT { "kept" } else { "missed" };
        is_kept &= ratio <= LIMIT;
        writeln!(
            out,
            "{what} {run:?}, an empty process {base:?} (medians of {RUNS}): {ratio:.2} times; limit {LIMIT} {verdict}"
        )?;
    }
    if !is_kept {
        return Err("slower than the limit".into());
    }
    Ok(())
}

/// The program: that at `MUSCLERUN`, such as a released one, or the one built with this bench.
fn built() -> PathBuf {
    let other = std::env::var_os("MUSCLERUN");
    other.map_or_else(|| env!("CARGO_BIN_EXE_musclerun").into(), PathBuf::from)
}

/// Compiles `fn main() {}` with the compiler that is on the path.
fn empty_program() -> Result<PathBuf, Box<dyn Error>> {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("startup");
    std::fs::create_dir_all(&dir)?;
    let (source, program) = (dir.join("empty.rs"), dir.join("empty"));
    std::fs::write(&source, "fn main() {}\n")?;
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc)
        .args(["-O", "-C", "strip=symbols", "-o"])
        .arg(&program)
        .arg(&source)
        .status()?;
    if !status.success() {
        return Err("the empty program does not compile".into());
    }
    Ok(program)
}

fn time(command: &mut Command) -> Result<Duration, Box<dyn Error>> {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status()?;
    let taken = start.elapsed();
    if !status.success() {
        return Err("a run failed".into());
    }
    Ok(taken)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
