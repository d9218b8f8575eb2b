//! What GPX and TCX have in common: XML without surprises, read tag by tag.
//!
//! Entities are never expanded, nesting and the length of any tag or text are bounded, and nothing is held but one tag and
//! the text of the element that is being read.

mod paths;
mod points;
mod source;

use std::borrow::Cow;
use std::io::{Cursor, Error as IoError, Read};

use quick_xml::XmlVersion;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use self::points::Points;
use self::source::Utf8Reader;
use super::{FileFormat, ReadError, Recording};

/// The formats, by the name of the root element.
const ROOTS: [(&str, FileFormat); 2] =
    [("gpx", FileFormat::Gpx), ("TrainingCenterDatabase", FileFormat::Tcx)];
/// How deep elements may lie in one another; GPX and TCX with extensions come to about ten.
const DEEPEST: usize = 64;
const LONGEST_NAME_BYTES: usize = 1 << 10;
/// The longest text of an element that is a number, time or word, bytes.
const LONGEST_VALUE_BYTES: usize = 1 << 8;
/// How many bytes are looked at to tell what a file is.
const HEAD_BYTES: u64 = 256;
/// How many blanks a file may begin with before it is not called empty.
const SHORTEST_BLANK_BYTES: usize = 128;
/// How much of a file that is something else is repeated in a message, characters.
const HEAD_CHARACTERS: usize = 20;
/// How much of a name or value is repeated in a message, characters.
const QUOTED_CHARACTERS: usize = 40;

/// Reads a GPX or TCX file, told apart by its root element.
pub(super) fn read(mut input: impl Read) -> Result<Recording, ReadError> {
    const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
    let mut head = Vec::new();
    let read = input.by_ref().take(HEAD_BYTES).read_to_end(&mut head);
    read.map_err(|error| ReadError::of_input(error, head.len() as u64))?;
    let mut base = 0;
    if head.starts_with(BYTE_ORDER_MARK) {
        head.drain(..BYTE_ORDER_MARK.len());
        base = BYTE_ORDER_MARK.len() as u64;
    }
    refuse_other(&head)?;
    let mut xml = Xml::new(Cursor::new(head).chain(input), base);
    let root = match xml.next() {
        XmlEvent::Opens(tag) => tag.name().to_owned(),
        _ => String::new(),
    };
    let Some((_, format)) = ROOTS.into_iter().find(|(name, _)| *name == root) else {
        let other = || ReadError::Format { found: format!("an XML file of {}", tag(&root)) };
        return Err(xml.stop.unwrap_or_else(other));
    };
    paths::read(&mut xml, format).finish(xml.stop)
}

