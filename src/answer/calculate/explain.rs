//! What each figure was made of: anchor, every factor with its rows and study, spread, and what other sources say.

use std::borrow::Cow;
use std::ops::Mul;

use super::{MuscleRow, Report};
use crate::answer::text;
use crate::document::{Detail, Document, Section, SectionPart, Tree, Value};
use crate::evidence::{CurvePosition, Effect, EffectRow, Grade, Knot, Source};
use crate::model::{Estimate, Factor, MuscleLoad, Origin};
use crate::muscle::Phase;
use crate::number::{change, fixed, short, signed, trimmed};

/// Where a figure or a statement stands.
#[derive(Clone, Copy)]
struct Cited<'r> {
    source: &'r Source,
    grade: Option<Grade>,
    note: &'r str,
}

/// A row of the tables at its place.
struct RowUsed<'r> {
    x: Option<f64>,
    value: f64,
    sd: Option<f64>,
    cited: Cited<'r>,
}

impl Cited<'_> {
    fn text(&self) -> String {
        let (study, locus) = (&self.source.study.key, &self.source.locus);
        let grade = self.grade.map(|grade| format!(", grade {grade}"));
        let note = Some(self.note).filter(|note| !note.is_empty());
        format!(
            "[{study}, {locus}, {}{}]{}",
            self.source.reading.key(),
            grade.unwrap_or_default(),
            note.map(|note| format!("; {note}")).unwrap_or_default()
        )
    }

    /// Behind these members where it stands.
    fn behind<'t>(&self, members: Vec<(&'static str, Value)>) -> Tree<'t> {
        let stands = [
            ("study", (&*self.source.study.key).into()),
            ("locus", (&*self.source.locus).into()),
            ("reading", self.source.reading.key().into()),
            ("grade", self.grade.map(Grade::key).into()),
            ("note", self.note.into()),
        ];
        Tree::object(members.into_iter().chain(stands))
    }
}

impl Report<'_> {
    /// What the figures were made of, as a document; the rows for programs are those of the answer.
    #[must_use]
    pub fn explained(&self) -> Document<'_> {
        let explained = self.rows.iter().map(|row| explain(self, row));
        let (sections, trees): (Vec<Section>, Vec<Tree<'_>>) = explained.unzip();
        let ground = self.ground_words();
        let mut document = self.document();
        if let Tree::Object(members) = &mut document.tree {
            members.push((Cow::Borrowed("explanations"), trees.into_iter().collect()));
        }
        Document {
            heading: [self.conditions()].into_iter().chain(ground.clone()).collect(),
            sections,
            notes: self
                .notes
                .iter()
                .filter(|note| ground.as_ref() != Some(&note.text))
                .cloned()
                .collect(),
            is_numbered: false,
            ..document
        }
    }
}

/// Everything that a muscle's figures were made of, for people and for programs.
fn explain<'t>(report: &Report<'_>, row: &MuscleRow<'_>) -> (Section, Tree<'t>) {
    let mut details = Vec::new();
    let mut peaks = Vec::new();
    // the phase that decides comes first
    let mut phases = Phase::ALL.to_vec();
    phases.sort_by_key(|phase| row.load.is_none_or(|load| load.phase() != *phase));
    for phase in phases {
        if let Some(peak) = row.load.as_ref().and_then(|load| load.peak_in(phase)) {
            let sd = peak.sd().map(|sd| sd.0);
            let or_more = if peak.sd_is_lower_bound() { " or more" } else { "" };
            let spread = sd.map(|sd| format!(" ±{}{or_more}", fixed(sd, 3)));
            details.push(detail(
                &phase.key().replace('_', " "),
                format!(
                    "{}{} body weights, grade {}",
                    fixed(peak.value().0, 3),
                    spread.unwrap_or_default(),
                    peak.grade()
                ),
            ));
            let anchor = anchor(&peak, &mut details);
            peaks.push(Tree::object([
                ("phase", Value::from(phase.key()).into()),
                ("peak_bw", six(Some(peak.value().0)).into()),
                ("sd_bw", six(sd).into()),
                ("sd_is_lower_bound", Value::from(peak.sd_is_lower_bound()).into()),
                ("grade", Value::from(peak.grade().key()).into()),
                ("anchor", anchor),
                ("factors", factors(report, &peak, &mut details)),
            ]));
        }
    }
    let impulse = row.load.and_then(|load| impulse(report, row, load, &mut details));
    let mut members: Vec<(_, Tree<'t>)> = vec![
        ("muscle", Value::from(row.muscle.key()).into()),
        ("peaks", peaks.into_iter().collect()),
        ("impulse", impulse.unwrap_or(Value::Unknown.into())),
    ];
    for (term, key, statements) in [
        ("others say", "crosschecks", crosschecks(report, row)),
        ("direction", "directions", directions(report, row)),
        ("context", "facts", facts(report, row)),
    ] {
        let trees = statements.iter().enumerate().map(|(i, statement)| {
            let (about, what, cited) = statement;
            let whose = if *about == row.muscle.key() {
                String::new()
            } else {
                format!("{}: ", about.replace('_', " "))
            };
            let text = format!("{whose}{what} {}", cited.text());
            details.push(detail(if i == 0 { term } else { "" }, text));
            cited.behind(vec![("about", (*about).into()), ("what", (&**what).into())])
        });
        members.push((key, trees.collect()));
    }
    let section = Section::new(title(row), vec![SectionPart::Details(details)]);
    (section, Tree::object(members))
}

