//! What becomes of files: nothing that is read is written over, an output is there whole or as it was before, and a run
//! that was killed is in no later one's way. Runs are killed, disks filled, descriptors closed and files mounted for real;
//! what the machine does not allow (namespaces, mounts, another user) is left out with a word.

#![cfg(unix)]
#![allow(clippy::print_stderr)] // what is left out, and why

#[allow(dead_code)] // the other tests use more of it
#[path = "common/mod.rs"]
mod common;

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{Ended, Folder, fed, gzip};

const ROWS: &str = "pace,mass_kg\n5:00,70\n4:30,65\n";
const ONE_REFUSED: &str = "pace,mass_kg\n5:00,70\n5:60,65\n";
const TRACK: &str = r#"<?xml version="1.0"?><gpx version="1.1" creator="made" xmlns="http://www.topografix.com/GPX/1/1"><trk>
<type>running</type><trkseg>
<trkpt lat="50.0000" lon="10.0"><time>2026-01-01T10:00:00Z</time></trkpt>
<trkpt lat="50.0027" lon="10.0"><time>2026-01-01T10:01:40Z</time></trkpt>
<trkpt lat="50.0054" lon="10.0"><time>2026-01-01T10:03:20Z</time></trkpt>
</trkseg></trk></gpx>"#;

impl Folder {
    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file in UTF-8")
    }

    /// The names of all that lies in it, in order.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs a script of the shell here, in which `musclerun` is the program.
    fn shell(&self, script: &str) -> Ended {
        fed(&mut self.command("bash", &["-c", script]), b"")
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let binary = std::path::Path::new(env!("CARGO_BIN_EXE_musclerun"));
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.0).env("LC_ALL", "C.UTF-8");
        command.env("PATH", format!("{}:{path}", binary.parent().expect("a folder").display()));
        command
    }

    /// Runs a script in namespaces of its own, where the machine allows that.
    fn apart(&self, namespaces: &[&str], script: &str) -> Option<Ended> {
        let mut arguments = vec!["--fork"];
        arguments.extend(namespaces);
        let probe = [&arguments[..], &["true"]].concat();
        let is_allowed = Command::new("unshare").args(&probe).stderr(Stdio::null()).status();
        if !is_allowed.is_ok_and(|status| status.success()) {
            eprintln!("left out: this machine gives no namespaces {namespaces:?}");
            return None;
        }
        arguments.extend(["bash", "-c", script]);
        Some(fed(&mut self.command("unshare", &arguments), b""))
    }
}

/// Whether we may become another user.
fn is_root() -> bool {
    let own = Command::new("id").arg("-u").output();
    own.is_ok_and(|output| output.stdout == b"0\n")
}

