//! Laws that hold for every input: of the model between and beyond its data, of rankings, and of quantities as typed.
//!
//! Each is drawn many times over the whole of what is accepted, with the rows of the tables and the edges of the bounds
//! drawn more often than chance would. Laws of the model are held to the tables of the program.

use std::borrow::Cow;
use std::fmt::Debug;
use std::str::FromStr;

use musclerun::answer::calculate::{Question, Report};
use musclerun::answer::{RankBy, Selection};
use musclerun::conditions::{Conditions, Course, FootStrike, Form, Shoe, Terrain};
use musclerun::embedded;
use musclerun::evidence::{Basis, Effect, Evidence, Grade, Knot, Quantity};
use musclerun::model::{self, Estimate, Origin, RankFigure, Stepping};
use musclerun::muscle::{Kind, Muscle, Phase};
use musclerun::units::{
    BodyWeightSeconds, BodyWeights, Distance, Duration, Gradient, LengthUnit, Mass, Pace,
    PercentOfTypical, RunLength, Speed, StepRate, StepsPerMinute, Support, TrunkLean,
    TypedDistance, TypedSpeed,
};
use proptest::prelude::*;
use proptest::sample::select;

/// So many draws a law, and no files beside the sources when one fails.
fn draws(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

// ---- what is drawn ----

/// Every muscle and phase that has a peak force.
fn peaks() -> Vec<(&'static Muscle, Phase)> {
    let evidence = embedded::evidence();
    evidence
        .muscles()
        .iter()
        .flat_map(|muscle| evidence.anchors(muscle).map(move |anchor| (muscle, anchor.phase)))
        .collect()
}

/// The rows of one effect on the peak of a muscle in a phase: place, ratio.
fn rows(muscle: &Muscle, phase: Phase, effect: Effect, quantity: Quantity) -> Vec<(f64, f64)> {
    let all = embedded::evidence().effect_rows();
    all.filter(|(of, at, what, how, _)| {
        of.key() == muscle.key() && *at == phase && *what == effect && *how == quantity
    })
    .map(|(.., row)| (row.x, row.ratio))
    .collect()
}

/// The places of all rows of an effect.
fn places(effect: Effect) -> Vec<f64> {
    let evidence = embedded::evidence();
    let of_effects =
        evidence.effect_rows().filter(|(_, _, what, _, _)| *what == effect).map(|(.., row)| row.x);
    let mut places: Vec<f64> = of_effects.collect();
    if effect == Effect::Speed {
        places.extend(evidence.strides().knots().iter().map(Knot::x));
        let muscles = evidence.muscles().iter();
        places.extend(
            muscles.flat_map(|muscle| evidence.anchors(muscle).map(|anchor| anchor.speed_m_s)),
        );
    }
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}

fn speeds() -> impl Strategy<Value = f64> {
    let edges = vec![Speed::MIN_M_PER_S, Speed::MAX_M_PER_S];
    prop_oneof![3 => 1.4..=9.5, 2 => select(places(Effect::Speed)), 1 => select(edges)]
}

fn gradients() -> impl Strategy<Value = f64> {
    prop_oneof![3 => -30.0..=30.0, 2 => select(places(Effect::Gradient)), 1 => select(vec![-30.0, 0.0, 30.0])]
}

fn step_rate_percents() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 50.0..=200.0, 2 => select(places(Effect::StepRate)), 1 => select(vec![50.0, 200.0])]
}

fn step_rates() -> impl Strategy<Value = StepRate> {
    prop_oneof![
        Just(StepRate::Typical),
        step_rate_percents().prop_map(|percent| {
            StepRate::PercentOfTypical(PercentOfTypical::new(percent).expect("from 50 to 200 %"))
        }),
        (100.0..=300.0).prop_map(|rate| StepRate::PerMinute(
            StepsPerMinute::new(rate).expect("within bounds")
        )),
    ]
}

fn courses() -> impl Strategy<Value = Course> {
    (select(Terrain::ALL.to_vec()), prop::option::of(gradients())).prop_map(|(terrain, percent)| {
        let gradient =
            percent.map(|percent| Gradient::from_percent(percent).expect("within bounds"));
        // the gradient decides where it contradicts the terrain
        Course::new(Some(terrain), gradient)
            .or_else(|_| Course::new(None, gradient))
            .expect("a gradient by itself contradicts nothing")
    })
}

fn forms() -> impl Strategy<Value = Form> {
    let lean =
        prop_oneof![2 => Just(0.0), 1 => -15.0..=15.0, 1 => select(places(Effect::TrunkLean))];
    let support = prop_oneof![2 => Just(0.0), 1 => 0.0..=80.0];
    let words = (select(FootStrike::ALL.to_vec()), select(Shoe::ALL.to_vec()));
    (lean, support, words).prop_map(|(lean, support, (foot_strike, shoe))| {
        Form::default()
            .with_trunk_lean(TrunkLean::from_degrees(lean).expect("within bounds"))
            .with_support(Support::from_percent(support).expect("within bounds"))
            .with_foot_strike(foot_strike)
            .with_shoe(shoe)
    })
}

