//! A return to running by published steps as an answer: what on which date at the soonest, and what it asks of a muscle.
//!
//! It says whose programme it is and for whom it was made, that none was shown to be better than another, and to see
//! somebody when pain comes. It promises nothing.

use jiff::civil::Date;

use crate::answer::brief::Brief;
use crate::answer::citations::Citations;
use crate::answer::columns::{left, right};
use crate::answer::{pair, text};
use crate::conditions::Conditions;
use crate::document::{Column, Document, Event, Sentences, Table, Value};
use crate::evidence::Evidence;
use crate::model::{self, Stepping};
use crate::muscle::Muscle;
use crate::note::{Note, NoteKind};
use crate::number::{fixed, grouped, short};
use crate::training::{
    Complaint, Goal, LongestSession, Programme, Training, TrainingSession, longest_before,
};
use crate::units::{LengthUnit, Mass};

const FEW: usize = 9;

/// What is asked.
#[derive(Debug, Clone)]
pub struct PlanQuestion {
    /// The programme, its start and its goal.
    pub goal: Goal,
    /// What somebody comes back from.
    pub complaint: Option<Complaint>,
    /// Body mass, for newtons.
    pub mass: Option<Mass>,
    /// Whether to speak in kilometres or miles.
    pub units: LengthUnit,
    /// Whether all sessions are shown, and not what fits a screen.
    pub all: bool,
}

impl PlanQuestion {
    /// The sessions that fit a screen, of somebody of unknown mass, in kilometres.
    #[must_use]
    pub fn new(goal: Goal) -> Self {
        Self { goal, complaint: None, mass: None, units: LengthUnit::Kilometre, all: false }
    }
}

/// The answer.
#[derive(Debug)]
#[non_exhaustive]
pub struct PlanAnswer<'t> {
    evidence: &'t Evidence,
    training: &'t Training,
    question: PlanQuestion,
    sessions: Vec<TrainingSession>,
    muscles: Vec<&'t Muscle>,
}

/// Sessions that are alike: those of a phase, or of a week after the programme.
struct SessionGroup<'s> {
    name: String,
    sessions: Vec<&'s TrainingSession>,
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::text("date", "the day of the session at the soonest, year-month-day"),
    Column::number("session", "", 0, "its number, from 1"),
    Column::number("phase", "", 0, "the phase of the programme").empty("after the programme"),
    Column::text("what", "what is done"),
    Column::text("intensity", "how hard, in the words of the programme")
        .empty("the programme does not say"),
    Column::number("run_m", "m", 0, "how far is run"),
    Column::number("walk_m", "m", 0, "how far is walked"),
    Column::number("duration_s", "s", 0, "how long the session takes"),
    Column::number("speed_m_s", "m/s", 3, "running speed"),
    Column::number("longest_before_m", "m", 0, "the longest session of the 30 days before")
        .empty("there is none"),
    Column::number("strides", "", 0, "steps of one leg while running"),
    Column::text("muscle", "key of the muscle, tendon or joint"),
    Column::number(
        "peak_bw",
        "body weights",
        3,
        "peak force of one running step, times body weight",
    )
    .empty("no published force"),
    Column::number(
        "cumulative_bw_s",
        "body weights · s",
        0,
        "impulse of the running of the session, one leg",
    )
    .empty("no published duration"),
    Column::number("cumulative_kn_s", "kN·s", 1, "the same for a body mass")
        .empty("the mass is not known"),
];

impl<'t> PlanAnswer<'t> {
    /// Answers a question.
    #[must_use]
    pub fn new(evidence: &'t Evidence, training: &'t Training, question: PlanQuestion) -> Self {
        let first = question.complaint.map_or(&[][..], Complaint::keys).iter().copied();
        let mut keys: Vec<&str> = Vec::new();
        for key in
            first.chain(["soleus", "quadriceps", "hamstrings", "achilles", "patellofemoral_joint"])
        {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        Self {
            sessions: training.sessions(&question.goal),
            muscles: keys.into_iter().filter_map(|key| evidence.muscles().by_key(key)).collect(),
            evidence,
            training,
            question,
        }
    }

    /// The answer as a document.
    #[must_use]
    pub fn document(&self) -> Document<'static> {
        let (mut sources, goal) = (Citations::default(), &self.question.goal);
        sources.numbers(self.training.rules(goal.programme).map(|row| &row.study));
        sources.numbers(self.longer().map(|row| &row.study));
        let brief = Brief {
            title: "Back to running".to_owned(),
            heading: format!("Back to running · {}", text::speed(goal.speed, self.question.units)),
            summary: self.summary(),
            tables: vec![("Sessions, at the soonest", self.table())],
            notes: self.notes(),
            sources,
            columns: COLUMNS,
            rows: self.records(),
            members: vec![("programme", goal.programme.key().into())],
            list: "sessions",
        };
        Document { events: self.events(), ..brief.document(self.evidence) }
    }

