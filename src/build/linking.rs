//! How the program is linked on Linux with the compiler of GNU: so that it starts in less time.
//!
//! A start is loading, not computing: shared libraries and relocations are most of it. So the unwinder is taken from
//! `libgcc_eh.a` instead of `libgcc_s.so`, and the program lies at a fixed address, which leaves nothing to relocate.
//! What that loses: the addresses of the program's own code are no longer chosen at random (those of the stack, the heap
//! and libc still are). Random addresses make it harder to abuse a write beyond a buffer; this program has no unsafe code
//! of its own, so that such a write would have to be in a crate it uses. Whoever wants them all the same builds with
//! `MUSCLERUN_PIE=1`.
//!
//! Released binaries are static besides:
//! `RUSTFLAGS="-C relocation-model=static -C target-feature=+crt-static --remap-path-prefix=$PWD=musclerun
//! --remap-path-prefix=$HOME/.cargo=cargo" cargo build --release --locked --target x86_64-unknown-linux-gnu`

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
    // only gcc knows where its library lies; with another linker nothing changes
    let found = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output();
    let library = found.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let library = library.unwrap_or_default();
    if !is_meant || is_static || !Path::new(&library).is_file() {
        return Ok(());
    }
    // the standard library asks for `gcc_s`: a folder that is looked into first answers with the static one
    let folder = out.join("link");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("libgcc_s.so"), format!("INPUT({library})\n")))
        .map_err(|error| error.to_string())?;
    println!("cargo::rustc-link-arg-bins=-L{}", folder.display());
    println!("cargo::rustc-link-arg-bins=-no-pie");
    Ok(())
}
