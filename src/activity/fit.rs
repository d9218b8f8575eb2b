//! FIT files, by the rustyfit crate, which no other file names.
//!
//! The crate is given one sequence at a time, cut out by what stands in the file and not by what its header claims, and
//! does neither checksums nor the expansion of compressed fields: both are done here, where damage costs nothing.

mod content;
mod header;
mod record;

use std::ops::Range;

use rustyfit::proto::MessageDefinition;
use rustyfit::{Decoder, DecoderError, DecoderEvent, StreamingIterator};

use self::content::FitContent;
use self::header::Header;
use super::{LARGEST_FIT_BYTES, ReadError, Recording};

/// The most warnings about one file: a file that is damaged everywhere would have one for every few bytes.
const MOST_WARNINGS: usize = 20;

pub(super) fn read(mut bytes: Vec<u8>) -> Result<Recording, ReadError> {
    if bytes.len() as u64 > LARGEST_FIT_BYTES {
        return Err(ReadError::Damaged {
            byte: LARGEST_FIT_BYTES,
            reason: format!(
                "the FIT file goes on; up to {LARGEST_FIT_BYTES} bytes, more than three hundred hours, are accepted"
            ),
        });
    }
    let mut damage = FitDamage::default();
    let mut content = FitContent::new(bytes.len());
    // the crate would stop at a wrong checksum of the header, and its sums of compressed fields may overflow
    let mut decoder = Decoder::builder().checksum(false).expand_components(false).build();
    let mut next = header::find(&bytes, 0);
    if next.as_ref().is_none_or(|header| header.start > 0) {
        let size = bytes.first().copied().unwrap_or_default();
        let reason = format!(
            "there is no whole header (it says to be {size} bytes long; 12 and 14 are accepted)"
        );
        damage.push(0, &reason, "all before the next header is left out");
    }
    while let Some(header) = next {
        let sequence = Sequence::cut_out(&bytes, &header, &mut damage);
        // no end that the crate could come to: the end of what it is given is the end
        header.set_data_bytes(&mut bytes, u32::MAX);
        content.begin_sequence();
        let data = &bytes[header.start..sequence.data.end];
        let outcome = decode(&mut decoder, data, &mut content);
        content.end_sequence();
        header.set_data_bytes(&mut bytes, header.data_bytes);
        if let Err((at, reason)) = outcome {
            let at = header.start + at;
            damage.push(at, &reason, "what came before is used");
            next = if sequence.is_as_reported {
                header::find(&bytes, at.max(header.end()))
            } else {
                sequence.next
            };
            continue;
        }
        if sequence.is_as_reported && !header.is_checked(&bytes, &sequence.data) {
            let reason = "the checksum is not that of the data";
            damage.push(sequence.data.end, reason, "they are used as they are");
        }
        next = sequence.next;
    }
    finished(content, damage)
}

/// The recording, or why there is none.
fn finished(content: FitContent, damage: FitDamage) -> Result<Recording, ReadError> {
    if !content.has_samples() {
        return Err(match (content.other_kind(), damage.first) {
            (Some(reason), _) => ReadError::NoSamples { reason },
            (None, Some(damage)) => damage,
            (None, None) => ReadError::NoSamples { reason: content.why_empty() },
        });
    }
    let mut recording = content.finish();
    recording.damage.splice(0..0, damage.warnings);
    if damage.left_out > 0 {
        let more = format!("{} more places are damaged", damage.left_out);
        recording.damage.push(more);
    }
    Ok(recording)
}

/// What is damaged, and where first.
#[derive(Default)]
struct FitDamage {
    warnings: Vec<String>,
    left_out: usize,
    first: Option<ReadError>,
}

impl FitDamage {
    fn push(&mut self, byte: usize, reason: &str, consequence: &str) {
        let damage = ReadError::Damaged { byte: byte as u64, reason: reason.to_owned() };
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(format!("{damage}; {consequence}"));
        } else {
            self.left_out += 1;
        }
        self.first.get_or_insert(damage);
    }
}

/// One of the sequences that a file consists of.
struct Sequence {
    /// Where its messages are.
    data: Range<usize>,
    /// Whether it ends where its header says, with a checksum that is yet to be compared.
    is_as_reported: bool,
    /// What follows it.
    next: Option<Header>,
}

