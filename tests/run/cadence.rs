//! Step rate and mass: what is counted, where it comes from, and what is said of it.

use crate::asked::{
    MASS, MUSCLES, Steady, bears_steadily, columns_near, computed, near, noted, piped, within,
};
use crate::fit::{USUAL, fit};
use crate::truth::{Kept, Sport, level};
use crate::xml::{Counted, GpxStyle, USUAL_GPX, gpx, tcx};

fn steady() -> Kept {
    Kept::of(&[level(900, 3.5, 84.0)])
}

/// GPX that counts that.
fn counting(counted: Counted) -> GpxStyle {
    GpxStyle {
        counted,
        ..USUAL_GPX
    }
}

#[test]
fn fit_and_tcx_count_one_leg_and_gpx_either() {
    let kept = steady();
    for bytes in [
        fit(&kept, USUAL),
        tcx(&kept).into_bytes(),
        gpx(&kept, counting(Counted::Strides)).into_bytes(),
        gpx(&kept, counting(Counted::Steps)).into_bytes(),
    ] {
        let table = computed(&bytes, &[]);
        columns_near(
            &table,
            0.002,
            &[("running_steps", 2520.0), ("step_rate_spm", 168.0)],
        );
    }
    // whichever it is, it is said
    for counted in [Counted::Strides, Counted::Steps] {
        noted(gpx(&kept, counting(counted)), &MASS, "cadence");
    }
}

#[test]
fn gpx_in_strides_and_in_steps_gives_the_same_figures() {
    let kept = Kept::of(&[
        level(300, 3.0, 79.0),
        level(60, 1.3, 56.0),
        level(300, 4.5, 91.0),
    ]);
    let of = |counted| computed(gpx(&kept, counting(counted)), &[]);
    assert_eq!(of(Counted::Strides).rows, of(Counted::Steps).rows);
}

#[test]
fn a_long_walk_does_not_turn_steps_into_strides() {
    // most of it is walked, at 100 steps a minute; the running tells what is counted
    let kept = Kept::of(&[level(400, 3.2, 83.0), level(800, 1.3, 50.0)]);
    for counted in [Counted::Strides, Counted::Steps] {
        let table = computed(gpx(&kept, counting(counted)), &[]);
        let [ran, walked] = [400.0 * 166.0 / 60.0, 800.0 * 100.0 / 60.0];
        columns_near(
            &table,
            0.01,
            &[("running_steps", ran), ("walking_steps", walked)],
        );
    }
}

#[test]
fn the_runner_may_know_better_what_is_counted() {
    // 110 may be either: very many strides, or very few steps
    let kept = Kept::of(&[level(600, 3.5, 110.0)]);
    for bytes in [
        fit(&kept, USUAL),
        tcx(&kept).into_bytes(),
        gpx(&kept, USUAL_GPX).into_bytes(),
    ] {
        for (unit, rate) in [("strides", 220.0), ("steps", 110.0)] {
            let table = computed(&bytes, &["--cadence-unit", unit]);
            columns_near(
                &table,
                0.002,
                &[("running_steps", 10.0 * rate), ("step_rate_spm", rate)],
            );
        }
    }
}

#[test]
fn without_cadence_the_typical_step_rate_is_taken_and_said() {
    let kept = steady().without_cadence();
    let steady = Steady::at(3.5, 0.0, None);
    let steps = steady.step_rate_spm() * 15.0;
    for bytes in [
        fit(&kept, USUAL),
        tcx(&kept).into_bytes(),
        gpx(&kept, USUAL_GPX).into_bytes(),
    ] {
        let table = computed(&bytes, &[]);
        columns_near(&table, 0.005, &[("running_steps", steps)]);
        bears_steadily(&table, &steady, steps);
        noted(&bytes, &MASS, "typical");
    }
}

