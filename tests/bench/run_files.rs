//! Files as watches write them: hilly runs of any length, a record a second, the same every time.

use std::fmt::Write;

use jiff::Timestamp;

/// When each run begins, 2026-05-01T07:30:00Z, s since 1970.
const START_S: u32 = 1_777_620_600;
/// The beginning of the clock of FIT, 1989-12-31T00:00:00Z, s since 1970.
const EPOCH_S: u32 = 631_065_600;
/// How long a lap is, s.
const LAP_S: u32 = 300;

/// What a watch keeps of one second.
struct Moment {
    /// Since the start, s.
    second: u32,
    latitude: f64,
    longitude: f64,
    altitude_m: f64,
    metres: f64,
    speed_m_s: f64,
    strides_per_min: f64,
    heart_rate: u8,
    power_w: u16,
}

/// A run over hills: 2.6 to 3.6 m/s, up and down by 30 m.
fn moments(seconds: u32) -> impl Iterator<Item = Moment> {
    let mut random = Random(20_260_501);
    let (mut metres, mut latitude) = (0.0, 48.0);
    (0..seconds).map(move |second| {
        let phase = f64::from(second) / 180.0;
        let speed_m_s = 3.1 - 0.4 * phase.cos() + 0.1 * random.share();
        if second > 0 {
            metres += speed_m_s;
            // there and back on a meridian, a degree of which is 111.2 km
            let is_back = second / 3600 % 2 == 1;
            latitude += speed_m_s / 111_200.0 * if is_back { -1.0 } else { 1.0 };
        }
        // within bounds by the figures above
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let of_effort = |least: f64, most: f64| (least + (most - least) * random.share()) as u16;
        let mut of_effort = of_effort;
        let power_w = of_effort(220.0, 320.0);
        let heart_rate = u8::try_from(of_effort(140.0, 160.0)).unwrap_or(u8::MAX);
        Moment {
            second,
            latitude,
            longitude: 11.0,
            altitude_m: 520.0 + 15.0 * phase.sin() + 0.2 * random.share(),
            metres,
            speed_m_s,
            strides_per_min: 83.0 + 2.0 * random.share(),
            heart_rate,
            power_w,
        }
    })
}

/// The same numbers every time: an xorshift generator.
struct Random(u64);

impl Random {
    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // 32 bits fit
        #[allow(clippy::cast_possible_truncation)]
        let bits = (self.0 >> 32) as u32;
        f64::from(bits) / f64::from(u32::MAX)
    }
}

/// A type of the fields of FIT: its code and width.
type Kind = (u8, u8);

const ENUM: Kind = (0x00, 1);
const I8: Kind = (0x01, 1);
const U8: Kind = (0x02, 1);
const U16: Kind = (0x84, 2);
const I32: Kind = (0x85, 4);
const U32: Kind = (0x86, 4);
const ID: Kind = (0x8c, 4);

/// A field of FIT: its number, its type and its value in the unit of the file.
type Field = (u8, Kind, i64);

/// The messages of a FIT file.
#[derive(Default)]
struct Messages(Vec<u8>);

impl Messages {
    /// Says how the messages of a kind are laid out.
    fn define(&mut self, kind: u8, message: u16, fields: &[Field]) {
        self.0.extend([0x40 | kind, 0, 0]);
        self.0.extend(message.to_le_bytes());
        self.0.extend(u8::try_from(fields.len()));
        for (number, (code, width), _) in fields {
            self.0.extend([*number, *width, *code]);
        }
    }

    fn say(&mut self, kind: u8, fields: &[Field]) {
        self.0.push(kind);
        for (_, (_, width), value) in fields {
            self.0.extend(&value.to_le_bytes()[..usize::from(*width)]);
        }
    }

    /// A message with its own definition.
    fn once(&mut self, kind: u8, message: u16, fields: &[Field]) {
        self.define(kind, message, fields);
        self.say(kind, fields);
    }

    /// The whole file: a header of 14 bytes, the messages and their checksum.
    fn file(self) -> Vec<u8> {
        let length = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let mut file = vec![14, 0x20, 0x08, 0x08];
        file.extend(length.to_le_bytes());
        file.extend(b".FIT");
        file.extend(checksum(&file).to_le_bytes());
        file.extend(self.0);
        file.extend(checksum(&file).to_le_bytes());
        file
    }
}

/// The checksum of FIT, CRC-16/ARC.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xa001 } else { 0 }
        })
    })
}

/// The nearest whole number.
#[allow(clippy::cast_possible_truncation)] // of what a field of four bytes holds
fn whole(value: f64) -> i64 {
    value.round() as i64
}

fn time(second: u32) -> Field {
    (253, U32, i64::from(START_S - EPOCH_S + second))
}

/// A record with what a watch and a chest strap that knows running dynamics write.
fn record(moment: &Moment) -> [Field; 19] {
    let semicircles = |degrees: f64| whole(degrees / 180.0 * 2_147_483_648.0);
    let strides = moment.strides_per_min;
    let step_m = moment.speed_m_s / strides * 30.0;
    [
        time(moment.second),
        (0, I32, semicircles(moment.latitude)),
        (1, I32, semicircles(moment.longitude)),
        (5, U32, whole(moment.metres * 100.0)),
        (73, U32, whole(moment.speed_m_s * 1000.0)),
        (78, U32, whole((moment.altitude_m + 500.0) * 5.0)),
        // power, vertical oscillation, stance, its balance, vertical ratio, step length
        (7, U16, moment.power_w.into()),
        (39, U16, 870),
        (40, U16, 3450),
        (41, U16, 2480),
        (84, U16, 5010),
        (83, U16, 820),
        (85, U16, whole(step_m * 10_000.0)),
        // of which the profile says nothing
        (87, U16, 100),
        (3, U8, moment.heart_rate.into()),
        (4, U8, whole(strides.floor())),
        (53, U8, whole(strides.fract() * 128.0)),
        (13, I8, 18),
        (42, ENUM, 1),
    ]
}