fn masses() -> impl Strategy<Value = Mass> {
    prop_oneof![5 => 20.0..=250.0, 1 => select(vec![20.0, 70.0, 250.0])]
        .prop_map(|kilograms| Mass::from_kilograms(kilograms).expect("within bounds"))
}

prop_compose! {
    fn runs()(
        m_per_s in speeds(), mass in masses(), course in courses(), step_rate in step_rates(), form in forms(),
    ) -> Conditions {
        Conditions::new(speed(m_per_s))
            .with_mass(mass)
            .with_course(course)
            .with_step_rate(step_rate)
            .with_form(form)
    }
}

/// Runs whose step rate is one that somebody can keep, so that they have a report.
fn answered_runs() -> impl Strategy<Value = Conditions> {
    (runs(), 90.0..=110.0).prop_map(|(run, percent)| {
        match Stepping::of(embedded::evidence(), &run) {
            Ok(_) => run,
            Err(_) => run.with_step_rate(StepRate::PercentOfTypical(
                PercentOfTypical::new(percent).expect("from 50 to 200 %"),
            )),
        }
    })
}

fn speed(m_per_s: f64) -> Speed {
    Speed::from_m_per_s(m_per_s).expect("within bounds")
}

fn reference() -> Conditions {
    Conditions::new(speed(3.5)).with_mass(Mass::from_kilograms(70.0).expect("within bounds"))
}

fn peak(muscle: &Muscle, phase: Phase, run: &Conditions) -> Estimate<'static, BodyWeights> {
    model::peak_in(embedded::evidence(), muscle, phase, run).expect("a peak in that phase")
}

/// A run at one place of one effect, otherwise at the reference.
fn at(effect: Effect, x: f64) -> Conditions {
    match effect {
        Effect::Speed => reference().with_speed(speed(x)),
        Effect::StepRate => reference().with_step_rate(StepRate::PercentOfTypical(
            PercentOfTypical::new(x).expect("from 50 to 200 %"),
        )),
        Effect::Gradient => {
            let gradient = Gradient::from_percent(x).expect("within bounds");
            let course = Course::new(None, Some(gradient))
                .expect("a gradient by itself contradicts nothing");
            reference().with_course(course)
        }
        Effect::TrunkLean => reference().with_form(
            Form::default().with_trunk_lean(TrunkLean::from_degrees(x).expect("within bounds")),
        ),
        Effect::Support => reference().with_form(
            Form::default().with_support(Support::from_percent(x).expect("within bounds")),
        ),
        Effect::Terrain => {
            let terrain = effect.written(x).parse().expect("a terrain");
            reference().with_course(Course::new(Some(terrain), None).expect("a surface"))
        }
        Effect::FootStrike => {
            let strike = effect.written(x).parse().expect("a foot strike");
            reference().with_form(Form::default().with_foot_strike(strike))
        }
        Effect::Shoe => {
            let shoe = effect.written(x).parse().expect("a shoe");
            reference().with_form(Form::default().with_shoe(shoe))
        }
        _ => panic!("{effect} is new"),
    }
}

fn bounds(effect: Effect) -> (f64, f64) {
    effect.bounds().expect("an axis")
}

/// The same run at that place of an effect.
fn moved(run: Conditions, effect: Effect, x: f64) -> Conditions {
    let there = at(effect, x);
    match effect {
        Effect::Speed => run.with_speed(there.speed()),
        Effect::StepRate => run.with_step_rate(there.step_rate()),
        Effect::Gradient => run.with_course(there.course()),
        Effect::TrunkLean => run.with_form(run.form().with_trunk_lean(there.form().trunk_lean())),
        _ => run.with_form(run.form().with_support(there.form().support())),
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1.0)
}

// ---- between the rows ----

/// Every row gives back its own ratio to the row at the reference.
#[test]
fn a_curve_is_exact_at_its_rows() {
    let mut checked = 0;
    for (muscle, phase) in peaks() {
        for effect in Effect::ALL {
            let reference = peak(muscle, phase, &reference()).value().0;
            for (x, ratio) in rows(muscle, phase, effect, Quantity::Peak) {
                let here = peak(muscle, phase, &at(effect, x)).value().0;
                assert!(
                    near(here, reference * ratio),
                    "{} {phase}: {} at {x}",
                    muscle.key(),
                    effect.key()
                );
                checked += 1;
            }
        }
    }
    // every row of the table for peaks along an axis: none is out of reach
    let in_table = embedded::evidence().effect_rows().filter(|row| row.3 == Quantity::Peak).count();
    assert_eq!(checked, in_table);
    assert!(checked > 150);
}

