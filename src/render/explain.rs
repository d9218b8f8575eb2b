//! What each figure was made of: anchor, every factor with its rows and study, spread, and what other sources say.

mod words;
mod write;

use serde::Serialize;

use super::wording;
use super::wording::{short, signed};
use crate::answer::calculate::{MuscleRow, Report};
use crate::evidence::{Effect, EffectRow, Grade, Knot, Position, Source};
use crate::model::{Estimate, Factor, Origin};
use crate::muscle::Phase;
use crate::number::fixed;
use crate::units::BodyWeights;

pub use write::{write_markdown, write_text};

/// Where a figure stands.
#[derive(Debug, Serialize)]
struct Cited<'r> {
    study: &'r str,
    locus: &'r str,
    reading: &'static str,
    grade: Option<&'static str>,
    note: Option<&'r str>,
}

impl<'r> Cited<'r> {
    fn new(source: &'r Source, grade: Option<Grade>, note: &'r str) -> Self {
        Self {
            study: &source.study.key,
            locus: &source.locus,
            reading: source.reading.key(),
            grade: grade.map(Grade::key),
            note: Some(note).filter(|note| !note.is_empty()),
        }
    }
}

/// A row of evidence at its place.
#[derive(Debug, Serialize)]
struct RowUsed<'r> {
    x: Option<f64>,
    value: f64,
    sd: Option<f64>,
    #[serde(flatten)]
    cited: Cited<'r>,
}

#[derive(Debug, Serialize)]
struct AnchorUsed<'r> {
    speed_m_s: f64,
    peak_bw: f64,
    sd_bw: Option<f64>,
    sd_study: Option<&'r str>,
    #[serde(flatten)]
    cited: Cited<'r>,
}

#[derive(Debug, Serialize)]
struct FactorUsed<'r> {
    effect: &'static str,
    x: Option<f64>,
    word: Option<String>,
    ratio: f64,
    sd: Option<f64>,
    basis: &'static str,
    held_at: Option<f64>,
    rows: Vec<RowUsed<'r>>,
    rows_at_anchor: Vec<RowUsed<'r>>,
    /// The anchor's speed and the ratio there, which the ratio is divided by.
    #[serde(skip)]
    at_anchor: Option<(f64, f64)>,
    #[serde(skip)]
    name: &'static str,
}

#[derive(Debug, Serialize)]
struct PeakOf<'r> {
    phase: &'static str,
    peak_bw: f64,
    sd_bw: Option<f64>,
    sd_is_lower_bound: bool,
    grade: &'static str,
    anchor: AnchorUsed<'r>,
    factors: Vec<FactorUsed<'r>>,
}

#[derive(Debug, Serialize)]
struct ImpulseOf<'r> {
    phase: &'static str,
    impulse_bw_s: f64,
    peak_bw: f64,
    duration_s: f64,
    held_at: Option<f64>,
    grade: &'static str,
    factors: Vec<FactorUsed<'r>>,
    rows: Vec<RowUsed<'r>>,
}

/// Something that another source says, or says in words only.
#[derive(Debug, Serialize)]
struct Said<'r> {
    about: &'r str,
    what: String,
    #[serde(flatten)]
    cited: Cited<'r>,
}

/// Everything that one muscle's figures were made of.
#[derive(Debug, Serialize)]
pub(super) struct Explanation<'r> {
    muscle: &'r str,
    peaks: Vec<PeakOf<'r>>,
    impulse: Option<ImpulseOf<'r>>,
    crosschecks: Vec<Said<'r>>,
    directions: Vec<Said<'r>>,
    facts: Vec<Said<'r>>,
    #[serde(skip)]
    title: String,
}

/// Six decimals: more than any table has, few enough to hide the noise of binary fractions.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

fn effect_rows(position: Option<Position<'_, EffectRow>>, is_number: bool) -> Vec<RowUsed<'_>> {
    let rows = position.map(|position| position.rows()).unwrap_or_default();
    rows.iter()
        .map(|row| RowUsed {
            x: is_number.then_some(row.x),
            value: row.ratio,
            sd: row.sd,
            cited: Cited::new(&row.source, Some(row.grade), &row.note),
        })
        .collect()
}

impl<'r> FactorUsed<'r> {
    fn of(report: &Report<'r>, factor: &Factor<'r>) -> Self {
        let (basis, rows, anchor) = match factor.origin {
            Origin::Reference => ("reference", None, None),
            Origin::NoFigure => ("no_figure", None, None),
            Origin::Rows { at, anchor, .. } => ("rows", Some(at), anchor),
        };
        let effect = factor.effect;
        let is_number = effect.bounds().is_some();
        Self {
            effect: effect.key(),
            x: is_number.then(|| rounded(factor.x)),
            word: (!is_number).then(|| match effect {
                Effect::Terrain => report.question.conditions.course().terrain().to_string(),
                _ => effect.written(factor.x),
            }),
            ratio: rounded(factor.ratio),
            sd: factor.sd().map(rounded),
            basis,
            held_at: factor.held_at(),
            rows: effect_rows(rows, is_number),
            rows_at_anchor: effect_rows(anchor.map(|(_, position)| position), is_number),
            at_anchor: anchor.map(|(x, position)| (x, position.interpolate(|row| row.ratio))),
            name: effect.name(),
        }
    }
}

impl<'r> PeakOf<'r> {
    fn of(report: &Report<'r>, phase: Phase, peak: &Estimate<'r, BodyWeights>) -> Self {
        let anchor = peak.anchor();
        Self {
            phase: phase.key(),
            peak_bw: rounded(peak.value().0),
            sd_bw: peak.sd().map(|sd| rounded(sd.0)),
            sd_is_lower_bound: peak.sd_is_lower_bound(),
            grade: peak.grade().key(),
            anchor: AnchorUsed {
                speed_m_s: anchor.speed_m_s,
                peak_bw: anchor.peak_bw,
                sd_bw: anchor.sd_bw,
                sd_study: anchor.sd_study.as_ref().map(|study| &*study.key),
                cited: Cited::new(&anchor.source, Some(anchor.grade), &anchor.note),
            },
            factors: factors(report, peak),
        }
    }
}

fn factors<'r, Q: Copy + std::ops::Mul<f64, Output = Q>>(
    report: &Report<'r>,
    of: &Estimate<'r, Q>,
) -> Vec<FactorUsed<'r>> {
    let factors = of.factors();
    factors
        .iter()
        .map(|factor| FactorUsed::of(report, factor))
        .collect()
}

