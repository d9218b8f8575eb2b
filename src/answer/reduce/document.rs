//! What takes so much off a muscle, as a document.

use super::{Reach, ReduceAnswer, ReduceRow, ReduceTarget};
use crate::answer::brief::Brief;
use crate::answer::citations::Citations;
use crate::answer::columns::{left, right};
use crate::answer::text;
use crate::document::{Column, Document, Sentences, Table, Value};
use crate::evidence::{Change, Circumstance, Effect, Finding, Grade, Sign};
use crate::model::MuscleLoad;
use crate::note::{NOT_A_MEASUREMENT, Note, NoteKind};
use crate::number::{change, fixed, short, signed};
use crate::training::BorneOut;

pub(crate) const COLUMNS: &[Column] = &[
    Column::text("muscle", "key of the muscle, tendon or joint"),
    Column::text("change", "what is changed, in words"),
    Column::text("effect", "the effect of the model that is changed").empty("mass or distance"),
    Column::text(
        "reach",
        "`reached`, `in_part` (what the data allow at the most), `not_per_step` (told in kilograms or over \
                           the run) or `no_figure` (nobody published one)",
    ),
    Column::text("from", "what it is").empty("not known"),
    Column::text("to", "what it becomes").empty("no figure"),
    Column::number(
        "x",
        "that of the effect: m/s, % of the typical step rate, %, degrees; m of a distance",
        9,
        "the place on the axis of the \
                   effect",
    )
    .empty("the effect is looked up, or there is no figure"),
    Column::number("peak_before_bw", "body weights", 3, "peak force of one step before"),
    Column::number("peak_bw", "body weights", 3, "peak force of one step with the change")
        .empty("no figure"),
    Column::number("sd_bw", "body weights", 3, "one standard deviation between runners of it")
        .empty("not published"),
    Column::number("step_ratio", "", 4, "one step over before").empty("no figure"),
    Column::number("km_ratio", "", 4, "what a kilometre adds up to over before").empty("no figure"),
    Column::list(
        "others",
        "every other muscle, tendon and joint whose peak moves by more than 2 %, with its ratio",
    ),
    Column::text("grade", "grade of the evidence, A (best) to C").empty("no figure"),
    Column::flag("extrapolated", "whether the changed run lies beyond the data").empty("no figure"),
    Column::list("sources", "the studies that it rests on").empty("no figure"),
];