proptest! {
    #![proptest_config(draws(512))]

    #[test]
    fn a_curve_stays_between_its_neighbouring_rows(
        (muscle, phase) in select(peaks()), effect in select(Effect::CURVES.to_vec()), share in 0.0..=1.0,
    ) {
        let (low, high) = bounds(effect);
        let x = low + (high - low) * share;
        let rows = rows(muscle, phase, effect, Quantity::Peak);
        let below = rows.iter().rev().find(|row| row.0 <= x).or(rows.first());
        let above = rows.iter().find(|row| row.0 >= x).or(rows.last());
        // no rows: as at the reference
        let (below, above) = (below.map_or(1.0, |row| row.1), above.map_or(1.0, |row| row.1));
        let ratio = peak(muscle, phase, &at(effect, x)).value().0 / peak(muscle, phase, &reference()).value().0;
        prop_assert!(ratio >= below.min(above) - 1e-12, "{ratio} is below {below} and {above}");
        prop_assert!(ratio <= below.max(above) + 1e-12, "{ratio} is above {below} and {above}");
    }

    #[test]
    fn peaks_and_spreads_are_continuous(
        (muscle, phase) in select(peaks()), run in runs(), effect in select(Effect::CURVES.to_vec()),
        share in 0.0..=1.0, row in any::<prop::sample::Index>(), on_row in any::<bool>(),
    ) {
        const STEP: f64 = 1e-7;
        let (low, high) = bounds(effect);
        let places = places(effect);
        let x = if on_row { places[row.index(places.len())] } else { low + (high - low) * share };
        let estimates = [x - STEP, x, x + STEP].map(|x| {
            peak(muscle, phase, &moved(run, effect, x.clamp(low, high)))
        });
        // no curve of the tables is steeper than 100 body weights a unit
        let tolerance = 100.0 * STEP;
        for pair in estimates.windows(2) {
            let (a, b) = (pair[0].value().0, pair[1].value().0);
            prop_assert!((a - b).abs() <= tolerance, "{} at {x}: {a}, {b}", effect.key());
            let (a, b) = (pair[0].sd().map_or(0.0, |sd| sd.0), pair[1].sd().map_or(0.0, |sd| sd.0));
            prop_assert!((a - b).abs() <= tolerance, "sd, {} at {x}: {a}, {b}", effect.key());
            prop_assert_eq!(pair[0].sd().is_some(), pair[1].sd().is_some());
        }
    }

    /// The largest of the phases, and the impulse, do not jump either.
    #[test]
    fn the_largest_peak_and_the_impulse_are_continuous_in_speed(run in runs(), m_per_s in speeds()) {
        const STEP: f64 = 1e-7;
        let evidence = embedded::evidence();
        let [before, after] = [m_per_s - STEP, m_per_s + STEP].map(|x| {
            model::loads(evidence, &run.with_speed(speed(x.clamp(1.4, 9.5))))
        });
        prop_assert!(!before.is_empty());
        for (before, after) in before.iter().zip(&after) {
            let (a, b) = (before.peak().value().0, after.peak().value().0);
            prop_assert!((a - b).abs() <= 200.0 * STEP, "{}: {a}, {b}", before.muscle.key());
            let impulse = |load: &model::MuscleLoad<'_>| load.impulse().map_or(0.0, |impulse| impulse.value().0);
            let (a, b) = (impulse(before), impulse(after));
            prop_assert!((a - b).abs() <= 200.0 * STEP, "impulse, {}: {a}, {b}", before.muscle.key());
        }
    }
}

// ---- beyond the rows ----

/// Where on an axis a run lies, by the factor that says so.
fn place(effect: Effect, run: &Conditions) -> f64 {
    let (muscle, phase) = peaks()[0];
    peak(muscle, phase, run).factors()[effect as usize].x
}

/// Beyond the speeds of groups of runners, or beyond the rows of another effect.
fn is_beyond(muscle: &Muscle, phase: Phase, run: &Conditions, quantity: Quantity) -> bool {
    Effect::CURVES.into_iter().any(|effect| {
        let all: Vec<_> = embedded::evidence()
            .effect_rows()
            .filter(|(of, at, what, ..)| {
                of.key() == muscle.key() && *at == phase && *what == effect
            })
            .collect();
        let own = all.iter().any(|(.., how, _)| *how == quantity);
        let quantity = if own { quantity } else { Quantity::Peak };
        let rows = all.iter().filter(|(.., how, row)| {
            *how == quantity && (effect != Effect::Speed || row.basis == Basis::Group)
        });
        let places: Vec<f64> = rows.map(|(.., row)| row.x).collect();
        let x = place(effect, run);
        places.first().is_some_and(|first| x < *first)
            || places.last().is_some_and(|last| x > *last)
    })
}

