//! `musclerun train`, `plan` and `reduce`: what to do about a load.

use std::path::Path;

use anyhow::anyhow;
use jiff::ZonedDateTime;
use musclerun::activity::TrackOptions;
use musclerun::answer::plan::{PlanAnswer, PlanQuestion};
use musclerun::answer::reduce::{ReduceAnswer, ReduceError, ReduceQuestion, ReduceTarget};
use musclerun::answer::train::{TrainAnswer, TrainQuestion};
use musclerun::batch::Observer;
use musclerun::conditions::{Conditions, Form};
use musclerun::render::Format;
use musclerun::training::{Complaint, Goal, Person, Programme};
use musclerun::units::{Mass, QuantityError, RunLength};

use super::earlier;
use super::output::{PICTURES, Target};
use super::paths::say_waiting;
use super::run::NotComputed;
use super::{Failure, conditions, refused, tables, wrong};
use crate::cli::{PlanCommand, ReduceCommand, TrainCommand};

pub(super) fn train(typed: &TrainCommand, observer: &mut dyn Observer) -> Result<(), Failure> {
    let target = Target::of(&typed.output)?.without(&[PICTURES])?;
    target.check_inputs([], typed.tables.data.as_deref())?;
    let evidence = tables::evidence(&typed.tables)?;
    let training = tables::training(typed.tables.data.as_deref(), &evidence)?;
    let units = conditions::units(&typed.run, Some(&typed.length));
    let question = TrainQuestion {
        muscles: typed.muscles.clone(),
        tests: typed.tests.clone(),
        person: Person { age: typed.age, sex: typed.sex },
        run: conditions::conditions(&typed.run, &typed.length)?,
        length: conditions::run_length(&typed.length, units)?,
        units,
        all: typed.all || target.format != Format::Table,
    };
    let answer = TrainAnswer::new(&evidence, &training, question)
        .map_err(|unknown| conditions::refused_name("<MUSCLE>", &unknown))?;
    target.write_document(observer, answer.document(), &typed.run.filled)
}

pub(super) fn plan(typed: &PlanCommand, observer: &mut dyn Observer) -> Result<(), Failure> {
    let target = Target::of_answer(&typed.output, true)?.without(&[PICTURES])?;
    target.check_inputs([], typed.tables.data.as_deref())?;
    let evidence = tables::evidence(&typed.tables)?;
    let training = tables::training(typed.tables.data.as_deref(), &evidence)?;
    let units = conditions::units(&typed.run, None);
    let speed = match conditions::speed(&typed.run)? {
        Some(speed) => speed,
        None => conditions::easy(typed.easy.as_ref(), units)?,
    };
    let goal = typed.goal.as_ref();
    let distance = goal.map(|goal| conditions::distance(goal, units, "--goal <DISTANCE>"));
    let programme = typed.programme.unwrap_or(match typed.complaint {
        Some(Complaint::Shin) => Programme::Graded,
        _ => Programme::Standard,
    });
    let question = PlanQuestion {
        goal: Goal {
            programme,
            start: typed.start.unwrap_or_else(|| ZonedDateTime::now().date()),
            days: typed.days.clone(),
            speed,
            distance: distance.transpose()?,
        },
        complaint: typed.complaint,
        mass: conditions::mass(typed.run.mass.as_ref(), typed.run.units)?,
        units,
        all: typed.all || target.format != Format::Table,
    };
    let answer = PlanAnswer::new(&evidence, &training, question);
    target.write_document(observer, answer.document(), &typed.run.filled)
}

pub(super) fn reduce(typed: &ReduceCommand, observer: &mut dyn Observer) -> Result<(), Failure> {
    let target = Target::of(&typed.output)?.without(&[PICTURES])?;
    target.check_inputs(typed.file.as_deref(), typed.tables.data.as_deref())?;
    let evidence = tables::evidence(&typed.tables)?;
    let training = tables::training(typed.tables.data.as_deref(), &evidence)?;
    let units = conditions::units(&typed.run, Some(&typed.length));
    let run_length = conditions::run_length(&typed.length, units)?;
    let (run, length) = match (&typed.file, conditions::conditions(&typed.run, &typed.length)?) {
        (Some(_), Some(_)) => {
            return Err(wrong("a file says how fast it was; leave --pace and --speed out"));
        }
        (Some(file), None) => {
            let mass = conditions::mass(typed.run.mass.as_ref(), typed.run.units)?;
            say_waiting([file], observer);
            recorded(file, mass, typed.run.form.form())?
        }
        (None, Some(run)) => (run, run_length),
        (None, None) => return Err(conditions::no_speed()),
    };
    let refuse =
        |option| move |error: QuantityError| refused(option, error.found(), error.reason());
    let wanted = match (&typed.by, &typed.to, &typed.until) {
        (_, Some(to), _) => ReduceTarget::body_weights(to)
            .map(ReduceTarget::ToBodyWeights)
            .map_err(refuse("--to <WEIGHTS>"))?,
        (_, _, Some(until)) if until.trim().eq_ignore_ascii_case("longest") => {
            earlier::longest(typed, &evidence, &training, observer)?
        }
        (_, _, Some(until)) => ReduceTarget::until(until).map_err(refuse("--until <LIMIT>"))?,
        (by, ..) => {
            ReduceTarget::by(by.as_deref().unwrap_or("10%")).map_err(refuse("--by <PERCENT>"))?
        }
    };
    let question = ReduceQuestion {
        muscle: typed.muscle.clone(),
        run,
        length,
        file: typed.file.as_deref().map(last_name),
        target: wanted,
        with: typed.with.clone(),
        units,
    };
    let answer =
        ReduceAnswer::new(&evidence, &training, question).map_err(|error| match error {
            ReduceError::Muscle(unknown) => conditions::refused_name("<MUSCLE>", &unknown),
            ReduceError::NoMass => {
                let typed = typed.until.as_deref().unwrap_or_default();
                refused("--until <LIMIT>", typed, error)
            }
            other => Failure::Failed(other.into()),
        })?;
    target.write_document(observer, answer.document(), &typed.run.filled)
}

fn last_name(file: &Path) -> String {
    let last = file.file_name().map(Path::new);
    super::run::name(last.unwrap_or(file))
}

fn recorded(
    file: &Path,
    mass: Option<Mass>,
    form: Form,
) -> Result<(Conditions, Option<RunLength>), Failure> {
    let name = super::run::name(file);
    let tracks = super::run::tracks(file, &TrackOptions::default());
    let (tracks, _) = tracks.map_err(|reason| match reason {
        NotComputed::Skipped(reason) | NotComputed::Refused(reason) => anyhow!("{name}: {reason}"),
    })?;
    let mut runs = tracks.iter().filter_map(|(_, track)| track.mean_run(mass));
    let (run, length) = runs.next().ok_or_else(|| anyhow!("{name}: no running in it"))?;
    Ok((run.with_form(form), Some(length)))
}
