//! What is kept of a run: its beginning, its length, and what each muscle bore, in little memory and without a body mass.

use jiff::civil::DateTime;
use serde_json::{Value, json};

use crate::answer::run::RecordedRun;
use crate::conditions::Conditions;
use crate::evidence::Evidence;
use crate::model::{self, Stepping};
use crate::muscle::Muscle;
use crate::number::single;
use crate::spelling::keywords;
use crate::units::{Mass, RunLength};

keywords! {
    /// What a run was read from; a recording tells more than a row, and a format of more values than one of fewer.
    #[derive(PartialOrd, Ord, Default)]
    pub enum RunOrigin of "origin" {
        /// A FIT file.
        Fit = "fit",
        /// A TCX file.
        Tcx = "tcx",
        /// A GPX file.
        Gpx = "gpx",
        /// A row of a training log.
        #[default]
        Log = "log",
    }
}

/// When a run began.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum RunStart {
    /// A moment, s since 1970-01-01T00:00:00Z, and by how much the clock of the place was ahead, where the file says so, s.
    Moment(f64, Option<i32>),
    /// What the clock of the place showed.
    Clock(DateTime),
}

/// What one muscle bore in a run, in body weights: a mass is put to it later.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct SessionLoad {
    /// The impulse of all steps of one leg, body weight · s; `None` where nobody published a duration.
    pub impulse_bw_s: Option<f64>,
    /// The highest peak force, body weights; `None` where nobody published a force, or nobody ran.
    pub peak_bw: Option<f64>,
    /// When the highest peak came, s since the beginning.
    pub peak_at_s: f64,
    /// What of the impulse came on falling ground, body weight · s; `None` where no altitude is known either.
    pub downhill_bw_s: Option<f64>,
}

/// What each muscle bore in a run, in the order of those asked for, in little memory: what is not known is below zero.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SessionLoads {
    figures: Box<[[f64; 2]]>,
    /// When the peak came, in whole seconds, and the impulse downhill; none of a row of a log.
    recorded: Box<[[f32; 2]]>,
}

impl SessionLoads {
    pub(super) fn impulse_bw_s(&self, muscle: usize) -> Option<f64> {
        known(self.figures.get(muscle)?[0])
    }

    pub(super) fn peak_bw(&self, muscle: usize) -> Option<f64> {
        known(self.figures.get(muscle)?[1])
    }

    /// What a muscle bore.
    #[must_use]
    pub fn get(&self, muscle: usize) -> Option<SessionLoad> {
        self.figures.get(muscle)?;
        let [at_s, downhill] = self.recorded.get(muscle).copied().unwrap_or([0.0, -1.0]);
        Some(SessionLoad {
            impulse_bw_s: self.impulse_bw_s(muscle),
            peak_bw: self.peak_bw(muscle),
            peak_at_s: f64::from(at_s),
            downhill_bw_s: known(f64::from(downhill)),
        })
    }
}

fn known(figure: f64) -> Option<f64> {
    (figure >= 0.0).then_some(figure)
}

impl From<Vec<SessionLoad>> for SessionLoads {
    fn from(loads: Vec<SessionLoad>) -> Self {
        let figures = loads.iter().map(|load| {
            let figures = [load.impulse_bw_s, load.peak_bw];
            figures.map(|figure| figure.unwrap_or(-1.0))
        });
        let is_recorded = |load: &SessionLoad| load.peak_at_s > 0.0 || load.downhill_bw_s.is_some();
        let are_recorded = loads.iter().any(is_recorded);
        let recorded = loads
            .iter()
            .filter(|_| are_recorded)
            .map(|load| [load.peak_at_s.floor(), load.downhill_bw_s.unwrap_or(-1.0)].map(single));
        Self { figures: figures.collect(), recorded: recorded.collect() }
    }
}

/// What is kept of a run.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct SessionSummary {
    /// What it was read from, such as the path of a file.
    pub name: String,
    /// The kind of that.
    pub origin: RunOrigin,
    /// Who ran, where the row says so.
    pub athlete: Option<String>,
    /// The name of the recorded file that the row names.
    pub recording: Option<String>,
    /// When it began; `None` where nothing says so.
    pub start: Option<RunStart>,
    /// The body mass that the file says, kg.
    pub mass_kg: Option<f64>,
    /// The distance covered in any way, m.
    pub distance_m: f64,
    /// Time on the move, s.
    pub seconds: f64,
    /// Ascent, m, by altitude or as a row of a log says; `None` where neither does.
    pub ascent_m: Option<f64>,
    /// What each muscle bore, in the order of those asked for.
    pub loads: SessionLoads,
}

