//! Files and folders that are being written, under names of their own until they are complete: no two runs use the same
//! name, and one that fails, panics or is interrupted by a signal takes its own away. One that is killed outright leaves
//! it behind, in nobody's way.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What has to go if the run ends now.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn pending() -> MutexGuard<'static, Vec<PathBuf>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or folder that is not complete; removed when dropped.
pub(super) struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    /// Makes one in a folder, by a function that must fail where something of that name exists.
    pub(super) fn make<T>(
        folder: &Path,
        make: impl Fn(&Path) -> io::Result<T>,
    ) -> io::Result<(Self, T)> {
        const ATTEMPTS: u32 = 16;
        watch_signals();
        let mut attempt = 1;
        loop {
            // every hasher of the standard library has a random key of its own
            let number = RandomState::new().build_hasher().finish();
            let path = folder.join(format!(".musclerun-{number:016x}.part"));
            // known before it is there, so that no signal comes in between
            pending().push(path.clone());
            match make(&path) {
                Ok(content) => return Ok((Self { path }, content)),
                Err(error) => {
                    pending().retain(|known| *known != path);
                    if error.kind() != io::ErrorKind::AlreadyExists || attempt == ATTEMPTS {
                        return Err(error);
                    }
                    attempt += 1;
                }
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, by a function that takes the name of the unfinished one.
    pub(super) fn complete(&self, rename: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
        // a signal waits until the name and the list agree
        let mut pending = pending();
        rename(&self.path)?;
        pending.retain(|known| *known != self.path);
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut pending = pending();
        if pending.contains(&self.path) {
            remove(&self.path);
            pending.retain(|known| *known != self.path);
        }
    }
}

fn remove(path: &Path) {
    // nothing more can be done about one that stays
    let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path));
}

/// Removes all that is unfinished, before a panic ends the run.
pub(crate) fn remove_all() {
    // whoever panicked may have had the list
    if let Ok(mut pending) = PENDING.try_lock() {
        pending.drain(..).for_each(|path| remove(&path));
    }
}

/// From now on, a signal that ends the run removes what is unfinished first.
#[cfg(unix)]
fn watch_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::{emulate_default_handler, exit};

    static WATCHED: std::sync::Once = std::sync::Once::new();
    WATCHED.call_once(|| {
        let ignored = ignored_signals();
        let is_heeded = |signal: &i32| ignored >> (signal - 1) & 1 == 0;
        let signals = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(is_heeded);
        let Ok(mut signals) = Signals::new(signals) else {
            return;
        };
        let watch = move || {
            if let Some(signal) = signals.forever().next() {
                let mut pending = pending();
                pending.drain(..).for_each(|path| remove(&path));
                // the list stays locked: nothing is begun or completed any more
                if std::process::id() != 1 {
                    let _ = emulate_default_handler(signal);
                }
                // process 1 has no default
                exit(128 + signal);
            }
        };
        // where no thread can be had, the run goes on and a signal leaves the unfinished file behind
        let _ = std::thread::Builder::new().spawn(watch);
    });
}

#[cfg(not(unix))]
fn watch_signals() {}

/// The signals that whoever started the run wants ignored, as `nohup` does, a bit each; none where the system does not tell.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}
