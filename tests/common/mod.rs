//! What tests that run the program share: folders, the command and what it said, tables, and numbers from a seed.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of a test's own, empty.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{}-{name}", env!("CARGO_CRATE_NAME")));
        if path.exists() {
            fs::remove_dir_all(&path).expect("the folder of an earlier run can go");
        }
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    /// The path of a file of that name, there or not.
    pub(crate) fn path(&self, name: &str) -> String {
        let path = self.0.join(name);
        path.to_str().expect("a path in UTF-8").to_owned()
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), bytes).expect("a file can be written");
        self.path(name)
    }
}

/// How a run of the command ended and what it said.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) err: String,
}

impl Ended {
    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("output is UTF-8")
    }

    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// Checks that a piece of text stands on standard error.
    #[track_caller]
    pub(crate) fn says(self, fragment: &str) -> Self {
        assert!(self.err.contains(fragment), "no {fragment:?} in:\n{}", self.err);
        self
    }

    /// The output as a table.
    pub(crate) fn table(&self) -> Table {
        Table::of(self.out(), b',')
    }
}

/// Separated values, read by the csv crate.
pub(crate) struct Table {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    #[track_caller]
    pub(crate) fn of(text: &str, delimiter: u8) -> Self {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let names = owned(reader.headers().expect("a header"));
        let rows = reader
            .records()
            .map(|record| owned(&record.expect("a row as wide as the header")))
            .collect();
        Self { names, rows }
    }

    #[track_caller]
    pub(crate) fn cell(&self, row: usize, name: &str) -> &str {
        let column = self.names.iter().position(|known| known == name);
        let column = column.unwrap_or_else(|| panic!("no column {name} in {:?}", self.names));
        &self.rows[row][column]
    }

    #[track_caller]
    pub(crate) fn number(&self, row: usize, name: &str) -> f64 {
        self.cell(row, name).parse().expect("a number")
    }

    pub(crate) fn column(&self, name: &str) -> Vec<&str> {
        (0..self.rows.len()).map(|row| self.cell(row, name)).collect()
    }
}

/// The command, kept from what the environment of the tests may say.
pub(crate) fn musclerun(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_musclerun"));
    command.args(arguments).env("LC_ALL", "C.UTF-8");
    for name in ["CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "NO_COLOR", "RUST_BACKTRACE", "TERM"] {
        command.env_remove(name);
    }
    // no profile of who runs the tests
    command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// Runs the calculator, which has to go well.
#[track_caller]
pub(crate) fn calculated(arguments: &[&str]) -> Ended {
    fed(&mut musclerun(arguments), b"").ends(0)
}

/// Runs a command with that standard input.
pub(crate) fn fed(command: &mut Command, input: &[u8]) -> Ended {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let mut stdin = child.stdin.take().expect("standard input");
    let output = std::thread::scope(|scope| {
        // it may end without having read everything
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("it ends")
    });
    Ended {
        code: output.status.code(),
        bytes: output.stdout,
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

/// Runs a command with nothing on standard input, and tells the most memory that it held, KiB, where the system tells.
pub(crate) fn weighed(command: &mut Command) -> (Output, Option<u64>) {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kib = None;
    while child.try_wait().expect("it can be asked").is_none() {
        peak_kib = high_water(&status).max(peak_kib);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    (child.wait_with_output().expect("it ends"), peak_kib)
}

/// The peak of resident memory so far, in KiB, where the system tells.
fn high_water(status: &str) -> Option<u64> {
    let mut text = String::new();
    File::open(status).ok()?.read_to_string(&mut text).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// What a gzip file of that content holds.
pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes.as_ref()).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// Numbers from a seed (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("a small number");
        usize::try_from(self.next() % end).expect("a small number")
    }
}
