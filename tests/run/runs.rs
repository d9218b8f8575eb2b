//! What a run bears, where the truth is known: steady, hilly, in intervals, with walking, on a treadmill.

use crate::asked::{
    MASS, MUSCLES, Steady, as_calculated, bears_steadily, columns_near, computed, near, noted,
    piped, rounding, within,
};
use crate::common::Table;
use crate::fit::{USUAL, fit};
use crate::truth::{Kept, Piece, Sport, hill, level, run_of, timed_of, walked_of};
use crate::xml::{USUAL_GPX, gpx, tcx};

/// A row of samples that lies well inside a piece: the smoothing of altitude over 50 m reaches not so far.
fn inside(table: &Table, pieces: &[Piece], which: usize) -> usize {
    let before: u32 = pieces[..which].iter().map(|piece| piece.seconds).sum();
    let middle = f64::from(before + pieces[which].seconds / 2);
    let times = table.column("time_s");
    let at = |time: &&str| time.parse::<f64>().is_ok_and(|time| time >= middle);
    times.iter().position(at).expect("a sample in the middle")
}

#[test]
fn a_steady_run_on_the_level_bears_what_the_calculator_says() {
    let pieces = [level(1200, 3.5, 84.0)];
    let kept = Kept::of(&pieces);
    let steady = Steady::at(3.5, 0.0, Some(168.0));
    for (format, bytes) in [
        ("fit", fit(&kept, USUAL)),
        ("gpx", gpx(&kept, USUAL_GPX).into_bytes()),
        ("tcx", tcx(&kept).into_bytes()),
    ] {
        let table = computed(bytes, &[]);
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.cell(0, "format"), format);
        assert_eq!(table.cell(0, "sport"), "running");
        assert_eq!(table.cell(0, "split"), "");
        assert!(
            table.cell(0, "start").starts_with("2024-05-04T07:00:00"),
            "{}",
            table.cell(0, "start")
        );
        // lengths and times are exact but for the rounding of files, a centimetre a position
        columns_near(
            &table,
            0.002,
            &[
                ("distance_m", 4200.0),
                ("elapsed_s", 1200.0),
                ("moving_s", 1200.0),
                ("running_m", 4200.0),
                ("running_s", 1200.0),
                ("running_steps", 3360.0),
                ("level_m", 4200.0),
                ("speed_m_s", 3.5),
                ("step_rate_spm", 168.0),
                ("mass_kg", 70.0),
            ],
        );
        for nothing in [
            "walking_m",
            "walking_s",
            "walking_steps",
            "standing_s",
            "stopped_s",
            "uphill_m",
            "downhill_m",
            "beyond_gradient_s",
            "beyond_speed_s",
        ] {
            within(nothing, table.number(0, nothing), 0.0, 0.0);
        }
        within("ascent", table.number(0, "ascent_m"), 0.0, 0.5);
        within("descent", table.number(0, "descent_m"), 0.0, 0.5);
        bears_steadily(&table, &steady, 3360.0);
        for muscle in MUSCLES {
            within(muscle, table.number(0, &format!("{muscle}_level_share")), 1.0, 0.001);
        }
    }
}

/// A kilometre on the level, 1200 m up at 5 %, 1200 m down at 5 %, a kilometre on the level.
fn up_and_down() -> [Piece; 4] {
    [
        level(250, 4.0, 88.0),
        hill(300, 4.0, 88.0, 0.05),
        hill(300, 4.0, 88.0, -0.05),
        level(250, 4.0, 88.0),
    ]
}

#[test]
fn a_hill_is_climbed_and_descended_at_its_gradient() {
    let pieces = up_and_down();
    let kept = Kept::of(&pieces);
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let table = computed(&bytes, &[]);
        // 2 %: the smoothing rounds the top and the two feet of the hill
        columns_near(
            &table,
            0.02,
            &[
                ("distance_m", 4400.0),
                ("ascent_m", 60.0),
                ("descent_m", 60.0),
                ("uphill_m", 1200.0),
                ("downhill_m", 1200.0),
                ("level_m", 2000.0),
                ("running_steps", run_of(&pieces).steps),
            ],
        );
        let samples = computed(&bytes, &["--samples"]);
        for (which, piece) in pieces.iter().enumerate() {
            let row = inside(&samples, &pieces, which);
            let gradient = 100.0 * piece.gradient;
            // a tenth of a percent: FIT keeps altitude to 0.2 m, over 50 m of smoothing
            within("gradient", samples.number(row, "gradient_pct"), gradient, 0.1);
            near("speed", samples.number(row, "speed_m_s"), 4.0, 0.01);
            assert_eq!(samples.cell(row, "movement"), "running");
            let steady = Steady::at(4.0, gradient, Some(176.0));
            for muscle in MUSCLES {
                let found = samples.number(row, &format!("{muscle}_peak_bw"));
                let calculated = steady.peak_bw(muscle);
                assert!(
                    as_calculated(found, calculated, 0.001),
                    "{muscle} at {gradient} %: {found}, not {calculated}"
                );
            }
        }
    }
}

