//! A document as a report in one file, to be read, printed and sent: nothing is loaded, and no script runs.
//!
//! It is written as XML that browsers read as HTML. Every text is escaped where it is written ([`plain`], [`figure`]);
//! signs that no document may hold are replaced. The only addresses in it are those of the studies.

mod bars;
mod course;
mod tables;

use std::fmt::Write as _;
use std::io;

use maud::{Escaper, Markup, PreEscaped, html};

use super::chart::Scene;
use super::chart::svg::{Outlines, document_within};
use crate::document::{Banner, Chart, Detail, Document, KeyFigure, Section, SectionPart};
use crate::evidence::{DoiCheck, StudyRef};
use crate::note::{Note, NoteKind};
use crate::number::fixed;

/// The look: one column of text, one accent colour, light and dark, screen and paper.
const STYLE: &str = include_str!("../../data/report.css");

/// The end of a line, so that a report can be read and compared line by line.
const NL: PreEscaped<&str> = PreEscaped("\n");

/// Writes a document as a report.
pub(super) fn write(
    document: &Document<'_>,
    part: [usize; 2],
    out: &mut dyn io::Write,
) -> io::Result<()> {
    out.write_all(begin(&document.title, &document.banner).as_bytes())?;
    out.write_all(article(document, part, &mut Outlines::default()).into_string().as_bytes())?;
    out.write_all(end(&document.checksum).as_bytes())
}

/// What stands before the first article.
pub(super) fn begin(title: &str, banner: &Banner) -> String {
    let Banner { title: named, athlete, comment } = banner;
    let title = html! { title { (plain(if named.is_empty() { title } else { named })) } };
    let above = html! {
        @if *banner != Banner::default() {
            div.banner {
                @if !named.is_empty() { p.named { (plain(named)) } }
                @if !athlete.is_empty() { p { (plain(athlete)) } }
                @if !comment.is_empty() { p.comment { (plain(comment)) } }
            } (NL)
        }
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n{}\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{}",
        title.into_string(),
        above.into_string()
    )
}

/// What stands behind the last article.
pub(super) fn end(checksum: &str) -> String {
    let foot = html! {
        footer {
            p { "Computed by musclerun " (env!("CARGO_PKG_VERSION")) " from tables of evidence " (plain(checksum)) "." } (NL)
        }
    };
    format!("</main>\n{}</body>\n</html>\n", foot.into_string())
}

/// A document as an article of a report, whose pictures point at the outlines that stand before it.
pub(super) fn article(
    document: &Document<'_>,
    part: [usize; 2],
    outlines: &mut Outlines,
) -> Markup {
    html! {
        @let is_part = !document.part_of.is_empty();
        article id=[is_part.then(|| part_id(part[0]))] {
            @if is_part { p.over { a href="#top" { (figure(&document.part_of)) } } (NL) }
            (answer(document, part, outlines))
            (trust(&document.notes))
            (sources(&document.sources))
        } (NL)
    }
}

/// What a part of a report is pointed at by.
fn part_id(part: usize) -> String {
    format!("part-{part}")
}

/// A document as the page before the articles that it is about.
pub(super) fn overview(document: &Document<'_>) -> Markup {
    html! {
        div.overview { (answer(document, [0, 0], &mut Outlines::default())) } (NL)
    }
}

/// The answer of a document, without what is to be known of it.
fn answer(document: &Document<'_>, part: [usize; 2], outlines: &mut Outlines) -> Markup {
    let summary = &document.summary;
    html! {
            header {
                p.over { (over(document)) } (NL)
                // of a file the facts tell the rest
                @if document.file.is_empty() {
                    @for line in document.heading.iter().skip(1) { p.over { (figure(line)) } (NL) }
                }
                h1 { (figure(&summary.headline)) } (NL)
                @for text in &summary.asked { p { (figure(text)) } (NL) }
                @if !summary.lead.is_empty() { p.lead { (figure(&summary.lead)) } (NL) }
                @for text in &summary.more { p { (figure(text)) } (NL) }
                @if !document.facts.is_empty() { (facts(&document.facts)) (NL) }
            } (NL)
            @for section in document.sections.iter().filter(|section| has_content(section)) { (section_of(section, asked(document), part, outlines)) }
    }
}