proptest! {
    #![proptest_config(draws(256))]

    #[test]
    fn an_answer_is_extrapolated_exactly_when_the_run_lies_beyond_the_rows(run in runs()) {
        for (muscle, phase) in peaks() {
            let peak = peak(muscle, phase, &run);
            let beyond = is_beyond(muscle, phase, &run, Quantity::Peak);
            prop_assert_eq!(peak.is_extrapolated(), beyond, "{} {}", muscle.key(), phase);
            prop_assert_eq!(peak.extrapolations().next().is_some(), beyond);
            prop_assert!(!beyond || peak.grade() == Grade::C);
        }
    }

    #[test]
    fn an_impulse_is_extrapolated_exactly_when_its_rows_or_durations_end(run in runs()) {
        let evidence = embedded::evidence();
        for load in model::loads(evidence, &run) {
            let Some(impulse) = load.impulse() else { continue };
            let (phase, durations) = evidence.durations(load.muscle).expect("an impulse has durations");
            let x = run.speed().m_per_s();
            let durations = durations.knots();
            let beyond = is_beyond(load.muscle, phase, &run, Quantity::Impulse)
                || x < durations[0].x()
                || x > durations[durations.len() - 1].x();
            prop_assert_eq!(impulse.is_extrapolated(), beyond, "{}", load.muscle.key());
            prop_assert!(!beyond || impulse.grade() == Grade::C);
        }
    }

    #[test]
    fn a_grade_is_never_better_than_that_of_the_anchor(run in runs()) {
        for (muscle, phase) in peaks() {
            let peak = peak(muscle, phase, &run);
            prop_assert!(peak.grade() >= peak.anchor().grade);
        }
    }

    #[test]
    fn beyond_the_rows_a_peak_is_held_and_its_spread_never_shrinks(
        (muscle, phase) in select(peaks()), near_share in 0.0..=1.0, far_share in 0.0..=1.0,
    ) {
        for effect in Effect::CURVES {
            let rows = rows(muscle, phase, effect, Quantity::Peak);
            let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
            let (low, high) = bounds(effect);
            for (edge, end) in [(first.0, low), (last.0, high)] {
                let of = |x| peak(muscle, phase, &at(effect, x));
                let held = of(edge);
                let x = edge + (end - edge) * near_share;
                prop_assert!(near(held.value().0, of(x).value().0), "{} at {x}", effect.key());
                let further = of(x + (end - x) * far_share);
                let relative = |of: &Estimate<'_, BodyWeights>| of.sd().map_or(0.0, |sd| sd.0) / of.value().0;
                prop_assert!(relative(&further) >= relative(&of(x)) - 1e-12, "{} at {x}", effect.key());
            }
        }
    }

    /// Beyond the last speed that has a spread it stays what it is there, whatever the ratio rests on.
    #[test]
    fn a_spread_never_shrinks_beyond_the_last_row_that_has_one(share in 0.0..=1.0, more in 0.0..=1.0) {
        for (muscle, phase) in peaks() {
            let all = embedded::evidence().effect_rows();
            let own = all.filter(|(of, at, what, ..)| {
                of.key() == muscle.key() && *at == phase && *what == Effect::Speed
            });
            let last = own.filter(|(.., row)| row.sd.is_some()).map(|(.., row)| row.x).fold(3.5, f64::max);
            let x = last + (9.5 - last) * share;
            let relative = |x: f64| {
                let peak = peak(muscle, phase, &at(Effect::Speed, x));
                peak.sd().expect("a spread").0 / peak.value().0
            };
            let further = x + (9.5 - x) * more;
            prop_assert!(relative(further) >= relative(x) - 1e-12, "{} at {further}", muscle.key());
        }
    }
}

// ---- what nobody measured ----

proptest! {
    #![proptest_config(draws(48))]

    #[test]
    fn an_effect_without_rows_changes_nothing_and_is_said(run in runs()) {
        for (muscle, phase) in peaks() {
            let estimate = peak(muscle, phase, &run);
            let said: Vec<Effect> = estimate.without_figure().collect();
            for factor in estimate.factors() {
                let effect = factor.effect;
                let rows = rows(muscle, phase, effect, Quantity::Peak);
                let known = match effect.bounds() {
                    Some(_) => !rows.is_empty(),
                    None => rows.iter().any(|row| near(row.0, factor.x)),
                };
                let asked = (factor.x - effect.reference()).abs() > 0.0;
                prop_assert_eq!(said.contains(&effect), asked && !known, "{} of {}", effect.key(), muscle.key());
                if !known {
                    prop_assert!(near(factor.ratio, 1.0));
                    prop_assert!(matches!(factor.origin, Origin::NoFigure | Origin::Reference));
                    prop_assert!(factor.held_at().is_none());
                }
            }
            // the peak without what is not known is the same peak
            let mut known_only = run;
            if said.contains(&Effect::Gradient) {
                known_only = known_only.levelled();
            }
            if said.contains(&Effect::StepRate) {
                known_only = known_only.with_step_rate(StepRate::Typical);
            }
            prop_assert!(near(peak(muscle, phase, &known_only).value().0, estimate.value().0));
        }
    }

    /// With a table of effects that is empty but for its header, every peak is its anchor, whatever the run.
    #[test]
    fn without_any_effects_every_peak_is_its_anchor(run in runs()) {
        let evidence = without_effects();
        for muscle in evidence.muscles().iter() {
            for anchor in evidence.anchors(muscle) {
                let estimate = model::peak_in(&evidence, muscle, anchor.phase, &run).expect("a peak in that phase");
                prop_assert!(near(estimate.value().0, anchor.peak_bw));
                let (sd, printed) = (estimate.sd().map(|sd| sd.0), anchor.sd_bw);
                prop_assert!(near(sd.expect("a spread"), printed.expect("a spread")));
                prop_assert!(!estimate.is_extrapolated());
                let elsewhere = (run.speed().m_per_s() - anchor.speed_m_s).abs() > 0.0;
                prop_assert_eq!(estimate.without_figure().any(|effect| effect == Effect::Speed), elsewhere);
            }
        }
    }
}

fn without_effects() -> Evidence {
    let read = |name: &'static str| {
        let (_, text) =
            embedded::tables().find(|(table, _)| *table == name).expect("a table of the program");
        let kept =
            if name == "effects.csv" { text.lines().next().unwrap_or_default() } else { text };
        Ok(Cow::Borrowed(kept))
    };
    Evidence::read(read).expect("tables without fault")
}

