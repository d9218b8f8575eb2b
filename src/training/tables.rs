//! All tables of training together: the program's own, or others of the same shape.

use std::borrow::Cow;

use super::cell::Reader;
use super::rows::{
    Capacity, Cue, Exercise, GroundForce, InjurySite, LongestSession, NamedExercise, ReturnRow,
    TrunkRow,
};
use crate::evidence::{Evidence, Fault, StudyRef};
use crate::muscle::Muscle;
use crate::spelling::List;

/// What `soleus` and the other muscles pull on, by the keys of both.
const PULLS_ON: [(&str, &str); 4] = [
    ("soleus", "achilles"),
    ("gastrocnemius", "achilles"),
    ("quadriceps", "patellar_tendon"),
    ("quadriceps", "patellofemoral_joint"),
];

/// All tables together.
#[derive(Debug, Clone, Default)]
pub struct Training {
    pub(crate) studies: List<StudyRef>,
    pub(crate) exercises: List<Exercise>,
    pub(crate) named_exercises: List<NamedExercise>,
    pub(crate) cues: List<Cue>,
    pub(crate) capacity: List<Capacity>,
    pub(crate) injury_sites: List<InjurySite>,
    pub(crate) longest_session: List<LongestSession>,
    pub(crate) return_to_run: List<ReturnRow>,
    pub(crate) trunk: List<TrunkRow>,
    pub(crate) ground_force: List<GroundForce>,
}

impl Training {
    /// Reads tables of the same shape from elsewhere: `table` is asked for the text of each, or for why there is none.
    ///
    /// # Errors
    /// With every fault of every table.
    pub fn read(
        evidence: &Evidence,
        table: impl Fn(&'static str) -> Result<Cow<'static, str>, String>,
    ) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::with_studies(evidence, &table);
        let training = Self {
            exercises: reader.rows(&table),
            named_exercises: reader.rows(&table),
            cues: reader.rows(&table),
            capacity: reader.rows(&table),
            injury_sites: reader.rows(&table),
            longest_session: reader.rows(&table),
            return_to_run: reader.rows(&table),
            trunk: reader.rows(&table),
            ground_force: reader.rows(&table),
            studies: reader.studies.iter().cloned().collect(),
        };
        if reader.faults.is_empty() { Ok(training) } else { Err(reader.faults) }
    }

    /// How many rows each table has, in the words of a check.
    #[must_use]
    pub fn counts(&self) -> [(usize, &'static str); 9] {
        [
            (self.studies.len(), "studies of training"),
            (self.exercises.len(), "figures of exercises"),
            (self.named_exercises.len(), "exercises and 5 cues of articles"),
            (self.capacity.len(), "figures of strength tests"),
            (self.injury_sites.len(), "figures of injuries"),
            (self.longest_session.len(), "hazards of longer sessions"),
            (self.return_to_run.len(), "phases and rules of returns to running"),
            (self.trunk.len(), "findings on trunk muscles"),
            (self.ground_force.len(), "ground forces"),
        ]
    }
}

/// The keys that rows may be filed under which concern a muscle: its own, its parts', its group's, and what it pulls on.
pub(crate) fn related<'e>(evidence: &'e Evidence, muscle: &'e Muscle) -> Vec<&'e str> {
    let parts = evidence.muscles().parts(muscle).map(Muscle::key);
    let mut keys: Vec<&str> =
        std::iter::once(muscle.key()).chain(parts).chain(muscle.part_of()).collect();
    let pulled = PULLS_ON.iter().filter(|(pulling, _)| keys.contains(pulling)).map(|(_, on)| *on);
    let pulled: Vec<&str> = pulled.collect();
    keys.extend(pulled);
    keys
}