#[test]
fn a_descriptor_is_written_to_and_never_the_file_behind_it() {
    let folder = Folder::new("descriptors");
    folder.file("rows.csv", ONE_REFUSED);
    let answer = folder.shell("musclerun --pace 5:00 --mass 70 --format csv").ends(0);
    for (output, redirect) in [
        ("/dev/stdout", ">> log"),
        ("/dev/fd/1", ">> log"),
        ("/proc/self/fd/1", ">> log"),
        ("/dev/stderr", "2>> log"),
        ("/dev/fd/3", "3>> log"),
        ("link", ">> log"),
    ] {
        let _ = symlink("/dev/stdout", folder.0.join("link"));
        folder.shell(&format!(
            "echo old > log; {{ musclerun --pace 5:00 --mass 70 --format csv -o {output}; }} {redirect}"
        ))
        .ends(0);
        assert_eq!(folder.read("log"), format!("old\n{}", answer.out()), "{output}");
    }
    let ended = folder.shell(
        "echo old > log; musclerun batch rows.csv -o loads.csv --rejects /dev/stderr 2>> log",
    );
    ended.ends(3);
    let log = folder.read("log");
    assert!(log.starts_with("old\n") && log.contains("\n5:60,65,"), "{log}");
    // who else writes to the descriptor goes on where the program ended
    folder.shell("{ echo before >&3; musclerun --pace 5:00 --mass 70 --format csv -o /dev/fd/3; echo after >&3; } 3> log")
        .ends(0);
    assert_eq!(folder.read("log"), format!("before\n{}after\n", answer.out()));
    let closed = folder.shell("musclerun --pace 5:00 --mass 70 -o /dev/fd/9").ends(1);
    assert!(closed.err.starts_with("error: cannot write /dev/fd/9: "), "{}", closed.err);
    assert!(!unfinished(&folder), "{:?}", folder.names());
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let folder = Folder::new("inputs");
    folder.file("x.csv", ONE_REFUSED);
    folder.file("other.csv", ROWS);
    folder.file("own.gpx", TRACK);
    folder.file("two.gpx", TRACK);
    fs::hard_link(folder.0.join("x.csv"), folder.0.join("hard.csv")).expect("a hard link");
    symlink("x.csv", folder.0.join("soft.csv")).expect("a link");
    folder.shell("musclerun data export tables").ends(0);
    for command in [
        "musclerun batch x.csv -o x.csv",
        "musclerun batch x.csv -o ./x.csv",
        "musclerun batch x.csv -o hard.csv",
        "musclerun batch soft.csv -o x.csv",
        "musclerun batch other.csv x.csv -o soft.csv",
        "musclerun batch x.csv -o out.csv --rejects x.csv",
        "musclerun batch - -o x.csv < x.csv",
        "musclerun batch -o x.csv < x.csv",
        "musclerun batch /dev/stdin -o x.csv < x.csv",
        "musclerun batch x.csv >> x.csv",
        "musclerun run own.gpx --mass 70 --format csv -o own.gpx",
        "musclerun run - --mass 70 --format csv -o own.gpx < own.gpx",
        "musclerun compare own.gpx two.gpx --mass 70 --format csv -o two.gpx",
        "musclerun --pace 5:00 --mass 70 --data tables -o tables/anchors.csv",
    ] {
        let ended = folder.shell(command).ends(2);
        assert!(
            ended.err.contains("nothing is written over what is read"),
            "{command}: {}",
            ended.err
        );
    }
    for command in [
        "musclerun batch other.csv -o out.csv --rejects out.csv",
        "musclerun batch other.csv -o out.csv --rejects ./out.csv",
        "musclerun batch other.csv -o new.csv --rejects /dev/stdout > new.csv",
        "musclerun batch other.csv --rejects /dev/stdout",
        "musclerun batch other.csv --rejects -",
        "musclerun batch other.csv --rejects /dev/stderr 2>&1 | cat; exit ${PIPESTATUS[0]}",
    ] {
        let ended = folder.shell(command).ends(2);
        assert!(
            format!("{}{}", ended.err, ended.out()).contains("rejects need a file of their own"),
            "{command}"
        );
    }
    assert_eq!(folder.read("x.csv"), ONE_REFUSED);
    assert_eq!(folder.read("own.gpx"), TRACK);
    assert_eq!(folder.read("two.gpx"), TRACK);
    assert!(folder.read("tables/anchors.csv").starts_with("muscle,"));
    // a device may be both
    folder.shell("musclerun batch other.csv -o /dev/null --rejects /dev/null").ends(0);
}

