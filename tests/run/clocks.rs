//! Clocks that repeat, go backward, or jump: the run stays as long as it was.

use crate::asked::{Steady, bears_steadily, columns_near, computed};
use crate::fit::{EPOCH_S, USUAL, fit};
use crate::truth::{Kept, START_S, level};
use crate::xml::{USUAL_GPX, gpx, tcx};

/// Twenty minutes at one speed, recorded in a way that a test spoils.
fn steady() -> Kept {
    Kept::of(&[level(1200, 3.5, 84.0)])
}

/// Checks that nothing of the steady run is lost or added, to 1 %, and that nowhere in it more was borne.
#[track_caller]
fn is_whole(kept: &Kept) {
    for bytes in [fit(kept, USUAL), gpx(kept, USUAL_GPX).into_bytes(), tcx(kept).into_bytes()] {
        let table = computed(bytes, &[]);
        columns_near(
            &table,
            0.01,
            &[
                ("distance_m", 4200.0),
                ("running_m", 4200.0),
                ("moving_s", 1200.0),
                ("running_s", 1200.0),
                ("running_steps", 3360.0),
                ("speed_m_s", 3.5),
            ],
        );
        let steps = table.number(0, "running_steps");
        bears_steadily(&table, &Steady::at(3.5, 0.0, Some(168.0)), steps);
    }
}

#[test]
fn moments_written_twice_count_once() {
    let mut kept = steady();
    let twice = kept.moments.iter().enumerate();
    kept.moments = twice
        .flat_map(|(index, moment)| {
            let mut again = *moment;
            again.starts = false;
            let times = if index % 7 == 3 { 2 } else { 1 };
            [*moment, again].into_iter().take(times)
        })
        .collect();
    is_whole(&kept);
}

#[test]
fn two_moments_with_the_time_of_one_lose_no_way() {
    // the clock ticks late: the second of each such pair truly lies a second later
    let mut index = 0;
    is_whole(&steady().with(|moment| {
        index += 1;
        if index % 10 == 5 {
            moment.time_s -= 1.0;
        }
    }));
}

#[test]
fn moments_out_of_order_lose_and_add_nothing() {
    let mut kept = steady();
    for index in (20..kept.moments.len() - 20).step_by(50) {
        kept.moments.swap(index, index + 1);
    }
    is_whole(&kept);
}

#[test]
fn a_clock_that_is_set_back_loses_nothing() {
    for back_s in [3.0, 60.0, 3600.0] {
        let mut index = 0;
        is_whole(&steady().with(|moment| {
            index += 1;
            if index > 600 {
                moment.time_s -= back_s;
            }
        }));
    }
}

/// The steady run with its first half earlier by so much.
fn set_forward(by_s: f64) -> Kept {
    let mut index = 0;
    steady().with(|moment| {
        index += 1;
        if index <= 600 {
            moment.time_s -= by_s;
        }
    })
}

#[test]
fn a_clock_that_is_set_forward_adds_nothing() {
    // an hour, as by a time zone; a day; and ten years
    for by_s in [3600.0, 86_400.0, 10.0 * 365.25 * 86_400.0] {
        is_whole(&set_forward(by_s));
    }
}

#[test]
fn what_was_run_before_the_watch_knew_the_date_is_not_lost() {
    // FIT: the first half counts from when the watch was switched on, the second from 1989
    is_whole(&set_forward(START_S - EPOCH_S - 5000.0));
}

#[test]
fn a_watch_that_knows_no_date_still_tells_the_run() {
    // FIT: times below 2^28 s count from when the device was switched on
    let kept = steady();
    let since_on = kept.moments[0].time_s - EPOCH_S - 1000.0;
    let table = computed(fit(&kept.later(-since_on), USUAL), &[]);
    columns_near(
        &table,
        0.002,
        &[("running_m", 4200.0), ("running_s", 1200.0), ("running_steps", 3360.0)],
    );
    assert_eq!(table.cell(0, "start"), "", "a date that nobody knows");
}
