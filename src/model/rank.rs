//! Ranking with the range that the spread and the disagreement of sources allow.

use super::{MuscleLoad, peak_in};
use crate::conditions::Conditions;
use crate::evidence::{Evidence, Reading};
use crate::muscle::{Kind, Muscle, Phase};
use crate::units::Speed;

/// A place in a ranking, 1 for the largest, and the places that the spread allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rank {
    /// The place.
    pub place: usize,
    /// The best place that the spread allows.
    pub low: usize,
    /// The worst place that the spread allows.
    pub high: usize,
}

/// A figure to rank.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RankFigure {
    /// The figure.
    pub value: f64,
    /// Its standard deviation; an unknown one counts as none, so that the range of places is then a lower bound.
    pub sd: Option<f64>,
    /// The least and the most that any source says it is, times the figure; 1 where none says something else.
    pub reported: (f64, f64),
}

impl RankFigure {
    /// A figure that no source disputes.
    #[must_use]
    pub fn new(value: f64, sd: Option<f64>) -> Self {
        Self { value, sd, reported: (1.0, 1.0) }
    }
}

/// Ranks figures, largest first. Equal figures keep their order.
///
/// Two may swap when they differ by no more than the spread of their difference, or when what a source says of either
/// reaches the other.
///
/// ```
/// use musclerun::model::{RankFigure, ranks};
/// let figures = [(1.0, Some(0.5)), (3.0, Some(0.5)), (1.2, None)].map(|(value, sd)| RankFigure::new(value, sd));
/// let ranks = ranks(&figures);
/// assert_eq!((ranks[0].place, ranks[0].low, ranks[0].high), (3, 2, 3));
/// assert_eq!((ranks[1].place, ranks[1].low, ranks[1].high), (1, 1, 1));
/// ```
#[must_use]
pub fn ranks(figures: &[RankFigure]) -> Vec<Rank> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|a, b| figures[*b].value.total_cmp(&figures[*a].value));
    let may_swap = |i: usize, j: usize| {
        let (i, j) = (figures[i], figures[j]);
        let (above, below) = if i.value >= j.value { (i, j) } else { (j, i) };
        // |peak_i - peak_j| <= √(sd_i² + sd_j²)
        let (sd_i, sd_j) = (i.sd.unwrap_or(0.0), j.sd.unwrap_or(0.0));
        above.value - below.value <= (sd_i * sd_i + sd_j * sd_j).sqrt()
            || above.value * above.reported.0 <= below.value
            || below.value * below.reported.1 >= above.value
    };
    let mut ranks = vec![Rank { place: 0, low: 0, high: 0 }; figures.len()];
    for (above, &figure) in order.iter().enumerate() {
        let surely = |others: &[usize]| others.iter().filter(|o| !may_swap(figure, **o)).count();
        ranks[figure] = Rank {
            place: above + 1,
            low: surely(&order[..above]) + 1,
            high: figures.len() - surely(&order[above + 1..]),
        };
    }
    ranks
}

/// The order of an answer, each with its place: muscles by their figures, the parts of a group behind it, tendons and joints
/// apart, and last what has no figure. Muscles alone have a place, and parts only where their group is not there.
pub(crate) fn ranking(
    muscles: &[&Muscle],
    figures: &[Option<RankFigure>],
) -> Vec<(usize, Option<Rank>)> {
    let group_of = |index: usize| {
        let group = muscles[index].part_of()?;
        muscles.iter().position(|muscle| muscle.key() == group)
    };
    let is_ranked = |index: &usize| {
        let is_muscle = muscles[*index].kind() == Kind::Muscle;
        is_muscle && group_of(*index).is_none() && figures[*index].is_some()
    };
    let ranked: Vec<usize> = (0..muscles.len()).filter(is_ranked).collect();
    let of_ranked: Vec<RankFigure> = ranked.iter().filter_map(|index| figures[*index]).collect();
    let mut places = vec![None; muscles.len()];
    for (index, rank) in ranked.into_iter().zip(ranks(&of_ranked)) {
        places[index] = Some(rank);
    }
    let key = |index: usize| {
        let group = group_of(index);
        let place = places[group.unwrap_or(index)].map_or(usize::MAX, |rank| rank.place);
        (figures[index].is_none(), place, group.is_some())
    };
    let value = |index: usize| figures[index].map_or(0.0, |figure| figure.value);
    let mut order: Vec<usize> = (0..muscles.len()).collect();
    order.sort_by(|&a, &b| key(a).cmp(&key(b)).then(value(b).total_cmp(&value(a))));
    order.into_iter().map(|index| (index, places[index])).collect()
}

/// What other sources say of the peak of each muscle in each phase, as far as it was read or computed and not quoted.
#[derive(Debug, Clone)]
pub(crate) struct Disputes(Vec<[Dispute; 3]>);

/// The least and the most that is reported of a peak.
#[derive(Debug, Clone, Copy)]
struct Dispute {
    /// At a speed, over the peak there: carried to other conditions by the same factors.
    ratio: (f64, f64),
    /// Without a speed, body weights, as it stands.
    bw: (f64, f64),
}

impl Disputes {
    pub(crate) fn new(evidence: &Evidence) -> Self {
        let none = Dispute { ratio: (1.0, 1.0), bw: (f64::INFINITY, 0.0) };
        let mut disputes = vec![[none; 3]; evidence.muscles().iter().count()];
        for check in evidence.crosschecks() {
            // a name that several muscles share is about their sum
            let Some(muscle) = evidence.muscles().by_key(&check.muscle) else {
                continue;
            };
            if !matches!(check.source.reading, Reading::Printed | Reading::Computed) {
                continue;
            }
            let dispute = &mut disputes[muscle.index][check.phase as usize];
            let reported = |range: &mut (f64, f64), unit: f64| {
                range.0 = check.low_bw.map_or(range.0, |low| range.0.min(low / unit));
                range.1 = check.high_bw.map_or(range.1, |high| range.1.max(high / unit));
            };
            let there = check.speed_m_s.map(Speed::from_m_per_s);
            match there {
                None => reported(&mut dispute.bw, 1.0),
                Some(speed) => {
                    let there = speed.ok().map(Conditions::new);
                    let peak = there.and_then(|run| peak_in(evidence, muscle, check.phase, &run));
                    if let Some(peak) = peak {
                        reported(&mut dispute.ratio, peak.value().0);
                    }
                }
            }
        }
        Self(disputes)
    }

    /// The least and the most that is reported of a load in a phase, over the load itself.
    pub(crate) fn of(&self, load: &MuscleLoad<'_>, phase: Phase) -> (f64, f64) {
        let dispute = &self.0[load.muscle.index][phase as usize];
        let peak = load.peak_in(phase).map_or(f64::NAN, |peak| peak.value().0);
        (dispute.ratio.0.min(dispute.bw.0 / peak), dispute.ratio.1.max(dispute.bw.1 / peak))
    }
}
