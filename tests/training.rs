//! Exercises, strength tests, injuries and returns to running: the tables, the norms, the programmes.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use musclerun::answer::plan::{PlanAnswer, PlanQuestion};
use musclerun::answer::train::{TrainAnswer, TrainQuestion};
use musclerun::embedded;
use musclerun::render::{self, Format, Style};
use musclerun::training::{
    self, Days, ExerciseFigure, Force, Goal, Measured, MuscleActivation, Person, Programme, Sex,
    Training, TrainingSession,
};
use musclerun::units::{Distance, Speed};
use proptest::prelude::*;

fn tables() -> &'static Training {
    training::embedded()
}

/// The faults of the tables with a text in place of another in one of them.
fn faults(table: &str, from: &str, to: &str) -> Vec<String> {
    let read = Training::read(embedded::evidence(), |name| {
        let (_, text) = training::tables().find(|(own, _)| *own == name).ok_or("no such table")?;
        assert!(name != table || text.contains(from), "{table} has no {from}");
        Ok(if name == table { Cow::Owned(text.replacen(from, to, 1)) } else { Cow::Borrowed(text) })
    });
    read.err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn the_tables_that_come_with_the_program_are_sound_and_whole() {
    let counts = tables().counts().map(|(count, _)| count);
    assert_eq!(counts, [56, 97, 20, 65, 27, 10, 21, 13, 21]);
}

#[test]
fn a_faulty_table_is_told_by_file_line_and_column() {
    let exercises = "training/exercises.csv";
    assert_eq!(
        faults(exercises, "495,,688", "NaN,,688"),
        [r#"training/exercises.csv:2: low: found "NaN"; accepted: a finite number, or nothing"#]
    );
    let kind = faults(exercises, ",joint_force,", ",jointforce,");
    assert!(
        kind[0].contains("kind: found \"jointforce\"; accepted: force, joint_force, index"),
        "{kind:?}"
    );
    let muscle = faults(exercises, "gluteus_medius", "gluteus_media");
    assert!(
        muscle[0].contains("muscle: found \"gluteus_media\"; accepted: keys of muscles.csv"),
        "{muscle:?}"
    );
    let study = faults("training/capacity.csv", "hebertlosier2017", "hebert");
    assert!(study[0].starts_with("training/capacity.csv:2: study: found \"hebert\""), "{study:?}");
    let header = faults("training/cues.csv", "borne_out", "borne");
    assert!(
        header[0].starts_with("training/cues.csv:1: borne_out: found no such column"),
        "{header:?}"
    );
    let cells = faults("training/trunk.csv", "erector_spinae,", "erector_spinae,,");
    assert!(cells[0].starts_with("training/trunk.csv:2: found CSV error"), "{cells:?}");
}

/// What the figures are set against is held by types: see the two examples that do not compile at `ExerciseFigure`.
#[test]
fn figures_of_two_kinds_have_no_ratio() {
    let force = Measured::Force(ExerciseFigure::<Force>::new(3.0));
    let activation = Measured::Activation(ExerciseFigure::<MuscleActivation>::new(1.5));
    assert_eq!(force.ratio(activation), None);
    assert_eq!(force.ratio(Measured::Force(ExerciseFigure::range(1.0, 2.0))), Some(2.0));
    assert_eq!(Measured::Other(training::FigureKind::Rate, 2.0).ratio(force), None);
}

fn goal(programme: Programme, days: Option<&str>, km: Option<f64>) -> Goal {
    Goal {
        programme,
        start: date(2026, 12, 1),
        days: days.map(|days| days.parse::<Days>().expect("days of the week")),
        speed: Speed::from_m_per_s(2.5).expect("a speed"),
        distance: km.map(|km| Distance::from_metres(km * 1000.0).expect("a distance")),
    }
}

fn length(session: &TrainingSession) -> f64 {
    session.run_m + session.walk_m
}

#[test]
fn the_standard_programme_is_that_of_its_table() {
    let sessions = tables().sessions(&goal(Programme::Standard, Some("mon,wed,sat"), None));
    let miles = [1.0, 1.0, 1.5, 1.5, 1.5, 1.5, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0];
    for (session, miles) in sessions.iter().zip(miles) {
        assert!((length(session) - miles * 1609.344).abs() < 1e-6, "{session:?}");
    }
    let phases: Vec<Option<u32>> = sessions.iter().map(|session| session.phase).collect();
    assert_eq!(phases, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6].map(Some));
    let dates: Vec<Date> = sessions.iter().map(|session| session.date).collect();
    assert_eq!(
        dates[..4],
        [date(2026, 12, 2), date(2026, 12, 5), date(2026, 12, 7), date(2026, 12, 9)]
    );
    // phase 1: 2 min at 3.5 mph, 3 min at 2.5 m/s, in turn until a mile is full
    let (walked, ran): (f64, f64) = (1.564_64 * 120.0, 2.5 * 180.0);
    assert!((sessions[0].walk_m - 3.0 * walked).abs() < 1e-6, "{:?}", sessions[0]);
    assert!(
        (sessions[0].run_m - (1609.344 - 3.0 * walked)).abs() < 1e-6
            && sessions[0].run_m < 3.0 * ran
    );
    assert!(sessions[11].walk_m.abs() < 1e-9);
}

#[test]
fn the_graded_programme_runs_as_fast_as_its_treadmill() {
    let sessions = tables().sessions(&goal(Programme::Graded, None, None));
    assert_eq!(sessions.len(), 12);
    // 16 min, half of it running at 6 mph
    assert!(
        (sessions[0].run_m - 480.0 * 2.682_24).abs() < 1e-6
            && (sessions[0].seconds - 960.0).abs() < 1e-6
    );
    assert!((sessions[2].run.speed().m_per_s() - 3.3528).abs() < 1e-6);
    assert!((sessions[4].run.speed().m_per_s() - 2.5).abs() < 1e-6);
    assert!(sessions.windows(2).all(|pair| (pair[1].date - pair[0].date).get_days() == 2));
}

#[test]
fn days_are_refused_with_what_is_accepted() {
    for wrong in ["", "mo", "mon,", "someday", "mon wed"] {
        let error = wrong.parse::<Days>().expect_err(wrong).to_string();
        assert!(error.contains("such as mon,wed,sat"), "{error}");
    }
    assert_eq!("sat,Monday,sat".parse::<Days>(), "mon,sat".parse::<Days>());
}

#[test]
fn a_result_of_a_test_is_refused_with_what_is_accepted() {
    for (typed, accepted) in [
        ("heel-raise=22", "did you mean heel-raises?"),
        ("heel-raises", "TEST=RESULT"),
        ("heel-raises=-3", "above 0"),
        ("heel-raises=22kg", "a number of repetitions"),
        ("hip-abduction=130", "at most 10"),
        ("hip-abduction=1.3lb", "N·m/kg"),
        ("side-bridge=nan", "a number of s"),
    ] {
        let error = typed.parse::<training::TestResult>().expect_err(typed).to_string();
        assert!(error.contains(accepted), "{typed}: {error}");
    }
    let pair: training::TestResult = "knee-extension = 2,9/3.1 Nm/kg".parse().expect("a pair");
    assert_eq!((pair.value, pair.other), (2.9, Some(3.1)));
}

proptest! {
    #[test]
    fn no_session_after_a_programme_is_a_tenth_longer_than_the_longest_of_thirty_days(
        km in 1.0..45.0, speed in 2.1..6.0, days in proptest::sample::subsequence(
            vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"], 1..7),
        graded in any::<bool>(),
    ) {
        let programme = if graded { Programme::Graded } else { Programme::Standard };
        let goal = Goal {
            speed: Speed::from_m_per_s(speed).expect("a speed"),
            ..goal(programme, Some(&days.join(",")), Some(km))
        };
        let sessions = tables().sessions(&goal);
        for pair in sessions.windows(2) {
            prop_assert!((pair[1].date - pair[0].date).get_days() >= 2, "a day of rest");
        }
        for (i, session) in sessions.iter().enumerate().filter(|(_, session)| session.phase.is_none()) {
            let from = session.date.checked_sub(30.days()).expect("a date");
            let before = sessions[..i].iter().filter(|other| other.date >= from).map(length).fold(0.0, f64::max);
            prop_assert!(length(session) <= before * 1.1 + 1e-6, "{session:?} after {before}");
            prop_assert!(length(session) <= (km * 1000.0).max(length(&sessions[11])) + 1e-6);
        }
        prop_assert!(length(sessions.last().expect("sessions")) + 1e-6 >= km * 1000.0);
    }
}

#[test]
fn a_plan_is_a_calendar_that_other_programs_read() {
    let question = PlanQuestion {
        all: true,
        ..PlanQuestion::new(goal(Programme::Standard, Some("mon,wed,sat"), Some(10.0)))
    };
    let answer = PlanAnswer::new(embedded::evidence(), tables(), question);
    let mut out = Vec::new();
    render::write(&answer.document(), Format::Ics, Style::default(), &mut out)
        .expect("written to memory");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
            && text.ends_with("\r\nEND:VCALENDAR\r\n")
    );
    assert!(
        text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')),
        "lines of at most 75 octets"
    );
    let unfolded = text.replace("\r\n ", "");
    let events = unfolded.matches("BEGIN:VEVENT").count();
    assert_eq!(events, answer.document().events.len());
    assert!(events > 12 && events == unfolded.matches("END:VEVENT").count());
    assert!(unfolded.contains("\r\nDTSTART;VALUE=DATE:20261202\r\n"), "{unfolded}");
    assert!(
        unfolded.contains("\r\nSUMMARY:Phase 1: walk 2 min\\, run 3 min\\, 1.6 km\r\n"),
        "{unfolded}"
    );
    let mut ids: Vec<&str> = unfolded.lines().filter(|line| line.starts_with("UID:")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), events, "each event has an id of its own");
}

