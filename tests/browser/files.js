// Small recordings in the formats of devices, made from the points of a GPX file.

import { crc32 } from "node:zlib";

// Latitude and longitude in degrees, altitude in metres, time in seconds since 1970.
export function pointsOf(gpx) {
  const points = gpx.matchAll(/<trkpt lat="([^"]*)" lon="([^"]*)">(.*?)<\/trkpt>/gs);
  return [...points].map(([, lat, lon, rest]) => ({
    lat: Number(lat),
    lon: Number(lon),
    ele: Number(/<ele>([^<]*)/.exec(rest)?.[1] ?? 0),
    time: Date.parse(/<time>([^<]*)/.exec(rest)[1]) / 1000,
  }));
}

const iso = (time) => new Date(time * 1000).toISOString();

export function gpxOf(points) {
  const track = points.map(({ lat, lon, ele, time }) => `<trkpt lat="${lat}" lon="${lon}"><ele>${ele}</ele><time>${iso(time)}</time></trkpt>`);
  return `<?xml version="1.0"?>\n<gpx version="1.1" creator="made" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>${track.join("\n")}</trkseg></trk></gpx>\n`;
}

export function tcxOf(points) {
  const track = points.map(({ lat, lon, ele, time }) =>
    `<Trackpoint><Time>${iso(time)}</Time><Position><LatitudeDegrees>${lat}</LatitudeDegrees><LongitudeDegrees>${lon}</LongitudeDegrees></Position><AltitudeMeters>${ele}</AltitudeMeters></Trackpoint>`);
  return `<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="Running"><Id>${iso(points[0].time)}</Id><Lap StartTime="${iso(points[0].time)}"><Track>${track.join("\n")}</Track></Lap></Activity></Activities></TrainingCenterDatabase>\n`;
}

// FIT: a file id, a session of running, and a record a point.
export function fitOf(points) {
  const bytes = [];
  const little = (value, length) => Array.from({ length }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 0xff);
  // local number, global number, then number, size and type of each field
  const define = (local, global, fields) => bytes.push(0x40 | local, 0, 0, ...little(global, 2), fields.length, ...fields.flat());
  const fit_time = (time) => little(time - 631_065_600, 4);
  const angle = (degrees) => little((Math.round((degrees * 2 ** 31) / 180) + 2 ** 32) % 2 ** 32, 4);
  define(0, 0, [[0, 1, 0x00], [1, 2, 0x84], [4, 4, 0x86]]);
  bytes.push(0, 4, ...little(1, 2), ...fit_time(points[0].time));
  define(1, 20, [[253, 4, 0x86], [0, 4, 0x85], [1, 4, 0x85], [2, 2, 0x84]]);
  for (const { lat, lon, ele, time } of points) {
    bytes.push(1, ...fit_time(time), ...angle(lat), ...angle(lon), ...little(Math.round((ele + 500) * 5), 2));
  }
  const last = points[points.length - 1].time;
  define(2, 18, [[253, 4, 0x86], [2, 4, 0x86], [7, 4, 0x86], [8, 4, 0x86], [5, 1, 0x00]]);
  const elapsed = little((last - points[0].time) * 1000, 4);
  bytes.push(2, ...fit_time(last), ...fit_time(points[0].time), ...elapsed, ...elapsed, 1);
  const head = [14, 0x20, ...little(2132, 2), ...little(bytes.length, 4), ...Buffer.from(".FIT")];
  const all = [...head, ...little(checksum(head), 2), ...bytes];
  return Buffer.from([...all, ...little(checksum(all), 2)]);
}

function checksum(bytes) {
  const table = [0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01, 0x8801, 0x4400];
  let crc = 0;
  for (const byte of bytes) {
    for (const nibble of [byte & 0xf, byte >> 4]) crc = (crc >> 4) ^ table[crc & 0xf] ^ table[nibble];
  }
  return crc;
}

// A zip archive of files as they are: for each its bytes behind a head, then the list of all.
export function zipOf(files) {
  const [parts, list] = [[], []];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const [title, data] = [Buffer.from(name), Buffer.from(bytes)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(title.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    list.push(Buffer.from("PK\x01\x02\x14\x00"), head, entry, title);
    parts.push(Buffer.from("PK\x03\x04"), head, title, data);
    at += 30 + title.length + data.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(list.length / 4, 4);
  end.writeUInt16LE(list.length / 4, 6);
  end.writeUInt32LE(Buffer.concat(list).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...list, Buffer.from("PK\x05\x06"), end]);
}
