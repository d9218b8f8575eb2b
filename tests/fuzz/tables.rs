//! Bytes of a table of evidence in place of one of the program's own: faults in words, or tables that answer.
#![no_main]

use std::borrow::Cow;

use musclerun::conditions::Conditions;
use musclerun::embedded;
use musclerun::evidence::Evidence;
use musclerun::units::Speed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hold(bytes));

fn hold(bytes: &[u8]) {
    let Some((which, text)) = bytes.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let names: Vec<&str> = embedded::tables().map(|(name, _)| name).collect();
    let replaced = names[usize::from(*which) % names.len()];
    let read = Evidence::read(|name| {
        if name == replaced {
            return Ok(Cow::Owned(text.to_owned()));
        }
        let mut tables = embedded::tables();
        let (_, own) = tables.find(|(own, _)| *own == name).ok_or_else(|| "nothing".to_owned())?;
        Ok(Cow::Borrowed(own))
    });
    match read {
        Err(faults) => {
            assert!(faults.count() > 0);
            assert!(!faults.to_string().contains('\x1b'));
        }
        Ok(evidence) => {
            let speed = Speed::from_m_per_s(3.0).expect("a speed within bounds");
            let mass = "70".parse().expect("a mass within bounds");
            let run = Conditions::new(speed).with_mass(mass);
            for load in musclerun::model::loads(&evidence, &run) {
                assert!(load.peak().value().0.is_finite(), "{load:?}");
            }
        }
    }
}
