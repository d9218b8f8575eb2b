//! The sentences and notes of a history. Nothing here says that somebody will be injured.

use super::days::{short_day, weekday};
use super::left::WhatIsLeft;
use super::{
    AthleteHistory, HistoryAnswer, HistoryRun, MassFrom, PeriodLength, RunOrigin, SpikeClass,
    TOLD_FROM_KG, ZoneFrom,
};
use crate::answer::text::{self, capital, in_text, listed};
use crate::document::Sentences;
use crate::muscle::Kind;
use crate::note::{Note, NoteKind};
use crate::number::{counted, fixed, grouped, short};
use crate::units::{LengthUnit, Mass};

const MOST_NAMED: usize = 3;
/// Fewer weeks than this have no hardest.
const LEAST_PERIODS: usize = 3;

impl HistoryAnswer<'_> {
    /// Whom and what it is about, in one line.
    pub(super) fn heading(&self, athlete: &AthleteHistory) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !athlete.name.is_empty() {
            parts.push(athlete.name.clone());
        }
        if let Some(last) = athlete.periods.last() {
            let end = if self.question.until.is_some() { last.told.to } else { last.range.to };
            parts.push(format!(
                "{} to {}",
                self.lengths(athlete.periods.len()),
                end.strftime("%A %-d %B %Y")
            ));
        }
        parts.extend(self.masses(athlete));
        parts.push(counted_runs(self.runs(athlete).count(), athlete.duplicates.len()));
        parts.join(" · ")
    }

    pub(super) fn lengths(&self, count: usize) -> String {
        counted(count, self.question.length.key())
    }

    /// The mass of the runs told of, from the least to the most.
    fn masses(&self, athlete: &AthleteHistory) -> Option<String> {
        let mut masses: Vec<Mass> = self.runs(athlete).map(|run| run.mass).collect();
        masses.sort_by(|a, b| a.kilograms().total_cmp(&b.kilograms()));
        let (least, most) = (masses.first()?, masses.last()?);
        let most_text = text::mass(*most, athlete.units);
        Some(if most.kilograms() - least.kilograms() < 0.05 {
            most_text
        } else {
            format!("{} to {most_text}", short(least.kilograms()))
        })
    }

    pub(super) fn sentences(&self, athlete: &AthleteHistory) -> Sentences {
        let (Some(last), length) = (athlete.periods.last(), self.question.length.key()) else {
            return Sentences {
                headline: "No run is known of these days".to_owned(),
                ..Sentences::default()
            };
        };
        let sum = &last.sum;
        let km = distance(sum.distance_m, athlete.units);
        let headline = match sum.runs {
            0 => format!("No run this {length}"),
            runs => format!("This {length} {km} in {}", counted(runs, "run")),
        };
        let in_last = athlete.runs.iter().filter(|run| last.told.contains(run.day()));
        let outstanding = in_last.clone().filter_map(|run| {
            let place = self.classes.class(run.longer_than_30_days?)?;
            (place > 0).then_some((place, run))
        });
        let outstanding = outstanding.max_by_key(|(place, run)| (*place, run.local));
        let compared = in_last.filter(|run| run.longer_than_30_days.is_some());
        let lead = match outstanding {
            Some((_, run)) => self.spike_sentence(run, athlete),
            None if compared.count() > 0 => format!(
                "No run of it was more than {} longer than the longest of the 30 days before.",
                self.reference()
            ),
            None => String::new(),
        };
        let more = self
            .hardest(athlete)
            .into_iter()
            .chain(self.left_sentence(athlete))
            .chain(self.acwr_sentence(athlete));
        Sentences { headline, lead, more: more.collect(), ..Sentences::default() }
    }

    /// Up to how much more is the reference of the study.
    fn reference(&self) -> String {
        let to = self.classes.classes.first().and_then(|class| class.to_pct);
        format!("{} %", to.unwrap_or(10.0))
    }

    fn spike_sentence(&self, run: &HistoryRun, athlete: &AthleteHistory) -> String {
        let ratio = run.longer_than_30_days.unwrap_or(1.0);
        let length = run.session.distance_m;
        let class = self.class(Some(ratio));
        let found = class.map_or_else(String::new, |class| {
            format!(
                ": in one large study runners were injured {} after a run {}",
                hazard(class),
                class.in_words(["longer", "long"])
            )
        });
        format!(
            "The {} of {} were {} % longer than the longest of the 30 days before ({}){found}.",
            distance(length, athlete.units),
            weekday(run.day()),
            self.classes.over(ratio),
            distance(length / ratio, athlete.units)
        )
    }

    /// The muscles that had their hardest week, the most loaded first.
    fn hardest(&self, athlete: &AthleteHistory) -> Option<String> {
        let (last, earlier) = athlete.periods.split_last()?;
        if athlete.periods.len() < LEAST_PERIODS {
            return None;
        }
        let muscles = self.muscles.iter().enumerate();
        let hardest = muscles.filter_map(|(place, muscle)| {
            let load = last.sum.loads[place].load_kn_s?;
            let is_hardest = muscle.kind() == Kind::Muscle
                && muscle.part_of().is_none()
                && earlier
                    .iter()
                    .all(|period| period.sum.loads[place].load_kn_s.unwrap_or(0.0) < load);
            is_hardest.then_some((load, muscle))
        });
        let mut hardest: Vec<_> = hardest.collect();
        hardest.sort_by(|a, b| b.0.total_cmp(&a.0));
        let names: Vec<String> =
            hardest.iter().take(MOST_NAMED).map(|(_, muscle)| in_text(muscle)).collect();
        let (length, count) = (self.question.length.key(), athlete.periods.len());
        let rest = hardest.len() - names.len();
        let who = match (rest, names.len()) {
            (_, 0) => return None,
            (0, _) => listed(&names, "and"),
            (rest, _) => format!("{} and {rest} more", names.join(", ")),
        };
        let their = if hardest.len() > 1 { "their" } else { "its" };
        Some(format!(
            "{} had {their} hardest {length} of {count}; what that means for injury nobody has tested.",
            capital(&who)
        ))
    }

    fn left_sentence(&self, athlete: &AthleteHistory) -> Option<String> {
        let left = self.left(athlete)?;
        let muscle = self.most_loaded(athlete);
        let of_muscle = left.muscles.iter().find(|of_muscle| Some(of_muscle.muscle) == muscle).map(
            |of_muscle| {
                let name = in_text(self.muscles[of_muscle.muscle]);
                let name = name.trim_start_matches("the ").to_owned();
                let hilly = of_muscle.hilly.map_or_else(String::new, |(metres, climb_m)| {
                    format!(
                        " or {} with {} m of climb",
                        distance(metres, athlete.units),
                        fixed(climb_m, 0)
                    )
                });
                format!(
                    "; {name}: {} at {}{hilly}",
                    distance(of_muscle.level_m, athlete.units),
                    left.speed.pace(athlete.units)
                )
            },
        );
        let WhatIsLeft { distance_m, .. } = left;
        Some(format!(
            "To stay within {} of the longest in 30 days: {}{}.",
            self.reference(),
            distance(distance_m, athlete.units),
            of_muscle.unwrap_or_default()
        ))
    }

    /// The acute:chronic ratio, where it is asked for, and what was found of it.
    fn acwr_sentence(&self, athlete: &AthleteHistory) -> Option<String> {
        let muscle = self.most_loaded(athlete).filter(|_| self.question.acwr)?;
        let ratio = self.acwr(athlete, athlete.periods.len() - 1, muscle)?;
        Some(format!(
            "Of {} this week is {} times the mean of the three weeks before (acute:chronic). {}",
            in_text(self.muscles[muscle]),
            fixed(ratio, 2),
            self.weekly_finding()
        ))
    }

    fn most_loaded(&self, athlete: &AthleteHistory) -> Option<usize> {
        let loads = athlete.last_28_days.sum.loads.iter().enumerate();
        let of_muscles = loads.filter(|(place, _)| self.muscles[*place].kind() == Kind::Muscle);
        let known = of_muscles.filter_map(|(place, load)| Some((place, load.load_kn_s?)));
        known.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(place, _)| place)
    }

    pub(super) fn notes(&self, athletes: &[AthleteHistory]) -> Vec<Note> {
        let mut notes = vec![Note::new(
            NoteKind::StepAndKilometre,
            "Loads are the impulse (force times time) of all running steps of one leg; walking is in distance and time, not \
             in loads. The highest peak is that of one step.",
        )];
        notes.extend(self.study_notes());
        let runs = || athletes.iter().flat_map(|athlete| self.runs(athlete));
        notes.extend(zones(runs()));
        for athlete in athletes {
            notes.extend(self.mass_note(athlete));
        }
        let duplicates = athletes.iter().flat_map(|athlete| &athlete.duplicates);
        let many = duplicates.clone().count();
        let met_twice = duplicates.take(1).map(|(left_out, kept)| {
            format!(
                "{} met twice {} once: the same start within two minutes and the same distance within 2 %, or the \
                 file that the row names; such as {left_out} beside {kept}.",
                counted(many, "run"),
                if many == 1 { "counts" } else { "count" }
            )
        });
        notes.extend(NoteKind::Device.each(met_twice));
        let logged = runs().filter(|run| run.session.origin == RunOrigin::Log).count();
        let of_log = (logged > 0).then(|| {
            format!(
                "{} {} from a log computed at one speed throughout and, without a gradient, as level: sprints and hills \
                 are only in recorded files.",
                counted(logged, "run"),
                if logged == 1 { "is" } else { "are" }
            )
        });
        let flat = runs().filter(|run| run.session.ascent_m.is_none()).count();
        let is_flat = flat > 0 && runs().any(|run| run.session.ascent_m.is_some());
        let of_flat = is_flat.then(|| {
            format!("The ascent of {} is not known: it is in no sum.", counted(flat, "run"))
        });
        notes.extend(NoteKind::Altitude.each(of_log.into_iter().chain(of_flat)));
        notes
    }

    /// What the study found, of sessions and of weeks.
    fn study_notes(&self) -> Vec<Note> {
        let Some(row) = self.classes.row else {
            return Vec::new();
        };
        let found: Vec<String> = self
            .classes
            .classes
            .iter()
            .filter(|class| class.interval.is_some())
            .map(|class| {
                format!("{} after a run {}", hazard(class), class.in_words(["longer", "long"]))
            })
            .collect();
        let people = row.participants.map_or_else(String::new, |people| {
            format!(" of {} runners", grouped(f64::from(people)))
        });
        let mut notes = vec![
            Note::new(
                NoteKind::Finding,
                format!(
                    "A run against the longest of the 30 days before, in a study{people} ({}): overuse injuries came {}, \
                     each against a run up to {} longer or shorter. That is no forecast for one runner.",
                    row.study.key,
                    listed(&found, "and"),
                    self.reference()
                ),
            ),
            Note::new(
                NoteKind::Rule,
                "The same comparison of a muscle's load and highest peak, and how far is left for a muscle, are this \
                 program's own extension: nobody has tested them.",
            ),
            Note::new(NoteKind::Finding, self.weekly_finding()),
        ];
        if self.question.length == PeriodLength::Month && self.question.acwr {
            notes.push(Note::new(
                NoteKind::Rule,
                "An acute:chronic ratio is one of weeks: of months none is told.",
            ));
        }
        notes
    }

    /// What the study found of weekly ratios.
    fn weekly_finding(&self) -> String {
        let key = self.classes.row.map_or("", |row| &row.study.key);
        format!(
            "Of weekly ratios the same study ({key}) found no relation of a week against the week before with injury, and \
             a negative one of the acute:chronic ratio: the more of it, the fewer injuries."
        )
    }

    /// Whose mass is another than that used.
    fn mass_note(&self, athlete: &AthleteHistory) -> Option<Note> {
        let others = self.runs(athlete).filter_map(|run| {
            let own = run.session.mass_kg?;
            let differs = run.mass_from != MassFrom::File
                && (own - run.mass.kilograms()).abs() > TOLD_FROM_KG;
            differs.then_some((own, run))
        });
        let others: Vec<(f64, &HistoryRun)> = others.collect();
        let (own, run) = others.last()?;
        let who =
            if athlete.name.is_empty() { String::new() } else { format!("{}: ", athlete.name) };
        Some(Note::new(
            NoteKind::Mass,
            format!(
                "{who}{} another body mass by more than {TOLD_FROM_KG} kg, {} kg where {} kg are used ({}).",
                counted(others.len(), "run") + if others.len() == 1 { " says" } else { " say" },
                short(*own),
                short(run.mass.kilograms()),
                run.session.name
            ),
        ))
    }
}

