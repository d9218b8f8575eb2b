//! What other engines come to, by the scripts of `tests/scale`; each says so where its engine is not to be had.

// what is left out is said
#![allow(clippy::print_stdout)]

use std::process::Command;

/// What a script says of the program; `None` where there is no Python.
fn script(name: &str, more: &[&str]) -> Option<String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut script = Command::new(&python);
    script.args([name, env!("CARGO_BIN_EXE_musclerun")]).args(more);
    let Ok(output) = script.output() else {
        println!("left out: no {python} to be had");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{error}");
    println!("{said}");
    Some(said)
}

#[test]
fn the_query_of_the_tables_comes_to_the_figures_of_the_program() {
    let Some(said) = script("tests/scale/sql.py", &["2000"]) else {
        return;
    };
    let is_same = said.contains("the same to the last written digit");
    assert!(is_same || said.contains("left out"), "{said}");
}

#[test]
fn sums_of_weeks_by_sql_are_those_of_a_history() {
    let Some(said) = script("tests/scale/weeks.py", &[]) else {
        return;
    };
    assert!(said.contains("are those of history"), "{said}");
}

#[test]
fn a_query_is_written_for_each_engine_and_tables_still_go_into_a_folder() {
    for engine in ["duckdb", "spark", "polars"] {
        let output = Command::new(env!("CARGO_BIN_EXE_musclerun"))
            .args(["data", "export", "--sql", engine])
            .output()
            .expect("it runs");
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(output.status.success());
        for name in ["soleus_peak_bw", "quadriceps_peak_bw", "achilles_peak_bw", "FROM runs"] {
            assert!(text.contains(name), "{engine}: no {name}");
        }
        assert_eq!(text.matches('(').count(), text.matches(')').count());
    }
    for arguments in [
        &["data", "export"][..],
        &["data", "export", "folder", "--sql", "duckdb"],
        &["data", "export", "--sql", "oracle"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_musclerun"))
            .args(arguments)
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}
