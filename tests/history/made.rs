//! Files made for tests: a track on the level, and archives.

use std::fmt::Write as _;

/// A track of so many kilometres at 5:33 a kilometre from a moment on.
pub(crate) fn gpx(start: &str, km: f64) -> String {
    let start: jiff::Timestamp = start.parse().expect("a moment");
    let mut text = "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><type>running</type><trkseg>".to_owned();
    let mut metres = 0.0;
    let mut seconds = 0;
    while metres <= km * 1000.0 {
        let latitude = 52.5 + metres / 111_195.08;
        let time = start + jiff::Span::new().seconds(seconds);
        write!(
            text,
            "<trkpt lat=\"{latitude:.7}\" lon=\"13.4\"><ele>40</ele><time>{time}</time></trkpt>"
        )
        .expect("a text grows");
        metres += 30.0;
        seconds += 10;
    }
    text + "</trkseg></trk></gpx>"
}

/// An archive of files, deflated or stored.
pub(crate) fn zip(files: &[(&str, &[u8], bool)]) -> Vec<u8> {
    use std::io::Write;
    let (mut out, mut list) = (Vec::new(), Vec::new());
    let u16 = |number: usize| u16::try_from(number).expect("small").to_le_bytes();
    let u32 = |number: usize| u32::try_from(number).expect("small").to_le_bytes();
    for (name, bytes, is_deflated) in files {
        let packed = if *is_deflated {
            let mut encoder =
                flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(bytes).expect("in memory");
            encoder.finish().expect("in memory")
        } else {
            bytes.to_vec()
        };
        let mut common = Vec::new();
        common.extend(u16(20));
        common.extend(u16(0));
        common.extend(u16(if *is_deflated { 8 } else { 0 }));
        common.extend([0; 4]);
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        common.extend(crc.sum().to_le_bytes());
        common.extend(u32(packed.len()));
        common.extend(u32(bytes.len()));
        common.extend(u16(name.len()));
        common.extend(u16(0));
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&common);
        list.extend([0; 10]);
        list.extend(u32(out.len()));
        list.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(packed);
    }
    let at = out.len();
    out.extend(&list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(u16(files.len()));
    out.extend(u16(files.len()));
    out.extend(u32(list.len()));
    out.extend(u32(at));
    out.extend([0; 2]);
    out
}
