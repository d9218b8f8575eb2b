//! Headers and checksums of FIT sequences.

use std::ops::Range;

/// What follows the data.
pub(super) const CHECKSUM_BYTES: usize = 2;
/// As the device wrote it, and with a checksum of its own in the last two bytes.
const SIZES: [u8; 2] = [12, 14];
const SIGNATURE: &[u8] = b".FIT";
const SIGNATURE_AT: usize = 8;

pub(super) struct Header {
    /// Where it begins.
    pub(super) start: usize,
    size: usize,
    /// How many bytes of data it says there are.
    pub(super) data_bytes: u32,
}

/// The header that begins at a byte.
pub(super) fn at(bytes: &[u8], start: usize) -> Option<Header> {
    let rest = bytes.get(start..)?;
    let [size, _, _, _, d0, d1, d2, d3, b'.', b'F', b'I', b'T'] = *rest.first_chunk()? else {
        return None;
    };
    let is_whole = SIZES.contains(&size) && rest.len() >= usize::from(size);
    is_whole.then(|| Header {
        start,
        size: usize::from(size),
        data_bytes: u32::from_le_bytes([d0, d1, d2, d3]),
    })
}

/// The first header from a byte on.
pub(super) fn find(bytes: &[u8], from: usize) -> Option<Header> {
    // looking for the signature first is several times quicker than trying each byte
    let mut from = from;
    loop {
        let rest = bytes.get(from.saturating_add(SIGNATURE_AT)..)?;
        let windows = rest.windows(SIGNATURE.len());
        from += windows.into_iter().position(|four| four == SIGNATURE)?;
        match at(bytes, from) {
            Some(header) => return Some(header),
            None => from += 1,
        }
    }
}

impl Header {
    /// Where the data begin.
    pub(super) fn end(&self) -> usize {
        self.start + self.size
    }

    /// Where it says that the data end.
    pub(super) fn reported_end(&self) -> usize {
        let count = usize::try_from(self.data_bytes).unwrap_or(usize::MAX);
        self.end().saturating_add(count)
    }

    /// Replaces what it says of the length of the data.
    pub(super) fn set_data_bytes(&self, bytes: &mut [u8], count: u32) {
        if let Some(place) = bytes.get_mut(self.start + 4..self.start + 8) {
            place.copy_from_slice(&count.to_le_bytes());
        }
    }

    /// Whether it has a checksum, which may be 0 for none, that is not its own.
    pub(super) fn is_damaged(&self, bytes: &[u8]) -> bool {
        let found = match bytes.get(self.start + 12..self.end()) {
            Some(&[low, high]) => u16::from_le_bytes([low, high]),
            _ => 0,
        };
        found != 0 && found != self.sum(bytes, 12)
    }

    /// Whether the checksum of some data follows them; it counts the header in unless that has its own.
    pub(super) fn is_checked(&self, bytes: &[u8], data: &Range<usize>) -> bool {
        let found = bytes.get(data.end..).and_then(<[u8]>::first_chunk);
        let found = found.map(|found| u16::from_le_bytes(*found));
        let data = bytes.get(data.clone()).unwrap_or_default();
        let of_header = self.sum(bytes, self.size);
        // with its own at its end, the sum of the header is 0
        found == Some(checksum(of_header, data))
            || of_header != 0 && found == Some(checksum(0, data))
    }

    fn sum(&self, bytes: &[u8], count: usize) -> u16 {
        let header = bytes.get(self.start..self.start + count);
        checksum(0, header.unwrap_or_default())
    }
}

/// The checksum of FIT, CRC-16/ARC: four bytes at a time, each by the table of its place.
fn checksum(sum: u16, bytes: &[u8]) -> u16 {
    let (words, rest) = bytes.as_chunks::<4>();
    let sum = words.iter().fold(sum, |sum, [first, second, third, fourth]| {
        let [low, high] = sum.to_le_bytes();
        TABLES[3][usize::from(low ^ first)]
            ^ TABLES[2][usize::from(high ^ second)]
            ^ TABLES[1][usize::from(*third)]
            ^ TABLES[0][usize::from(*fourth)]
    });
    rest.iter().fold(sum, |sum, byte| {
        let [low, high] = sum.to_le_bytes();
        u16::from(high) ^ TABLES[0][usize::from(low ^ byte)]
    })
}

/// What each byte does to the checksum, with none to three bytes behind it.
static TABLES: [[u16; 256]; 4] = {
    let mut tables = [[0; 256]; 4];
    let mut byte: u16 = 0;
    while byte < 256 {
        let (mut sum, mut behind) = (byte, 0);
        while behind < 4 {
            let mut bit = 0;
            while bit < 8 {
                sum = sum >> 1 ^ if sum & 1 == 1 { 0xA001 } else { 0 };
                bit += 1;
            }
            tables[behind][byte as usize] = sum;
            behind += 1;
        }
        byte += 1;
    }
    tables
};
