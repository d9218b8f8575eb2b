//! What is asked of the page, and its answer: a line of JSON, then the parts whose lengths that line tells.

use musclerun::answer::RankBy;
use musclerun::answer::advice::with_advice;
use musclerun::answer::calculate::{Question, Report};
use musclerun::answer::compare::{Comparison, Pair};
use musclerun::answer::reduce::{ReduceAnswer, ReduceQuestion, ReduceTarget};
use musclerun::answer::train::{TrainAnswer, TrainQuestion};
use musclerun::conditions::{FootStrike, Terrain};
use musclerun::document::Document;
use musclerun::embedded;
use musclerun::render::{self, Format, Style, several};
use musclerun::training;
use serde::{Deserialize, Serialize};

use crate::conditions::{FieldFault, TypedConditions, TypedRun, Understood};
use crate::{files, history, log};

#[derive(Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
enum Request {
    /// What can be chosen.
    Choices,
    /// The answer to conditions; with others, both side by side.
    Ask {
        run: TypedConditions,
        with: Option<TypedConditions>,
        /// What to write; an article of the page where nothing is named.
        format: Option<String>,
    },
    /// Why, and what to do: of a muscle.
    Muscle { run: TypedConditions, muscle: String },
    /// The runs in the open file; a refusal of an archive of more than so many.
    File { run: TypedConditions, name: String, place: usize, most: Option<usize> },
    /// The open file is one of two that are to be compared.
    Keep { run: TypedConditions, name: String },
    /// Both side by side.
    Pair { place: usize },
    /// The open file is one of many.
    Collect { run: TypedConditions, path: String },
    /// The weeks of the many that were collected.
    History { run: TypedConditions, place: usize },
    /// The training log in the open file.
    Log { run: TypedConditions, name: String },
}

/// What is told of an answer before its parts.
#[derive(Default, Serialize)]
pub(crate) struct Told {
    /// The length of each part, bytes.
    pub(crate) parts: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) understood: Option<Understood>,
    /// The answer in a sentence.
    pub(crate) headline: String,
    /// How many runs were read.
    pub(crate) runs: usize,
    /// What could not be done or read.
    pub(crate) warnings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) choices: Option<FieldWords>,
}

/// What can be chosen: the words of the fields, and the key of every muscle by its name.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct FieldWords {
    terrains: Vec<&'static str>,
    foot_strikes: Vec<&'static str>,
    muscles: Vec<(&'static str, &'static str)>,
    version: String,
}

/// An answer: what is told of it, and its parts.
pub(crate) type Answer = (Told, Vec<Vec<u8>>);

/// Answers a request; a refusal is an answer too.
pub(crate) fn answer(request: &[u8]) -> Vec<u8> {
    let answered = serde_json::from_slice(request).map_err(FieldFault::from).and_then(answered);
    match answered {
        Ok((told, parts)) => {
            let parts_told = Told { parts: parts.iter().map(Vec::len).collect(), ..told };
            with_head(&parts_told, &parts)
        }
        Err(refusal) => with_head(&refusal, &[]),
    }
}

fn with_head(head: &impl Serialize, parts: &[Vec<u8>]) -> Vec<u8> {
    let length: usize = parts.iter().map(Vec::len).sum();
    let mut bytes = Vec::with_capacity(length + 1024);
    // fields of text and numbers, written to memory: neither can fail
    let _ = serde_json::to_writer(&mut bytes, head);
    bytes.push(b'\n');
    bytes.extend(parts.iter().flatten());
    bytes
}

fn answered(request: Request) -> Result<Answer, FieldFault> {
    match request {
        Request::Choices => Ok((Told { choices: Some(choices()), ..Told::default() }, Vec::new())),
        Request::Ask { run, with, format } => {
            let named = |key: String| {
                let mut formats = Format::ALL.iter().copied();
                let format = formats.find(|format| format.key() == key);
                format.ok_or_else(|| format!("{key} is no form of an answer"))
            };
            ask(&run.run()?, with.as_ref(), format.map(named).transpose()?)
        }
        Request::Muscle { run, muscle } => about(&run.run()?, &muscle),
        Request::File { run, name, place, most } => files::answer(&run, &name, place, most),
        Request::Keep { run, name } => files::keep(&run, &name),
        Request::Pair { place } => files::compared(place),
        Request::Collect { run, path } => history::collect(&run, &path),
        Request::History { run, place } => history::answer(&run, place),
        Request::Log { run, name } => log::answer(&run, &name),
    }
}