// ---- forces ----

proptest! {
    #![proptest_config(draws(256))]

    #[test]
    fn newtons_are_linear_in_mass(body_weights in 0.0..20.0, mass in 20.0..125.0, factor in 1.0..=2.0) {
        let force = |kilograms| {
            let mass = Mass::from_kilograms(kilograms).expect("within bounds");
            BodyWeights(body_weights).of(mass)
        };
        prop_assert!(near(force(mass * factor).0, force(mass).0 * factor));
        prop_assert!(near(force(mass).kilograms_force(), body_weights * mass));
        let impulse = |kilograms| {
            let mass = Mass::from_kilograms(kilograms).expect("within bounds");
            BodyWeightSeconds(body_weights).cumulative_kn_s(mass, 1000.0)
        };
        prop_assert!(near(impulse(mass * factor), impulse(mass) * factor));
    }

    #[test]
    fn body_weights_do_not_depend_on_mass(run in runs(), mass in masses()) {
        for (muscle, phase) in peaks() {
            let other = run.with_mass(mass);
            prop_assert_eq!(peak(muscle, phase, &run).value(), peak(muscle, phase, &other).value());
        }
    }

    #[test]
    fn every_peak_and_impulse_is_a_number_above_zero(run in runs()) {
        let loads = model::loads(embedded::evidence(), &run);
        prop_assert_eq!(loads.len(), 25);
        for load in loads {
            let peak = load.peak();
            prop_assert!(peak.value().0.is_finite() && peak.value().0 > 0.0);
            prop_assert!(peak.sd().is_none_or(|sd| sd.0.is_finite() && sd.0 >= 0.0));
            prop_assert!(load.impulse().is_none_or(|impulse| impulse.value().0.is_finite() && impulse.value().0 > 0.0));
            // the largest of its phases
            let phases = Phase::ALL.into_iter().filter_map(|phase| load.peak_in(phase));
            let largest = phases.map(|peak| peak.value().0).fold(0.0, f64::max);
            prop_assert_eq!(peak.value().0.to_bits(), largest.to_bits());
            let named = load.peak_in(load.phase()).expect("the phase that is named");
            prop_assert_eq!(named.value(), peak.value());
        }
    }
}

// ---- rankings and reports ----

fn figures() -> impl Strategy<Value = Vec<(f64, Option<f64>)>> {
    // few different values, so that some are equal
    let value = prop_oneof![0.0..10.0, select(vec![0.0, 1.0, 2.0, 2.5])];
    prop::collection::vec((value, prop::option::of(0.0..3.0)), 0..30)
}

fn question(conditions: Conditions) -> Question {
    Question {
        selection: Selection::default().detail(true),
        with_impulse: true,
        ..Question::new(conditions)
    }
}

fn report(question: Question) -> Report<'static> {
    Report::new(embedded::evidence(), question).expect("a question that has an answer")
}

