//! What a map is drawn of: an answer of the calculator, or a recorded run.

use super::super::wording;
use crate::answer::calculate::{RankBy, Report};
use crate::answer::run::{self, RecordedRun};
use crate::evidence::Evidence;
use crate::model::Rank;
use crate::muscle::Muscle;

/// What a map is drawn of.
pub(super) struct Subject<'e> {
    pub(super) evidence: &'e Evidence,
    pub(super) rows: Vec<Shown<'e>>,
    /// What was run, in one line.
    pub(super) what: String,
    /// What the colours are.
    pub(super) caption: &'static str,
    /// What the ranking is by.
    pub(super) ranked_by: &'static str,
    pub(super) is_one_study: bool,
    /// Whether the parts of groups are shown too.
    pub(super) detail: bool,
    /// Whether every muscle is shown that a force is published of.
    pub(super) shows_all: bool,
}

/// A muscle on the map.
pub(super) struct Shown<'e> {
    pub(super) muscle: &'e Muscle,
    /// The force that it is shaded by, and one standard deviation, body weights.
    pub(super) force: Option<(f64, Option<f64>)>,
    pub(super) rank: Option<Rank>,
}

impl<'e> Subject<'e> {
    pub(super) fn of(report: &Report<'e>) -> Self {
        let question = &report.question;
        let rows = report.rows.iter().map(|row| {
            let peak = row.load.as_ref().map(crate::model::MuscleLoad::peak);
            Shown {
                muscle: row.muscle,
                force: peak.map(|peak| (peak.value().0, peak.sd().map(|sd| sd.0))),
                rank: row.rank,
            }
        });
        Self {
            evidence: report.evidence,
            rows: rows.collect(),
            what: wording::conditions(report),
            caption: "Peak force of one step, × body weight",
            ranked_by: match question.rank_by {
                RankBy::Peak => "peak force",
                RankBy::Impulse => "impulse of one stride",
                RankBy::Cumulative => "impulse over the whole run",
            },
            is_one_study: question.study.is_some(),
            detail: question.detail,
            shows_all: question.muscles.is_none()
                && question.only.is_none()
                && question.top.is_none(),
        }
    }

    pub(super) fn of_recorded(run: &RecordedRun<'e>) -> Self {
        let question = &run.question;
        let rows = run.rows.iter().map(|row| {
            let borne = run.borne(row);
            Shown {
                muscle: row.muscle,
                force: borne.peak_mean_bw.map(|mean| (mean, borne.peak_mean_sd_bw)),
                rank: row.rank,
            }
        });
        Self {
            evidence: run.evidence,
            rows: rows.collect(),
            what: "mean of all steps of a recorded run".to_owned(),
            caption: "Mean peak force of a step, × body weight",
            ranked_by: match question.rank_by {
                run::RunRankBy::Peak => "highest peak force",
                run::RunRankBy::Mean => "mean peak force",
                run::RunRankBy::Cumulative => "impulse of all steps",
            },
            is_one_study: question.study.is_some(),
            detail: question.detail,
            shows_all: question.muscles.is_none() && question.top.is_none(),
        }
    }
}
