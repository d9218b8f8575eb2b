//! What the tests ask of `musclerun run`, and of the calculator to compare with.

use crate::common::{Ended, Table, calculated, fed, musclerun};

/// The muscles that the calculator gives figures for.
pub(crate) const MUSCLES: [&str; 13] = [
    "soleus",
    "quadriceps",
    "iliopsoas",
    "gluteus_medius",
    "hamstrings",
    "gastrocnemius",
    "gluteus_minimus",
    "gluteus_maximus",
    "tibialis_anterior",
    "adductors",
    "piriformis",
    "tensor_fasciae_latae",
    "sartorius",
];

/// The mass of the runner of these tests, kg.
pub(crate) const MASS_KG: f64 = 70.0;
pub(crate) const MASS: [&str; 2] = ["--mass", "70"];

/// Runs `musclerun run` with those arguments and nothing on standard input.
pub(crate) fn run(arguments: &[&str]) -> Ended {
    piped(arguments, b"")
}

/// Runs `musclerun run` with those arguments and that standard input.
pub(crate) fn piped(arguments: &[&str], input: impl AsRef<[u8]>) -> Ended {
    let all: Vec<&str> = ["run"].iter().chain(arguments).copied().collect();
    fed(&mut musclerun(&all), input.as_ref())
}

/// What is computed of one recording by a runner of 70 kg, as CSV.
#[track_caller]
pub(crate) fn computed(recording: impl AsRef<[u8]>, arguments: &[&str]) -> Table {
    let always = ["-", "--format", "csv", "--mass", "70"];
    let all: Vec<&str> = always.iter().chain(arguments).copied().collect();
    piped(&all, recording).ends(0).table()
}

/// The first run of one recording by a runner of 70 kg, as JSON.
#[track_caller]
pub(crate) fn run_of_json(recording: impl AsRef<[u8]>, arguments: &[&str]) -> serde_json::Value {
    let always = ["-", "--format", "json", "--mass", "70"];
    let all: Vec<&str> = always.iter().chain(arguments).copied().collect();
    let ended = piped(&all, recording).ends(0);
    let json: serde_json::Value = serde_json::from_str(ended.out()).expect("JSON");
    json["runs"][0].clone()
}

/// The largest of a figure of all muscles, whatever its sign: at what speed or gradient the highest peaks come.
#[track_caller]
pub(crate) fn largest(run: &serde_json::Value, figure: &str) -> f64 {
    let loads = run["loads"].as_array().expect("loads");
    let figures = loads.iter().filter_map(|load| load[figure].as_f64());
    figures.fold(0.0, |most, figure| most.max(figure.abs()))
}

