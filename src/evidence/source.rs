//! Where a number comes from: the study, the place in it, how it was read, and how far to trust it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::spelling::{Text, keywords};

keywords! {
    /// How we came by a number.
    pub enum Reading of "reading" {
        /// Read in the paper itself, its abstract or its table.
        Printed = "printed",
        /// Somebody else quotes the paper, which was not readable.
        Quoted = "quoted",
        /// Worked out for this project from public measurements.
        Computed = "computed",
        /// Arithmetic on other rows, said in the note.
        Derived = "derived",
    }
}

keywords! {
    /// How far to trust a number; the later, the less.
    #[derive(PartialOrd, Ord)]
    pub enum Grade of "grade" {
        /// Peak force of that muscle in people, from a table that was read, and confirmed by an independent computation.
        A = "A",
        /// Printed, quoted or computed on a group of runners, and not contradicted by the better of the others.
        B = "B",
        /// A proxy (joint, activation), one runner, a quoted range, a value that depends on the model, or extrapolated.
        C = "C",
    }
}

keywords! {
    /// Whose change a row of the effects is; the later, the less it says of the force in a group of runners.
    #[derive(PartialOrd, Ord)]
    pub enum Basis of "basis" {
        /// That of a group of runners.
        Group = "group",
        /// Another quantity stands for the force.
        Proxy = "proxy",
        /// Second-hand.
        Quoted = "quoted",
        /// That of one runner.
        Single = "single",
    }
}

keywords! {
    /// Whether a DOI was looked up.
    pub enum DoiCheck {
        /// It was, and leads to the paper.
        Yes = "yes",
        /// It was not.
        No = "no",
        /// Somebody else gives it.
        SecondHand = "second-hand",
    }
}

/// A published study, data set or article.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Study {
    /// Its place in the table, from 0.
    pub(crate) index: usize,
    /// Short key, such as `lenhart2014`.
    pub key: Text,
    /// Authors, family name first; empty where none is named.
    pub authors: Text,
    /// Year of publication.
    pub year: Option<u16>,
    /// Title.
    pub title: Text,
    /// Journal with volume and pages, or web site.
    pub published_in: Text,
    /// Digital object identifier, without resolver.
    pub doi: Option<Text>,
    /// Whether the DOI was looked up.
    pub doi_checked: Option<DoiCheck>,
    /// How many people ran.
    pub participants: Option<u32>,
    /// What they ran on.
    pub surface: Text,
    /// How it was done.
    pub method: Text,
    /// What of it was readable to this project.
    pub access: Text,
}

impl Study {
    /// Authors and year as cited in running text: `Dorn TW et al. 2012`.
    #[must_use]
    pub fn short(&self) -> String {
        let mut authors = self.authors.split(", ");
        let first = authors.next().unwrap_or_default();
        let who = match (first, authors.next().is_some()) {
            ("", _) => self.title.to_string(),
            (first, true) => format!("{first} et al."),
            (first, false) => first.to_owned(),
        };
        match self.year {
            Some(year) => format!("{who} {year}"),
            None => who,
        }
    }

    /// The full citation.
    #[must_use]
    pub fn citation(&self) -> String {
        let who = match (&*self.authors, self.year) {
            ("", None) => String::new(),
            ("", Some(year)) => format!("{year}. "),
            (authors, None) => format!("{authors}. "),
            (authors, Some(year)) => format!("{authors} ({year}). "),
        };
        let stop = if self.title.ends_with(['?', '!', '.']) { "" } else { "." };
        format!("{who}{}{stop} {}", self.title, self.published_in)
    }
}

/// A study that many figures cite: of the embedded tables, or of tables read from elsewhere.
#[derive(Clone)]
#[non_exhaustive]
pub enum StudyRef {
    /// Of the embedded tables.
    Embedded(&'static Study),
    /// Of tables read from elsewhere.
    Read(Arc<Study>),
}

impl Deref for StudyRef {
    type Target = Study;

    fn deref(&self) -> &Study {
        match self {
            Self::Embedded(study) => study,
            Self::Read(study) => study,
        }
    }
}

impl fmt::Debug for StudyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StudyRef::Embedded(&STUDIES[{}])", self.index)
    }
}

/// Where a figure stands and how it was read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Source {
    /// The study.
    pub study: StudyRef,
    /// The place in it.
    pub locus: Text,
    /// How it was read.
    pub reading: Reading,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} ({})", self.study.key, self.locus, self.reading)
    }
}
