//! Where output goes: standard output, an open descriptor, a device or a file; and that it is nothing which is read.
//!
//! A file is written under a name of its own and renamed when it is complete, so that one of its name is there whole or as
//! it was before. Where a rename would change more than the content (another hard link, owner or mount), the complete
//! content is copied in; where the folder takes no new file, the file itself is written to, from the first byte that there
//! is. Both are told.

use std::fs::{self, File, Metadata};
use std::io::{self, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use anyhow::Context;

use super::unfinished::Unfinished;
use super::{Failure, refused};

/// The reader of standard output has gone: no failure of ours.
#[derive(Debug)]
struct ReaderGone;

impl std::fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("nobody reads standard output any more")
    }
}

impl std::error::Error for ReaderGone {}

pub(crate) fn is_reader_gone(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let error = cause.downcast_ref::<io::Error>();
        error
            .and_then(io::Error::get_ref)
            .is_some_and(<dyn std::error::Error + Send + Sync>::is::<ReaderGone>)
    })
}

fn mark_reader_gone(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::BrokenPipe {
        io::Error::new(io::ErrorKind::BrokenPipe, ReaderGone)
    } else {
        error
    }
}

pub(super) fn to_stdout(bytes: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .map_err(mark_reader_gone)
        .context("cannot write to standard output")
}

/// Where something is read from or written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Location {
    /// A descriptor that is open already, by its number.
    Descriptor(u32),
    /// What has this path, symbolic links followed; there or not.
    Path(PathBuf),
}

impl Location {
    /// The location of a file; `-` is the standard stream with this number.
    pub(super) fn of(path: &Path, standard: u32) -> Self {
        if path == Path::new("-") {
            return Self::Descriptor(standard);
        }
        let mut path = path.to_owned();
        // as many links as systems follow
        for _ in 0..40 {
            if let Some(number) = descriptor_number(&path) {
                return Self::Descriptor(number);
            }
            let Ok(target) = fs::read_link(&path) else {
                break;
            };
            path = path.parent().unwrap_or(Path::new("")).join(target);
        }
        let folder = fs::canonicalize(folder(&path));
        Self::Path(match (folder, path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path,
        })
    }

    fn metadata(&self) -> io::Result<Metadata> {
        match self {
            Self::Descriptor(number) => descriptor(*number)?.metadata(),
            Self::Path(path) => fs::metadata(path),
        }
    }

    /// Whether what is written to the one is written to the other. Devices such as the null device may be both.
    fn is_same(&self, other: &Self) -> bool {
        match (self.metadata(), other.metadata()) {
            _ if matches!(self, Self::Descriptor(_)) && self == other => true,
            (Ok(one), Ok(two)) => is_same_file(&one, &two),
            _ => self == other,
        }
    }
}

#[cfg(unix)]
fn is_same_file(one: &Metadata, two: &Metadata) -> bool {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let identity = |of: &Metadata| (of.dev(), of.ino());
    !one.file_type().is_char_device() && identity(one) == identity(two)
}

#[cfg(not(unix))]
fn is_same_file(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// The folder of a path, which is the current one for a mere name.
fn folder(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    folder.unwrap_or(Path::new("."))
}

/// The number of the descriptor that a path such as `/dev/fd/3` stands for; `/dev/stdout` is a link to one.
fn descriptor_number(path: &Path) -> Option<u32> {
    let number = path.file_name()?.to_str()?.parse().ok()?;
    let own = format!("/proc/{}/fd", std::process::id());
    let folder = fs::canonicalize(folder(path)).ok()?;
    (folder == Path::new(&own) || folder == Path::new("/dev/fd")).then_some(number)
}

/// A descriptor that is open already, as another of the same position.
#[cfg(unix)]
fn descriptor(number: u32) -> io::Result<File> {
    use std::os::fd::AsFd;
    let own = match number {
        0 => io::stdin().as_fd().try_clone_to_owned(),
        1 => io::stdout().as_fd().try_clone_to_owned(),
        2 => io::stderr().as_fd().try_clone_to_owned(),
        _ => return other_descriptor(number),
    };
    own.map(File::from)
}

#[cfg(not(unix))]
fn descriptor(_: u32) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Taken from our own process as from another, the one safe call that shares its position; where a sandbox forbids that,
/// opened again at the end of what it holds.
#[cfg(target_os = "linux")]
fn other_descriptor(number: u32) -> io::Result<File> {
    use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};
    let number = i32::try_from(number).map_err(|_| io::ErrorKind::NotFound)?;
    let shared = pidfd_open(getpid(), PidfdFlags::empty())
        .and_then(|own| pidfd_getfd(own, number, PidfdGetfdFlags::empty()));
    shared
        .map(File::from)
        .or_else(|_| File::options().append(true).open(format!("/dev/fd/{number}")))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn other_descriptor(number: u32) -> io::Result<File> {
    File::options().append(true).open(format!("/dev/fd/{number}"))
}

/// Refuses outputs that are inputs, or each other. An output is its option, and its path where it is not standard output.
pub(super) fn check_distinct<'p>(
    inputs: impl IntoIterator<Item = &'p Path>,
    outputs: &[(&str, Option<&Path>)],
) -> Result<(), Failure> {
    let name = |path: Option<&Path>| {
        path.map_or_else(|| "-".to_owned(), |path| path.display().to_string())
    };
    let locations: Vec<Location> =
        outputs.iter().map(|(_, path)| Location::of(path.unwrap_or(Path::new("-")), 1)).collect();
    for input in inputs {
        let read = Location::of(input, 0);
        // a terminal or a pipe at both ends is no file that could be lost
        let is_file = read.metadata().is_ok_and(|metadata| metadata.is_file());
        for ((option, path), written) in outputs.iter().zip(&locations) {
            if is_file && read.is_same(written) {
                let reason = format!(
                    "is the input {} too; nothing is written over what is read",
                    name(Some(input))
                );
                return Err(refused(option, &name(*path), reason));
            }
        }
    }
    if let ([first, second], [(_, path), (option, other)]) = (&locations[..], outputs)
        && first.is_same(second)
    {
        let reason = format!("{} is the output; rejects need a file of their own", name(*path));
        return Err(refused(option, &name(*other), reason));
    }
    Ok(())
}