impl ReduceAnswer<'_> {
    /// The answer as a document.
    #[must_use]
    pub fn document(&self) -> Document<'static> {
        let mut sources = Citations::default();
        let rows = self.rows.iter().map(|row| {
            let studies: Vec<_> = row.load.iter().flat_map(|load| load.peak().studies()).collect();
            let places = sources.numbers(studies).into_iter();
            let cited = places.map(|place| sources.0[place].key.to_string()).collect();
            self.cells(row, cited)
        });
        let brief = Brief {
            rows: rows.collect(),
            title: format!("{}: what makes it easier", self.muscle.short_name()),
            heading: self.heading(),
            summary: self.summary(),
            tables: vec![("One change at a time", self.table())],
            notes: self.notes(),
            sources,
            columns: COLUMNS,
            members: vec![
                ("muscle", self.muscle.key().into()),
                ("target_bw", Value::Number(self.target_bw, 6)),
            ],
            list: "changes",
        };
        brief.document(self.evidence)
    }

    fn is_until(&self) -> bool {
        !matches!(self.question.target, ReduceTarget::ByPercent(_) | ReduceTarget::ToBodyWeights(_))
    }

    fn heading(&self) -> String {
        let run = &self.question.run;
        let mut parts: Vec<String> = self.question.file.clone().into_iter().collect();
        parts.extend([
            self.muscle.short_name().to_owned(),
            text::speed(run.speed(), self.question.units),
        ]);
        parts.extend(run.mass().map(|mass| text::mass(mass, self.question.units)));
        let gradient = run.course().gradient().percent();
        parts.push(match gradient {
            0.0 => run.course().terrain().to_string(),
            gradient => format!("{} %", signed(gradient)),
        });
        parts.extend(run.form().parts());
        parts.extend(self.question.with.iter().map(|change| format!("with {change}")));
        parts.join(" · ")
    }

    /// How far the run may go before one leg adds up to a limit, where that is asked.
    fn limit_words(&self) -> Option<String> {
        let (limit, unit) = match self.question.target {
            ReduceTarget::UntilWeightSeconds(sum) => (sum, "body weights · s"),
            ReduceTarget::UntilKilonewtonSeconds(sum) => (sum, "kN·s"),
            _ => return None,
        };
        let (muscle, to) = (text::in_text(self.muscle), &self.rows.first()?.to);
        let pace = self.question.run.speed().pace(self.question.units);
        Some(format!("At {pace} one leg adds up to {} {unit} at {muscle} over {to}", short(limit)))
    }

    fn summary(&self) -> Sentences {
        let (peak, muscle) = (self.before.peak().value().0, text::in_text(self.muscle));
        let reached: Vec<String> = self
            .rows
            .iter()
            .filter(|row| row.reach == Reach::Whole)
            .map(|row| format!("{} ({} to {})", row.what, row.from, row.to))
            .collect();
        // a small force shows its change in the second decimal
        let decimals = if peak.min(self.target_bw) < 1.0 { 2 } else { 1 };
        let (from, to) = (fixed(peak, decimals), fixed(self.target_bw, decimals));
        let changes = text::listed(&reached, "or");
        let sum = self.limit_words();
        let headline = sum.unwrap_or_else(|| match (reached.is_empty(), self.is_until()) {
            (false, false) => {
                format!("From {from} to {to} times your weight a step at {muscle}: {changes}")
            }
            (true, false) => format!(
                "No single change within the data takes {muscle} from {from} to {to} times your weight a step"
            ),
            (false, true) => format!(
                "A step loads {muscle} with {from} times your weight; {to} is where it comes to: {changes}"
            ),
            (true, true) => format!(
                "Within the data no single change brings {muscle} to {to} times your weight"
            ),
        });
        let pair = self.rows.iter().find(|row| {
            row.step_ratio.is_some_and(|step| step < 1.0) && row.km_ratio.is_some_and(|km| km > 1.0)
        });
        let lead = pair.map(|row| format!(
            "Each step easier is not each kilometre easier: {} comes to {} a step and {} a kilometre.",
            row.what,
            row.step_ratio.map(change).unwrap_or_default(),
            row.km_ratio.map(change).unwrap_or_default()
        ));
        let mut more = text::nearest(self.evidence, [&self.question.muscle]);
        if self.limit_words().is_none() {
            more.extend(self.unpublished());
            more.extend(self.cues());
        }
        Sentences { headline, lead: lead.unwrap_or_default(), more, ..Sentences::default() }
    }

    /// What nobody published, with the direction where that is.
    fn unpublished(&self) -> Option<String> {
        let rows = self.rows.iter().filter(|row| row.reach == Reach::NoFigure);
        let names = text::listed(&rows.map(|row| row.what.clone()).collect::<Vec<_>>(), "and");
        let is_about = |finding: &&Finding| {
            finding.muscle == self.muscle.key() && finding.change == Change::Force
        };
        let findings = self.evidence.directions().iter().filter(is_about).filter_map(|finding| {
            let what = match finding.terrain {
                Circumstance::HigherStepRate => "with more steps",
                Circumstance::Forefoot => "on the forefoot",
                _ => return None,
            };
            let way = if finding.way == Sign::Down { "falls" } else { "rises" };
            Some(format!("; {what} it {way}, by how much is not known"))
        });
        let findings: String = findings.collect();
        (!names.is_empty()).then(|| format!("No figure is published of {names} here{findings}."))
    }

    /// What articles advise, where a change of this answer is that.
    fn cues(&self) -> Option<String> {
        let cues = self.training.cues.iter().filter(|cue| {
            let does = |row: &&ReduceRow<'_>| {
                row.effect.map(Effect::key) == cue.effect.as_deref()
                    && row.step_ratio.is_some_and(|ratio| ratio < 1.0)
                    && row.x.is_none_or(|x| x > row.effect.map_or(f64::INFINITY, Effect::reference))
            };
            cue.borne_out != BorneOut::No && self.rows.iter().any(|row| does(&row))
        });
        let cues: Vec<String> = cues
            .map(|cue| match cue.borne_out {
                BorneOut::Yes => format!("“{}”", cue.cue),
                _ => format!("“{}” (in part)", cue.cue),
            })
            .collect();
        (!cues.is_empty()).then(|| {
            format!("Cues of articles that the tables bear out here: {}.", cues.join(", "))
        })
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = vec![Note::new(
            NoteKind::Rule,
            "One change at a time, everything else as it is; at another pace the step rate stays the same share of what is \
             typical. The kilometre is told beside the step: which of them matters nobody has tested.",
        )];
        if self.question.file.is_some() {
            let mean = "The mean pace and step rate of the running in the file, as on the level.";
            notes.push(Note::new(NoteKind::Movement, mean));
        }
        let also: Vec<String> = self.also.iter().map(|muscle| text::in_text(muscle)).collect();
        if !also.is_empty() {
            let (asked, also) = (&self.question.muscle, text::listed(&also, "and"));
            notes.push(Note::new(
                NoteKind::Rule,
                format!("“{asked}” is also {also}, to be asked for by that name."),
            ));
        }
        let advice = self.training.cues.iter().filter(|cue| cue.borne_out == BorneOut::No);
        notes.extend(
            advice
                .map(|cue| Note::new(NoteKind::NoFigure, format!("“{}”: {}.", cue.cue, cue.note))),
        );
        notes.push(Note::new(NoteKind::Meaning, NOT_A_MEASUREMENT));
        notes
    }

    fn table(&self) -> Table {
        let rows: Vec<&ReduceRow<'_>> =
            self.rows.iter().filter(|row| row.reach != Reach::NoFigure).collect();
        let is_lighter = |row: &ReduceRow<'_>| row.what == "lighter";
        let elsewhere = |row: &&ReduceRow<'_>, here: bool| {
            let is_less = row.reach == Reach::Elsewhere && here && !self.is_until();
            is_less.then(|| change(self.share()))
        };
        let others = |row: &&ReduceRow<'_>| {
            let (first, rest) = row.others.split_first()?;
            let rest =
                if rest.is_empty() { String::new() } else { format!(", {} more", rest.len()) };
            Some(format!("{} {}{rest}", first.0.short_name(), change(first.1)))
        };
        let mark = |row: &&ReduceRow<'_>| {
            let load = row.load.as_ref()?;
            let beyond = if load.peak().is_extrapolated() { "!" } else { "" };
            Some(format!("{}{beyond}", load.peak().grade()))
        };
        let is_sum = self.limit_words().is_some();
        let is_beyond = |row: &ReduceRow<'_>| {
            row.load.as_ref().is_some_and(|load| load.peak().is_extrapolated())
        };
        let any = |is_it: &dyn Fn(&ReduceRow<'_>) -> bool| rows.iter().any(|row| is_it(row));
        let legend = [
            (
                any(&|row| row.reach == Reach::Part),
                "at the most: less than wanted, and no more within the data",
            ),
            (
                self.is_until() && !is_sum,
                "farther: no step gets heavier with the distance, what all add up to does",
            ),
            (any(&is_lighter), "lighter: in kilograms; times your weight nothing changes"),
            (any(&is_beyond), "!: beyond the data"),
        ];
        Table {
            about: "One change at a time",
            columns: vec![
                left("change", 0, &rows, |row| Some(row.what.clone())),
                right("from", 0, &rows, |row| Some(row.from.clone())),
                right("to", 0, &rows, |row| {
                    let most = row.reach == Reach::Part && row.x.is_some();
                    Some(format!("{}{}", if most { "at the most " } else { "" }, row.to))
                }),
                right("a step", 0, &rows, |row| {
                    row.step_ratio.map(change).or_else(|| elsewhere(row, is_lighter(row)))
                }),
                right("a km", 0, &rows, |row| {
                    row.km_ratio.map(change).or_else(|| elsewhere(row, true))
                }),
                left("most else", 8, &rows, others),
                left("trust", 7, &rows, mark),
            ],
            legend: legend
                .into_iter()
                .filter(|(is_so, _)| *is_so)
                .map(|(_, text)| text.into())
                .collect(),
            ..Table::default()
        }
    }

    fn cells(&self, row: &ReduceRow<'_>, cited: Vec<String>) -> Vec<Value> {
        let peak = row.load.as_ref().map(MuscleLoad::peak);
        let others = row
            .others
            .iter()
            .map(|(muscle, ratio)| format!("{} {}", muscle.key(), fixed(*ratio, 3)));
        vec![
            self.muscle.key().into(),
            (&*row.what).into(),
            row.effect.map(Effect::key).into(),
            row.reach.key().into(),
            (&*row.from).into(),
            (&*row.to).into(),
            Value::number(row.x, 9),
            Value::Number(self.before.peak().value().0, 3),
            Value::number(peak.map(|peak| peak.value().0), 3),
            Value::number(peak.and_then(|peak| peak.sd()).map(|sd| sd.0), 3),
            Value::number(row.step_ratio, 4),
            Value::number(row.km_ratio, 4),
            Value::List(others.collect()),
            peak.map(|peak| Grade::key(peak.grade())).into(),
            peak.map(|peak| peak.is_extrapolated()).into(),
            Value::List(cited),
        ]
    }
}