    /// What is known of longer sessions, where they grow after the programme.
    fn longer(&self) -> impl Iterator<Item = &LongestSession> {
        let rows = self.training.longest_session.iter();
        let grows = self.question.goal.distance.is_some();
        rows.filter(move |row| grows && row.class.as_deref() == Some("small spike"))
    }

    fn programme_name(&self) -> &'static str {
        match self.question.goal.programme {
            Programme::Standard => "six phases made for soldiers with sore knees",
            Programme::Graded => "six phases made for athletes with sore shins",
        }
    }

    fn summary(&self) -> Sentences {
        let phases = self.sessions.iter().filter(|session| session.phase.is_some());
        let end = phases.clone().next_back().map_or_else(String::new, |last| day(last.date));
        let (made, count) = (self.programme_name(), phases.count());
        let headline =
            format!("S{}, in {count} sessions: done on {end} at the soonest", &made[1..]);
        let lead = self.muscles.first().and_then(|muscle| {
            let (first, last) = (self.sessions.first()?, self.sessions.last()?);
            let peak = model::load(self.evidence, muscle, &last.run)?.peak().value().0;
            Some(format!(
                "Each running step asks {} times your weight of {}; the first session has {} of them a leg, the last {}.",
                fixed(peak, 1),
                text::in_text(muscle),
                grouped(self.strides(first)),
                grouped(self.strides(last))
            ))
        });
        let mut more = vec![
            "A day of rest between runs, each phase at least twice. With swelling, stiffness or more pain stay in the phase; \
             with pain that stays or comes back see somebody who examines you."
                .to_owned(),
            "No programme was shown to be better than another.".to_owned(),
        ];
        if let Some(goal) = self.sessions.last().filter(|_| self.question.goal.distance.is_some()) {
            let units = self.question.units;
            let length = short((goal.run_m + goal.walk_m) / units.metres());
            more.insert(
                0,
                format!(
                    "The {length} {units} are reached on {} at the soonest.",
                    goal.date.strftime("%-d %B %Y")
                ),
            );
            more.push(
                "After the phases no session is more than a tenth longer than the longest of the 30 days before; that a \
                 week's runs are alike is this program's choice."
                    .to_owned(),
            );
        }
        Sentences { headline, lead: lead.unwrap_or_default(), more, ..Sentences::default() }
    }

    /// Every rule of the programme, in its words.
    fn notes(&self) -> Vec<Note> {
        let rules = self.training.rules(self.question.goal.programme);
        let rules = rules.filter_map(|row| {
            let text = format!("{}: {}.", row.study.key, row.rule.as_deref()?);
            Some(Note::new(NoteKind::Rule, text))
        });
        let longer = self.longer().filter_map(|row| {
            let text = format!(
                "After a session 10 to 30 % longer than the longest of 30 days, overuse injuries came {} times as often \
                 ({} to {}); up to 10 % is not proven safe either ({}).",
                row.value, row.ci_low?, row.ci_high?, row.study.key
            );
            Some(Note::new(NoteKind::Rule, text))
        });
        let walking = "Walking is not in the loads: the model is one of running. Where the programme does not say how fast, \
                       3.5 mph are taken (moen2012, as adapted), and your own pace for running.";
        // wherever a sum stands, both are told
        let run = Conditions::new(self.question.goal.speed).with_mass_if_known(self.question.mass);
        let first = self.muscles.first();
        let both = first.and_then(|muscle| pair::of_run(self.evidence, muscle, &run));
        let both = both.map(|text| Note::new(NoteKind::StepAndKilometre, text));
        let others = [
            Note::new(NoteKind::Movement, walking),
            Note::new(NoteKind::Meaning, "No verdict on injury, no medical advice."),
        ];
        rules.chain(longer).chain(both).chain(others).collect()
    }

    fn strides(&self, session: &TrainingSession) -> f64 {
        let stepping = Stepping::of(self.evidence, &session.run);
        stepping.map_or(f64::NAN, |stepping| stepping.step_rate.value() * session.run_s() / 120.0)
    }

    /// What the running of a session adds up to at a muscle, one leg, body weights · s.
    fn cumulative_bw_s(&self, session: &TrainingSession, muscle: &Muscle) -> Option<f64> {
        let impulse = model::load(self.evidence, muscle, &session.run)?.impulse()?.value().0;
        Some(impulse * self.strides(session))
    }

    fn groups(&self) -> Vec<SessionGroup<'_>> {
        let mut groups: Vec<SessionGroup<'_>> = Vec::new();
        for session in &self.sessions {
            let name = session.phase.map_or_else(|| "then".to_owned(), |phase| phase.to_string());
            let alike = groups.last_mut().filter(|group| {
                let last = group.sessions[0];
                last.phase == session.phase && (last.run_m - session.run_m).abs() < 0.5
            });
            match alike {
                Some(group) => group.sessions.push(session),
                None => groups.push(SessionGroup { name, sessions: vec![session] }),
            }
        }
        if !self.question.all && groups.len() > FEW {
            // the first and the last; what lies between grows evenly
            groups.drain(FEW - 1..groups.len() - 1);
            if let Some(last) = groups.last_mut() {
                "… then".clone_into(&mut last.name);
            }
        }
        groups
    }

    fn table(&self) -> Table {
        let (groups, units) = (self.groups(), self.question.units);
        let mut columns = vec![
            left("phase", 0, &groups, |group| Some(group.name.clone())),
            right("runs", 0, &groups, |group| Some(group.sessions.len().to_string())),
            left("what", 0, &groups, |group| Some(group.sessions[0].what.clone())),
            right("distance", 0, &groups, |group| Some(distance(group.sessions[0], units))),
        ];
        for (i, muscle) in self.muscles.iter().take(2).enumerate() {
            let load = right("load", if i == 0 { 0 } else { 3 }, &groups, |group| {
                Some(grouped(self.cumulative_bw_s(group.sessions[0], muscle)?))
            });
            let title = muscle.short_name().split(' ').next().unwrap_or_default();
            columns.push(load.titled(title.to_owned()));
        }
        columns.push(left("soonest", 0, &groups, |group| {
            let (first, last) = (group.sessions.first()?, group.sessions.last()?);
            let last = (first.date != last.date).then(|| format!(", {}", day(last.date)));
            Some(day(first.date) + &last.unwrap_or_default())
        }));
        Table {
            about: "Sessions, at the soonest",
            columns,
            legend: vec![
                "loads: what a session adds up to for one leg, your weight × seconds".to_owned(),
            ],
            ..Table::default()
        }
    }

    fn records(&self) -> Vec<Vec<Value>> {
        let rows = self.sessions.iter().enumerate().flat_map(|(i, session)| {
            self.muscles.iter().map(move |muscle| {
                let sum = self.cumulative_bw_s(session, muscle);
                let peak = model::load(self.evidence, muscle, &session.run)
                    .map(|load| load.peak().value().0);
                let newtons = sum
                    .zip(self.question.mass)
                    .map(|(sum, mass)| crate::units::BodyWeights(sum).of(mass).0 / 1000.0);
                vec![
                    Value::from(&*session.date.to_string()),
                    Value::from(i + 1),
                    Value::number(session.phase.map(f64::from), 0),
                    Value::from(&*session.what),
                    Value::from(session.intensity.as_deref()),
                    Value::Number(session.run_m, 0),
                    Value::Number(session.walk_m, 0),
                    Value::Number(session.seconds, 0),
                    Value::Number(session.run.speed().m_per_s(), 3),
                    Value::number(longest_before(&self.sessions, session.date), 0),
                    Value::Number(self.strides(session), 0),
                    Value::from(muscle.key()),
                    Value::number(peak, 3),
                    Value::number(sum, 0),
                    Value::number(newtons, 1),
                ]
            })
        });
        rows.collect()
    }

    fn events(&self) -> Vec<Event> {
        let units = self.question.units;
        let events = self.sessions.iter().enumerate().map(|(i, session)| {
            let distance = distance(session, units);
            let phase = session.phase.map_or_else(String::new, |phase| format!("Phase {phase}: "));
            let text = [
                Some(format!("{distance} in about {} minutes.", fixed(session.seconds / 60.0, 0))),
                session.intensity.as_ref().map(|intensity| format!("How hard: {intensity}.")),
                Some(
                    "At the soonest: with swelling, stiffness or more pain stay in the phase."
                        .to_owned(),
                ),
                Some(format!(
                    "A programme of {}; none was shown to be better than another.",
                    self.programme_name()
                )),
            ];
            let text: Vec<String> = text.into_iter().flatten().collect();
            Event {
                id: format!("{}-{}-{}", session.date, i + 1, self.question.goal.programme.key()),
                date: session.date,
                title: format!("{phase}{}, {distance}", session.what),
                text: text.join(" "),
            }
        });
        events.collect()
    }
}

fn distance(session: &TrainingSession, units: LengthUnit) -> String {
    format!("{} {units}", fixed((session.run_m + session.walk_m) / units.metres(), 1))
}

fn day(date: Date) -> String {
    date.strftime("%a %-d %b").to_string()
}