#[test]
fn every_figure_that_is_told_has_a_study_a_place_in_it_and_a_kind() {
    let evidence = embedded::evidence();
    let mut told = 0;
    for muscle in evidence.muscles().iter() {
        let question = TrainQuestion {
            muscles: vec![muscle.key().to_owned()],
            all: true,
            ..TrainQuestion::default()
        };
        let answer = TrainAnswer::new(evidence, tables(), question).expect("a muscle of the list");
        let document = answer.document();
        let place = |name: &str| {
            document.records.names.iter().position(|own| own == name).expect("a column")
        };
        for row in document.records.rows().filter(|row| row[place("section")].cell() == "exercise")
        {
            told += 1;
            for name in ["study", "locus", "kind", "unit", "grade"] {
                assert!(!row[place(name)].cell().is_empty(), "{name} of {row:?}");
            }
        }
    }
    assert!(told > 97, "only {told} figures");
}

#[test]
fn a_test_is_placed_among_people_of_the_same_age_and_sex() {
    let sentences = |test: &str, age: f64, sex: Sex| {
        let question = TrainQuestion {
            muscles: vec!["soleus".to_owned()],
            tests: vec![test.parse().expect("a result")],
            person: Person { age: Some(age), sex: Some(sex) },
            ..TrainQuestion::default()
        };
        let answer = TrainAnswer::new(embedded::evidence(), tables(), question)
            .expect("a muscle of the list");
        answer.document().summary.sentences().join(" ")
    };
    // half between 24.6 and 22.0, and between 8.3 and 6.0 (hebertlosier2017)
    let women = sentences("heel-raises=22", 45.0, Sex::Female);
    assert!(women.contains("in the lower half") && women.contains("median 23.3"), "{women}");
    assert!(
        women.contains("one in forty below 7.2") && women.contains("-6.2 to +6.5 repetitions"),
        "{women}"
    );
    assert!(sentences("heel-raises=40", 45.0, Sex::Male).contains("in the upper half"));
    assert!(sentences("heel-raises=5", 30.0, Sex::Male).contains("below what 39 in 40 reach"));
    // 1.600 - 0.005 · 30 + 0.215 (ramskov2014)
    let men = sentences("hip-abduction=1.3", 30.0, Sex::Male);
    assert!(
        men.contains("mean 1.67") && men.contains("by one to two standard deviations"),
        "{men}"
    );
    let legs = sentences("hop=180/140", 30.0, Sex::Male);
    assert!(
        legs.contains("78 %") && legs.contains("a change below 7.1 to 13 % is chance"),
        "{legs}"
    );
}

#[test]
fn the_default_answer_for_every_muscle_fits_a_screen() {
    let evidence = embedded::evidence();
    for muscle in evidence.muscles().iter() {
        let question = TrainQuestion {
            muscles: vec![muscle.key().to_owned()],
            tests: vec!["heel-raises=22/25".parse().expect("a result")],
            person: Person { age: Some(45.0), sex: Some(Sex::Female) },
            ..TrainQuestion::default()
        };
        let answer = TrainAnswer::new(evidence, tables(), question).expect("a muscle of the list");
        let mut out = Vec::new();
        let document = answer.document();
        let style = Style { notes: false, ..Style::default() };
        render::write(&document, Format::Table, style, &mut out).expect("written to memory");
        let text = String::from_utf8(out).expect("UTF-8");
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(text.lines().count() <= 24 && widest <= Some(80), "{text}");
    }
}