/// How the question was understood, without the file that it is of.
fn asked<'d>(document: &'d Document<'_>) -> &'d str {
    let line = document.heading.first().map_or("", String::as_str);
    let rest = line.strip_prefix(&*document.file);
    rest.map_or(line, |rest| rest.trim_start_matches([' ', '·']))
}

/// Where it comes from and how the question was understood. Of a path only the last part: a report is sent to others.
fn over(document: &Document<'_>) -> Markup {
    let path = std::path::Path::new(&document.file);
    let file = path.file_name().and_then(|file| file.to_str());
    html! {
        @if !document.file.is_empty() { bdi { (plain(file.unwrap_or(&document.file))) } " · " }
        (figure(asked(document)))
    }
}

/// What was run, at a glance.
fn facts(facts: &[KeyFigure]) -> Markup {
    html! {
        dl.facts {
            @for fact in facts {
                div {
                    dt { (fact.name) }
                    dd { (figure(&fact.value)) @if !fact.more.is_empty() { small { (figure(&fact.more)) } } } (NL)
                }
            }
        }
    }
}

/// Whether there is something to show: a map of the body shows forces.
fn has_content(section: &Section) -> bool {
    section.blocks.iter().any(|block| match block {
        SectionPart::Chart(Chart::BodyMap(map)) => map.has_force(),
        SectionPart::Chart(Chart::Slopes(slopes)) => !slopes.lines.is_empty(),
        _ => true,
    })
}

/// A section: before it the bars of its table.
fn section_of(part: &Section, asked: &str, ids: [usize; 2], outlines: &mut Outlines) -> Markup {
    let bars = part.blocks.iter().filter_map(|block| match block {
        SectionPart::Table(table) => table.bars.as_ref(),
        _ => None,
    });
    html! {
        @for bars in bars { (section(&bars.heading, &bars::bars(&bars.rows, bars.unit))) }
        (section(&part.heading, &html! {
            @for block in &part.blocks {
                @match block {
                    SectionPart::Text(text) => { p.quiet.lead-in { (figure(text)) } (NL) }
                    SectionPart::Table(table) => { (tables::of(table)) }
                    SectionPart::Chart(Chart::Course(course)) => { (course::charts(course)) }
                    SectionPart::Chart(chart) => { (picture(chart, asked, ids, outlines)) }
                    SectionPart::Details(details) => { (terms(details)) }
                }
            }
        }))
    }
}

/// Text as it is, such as the name of a file.
fn plain(text: &str) -> Markup {
    let mut escaped = String::with_capacity(text.len() + 8);
    let allowed = text.chars().map(|c| if super::is_control(c) { '\u{fffd}' } else { c });
    let allowed: String = allowed.collect();
    // writing to a String cannot fail
    let _ = Escaper::new(&mut escaped).write_str(&allowed);
    PreEscaped(escaped)
}

/// Text of our own, in which a figure keeps its unit.
fn figure(text: &str) -> Markup {
    let mut text = text.to_owned();
    for unit in ["%", "kN·s", "m up", "m down"] {
        text = text.replace(&format!(" {unit}"), &format!("\u{a0}{unit}"));
    }
    plain(&text)
}

/// A part of the whole as the percentage that places a shape.
fn percent(part: f64) -> String {
    format!("{}%", fixed(100.0 * part, 2))
}

/// A part of a report under its heading.
fn section(heading: &str, content: &Markup) -> Markup {
    html! {
        section {
            h2 { (figure(heading)) } (NL)
            (content)
        } (NL)
    }
}

/// Terms, each with what there is to tell about it.
fn terms(details: &[Detail]) -> Markup {
    html! {
        dl.read {
            @for detail in details {
                @if !detail.term.is_empty() { dt { (figure(&detail.term)) } }
                dd { (figure(&detail.text)) } (NL)
            }
        } (NL)
    }
}

