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

/// A step and a kilometre of a muscle.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StepAndKilometre {
    /// Peak force of a step, body weights.
    pub(crate) step_bw: f64,
    /// Impulse of a kilometre in one leg, body weights · s.
    pub(crate) kilometre_bw_s: f64,
}

impl StepAndKilometre {
    /// Those of a run; `None` where no duration is published, or nobody steps so.
    pub(crate) fn of(evidence: &Evidence, muscle: &Muscle, run: &Conditions) -> Option<Self> {
        let load = model::load(evidence, muscle, run)?;
        let stepping = Stepping::of(evidence, run).ok()?;
        let minutes = 1000.0 / run.speed().m_per_s() / 60.0;
        // cumulative = impulse · strides, strides = step rate · time / 2
        let strides = stepping.step_rate.value() * minutes / 2.0;
        Some(Self {
            step_bw: load.peak().value().0,
            kilometre_bw_s: load.impulse()?.value().0 * strides,
        })
    }

    /// Those of the same run a tenth faster.
    fn faster(evidence: &Evidence, muscle: &Muscle, run: &Conditions) -> Option<Self> {
        let speed = Speed::from_m_per_s(run.speed().m_per_s() * FASTER).ok()?;
        Self::of(evidence, muscle, &run.with_speed(speed))
    }

    /// Which way each goes towards another: `each step +9 %, a kilometre -14 %`.
    pub(crate) fn towards(&self, other: &Self) -> String {
        format!(
            "each step {}, a kilometre {}",
            change(other.step_bw / self.step_bw),
            change(other.kilometre_bw_s / self.kilometre_bw_s)
        )
    }

    /// Both in words.
    fn sentence(&self, muscle: &Muscle, mass: Option<Mass>, on_average: &str) -> String {
        let kilometre = match mass {
            Some(mass) => {
                let kn_s = BodyWeights(self.kilometre_bw_s).of(mass).0 / 1000.0;
                format!("{} kN·s", grouped(kn_s))
            }
            None => format!("{} body weights · s", grouped(self.kilometre_bw_s)),
        };
        format!(
            "{}: each step bears {} times body weight{on_average}, and a kilometre adds up to {kilometre} in one leg.",
            muscle.short_name(),
            fixed(self.step_bw, 2)
        )
    }
}

/// Both sides of a run, and which way each goes a tenth faster.
pub(crate) fn of_run(evidence: &Evidence, muscle: &Muscle, run: &Conditions) -> Option<String> {
    let here = StepAndKilometre::of(evidence, muscle, run)?;
    let words = here.sentence(muscle, run.mass(), "");
    Some(match StepAndKilometre::faster(evidence, muscle, run) {
        Some(faster) => format!("{words} A tenth faster: {}.", here.towards(&faster)),
        None => words,
    })
}

/// Both sides of a recorded run, on average.
pub(crate) fn of_recorded(both: &StepAndKilometre, muscle: &Muscle, mass: Option<Mass>) -> String {
    let words = both.sentence(muscle, mass, " on average");
    format!(
        "{words} At a quicker pace each step bears more and, of most muscles, a kilometre less."
    )
}
