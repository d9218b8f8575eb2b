//! The profile: options over the environment over the file, and what is said of it.

#[allow(dead_code)] // each test uses a part
mod common;

use common::{Ended, Folder, fed, musclerun};

/// Runs a command in a folder of its own for what programs keep, with a file of the profile and with variables.
fn with(folder: &Folder, file: Option<&str>, variables: &[(&str, &str)], typed: &str) -> Ended {
    let place = folder.0.join("musclerun");
    if let Some(text) = file {
        std::fs::create_dir_all(&place).expect("a folder can be made");
        std::fs::write(place.join("config.toml"), text).expect("a file can be written");
    }
    let arguments: Vec<&str> = typed.split_whitespace().collect();
    let mut command = musclerun(&arguments);
    command.env("XDG_CONFIG_HOME", &folder.0);
    command.envs(variables.iter().copied());
    fed(&mut command, b"")
}

#[test]
fn what_is_typed_goes_before_the_environment_and_that_before_the_file() {
    let folder = Folder::new("order");
    let file = Some("mass = 60\n");
    let first = |variables: &[(&str, &str)], typed: &str| {
        let ended = with(&folder, file, variables, typed).ends(0);
        ended.out().lines().next().expect("a line").to_owned()
    };
    assert!(first(&[], "--pace 5:00").contains("60 kg"));
    let variable = [("MUSCLERUN_MASS", "70")];
    assert!(first(&variable, "--pace 5:00").contains("70 kg"));
    assert!(first(&variable, "--pace 5:00 --mass 80").contains("80 kg"));
    // an empty variable says nothing
    assert!(first(&[("MUSCLERUN_MASS", "")], "--pace 5:00").contains("60 kg"));
    assert!(!first(&[], "--pace 5:00 --no-config").contains("kg"));
}

#[test]
fn the_first_line_says_where_the_profile_was_used_and_only_there() {
    let folder = Folder::new("said");
    let file = Some(
        "mass = 60\nunits = \"km\"\neasy = \"6:00\"\nstep-rate = \"104%\"\nfoot-strike = \"forefoot\"\n",
    );
    let hills = "tests/run/hills.gpx";
    for (typed, says) in [
        ("--pace 5:00", "profile: mass, units, foot strike, step rate"),
        ("sweep --pace 7:00..3:30", "profile: mass, units, foot strike, step rate"),
        ("compare pace=5:00 pace=6:00", "profile: mass, units, foot strike, step rate"),
        ("reduce achilles --pace 5:00", "profile: mass, units, foot strike, step rate"),
        ("plan", "profile: mass, units, easy pace"),
        (&format!("run {hills}"), "profile: mass, units, easy pace, foot strike"),
        (&format!("compare {hills} {hills}"), "profile: mass, units, foot strike, easy pace"),
        ("--pace 5:00 --mass 70 --units km --cadence 180", "profile: foot strike"),
    ] {
        let ended = with(&folder, file, &[], typed).ends(0);
        let head: String = ended.out().lines().take(3).collect();
        let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(head.contains(says), "{typed}: {head}");
        let typed = format!("{typed} --no-config");
        let ended = with(&folder, None, &[("MUSCLERUN_MASS", "70kg")], &typed).ends(0);
        assert!(!ended.out().contains("profile: mass,"), "{typed}");
    }
    let typed = "--pace 5:00 --mass 70 --units km --cadence 180 --foot-strike rearfoot";
    let ended = with(&folder, None, &[], typed).ends(0);
    assert!(!ended.out().contains("profile"), "{}", ended.out());
}

#[test]
fn a_profile_counts_as_if_it_were_typed() {
    let folder = Folder::new("typed");
    let file = "mass = 154\nunits = \"mi\"\neasy = \"9:00\"\n";
    for (plain, typed) in [
        ("--pace 8:00 --json", "--pace 8:00 --json --mass 154 --units mi"),
        (
            "run tests/run/hills.gpx --json",
            "run tests/run/hills.gpx --json --mass 154lb --units mi --easy 9:00",
        ),
    ] {
        let profile = with(&folder, Some(file), &[], plain).ends(0);
        let options = with(&folder, None, &[], &format!("{typed} --no-config")).ends(0);
        assert_eq!(profile.out(), options.out());
    }
    // a bare mass keeps the units of its profile, whatever is typed
    let ended = with(&folder, Some(file), &[], "--pace 5:00 --units km").ends(0);
    assert!(ended.out().contains("69.85 kg"));
}

