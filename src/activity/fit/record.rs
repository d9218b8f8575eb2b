//! Messages of what was recorded at one time.

use std::collections::BTreeMap;

use rustyfit::proto::{Field, Message, Value};

use super::super::recording::{ALTITUDE_M, CADENCE, DISTANCE_M, SPEED_M_S, plausible};
use super::super::{Position, Sample};

/// What a compressed distance counts up to before it begins anew, sixteenths of a metre.
const COMPRESSED_DISTANCES: u64 = 1 << 12;
/// Degrees in a semicircle, by which FIT divides half the Earth.
const DEGREES_PER_SEMICIRCLE: f64 = 180.0 / 2_147_483_648.0;

/// Numbers of the fields of a record.
mod field {
    pub(super) const LATITUDE: u8 = 0;
    pub(super) const LONGITUDE: u8 = 1;
    pub(super) const ALTITUDE: u8 = 2;
    pub(super) const CADENCE: u8 = 4;
    pub(super) const DISTANCE: u8 = 5;
    pub(super) const SPEED: u8 = 6;
    pub(super) const COMPRESSED_SPEED_DISTANCE: u8 = 8;
    pub(super) const CADENCE_256: u8 = 52;
    pub(super) const FRACTIONAL_CADENCE: u8 = 53;
    pub(super) const ENHANCED_SPEED: u8 = 73;
    pub(super) const ENHANCED_ALTITUDE: u8 = 78;
    pub(super) const TIMESTAMP: u8 = 253;
}

/// The highest of them but the time, and one more.
const FIELDS: usize = field::ENHANCED_ALTITUDE as usize + 1;

/// A number of a message as it stands there; `None` where it is no number or the one that means there is none.
pub(super) fn number(value: &Value) -> Option<f64> {
    match *value {
        Value::Uint8(value) => (value != u8::MAX).then(|| value.into()),
        Value::Int8(value) => (value != i8::MAX).then(|| value.into()),
        Value::Uint16(value) => (value != u16::MAX).then(|| value.into()),
        Value::Int16(value) => (value != i16::MAX).then(|| value.into()),
        Value::Uint32(value) => (value != u32::MAX).then(|| value.into()),
        Value::Int32(value) => (value != i32::MAX).then(|| value.into()),
        Value::Float32(value) => value.is_finite().then(|| value.into()),
        Value::Float64(value) => value.is_finite().then_some(value),
        _ => None,
    }
}

/// A field that an application on the watch added and may say to mean the same as one of the format's own.
pub(super) struct AddedField {
    /// The number of that field of a record, if any.
    pub(super) means: Option<u8>,
    /// Its own scale and offset, where it has any.
    pub(super) scale: Option<(f64, f64)>,
}

/// What a record says, each as it stands there.
struct Record {
    time: Option<f64>,
    /// By the number of the field.
    values: [Option<f64>; FIELDS],
    /// The compressed speed, hundredths of a metre a second, and distance, sixteenths of a metre, beginning anew every 256 m.
    compressed: Option<(u16, u16)>,
}

/// A speed and a distance in three bytes.
fn decompressed(value: &Value) -> Option<(u16, u16)> {
    let Value::ArrayUint8(bytes) = value else {
        return None;
    };
    let [a, b, c] = **bytes else { return None };
    let (speed, distance) = (u16::from(a), u16::from(b >> 4));
    let both = (speed | u16::from(b & 0x0F) << 8, distance | u16::from(c) << 4);
    ([a, b, c] != [u8::MAX; 3]).then_some(both)
}

impl Record {
    fn slot(&mut self, number: u8) -> Option<&mut Option<f64>> {
        match number {
            field::TIMESTAMP => Some(&mut self.time),
            number => self.values.get_mut(usize::from(number)),
        }
    }

    fn set(&mut self, field: &Field) {
        if field.num == field::COMPRESSED_SPEED_DISTANCE {
            self.compressed = decompressed(&field.value);
        } else if let Some(slot) = self.slot(field.num) {
            *slot = number(&field.value);
        }
    }

    /// What a field says in units of the SI.
    fn scaled(&self, number: u8) -> Option<f64> {
        let (scale, offset) = scale_of(number);
        self.values[usize::from(number)].map(|value| value / scale - offset)
    }

    fn position(&self) -> Option<Position> {
        let degrees = |number: u8| Some(self.values[usize::from(number)]? * DEGREES_PER_SEMICIRCLE);
        Position::from_degrees(degrees(field::LATITUDE)?, degrees(field::LONGITUDE)?)
    }