/// Where a stream of results goes.
pub(super) struct Sink {
    destination: Destination,
    /// For messages.
    name: String,
    note: Option<&'static str>,
    /// Whether what is written are cells and a terminal would obey what stands in them.
    is_obeyed: bool,
}

enum Destination {
    Stdout(io::Stdout),
    /// An open descriptor, a device or a pipe, written to as it is.
    Open(File),
    /// A file whose folder takes no new one; emptied when there is something to write.
    InPlace {
        file: File,
        is_begun: bool,
    },
    /// A file that is complete before it has its name.
    Unfinished(Replacement),
}

/// A complete file to be, and what it replaces.
struct Replacement {
    file: File,
    unfinished: Unfinished,
    path: PathBuf,
    existing: Option<File>,
    /// Whether a rename changes nothing but the content.
    is_alike: bool,
    /// Whether a file that exists is left alone.
    no_clobber: bool,
    saving: Saving,
}

impl Sink {
    /// Opens the output: a file, or standard output for none and `-`.
    pub(super) fn open(path: Option<&Path>, no_clobber: bool) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::stdout());
        };
        match Location::of(path, 1) {
            Location::Descriptor(1) => Ok(Self::stdout()),
            location => Self::at(path, location, no_clobber),
        }
    }

    /// Opens an output beside the first, for which a reader that has gone is a failure, standard output too.
    pub(super) fn beside(path: &Path, no_clobber: bool) -> anyhow::Result<Self> {
        Self::at(path, Location::of(path, 1), no_clobber)
    }

    fn stdout() -> Self {
        let name = "to standard output".to_owned();
        Self { destination: Destination::Stdout(io::stdout()), name, note: None, is_obeyed: false }
    }

    /// The same for rows of cells as they were read, of which a terminal is shown no control character.
    pub(super) fn of_rows(self) -> Self {
        let is_stdout = matches!(self.destination, Destination::Stdout(_));
        Self { is_obeyed: is_stdout && io::stdout().is_terminal(), ..self }
    }

    fn at(path: &Path, location: Location, no_clobber: bool) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let mut note = None;
        let destination = match location {
            Location::Descriptor(number) => descriptor(number).map(Destination::Open),
            Location::Path(path) => Destination::of(path, no_clobber, &mut note),
        };
        let destination = destination.with_context(|| format!("cannot write {name}"))?;
        Ok(Self { destination, name, note, is_obeyed: false })
    }

    pub(super) fn write_answer(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let written = self.write_all(bytes);
        written.with_context(|| format!("cannot write {}", self.name))
    }

    /// Completes the output; gives what there is to tell of how.
    pub(super) fn finish(self) -> anyhow::Result<Option<String>> {
        let name = self.name;
        let note = match self.destination {
            Destination::Stdout(mut stdout) => {
                let flushed = stdout.flush().map_err(mark_reader_gone);
                flushed.context("cannot write to standard output").map(|()| None)
            }
            Destination::Open(mut file) => file.flush().map(|()| None).map_err(Into::into),
            Destination::InPlace { file, is_begun } => {
                let emptied = if is_begun { Ok(()) } else { file.set_len(0) };
                emptied.and_then(|()| file.sync_all()).map(|()| self.note).map_err(Into::into)
            }
            Destination::Unfinished(replacement) => replacement.complete().map_err(Into::into),
        };
        let note = note.with_context(|| format!("cannot write {name}"))?;
        Ok(note.map(|note| format!("{name}: {note}")))
    }
}

