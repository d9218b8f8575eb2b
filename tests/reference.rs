//! A second computation of every load, small and straight from the tables, that the model is held to over random runs.
//!
//! It shares no line with the library: it splits the CSV files itself and follows the formulae of data/README.md.

use std::collections::HashMap;
use std::sync::LazyLock;

use musclerun::conditions::{Conditions, Course, FootStrike, Form, Shoe, Terrain};
use musclerun::embedded;
use musclerun::model;
use musclerun::muscle::Phase;
use musclerun::units::{Gradient, PercentOfTypical, Speed, StepRate, Support, TrunkLean};
use proptest::prelude::*;
use proptest::sample::select;

type Row = HashMap<String, String>;

fn table(name: &str) -> Vec<Row> {
    let (_, text) = embedded::tables().find(|(table, _)| *table == name).expect("a table");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().expect("a number")
}

/// Linear between points, held outside.
fn linear(points: &[(f64, f64)], x: f64) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    let x = x.clamp(first.0, last.0);
    points.windows(2).find(|p| (p[0].0..=p[1].0).contains(&x)).map(|p| {
        let ((x0, y0), (x1, y1)) = (p[0], p[1]);
        y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    })
}

struct Tables {
    anchors: Vec<Row>,
    /// By effect, quantity, muscle and phase.
    effects: HashMap<[String; 4], Vec<Row>>,
    durations: Vec<Row>,
    strides: Vec<(f64, f64)>,
}

impl Tables {
    fn read() -> Self {
        let strides = table("strides.csv");
        let mut effects: HashMap<_, Vec<Row>> = HashMap::new();
        for row in table("effects.csv") {
            let key = ["effect", "quantity", "muscle", "phase"].map(|column| row[column].clone());
            effects.entry(key).or_default().push(row);
        }
        Self {
            anchors: table("anchors.csv"),
            effects,
            durations: table("durations.csv"),
            strides: strides
                .iter()
                .map(|row| (number(row, "speed_m_s"), number(row, "step_rate_spm")))
                .collect(),
        }
    }

    fn effect(&self, effect: &str, quantity: &str, anchor: &Row) -> &[Row] {
        let of = |quantity: &str| {
            let key = [effect, quantity, &anchor["muscle"], &anchor["phase"]].map(str::to_owned);
            self.effects.get(&key)
        };
        of(quantity).or_else(|| of("peak")).map_or(&[], Vec::as_slice)
    }

    /// Ratio and relative variance of an effect along an axis.
    fn curve(&self, effect: &str, quantity: &str, anchor: &Row, x: f64) -> (f64, f64) {
        let rows = self.effect(effect, quantity, anchor);
        let points: Vec<_> =
            rows.iter().map(|row| (number(row, "x"), number(row, "ratio"))).collect();
        let with_sd = rows.iter().filter(|row| !row["sd"].is_empty());
        let sds: Vec<_> = with_sd
            .map(|row| (number(row, "x"), number(row, "sd") / number(row, "ratio")))
            .collect();
        (linear(&points, x).unwrap_or(1.0), linear(&sds, x).unwrap_or(0.0).powi(2))
    }

    fn word(&self, effect: &str, quantity: &str, anchor: &Row, word: &str) -> f64 {
        let rows = self.effect(effect, quantity, anchor);
        rows.iter().find(|row| row["x"] == word).map_or(1.0, |row| number(row, "ratio"))
    }

    /// Peak and standard deviation by the ratios of a quantity.
    fn peak(&self, quantity: &str, anchor: &Row, run: &Run) -> (f64, f64) {
        let (anchor_bw, sd_bw) = (number(anchor, "peak_bw"), number(anchor, "sd_bw"));
        let own = number(anchor, "speed_m_s");
        let (here, r2) = self.curve("speed", quantity, anchor, run.speed);
        let (there, r2_anchor) = self.curve("speed", quantity, anchor, own);
        let mut variance = match (run.speed - 3.5) * (own - 3.5) {
            product if product > 0.0 => (r2 - r2_anchor).abs(),
            _ => r2 + r2_anchor,
        };
        if (run.speed - own).abs() < 1e-12 {
            variance = 0.0;
        }
        let mut peak = anchor_bw * here / there;
        for (effect, x, reference) in [
            ("step_rate", run.percent, 100.0),
            ("gradient", run.gradient, 0.0),
            ("trunk_lean", run.lean, 0.0),
            ("support", run.support, 0.0),
        ] {
            if (x - reference).abs() > 0.0 {
                let (ratio, r2) = self.curve(effect, quantity, anchor, x);
                peak *= ratio;
                variance += r2;
            }
        }
        for (effect, word) in
            [("terrain", run.terrain), ("foot_strike", run.strike), ("shoe", run.shoe)]
        {
            peak *= self.word(effect, quantity, anchor, word);
        }
        (peak, peak * ((sd_bw / anchor_bw).powi(2) + variance).sqrt())
    }

