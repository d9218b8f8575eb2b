//! `musclerun history`: runs of weeks and people in, what each muscle bore and what stands out.

use std::fs;
use std::path::Path;

use anyhow::Context;
use musclerun::answer::Selection;
use musclerun::answer::history::{AthleteTable, History, HistoryQuestion, NoPlace};
use musclerun::batch::{Observer, Progress, Severity, in_order, threads};
use musclerun::collection::{Collected, Collector};
use musclerun::conditions::Form;
use musclerun::evidence::Evidence;
use musclerun::render::{Format, several};
use musclerun::training::Training;
use musclerun::training_log::{Defaults, LogOptions};
use musclerun::units::{LengthUnit, StepRate};

use super::cache::Cache;
use super::output::Target;
use super::paths::{FoundFiles, SourceFile, find, say_waiting};
use super::{Failure, Outcome, conditions, refused, tables};
use crate::cli::{HistoryCommand, PeopleArgs};

const FIT_A_SCREEN: usize = 8;
/// How many refused rows of a file are named.
const MOST_NAMED: usize = 20;
/// The largest table of athletes, bytes.
const LARGEST_TABLE: u64 = 16 << 20;

pub(super) fn run(typed: &HistoryCommand, observer: &mut dyn Observer) -> Result<Outcome, Failure> {
    let target = Target::of(&typed.output)?;
    target.check_inputs(
        typed.paths.iter().map(std::path::PathBuf::as_path),
        typed.tables.data.as_deref(),
    )?;
    let evidence = tables::evidence(&typed.tables)?;
    let training = tables::training(typed.tables.data.as_deref(), &evidence)?;
    let is_screen = target.format == Format::Table && !typed.output.notes;
    let question = HistoryQuestion {
        length: typed.by,
        since: typed.since,
        until: typed.until,
        last: typed.last,
        runs: typed.runs,
        acwr: typed.acwr,
        selection: Selection::default()
            .muscles(typed.muscles.clone())
            .detail(typed.detail)
            .top(typed.top.or(is_screen.then_some(FIT_A_SCREEN))),
        ..HistoryQuestion::default()
    };
    let gathering = Gathering {
        option: "<PATH>...",
        paths: &typed.paths,
        people: typed.people.clone(),
        athlete: typed.output.banner.athlete.as_deref(),
        tracks: typed.device.track_options(),
        threads: typed.threads,
    };
    let (history, outcome) = gather(&gathering, &evidence, &training, question, observer)?;
    if matches!(outcome, Outcome::NothingDone) {
        return Ok(outcome);
    }
    let answer = history.answer();
    let of_profile = answer.of_profile(&typed.people.filled);
    if target.format == Format::Html {
        let mut articles = answer.reports();
        for article in &mut articles {
            article.say_profile(&of_profile);
        }
        let (title, banner) = (&*answer.document().title, &target.banner());
        target.write(observer, |_, out| {
            several::report(&articles, (title, banner), &evidence.checksum(), out)
        })?;
    } else {
        let is_picture = target.format.is_picture();
        let document = if is_picture { answer.picture() } else { answer.document() };
        target.write_document(observer, document, &of_profile)?;
    }
    Ok(outcome)
}

/// What is read, and how.
pub(super) struct Gathering<'t> {
    /// What names the paths, for a refusal of one.
    pub(super) option: &'static str,
    pub(super) paths: &'t [std::path::PathBuf],
    pub(super) people: PeopleArgs,
    /// Whose all runs are, where that was typed.
    pub(super) athlete: Option<&'t str>,
    pub(super) tracks: musclerun::activity::TrackOptions,
    pub(super) threads: Option<std::num::NonZeroUsize>,
}