impl<'r> Explanation<'r> {
    pub(super) fn of(report: &Report<'r>, row: &MuscleRow<'r>) -> Self {
        let evidence = report.evidence;
        let load = row.load.as_ref();
        let peaks = load.map_or_else(Vec::new, |load| {
            // the phase that decides comes first
            let decides = load.phase();
            let others = Phase::ALL.into_iter().filter(|phase| *phase != decides);
            std::iter::once(decides)
                .chain(others)
                .filter_map(|phase| Some(PeakOf::of(report, phase, &load.peak_in(phase)?)))
                .collect()
        });
        let impulse = load.and_then(|load| {
            let impulse = load.impulse()?;
            let at = impulse.duration()?;
            let (phase, _) = evidence.durations(row.muscle)?;
            let duration_s = at.interpolate(|row| row.duration_s);
            // a quicker step lasts less
            let duration_s = duration_s * 100.0 / impulse.step_rate_pct();
            Some(ImpulseOf {
                phase: phase.key(),
                impulse_bw_s: rounded(impulse.value().0),
                peak_bw: rounded(impulse.value().0 / duration_s),
                duration_s: rounded(duration_s),
                held_at: at.held_at(),
                grade: impulse.grade().key(),
                factors: factors(report, &impulse),
                rows: at
                    .rows()
                    .iter()
                    .map(|row| RowUsed {
                        x: Some(row.x()),
                        value: row.duration_s,
                        sd: None,
                        cited: Cited::new(&row.source, Some(row.grade), ""),
                    })
                    .collect(),
            })
        });
        Self {
            muscle: row.muscle.key(),
            title: title(row),
            peaks,
            impulse,
            crosschecks: crosschecks(report, row),
            directions: report
                .directions(row.muscle)
                .map(|direction| {
                    let ratio = direction
                        .ratio
                        .map(|ratio| format!(" ({})", wording::change(ratio)))
                        .unwrap_or_default();
                    Said {
                        about: &direction.muscle,
                        what: format!(
                            "{} {}{ratio} {}",
                            direction.change.key(),
                            direction.way.key(),
                            direction.terrain
                        ),
                        cited: Cited::new(&direction.source, None, &direction.note),
                    }
                })
                .collect(),
            facts: report
                .facts(row.muscle)
                .map(|fact| {
                    let speed = fact
                        .speed_m_s
                        .map(|speed| format!(" at {} m/s", short(speed)))
                        .unwrap_or_default();
                    Said {
                        about: fact.muscle.as_deref().unwrap_or_default(),
                        what: format!(
                            "{} {} {}{speed}",
                            fact.quantity.replace('_', " "),
                            range(fact.value_low, fact.value_high),
                            fact.unit
                        ),
                        cited: Cited::new(&fact.source, None, &fact.note),
                    }
                })
                .collect(),
        }
    }
}

fn title(row: &MuscleRow<'_>) -> String {
    let Some(load) = &row.load else {
        let why = if row.muscle.force_published() {
            "no force in the study that was asked for"
        } else {
            "no published force in running"
        };
        return format!("{}: {why}", row.muscle.name());
    };
    let rank = match row.rank {
        Some(rank) if rank.low == rank.high => format!(", rank {}", rank.place),
        Some(rank) => format!(
            ", rank {} (the spread allows {} to {})",
            rank.place, rank.low, rank.high
        ),
        None => String::new(),
    };
    format!(
        "{}: {} body weights in {}{rank}",
        row.muscle.name(),
        fixed(load.peak().value().0, 2),
        load.phase()
    )
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

fn crosschecks<'r>(report: &Report<'r>, row: &MuscleRow<'r>) -> Vec<Said<'r>> {
    let peaks = report.crosschecks(row.muscle).map(|check| {
        let speed = match check.speed_m_s {
            Some(speed) => format!("at {} m/s", short(speed)),
            None => "over running speeds".to_owned(),
        };
        Said {
            about: &check.muscle,
            what: format!(
                "{} body weights in {} {speed}",
                range(check.low_bw, check.high_bw),
                check.phase
            ),
            cited: Cited::new(&check.source, None, &check.note),
        }
    });
    let gradients = report.gradient_crosschecks(row.muscle).map(|check| Said {
        about: &check.muscle,
        what: format!(
            "{} against the level on {} % at {} m/s",
            wording::change(check.ratio),
            signed(check.gradient_pct),
            short(check.speed_m_s)
        ),
        cited: Cited::new(&check.source, None, &check.note),
    });
    peaks.chain(gradients).collect()
}
