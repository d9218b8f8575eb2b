//! Build script: checks the tables of `data/` with the library's own parser and writes them down as static data.
//!
//! A fault in a table stops the build and names file, line and column.

// the library's modules, of which reading tables is all that is used here
#![allow(dead_code, unused_imports, unreachable_pub)]

mod conditions;
mod evidence;
#[path = "build/fonts.rs"]
mod fonts;
#[path = "build/linking.rs"]
mod linking;
mod muscle;
#[allow(dead_code)] // only some of it is used here
mod number;
mod spelling;
mod units;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use evidence::{
    Anchor, Curve, DurationRow, Evidence, Knot, MuscleEvidence, PhaseEvidence, RatioRow, Source,
    StrideRow, StudyRef, Text,
};
use muscle::Muscle;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src");
    let evidence = Evidence::read(|table| {
        fs::read_to_string(Path::new("data").join(table))
            .map(Cow::Owned)
            .map_err(|error| error.to_string())
    });
    let evidence = match evidence {
        Ok(evidence) => evidence,
        Err(faults) => {
            for fault in faults.faults() {
                println!("cargo::error=data/{fault}");
            }
            return ExitCode::FAILURE;
        }
    };
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let written = fs::write(Path::new(&out).join("embedded.rs"), source(&evidence))
        .map_err(|error| error.to_string())
        .and_then(|()| write_fonts(Path::new(&out)))
        .and_then(|()| linking::link(Path::new(&out)));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=cannot write the embedded data: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the bundled fonts as static data, with outlines where pixels are drawn.
fn write_fonts(out: &Path) -> Result<(), String> {
    let with_outlines = env::var_os("CARGO_FEATURE_PNG").is_some();
    let mut text = String::new();
    for (name, file) in [
        ("REGULAR", "musclerun-sans-regular.ttf"),
        ("BOLD", "musclerun-sans-bold.ttf"),
    ] {
        let bytes = fs::read(Path::new("data/fonts").join(file))
            .map_err(|error| format!("{file}: {error}"))?;
        text.push_str(&fonts::source(name, &bytes, with_outlines)?);
    }
    fs::write(out.join("fonts.rs"), text).map_err(|error| error.to_string())
}

/// The whole of the evidence as two statics: `STUDIES`, and `EVIDENCE` that refers to them.
fn source(evidence: &Evidence) -> String {
    let studies = &evidence.studies;
    let number = Numbers(studies);
    let mut out = String::new();
    let mut put = |text: String| writeln!(out, "{text}").expect("a String takes what is written");

    put(format!(
        "static STUDIES: [Study; {}] = {};",
        studies.len(),
        array(studies.iter().map(study))
    ));
    put("static EVIDENCE: Evidence = Evidence {".to_owned());
    put(format!(
        "studies: {},",
        rows((0..studies.len()).map(|i| format!("StudyRef::Embedded(&STUDIES[{i}])")))
    ));
    put(format!(
        "muscles: Muscles({}),",
        rows(evidence.muscles.iter().map(muscle))
    ));
    put(format!(
        "by_muscle: {},",
        rows(evidence.by_muscle.iter().map(|of| number.muscle(of)))
    ));
    put(format!(
        "strides: {},",
        curve(&evidence.strides, |row| number.stride(row))
    ));
    put(format!(
        "directions: {},",
        rows(evidence.directions.iter().map(|row| format!(
            "Finding {{ terrain: Terrain::{:?}, muscle: {}, way: Sign::{:?}, change: Change::{:?}, ratio: {:?}, \
             gradient_pct: {:?}, source: {}, note: {} }}",
            row.terrain,
            text(&row.muscle),
            row.way,
            row.change,
            row.ratio,
            row.gradient_pct,
            number.source(&row.source),
            text(&row.note)
        )))
    ));
    put(format!(
        "crosschecks: {},",
        rows(evidence.crosschecks.iter().map(|row| format!(
            "Crosscheck {{ muscle: {}, phase: Phase::{:?}, speed_m_s: {:?}, low_bw: {:?}, high_bw: {:?}, \
             source: {}, note: {} }}",
            text(&row.muscle),
            row.phase,
            row.speed_m_s,
            row.low_bw,
            row.high_bw,
            number.source(&row.source),
            text(&row.note)
        )))
    ));
    put(format!(
        "gradient_crosschecks: {},",
        rows(evidence.gradient_crosschecks.iter().map(|row| format!(
            "GradientCrosscheck {{ muscle: {}, gradient_pct: {:?}, ratio: {:?}, speed_m_s: {:?}, source: {}, \
             note: {} }}",
            text(&row.muscle),
            row.gradient_pct,
            row.ratio,
            row.speed_m_s,
            number.source(&row.source),
            text(&row.note)
        )))
    ));
    put(format!(
        "facts: {},",
        rows(evidence.facts.iter().map(|row| format!(
            "Fact {{ muscle: {}, quantity: {}, speed_m_s: {:?}, value_low: {:?}, value_high: {:?}, unit: {}, \
             source: {}, note: {} }}",
            optional(row.muscle.as_ref()),
            text(&row.quantity),
            row.speed_m_s,
            row.value_low,
            row.value_high,
            text(&row.unit),
            number.source(&row.source),
            text(&row.note)
        )))
    ));
    put(format!("checksum: {}, }};", evidence.checksum));
    out
}

fn text(text: &str) -> String {
    format!("Cow::Borrowed({text:?})")
}

fn optional(found: Option<&Text>) -> String {
    found.map_or("None".to_owned(), |found| format!("Some({})", text(found)))
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(",\n"))
}

