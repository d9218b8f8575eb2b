//! What holds for any bytes: they end in an error in words or in a run whose figures are finite, in order, and add up.

use std::sync::OnceLock;

use musclerun::activity::{self, CadenceUnit, Interval, Recording, Track, TrackOptions};
use musclerun::answer::run::{RecordedRun, Recorder, RunLoad, RunQuestion, Split, SplitBy};
use musclerun::embedded;
use musclerun::note::NoteKind;
use musclerun::render::{self, Format, Style};
use musclerun::units::{Gradient, Speed};

/// What sums that were added up in another order may differ by, as a share.
const ROUNDING: f64 = 1e-6;
/// What single precision may lose of a figure, as a share.
const SINGLE: f64 = 1e-6;

/// Reads bytes, cuts and computes what they say in several ways, and holds the laws to each.
pub fn hold(bytes: &[u8]) {
    let recordings = match activity::read(&mut &bytes[..]) {
        Ok(recordings) => recordings,
        Err(error) => {
            let words = error.to_string();
            assert!(!words.is_empty() && !words.contains('\n'), "{words:?}");
            return;
        }
    };
    for recording in recordings {
        hold_laws(recording);
    }
}

fn hold_laws(recording: Recording) {
    hold_recording(&recording);
    let [whole, split @ ..] = recorders();
    for (options, split) in track_options().into_iter().zip(split) {
        let Ok(track) = Track::cut(recording.clone(), &options) else {
            continue;
        };
        hold_track(&track);
        let [whole, split] = [whole, split].map(|recorder| recorder.answer(track.clone()));
        hold_run(&whole);
        hold_run(&split);
        // splitting changes nothing of the whole
        assert_eq!(whole.whole, split.whole);
        hold_written(&whole);
    }
}

fn track_options() -> [TrackOptions; 3] {
    let usual = TrackOptions::default();
    [
        usual,
        TrackOptions {
            smoothing_m: Some(20.0),
            cadence_unit: Some(CadenceUnit::Steps),
            any_sport: true,
            ..usual
        },
        TrackOptions {
            smoothing_m: Some(1000.0),
            gradient: Gradient::from_percent(5.0).ok(),
            any_sport: true,
            ..usual
        },
    ]
}

