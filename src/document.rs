//! What is said, before it is written: an answer becomes a [`Document`] once, and a form writes a document once.
//!
//! A document holds no mark-up, no width and no escape: a writer decides on those. Each [`Column`] is described once;
//! legends, the titles of reports and the reference of the fields come from that description. What may be long, the
//! rows for programs and the lists of the one JSON document, is made when it is written.

mod chart;
mod column;
mod records;
mod scale;
mod value;

use crate::evidence::StudyRef;
use crate::note::Note;

pub use chart::{
    AxisMark, AxisMarks, BodyMap, CalendarChart, CalendarDay, ChangeCertainty, Chart, CourseChart,
    CoursePanel, CoursePoint, LineAxis, LineCertainty, LinePanel, LinePoint, Lines, MapMuscle,
    MapSide, MapState, Slope, Slopes,
};
pub use column::{Align, CellKind, Column, Field};
pub use records::{Records, Tree};
pub use scale::Scale;
pub(crate) use scale::round_step;
pub use value::Value;

/// The version of the names and meanings of columns and fields. Names are only ever added to a version.
pub const SCHEMA: u32 = 2;

/// What stands where nothing is known.
pub const UNKNOWN: &str = "–";

/// An answer as it is told, without the form that it is written in.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Document<'a> {
    /// What the document is called.
    pub title: String,
    /// What stands above a report of it.
    pub banner: Banner,
    /// The file that it is of; may be empty.
    pub file: String,
    /// The question as understood, a line each; the first is the most important.
    pub heading: Vec<String>,
    /// The answer in sentences.
    pub summary: Sentences,
    /// What was run, at a glance.
    pub facts: Vec<KeyFigure>,
    /// Tables, charts and texts in the order of reading.
    pub sections: Vec<Section>,
    /// What has to be said beside the figures.
    pub notes: Vec<Note>,
    /// The studies, numbered from 1.
    pub sources: Vec<StudyRef>,
    /// What else the program that shows it can tell of it, in that program's words.
    pub hint: String,
    /// Whether notes and tables point at the studies by their number, and not by their key.
    pub is_numbered: bool,
    /// Rows of values for programs.
    pub records: Records<'a>,
    /// Days of a calendar; none where the answer is not about days.
    pub events: Vec<Event>,
    /// The one JSON document.
    pub tree: Tree<'a>,
    /// The checksum of the tables of evidence.
    pub checksum: String,
    /// What the page is called that it is a part of and that points at it; may be empty.
    pub part_of: String,
}

impl<'a> Document<'a> {
    /// A document of one table: its heading, its section, and the same for programs.
    #[must_use]
    pub fn of_table(
        heading: String,
        section: Section,
        tree: Tree<'a>,
        records: Records<'a>,
    ) -> Self {
        Self {
            title: heading.clone(),
            heading: vec![heading],
            sections: vec![section],
            records,
            tree,
            ..Self::default()
        }
    }

    /// Says in the heading which values come from a profile.
    pub fn say_profile(&mut self, options: &[&str]) {
        if let (Some(first), false) = (self.heading.first_mut(), options.is_empty()) {
            *first = format!("{first} · profile: {}", options.join(", "));
        }
    }
    /// What stands in the sections, each with its section, in order.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&Section, &SectionPart)> {
        let sections = self.sections.iter();
        sections.flat_map(|section| section.blocks.iter().map(move |block| (section, block)))
    }

    /// With another answer as a part: its sentences, tables, notes and studies, under these words before its headings.
    #[must_use]
    pub fn with_part(mut self, heading: &str, part: Document<'_>) -> Self {
        let paragraph = SectionPart::Text(part.summary.paragraph());
        self.sections.push(Section::new(heading, vec![paragraph]));
        self.sections.extend(part.sections);
        for note in part.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        for study in part.sources {
            if !self.sources.iter().any(|known| known.key == study.key) {
                self.sources.push(study);
            }
        }
        self
    }

    /// How many rows stand in lists, which are as long as they are.
    pub(crate) fn listed(&self) -> usize {
        let lists = self.blocks().filter_map(|block| match block {
            SectionPart::Table(table) if table.is_list => Some(table.rows()),
            _ => None,
        });
        lists.sum()
    }

    /// What stands in the sections, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &SectionPart> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }
}

/// What whoever sends a report puts above it; each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Banner {
    /// What it is called.
    pub title: String,
    /// Whom it is about.
    pub athlete: String,
    /// What is said to whom it is for.
    pub comment: String,
}

/// The answer in sentences, each made once for every form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sentences {
    /// The answer in one sentence, without its full stop.
    pub headline: String,
    /// What was asked for by name, told wherever the answer is.
    pub asked: Vec<String>,
    /// What belongs to it.
    pub lead: String,
    /// What else is to be known first.
    pub more: Vec<String>,
}