#[test]
fn the_hardest_of_a_hilly_run_is_where_each_muscle_bears_most_and_its_sum_is_that_of_its_parts() {
    let pieces = up_and_down();
    let table = computed(fit(&Kept::of(&pieces), USUAL), &[]);
    let [flat, up, down] = [0.0, 5.0, -5.0].map(|gradient| Steady::at(4.0, gradient, Some(176.0)));
    for muscle in MUSCLES {
        let most = [&flat, &up, &down].map(|steady| steady.peak_bw(muscle));
        let most = most.into_iter().fold(0.0, f64::max);
        let found = table.number(0, &format!("{muscle}_peak_max_bw"));
        assert!(as_calculated(found, most, 0.001), "{muscle}: {found}, not {most}");
        let steps = |which: usize| pieces[which].steps();
        let parts = [
            up.cumulative_kn_s(muscle, steps(1)),
            flat.cumulative_kn_s(muscle, steps(0) + steps(3)),
            down.cumulative_kn_s(muscle, steps(2)),
        ];
        let sum: f64 = parts.iter().sum();
        let found = table.number(0, &format!("{muscle}_cumulative_kn_s"));
        // the impulse of a stride has four decimals in the calculator, and the least is 0.008
        near(muscle, found, sum, 0.01 + 0.0001 / flat.impulse_bw_s(muscle));
        for (part, name) in parts.iter().zip(["uphill", "level", "downhill"]) {
            let share = table.number(0, &format!("{muscle}_{name}_share"));
            // where the hill begins and ends is known to the 50 m of the smoothing, 1 % of the whole
            within(&format!("{muscle} {name}"), share, part / sum, 0.015);
        }
    }
}

#[test]
fn intervals_peak_at_the_fast_speed_and_weigh_by_steps_in_the_mean() {
    let interval = [level(180, 5.0, 90.0), level(120, 3.0, 80.0)];
    let pieces = interval.repeat(6);
    let kept = Kept::of(&pieces);
    let [fast, slow] = [Steady::at(5.0, 0.0, Some(180.0)), Steady::at(3.0, 0.0, Some(160.0))];
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let table = computed(bytes, &[]);
        columns_near(
            &table,
            0.002,
            &[("running_m", 6.0 * (900.0 + 360.0)), ("running_steps", 6.0 * (540.0 + 320.0))],
        );
        for muscle in MUSCLES {
            let peaks = [fast.peak_bw(muscle), slow.peak_bw(muscle)];
            let most = peaks[0].max(peaks[1]);
            let found = table.number(0, &format!("{muscle}_peak_max_bw"));
            assert!(as_calculated(found, most, 0.001), "{muscle}: {found}, not {most}");
            let mean = (540.0 * peaks[0] + 320.0 * peaks[1]) / 860.0;
            let found = table.number(0, &format!("{muscle}_peak_mean_bw"));
            assert!(as_calculated(found, mean, 0.001), "{muscle}: {found} in the mean, not {mean}");
        }
    }
}

#[test]
fn walking_is_told_apart_and_not_loaded() {
    let pieces = [level(600, 3.0, 82.0), level(120, 1.4, 55.0), level(600, 3.0, 82.0)];
    let kept = Kept::of(&pieces);
    let (ran, walked) = (run_of(&pieces), walked_of(&pieces));
    let steady = Steady::at(3.0, 0.0, Some(164.0));
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let table = computed(bytes, &[]);
        columns_near(
            &table,
            0.01,
            &[
                ("distance_m", timed_of(&pieces).metres),
                ("moving_s", 1320.0),
                ("running_m", ran.metres),
                ("running_s", ran.seconds),
                ("running_steps", ran.steps),
                ("speed_m_s", 3.0),
                ("step_rate_spm", 164.0),
            ],
        );
        // two changes of speed, each known to a second of 120
        columns_near(
            &table,
            0.02,
            &[
                ("walking_m", walked.metres),
                ("walking_s", walked.seconds),
                ("walking_steps", walked.steps),
            ],
        );
        bears_steadily(&table, &steady, ran.steps);
    }
}

