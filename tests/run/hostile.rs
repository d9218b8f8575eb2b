//! Files that nobody writes on purpose, or only on purpose: the command ends, says why, and never panics.

use std::fmt::Write;
use std::process::Stdio;

use crate::asked::{MASS, piped, run};
use crate::common::{Dice, Ended, Folder, gzip, musclerun, weighed};
use crate::fit::{EPOCH_S, Kind, Style, USUAL, crc, fit, opened};
use crate::truth::{Kept, START_S, level};
use crate::xml::{USUAL_GPX, gpx, tcx};

/// A few seconds of running in each format, with all that the writers can write.
fn small() -> [(&'static str, Vec<u8>); 3] {
    let mut kept = Kept::of(&[level(4, 3.5, 84.5)]);
    kept.mass_kg = Some(60.0);
    let style = Style { developer_field: true, short_times: true, ..USUAL };
    [
        ("fit", fit(&kept, style)),
        ("gpx", gpx(&kept, USUAL_GPX).into_bytes()),
        ("tcx", tcx(&kept).into_bytes()),
    ]
}

/// Checks that a result or a refusal came, and no panic, and no number that is none.
#[track_caller]
fn is_answered(ended: &Ended, what: &str) {
    assert!(matches!(ended.code, Some(0 | 1 | 3)), "{what}: {:?}: {}", ended.code, ended.err);
    assert!(!ended.err.contains("panicked"), "{what}: {}", ended.err);
    for word in ["NaN", "inf,", "inf\n"] {
        assert!(!ended.out().contains(word), "{what}: {word} in {}", ended.out());
    }
    if ended.code != Some(0) {
        assert!(!ended.err.trim().is_empty(), "{what}: refused without a word");
    }
}

/// Gives it to the program in two forms of output.
#[track_caller]
fn answered(bytes: impl AsRef<[u8]>, what: &str) -> Ended {
    let bytes = bytes.as_ref();
    let samples = piped(&["-", "--samples", "--mass", "70"], bytes);
    is_answered(&samples, what);
    let ended = piped(&["-", "--format", "csv", "--mass", "70"], bytes);
    is_answered(&ended, what);
    ended
}

/// Gives many files to the program at once: what is refused is named, and what is not has a row.
#[track_caller]
fn all_answered(folder: &Folder, names: &str, files: impl Iterator<Item = Vec<u8>>) -> Ended {
    let mut paths = Vec::new();
    for (index, bytes) in files.enumerate() {
        paths.push(folder.file(&format!("{index:05}.{names}"), bytes));
    }
    let mut all = ["--format", "csv", "--mass", "70"].to_vec();
    all.extend(paths.iter().map(String::as_str));
    let ended = run(&all);
    is_answered(&ended, names);
    let table = ended.table();
    let rows = table.column("file");
    for path in &paths {
        assert!(
            rows.contains(&&**path) || ended.err.contains(&**path),
            "nothing of {path}: {}",
            ended.err
        );
    }
    ended
}

#[test]
fn a_file_cut_at_any_byte_is_answered() {
    let folder = Folder::new("cut");
    for (format, bytes) in small() {
        let cuts = (0..bytes.len()).map(|end| bytes[..end].to_vec());
        let table = all_answered(&folder, format, cuts).table();
        // the truth is 14 m in 4 s: less may be left, never more
        for row in 0..table.rows.len() {
            let metres = table.number(row, "distance_m");
            assert!(metres <= 14.2, "{metres} m in {:?}", table.rows[row]);
        }
        assert!(!table.rows.is_empty(), "no part of a {format} file is used");
    }
}

#[test]
fn a_file_with_any_byte_changed_is_answered() {
    let folder = Folder::new("changed");
    let mut dice = Dice(44);
    for (format, bytes) in small() {
        let changed = (0..bytes.len()).map(|at| {
            let mut changed = bytes.clone();
            let mask = u8::try_from(1 + dice.below(255)).expect("a byte");
            changed[at] ^= mask;
            changed
        });
        all_answered(&folder, format, changed);
    }
}

#[test]
fn noise_behind_a_sound_beginning_is_answered() {
    let folder = Folder::new("noise");
    let mut dice = Dice(45);
    for (format, bytes) in small() {
        let noisy = (0..60).map(|_| {
            let mut noisy = bytes[..dice.below(bytes.len())].to_vec();
            noisy.extend((0..200).map(|_| u8::try_from(dice.below(256)).expect("a byte")));
            noisy
        });
        all_answered(&folder, format, noisy);
    }
}

#[test]
fn a_fit_header_that_lies_about_lengths_is_answered() {
    let bytes = fit(&Kept::of(&[level(300, 3.5, 84.0)]), USUAL);
    for length in [0, 1, 50, u32::MAX, u32::MAX - 13, i32::MAX.unsigned_abs()] {
        let mut lying = bytes.clone();
        lying[4..8].copy_from_slice(&length.to_le_bytes());
        answered(&lying, &format!("{length} bytes of data"));
        // with a check sum of the header that agrees
        let sum = crc(&lying[..12]).to_le_bytes();
        lying[12..14].copy_from_slice(&sum);
        answered(&lying, &format!("{length} bytes of data, checked"));
    }
    for length in [0, 1, 11, 12, 13, 15, 255] {
        let mut lying = bytes.clone();
        lying[0] = length;
        answered(&lying, &format!("{length} bytes of header"));
    }
    // a download that broke off: the header promises more than there is, and what there is is used
    let table = answered(&bytes[..bytes.len() / 2], "half a file").ends(0).table();
    assert!(table.number(0, "distance_m") > 400.0, "{}", table.cell(0, "distance_m"));
}

#[test]
fn a_fit_message_of_very_many_or_very_wide_fields_is_answered() {
    let mut body = Vec::new();
    for global in [0_u16, 20, 18, 0xffff] {
        // 255 fields of 255 bytes, and the same as fields of apps that nobody described
        body.extend([0x60, 0, 0]);
        body.extend(global.to_le_bytes());
        body.push(255);
        body.extend([253, 255, 0x86].repeat(255));
        body.push(255);
        body.extend([1, 255, 9].repeat(255));
        body.push(0x00);
        body.extend([0x11].repeat(2 * 255 * 255));
    }
    // data of a local number that was never defined
    body.push(0x0f);
    let mut file = vec![12, 0x20, 0, 0];
    file.extend(u32::try_from(body.len()).expect("a small file").to_le_bytes());
    file.extend(b".FIT");
    file.extend(body);
    answered(&file, "wide messages");
}

/// GPX around something in a track.
fn gpx_around(inner: &str) -> String {
    format!("<gpx version=\"1.1\"><trk><trkseg>{inner}</trkseg></trk></gpx>")
}

#[test]
fn an_entity_bomb_does_not_go_off() {
    let mut bomb =
        String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE gpx [<!ENTITY a0 \"1234567890\">\n");
    for level in 1..12 {
        let before = format!("&a{};", level - 1).repeat(10);
        let _ = writeln!(bomb, "<!ENTITY a{level} \"{before}\">");
    }
    bomb += "<!ENTITY outside SYSTEM \"file:///etc/passwd\">]>\n";
    let point = "<trkpt lat=\"52\" lon=\"9\"><ele>&a11;</ele><name>&outside;</name>\
                 <time>2024-05-04T07:00:00Z</time></trkpt>";
    bomb += &gpx_around(point);
    let folder = Folder::new("bomb");
    let path = folder.file("bomb.gpx", &bomb);
    let (output, peak_kib) = weighed(&mut musclerun(&["run", "--mass", "70", &path]));
    assert!(matches!(output.status.code(), Some(0 | 1 | 3)), "{:?}", output.status);
    // 10^12 bytes if it went off
    is_small(peak_kib);
    let ended = answered(&bomb, "an entity bomb");
    assert!(!ended.err.contains("root:") && !ended.out().contains("root:"));
}

/// Checks that a run held little, where the system tells: the program by itself takes some ten megabytes. Of one that
/// ended before it could be asked nothing is known, but that it had no time to hold much.
#[track_caller]
fn is_small(peak_kib: Option<u64>) {
    if let Some(peak) = peak_kib {
        assert!(peak < 48 * 1024, "{peak} KiB");
    }
}

#[test]
fn deep_nesting_is_answered() {
    let deep = 100_000;
    for (begin, around) in [("<gpx>", "trk"), ("<gpx><trk><trkseg>", "extensions"), ("", "x")] {
        let open = format!("<{around}>").repeat(deep);
        answered(format!("{begin}{open}"), "open elements");
        let close = format!("</{around}>").repeat(deep);
        answered(format!("{begin}{open}{close}"), "nested elements");
    }
    let lap = "<TrainingCenterDatabase><Activities><Activity Sport=\"Running\">".to_owned()
        + &"<Lap>".repeat(deep);
    answered(lap, "nested laps");
    answered("<!--".to_owned() + &"-".repeat(deep), "an open comment");
    answered("<gpx ".to_owned() + &"a=\"b\" ".repeat(deep) + "/>", "very many attributes");
    answered("<".to_owned() + &"g".repeat(deep * 10), "a name without end");
}

/// A gzip file of that much of one byte behind a beginning, in members of a mebibyte.
fn bomb(beginning: &str, byte: u8, mebibytes: usize) -> Vec<u8> {
    let mut bomb = gzip(beginning);
    bomb.extend(gzip(vec![byte; 1 << 20]).repeat(mebibytes));
    bomb
}

#[test]
fn a_gzip_bomb_is_read_in_little_memory() {
    let folder = Folder::new("gzip");
    for (name, bytes) in [
        ("blanks", bomb("", b' ', 200)),
        ("blanks in gpx", bomb("<gpx><trk><trkseg>", b' ', 200)),
        ("a long name", bomb("<gpx><", b'a', 200)),
        ("a long attribute", bomb("<gpx a=\"", b'a', 200)),
        ("a long time", bomb("<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"1\"><time>", b'1', 200)),
        ("a long comment", bomb("<gpx><!--", b' ', 200)),
        ("zeros", bomb("", 0, 200)),
        ("zipped twice", gzip(bomb("<gpx>", b' ', 200))),
    ] {
        let path = folder.file(&format!("{name}.gz"), &bytes);
        let (output, peak_kib) = weighed(&mut musclerun(&["run", "--mass", "70", &path]));
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(
            matches!(output.status.code(), Some(0 | 1 | 3)),
            "{name}: {:?}: {err}",
            output.status
        );
        assert!(!err.contains("panicked"), "{name}: {err}");
        assert!(err.contains(&path), "{name}: {err}");
        is_small(peak_kib);
    }
}

#[test]
fn a_zipped_file_that_breaks_off_is_used_as_far_as_it_goes() {
    for (name, bytes) in [
        ("gpx", gpx(&Kept::of(&[level(900, 3.5, 84.0)]), USUAL_GPX).into_bytes()),
        ("fit", fit(&Kept::of(&[level(900, 3.5, 84.0)]), USUAL)),
    ] {
        let zipped = gzip(bytes);
        answered(&zipped[..zipped.len() / 2], name);
        answered(&zipped[..5], name);
        let mut spoiled = zipped.clone();
        let middle = spoiled.len() / 2;
        spoiled[middle] ^= 0xff;
        answered(spoiled, name);
    }
}

#[test]
fn an_empty_file_is_refused_by_its_name() {
    let folder = Folder::new("empty");
    for (name, bytes) in [
        ("empty.fit", &b""[..]),
        ("mark.gpx", b"\xef\xbb\xbf"),
        ("mark16.gpx", b"\xff\xfe"),
        ("blank.tcx", b" \n"),
        ("zeros.fit", &[0; 4096]),
        ("zipped.gz", &gzip("")),
        ("header.fit", b"\x0e\x20\x08\x08\0\0\0\0.FIT\0\0"),
        ("no track.gpx", b"<gpx/>"),
        ("empty track.gpx", b"<gpx><trk><trkseg></trkseg></trk></gpx>"),
        ("other.xml", b"<html><body>Run</body></html>"),
    ] {
        let path = folder.file(name, bytes);
        let all = [&MASS[..], &["--format", "csv", &path]].concat();
        let ended = run(&all).ends(1).says(&path);
        assert!(ended.out().is_empty(), "{name}: {}", ended.out());
    }
}

#[test]
fn text_in_sixteen_bits_is_read_or_refused_in_words() {
    let text = gpx(&Kept::of(&[level(60, 3.5, 84.0)]), USUAL_GPX).replace("UTF-8", "UTF-16");
    let units: Vec<u16> = ['\u{feff}'].into_iter().chain(text.chars()).map(|c| c as u16).collect();
    for bytes in [
        units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>(),
        units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ] {
        let ended = answered(bytes, "UTF-16");
        // half a run would be worse than none
        if ended.code == Some(0) {
            crate::asked::near("distance", ended.table().number(0, "distance_m"), 210.0, 0.01);
        }
    }
}

/// TCX of so many points in ten seconds, in steps that are slow and fast by turns, m/s.
fn crowded(points: u32, speeds: [f64; 2]) -> String {
    let mut text =
        "<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Lap><Track>".to_owned();
    let step_s = 10.0 / f64::from(points);
    let mut metres = 0.0;
    for point in 0..points {
        let nanoseconds = u64::from(point) * 10_000_000_000 / u64::from(points);
        let (second, rest) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        let _ = write!(
            text,
            "<Trackpoint><Time>2024-05-04T07:00:{second:02}.{rest:09}Z</Time>\
             <DistanceMeters>{metres:.6}</DistanceMeters></Trackpoint>"
        );
        metres += speeds[usize::from(point % 2 == 0)] * step_s;
    }
    text + "</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
}

/// The processor time that a run takes, in ticks of the system's clock; `None` where the system does not tell.
fn ticks(path: &str) -> Option<u64> {
    let mut child = musclerun(&["run", "--mass", "70", path])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary is built");
    let stat = format!("/proc/{}/stat", child.id());
    let mut ticks = None;
    while child.try_wait().expect("it can be asked").is_none() {
        let text = std::fs::read_to_string(&stat).unwrap_or_default();
        // behind the name in brackets, user time is the 12th
        let fields = text.rsplit(')').next().map(str::split_whitespace);
        let user = fields.and_then(|mut fields| fields.nth(11)?.parse().ok());
        ticks = user.max(ticks);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    ticks
}

#[test]
fn leaps_crowded_in_a_moment_take_as_long_as_steady_points() {
    let folder = Folder::new("crowded");
    let ticks = |name: &str, speeds| ticks(&folder.file(name, crowded(40_000, speeds)));
    let Some(steady) = ticks("steady.tcx", [1.0, 1.0]) else {
        return;
    };
    // leaps by themselves, and leaps with what is nearly as fast beside them
    for (name, speeds) in [("leaps.tcx", [1.0, 3.0]), ("wide.tcx", [1.52, 3.0])] {
        let ticks = ticks(name, speeds).expect("it was told before");
        assert!(ticks <= 10 * steady + 20, "{name}: {ticks} ticks, {steady} where nothing leaps");
    }
}

#[test]
fn a_compact_fit_file_takes_no_more_than_64_mb() {
    const RECORD: u16 = 20;
    let record = |second: u32| {
        let time_s = START_S - EPOCH_S + f64::from(second);
        [(253, Kind::U32, Some(time_s)), (6, Kind::U16, Some(3000.0))]
    };
    let mut messages = opened(USUAL, START_S);
    messages.say(0, RECORD, &record(0));
    (1..400_000).for_each(|second| messages.data(0, &record(second)));
    let folder = Folder::new("compact");
    let path = folder.file("compact.fit", messages.file());
    let (output, peak_kib) = weighed(&mut musclerun(&["run", "--mass", "70", &path]));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("more than 240000 samples"), "{said}");
    // an unoptimised program takes some MB more by itself
    let most = 72_000_000 / 1024;
    assert!(peak_kib.is_none_or(|kib| kib <= most), "{peak_kib:?} KiB");
}