impl Sequence {
    /// Decides where the messages after a header end. What the header says holds if the file ends there or another
    /// header begins; else all is taken up to where that is so: a watch that crashed says 0, a file cut short says
    /// too much.
    ///
    /// No byte is looked at twice from different headers, so that a file of nothing but headers takes no longer.
    fn cut_out(bytes: &[u8], header: &Header, damage: &mut FitDamage) -> Self {
        if header.is_damaged(bytes) {
            let reason = "the checksum of the header is not that of the header";
            damage.push(header.start, reason, "it is used as it is");
        }
        let reported = header.end()..header.reported_end();
        let reported_next = reported.end.saturating_add(header::CHECKSUM_BYTES);
        let next = header::at(bytes, reported_next);
        if reported_next == bytes.len() || next.is_some() {
            return Self { data: reported, is_as_reported: true, next };
        }
        let next = header::find(bytes, header.end());
        let end = next.as_ref().map_or(bytes.len(), |next| next.start);
        let is_whole = |data: &Range<usize>| !data.is_empty() && header.is_checked(bytes, data);
        if reported_next < end && is_whole(&reported) {
            let reason = format!("{} bytes follow that are no FIT sequence", end - reported_next);
            damage.push(reported_next, &reason, "they are left out");
            return Self { data: reported, is_as_reported: false, next };
        }
        let before_checksum = end.saturating_sub(header::CHECKSUM_BYTES);
        let mut data = header.end()..before_checksum.max(header.end());
        if !is_whole(&data) {
            data.end = end;
        }
        let (reported, found) = (header.data_bytes, data.len());
        let reason = format!("the header says {reported} bytes of data follow, there are {found}");
        damage.push(header.start, &reason, "these are read");
        Self { data, is_as_reported: false, next }
    }
}

/// Takes in the messages of a sequence, its header included, up to its end.
///
/// # Errors
/// Where it cannot be followed any further, and why.
fn decode(
    decoder: &mut Decoder,
    sequence: &[u8],
    content: &mut FitContent,
) -> Result<(), (usize, String)> {
    let mut stream = decoder.stream(sequence);
    // the crate does not say where it is
    let mut at = 0;
    let mut message_bytes = [0; 16];
    while at < sequence.len() {
        let outcome = match stream.next() {
            None | Some(Ok(DecoderEvent::Crc(_))) => return Ok(()),
            Some(Ok(DecoderEvent::FileHeader(header))) => {
                at += usize::from(header.size);
                continue;
            }
            Some(Ok(DecoderEvent::MessageDefinition(definition))) => {
                let kind = usize::from(definition.header & 0x0F);
                sizes(definition).map(|(of_definition, of_message)| {
                    message_bytes[kind] = of_message;
                    of_definition
                })
            }
            Some(Ok(DecoderEvent::Message(message))) => {
                // the kind that a message refers to stands elsewhere where the header holds a time too
                let kind = match message.header {
                    header if header & 0x80 != 0 => header >> 5 & 0x03,
                    header => header & 0x0F,
                };
                let length = message_bytes[usize::from(kind)];
                content.take(message).map(|()| length)
            }
            Some(Err(error)) => Err(match error {
                DecoderError::UnexpectedEof => "the data end inside a message".to_owned(),
                DecoderError::MissingMessageDefinition { local_mesg_num } => {
                    format!("a message is of kind {local_mesg_num}, which is not defined")
                }
                error => error.to_string(),
            }),
        };
        at += outcome.map_err(|reason| (at, reason))?;
    }
    Ok(())
}

/// How long a definition and a message by it are, bytes.
///
/// # Errors
/// Where it would take far longer than its bytes justify: hundreds of fields in each message of a single byte.
fn sizes(definition: &MessageDefinition) -> Result<(usize, usize), String> {
    let fields = &definition.field_definitions;
    let others = &definition.developer_field_definitions;
    let sizes = fields.iter().map(|field| field.size);
    let sizes = sizes.chain(others.iter().map(|field| field.size));
    let message = 1 + sizes.map(usize::from).sum::<usize>();
    let count = fields.len() + others.len();
    if count > message {
        return Err(format!("a message of {message} bytes is defined to have {count} fields"));
    }
    let has_others = definition.header & 0x20 != 0;
    Ok((6 + 3 * count + usize::from(has_others), message))
}
