//! Events as an iCalendar file (RFC 5545), which calendars open: whole days, folded lines, nothing that a text could break.

use std::io::{self, Write};

use crate::document::Event;

/// Octets of a line at the most (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// Writes events.
pub(super) fn write(events: &[Event], out: &mut dyn Write) -> io::Result<()> {
    let mut line = |text: &str| write_folded(text, out);
    line("BEGIN:VCALENDAR")?;
    line("VERSION:2.0")?;
    line(concat!("PRODID:-//musclerun//", env!("CARGO_PKG_VERSION"), "//EN"))?;
    for event in events {
        let day = event.date.strftime("%Y%m%d").to_string();
        line("BEGIN:VEVENT")?;
        line(&format!("UID:{}@musclerun", escaped(&event.id)))?;
        // the same plan gives the same bytes, whenever it is made
        line(&format!("DTSTAMP:{day}T000000Z"))?;
        line(&format!("DTSTART;VALUE=DATE:{day}"))?;
        line(&format!("SUMMARY:{}", escaped(&event.title)))?;
        line(&format!("DESCRIPTION:{}", escaped(&event.text)))?;
        line("TRANSP:TRANSPARENT")?;
        line("END:VEVENT")?;
    }
    line("END:VCALENDAR")
}

/// Text of a property (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A line, broken where it is longer than allowed, between characters.
fn write_folded(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LONGEST_LINE {
            out.write_all(b"\r\n ")?;
            length = 1;
        }
        write!(out, "{c}")?;
        length += c.len_utf8();
    }
    out.write_all(b"\r\n")
}
