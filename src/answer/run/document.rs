//! A recorded run as a document. What only a report shows, and what is only for programs, is made where it is asked for.

use std::ffi::OsStr;
use std::path::Path;

use super::fields::{self, ACTIVITY, SplitContext};
use super::split::Split;
use super::{RecordedRun, Recorder, hours_minutes_seconds};
use crate::answer::{columns, text};
use crate::document::{Chart, Document, Records, Section, SectionPart, Tree};
use crate::number::fixed;
use crate::units::{Duration, Speed};

impl Recorder<'_> {
    /// The names of the rows of every run, without a row.
    #[must_use]
    pub fn no_records(&self) -> Records<'static> {
        Records::new(fields::wide_names(self.muscles()), 0, |_| Vec::new())
    }
}

impl RecordedRun<'_> {
    /// The run from a file of that name for programs alone: a document of records and the one JSON document.
    #[must_use]
    pub fn data<'r>(&'r self, name: &'r str) -> Document<'r> {
        Document {
            records: self.records(name),
            tree: Tree::later(|| self.tree(name)),
            ..Document::default()
        }
    }

    /// The run from a file of that name as a document: what was run, what each muscle bore, and its splits.
    #[must_use]
    pub fn document<'r>(&'r self, name: &'r str) -> Document<'r> {
        let (sources, of_rows) = self.citations();
        let mut sections = vec![Section::new("In figures", Vec::new())];
        if !sources.is_empty() {
            let table = SectionPart::Table(self.muscle_table(&of_rows));
            sections = vec![Section::new("In figures", vec![table])];
            sections.extend(self.split_section());
        }
        let file = Path::new(name).file_name().and_then(OsStr::to_str);
        Document {
            title: format!("{}: what each muscle bore", file.unwrap_or(name)),
            file: short_name(name),
            heading: self.heading(name),
            summary: self.course_summary().unwrap_or_else(|| self.summary()),
            facts: self.facts(),
            sections,
            notes: self.notes(),
            sources,
            is_numbered: true,
            checksum: self.evidence.checksum(),
            ..self.data(name)
        }
    }

    /// The same with what only a report has space for: the map of the body, the run over its distance, and the hills.
    #[must_use]
    pub fn report<'r>(&'r self, name: &'r str) -> Document<'r> {
        let mut document = self.document(name);
        if !document.sources.is_empty() {
            let more = self.course_section().into_iter().chain(self.hill_section());
            document.sections.splice(1..1, more);
            let map = SectionPart::Chart(Chart::BodyMap(self.map()));
            document.sections.insert(0, Section::new("On the body", vec![map]));
        }
        document
    }

    /// What was run, from a file of that name: a title, and a line for each way of moving.
    #[must_use]
    pub fn heading(&self, name: &str) -> Vec<String> {
        let whole = &self.whole;
        let mut title = vec![short_name(name)];
        let start = self.local_start();
        title.extend(
            start.map(|(time, zone)| format!("{} ({zone})", time.strftime("%a %-d %B %Y, %H:%M"))),
        );
        title.extend(self.question.form.parts());
        title.extend(self.mass.map(|mass| text::mass(mass, self.question.units)));
        let moving = clock(whole.moving_s());
        let mut course = vec![format!("{} in {moving}", length(self, whole.distance_m()))];
        if self.track.has_altitude {
            let [up, down] = [whole.ascent_m, whole.descent_m].map(|metres| fixed(metres, 0));
            course.push(format!("{up} m up, {down} m down"));
        }
        let running = &whole.running;
        let mut ways = match whole.speed_m_s() {
            Some(speed) if running.seconds > 0.0 => {
                vec![format!("ran {} at {}", length(self, running.metres), pace(self, speed))]
            }
            _ => vec!["no running in it".to_owned()],
        };
        if whole.walking.seconds > 0.0 {
            ways.push(format!("walked {}", length(self, whole.walking.metres)));
        }
        course.push(ways.join(", "));
        vec![title.join(" · "), course.join(" · ")]
    }

    /// A row for the run from a file of that name, or one for each of its splits.
    #[must_use]
    pub fn records<'r>(&'r self, name: &'r str) -> Records<'r> {
        let splits =
            if self.splits.is_empty() { std::slice::from_ref(&self.whole) } else { &self.splits };
        Records::new(fields::wide_names(&self.muscles), splits.len(), move |i| {
            fields::wide_cells(&SplitContext { run: self, name, split: &splits[i] })
        })
    }

    /// The run from a file of that name as a part of a JSON document.
    #[must_use]
    pub fn tree<'r>(&'r self, name: &'r str) -> Tree<'r> {
        let (sources, of_rows) = self.citations();
        let of_rows: Vec<Vec<String>> = of_rows
            .iter()
            .map(|places| places.iter().map(|place| sources[*place].key.to_string()).collect())
            .collect();
        let of_rows = std::rc::Rc::new(of_rows);
        let of_split = move |split: &'r Split| {
            let of_rows = of_rows.clone();
            let all = self.loads_of(split);
            let names = fields::load_columns().map(|column| column.key);
            let loads = Records::new(names, self.rows.len(), move |i| {
                let row = &self.rows[i];
                fields::load_cells(row, &all[row.index], of_rows[i].clone())
            });
            [("activity", self.activity(name, split)), ("loads", loads.objects())]
        };
        let whole = of_split(&self.whole);
        let splits =
            Tree::list(self.splits.len(), move |i| Tree::object(of_split(&self.splits[i])));
        Tree::object(whole.into_iter().chain([
            ("splits", splits),
            ("notes", Tree::notes(self.notes())),
            ("sources", Tree::sources(sources)),
        ]))
    }

    pub(crate) fn activity<'t>(&self, name: &str, split: &Split) -> Tree<'t> {
        let of = SplitContext { run: self, name, split };
        Tree::object(columns::members(ACTIVITY, |fill| fill(&of)))
    }
}

/// The name of a file, and of a long path no more than that.
fn short_name(path: &str) -> String {
    const LONGEST: usize = 40;
    match Path::new(path).file_name().and_then(OsStr::to_str) {
        Some(name) if path.chars().count() > LONGEST && name != path => format!("…/{name}"),
        _ => path.to_owned(),
    }
}

pub(crate) fn length(run: &RecordedRun<'_>, metres: f64) -> String {
    let units = run.question.units;
    format!("{} {units}", fixed(metres / units.metres(), 2))
}

pub(crate) fn pace(run: &RecordedRun<'_>, m_per_s: f64) -> String {
    let units = run.question.units;
    Speed::from_m_per_s(m_per_s)
        .map_or_else(|_| "–".to_owned(), |speed| speed.pace(units).to_string())
}

pub(crate) fn clock(seconds: f64) -> String {
    match Duration::from_seconds(seconds) {
        Ok(duration) => duration.to_string(),
        // shorter or longer than any duration that can be typed
        Err(_) if seconds < 1.0 => "0:00".to_owned(),
        Err(_) => hours_minutes_seconds(seconds),
    }
}
