//! Texts as they are typed for options: each is refused in words of one line, or is a quantity within its bounds.
#![no_main]

use std::fmt::Display;
use std::str::FromStr;

use musclerun::units::{
    Duration, Gradient, LengthUnit, Mass, Pace, StepRate, TypedDistance, TypedSpeed,
};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(mass) = read::<Mass>(text) {
        assert!(mass.kilograms() > 0.0 && mass.kilograms() < 1e4, "{text:?}");
    }
    if let Some(duration) = read::<Duration>(text) {
        assert!(duration.seconds() > 0.0 && duration.seconds() <= Duration::MAX_S, "{text:?}");
    }
    if let Some(pace) = read::<Pace>(text) {
        for unit in [LengthUnit::Kilometre, LengthUnit::Mile] {
            let speed = pace.speed(unit).map(|speed| speed.m_per_s());
            assert!(
                speed.is_ok_and(|speed| speed > 1.0 && speed < 20.0) || pace.speed(unit).is_err()
            );
        }
        // what is written of it is read as the same
        let written = pace.to_string();
        assert_eq!(read::<Pace>(&written).map(|pace| pace.to_string()), Some(written));
    }
    read::<Gradient>(text);
    read::<StepRate>(text);
    read::<TypedDistance>(text);
    read::<TypedSpeed>(text);
});

fn read<T: FromStr<Err: Display>>(text: &str) -> Option<T> {
    text.parse()
        .map_err(|error: T::Err| {
            let words = error.to_string();
            assert!(!words.is_empty() && !words.contains(['\n', '\r', '\x1b']), "{words:?}");
        })
        .ok()
}
