//! Where the load came: the force of the first muscles over the distance, above the ground and the pace.

use super::document::pace;
use super::{Bin, RecordedRun};
use crate::document::{
    AxisMark, Chart, CourseChart, CoursePanel, CoursePoint, Scale, Section, SectionPart,
};
use crate::muscle::Muscle;
use crate::number::{fixed, real};

/// How many muscles are drawn unless they are named.
const MUSCLES: usize = 3;
const MOST: usize = 8;
/// Into how many bins the distance is cut: as many as a narrow screen shows apart.
const BINS: usize = 180;
/// Paces are marked at one of these steps, s.
const PACE_STEPS: [f64; 7] = [5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0];
/// How far from each other, as a share of the height.
const APART: f64 = 0.2;

type BinFigures = Vec<Option<(f64, Option<f64>)>>;

impl RecordedRun<'_> {
    /// The charts under their heading; nothing where no muscle has a figure.
    pub(super) fn course_section(&self) -> Option<Section> {
        // tendons and joints, which have no rank, where they are asked for
        let is_named = self.question.selection.muscles.is_some();
        let most = if is_named { MOST } else { MUSCLES };
        let ranked = self.rows.iter().filter(|row| row.rank.is_some() || is_named);
        let muscles: Vec<&Muscle> = ranked.map(|row| row.muscle).take(most).collect();
        let bins = self.profile(&muscles, BINS);
        if muscles.is_empty() || bins.is_empty() {
            return None;
        }
        let units = self.question.units;
        let mut marks = Scale::to_end(self.whole.distance_m() / units.metres()).marks();
        if let Some((_, last)) = marks.last_mut() {
            *last = format!("{last} {units}");
        }
        let mut panels = self.load_panels(&muscles, &bins);
        panels.extend(self.ground_panel(&bins));
        panels.extend(self.pace_panel(&bins));
        let length = self.whole.distance_m() / real(bins.len());
        let text = format!(
            "Peak force of a step as a multiple of body weight, all on one scale; the band is how far runners differ. Each point is the mean of {} m. Gaps: nobody ran.",
            fixed(length, 0)
        );
        let chart = Chart::Course(CourseChart { marks, panels });
        Some(Section::new(
            "Over the distance",
            vec![SectionPart::Text(text), SectionPart::Chart(chart)],
        ))
    }

    fn load_panels(&self, muscles: &[&Muscle], bins: &[Bin]) -> Vec<CoursePanel> {
        let lines: Vec<BinFigures> = (0..muscles.len())
            .map(|i| bins.iter().map(|bin| *bin.peaks.get(i)?).collect())
            .collect();
        let reach = lines.iter().flatten().flatten();
        let reach = reach.map(|(value, sd)| value + sd.unwrap_or(0.0));
        let scale = Scale::from_zero(reach.fold(0.0, f64::max)).coarser();
        let panels = muscles.iter().zip(lines).filter_map(|(muscle, figures)| {
            let [(least, least_at), (most, most_at)] = self.ends(&figures)?;
            let row = self.rows.iter().find(|row| row.muscle.key() == muscle.key())?;
            let mean = fixed(self.load(row).peak_mean_bw?, 1);
            let (least, most) = (fixed(least, 1), fixed(most, 1));
            Some(CoursePanel {
                name: muscle.short_name().to_owned(),
                sum: format!("mean {mean}, from {least} to {most} × body weight"),
                description: format!(
                    "Peak force of a step over the distance: lowest {least} times body weight at {least_at}, \
                     highest {most} at {most_at}."
                ),
                is_ground: false,
                marks: scale.marks(),
                points: points(&figures, &scale),
            })
        });
        panels.collect()
    }

    fn ground_panel(&self, bins: &[Bin]) -> Option<CoursePanel> {
        let figures: BinFigures = bins.iter().map(|bin| Some((bin.altitude_m?, None))).collect();
        let [(least, least_at), (most, most_at)] = self.ends(&figures)?;
        // so much at least that a flat run looks flat, m
        let scale = Scale::around(least, most, 30.0);
        let marks = scale.marks().into_iter();
        let [least, most, up, down] =
            [least, most, self.whole.ascent_m, self.whole.descent_m].map(|m| fixed(m, 0));
        Some(CoursePanel {
            name: "Elevation".to_owned(),
            sum: format!("{least} to {most} m, {up} m up, {down} m down"),
            description: format!(
                "Altitude over the distance: lowest {least} m at {least_at}, highest {most} m at {most_at}."
            ),
            is_ground: true,
            marks: marks.map(|(at, label)| (at, format!("{label} m"))).collect(),
            points: points(&figures, &scale),
        })
    }

    /// Speed, marked as pace: what lies higher is faster.
    fn pace_panel(&self, bins: &[Bin]) -> Option<CoursePanel> {
        let figures: BinFigures = bins.iter().map(|bin| Some((bin.speed_m_s?, None))).collect();
        let [(slowest, slowest_at), (fastest, fastest_at)] = self.ends(&figures)?;
        // so much at least that an even run looks even, m/s
        let scale = Scale::around(slowest, fastest, 0.8);
        let marks = self.pace_marks(&scale, slowest, fastest);
        let mean = pace(self, self.whole.speed_m_s()?);
        let (slowest, fastest) = (pace(self, slowest), pace(self, fastest));
        Some(CoursePanel {
            name: "Pace".to_owned(),
            sum: format!("mean {mean}, from {slowest} to {fastest}"),
            description: format!(
                "Pace over the distance: slowest {slowest} at {slowest_at}, fastest {fastest} at {fastest_at}."
            ),
            is_ground: false,
            marks,
            points: points(&figures, &scale),
        })
    }

    /// The least and the largest of what is known, each with how far into the run it lies.
    fn ends(&self, figures: &BinFigures) -> Option<[(f64, String); 2]> {
        let units = self.question.units;
        let with_place = |(bin, value): (usize, f64)| {
            let at = (real(bin) + 0.5) / real(figures.len()) * self.whole.distance_m();
            (value, format!("{units} {}", fixed(at / units.metres(), 1)))
        };
        let numbered = figures.iter().enumerate();
        let known = numbered.filter_map(|(bin, figure)| Some((bin, figure.as_ref()?.0)));
        let least = known.clone().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let most = known.max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some([least, most].map(with_place))
    }

    /// Round paces between two speeds, as many as stand apart on the scale: slow ones lie closer together than fast ones.
    fn pace_marks(&self, scale: &Scale, slowest: f64, fastest: f64) -> Vec<AxisMark> {
        let metres = self.question.units.metres();
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
            pairs.all(|pair| scale.place(pair[0]) - scale.place(pair[1]) >= APART)
        };
        let speeds = PACE_STEPS.iter().map(by).find(stand_apart);
        let mark = |speed| {
            let pace = pace(self, speed);
            // the unit stands above
            let label = pace.split('/').next().unwrap_or_default();
            (scale.place(speed), label.to_owned())
        };
        speeds.unwrap_or_default().into_iter().map(mark).collect()
    }
}

fn points(figures: &BinFigures, scale: &Scale) -> Vec<Option<CoursePoint>> {
    let point = |(value, sd): (f64, Option<f64>)| CoursePoint {
        at: scale.place(value),
        band: sd.map(|sd| [value - sd, value + sd].map(|edge| scale.place(edge))),
    };
    figures.iter().map(|figure| figure.map(point)).collect()
}
