//! What the tests of `musclerun batch` share besides what all tests that run the program do.

use std::fs;

pub(crate) use crate::shared::*;

impl Folder {
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file in UTF-8")
    }

    /// The names of all that lies in it, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder is there");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            let name = entry.expect("an entry").file_name();
            name.into_string().expect("a name in UTF-8")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}

impl Ended {
    /// How many runs were computed, refused and skipped, by the last line of standard error.
    pub(crate) fn counts(&self) -> [usize; 3] {
        let line = self.err.lines().rfind(|line| line.contains(" computed, "));
        let line = line.unwrap_or_else(|| panic!("no summary in:\n{}", self.err));
        let counts = line.rsplit_once(": ").map_or(line, |(_, counts)| counts);
        let mut numbers =
            counts.split(", ").map(|part| part.split(' ').next().and_then(|n| n.parse().ok()));
        std::array::from_fn(|_| numbers.next().flatten().expect("a number of rows"))
    }
}

impl Dice {
    pub(crate) fn pick<'p, T>(&mut self, from: &'p [T]) -> &'p T {
        &from[self.below(from.len())]
    }
}

/// Runs `musclerun batch` with those arguments and nothing on standard input.
pub(crate) fn batch(arguments: &[&str]) -> Ended {
    piped(arguments, b"")
}

/// Runs `musclerun batch` with those arguments and that standard input.
pub(crate) fn piped(arguments: &[&str], input: impl AsRef<[u8]>) -> Ended {
    let all: Vec<&str> = ["batch"].iter().chain(arguments).copied().collect();
    fed(&mut musclerun(&all), input.as_ref())
}