#[test]
fn an_output_that_was_there_stays_when_nothing_could_be_read() {
    let folder = Folder::new("nothing-read");
    folder.file("noise.fit", "no recording");
    folder.file("own.gpx", TRACK);
    for command in [
        "musclerun batch typo1.csv typo2.csv -o loads.csv --rejects rejects.csv",
        "musclerun batch typo1.csv -o loads.csv --rejects rejects.csv",
        "musclerun run typo.fit -o loads.csv",
        "musclerun run typo.fit noise.fit -o loads.csv",
        "musclerun run typo.fit --format html -o loads.csv",
        "musclerun run typo.fit --samples -o loads.csv",
        "musclerun compare typo.fit own.gpx --mass 70 -o loads.csv || exit 1",
    ] {
        folder.file("loads.csv", "good");
        folder.file("rejects.csv", "good too");
        folder.shell(command).ends(1);
        assert_eq!(folder.read("loads.csv"), "good", "{command}");
        assert_eq!(folder.read("rejects.csv"), "good too", "{command}");
        let standard = command.replace("-o loads.csv", "");
        let ended = folder.shell(&standard).ends(1);
        assert_eq!(ended.out(), "", "{standard}");
    }
    // one that can be read is enough
    folder.shell("musclerun run typo.fit own.gpx --mass 70 -o loads.csv").ends(3);
    assert!(folder.read("loads.csv").contains("own.gpx"));
    assert_eq!(folder.names(), ["loads.csv", "noise.fit", "own.gpx", "rejects.csv"]);
}

#[test]
fn a_reader_that_has_gone_is_a_failure_for_rejects_alone() {
    let folder = Folder::new("gone");
    let many = format!("pace,mass_kg\n{}", "5:60,70\n".repeat(50_000));
    folder.file("many.csv", many);
    let ended = folder.shell(
        "musclerun batch many.csv -o loads.csv --rejects /dev/stdout 2> err | head -1 > first; exit ${PIPESTATUS[0]}",
    );
    ended.ends(1);
    let err = folder.read("err");
    assert!(err.lines().last().is_some_and(|last| last.starts_with("error: ")), "{err}");
    assert!(folder.read("first").starts_with("pace,mass_kg"));
    let quiet = folder.shell(
        "musclerun batch many.csv -o /dev/stdout 2>/dev/null | head -0; exit ${PIPESTATUS[0]}",
    );
    assert!(matches!(quiet.code, Some(0 | 3)), "{:?}", quiet.code);
}

/// Starts a batch that waits for more input, with an unfinished file in the folder.
fn waiting(folder: &Folder) -> Child {
    let mut command = folder.command("musclerun", &["batch", "-o", "loads.csv"]);
    let streams = command.stdin(Stdio::piped()).stderr(Stdio::null());
    let mut child = streams.spawn().expect("the binary is built");
    let stdin = child.stdin.as_mut().expect("piped");
    stdin.write_all(ROWS.as_bytes()).expect("rows are taken");
    until(|| unfinished(folder));
    child
}

/// How many unfinished files lie in a folder.
fn count(folder: &Folder) -> usize {
    let names = folder.names();
    names.iter().filter(|name| name.starts_with(".musclerun-")).count()
}

fn unfinished(folder: &Folder) -> bool {
    count(folder) > 0
}

#[track_caller]
fn until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never came to be");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whether the tests were started with a signal ignored, as in the background or by `nohup`: their children ignore it too.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[test]
fn a_signal_that_ends_a_run_takes_its_unfinished_file_away() {
    use std::os::unix::process::ExitStatusExt;
    let folder = Folder::new("signals");
    for (name, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        if is_ignored(number) {
            continue;
        }
        folder.file("loads.csv", "good");
        let mut child = waiting(&folder);
        let kill = Command::new("kill").args(["-s", name, &child.id().to_string()]).status();
        assert!(kill.expect("kill is there").success());
        // to wait closes its input, with which it would be done
        let stdin = child.stdin.take();
        let status = child.wait().expect("it ends");
        drop(stdin);
        // whoever waits for it sees what ended it
        assert_eq!(status.signal(), Some(number), "{name}: {status}");
        assert_eq!(folder.names(), ["loads.csv"], "{name}");
        assert_eq!(folder.read("loads.csv"), "good");
    }
}

#[test]
fn a_signal_that_was_ignored_from_the_start_stays_ignored() {
    let folder = Folder::new("nohup");
    let ended = folder.shell(
        "{ printf 'pace,mass_kg\\n5:00,70\\n'; sleep 0.5; echo 4:30,65; } | (trap '' HUP; exec musclerun batch -o loads.csv) &
         sleep 0.25; kill -HUP $!; wait $!",
    );
    ended.ends(0);
    assert_eq!(folder.read("loads.csv").lines().count(), 3);
}

