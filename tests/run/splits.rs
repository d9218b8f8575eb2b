//! Splits and samples: parts that sum up to the whole.

use crate::asked::{MUSCLES, columns_near, computed, near, rounding, within};
use crate::common::Table;
use crate::fit::{USUAL, fit};
use crate::truth::{Kept, Piece, START_S, hill, level, run_of, standing, stopped, timed_of};
use crate::xml::tcx;

/// A run with all that there is, and laps that begin in the middle of things.
fn eventful() -> (Vec<Piece>, Kept) {
    let pieces = vec![
        level(400, 3.2, 83.0),
        hill(300, 2.9, 82.0, 0.05),
        standing(30),
        hill(240, 3.8, 86.0, -0.06),
        stopped(100, 0.5),
        level(90, 1.4, 55.0),
        level(500, 4.1, 88.0),
    ];
    let mut kept = Kept::of(&pieces);
    kept.laps_s = [250.0, 777.0, 1200.0].map(|since_s| START_S + since_s).to_vec();
    (pieces, kept)
}

/// Checks that a column of the splits sums up to that of the whole, to the rounding of each.
#[track_caller]
fn sums_up(whole: &Table, splits: &Table, name: &str) {
    let cells = splits.column(name);
    let sum: f64 = (0..cells.len()).map(|row| splits.number(row, name)).sum();
    let doubt: f64 = cells.iter().map(|cell| rounding(cell)).sum();
    let cell = whole.cell(0, name);
    within(name, sum, whole.number(0, name), doubt + rounding(cell) + 1e-9);
}

#[test]
fn splits_sum_up_to_the_whole() {
    let (pieces, kept) = eventful();
    let ran = run_of(&pieces);
    for bytes in [fit(&kept, USUAL), tcx(&kept).into_bytes()] {
        let whole = computed(&bytes, &[]);
        // a lap of TCX is a track of its own, and yet no second is lost between laps: 1 s of running is 0.07 %
        columns_near(
            &whole,
            0.004,
            &[
                ("distance_m", timed_of(&pieces).metres),
                ("running_m", ran.metres),
                ("running_s", ran.seconds),
                ("running_steps", ran.steps),
            ],
        );
        // 1280 + 870 + 912 + 126 + 2050 m in 1660 s of which 100 s the timer stood: elapsed time is split
        for (by, least, names) in
            [("lap", 4, "lap"), ("km", 6, "km"), ("mi", 4, "mi"), ("5min", 6, "")]
        {
            let splits = computed(&bytes, &["--by", by]);
            assert_eq!(splits.names, whole.names);
            assert_eq!(splits.rows.len(), least, "{by}: {:?}", splits.column("split"));
            assert!(splits.column("split").iter().all(|split| split.contains(names)));
            for name in [
                "distance_m",
                "moving_s",
                "running_m",
                "running_s",
                "running_steps",
                "walking_m",
                "walking_s",
                "walking_steps",
                "standing_s",
                "stopped_s",
                "ascent_m",
                "descent_m",
                "uphill_m",
                "level_m",
                "downhill_m",
            ] {
                sums_up(&whole, &splits, name);
            }
            for muscle in MUSCLES {
                sums_up(&whole, &splits, &format!("{muscle}_cumulative_kn_s"));
                let peaks = splits.column(&format!("{muscle}_peak_max_bw"));
                let peaks = peaks.iter().filter_map(|peak| peak.parse::<f64>().ok());
                let most = peaks.fold(0.0, f64::max);
                within(muscle, most, whole.number(0, &format!("{muscle}_peak_max_bw")), 0.0);
            }
        }
    }
}

#[test]
fn a_split_is_as_long_as_it_says() {
    let (_, kept) = eventful();
    let bytes = fit(&kept, USUAL);
    for (by, metres) in [("km", 1000.0), ("mi", 1609.344)] {
        let splits = computed(&bytes, &["--by", by]);
        for row in 0..splits.rows.len() - 1 {
            // an interval between two records lies in one split or is shared among two: at most a second of running
            within(by, splits.number(row, "distance_m"), metres, 4.2);
            assert_eq!(splits.cell(row, "split"), format!("{by} {}", row + 1));
        }
    }
    let splits = computed(&bytes, &["--by", "5min"]);
    assert_eq!(splits.cell(0, "split"), "0:00:00");
    assert_eq!(splits.cell(1, "split"), "0:05:00");
    within("5min", splits.number(0, "elapsed_s"), 300.0, 1.0);
    within("5min", splits.number(0, "running_m"), 960.0, 4.0);
}

#[test]
fn laps_begin_where_the_runner_pressed_the_button() {
    let (_, kept) = eventful();
    for bytes in [fit(&kept, USUAL), tcx(&kept).into_bytes()] {
        let laps = computed(bytes, &["--by", "lap"]);
        assert_eq!(laps.column("split"), ["lap 1", "lap 2", "lap 3", "lap 4"]);
        // 250 s at 3.2 m/s; then 150 s of them, 300 s at 2.9 m/s and 47 s at 3.8 m/s
        within("lap 1", laps.number(0, "distance_m"), 800.0, 4.2);
        within("lap 2", laps.number(1, "distance_m"), 150.0 * 3.2 + 870.0 + 47.0 * 3.8, 4.2);
    }
}

