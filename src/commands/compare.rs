//! `musclerun compare`: two recorded runs, or two sets of conditions, muscle by muscle.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use musclerun::activity::{FORMATS, TrackOptions};
use musclerun::answer::StudyLimit;
use musclerun::answer::calculate::{self, Report, ReportError};
use musclerun::answer::compare::{Comparison, Pair};
use musclerun::answer::history::{DayRange, HistoryQuestion};
use musclerun::answer::run::{self, RecordedRun, Recorder};
use musclerun::batch::{Observer, Severity};
use musclerun::conditions::Terrain;
use musclerun::evidence::Evidence;
use musclerun::units::LengthUnit;

use super::history::{Gathering, gather};
use super::output::{PICTURES, Target};
use super::paths::say_waiting;
use super::run::{NotComputed, name, tracks};
use super::{Failure, MASS_HINT, Outcome, conditions, refused, tables, wrong};
use crate::cli::{self, CompareCommand, PeopleArgs, Profile, RunArgs, RunPairs};

const SIDES: [&str; 2] = ["<A>", "<B>"];

enum TypedSide<'a> {
    File(&'a Path),
    Conditions(Box<RunPairs>),
}

pub(super) fn run(
    mut arguments: CompareCommand,
    profile: &Profile,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
    if let (Some(a), Some(b)) = (arguments.periods.a, arguments.periods.b) {
        return of_periods(&arguments, [a, b], profile, observer);
    }
    arguments.output.fill(profile);
    let b = arguments.b.as_deref().unwrap_or(OsStr::new("-"));
    let [a, b] = [&*arguments.a, b].map(is_file);
    if a || b {
        arguments.run.fill_recorded(profile);
        let easy = &mut arguments.show.easy;
        cli::fill(easy, &profile.easy, "easy pace", &mut arguments.run.filled);
    } else {
        arguments.run.fill(profile);
    }
    compare(&arguments, observer)?;
    Ok(Outcome::Done)
}

/// Whether it is a file, and no conditions.
fn is_file(text: &OsStr) -> bool {
    text == "-" || Path::new(text).exists()
}

fn of_periods(
    arguments: &CompareCommand,
    periods: [DayRange; 2],
    profile: &Profile,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
    let target = Target::of(&arguments.output)?.without(&[PICTURES])?;
    let paths = std::iter::once(&arguments.a).chain(&arguments.b).chain(&arguments.more);
    let paths: Vec<PathBuf> = paths.map(PathBuf::from).collect();
    let evidence = tables::evidence(&arguments.tables)?;
    let training = tables::training(arguments.tables.data.as_deref(), &evidence)?;
    let (run, typed) = (&arguments.run, &arguments.periods);
    let mut people = PeopleArgs {
        mass: conditions::mass(run.mass.as_ref(), run.units)?,
        athletes: typed.athletes.clone(),
        athlete_column: typed.athlete_column.clone(),
        time_zone: typed.time_zone.clone(),
        terrain: run.terrain,
        units: run.units,
        step_rate: run.step_rate.clone(),
        foot_strike: run.form.foot_strike,
        ..PeopleArgs::default()
    };
    people.fill(profile);
    let gathering = Gathering {
        option: "<PATH>...",
        paths: &paths,
        people,
        athlete: arguments.output.banner.athlete.as_deref(),
        tracks: arguments.device.track_options(),
        threads: None,
    };
    let selection = arguments.show.selection.selection(None).top(None);
    let question = HistoryQuestion { selection, ..HistoryQuestion::default() };
    let (history, outcome) = gather(&gathering, &evidence, &training, question, observer)?;
    if matches!(outcome, Outcome::NothingDone) {
        return Ok(outcome);
    }
    let answer = history.answer();
    let of_profile = answer.of_profile(&gathering.people.filled);
    target.write_document(observer, answer.comparison(periods), &of_profile)?;
    Ok(outcome)
}

