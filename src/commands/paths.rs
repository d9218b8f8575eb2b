//! Paths as typed, followed to the files that they mean: folders with all below them, archives, patterns.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use musclerun::batch::{Observer, Severity};
use musclerun::collection::{Collected, Collector, athlete_of, matches_pattern};
use musclerun::collection::{ZipEntry, is_zip, zip_entries};
use musclerun::spelling::has_suffix;

use super::cache::Cache;
use super::{Failure, refused};

const MOST_DEEP: usize = 64;
/// The name of the table of athletes in a folder.
const TABLE: &str = "athletes.csv";

/// A file to be read, in a folder or in an archive.
pub(super) struct SourceFile {
    path: PathBuf,
    entry: Option<(Arc<PathBuf>, ZipEntry)>,
    /// Whose it is, by the folder; empty for nobody's.
    pub(super) athlete: String,
    /// The path below what was given.
    below: String,
    /// Whether it was named itself, so that it has to be a run.
    pub(super) is_named: bool,
}

/// What paths come to.
#[derive(Default)]
pub(super) struct FoundFiles {
    pub(super) files: Vec<SourceFile>,
    /// Files that cannot be a run by their name.
    pub(super) passed_over: u64,
    pub(super) table: Option<PathBuf>,
}

/// Follows the paths of an option; `athlete` is whose all files are, where that was said.
pub(super) fn find(
    (option, paths): (&str, &[PathBuf]),
    athlete: Option<&str>,
    observer: &mut dyn Observer,
) -> Result<FoundFiles, Failure> {
    let mut found = FoundFiles::default();
    for path in paths {
        refuse_address(option, path)?;
        if path.is_dir() {
            let given = path.file_name().map(|name| name.to_string_lossy().into_owned());
            found.folder(path, given.as_deref(), observer);
        } else if path == Path::new("-") || path.exists() || !is_pattern(path) {
            found.file(path.clone(), None, &[], true);
        } else {
            let before = found.files.len();
            found.pattern(path, observer);
            if found.files.len() == before {
                return Err(refused(option, &path.display().to_string(), "no file matches"));
            }
        }
    }
    if let Some(athlete) = athlete {
        for file in &mut found.files {
            athlete.clone_into(&mut file.athlete);
        }
    }
    Ok(found)
}

/// The files that the paths of an option mean, recordings or logs: folders with all below them, and the others as they are.
pub(super) fn expand(
    option: &str,
    paths: &[PathBuf],
    suffixes: &[&str],
) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        refuse_address(option, path)?;
        if path.is_dir() {
            let before = files.len();
            walk(path, 0, &mut |file| {
                if has_suffix(&file.to_string_lossy(), suffixes) {
                    files.push(file);
                }
            });
            if files.len() == before {
                let reason =
                    format!("the folder holds no file that ends in .{}", suffixes.join(", ."));
                return Err(refused(option, &path.display().to_string(), reason));
            }
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Nothing is fetched.
fn refuse_address(option: &str, path: &Path) -> Result<(), Failure> {
    let text = path.to_string_lossy();
    let reason = "is an address; download the file, and name that";
    if text.contains("://") { Err(refused(option, &text, reason)) } else { Ok(()) }
}

/// Says what is waited for where somebody would have to type a recording.
pub(super) fn say_waiting<'p>(
    files: impl IntoIterator<Item = &'p PathBuf>,
    observer: &mut dyn Observer,
) {
    if files.into_iter().any(|file| file == Path::new("-")) && io::stdin().is_terminal() {
        let message = "waiting for a recording on standard input, which is a terminal; send one as in \
                       musclerun run - < morning.fit";
        observer.report(Severity::Note, message);
    }
}

pub(super) fn name(file: &Path) -> String {
    if file == Path::new("-") { "stdin".to_owned() } else { file.display().to_string() }
}

pub(super) fn open(file: &Path) -> io::Result<Box<dyn Read>> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(File::open(file)?))
}

/// Whether a path may be given that is none: a pattern, or standard input.
pub(super) fn is_pattern(path: &Path) -> bool {
    path == Path::new("-") || path.to_string_lossy().contains(['*', '?'])
}