#[test]
fn a_value_that_cannot_be_is_refused_with_its_place_and_what_is_accepted() {
    let folder = Folder::new("refused");
    for (text, says) in [
        (
            "# mine\nmass = 700\n",
            "config.toml:2: invalid value '700' for 'mass': is above 250 kg; 20 to 250 kg",
        ),
        (
            "mass = 154\n",
            "config.toml:1: invalid value '154' for 'mass': could mean two things; write 154kg or 154lb",
        ),
        (
            "units = \"miles\"\n",
            "config.toml:1: invalid value 'miles' for 'units': km and mi are accepted",
        ),
        ("easy = \"fast\"\n", "config.toml:1: invalid value 'fast' for 'easy'"),
        ("step-rate = 105\n", "write 105% (of what is typical at the speed) or 105spm"),
        ("foot-strike = \"toes\"\n", "rearfoot and forefoot are accepted"),
        ("time-zone = \"?\"\n", "a name such as Europe/Berlin"),
        ("\n\nmas = 70\n", "config.toml:3: 'mas' is no option that lasts (did you mean mass?)"),
        ("units = mi\n", "config.toml:1: "),
        ("mass = [70]\n", "config.toml:1: mass is neither text nor number"),
    ] {
        let ended = with(&folder, Some(text), &[], "--pace 5:00").ends(2).says(says);
        assert!(ended.err.starts_with("error: "), "{}", ended.err);
    }
    with(&folder, Some(""), &[("MUSCLERUN_MASS", "700")], "--pace 5:00")
        .ends(2)
        .says("invalid value '700' for 'MUSCLERUN_MASS': is above 250 kg");
    // a file that was asked for has to be there
    with(&folder, None, &[], "--pace 5:00 --config nowhere.toml")
        .ends(1)
        .says("error: nowhere.toml: ");
}

#[test]
fn config_shows_what_is_in_force_and_changes_it() {
    let folder = Folder::new("change");
    let path = folder.0.join("musclerun").join("config.toml");
    with(&folder, None, &[], "config set mass 70").ends(0).says("note: mass = 70 in ");
    let text = "# of Anna\nmass = 70 # with shoes\nstep_rate = \"104%\"\n";
    std::fs::write(&path, text).expect("a file can be written");
    with(&folder, None, &[], "config set name Anna Lena").ends(0);
    with(&folder, None, &[], "config set step-rate 180").ends(0);
    let kept = std::fs::read_to_string(&path).expect("the file");
    assert!(kept.contains("# of Anna"), "{kept}");
    assert!(kept.contains("step_rate = 180"), "{kept}");
    assert!(kept.contains("name = \"Anna Lena\""), "{kept}");
    let ended = with(&folder, None, &[("MUSCLERUN_UNITS", "km")], "config").ends(0);
    for says in ["MUSCLERUN_UNITS", "config.toml:2", "6:40/km", "default"] {
        assert!(ended.out().contains(says), "{says}: {}", ended.out());
    }
    let json: serde_json::Value = {
        let ended = with(&folder, None, &[], "config --json").ends(0);
        serde_json::from_str(ended.out()).expect("JSON")
    };
    assert_eq!(json["options"][0]["value"], "70");
    with(&folder, None, &[], "config unset name").ends(0);
    let kept = std::fs::read_to_string(&path).expect("the file");
    assert!(!kept.contains("Anna Lena"), "{kept}");
    // what cannot be is not kept
    with(&folder, None, &[], "config set mass 700").ends(2).says("250 kg");
    with(&folder, None, &[], "config set mas 70").ends(2).says("did you mean mass?");
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), kept);
}

/// Every option that lasts, none as it is without a profile.
const WHOLE: &str = "mass = \"61kg\"\nunits = \"mi\"\neasy = \"9:30\"\nstep-rate = \"104%\"\n\
                     foot-strike = \"forefoot\"\ntime-zone = \"Asia/Tokyo\"\nname = \"Anna\"\n";

