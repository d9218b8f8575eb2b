//! Where the load came: the force of the first muscles over the distance, above the ground and the pace.

use maud::{Markup, html};

use crate::answer::run::{Bin, RecordedRun};
use crate::muscle::Muscle;
use crate::number::fixed;
use crate::render::html::panels::{Kind, Panel, Spot, panel};
use crate::render::html::scale::Scale;
use crate::render::html::section;
use crate::render::run::table::pace;

/// How many muscles are drawn unless they are named.
const MUSCLES: usize = 3;
/// How many are drawn at most.
const MOST: usize = 8;
/// Into how many stretches the distance is cut: as many as a narrow screen shows apart.
const STRETCHES: usize = 180;
/// Paces are marked at one of these steps, s.
const PACE_STEPS: [f64; 7] = [5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0];
/// How far from each other, as a share of the height.
const APART: f64 = 0.2;

/// The charts under their heading; nothing where no muscle has a figure.
pub(super) fn section_of(run: &RecordedRun<'_>) -> Markup {
    let most = if run.question.muscles.is_some() {
        MOST
    } else {
        MUSCLES
    };
    let ranked = run.rows.iter().filter(|row| row.rank.is_some());
    let muscles: Vec<&Muscle> = ranked.map(|row| row.muscle).take(most).collect();
    let pieces = run.profile(&muscles, STRETCHES);
    if muscles.is_empty() || pieces.is_empty() {
        return html! {};
    }
    let units = run.question.units;
    let whole = run.whole.distance_m() / units.metres();
    let scale = Scale::along(whole);
    let mut along: Vec<(f64, String)> = scale
        .marks()
        .into_iter()
        .map(|mark| (scale.share(mark), scale.name(mark)))
        .collect();
    if let Some((_, last)) = along.last_mut() {
        *last = format!("{last} {units}");
    }
    let mut panels = loads(run, &muscles, &pieces);
    panels.extend(ground(run, &pieces));
    panels.extend(speeds(run, &pieces));
    let last = panels.len().saturating_sub(1);
    #[allow(clippy::cast_precision_loss)] // a few hundred, which is exact
    let length = run.whole.distance_m() / pieces.len() as f64;
    section(
        "Over the distance",
        &html! {
            p.quiet.lead-in {
                "Peak force of a step as a multiple of body weight, all on one scale; the band is ± one standard deviation \
                 between runners. Each point is the mean of " (fixed(length, 0)) " m. Gaps: nobody ran."
            }
            @for (i, chart) in panels.iter().enumerate() {
                (panel(chart, &along, i == last))
            }
        },
    )
}

/// The figures of the pieces, each where it lies.
fn spots(pieces: &[Bin], figure: impl Fn(&Bin) -> Option<(f64, Option<f64>)>) -> Vec<Option<Spot>> {
    // a few hundred, which is exact
    #[allow(clippy::cast_precision_loss)]
    let share = |index: usize| index as f64 / pieces.len() as f64;
    let spots = pieces.iter().enumerate().map(|(i, piece)| {
        figure(piece).map(|(value, sd)| Spot {
            ends: (share(i), share(i + 1)),
            value,
            sd,
        })
    });
    spots.collect()
}

/// The least and the largest of what is known.
fn ends(spots: &[Option<Spot>]) -> Option<(Spot, Spot)> {
    let known = || spots.iter().flatten();
    let least = known().min_by(|a, b| a.value.total_cmp(&b.value))?;
    let most = known().max_by(|a, b| a.value.total_cmp(&b.value))?;
    Some((*least, *most))
}

/// How far along a spot lies, in words.
fn place(run: &RecordedRun<'_>, spot: &Spot) -> String {
    let units = run.question.units;
    let metres = run.whole.distance_m() * f64::midpoint(spot.ends.0, spot.ends.1);
    format!("{units} {}", fixed(metres / units.metres(), 1))
}