fn rows(items: impl Iterator<Item = String>) -> String {
    format!("Cow::Borrowed(&{})", array(items))
}

fn curve<R: Knot + Clone>(curve: &Curve<R>, row: impl Fn(&R) -> String) -> String {
    format!("Curve({})", rows(curve.knots().iter().map(row)))
}

fn study(study: &StudyRef) -> String {
    format!(
        "Study {{ key: {}, authors: {}, year: {:?}, title: {}, published_in: {}, doi: {}, doi_checked: {}, \
         participants: {:?}, surface: {}, method: {}, access: {} }}",
        text(&study.key),
        text(&study.authors),
        study.year,
        text(&study.title),
        text(&study.published_in),
        optional(study.doi.as_ref()),
        study.doi_checked.map_or("None".to_owned(), |check| format!(
            "Some(DoiCheck::{check:?})"
        )),
        study.participants,
        text(&study.surface),
        text(&study.method),
        text(&study.access)
    )
}

fn muscle(muscle: &Muscle) -> String {
    format!(
        "Muscle {{ index: {}, key: {}, name: {}, part_of: {}, depth: Depth::{:?}, region: {}, force_published: {}, \
         aliases: {}, action: {}, role: {} }}",
        muscle.index,
        text(&muscle.key),
        text(&muscle.name),
        optional(muscle.part_of.as_ref()),
        muscle.depth,
        text(&muscle.region),
        muscle.force_published,
        rows(muscle.aliases.iter().map(|alias| text(alias))),
        text(&muscle.action),
        text(&muscle.role)
    )
}

/// The studies by number, for rows that cite them.
struct Numbers<'s>(&'s [StudyRef]);

impl Numbers<'_> {
    fn study(&self, cited: &StudyRef) -> String {
        let number = self.0.iter().position(|study| study.key == cited.key);
        let number = number.expect("a row cites a study of the table, or is a fault");
        format!("StudyRef::Embedded(&STUDIES[{number}])")
    }

    fn source(&self, source: &Source) -> String {
        format!(
            "Source {{ study: {}, locus: {}, reading: Reading::{:?} }}",
            self.study(&source.study),
            text(&source.locus),
            source.reading
        )
    }

    fn muscle(&self, of: &MuscleEvidence) -> String {
        let duration = of
            .duration
            .as_ref()
            .map_or("None".to_owned(), |(phase, durations)| {
                let durations = curve(durations, |row| self.duration(row));
                format!("Some((Phase::{phase:?}, {durations}))")
            });
        format!(
            "MuscleEvidence {{ phases: {}, duration: {duration} }}",
            array(of.phases.iter().map(|phase| self.phase(phase)))
        )
    }

    fn phase(&self, of: &PhaseEvidence) -> String {
        let curves = of.curves.iter().map(|by_effect| {
            array(
                by_effect
                    .iter()
                    .map(|effect| curve(effect, |row| self.ratio(row, &format!("{:?}", row.x)))),
            )
        });
        let terrains = of.terrains.iter().map(|terrains| {
            rows(
                terrains
                    .iter()
                    .map(|row| self.ratio(row, &format!("Terrain::{:?}", row.x))),
            )
        });
        format!(
            "PhaseEvidence {{ anchors: {}, curves: {}, terrains: {} }}",
            rows(of.anchors.iter().map(|anchor| self.anchor(anchor))),
            array(curves),
            array(terrains)
        )
    }

    fn anchor(&self, anchor: &Anchor) -> String {
        format!(
            "Anchor {{ phase: Phase::{:?}, speed_m_s: {:?}, peak_bw: {:?}, sd_bw: {:?}, sd_study: {}, source: {}, \
             grade: Grade::{:?}, note: {} }}",
            anchor.phase,
            anchor.speed_m_s,
            anchor.peak_bw,
            anchor.sd_bw,
            anchor
                .sd_study
                .as_ref()
                .map_or("None".to_owned(), |study| format!(
                    "Some({})",
                    self.study(study)
                )),
            self.source(&anchor.source),
            anchor.grade,
            text(&anchor.note)
        )
    }

    fn ratio<X>(&self, row: &RatioRow<X>, x: &str) -> String {
        format!(
            "RatioRow {{ x: {x}, ratio: {:?}, sd: {:?}, source: {}, grade: Grade::{:?}, note: {} }}",
            row.ratio,
            row.sd,
            self.source(&row.source),
            row.grade,
            text(&row.note)
        )
    }

    fn duration(&self, row: &DurationRow) -> String {
        format!(
            "DurationRow {{ speed_m_s: {:?}, duration_s: {:?}, source: {}, grade: Grade::{:?} }}",
            row.speed_m_s,
            row.duration_s,
            self.source(&row.source),
            row.grade
        )
    }

    fn stride(&self, row: &StrideRow) -> String {
        format!(
            "StrideRow {{ speed_m_s: {:?}, step_rate_spm: {:?}, step_rate_sd_spm: {:?}, contact_s: {:?}, \
             contact_sd_s: {:?}, peak_vertical_force_bw: {:?}, peak_vertical_force_sd_bw: {:?}, source: {}, note: {} }}",
            row.speed_m_s,
            row.step_rate_spm,
            row.step_rate_sd_spm,
            row.contact_s,
            row.contact_sd_s,
            row.peak_vertical_force_bw,
            row.peak_vertical_force_sd_bw,
            self.source(&row.source),
            text(&row.note)
        )
    }
}
