//! The rows of the tables, one type each, as the tables have them.

use std::borrow::Cow;
use std::sync::Arc;

use super::cell::{MuscleKeys, ReadCell, Reader, TableRow};
use crate::evidence::{DoiCheck, Evidence, Grade, Reading, Study, StudyRef};
use crate::spelling::{Text, keywords};

keywords! {
    /// What somebody did while a figure was measured.
    pub enum Doing {
        /// An exercise.
        Exercise = "exercise",
        /// Running, for comparison.
        Running = "running",
        /// Walking, for comparison.
        Walking = "walking",
    }
}

keywords! {
    /// What a figure of a strength test is.
    pub enum Measure {
        /// The median, and below it what one in forty does not reach.
        Norm = "norm",
        /// The median.
        Median = "median",
        /// The mean, with the standard deviation of people where it is published.
        Mean = "mean",
        /// The mean by age and sex.
        Equation = "equation",
        /// Where the mean of people lies with 95 % certainty: not where people lie.
        MeanInterval = "mean_interval",
        /// How far two tests of one person lie apart by chance.
        Agreement = "agreement",
        /// The least change that is more than chance.
        DetectableChange = "detectable_change",
        /// The weaker leg over the stronger that the healthy reach.
        Symmetry = "symmetry",
        /// A ratio that somebody calls normal.
        Ratio = "ratio",
        /// Limits of poor, average and good.
        Class = "class",
        /// How much less people with a complaint manage.
        Deficit = "deficit",
        /// A finding in words.
        Finding = "finding",
    }
}

keywords! {
    /// Whether the tables bear an advice out.
    pub enum BorneOut {
        /// They do.
        Yes = "yes",
        /// A part of it.
        InPart = "in part",
        /// Nobody published a figure.
        No = "no",
    }
}

keywords! {
    /// What a figure of an exercise is a figure of.
    pub enum FigureKind {
        /// The pull of a muscle or tendon.
        Force = "force",
        /// The force on a joint.
        JointForce = "joint_force",
        /// A weighted sum of peak, impulse and rate, 0 to 1.
        Index = "index",
        /// How active a muscle is.
        Activation = "activation",
        /// How fast a force rises.
        Rate = "rate",
        /// The turning force about a joint.
        Moment = "moment",
        /// How much a muscle grew in training.
        Growth = "growth",
        /// How much a figure changes with the load of the exercise.
        Change = "change",
        /// How long the foot is on the ground.
        ContactTime = "contact_time",
    }
}

impl FigureKind {
    /// The name in running text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JointForce => "force on the joint",
            Self::ContactTime => "contact time",
            other => other.key(),
        }
    }
}

keywords! {
    /// Whom a figure is of.
    pub enum Sex {
        /// Women.
        Female = "female",
        /// Men.
        Male = "male",
        /// Both together.
        Both = "both",
    }
}

/// Closed lists of words.
macro_rules! words {
    ($($Word:ty),+) => { $(impl ReadCell for $Word {
        fn read(text: &str, _: &Reader<'_>) -> Result<Self, String> {
            let word = Self::ALL.into_iter().find(|word| word.key() == text);
            word.ok_or_else(|| Self::ALL.map(Self::key).join(", "))
        }
    })+ };
}

words!(Reading, Grade, FigureKind, Measure, Sex, Doing, BorneOut);

/// A row and how it is read: each field is the column of its name.
macro_rules! table {
    ($(#[$meta:meta])* $Row:ident in $file:literal { $($field:ident: $Type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        #[allow(clippy::struct_field_names)] // a column has the name that it has
        #[allow(dead_code)] // a table holds what a reader of it asks for, not only what the program does
        pub(crate) struct $Row { $(pub(crate) $field: $Type,)+ }

        impl TableRow for $Row {
            const FILE: &'static str = concat!("training/", $file);
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            fn of_cells<'c>(cell: impl Fn(usize) -> &'c str, reader: &Reader<'_>) -> Result<Self, (usize, String)> {
                let mut columns = 0..;
                $(
                    let column = columns.next().unwrap_or_default();
                    let $field = <$Type>::read(cell(column), reader).map_err(|accepted| (column, accepted))?;
                )+
                Ok(Self { $($field,)+ })
            }
        }
    };
}

table! {
    /// A study.
    StudyRow in "studies.csv" {
        key: String, authors: Option<String>, year: Option<u32>, title: String, published_in: String,
        doi: Option<String>, doi_checked: Option<String>, participants: Option<u32>, surface: Option<String>,
        method: Option<String>, access: String,
    }
}

