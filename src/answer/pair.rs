//! What one step bears and what a kilometre adds up to: two sides of a load that go opposite ways with speed, and are told
//! together wherever a sum stands.

use crate::conditions::Conditions;
use crate::evidence::Evidence;
use crate::model::{self, Stepping};
use crate::muscle::Muscle;
use crate::number::{change, fixed, grouped};
use crate::units::{BodyWeights, Mass, Speed};

/// How much faster the other speed is that both sides are told for.
const FASTER: f64 = 1.1;

#[derive(Debug, Clone, Copy)]
pub(crate) struct StepAndKilometre {
    pub(crate) step_bw: f64,
    /// Impulse of a kilometre in one leg, body weights · s.
    pub(crate) kilometre_bw_s: f64,
}

impl StepAndKilometre {
    /// Those of a run; `None` where no duration is published, or nobody steps so.
    pub(crate) fn of(evidence: &Evidence, muscle: &Muscle, run: &Conditions) -> Option<Self> {
        let load = model::load(evidence, muscle, run)?;
        let stepping = Stepping::of(evidence, run).ok()?;
        // cumulative = impulse · strides
        let strides = stepping.strides_per_km(run.speed());
        Some(Self {
            step_bw: load.peak().value().0,
            kilometre_bw_s: load.impulse()?.value().0 * strides,
        })
    }

    /// Which way each goes towards another: `each step +9 %, a kilometre -14 %`.
    pub(crate) fn towards(&self, other: &Self) -> String {
        format!(
            "each step {}, a kilometre {}",
            change(other.step_bw / self.step_bw),
            change(other.kilometre_bw_s / self.kilometre_bw_s)
        )
    }

    /// What a kilometre adds up to, in kN·s where the mass is known.
    pub(crate) fn kilometre(&self, mass: Option<Mass>) -> String {
        let kn_s = mass.map(|mass| BodyWeights(self.kilometre_bw_s).of(mass).0 / 1000.0);
        grouped(kn_s.unwrap_or(self.kilometre_bw_s))
    }

    pub(crate) fn sentence(&self, muscle: &Muscle, mass: Option<Mass>, on_average: &str) -> String {
        let kilometre = self.kilometre(mass);
        let unit = mass.map_or("body weights · s", |_| "kN·s");
        format!(
            "{}: each step bears {} times body weight{on_average}, and a kilometre adds up to {kilometre} {unit} in one leg.",
            muscle.short_name(),
            fixed(self.step_bw, 2)
        )
    }
}

/// Both sides of a run, and which way each goes a tenth faster.
pub(crate) fn of_run(evidence: &Evidence, muscle: &Muscle, run: &Conditions) -> Option<String> {
    let here = StepAndKilometre::of(evidence, muscle, run)?;
    let words = here.sentence(muscle, run.mass(), "");
    Some(words + &faster(evidence, muscle, run).unwrap_or_default())
}

/// Which way each goes a tenth faster, in a sentence behind another.
pub(crate) fn faster(evidence: &Evidence, muscle: &Muscle, run: &Conditions) -> Option<String> {
    let here = StepAndKilometre::of(evidence, muscle, run)?;
    let speed = Speed::from_m_per_s(run.speed().m_per_s() * FASTER).ok()?;
    let faster = StepAndKilometre::of(evidence, muscle, &run.with_speed(speed))?;
    Some(format!(" A tenth faster: {}.", here.towards(&faster)))
}

pub(crate) fn hamstrings_to_quadriceps(evidence: &Evidence, run: &Conditions) -> Option<f64> {
    let peak = |key| {
        let load = model::load(evidence, evidence.muscles().by_key(key)?, run)?;
        Some(load.peak().value().0)
    };
    Some(peak("hamstrings")? / peak("quadriceps")?)
}

/// What is said beside sums of many runs.
pub const BOTH_WAYS: &str = "peak_bw is what one step bears, a sum what all steps add up to: as somebody speeds up each step \
     bears more and, of most muscles, a kilometre adds up to less.";
