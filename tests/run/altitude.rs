//! Altitude: missing, noisy, drifting; ascent is that of the ground and not that of the sensor.

use crate::asked::{
    MASS, Steady, bears_steadily, computed, largest, near, noted, run_of_json, within,
};
use crate::common::Table;
use crate::fit::{USUAL, fit};
use crate::truth::{Kept, Piece, hill, level, standing, timed_of};
use crate::xml::{USUAL_GPX, gpx, tcx};

/// What is computed of a recording in each format.
fn in_each_format(kept: &Kept, arguments: &[&str]) -> [Table; 3] {
    [fit(kept, USUAL), gpx(kept, USUAL_GPX).into_bytes(), tcx(kept).into_bytes()]
        .map(|bytes| computed(bytes, arguments))
}

/// Whether a recording in one of the formats has no ascent and no gradient; else what is wrong, in words.
fn not_level(what: &str, kept: &Kept, format: usize) -> Option<String> {
    let bytes = match format % 3 {
        0 => fit(kept, USUAL),
        1 => gpx(kept, USUAL_GPX).into_bytes(),
        _ => tcx(kept).into_bytes(),
    };
    let run = run_of_json(bytes, &["--muscles", "soleus,quadriceps,hamstrings"]);
    let ascent_m = run["activity"]["ascent_m"].as_f64().expect("an ascent");
    let steepest = largest(&run, "peak_max_gradient_pct");
    let is_level = (0.0..5.0).contains(&ascent_m) && steepest <= 3.0;
    (!is_level).then(|| format!("{what}: {ascent_m} m, {steepest} %"))
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
            assert!(table.number(0, "level_m") > 0.6 * 5940.0, "{}", table.cell(0, "level_m"));
        }
    }
}

