//! Recorded runs: the file that the page has open, read piece by piece.

use musclerun::activity::{self, Track, TrackOptions};
use musclerun::answer::advice::with_advice;
use musclerun::answer::run::{Recorder, RunQuestion, SplitBy};
use musclerun::document::Banner;
use musclerun::embedded;
use musclerun::render::several::{self, NotWritten};
use musclerun::render::{Format, Style};

use crate::answers::{Answer, Told, training};
use crate::conditions::{FieldFault, TypedConditions};
use crate::door::PageFile;

/// The runs of a file: their articles, and the same as JSON. `place` is that of the file among those on the page, from 1.
pub(crate) fn answer(
    typed: &TypedConditions,
    name: &str,
    place: usize,
) -> Result<Answer, FieldFault> {
    let evidence = embedded::evidence();
    let units = typed.units();
    let question = RunQuestion {
        units,
        by: Some(SplitBy::Distance {
            metres: units.metres(),
            name: units.to_string(),
        }),
        ..RunQuestion::new(typed.mass()?, typed.easy()?)
    };
    let recorder = Recorder::new(evidence, question)?;
    let training = training()?;
    let recordings = activity::read(&mut PageFile)?;
    let count = recordings.len();
    let (mut told, mut articles, mut json) = (Told::default(), Vec::new(), Vec::new());
    let style = Style::default();
    let head = ("", &Banner::default());
    several::begin(&recorder.no_records(), Format::Json, style, head, &mut json)?;
    let mut runs = 0;
    for (i, recording) in recordings.into_iter().enumerate() {
        let name = match count {
            1 => name.to_owned(),
            _ => format!("{name}#{}", i + 1),
        };
        told.warnings.extend_from_slice(&recording.damage);
        let track = match Track::cut(recording, &TrackOptions::default()) {
            Ok(track) => track,
            Err(error) if count > 1 => {
                told.warnings
                    .push(format!("run {} is left out: {error}", i + 1));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let run = recorder.answer(track);
        let style = Style {
            part: [place, i],
            ..style
        };
        let mut report = run.report(&name);
        let mean = run.track.mean_run(run.mass);
        if let (Some(first), Some((mean, length))) = (run.rows.first(), mean) {
            let tables = (evidence, training);
            report = with_advice(report, tables, first.muscle, mean, Some(length), units);
        }
        if told.headline.is_empty() {
            told.headline.clone_from(&report.summary.headline);
        }
        several::write(&report, Format::Html, style, &mut articles)?;
        several::between(Format::Json, runs == 0, &mut json)?;
        several::write(&run.data(&name), Format::Json, style, &mut json)?;
        runs += 1;
    }
    let left_out = NotWritten::default();
    several::end(
        &evidence.checksum(),
        Format::Json,
        runs == 0,
        &left_out,
        &mut json,
    )?;
    if runs == 0 {
        let reason = told
            .warnings
            .pop()
            .unwrap_or_else(|| "holds no run".to_owned());
        return Err(reason.into());
    }
    Ok((told, vec![articles, json]))
}