fn compare(arguments: &CompareCommand, observer: &mut dyn Observer) -> Result<(), Failure> {
    let b = arguments.b.as_deref().unwrap_or(OsStr::new("-"));
    let texts = [&*arguments.a, b];
    let target = Target::of(&arguments.output)?;
    target.check_inputs(texts.map(Path::new), arguments.tables.data.as_deref())?;
    let sides = [side(SIDES[0], texts[0])?, side(SIDES[1], texts[1])?];
    let shown = texts.map(|text| text.to_string_lossy().into_owned());
    let (evidence, study) =
        tables::limited(&arguments.tables, arguments.show.selection.study.as_deref())?;
    let (pair, names) = match sides {
        [TypedSide::Conditions(a), TypedSide::Conditions(b)] => {
            let runs = [*a, *b].map(|own| merge_over(arguments, own));
            (of_conditions(arguments, &evidence, &runs, &shown, study)?, shown)
        }
        [TypedSide::File(a), TypedSide::File(b)] => {
            let pair = of_files(arguments, &evidence, [a, b], study, observer)?;
            (pair, [name(a), name(b)])
        }
        [a, _] => {
            let [this, other] = match a {
                TypedSide::File(_) => ["these are conditions", "is a file"],
                TypedSide::Conditions(_) => ["this is a file", "has conditions"],
            };
            let reason = format!(
                "{this}, while A {other}; two files or two sets of conditions are accepted"
            );
            return Err(refused(SIDES[1], &shown[1], reason));
        }
    };
    let rank_by = arguments.show.rank_by;
    let compared = Comparison::new(pair, rank_by, arguments.show.selection.top)
        .map_err(|error| refused("--rank-by <QUANTITY>", rank_by.key(), error))?;
    let names = names.each_ref().map(String::as_str);
    target.write_document(observer, compared.document(names), &arguments.run.filled)
}

/// A file where there is one of that name, else conditions.
fn side<'a>(option: &str, text: &'a OsStr) -> Result<TypedSide<'a>, Failure> {
    let path = Path::new(text);
    if is_file(text) {
        return Ok(TypedSide::File(path));
    }
    let shown = text.to_string_lossy();
    if !shown.contains('=') && (shown.contains('/') || path.extension().is_some()) {
        fs::metadata(path).with_context(|| shown.into_owned())?;
        return Ok(TypedSide::File(path));
    }
    if !shown.contains('=') {
        return Err(refused(
            option,
            &shown,
            format!(
                "there is no file of that name; a {FORMATS} file, or conditions such as pace=5:00,terrain=uphill are \
                 accepted"
            ),
        ));
    }
    cli::pairs(&shown)
        .map(|run| TypedSide::Conditions(Box::new(run)))
        .map_err(|(pair, reason)| refused(option, &pair, reason))
}

/// What is shared, with what one side says over it.
fn merge_over(shared: &CompareCommand, (own, own_length): RunPairs) -> RunPairs {
    // words that are about the gradient and a gradient stand for each other
    let is_about_gradient =
        |terrain: Terrain| matches!(terrain, Terrain::Flat | Terrain::Uphill | Terrain::Downhill);
    let says_level = own.terrain.is_some_and(is_about_gradient);
    let (run, length) = (shared.run.clone(), shared.length.clone());
    let terrain =
        run.terrain.filter(|terrain| own.gradient.is_none() || !is_about_gradient(*terrain));
    let gradient = run.gradient.filter(|_| !says_level);
    let (pace, speed) = match (own.pace, own.speed) {
        (None, None) => (run.pace, run.speed),
        own => own,
    };
    let length = match (&own_length.distance, own_length.duration) {
        (None, None) => length,
        _ => own_length,
    };
    let run = RunArgs {
        pace,
        speed,
        mass: own.mass.or(run.mass),
        terrain: own.terrain.or(terrain),
        gradient: own.gradient.or(gradient),
        step_rate: own.step_rate.or(run.step_rate),
        form: own.form.or(run.form),
        units: run.units,
        filled: Vec::new(),
    };
    (run, length)
}

fn of_conditions<'e>(
    arguments: &CompareCommand,
    evidence: &'e Evidence,
    runs: &[RunPairs; 2],
    shown: &[String; 2],
    study: Option<StudyLimit>,
) -> Result<Pair<'e>, Failure> {
    let device = &arguments.device;
    let of_files = [
        ("--smooth", device.smooth.is_some()),
        ("--cadence-unit", device.cadence_unit.is_some()),
        ("--any-sport", device.any_sport),
        ("--easy", arguments.show.easy.is_some()),
    ];
    reject_conflict("files", "conditions are compared", &of_files)?;
    let in_miles =
        runs.iter().any(|(run, length)| conditions::units(run, Some(length)) == LengthUnit::Mile);
    let units = if in_miles { LengthUnit::Mile } else { LengthUnit::Kilometre };
    let show = &arguments.show;
    let report = |i: usize, study: Option<StudyLimit>| -> Result<Report<'e>, Failure> {
        let (run, length) = &runs[i];
        let of_side = |failure| in_side(failure, i, &shown[i]);
        let lacks = |what: &str| refused(SIDES[i], &shown[i], what);
        let conditions = conditions::conditions(run, length).map_err(of_side)?.ok_or_else(|| {
            let reason = "says neither pace nor speed; pace=5:00 or speed=12km/h in it, or --pace or --speed for both, \
                          are accepted";
            lacks(reason)
        })?;
        let question = calculate::Question {
            units,
            run_length: conditions::run_length(length, units).map_err(of_side)?,
            selection: show.selection.selection(study).top(None),
            exponent: show.selection.exponent,
            with_impulse: true,
            ..calculate::Question::new(conditions)
        };
        Report::new(evidence, question).map_err(|error| match &error {
            ReportError::Muscle(unknown) => conditions::refused_muscle(unknown),
            ReportError::StepRate(quantity) => {
                of_side(conditions::refused_step_rate(run, quantity))
            }
            _ => error.into(),
        })
    };
    let sides = [report(0, study.clone())?, report(1, study)?];
    Ok(Pair::Conditions(Box::new(sides)))
}

