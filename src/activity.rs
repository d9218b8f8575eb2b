//! A recorded run: read from the file of a device, cut into intervals of one speed, gradient and step rate.
//!
//! [`read`] tells FIT, GPX and TCX apart by content and brings each to the same [`Recording`]. What is damaged is used as far
//! as it is sound, and said; no bytes make it panic, hang, or hold more than a small multiple of them.

mod altitude;
mod clock;
mod course;
mod distance;
mod fit;
mod hold;
mod movement;
mod order;
mod recording;
mod series;
mod speed;
mod sport;
mod track;
mod xml;

use std::io::{self, Read};

use crate::input::decompressed;
use crate::spelling::has_suffix;

pub use course::CoursePlan;
pub use movement::{Interval, Movement};
pub use recording::{
    CadenceUnit, FileFormat, Position, Recording, Sample, Session, TimerEvent, Totals,
};
pub use sport::Sport;
pub use track::{Track, TrackError, TrackOptions};

/// The largest FIT file that is read, bytes: a hundred hours, recorded every second, take about twenty million.
const LARGEST_FIT_BYTES: u64 = 64 << 20;
/// The longest text that is read, bytes; a hundred hours of GPX take about two hundred million.
const LONGEST_TEXT_BYTES: u64 = 512 << 20;

/// Why a file holds no recording that could be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is none of the formats.
    #[error("is no {FORMATS} file ({found}); these, also gzipped, are accepted")]
    Format {
        /// What it begins with.
        found: String,
    },
    /// It is damaged before anything that could be used.
    #[error("byte {byte}: {reason}")]
    Damaged {
        /// Where, from 0.
        byte: u64,
        /// What is wrong, what was found and what is accepted.
        reason: String,
    },
    /// It is sound and holds no samples.
    #[error("holds no samples: {reason}")]
    NoSamples {
        /// What it is instead.
        reason: String,
    },
}

impl ReadError {
    /// Why an input gave no more after so many bytes: they are damaged, or it fails for another reason.
    fn of_input(error: io::Error, byte: u64) -> Self {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        let reason = match error.kind() {
            UnexpectedEof => "the compressed bytes break off".to_owned(),
            InvalidData | InvalidInput => error.to_string(),
            _ => return Self::Io(error),
        };
        Self::Damaged { byte, reason }
    }
}

/// The formats of recordings, as messages name them.
pub const FORMATS: &str = "FIT, GPX or TCX";

/// Whether a file of that name is a recording of a device, gzipped or not.
#[must_use]
pub fn is_named_recording(name: &str) -> bool {
    has_suffix(name, &FileFormat::ALL.map(FileFormat::key))
}

/// Reads the recording of a device, gzipped or not, in any of the formats: one, or those of several days.
///
/// # Errors
/// When it cannot be read, is in no known format, or holds nothing that could be used. What is damaged behind something
/// sound is no error: see [`Recording::damage`].
pub fn read(input: &mut dyn Read) -> Result<Vec<Recording>, ReadError> {
    const FIT_SIGNATURE: &[u8] = b".FIT";
    let mut head = Vec::new();
    let mut input = decompressed(input)?;
    let read = input.by_ref().take(12).read_to_end(&mut head);
    read.map_err(|error| ReadError::of_input(error, head.len() as u64))?;
    let is_fit = head.get(8..12) == Some(FIT_SIGNATURE);
    let mut rest = io::Cursor::new(head).chain(input);
    if !is_fit {
        let recording = xml::read(rest)?;
        // a course has no order of time
        return Ok(if recording.is_untimed { vec![recording] } else { order::runs(recording) });
    }
    let mut bytes = Vec::new();
    let read = rest.by_ref().take(LARGEST_FIT_BYTES + 1).read_to_end(&mut bytes);
    let broken_off = match read.map_err(|error| ReadError::of_input(error, bytes.len() as u64)) {
        Err(error @ ReadError::Io(_)) => return Err(error),
        read => read.err(),
    };
    let mut recording = fit::read(bytes)?;
    recording.damage.extend(broken_off.map(|it| format!("{it}; what came before is used")));
    Ok(order::runs(recording))
}
