//! A small writer of FIT, by the profile of the format: what a watch kept, as the bytes of a file.

use crate::truth::{Kept, Moment, Session, Sport};

/// The beginning of the clock of FIT, 1989-12-31T00:00:00Z, s since 1970.
pub(crate) const EPOCH_S: f64 = 631_065_600.0;

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) big_endian: bool,
    /// Records say only the lowest bits of their time, where that is enough.
    pub(crate) short_times: bool,
    /// Each record also holds a field of an app, under a number that is distance among the fields of the format.
    pub(crate) developer_field: bool,
    pub(crate) besides: Besides,
}

/// What is written besides records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Besides {
    /// Starts and stops of the timer, laps, sessions and the end of the activity.
    All,
    /// The same without those of the timer.
    Totals,
    /// Nothing, as when the activity was not saved.
    Nothing,
}

/// As most watches write.
pub(crate) const USUAL: Style =
    Style { big_endian: false, short_times: false, developer_field: false, besides: Besides::All };

/// The types of fields that are used: their code and width, and what stands for nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Enum,
    U8,
    U16,
    U32,
    I32,
    Id,
}

impl Kind {
    fn code(self) -> u8 {
        match self {
            Self::Enum => 0x00,
            Self::U8 => 0x02,
            Self::U16 => 0x84,
            Self::U32 => 0x86,
            Self::I32 => 0x85,
            Self::Id => 0x8c,
        }
    }

    fn width(self) -> u8 {
        match self {
            Self::Enum | Self::U8 => 1,
            Self::U16 => 2,
            Self::U32 | Self::I32 | Self::Id => 4,
        }
    }

    fn nothing(self) -> i64 {
        match self {
            Self::Enum | Self::U8 => 0xff,
            Self::U16 => 0xffff,
            Self::U32 => 0xffff_ffff,
            Self::I32 => 0x7fff_ffff,
            Self::Id => 0,
        }
    }
}

/// A field: its number, its type and its value in the unit of the file.
pub(crate) type Field = (u8, Kind, Option<f64>);

/// The number of the time in every message.
const TIMESTAMP: u8 = 253;
const FILE_ID: u16 = 0;
const USER_PROFILE: u16 = 3;
const SESSION: u16 = 18;
const LAP: u16 = 19;
pub(crate) const RECORD: u16 = 20;
const EVENT: u16 = 21;
const ACTIVITY: u16 = 34;
const FIELD_DESCRIPTION: u16 = 206;
const DEVELOPER_DATA_ID: u16 = 207;

/// Definitions and data of a file.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    bytes: Vec<u8>,
    big_endian: bool,
}

impl Messages {
    fn number(&mut self, value: i64, width: u8) {
        let width = usize::from(width);
        if self.big_endian {
            self.bytes.extend(&value.to_be_bytes()[8 - width..]);
        } else {
            self.bytes.extend(&value.to_le_bytes()[..width]);
        }
    }

    /// Says how messages under a local number are laid out; `developer` is number, width and index of fields of apps.
    fn define(&mut self, local: u8, global: u16, fields: &[Field], developer: &[[u8; 3]]) {
        let header = 0x40 | if developer.is_empty() { 0 } else { 0x20 } | local;
        self.bytes.extend([header, 0, u8::from(self.big_endian)]);
        self.number(i64::from(global), 2);
        self.bytes.push(count(fields));
        for (number, kind, _) in fields {
            self.bytes.extend([*number, kind.width(), kind.code()]);
        }
        if !developer.is_empty() {
            self.bytes.push(count(developer));
            self.bytes.extend(developer.as_flattened());
        }
    }

    /// A message laid out before.
    pub(crate) fn data(&mut self, header: u8, fields: &[Field]) {
        self.bytes.push(header);
        for (_, kind, value) in fields {
            let value = value.map_or(kind.nothing(), whole);
            self.number(value, kind.width());
        }
    }

    /// A message with its own definition.
    pub(crate) fn say(&mut self, local: u8, global: u16, fields: &[Field]) {
        self.define(local, global, fields, &[]);
        self.data(local, fields);
    }

    /// The whole file: a header of 14 bytes, the messages and their check sum.
    pub(crate) fn file(self) -> Vec<u8> {
        let length = u32::try_from(self.bytes.len()).expect("a small file");
        let mut file = vec![14, 0x20, 0x08, 0x08];
        file.extend(length.to_le_bytes());
        file.extend(b".FIT");
        file.extend(crc(&file).to_le_bytes());
        file.extend(self.bytes);
        file.extend(crc(&file).to_le_bytes());
        file
    }
}

fn count<T>(items: &[T]) -> u8 {
    u8::try_from(items.len()).expect("a few fields")
}

/// The nearest whole number, as files hold them.
fn whole(value: f64) -> i64 {
    let rounded = value.round();
    assert!(rounded.abs() < 1e15, "{value} fits in no field");
    // whole and small, by the assertion
    #[allow(clippy::cast_possible_truncation)]
    let whole = rounded as i64;
    whole
}

/// The check sum of FIT: CRC-16 of the reflected polynomial 0xa001, from 0.
pub(crate) fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xa001 } else { 0 }
        })
    })
}

fn time(time_s: f64) -> Field {
    (TIMESTAMP, Kind::U32, Some(time_s - EPOCH_S))
}

/// Degrees in 2^31 parts of half a circle.
fn semicircles(degrees: f64) -> f64 {
    degrees / 180.0 * 2_147_483_648.0
}