#[test]
fn every_command_takes_of_a_whole_profile_what_it_knows_and_refuses_none_of_it() {
    let folder = Folder::new("whole");
    let log = folder.file(
        "log.csv",
        "date,pace,distance_km\n2026-05-10,5:00,10\n2026-05-11T23:00:00Z,6:10,5\n",
    );
    let hills = "tests/run/hills.gpx";
    let ran = "--mass 61kg --units mi --step-rate 104% --foot-strike forefoot";
    let recorded = "--mass 61kg --units mi --easy 9:30 --foot-strike forefoot";
    let weeks =
        "--mass 61kg --units mi --step-rate 104% --foot-strike forefoot --time-zone Asia/Tokyo";
    let texts = ["table", "md", "csv", "jsonl", "json", "html", "xlsx"];
    for (plain, typed, forms) in [
        ("--pace 8:00", ran, &texts[..]),
        ("--pace 8:00", ran, &["svg", "png"]),
        ("--pace 8:00 --explain soleus", ran, &["table", "json", "html"]),
        (&format!("batch {log}"), ran, &["csv", "tsv", "json", "xlsx"]),
        (&format!("run {hills}"), &format!("{recorded} --time-zone Asia/Tokyo"), &texts),
        (
            &format!("run {hills} --samples"),
            &format!("{recorded} --time-zone Asia/Tokyo"),
            &["csv"],
        ),
        (&format!("compare {hills} {hills}"), recorded, &texts),
        ("compare pace=8:00 pace=9:00", ran, &texts),
        ("compare pace=8:00 pace=9:00", ran, &["svg"]),
        ("sweep --pace 11:00..7:00", ran, &texts),
        ("sweep --pace 11:00..7:00", ran, &["svg"]),
        (
            "sweep --pace 8:00 --step-rate 160..180",
            "--mass 61kg --units mi --foot-strike forefoot",
            &["json"],
        ),
        ("reduce achilles --pace 8:00", ran, &texts),
        (
            &format!("reduce achilles {hills}"),
            "--mass 61kg --units mi --foot-strike forefoot",
            &texts,
        ),
        (
            &format!("reduce achilles {hills} --until longest --history {hills}"),
            "--mass 61kg --units mi --foot-strike forefoot",
            &texts,
        ),
        // whose runs they are, folders and tables say and no profile
        (&format!("history {log} {hills}"), weeks, &texts[..5]),
        (
            &format!("compare --a 2026-05-09 --b 2026-05-10..2026-05-12 {log} {hills}"),
            weeks,
            &texts[..5],
        ),
        ("train achilles", "", &texts),
        ("train achilles --pace 8:00", ran, &texts),
        ("plan --start 2026-12-01", "--mass 61kg --units mi --pace 9:30", &texts),
        ("muscles", "", &texts[..5]),
        ("studies", "", &texts[..5]),
        ("fields", "", &["md", "json"]),
        ("licences", "", &["text", "json"]),
        ("completions zsh", "", &["text", "json"]),
        ("man", "", &["text", "json"]),
    ] {
        for form in forms {
            let name = if *form == "html" { "--athlete Anna" } else { "" };
            let ask = |file: Option<&str>, typed: &str| {
                let typed = format!("{typed} --format {form}");
                with(&folder, file, &[("COLUMNS", "600")], &typed).ends(0).bytes
            };
            let lasting = ask(Some(WHOLE), plain);
            if matches!(*form, "xlsx" | "svg" | "png") {
                continue; // packed, or laid out anew
            }
            let options = ask(None, &format!("{plain} {typed} {name} --no-config"));
            let [lasting, options] = [lasting, options].map(|bytes| without_origin(&bytes));
            assert!(lasting == options, "{plain} --format {form}");
            if !name.is_empty() {
                assert!(lasting.contains("Anna"), "{plain} --format {form}");
            }
        }
    }
}

#[test]
fn a_name_that_is_typed_is_judged_whatever_the_profile_holds() {
    let folder = Folder::new("judged");
    with(&folder, Some(WHOLE), &[], "--pace 8:00 --athlete Bo")
        .ends(2)
        .says("--athlete stands above a report");
}

/// An answer without what it says of where its options come from.
fn without_origin(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes)
        .replace("by that of the profile", "by the time zone that was given")
        .replace("\"profile\"", "\"option\"")
        .replace(",profile,", ",option,");
    let origin = " · profile: ";
    let lines = text.split_inclusive('\n').map(|line| match line.split_once(origin) {
        Some((before, after)) => {
            let rest = after.find(['<', '*']).map_or("\n", |at| &after[at..]);
            format!("{before}{rest}")
        }
        None => line.to_owned(),
    });
    lines.collect()
}