impl Destination {
    fn of(path: PathBuf, no_clobber: bool, note: &mut Option<&'static str>) -> io::Result<Self> {
        // a file that may not be written to may not be replaced either
        let existing = match File::options().write(true).open(&path) {
            Ok(file) => Some(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let before = existing.as_ref().map(File::metadata).transpose()?;
        if let (Some(file), Some(before)) = (&existing, &before)
            && !before.is_file()
        {
            return file.try_clone().map(Self::Open);
        }
        if existing.is_some() && no_clobber {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it exists already"));
        }
        let made = Unfinished::make(folder(&path), |path| {
            File::options().read(true).write(true).create_new(true).open(path)
        });
        match (made, existing) {
            (Ok((unfinished, file)), existing) => Ok(Self::Unfinished(Replacement {
                is_alike: before.is_none_or(|before| make_alike(&file, &before)),
                file,
                unfinished,
                path,
                existing,
                no_clobber,
                saving: Saving::default(),
            })),
            (Err(_), Some(file)) => {
                *note = Some("written in place, since its folder takes no new file");
                Ok(Self::InPlace { file, is_begun: false })
            }
            (Err(error), None) => Err(error),
        }
    }
}

/// Gives a file that is to replace another its permissions and owner; tells whether a rename then changes nothing but the
/// content.
fn make_alike(file: &File, before: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let is_owner_alike =
            file.metadata().is_ok_and(|new| (new.uid(), new.gid()) == (before.uid(), before.gid()));
        if before.nlink() > 1
            || !(is_owner_alike || fchown(file, Some(before.uid()), Some(before.gid())).is_ok())
        {
            return false;
        }
    }
    file.set_permissions(before.permissions()).is_ok()
}

impl Replacement {
    /// Gives the file its name, or its content to the file that has the name.
    fn complete(self) -> io::Result<Option<&'static str>> {
        let Self { mut file, unfinished, path, existing, is_alike, no_clobber, saving } = self;
        saving.finish()?;
        file.sync_all()?;
        let named = unfinished.complete(|from| match no_clobber {
            _ if !is_alike => Err(io::ErrorKind::Unsupported.into()),
            false => fs::rename(from, &path),
            // unlike a rename, a link fails where meanwhile there is a file
            true => match fs::hard_link(from, &path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    fs::rename(from, &path)
                }
                linked => linked.and_then(|()| fs::remove_file(from)),
            },
        });
        let Some(mut existing) = existing.filter(|_| named.is_err()) else {
            return named.map(|()| None);
        };
        file.rewind()?;
        existing.set_len(0)?;
        io::copy(&mut file, &mut existing)?;
        existing.sync_all()?;
        Ok(Some("written in place, since a rename would change its links, owner or mount"))
    }
}

/// Brings a long file to the disk while more of it is made, so that its end does not wait for the whole.
#[derive(Default)]
struct Saving {
    unsaved: usize,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Saving {
    /// So many bytes more are written.
    fn add(&mut self, file: &File, bytes: usize) -> io::Result<()> {
        const BYTES: usize = 8 << 20;
        self.unsaved += bytes;
        if self.unsaved >= BYTES && self.thread.as_ref().is_none_or(JoinHandle::is_finished) {
            std::mem::take(self).finish()?;
            let file = file.try_clone()?;
            // where no thread can be had, all is saved at the end
            self.thread = thread::Builder::new().spawn(move || file.sync_data()).ok();
        }
        Ok(())
    }

    /// What became of it: a fault of the disk is told only once.
    fn finish(self) -> io::Result<()> {
        let saved = self.thread.map(JoinHandle::join);
        saved.unwrap_or(Ok(Ok(()))).unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
    }
}

/// As many bytes, with a question mark for each that a terminal would obey.
fn harmless(bytes: &[u8]) -> Vec<u8> {
    let mut shown = bytes.to_vec();
    for (i, byte) in bytes.iter().enumerate() {
        let is_control = byte.is_ascii_control() && !matches!(byte, b'\n' | b'\t' | b'\r');
        // U+0080 to U+009F in UTF-8
        let is_late = *byte == 0xc2 && matches!(bytes.get(i + 1), Some(0x80..=0x9f));
        if is_control || is_late {
            shown[i..=i + usize::from(is_late)].fill(b'?');
        }
    }
    shown
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.destination {
            Destination::Stdout(stdout) if self.is_obeyed => {
                stdout.write(&harmless(bytes)).map_err(mark_reader_gone)
            }
            Destination::Stdout(stdout) => stdout.write(bytes).map_err(mark_reader_gone),
            Destination::Open(file) => file.write(bytes),
            Destination::Unfinished(Replacement { file, saving, .. }) => {
                let written = file.write(bytes)?;
                saving.add(file, written)?;
                Ok(written)
            }
            Destination::InPlace { file, is_begun } => {
                if !*is_begun {
                    file.set_len(0)?;
                    *is_begun = true;
                }
                file.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.destination {
            Destination::Stdout(stdout) => stdout.flush().map_err(mark_reader_gone),
            Destination::Open(file)
            | Destination::InPlace { file, .. }
            | Destination::Unfinished(Replacement { file, .. }) => file.flush(),
        }
    }
}
