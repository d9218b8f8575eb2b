//! Writing explanations, to a terminal and as Markdown.

use std::io::{self, Write};

use super::Explanation;
use crate::answer::calculate::Report;
use crate::number::fixed;
use crate::render::layout::paragraph;
use crate::render::{Style, markdown, table, wording};
use crate::units::BodyWeights;

/// How people step at the speed of the run, for context.
fn stepping(report: &Report<'_>) -> Option<String> {
    let speed = report.question.conditions.speed().m_per_s();
    let at = report.evidence.strides().at(speed)?;
    let contact = at.interpolate_known(|row| row.contact_s)?;
    let force = at.interpolate_known(|row| row.peak_vertical_force_bw)?;
    let study = &at.rows()[0].source.study.key;
    let mass = report.question.conditions.mass();
    let kgf = mass.map_or_else(String::new, |mass| {
        let kgf = BodyWeights(force).of(mass).kilograms_force();
        format!(", {} kilograms-force", fixed(kgf, 0))
    });
    let average = report
        .stance_average_bw()
        .map_or_else(String::new, |(low, high, study)| {
            let (low, high) = (fixed(low, 2), fixed(high, 2));
            format!(" On average over that time it is {low} to {high} ({study}).")
        });
    let thigh = report
        .hamstrings_to_quadriceps()
        .map_or_else(String::new, |ratio| {
            let ratio = fixed(ratio, 2);
            format!(" At their peaks the hamstrings pull {ratio} times what the quadriceps do.")
        });
    Some(format!(
        "At {speed} m/s a foot is on the ground for {contact} s and the ground pushes back with up to {force} \
         body weights{kgf} ({study}).{average}{thigh}",
        speed = fixed(speed, 2),
        contact = fixed(contact, 3),
        force = fixed(force, 2)
    ))
}

/// Writes what the figures were made of as text.
///
/// # Errors
/// When the output does not take it.
pub fn write_text(report: &Report<'_>, style: Style, mut out: impl Write) -> io::Result<()> {
    const LABEL: usize = 21;
    const BOLD: anstyle::Style = anstyle::Style::new().effects(anstyle::Effects::BOLD);
    let width = style.width.max(40);
    let mut say = |text: &str, label: &str| {
        let label = style.plain(format!("{label:<LABEL$}"));
        let text = style.plain(text);
        writeln!(
            out,
            "{}",
            paragraph(&text, width, &label, &" ".repeat(LABEL))
        )
    };
    say(&wording::conditions(report), "conditions")?;
    if let Some(stepping) = stepping(report) {
        say(&stepping, "ground")?;
    }
    for row in &report.rows {
        let explanation = Explanation::of(report, row);
        writeln!(out)?;
        let title = style.plain(&explanation.title);
        writeln!(
            out,
            "{}",
            style.paint(BOLD, &paragraph(&title, width, "", "  "))
        )?;
        for (label, text) in explanation.lines() {
            let label = style.plain(format!("  {label:<19}"));
            writeln!(
                out,
                "{}",
                paragraph(&style.plain(&text), width, &label, &" ".repeat(LABEL))
            )?;
        }
    }
    writeln!(out)?;
    table::write_notes(report, style, out.by_ref())?;
    table::write_sources(report, false, style, out)
}

/// Writes what the figures were made of as Markdown.
///
/// # Errors
/// When the output does not take it.
pub fn write_markdown(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "**{}**", wording::conditions(report))?;
    if let Some(stepping) = stepping(report) {
        writeln!(out, "\n{stepping}")?;
    }
    for row in &report.rows {
        let explanation = Explanation::of(report, row);
        writeln!(out, "\n### {}\n", explanation.title)?;
        let mut last = String::new();
        for (label, text) in explanation.lines() {
            let indent = if label.starts_with(' ') { "  " } else { "" };
            let label = label.trim();
            // a line without a label goes on with the last one
            if !label.is_empty() {
                label.clone_into(&mut last);
            }
            writeln!(out, "{indent}- *{last}*: {text}")?;
        }
    }
    writeln!(out)?;
    markdown::write_notes(report, out.by_ref())?;
    markdown::write_sources(report, out)
}
