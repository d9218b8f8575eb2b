//! The rows of the tables, one type each, as the tables have them.

use std::sync::Arc;

use super::cell::{MuscleKeys, ReadCell, Reader, TableRow};
use crate::evidence::{DoiCheck, Evidence, Grade, Reading, Study, StudyRef};
use crate::spelling::{List, Text, keywords};

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
        key: Text, authors: Option<Text>, year: Option<u32>, title: Text, published_in: Text,
        doi: Option<Text>, doi_checked: Option<Text>, participants: Option<u32>, surface: Option<Text>,
        method: Option<Text>, access: Text,
    }
}

table! {
    /// A figure of an exercise, or of running or walking in the same study.
    Exercise in "exercises.csv" {
        exercise: Text, activity: Doing, load: Option<Text>, muscle: MuscleKeys, part: Option<Text>,
        kind: FigureKind, quantity: Text, low: Option<f64>, value: Option<f64>, high: Option<f64>, sd: Option<f64>,
        unit: Text, participants: Option<u32>, population: Option<Text>, study: StudyRef, locus: Text,
        reading: Reading, grade: Grade, note: Option<Text>,
    }
}

table! {
    /// An exercise that articles name, and the rows of `exercises.csv` with a figure of it.
    NamedExercise in "named_exercises.csv" {
        exercise: Text, muscle: MuscleKeys, figures: List<Text>, named_by: Text, note: Option<Text>,
    }
}

table! {
    /// An advice on how to run that articles give.
    Cue in "cues.csv" {
        cue: Text, effect: Option<Text>, change: Option<Text>, borne_out: BorneOut, named_by: Text, note: Text,
    }
}

table! {
    /// A figure of a strength test.
    Capacity in "capacity.csv" {
        test: Text, name: Text, muscle: MuscleKeys, sex: Option<Sex>, age_low: Option<f64>, age_high: Option<f64>,
        group: Option<Text>, measure: Measure, statistic: Text, low: Option<f64>, value: Option<f64>,
        high: Option<f64>, per_year: Option<f64>, if_male: Option<f64>, sd: Option<f64>, unit: Option<Text>,
        participants: Option<u32>, population: Option<Text>, study: StudyRef, locus: Text, reading: Reading,
        grade: Grade, note: Option<Text>,
    }
}

table! {
    /// How often what is injured.
    InjurySite in "injury_sites.csv" {
        population: Text, statistic: Text, site: Text, structure: Text, muscle: MuscleKeys, low: Option<f64>,
        value: Option<f64>, high: Option<f64>, unit: Text, participants: Option<u32>, study: StudyRef, locus: Text,
        reading: Reading, grade: Grade, note: Option<Text>,
    }
}

table! {
    /// How the risk of injury went with the length of a session.
    LongestSession in "longest_session.csv" {
        exposure: Text, class: Option<Text>, increase_over_pct: Option<f64>, increase_to_pct: Option<f64>,
        outcome: Text, measure: Text, value: f64, ci_low: Option<f64>, ci_high: Option<f64>, p: Option<Text>,
        participants: Option<u32>, study: StudyRef, locus: Text, reading: Reading, grade: Grade, note: Option<Text>,
    }
}

table! {
    /// A phase of a programme, or a rule of all its phases.
    ReturnRow in "return_to_run.csv" {
        programme: Text, structure: Text, phase: Option<u32>, walk_min: Option<f64>, run_min: Option<f64>,
        total: Option<f64>, unit: Option<Text>, run_mph: Option<f64>, walk_mph: Option<f64>, terrain: Option<Text>,
        intensity: Option<Text>, rule: Option<Text>, study: StudyRef,
        locus: Text, reading: Reading, grade: Grade, note: Option<Text>,
    }
}

table! {
    /// What is known of a trunk muscle in running: findings, no force.
    TrunkRow in "trunk.csv" {
        muscle: MuscleKeys, part: Text, condition: Text, kind: Text, quantity: Text, finding: Option<Text>,
        low: Option<f64>, value: Option<f64>, high: Option<f64>, sd: Option<f64>, unit: Option<Text>,
        participants: Option<u32>, study: StudyRef, locus: Text, reading: Reading, grade: Grade, note: Option<Text>,
    }
}

table! {
    /// What the ground bears.
    GroundForce in "ground_force.csv" {
        quantity: Text, population: Text, speed_low_m_s: Option<f64>, speed_high_m_s: Option<f64>, low: Option<f64>,
        value: Option<f64>, high: Option<f64>, per_m_s: Option<f64>, sd: Option<f64>, unit: Text,
        participants: Option<u32>, study: StudyRef, locus: Text, reading: Reading, grade: Grade, note: Option<Text>,
    }
}

impl StudyRow {
    /// The study: that of the evidence where it is there too, else one of that number.
    pub(super) fn study(self, evidence: &Evidence, index: usize) -> StudyRef {
        if let Some(study) = evidence.study(&self.key) {
            return study.clone();
        }
        let checked = self.doi_checked;
        StudyRef::Read(Arc::new(Study {
            index,
            key: self.key,
            authors: self.authors.unwrap_or_default(),
            year: self.year.and_then(|year| u16::try_from(year).ok()),
            title: self.title,
            published_in: self.published_in,
            doi: self.doi,
            doi_checked: DoiCheck::ALL
                .into_iter()
                .find(|word| checked.as_deref() == Some(word.key())),
            participants: self.participants,
            surface: self.surface.unwrap_or_default(),
            method: self.method.unwrap_or_default(),
            access: self.access,
        }))
    }
}