#[test]
fn a_run_that_was_killed_is_in_no_later_ones_way() {
    let folder = Folder::new("killed");
    for _ in 0..3 {
        let mut child = waiting(&folder);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }
    assert!(unfinished(&folder), "a run that is killed outright cannot tidy up");
    folder.file("rows.csv", ROWS);
    folder.shell("musclerun batch rows.csv -o loads.csv").ends(0);
    assert_eq!(folder.read("loads.csv").lines().count(), 3);
}

#[test]
fn process_1_of_a_container_is_killed_and_interrupted_like_any_other() {
    let folder = Folder::new("process-1");
    folder.file("rows.csv", ROWS);
    // process 1 of each namespace has the same number
    let script = "exec musclerun batch -o loads.csv < <(cat rows.csv; sleep 30)";
    let own = ["--pid", "--mount-proc"];
    let Some(_) = folder.apart(&own, "true") else {
        return;
    };
    for (name, leaves) in [("KILL", 1), ("KILL", 2), ("TERM", 2), ("INT", 2)] {
        if name == "INT" && is_ignored(2) {
            continue;
        }
        let mut command =
            folder.command("unshare", &["--fork", "--pid", "--mount-proc", "bash", "-c", script]);
        let mut child = command.stderr(Stdio::null()).spawn().expect("unshare is there");
        let count = || count(&folder);
        let before = if name == "KILL" { leaves - 1 } else { leaves };
        until(|| count() == before + 1);
        let kill = format!("pkill -{name} -P {}", child.id());
        Command::new("bash").args(["-c", &kill]).status().expect("pkill is there");
        child.wait().expect("it ends");
        assert_eq!(count(), leaves, "{name}");
    }
    let ended =
        folder.apart(&own, "exec musclerun batch rows.csv -o loads.csv").expect("as before");
    ended.ends(0);
    assert_eq!(folder.read("loads.csv").lines().count(), 3);
}

#[test]
fn a_long_output_that_goes_to_the_disk_while_it_is_made_is_whole() {
    let folder = Folder::new("long");
    folder.file("many.csv", format!("pace,mass_kg\n{}", "5:00,70\n".repeat(60_000)));
    let ended = folder.shell(
        "musclerun batch many.csv -o loads.csv && musclerun batch many.csv | cmp - loads.csv; \
         echo $? $(( $(wc -c < loads.csv) >> 23 ))",
    );
    // more than once 8 MiB
    assert_eq!(ended.out(), "0 1\n", "{}", ended.err);
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let folder = Folder::new("full-disk");
    folder.file("many.csv", format!("pace,mass_kg\n{}", "5:00,70\n".repeat(20_000)));
    let Some(ended) = folder.apart(
        &["--mount"],
        "mkdir disk && mount -t tmpfs -o size=64k none disk || exit 77
         echo good > disk/loads.csv
         musclerun batch many.csv -o disk/loads.csv; echo \"$? $(cat disk/loads.csv) $(ls -A disk)\"
         head -c 50000 /dev/zero > disk/padding
         musclerun data export disk/tables; echo \"$? $(ls -A disk | tr '\\n' ' ')\"",
    ) else {
        return;
    };
    if ended.code == Some(77) {
        eprintln!("left out: nothing can be mounted here");
        return;
    }
    assert_eq!(ended.out(), "1 good loads.csv\n1 loads.csv padding \n", "{}", ended.err);
    assert!(ended.err.contains("error: cannot make disk/tables: No space left"), "{}", ended.err);
}

