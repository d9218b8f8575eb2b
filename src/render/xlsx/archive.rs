//! A ZIP archive that is written as it is made, without going back: sizes and checksums stand behind each file (APPNOTE
//! 4.3, 4.4.4). No file of it may have 4 GiB.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// A file that is complete, as the directory at the end tells it.
struct Entry {
    name: &'static str,
    offset: u64,
    sizes: [u64; 2],
    crc: u32,
}

/// The archive, and the file that is being written.
pub(super) struct Archive<W: Write> {
    out: W,
    written: u64,
    entries: Vec<Entry>,
    open: Option<OpenFile>,
}

struct OpenFile {
    name: &'static str,
    offset: u64,
    begins: u64,
    deflate: DeflateEncoder<Vec<u8>>,
    crc: flate2::Crc,
    bytes: u64,
}

/// Sizes are known behind a file; names are UTF-8.
const FLAGS: u16 = 0x0808;
const DEFLATED: u16 = 8;
/// 1 January 1980: the same input makes the same bytes.
const DATE: u16 = 0x21;

impl<W: Write> Archive<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, written: 0, entries: Vec::new(), open: None }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Begins a file, and ends the one before it.
    pub(super) fn begin(&mut self, name: &'static str) -> io::Result<()> {
        self.end()?;
        let offset = self.written;
        let mut header = b"PK\x03\x04".to_vec();
        push16(&mut header, [20, FLAGS, DEFLATED, 0, DATE]);
        push32(&mut header, [0, 0, 0])?;
        push16(&mut header, [length(name), 0]);
        header.extend_from_slice(name.as_bytes());
        self.put(&header)?;
        self.open = Some(OpenFile {
            name,
            offset,
            begins: self.written,
            deflate: DeflateEncoder::new(Vec::new(), Compression::new(4)),
            crc: flate2::Crc::new(),
            bytes: 0,
        });
        Ok(())
    }

    /// Adds to the file that is open.
    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(file) = &mut self.open else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        file.crc.update(bytes);
        file.bytes += bytes.len() as u64;
        file.deflate.write_all(bytes)?;
        let packed = std::mem::take(file.deflate.get_mut());
        self.put(&packed)
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(file) = self.open.take() else {
            return Ok(());
        };
        let packed = file.deflate.finish()?;
        self.put(&packed)?;
        let entry = Entry {
            name: file.name,
            offset: file.offset,
            sizes: [self.written - file.begins, file.bytes],
            crc: file.crc.sum(),
        };
        let mut behind = b"PK\x07\x08".to_vec();
        behind.extend_from_slice(&entry.crc.to_le_bytes());
        push32(&mut behind, entry.sizes)?;
        self.entries.push(entry);
        self.put(&behind)
    }

    /// Writes the directory; gives what was written to.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.end()?;
        let begins = self.written;
        let mut directory = Vec::new();
        for entry in &self.entries {
            directory.extend_from_slice(b"PK\x01\x02");
            push16(&mut directory, [20, 20, FLAGS, DEFLATED, 0, DATE]);
            directory.extend_from_slice(&entry.crc.to_le_bytes());
            push32(&mut directory, entry.sizes)?;
            push16(&mut directory, [length(entry.name), 0, 0, 0, 0, 0, 0]);
            push32(&mut directory, [entry.offset])?;
            directory.extend_from_slice(entry.name.as_bytes());
        }
        let size = directory.len() as u64;
        let count = u16::try_from(self.entries.len()).map_err(|_| too_large())?;
        directory.extend_from_slice(b"PK\x05\x06");
        push16(&mut directory, [0, 0, count, count]);
        push32(&mut directory, [size, begins])?;
        push16(&mut directory, [0]);
        self.put(&directory)?;
        Ok(self.out)
    }
}

fn push16<const N: usize>(out: &mut Vec<u8>, numbers: [u16; N]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn push32<const N: usize>(out: &mut Vec<u8>, numbers: [u64; N]) -> io::Result<()> {
    for number in numbers {
        let number = u32::try_from(number).map_err(|_| too_large())?;
        out.extend_from_slice(&number.to_le_bytes());
    }
    Ok(())
}

/// Names are short ones of this program.
#[allow(clippy::cast_possible_truncation)]
fn length(name: &str) -> u16 {
    name.len() as u16
}

fn too_large() -> io::Error {
    io::Error::other("a spreadsheet of 4 GiB and more opens nowhere; csv has no such limit")
}
