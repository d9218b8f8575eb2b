//! An explanation in words: labels and texts, for the terminal and for Markdown.

use super::{Cited, Explanation, FactorUsed, RowUsed};
use crate::number::fixed;
use crate::render::wording::{short, signed};

impl Cited<'_> {
    fn words(&self) -> String {
        let grade = self
            .grade
            .map(|grade| format!(", grade {grade}"))
            .unwrap_or_default();
        let note = self
            .note
            .map(|note| format!("; {note}"))
            .unwrap_or_default();
        format!(
            "[{}, {}, {}{grade}]{note}",
            self.study, self.locus, self.reading
        )
    }
}

impl FactorUsed<'_> {
    /// Whether people are told of it: of the form only where another than one's own is asked for.
    fn is_told(&self) -> bool {
        let is_form = matches!(
            self.effect,
            "foot_strike" | "trunk_lean" | "support" | "shoe"
        );
        !is_form || self.basis != "reference"
    }

    fn words(&self) -> String {
        let x = self.x.unwrap_or_default();
        let place = match (&self.word, self.effect) {
            (Some(word), "terrain") => format!("on {word}"),
            (Some(word), _) => word.clone(),
            (None, "speed") => format!("at {} m/s", short(x)),
            (None, "step_rate") => format!("at {} % of typical", short(x)),
            (None, "trunk_lean") => format!("at {} degrees", signed(x)),
            (None, _) => format!("at {} %", signed(x)),
        };
        let ratio = three(self.ratio);
        match self.basis {
            "reference" => format!("{ratio} {place}, the reference"),
            "no_figure" => format!("{ratio} {place}: nobody published a figure"),
            _ => {
                let spread = match self.sd {
                    Some(sd) => format!(" ±{}", three(sd)),
                    None => " (spread not published in full)".to_owned(),
                };
                let held = match self.held_at {
                    Some(edge) => format!(", beyond the data and held at {}", short(edge)),
                    None => String::new(),
                };
                let over = match self.at_anchor {
                    Some((speed, ratio)) => {
                        format!(
                            ", over {} at the anchor's {} m/s",
                            three(ratio),
                            short(speed)
                        )
                    }
                    None => String::new(),
                };
                let rows = between(self.rows.iter().chain(&self.rows_at_anchor));
                format!("{ratio}{spread} {place}{held}{over}: {rows}")
            }
        }
    }
}

impl Explanation<'_> {
    /// Labels and texts, in order.
    pub(super) fn lines(&self) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        let mut say = |label: &str, text: String| lines.push((label.to_owned(), text));
        for peak in &self.peaks {
            let sd = match peak.sd_bw {
                Some(sd) if peak.sd_is_lower_bound => format!(" ±{sd} or more", sd = fixed(sd, 3)),
                Some(sd) => format!(" ±{sd}", sd = fixed(sd, 3)),
                None => String::new(),
            };
            say(
                &peak.phase.replace('_', " "),
                format!(
                    "{}{sd} body weights, grade {}",
                    fixed(peak.peak_bw, 3),
                    peak.grade
                ),
            );
            let anchor = &peak.anchor;
            let sd = anchor
                .sd_bw
                .map(|sd| format!(" ±{}", three(sd)))
                .unwrap_or_default();
            let sd_study = anchor
                .sd_study
                .map(|study| format!("; spread from {study}"))
                .unwrap_or_default();
            // where a study prints no speed its note says which is assumed
            let is_assumed = anchor
                .cited
                .note
                .is_some_and(|note| note.contains("m/s assumed"));
            let assumed = if is_assumed { " (assumed)" } else { "" };
            say(
                "  anchor",
                format!(
                    "{}{sd} at {} m/s{assumed} {}{sd_study}",
                    three(anchor.peak_bw),
                    short(anchor.speed_m_s),
                    anchor.cited.words()
                ),
            );
            for factor in peak.factors.iter().filter(|factor| factor.is_told()) {
                say(&format!("  × {}", factor.name), factor.words());
            }
        }
        if let Some(impulse) = &self.impulse {
            let held = match impulse.held_at {
                Some(edge) => format!(", held at {} m/s", short(edge)),
                None => String::new(),
            };
            say(
                "impulse",
                format!(
                    "{} body weights · s a stride, grade {}: {} in {} × {} s{held}, from {}",
                    fixed(impulse.impulse_bw_s, 4),
                    impulse.grade,
                    fixed(impulse.peak_bw, 3),
                    impulse.phase.replace('_', " "),
                    fixed(impulse.duration_s, 4),
                    between(impulse.rows.iter())
                ),
            );
            let same_peak = self.peaks.iter().any(|peak| {
                peak.phase == impulse.phase && (peak.peak_bw - impulse.peak_bw).abs() < 1e-5
            });
            if !same_peak {
                for factor in impulse.factors.iter().filter(|factor| factor.is_told()) {
                    say(&format!("  × {}", factor.name), factor.words());
                }
            }
        }
        for (label, said) in [
            ("others say", &self.crosschecks),
            ("direction", &self.directions),
            ("context", &self.facts),
        ] {
            for (i, item) in said.iter().enumerate() {
                let about = if item.about == self.muscle {
                    String::new()
                } else {
                    format!("{}: ", item.about.replace('_', " "))
                };
                say(
                    if i == 0 { label } else { "" },
                    format!("{about}{} {}", item.what, item.cited.words()),
                );
            }
        }
        lines
    }
}

fn three(number: f64) -> String {
    let text = fixed(number, 3);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The rows that decide, each with its place, once; then where they stand, once for all where that is the same.
fn between<'u>(rows: impl Iterator<Item = &'u RowUsed<'u>>) -> String {
    let mut parts: Vec<(String, String)> = Vec::new();
    for row in rows {
        let sd = row
            .sd
            .filter(|sd| *sd > 0.0)
            .map(|sd| format!(" ±{}", three(sd)))
            .unwrap_or_default();
        let value = match row.x {
            Some(x) => format!("{}{sd} at {}", three(row.value), short(x)),
            None => format!("{}{sd}", three(row.value)),
        };
        let part = (value, row.cited.words());
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let one_source = parts.windows(2).all(|pair| pair[0].1 == pair[1].1);
    match parts.first() {
        Some((_, cited)) if one_source => {
            let values: Vec<&str> = parts.iter().map(|(value, _)| value.as_str()).collect();
            format!("{} {cited}", values.join(" and "))
        }
        _ => {
            let each = parts
                .iter()
                .map(|(value, cited)| format!("{value} {cited}"));
            each.collect::<Vec<_>>().join(" and ")
        }
    }
}