/// Reads all runs of the paths into a history.
pub(super) fn gather<'e>(
    from: &Gathering<'_>,
    evidence: &'e Evidence,
    training: &'e Training,
    question: HistoryQuestion,
    observer: &mut dyn Observer,
) -> Result<(History<'e>, Outcome), Failure> {
    say_waiting(from.paths, observer);
    let people = &from.people;
    let FoundFiles { files, passed_over, table } =
        find((from.option, from.paths), from.athlete, observer)?;
    let athletes = match people.athletes.as_deref().or(table.as_deref()) {
        Some(path) => athlete_table(path)?,
        None => AthleteTable::default(),
    };
    let units = people.units.unwrap_or(LengthUnit::Kilometre);
    let form = people.foot_strike.map(|strike| Form::default().with_foot_strike(strike));
    let form = form.unwrap_or_default();
    let rate = people.step_rate.as_ref().map(|rate| rate.first);
    let step_rate = rate.unwrap_or(StepRate::Typical);
    let logs = LogOptions {
        units: people.units,
        defaults: Defaults { terrain: people.terrain, step_rate, form, ..Defaults::default() },
        ..LogOptions::default()
    };
    let selection = question.selection.clone();
    let collector =
        Collector::new(evidence, selection, from.tracks, logs, people.athlete_column.clone())
            .map_err(|unknown| conditions::refused_muscle(&unknown))?;
    let patterns: Vec<(String, String)> =
        athletes.files().map(|(name, pattern)| (name.to_owned(), pattern.to_owned())).collect();
    let question = HistoryQuestion {
        mass: people.mass,
        profile_mass: people.lasting_mass,
        time_zone: people.time_zone.clone(),
        profile_time_zone: people.lasting_zone.clone(),
        athletes,
        units,
        ..question
    };
    let mut history = History::new(evidence, training, question)
        .map_err(|unknown| conditions::refused_muscle(&unknown))?;
    let mut counts = FileCounts { something_else: passed_over, ..FileCounts::default() };
    let (total, mut done) = (files.len() as u64, 0);
    let muscles: Vec<&str> = collector.muscles().iter().map(|muscle| muscle.key()).collect();
    let (checksum, tracks) = (evidence.checksum(), from.tracks);
    let (terrain, column, units) = (people.terrain, &people.athlete_column, people.units);
    let depends_on = format!(
        "{checksum} {muscles:?} {tracks:?} {terrain:?} {column:?} {units:?} {step_rate:?} {form:?}"
    );
    let cache = Cache::open(people.cache, &depends_on);
    in_order(
        threads(from.threads).min(files.len().max(1)),
        files.into_iter().map(Ok::<SourceFile, Failure>),
        || {
            |file: SourceFile, send: &mut dyn FnMut((SourceFile, Collected))| {
                let (file, collected) = file.collect(&collector, &cache);
                send((file, collected));
            }
        },
        |(file, collected)| {
            let athlete = patterns
                .iter()
                .find(|(_, pattern)| file.matches(pattern))
                .map_or(&*file.athlete, |(name, _)| name);
            counts.take(&file, athlete, collected, &mut history, observer);
            done += 1;
            observer.progress(Progress::new(done, Some(total), "files"));
            Ok(())
        },
    )?;
    let outcome = counts.end(total, observer);
    Ok((history, outcome))
}

#[derive(Default)]
struct FileCounts {
    computed: u64,
    runs: u64,
    refused: u64,
    other_sports: u64,
    something_else: u64,
}

impl FileCounts {
    fn take(
        &mut self,
        file: &SourceFile,
        athlete: &str,
        collected: Collected,
        history: &mut History<'_>,
        observer: &mut dyn Observer,
    ) {
        let name = file.name();
        match collected {
            Collected::Sessions(found) => {
                self.computed += 1;
                for warning in found.warnings {
                    observer.report(Severity::Warning, &format!("{name}: {warning}"));
                }
                self.other_sports += found.other_sports as u64;
                let mut refused = found.refused;
                for session in found.sessions {
                    let place = session.name.clone();
                    match history.add(athlete, session) {
                        Ok(()) => self.runs += 1,
                        Err(reason) => refused.push(format!("{place}: {reason}{}", hint(reason))),
                    }
                }
                let unnamed = refused.len().saturating_sub(MOST_NAMED);
                self.refused += refused.len() as u64;
                for reason in refused.into_iter().take(MOST_NAMED) {
                    observer.report(Severity::Error, &reason);
                }
                if unnamed > 0 {
                    let message = format!("{name}: {unnamed} more that are refused are not named");
                    observer.report(Severity::Error, &message);
                }
            }
            Collected::OtherSport(reason) => {
                if file.is_named {
                    observer.report(Severity::Warning, &format!("{name}: skipped: {reason}"));
                }
                self.other_sports += 1;
            }
            Collected::SomethingElse(_) if !file.is_named => self.something_else += 1,
            Collected::SomethingElse(reason) | Collected::Refused(reason) => {
                observer.report(Severity::Error, &format!("{name}: {reason}"));
                self.refused += 1;
            }
            _ => {}
        }
    }

    fn end(self, files: u64, observer: &mut dyn Observer) -> Outcome {
        let Self { runs, refused, .. } = self;
        if files + self.something_else > 1 {
            let message = format!(
                "in all: runs: {runs}, in files: {}; refused: {refused}; of other sports: {}; files passed over: {}",
                self.computed, self.other_sports, self.something_else
            );
            observer.report(Severity::Note, &message);
        }
        match (runs, refused) {
            (0, 1..) => Outcome::NothingDone,
            (_, 0) => Outcome::Done,
            _ => Outcome::SomeRefused,
        }
    }
}

/// What to type for a run that has no place.
fn hint(reason: NoPlace) -> &'static str {
    match reason {
        NoPlace::Mass => "; give it with --mass or --athletes",
        _ => "",
    }
}

fn athlete_table(path: &Path) -> Result<AthleteTable, Failure> {
    let shown = path.display().to_string();
    let read = || -> anyhow::Result<String> {
        let length = fs::metadata(path)?.len();
        anyhow::ensure!(length <= LARGEST_TABLE, "{length} bytes are more than 16 MiB");
        Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
    };
    let text = read().with_context(|| shown.clone())?;
    AthleteTable::read(&text).map_err(|error| refused("--athletes <FILE>", &shown, error))
}
