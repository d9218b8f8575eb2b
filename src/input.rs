//! What an input holds: as it is, or out of gzip, of one member or several. Zeros behind the last one, as tapes and block
//! devices leave them, are no fault; anything else there is.

mod zip;

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::GzDecoder;

pub use zip::{ZipEntry, is_zip, zip_entries};

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
        Box::new(Members(Some(GzDecoder::new(input))))
    } else {
        Box::new(input)
    })
}

/// The members of a gzip file, one behind the other; none at its end.
struct Members<R: BufRead>(Option<GzDecoder<R>>);

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.0 {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(mut input) = self.0.take().map(GzDecoder::into_inner) else {
                break;
            };
            if !skip_zeros(&mut input)? {
                self.0 = Some(GzDecoder::new(input));
            }
        }
        Ok(0)
    }
}

/// Skips zeros; tells whether nothing else follows.
fn skip_zeros(input: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = input.fill_buf()?;
        let zeros = buffer.iter().take_while(|byte| **byte == 0).count();
        if zeros < buffer.len() || zeros == 0 {
            let is_end = buffer.is_empty();
            input.consume(zeros);
            return Ok(is_end);
        }
        input.consume(zeros);
    }
}