/// The published peak that a figure begins with.
fn anchor<'t, Q: Copy>(peak: &Estimate<'_, Q>, details: &mut Vec<Detail>) -> Tree<'t> {
    let anchor = peak.anchor();
    let cited = Cited { source: &anchor.source, grade: Some(anchor.grade), note: &anchor.note };
    let sd_study = anchor.sd_study.as_ref().map(|study| &*study.key);
    // where a study prints no speed its note says which is assumed
    let is_assumed = anchor.note.contains("m/s assumed");
    let spread_from = sd_study.map(|study| format!("; spread from {study}"));
    details.push(part(
        "anchor",
        format!(
            "{}{} at {} m/s{} {}{}",
            trimmed(anchor.peak_bw, 3),
            spread(anchor.sd_bw),
            short(anchor.speed_m_s),
            if is_assumed { " (assumed)" } else { "" },
            cited.text(),
            spread_from.unwrap_or_default()
        ),
    ));
    cited.behind(vec![
        ("speed_m_s", six(Some(anchor.speed_m_s))),
        ("peak_bw", six(Some(anchor.peak_bw))),
        ("sd_bw", six(anchor.sd_bw)),
        ("sd_study", sd_study.into()),
    ])
}

/// The impulse of a stride; its factors are told where they are not those of the peak.
fn impulse<'t>(
    report: &Report<'_>,
    row: &MuscleRow<'_>,
    load: MuscleLoad<'_>,
    details: &mut Vec<Detail>,
) -> Option<Tree<'t>> {
    let impulse = load.impulse()?;
    let at = impulse.duration()?;
    let (phase, _) = report.evidence.durations(row.muscle)?;
    // a quicker step lasts less
    let duration_s = at.interpolate(|row| row.duration_s) * 100.0 / impulse.step_rate_pct();
    let peak_bw = impulse.value().0 / duration_s;
    let rows = at.rows().iter().map(|row| RowUsed {
        x: Some(row.x()),
        value: row.duration_s,
        sd: None,
        cited: Cited { source: &row.source, grade: Some(row.grade), note: "" },
    });
    let rows: Vec<RowUsed<'_>> = rows.collect();
    let edge = at.held_at();
    let edge_text = edge.map(|edge| format!(", held at {} m/s", short(edge)));
    details.push(detail(
        "impulse",
        format!(
            "{} body weights · s a stride, grade {}: {} in {} × {} s{}, from {}",
            fixed(impulse.value().0, 4),
            impulse.grade(),
            fixed(peak_bw, 3),
            phase.key().replace('_', " "),
            fixed(duration_s, 4),
            edge_text.unwrap_or_default(),
            between(&rows)
        ),
    ));
    let mut of_impulse = Vec::new();
    let factors = factors(report, &impulse, &mut of_impulse);
    let peak = load.peak_in(phase);
    if peak.is_none_or(|peak| (peak.value().0 - peak_bw).abs() >= 1e-5) {
        details.append(&mut of_impulse);
    }
    Some(Tree::object([
        ("phase", Value::from(phase.key()).into()),
        ("impulse_bw_s", six(Some(impulse.value().0)).into()),
        ("peak_bw", six(Some(peak_bw)).into()),
        ("duration_s", six(Some(duration_s)).into()),
        ("held_at", six(edge).into()),
        ("grade", Value::from(impulse.grade().key()).into()),
        ("factors", factors),
        ("rows", rows.iter().map(RowUsed::tree).collect()),
    ]))
}

