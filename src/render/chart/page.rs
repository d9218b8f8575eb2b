//! A page with charts: its title and what was asked above them, what to know and the sources below.

use super::colour::{INK, QUIET, RULE};
use super::font::TextStyle;
use super::scene::{HEADING, Look, MARGIN, Node, Scene, TextAnchor, px};
use super::{body_map, calendar, lines, slopes};
use crate::document::{Chart, MapState};
use crate::evidence::StudyRef;

const TITLE: TextStyle = TextStyle::bold(30.0, INK);
const CONDITIONS: TextStyle = TextStyle::new(17.0, INK);
const SECTION: TextStyle = TextStyle::bold(20.0, INK);
const SMALL: TextStyle = TextStyle::new(12.0, QUIET);
/// From line to line of small print.
const SMALL_LINE: f64 = 16.0;

/// What stands around charts on their page.
pub(in crate::render) struct ChartPage<'p> {
    /// What the page shows.
    pub(in crate::render) title: &'p str,
    /// What was asked, a line each.
    pub(in crate::render) conditions: &'p [String],
    /// What has to be said, the most important first.
    pub(in crate::render) notes: Vec<&'p str>,
    pub(in crate::render) sources: &'p [StudyRef],
}

impl ChartPage<'_> {
    /// The page with these charts, by sections, which have headings where they are of several people.
    pub(in crate::render) fn scene(&self, sections: &[(&str, Vec<&Chart>)]) -> Scene {
        let charts: Vec<&Chart> = sections.iter().flat_map(|(_, charts)| charts).copied().collect();
        let mut scene = empty(&charts);
        let width = scene.width - 2.0 * MARGIN;
        let mut y = scene.paragraph((MARGIN, 66.0), TITLE, width, 36.0, self.title) - 6.0;
        // two maps have each its own above it
        let has_heads =
            |chart: &&Chart| matches!(chart, Chart::BodyMap(map) if map.sides.len() > 1);
        let is_headed = charts.iter().any(has_heads);
        for line in self.conditions.iter().filter(|_| !is_headed) {
            y = scene.paragraph((MARGIN, y), CONDITIONS, width, 23.0, line);
        }
        // calendars of several people are told apart by their headings
        let calendars = charts.iter().filter(|chart| matches!(chart, Chart::Calendar(_)));
        let has_people = calendars.count() > 1;
        for (heading, charts) in sections {
            if has_people {
                y = scene.paragraph((MARGIN, y + 30.0), SECTION, width, 24.0, heading) - 10.0;
            }
            for chart in charts {
                y = draw(chart, &mut scene, y + 16.0) + 14.0;
            }
        }
        let notes = self.notes.iter().map(|note| (*note).to_owned());
        let y = self.foot(
            &mut scene,
            y + 16.0,
            notes.chain(charts.iter().filter_map(|chart| left_out(chart))),
        );
        scene.height = (y + 14.0).ceil();
        let asked = self.conditions.join(" · ");
        scene.title = if asked.is_empty() {
            self.title.to_owned()
        } else {
            format!("{}: {asked}", self.title)
        };
        scene
    }

    /// Writes notes and sources side by side; gives where they end.
    fn foot(&self, scene: &mut Scene, top: f64, notes: impl Iterator<Item = String>) -> f64 {
        const GAP: f64 = 36.0;
        let width = (scene.width - 2.0 * MARGIN - GAP) / 2.0;
        let rule = format!("M{} {}H{}", px(MARGIN), px(top - 20.0), px(scene.width - MARGIN));
        scene.push(Node::path(rule, Look::line(RULE, 1.0)));
        let right = MARGIN + width + GAP;
        let (mut notes_end, mut sources_end) = (top + 19.0, top + 19.0);
        scene.text((MARGIN, top), TextAnchor::Start, HEADING, "What to know");
        for note in notes {
            notes_end = scene.paragraph((MARGIN, notes_end), SMALL, width, SMALL_LINE, &note) + 5.0;
        }
        let sources = self.sources.iter().map(|study| {
            let doi = study.doi.as_ref().map_or_else(String::new, |doi| format!(", doi:{doi}"));
            format!("{}, {}{doi}", study.short(), study.published_in)
        });
        let sources: Vec<String> = sources.collect();
        scene.text((right, top), TextAnchor::Start, HEADING, "Sources");
        if !sources.is_empty() {
            let text = sources.join("; ") + ".";
            sources_end = scene.paragraph((right, sources_end), SMALL, width, SMALL_LINE, &text);
        }
        notes_end.max(sources_end)
    }
}

/// A chart without head and foot, which the report that it is a part of has itself.
pub(in crate::render) fn alone(chart: &Chart, title: String) -> Scene {
    let mut scene = empty(&[chart]);
    scene.title = title;
    scene.height = (draw(chart, &mut scene, 30.0) + 24.0).ceil();
    scene
}

/// A page as wide as the widest chart needs, described in the sentences of the charts.
fn empty(charts: &[&Chart]) -> Scene {
    let widths = charts.iter().map(|chart| match chart {
        Chart::BodyMap(map) => body_map::width(map),
        Chart::Slopes(_) => slopes::WIDTH,
        Chart::Lines(_) => lines::WIDTH,
        Chart::Calendar(days) => calendar::width(days),
        Chart::Course(_) => 0.0,
    });
    let mut sentences: Vec<&str> = Vec::new();
    for chart in charts {
        match chart {
            // two maps are described by the lines between them
            Chart::BodyMap(map) if map.sides.len() == 1 => {
                let shown = map.sides[0].muscles.iter().filter_map(|muscle| match &muscle.state {
                    MapState::Selected { place, sentence, .. } => {
                        Some((place.unwrap_or(usize::MAX), &**sentence))
                    }
                    _ => None,
                });
                let mut shown: Vec<_> = shown.collect();
                shown.sort_by_key(|(place, _)| *place);
                sentences.extend(shown.into_iter().map(|(_, sentence)| sentence));
            }
            Chart::BodyMap(_) | Chart::Course(_) => {}
            Chart::Slopes(chart) => {
                sentences.extend(chart.lines.iter().map(|line| &*line.sentence));
            }
            Chart::Lines(chart) => sentences.push(&chart.caption),
            Chart::Calendar(chart) => sentences.push(&chart.caption),
        }
    }
    Scene {
        width: widths.fold(0.0, f64::max),
        description: sentences.join("; "),
        ..Scene::default()
    }
}

/// Draws a chart below a place; gives where it ends.
fn draw(chart: &Chart, scene: &mut Scene, top: f64) -> f64 {
    match chart {
        Chart::BodyMap(map) => body_map::draw(map, scene, top),
        Chart::Slopes(chart) => slopes::draw(chart, scene, top + 14.0),
        Chart::Lines(chart) => lines::draw(chart, scene, top),
        Chart::Calendar(chart) => calendar::draw(chart, scene, top),
        // as wide as its window: only reports draw it
        Chart::Course(_) => top,
    }
}

/// What has to be said of what a chart does not show.
fn left_out(chart: &Chart) -> Option<String> {
    match chart {
        Chart::BodyMap(map) => body_map::not_drawn(map),
        Chart::Slopes(chart) => chart.rest.clone(),
        Chart::Lines(_) | Chart::Course(_) | Chart::Calendar(_) => None,
    }
}
