//! Where a number comes from: the study, the place in it, how it was read, and how far to trust it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Text of a table: embedded, or read from elsewhere.
pub type Text = Cow<'static, str>;

/// How we came by a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Read in the paper itself, its abstract or its table.
    Printed,
    /// Somebody else quotes the paper, which was not readable.
    Quoted,
    /// Worked out for this project from public measurements.
    Computed,
    /// Arithmetic on other rows, said in the note.
    Derived,
}

impl Reading {
    /// All readings.
    pub const ALL: [Self; 4] = [Self::Printed, Self::Quoted, Self::Computed, Self::Derived];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Quoted => "quoted",
            Self::Computed => "computed",
            Self::Derived => "derived",
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// How far to trust a number; the later, the less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Peak force of that muscle in people, from a table that was read.
    A,
    /// Computed for this project from public motion data, or quoted and borne out by such a computation.
    B,
    /// A proxy (joint, tendon, activation), a quoted range, a value that depends on the model, or extrapolated.
    C,
}

impl Grade {
    /// All grades.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// Whether a DOI was looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoiCheck {
    /// It was, and leads to the paper.
    Yes,
    /// It was not.
    No,
    /// Somebody else gives it.
    SecondHand,
}

impl DoiCheck {
    /// All answers.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::SecondHand];

    /// The key in tables and output.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::SecondHand => "second-hand",
        }
    }
}

/// A published study, data set or article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
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
        let mut short = match (first, authors.next().is_some()) {
            ("", _) => self.title.to_string(),
            (first, true) => format!("{first} et al."),
            (first, false) => first.to_owned(),
        };
        if let Some(year) = self.year {
            short.push(' ');
            short.push_str(&year.to_string());
        }
        short
    }

    /// The full citation.
    #[must_use]
    pub fn citation(&self) -> String {
        let who = match (&*self.authors, self.year) {
            ("", None) => String::new(),
            (authors, None) => format!("{authors}. "),
            (authors, Some(year)) => format!("{authors} ({year}). "),
        };
        let stop = if self.title.ends_with(['?', '!', '.']) {
            ""
        } else {
            "."
        };
        format!("{who}{}{stop} {}", self.title, self.published_in)
    }
}

/// A study that many figures cite: of the embedded tables, or of tables read from elsewhere.
#[derive(Debug, Clone)]
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

/// Where a figure stands and how it was read.
#[derive(Debug, Clone)]
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
