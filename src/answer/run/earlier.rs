//! What some weeks of training held of the downhill of a planned course, and which run of them came nearest to it.

use std::sync::Arc;

use super::hills::percent;
use super::load::DownhillShare;
use super::{EARLIER_WEEKS, EarlierRun, EarlierWeeks, RecordedRun, RunLoad, RunRow};
use crate::answer::text::in_text;
use crate::document::{Align, Column, TableColumn};
use crate::note::{Note, NoteKind};
use crate::number::counted;

const IN_8_WEEKS: Column = Column {
    short: "8 weeks",
    long: "Held in 8 weeks",
    meaning: "downhill load of 8 weeks of training against that of the course",
    align: Align::Right,
    priority: 12,
    ..Column::EMPTY
};
const NEAREST: Column = Column {
    short: "nearest",
    long: "Nearest run",
    meaning: "the run whose downhill load came nearest to that of the course, and how much of it",
    priority: 11,
    ..Column::EMPTY
};

impl EarlierWeeks {
    /// What was held of the load of a muscle downhill; `None` where the course has none or nothing is known of the weeks.
    pub(super) fn share(&self, muscle: usize, course: &RunLoad) -> Option<DownhillShare> {
        let downhill = course.downhill_bw_s().filter(|load| *load > 0.0)?;
        let runs = self.runs.iter();
        let ratios = runs.filter_map(|run| Some((run, run.downhill_bw_s[muscle]? / downhill)));
        let ratios: Vec<(&EarlierRun, f64)> = ratios.collect();
        let apart = |ratio: f64| (ratio - 1.0).abs();
        let nearest = ratios.iter().filter(|(_, ratio)| *ratio > 0.0);
        let nearest = nearest.min_by(|a, b| apart(a.1).total_cmp(&apart(b.1)));
        (!ratios.is_empty()).then(|| DownhillShare {
            ratio: ratios.iter().map(|(_, ratio)| ratio).sum(),
            nearest: nearest.map(|(run, ratio)| (Arc::from(&*run.name), run.day, *ratio)),
        })
    }
}

impl RecordedRun<'_> {
    /// Sets what each muscle bears downhill on a planned course against the weeks before.
    pub(super) fn hold_against_earlier(&mut self) {
        let earlier = self.question.earlier.as_ref();
        let Some(earlier) = earlier.filter(|_| self.track.planned.is_some()) else {
            return;
        };
        for (muscle, load) in self.loads.iter_mut().enumerate() {
            load.earlier_downhill = earlier.share(muscle, load);
        }
    }

    fn earlier_share(&self, row: &RunRow<'_>) -> Option<&DownhillShare> {
        let share = self.load(row).earlier_downhill.as_ref();
        share.filter(|_| self.knows_hills(row.muscle))
    }

    /// What the weeks before held, and the nearest run; nothing where nothing is known of them.
    pub(super) fn earlier_columns(&self) -> Vec<TableColumn> {
        if !self.rows.iter().any(|row| self.earlier_share(row).is_some()) {
            return Vec::new();
        }
        vec![
            TableColumn::new(IN_8_WEEKS, &self.rows, |row| {
                Some(percent(self.earlier_share(row)?.ratio))
            }),
            TableColumn::new(NEAREST, &self.rows, |row| {
                let (_, day, ratio) = self.earlier_share(row)?.nearest.as_ref()?;
                Some(format!("{}, {}", day.strftime("%-d %b"), percent(*ratio)))
            }),
        ]
    }

    /// The same of the first muscle in a sentence.
    pub(super) fn earlier_sentence(&self) -> Option<String> {
        let earlier = self.question.earlier.as_ref()?;
        let to = earlier.to.strftime("%-d %B %Y");
        let mut rows = self.with_gradient();
        let Some((row, share)) = rows.find_map(|row| Some((row, self.earlier_share(row)?))) else {
            return earlier.runs.is_empty().then(|| {
                format!("Of no run of the {EARLIER_WEEKS} weeks to {to} is it known what it held downhill.")
            });
        };
        let nearest = share.nearest.as_ref().map(|(_, day, ratio)| {
            let day = day.strftime("%-d %B");
            format!("; the run that came nearest, on {day}, held {} of it", percent(*ratio))
        });
        Some(format!(
            "The {EARLIER_WEEKS} weeks to {to} held {} of the load that the course puts on {} downhill{}.",
            percent(share.ratio),
            in_text(row.muscle),
            nearest.unwrap_or_default()
        ))
    }

    pub(super) fn earlier_notes(&self) -> Vec<Note> {
        let Some(earlier) = &self.question.earlier else {
            return Vec::new();
        };
        let known = earlier.runs.len();
        let is_held = self.loads.iter().any(|load| load.earlier_downhill.is_some());
        let rule = (known > 0 && is_held).then(|| {
            format!(
                "What the weeks before held is the load of {} on ground that falls by more than 1 %, in body weights. What \
                 such a share means for a race or for injury nobody has tested.",
                counted(known, "run")
            )
        });
        let nothing = "The course has no downhill that is known of: the weeks before are held against nothing.";
        let nothing = (known > 0 && !is_held).then(|| nothing.to_owned());
        let flat = (earlier.without_altitude > 0).then(|| {
            format!(
                "Of {} of the {EARLIER_WEEKS} weeks no altitude is known: what they held downhill is not counted.",
                counted(earlier.without_altitude, "run")
            )
        });
        let of_altitude = nothing.into_iter().chain(flat);
        NoteKind::Rule.each(rule).chain(NoteKind::Altitude.each(of_altitude)).collect()
    }
}