proptest! {
    #![proptest_config(draws(256))]

    #[test]
    fn a_ranking_is_a_sorted_permutation(figures in figures()) {
        let figures: Vec<RankFigure> = figures.iter().map(|(value, sd)| RankFigure::new(*value, *sd)).collect();
        let ranks = model::ranks(&figures);
        prop_assert_eq!(ranks.len(), figures.len());
        let mut places: Vec<usize> = ranks.iter().map(|rank| rank.place).collect();
        places.sort_unstable();
        prop_assert_eq!(places, (1..=figures.len()).collect::<Vec<_>>());
        for (i, a) in ranks.iter().enumerate() {
            prop_assert!(1 <= a.low && a.low <= a.place && a.place <= a.high && a.high <= figures.len());
            for (j, b) in ranks.iter().enumerate().skip(i + 1) {
                // larger first, equal ones in their order
                prop_assert_eq!(a.place < b.place, figures[i].value >= figures[j].value);
            }
        }
    }

    #[test]
    fn without_spread_a_place_is_certain_unless_another_is_equal(values in prop::collection::vec(0.0..10.0, 0..20)) {
        let figures: Vec<RankFigure> = values.iter().map(|value| RankFigure::new(*value, None)).collect();
        for (rank, value) in model::ranks(&figures).iter().zip(&values) {
            let equal = values.iter().filter(|other| other.total_cmp(value).is_eq()).count();
            prop_assert_eq!(rank.high - rank.low + 1, equal);
        }
    }

    #[test]
    fn a_report_is_ranked_and_numbers_every_study(
        run in answered_runs(), rank_by in select(vec![RankBy::Peak, RankBy::Impulse]), detail in any::<bool>(),
    ) {
        let report = report(Question { rank_by, selection: Selection::default().detail(detail), ..question(run) });
        let with_rank: Vec<_> = report.rows.iter().filter_map(|row| Some((row, row.rank?))).collect();
        // muscles that are no part of another have a place, and nothing else has
        for row in &report.rows {
            let is_muscle = row.muscle.kind() == Kind::Muscle && row.muscle.part_of().is_none();
            prop_assert_eq!(row.rank.is_some(), is_muscle, "{}", row.muscle.key());
        }
        prop_assert!(with_rank.len() >= 10);
        for (i, (row, rank)) in with_rank.iter().enumerate() {
            prop_assert_eq!(rank.place, i + 1, "{}", row.muscle.key());
            prop_assert!(rank.low <= rank.place && rank.place <= rank.high);
        }
        let figure = |row: &musclerun::answer::calculate::MuscleRow<'_>| {
            let load = row.load.as_ref()?;
            match rank_by {
                RankBy::Peak => Some(load.peak().value().0),
                _ => load.impulse().map(|impulse| impulse.value().0),
            }
        };
        for pair in with_rank.windows(2) {
            prop_assert!(figure(pair[0].0) >= figure(pair[1].0));
        }
        for row in &report.rows {
            let Some(load) = &row.load else { continue };
            prop_assert!(load.peak().studies().next().is_some(), "{} has no study", row.muscle.key());
            let of_impulse = load.impulse().into_iter().flat_map(|impulse| impulse.studies());
            for study in load.peak().studies().chain(of_impulse) {
                let number = report.sources.iter().position(|source| source.key == study.key);
                let numbered = number.is_some_and(|number| row.sources.contains(&number));
                prop_assert!(numbered, "{} is not numbered", study.key);
            }
            prop_assert!(row.sources.iter().all(|number| *number < report.sources.len()));
        }
        let mut keys: Vec<&str> = report.sources.iter().map(|source| &*source.key).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), all, "a study has two numbers");
    }

    #[test]
    fn on_the_level_every_ratio_to_the_level_is_one(run in answered_runs()) {
        let report = report(question(run.levelled()));
        let mut seen = 0;
        for row in report.rows.iter().filter(|row| row.load.is_some()) {
            prop_assert_eq!(row.level_ratio(), Some(1.0), "{}", row.muscle.key());
            prop_assert_eq!(row.impulse_level_ratio().unwrap_or(1.0).to_bits(), 1.0_f64.to_bits());
            seen += 1;
        }
        prop_assert_eq!(seen, 25);
    }

    #[test]
    fn cumulative_load_is_linear_in_distance(
        run in answered_runs(), metres in 1.0..100_000.0_f64, factor in 1.0..10.0_f64,
    ) {
        let cumulative = |metres: f64| {
            let distance = Distance::from_metres(metres).expect("within bounds");
            let report = report(Question { run_length: Some(RunLength::Distance(distance)), ..question(run) });
            let of_rows = report.rows.iter().map(|row| (row.muscle.key().to_owned(), row.cumulative_kn_s()));
            of_rows.collect::<Vec<_>>()
        };
        let (once, more) = (cumulative(metres), cumulative(metres * factor));
        let mut compared = 0;
        for ((muscle, once), (other, more)) in once.iter().zip(&more) {
            prop_assert_eq!(muscle, other);
            prop_assert_eq!(once.is_some(), more.is_some());
            if let (Some(once), Some(more)) = (once, more) {
                prop_assert!((once * factor - more).abs() <= 1e-9 * more, "{muscle}: {once}, {more}");
                compared += 1;
            }
        }
        prop_assert!(compared > 10);
    }

    #[test]
    fn a_sum_with_an_exponent_grows_with_the_steps_and_with_its_power_of_the_peak(
        run in answered_runs(), metres in 1.0..100_000.0_f64, exponent in 1_u8..=20,
    ) {
        let distance = Distance::from_metres(metres).expect("within bounds");
        let exponent = exponent.to_string().parse().expect("within bounds");
        let asked = Question { run_length: Some(RunLength::Distance(distance)), exponent: Some(exponent), ..question(run) };
        let report = report(asked);
        let strides = report.steps().expect("a distance is given") / 2.0;
        for row in &report.rows {
            let Some(load) = &row.load else { continue };
            let peak = load.peak().value().0;
            let expected = peak.powf(exponent.value()) * strides;
            let sum = row.peak_power_sum().expect("an exponent and a force");
            prop_assert!((sum - expected).abs() <= 1e-9 * expected, "{}: {sum}, {expected}", row.muscle.key());
        }
    }

    #[test]
    fn a_distance_and_the_time_it_takes_load_the_same(run in answered_runs(), metres in 100.0..100_000.0) {
        let cumulative = |run_length: RunLength| {
            let report = report(Question { run_length: Some(run_length), ..question(run) });
            report.rows.iter().filter_map(musclerun::answer::calculate::MuscleRow::cumulative_kn_s).collect::<Vec<_>>()
        };
        let distance = Distance::from_metres(metres).expect("within bounds");
        let duration = Duration::from_seconds(metres / run.speed().m_per_s()).expect("within bounds");
        let (far, long) = (cumulative(RunLength::Distance(distance)), cumulative(RunLength::Duration(duration)));
        prop_assert_eq!(far.len(), long.len());
        prop_assert!(far.iter().zip(&long).all(|(far, long)| near(*far, *long)));
    }
}

// ---- quantities as typed ----

/// What is typed and accepted is shown in a form that means the same.
fn comes_back<Q: FromStr<Err: Debug> + ToString + PartialEq + Debug>(
    text: &str,
) -> Result<(), TestCaseError> {
    let Ok(typed) = text.parse::<Q>() else {
        return Err(TestCaseError::fail(format!("{text:?} is refused")));
    };
    match typed.to_string().parse::<Q>() {
        Ok(again) => prop_assert_eq!(typed, again, "{:?}", text),
        Err(error) => {
            prop_assert!(false, "{:?} is shown as {:?}: {:?}", text, typed.to_string(), error);
        }
    }
    Ok(())
}