/// Refuses by its first bytes what cannot be XML in UTF-8.
fn refuse_other(head: &[u8]) -> Result<(), ReadError> {
    const UTF_16: [&[u8]; 4] = [b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"];
    if UTF_16.iter().any(|mark| head.starts_with(mark)) {
        return Err(damaged(0, "text in UTF-16; text in UTF-8 is accepted"));
    }
    let is_binary = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let found = match head.trim_ascii_start() {
        [b'<', next, ..] if next.is_ascii_alphabetic() || b"_?!".contains(next) => return Ok(()),
        // the parser decides what follows so many blanks
        [] if head.len() > SHORTEST_BLANK_BYTES => return Ok(()),
        [] => "nothing".to_owned(),
        text if text.iter().any(is_binary) => "binary bytes".to_owned(),
        text => {
            let text = String::from_utf8_lossy(text);
            format!("text that begins with \"{}\"", cut(&text, HEAD_CHARACTERS))
        }
    };
    Err(ReadError::Format { found })
}

fn damaged(byte: u64, reason: impl Into<String>) -> ReadError {
    ReadError::Damaged { byte, reason: reason.into() }
}

/// What is read next of a document.
pub(super) enum XmlEvent<'x> {
    /// An element begins.
    Opens(Tag<'x>),
    /// The element that began last ends; its text, if no element lies within.
    Closes(XmlText<'x>),
    /// Nothing follows; [`Xml::stop`] says whether the document is whole.
    Over,
}

/// The tag that an element begins with.
pub(super) struct Tag<'x> {
    tag: BytesStart<'x>,
    /// Where it stands.
    pub(super) byte: u64,
}

impl Tag<'_> {
    /// The name without the prefix of its namespace, which differs from device to device.
    pub(super) fn name(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// The value of an attribute, the first of them if it stands there repeatedly, to be looked at.
    pub(super) fn attribute<T>(
        &self,
        name: &str,
        look: impl FnOnce(XmlText<'_>) -> T,
    ) -> Option<T> {
        let mut attributes = self.tag.attributes();
        // to compare each with each other would take quadratic time
        attributes.with_checks(false);
        let attribute = attributes.flatten().find(|it| it.key.as_ref() == name)?;
        // what cannot be resolved stays as it is written
        let text = attribute.normalized_value(XmlVersion::Implicit1_0);
        let text: Cow<'_, str> = text.unwrap_or(attribute.value);
        Some(look(XmlText { text: text.trim(), byte: self.byte }))
    }
}

/// A text and where it stands.
#[derive(Clone, Copy)]
pub(super) struct XmlText<'x> {
    pub(super) text: &'x str,
    byte: u64,
}

/// How far a document is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReadStage {
    Prolog,
    Root,
    Epilog,
    Over,
}

/// A document, read tag by tag.
pub(super) struct Xml<R: Read> {
    reader: quick_xml::Reader<Utf8Reader<R>>,
    /// How many bytes came before those that the reader counts.
    base: u64,
    buffer: Vec<u8>,
    tag: String,
    text: String,
    /// Where the text begins.
    text_byte: u64,
    /// Whether no tag came since the one that opened the element.
    is_leaf: bool,
    /// Whether the element was opened and closed by one tag, and said to be opened only.
    closes_next: bool,
    depth: usize,
    stage: ReadStage,
    /// What keeps the document from being whole.
    stop: Option<ReadError>,
}

impl<R: Read> Xml<R> {
    fn new(input: R, base: u64) -> Self {
        let mut reader = quick_xml::Reader::from_reader(Utf8Reader::new(input));
        // names of places have ampersands in them that nobody escaped
        reader.config_mut().allow_dangling_amp = true;
        Self {
            reader,
            base,
            buffer: Vec::new(),
            tag: String::new(),
            text: String::new(),
            text_byte: 0,
            is_leaf: false,
            closes_next: false,
            depth: 0,
            stage: ReadStage::Prolog,
            stop: None,
        }
    }