#[test]
fn a_mounted_file_is_written_in_place_and_that_is_said() {
    let folder = Folder::new("mounted");
    folder.file("outside.csv", "a much longer text than any answer".repeat(1000));
    folder.file("inside.csv", "");
    let Some(ended) = folder.apart(
        &["--mount"],
        "mount --bind outside.csv inside.csv || exit 77; musclerun --pace 5:00 --mass 70 -o inside.csv",
    ) else {
        return;
    };
    if ended.code == Some(77) {
        eprintln!("left out: nothing can be mounted here");
        return;
    }
    let ended = ended.ends(0).says("inside.csv: written in place");
    let answer = folder.shell("musclerun --pace 5:00 --mass 70 --format csv").ends(0);
    assert_eq!(folder.read("outside.csv"), answer.out(), "{}", ended.err);
    assert_eq!(folder.names(), ["inside.csv", "outside.csv"]);
}

#[test]
fn a_file_in_a_folder_that_takes_no_new_one_is_written_in_place_and_that_is_said() {
    let mut folder = Folder::new("closed-folder");
    let mut begin = "";
    if is_root() {
        // a folder that another user reaches
        folder =
            Folder(std::env::temp_dir().join(format!("musclerun-files-{}", std::process::id())));
        fs::create_dir_all(&folder.0).expect("a folder");
        begin = "exec setpriv --reuid=65534 --regid=65534 --clear-groups ";
        let help = folder.shell(&format!("{begin}musclerun --help"));
        if help.code != Some(0) {
            eprintln!("left out: no other user can run the program here");
            let _ = fs::remove_dir_all(&folder.0);
            return;
        }
    }
    folder.file("loads.csv", "a much longer text than any answer".repeat(1000));
    folder.file("kept.csv", "good");
    let mode = |path: &str, mode: u32| {
        fs::set_permissions(folder.0.join(path), fs::Permissions::from_mode(mode)).expect("a mode");
    };
    mode("loads.csv", 0o666);
    mode("kept.csv", 0o444);
    mode("", 0o555);
    let new = folder.shell(&format!("{begin}musclerun --pace 5:00 --mass 70 -o new.csv"));
    let written = folder.shell(&format!("{begin}musclerun --pace 5:00 --mass 70 -o loads.csv"));
    let unread = folder.shell(&format!("{begin}musclerun run typo.fit -o loads.csv"));
    mode("", 0o777);
    // a rename would replace what may not be written to
    let forbidden = folder.shell(&format!("{begin}musclerun --pace 5:00 --mass 70 -o kept.csv"));
    let (loads, kept, names) = (folder.read("loads.csv"), folder.read("kept.csv"), folder.names());
    fs::remove_dir_all(&folder.0).expect("the folder can go");
    new.ends(1).says("error: cannot write new.csv: Permission denied");
    written.ends(0).says("loads.csv: written in place");
    unread.ends(1);
    forbidden.ends(1).says("error: cannot write kept.csv: Permission denied");
    assert!(loads.starts_with("rank,") && !loads.contains("much longer"), "{loads}");
    assert_eq!(kept, "good");
    assert_eq!(names, ["kept.csv", "loads.csv"]);
}

#[test]
fn a_file_of_any_kind_of_name_is_written_as_the_shell_would() {
    let folder = Folder::new("names");
    let answer = folder.shell("musclerun --pace 5:00 --mass 70 --format csv").ends(0);
    let long = format!("{}.csv", "x".repeat(251));
    symlink("target.csv", folder.0.join("dangling.csv")).expect("a link");
    fs::create_dir(folder.0.join("far")).expect("a folder");
    symlink("far/one.csv", folder.0.join("two.csv")).expect("a link");
    symlink("two.csv", folder.0.join("three.csv")).expect("a link");
    for name in [&long, "dangling.csv", "three.csv", "a\nb.csv"] {
        let mut command =
            folder.command("musclerun", &["--pace", "5:00", "--mass", "70", "--output"]);
        let ended = fed(command.arg(name), b"").ends(0);
        assert_eq!(ended.err, "", "{name:?}");
        assert_eq!(folder.read(name), answer.out(), "{name:?}");
    }
    assert!(folder.names().contains(&"target.csv".to_owned()));
    assert!(folder.0.join("dangling.csv").is_symlink(), "the link itself stays");
    assert_eq!(folder.read("far/one.csv"), answer.out());

    folder.file("one.csv", "old");
    fs::hard_link(folder.0.join("one.csv"), folder.0.join("other.csv")).expect("a hard link");
    folder
        .shell("musclerun --pace 5:00 --mass 70 -o one.csv")
        .ends(0)
        .says("one.csv: written in place");
    assert_eq!(folder.read("other.csv"), answer.out());
    assert_eq!(fs::metadata(folder.0.join("one.csv")).expect("a file").nlink(), 2);
}

