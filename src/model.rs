//! Inference: from what was measured to what a muscle bears in this run. The only place that multiplies evidence.
//!
//! Each figure keeps the rows it was made of ([`Estimate::anchor`], [`Estimate::factors`]), so that it can be explained
//! and its sources named. What nobody measured changes nothing and is said ([`Origin::NoFigure`]); what lies beyond what was
//! measured on groups of runners is marked, with what it rests on ([`Estimate::extrapolations`]).
//!
//! The peaks are those of one step by models of groups of runners: no measurement of this runner, no forecast of
//! injury, no medical advice.

mod compiled;
mod estimate;
mod factor;
mod inverse;
mod rank;

use crate::conditions::Conditions;
use crate::evidence::{Effect, Evidence, MuscleEvidence, Quantity};
use crate::muscle::{Muscle, Phase};
use crate::number::fixed;
use crate::units::{
    BodyWeightSeconds, BodyWeights, QuantityError, RunLength, Speed, StepRate, StepsPerMinute,
};

pub use compiled::sql::query as sql_query;
pub(crate) use compiled::{Compiled, Scratch};
pub use estimate::Estimate;
pub(crate) use factor::OperatingPoint;
pub use factor::{Extrapolation, Factor, Origin};
pub use inverse::{Bound, PeakAlong};
pub(crate) use rank::{Disputes, ranking};
pub use rank::{Rank, RankFigure, ranks};

use estimate::{Inputs, Quality};

/// What one muscle bears in a run.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct MuscleLoad<'e> {
    /// The muscle.
    pub muscle: &'e Muscle,
    tables: &'e MuscleEvidence,
    place: OperatingPoint,
    phase: Phase,
    peak: Estimate<'e, BodyWeights>,
}

impl<'e> MuscleLoad<'e> {
    /// The phase with the largest peak.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The largest peak force of the stride.
    #[must_use]
    pub fn peak(&self) -> Estimate<'e, BodyWeights> {
        self.peak
    }

    /// The peak force in one phase, where one is known.
    #[must_use]
    pub fn peak_in(&self, phase: Phase) -> Option<Estimate<'e, BodyWeights>> {
        peak(self.tables, phase, Quantity::Peak, self.place)
    }

    /// The phase whose peak makes the impulse.
    #[must_use]
    pub fn impulse_phase(&self) -> Option<Phase> {
        Some(self.tables.duration.as_ref()?.0)
    }

    /// The impulse of one stride of one leg, where durations are known.
    #[must_use]
    pub fn impulse(&self) -> Option<Estimate<'e, BodyWeightSeconds>> {
        let (phase, durations) = self.tables.duration.as_ref()?;
        let at = durations.at(self.place.x(Effect::Speed))?;
        let peak = peak(self.tables, *phase, Quantity::Impulse, self.place)?;
        Some(peak.lasting(at))
    }
}

/// What every muscle with a known force bears in a run, in the order of the table of muscles.
///
/// ```
/// use musclerun::conditions::Conditions;
/// use musclerun::units::{Mass, Speed};
///
/// let evidence = musclerun::embedded::evidence();
/// let run = Conditions::new(Speed::from_m_per_s(3.5)?);
/// let loads = musclerun::model::loads(evidence, &run);
/// let soleus = loads.iter().find(|load| load.muscle.key() == "soleus").expect("the soleus bears load");
/// assert_eq!(soleus.peak().value().0, 6.7);
/// assert_eq!(soleus.peak().value().of(Mass::from_kilograms(70.0)?).0.round(), 4599.0);
/// # Ok::<(), musclerun::units::QuantityError>(())
/// ```
#[must_use]
pub fn loads<'e>(evidence: &'e Evidence, run: &Conditions) -> Vec<MuscleLoad<'e>> {
    let place = operating_point(evidence, run);
    evidence.muscles().iter().filter_map(|muscle| muscle_load(evidence, muscle, place)).collect()
}

/// What one muscle bears in a run; `None` where nobody published its force.
#[must_use]
pub fn load<'e>(
    evidence: &'e Evidence,
    muscle: &'e Muscle,
    run: &Conditions,
) -> Option<MuscleLoad<'e>> {
    muscle_load(evidence, muscle, operating_point(evidence, run))
}

/// The peak force of one muscle in one phase of a run; `None` where nobody published it.
#[must_use]
pub fn peak_in<'e>(
    evidence: &'e Evidence,
    muscle: &Muscle,
    phase: Phase,
    run: &Conditions,
) -> Option<Estimate<'e, BodyWeights>> {
    peak(evidence.of(muscle), phase, Quantity::Peak, operating_point(evidence, run))
}

