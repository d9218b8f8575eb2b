//! Altitude: missing, noisy, drifting; ascent is that of the ground and not that of the sensor.

use crate::asked::{MASS, Steady, bears_steadily, computed, near, noted, within};
use crate::common::Table;
use crate::fit::{USUAL, fit};
use crate::truth::{Kept, Piece, hill, level, timed_of};
use crate::xml::{USUAL_GPX, gpx, tcx};

/// What is computed of a recording in each format.
fn in_each_format(kept: &Kept, arguments: &[&str]) -> [Table; 3] {
    [
        fit(kept, USUAL),
        gpx(kept, USUAL_GPX).into_bytes(),
        tcx(kept).into_bytes(),
    ]
    .map(|bytes| computed(bytes, arguments))
}

/// Thirty minutes on the level.
fn flat() -> Kept {
    Kept::of(&[level(1800, 3.3, 84.0)])
}

#[test]
fn without_altitude_the_run_is_taken_as_level_and_that_is_said() {
    let kept = Kept::of(&[hill(300, 3.3, 84.0, 0.05)]).with(|moment| moment.altitude_m = None);
    for table in in_each_format(&kept, &[]) {
        within("level", table.number(0, "level_m"), 990.0, 2.0);
        for nothing in ["uphill_m", "downhill_m"] {
            within(nothing, table.number(0, nothing), 0.0, 0.0);
        }
        // unknown is not zero
        assert_eq!(table.cell(0, "ascent_m"), "");
    }
    noted(fit(&kept, USUAL), &MASS, "altitude");
    noted(gpx(&kept, USUAL_GPX), &MASS, "altitude");
}

#[test]
fn a_flat_run_with_noise_of_three_metres_shows_a_few_metres_of_ascent() {
    for seed in 1..=3 {
        for table in in_each_format(&flat().noisy(3.0, seed), &[]) {
            // the noise itself goes up about 1.7 m a second, 3,000 m in all; 10 m are a few
            for way in ["ascent_m", "descent_m"] {
                within(way, table.number(0, way), 0.0, 10.0);
            }
            // a hundred metres of such noise tell a gradient of 1 % from none in two cases of three only
            assert!(
                table.number(0, "level_m") > 0.6 * 5940.0,
                "{}",
                table.cell(0, "level_m")
            );
        }
    }
}

#[test]
fn a_flat_run_with_a_drifting_barometer_shows_its_drift_and_a_few_metres() {
    // the weather changes by 1 hPa in an hour, which is 8 m, here 4 m in half an hour, up or down
    for drift_m_s in [4.0 / 1800.0, -4.0 / 1800.0] {
        let drifting = flat().noisy(0.3, 5).with(|moment| {
            let since_s = moment.time_s - crate::truth::START_S;
            moment.altitude_m = moment
                .altitude_m
                .map(|altitude| altitude + drift_m_s * since_s);
        });
        for table in in_each_format(&drifting, &[]) {
            for way in ["ascent_m", "descent_m"] {
                within(way, table.number(0, way), 0.0, 4.0 + 3.0);
            }
            // 50 m of this noise make a gradient of 0.5 %, which passes 1 % once in twenty times
            near("level", table.number(0, "level_m"), 5940.0, 0.1);
        }
    }
}

#[test]
fn a_slow_wave_of_the_gps_is_not_climbed_as_a_hill() {
    // altitude by satellites wanders by metres within minutes: 1.4 m each way in 5 minutes, 1 km, is 0.9 % at most
    let wave = flat().with(|moment| {
        let turns = (moment.time_s - crate::truth::START_S) / 300.0;
        let wave = 1.4 * (turns * std::f64::consts::TAU).sin();
        moment.altitude_m = moment.altitude_m.map(|altitude| altitude + wave);
    });
    for table in in_each_format(&wave, &[]) {
        // six waves of 2.8 m cannot be told from gentle ground: at most that, and nothing steeper than level
        assert!(
            table.number(0, "ascent_m") <= 17.5,
            "{}",
            table.cell(0, "ascent_m")
        );
        near("level", table.number(0, "level_m"), 5940.0, 0.01);
    }
}

/// Ten rolls of 10 m, at 4 % up and down.
fn rolling() -> Vec<Piece> {
    [hill(80, 3.125, 84.0, 0.04), hill(80, 3.125, 84.0, -0.04)].repeat(10)
}

#[test]
fn rolling_ground_is_climbed_roll_by_roll() {
    let pieces = rolling();
    let truth = timed_of(&pieces);
    for table in in_each_format(&Kept::of(&pieces), &[]) {
        // smoothing over 50 m takes up to half a metre from each top and each foot of 10 m, and FIT counts 0.2 m
        near("ascent", table.number(0, "ascent_m"), truth.ascent_m, 0.11);
        near(
            "descent",
            table.number(0, "descent_m"),
            truth.descent_m,
            0.11,
        );
    }
}

