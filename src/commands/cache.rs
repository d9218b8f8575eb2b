//! What was computed of files, kept for the next time: by what a file holds, the tables, and how it was read. What is stale or
//! damaged is not believed, and what cannot be kept is computed again.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Cursor, Read};
use std::path::PathBuf;

use musclerun::answer::history::SessionSummary;
use musclerun::collection::{Collected, Collector, SessionsFound};
use serde_json::{Value, json};

use super::profile::folder_of;

/// The largest file that is held to be looked up, bytes.
const LARGEST_BYTES: u64 = 64 << 20;

/// The folder, and what all that is kept in it depends on besides the file.
pub(super) struct Cache {
    folder: Option<PathBuf>,
    depends_on: String,
}

impl Cache {
    /// The cache of this system, where it is wanted and there is a place for one; `depends_on` is all that what is kept
    /// depends on besides the file.
    pub(super) fn open(is_wanted: bool, depends_on: &str) -> Self {
        let folder = folder_of("XDG_CACHE_HOME", ".cache", "Library/Caches", "LOCALAPPDATA");
        let folder = folder.map(|folder| folder.join("musclerun"));
        let folder = folder.filter(|folder| is_wanted && fs::create_dir_all(folder).is_ok());
        let depends_on = format!("{} {depends_on}", env!("CARGO_PKG_VERSION"));
        Self { folder, depends_on }
    }

    /// What a file holds: as it was kept, or read now.
    pub(super) fn collect(
        &self,
        name: &str,
        input: &mut dyn Read,
        collector: &Collector<'_>,
    ) -> Collected {
        let Some(folder) = &self.folder else {
            return collector.read(name, input);
        };
        let mut bytes = Vec::new();
        if let Err(error) = (&mut *input).take(LARGEST_BYTES).read_to_end(&mut bytes) {
            return Collected::Refused(error.to_string());
        }
        if bytes.len() as u64 == LARGEST_BYTES {
            return collector.read(name, &mut Cursor::new(bytes).chain(input));
        }
        let key = self.key(&bytes);
        let path = folder.join(format!("{key}.json"));
        if let Some(mut found) = kept(&path, &key) {
            for session in &mut found.sessions {
                // the same file may lie elsewhere now
                session.name.insert_str(0, name);
            }
            return Collected::Sessions(found);
        }
        let collected = collector.read(name, &mut Cursor::new(bytes));
        if let Collected::Sessions(found) = &collected {
            keep(&path, &key, name, found);
        }
        collected
    }

    /// 128 bits of what the file holds and all depends on.
    fn key(&self, bytes: &[u8]) -> String {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, &self.depends_on, bytes).hash(&mut hasher);
            hasher.finish()
        };
        format!("{:016x}{:016x}", half(1), half(2))
    }
}

/// A checksum of a text with its key, so that what was cut short or changed is told.
fn seal(key: &str, text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (key, text).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn kept(path: &std::path::Path, key: &str) -> Option<SessionsFound> {
    let text = fs::read_to_string(path).ok()?;
    let (sealed, text) = text.split_once('\n')?;
    if sealed != seal(key, text) {
        return None;
    }
    let json: Value = serde_json::from_str(text).ok()?;
    let texts = |place: usize| {
        let texts = json[place].as_array()?.iter();
        texts.map(|text| text.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
    };
    let mut found = SessionsFound::default();
    found.sessions =
        json[0].as_array()?.iter().map(SessionSummary::of_json).collect::<Option<_>>()?;
    (found.warnings, found.refused) = (texts(1)?, texts(2)?);
    found.other_sports = usize::try_from(json[3].as_u64()?).ok()?;
    Some(found)
}

/// Keeps what was found, under another name until it is whole; what cannot be kept is left.
fn keep(path: &std::path::Path, key: &str, name: &str, found: &SessionsFound) {
    let sessions = found.sessions.iter().map(|session| {
        let name = session.name.strip_prefix(name).unwrap_or_default().to_owned();
        let mut named = session.clone();
        named.name = name;
        named.to_json()
    });
    let sessions: Vec<Value> = sessions.collect();
    let text = json!([sessions, found.warnings, found.refused, found.other_sports]).to_string();
    let part = path.with_extension(format!("{}.part", std::process::id()));
    let written = fs::write(&part, format!("{}\n{text}", seal(key, &text)));
    if written.and_then(|()| fs::rename(&part, path)).is_err() {
        let _ = fs::remove_file(&part);
    }
}
