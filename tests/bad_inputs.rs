//! What the command refuses and what it accepts, typed in tables; and how it ends when the world is against it.
//!
//! A refusal is exit code 2, nothing on standard output, and a message that names the option, the value as typed and
//! what is accepted. No input whatever makes it panic.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The command, kept from what the environment of the tests may say about colour, width and language.
fn musclerun(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_musclerun"));
    command.args(arguments).env("LC_ALL", "C.UTF-8");
    for name in ["CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "NO_COLOR", "RUST_BACKTRACE", "TERM"] {
        command.env_remove(name);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    musclerun(arguments).output().expect("the binary is built")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// Runs and takes the standard output of a run that has to go well.
fn answer(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    assert!(output.stderr.is_empty(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// What is wrong with a refusal, if anything.
fn wrong_with_refusal(arguments: &[&str], fragments: &[&str]) -> Option<String> {
    let output = run(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let mut wrong = Vec::new();
    if output.status.code() != Some(2) {
        wrong.push(format!("exit {:?}", output.status.code()));
    }
    if !out.is_empty() {
        wrong.push("something on standard output".to_owned());
    }
    if err.contains("panicked") {
        wrong.push("a panic".to_owned());
    }
    for fragment in fragments {
        if !err.contains(fragment) {
            wrong.push(format!("no {fragment:?}"));
        }
    }
    let shown: Vec<String> = arguments.iter().map(|a| shortened(a)).collect();
    (!wrong.is_empty()).then(|| format!("{shown:?}: {}\n{err}", wrong.join(", ")))
}

fn shortened(argument: &str) -> String {
    argument.chars().take(40).collect()
}

fn assert_nothing_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// A value that no type can hold.
const HUGE: &str = "\
99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999\
99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999\
99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999\
9999999999999999999999999999999999999999999999999999";

/// Values that an option refuses, each with a fragment of the reason.
struct Refused {
    /// What goes before the option.
    before: &'static [&'static str],
    option: &'static str,
    /// A fragment of what is accepted.
    accepted: &'static str,
    values: &'static [(&'static str, &'static str)],
}

const RUN: &[&str] = &["--pace", "5:00", "--mass", "70"];

const REFUSED: &[Refused] = &[
    Refused {
        before: &["--mass", "70"],
        option: "--pace",
        accepted: "5:00, 5:00/km or 8:03/mi",
        values: &[
            ("", "is empty"),
            (" ", "is empty"),
            ("-5:00", "is not a pace"),
            ("+5:00", "is not a pace"),
            ("0", "is no time at all"),
            ("0:00", "is no time at all"),
            ("NaN", "is not a pace"),
            ("inf", "is not a pace"),
            ("1e3", "is not a pace"),
            (HUGE, "is not a pace"),
            ("5:00/h", "is not a pace"),
            ("5:00/mi/km", "is not a pace"),
            ("5:00:00", "is not a pace"),
            ("/km", "has no time"),
            ("5:3", "could mean 5:03 or 5:30"),
            ("\u{665}:\u{660}\u{660}", "is not a pace"),
            ("\u{ff15}:\u{ff10}\u{ff10}", "is not a pace"),
        ],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--pace",
        accepted: "5:18 (a decimal fraction of minutes)",
        values: &[
            ("5.30", "write 5:30 (minutes and seconds)"),
            ("5.3", "write 5:30 (minutes and seconds)"),
            ("5,30", "write 5:30 (minutes and seconds)"),
        ],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--pace",
        accepted: "such as 6:00",
        values: &[("5:60", "has 60 seconds")],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--pace",
        accepted: "1:46/km to 11:54/km are accepted",
        values: &[("1:00", "above 9.5 m/s nobody runs on"), ("12:00", "below 1.4 m/s people walk")],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--pace",
        accepted: "2:50/mi to 19:09/mi are accepted",
        values: &[
            ("2:00/mi", "above 9.5 m/s nobody runs on"),
            ("20:00/mi", "below 1.4 m/s people walk"),
        ],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--speed",
        accepted: "12km/h, 7.5mph or 3.33m/s",
        values: &[
            ("", "is empty"),
            (" ", "is empty"),
            ("NaN", "is not a speed"),
            ("inf", "is not a speed"),
            ("infkm/h", "is not a speed"),
            ("1e3km/h", "has an unknown unit"),
            ("12kn", "has an unknown unit"),
            ("12km", "has an unknown unit"),
            (".km/h", "is not a speed"),
            ("12,5km/h", "write a decimal point, such as 12.5"),
            ("\u{661}\u{662}km/h", "is not a speed"),
            ("\u{ff11}\u{ff12}km/h", "is not a speed"),
        ],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--speed",
        accepted: "write 12km/h, 12mph or 12m/s",
        values: &[("12", "has no unit")],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--speed",
        accepted: "5.04 to 34.2 km/h are accepted",
        values: &[
            ("-12km/h", "below 1.4 m/s people walk"),
            ("0km/h", "below 1.4 m/s people walk"),
            ("40km/h", "above 9.5 m/s nobody runs on"),
        ],
    },
    Refused {
        before: &["--mass", "70"],
        option: "--speed",
        accepted: "3.2 to 21.2 mph are accepted",
        values: &[("3mph", "below 1.4 m/s people walk")],
    },
    Refused {
        before: &["--pace", "5:00"],
        option: "--mass",
        accepted: "20 to 250 kg are accepted, such as 70, 70kg, 154lb or 11st4lb",
        values: &[
            ("", "is empty"),
            (" ", "is empty"),
            ("-70", "is below 20 kg"),
            ("0", "is below 20 kg"),
            ("19.99", "is below 20 kg"),
            ("250.01", "is above 250 kg"),
            ("70st", "is above 250 kg"),
            (HUGE, "is above 250 kg"),
            ("NaN", "is not a mass"),
            ("inf", "is not a mass"),
            ("1e2", "has an unknown unit"),
            ("70g", "has an unknown unit"),
            ("70kg5", "has an unknown unit"),
            ("70,5", "write a decimal point, such as 70.5"),
            ("11st14lb", "is not stones and whole pounds below 14"),
            ("11st4.5lb", "is not stones and whole pounds below 14"),
            ("\u{667}\u{660}", "is not a mass"),
            ("\u{ff17}\u{ff10}", "is not a mass"),
        ],
    },
    Refused {
        before: RUN,
        option: "--gradient",
        accepted: "-30 to 30 % are accepted, such as 6%, -3deg or 6; minus is downhill",
        values: &[
            ("", "is empty"),
            (" ", "is empty"),
            ("31%", "is steeper than 30 %"),
            ("-31", "is steeper than -30 %"),
            ("45deg", "is steeper than 30 %"),
            ("90deg", "is not below a right angle"),
            (HUGE, "is steeper than 30 %"),
            ("NaN", "is not a gradient"),
            ("inf", "is not a gradient"),
            ("1e1", "has an unknown unit"),
            ("5mm", "has an unknown unit"),
            ("6,5", "write a decimal point, such as 6.5"),
            ("\u{666}%", "is not a gradient"),
            ("\u{ff16}", "is not a gradient"),
        ],
    },
    Refused {
        before: RUN,
        option: "--terrain",
        accepted: "flat, road, track, uphill, downhill, treadmill, trail, grass and sand are accepted",
        values: &[
            ("", "is no terrain"),
            (" ", "is no terrain"),
            ("-1", "is no terrain"),
            ("mud", "is no terrain"),
            ("uphil", "did you mean uphill?"),
        ],
    },
    Refused {
        before: RUN,
        option: "--step-rate",
        accepted: "100 to 300 steps of both legs a minute, or 50% to 200% of the typical step rate, are accepted",
        values: &[
            ("", "is empty"),
            (" ", "is empty"),
            ("-180", "is below 100 steps a minute"),
            ("0", "is below 100 steps a minute"),
            ("85", "a device that counts one leg shows half the steps"),
            ("301", "is above 300 steps a minute"),
            (HUGE, "is above 300 steps a minute"),
            ("40%", "is not between 50 and 200 %"),
            ("250%", "is not between 50 and 200 %"),
            ("-105%", "is not between 50 and 200 %"),
            ("55%", "is below 100 steps a minute"),
            ("190%", "is above 300 steps a minute"),
            ("NaN", "is not a step rate"),
            ("inf", "is not a step rate"),
            ("1e2", "has an unknown unit"),
            ("180hz", "has an unknown unit"),
            ("180,5", "write a decimal point, such as 180.5"),
            ("\u{661}\u{668}\u{660}", "is not a step rate"),
            ("\u{ff11}\u{ff18}\u{ff10}", "is not a step rate"),
        ],
    },
    Refused {
        before: RUN,
        option: "--distance",
        accepted: "up to 1000 km are accepted, such as 10km, 6.2mi, 400m, half or marathon",
        values: &[
            ("", "is empty"),
            (" ", "is empty"),
            ("-10", "is not above zero"),
            ("0km", "is not above zero"),
            ("1001km", "is above 1000 km"),
            (HUGE, "is above 1000 km"),
            ("NaN", "is not a distance"),
            ("inf", "is not a distance"),
            ("1e1", "has an unknown unit"),
            ("10ft", "has an unknown unit"),
            ("ultra", "is not a distance"),
            ("10,5", "write a decimal point, such as 10.5"),
            ("\u{661}\u{660}", "is not a distance"),
            ("\u{ff11}\u{ff10}", "is not a distance"),
        ],
    },
    Refused {
        before: RUN,
        option: "--duration",
        accepted: "up to 1000 hours are accepted, such as 45min, 45:00, 1:30:00 or 1h30m",
        values: &[
            ("", "is empty"),
            (" ", "is empty"),
            ("-10min", "is not a duration"),
            ("0min", "is not above zero"),
            ("0:00", "is not above zero"),
            ("1001h", "is above 1000 hours"),
            ("NaN", "is not a duration"),
            ("inf", "is not a duration"),
            ("1e1min", "has an unknown unit"),
            ("45!", "is not a duration"),
            ("45fortnights", "has an unknown unit"),
            ("1:60", "has 60 or more minutes or seconds after a colon"),
            ("1:00:60", "has 60 or more minutes or seconds after a colon"),
            ("1:2:3:4", "is not a duration"),
            ("1h1h", "is not a duration"),
            ("\u{664}\u{665}min", "is not a duration"),
            ("\u{ff14}\u{ff15}min", "is not a duration"),
        ],
    },
    Refused {
        before: RUN,
        option: "--duration",
        accepted: "write 45min, 45s or 45h",
        values: &[("45", "has no unit")],
    },
    Refused {
        before: RUN,
        option: "--top",
        accepted: "a whole number from 1 is accepted",
        values: &[
            ("", ""),
            (" ", ""),
            ("0", ""),
            ("-1", ""),
            ("1.5", ""),
            ("NaN", ""),
            ("1e1", ""),
            (HUGE, ""),
            ("\u{663}", ""),
        ],
    },
    Refused {
        before: RUN,
        option: "--rank-by",
        accepted: "peak, impulse, cumulative",
        values: &[("", ""), ("force", "")],
    },
    Refused {
        before: RUN,
        option: "--rank-by",
        accepted: "takes a distance or a duration",
        values: &[("cumulative", "")],
    },
    Refused {
        before: RUN,
        option: "--units",
        accepted: "km, mi",
        values: &[("", ""), ("furlong", "")],
    },
    Refused {
        before: RUN,
        option: "--format",
        accepted: "table, csv, tsv, json, jsonl, md, html, xlsx, svg, png",
        values: &[("", ""), ("xml", ""), ("CSV ", "")],
    },
    Refused {
        before: RUN,
        option: "--color",
        accepted: "auto, always, never",
        values: &[("", ""), ("maybe", "")],
    },
    Refused {
        before: RUN,
        option: "--study",
        accepted: "dorn2012, lenhart2014, reiter2024",
        values: &[
            ("", "is no study of the tables"),
            ("smith1999", "is no study of the tables"),
            ("schache2014", "gives no peak forces to start from"),
        ],
    },
    Refused {
        before: RUN,
        option: "--muscles",
        accepted: "`musclerun muscles` lists them all",
        values: &[
            ("", "no muscle is called"),
            (" ", "no muscle is called"),
            ("solius", "did you mean soleus?"),
            ("xyz", "no muscle is called \"xyz\""),
            ("-1", "no muscle is called \"-1\""),
            (HUGE, "no muscle is called"),
        ],
    },
    Refused {
        before: RUN,
        option: "--explain",
        accepted: "`musclerun muscles` lists them all",
        values: &[("solius", "did you mean soleus?"), ("xyz", "no muscle is called \"xyz\"")],
    },
    Refused {
        before: RUN,
        option: "--output",
        accepted: ".txt, .csv, .tsv, .json, .jsonl, .md, .html, .xlsx, .svg and .png do, or give --format",
        values: &[
            ("loads.docx", "the suffix names no format"),
            ("loads", "the suffix names no format"),
        ],
    },
];

#[test]
fn every_bad_value_is_refused_with_the_option_the_value_and_what_is_accepted() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for table in REFUSED {
        for (value, reason) in table.values {
            let mut arguments = table.before.to_vec();
            arguments.extend([table.option, value]);
            // a message shows as much of a long value as is needed to know it again
            let shown = format!("'{}", value.chars().take(50).collect::<String>());
            let fragments = [table.option, shown.as_str(), table.accepted, reason];
            wrong.extend(wrong_with_refusal(&arguments, &fragments));
            count += 1;
        }
    }
    assert_nothing_wrong(&wrong);
    assert!(count >= 70, "only {count} bad values");
}

/// Lines that contradict themselves or leave something out, with fragments of the message.
const CONTRADICTIONS: &[(&[&str], &[&str])] = &[
    (
        &["--pace", "5:00", "--speed", "12km/h", "--mass", "70"],
        &["--pace", "--speed", "cannot be used with"],
    ),
    (&["--mass", "70"], &["--pace <PACE>", "--speed <SPEED>", "not provided"]),
    (&["--mass", "70", "--pace"], &["--pace", "a value is required"]),
    (&["--mass", "70", "--speed"], &["--speed", "a value is required"]),
    (&["--pace", "5:00", "--mass"], &["--mass", "a value is required"]),
    (&["--bogus"], &["--bogus", "unexpected argument"]),
    (&["--pace", "5:00", "--mass", "70", "--bogus"], &["--bogus", "unexpected argument"]),
    (&["frobnicate"], &["frobnicate", "unrecognized subcommand"]),
    (&["data", "frobnicate"], &["frobnicate", "unrecognized subcommand"]),
    (&["data"], &["check", "export"]),
    (&["data", "export"], &["<DIR>", "not provided"]),
    (&["completions"], &["<SHELL>", "not provided"]),
    (&["completions", "tcsh"], &["tcsh", "bash", "zsh"]),
    (&["muscles", "--pace", "5:00"], &["--pace", "unexpected argument"]),
    (&["--pace", "5:00", "muscles"], &["muscles", "--pace", "cannot be used with"]),
    (
        &["--pace", "5:00", "--mass", "70", "--distance", "10k", "--duration", "40min"],
        &["--distance", "--duration", "cannot be used with"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--json", "--format", "csv"],
        &["--json", "--format", "cannot be used with"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--explain", "soleus", "--muscles", "quads"],
        &["--explain", "--muscles", "cannot be used with"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--explain", "--format", "csv"],
        &["--format", "'csv'", "table, md, html or json"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--explain", "soleus", "--format", "tsv"],
        &["--format", "'tsv'", "table, md, html or json"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--explain", "soleus", "--format", "jsonl"],
        &["--format", "'jsonl'", "table, md, html or json"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--terrain", "uphill", "--gradient", "-3%"],
        &["--gradient", "'-3%'", "uphill goes with a gradient above zero"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--terrain", "uphill", "--gradient", "0%"],
        &["--gradient", "'0%'", "uphill goes with a gradient above zero"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--terrain", "downhill", "--gradient", "3%"],
        &["--gradient", "'3%'", "downhill goes with a gradient below zero"],
    ),
    (
        &["--pace", "5:00", "--mass", "70", "--muscles", "soleus,,quads"],
        &["--muscles", "''", "no muscle is called"],
    ),
    (&["--pace", "5:00", "--mass", "70", "--muscles"], &["--muscles", "a value is required"]),
    (&["--pace", "5:00", "--mass", "70", "--data"], &["--data", "a value is required"]),
    (&["--pace", "5:00", "--mass", "70", "--output"], &["--output", "a value is required"]),
];

#[test]
fn every_contradiction_and_omission_is_refused_by_the_names_of_its_options() {
    let wrong: Vec<String> = CONTRADICTIONS
        .iter()
        .filter_map(|(arguments, fragments)| wrong_with_refusal(arguments, fragments))
        .collect();
    assert_nothing_wrong(&wrong);
}

/// Spellings that are accepted, after `--mass 70` or `--pace 5:00`, and what they come to.
const ACCEPTED: &[(&[&str], &str, f64)] = &[
    (&["--mass", "70", "--pace", "5:00"], "speed_m_s", 3.333),
    (&["--mass", "70", "--pace", "5"], "speed_m_s", 3.333),
    (&["--mass", "70", "--pace", " 5:00 "], "speed_m_s", 3.333),
    (&["--mass", "70", "--pace", "5:00/km"], "speed_m_s", 3.333),
    (&["--mass", "70", "--pace", "5:00 /KM"], "speed_m_s", 3.333),
    (&["--mass", "70", "--pace", "5:30"], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "5:30.5"], "speed_m_s", 3.026),
    (&["--mass", "70", "--pace", "5'30\""], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "5'30"], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "5\u{2032}30\u{2033}"], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "5m30s"], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "5min30/km"], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "5:30 min/km"], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "5:30 per km"], "speed_m_s", 3.030),
    (&["--mass", "70", "--pace", "8:03/mi"], "speed_m_s", 3.332),
    (&["--mass", "70", "--pace", "8:03/mile"], "speed_m_s", 3.332),
    (&["--mass", "70", "--pace", "8:03 min/mi"], "speed_m_s", 3.332),
    (&["--mass", "154", "--pace", "8:03", "--units", "mi"], "speed_m_s", 3.332),
    (&["--mass", "70", "--pace", "12km/h"], "speed_m_s", 3.333),
    (&["--mass", "70", "--speed", "5:00"], "speed_m_s", 3.333),
    (&["--mass", "70", "--pace", "8:03mi"], "speed_m_s", 3.332),
    (&["--mass", "70", "--pace", "8:03/m"], "speed_m_s", 3.332),
    (&["--mass", "70", "--pace", "5:00/k"], "speed_m_s", 3.333),
    (&["--mass", "70", "--pace", "5:00 per km"], "speed_m_s", 3.333),
    (&["--mass", "70", "--distance", "10k", "--duration", "50:00"], "speed_m_s", 3.333),
    // the last of two
    (&["--mass", "70", "--pace", "8:00", "--pace", "5:00"], "speed_m_s", 3.333),
    (&["--mass", "70", "-p", "5:00"], "speed_m_s", 3.333),
    (&["--mass", "70", "--speed", "12km/h"], "speed_m_s", 3.333),
    (&["--mass", "70", "--speed", "12 km/h"], "speed_m_s", 3.333),
    (&["--mass", "70", "--speed", "12kmh"], "speed_m_s", 3.333),
    (&["--mass", "70", "--speed", "12kph"], "speed_m_s", 3.333),
    (&["--mass", "70", "--speed", "7.5mph"], "speed_m_s", 3.353),
    (&["--mass", "70", "--speed", "3.33m/s"], "speed_m_s", 3.33),
    (&["--mass", "70", "-s", "+3.33 mps"], "speed_m_s", 3.33),
    (&["--pace", "5:00", "--mass", "70kg"], "mass_kg", 70.0),
    (&["--pace", "5:00", "--mass", "70 KG"], "mass_kg", 70.0),
    (&["--pace", "5:00", "--mass", "70.5"], "mass_kg", 70.5),
    (&["--pace", "5:00", "--mass", "154lb"], "mass_kg", 69.85),
    (&["--pace", "5:00", "--mass", "154 lbs"], "mass_kg", 69.85),
    (&["--pace", "5:00", "--mass", "11st"], "mass_kg", 69.85),
    (&["--pace", "5:00", "--mass", "11st4lb"], "mass_kg", 71.67),
    (&["--pace", "5:00", "--mass", "11 st 4"], "mass_kg", 71.67),
    (&["--pace", "5:00", "-m", "70"], "mass_kg", 70.0),
    (&["-p5:00", "-m70", "--gradient", "6%"], "gradient_pct", 6.0),
    (&["-p5:00", "-m70", "--gradient", "6"], "gradient_pct", 6.0),
    (&["-p5:00", "-m70", "--gradient", "-3deg"], "gradient_pct", -5.24),
    (&["-p5:00", "-m70", "--gradient", "-3\u{b0}"], "gradient_pct", -5.24),
    (&["-p5:00", "-m70", "--gradient=-30"], "gradient_pct", -30.0),
    (&["-p5:00", "-m70", "-g", "-0"], "gradient_pct", 0.0),
    (&["-p5:00", "-m70", "--terrain", "uphill"], "gradient_pct", 5.0),
    (&["-p5:00", "-m70", "--terrain", "Downhill"], "gradient_pct", -5.0),
    (&["-p5:00", "-m70", "--terrain", "trail", "-g", "4"], "gradient_pct", 4.0),
    (&["-p5:00", "-m70", "--step-rate", "180"], "step_rate_spm", 180.0),
    (&["-p5:00", "-m70", "--step-rate", "180spm"], "step_rate_spm", 180.0),
    (&["-p5:00", "-m70", "--step-rate", "105%"], "step_rate_spm", 178.5),
    (&["-p5:00", "-m70", "-r", "100 %"], "step_rate_spm", 170.0),
    (&["-p5:00", "-m70", "--distance", "10km"], "distance_m", 10_000.0),
    (&["-p5:00", "-m70", "--distance", "10k"], "distance_m", 10_000.0),
    (&["-p5:00", "-m70", "--distance", "10"], "distance_m", 10_000.0),
    (&["-p8:03/mi", "-m70", "--distance", "6.2"], "distance_m", 9977.9),
    (&["-p5:00", "-m70", "--distance", "6.2mi"], "distance_m", 9977.9),
    (&["-p5:00", "-m70", "--distance", "400m"], "distance_m", 400.0),
    (&["-p5:00", "-m70", "--distance", "half"], "distance_m", 21_097.5),
    (&["-p5:00", "-m70", "-d", "marathon"], "distance_m", 42_195.0),
    (&["-p5:00", "-m70", "--distance", "10k"], "duration_s", 3000.0),
    (&["-p5:00", "-m70", "--duration", "45min"], "duration_s", 2700.0),
    (&["-p5:00", "-m70", "--duration", "45:00"], "duration_s", 2700.0),
    (&["-p5:00", "-m70", "--duration", "1:30:00"], "duration_s", 5400.0),
    (&["-p5:00", "-m70", "--duration", "1h30m"], "duration_s", 5400.0),
    (&["-p5:00", "-m70", "--duration", "1h30"], "duration_s", 5400.0),
    (&["-p5:00", "-m70", "-D", "1.5 hours"], "duration_s", 5400.0),
    (&["-p5:00", "-m70", "-D", "50min"], "distance_m", 10_000.0),
];

#[test]
fn every_accepted_spelling_comes_to_what_it_means() {
    for (arguments, field, expected) in ACCEPTED {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        let document: serde_json::Value =
            serde_json::from_str(&answer(&arguments)).expect("one JSON document");
        let found = document["conditions"][field].as_f64();
        // as the contract rounds it
        assert!(
            found.is_some_and(|found| (found - expected).abs() < 1e-9),
            "{arguments:?}: {field} is {found:?}, not {expected}"
        );
    }
    assert!(ACCEPTED.len() >= 40);
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    for format in ["table", "csv", "tsv", "json", "jsonl", "md"] {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let output = musclerun(RUN)
            .args(["--format", format])
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .expect("the binary is built");
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(text(&output.stderr), "", "{format}");
    }
    for listing in [&["muscles"][..], &["studies"], &["man"], &["completions", "bash"]] {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let output = musclerun(listing).stdout(writer).output().expect("the binary is built");
        assert_eq!(output.status.code(), Some(0), "{listing:?}");
        assert_eq!(text(&output.stderr), "", "{listing:?}");
    }
}

#[test]
fn the_first_line_can_be_read_and_the_rest_left() {
    use std::io::BufRead;
    let mut child = musclerun(RUN)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let mut first = String::new();
    let mut reader = io::BufReader::new(child.stdout.take().expect("piped"));
    reader.read_line(&mut first).expect("a line");
    drop(reader);
    let output = child.wait_with_output().expect("it ends");
    assert!(first.starts_with("5:00/km"), "{first}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_with_a_message() {
    for arguments in [RUN, &["muscles"], &["data", "check"], &["man"], &[]] {
        let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
        let output = musclerun(arguments)
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .expect("the binary is built");
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {err}");
        assert!(
            err.starts_with("error: cannot write to standard output: No space left"),
            "{arguments:?}: {err}"
        );
    }
}

/// A new, empty folder of its own.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn as_text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn a_file_is_written_whole_in_the_form_of_its_suffix_and_alone() {
    let folder = empty_folder("output");
    for (suffix, format) in [
        ("txt", "table"),
        ("csv", "csv"),
        ("tsv", "tsv"),
        ("json", "json"),
        ("jsonl", "jsonl"),
        ("md", "md"),
    ] {
        let path = folder.join(format!("loads.{suffix}"));
        // the second time over a longer file that is there already
        for before in [None, Some("x".repeat(100_000))] {
            if let Some(before) = before {
                fs::write(&path, before).expect("a file");
            }
            let mut arguments = RUN.to_vec();
            arguments.extend(["-o", as_text(&path)]);
            assert_eq!(answer(&arguments), "", "{suffix}");
            let mut arguments = RUN.to_vec();
            arguments.extend(["--format", format]);
            let written = fs::read_to_string(&path).expect("the file");
            assert_eq!(written, answer(&arguments), "{suffix}");
            assert!(!written.is_empty(), "{suffix}");
        }
    }
    let left: Vec<_> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left.len(), 6, "{left:?}");
}

#[test]
fn a_format_that_is_asked_for_goes_before_the_suffix() {
    let path = empty_folder("suffix").join("loads.json");
    let mut arguments = RUN.to_vec();
    arguments.extend(["--format", "csv", "-o", as_text(&path)]);
    answer(&arguments);
    let written = fs::read_to_string(&path).expect("the file");
    assert!(written.starts_with("rank,"), "{written}");
}

#[test]
fn a_dash_is_standard_output() {
    let mut arguments = RUN.to_vec();
    arguments.extend(["-o", "-", "--format", "csv"]);
    assert!(answer(&arguments).starts_with("rank,"));
}

#[test]
fn a_file_in_a_missing_folder_is_a_failure_that_names_it() {
    let path = empty_folder("missing").join("not_there").join("loads.csv");
    let mut arguments = RUN.to_vec();
    arguments.extend(["-o", as_text(&path)]);
    let output = run(&arguments);
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert_eq!(text(&output.stdout), "");
    assert!(err.starts_with(&format!("error: cannot write {}: ", path.display())), "{err}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for arguments in [
        &["--pace", "5:00", "--mass", "70", "--terrain", "uphill", "--detail", "--json"][..],
        &["--pace", "5:00", "--mass", "70", "--distance", "10k", "--explain"],
        &["--speed", "8m/s", "--mass", "70", "--format", "csv"],
        &["muscles"],
        &["studies", "--json"],
        &["man"],
        &["completions", "zsh"],
    ] {
        assert_eq!(answer(arguments), answer(arguments), "{arguments:?}");
    }
}

#[test]
fn nothing_is_coloured_unless_it_is_asked_for() {
    const ESCAPE: char = '\u{1b}';
    for arguments in
        [RUN, &["muscles"], &["studies"], &["--help"], &["--pace", "x", "--mass", "70"]]
    {
        let output = run(arguments);
        assert!(!text(&output.stdout).contains(ESCAPE), "{arguments:?}");
        assert!(!text(&output.stderr).contains(ESCAPE), "{arguments:?}");
    }
    let coloured = |arguments: &[&str], no_color: bool| {
        let mut command = musclerun(RUN);
        command.args(arguments);
        if no_color {
            command.env("NO_COLOR", "1");
        }
        let output = command.output().expect("the binary is built");
        text(&output.stdout).contains(ESCAPE)
    };
    assert!(coloured(&["--color", "always"], false));
    // what is asked for on the line goes before the environment
    assert!(coloured(&["--color", "always"], true));
    assert!(!coloured(&["--color", "never"], false));
    assert!(!coloured(&["--color", "auto"], true));
    for format in ["csv", "tsv", "json", "jsonl", "md"] {
        assert!(!coloured(&["--color", "always", "--format", format], false), "{format}");
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let mut arguments = RUN.to_vec();
    arguments.extend(["--color", "always"]);
    let coloured = answer(&arguments);
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    assert_eq!(plain, answer(RUN));
}

#[test]
fn without_a_utf_8_locale_or_with_ascii_every_byte_is_ascii() {
    let mut asked = RUN.to_vec();
    asked.extend(["--terrain", "uphill", "--ascii"]);
    let asked = answer(&asked);
    assert!(asked.is_ascii(), "{asked}");
    let output = musclerun(RUN)
        .args(["--terrain", "uphill"])
        .env("LC_ALL", "C")
        .output()
        .expect("the binary is built");
    assert_eq!(text(&output.stdout), asked);
}

#[test]
fn exported_tables_give_the_same_bytes_as_the_embedded_ones() {
    let folder = empty_folder("export").join("tables");
    assert_eq!(answer(&["data", "export", as_text(&folder)]), "");
    for format in ["table", "csv", "json", "md"] {
        let mut arguments = RUN.to_vec();
        arguments.extend(["--terrain", "uphill", "--detail", "--format", format]);
        let embedded = answer(&arguments);
        arguments.extend(["--data", as_text(&folder)]);
        assert_eq!(answer(&arguments), embedded, "{format}");
    }
    let embedded = answer(&["data", "check"]);
    let checked = answer(&["data", "check", as_text(&folder)]);
    let counts = |text: &str| text.split_once(": sound").map(|(_, rest)| rest.to_owned());
    assert!(counts(&embedded).is_some(), "{embedded}");
    assert_eq!(counts(&checked), counts(&embedded));
}

#[test]
fn an_export_never_writes_over_a_folder() {
    let folder = empty_folder("export_over");
    let output = run(&["data", "export", as_text(&folder)]);
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.starts_with("error: cannot make "), "{err}");
    assert!(err.contains(as_text(&folder)), "{err}");
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 0);
}

#[test]
fn a_fault_in_a_folder_names_file_line_column_what_was_found_and_what_is_accepted() {
    let folder = empty_folder("faulty");
    // a copy in which no figure is mended
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    for table in fs::read_dir(copy).expect("the copy").map(|table| table.expect("a table")) {
        if table.path().is_file() {
            fs::copy(table.path(), folder.join(table.file_name())).expect("a folder to copy into");
        }
    }
    // (file, what stands on its second line, what to put there, the message)
    for (file, sound, faulty, message) in [
        (
            "anchors.csv",
            "soleus,stance,3.5,6.7,",
            "soleus,stance,3.5,-6.7,",
            "anchors.csv:2: peak_bw: found \"-6.7\"; accepted: a number above 0",
        ),
        (
            "anchors.csv",
            "soleus,stance,3.5,6.7,",
            "soleus,stance,3.5,inf,",
            "anchors.csv:2: peak_bw: found \"inf\"; accepted: a number above 0",
        ),
        (
            "anchors.csv",
            "soleus,stance,3.5,6.7,",
            "soleus,stance,3.5,1e308,",
            "anchors.csv:2: peak_bw: found \"1e308\"; accepted: a number above 0, up to 30 body weights",
        ),
        (
            "effects.csv",
            "speed,peak,soleus,stance,2.5,",
            "speed,peak,soleus,stance,25,",
            "effects.csv:3: x: found \"25\"; accepted: a number from 1.4 to 9.5 m/s",
        ),
        (
            "durations.csv",
            "soleus,stance,2.5,0.1183,musclerun2026,",
            "soleus,stance,2.5,0.115,fukuchi2071,",
            "durations.csv:3: study: found \"fukuchi2071\"; accepted: a key of studies.csv",
        ),
        (
            "studies.csv",
            "10.1242/jeb.064527,yes",
            "https://doi.org/10.1242/jeb.064527,yes",
            "studies.csv:2: doi: found \"https://doi.org/10.1242/jeb.064527\"; accepted: a DOI such as",
        ),
        (
            "muscles.csv",
            "surface,calf,published,sol",
            "shallow,calf,published,sol",
            "muscles.csv:2: depth: found \"shallow\"; accepted: surface, deep",
        ),
    ] {
        let path = folder.join(file);
        let text_of_table = fs::read_to_string(&path).expect("the table");
        assert!(text_of_table.contains(sound), "{file}: {sound}");
        fs::write(&path, text_of_table.replacen(sound, faulty, 1)).expect("the table");
        let mut calculated = RUN.to_vec();
        calculated.extend(["--data", as_text(&folder)]);
        for arguments in [&["data", "check", as_text(&folder)][..], &calculated] {
            let output = run(arguments);
            let err = text(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{err}");
            assert_eq!(text(&output.stdout), "");
            assert!(err.contains(as_text(&folder)), "{err}");
            assert!(err.contains(message), "{message}\n{err}");
        }
        fs::write(&path, text_of_table).expect("the table");
    }
    answer(&["data", "check", as_text(&folder)]);
}

#[test]
fn a_folder_that_is_not_there_is_a_failure_that_names_it() {
    let folder = empty_folder("no_tables").join("not_there");
    for arguments in [
        &["data", "check", as_text(&folder)][..],
        &["--pace", "5:00", "--mass", "70", "--data", as_text(&folder)],
        &["muscles", "--data", as_text(&folder)],
    ] {
        let output = run(arguments);
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{err}");
        assert_eq!(text(&output.stdout), "");
        assert!(err.contains(as_text(&folder)), "{err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_refused_without_a_panic() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    for option in ["--pace", "--mass", "--terrain", "--study", "--muscles", "--explain"] {
        let output = musclerun(RUN)
            .args([OsStr::new(option), OsStr::from_bytes(b"\xff\xfe")])
            .output()
            .expect("the binary is built");
        assert_eq!(output.status.code(), Some(2), "{option}");
        assert!(output.stdout.is_empty(), "{option}");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(!err.contains("panicked"), "{option}: {err}");
    }
}