#[test]
fn a_sensor_that_is_silent_for_a_while_is_filled_in() {
    // the foot pod is lost in the middle third: the typical rate there, or that around it, is 5 % off at most
    let mut second = 0;
    let kept = steady().with(|moment| {
        second += 1;
        if (300..600).contains(&second) {
            moment.strides_per_min = None;
        }
    });
    let table = computed(fit(&kept, USUAL), &[]);
    near(
        "steps",
        table.number(0, "running_steps"),
        2520.0,
        0.05 / 3.0,
    );
}

#[test]
fn strides_counted_by_the_device_come_before_its_cadence() {
    let mut kept = steady();
    // the cadence of the records sums up to 1260 strides
    kept.sessions[0].total_strides = Some(1323.0);
    let table = computed(fit(&kept, USUAL), &[]);
    columns_near(
        &table,
        0.005,
        &[
            ("running_steps", 2646.0),
            ("device_steps", 2646.0),
            ("step_rate_spm", 176.4),
        ],
    );
    bears_steadily(&table, &Steady::at(3.5, 0.0, Some(176.4)), 2646.0);
}

#[test]
fn mass_comes_from_the_profile_and_is_said() {
    let mut kept = steady();
    kept.mass_kg = Some(61.5);
    let bytes = fit(&kept, USUAL);
    let table = piped(&["-", "--format", "csv"], &bytes).ends(0).table();
    within("mass", table.number(0, "mass_kg"), 61.5, 0.001);
    noted(&bytes, &[], "61.5");
    let steady = Steady::at(3.5, 0.0, Some(168.0));
    for muscle in MUSCLES {
        let found = table.number(0, &format!("{muscle}_peak_max_n"));
        let newtons = steady.peak_bw(muscle) * 61.5 * 9.806_65;
        // 1 %, and the last of three decimals of the calculator
        within(
            muscle,
            found,
            newtons,
            0.01 * newtons + 0.001 * 61.5 * 9.81 + 0.5,
        );
    }
}

#[test]
fn a_mass_that_is_typed_comes_before_that_of_the_profile() {
    let mut kept = steady();
    kept.mass_kg = Some(61.5);
    let bytes = fit(&kept, USUAL);
    let table = computed(&bytes, &[]);
    within("mass", table.number(0, "mass_kg"), 70.0, 0.0);
    let plain = computed(fit(&steady(), USUAL), &[]);
    assert_eq!(table.rows, plain.rows);
    let pounds = piped(&["-", "--format", "csv", "--mass", "154lb"], &bytes)
        .ends(0)
        .table();
    within("mass", pounds.number(0, "mass_kg"), 69.85, 0.005);
}

#[test]
fn without_any_mass_it_is_refused_and_the_option_named() {
    for bytes in [
        fit(&steady(), USUAL),
        gpx(&steady(), USUAL_GPX).into_bytes(),
        tcx(&steady()).into_bytes(),
    ] {
        let ended = piped(&["-", "--format", "csv"], bytes).says("--mass");
        assert!(
            matches!(ended.code, Some(1 | 2)),
            "{:?}: {}",
            ended.code,
            ended.err
        );
        assert!(ended.out().lines().count() <= 1, "{}", ended.out());
        assert!(!ended.err.contains("panicked"), "{}", ended.err);
    }
}

#[test]
fn a_profile_without_a_sound_mass_counts_as_none() {
    // 0 kg, and 65534: one below what stands for nothing
    for mass in [0.0, 6553.4] {
        let mut kept = steady();
        kept.mass_kg = Some(mass);
        let ended = piped(&["-", "--format", "csv"], fit(&kept, USUAL)).says("--mass");
        assert!(
            matches!(ended.code, Some(1 | 2)),
            "{:?}: {}",
            ended.code,
            ended.err
        );
    }
}

#[test]
fn steps_on_a_treadmill_are_those_of_the_foot_pod() {
    let kept = steady()
        .in_sport(Sport::Treadmill)
        .with(|moment| moment.place = None);
    let table = computed(fit(&kept, USUAL), &[]);
    columns_near(&table, 0.002, &[("running_steps", 2520.0)]);
}