#[test]
fn real_hills_stand_out_of_the_noise() {
    let pieces = [hill(400, 3.0, 82.0, 0.06), hill(400, 3.0, 82.0, -0.06)];
    for seed in 1..=3 {
        for table in in_each_format(&Kept::of(&pieces).noisy(3.0, seed), &[]) {
            // the top and the foot are each known to a metre or two of 72: noise of 3 m over some fifteen moments
            near("ascent", table.number(0, "ascent_m"), 72.0, 0.06);
            near("descent", table.number(0, "descent_m"), 72.0, 0.06);
        }
    }
    // a barometer is ten times quieter
    for table in in_each_format(&Kept::of(&rolling()).noisy(0.3, 9), &[]) {
        near("ascent", table.number(0, "ascent_m"), 100.0, 0.12);
    }
}

#[test]
fn altitudes_that_are_far_off_for_a_moment_are_no_mountain() {
    // a moment, or three as a watch of the corpus has them; up, down, and to zero before the satellites are found
    for (from, seconds, off_m) in [
        (700, 1, -50.0),
        (700, 1, 3000.0),
        (700, 3, 87.0),
        (1, 3, 87.0),
        (0, 3, -100.0),
    ] {
        let mut second = 0;
        let kept = flat().with(|moment| {
            if (from..from + seconds).contains(&second) {
                moment.altitude_m = moment.altitude_m.map(|altitude| altitude + off_m);
            }
            second += 1;
        });
        let steady = Steady::at(3.3, 0.0, Some(168.0));
        for table in in_each_format(&kept, &[]) {
            let what = format!("{off_m} m off for {seconds} s from {from} s");
            within(&what, table.number(0, "ascent_m"), 0.0, 5.0);
            within(&what, table.number(0, "descent_m"), 0.0, 5.0);
            bears_steadily(&table, &steady, 5040.0);
        }
    }
}

#[test]
fn ascent_less_descent_is_the_way_from_the_first_altitude_to_the_last() {
    let pieces = [
        hill(300, 3.0, 82.0, 0.04),
        level(200, 3.0, 82.0),
        hill(200, 3.0, 82.0, -0.03),
    ];
    for (seed, noise_m) in [(1, 0.0), (2, 0.5), (3, 1.5)] {
        for table in in_each_format(&Kept::of(&pieces).noisy(noise_m, seed), &[]) {
            let risen = table.number(0, "ascent_m") - table.number(0, "descent_m");
            // 36 m up and 18 m down, each end known to the noise
            within("risen", risen, 18.0, 1.0 + noise_m);
        }
    }
}

#[test]
fn the_smoothing_can_be_typed_and_is_told() {
    let bytes = fit(&Kept::of(&rolling()), USUAL);
    let of = |smooth: &str| computed(&bytes, &["--smooth", smooth]);
    let [fine, coarse] = ["20m", "400m"].map(of);
    within("smoothing", fine.number(0, "smoothing_m"), 20.0, 0.0);
    within("smoothing", coarse.number(0, "smoothing_m"), 400.0, 0.0);
    // 20 m of smoothing take up to 0.2 m from each top and each foot of 10 m, and FIT counts 0.2 m
    near("ascent", fine.number(0, "ascent_m"), 100.0, 0.05);
    // a window nearly as long as a roll of 500 m leaves little of it
    assert!(
        coarse.number(0, "ascent_m") < 50.0,
        "{}",
        coarse.cell(0, "ascent_m")
    );
}

#[test]
fn a_gradient_that_is_typed_stands_in_for_the_recorded_altitude() {
    let table = computed(fit(&flat(), USUAL), &["--gradient", "4%"]);
    within("uphill", table.number(0, "uphill_m"), 5940.0, 6.0);
    let steady = Steady::at(3.3, 4.0, Some(168.0));
    bears_steadily(&table, &steady, 5040.0);
}

#[test]
fn a_gradient_beyond_the_evidence_is_held_and_its_time_told() {
    // nobody runs 60 % at this speed; the calculator takes gradients up to 40 % at least
    let pieces = [
        level(300, 2.5, 80.0),
        hill(60, 2.5, 80.0, 0.6),
        level(300, 2.5, 80.0),
    ];
    let table = computed(fit(&Kept::of(&pieces), USUAL), &[]);
    // 50 m of smoothing are 20 s of this hill
    within("beyond", table.number(0, "beyond_gradient_s"), 60.0, 25.0);
    near("distance", table.number(0, "distance_m"), 1650.0, 0.002);
}