/// So many runs, and how many were met twice.
pub(super) fn counted_runs(runs: usize, duplicates: usize) -> String {
    let runs = counted(runs, "run");
    match duplicates {
        0 => runs,
        many => format!("{runs}, {} left out", counted(many, "duplicate")),
    }
}

fn zones<'r>(runs: impl Iterator<Item = &'r HistoryRun>) -> Option<Note> {
    let froms: Vec<ZoneFrom> = runs.map(|run| run.zone_from).collect();
    let parts = [
        (ZoneFrom::Option, "by the time zone that was given"),
        (ZoneFrom::Table, "by that of the table of athletes"),
        (ZoneFrom::File, "by that of the file"),
        (ZoneFrom::Profile, "by that of the profile"),
        (ZoneFrom::Clock, "by the clock that the row shows"),
        (ZoneFrom::Nowhere, "by UTC, as nothing says another"),
    ];
    let parts = parts.into_iter().filter_map(|(from, text)| {
        let count = froms.iter().filter(|known| **known == from).count();
        (count > 0).then(|| format!("{text} ({})", counted(count, "run")))
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| {
        let text = format!("Days and weeks are counted {}.", listed(&parts, "and"));
        Note::new(NoteKind::Clock, text)
    })
}

/// The rate of a class with its interval.
pub(super) fn hazard(class: &SpikeClass) -> String {
    let interval = class.interval.map_or_else(String::new, |(low, high)| {
        format!(" ({} to {})", fixed(low, 2), fixed(high, 2))
    });
    format!("{} times as often{interval}", fixed(class.hazard_ratio, 2))
}

pub(super) fn distance(metres: f64, units: LengthUnit) -> String {
    format!("{} {units}", fixed(metres / units.metres(), 1))
}

pub(super) fn from_to(athlete: &AthleteHistory, skip: usize) -> String {
    let starts: Vec<String> =
        athlete.periods.iter().skip(skip).map(|period| short_day(period.range.from)).collect();
    match (starts.first(), starts.last()) {
        (Some(first), Some(last)) if starts.len() > 1 => format!("{first} … {last}"),
        (Some(only), _) => only.clone(),
        _ => String::new(),
    }
}
