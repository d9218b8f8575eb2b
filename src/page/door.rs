//! The door between JavaScript and the library: a request is written to memory, its answer is read from there, and the
//! bytes of a file are fetched as they are needed. The only file with unsafe code: a browser calls functions by their bare
//! names and knows nothing of Rust's types.
#![allow(unsafe_code)]

use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};

use crate::answers;

static REQUEST: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Memory for a request of so many bytes, which the caller fills.
#[unsafe(no_mangle)]
extern "C" fn request(length: usize) -> *mut u8 {
    let mut request = REQUEST.lock().unwrap_or_else(PoisonError::into_inner);
    request.clear();
    request.resize(length, 0);
    request.as_mut_ptr()
}

/// Answers the request; gives where the answer begins.
#[unsafe(no_mangle)]
extern "C" fn answer() -> *const u8 {
    let request = REQUEST.lock().unwrap_or_else(PoisonError::into_inner);
    let mut answer = ANSWER.lock().unwrap_or_else(PoisonError::into_inner);
    *answer = answers::answer(&request);
    answer.as_ptr()
}

/// How many bytes the answer has.
#[unsafe(no_mangle)]
extern "C" fn answer_length() -> usize {
    ANSWER.lock().map_or(0, |answer| answer.len())
}

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    /// Writes the next bytes of the file, up to so many; gives how many, 0 at its end, less where it cannot be read.
    fn read(buffer: *mut u8, length: usize) -> isize;
}

/// The file that the page has open.
pub(crate) struct PageFile;

impl Read for PageFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // SAFETY: the memory is that of the slice, and no more than its length is written
        let length = unsafe { read(buffer.as_mut_ptr(), buffer.len()) };
        let length = usize::try_from(length).ok();
        length
            .filter(|length| *length <= buffer.len())
            .ok_or_else(|| io::Error::other("the browser could not read the file"))
    }
}