fn muscle_load<'e>(
    evidence: &'e Evidence,
    muscle: &'e Muscle,
    place: OperatingPoint,
) -> Option<MuscleLoad<'e>> {
    let tables = evidence.of(muscle);
    // peak(m) = the largest of its phases, and that phase is named
    let (phase, peak) = Phase::ALL
        .into_iter()
        .filter_map(|phase| Some((phase, peak(tables, phase, Quantity::Peak, place)?)))
        .reduce(|best, next| if next.1.value().0 > best.1.value().0 { next } else { best })?;
    Some(MuscleLoad { muscle, tables, place, phase, peak })
}

/// How good the largest peak of a muscle at a place is; `None` where nobody published its force.
pub(crate) fn quality(
    evidence: &Evidence,
    muscle: &Muscle,
    place: OperatingPoint,
) -> Option<Quality<BodyWeights>> {
    let load = muscle_load(evidence, muscle, place)?;
    Some(load.peak.quality())
}

/// The peak of a muscle in a phase, with the ratios of `quantity`.
fn peak(
    tables: &MuscleEvidence,
    phase: Phase,
    quantity: Quantity,
    place: OperatingPoint,
) -> Option<Estimate<'_, BodyWeights>> {
    let tables = &tables.phases[phase as usize];
    let anchor = tables.anchors.first()?;
    Some(Estimate::peak(Inputs { anchor, tables, quantity, place }))
}

/// Where a run lies on the axes of the evidence.
pub(crate) fn operating_point(evidence: &Evidence, run: &Conditions) -> OperatingPoint {
    let step_rate_pct = match run.step_rate() {
        StepRate::Typical => 100.0,
        StepRate::PercentOfTypical(percent) => percent.value(),
        StepRate::PerMinute(rate) => {
            100.0 * rate.value() / typical_step_rate_spm(evidence, run.speed()).0
        }
    };
    OperatingPoint::new(run, step_rate_pct)
}

/// The typical step rate at a speed, steps a minute, and the speed it is held at where that lies beyond the data.
pub(crate) fn typical_step_rate_spm(evidence: &Evidence, speed: Speed) -> (f64, Option<f64>) {
    // linear in speed, held outside; the table is never empty
    match evidence.strides().at(speed.m_per_s()) {
        Some(at) => (at.interpolate(|row| row.step_rate_spm), at.held_at()),
        None => (f64::NAN, None),
    }
}

/// How often somebody steps in a run.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Stepping {
    /// Steps of both legs a minute.
    pub step_rate: StepsPerMinute,
    /// What is typical at the speed, steps a minute.
    pub typical_spm: f64,
    /// The speed that the typical step rate is held at, m/s, where the run's lies beyond the data.
    pub typical_clamped_at_m_s: Option<f64>,
}

impl Stepping {
    /// The step rate of a run: as given, or what is typical at its speed.
    ///
    /// # Errors
    /// When a percentage of the typical step rate comes to fewer than 100 or more than 300 steps a minute.
    pub fn of(evidence: &Evidence, run: &Conditions) -> Result<Self, QuantityError> {
        let (typical_spm, typical_clamped_at_m_s) = typical_step_rate_spm(evidence, run.speed());
        let step_rate = match run.step_rate() {
            StepRate::PerMinute(rate) => rate,
            StepRate::Typical => StepsPerMinute::new(typical_spm)?,
            StepRate::PercentOfTypical(percent) => {
                let percent = percent.value();
                let found =
                    format!("{percent}% of {typical_spm}", typical_spm = fixed(typical_spm, 0));
                StepsPerMinute::checked(typical_spm * percent / 100.0, &found)?
            }
        };
        Ok(Self { step_rate, typical_spm, typical_clamped_at_m_s })
    }

    /// The step rate as a percentage of what is typical at the speed.
    #[must_use]
    pub fn percent_of_typical(&self) -> f64 {
        100.0 * self.step_rate.value() / self.typical_spm
    }

    /// Steps of both legs over a run.
    #[must_use]
    pub fn steps(&self, run_length: RunLength, speed: Speed) -> f64 {
        self.step_rate.value() * run_length.seconds(speed) / 60.0
    }

    /// Strides of one leg in a kilometre.
    pub(crate) fn strides_per_km(&self, speed: Speed) -> f64 {
        let minutes = 1000.0 / speed.m_per_s() / 60.0;
        // strides = step rate · time / 2
        self.step_rate.value() * minutes / 2.0
    }

    /// Strides of one leg over a run.
    #[must_use]
    pub fn strides(&self, run_length: RunLength, speed: Speed) -> f64 {
        // strides = step rate · time / 2
        self.steps(run_length, speed) / 2.0
    }
}
