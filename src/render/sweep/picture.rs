//! A sweep as a picture: a small line chart a muscle, by rank.

use super::axis;
use crate::answer::sweep::{Coverage, Point, Series, Sweep};
use crate::document::{Chart, LineAxis, LineCertainty, LinePanel, LinePoint, Lines};
use crate::number::fixed;
use crate::render::chart::{ChartPage, Scene};
use crate::render::wording;
use crate::units::BodyWeights;

/// The whole picture.
pub(super) fn picture(sweep: &Sweep<'_>) -> Scene {
    let title = format!(
        "What each muscle bears: {}",
        axis::range(&sweep.question.swept)
    );
    let mut notes: Vec<&str> = sweep.notes.iter().map(|note| &*note.text).collect();
    let made = format!(
        "Computed by musclerun from tables of evidence {}.",
        sweep.evidence.checksum()
    );
    notes.push(&made);
    let page = ChartPage {
        title: &title,
        conditions: &[axis::held(sweep).join(" · ")],
        notes,
        sources: &sweep.sources,
    };
    page.scene(&[&Chart::Lines(lines(sweep))])
}

/// The charts of a sweep.
pub(super) fn lines(sweep: &Sweep<'_>) -> Lines {
    let newtons = sweep.question.mass.map_or_else(String::new, |mass| {
        format!(" (1 × is {} N)", fixed(BodyWeights(1.0).of(mass).0, 0))
    });
    Lines {
        caption: format!("Peak force of one step, times body weight{newtons}"),
        axis: LineAxis {
            title: axis::title(&sweep.question.swept),
            marks: axis::marks(sweep),
        },
        panels: sweep
            .series
            .iter()
            .map(|series| panel(sweep, series))
            .collect(),
    }
}

fn panel(sweep: &Sweep<'_>, series: &Series<'_>) -> LinePanel {
    let span = axis::span(sweep);
    let points = series.points.iter().map(|point| LinePoint {
        at: axis::share(span, point.spot.at),
        value: point.peak_bw(),
        sd: point.sd_bw(),
        certainty: match point.coverage() {
            Coverage::Data => LineCertainty::Data,
            Coverage::Beyond => LineCertainty::Beyond,
            Coverage::NoFigure => LineCertainty::NoFigure,
        },
        row: point.is_knot().then(|| row(sweep, series, point)),
    });
    LinePanel {
        key: series.muscle.key().to_owned(),
        name: series.muscle.short_name().to_owned(),
        is_part: series.muscle.part_of().is_some(),
        grades: axis::grades(series),
        points: points.collect(),
    }
}

/// A row of the published data in a sentence.
fn row(sweep: &Sweep<'_>, series: &Series<'_>, point: &Point<'_>) -> String {
    let swept = &sweep.question.swept;
    let studies: Vec<&str> = point.knot.iter().map(|study| &*study.key).collect();
    format!(
        "{} at {} ({}): {} × body weight, grade {}; data of {}",
        series.muscle.name(),
        axis::label(swept, point.spot.x),
        axis::title(swept),
        wording::with_spread(point.peak_bw(), point.sd_bw()),
        point.load.peak().grade(),
        studies.join(", ")
    )
}
