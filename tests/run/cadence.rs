//! Step rate and mass: what is counted, where it comes from, and what is said of it.

use crate::asked::{
    MASS, MUSCLES, Steady, bears_steadily, columns_near, computed, largest, near, noted, piped,
    run_of_json, within,
};
use crate::fit::{USUAL, fit};
use crate::truth::{Kept, Sport, level};
use crate::xml::{Counted, GpxStyle, USUAL_GPX, gpx, tcx};

fn steady() -> Kept {
    Kept::of(&[level(900, 3.5, 84.0)])
}

/// GPX that counts that.
fn counting(counted: Counted) -> GpxStyle {
    GpxStyle { counted, ..USUAL_GPX }
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
        columns_near(&table, 0.002, &[("running_steps", 2520.0), ("step_rate_spm", 168.0)]);
    }
    // whichever it is, it is said
    for counted in [Counted::Strides, Counted::Steps] {
        noted(gpx(&kept, counting(counted)), &MASS, "cadence");
    }
}

#[test]
fn gpx_in_strides_and_in_steps_gives_the_same_figures() {
    let kept = Kept::of(&[level(300, 3.0, 79.0), level(60, 1.3, 56.0), level(300, 4.5, 91.0)]);
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
        columns_near(&table, 0.01, &[("running_steps", ran), ("walking_steps", walked)]);
    }
}

#[test]
fn the_runner_may_know_better_what_is_counted() {
    // 110 may be either: very many strides, or very few steps
    let kept = Kept::of(&[level(600, 3.5, 110.0)]);
    for bytes in [fit(&kept, USUAL), tcx(&kept).into_bytes(), gpx(&kept, USUAL_GPX).into_bytes()] {
        for (unit, rate) in [("strides", 220.0), ("steps", 110.0)] {
            let table = computed(&bytes, &["--cadence-unit", unit]);
            columns_near(&table, 0.002, &[("running_steps", 10.0 * rate), ("step_rate_spm", rate)]);
        }
    }
}

