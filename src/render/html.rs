//! A report in one file, to be read, printed and sent: nothing is loaded, and no script runs.
//!
//! It is written as XML that browsers read as HTML. Every text is escaped by the templates; signs that no document may
//! hold are replaced. The only addresses in it are those of the studies.

mod answer;
mod bars;
mod panels;
pub(super) mod run;
mod scale;
mod style;
mod tables;
mod words;

use std::fmt::Write as _;
use std::io;

use maud::{Markup, PreEscaped, html};

use crate::answer::calculate::Report;
use crate::evidence::{DoiCheck, Evidence, StudyRef};
use crate::note::{Note, NoteKind};

/// Behind these a line ends, so that a document can be read and compared line by line.
const ENDS: [&str; 14] = [
    "</tr>",
    "</li>",
    "</p>",
    "</h1>",
    "</h2>",
    "</section>",
    "</header>",
    "</figcaption>",
    "</desc>",
    "</line>",
    "</path>",
    "</text>",
    "</dd>",
    "</dl>",
];

/// Writes an answer as a report.
///
/// # Errors
/// When the output does not take it.
pub fn write(report: &Report<'_>, mut out: impl io::Write) -> io::Result<()> {
    let words = words::answer(report);
    let text = [
        begin(&words.headline),
        lines(answer::article(report, &words)),
        end(report.evidence),
    ];
    out.write_all(text.concat().as_bytes())
}

/// The map of the body for an answer, where it has a force to show.
fn body_map(report: &Report<'_>) -> Option<String> {
    report.rows.iter().find(|row| row.load.is_some())?;
    Some(crate::render::body_map::within(report))
}

/// What stands before the first article.
fn begin(title: &str) -> String {
    let title = lines(html! { title { (title) } });
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n{title}\n<style>{}</style>\n</head>\n<body>\n<main>\n",
        style::STYLE
    )
}

/// What stands behind the last article.
fn end(evidence: &Evidence) -> String {
    let foot = lines(html! {
        footer {
            p { "Computed by musclerun " (env!("CARGO_PKG_VERSION")) " from tables of evidence " (evidence.checksum()) "." }
        }
    });
    format!("</main>\n{foot}</body>\n</html>\n")
}

/// Markup as text: in lines, and without what no document may hold.
fn lines(markup: Markup) -> String {
    let mut text: String = markup
        .into_string()
        .chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => '\u{fffd}',
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c => c,
        })
        .collect();
    // a figure keeps its unit
    for unit in ["%", "kN·s", "m up", "m down"] {
        text = text.replace(&format!(" {unit}"), &format!("\u{a0}{unit}"));
    }
    for end in ENDS {
        text = text.replace(end, &format!("{end}\n"));
    }
    text
}

/// A part of a report under its heading.
fn section(heading: &str, content: &Markup) -> Markup {
    html! {
        section {
            h2 { (heading) }
            (content)
        }
    }
}

/// A picture that is drawn elsewhere.
fn map(picture: Option<String>) -> Markup {
    html! {
        @if let Some(picture) = picture {
            (section("On the body", &html! {
                div.scroll role="group" aria-label="Map of the muscles" tabindex="0" {
                    figure.map { (PreEscaped(picture)) }
                }
            }))
        }
    }
}

/// What the numbers mean and do not mean, and what has to be said of these.
fn trust(notes: &[Note]) -> Markup {
    let said = notes.iter().filter(|note| note.kind != NoteKind::Meaning);
    let said: Vec<&Note> = said.collect();
    html! {
        (section("What the numbers mean", &html! {
            div.means {
                div {
                    h3 { "They are" }
                    ul {
                        li { "the force of a muscle by published models of groups of runners, scaled to this speed, mass and ground" }
                        li { "peaks of one leg: each muscle pulls so hard for a moment of the step, not all at once" }
                        li { "averages: runners differ by about the spread that is shown, often by more" }
                    }
                }
                div {
                    h3 { "They are not" }
                    ul {
                        li { "a measurement of this runner" }
                        li { "an injury forecast or medical advice" }
                        li { "how active or how tired a muscle is: a muscle can be more active and yet less loaded" }
                    }
                }
            }
            p.quiet {
                "Force inside a muscle is computed from motion and ground force, and different models give different \
                 answers. Unknown is not zero: where nobody published a figure, a – stands."
            }
        }))
        @if !said.is_empty() {
            (section("Notes on these figures", &html! {
                ul.notes { @for note in said { li { (note.text) } } }
            }))
        }
    }
}

/// The numbered studies, with their addresses.
fn sources(studies: &[StudyRef]) -> Markup {
    html! {
        @if !studies.is_empty() {
            (section("Sources", &html! {
                ol.sources { @for study in studies { li { (source(study)) } } }
            }))
        }
    }
}

fn source(study: &StudyRef) -> Markup {
    html! {
        (study.citation())
        @if let Some(doi) = &study.doi {
            @let address = format!("https://doi.org/{}", encoded(doi));
            " " a href=(address) { (address) }
            @if study.doi_checked == Some(DoiCheck::SecondHand) { " (address from elsewhere)" }
        }
        @if !study.access.is_empty() { span { (study.key) ": " (study.access) } }
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