/// The files of a folder and all below it, with a warning where it cannot be read.
fn walk_all(folder: &Path, observer: &mut dyn Observer, take: &mut dyn FnMut(PathBuf)) {
    if let Err(error) = fs::read_dir(folder) {
        observer.report(Severity::Warning, &format!("{}: {error}", folder.display()));
    }
    walk(folder, 0, take);
}

/// The files of a folder and all below it, by name.
fn walk(folder: &Path, depth: usize, take: &mut dyn FnMut(PathBuf)) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let is_hidden =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // a link to a folder above would never end
        let is_link = fs::symlink_metadata(&path).is_ok_and(|it| it.file_type().is_symlink());
        if is_hidden {
        } else if path.is_dir() {
            if !is_link && depth < MOST_DEEP {
                walk(&path, depth + 1, take);
            }
        } else if path.is_file() {
            take(path);
        }
    }
}

impl FoundFiles {
    fn folder(&mut self, folder: &Path, given: Option<&str>, observer: &mut dyn Observer) {
        walk_all(folder, observer, &mut |path| {
            let below = path.strip_prefix(folder).unwrap_or(&path);
            let parts: Vec<String> = below
                .components()
                .filter_map(|part| match part {
                    Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
                    _ => None,
                })
                .collect();
            if parts.len() == 1 && parts[0].eq_ignore_ascii_case(TABLE) {
                self.table.get_or_insert(path);
            } else {
                self.file(path, given, &parts, false);
            }
        });
    }

    fn pattern(&mut self, pattern: &Path, observer: &mut dyn Observer) {
        // from the last folder before the first sign of a pattern on
        let fixed: PathBuf =
            pattern.components().take_while(|part| !is_pattern(part.as_ref())).collect();
        let root = if fixed.as_os_str().is_empty() { Path::new(".") } else { &fixed };
        let wanted = pattern.to_string_lossy().into_owned();
        walk_all(root, observer, &mut |path| {
            let path = path.strip_prefix("./").map(Path::to_owned).unwrap_or(path);
            if matches_pattern(&wanted, &path.to_string_lossy()) {
                self.file(path, None, &[], true);
            }
        });
    }

    /// A file, or what an archive holds; `below` are the folders and its name below the given one.
    fn file(&mut self, path: PathBuf, given: Option<&str>, below: &[String], is_named: bool) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let (name, folders) = match below.split_last() {
            Some((name, folders)) => (name.clone(), folders),
            None => (name.unwrap_or_default(), below),
        };
        let mut folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        let mut file = SourceFile {
            athlete: athlete_of(given, &folders),
            below: if below.is_empty() { path.display().to_string() } else { below.join("/") },
            path,
            entry: None,
            is_named,
        };
        let Some(entries) = file.entries() else {
            self.files.push(file);
            return;
        };
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        folders.push(stem);
        file.athlete = athlete_of(given, &folders);
        let archive = Arc::new(file.path.clone());
        for entry in entries {
            self.files.push(SourceFile {
                path: file.path.join(&entry.name),
                athlete: file.athlete.clone(),
                below: format!("{}/{}", file.below, entry.name),
                entry: Some((Arc::clone(&archive), entry)),
                is_named: false,
            });
        }
    }
}

impl SourceFile {
    /// The files of it, where it is an archive that can be read.
    fn entries(&self) -> Option<Vec<ZipEntry>> {
        if self.path == Path::new("-") || !self.path.is_file() {
            return None;
        }
        let mut input = File::open(&self.path).ok()?;
        let mut head = [0; 4];
        input.read_exact(&mut head).ok().filter(|()| is_zip(&head))?;
        zip_entries(&mut input).ok()
    }

    pub(super) fn name(&self) -> String {
        name(&self.path)
    }

    /// Whether its path below what was given matches a pattern.
    pub(super) fn matches(&self, pattern: &str) -> bool {
        matches_pattern(pattern, &self.below)
            || matches_pattern(pattern, &self.path.to_string_lossy())
    }

    pub(super) fn collect(self, collector: &Collector<'_>, cache: &Cache) -> (Self, Collected) {
        let collected = match self.open() {
            Ok(mut input) => cache.collect(&self.name(), &mut input, collector),
            Err(error) => Collected::Refused(error.to_string()),
        };
        (self, collected)
    }

    fn open(&self) -> io::Result<Box<dyn Read>> {
        match &self.entry {
            Some((archive, entry)) => entry.open(&mut File::open(&**archive)?),
            None => open(&self.path),
        }
    }
}