fn loads(run: &RecordedRun<'_>, muscles: &[&Muscle], pieces: &[Bin]) -> Vec<Panel> {
    let lines: Vec<Vec<Option<Spot>>> = (0..muscles.len())
        .map(|i| spots(pieces, |piece| piece.peaks.get(i).copied().flatten()))
        .collect();
    let reach = lines.iter().flatten().flatten();
    let reach = reach.map(|spot| spot.value + spot.sd.unwrap_or(0.0));
    let scale = Scale::from_zero(reach.fold(0.0, f64::max)).coarser();
    let charts = muscles.iter().zip(lines).filter_map(|(muscle, spots)| {
        let (least, most) = ends(&spots)?;
        let row = run.rows.iter().find(|row| row.muscle.key() == muscle.key())?;
        let mean = run.borne(row).peak_mean_bw?;
        let name = muscle.short_name().to_owned();
        Some(Panel {
            sum: format!("mean {mean}, from {} to {} × body weight", fixed(least.value, 1), fixed(most.value, 1), mean = fixed(mean, 1)),
            description: format!(
                "Peak force of a step over the distance: lowest {} times body weight at {}, highest {} at {}.",
                fixed(least.value, 1),
                place(run, &least),
                fixed(most.value, 1),
                place(run, &most)),
            name,
            kind: Kind::Trace,
            height: 104.0,
            marks: scale
                .marks()
                .into_iter()
                .map(|mark| (mark, scale.name(mark)))
                .collect(),
            scale,
            spots,
        })
    });
    charts.collect()
}

fn ground(run: &RecordedRun<'_>, pieces: &[Bin]) -> Option<Panel> {
    let spots = spots(pieces, |piece| Some((piece.altitude_m?, None)));
    let (least, most) = ends(&spots)?;
    // so much at least that a flat run looks flat, m
    let scale = Scale::around(least.value, most.value, 30.0);
    Some(Panel {
        name: "Elevation".to_owned(),
        sum: format!(
            "{} to {} m, {} m up, {} m down",
            fixed(least.value, 0),
            fixed(most.value, 0),
            fixed(run.whole.ascent_m, 0),
            fixed(run.whole.descent_m, 0)
        ),
        description: format!(
            "Altitude over the distance: lowest {} m at {}, highest {} m at {}.",
            fixed(least.value, 0),
            place(run, &least),
            fixed(most.value, 0),
            place(run, &most)
        ),
        kind: Kind::Ground,
        height: 84.0,
        marks: scale
            .marks()
            .into_iter()
            .map(|mark| (mark, format!("{} m", scale.name(mark))))
            .collect(),
        scale,
        spots,
    })
}

/// Speed, marked as pace: what lies higher is faster.
fn speeds(run: &RecordedRun<'_>, pieces: &[Bin]) -> Option<Panel> {
    let spots = spots(pieces, |piece| Some((piece.speed_m_s?, None)));
    let (slowest, fastest) = ends(&spots)?;
    // so much at least that an even run looks even, m/s
    let scale = Scale::around(slowest.value, fastest.value, 0.8);
    let mean = run.whole.speed_m_s()?;
    Some(Panel {
        name: "Pace".to_owned(),
        sum: format!(
            "mean {}, from {} to {}",
            pace(run, mean),
            pace(run, slowest.value),
            pace(run, fastest.value)
        ),
        description: format!(
            "Pace over the distance: slowest {} at {}, fastest {} at {}.",
            pace(run, slowest.value),
            place(run, &slowest),
            pace(run, fastest.value),
            place(run, &fastest)
        ),
        kind: Kind::Trace,
        height: 84.0,
        marks: pace_marks(run, &scale, slowest.value, fastest.value),
        scale,
        spots,
    })
}

/// Round paces between two speeds, as many as stand apart on the scale: slow ones lie closer together than fast ones.
fn pace_marks(
    run: &RecordedRun<'_>,
    scale: &Scale,
    slowest: f64,
    fastest: f64,
) -> Vec<(f64, String)> {
    let metres = run.question.units.metres();
    let (from, to) = (metres / fastest, metres / slowest);
    let by = |step: &f64| -> Vec<f64> {
        let first = (from / step).ceil();
        (0..=6_u8)
            .map(|i| (first + f64::from(i)) * step)
            .take_while(|seconds| *seconds <= to)
            .map(|seconds| metres / seconds)
            .collect()
    };
    let stand_apart = |speeds: &Vec<f64>| {
        let mut pairs = speeds.windows(2);
        pairs.all(|pair| scale.share(pair[0]) - scale.share(pair[1]) >= APART)
    };
    let found = PACE_STEPS.iter().map(by).find(stand_apart);
    let speeds = found.unwrap_or_default().into_iter();
    let words = |speed| {
        let pace = pace(run, speed);
        // the unit stands above
        pace.split('/').next().unwrap_or_default().to_owned()
    };
    speeds.map(|speed| (speed, words(speed))).collect()
}
