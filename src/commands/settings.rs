//! A file of settings: `option = value` a line, in TOML; with where each stands, so that one is changed and no other.

use std::borrow::Cow;
use std::ops::Range;

use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ParseError, Source};

/// Arrays in arrays, of which no setting has one.
const DEEPEST: u32 = 8;

/// A setting as it stands in the file.
pub(super) struct WrittenSetting {
    pub(super) key: String,
    /// Its value, text without its quotes; none where it is neither text nor number.
    pub(super) value: Option<String>,
    /// From its key to the end of its value, in bytes.
    pub(super) place: Range<usize>,
    pub(super) value_at: usize,
}

/// The settings of a text, or where it is at fault and why.
pub(super) fn entries(text: &str) -> Result<Vec<WrittenSetting>, (usize, String)> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let (mut events, mut fault) = (Vec::new(), None::<ParseError>);
    let mut receiver = |event: Event| events.push(event);
    let mut guard = RecursionGuard::new(&mut receiver, DEEPEST);
    parse_document(&tokens, &mut guard, &mut fault);
    let (mut entries, mut depth) = (Vec::<WrittenSetting>::new(), 0);
    for event in events {
        use EventKind as Kind;
        let (start, end) = (event.span().start(), event.span().end());
        let Some(raw) = source.get(event) else {
            continue;
        };
        let mut text = Cow::Borrowed("");
        match event.kind() {
            Kind::StdTableOpen | Kind::ArrayTableOpen | Kind::KeySep if depth == 0 => {
                return Err((start, "a table is no option".to_owned()));
            }
            Kind::SimpleKey if depth == 0 => {
                raw.decode_key(&mut text, &mut fault);
                if entries.iter().any(|entry| entry.key == text) {
                    return Err((start, format!("'{text}' stands there twice")));
                }
                entries.push(WrittenSetting {
                    key: text.into_owned(),
                    value: None,
                    place: start..end,
                    value_at: end,
                });
                continue;
            }
            Kind::ArrayOpen | Kind::InlineTableOpen => depth += 1,
            Kind::ArrayClose | Kind::InlineTableClose => depth -= 1,
            Kind::Scalar => {}
            _ => continue,
        }
        let Some(entry) = entries.last_mut() else {
            continue;
        };
        if entry.value_at == entry.place.end {
            entry.value_at = start;
        }
        entry.place.end = end;
        if depth == 0 && event.kind() == Kind::Scalar {
            let is_text = raw.decode_scalar(&mut text, &mut fault) == ScalarKind::String;
            entry.value = Some(if is_text { &*text } else { raw.as_str() }.to_owned());
        }
    }
    let place = |fault: &ParseError| fault.unexpected().or(fault.context());
    match fault {
        None => Ok(entries),
        Some(fault) => Err((
            place(&fault).map_or(0, |span| span.start()),
            fault.description().replace('\n', "; "),
        )),
    }
}

/// The text with that value of an option, or without it.
pub(super) fn changed(
    text: &str,
    old: Option<&WrittenSetting>,
    option: &str,
    value: Option<&str>,
) -> String {
    let is_number =
        |value: &str| value.parse::<f64>().is_ok() && entries(&format!("it = {value}")).is_ok();
    // numbers as they were typed, all else as text; that of JSON is one of TOML too, but for one control character
    let kept = value.map(|value| {
        if is_number(value) {
            return value.to_owned();
        }
        let text = serde_json::Value::from(value).to_string();
        text.replace('\u{7f}', "\\u007f")
    });
    let mut changed = text.to_owned();
    match (old, kept) {
        (Some(old), Some(kept)) => changed.replace_range(old.value_at..old.place.end, &kept),
        (Some(old), None) => {
            let start = text[..old.place.start].rfind('\n').map_or(0, |at| at + 1);
            let end = text[old.place.end..].find('\n');
            let end = end.map_or(text.len(), |at| old.place.end + at + 1);
            changed.replace_range(start..end, "");
        }
        (None, Some(kept)) => {
            if !text.is_empty() && !text.ends_with('\n') {
                changed.push('\n');
            }
            changed.extend([option, " = ", &kept, "\n"]);
        }
        (None, None) => {}
    }
    changed
}