    pub(super) fn next(&mut self) -> XmlEvent<'_> {
        if self.closes_next {
            self.closes_next = false;
            return self.close();
        }
        while self.stage != ReadStage::Over {
            let byte = self.base + self.reader.buffer_position();
            self.buffer.clear();
            self.reader.get_mut().event_bytes = 0;
            let event = self.reader.read_event_into(&mut self.buffer);
            let text = match &event {
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    self.tag.clear();
                    self.tag.push_str(tag);
                    self.closes_next = matches!(event, Ok(Event::Empty(_)));
                    let name_bytes = tag.name().as_ref().len();
                    if self.opens(byte, name_bytes) {
                        return XmlEvent::Opens(Tag {
                            tag: BytesStart::from_content(self.tag.as_str(), name_bytes),
                            byte,
                        });
                    }
                    continue;
                }
                Ok(Event::End(_)) => return self.close(),
                Ok(Event::Text(text)) => Cow::Borrowed(&**text),
                Ok(Event::CData(text)) => Cow::Borrowed(&**text),
                Ok(Event::GeneralRef(entity)) => match entity.resolve_char_ref() {
                    Ok(Some(character)) => Cow::Owned(character.to_string()),
                    // what is not known stays as it is written, and so is no number
                    _ => resolve_predefined_entity(entity)
                        .map_or_else(|| Cow::Owned(format!("&{};", &**entity)), Cow::Borrowed),
                },
                Ok(Event::Eof) => {
                    let is_whole = self.stage == ReadStage::Epilog;
                    let reason = "the file ends before its last element is closed";
                    self.end((!is_whole).then(|| damaged(byte, reason)));
                    continue;
                }
                Ok(_) => continue,
                Err(error) => {
                    let stop = self.stop_by(error);
                    self.end(Some(stop));
                    continue;
                }
            };
            if self.is_leaf {
                push_value(&mut self.text, &text);
            } else if self.stage == ReadStage::Epilog && !text.trim_ascii().is_empty() {
                self.end(Some(damaged(byte, "something follows the last element")));
            }
        }
        XmlEvent::Over
    }

    /// Whether the element whose tag was just read may begin; else nothing follows.
    fn opens(&mut self, byte: u64, name_bytes: usize) -> bool {
        let reason = if self.stage == ReadStage::Epilog {
            "another document follows".to_owned()
        } else if self.depth == DEEPEST {
            format!("elements lie more than {DEEPEST} deep in one another")
        } else if name_bytes > LONGEST_NAME_BYTES {
            format!("a name of {name_bytes} bytes; {LONGEST_NAME_BYTES} are accepted")
        } else {
            self.stage = ReadStage::Root;
            self.depth += 1;
            self.is_leaf = true;
            self.text.clear();
            self.text_byte = self.base + self.reader.buffer_position();
            return true;
        };
        self.end(Some(damaged(byte, reason)));
        false
    }

    fn close(&mut self) -> XmlEvent<'_> {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.stage = ReadStage::Epilog;
        }
        let is_leaf = std::mem::take(&mut self.is_leaf);
        let text = if is_leaf { self.text.trim() } else { "" };
        XmlEvent::Closes(XmlText { text, byte: self.text_byte })
    }

    fn end(&mut self, stop: Option<ReadError>) {
        self.stage = ReadStage::Over;
        self.closes_next = false;
        self.stop = stop;
    }

    /// Why the parser gave an error, and where.
    fn stop_by(&self, error: &Error) -> ReadError {
        let reason = match error {
            Error::Io(error) => {
                // shared by the parser, and no error can be copied
                let error = IoError::new(error.kind(), error.to_string());
                return ReadError::of_input(error, self.base + self.reader.buffer_position());
            }
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                format!("the end of {} where that of {} is expected", tag(found), tag(expected))
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                format!("the end of {}, which has not begun", tag(found))
            }
            Error::IllFormed(error) => error.to_string(),
            Error::Syntax(error) => error.to_string(),
            error => error.to_string(),
        };
        damaged(self.base + self.reader.error_position(), reason)
    }
}

/// Adds to the text of an element; what is too long is marked so that it is no number.
fn push_value(value: &mut String, text: &str) {
    const TOO_LONG: char = '…';
    let text = if value.is_empty() { text.trim_start() } else { text };
    if value.ends_with(TOO_LONG) {
        return;
    }
    if value.len() + text.len() > LONGEST_VALUE_BYTES {
        value.push(TOO_LONG);
    } else {
        value.push_str(text);
    }
}

/// The beginning of a text as a message shows it: nothing in it that a terminal would act on.
fn cut(text: &str, most: usize) -> String {
    let mut characters = text.chars();
    let begin: String = characters.by_ref().take(most).collect();
    let more = if characters.next().is_some() { "..." } else { "" };
    format!("{}{more}", begin.escape_debug())
}

/// The name of an element in a message.
fn tag(name: &str) -> String {
    format!("<{}>", cut(name, QUOTED_CHARACTERS))
}

/// A value in a message.
fn quoted(text: &str) -> String {
    format!("\"{}\"", cut(text, QUOTED_CHARACTERS))
}
