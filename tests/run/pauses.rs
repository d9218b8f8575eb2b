//! Pauses: of the timer, of the runner, and of the recording.

use crate::asked::{
    Steady, bears_steadily, columns_near, computed, is_time, near, rounding, within,
};
use crate::common::Dice;
use crate::fit::{Besides, Style, USUAL, fit};
use crate::truth::{Kept, Piece, level, run_of, standing, stopped};
use crate::xml::{GpxStyle, USUAL_GPX, gpx, tcx};

/// The same in all formats, with what the device counts and without where the format leaves it open.
fn in_all_formats(kept: &Kept) -> [Vec<u8>; 4] {
    let device = GpxStyle { device: true, ..USUAL_GPX };
    [
        fit(kept, USUAL),
        gpx(kept, USUAL_GPX).into_bytes(),
        gpx(kept, device).into_bytes(),
        tcx(kept).into_bytes(),
    ]
}

#[test]
fn the_timer_stopped_counts_neither_as_time_nor_as_way() {
    // at the second stop the runner goes 200 m on
    let pieces = [
        level(300, 3.3, 84.0),
        stopped(90, 0.0),
        level(300, 3.3, 84.0),
        stopped(200, 1.0),
        level(300, 3.3, 84.0),
    ];
    let steady = Steady::at(3.3, 0.0, Some(168.0));
    for bytes in in_all_formats(&Kept::of(&pieces)) {
        let table = computed(bytes, &[]);
        // two stops, each with a second of doubt at either end, in 900 s
        columns_near(
            &table,
            0.005,
            &[
                ("elapsed_s", 1190.0),
                ("moving_s", 900.0),
                ("running_s", 900.0),
                ("distance_m", 2970.0),
                ("running_m", 2970.0),
                ("running_steps", 2520.0),
            ],
        );
        within("stopped", table.number(0, "stopped_s"), 290.0, 4.0);
        within("standing", table.number(0, "standing_s"), 0.0, 2.0);
        within("walking", table.number(0, "walking_m"), 0.0, 2.0);
        bears_steadily(&table, &steady, 2520.0);
    }
}

#[test]
fn standing_still_while_the_timer_runs_is_no_running() {
    let pieces = [level(300, 3.3, 84.0), standing(120), level(300, 3.3, 84.0)];
    let steady = Steady::at(3.3, 0.0, Some(168.0));
    for bytes in in_all_formats(&Kept::of(&pieces)) {
        let table = computed(bytes, &[]);
        columns_near(
            &table,
            0.01,
            &[
                ("elapsed_s", 720.0),
                ("moving_s", 600.0),
                ("running_s", 600.0),
                ("distance_m", 1980.0),
                ("running_steps", 1680.0),
            ],
        );
        // stopping and starting are each known to a few seconds, by the speed around them
        let still = table.number(0, "standing_s") + table.number(0, "stopped_s");
        within("still", still, 120.0, 6.0);
        bears_steadily(&table, &steady, 1680.0);
    }
}

#[test]
fn a_watch_that_stops_writing_by_itself_while_nobody_moves_tells_a_pause() {
    // as phones and some watches do: no event, no new segment, just nothing for five minutes at one place
    let pieces = [level(300, 3.3, 84.0), stopped(300, 0.0), level(300, 3.3, 84.0)];
    let kept = Kept::of(&pieces).with(|moment| {
        moment.starts = false;
        moment.stops = false;
    });
    for bytes in in_all_formats(&kept) {
        let table = computed(bytes, &[]);
        columns_near(
            &table,
            0.01,
            &[
                ("elapsed_s", 900.0),
                ("moving_s", 600.0),
                ("running_s", 600.0),
                ("distance_m", 1980.0),
                ("running_steps", 1680.0),
            ],
        );
    }
}

/// Running at several speeds, with a walk: what gaps could blur.
fn varied() -> Vec<Piece> {
    [level(240, 3.0, 82.0), level(120, 4.4, 88.0), level(60, 1.3, 54.0), level(240, 3.6, 85.0)]
        .repeat(3)
}

#[test]
fn smart_recording_gives_what_every_second_gives() {
    let pieces = varied();
    let kept = Kept::of(&pieces);
    let mut dice = Dice(8);
    let smart = kept.clone().thinned(|| {
        let gap = u32::try_from(1 + dice.below(8)).expect("a few seconds");
        f64::from(gap)
    });
    assert!(smart.moments.len() < kept.moments.len() / 3);
    let ran = run_of(&pieces);
    for (whole, smart) in in_all_formats(&kept).into_iter().zip(in_all_formats(&smart)) {
        let (whole, smart) = (computed(whole, &[]), computed(smart, &[]));
        columns_near(
            &smart,
            0.01,
            &[("running_m", ran.metres), ("running_s", ran.seconds), ("running_steps", ran.steps)],
        );
        for (name, cell) in whole.names.iter().zip(&whole.rows[0]) {
            let Ok(number) = cell.parse::<f64>() else {
                continue;
            };
            // times within a change of speed that falls into a gap: six of them, of at most 8 s
            // the mean spread is one of mean runs, which other gaps share out in another way: some percent
            let most = if name.ends_with("mean_sd_bw") {
                0.08 * number
            } else if name.starts_with("walking") || is_time(name) {
                0.01 * number + 24.0
            } else {
                0.01 * number + 2.0 * rounding(cell)
            };
            within(name, smart.number(0, name), number, most);
        }
    }
}

#[test]
fn without_events_of_the_timer_a_run_is_as_long_as_its_records() {
    let silent = Style { besides: Besides::Totals, ..USUAL };
    let kept = Kept::of(&[level(600, 3.3, 84.0)]);
    let (with, without) = (computed(fit(&kept, USUAL), &[]), computed(fit(&kept, silent), &[]));
    assert_eq!(with.rows, without.rows);
}

#[test]
fn a_hole_in_the_recording_makes_nobody_sprint() {
    // ten minutes are missing, in which the device counted on: taken in or left out, the rest was run at one speed
    let mut kept = Kept::of(&[level(1200, 3.5, 84.0)]);
    kept.moments.drain(301..900);
    for bytes in in_all_formats(&kept) {
        let table = computed(bytes, &[]);
        let (metres, seconds) = (table.number(0, "running_m"), table.number(0, "running_s"));
        assert!([600.0, 1200.0].iter().any(|truth| (seconds - truth).abs() < 2.0), "{seconds} s");
        near("running_m", metres, seconds * 3.5, 0.002);
        near("distance_m", table.number(0, "distance_m"), metres, 0.002);
        near("speed", table.number(0, "speed_m_s"), 3.5, 0.01);
        let steps = table.number(0, "running_steps");
        bears_steadily(&table, &Steady::at(3.5, 0.0, Some(168.0)), steps);
    }
}