#[test]
fn a_treadmill_run_needs_neither_positions_nor_altitude() {
    let kept = Kept::of(&[level(900, 3.2, 83.0)]).in_sport(Sport::Treadmill);
    let kept = kept.with(|moment| {
        moment.place = None;
        moment.altitude_m = None;
    });
    // FIT says that it is a treadmill, for which there are figures of its own; TCX cannot
    for (bytes, ground) in [(fit(&kept, USUAL), "treadmill"), (tcx(&kept).into_bytes(), "flat")] {
        let steady = Steady::on(ground, 3.2, 0.0, Some(166.0));
        let table = computed(&bytes, &[]);
        columns_near(
            &table,
            0.002,
            &[
                ("distance_m", 2880.0),
                ("running_s", 900.0),
                ("running_steps", 2490.0),
                ("level_m", 2880.0),
            ],
        );
        bears_steadily(&table, &steady, 2490.0);
        noted(&bytes, &MASS, "taken as level");
    }
}

#[test]
fn positions_alone_are_enough() {
    let kept = Kept::of(&[level(900, 3.2, 83.0)]).only_places();
    // a centimetre of position is 0.3 % of a second's way, and typical step rate hardly hangs on speed
    for bytes in [fit(&kept, USUAL), gpx(&kept, USUAL_GPX).into_bytes(), tcx(&kept).into_bytes()] {
        let table = computed(bytes, &[]);
        columns_near(
            &table,
            0.005,
            &[
                ("distance_m", 2880.0),
                ("running_m", 2880.0),
                ("running_s", 900.0),
                ("speed_m_s", 3.2),
            ],
        );
    }
}

#[test]
fn forces_and_sums_grow_as_mass_does_and_body_weights_stay() {
    let bytes = fit(&Kept::of(&up_and_down()), USUAL);
    let of = |mass: &str| piped(&["-", "--format", "csv", "--mass", mass], &bytes).ends(0).table();
    let (light, heavy) = (of("50"), of("100"));
    for muscle in MUSCLES {
        for column in
            ["peak_max_bw", "peak_max_sd_bw", "peak_mean_bw", "peak_mean_sd_bw", "easy_km"]
        {
            let name = format!("{muscle}_{column}");
            assert_eq!(light.cell(0, &name), heavy.cell(0, &name), "{name}");
        }
        for column in ["peak_max_n", "cumulative_kn_s"] {
            let name = format!("{muscle}_{column}");
            let digit = rounding(light.cell(0, &name));
            // both are rounded, and the half of them is doubled
            within(&name, heavy.number(0, &name), 2.0 * light.number(0, &name), 3.0 * digit);
        }
    }
}

#[test]
fn a_level_run_at_the_easy_pace_is_worth_its_own_kilometres() {
    // 6:40 a kilometre is 2.5 m/s
    let kept = Kept::of(&[level(1600, 2.5, 80.0)]).without_cadence();
    let table = computed(fit(&kept, USUAL), &["--easy", "6:40"]);
    for muscle in MUSCLES {
        near(muscle, table.number(0, &format!("{muscle}_easy_km")), 4.0, 0.01);
    }
    // at another pace it is worth what the calculator makes of a kilometre of each
    let fast = Kept::of(&[level(1200, 10.0 / 3.0, 80.0)]).without_cadence();
    let table = computed(fit(&fast, USUAL), &["--easy", "6:40"]);
    let [fast, easy] = [10.0 / 3.0, 2.5].map(|speed| Steady::at(speed, 0.0, None));
    for muscle in MUSCLES {
        // a kilometre has as many steps as its time at the typical step rate
        let a_kilometre = |steady: &Steady, speed: f64| {
            steady.impulse_bw_s(muscle) * steady.step_rate_spm() / 60.0 * 1000.0 / speed
        };
        let truth = 4.0 * a_kilometre(&fast, 10.0 / 3.0) / a_kilometre(&easy, 2.5);
        let digits = 0.0001 / easy.impulse_bw_s(muscle);
        near(muscle, table.number(0, &format!("{muscle}_easy_km")), truth, 0.01 + digits);
    }
}