/// What is said beside the figures of one recording.
#[track_caller]
pub(crate) fn notes(recording: impl AsRef<[u8]>, arguments: &[&str]) -> String {
    let always = ["-", "--format", "json"];
    let all: Vec<&str> = always.iter().chain(arguments).copied().collect();
    let ended = piped(&all, recording).ends(0);
    let json: serde_json::Value = serde_json::from_str(ended.out()).expect("JSON");
    let notes = json["runs"][0]["notes"].as_array().expect("a list of notes");
    let texts = notes.iter().map(|note| note["text"].as_str().expect("a text"));
    texts.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Checks that a note speaks of something.
#[track_caller]
pub(crate) fn noted(recording: impl AsRef<[u8]>, arguments: &[&str], word: &str) {
    let notes = notes(recording, arguments);
    assert!(notes.contains(word), "no {word:?} in:\n{notes}");
}

/// Checks a number against the truth, to a share of it.
#[track_caller]
pub(crate) fn near(what: &str, found: f64, truth: f64, share: f64) {
    within(what, found, truth, share * truth.abs());
}

/// Checks a number against the truth, to so much in its own unit.
#[track_caller]
pub(crate) fn within(what: &str, found: f64, truth: f64, most: f64) {
    assert!((found - truth).abs() <= most, "{what}: {found} where {truth} is true, to {most}");
}

/// Checks columns of a row against the truth, to a share of it.
#[track_caller]
pub(crate) fn columns_near(table: &Table, share: f64, truths: &[(&str, f64)]) {
    for (name, truth) in truths {
        near(name, table.number(0, name), *truth, share);
    }
}

/// Whether a column is a time, s.
pub(crate) fn is_time(name: &str) -> bool {
    name.ends_with("_s") && !name.ends_with("m_s") && !name.ends_with("kn_s")
}

/// Half a unit of the last digit that is written.
pub(crate) fn rounding(cell: &str) -> f64 {
    let digits = cell.rsplit_once('.').map_or(0, |(_, digits)| digits.len());
    let digits = i32::try_from(digits).expect("a few digits");
    0.5 * 10f64.powi(-digits)
}

/// What the calculator says of steady running of 70 kg.
pub(crate) struct Steady(Table);

impl Steady {
    /// At a speed, a gradient and a step rate, or the typical one, on firm ground.
    #[track_caller]
    pub(crate) fn at(speed_m_s: f64, gradient_pct: f64, steps_per_min: Option<f64>) -> Self {
        let way = if gradient_pct > 0.0 { "uphill" } else { "downhill" };
        let ground = if gradient_pct == 0.0 { "flat" } else { way };
        Self::on(ground, speed_m_s, gradient_pct, steps_per_min)
    }

    /// The same on some ground.
    #[track_caller]
    pub(crate) fn on(
        ground: &str,
        speed_m_s: f64,
        gradient_pct: f64,
        steps_per_min: Option<f64>,
    ) -> Self {
        let speed = format!("{speed_m_s}m/s");
        let gradient = format!("{gradient_pct}%");
        let rate = steps_per_min.map_or("100%".to_owned(), |rate| rate.to_string());
        let run = ["-t", ground, "-s", &speed, "-g", &gradient, "-r", &rate];
        let all = [&run[..], &MASS, &["--format", "csv"]].concat();
        Self(calculated(&all).table())
    }

    #[track_caller]
    fn of(&self, muscle: &str, column: &str) -> f64 {
        let names = self.0.column("muscle");
        let row = names.iter().position(|name| *name == muscle);
        let row = row.unwrap_or_else(|| panic!("no {muscle} in {names:?}"));
        self.0.number(row, column)
    }

    /// The peak of a step, body weights.
    #[track_caller]
    pub(crate) fn peak_bw(&self, muscle: &str) -> f64 {
        self.of(muscle, "peak_bw")
    }

    /// The impulse of one leg in a stride, body weights times seconds.
    #[track_caller]
    pub(crate) fn impulse_bw_s(&self, muscle: &str) -> f64 {
        self.of(muscle, "impulse_bw_s")
    }

    /// Steps of both legs a minute.
    #[track_caller]
    pub(crate) fn step_rate_spm(&self) -> f64 {
        self.0.number(0, "step_rate_spm")
    }

    /// What so many steps of both legs sum up to in one leg, kN·s.
    #[track_caller]
    pub(crate) fn cumulative_kn_s(&self, muscle: &str, steps: f64) -> f64 {
        // standard gravity, m/s²
        self.impulse_bw_s(muscle) * steps / 2.0 * MASS_KG * 9.806_65 / 1000.0
    }
}

/// Whether a figure of a recorded run is the calculator's: to 1 %, as speeds and positions are rounded in the files,
/// and the last digit of both outputs.
pub(crate) fn as_calculated(found: f64, calculated: f64, digit: f64) -> bool {
    (found - calculated).abs() <= 0.01 * calculated.abs() + digit
}

/// Checks the figures of all muscles of a run of one speed, gradient and step rate.
#[track_caller]
pub(crate) fn bears_steadily(table: &Table, steady: &Steady, steps: f64) {
    for muscle in MUSCLES {
        let peak = steady.peak_bw(muscle);
        for column in ["peak_max_bw", "peak_mean_bw"] {
            let found = table.number(0, &format!("{muscle}_{column}"));
            assert!(as_calculated(found, peak, 0.001), "{muscle} {column}: {found}, not {peak}");
        }
        let found = table.number(0, &format!("{muscle}_cumulative_kn_s"));
        let truth = steady.cumulative_kn_s(muscle, steps);
        // the calculator rounds the impulse of a stride to 0.0001 body weights · s, 1 % of the least
        assert!(
            as_calculated(found, truth, 0.01 + truth * 0.0001 / steady.impulse_bw_s(muscle)),
            "{muscle}: {found} kN·s, not {truth}"
        );
    }
}