impl Sentences {
    /// All of them, each with its full stop.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let headline = (!self.headline.is_empty()).then(|| format!("{}.", self.headline));
        let lead = (!self.lead.is_empty()).then(|| self.lead.clone());
        headline
            .into_iter()
            .chain(self.asked.iter().cloned())
            .chain(lead)
            .chain(self.more.iter().cloned())
            .collect()
    }

    /// All of them as one paragraph; empty where there is none.
    #[must_use]
    pub fn paragraph(&self) -> String {
        self.sentences().join(" ")
    }
}

/// One fact: its name, the figure with its unit, and what there is beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyFigure {
    /// What it is.
    pub name: &'static str,
    /// The figure and its unit.
    pub value: String,
    /// More of it; may be empty.
    pub more: String,
}

/// A day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// What tells it from the others, the same whenever it is made.
    pub id: String,
    /// The day.
    pub date: jiff::civil::Date,
    /// What is on.
    pub title: String,
    /// More of it.
    pub text: String,
}

/// A part of a document under its heading.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<SectionPart>,
}

impl Section {
    /// A section of these blocks.
    #[must_use]
    pub fn new(heading: impl Into<String>, blocks: Vec<SectionPart>) -> Self {
        Self { heading: heading.into(), blocks }
    }

    /// Its line charts, the only ones that can be drawn in signs of a terminal.
    pub(crate) fn lines(&self) -> Option<&Lines> {
        self.blocks.iter().find_map(|block| match block {
            SectionPart::Chart(Chart::Lines(lines)) => Some(lines),
            _ => None,
        })
    }
}

/// One thing of a section.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum SectionPart {
    /// A paragraph for those who read, not for those who look something up: left out where there is little space.
    Text(String),
    /// A table.
    Table(Table),
    /// A chart. A table of its section tells the same in figures: where signs of a terminal draw it, that is left out.
    Chart(Chart),
    /// Terms, each with a text about it.
    Details(Vec<Detail>),
}

/// A term with a text about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detail {
    /// The term; empty where it is that of the text before.
    pub term: String,
    /// Whether it is a part of the one before it that is no part.
    pub is_part: bool,
    /// The text.
    pub text: String,
}

/// A table: columns of cells, and a bar to each row where there is one figure to compare.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it is about, for those who do not see it.
    pub about: &'static str,
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// What stands in their place where not all columns of that priority have space: some go with each other.
    pub narrow: Option<(u8, Vec<TableColumn>)>,
    /// The bars.
    pub bars: Option<Bars>,
    /// What has to be known of it besides, such as the marks in its cells: short, and told in every form.
    pub legend: Vec<String>,
    /// How many of the last rows stand apart from the ranking: where there is little space, in one line.
    pub apart: usize,
    /// Whether it lists as many things as there happen to be, so that no screen can be expected to hold it.
    pub is_list: bool,
    /// The number of the part of the report that its first row is about, where each row is about one.
    pub first_part: Option<usize>,
}

impl Table {
    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }
}

/// A column of a table: what it is, and a cell a row.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TableColumn {
    /// What it is.
    pub column: Column,
    /// The title, where it depends on the question.
    pub title: Option<String>,
    /// The meaning, where it depends on the question.
    pub meaning: Option<String>,
    /// The cells.
    pub cells: Vec<String>,
}

impl TableColumn {
    /// The cells of rows; where nothing is known, [`UNKNOWN`].
    pub fn new<R>(column: Column, rows: &[R], cell: impl Fn(&R) -> Option<String>) -> Self {
        let cells = rows.iter().map(|row| cell(row).unwrap_or_else(|| UNKNOWN.to_owned()));
        Self { column, title: None, meaning: None, cells: cells.collect() }
    }

    /// With a title that depends on the question.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// With a meaning that depends on the question.
    #[must_use]
    pub fn meaning(self, meaning: impl Into<String>) -> Self {
        Self { meaning: Some(meaning.into()), ..self }
    }

    /// The title in a terminal.
    #[must_use]
    pub fn short(&self) -> &str {
        self.title.as_deref().unwrap_or(self.column.short)
    }

    /// The title in a report.
    #[must_use]
    pub fn long(&self) -> &str {
        match self.column.long {
            "" => self.short(),
            long => long,
        }
    }

    /// What the column means.
    #[must_use]
    pub fn means(&self) -> &str {
        self.meaning.as_deref().unwrap_or(self.column.meaning)
    }
}

/// A bar to each row of a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Bars {
    /// What they show.
    pub heading: String,
    /// What their axis counts.
    pub unit: &'static str,
    /// A bar a row.
    pub rows: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Bar {
    /// Its place in the ranking.
    pub place: Option<usize>,
    /// Whose it is.
    pub name: String,
    /// The figure; `None` where nobody published one.
    pub value: Option<f64>,
    /// One standard deviation of it.
    pub sd: Option<f64>,
    /// Whether the spread is at least that.
    pub is_lower_bound: bool,
    /// What it would be on the level, where that is known and another.
    pub level: Option<f64>,
    /// The figure in words.
    pub text: String,
    /// Its spread in words.
    pub spread: String,
}
