//! The sentences that sum a recorded run up, for people who read no table, and what was run at a glance.

use super::document::{clock, length, pace};
use super::tables::impulse;
use super::{RecordedRun, RunRow};
use crate::answer::text::{self, capital, how_sure, in_text};
use crate::answer::{RankBy, columns, exponent};
use crate::document::{KeyFigure, Sentences};
use crate::muscle::Kind;
use crate::number::{fixed, grouped};

impl RecordedRun<'_> {
    pub(super) fn summary(&self) -> Sentences {
        let whole = &self.whole;
        let by = self.question.rank_by;
        let known = self.rows.iter().filter(|row| self.load(row).figure(by).is_some());
        let known: Vec<&RunRow<'_>> = known.collect();
        let is_ranked = |row: &&RunRow<'_>| row.rank.is_some();
        // tendons and joints alone, or parts of groups, have no rank
        let first = known.iter().find(|row| is_ranked(row)).or(known.first());
        let Some(first) = first.copied() else {
            let headline = if whole.running.seconds > 0.0 {
                "Nobody has published a force of these muscles"
            } else {
                "There is no running in this recording"
            };
            return Sentences { headline: headline.to_owned(), ..Sentences::default() };
        };
        let load = self.load(first);
        let who = in_text(first.muscle);
        let of_shown =
            if self.question.selection.muscles.is_some() { "Of the muscles shown, " } else { "" };
        let headline = match by {
            RankBy::Peak => format!(
                "{of_shown}{who} pulled hardest: {} times your weight",
                fixed(load.highest.as_ref().map_or(0.0, |h| h.peak_bw), 1)
            ),
            RankBy::Mean => format!(
                "{of_shown}{who} pulled hardest on average: {} times your weight a step",
                fixed(load.peak_mean_bw.unwrap_or(0.0), 1)
            ),
            _ => {
                let easy = load.easy_km.map_or_else(String::new, |km| {
                    let units = self.question.units;
                    let easy = fixed(km * 1000.0 / units.metres(), 1);
                    format!(": as much as {easy} easy, flat {units}")
                });
                format!("{of_shown}{} carried the most{easy}", text::introduced(first.muscle))
            }
        };
        let sure = how_sure(self.rows.iter().map(|row| (row.rank, row.muscle)));
        let mut texts: Vec<String> = Vec::new();
        let both = self.step_and_kilometre(first.muscle);
        let kilometre = both.map_or_else(String::new, |both| {
            format!(", {} a kilometre", both.kilometre(self.mass))
        });
        texts.extend(load.figure(RankBy::Cumulative).map(|(sum, _)| {
            format!(
                "Over {} steps of each leg its load adds up to {}{kilometre}.{}",
                grouped(whole.running.steps / 2.0),
                columns::sum_in_words(&impulse(sum), self.mass.is_some()),
                self.faster(first.muscle)
            )
        }));
        let asked = self.question.selection.muscles.iter().flatten();
        let power = self.question.exponent.zip(load.peak_power_sum);
        let power = power.map(|(exponent, sum)| exponent::sentence(exponent, &who, sum, ""));
        let nearest = text::nearest(self.evidence, asked);
        texts.extend(self.hardest());
        texts.extend(sure);
        let mut texts = texts.into_iter();
        Sentences {
            headline: capital(&headline),
            asked: power.into_iter().chain(nearest).collect(),
            lead: texts.next().unwrap_or_default(),
            more: texts.collect(),
        }
    }

    /// The hardest pull of a muscle in the whole run: tendons and joints do not pull.
    fn hardest(&self) -> Option<String> {
        let highest = |row: &RunRow<'_>| self.load(row).highest.as_ref();
        let muscles = self.rows.iter().filter(|row| row.muscle.kind() == Kind::Muscle);
        let rows = muscles.filter_map(|row| Some((row, highest(row)?)));
        let (row, highest) = rows.max_by(|a, b| a.1.peak_bw.total_cmp(&b.1.peak_bw))?;
        let gradient = highest.run.course().gradient().percent();
        let ground = if gradient.abs() < 1.0 {
            "level".to_owned()
        } else {
            let side = if gradient > 0.0 { "uphill" } else { "downhill" };
            format!("{} % {side}", fixed(gradient.abs(), 0))
        };
        let who = capital(&format!("{} pulled hardest", in_text(row.muscle)));
        Some(format!(
            "{who}: {} times your weight ({}, {}, {ground}).",
            fixed(highest.peak_bw, 1),
            clock(highest.at_s),
            pace(self, highest.run.speed().m_per_s())
        ))
    }

    pub(super) fn facts(&self) -> Vec<KeyFigure> {
        let whole = &self.whole;
        let fact = |name, value: String, more: Option<String>| KeyFigure {
            name,
            value,
            more: more.unwrap_or_default(),
        };
        let walked = (whole.walking.metres >= 1.0)
            .then(|| format!("{} of it walked", length(self, whole.walking.metres)));
        let in_all = (whole.elapsed_s() - whole.moving_s() >= 1.0)
            .then(|| format!("{} in all", clock(whole.elapsed_s())));
        let mut facts = vec![
            fact("Distance", length(self, whole.distance_m()), walked),
            fact("Time moving", clock(whole.moving_s()), in_all),
        ];
        if let (Some(speed), Some(rate)) = (whole.speed_m_s(), whole.step_rate_spm()) {
            let is_assumed = whole.assumed_steps_s >= whole.running.seconds;
            let typical = if is_assumed { ", typical" } else { "" };
            let rate = format!("{} a minute{typical}", fixed(rate, 0));
            facts.push(fact("Running pace", pace(self, speed), None));
            facts.push(fact("Running steps", grouped(whole.running.steps), Some(rate)));
        }
        if self.track.has_altitude {
            let down = format!("{} m down", fixed(whole.descent_m, 0));
            let up = format!("{} m up", fixed(whole.ascent_m, 0));
            facts.push(fact("Climb", up, Some(down)));
        }
        facts.extend(self.mass.map(|mass| {
            let mass = text::mass(mass, self.question.units);
            fact("Body mass", mass, None)
        }));
        facts
    }
}