fn decimals(low: u32, high: u32) -> impl Strategy<Value = String> {
    (low..=high, prop::option::of("[0-9]{1,6}")).prop_map(move |(whole, fraction)| match fraction {
        Some(fraction) if whole < high => format!("{whole}.{fraction}"),
        _ => whole.to_string(),
    })
}

fn unit(units: &[&str]) -> impl Strategy<Value = String> + use<> {
    let units: Vec<String> = units.iter().map(|unit| (*unit).to_owned()).collect();
    (select(units), select(vec!["", " "])).prop_map(|(unit, blank)| format!("{blank}{unit}"))
}

proptest! {
    #![proptest_config(draws(512))]

    #[test]
    fn a_pace_as_typed_comes_back(
        minutes in 0_u32..=70_000, seconds in 0_u32..60, fraction in prop::option::of("[0-9]{1,3}"), form in 0..4,
        per in unit(&["", "/km", "/mi", "/mile", " per km", "min/km"]),
    ) {
        let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
        // no time at all is refused
        let minutes = if seconds == 0 { minutes + 1 } else { minutes };
        let text = match form {
            0 => format!("{minutes}:{seconds:02}{fraction}{per}"),
            1 => format!("{minutes}'{seconds:02}{fraction}\"{per}"),
            // minutes are said once
            2 => format!("{minutes}m{seconds}s{}", per.replace("min", "")),
            _ => format!("{minutes}min{seconds:02}{}", per.replace("min", "")),
        };
        comes_back::<Pace>(&text)?;
    }

    #[test]
    fn a_speed_as_typed_comes_back(
        kmh in decimals(8, 34), mph in decimals(5, 21), ms in decimals(2, 9),
        of_kmh in unit(&["km/h", "kmh", "KPH"]), of_mph in unit(&["mph", "mi/h"]), of_ms in unit(&["m/s", "mps"]),
    ) {
        for text in [format!("{kmh}{of_kmh}"), format!("{mph}{of_mph}"), format!("{ms}{of_ms}")] {
            comes_back::<TypedSpeed>(&text)?;
        }
    }

    #[test]
    fn a_mass_as_typed_comes_back(
        kilograms in decimals(20, 250), pounds in decimals(45, 551), stones in 4_u32..39, over in 0_u32..14,
        of_kilograms in unit(&["", "kg", "kilos"]), of_pounds in unit(&["lb", "lbs", "pounds"]),
    ) {
        for text in [
            format!("{kilograms}{of_kilograms}"),
            format!("{pounds}{of_pounds}"),
            format!("{stones}st"),
            format!("{stones}st{over}lb"),
            format!("{stones} st {over}"),
        ] {
            comes_back::<Mass>(&text)?;
        }
    }

    #[test]
    fn a_gradient_as_typed_comes_back(
        percent in decimals(0, 30), bare in decimals(1, 30), degrees in decimals(0, 16), sign in select(vec!["", "+", "-"]),
        of_percent in unit(&["%", "percent"]), of_degrees in unit(&["deg", "°", "degrees"]),
    ) {
        comes_back::<Gradient>(&format!("{sign}{percent}{of_percent}"))?;
        comes_back::<Gradient>(&format!("{sign}{bare}"))?;
        comes_back::<Gradient>(&format!("{sign}{degrees}{of_degrees}"))?;
    }

    #[test]
    fn a_step_rate_as_typed_comes_back(
        per_minute in decimals(100, 300), bare in decimals(120, 300), percent in decimals(50, 200),
        of_minute in unit(&["spm", "/min", "steps/min"]), of_percent in unit(&["%", "percent"]),
    ) {
        comes_back::<StepRate>(&format!("{per_minute}{of_minute}"))?;
        comes_back::<StepRate>(&bare)?;
        comes_back::<StepRate>(&format!("{percent}{of_percent}"))?;
    }

    #[test]
    fn a_distance_as_typed_comes_back(
        far in decimals(1, 620), metres in decimals(1, 1_000_000), of_far in unit(&["", "km", "k", "mi", "miles"]),
        of_metres in unit(&["m"]), named in select(vec!["half", "Half Marathon", "half-marathon", "MARATHON"]),
    ) {
        comes_back::<TypedDistance>(&format!("{far}{of_far}"))?;
        comes_back::<TypedDistance>(&format!("{metres}{of_metres}"))?;
        comes_back::<TypedDistance>(named)?;
    }

    /// Durations are shown to the second, so that whole seconds come back.
    #[test]
    fn a_duration_of_whole_seconds_comes_back(hours in 0_u32..100, minutes in 0_u32..60, seconds in 1_u32..60) {
        for text in [
            format!("{hours}:{minutes:02}:{seconds:02}"),
            format!("{hours}h{minutes}m{seconds}s"),
            format!("{hours}h {minutes}min {seconds} sec"),
            format!("{minutes}:{seconds:02}"),
            format!("{hours}h{seconds:02}"),
            format!("{seconds}min"),
        ] {
            comes_back::<Duration>(&text)?;
        }
    }

    #[test]
    fn a_terrain_as_typed_comes_back(terrain in select(Terrain::ALL.to_vec()), upper in any::<bool>()) {
        let text = if upper { terrain.key().to_uppercase() } else { format!(" {terrain} ") };
        comes_back::<Terrain>(&text)?;
        prop_assert_eq!(text.parse::<Terrain>(), Ok(terrain));
    }
}

