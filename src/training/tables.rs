//! All tables of training together: the program's own, or others of the same shape.

use std::borrow::Cow;

use super::cell::Reader;
use super::rows::{
    Capacity, Cue, Exercise, GroundForce, InjurySite, LongestSession, NamedExercise, ReturnRow,
    TrunkRow,
};
use crate::evidence::{Evidence, Fault, StudyRef};
use crate::muscle::Muscle;

/// The names of the tables and their texts, below the folder `training`.
const EMBEDDED: [(&str, &str); 10] = [
    ("training/studies.csv", include_str!("../../data/training/studies.csv")),
    ("training/exercises.csv", include_str!("../../data/training/exercises.csv")),
    ("training/named_exercises.csv", include_str!("../../data/training/named_exercises.csv")),
    ("training/cues.csv", include_str!("../../data/training/cues.csv")),
    ("training/capacity.csv", include_str!("../../data/training/capacity.csv")),
    ("training/injury_sites.csv", include_str!("../../data/training/injury_sites.csv")),
    ("training/longest_session.csv", include_str!("../../data/training/longest_session.csv")),
    ("training/return_to_run.csv", include_str!("../../data/training/return_to_run.csv")),
    ("training/trunk.csv", include_str!("../../data/training/trunk.csv")),
    ("training/ground_force.csv", include_str!("../../data/training/ground_force.csv")),
];

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
    pub(crate) studies: Vec<StudyRef>,
    pub(crate) exercises: Vec<Exercise>,
    pub(crate) named_exercises: Vec<NamedExercise>,
    pub(crate) cues: Vec<Cue>,
    pub(crate) capacity: Vec<Capacity>,
    pub(crate) injury_sites: Vec<InjurySite>,
    pub(crate) longest_session: Vec<LongestSession>,
    pub(crate) return_to_run: Vec<ReturnRow>,
    pub(crate) trunk: Vec<TrunkRow>,
    pub(crate) ground_force: Vec<GroundForce>,
}

/// The name and text of each table that comes with the program.
pub fn tables() -> impl Iterator<Item = (&'static str, &'static str)> {
    EMBEDDED.into_iter()
}

/// The text of a table that comes with the program.
///
/// # Errors
/// Empty, where there is no table of that name.
pub fn embedded(name: &'static str) -> Result<Cow<'static, str>, String> {
    let table = tables().find(|(embedded, _)| *embedded == name);
    table.map(|(_, text)| Cow::Borrowed(text)).ok_or_else(String::new)
}

impl Training {
    /// The tables that come with the program.
    ///
    /// # Errors
    /// With every fault of every table; a test holds that there is none.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        Self::read(crate::embedded::evidence(), embedded)
    }

    /// The table of trunk muscles alone, the others empty: all that [`tell_trunk`] needs, in a fraction of the time.
    ///
    /// # Errors
    /// With every fault of that table and of the one of studies.
    ///
    /// [`tell_trunk`]: crate::answer::calculate::Report::tell_trunk
    pub fn read_trunk(
        evidence: &Evidence,
        table: impl Fn(&'static str) -> Result<Cow<'static, str>, String>,
    ) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::with_studies(evidence, &table);
        let trunk = reader.rows(&table);
        reader.finish(Self { trunk, ..Self::default() })
    }

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
            studies: reader.studies.clone(),
        };
        reader.finish(training)
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
