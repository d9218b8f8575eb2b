//! `musclerun data`: checking and copying tables of evidence.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::Context;
use musclerun::embedded;
use musclerun::evidence::Evidence;
use musclerun::training::{self, Training};

use super::unfinished::Unfinished;
use super::{Failure, files, tables};
use crate::cli::{DataCommand, SqlEngine};

pub(super) fn run(data: &DataCommand) -> Result<(), Failure> {
    match data {
        DataCommand::Check { dir, form } => {
            let (name, evidence) = match dir {
                None => ("embedded tables".to_owned(), Cow::Borrowed(embedded::evidence())),
                Some(dir) => (dir.display().to_string(), Cow::Owned(tables::read(dir)?)),
            };
            let has_training = dir.as_ref().is_none_or(|dir| dir.join("training").is_dir());
            let training =
                has_training.then(|| tables::training(dir.as_deref(), &evidence)).transpose()?;
            let holds = holds(&name, &evidence, training.as_deref());
            Ok(files::to_stdout(&form.bytes("holds", holds.into_bytes())?)?)
        }
        DataCommand::Export { sql: Some(engine), form, .. } => {
            let note = match engine {
                SqlEngine::DuckDb => "duckdb: CREATE TABLE runs AS FROM 'runs.csv', then this",
                SqlEngine::Spark => {
                    "Spark: spark.read.csv(..., header=True).createTempView('runs'), then spark.sql of this"
                }
                SqlEngine::Polars => "Polars: pl.SQLContext(runs=frame).execute of this",
            };
            let evidence = embedded::evidence();
            let query = musclerun::model::sql_query(evidence)?;
            let text = format!(
                "-- musclerun {}, tables {}: the peak force of a step of each muscle, times body weight\n\
                 -- {note}\n\
                 -- runs has speed_m_s, gradient_pct and step_rate_spm (both legs); the last two may be null: level, typical\n{query}",
                env!("CARGO_PKG_VERSION"),
                evidence.checksum()
            );
            Ok(files::to_stdout(&form.bytes("query", text.into_bytes())?)?)
        }
        DataCommand::Export { dir, sql: None, form } => {
            let dir = dir.as_deref().unwrap_or(Path::new(""));
            export(dir).with_context(|| format!("cannot make {}", dir.display()))?;
            if form.is_json() {
                let folder = dir.display().to_string().into_bytes();
                files::to_stdout(&form.bytes("folder", folder)?)?;
            }
            Ok(())
        }
    }
}

/// Writes all tables into a new folder, which is there whole or not at all.
fn export(dir: &Path) -> io::Result<()> {
    // a folder that is already there may hold somebody's own tables
    if dir.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let parent = dir.parent().filter(|parent| *parent != Path::new(""));
    let (folder, ()) =
        Unfinished::make(parent.unwrap_or(Path::new(".")), |path| fs::create_dir(path))?;
    fs::create_dir(folder.path().join("training"))?;
    for (name, text) in embedded::tables().chain(training::tables()) {
        let mut table = File::create_new(folder.path().join(name))?;
        table.write_all(text.as_bytes())?;
        table.sync_all()?;
    }
    folder.complete(|from| fs::rename(from, dir))
}

fn holds(name: &str, evidence: &Evidence, training: Option<&Training>) -> String {
    let muscles = evidence.muscles();
    let anchors: usize = muscles.iter().map(|m| evidence.anchors(m).count()).sum();
    let without = muscles.iter().filter(|m| !m.force_published()).count();
    let durations: usize = muscles
        .iter()
        .filter_map(|muscle| evidence.durations(muscle))
        .map(|(_, curve)| curve.knots().len())
        .sum();
    let all = format!("muscles and groups, {without} of them without published force");
    let counts = [
        (evidence.studies().len(), "studies"),
        (muscles.iter().count(), &*all),
        (anchors, "peak forces (a muscle and phase each)"),
        (evidence.effect_rows().count(), "ratios with speed, step rate, gradient, terrain or form"),
        (durations, "durations"),
        (evidence.strides().knots().len(), "speeds with step rates"),
        (evidence.directions().len(), "directions"),
        (evidence.crosschecks().len() + evidence.gradient_crosschecks().len(), "crosschecks"),
        (evidence.facts().len(), "facts"),
    ];
    let line = |(count, what): (usize, &str)| format!("{count:>5} {what}\n");
    let of_training = training.into_iter().flat_map(Training::counts).map(line);
    let lines: String = counts.into_iter().map(line).chain(of_training).collect();
    format!("{name}: sound, checksum {}\n{lines}", evidence.checksum())
}
