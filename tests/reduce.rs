//! What takes so much off a muscle: every change that is told, put back into the calculator, gives what was promised.

use musclerun::answer::reduce::{
    ReduceAnswer, ReduceError, ReduceQuestion, ReduceTarget, RunChange,
};
use musclerun::conditions::{Conditions, Course, Terrain};
use musclerun::document::Value;
use musclerun::embedded;
use musclerun::model::{self, MuscleLoad};
use musclerun::number::fixed;
use musclerun::training;
use musclerun::units::{Gradient, PercentOfTypical, Speed, StepRate, Support, TrunkLean};
use proptest::prelude::*;

fn run(m_per_s: f64) -> Conditions {
    Conditions::new(Speed::from_m_per_s(m_per_s).expect("a speed"))
}

/// The rows of an answer, as its CSV has them.
fn rows(question: ReduceQuestion) -> Result<Vec<Vec<String>>, ReduceError> {
    let answer = ReduceAnswer::new(embedded::evidence(), training::embedded(), question)?;
    let rows: Vec<Vec<Value>> = answer.document().records.rows().collect();
    Ok(rows.iter().map(|row| row.iter().map(Value::cell).collect()).collect())
}

/// The run of a row: the run before with the place that the row has on the axis of its effect.
fn changed(before: &Conditions, effect: &str, x: f64) -> Conditions {
    let form = before.form();
    match effect {
        "speed" => before.with_speed(Speed::from_m_per_s(x).expect("a speed")),
        "step_rate" => before
            .with_step_rate(StepRate::PercentOfTypical(PercentOfTypical::new(x).expect("percent"))),
        "gradient" => {
            let gradient = Gradient::from_percent(x).expect("a gradient");
            let terrain = before.course().levelled().terrain();
            before.with_course(Course::new(Some(terrain), Some(gradient)).expect("a course"))
        }
        "trunk_lean" => {
            before.with_form(form.with_trunk_lean(TrunkLean::from_degrees(x).expect("a lean")))
        }
        "support" => {
            before.with_form(form.with_support(Support::from_percent(x).expect("support")))
        }
        other => panic!("{other} has no axis"),
    }
}

fn load<'e>(muscle: &str, run: &Conditions) -> Option<MuscleLoad<'e>> {
    let evidence = embedded::evidence();
    model::load(evidence, evidence.muscles().by_key(muscle)?, run)
}

fn keys() -> Vec<&'static str> {
    embedded::evidence()
        .muscles()
        .iter()
        .filter(|muscle| muscle.force_published())
        .map(musclerun::muscle::Muscle::key)
        .collect()
}

proptest! {
    #[test]
    fn a_change_put_back_into_the_calculator_gives_what_was_wanted_to_the_last_written_digit(
        speed in 1.5..9.0, percent in 1.0..60.0, step_rate in 80.0..125.0, gradient in -18.0..18.0,
        muscle in proptest::sample::select(keys()), until in any::<bool>(),
    ) {
        let step_rate = StepRate::PercentOfTypical(PercentOfTypical::new(step_rate).expect("percent"));
        let gradient = Gradient::from_percent(gradient).expect("a gradient");
        let course = Course::new(None, Some(gradient)).expect("a course");
        let before = run(speed).with_step_rate(step_rate).with_course(course);
        let peak = load(muscle, &before).expect("a force").peak().value().0;
        let target = if until { peak * (1.0 + percent / 100.0) } else { peak * (1.0 - percent / 100.0) };
        let wanted = if until { ReduceTarget::UntilBodyWeights(target) } else { ReduceTarget::ByPercent(percent) };
        for row in rows(ReduceQuestion::new(muscle, before, wanted)).expect("an answer") {
            let [_, _, effect, reach, _, _, x, _, told, _, _, _, _, _, extrapolated, _] = row.as_slice() else {
                return Err(TestCaseError::fail(format!("{row:?}")));
            };
            let Ok(x) = x.parse::<f64>() else { continue };
            let after = load(muscle, &changed(&before, effect, x)).expect("a force").peak();
            prop_assert_eq!(&fixed(after.value().0, 3), told, "{:?}", row);
            prop_assert_eq!(&after.is_extrapolated().to_string(), extrapolated, "{:?}", row);
            if reach == "reached" {
                prop_assert!((after.value().0 / target - 1.0).abs() < 1e-8, "{row:?} for {target}");
            } else {
                prop_assert!(after.value().0 < peak && after.value().0 > target, "{row:?} for {target}");
            }
        }
    }
}

#[test]
fn the_soleus_is_eased_by_a_slower_pace_and_downhill_as_worked_out_by_hand() {
    let rows = rows(ReduceQuestion::new("soleus", run(10.0 / 3.0), ReduceTarget::ByPercent(10.0)))
        .expect("an answer");
    let told = |row: &[String]| row[1..6].join("|");
    assert_eq!(told(&rows[0]), "slower|speed|reached|5:00/km|6:12/km");
    assert_eq!(told(&rows[1]), "downhill|gradient|reached|0 %|-10.5 %");
    // each step is easier, the kilometre is not
    assert_eq!((rows[0][10].as_str(), rows[0][11].as_str()), ("0.9000", "1.2699"));
    let quadriceps = |row: &[String]| {
        row[12].split(';').find(|other| other.starts_with("quadriceps")).map(str::to_owned)
    };
    assert_eq!(quadriceps(&rows[0]).as_deref(), Some("quadriceps 0.923"));
    // what nobody published is told as such
    let without: Vec<&str> =
        rows.iter().filter(|row| row[3] == "no_figure").map(|row| row[2].as_str()).collect();
    assert!(without.contains(&"step_rate"), "{without:?}");
}

