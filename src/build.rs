//! Build script: checks the tables of `data/` with the library's own parser and writes them down as static data.
//!
//! A fault in a table stops the build and names file, line and column.

// the library's modules, of which reading tables is all that is used here
#![allow(dead_code, unused_imports, unreachable_pub)]

mod conditions;
mod evidence;
#[cfg(feature = "report")]
#[path = "build/fonts.rs"]
mod fonts;
#[path = "build/linking.rs"]
mod linking;
mod muscle;
#[allow(dead_code)] // only some of it is used here
mod number;
mod spelling;
#[path = "training"]
mod training {
    pub(crate) mod cell;
    pub(crate) mod rows;
    pub(crate) mod tables;
}
mod units;

use std::borrow::Cow;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use evidence::{Evidence, Study};
use training::tables::Training;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src");
    let table = |name: &'static str| {
        let text = fs::read_to_string(Path::new("data").join(name));
        text.map(Cow::Owned).map_err(|error| error.to_string())
    };
    let read = Evidence::read(table).map_err(|faults| faults.faults().to_vec());
    let read = read.and_then(|evidence| Ok((Training::read(&evidence, table)?, evidence)));
    let (training, evidence) = match read {
        Ok(tables) => tables,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error=data/{fault}");
            }
            return ExitCode::FAILURE;
        }
    };
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let out = Path::new(&out);
    let written = fs::write(out.join("embedded.rs"), source(&evidence, &training))
        .and_then(|()| fs::write(out.join("training.rs"), source_of_training(&training)))
        .map_err(|error| error.to_string())
        .and_then(|()| linking::link(out));
    #[cfg(feature = "report")]
    let written = written.and_then(|()| write_fonts(out));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=cannot write the embedded data: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the bundled fonts as static data, with outlines where pixels are drawn.
#[cfg(feature = "report")]
fn write_fonts(out: &Path) -> Result<(), String> {
    let with_outlines = env::var_os("CARGO_FEATURE_PNG").is_some();
    let mut text = String::new();
    for (name, file) in
        [("REGULAR", "musclerun-sans-regular.ttf"), ("BOLD", "musclerun-sans-bold.ttf")]
    {
        let bytes = fs::read(Path::new("data/fonts").join(file))
            .map_err(|error| format!("{file}: {error}"))?;
        text.push_str(&fonts::source(name, &bytes, with_outlines)?);
    }
    fs::write(out.join("fonts.rs"), text).map_err(|error| error.to_string())
}

/// The whole of the evidence as two statics: `STUDIES`, with those of training, and `EVIDENCE` that refers to them.
/// `Debug` of every type of the tables is the expression that makes it.
fn source(evidence: &Evidence, training: &Training) -> String {
    let own = evidence.studies();
    let others = training.studies.iter().filter(|study| study.index >= own.len());
    let studies: Vec<&Study> = own.iter().chain(others).map(|study| &**study).collect();
    format!(
        "pub(crate) static STUDIES: [Study; {}] = {studies:?};\nstatic EVIDENCE: Evidence = {evidence:?};\n",
        studies.len()
    )
}

/// The tables of training as a static that refers to `STUDIES`.
fn source_of_training(training: &Training) -> String {
    format!("static TRAINING: Training = {training:?};\n")
}