/// The whole, by kilometres, by ten seconds, by laps.
fn recorders() -> &'static [Recorder<'static>; 4] {
    static RECORDERS: OnceLock<[Recorder<'static>; 4]> = OnceLock::new();
    RECORDERS.get_or_init(|| {
        let kilometre = SplitBy::Distance { metres: 1000.0, name: "km".to_owned() };
        let splits = [None, Some(kilometre), Some(SplitBy::Duration(10.0)), Some(SplitBy::Lap)];
        splits.map(|by| {
            let easy = Speed::from_m_per_s(2.5).expect("a speed within bounds");
            let mass = Some("70".parse().expect("a mass within bounds"));
            let question = RunQuestion { by, ..RunQuestion::new(mass, easy) };
            Recorder::new(embedded::evidence(), question).expect("no muscle is named")
        })
    })
}

fn hold_recording(recording: &Recording) {
    assert!(!recording.samples.is_empty(), "a recording of nothing");
    for sample in &recording.samples {
        assert!(sample.time_s.is_finite() && !sample.is_empty(), "{sample:?}");
        let within = |value: Option<f32>, low: f32, high: f32| {
            assert!(value.is_none_or(|it| low <= it && it <= high), "{sample:?}");
        };
        within(sample.altitude_m, -500.0, 9000.0);
        within(sample.distance_m, 0.0, 1e7);
        within(sample.speed_m_s, 0.0, 100.0);
        within(sample.cadence, 0.0, 400.0);
    }
    for session in &recording.sessions {
        assert!(!session.from_s.is_nan() && !session.to_s.is_nan(), "{session:?}");
    }
}

/// Intervals are finite, follow one another and never overlap.
fn hold_track(track: &Track) {
    let (mut ends_s, mut lost) = (0.0, 0.0);
    for interval in &track.intervals {
        hold_interval(interval);
        let begins_s = interval.begins_s;
        assert!(begins_s.is_finite() && begins_s >= ends_s - lost, "{ends_s}: {interval:?}");
        let lasts_s = f64::from(interval.seconds) + f64::from(interval.stopped_s);
        ends_s = begins_s + lasts_s;
        // in single precision, and what times far from 1970 lose
        lost = SINGLE * lasts_s + 1e-3;
    }
    assert!(track.laps.is_sorted_by(|a, b| a < b), "{:?}", track.laps);
    assert!(track.smoothing_m.is_none_or(f64::is_finite));
}

fn hold_interval(interval: &Interval) {
    let positive = [
        interval.stopped_s,
        interval.seconds,
        interval.metres,
        interval.speed_m_s,
        interval.step_rate_spm.unwrap_or(0.0),
    ];
    assert!(positive.iter().all(|it| it.is_finite() && *it >= 0.0), "{interval:?}");
    let finite = [
        interval.altitude_m.unwrap_or(0.0),
        interval.gradient_pct,
        interval.ascent_m,
        interval.descent_m,
    ];
    assert!(finite.iter().all(|it| it.is_finite()), "{interval:?}");
}

fn hold_run(run: &RecordedRun<'_>) {
    let whole_loads = run.loads_of(&run.whole);
    let split_loads: Vec<Vec<RunLoad>> =
        run.splits.iter().map(|it| run.loads_of(it).into_owned()).collect();
    hold_split(&run.whole, &whole_loads);
    for (split, loads) in run.splits.iter().zip(&split_loads) {
        hold_split(split, loads);
    }
    if run.question.by.is_some() {
        for (figure, whole) in figures(&run.whole).into_iter().enumerate() {
            let sum: f64 = run.splits.iter().map(|split| figures(split)[figure]).sum();
            near(sum, whole, &run.whole);
        }
        for (index, load) in whole_loads.iter().enumerate() {
            let parts = split_loads.iter().map(|loads| &loads[index]);
            let sum: f64 = parts.clone().filter_map(|it| it.cumulative_kn_s).sum();
            near(sum, load.cumulative_kn_s.unwrap_or(0.0), load);
            let peaks = parts.filter_map(peak);
            let highest = peaks.fold(None, |a: Option<f64>, b| Some(a.map_or(b, |a| a.max(b))));
            assert_eq!(highest, peak(load), "{load:?}");
        }
    }
    let mut intervals_s = 0.0;
    for interval in &run.track.intervals {
        intervals_s += f64::from(interval.seconds) + f64::from(interval.stopped_s);
    }
    near(run.whole.elapsed_s(), intervals_s, &run.whole);
}

fn peak(load: &RunLoad) -> Option<f64> {
    load.highest.as_ref().map(|highest| highest.peak_bw)
}

/// The figures of a split that add up.
fn figures(split: &Split) -> [f64; 17] {
    let [up, level, down] = split.slopes;
    [
        split.running.seconds,
        split.running.metres,
        split.running.steps,
        up.steps,
        level.steps,
        down.steps,
        split.walking.seconds,
        split.walking.metres,
        split.walking.steps,
        split.too_fast.seconds,
        split.standing_s,
        split.standing_m,
        split.stopped_s,
        split.ascent_m,
        split.descent_m,
        split.beyond_gradient_s,
        split.beyond_speed_s,
    ]
}

fn hold_split(split: &Split, loads: &[RunLoad]) {
    assert!(figures(split).iter().all(|it| it.is_finite()), "{split:?}");
    assert!(figures(split).iter().all(|it| *it >= 0.0), "{split:?}");
    // what counts as running does so on the mean
    let is_running = |mean: f64| (1.4..=9.5).contains(&mean);
    assert!(split.speed_m_s().is_none_or(is_running), "{split:?}");
    let slopes = split.slopes.iter().map(|slope| slope.steps).sum();
    near(slopes, split.running.steps, split);
    loads.iter().for_each(hold_load);
}

fn hold_load(load: &RunLoad) {
    let highest = load.highest.as_ref();
    let figures = [
        highest.map(|it| it.peak_bw),
        highest.and_then(|it| it.sd_bw),
        highest.and_then(|it| it.peak_n),
        highest.map(|it| it.at_s),
        load.peak_mean_bw,
        load.peak_mean_sd_bw,
        load.cumulative_kn_s,
        load.easy_km,
        load.extrapolated_share,
    ];
    let is_sound = |it: &f64| it.is_finite() && *it >= 0.0;
    assert!(figures.iter().flatten().all(is_sound), "{load:?}");
    if let Some(shares) = load.shares {
        assert!(shares.iter().all(is_sound), "{load:?}");
        near(shares.iter().sum(), 1.0, load);
    }
    let over = |part: Option<f64>, whole: Option<f64>| {
        let over = part.zip(whole).map(|(part, whole)| part - whole * (1.0 + ROUNDING));
        assert!(over.is_none_or(|over| over <= 0.0), "{load:?}");
    };
    over(load.peak_mean_bw, highest.map(|it| it.peak_bw));
    over(load.extrapolated_share, Some(1.0));
}

/// What is said and written holds no figure that is none.
fn hold_written(run: &RecordedRun<'_>) {
    for note in run.notes() {
        // these repeat what stands in the file
        let repeats = matches!(note.kind, NoteKind::Damage | NoteKind::Sport);
        let is_sound = repeats || all_sound(&mut note.text.split([' ', ',', ';']));
        assert!(is_sound && !note.text.is_empty(), "{note:?}");
    }
    let style = Style { width: 100, header: false, ..Style::default() };
    let write = |format| {
        let mut out = Vec::new();
        render::write(&run.document("a file"), format, style, &mut out).expect("memory takes all");
        String::from_utf8(out).expect("output in UTF-8")
    };
    // behind file, format, start, sport and split
    let row = write(Format::Csv);
    assert!(all_sound(&mut row.trim_end().split(',').skip(5)), "{row}");
    assert!(!write(Format::Table).is_empty());
}

/// Whether no word is a number that is none.
fn all_sound<'t>(words: &mut impl Iterator<Item = &'t str>) -> bool {
    words.all(|word| !matches!(word, "NaN" | "inf" | "-inf"))
}

#[track_caller]
fn near(a: f64, b: f64, of: &impl std::fmt::Debug) {
    let rounding = ROUNDING * a.abs().max(b.abs()) + 1e-6;
    assert!((a - b).abs() <= rounding, "{a} is not {b}: {of:?}");
}
