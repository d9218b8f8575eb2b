//! The same run as FIT, GPX and TCX: the same numbers.

use crate::asked::{computed, is_time, rounding};
use crate::common::Table;
use crate::fit::{USUAL, fit};
use crate::truth::{Kept, Piece, hill, level, standing, stopped};
use crate::xml::{Counted, GpxStyle, USUAL_GPX, gpx, tcx};

/// Checks that all numbers of two rows agree within 1 %, where both know them.
#[track_caller]
fn agree(one: &Table, other: &Table, what: &str) {
    assert_eq!(one.names, other.names);
    let mut compared = 0;
    for (name, cell) in one.names.iter().zip(&one.rows[0]) {
        let found = other.cell(0, name);
        // a device's own totals stand in some formats only, and each names itself
        if name.starts_with("device_") || matches!(&**name, "file" | "format") {
            continue;
        }
        let (Ok(number), Ok(found_number)) = (cell.parse::<f64>(), found.parse::<f64>()) else {
            assert_eq!(cell, found, "{what}: {name}");
            continue;
        };
        // positions are averaged over longer than what a device counts, which shows for seconds at each change of speed
        let changes = if is_time(name) { 3.0 } else { 0.0 };
        // the mean spread is one of mean runs, and not linear in them
        let share = if name.ends_with("mean_sd_bw") { 0.03 } else { 0.01 };
        let most = share * number.abs() + changes + rounding(cell) + rounding(found);
        assert!(
            (number - found_number).abs() <= most,
            "{what}: {name}: {number} and {found_number}"
        );
        compared += 1;
    }
    // lengths and times, and nine figures a muscle at least
    assert!(compared > 100, "only {compared} numbers");
}

/// All that a run may hold; pieces so long that a second at each change is less than 1 % of what it changes.
fn eventful() -> Vec<Piece> {
    vec![
        level(600, 3.2, 83.0),
        hill(600, 2.8, 82.0, 0.05),
        hill(500, 4.0, 86.0, -0.05),
        stopped(120, 0.0),
        level(400, 1.4, 55.0),
        standing(300),
        level(600, 4.6, 90.0),
    ]
}

#[test]
fn the_same_run_gives_the_same_numbers_in_every_format() {
    let kept = Kept::of(&eventful());
    let fit = computed(fit(&kept, USUAL), &[]);
    let tcx = computed(tcx(&kept), &[]);
    agree(&fit, &tcx, "FIT and TCX");
    for counted in [Counted::Strides, Counted::Steps] {
        for device in [true, false] {
            let style = GpxStyle { counted, device, ..USUAL_GPX };
            let gpx = computed(gpx(&kept, style), &[]);
            agree(&fit, &gpx, &format!("FIT and GPX, {style:?}"));
            agree(&tcx, &gpx, &format!("TCX and GPX, {style:?}"));
        }
    }
}

#[test]
fn the_same_places_alone_give_the_same_numbers_in_every_format() {
    let pieces = [level(600, 3.2, 83.0), hill(600, 2.8, 82.0, 0.05), level(600, 4.6, 90.0)];
    let kept = Kept::of(&pieces).with(|moment| {
        moment.distance_m = None;
        moment.speed_m_s = None;
        moment.strides_per_min = None;
    });
    let fit = computed(fit(&kept, USUAL), &[]);
    let gpx = computed(gpx(&kept, USUAL_GPX), &[]);
    let tcx = computed(tcx(&kept), &[]);
    agree(&fit, &gpx, "FIT and GPX");
    agree(&fit, &tcx, "FIT and TCX");
}