#[test]
fn a_file_that_is_replaced_keeps_its_permissions_and_its_owner() {
    let folder = Folder::new("permissions");
    let path = folder.file("loads.csv", "old");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    if is_root() {
        std::os::unix::fs::chown(&path, Some(65534), Some(65534)).expect("another owner");
    }
    let before = fs::metadata(&path).expect("a file");
    folder.shell("umask 077; musclerun --pace 5:00 --mass 70 -o loads.csv").ends(0);
    let after = fs::metadata(&path).expect("a file");
    assert_eq!(
        (after.mode(), after.uid(), after.gid()),
        (before.mode(), before.uid(), before.gid())
    );
    assert_ne!(folder.read("loads.csv"), "old");
}

#[test]
fn no_clobber_keeps_what_exists() {
    let folder = Folder::new("no-clobber");
    folder.file("rows.csv", ROWS);
    for command in [
        "musclerun --pace 5:00 --mass 70 -o loads.csv --no-clobber",
        "musclerun batch rows.csv -o loads.csv --no-clobber",
        "musclerun batch rows.csv -o /dev/null --rejects loads.csv --no-clobber",
    ] {
        folder.shell(command).ends(0);
        let first = folder.read("loads.csv");
        let again =
            folder.shell(command).ends(1).says("error: cannot write loads.csv: it exists already");
        assert_eq!(again.out(), "");
        assert_eq!(folder.read("loads.csv"), first, "{command}");
        fs::remove_file(folder.0.join("loads.csv")).expect("it can go");
    }
    assert_eq!(folder.names(), ["rows.csv"]);
}

#[test]
fn an_input_that_breaks_off_leaves_an_output_as_it_was() {
    let folder = Folder::new("broken-off");
    let whole = gzip(ROWS);
    folder.file("rows.csv.gz", &whole[..6]);
    folder.file("loads.csv", "good");
    folder.shell("musclerun batch rows.csv.gz -o loads.csv").ends(1);
    assert_eq!(folder.read("loads.csv"), "good");
}

#[test]
fn no_name_and_no_cell_is_obeyed_by_a_terminal() {
    let folder = Folder::new("obeyed");
    let rows = "pace,mass_kg,note\n5:00,70,\x1b[31mred\u{9b}1m\x08\n5:60,70,\x07\n";
    folder.file("a\nb\x1b[31m.csv", rows);
    let ended = folder.shell("musclerun batch a*.csv > loads.csv").ends(3);
    // one line of what is refused, one of the sum
    assert_eq!(ended.err.lines().count(), 2, "{}", ended.err);
    assert!(!ended.err.contains('\x1b'), "{}", ended.err);
    // a file has what was read
    assert!(folder.read("loads.csv").contains("\x1b[31mred\u{9b}1m\x08"));
    let has_script = Command::new("script").arg("--version").output().is_ok();
    if !has_script {
        eprintln!("no script: cells on a terminal are left out");
        return;
    }
    let shown =
        folder.shell("NO_COLOR=1 script -qec 'musclerun batch a*.csv' /dev/null < /dev/null");
    let shown = shown.out();
    assert!(shown.contains("?[31mred??1m"), "{shown:?}");
    assert!(!shown.contains(['\x1b', '\x07', '\x08', '\u{9b}']), "{shown:?}");
}
