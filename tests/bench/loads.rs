//! One call of `model::loads`: all muscles at one set of conditions; under 5 µs is the aim.

use divan::{Bencher, black_box};
use musclerun::conditions::{Conditions, Course};
use musclerun::embedded;
use musclerun::model;
use musclerun::units::{Gradient, Mass, PercentOfTypical, Speed, StepRate};

fn main() {
    divan::main();
}

/// Uphill at 105 % of the typical step rate: every effect is away from its reference.
#[divan::bench(args = ["flat", "uphill"])]
fn loads(bencher: Bencher, course: &str) {
    let evidence = embedded::evidence();
    let hill = Gradient::from_percent(5.0).expect("5 % is a gradient");
    let (gradient, step_rate) = match course {
        "flat" => (Gradient::LEVEL, StepRate::Typical),
        _ => (
            hill,
            StepRate::PercentOfTypical(PercentOfTypical::new(105.0).expect("from 50 to 200 %")),
        ),
    };
    let run = Conditions::new(Speed::from_m_per_s(10.0 / 3.0).expect("12 km/h is a running speed"))
        .with_mass(Mass::from_kilograms(70.0).expect("70 kg is a mass"))
        .with_course(
            Course::new(None, Some(gradient)).expect("a gradient alone agrees with itself"),
        )
        .with_step_rate(step_rate);
    bencher.bench(|| model::loads(black_box(evidence), black_box(&run)));
}