/// Texts of all kinds: any characters, and those that quantities are made of.
fn texts() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "0",
        "1",
        "5",
        "9",
        "59",
        "60",
        "300",
        "1e5",
        ".",
        ",",
        ":",
        "'",
        "\"",
        "′",
        "″",
        "’",
        "-",
        "+",
        "/",
        " ",
        "%",
        "°",
        "km",
        "mi",
        "m",
        "h",
        "s",
        "min",
        "sec",
        "st",
        "lb",
        "lbs",
        "kg",
        "km/h",
        "mph",
        "m/s",
        "deg",
        "per",
        "nan",
        "inf",
        "ß",
        "İ",
        "٣",
        "\u{301}",
        "\u{feff}",
        "\0",
        "99999999999999999999",
    ]);
    prop_oneof![
        2 => any::<String>(),
        1 => "\\PC{0,20}",
        3 => prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #![proptest_config(draws(4096))]

    #[test]
    fn no_text_makes_a_parser_panic_or_yields_a_value_out_of_bounds(text in texts()) {
        let within = |low: f64, value: f64, high: f64| low <= value && value <= high;
        for unit in [LengthUnit::Kilometre, LengthUnit::Mile] {
            if let Ok(speed) = text.parse::<Pace>().and_then(|pace| pace.speed(unit)) {
                prop_assert!(within(1.4, speed.m_per_s(), 9.5));
            }
            if let Ok(distance) = text.parse::<TypedDistance>().and_then(|distance| distance.distance(unit)) {
                prop_assert!(distance.metres() > 0.0 && distance.metres() <= 1_000_000.0);
            }
        }
        if let Ok(speed) = text.parse::<TypedSpeed>() {
            prop_assert!(within(1.4, speed.speed().m_per_s(), 9.5));
        }
        if let Ok(mass) = text.parse::<Mass>() {
            prop_assert!(within(20.0, mass.kilograms(), 250.0));
        }
        if let Ok(gradient) = text.parse::<Gradient>() {
            prop_assert!(within(-30.0, gradient.percent(), 30.0));
        }
        match text.parse::<StepRate>() {
            Ok(StepRate::PerMinute(rate)) => prop_assert!(within(100.0, rate.value(), 300.0)),
            Ok(StepRate::PercentOfTypical(percent)) => prop_assert!(within(50.0, percent.value(), 200.0)),
            Ok(other) => prop_assert!(false, "{other:?} is not typed"),
            Err(_) => {}
        }
        if let Ok(duration) = text.parse::<Duration>() {
            prop_assert!(duration.seconds() > 0.0 && duration.seconds() <= 3_600_000.0);
        }
        if let Err(error) = text.parse::<Terrain>() {
            prop_assert!(error.found.chars().count() <= 60);
        }
    }

    #[test]
    fn no_number_makes_a_quantity_out_of_bounds(number in prop_oneof![prop::num::f64::ANY, -1e6..1e6, 0.0..400.0]) {
        prop_assert_eq!(Speed::from_m_per_s(number).is_ok(), (1.4..=9.5).contains(&number));
        prop_assert_eq!(Mass::from_kilograms(number).is_ok(), (20.0..=250.0).contains(&number));
        prop_assert_eq!(Gradient::from_percent(number).is_ok(), (-30.0..=30.0).contains(&number));
        prop_assert_eq!(StepsPerMinute::new(number).is_ok(), (100.0..=300.0).contains(&number));
        prop_assert_eq!(Distance::from_metres(number).is_ok(), number > 0.0 && number <= 1e6);
        prop_assert_eq!(Duration::from_seconds(number).is_ok(), number > 0.0 && number <= 3_600_000.0);
    }
}

proptest! {
    /// The decimal that is written is rounded half away from zero, whatever the binary number beside it.
    #[test]
    fn a_figure_is_rounded_half_away_from_zero_on_its_decimal(
        whole in 0_u64..10_000_000, fraction in 0_u64..1000, decimals in 0_usize..=2, is_negative: bool,
    ) {
        let typed = format!("{}{whole}.{fraction:03}", if is_negative { "-" } else { "" });
        let number: f64 = typed.parse().expect("a number");
        // in thousandths, which are exact
        let step = 10_u64.pow(3 - u32::try_from(decimals).expect("a small number"));
        let rounded = (whole * 1000 + fraction + step / 2) / step * step;
        let (units, rest) = (rounded / 1000, format!("{:03}", rounded % 1000));
        let sign = if is_negative && rounded > 0 { "-" } else { "" };
        let expected = match decimals {
            0 => format!("{sign}{units}"),
            _ => format!("{sign}{units}.{}", &rest[..decimals]),
        };
        prop_assert_eq!(musclerun::number::fixed(number, decimals), expected, "{}", typed);
    }
}
