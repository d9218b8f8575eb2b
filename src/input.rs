//! What an input holds: as it is, or out of gzip.

use std::io::{self, BufReader, Cursor, Read};

/// How many compressed bytes are read at once.
const BUFFER_BYTES: usize = 64 << 10;

/// An input as it is, or what a gzip file holds, told apart by its first bytes.
///
/// # Errors
/// When it cannot be read.
pub fn decompressed<'r>(mut input: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
    let mut head = Vec::new();
    input.by_ref().take(2).read_to_end(&mut head)?;
    let is_gzip = head == [0x1f, 0x8b];
    let input = Cursor::new(head).chain(input);
    Ok(if is_gzip {
        let input = BufReader::with_capacity(BUFFER_BYTES, input);
        Box::new(flate2::bufread::MultiGzDecoder::new(input))
    } else {
        Box::new(input)
    })
}
