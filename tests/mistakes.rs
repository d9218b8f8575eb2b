//! Mistakes that people make at the command line, each with how it ends and with the words that help.
//!
//! A line is typed as in a shell; `RUN` is a recorded run that is there, `TABLE` a table of runs, `CODE` the exit code.

#[allow(dead_code)] // each test uses a part
mod common;

use common::{Folder, fed, musclerun};

/// What is typed, how it ends, and what it says on standard error.
const MISTAKES: &[(&str, i32, &str)] = &[
    // a number and its unit apart
    ("--pace 5:00 --mass 150 lb", 2, "musclerun --pace 5:00 --mass 150lb"),
    ("--pace 5:00 --mass 70 kg --json", 2, "musclerun --pace 5:00 --mass 70kg --json"),
    ("--pace 5:00 --mass 70 --distance 10 km", 2, "--distance 10km"),
    ("--pace 8:00 /mi --mass 150lb", 2, "musclerun --pace 8:00/mi --mass 150lb"),
    ("--pace 5:00 per km", 2, "--pace '5:00 per km'"),
    ("-p 5:00 -m 11 st", 2, "-m 11st"),
    ("--speed 12 km/h --mass 70", 2, "--speed 12km/h"),
    ("--pace 5:00 --gradient 6 %", 2, "--gradient 6%"),
    ("--pace 5:00 --duration 45 min", 2, "--duration 45min"),
    ("run RUN --mass 150 lb", 2, "musclerun run RUN --mass 150lb"),
    ("plan --goal 10 k", 2, "musclerun plan --goal 10k"),
    // names apart
    ("--pace 5:00 -M soleus quads", 2, "musclerun --pace 5:00 -M soleus,quads"),
    ("--pace 5:00 --muscles soleus, quads glutes", 2, "--muscles soleus,quads,glutes"),
    ("run RUN --mass 70 -M soleus quads", 2, "-M soleus,quads"),
    // an option that would become a part of a value
    ("config set name Anna --config profile.toml", 2, "other options stand before 'config'"),
    // the wrong command, or none
    ("batch RUN", 2, "musclerun run RUN"),
    ("run TABLE", 2, "musclerun batch TABLE"),
    ("RUN", 2, "musclerun run RUN"),
    ("RUN --mass 70", 2, "musclerun run RUN --mass 70"),
    ("--mass 70 RUN", 2, "musclerun run --mass 70 RUN"),
    ("TABLE", 2, "musclerun batch TABLE"),
    ("5:00", 2, "musclerun --pace 5:00"),
    ("5:00 --mass 70", 2, "musclerun --pace 5:00 --mass 70"),
    ("swep --pace 5:00..4:00", 2, "sweep"),
    ("musles", 2, "muscles"),
    // two things that a number could mean
    ("--pace 5.30", 2, "write 5:30 (minutes and seconds) or 5:18"),
    ("--pace 5:3", 2, "could mean 5:03 or 5:30"),
    ("--pace 300", 2, "300 seconds are 5:00"),
    ("--pace 5,30", 2, "write 5:30"),
    ("--speed 12", 2, "write 12km/h, 12mph or 12m/s"),
    ("--speed 12.0", 2, "write 12.0km/h"),
    ("--pace 5:00 --mass 154", 2, "write 154kg or 154lb"),
    ("--pace 8:00 --mass 70 --units mi", 2, "write 70lb or 70kg"),
    ("--pace 5:00 --mass 70,5", 2, "write a decimal point, such as 70.5"),
    ("--pace 5:00 --step-rate 105", 2, "write 105% (of what is typical at the speed) or 105spm"),
    ("--pace 5:00 --cadence 90", 2, "counts one leg"),
    ("--pace 5:00 --gradient 0.06", 2, "write 6% (a rise of 0.06 in 1) or 0.06%"),
    ("--pace 5:00 --slope -0.05", 2, "write -5%"),
    ("--pace 5:00 --duration 45", 2, "write 45min, 45s or 45h"),
    // out of bounds, or no such thing
    ("--pace 5:60", 2, "such as 6:00"),
    ("--pace 1:00", 2, "1:46/km to 11:54/km are accepted"),
    ("--pace 20:00", 2, "people walk"),
    ("--speed 50km/h", 2, "5.04 to 34.2 km/h are accepted"),
    ("--pace 5:00 --mass 700", 2, "20 to 250 kg are accepted"),
    ("--pace 5:00 --mass 12st15", 2, "whole pounds below 14"),
    ("--pace 5:00 --gradient 45", 2, "-30 to 30 % are accepted"),
    ("--pace 5:00 --distance 0", 2, "is not above zero"),
    ("--pace 5:00 --distance 10km/h", 2, "such as 10km, 6.2mi, 400m, half or marathon"),
    ("--pace 5:00 --terrain uphil", 2, "did you mean uphill?"),
    ("--pace 5:00 --terrain stairs", 2, "no study of running on stairs"),
    ("--pace 5:00 --terrain snow", 2, "no study of running on snow"),
    ("--pace 5:00 --terrain uphill --gradient -3%", 2, "leave one of --terrain and --gradient out"),
    ("--pace 5:00 --foot-strike midfoot", 2, "rearfoot and forefoot are accepted"),
    ("--pace 5:00 --muscles solius", 2, "did you mean soleus?"),
    ("--pace 5:00 --study dorn", 2, "dorn2012"),
    ("--pace 5:00 --format yaml", 2, "table, csv, tsv, json"),
    ("--pace 5:00 -o loads.xls", 2, ".csv"),
    ("--pace 5:00 --top 0", 2, "a whole number from 1 is accepted"),
    // too little, too much, at odds
    ("--mass 70", 2, "--pace 5:00 or --speed 12km/h"),
    ("reduce soleus", 2, "--pace 5:00 or --speed 12km/h"),
    ("--pace 5:00 --speed 12km/h", 2, "cannot be used with"),
    ("--pace 5:00 --distance 10k --duration 50:00", 2, "leave one out"),
    ("--distance 10k --duration 5:00", 2, "nobody runs on"),
    ("--pace 5:00 --rank-by cumulative", 2, "takes a distance or a duration"),
    ("sweep --pace 5:00", 2, "range"),
    ("compare pace=5:00 pace=5:00,terrain", 2, "such as pace=5:00"),
    ("compare pace=5:00 paec=4:00", 2, "did you mean pace?"),
    ("plan --days mo", 2, "mon,wed,sat"),
    ("train", 2, "<MUSCLE>"),
    ("config set mas 70", 2, "did you mean mass?"),
    ("config set mass 700", 2, "20 to 250 kg are accepted"),
    ("config set easy 600", 2, "are accepted"),
    // a word without its option, or by another name
    ("version", 2, "musclerun --version"),
    ("-v", 2, "musclerun --version"),
    ("pace=5:00 mass=70", 2, "musclerun --pace 5:00 --mass 70\n"),
    ("pace 5:00 mass 70", 2, "musclerun --pace 5:00 --mass 70\n"),
    ("5:00/km 70kg uphill", 2, "musclerun --pace 5:00/km --mass 70kg --terrain uphill\n"),
    ("--pace=5:00 mass=70", 2, "musclerun --pace=5:00 --mass 70\n"),
    ("--json 5:00 70", 2, "musclerun --json --pace 5:00 --mass 70\n"),
    ("uphill", 2, "musclerun --pace 5:00 --terrain uphill\n"),
    ("--uphill --pace 5:00", 2, "musclerun --terrain uphill --pace 5:00\n"),
    ("--pace 5:00 soleus", 2, "musclerun --pace 5:00 --muscles soleus\n"),
    ("--pace 5:00 --csv", 2, "musclerun --pace 5:00 --format csv\n"),
    ("--kg 70 --pace 5:00", 2, "musclerun --mass 70kg --pace 5:00\n"),
    ("--pace 5:00 --height 180", 2, "there is no '--height' here"),
    ("--pace 5:00 --terrain hills", 2, "as uphill, downhill or a gradient"),
    ("--pace 5:00 --distance 5000", 2, "write 5000m"),
    ("--pace 5:00 -f pdf", 2, "a browser prints a report"),
    ("--pace 5:00 -o out.pdf", 2, "a browser prints a report"),
    ("--pace 5:00 -o out", 2, ".xlsx"),
    ("run RUN 70", 2, "musclerun run RUN --mass 70\n"),
    ("run RUN --mass 70 --split km", 2, "musclerun run RUN --mass 70 --by km\n"),
    ("run RUN --mass 70 -f excel", 2, "-f xlsx\n"),
    ("run https://www.strava.com/activities/1", 2, "download the file"),
    ("history RUN --weeks 4", 2, "musclerun history RUN --last 4w\n"),
    ("history RUN --weeks 0", 2, "--last is understood"),
    ("history RUN --last 12 w", 2, "musclerun history RUN --last 12w\n"),
    ("history RUN --since 01.03.2026", 2, "write 2026-03-01 or 2026-01-03"),
    ("history RUN --since 2026/03/01", 2, "write 2026-03-01\n"),
    ("compare --pace 5:00 --pace 4:30", 2, "musclerun compare pace=5:00 pace=4:30\n"),
    ("compare 5:00 vs 4:30", 2, "musclerun compare pace=5:00 pace=4:30\n"),
    ("compare flat uphill --pace 5:00", 2, "compare terrain=flat terrain=uphill --pace 5:00\n"),
    ("compare pace:5:00 pace:4:30", 2, "musclerun compare pace=5:00 pace=4:30\n"),
    ("sweep 7:00..3:30", 2, "musclerun sweep --pace 7:00..3:30\n"),
    ("sweep --pace 7:00 to 3:30", 2, "musclerun sweep --pace 7:00..3:30\n"),
    ("sweep --gradient 0-10 --pace 5:00", 2, "musclerun sweep --gradient 0..10 --pace 5:00\n"),
    ("sweep --step-rate 160 190 --pace 5:00", 2, "--step-rate 160..190 --pace 5:00\n"),
    ("reduce my calf", 2, "musclerun reduce calf --pace 5:00\n"),
    ("reduce calf by 10%", 2, "musclerun reduce calf --by 10% --pace 5:00\n"),
    ("train my achilles", 2, "musclerun train achilles\n"),
    ("plan --injury calf", 2, "musclerun plan --for calf\n"),
    ("plan achilles", 2, "musclerun plan --for achilles\n"),
    ("plan marathon", 2, "musclerun plan --goal marathon\n"),
    ("plan --days mon wed sat", 2, "musclerun plan --days mon,wed,sat\n"),
    ("plan --start 25/12/2026", 2, "write 2026-12-25\n"),
    ("studies nobody", 2, "no study of the tables holds that"),
    ("muscles clf", 2, "did you mean calf?"),
    ("config set mass=70", 2, "musclerun config set mass 70"),
    ("config mass 70", 2, "musclerun config set mass 70"),
    ("config get mass", 2, "\n  musclerun config"),
    ("config set time-zone Berlin", 2, "Europe/Berlin"),
    // written as another command takes it
    ("explain soleus", 2, "musclerun --pace 5:00 --explain soleus"),
    ("compare 5:00 4:30 --mass 70", 2, "musclerun compare pace=5:00 pace=4:30 --mass 70"),
    ("compare pace=5:00 pace=4:00 pace=3:30", 2, "two are compared"),
    ("compare RUN pace=5:00", 2, "two files or two sets"),
    ("reduce soleus 5:00", 2, "musclerun reduce soleus --pace 5:00"),
    ("train calf 5:00", 2, "musclerun train calf --pace 5:00"),
    ("sweep --pace 5:00-4:00", 2, "musclerun sweep --pace 5:00..4:00"),
    ("sweep --mass 70 --pace 5:00 4:00", 2, "musclerun sweep --mass 70 --pace 5:00..4:00"),
    // one end is a part of the other
    ("sweep --mass 70 --pace 15:00/mi 5:00/mi", 2, "--pace 15:00/mi..5:00/mi\n"),
    ("sweep --pace 5:00..5:00", 2, "both ends are the same"),
    ("sweep --gradient -5..5", 2, "--pace or --speed is needed"),
    ("reduce soleus --pace 5:00 --by 150%", 2, "less than 100 % are accepted"),
    ("train acheles", 2, "did you mean achilles?"),
    ("train calf --test heel-raise=20", 2, "heel-raises"),
    ("plan --start tomorrow", 2, "such as 2026-12-01"),
    ("plan --days 3", 2, "such as mon,wed,sat"),
    ("history RUN --by weeks", 2, "'week'"),
    ("history RUN --since yesterday", 2, "such as 2026-12-01"),
    ("history nowhere", 1, "nowhere: No such file"),
    // options that are none: a tip only where one is near
    ("--pace 5:00 --mss 70", 2, "'--mass'"),
    ("--pace 5:00 --gradent 5", 2, "'--gradient'"),
    ("--pace 5:00 --vest 5", 2, "unexpected argument '--vest'"),
    // files
    ("run nowhere.fit", 1, "nowhere.fit: "),
    ("run nowhere.fit RUN --mass 70", 3, "nowhere.fit: "),
    ("batch nowhere.csv", 1, "nowhere.csv: "),
    ("batch nowhere.csv TABLE --mass 70", 3, "nowhere.csv: "),
    ("compare nowhere.fit RUN", 1, "nowhere.fit: No such file"),
    ("reduce soleus nowhere.fit", 1, "nowhere.fit: No such file"),
    ("run RUN --mass 70 --format csv -o RUN", 2, "nothing is written over what is read"),
    ("batch TABLE -o TABLE", 2, "nothing is written over what is read"),
    ("run RUN --terrain uphill", 2, "gradients are recorded"),
    ("--pace 5:00 --data nowhere", 1, "musclerun data export"),
    ("--pace 5:00 --config nowhere.toml", 1, "nowhere.toml"),
];