#[test]
fn a_flat_run_with_a_drifting_barometer_shows_its_drift_and_a_few_metres() {
    // the weather changes by 1 hPa in an hour, which is 8 m, here 4 m in half an hour, up or down
    for drift_m_s in [4.0 / 1800.0, -4.0 / 1800.0] {
        let drifting = flat().noisy(0.3, 5).with(|moment| {
            let since_s = moment.time_s - crate::truth::START_S;
            moment.altitude_m = moment.altitude_m.map(|altitude| altitude + drift_m_s * since_s);
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
        assert!(table.number(0, "ascent_m") <= 17.5, "{}", table.cell(0, "ascent_m"));
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
        near("descent", table.number(0, "descent_m"), truth.descent_m, 0.11);
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
    for (from, seconds, off_m) in
        [(700, 1, -50.0), (700, 1, 3000.0), (700, 3, 87.0), (1, 3, 87.0), (0, 3, -100.0)]
    {
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
    let pieces = [hill(300, 3.0, 82.0, 0.04), level(200, 3.0, 82.0), hill(200, 3.0, 82.0, -0.03)];
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
    assert!(coarse.number(0, "ascent_m") < 50.0, "{}", coarse.cell(0, "ascent_m"));
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
    let pieces = [level(300, 2.5, 80.0), hill(60, 2.5, 80.0, 0.6), level(300, 2.5, 80.0)];
    let table = computed(fit(&Kept::of(&pieces), USUAL), &[]);
    // 50 m of smoothing are 20 s of this hill
    within("beyond", table.number(0, "beyond_gradient_s"), 60.0, 25.0);
    near("distance", table.number(0, "distance_m"), 1650.0, 0.002);
}

/// What sensors do to altitude, each in its way: the altitude at a moment, by seconds since the start and what it is in truth.
type Defect = (String, Box<dyn Fn(f64, f64) -> f64>);

/// Zeros where there is no altitude, sensors set anew at once or over some seconds, and satellites that settle.
fn defects() -> Vec<Defect> {
    let mut all: Vec<Defect> = Vec::new();
    let mut add = |name: String, defect: Box<dyn Fn(f64, f64) -> f64>| all.push((name, defect));
    for (from, seconds) in [(0, 10), (0, 200), (400, 1), (400, 30), (400, 500), (870, 30)] {
        let within = f64::from(from)..f64::from(from + seconds);
        add(
            format!("zeros for {seconds} s from {from} s"),
            Box::new(move |at, truth| if within.contains(&at) { 0.0 } else { truth }),
        );
    }
    for step_m in [40.0, -40.0, 6.5, -6.5, 250.0, -90.0] {
        for (from, over) in [(450.0, 1.0), (60.0, 1.0), (840.0, 1.0), (450.0, 3.0), (450.0, 5.0)] {
            add(
                format!("a step of {step_m} m over {over} s at {from} s"),
                Box::new(move |at, truth| truth + step_m * ((at - from) / over).clamp(0.0, 1.0)),
            );
        }
    }
    add(
        "two steps up".to_owned(),
        Box::new(|at, truth| truth + 25.0 * f64::from(u8::from(at > 300.0) + u8::from(at > 600.0))),
    );
    add(
        "a step up and one down".to_owned(),
        Box::new(|at, truth| truth + if (300.0..600.0).contains(&at) { 25.0 } else { 0.0 }),
    );
    for off_m in [40.0, -40.0, 15.0, -15.0, 90.0] {
        for time_s in [5.0, 15.0, 30.0] {
            add(
                format!("settling by {off_m} m with {time_s} s"),
                Box::new(move |at: f64, truth| truth + off_m * (-at / time_s).exp()),
            );
        }
        add(
            format!("settling by {off_m} m, evenly within 25 s"),
            Box::new(move |at, truth| truth + off_m * (1.0 - at / 25.0).max(0.0)),
        );
    }
    all
}

/// A recording with a defect.
fn with_defect(kept: &Kept, (_, defect): &Defect) -> Kept {
    kept.clone().with(|moment| {
        let at = moment.time_s - crate::truth::START_S;
        moment.altitude_m = moment.altitude_m.map(|truth| defect(at, truth));
    })
}

#[test]
fn level_ground_stays_level_whatever_the_sensor_says() {
    let level = Kept::of(&[level(900, 3.0, 84.0)]);
    let sparse = level.clone().thinned(|| 7.0);
    let recordings = [
        ("every second", level.clone()),
        ("with noise", level.noisy(0.2, 3)),
        ("every 7 s", sparse),
    ];
    let mut wrong = Vec::new();
    for (i, (how, kept)) in recordings.iter().enumerate() {
        for (j, defect) in defects().iter().enumerate() {
            let what = format!("{}, {how}", defect.0);
            wrong.extend(not_level(&what, &with_defect(kept, defect), i + j));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_real_hill_stays_beside_what_the_sensor_says() {
    let pieces = [
        level(200, 3.0, 84.0),
        hill(200, 3.0, 84.0, 0.08),
        level(100, 3.0, 84.0),
        hill(200, 3.0, 84.0, -0.08),
        level(200, 3.0, 84.0),
    ];
    let mut wrong = Vec::new();
    for defect in &defects() {
        // what a sensor says in a hundred seconds of a hill cannot be known
        // nor can settling no steeper than the hills be told from one
        if ["for 500 s", "for 200 s", "by 15 m", "by -15 m"].iter().any(|it| defect.0.contains(it))
        {
            continue;
        }
        let kept = with_defect(&Kept::of(&pieces), defect);
        let ascent_m = computed(fit(&kept, USUAL), &[]).number(0, "ascent_m");
        if (ascent_m - 48.0).abs() > 4.8 {
            wrong.push(format!("{}: {ascent_m} m", defect.0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_hill_from_the_first_step_on_is_no_settling() {
    for gradient in [0.05, 0.1, -0.1, 0.14] {
        for seconds in [40, 100, 300] {
            let pieces = [hill(seconds, 3.0, 82.0, gradient), level(600, 3.0, 84.0)];
            let truth = timed_of(&pieces);
            for table in in_each_format(&Kept::of(&pieces), &[]) {
                let what = format!("{gradient} for {seconds} s");
                within(
                    &what,
                    table.number(0, "ascent_m"),
                    truth.ascent_m,
                    0.1 * truth.ascent_m + 0.5,
                );
                within(
                    &what,
                    table.number(0, "descent_m"),
                    truth.descent_m,
                    0.1 * truth.descent_m + 0.5,
                );
            }
        }
    }
}

#[test]
fn a_barometer_that_drifts_while_the_runner_stands_climbs_nothing() {
    for drift_m in [8.0, -8.0] {
        let pieces = [level(300, 3.0, 84.0), standing(240), level(300, 3.0, 84.0)];
        let drifting = Kept::of(&pieces).with(|moment| {
            let stood = (moment.time_s - crate::truth::START_S - 300.0).clamp(0.0, 240.0) / 240.0;
            moment.altitude_m = moment.altitude_m.map(|truth| truth + drift_m * stood);
        });
        for format in 0..3 {
            assert_eq!(not_level(&format!("{drift_m} m"), &drifting, format), None);
        }
    }
}

#[test]
fn an_altitude_that_is_renewed_now_and_then_is_still_a_hill() {
    let pieces = [hill(300, 3.0, 82.0, 0.12), hill(300, 3.0, 82.0, -0.12)];
    for every_s in [5.0, 10.0, 15.0] {
        let mut last = crate::truth::FROM_M;
        let coarse = Kept::of(&pieces).with(|moment| {
            let at = moment.time_s - crate::truth::START_S;
            if at % every_s == 0.0 {
                last = moment.altitude_m.expect("an altitude");
            }
            moment.altitude_m = Some(last);
        });
        for table in in_each_format(&coarse, &[]) {
            near("ascent", table.number(0, "ascent_m"), 108.0, 0.1);
        }
    }
}

#[test]
fn no_split_goes_up_or_down_by_less_than_nothing() {
    let pieces = rolling();
    for (seed, noise_m) in [(1, 0.3), (2, 1.0), (3, 3.0)] {
        let kept = Kept::of(&pieces).noisy(noise_m, seed);
        for by in ["100m", "130m", "km", "20s"] {
            for table in in_each_format(&kept, &["--by", by]) {
                for way in ["ascent_m", "descent_m"] {
                    for cell in table.column(way) {
                        assert!(!cell.starts_with('-'), "{way} {cell} by {by}");
                    }
                }
            }
        }
    }
}