/// A run as a FIT file: a record a second, laps, a session, the timer, the user's profile.
pub(crate) fn fit(seconds: u32) -> Vec<u8> {
    let mut messages = Messages::default();
    // an activity, by a development device
    let made = (4, U32, i64::from(START_S - EPOCH_S));
    messages.once(0, 0, &[(0, ENUM, 4), (1, U16, 255), (3, ID, 1), made]);
    // 70.0 kg
    messages.once(1, 3, &[(4, U16, 700)]);
    let timer = |second, kind| [time(second), (0, ENUM, 0), (1, ENUM, kind)];
    messages.once(2, 21, &timer(0, 0));
    let mut is_defined = false;
    for moment in moments(seconds) {
        let fields = record(&moment);
        if !std::mem::replace(&mut is_defined, true) {
            messages.define(3, 20, &fields);
        }
        if moment.second > 0 && moment.second % LAP_S == 0 {
            messages.once(4, 19, &lap(moment.second - LAP_S, moment.second));
        }
        messages.say(3, &fields);
    }
    messages.once(2, 21, &timer(seconds, 4));
    let [end, start, elapsed, ran] = lap(0, seconds);
    let sport = (5, ENUM, 1);
    messages.once(5, 18, &[end, start, sport, (6, ENUM, 0), elapsed, ran]);
    messages.once(6, 34, &[time(seconds), (1, U16, 1)]);
    messages.file()
}

/// When a lap ended and began, and how long it took with the timer stopped and without.
fn lap(from: u32, to: u32) -> [Field; 4] {
    let length = i64::from(to - from) * 1000;
    let start = (2, U32, i64::from(START_S - EPOCH_S + from));
    [time(to), start, (7, U32, length), (8, U32, length)]
}

/// A time as XML writes it.
fn utc(second: u32) -> String {
    let time = Timestamp::from_second(i64::from(START_S + second));
    time.map_or_else(|_| String::new(), |time| time.to_string())
}

/// A run as a GPX file in the way of Garmin.
pub(crate) fn gpx(seconds: u32) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx creator=\"bench\" version=\"1.1\">\n \
         <trk>\n  <name>Run</name>\n  <type>running</type>\n  <trkseg>\n",
    );
    for moment in moments(seconds) {
        let _ = writeln!(
            text,
            "   <trkpt lat=\"{:.8}\" lon=\"{:.8}\">\n    <ele>{:.1}</ele>\n    <time>{}</time>\n    <extensions>\n     \
             <ns3:TrackPointExtension>\n      <ns3:hr>{}</ns3:hr>\n      <ns3:cad>{:.0}</ns3:cad>\n     \
             </ns3:TrackPointExtension>\n    </extensions>\n   </trkpt>",
            moment.latitude,
            moment.longitude,
            moment.altitude_m,
            utc(moment.second),
            moment.heart_rate,
            moment.strides_per_min
        );
    }
    text += "  </trkseg>\n </trk>\n</gpx>\n";
    text
}

/// A run as a TCX file in the way of Garmin.
pub(crate) fn tcx(seconds: u32) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TrainingCenterDatabase>\n <Activities>\n  \
         <Activity Sport=\"Running\">\n   <Id>bench</Id>\n",
    );
    for moment in moments(seconds) {
        if moment.second % LAP_S == 0 {
            let end = if moment.second > 0 { "    </Track>\n   </Lap>\n" } else { "" };
            let begin = utc(moment.second);
            let _ = writeln!(text, "{end}   <Lap StartTime=\"{begin}\">\n    <Track>");
        }
        let _ = writeln!(
            text,
            "     <Trackpoint>\n      <Time>{}</Time>\n      <Position>\n       \
             <LatitudeDegrees>{:.8}</LatitudeDegrees>\n       <LongitudeDegrees>{:.8}</LongitudeDegrees>\n      \
             </Position>\n      <AltitudeMeters>{:.1}</AltitudeMeters>\n      \
             <DistanceMeters>{:.2}</DistanceMeters>\n      <HeartRateBpm>\n       <Value>{}</Value>\n      \
             </HeartRateBpm>\n      <Extensions>\n       <ns3:TPX>\n        \
             <ns3:Speed>{:.3}</ns3:Speed>\n        <ns3:RunCadence>{:.0}</ns3:RunCadence>\n        \
             <ns3:Watts>{}</ns3:Watts>\n       </ns3:TPX>\n      </Extensions>\n     </Trackpoint>",
            utc(moment.second),
            moment.latitude,
            moment.longitude,
            moment.altitude_m,
            moment.metres,
            moment.heart_rate,
            moment.speed_m_s,
            moment.strides_per_min,
            moment.power_w
        );
    }
    text += "    </Track>\n   </Lap>\n  </Activity>\n </Activities>\n</TrainingCenterDatabase>\n";
    text
}