table! {
    /// A figure of an exercise, or of running or walking in the same study.
    Exercise in "exercises.csv" {
        exercise: String, activity: Doing, load: Option<String>, muscle: MuscleKeys, part: Option<String>,
        kind: FigureKind, quantity: String, low: Option<f64>, value: Option<f64>, high: Option<f64>, sd: Option<f64>,
        unit: String, participants: Option<u32>, population: Option<String>, study: StudyRef, locus: String,
        reading: Reading, grade: Grade, note: Option<String>,
    }
}

table! {
    /// An exercise that articles name, and the rows of `exercises.csv` with a figure of it.
    NamedExercise in "named_exercises.csv" {
        exercise: String, muscle: MuscleKeys, figures: Vec<String>, named_by: String, note: Option<String>,
    }
}

table! {
    /// An advice on how to run that articles give.
    Cue in "cues.csv" {
        cue: String, effect: Option<String>, change: Option<String>, borne_out: BorneOut, named_by: String, note: String,
    }
}

table! {
    /// A figure of a strength test.
    Capacity in "capacity.csv" {
        test: String, name: String, muscle: MuscleKeys, sex: Option<Sex>, age_low: Option<f64>, age_high: Option<f64>,
        group: Option<String>, measure: Measure, statistic: String, low: Option<f64>, value: Option<f64>,
        high: Option<f64>, per_year: Option<f64>, if_male: Option<f64>, sd: Option<f64>, unit: Option<String>,
        participants: Option<u32>, population: Option<String>, study: StudyRef, locus: String, reading: Reading,
        grade: Grade, note: Option<String>,
    }
}

table! {
    /// How often what is injured.
    InjurySite in "injury_sites.csv" {
        population: String, statistic: String, site: String, structure: String, muscle: MuscleKeys, low: Option<f64>,
        value: Option<f64>, high: Option<f64>, unit: String, participants: Option<u32>, study: StudyRef, locus: String,
        reading: Reading, grade: Grade, note: Option<String>,
    }
}

table! {
    /// How the risk of injury went with the length of a session.
    LongestSession in "longest_session.csv" {
        exposure: String, class: Option<String>, increase_over_pct: Option<f64>, increase_to_pct: Option<f64>,
        outcome: String, measure: String, value: f64, ci_low: Option<f64>, ci_high: Option<f64>, p: Option<String>,
        participants: Option<u32>, study: StudyRef, locus: String, reading: Reading, grade: Grade, note: Option<String>,
    }
}

table! {
    /// A phase of a programme, or a rule of all its phases.
    ReturnRow in "return_to_run.csv" {
        programme: String, structure: String, phase: Option<u32>, walk_min: Option<f64>, run_min: Option<f64>,
        total: Option<f64>, unit: Option<String>, run_mph: Option<f64>, walk_mph: Option<f64>, terrain: Option<String>,
        intensity: Option<String>, rule: Option<String>, study: StudyRef,
        locus: String, reading: Reading, grade: Grade, note: Option<String>,
    }
}

table! {
    /// What is known of a trunk muscle in running: findings, no force.
    TrunkRow in "trunk.csv" {
        muscle: MuscleKeys, part: String, condition: String, kind: String, quantity: String, finding: Option<String>,
        low: Option<f64>, value: Option<f64>, high: Option<f64>, sd: Option<f64>, unit: Option<String>,
        participants: Option<u32>, study: StudyRef, locus: String, reading: Reading, grade: Grade, note: Option<String>,
    }
}

table! {
    /// What the ground bears.
    GroundForce in "ground_force.csv" {
        quantity: String, population: String, speed_low_m_s: Option<f64>, speed_high_m_s: Option<f64>, low: Option<f64>,
        value: Option<f64>, high: Option<f64>, per_m_s: Option<f64>, sd: Option<f64>, unit: String,
        participants: Option<u32>, study: StudyRef, locus: String, reading: Reading, grade: Grade, note: Option<String>,
    }
}

impl StudyRow {
    /// The study, that of the evidence where it is there too.
    pub(super) fn study(self, evidence: &Evidence) -> StudyRef {
        if let Some(study) = evidence.study(&self.key) {
            return study.clone();
        }
        let text = |cell: String| Text(Cow::Owned(cell));
        let checked = self.doi_checked.as_deref();
        StudyRef::Read(Arc::new(Study {
            index: 0,
            key: text(self.key),
            authors: text(self.authors.unwrap_or_default()),
            year: self.year.and_then(|year| u16::try_from(year).ok()),
            title: text(self.title),
            published_in: text(self.published_in),
            doi: self.doi.map(text),
            doi_checked: DoiCheck::ALL.into_iter().find(|check| Some(check.key()) == checked),
            participants: self.participants,
            surface: text(self.surface.unwrap_or_default()),
            method: text(self.method.unwrap_or_default()),
            access: text(self.access),
        }))
    }
}
