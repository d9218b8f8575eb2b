//! Tables of evidence: the embedded ones, or those of a folder.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{anyhow, bail};
use musclerun::answer::StudyLimit;
use musclerun::embedded;
use musclerun::evidence::Evidence;
use musclerun::training::{self, Training};

use super::{Failure, refused};
use crate::cli::TablesArgs;

/// The largest table that is read; the embedded ones are a thousandth of it.
const LARGEST_BYTES: u64 = 16 << 20;

pub(super) fn evidence(tables: &TablesArgs) -> anyhow::Result<Cow<'static, Evidence>> {
    match &tables.data {
        None => Ok(Cow::Borrowed(embedded::evidence())),
        Some(dir) => read(dir).map(Cow::Owned),
    }
}

/// The tables that were asked for, limited to the peak forces of one study where that was asked for too; then with its
/// key and the muscles that this leaves out.
pub(super) fn limited(
    tables: &TablesArgs,
    study: Option<&str>,
) -> Result<(Cow<'static, Evidence>, Option<StudyLimit>), Failure> {
    let evidence = evidence(tables)?;
    let Some(key) = study else {
        return Ok((evidence, None));
    };
    let (limited, left_out) =
        evidence.limited_to(key).map_err(|error| refused("--study <KEY>", key, error))?;
    Ok((Cow::Owned(limited), Some((key.trim().to_lowercase(), left_out))))
}

/// Reads the tables of a folder; an error has all their faults.
pub(super) fn read(dir: &Path) -> anyhow::Result<Evidence> {
    if !dir.is_dir() {
        bail!(
            "{} is no folder; a folder of tables is accepted, such as `musclerun data export` makes",
            dir.display()
        );
    }
    Evidence::read(|name| text(&dir.join(name)).map(Cow::Owned)).map_err(|faults| {
        let number = faults.count();
        let plural = if number == 1 { "fault" } else { "faults" };
        anyhow!("{}: {number} {plural}\n{faults}", dir.display())
    })
}

/// The tables of training: those of the folder `training` in a folder of tables where there is one, else the embedded ones.
pub(super) fn training(
    dir: Option<&Path>,
    evidence: &Evidence,
) -> anyhow::Result<Cow<'static, Training>> {
    let Some(dir) = dir.filter(|dir| dir.join("training").is_dir()) else {
        return Ok(Cow::Borrowed(training::embedded()));
    };
    let read = Training::read(evidence, |name| text(&dir.join(name)).map(Cow::Owned));
    read.map(Cow::Owned).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow!("{} faults in the tables of training\n{}", faults.len(), lines.join("\n"))
    })
}

fn text(path: &Path) -> Result<String, String> {
    let metadata = path.metadata().map_err(|error| error.to_string())?;
    // a pipe or device of that name might never end
    if !metadata.is_file() {
        return Err("something that is no file".to_owned());
    }
    if metadata.len() > LARGEST_BYTES {
        return Err(format!("{} bytes, more than 16 MiB", metadata.len()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_BYTES).read_to_end(&mut bytes))
        .map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        format!("a byte that is no UTF-8, after {valid} bytes")
    })
}