/// A refusal of what only all conditions of a side together show to be wrong, with the side.
fn in_side(failure: Failure, side: usize, shown: &str) -> Failure {
    match failure {
        Failure::Refused(reason) => wrong(format!("{} {shown}: {reason}", SIDES[side])),
        other => other,
    }
}

fn of_files<'e>(
    arguments: &CompareCommand,
    evidence: &'e Evidence,
    files: [&Path; 2],
    study: Option<StudyLimit>,
    observer: &mut dyn Observer,
) -> Result<Pair<'e>, Failure> {
    let (run, length, show) = (&arguments.run, &arguments.length, &arguments.show);
    let of_conditions = [
        ("--pace", run.pace.is_some()),
        ("--speed", run.speed.is_some()),
        ("--step-rate", run.step_rate.is_some()),
        ("--distance", length.distance.is_some()),
        ("--duration", length.duration.is_some()),
    ];
    reject_conflict("conditions", "files are compared, which say it themselves", &of_conditions)?;
    if files.iter().all(|file| *file == Path::new("-")) {
        return Err(refused(SIDES[1], "-", "standard input is A already"));
    }
    let terrain = run.terrain.map(cli::without_gradient).transpose();
    let typed_terrain = run.terrain.map_or("", Terrain::key);
    let units = run.units.unwrap_or(LengthUnit::Kilometre);
    say_waiting(&files.map(Path::to_path_buf), observer);
    let mass = conditions::mass(run.mass.as_ref(), run.units)?;
    let question = run::RunQuestion {
        terrain: terrain.map_err(|reason| refused("--terrain <TERRAIN>", typed_terrain, reason))?,
        units,
        form: run.form.form(),
        exponent: show.selection.exponent,
        selection: show.selection.selection(study).top(None),
        ..run::RunQuestion::new(mass, conditions::easy(show.easy.as_ref(), units)?)
    };
    let recorder = Recorder::new(evidence, question)
        .map_err(|unknown| conditions::refused_muscle(&unknown))?;
    let gradient = conditions::gradient(run);
    let track_options = TrackOptions { gradient, ..arguments.device.track_options() };
    let mut answer = |file: &Path| -> Result<RecordedRun<'e>, Failure> {
        let (tracks, damage) = tracks(file, &track_options).map_err(|passed| match passed {
            NotComputed::Skipped(reason) | NotComputed::Refused(reason) => {
                anyhow!("{}: {reason}", name(file))
            }
        })?;
        for damage in damage {
            observer.report(Severity::Warning, &format!("{}: {damage}", name(file)));
        }
        let count = tracks.len();
        let longest = tracks.into_iter().max_by_key(|(_, track)| track.intervals.len());
        let (name_of_run, track) = longest.ok_or_else(|| anyhow!("{}: no run", name(file)))?;
        if count > 1 {
            let message = format!("{name_of_run}, the longest of {count} runs, is compared");
            observer.report(Severity::Note, &message);
        }
        Ok(recorder.answer(track))
    };
    let sides = [answer(files[0])?, answer(files[1])?];
    if sides.iter().any(|run| run.mass.is_none()) {
        observer.report(Severity::Note, MASS_HINT);
    }
    Ok(Pair::Recorded(Box::new(sides)))
}

/// Refuses options that were given and are not for what is compared.
fn reject_conflict(kind: &str, but: &str, options: &[(&str, bool)]) -> Result<(), Failure> {
    match options.iter().find(|(_, is_given)| *is_given) {
        Some((option, _)) => Err(wrong(format!("{option} goes with {kind}, but {but}"))),
        None => Ok(()),
    }
}