/// A chart of what was asked.
fn picture(
    chart: &Chart,
    asked: &str,
    [input, run]: [usize; 2],
    outlines: &mut Outlines,
) -> Markup {
    let title = format!("What each leg muscle bears: {asked}");
    // ids are unique in a document: the first of its pictures has plain ones
    let (kind, about) = match chart {
        Chart::BodyMap(_) => ("", "Map of the muscles"),
        Chart::Slopes(_) => ("slopes-", "From A to B, a line a muscle"),
        Chart::Calendar(_) => ("days-", "Day by day"),
        Chart::Lines(_) => ("lines-", "Along the range, a line a muscle"),
        Chart::Course(_) => ("course-", "Along the run"),
    };
    let ids = match (input, run) {
        (0, 0) => kind.to_owned(),
        _ => format!("run{input}-{run}-{kind}"),
    };
    let scene = super::chart::alone(chart, title);
    let halves = matches!(chart, Chart::BodyMap(_)).then(|| scene.map_top()).flatten();
    let picture = document_within(&scene, &ids, halves.is_some(), outlines);
    html! {
        div.scroll.wide[halves.is_some()] role="group" aria-label=(about) tabindex="0" {
            figure.map { (PreEscaped(picture)) }
        } (NL)
        @if let Some(top) = halves { (narrow(&scene, chart, top, &ids)) }
    }
}

/// The same map for a narrow window: its legend, then its left half above the right one.
fn narrow(scene: &Scene, chart: &Chart, top: f64, ids: &str) -> Markup {
    let (half, rest) = (scene.width / 2.0, scene.height - top);
    // the bar of colours and what is not coloured, as far as they reach
    let legend = [[20.0, 14.0, 460.0, 66.0], [470.0, 14.0, 460.0, 66.0]];
    let halves = [[0.0, top, half, rest], [half, top, half, rest]];
    let (meaning, sides) = match chart {
        Chart::BodyMap(map) => (&*map.meaning, &*map.sides),
        _ => ("", &[][..]),
    };
    html! {
        div.narrow aria-hidden="true" {
            @for (i, view) in legend.iter().chain(&halves).enumerate() {
                @if i == legend.len() && !meaning.is_empty() { p.quiet { (figure(meaning)) } }
                @if let Some(side) = i.checked_sub(legend.len()).and_then(|i| sides.get(i)) {
                    @if !side.letter.is_empty() { p { b { (side.letter) } " " (figure(&side.conditions.join(" "))) } (NL) }
                }
                svg viewBox=(view.map(|number| fixed(number, 0)).join(" ")) { use href=(format!("#{ids}part-{}", i + 1)) {} } (NL)
            }
        } (NL)
    }
}

/// What the numbers mean and do not mean, and what has to be others of these.
fn trust(notes: &[Note]) -> Markup {
    let others = notes.iter().filter(|note| note.kind != NoteKind::Meaning);
    let others: Vec<&Note> = others.collect();
    html! {
        (section("What the numbers mean", &html! {
            div.means {
                div {
                    h3 { "They are" }
                    ul {
                        li { "the force of a muscle by published models of groups of runners, scaled to this speed, mass and ground" } (NL)
                        li { "peaks of one leg: each muscle pulls so hard for a moment of the step, not all at once" } (NL)
                        li { "averages: runners differ by about the spread that is shown, often by more" } (NL)
                    }
                }
                div {
                    h3 { "They are not" }
                    ul {
                        li { "a measurement of this runner" } (NL)
                        li { "an injury forecast or medical advice" } (NL)
                        li { "how active or how tired a muscle is: a muscle can be more active and yet less loaded" } (NL)
                    }
                }
            }
            p.quiet {
                "Force inside a muscle is computed from motion and ground force, and different models give different \
                 answers. Unknown is not zero: where nobody published a figure, a – stands."
            } (NL)
        }))
        @if !others.is_empty() {
            (section("Notes on these figures", &html! {
                ul.notes { @for note in others { li { (figure(&note.text)) } (NL) } }
            }))
        }
    }
}

/// The numbered studies, with their addresses.
fn sources(studies: &[StudyRef]) -> Markup {
    html! {
        @if !studies.is_empty() {
            (section("Sources", &html! {
                ol.sources { @for study in studies { li { (source(study)) } (NL) } }
            }))
        }
    }
}

fn source(study: &StudyRef) -> Markup {
    html! {
        (plain(&study.citation()))
        @if let Some(doi) = &study.doi {
            @let address = format!("https://doi.org/{}", encoded(doi));
            " " a href=(address) { (address) }
            @if study.doi_checked == Some(DoiCheck::SecondHand) { " (address from elsewhere)" }
        }
        @if !study.access.is_empty() { span { (plain(&study.key)) ": " (plain(&study.access)) } }
    }
}

/// A DOI as it may stand in an address.
fn encoded(doi: &str) -> String {
    let mut address = String::with_capacity(doi.len());
    for byte in doi.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/():;".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}