#[test]
fn without_cadence_the_typical_step_rate_is_taken_and_said() {
    let kept = steady().without_cadence();
    let steady = Steady::at(3.5, 0.0, None);
    let steps = steady.step_rate_spm() * 15.0;
    for bytes in [fit(&kept, USUAL), tcx(&kept).into_bytes(), gpx(&kept, USUAL_GPX).into_bytes()] {
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
    near("steps", table.number(0, "running_steps"), 2520.0, 0.05 / 3.0);
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
        &[("running_steps", 2646.0), ("device_steps", 2646.0), ("step_rate_spm", 176.4)],
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
        within(muscle, found, newtons, 0.01 * newtons + 0.001 * 61.5 * 9.81 + 0.5);
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
    let pounds = piped(&["-", "--format", "csv", "--mass", "154lb"], &bytes).ends(0).table();
    within("mass", pounds.number(0, "mass_kg"), 69.85, 0.005);
}

#[test]
fn without_any_mass_all_is_told_in_body_weights_and_how_to_have_kilograms() {
    for bytes in
        [fit(&steady(), USUAL), gpx(&steady(), USUAL_GPX).into_bytes(), tcx(&steady()).into_bytes()]
    {
        let ended = piped(&["-", "--format", "csv"], &bytes).says("--mass").ends(0);
        let (without, with) = (ended.table(), computed(&bytes, &[]));
        assert_eq!(without.cell(0, "mass_kg"), "");
        for muscle in MUSCLES {
            for newtons in ["peak_max_n", "cumulative_kn_s"] {
                assert_eq!(without.cell(0, &format!("{muscle}_{newtons}")), "");
            }
            for weights in ["peak_max_bw", "peak_mean_bw", "cumulative_bw_s", "easy_km"] {
                let column = format!("{muscle}_{weights}");
                assert_eq!(without.cell(0, &column), with.cell(0, &column));
            }
            // kN·s = BW·s · m · g / 1000
            let weights = with.number(0, &format!("{muscle}_cumulative_bw_s"));
            let newtons = with.number(0, &format!("{muscle}_cumulative_kn_s"));
            within(muscle, newtons, weights * 70.0 * 9.806_65 / 1000.0, 0.01);
        }
        let json = piped(&["-", "--json"], &bytes).ends(0);
        let json: serde_json::Value = serde_json::from_str(json.out()).expect("JSON");
        assert!(json["runs"][0]["activity"]["mass_kg"].is_null());
        assert!(json["runs"][0]["loads"][0]["peak_max_n"].is_null());
        let told = piped(&["-", "--notes"], &bytes).ends(0);
        assert!(
            told.out().contains("your weight for ") && !told.out().contains("kN·s"),
            "{}",
            told.out()
        );
    }
}

#[test]
fn form_acts_on_tendons_and_joints_and_leaves_muscles_as_they_are() {
    let bytes = fit(&steady(), USUAL);
    let form = [
        "--foot-strike",
        "forefoot",
        "--trunk-lean",
        "5deg",
        "--support",
        "9%",
        "--shoe",
        "minimal",
    ];
    let (own, changed) = (computed(&bytes, &[]), computed(&bytes, &form));
    let ratio = |column: &str| changed.number(0, column) / own.number(0, column);
    for muscle in MUSCLES {
        within(muscle, ratio(&format!("{muscle}_peak_max_bw")), 1.0, 0.0);
    }
    // 0.883 of the Achilles by the weight carried; 0.73 of the kneecap by the foot, and less by the lean
    within("achilles", ratio("achilles_peak_max_bw"), 0.883, 0.001);
    assert!(ratio("patellofemoral_joint_peak_max_bw") < 0.73);
    assert_eq!(changed.cell(0, "shoe"), "minimal");
}

#[test]
fn an_exponent_of_one_adds_up_the_mean_peak_of_the_steps_of_one_leg() {
    let bytes = fit(&steady(), USUAL);
    let table = computed(&bytes, &["--exponent", "1"]);
    let strides = table.number(0, "running_steps") / 2.0;
    for muscle in MUSCLES {
        let mean = table.number(0, &format!("{muscle}_peak_mean_bw"));
        let sum = table.number(0, &format!("{muscle}_peak_power_sum"));
        // both are written to three decimals
        within(muscle, sum, mean * strides, 0.001 * (1.0 + strides));
    }
    let none = computed(&bytes, &[]);
    assert_eq!(none.cell(0, "soleus_peak_power_sum"), "");
    let told = piped(&["-", "--mass", "70", "--exponent", "4"], &bytes).ends(0);
    assert!(told.out().replace('\n', " ").contains("No exponent is published"), "{}", told.out());
}

#[test]
fn a_profile_without_a_sound_mass_counts_as_none() {
    // 0 kg, and 65534: one below what stands for nothing
    for mass in [0.0, 6553.4] {
        let mut kept = steady();
        kept.mass_kg = Some(mass);
        let ended = piped(&["-", "--format", "csv"], fit(&kept, USUAL)).says("--mass");
        assert_eq!(ended.ends(0).table().cell(0, "mass_kg"), "");
    }
}

#[test]
fn steps_on_a_treadmill_are_those_of_the_foot_pod() {
    let kept = steady().in_sport(Sport::Treadmill).with(|moment| moment.place = None);
    let table = computed(fit(&kept, USUAL), &[]);
    columns_near(&table, 0.002, &[("running_steps", 2520.0)]);
}

/// A quarter of an hour at 3.0 m/s with that cadence.
fn counted_as(cadence: impl Fn(f64) -> Option<f64>) -> Kept {
    Kept::of(&[level(900, 3.0, 84.0)]).with(|moment| {
        moment.strides_per_min = cadence(moment.time_s - crate::truth::START_S);
    })
}

#[test]
fn a_step_rate_that_nobody_runs_with_is_halved_doubled_or_typical_and_that_is_said() {
    let typical = Steady::at(3.0, 0.0, None).step_rate_spm();
    // of one leg: a bad pod, one that counts every other stride, steps in place of strides, twice the steps
    for (strides, steps_per_min) in [
        (20.0, typical),
        (33.0, typical),
        (42.0, 168.0),
        (168.0, 168.0),
        (182.0, 182.0),
        (336.0 / 2.0, 168.0),
    ] {
        let kept = counted_as(|_| Some(strides));
        for bytes in [fit(&kept, USUAL), tcx(&kept).into_bytes()] {
            let table = computed(&bytes, &[]);
            near(
                &format!("{strides} strides"),
                table.number(0, "step_rate_spm"),
                steps_per_min,
                0.01,
            );
            noted(&bytes, &MASS, "nobody runs with");
        }
    }
}

#[test]
fn single_step_rates_that_nobody_runs_with_are_unknown() {
    for wrong in [254.0, 190.0, 10.0, 0.0] {
        let kept =
            counted_as(|at| Some(if (at % 100.0 - 50.0).abs() < 0.1 { wrong } else { 84.0 }));
        let table = computed(fit(&kept, USUAL), &[]);
        near("steps", table.number(0, "running_steps"), 2520.0, 0.002);
        within("running", table.number(0, "running_s"), 900.0, 0.5);
        let loads = run_of_json(fit(&kept, USUAL), &[]);
        within("speed", largest(&loads, "peak_max_speed_m_s"), 3.0, 0.05);
    }
}

#[test]
fn a_count_of_strides_that_is_one_of_steps_is_taken_as_steps() {
    for cadence in [None, Some(84.0)] {
        let mut kept = counted_as(|_| cadence);
        kept.sessions[0].total_strides = Some(2520.0);
        let table = computed(fit(&kept, USUAL), &[]);
        columns_near(&table, 0.002, &[("running_steps", 2520.0), ("device_steps", 2520.0)]);
    }
    // half of them, and what cannot be any
    let mut kept = counted_as(|_| None);
    kept.sessions[0].total_strides = Some(630.0);
    columns_near(&computed(fit(&kept, USUAL), &[]), 0.002, &[("running_steps", 2520.0)]);
    kept.sessions[0].total_strides = Some(90.0);
    let typical = Steady::at(3.0, 0.0, None).step_rate_spm() * 15.0;
    columns_near(&computed(fit(&kept, USUAL), &[]), 0.01, &[("running_steps", typical)]);
}

#[test]
fn a_ride_without_a_step_is_not_run() {
    for speed_m_s in [5.0, 8.0, 14.0] {
        let run = level(600, 3.0, 84.0);
        let ride =
            [level(200, speed_m_s, 0.0), level(40, 0.0, 0.0), level(60, speed_m_s / 3.0, 0.0)];
        for pieces in [
            [&[run], &ride[..]].concat(),
            [&ride[..], &[run]].concat(),
            [&[run], &ride[..], &[run]].concat(),
        ] {
            let runs = pieces.iter().filter(|piece| piece.strides_per_min > 0.0).count();
            let metres = if runs == 2 { 3600.0 } else { 1800.0 };
            let kept = Kept::of(&pieces);
            for bytes in
                [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()]
            {
                let table = computed(&bytes, &[]);
                within(&format!("{speed_m_s} m/s"), table.number(0, "running_m"), metres, 30.0);
                let run = run_of_json(&bytes, &[]);
                within("fastest", largest(&run, "peak_max_speed_m_s"), 3.0, 0.5);
            }
        }
    }
    // a pod that falls silent is no ride
    let kept = counted_as(|at| Some(if at > 450.0 { 0.0 } else { 84.0 }));
    within("running", computed(fit(&kept, USUAL), &[]).number(0, "running_s"), 900.0, 1.0);
}

#[test]
fn cadence_tells_running_from_walking_and_without_it_the_mean_speed() {
    // pieces, and how many seconds of them are run
    let jog = level(600, 1000.0 / 600.0, 74.0);
    let walk = level(600, 1000.0 / 600.0, 58.0);
    let brisk = level(600, 2.2, 62.0);
    let is_run = |speed_m_s: f64| speed_m_s >= musclerun::units::Speed::MIN_M_PER_S;
    let jogs_s = if is_run(jog.speed_m_s) { 600.0 } else { 0.0 };
    for (piece, running_s) in [(jog, jogs_s), (walk, 0.0), (brisk, 0.0)] {
        let kept = Kept::of(&[piece]);
        for bytes in [
            fit(&kept, USUAL),
            tcx(&kept).into_bytes(),
            gpx(&kept, counting(Counted::Strides)).into_bytes(),
            gpx(&kept, counting(Counted::Steps)).into_bytes(),
        ] {
            let what = format!("{} strides", piece.strides_per_min);
            within(&what, computed(&bytes, &[]).number(0, "running_s"), running_s, 2.0);
        }
    }
    // speed that swings about that of running, 2.3 m/s on average, is running throughout; 1.8 m/s is none
    for (slow, fast, running_s) in [(2.05, 2.55, 600.0), (1.5, 2.1, 0.0)] {
        let swinging = [level(5, slow, 0.0), level(5, fast, 0.0)].repeat(60);
        let kept = Kept::of(&swinging).without_cadence();
        for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes()] {
            within("swinging", computed(&bytes, &[]).number(0, "running_s"), running_s, 6.0);
        }
    }
}
