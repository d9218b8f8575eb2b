//! The calculator: from pace, mass and terrain to a ranked list of loads.

use std::borrow::Cow;

use anyhow::anyhow;
use musclerun::conditions::{Conditions, Course};
use musclerun::render::{Format, explain, json, markdown, records::Records, table};
use musclerun::report::{Question, RankBy, Report, ReportError};
use musclerun::units::{Extent, LengthUnit, Speed, SpeedUnit};

use super::output::Target;
use super::{Failure, refused, tables};
use crate::cli::{ALL, Calculate};

pub(super) fn run(arguments: &Calculate) -> Result<(), Failure> {
    let target = Target::of(&arguments.output)?;
    let explained = arguments.show.explain.is_some();
    if explained && matches!(target.format, Format::Csv | Format::Tsv | Format::Jsonl) {
        return Err(refused(
            "--format <FORMAT>",
            target.format.key(),
            "--explain is told as table, md or json",
        ));
    }
    let units = units(arguments);
    let conditions = conditions(arguments, units)?;
    let extent = extent(arguments, units)?;

    let evidence = tables::evidence(&arguments.tables)?;
    let (evidence, study) = match &arguments.show.study {
        None => (evidence, None),
        Some(key) => {
            let (evidence, left_out) = evidence
                .limited_to(key)
                .map_err(|error| refused("--study <KEY>", key, error))?;
            (
                Cow::Owned(evidence),
                Some((key.trim().to_lowercase(), left_out)),
            )
        }
    };

    let show = &arguments.show;
    let rank_by = RankBy::from(show.rank_by);
    let only = show.explain.clone().filter(|name| name != ALL);
    let for_programs = !matches!(target.format, Format::Table | Format::Md);
    let question = Question {
        conditions,
        units,
        extent,
        muscles: show.muscles.clone(),
        only,
        detail: show.detail,
        top: show.top,
        rank_by,
        study,
        with_impulse: for_programs || extent.is_some() || rank_by != RankBy::Peak,
    };
    let report = Report::new(&evidence, question).map_err(|error| match &error {
        ReportError::Muscle(unknown) => {
            let option = if show.muscles.is_some() {
                "--muscles <NAMES>"
            } else {
                "--explain <MUSCLE>"
            };
            let reason = format!("{unknown}; `musclerun muscles` lists them all");
            refused(option, &unknown.found, reason)
        }
        ReportError::StepRate(quantity) => refused(
            "--step-rate <STEP_RATE>",
            quantity.found(),
            quantity.reason(),
        ),
        ReportError::NoExtent => refused("--rank-by <QUANTITY>", "cumulative", &error),
    })?;

    target.write(|style, out| match target.format {
        Format::Table if explained => explain::write_text(&report, style, out),
        Format::Table => table::write(&report, style, out),
        Format::Md if explained => explain::write_markdown(&report, out),
        Format::Md => markdown::write(&report, out),
        Format::Json => json::write(&report, explained, out),
        Format::Csv => Records::of_report(&report).write_separated(b',', target.header, out),
        Format::Tsv => Records::of_report(&report).write_separated(b'\t', target.header, out),
        Format::Jsonl => Records::of_report(&report).write_json_lines(out),
    })
}

/// Kilometres or miles: as asked for, else as typed, else kilometres.
fn units(arguments: &Calculate) -> LengthUnit {
    let of_speed = arguments.speed.speed.and_then(|typed| match typed.unit() {
        SpeedUnit::KilometresPerHour => Some(LengthUnit::Kilometre),
        SpeedUnit::MilesPerHour => Some(LengthUnit::Mile),
        SpeedUnit::MetresPerSecond => None,
    });
    arguments
        .units
        .map(LengthUnit::from)
        .or_else(|| arguments.speed.pace.and_then(musclerun::units::Pace::unit))
        .or(of_speed)
        .or_else(|| {
            arguments
                .distance
                .and_then(musclerun::units::TypedDistance::unit)
        })
        .unwrap_or(LengthUnit::Kilometre)
}

fn conditions(arguments: &Calculate, units: LengthUnit) -> Result<Conditions, Failure> {
    Ok(Conditions {
        speed: speed(arguments, units)?,
        mass: arguments
            .mass
            .ok_or_else(|| anyhow!("clap asks for --mass"))?,
        course: Course::new(arguments.terrain, arguments.gradient).map_err(|error| {
            refused(
                "--gradient <GRADIENT>",
                &error.gradient.to_string(),
                format!("{error}; leave one of --terrain and --gradient out"),
            )
        })?,
        step_rate: arguments.step_rate.unwrap_or_default(),
    })
}

fn speed(arguments: &Calculate, units: LengthUnit) -> Result<Speed, Failure> {
    match (arguments.speed.pace, arguments.speed.speed) {
        (Some(pace), _) => pace
            .speed(units)
            .map_err(|error| refused("--pace <PACE>", error.found(), error.reason())),
        (None, Some(typed)) => Ok(typed.speed()),
        (None, None) => Err(anyhow!("clap asks for one of --pace and --speed").into()),
    }
}

fn extent(arguments: &Calculate, units: LengthUnit) -> Result<Option<Extent>, Failure> {
    if let Some(distance) = arguments.distance {
        let distance = distance
            .distance(units)
            .map_err(|error| refused("--distance <DISTANCE>", error.found(), error.reason()))?;
        return Ok(Some(Extent::Distance(distance)));
    }
    Ok(arguments.duration.map(Extent::Duration))
}
