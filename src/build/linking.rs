//! How the program is linked on Linux with the compiler of GNU: so that it starts in less time.
//!
//! A start is loading, not computing: shared libraries and relocations are most of it. So the libraries of C are taken
//! from their archives, and the program lies at a fixed address: nothing is left to look for or to relocate. Where the
//! archive of libc is not installed, as on systems that keep it in a package of its own, the unwinder alone is taken so.
//! What that loses: the addresses of the program's own code are no longer chosen at random (those of the stack and the
//! heap still are). Random addresses make it harder to abuse a write beyond a buffer; this program has no unsafe code of
//! its own, so that such a write would have to be in a crate it uses. And a fault of libc is mended by building again, not
//! by an update of the system. Whoever wants it otherwise builds with `MUSCLERUN_PIE=1`.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Tells cargo how to link, for a release built on the kind of machine that it is for; otherwise nothing changes.
pub(super) fn link(out: &Path) -> Result<(), String> {
    println!("cargo::rerun-if-env-changed=MUSCLERUN_PIE");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let is_meant = is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && is("PROFILE", "release")
        && env::var("HOST") == env::var("TARGET")
        && env::var_os("MUSCLERUN_PIE").is_none();
    let is_static = env::var("CARGO_CFG_TARGET_FEATURE")
        .is_ok_and(|features| features.split(',').any(|f| f == "crt-static"));
    if !is_meant || is_static {
        return Ok(());
    }
    let Some(unwinder) = archive("gcc_eh") else {
        return Ok(());
    };
    // the standard library asks for shared ones: a folder that is looked into first answers with the archives
    let folder = out.join("link");
    let put = |name: &str, archives: &str| {
        fs::write(folder.join(format!("lib{name}.so")), format!("GROUP({archives})\n"))
            .map_err(|error| error.to_string())
    };
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    put("gcc_s", &unwinder)?;
    let others = ["c", "m", "util", "rt", "pthread", "dl"].map(|name| Some((name, archive(name)?)));
    if others.iter().all(Option::is_some) {
        for (name, path) in others.into_iter().flatten() {
            put(name, &format!("{path} {unwinder}"))?;
        }
        println!("cargo::rustc-link-arg-bins=-static");
    }
    println!("cargo::rustc-link-arg-bins=-L{}", folder.display());
    println!("cargo::rustc-link-arg-bins=-no-pie");
    Ok(())
}

/// Where the compiler keeps the archive of a library; only gcc knows, and with another linker nothing changes.
fn archive(name: &str) -> Option<String> {
    let found = Command::new("cc").arg(format!("-print-file-name=lib{name}.a")).output().ok()?;
    let path = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    Path::new(&path).is_file().then_some(path)
}
