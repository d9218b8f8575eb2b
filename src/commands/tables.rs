//! Tables of evidence: the embedded ones, or those of a folder.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::anyhow;
use musclerun::embedded;
use musclerun::evidence::{Evidence, EvidenceError};

use crate::cli::Tables;

/// The largest table that is read; the embedded ones are a thousandth of it.
const LARGEST_BYTES: u64 = 16 << 20;

/// The tables that were asked for.
pub(super) fn evidence(tables: &Tables) -> anyhow::Result<Cow<'static, Evidence>> {
    match &tables.data {
        None => Ok(Cow::Borrowed(embedded::evidence())),
        Some(dir) => read(dir)
            .map(Cow::Owned)
            .map_err(|faults| faulty(dir, &faults)),
    }
}

/// Reads the tables of a folder.
pub(super) fn read(dir: &Path) -> Result<Evidence, EvidenceError> {
    Evidence::read(|name| text(&dir.join(name)).map(Cow::Owned))
}

/// A folder's faults as one message.
pub(super) fn faulty(dir: &Path, faults: &EvidenceError) -> anyhow::Error {
    let number = faults.count();
    let plural = if number == 1 { "fault" } else { "faults" };
    anyhow!("{}: {number} {plural}\n{faults}", dir.display())
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