#[test]
fn samples_sum_up_to_the_whole() {
    let (pieces, kept) = eventful();
    let mut dice = crate::common::Dice(3);
    let smart = kept.clone().thinned(|| f64::from(u32::try_from(1 + dice.below(6)).expect("few")));
    for kept in [kept, smart] {
        let bytes = fit(&kept, USUAL);
        let whole = computed(&bytes, &[]);
        let samples = computed(&bytes, &["--samples"]);
        let rows = || 0..samples.rows.len();
        let number = |row: usize, name: &str| samples.number(row, name);
        let runs = |row: &usize| samples.cell(*row, "movement") == "running";
        let seconds: f64 = rows().map(|row| number(row, "duration_s")).sum();
        let stood: f64 = rows()
            .filter(|row| samples.cell(*row, "movement") == "stopped")
            .map(|row| number(row, "duration_s"))
            .sum();
        let timed: u32 =
            pieces.iter().filter(|piece| piece.timer_runs).map(|piece| piece.seconds).sum();
        within("timed", seconds - stood, f64::from(timed), 1.0);
        let running: f64 = rows().filter(runs).map(|row| number(row, "duration_s")).sum();
        near("running_s", running, whole.number(0, "running_s"), 0.001);
        let steps = |row: usize| number(row, "step_rate_spm") * number(row, "duration_s") / 60.0;
        let all: f64 = rows().filter(runs).map(steps).sum();
        near("running_steps", all, whole.number(0, "running_steps"), 0.002);
        near(
            "distance_m",
            number(samples.rows.len() - 1, "distance_m"),
            whole.number(0, "distance_m"),
            0.001,
        );
        for muscle in MUSCLES {
            let name = format!("{muscle}_peak_bw");
            let weighed: f64 = rows().filter(runs).map(|row| steps(row) * number(row, &name)).sum();
            let mean = whole.number(0, &format!("{muscle}_peak_mean_bw"));
            // three decimals in both
            within(muscle, weighed / all, mean, 0.002 * mean + 0.001);
            let most = rows().filter(runs).map(|row| number(row, &name)).fold(0.0, f64::max);
            within(muscle, most, whole.number(0, &format!("{muscle}_peak_max_bw")), 0.001);
        }
        // what is not run is not loaded
        for row in rows().filter(|row| !runs(row)) {
            assert_eq!(samples.cell(row, "soleus_peak_bw"), "", "{:?}", samples.rows[row]);
        }
    }
}

#[test]
fn samples_go_on_second_by_second() {
    let (_, kept) = eventful();
    let samples = computed(fit(&kept, USUAL), &["--samples"]);
    let mut end_s = 0.0;
    for row in 0..samples.rows.len() {
        let time_s = samples.number(row, "time_s");
        assert!(time_s >= end_s - 1.0, "{time_s} behind {end_s}");
        end_s = time_s;
        if samples.cell(row, "movement") != "stopped" {
            within("duration", samples.number(row, "duration_s"), 1.0, 0.001);
        }
    }
    within("end", end_s, 1660.0, 1.0);
}

#[test]
fn more_splits_than_are_shown_are_one_rest_that_is_said() {
    let pieces = [level(3600, 3.0, 84.0)];
    let mut kept = Kept::of(&pieces);
    kept.laps_s = (1..1800u32).map(|lap| START_S + 2.0 * f64::from(lap)).collect();
    for bytes in [fit(&kept, USUAL), tcx(&kept).into_bytes()] {
        let splits = computed(&bytes, &["--by", "lap"]);
        assert_eq!(splits.rows.len(), 1000);
        assert_eq!(splits.cell(998, "split"), "lap 999");
        assert_eq!(splits.cell(999, "split"), "rest");
        within("rest", splits.number(999, "distance_m"), 10_800.0 - 999.0 * 6.0, 4.0);
        let whole = computed(&bytes, &[]);
        sums_up(&whole, &splits, "distance_m");
        sums_up(&whole, &splits, "running_steps");
        let notes = crate::asked::notes(&bytes, &["--mass", "70", "--by", "lap"]);
        assert!(notes.contains("999") && notes.contains("4.8 km"), "{notes}");
    }
    // by distance and time it is the same
    let long = Kept::of(&[level(40_000, 3.0, 84.0)]).thinned(|| 20.0);
    for by in ["100m", "30s"] {
        let splits = computed(fit(&long, USUAL), &["--by", by]);
        assert_eq!(splits.rows.len(), 1000);
        assert_eq!(splits.cell(999, "split"), "rest");
        sums_up(&computed(fit(&long, USUAL), &[]), &splits, "distance_m");
    }
}

#[test]
fn shares_of_uphill_level_and_downhill_sum_to_one_and_speeds_stay_within_their_bounds() {
    let (_, kept) = eventful();
    for seed in 1..=3 {
        let mut dice = crate::common::Dice(seed);
        // a counter and a receiver that leap
        let leaping = kept.clone().noisy(2.0, seed).with(|moment| {
            let leap = if dice.below(40) == 0 { 25.0 } else { 0.0 };
            moment.distance_m = moment.distance_m.map(|metres| metres + leap);
        });
        for by in ["km", "100m", "20s", "lap"] {
            for bytes in [fit(&leaping, USUAL), tcx(&leaping).into_bytes()] {
                let splits = computed(&bytes, &["--by", by]);
                for row in 0..splits.rows.len() {
                    if let Ok(speed) = splits.cell(row, "speed_m_s").parse::<f64>() {
                        let bounds = musclerun::units::Speed::MIN_M_PER_S..=9.5;
                        assert!(bounds.contains(&speed), "{speed} m/s by {by}");
                    }
                    let shares = ["uphill", "level", "downhill"].map(|slope| {
                        splits.cell(row, &format!("soleus_{slope}_share")).parse::<f64>()
                    });
                    if let [Ok(up), Ok(level), Ok(down)] = shares {
                        within("shares", up + level + down, 1.0, 0.0016);
                    }
                }
            }
        }
    }
}