fn choices() -> FieldWords {
    let evidence = embedded::evidence();
    let muscles = evidence.muscles().iter();
    let muscles = muscles
        .flat_map(|muscle| [muscle.name(), muscle.short_name()].map(|name| (name, muscle.key())));
    FieldWords {
        terrains: Terrain::ALL.map(Terrain::key).to_vec(),
        foot_strikes: FootStrike::ALL.map(FootStrike::key).to_vec(),
        muscles: muscles.collect(),
        version: format!("{} (tables {})", env!("CARGO_PKG_VERSION"), evidence.checksum()),
    }
}

/// Conditions, answered.
fn report(run: &TypedRun, for_programs: bool, both: bool) -> Result<Report<'static>, FieldFault> {
    let question = Question {
        units: run.units,
        run_length: run.length,
        with_impulse: for_programs || both || run.length.is_some(),
        ..Question::new(run.conditions)
    };
    Ok(Report::new(embedded::evidence(), question)?)
}

/// The answer to conditions, alone or beside others.
fn ask(
    run: &TypedRun,
    with: Option<&TypedConditions>,
    format: Option<Format>,
) -> Result<Answer, FieldFault> {
    let is_for_people = |format: Format| {
        matches!(format, Format::Table | Format::Md | Format::Html) || format.is_picture()
    };
    let for_programs = format.is_some_and(|format| !is_for_people(format));
    let mut own = report(run, for_programs, with.is_some())?;
    let understood = Some(Understood::of(run, &own.stepping));
    let (part, headline) = match with {
        None => {
            let training = training::embedded();
            if matches!(format, None | Some(Format::Html | Format::Json)) {
                own.tell_trunk(training);
            }
            let mut document = own.document();
            if let (None | Some(Format::Html), Some(first)) = (format, own.rows.first()) {
                let tables = (embedded::evidence(), training);
                let (muscle, length) = (first.muscle, run.length);
                document = with_advice(document, tables, muscle, run.conditions, length, run.units);
            }
            (written(&document, format, 0)?, document.summary.headline)
        }
        Some(other) => {
            let other = other
                .run()
                .and_then(|other| report(&other, for_programs, true))
                .map_err(|fault| format!("A, which is kept: {}", fault.reason))?;
            let pair = Pair::Conditions(Box::new([other, own]));
            let compared = Comparison::new(pair, RankBy::Change, None)?;
            let document = compared.document(["A", "B"]);
            (written(&document, format, 0)?, document.summary.headline)
        }
    };
    let told = Told { understood, headline, ..Told::default() };
    Ok((told, vec![part]))
}

/// A document in a form, or as the article of that place in the page.
pub(crate) fn written(
    document: &Document<'_>,
    format: Option<Format>,
    place: usize,
) -> Result<Vec<u8>, FieldFault> {
    let mut out = Vec::with_capacity(64 << 10);
    let style = Style { part: [place, 0], ..Style::default() };
    match format {
        None => several::write(document, Format::Html, style, &mut out)?,
        Some(format) => render::write(document, format, style, &mut out)?,
    }
    Ok(out)
}

/// Why a muscle bears what it bears, what takes load off it, and what trains it: an article each, empty where there is
/// nothing to tell, and why.
fn about(run: &TypedRun, muscle: &str) -> Result<Answer, FieldFault> {
    let evidence = embedded::evidence();
    let question =
        Question { only: Some(muscle.to_owned()), ..report(run, false, false)?.question };
    let explained = Report::new(evidence, question)?;
    let reduced = ReduceAnswer::new(
        evidence,
        training::embedded(),
        ReduceQuestion {
            length: run.length,
            units: run.units,
            ..ReduceQuestion::new(muscle, run.conditions, ReduceTarget::ByPercent(10.0))
        },
    );
    let trained = TrainAnswer::new(
        evidence,
        training::embedded(),
        TrainQuestion {
            muscles: vec![muscle.to_owned()],
            run: Some(run.conditions),
            length: run.length,
            units: run.units,
            all: true,
            ..TrainQuestion::default()
        },
    )?;
    let mut warnings = Vec::new();
    let reduced = match reduced {
        Ok(reduced) => written(&reduced.document(), None, 0)?,
        Err(error) => {
            warnings.push(error.to_string());
            Vec::new()
        }
    };
    let parts = vec![
        written(&explained.explained(), None, 0)?,
        reduced,
        written(&trained.document(), None, 0)?,
    ];
    let told = Told { warnings, ..Told::default() };
    Ok((told, parts))
}