#[test]
fn every_mistake_is_met_with_what_helps() {
    let folder = Folder::new("mistakes");
    let run = std::fs::read("tests/run/hills.gpx").expect("a run");
    let run = folder.file("morning.gpx", run);
    let table = folder.file("log.csv", "pace,mass_kg\n5:00,70\n");
    assert!(MISTAKES.len() >= 60, "{}", MISTAKES.len());
    let mut wrong = Vec::new();
    for (typed, code, says) in MISTAKES {
        let named = |text: &str| text.replace("RUN", &run).replace("TABLE", &table);
        let words = typed.split_whitespace().map(named).collect::<Vec<_>>();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ended = fed(&mut musclerun(&words), b"");
        let kinds = ["error: ", "warning: ", "note: "];
        let begins = kinds.iter().any(|kind| ended.err.starts_with(kind));
        if ended.code != Some(*code) || !ended.err.contains(&named(says)) || !begins {
            wrong.push(format!(
                "{typed}: {:?} instead of {code}, no {says:?} in\n{}",
                ended.code, ended.err
            ));
        }
        // a line that is offered is one that is taken; a profile is left as it is
        let offered = ended.err.lines().find_map(|line| line.strip_prefix("  musclerun "));
        if let Some(line) =
            offered.filter(|line| !line.starts_with("config ") && !line.contains('\''))
        {
            let words: Vec<&str> = line.split_whitespace().collect();
            let taken = fed(musclerun(&words).current_dir(&folder.0), b"");
            if taken.code == Some(2) {
                wrong.push(format!("{typed}: {line} is refused too:\n{}", taken.err));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_tip_names_an_option_only_where_it_is_near() {
    for typed in ["--vest", "--wind", "--heart", "--foo"] {
        let ended = fed(&mut musclerun(&["--pace", "5:00", typed]), b"").ends(2);
        assert!(!ended.err.contains("tip:"), "{}", ended.err);
    }
}

#[test]
fn what_is_understood_needs_no_message() {
    for (typed, like) in [
        ("--pace 8:00mi", "--pace 8:00/mi"),
        ("--pace 8:00/m", "--pace 8:00/mi"),
        ("--pace 5:00/k", "--pace 5:00/km"),
        ("--pace 12km/h", "--pace 5:00"),
        ("--speed 5:00", "--pace 5:00"),
        ("--distance 10k --duration 50:00", "--pace 5:00 --distance 10k"),
        ("--pace 5:00 --terrain level", "--pace 5:00"),
        ("--pace 5:00 --terrain asphalt", "--pace 5:00 --terrain road"),
        ("--pace 5:00 --terrain gravel", "--pace 5:00 --terrain trail"),
        ("--pace 5:00 --incline 6 --cadence 180", "--pace 5:00 --gradient 6 --step-rate 180"),
        ("--pace 5:00 --slope 6 --weight 154lb", "--pace 5:00 --gradient 6 --mass 154lb"),
        ("--pace 8:00 --mass 154 --units mi", "--pace 8:00/mi --mass 154lb --units mi"),
        ("--pace 4:00 --pace 5:00", "--pace 5:00"),
        ("--mass 70 sweep --pace 7:00..5:00", "sweep --pace 7:00..5:00 --mass 70"),
        ("--json muscles", "muscles --json"),
        ("--pace 5.00 --mass 70kgs", "--pace 5:00 --mass 70kg"),
        ("--pace 5,00 --mass 70kgs", "--pace 5:00 --mass 70kg"),
        (
            "history tests/run/hills.gpx -m 70 --last 12weeks",
            "history tests/run/hills.gpx -m 70 --last 12w",
        ),
    ] {
        let answer = |typed: &str| {
            let words: Vec<&str> = typed.split_whitespace().chain(["--notes", "--quiet"]).collect();
            let ended = fed(&mut musclerun(&words), b"").ends(0);
            assert_eq!(ended.err, "", "{typed}");
            ended.out().to_owned()
        };
        assert_eq!(answer(typed), answer(like), "{typed}");
    }
    // what is known of another word is said
    let ended =
        fed(&mut musclerun(&["--pace", "5:00", "--mass", "70", "-t", "gravel"]), b"").ends(0);
    assert!(ended.err.starts_with("note: gravel counts as trail"), "{}", ended.err);
}