fn record(moment: &Moment) -> [Field; 8] {
    let strides = moment.strides_per_min;
    [
        time(moment.time_s),
        (0, Kind::I32, moment.place.map(|place| semicircles(place.0))),
        (1, Kind::I32, moment.place.map(|place| semicircles(place.1))),
        // a fifth of a metre from 500 m below the sea
        (2, Kind::U16, moment.altitude_m.map(|altitude| (altitude + 500.0) * 5.0)),
        (4, Kind::U8, strides.map(f64::floor)),
        (5, Kind::U32, moment.distance_m.map(|metres| metres * 100.0)),
        (6, Kind::U16, moment.speed_m_s.map(|speed| speed * 1000.0)),
        (53, Kind::U8, strides.map(|strides| strides.fract() * 128.0)),
    ]
}

fn session(session: &Session) -> [Field; 11] {
    let (sport, sub_sport) = match session.sport {
        Sport::Running => (1.0, 0.0),
        Sport::Treadmill => (1.0, 1.0),
        Sport::Cycling => (2.0, 0.0),
    };
    let totals = session.totals;
    [
        time(session.to_s),
        (2, Kind::U32, Some(session.from_s - EPOCH_S)),
        (5, Kind::Enum, Some(sport)),
        (6, Kind::Enum, Some(sub_sport)),
        (7, Kind::U32, Some((session.to_s - session.from_s) * 1000.0)),
        (8, Kind::U32, Some(totals.seconds * 1000.0)),
        (9, Kind::U32, Some(totals.metres * 100.0)),
        (10, Kind::U32, session.total_strides),
        (22, Kind::U16, Some(totals.ascent_m)),
        (23, Kind::U16, Some(totals.descent_m)),
        (254, Kind::U16, Some(0.0)),
    ]
}

/// What tells what a file is.
pub(crate) fn opened(style: Style, at_s: f64) -> Messages {
    let mut messages = Messages { bytes: Vec::new(), big_endian: style.big_endian };
    let activity = (0, Kind::Enum, Some(4.0));
    // a development device, as the profile reserves it
    let maker = (1, Kind::U16, Some(255.0));
    let made = (4, Kind::U32, Some(at_s - EPOCH_S));
    messages.say(0, FILE_ID, &[activity, maker, (3, Kind::Id, Some(1.0)), made]);
    messages
}

/// The bytes of a file of what was kept.
pub(crate) fn fit(kept: &Kept, style: Style) -> Vec<u8> {
    let first_s = kept.moments.first().map_or(EPOCH_S, |moment| moment.time_s);
    let mut messages = opened(style, first_s);
    if let Some(mass) = kept.mass_kg {
        messages.say(1, USER_PROFILE, &[(4, Kind::U16, Some(mass * 10.0))]);
    }
    if style.developer_field {
        describe_developer_field(&mut messages);
    }
    records(&mut messages, kept, style);
    if style.besides != Besides::Nothing {
        let last = kept.sessions.last();
        let end_s = last.map_or(first_s, |session| session.to_s);
        let starts: Vec<f64> = [first_s].iter().chain(&kept.laps_s).copied().collect();
        for (lap, from_s) in starts.iter().enumerate() {
            let to_s = starts.get(lap + 1).copied().unwrap_or(end_s);
            let length = Some((to_s - from_s) * 1000.0);
            let start = (2, Kind::U32, Some(from_s - EPOCH_S));
            messages.say(
                4,
                LAP,
                &[time(to_s), start, (7, Kind::U32, length), (8, Kind::U32, length)],
            );
        }
        for part in &kept.sessions {
            messages.say(5, SESSION, &session(part));
        }
        let sessions = (1, Kind::U16, Some(f64::from(count(&kept.sessions))));
        messages.say(6, ACTIVITY, &[time(end_s), sessions]);
    }
    messages.file()
}

fn records(messages: &mut Messages, kept: &Kept, style: Style) {
    // local numbers: 0 with the whole time, 1 with its lowest bits
    let Some(first) = kept.moments.first() else {
        return;
    };
    let layout = record(first);
    let developer: &[[u8; 3]] = if style.developer_field { &[[5, 2, 0]] } else { &[] };
    messages.define(0, RECORD, &layout, developer);
    messages.define(1, RECORD, &layout[1..], developer);
    let timer = |messages: &mut Messages, at_s: f64, kind: f64| {
        let what = [(0, Kind::Enum, Some(0.0)), (1, Kind::Enum, Some(kind))];
        messages.say(3, EVENT, &[time(at_s), what[0], what[1]]);
    };
    let mut said_s = f64::NEG_INFINITY;
    for moment in &kept.moments {
        if style.besides == Besides::All && moment.starts {
            timer(messages, moment.time_s, 0.0);
            said_s = moment.time_s;
        }
        let fields = record(moment);
        let since_s = moment.time_s - said_s;
        if style.short_times && (0.0..32.0).contains(&since_s) {
            let bits = u8::try_from(whole(moment.time_s - EPOCH_S) & 31).expect("five bits");
            messages.data(0x80 | (1 << 5) | bits, &fields[1..]);
        } else {
            messages.data(0, &fields);
        }
        said_s = moment.time_s;
        if style.developer_field {
            messages.number(7, 2);
        }
        if style.besides == Besides::All && moment.stops {
            timer(messages, moment.time_s, 4.0);
        }
    }
}

/// Who made the app, and what its field is called.
fn describe_developer_field(messages: &mut Messages) {
    messages.say(7, DEVELOPER_DATA_ID, &[(3, Kind::U8, Some(0.0))]);
    let header = [0x40 | 8, 0, u8::from(messages.big_endian)];
    messages.bytes.extend(header);
    messages.number(i64::from(FIELD_DESCRIPTION), 2);
    // index of the app, number and type of the field, and its name as eight characters
    messages.bytes.extend([4, 0, 1, 2, 1, 1, 2, 2, 1, 2, 3, 8, 7]);
    messages.bytes.extend([8, 0, 5, Kind::U16.code()]);
    messages.bytes.extend(b"Bounce\0\0");
}