fn factors<'t, Q: Copy + Mul<f64, Output = Q>>(
    report: &Report<'_>,
    estimate: &Estimate<'_, Q>,
    details: &mut Vec<Detail>,
) -> Tree<'t> {
    let factors = estimate.factors();
    factors.iter().map(|factor| factor_of(report, factor, details)).collect()
}

fn factor_of<'t>(report: &Report<'_>, factor: &Factor<'_>, details: &mut Vec<Detail>) -> Tree<'t> {
    let (basis, at, anchor) = match factor.origin {
        Origin::Reference => ("reference", None, None),
        Origin::NoFigure => ("no_figure", None, None),
        Origin::Rows { at, anchor, .. } => ("rows", Some(at), anchor),
    };
    let effect = factor.effect;
    let is_number = effect.bounds().is_some();
    let word = (!is_number).then(|| match effect {
        Effect::Terrain => report.question.conditions.course().terrain().to_string(),
        _ => effect.written(factor.x),
    });
    let rows = effect_rows(at, is_number);
    let rows_at_anchor = effect_rows(anchor.map(|(_, position)| position), is_number);
    // of the form only where another than one's own is asked for
    if !effect.is_of_form() || basis != "reference" {
        let place = match (&word, effect) {
            (Some(word), Effect::Terrain) => format!("on {word}"),
            (Some(word), _) => word.clone(),
            (None, Effect::Speed) => format!("at {} m/s", short(factor.x)),
            (None, Effect::StepRate) => format!("at {} % of typical", short(factor.x)),
            (None, Effect::TrunkLean) => format!("at {} degrees", signed(factor.x)),
            (None, _) => format!("at {} %", signed(factor.x)),
        };
        let ratio = trimmed(factor.ratio, 3);
        let text = match factor.origin {
            Origin::Reference => format!("{ratio} {place}, the reference"),
            Origin::NoFigure => format!("{ratio} {place}: nobody published a figure"),
            Origin::Rows { .. } => {
                let spread = match factor.sd() {
                    Some(sd) => spread(Some(sd)),
                    None => " (spread not published in full)".to_owned(),
                };
                let edge = factor.held_at();
                let edge =
                    edge.map(|edge| format!(", beyond the data and held at {}", short(edge)));
                let over = anchor.map(|(x, position)| {
                    let ratio = trimmed(position.interpolate(|row| row.ratio), 3);
                    format!(", over {ratio} at the anchor's {} m/s", short(x))
                });
                format!(
                    "{ratio}{spread} {place}{}{}: {}",
                    edge.unwrap_or_default(),
                    over.unwrap_or_default(),
                    between(rows.iter().chain(&rows_at_anchor))
                )
            }
        };
        details.push(part(&format!("× {}", effect.name()), text));
    }
    let trees = |rows: &[RowUsed<'_>]| rows.iter().map(RowUsed::tree).collect::<Tree<'_>>();
    Tree::object([
        ("effect", Value::from(effect.key()).into()),
        ("x", six(is_number.then_some(factor.x)).into()),
        ("word", Value::from(word).into()),
        ("ratio", six(Some(factor.ratio)).into()),
        ("sd", six(factor.sd()).into()),
        ("basis", Value::from(basis).into()),
        ("held_at", six(factor.held_at()).into()),
        ("rows", trees(&rows)),
        ("rows_at_anchor", trees(&rows_at_anchor)),
    ])
}

fn effect_rows(
    position: Option<CurvePosition<'_, EffectRow>>,
    is_number: bool,
) -> Vec<RowUsed<'_>> {
    let rows = position.map(|position| position.rows()).unwrap_or_default();
    let used = rows.iter().map(|row| RowUsed {
        x: is_number.then_some(row.x),
        value: row.ratio,
        sd: row.sd,
        cited: Cited { source: &row.source, grade: Some(row.grade), note: &row.note },
    });
    used.collect()
}

impl RowUsed<'_> {
    fn tree<'t>(&self) -> Tree<'t> {
        self.cited.behind(vec![
            ("x", six(self.x)),
            ("value", six(Some(self.value))),
            ("sd", six(self.sd)),
        ])
    }
}

