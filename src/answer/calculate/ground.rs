//! What the ground bears at the speed of the run, what muscles give to the push, and what is known of the trunk: told
//! beside the answer.

use super::Report;
use crate::answer::pair;
use crate::answer::train::trunk;
use crate::evidence::Fact;
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::number::{fixed, short};
use crate::training::Training;
use crate::units::{BodyWeights, Newtons};

/// How long a foot is on the ground and what the ground bears meanwhile.
pub(crate) struct Footfall<'e> {
    pub(crate) contact_s: f64,
    /// Peak of the vertical force, body weights.
    pub(crate) peak_bw: f64,
    study: &'e str,
}

impl<'e> Report<'e> {
    /// The ground at the speed of the run; `None` where nobody published it.
    pub(crate) fn ground(&self) -> Option<Footfall<'e>> {
        let at = self.evidence.strides().at(self.question.conditions.speed().m_per_s())?;
        Some(Footfall {
            contact_s: at.interpolate_known(|row| row.contact_s)?,
            peak_bw: at.interpolate_known(|row| row.peak_vertical_force_bw)?,
            study: &at.rows()[0].source.study.key,
        })
    }

    /// The same in words, with the loads of the thigh.
    pub(crate) fn ground_words(&self) -> Option<String> {
        let ground = self.ground()?;
        let mass = self.question.conditions.mass();
        let kgf = |bw: f64| mass.map(|mass| fixed(BodyWeights(bw).of(mass).kilograms_force(), 0));
        let peak_kgf = kgf(ground.peak_bw).map(|kgf| format!(", {kgf} kilograms-force"));
        let average = self.stance_average_bw().map(|(low, high, study)| {
            let weights = format!("{} to {}", fixed(low, 2), fixed(high, 2));
            let kgf = kgf(low).zip(kgf(high));
            let kgf = kgf.map(|(low, high)| format!(", {low} to {high} kilograms-force"));
            let kgf = kgf.unwrap_or_default();
            format!(" On average over that time it is {weights}{kgf} ({study}).")
        });
        let thigh = self.hamstrings_to_quadriceps().map(|ratio| {
            let ratio = fixed(ratio, 2);
            format!(" At their peaks the hamstrings pull {ratio} times what the quadriceps do.")
        });
        Some(format!(
            "At {} m/s a foot is on the ground for {} s and the ground pushes back with up to {} body weights{} ({}).{}{}",
            fixed(self.question.conditions.speed().m_per_s(), 2),
            fixed(ground.contact_s, 3),
            fixed(ground.peak_bw, 2),
            peak_kgf.unwrap_or_default(),
            ground.study,
            average.unwrap_or_default(),
            thigh.unwrap_or_default()
        ))
    }

    /// The vertical ground force on average over the time that a foot is on the ground, body weights, from a lowest to a highest
    /// value, and the study; `None` beyond the speeds that it is published for.
    #[must_use]
    pub fn stance_average_bw(&self) -> Option<(f64, f64, &'e str)> {
        let speed = self.question.conditions.speed().m_per_s();
        let is_of = |fact: &&Fact| fact.quantity == "stance_average_force";
        let facts: Vec<&Fact> = self.evidence.facts().iter().filter(is_of).collect();
        let pair = facts.windows(2).find(|pair| {
            let ends = [pair[0].speed_m_s, pair[1].speed_m_s];
            ends[0].is_some_and(|low| low <= speed) && ends[1].is_some_and(|high| speed <= high)
        })?;
        let share = (speed - pair[0].speed_m_s?) / (pair[1].speed_m_s? - pair[0].speed_m_s?);
        let at = |value: fn(&Fact) -> Option<f64>| {
            let low = value(pair[0])?;
            Some(low + (value(pair[1])? - low) * share)
        };
        let low = at(|fact| fact.value_low)?;
        Some((low, at(|fact| fact.value_high)?, &pair[0].source.study.key))
    }

    /// The peak of the hamstrings over that of the quadriceps in this run.
    #[must_use]
    pub fn hamstrings_to_quadriceps(&self) -> Option<f64> {
        pair::hamstrings_to_quadriceps(self.evidence, &self.question.conditions)
    }

    pub(crate) fn push_words(&self) -> Option<String> {
        let given = |fact: &&Fact| fact.quantity.ends_with("_acceleration");
        let facts: Vec<&Fact> =
            self.rows.iter().flat_map(|row| self.facts(row.muscle).filter(given)).collect();
        let first = facts.first()?;
        let parts: Vec<String> = facts
            .iter()
            .filter_map(|fact| {
                let muscle = self.evidence.muscles().by_key(fact.muscle.as_deref()?);
                let of = fact.quantity.trim_start_matches("share_of_");
                Some(format!(
                    "{} {} % of the {} at its peak",
                    muscle.map(Muscle::short_name)?.to_lowercase(),
                    short(fact.value_low?),
                    of.replace('_', " ")
                ))
            })
            .collect();
        Some(format!(
            "Of the body's motion at {} m/s muscles give ({}): {}.",
            short(first.speed_m_s?),
            first.source.study.key,
            parts.join(", ")
        ))
    }

    /// Adds what is known of the muscles of the trunk in running, of which nobody published a force: of those that are
    /// shown, or of all where no muscle was asked for.
    pub fn tell_trunk(&mut self, training: &Training) {
        let is_open = self.question.selection.muscles.is_none() && self.question.only.is_none();
        let own: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| row.load.is_none() && !row.muscle.force_published())
            .map(|row| row.muscle.key())
            .collect();
        let rows = training.trunk.iter().filter(|row| {
            let in_running = row.kind == "activation" && row.condition.contains("run");
            (is_open && in_running) || row.muscle.any_of(&own)
        });
        let findings: Vec<String> = rows.map(trunk).collect();
        if !findings.is_empty() {
            let text = format!(
                "Of muscles of the trunk nobody published a force in running; known is: {}.",
                findings.join("; ")
            );
            let last = self.notes.len().saturating_sub(1);
            self.notes.insert(last, Note::new(NoteKind::Trunk, text));
        }
    }
}

/// A force of the ground in kilograms-force, of a runner of known mass.
pub(super) fn peak_kgf(report: &Report<'_>) -> Option<f64> {
    let mass = report.question.conditions.mass()?;
    let peak = BodyWeights(report.ground()?.peak_bw);
    Some(Newtons::kilograms_force(peak.of(mass)))
}
