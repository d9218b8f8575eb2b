//! What a ZIP archive holds: its list of contents at the end, and each file as it was packed, stored or deflated.
//!
//! No more is believed of it than is there: places and lengths are checked, and a file that unpacks to more than any text
//! does is refused, so that little bytes cannot become very many.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use flate2::CrcReader;
use flate2::read::DeflateDecoder;

/// The longest end of an archive: its record and a comment.
const LONGEST_END: u64 = 22 + 0xffff + 20;
/// The most files of an archive.
const MOST_ENTRIES: u64 = 1_000_000;
/// The longest list of contents, bytes.
const LONGEST_LIST: u64 = 256 << 20;
/// A packed file that is held, bytes.
const LARGEST_PACKED: u64 = 512 << 20;
/// Text is packed to no less than a part in so many; so many bytes are unpacked in any case.
const MOST_UNPACKED: (u64, u64) = (250, 1 << 20);

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ZipEntry {
    /// Its path in the archive.
    pub name: String,
    is_deflated: bool,
    is_readable: bool,
    crc: u32,
    packed: u64,
    at: u64,
}

/// Whether bytes begin as a ZIP archive does.
#[must_use]
pub fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn damaged(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// A number of so many bytes at a place, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> io::Result<u64> {
    let part = bytes.get(at..at + length);
    let part = part.ok_or_else(|| damaged("is a ZIP archive that breaks off"))?;
    Ok(part.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

/// A length of two bytes at a place.
fn length(bytes: &[u8], at: usize) -> io::Result<usize> {
    // two bytes fit
    Ok(usize::try_from(number(bytes, at, 2)?).unwrap_or_default())
}

fn read_at(input: &mut (impl Read + Seek), at: u64, length: u64) -> io::Result<Vec<u8>> {
    input.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files of an archive, folders left out.
///
/// # Errors
/// When it cannot be read, or is no sound archive.
pub fn zip_entries(input: &mut (impl Read + Seek)) -> io::Result<Vec<ZipEntry>> {
    let end = input.seek(SeekFrom::End(0))?;
    let from = end.saturating_sub(LONGEST_END);
    let end = read_at(input, from, LONGEST_END)?;
    let found = end.windows(4).rposition(|window| window == b"PK\x05\x06");
    let found =
        found.ok_or_else(|| damaged("is a ZIP archive that breaks off: no list of contents"))?;
    let (mut count, mut size, mut at) =
        (number(&end, found + 10, 2)?, number(&end, found + 12, 4)?, number(&end, found + 16, 4)?);
    // larger archives have another record, which a locator before this one points at
    if at == 0xffff_ffff || count == 0xffff || size == 0xffff_ffff {
        let locator = found.checked_sub(20).filter(|at| end[*at..].starts_with(b"PK\x06\x07"));
        let locator =
            locator.ok_or_else(|| damaged("is a ZIP archive without the record of large ones"))?;
        let record = read_at(input, number(&end, locator + 8, 8)?, 56)?;
        count = number(&record, 32, 8)?;
        size = number(&record, 40, 8)?;
        at = number(&record, 48, 8)?;
    }
    if count > MOST_ENTRIES || size > LONGEST_LIST {
        return Err(damaged("is a ZIP archive of more files than are read"));
    }
    let list = read_at(input, at, size)?;
    let (mut entries, mut at) = (Vec::new(), 0);
    for _ in 0..count {
        if !list.get(at..).unwrap_or_default().starts_with(b"PK\x01\x02") {
            return Err(damaged("is a ZIP archive whose list of contents is damaged"));
        }
        let (flags, method) = (number(&list, at + 8, 2)?, number(&list, at + 10, 2)?);
        let (mut packed, unpacked) = (number(&list, at + 20, 4)?, number(&list, at + 24, 4)?);
        let (name, extra) = (length(&list, at + 28)?, length(&list, at + 30)?);
        let comment = length(&list, at + 32)?;
        let mut begins = number(&list, at + 42, 4)?;
        let text = list.get(at + 46..at + 46 + name).unwrap_or_default();
        let fields = list.get(at + 46 + name..at + 46 + name + extra);
        large(fields.unwrap_or_default(), unpacked, &mut packed, &mut begins)?;
        let name_text = String::from_utf8_lossy(text).into_owned();
        if !name_text.ends_with('/') {
            entries.push(ZipEntry {
                name: name_text,
                is_deflated: method == 8,
                is_readable: flags & 1 == 0 && (method == 8 || method == 0),
                crc: u32::try_from(number(&list, at + 16, 4)?).unwrap_or_default(),
                packed,
                at: begins,
            });
        }
        at += 46 + name + extra + comment;
    }
    Ok(entries)
}

/// Takes lengths and places of more than 32 bits from the added fields.
fn large(fields: &[u8], unpacked: u64, packed: &mut u64, begins: &mut u64) -> io::Result<()> {
    let mut at = 0;
    while at + 4 <= fields.len() {
        let (kind, length) = (number(fields, at, 2)?, length(fields, at + 2)?);
        if kind == 1 {
            let mut place = at + 4 + if unpacked == 0xffff_ffff { 8 } else { 0 };
            for value in [packed, begins] {
                if *value == 0xffff_ffff {
                    *value = number(fields, place, 8)?;
                    place += 8;
                }
            }
            return Ok(());
        }
        at += 4 + length;
    }
    Ok(())
}

impl ZipEntry {
    /// What the file holds, out of its archive.
    ///
    /// # Errors
    /// When it cannot be read, is packed in another way, or is not what was packed by its checksum.
    pub fn open(&self, input: &mut (impl Read + Seek)) -> io::Result<Box<dyn Read + 'static>> {
        if !self.is_readable {
            return Err(damaged("is packed in another way than stored or deflated, or encrypted"));
        }
        if self.packed > LARGEST_PACKED {
            return Err(damaged("is larger in its archive than any file that is read"));
        }
        let head = read_at(input, self.at, 30)?;
        if !head.starts_with(b"PK\x03\x04") {
            return Err(damaged("is not where its archive says"));
        }
        let skip = 30 + number(&head, 26, 2)? + number(&head, 28, 2)?;
        let bytes = read_at(input, self.at.saturating_add(skip), self.packed)?;
        if (bytes.len() as u64) < self.packed {
            return Err(damaged("breaks off in its archive"));
        }
        let mut whole = CrcReader::new(unpacked(&bytes, self.is_deflated));
        io::copy(&mut whole, &mut io::sink())?;
        let sum = whole.crc().sum();
        drop(whole);
        if sum != self.crc {
            return Err(damaged(
                "is not what was packed: its checksum (CRC-32) in the archive is another",
            ));
        }
        Ok(unpacked(bytes, self.is_deflated))
    }
}

/// What packed bytes hold.
fn unpacked<'b>(bytes: impl AsRef<[u8]> + 'b, is_deflated: bool) -> Box<dyn Read + 'b> {
    if !is_deflated {
        return Box::new(Cursor::new(bytes));
    }
    let (ratio, least) = MOST_UNPACKED;
    let left = (bytes.as_ref().len() as u64 * ratio).max(least);
    Box::new(Bounded { input: DeflateDecoder::new(Cursor::new(bytes)), left })
}

/// Gives so many bytes, and then an error where there are more.
struct Bounded<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| damaged("unpacks to more than any recording does"))?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bytes_make_it_panic() {
        for length in 0..80 {
            let mut bytes = vec![0xff; length];
            bytes.extend_from_slice(b"PK\x05\x06");
            bytes.extend(vec![0xff; 18]);
            assert!(zip_entries(&mut Cursor::new(bytes)).is_err());
        }
        assert!(zip_entries(&mut Cursor::new(b"PK\x03\x04")).is_err());
    }
}