impl SessionSummary {
    /// A recorded run from a file of that name.
    #[must_use]
    pub fn recorded(run: &RecordedRun<'_>, name: &str) -> Self {
        use crate::activity::FileFormat;
        let track = &run.track;
        let mut loads = vec![SessionLoad::default(); run.muscles.len()];
        for row in &run.rows {
            let load = run.load(row);
            loads[row.index] = SessionLoad {
                impulse_bw_s: load.cumulative_bw_s,
                peak_bw: load.highest.as_ref().map(|highest| highest.peak_bw),
                peak_at_s: load.highest.as_ref().map_or(0.0, |highest| highest.at_s),
                downhill_bw_s: load.downhill_bw_s().filter(|_| track.has_altitude),
            };
        }
        Self {
            name: name.to_owned(),
            origin: match track.format {
                FileFormat::Fit => RunOrigin::Fit,
                FileFormat::Tcx => RunOrigin::Tcx,
                FileFormat::Gpx => RunOrigin::Gpx,
            },
            start: track.start_s.map(|start_s| RunStart::Moment(start_s, track.utc_offset_s)),
            mass_kg: track.mass.map(Mass::kilograms),
            distance_m: run.whole.distance_m(),
            seconds: run.whole.moving_s(),
            ascent_m: track.has_altitude.then_some(run.whole.ascent_m),
            loads: loads.into(),
            ..Self::default()
        }
    }

    /// All of it as JSON, to be read again by [`Self::of_json`].
    #[must_use]
    pub fn to_json(&self) -> Value {
        let start = match &self.start {
            Some(RunStart::Moment(seconds, offset_s)) => json!([seconds, offset_s]),
            Some(RunStart::Clock(time)) => json!(time.to_string()),
            None => Value::Null,
        };
        json!([
            self.name,
            self.origin.key(),
            self.athlete,
            self.recording,
            start,
            self.mass_kg,
            self.distance_m,
            self.seconds,
            self.ascent_m,
            self.loads.figures,
            self.loads.recorded
        ])
    }

    /// What was kept as JSON; `None` where it is anything else.
    #[must_use]
    pub fn of_json(json: &Value) -> Option<Self> {
        let text = |place: usize| json[place].as_str().map(str::to_owned);
        let pairs = |place: usize| {
            let pairs = json[place].as_array()?.iter();
            pairs
                .map(|pair| Some([pair[0].as_f64()?, pair[1].as_f64()?]))
                .collect::<Option<Vec<_>>>()
        };
        let recorded = pairs(10)?.into_iter().map(|pair| pair.map(single));
        let offset_s = json[4][1].as_i64().and_then(|offset| i32::try_from(offset).ok());
        Some(Self {
            name: text(0)?,
            origin: text(1)?.parse().ok()?,
            athlete: text(2),
            recording: text(3),
            start: match &json[4] {
                Value::String(time) => Some(RunStart::Clock(time.parse().ok()?)),
                moment => moment[0].as_f64().map(|seconds| RunStart::Moment(seconds, offset_s)),
            },
            mass_kg: json[5].as_f64(),
            distance_m: json[6].as_f64()?,
            seconds: json[7].as_f64()?,
            ascent_m: json[8].as_f64(),
            loads: SessionLoads { figures: pairs(9)?.into(), recorded: recorded.collect() },
        })
    }

    /// Whether its gradients are known.
    pub(super) fn has_altitude(&self) -> bool {
        self.origin != RunOrigin::Log && self.ascent_m.is_some()
    }

    /// A run of a training log, at one speed throughout; `None` where the steps cannot be, or nothing says how long it was.
    #[must_use]
    pub fn logged(
        evidence: &Evidence,
        muscles: &[&Muscle],
        run: &Conditions,
        length: RunLength,
        name: &str,
    ) -> Option<Self> {
        let stepping = Stepping::of(evidence, run).ok()?;
        let strides = stepping.strides(length, run.speed());
        let loads = muscles.iter().map(|muscle| {
            let load = model::load(evidence, muscle, run);
            SessionLoad {
                impulse_bw_s: load
                    .as_ref()
                    .and_then(|load| Some(load.impulse()?.value().0 * strides)),
                peak_bw: load.map(|load| load.peak().value().0),
                ..SessionLoad::default()
            }
        });
        let seconds = length.seconds(run.speed());
        Some(Self {
            name: name.to_owned(),
            origin: RunOrigin::Log,
            mass_kg: run.mass().map(Mass::kilograms),
            distance_m: match length {
                RunLength::Distance(distance) => distance.metres(),
                RunLength::Duration(_) => seconds * run.speed().m_per_s(),
            },
            seconds,
            loads: loads.collect::<Vec<_>>().into(),
            ..Self::default()
        })
    }
}