/// The rows that decide, each with its place, once; then where they stand, once for all where that is the same.
fn between<'u, 'r: 'u>(rows: impl IntoIterator<Item = &'u RowUsed<'r>>) -> String {
    let mut parts: Vec<(String, String)> = Vec::new();
    for row in rows {
        let sd = spread(row.sd.filter(|sd| *sd > 0.0));
        let at = row.x.map(|x| format!(" at {}", short(x)));
        let value = trimmed(row.value, 3) + &sd + &at.unwrap_or_default();
        let part = (value, row.cited.text());
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let is_one_source = parts.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let last = parts.len().saturating_sub(1);
    let each = parts.iter().enumerate().map(|(i, (value, cited))| {
        if is_one_source && i < last { value.clone() } else { format!("{value} {cited}") }
    });
    each.collect::<Vec<_>>().join(" and ")
}

fn title(row: &MuscleRow<'_>) -> String {
    let name = row.muscle.name();
    let Some(load) = &row.load else {
        let why = if row.muscle.force_published() {
            "no force in the study that was asked for"
        } else {
            "no published force in running"
        };
        return format!("{name}: {why}");
    };
    let rank = text::behind_name(row.rank);
    let peak = fixed(load.peak().value().0, 2);
    format!("{name}: {peak} body weights in {}{rank}", load.phase())
}

fn spread(sd: Option<f64>) -> String {
    sd.map_or_else(String::new, |sd| format!(" ±{}", trimmed(sd, 3)))
}

/// Six decimals: more than any table has, few enough to hide the noise of binary fractions.
fn six(number: Option<f64>) -> Value {
    Value::number(number, 6)
}

fn detail(term: &str, text: String) -> Detail {
    Detail { term: term.to_owned(), is_part: false, text }
}

fn part(term: &str, text: String) -> Detail {
    Detail { is_part: true, ..detail(term, text) }
}

/// What a source says: of which muscle, what, and where.
type Statement<'r> = (&'r str, String, Cited<'r>);

/// Forces and ratios by other sources.
fn crosschecks<'r>(report: &Report<'r>, row: &MuscleRow<'r>) -> Vec<Statement<'r>> {
    let peaks = report.crosschecks(row.muscle).map(|check| {
        let speed = match check.speed_m_s {
            Some(speed) => format!("at {} m/s", short(speed)),
            None => "over running speeds".to_owned(),
        };
        let range = range(check.low_bw, check.high_bw);
        let what = format!("{range} body weights in {} {speed}", check.phase);
        (&*check.muscle, what, Cited { source: &check.source, grade: None, note: &check.note })
    });
    let gradients = report.gradient_crosschecks(row.muscle).map(|check| {
        let what = format!(
            "{} against the level on {} % at {} m/s",
            change(check.ratio),
            signed(check.gradient_pct),
            short(check.speed_m_s)
        );
        (&*check.muscle, what, Cited { source: &check.source, grade: None, note: &check.note })
    });
    peaks.chain(gradients).collect()
}

/// Published directions without a figure to multiply with.
fn directions<'r>(report: &Report<'r>, row: &MuscleRow<'r>) -> Vec<Statement<'r>> {
    let statements = report.directions(row.muscle).map(|finding| {
        let ratio = finding.ratio.map(|ratio| format!(" ({})", change(ratio)));
        let what = format!(
            "{} {}{} {}",
            finding.change.key(),
            finding.way.key(),
            ratio.unwrap_or_default(),
            finding.terrain
        );
        (
            &*finding.muscle,
            what,
            Cited { source: &finding.source, grade: None, note: &finding.note },
        )
    });
    statements.collect()
}

/// Single figures, for context.
fn facts<'r>(report: &Report<'r>, row: &MuscleRow<'r>) -> Vec<Statement<'r>> {
    let statements = report.facts(row.muscle).map(|fact| {
        let speed = fact.speed_m_s.map(|speed| format!(" at {} m/s", short(speed)));
        let what = format!(
            "{} {} {}{}",
            fact.quantity.replace('_', " "),
            range(fact.value_low, fact.value_high),
            fact.unit,
            speed.unwrap_or_default()
        );
        let about = fact.muscle.as_deref().unwrap_or_default();
        (about, what, Cited { source: &fact.source, grade: None, note: &fact.note })
    });
    statements.collect()
}

fn range(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if (high - low).abs() > f64::EPSILON => {
            format!("{} to {}", short(low), short(high))
        }
        (Some(value), _) => short(value),
        (None, Some(high)) => format!("up to {}", short(high)),
        (None, None) => "unknown".to_owned(),
    }
}