#[test]
fn how_far_put_back_adds_up_to_the_limit() {
    use musclerun::units::Mass;
    let mass = Mass::from_kilograms(70.0).expect("a mass");
    for muscle in ["soleus", "patellofemoral_joint", "sartorius"] {
        for (m_per_s, text) in [(2.5, "2000BW·s"), (4.0, "300 kN·s"), (3.3, "15kns")] {
            let before = run(m_per_s).with_mass(mass);
            let target = ReduceTarget::until(text).expect("a limit");
            let rows = rows(ReduceQuestion::new(muscle, before, target)).expect("an answer");
            let [row] = &*rows else { panic!("one row: {rows:?}") };
            assert_eq!(row[1], "farther");
            let metres: f64 = row[6].parse().expect("a distance");
            // impulse of a stride · strides, in the unit that was asked for
            let impulse = load(muscle, &before).and_then(|load| load.impulse());
            let spm = model::Stepping::of(embedded::evidence(), &before).expect("a step rate");
            let strides = metres / m_per_s / 60.0 * spm.step_rate.value() / 2.0;
            let impulse = impulse.expect("a duration").value();
            let (sum, limit) = match text {
                "2000BW·s" => (impulse.0 * strides, 2000.0),
                "300 kN·s" => (impulse.cumulative_kn_s(mass, strides), 300.0),
                _ => (impulse.cumulative_kn_s(mass, strides), 15.0),
            };
            assert!((sum / limit - 1.0).abs() < 1e-9, "{muscle}: {sum} {limit}");
        }
    }
    let unknown =
        rows(ReduceQuestion::new("soleus", run(3.0), ReduceTarget::UntilKilonewtonSeconds(1.0)));
    assert_eq!(unknown.expect_err("no mass"), ReduceError::NoMass);
    for text in ["", "0kN·s", "-3BW·s", "kN·s", "nankNs", "6.5 kgs", "1e9BW·s"] {
        assert!(ReduceTarget::until(text).is_err(), "{text}");
    }
}

#[test]
fn a_change_that_is_made_in_any_case_is_part_of_what_is_found() {
    let target = ReduceTarget::ByPercent(10.0);
    let with: RunChange = "step-rate=+5%".parse().expect("a change");
    let asked = ReduceQuestion {
        with: vec![with],
        ..ReduceQuestion::new("quadriceps", run(10.0 / 3.0), target)
    };
    let rows = rows(asked).expect("an answer");
    let slower = rows.iter().find(|row| row[2] == "speed").expect("a slower pace");
    let x: f64 = slower[6].parse().expect("a speed");
    let five_more = StepRate::PercentOfTypical(PercentOfTypical::new(105.0).expect("percent"));
    let before = load("quadriceps", &run(10.0 / 3.0)).expect("a force").peak().value().0;
    let after =
        load("quadriceps", &run(x).with_step_rate(five_more)).expect("a force").peak().value().0;
    assert!((after / before - 0.9).abs() < 1e-9, "{after} of {before}");
}

#[test]
fn off_the_treadmill_the_calf_is_eased() {
    let on = Course::new(Some(Terrain::Treadmill), None).expect("a course");
    let rows = rows(ReduceQuestion::new(
        "achilles",
        run(3.0).with_course(on),
        ReduceTarget::ByPercent(5.0),
    ))
    .expect("an answer");
    assert!(
        rows.iter().any(|row| row[1] == "off the treadmill" && row[3] == "reached"),
        "{rows:?}"
    );
}

#[test]
fn what_cannot_be_answered_is_told() {
    let error = |muscle: &str, target| {
        rows(ReduceQuestion::new(muscle, run(3.0), target)).expect_err(muscle).to_string()
    };
    assert!(error("solus", ReduceTarget::ByPercent(10.0)).contains("did you mean soleus?"));
    assert!(error("back", ReduceTarget::ByPercent(10.0)).contains("nobody has published"));
    assert!(error("soleus", ReduceTarget::ToBodyWeights(20.0)).contains("not above 20"));
    assert!(error("soleus", ReduceTarget::UntilBodyWeights(1.0)).contains("already above 1"));
    for wrong in ["0", "100%", "nan", "-5", "ten"] {
        assert!(ReduceTarget::by(wrong).is_err(), "{wrong}");
    }
    for (wrong, accepted) in [
        ("steprate=+5%", "did you mean step-rate?"),
        ("step-rate", "are accepted"),
        ("terrain=moon", "treadmill"),
        ("step-rate=+400%", "50% to 200%"),
        ("gradient=90%", "-30 to 30 %"),
    ] {
        let error = wrong.parse::<RunChange>().expect_err(wrong).to_string();
        assert!(error.contains(accepted), "{wrong}: {error}");
    }
}
