//! What shells and terminals are given: completions and pages where they look, and words in place of silence.

#[allow(dead_code)] // each test uses a part
mod common;

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{Folder, fed, musclerun};

/// Runs a command in a folder of a user's own.
fn at_home(home: &Folder, arguments: &[&str]) -> common::Ended {
    let mut command = musclerun(arguments);
    command.env("HOME", &home.0);
    for place in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "SHELL"] {
        command.env_remove(place);
    }
    fed(&mut command, b"")
}

#[cfg(target_os = "linux")]
#[test]
fn completions_stand_where_each_shell_looks_after_saying_where() {
    for (shell, place, holds) in [
        ("bash", ".local/share/bash-completion/completions/musclerun", "--terrain"),
        ("zsh", ".local/share/zsh/site-functions/_musclerun", "#compdef musclerun"),
        ("fish", ".config/fish/completions/musclerun.fish", "complete -c musclerun"),
    ] {
        let home = Folder::new(&format!("completions-{shell}"));
        let path = home.path(place);
        let ended = at_home(&home, &["completions", shell, "--install"]).ends(0);
        let ended = ended.says(&format!("note: writing {path}"));
        assert!(ended.out().is_empty());
        let script = fs::read_to_string(&path).expect("the script");
        let printed = at_home(&home, &["completions", shell]).ends(0);
        assert_eq!(script, printed.out());
        // what a value can be: a ground, a muscle, a study, a form
        for word in [holds, "uphill", "soleus", "dorn2012", "xlsx"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // once more, over the one that is there
        at_home(&home, &["completions", shell, "--install"]).ends(0);
        if Command::new(shell).arg("--version").output().is_ok() {
            let checked = Command::new(shell).args(["-n", &path]).output();
            let checked = checked.expect("the shell starts");
            assert!(checked.status.success(), "{checked:?}");
        }
    }
    let home = Folder::new("completions-none");
    at_home(&home, &["completions", "--install"])
        .ends(2)
        .says("musclerun completions bash --install");
    at_home(&home, &["completions", "powershell", "--install"])
        .ends(2)
        .says("looks in no folder of its own");
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_of_every_command_stands_where_man_looks() {
    let home = Folder::new("man");
    let ended = at_home(&home, &["man", "--install"]).ends(0);
    let folder = home.path(".local/share/man/man1");
    let ended = ended.says(&format!("note: writing {folder}/musclerun.1"));
    let pages = fs::read_dir(&folder).expect("the pages").count();
    assert_eq!(ended.err.matches("note: writing ").count(), pages);
    for (page, holds) in [
        ("musclerun.1", "uphill"),
        ("musclerun-run.1", "cadence"),
        ("musclerun-history.1", "athletes"),
    ] {
        let text = fs::read_to_string(format!("{folder}/{page}")).expect("a page");
        assert!(text.contains(".TH") && text.contains(holds), "{page}");
    }
}

/// What a command shows on a terminal within ten seconds, or until it shows that; `None` without a program that makes one.
fn on_a_terminal(arguments: &str, until: &str) -> Option<(String, Option<i32>)> {
    Command::new("script").arg("--version").output().ok()?;
    let typed = format!("{} {arguments}", env!("CARGO_BIN_EXE_musclerun"));
    let mut child = Command::new("script")
        .args(["-qefc", &typed, "/dev/null"])
        .env("NO_COLOR", "1")
        .env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR"))
        // kept open: nobody types anything
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdout = child.stdout.take().expect("standard output");
    let (send, pieces) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = stdout.read(&mut bytes) {
            if send.send(bytes[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    let (begun, mut shown) = (Instant::now(), Vec::new());
    while begun.elapsed() < Duration::from_secs(10) {
        match pieces.recv_timeout(Duration::from_millis(200)) {
            Ok(piece) => shown.extend(piece),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
        }
        if !until.is_empty() && String::from_utf8_lossy(&shown).contains(until) {
            break;
        }
    }
    let code = if until.is_empty() {
        child.wait().expect("it ends").code()
    } else {
        child.kill().expect("it can be ended");
        child.wait().expect("it ends");
        None
    };
    Some((String::from_utf8_lossy(&shown).replace('\r', ""), code))
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_sent_no_picture_and_no_workbook() {
    for form in ["png", "xlsx"] {
        let Some((shown, code)) = on_a_terminal(&format!("--pace 5:00 --format {form}"), "") else {
            return;
        };
        assert_eq!(code, Some(2), "{shown}");
        let says =
            format!("is nothing for a terminal; write it to a file, such as -o loads.{form}");
        assert!(shown.contains(&says), "{shown}");
        assert!(shown.len() < 400, "{shown}");
    }
    // what it can show goes there
    let (shown, code) = on_a_terminal("--pace 5:00", "").expect("a terminal as before");
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("Soleus"), "{shown}");
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_would_have_to_type_a_recording_is_told_so() {
    let waiting = "note: waiting for a recording on standard input, which is a terminal";
    for typed in
        ["run -", "history - --mass 70", "compare - tests/run/hills.gpx", "reduce soleus -"]
    {
        let Some((shown, _)) = on_a_terminal(typed, waiting) else {
            return;
        };
        assert!(shown.contains(waiting), "{typed}: {shown}");
    }
    let (shown, code) = on_a_terminal("batch", "").expect("a terminal as before");
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("standard input is a terminal; name a file"), "{shown}");
}
