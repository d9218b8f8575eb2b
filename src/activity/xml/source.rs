//! Bytes on their way to the XML parser: made valid UTF-8, counted, and stopped before they become too many.

use std::io::{self, BufRead, Read};

use crate::activity::LONGEST_TEXT_BYTES;

/// How many bytes are read at once.
const BUFFER_BYTES: usize = 64 << 10;
/// The longest tag, text, comment or anything else that is held, bytes; checked whenever more are read.
const LONGEST_EVENT_BYTES: u64 = 1 << 20;

/// A reader of what is always UTF-8: bytes that are not become question marks, one each, so that places stay right.
pub(super) struct Utf8Reader<R> {
    input: R,
    buffer: Vec<u8>,
    /// What of the buffer is sound and not yet taken.
    from: usize,
    to: usize,
    /// How many bytes behind that may begin a character that goes on.
    unfinished: usize,
    taken: u64,
    /// How many of them are of the tag, text or comment at hand.
    pub(super) event_bytes: u64,
}

impl<R: Read> Utf8Reader<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            buffer: vec![0; BUFFER_BYTES],
            from: 0,
            to: 0,
            unfinished: 0,
            taken: 0,
            event_bytes: 0,
        }
    }

    /// Reads on once all is taken; leaves nothing to take only at the end.
    fn refill(&mut self) -> io::Result<()> {
        let too_much = |reason| Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        if self.event_bytes > LONGEST_EVENT_BYTES {
            let most = LONGEST_EVENT_BYTES >> 20;
            return too_much(format!("a tag, text or comment of more than {most} MiB"));
        }
        if self.taken > LONGEST_TEXT_BYTES {
            let most = LONGEST_TEXT_BYTES >> 20;
            return too_much(format!(
                "the text is longer than {most} MiB, which is all that is read"
            ));
        }
        while self.from == self.to {
            self.buffer.copy_within(self.to..self.to + self.unfinished, 0);
            let free = &mut self.buffer[self.unfinished..];
            let read = match self.input.read(free) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            let filled = self.unfinished + read;
            let is_end = read == 0;
            self.from = 0;
            self.to = make_valid(&mut self.buffer[..filled], is_end);
            self.unfinished = filled - self.to;
            if is_end {
                break;
            }
        }
        Ok(())
    }
}

/// Writes a question mark over each byte that is not UTF-8; says how many bytes are whole characters now.
fn make_valid(bytes: &mut [u8], is_end: bool) -> usize {
    let mut valid = 0;
    while let Err(error) = std::str::from_utf8(&bytes[valid..]) {
        valid += error.valid_up_to();
        let wrong = match error.error_len() {
            Some(wrong) => wrong,
            None if is_end => bytes.len() - valid,
            None => return valid,
        };
        bytes[valid..valid + wrong].fill(b'?');
        valid += wrong;
    }
    bytes.len()
}

impl<R: Read> BufRead for Utf8Reader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.from == self.to {
            self.refill()?;
        }
        Ok(&self.buffer[self.from..self.to])
    }

    fn consume(&mut self, bytes: usize) {
        self.from = (self.from + bytes).min(self.to);
        self.taken += bytes as u64;
        self.event_bytes += bytes as u64;
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
