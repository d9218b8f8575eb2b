//! Builds the page: `cargo run --manifest-path src/page/Cargo.toml` compiles the library to WebAssembly, makes it smaller
//! where `wasm-opt` is installed, and writes it with its script and its look into one file, `musclerun.html` or the one
//! that is named.

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

const TARGET: &str = "wasm32-unknown-unknown";
/// The largest page, bytes.
const MOST_BYTES: usize = 3 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args_os().nth(1);
    let out = PathBuf::from(out.unwrap_or_else(|| OsString::from("musclerun.html")));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let module = smaller(compiled(folder)?)?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&fs::read(module)?)?;
    let text = |name: &str| fs::read_to_string(folder.join(name));
    let style = [text("../../data/report.css")?, text("page.css")?].concat();
    let script = [text("door.js")?, text("page.js")?].concat();
    let page = text("page.html")?
        .replace("{script-hash}", &hash(&script))
        .replace("{style-hash}", &hash(&style))
        .replace("{style}", &style)
        .replace("{worker}", &[text("door.js")?, text("worker.js")?].concat())
        .replace("{module}", &STANDARD.encode(packed.finish()?))
        .replace("{script}", &script);
    if page.len() > MOST_BYTES {
        return Err(format!("the page has {} bytes, more than {MOST_BYTES}", page.len()).into());
    }
    fs::write(&out, &page)?;
    println!("{}: {} bytes", out.display(), page.len());
    Ok(())
}

/// The library and its door as WebAssembly.
fn compiled(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let target = folder.join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--lib", "--target", TARGET])
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        // what is meant for the machine that builds is not meant for a browser
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTFLAGS")
        .status()?;
    if !status.success() {
        let hint = format!("no WebAssembly; is its target there? rustup target add {TARGET}");
        return Err(hint.into());
    }
    Ok(target.join(TARGET).join("release/musclerun_page.wasm"))
}

/// The same made smaller, where the tool for it is installed.
fn smaller(module: PathBuf) -> Result<PathBuf, Box<dyn Error>> {
    let out = module.with_extension("small.wasm");
    let tool = std::env::var_os("WASM_OPT").unwrap_or_else(|| OsString::from("wasm-opt"));
    let made = Command::new(tool)
        .args(["-Os", "--all-features"])
        .arg(&module)
        .arg("-o")
        .arg(&out)
        .status();
    match made {
        Ok(status) if status.success() => Ok(out),
        Ok(status) => Err(format!("wasm-opt failed ({status})").into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            println!("no wasm-opt: the page is a little larger than it could be");
            Ok(module)
        }
        Err(error) => Err(error.into()),
    }
}

/// What a content security policy calls a script or a style.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}