    /// Fills what the format's own fields leave empty.
    fn fill(&mut self, added: &AddedField, value: &Value) {
        let (Some(means), Some(number)) = (added.means, number(value)) else {
            return;
        };
        let Some(slot) = self.slot(means) else { return };
        if slot.is_none() {
            let (scale, offset) = scale_of(means);
            let is_physical = matches!(value, Value::Float32(_) | Value::Float64(_));
            *slot = Some(match added.scale {
                Some((own_scale, own_offset)) => (number / own_scale - own_offset + offset) * scale,
                // nobody scales what has decimals already
                None if is_physical => (number + offset) * scale,
                None => number,
            });
        }
    }
}

/// Scale and offset of a field of a record: what it says, divided by the one, less the other, is in units of the SI.
fn scale_of(number: u8) -> (f64, f64) {
    match number {
        field::ALTITUDE | field::ENHANCED_ALTITUDE => (5.0, 500.0),
        field::DISTANCE => (100.0, 0.0),
        field::SPEED | field::ENHANCED_SPEED => (1000.0, 0.0),
        field::FRACTIONAL_CADENCE => (128.0, 0.0),
        field::CADENCE_256 => (256.0, 0.0),
        field::LATITUDE | field::LONGITUDE => (1.0 / DEGREES_PER_SEMICIRCLE, 0.0),
        _ => (1.0, 0.0),
    }
}

#[derive(Default)]
pub(super) struct RecordDecoder {
    /// By the number of the application and its number for the field.
    added: BTreeMap<(u8, u8), AddedField>,
    /// The last compressed distance and the sum so far, sixteenths of a metre.
    compressed: Option<(u16, u64)>,
}

impl RecordDecoder {
    /// Notes a field that an application adds, in place of one of the same numbers; how many there are now.
    pub(super) fn add(&mut self, numbers: (u8, u8), field: AddedField) -> usize {
        self.added.insert(numbers, field);
        self.added.len()
    }

    /// The sample of a record, by the clock of the device; `None` where it has no time.
    pub(super) fn sample(&mut self, message: &Message) -> Option<Sample> {
        let mut record = Record { time: None, values: [None; FIELDS], compressed: None };
        for field in &message.fields {
            record.set(field);
        }
        for field in &message.developer_fields {
            let added = self.added.get(&(field.developer_data_index, field.num));
            if let Some(added) = added {
                record.fill(added, &field.value);
            }
        }
        // the number that means none in 16 bits means none where a device put those 16 into a field of 32 too
        let enhanced_speed = record.scaled(field::ENHANCED_SPEED).filter(|speed| *speed < 65.535);
        let mut speed = enhanced_speed.or_else(|| record.scaled(field::SPEED));
        let mut distance = record.scaled(field::DISTANCE);
        if let Some((compressed_speed, compressed_distance)) = record.compressed {
            speed = speed.or_else(|| Some(f64::from(compressed_speed) / 100.0));
            let sum = self.sum_of_compressed(compressed_distance);
            distance = distance.or(Some(sum));
        }
        let fraction = || record.scaled(field::FRACTIONAL_CADENCE).unwrap_or(0.0);
        let cadence = record.scaled(field::CADENCE).map(|whole| whole + fraction());
        let cadence = cadence.or_else(|| record.scaled(field::CADENCE_256));
        let altitude = |number| plausible(record.scaled(number), &ALTITUDE_M);
        Some(Sample {
            position: record.position(),
            altitude_m: altitude(field::ENHANCED_ALTITUDE).or_else(|| altitude(field::ALTITUDE)),
            distance_m: plausible(distance, &DISTANCE_M),
            speed_m_s: plausible(speed, &SPEED_M_S),
            cadence: plausible(cadence, &CADENCE),
            ..Sample::at(record.time?)
        })
    }

    /// The distance since the first compressed one, m.
    #[allow(clippy::cast_precision_loss)] // at most 4096 for each message that 64 MiB hold
    fn sum_of_compressed(&mut self, distance: u16) -> f64 {
        let new = u64::from(distance);
        let sum = match self.compressed {
            Some((last, sum)) => {
                let ahead = new + COMPRESSED_DISTANCES - u64::from(last);
                sum + ahead % COMPRESSED_DISTANCES
            }
            None => new,
        };
        self.compressed = Some((distance, sum));
        sum as f64 / 16.0
    }
}