    fn impulse(&self, anchor: &Row, run: &Run) -> Option<f64> {
        let is = |row: &&Row| row["muscle"] == anchor["muscle"] && row["phase"] == anchor["phase"];
        let rows = self.durations.iter().filter(is);
        let points: Vec<_> =
            rows.map(|row| (number(row, "speed_m_s"), number(row, "duration_s"))).collect();
        let duration = linear(&points, run.speed)?;
        Some(self.peak("impulse", anchor, run).0 * duration * 100.0 / run.percent)
    }
}

#[derive(Debug, Clone)]
struct Run {
    speed: f64,
    percent: f64,
    gradient: f64,
    terrain: &'static str,
    strike: &'static str,
    lean: f64,
    support: f64,
    shoe: &'static str,
}

fn runs() -> impl Strategy<Value = Run> {
    let terrains = vec!["road", "treadmill", "trail", "grass", "sand"];
    let speed = prop_oneof![3 => 1.4..=9.5, 1 => select(vec![1.4, 2.0, 3.1, 3.5, 4.0, 4.47, 5.0, 6.96, 9.3])];
    let percent = prop_oneof![2 => 60.0..=140.0, 1 => Just(100.0)];
    let gradient = prop_oneof![2 => -30.0..=30.0, 1 => Just(0.0)];
    let lean = prop_oneof![1 => -15.0..=15.0, 1 => Just(0.0)];
    let support = prop_oneof![1 => 0.0..=80.0, 1 => Just(0.0)];
    let words = (
        select(terrains),
        select(vec!["rearfoot", "forefoot"]),
        select(vec!["minimal", "conventional", "maximal"]),
    );
    (speed, percent, gradient, lean, support, words).prop_map(
        |(speed, percent, gradient, lean, support, (terrain, strike, shoe))| Run {
            speed,
            percent,
            gradient,
            terrain,
            strike,
            lean,
            support,
            shoe,
        },
    )
}

fn conditions(run: &Run) -> Conditions {
    let form = Form::default()
        .with_foot_strike(run.strike.parse::<FootStrike>().expect("a foot strike"))
        .with_trunk_lean(TrunkLean::from_degrees(run.lean).expect("within bounds"))
        .with_support(Support::from_percent(run.support).expect("within bounds"))
        .with_shoe(run.shoe.parse::<Shoe>().expect("a shoe"));
    let terrain: Terrain = run.terrain.parse().expect("a terrain");
    let gradient = Gradient::from_percent(run.gradient).expect("within bounds");
    let percent = PercentOfTypical::new(run.percent).expect("within bounds");
    Conditions::new(Speed::from_m_per_s(run.speed).expect("within bounds"))
        .with_course(Course::new(Some(terrain), Some(gradient)).expect("no contradiction"))
        .with_step_rate(StepRate::PercentOfTypical(percent))
        .with_form(form)
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_model_gives_what_a_second_computation_gives(runs in prop::collection::vec(runs(), 8)) {
        let tables = &*TABLES;
        let (evidence, mut compared) = (embedded::evidence(), 0);
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-3);
        for run in &runs {
            let conditions = conditions(run);
            for anchor in &tables.anchors {
                let muscle = evidence.muscles().by_key(&anchor["muscle"]).expect("a muscle");
                let phase = Phase::ALL.into_iter().find(|phase| phase.key() == anchor["phase"]).expect("a phase");
                let (peak, sd) = tables.peak("peak", anchor, run);
                let found = model::peak_in(evidence, muscle, phase, &conditions).expect("a peak");
                prop_assert!(near(found.value().0, peak), "{anchor:?} {run:?}: {:?} not {peak}", found.value());
                let found_sd = found.sd().expect("a spread").0;
                prop_assert!(near(found_sd, sd), "{anchor:?} {run:?}: {found_sd} not {sd}");
                let Some(impulse) = tables.impulse(anchor, run) else { continue };
                let load = model::load(evidence, muscle, &conditions).expect("a load");
                let found = load.impulse().expect("a duration").value().0;
                prop_assert!(near(found, impulse), "{anchor:?} {run:?}: {found} not {impulse}");
                compared += 1;
            }
            let stepping = model::Stepping::of(evidence, &conditions);
            if let Ok(stepping) = stepping {
                let typical = linear(&tables.strides, run.speed).expect("a step rate");
                prop_assert!(near(stepping.typical_spm, typical));
            }
        }
        prop_assert!(compared >= 8 * 20);
    }
}
