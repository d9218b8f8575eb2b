//! The tables: those of the program are sound, and whatever is wrong with others is named by file, line and column.
//!
//! Broken tables are made from a copy of those of the program by one change each, so that the one fault that comes back can
//! only be about that change, and no figure that is mended moves a test. Lines are counted here in the text itself, not by
//! the parser.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use musclerun::conditions::{Conditions, Course, Terrain};
use musclerun::embedded;
use musclerun::evidence::{Effect, Evidence, EvidenceError, Fault, Knot, Quantity, TABLES};
use musclerun::model;
use musclerun::muscle::Phase;
use musclerun::units::{Gradient, Mass, Speed, StepRate};

/// A table of the copy.
fn table(name: &str) -> &'static str {
    static COPY: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
        let text = |name| fs::read_to_string(folder.join(name)).expect("a table of the copy");
        TABLES.iter().map(|name| (*name, text(name))).collect()
    });
    &COPY[name]
}

/// Reads the tables of the copy with some of them replaced.
fn read_with(replaced: &[(&str, &str)]) -> Result<Evidence, EvidenceError> {
    Evidence::read(|name| {
        let other = replaced.iter().find(|(table, _)| *table == name);
        Ok(Cow::Owned(other.map_or(table(name), |(_, text)| text).to_owned()))
    })
}

// ---- the tables of the program ----

#[test]
fn the_program_has_all_ten_tables_in_their_order() {
    let names: Vec<&str> = embedded::tables().map(|(name, _)| name).collect();
    assert_eq!(names, TABLES);
    for (name, text) in embedded::tables() {
        assert!(text.lines().count() > 1, "{name} is empty");
    }
}

/// Everything that a row cites.
fn cited() -> Vec<&'static musclerun::evidence::Source> {
    let evidence = embedded::evidence();
    let anchors = evidence.muscles().iter().flat_map(|muscle| evidence.anchors(muscle));
    let durations = evidence.muscles().iter().filter_map(|muscle| evidence.durations(muscle));
    anchors
        .map(|row| &row.source)
        .chain(evidence.effect_rows().map(|(.., row)| &row.source))
        .chain(durations.flat_map(|(_, curve)| curve.knots().iter().map(|row| &row.source)))
        .chain(evidence.strides().knots().iter().map(|row| &row.source))
        .chain(evidence.directions().iter().map(|row| &row.source))
        .chain(evidence.crosschecks().iter().map(|row| &row.source))
        .chain(evidence.gradient_crosschecks().iter().map(|row| &row.source))
        .chain(evidence.facts().iter().map(|row| &row.source))
        .collect()
}

#[test]
fn every_row_cites_a_known_study_and_a_place_in_it() {
    let cited = cited();
    // as many as there are lines of rows; no cell of the program's tables holds a line break
    let rows: usize = embedded::tables()
        .filter(|(name, _)| !["studies.csv", "muscles.csv"].contains(name))
        .map(|(_, text)| text.lines().count() - 1)
        .sum();
    assert_eq!(cited.len(), rows);
    for source in cited {
        assert!(embedded::evidence().study(&source.study.key).is_some(), "{}", source.study.key);
        assert!(!source.locus.trim().is_empty(), "no place in {}", source.study.key);
    }
}

#[test]
fn every_study_has_its_own_key_and_a_doi_of_the_right_shape() {
    let studies = embedded::evidence().studies();
    assert_eq!(studies.len(), table("studies.csv").lines().count() - 1);
    let keys: BTreeSet<&str> = studies.iter().map(|study| &*study.key).collect();
    assert_eq!(keys.len(), studies.len());
    let mut with_doi = 0;
    for study in studies {
        assert!(!study.title.is_empty(), "{} has no title", study.key);
        // one that is there is looked up or not; of one that is not somebody may have looked in vain
        let unchecked = study.doi.is_some() && study.doi_checked.is_none();
        assert!(!unchecked, "{}: a DOI is looked up or not", study.key);
        let Some(doi) = &study.doi else { continue };
        let (registrant, suffix) = doi.split_once('/').expect("a slash");
        let number = registrant.strip_prefix("10.").expect("10.");
        assert!(number.len() >= 4 && number.bytes().all(|b| b.is_ascii_digit()), "{doi}");
        assert!(!suffix.is_empty() && !suffix.contains(char::is_whitespace), "{doi}");
        with_doi += 1;
    }
    assert!(with_doi > 15);
}

#[test]
fn places_increase_strictly_and_ratios_are_one_at_the_reference() {
    let rows: Vec<_> = embedded::evidence().effect_rows().collect();
    assert!(rows.len() > 200);
    let mut references = 0;
    for pair in rows.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if (a.0.key(), a.1, a.2, a.3) == (b.0.key(), b.1, b.2, b.3) {
            assert!(a.4.x < b.4.x, "{} {} {}", a.0.key(), a.2.key(), b.4.x);
        }
    }
    let mut curves = BTreeSet::new();
    for (muscle, phase, effect, quantity, row) in rows {
        let reference = effect.reference();
        if effect.bounds().is_none() {
            // of what is looked up the reference is no row
            assert!((row.x - reference).abs() > 0.5);
            continue;
        }
        curves.insert((muscle.key(), phase, effect.key(), quantity.key()));
        if (row.x - reference).abs() < 1e-12 {
            assert!(
                (row.ratio - 1.0).abs() < 1e-12,
                "{} {} is {}",
                muscle.key(),
                effect.key(),
                row.ratio
            );
            references += 1;
        }
        assert!(row.ratio > 0.0 && row.ratio.is_finite());
    }
    // one a curve
    assert_eq!(references, curves.len());
    let evidence = embedded::evidence();
    let durations = evidence.muscles().iter().filter_map(|muscle| evidence.durations(muscle));
    for (_, curve) in durations {
        assert!(curve.knots().windows(2).all(|pair| pair[0].x() < pair[1].x()));
    }
    assert!(evidence.strides().knots().windows(2).all(|pair| pair[0].x() < pair[1].x()));
}

#[test]
fn a_spread_is_not_negative_or_not_known() {
    let evidence = embedded::evidence();
    let anchors =
        evidence.muscles().iter().flat_map(|muscle| evidence.anchors(muscle)).map(|row| row.sd_bw);
    let spreads: Vec<Option<f64>> = anchors
        .chain(evidence.effect_rows().map(|(.., row)| row.sd))
        .chain(evidence.strides().knots().iter().map(|row| row.step_rate_sd_spm))
        .collect();
    assert!(spreads.iter().any(Option::is_some) && spreads.iter().any(Option::is_none));
    assert!(spreads.into_iter().flatten().all(|sd| sd >= 0.0 && sd.is_finite()));
}

#[test]
fn every_muscle_has_an_anchor_or_is_declared_without() {
    let evidence = embedded::evidence();
    let mut without = Vec::new();
    for muscle in evidence.muscles().iter() {
        let anchors = evidence.anchors(muscle).count();
        assert_eq!(anchors > 0, muscle.force_published(), "{}", muscle.key());
        if anchors == 0 {
            without.push(muscle.key());
        }
        if let Some(group) = muscle.part_of() {
            assert!(
                evidence.muscles().by_key(group).is_some_and(|group| group.part_of().is_none())
            );
        }
    }
    assert_eq!(without, ["erector_spinae", "abdominals"]);
}

/// CRC-32 (IEEE), bit by bit.
fn crc32(bytes: impl Iterator<Item = u8>) -> u32 {
    !bytes.fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 }
        })
    })
}

#[test]
fn the_checksum_is_that_of_the_texts_in_their_order() {
    assert_eq!(crc32("123456789".bytes()), 0xCBF4_3926, "the check value of the algorithm");
    let sum = crc32(embedded::tables().flat_map(|(_, text)| text.bytes()));
    assert_eq!(embedded::evidence().checksum(), format!("{sum:08x}"));
    let noted = table("facts.csv").replacen("Olympic", "olympic", 1);
    let other = read_with(&[("facts.csv", &noted)]).expect("a note says anything");
    assert_ne!(other.checksum(), embedded::evidence().checksum());
}

/// Runs over the whole of what is answered, most of them off the rows.
fn runs() -> Vec<Conditions> {
    let mut runs = Vec::new();
    for tenths in (20..=95).step_by(5) {
        for percent in [-30.0, -10.51, -3.0, 0.0, 4.0, 30.0] {
            for terrain in [Terrain::Flat, Terrain::Treadmill, Terrain::Sand] {
                for step_rate in ["100%", "93.5%", "180"] {
                    let gradient = Gradient::from_percent(percent).expect("within bounds");
                    runs.push(
                        Conditions::new(
                            Speed::from_m_per_s(f64::from(tenths) / 10.0).expect("within bounds"),
                        )
                        .with_mass(Mass::from_kilograms(70.0).expect("within bounds"))
                        .with_course(
                            Course::new(Some(terrain), Some(gradient)).expect("no contradiction"),
                        )
                        .with_step_rate(step_rate.parse::<StepRate>().expect("a step rate")),
                    );
                }
            }
        }
    }
    runs
}

/// Everything of a load that is told, to the last bit.
fn told(evidence: &Evidence, run: &Conditions) -> Vec<String> {
    model::loads(evidence, run)
        .iter()
        .map(|load| {
            let phases = Phase::ALL.map(|phase| {
                load.peak_in(phase).map(|peak| {
                    let keys: Vec<&str> = peak.studies().map(|study| &*study.key).collect();
                    let held: Vec<_> = peak.extrapolations().collect();
                    (peak.value(), peak.sd(), peak.sd_is_lower_bound(), peak.grade(), keys, held)
                })
            });
            let impulse =
                load.impulse().map(|impulse| (impulse.value(), impulse.sd(), impulse.grade()));
            format!("{} {} {phases:?} {impulse:?}", load.muscle.key(), load.phase())
        })
        .collect()
}

#[test]
fn the_tables_read_again_are_those_that_were_built_in() {
    let text = |name| embedded::tables().find(|(table, _)| *table == name).expect("a table").1;
    let read = Evidence::read(|name| Ok(Cow::Borrowed(text(name)))).expect("tables without fault");
    let built_in = embedded::evidence();
    assert_eq!(read.checksum(), built_in.checksum());
    for run in runs() {
        assert_eq!(told(&read, &run), told(built_in, &run), "{run:?}");
    }
    let shown = format!("{read:?}");
    assert!(shown.len() > 100_000);
    assert!(shown == format!("{built_in:?}"), "a row differs");
}

// ---- one change, one fault ----

/// A table with one change.
struct Broken {
    file: &'static str,
    text: String,
    /// The line of the change, from 1.
    line: u64,
}

fn line_of(text: &str, at: usize) -> u64 {
    1 + text[..at].matches('\n').count() as u64
}

/// The table with a piece of text, found once, replaced by another.
#[track_caller]
fn changed(file: &'static str, old: &str, new: &str) -> Broken {
    let text = table(file);
    assert_eq!(text.matches(old).count(), 1, "{old:?} in {file}");
    let at = text.find(old).expect("found once");
    Broken { file, line: line_of(text, at), text: text.replacen(old, new, 1) }
}

/// The table with a row more at its end.
fn appended(file: &'static str, row: &str) -> Broken {
    let mut text = table(file).to_owned();
    assert!(text.ends_with('\n'));
    let line = line_of(&text, text.len());
    text.push_str(row);
    text.push('\n');
    Broken { file, text, line }
}

#[track_caller]
fn only_fault(file: &str, text: &str) -> Fault {
    let faults = read_with(&[(file, text)]).expect_err("a fault");
    assert_eq!(faults.count(), 1, "{faults}");
    faults.faults()[0].clone()
}

impl Broken {
    /// Exactly one fault comes, in a cell of the changed line.
    #[track_caller]
    fn gives(&self, column: &str, found: &str, accepted: &str) {
        let fault = only_fault(self.file, &self.text);
        assert_eq!(fault.file, self.file);
        assert_eq!(fault.line, Some(self.line), "{fault}");
        assert_eq!(fault.column, Some(column), "{fault}");
        assert_eq!((&*fault.found, &*fault.accepted), (found, accepted));
        // and is shown with all of it
        let shown =
            format!("{}:{}: {column}: found {found}; accepted: {accepted}", self.file, self.line);
        assert_eq!(fault.to_string(), shown);
    }

    /// Exactly one fault comes, about the table as a whole.
    #[track_caller]
    fn gives_of_the_table(&self, file: &str, found: &str, accepted: &str) {
        let fault = only_fault(self.file, &self.text);
        assert_eq!((fault.file, fault.line, fault.column), (file, None, None), "{fault}");
        assert_eq!((&*fault.found, &*fault.accepted), (found, accepted));
    }

    /// There is nothing wrong with it, and it says the same.
    #[track_caller]
    fn is_fine(&self) {
        let read =
            read_with(&[(self.file, &self.text)]).unwrap_or_else(|faults| panic!("{faults}"));
        let unchanged = read_with(&[]).expect("a copy without fault");
        let run = &runs()[100];
        assert_eq!(told(&read, run), told(&unchanged, run));
    }
}

const PHASES: &str = "stance, early_swing, late_swing";
const POSITIVE: &str = "a number above 0";
const SPREAD: &str = "a number of 0 or more, or nothing";
const BOUNDED_SPREAD: &str = "a number of 0 or more, up to three times it, or nothing";
const PEAK: &str = "a number above 0, up to 30 body weights";
const RATIO: &str = "a number above 0, up to 30";

/// A row more for the soleus from a study that has none, with other cells.
fn anchor(phase: &str, speed: &str, peak: &str, sd: &str, sd_study: &str, grade: &str) -> Broken {
    let row =
        format!("soleus,{phase},{speed},{peak},{sd},{sd_study},scott1990,Table 1,quoted,{grade},");
    appended("anchors.csv", &row)
}

#[test]
fn a_sound_row_more_is_fine() {
    anchor("stance", "3.5", "6.5", "0.5", "scott1990", "C").is_fine();
    anchor("stance", "3.5", "6.5", "", "", "C").is_fine();
}

#[test]
fn an_unknown_study_is_named() {
    let study = "a key of studies.csv";
    changed("facts.csv", "9.3,96,,percent,kulmala2016", "9.3,96,,percent,kulmala2061").gives(
        "study",
        "\"kulmala2061\"",
        study,
    );
    changed("strides.csv", "9.0,264.1,,,,,,dorn2012", "9.0,264.1,,,,,,")
        .gives("study", "nothing", study);
    changed(
        "crosschecks.csv",
        "achilles,stance,,6.1,8.2,scott1990",
        "achilles,stance,,6.1,8.2,scott",
    )
    .gives("study", "\"scott\"", study);
    anchor("stance", "3.5", "6.5", "0.5", "nobody", "C").gives("sd_study", "\"nobody\"", study);
}

#[test]
fn an_unknown_muscle_is_named() {
    changed("directions.csv", "uphill,soleus,up", "uphill,soleuss,up").gives(
        "muscle",
        "\"soleuss\"",
        "a key of muscles.csv",
    );
    changed("durations.csv", "soleus,stance,3.5", "Soleus,stance,3.5").gives(
        "muscle",
        "\"Soleus\"",
        "a key of muscles.csv",
    );
    changed("crosschecks.csv", "soleus,stance,3.58", "sohlmuskel,stance,3.58").gives(
        "muscle",
        "\"sohlmuskel\"",
        "a key or alias of muscles.csv",
    );
}

#[test]
fn a_bad_phase_is_named() {
    changed("crosschecks.csv", "soleus,stance,3.58", "soleus,landing,3.58").gives(
        "phase",
        "\"landing\"",
        PHASES,
    );
    changed("durations.csv", "soleus,stance,2.5", "soleus,,2.5").gives("phase", "nothing", PHASES);
}

#[test]
fn a_phase_without_an_anchor_takes_no_effect() {
    let accepted = "a phase that anchors.csv has for this muscle";
    appended(
        "effects.csv",
        "speed,peak,soleus,early_swing,3.5,1,0,fukuchi2017,ratio,computed,B,group,",
    )
    .gives("phase", "\"early_swing\"", accepted);
    appended("durations.csv", "abdominals,stance,3.5,0.1,fukuchi2017,ratio,computed,B").gives(
        "phase",
        "\"stance\"",
        accepted,
    );
}

#[test]
fn what_is_no_number_is_named() {
    anchor("stance", "3.5", "NaN", "0.5", "", "C").gives("peak_bw", "\"NaN\"", PEAK);
    anchor("stance", "3.5", "inf", "0.5", "", "C").gives("peak_bw", "\"inf\"", PEAK);
    anchor("stance", "3.5", "1e999", "0.5", "", "C").gives("peak_bw", "\"1e999\"", PEAK);
    anchor("stance", "3.5", "0", "0.5", "", "C").gives("peak_bw", "\"0\"", PEAK);
    anchor("stance", "3.5", "", "0.5", "", "C").gives("peak_bw", "nothing", PEAK);
    changed("durations.csv", "soleus,stance,3.5,0.0916", "soleus,stance,3.5,\"0,0916\"").gives(
        "duration_s",
        "\"0,0916\"",
        POSITIVE,
    );
    changed("effects.csv", "quadriceps,stance,110,0.88,", "quadriceps,stance,110,-0.88,").gives(
        "ratio",
        "\"-0.88\"",
        RATIO,
    );
    changed("gradient_crosschecks.csv", "vasti,5,0.858", "vasti,five,0.858").gives(
        "gradient_pct",
        "\"five\"",
        "a number",
    );
    changed("facts.csv", ",,450,kgf", ",,-inf,kgf").gives(
        "value_high",
        "\"-inf\"",
        "a number, or nothing",
    );
}

#[test]
fn a_negative_spread_is_named() {
    anchor("stance", "3.5", "6.5", "-0.5", "", "C").gives("sd_bw", "\"-0.5\"", BOUNDED_SPREAD);
    changed("effects.csv", "soleus,stance,4.5,1.0853,0.0469", "soleus,stance,4.5,1.0853,-0.0469")
        .gives("sd", "\"-0.0469\"", BOUNDED_SPREAD);
    changed("strides.csv", "166.7,9.7", "166.7,-9.7").gives("step_rate_sd_spm", "\"-9.7\"", SPREAD);
}

#[test]
fn a_place_out_of_bounds_is_named() {
    anchor("stance", "1.3", "6.5", "0.5", "", "C").gives("speed_m_s", "\"1.3\"", "1.4 to 9.5 m/s");
    changed("effects.csv", "soleus,stance,6.96,1.3000", "soleus,stance,9.6,1.3000").gives(
        "x",
        "\"9.6\"",
        "a number from 1.4 to 9.5 m/s",
    );
    changed("effects.csv", "gradient,peak,soleus,stance,17.63", "gradient,peak,soleus,stance,31")
        .gives("x", "\"31\"", "a number from -30 to 30 %");
    changed("strides.csv", "9.0,264.1", "9.0,364.1").gives(
        "step_rate_spm",
        "\"364.1\"",
        "100 to 300 steps a minute",
    );
}

#[test]
fn places_that_do_not_increase_are_named() {
    let above = |x| format!("more than {x}, the row above: places increase strictly");
    changed("effects.csv", "soleus,stance,6.96,1.3000", "soleus,stance,4,1.3000").gives(
        "x",
        "\"4\"",
        &above("5"),
    );
    changed("effects.csv", "soleus,stance,6.96,1.3000", "soleus,stance,5,1.3000").gives(
        "x",
        "\"5\"",
        &above("5"),
    );
    changed("durations.csv", "soleus,stance,4.5", "soleus,stance,4").gives(
        "speed_m_s",
        "\"4\"",
        &above("4"),
    );
    changed("strides.csv", "\n6.96,", "\n5.00,").text_line_after().gives(
        "speed_m_s",
        "\"5.00\"",
        &above("5"),
    );
}

impl Broken {
    /// The same, one line further down: the change began with the break before the line.
    fn text_line_after(self) -> Self {
        Self { line: self.line + 1, ..self }
    }
}

#[test]
fn a_reference_row_that_is_missing_is_named() {
    let row = "speed,peak,soleus,stance,3.5,1,0.0000,musclerun2026,within-runner ratio to 3.5 m/s,computed,B,group,the reference\n";
    changed("effects.csv", row, "").gives_of_the_table(
        "effects.csv",
        "no row speed,peak,soleus,stance,3.5",
        "a row at the reference with ratio 1",
    );
}

/// The fault of the cell comes first; what follows from it may come after, about the same muscle.
#[test]
fn a_ratio_at_the_reference_that_is_not_one_is_named() {
    let broken = changed(
        "effects.csv",
        "speed,peak,soleus,stance,3.5,1,0.0000,",
        "speed,peak,soleus,stance,3.5,1.01,0.0000,",
    );
    let faults = read_with(&[(broken.file, &broken.text)]).expect_err("a fault");
    let first = &faults.faults()[0];
    assert_eq!(
        (first.file, first.line, first.column),
        ("effects.csv", Some(broken.line), Some("ratio"))
    );
    assert_eq!(
        (&*first.found, &*first.accepted),
        ("\"1.01\"", "1 at 3.5, where speed has its reference")
    );
    assert!(faults.faults()[1..].iter().all(|fault| fault.found.contains("soleus")), "{faults}");
}

#[test]
fn a_word_out_of_its_set_is_named() {
    changed(
        "facts.csv",
        "text of the article,printed,an Olympic",
        "text of the article,seen,an Olympic",
    )
    .gives("reading", "\"seen\"", "printed, quoted, computed, derived");
    anchor("stance", "3.5", "6.5", "0.5", "", "D").gives("grade", "\"D\"", "A, B, C");
    changed("directions.csv", "trail,hamstrings,up", "trail,hamstrings,sideways").gives(
        "direction",
        "\"sideways\"",
        "up, down",
    );
    changed("directions.csv", "trail,quadriceps,up,activation", "trail,quadriceps,up,pain").gives(
        "quantity",
        "\"pain\"",
        "activation, force",
    );
    changed("directions.csv", "trail,hamstrings", "mud,hamstrings").gives(
        "terrain",
        "\"mud\"",
        "flat, road, track, uphill, downhill, treadmill, trail, grass, sand, higher_step_rate, forefoot",
    );
    changed("effects.csv", "terrain,peak,soleus", "weather,peak,soleus").gives(
        "effect",
        "\"weather\"",
        "speed, step_rate, gradient, terrain, foot_strike, trunk_lean, support, shoe",
    );
}

#[test]
fn what_must_be_filled_is_named() {
    changed(
        "facts.csv",
        "kgf,trainingpeaks,text of the article,printed,an",
        "kgf,trainingpeaks,,printed,an",
    )
    .gives("locus", "nothing", "some text");
    appended("muscles.csv", "popliteus,,muscle,,deep,knee,none,,,").gives(
        "name",
        "nothing",
        "some text",
    );
}

/// A study more, with other cells.
fn study(key: &str, year: &str, doi: &str, checked: &str, participants: &str) -> Broken {
    let row =
        format!("{key},Somebody A,{year},A title,A journal,{doi},{checked},{participants},,,");
    appended("studies.csv", &row)
}

#[test]
fn a_bad_study_is_named() {
    study("new2020", "2020", "10.1000/x", "yes", "10").is_fine();
    study("new2020", "", "", "", "").is_fine();
    let doi = "a DOI such as 10.1242/jeb.064527, or nothing";
    for bad in [
        "10.12/x",
        "doi:10.1000/x",
        "https://doi.org/10.1000/x",
        "10.1000/",
        "10.1000",
        "10.1000/a b",
        "10.x000/x",
    ] {
        study("new2020", "2020", bad, "yes", "10").gives("doi", &format!("{bad:?}"), doi);
    }
    study("new2020", "MMXX", "", "", "").gives("year", "\"MMXX\"", "a year, or nothing");
    study("new2020", "2020", "", "maybe", "").gives(
        "doi_checked",
        "\"maybe\"",
        "yes, no, second-hand",
    );
    study("new2020", "2020", "", "", "0").gives(
        "participants",
        "\"0\"",
        "a whole number above 0, or nothing",
    );
    study("New 2020", "2020", "", "", "").gives(
        "key",
        "\"New 2020\"",
        "lower-case letters, digits, - and _",
    );
    study("dorn2012", "2020", "", "", "").gives(
        "key",
        "\"dorn2012\"",
        "a key that no other study has",
    );
}

#[test]
fn a_bad_muscle_is_named() {
    appended("muscles.csv", "popliteus,Popliteus,muscle,,deep,knee,none,,,").is_fine();
    let group = "the key of a group above that is itself no part, or nothing";
    appended("muscles.csv", "popliteus,Popliteus,muscle,knee,deep,knee,none,,,")
        .gives("part_of", "\"knee\"", group);
    appended("muscles.csv", "popliteus,Popliteus,muscle,popliteus,deep,knee,none,,,").gives(
        "part_of",
        "\"popliteus\"",
        group,
    );
    appended("muscles.csv", "popliteus,Popliteus,muscle,vasti,deep,knee,none,,,").gives(
        "part_of",
        "\"vasti\"",
        group,
    );
    appended("muscles.csv", "soleus,Soleus,muscle,,deep,knee,none,,,").gives(
        "key",
        "\"soleus\"",
        "a key that no other muscle has",
    );
    appended("muscles.csv", "Popliteus,Popliteus,muscle,,deep,knee,none,,,").gives(
        "key",
        "\"Popliteus\"",
        "lower-case letters, digits and _",
    );
    appended("muscles.csv", "popliteus,Popliteus,muscle,,inside,knee,none,,,").gives(
        "depth",
        "\"inside\"",
        "surface, deep",
    );
    appended("muscles.csv", "popliteus,Popliteus,muscle,,deep,knee,maybe,,,").gives(
        "force",
        "\"maybe\"",
        "published, none",
    );
}

#[test]
fn a_muscle_without_the_anchor_that_it_declares_is_named() {
    appended("muscles.csv", "popliteus,Popliteus,muscle,,deep,knee,published,,,")
        .gives_of_the_table(
            "anchors.csv",
            "no row for popliteus",
            "a row for every muscle whose force muscles.csv says is published",
        );
}

#[test]
fn an_anchor_of_a_muscle_declared_without_is_named() {
    appended("anchors.csv", "abdominals,stance,3.5,1,0.1,,scott1990,Table 1,quoted,C,").gives(
        "muscle",
        "\"abdominals\"",
        "a muscle that muscles.csv says has published force",
    );
}

#[test]
fn an_anchor_that_is_there_twice_is_named() {
    appended("anchors.csv", "soleus,stance,3.1,6,0.1,,dorn2012,Table 1,quoted,C,").gives(
        "study",
        "\"dorn2012\"",
        "one row a muscle, phase and study",
    );
}

#[test]
fn an_anchor_beyond_its_speed_curve_is_named() {
    anchor("stance", "9.4", "6.5", "", "", "C").gives_of_the_table(
        "anchors.csv",
        "soleus stance at 9.4 m/s",
        "a speed that the rows of effects.csv cover",
    );
}

#[test]
fn a_terrain_that_changes_nothing_or_is_there_twice_is_named() {
    let accepted = "treadmill, trail, grass, sand";
    let row = |terrain| {
        format!("terrain,peak,soleus,stance,{terrain},1.1,,willy2016,abstract,printed,B,group,")
    };
    for changes_nothing in ["flat", "uphill", "3.5"] {
        let found = format!("{changes_nothing:?}");
        appended("effects.csv", &row(changes_nothing)).gives("x", &found, accepted);
    }
    appended("effects.csv", &row("treadmill")).gives(
        "x",
        "\"treadmill\"",
        "a word once an effect, quantity, muscle and phase",
    );
}

#[test]
fn two_phases_of_durations_are_named() {
    appended("durations.csv", "hamstrings,stance,5,0.1,fukuchi2017,ratio,computed,B").gives(
        "phase",
        "\"stance\"",
        "late_swing, as in the row above: one phase a muscle",
    );
}

#[test]
fn a_crosscheck_without_figures_or_the_wrong_way_round_is_named() {
    changed(
        "crosschecks.csv",
        "quadriceps,stance,,4,6,quoted-ranges",
        "quadriceps,stance,,,,quoted-ranges",
    )
    .gives("low_bw", "nothing", "a figure here or in high_bw");
    changed("crosschecks.csv", "quadriceps,stance,,4.7,6.9,", "quadriceps,stance,,7.4,6.9,").gives(
        "low_bw",
        "\"7.4\"",
        "a figure not above high_bw",
    );
}

#[test]
fn a_missing_column_is_named() {
    let shown = "muscle,quantity,speed_m_s,value_low,value_high,units,study,l";
    changed("facts.csv", ",unit,", ",units,").gives(
        "unit",
        &format!("no such column among \"{shown}…\""),
        "a header that has it",
    );
    // header names are as written
    let broken = changed("facts.csv", "muscle,quantity", "Muscle,quantity");
    assert_eq!(only_fault(broken.file, &broken.text).column, Some("muscle"));
}

#[test]
fn a_row_with_too_many_or_too_few_cells_is_named() {
    for (new, cells) in [(",printed,sd 19,", "11 cells"), (",printed", "9 cells")] {
        let broken = changed("facts.csv", ",printed,sd 19", new);
        let fault = only_fault(broken.file, &broken.text);
        assert_eq!((fault.file, fault.line, fault.column), ("facts.csv", Some(broken.line), None));
        assert_eq!((&*fault.found, &*fault.accepted), (cells, "10, as in the header"));
    }
}

#[test]
fn a_missing_file_is_the_only_fault() {
    for missing in TABLES {
        let faults = Evidence::read(|name| {
            if name == missing {
                Err("no such file".to_owned())
            } else {
                Ok(Cow::Borrowed(table(name)))
            }
        })
        .expect_err("a fault");
        assert_eq!(faults.count(), 1, "{faults}");
        let fault = &faults.faults()[0];
        assert_eq!((fault.file, fault.line, fault.column), (missing, None, None));
        let shown = format!(
            "{missing}: found no such file; accepted: a table in comma-separated UTF-8 text"
        );
        assert_eq!(fault.to_string(), shown);
    }
}

#[test]
fn an_empty_file_lacks_its_header() {
    let fault = only_fault("facts.csv", "");
    assert_eq!((fault.file, fault.line, fault.column), ("facts.csv", Some(1), None));
    assert_eq!(
        (&*fault.found, &*fault.accepted),
        ("nothing", "a header with the names of the columns")
    );
    let header = table("strides.csv").lines().next().expect("a header");
    let fault = only_fault("strides.csv", header);
    assert_eq!(
        (fault.file, &*fault.found, &*fault.accepted),
        ("strides.csv", "no rows", "at least one row")
    );
}

#[test]
fn faults_of_several_tables_come_together_in_the_order_of_the_tables() {
    let facts = changed("facts.csv", "9.3,96,,percent,kulmala2016", "9.3,96,,percent,nobody");
    let strides = changed("strides.csv", "9.0,264.1", "9.0,many");
    let studies = study("new2020", "MMXX", "", "", "");
    let replaced: Vec<(&str, &str)> =
        [&facts, &studies, &strides].iter().map(|broken| (broken.file, &*broken.text)).collect();
    let faults = read_with(&replaced).expect_err("three faults");
    let places: Vec<_> =
        faults.faults().iter().map(|fault| (fault.file, fault.line, fault.column)).collect();
    assert_eq!(
        places,
        [
            ("studies.csv", Some(studies.line), Some("year")),
            ("strides.csv", Some(strides.line), Some("step_rate_spm")),
            ("facts.csv", Some(facts.line), Some("study")),
        ]
    );
    assert_eq!(faults.to_string().lines().count(), 3);
}

/// A row with a fault is dropped as a whole: its first fault is told, and nothing of what refers to it.
#[test]
fn one_faulty_row_is_one_fault_whatever_refers_to_it() {
    let of_row = anchor("landing", "3.5", "6.5", "-1", "", "C");
    of_row.gives("phase", "\"landing\"", PHASES);
    changed("anchors.csv", "soleus,stance,3.5,6.7", "soleus,stance,3.5,many")
        .gives("peak_bw", "\"many\"", PEAK);
    changed("anchors.csv", "soleus,stance,3.5,6.7", "solaeus,stance,3.5,6.7").gives(
        "muscle",
        "\"solaeus\"",
        "a key of muscles.csv",
    );
    changed("muscles.csv", "soleus,Soleus,muscle", "soleus,Soleus,bone").gives(
        "kind",
        "\"bone\"",
        "muscle, tendon, joint",
    );
    changed("studies.csv", "Weyand PG, Davis JA\",2005", "Weyand PG, Davis JA\",MMV").gives(
        "year",
        "\"MMV\"",
        "a year, or nothing",
    );
}

#[test]
fn what_is_new_in_the_second_edition_is_named() {
    let basis = "group, proxy, quoted, single";
    changed("effects.csv", "quoted,C,quoted,\"8.71", "quoted,C,hearsay,\"8.71").gives(
        "basis",
        "\"hearsay\"",
        basis,
    );
    changed(
        "effects.csv",
        "foot_strike,peak,patellofemoral_joint,stance,forefoot",
        "foot_strike,peak,patellofemoral_joint,stance,midfoot",
    )
    .gives("x", "\"midfoot\"", "forefoot");
    changed(
        "effects.csv",
        "shoe,impulse,achilles,stance,maximal",
        "shoe,impulse,achilles,stance,conventional",
    )
    .gives("x", "\"conventional\"", "minimal, maximal");
    changed(
        "effects.csv",
        "shoe,impulse,achilles,stance,maximal",
        "shoe,impulse,achilles,stance,minimal",
    )
    .gives("x", "\"minimal\"", "a word once an effect, quantity, muscle and phase");
    changed(
        "effects.csv",
        "trunk_lean,peak,patellofemoral_joint,stance,6.8",
        "trunk_lean,peak,patellofemoral_joint,stance,16.8",
    )
    .gives("x", "\"16.8\"", "a number from -15 to 15 degrees");
    changed("effects.csv", "support,peak,achilles,stance,9,", "support,peak,achilles,stance,90,")
        .gives("x", "\"90\"", "a number from 0 to 80 %");
    changed("directions.csv", "forefoot,soleus", "tiptoe,soleus").gives(
        "terrain",
        "\"tiptoe\"",
        "flat, road, track, uphill, downhill, treadmill, trail, grass, sand, higher_step_rate, forefoot",
    );
}

#[test]
fn a_long_cell_is_shortened() {
    let long = "ü".repeat(10_000);
    let broken =
        changed("facts.csv", "9.3,96,,percent,kulmala2016", &format!("9.3,96,,percent,{long}"));
    broken.gives("study", &format!("\"{}…\"", "ü".repeat(60)), "a key of studies.csv");
}

// ---- forms of the same text ----

const WRONG: [&str; 2] = ["9.3,72,,percent,kulmala2016", "9.3,72,,percent,kulmala"];

#[test]
fn a_quoted_line_break_moves_the_lines_below() {
    let sound = changed("facts.csv", "printed,sd 11", "printed,\"sd\n11\n\"");
    sound.is_fine();
    let text = sound.text.replacen(WRONG[0], WRONG[1], 1);
    let line = line_of(&text, text.find(WRONG[1]).expect("the change"));
    assert_eq!(line, 10, "two lines further down than the eighth");
    Broken { file: "facts.csv", text, line }.gives("study", "\"kulmala\"", "a key of studies.csv");
}

#[test]
fn line_ends_of_windows_are_fine() {
    for file in TABLES {
        Broken { file, text: table(file).replace('\n', "\r\n"), line: 0 }.is_fine();
    }
}

#[test]
fn line_ends_of_windows_do_not_move_lines() {
    let broken = changed("facts.csv", WRONG[0], WRONG[1]);
    let text = broken.text.replace('\n', "\r\n");
    Broken { text, ..broken }.gives("study", "\"kulmala\"", "a key of studies.csv");
}

#[test]
fn a_byte_order_mark_is_fine() {
    for file in TABLES {
        Broken { file, text: format!("\u{feff}{}", table(file)), line: 0 }.is_fine();
    }
    let broken = changed("facts.csv", WRONG[0], WRONG[1]);
    Broken { text: format!("\u{feff}{}", broken.text), ..broken }.gives(
        "study",
        "\"kulmala\"",
        "a key of studies.csv",
    );
}

#[test]
fn blank_lines_are_fine() {
    let text = table("facts.csv").replace('\n', "\n\n");
    Broken { file: "facts.csv", text, line: 0 }.is_fine();
}

#[test]
fn a_blank_line_moves_the_lines_below() {
    let text = changed("facts.csv", WRONG[0], WRONG[1]).text.replace(
        "\nquadriceps,share_of_hopping_maximum,9.3",
        "\n\n\nquadriceps,share_of_hopping_maximum,9.3",
    );
    let line = line_of(&text, text.find(WRONG[1]).expect("the change"));
    assert_eq!(line, 10, "two lines further down than the eighth");
    let file = "facts.csv";
    Broken { file, text, line }.gives("study", "\"kulmala\"", "a key of studies.csv");
}

#[test]
fn blanks_around_cells_are_fine() {
    let text = table("durations.csv").replace(',', " , ");
    Broken { file: "durations.csv", text, line: 0 }.is_fine();
}

#[test]
fn a_last_line_without_its_end_is_fine() {
    for file in TABLES {
        Broken { file, text: table(file).trim_end().to_owned(), line: 0 }.is_fine();
    }
}

/// The cells of each record of a table, rewritten.
fn rewritten(file: &str, rewrite: impl Fn(usize, Vec<String>) -> Vec<String>) -> String {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).from_reader(table(file).as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (number, record) in reader.records().enumerate() {
        let cells = record.expect("a record").iter().map(str::to_owned).collect();
        writer.write_record(rewrite(number, cells)).expect("a Vec takes what is written");
    }
    String::from_utf8(writer.into_inner().expect("a Vec takes what is written")).expect("UTF-8")
}

#[test]
fn columns_in_another_order_are_fine() {
    for file in TABLES {
        let text = rewritten(file, |_, mut cells| {
            cells.reverse();
            cells
        });
        assert_ne!(text.lines().next(), table(file).lines().next());
        Broken { file, text, line: 0 }.is_fine();
    }
}

#[test]
fn a_column_more_is_fine() {
    for file in TABLES {
        let text = rewritten(file, |number, mut cells| {
            cells
                .insert(1, if number == 0 { "my_own".to_owned() } else { "NaN, \"x\"".to_owned() });
            cells
        });
        Broken { file, text, line: 0 }.is_fine();
    }
}

// ---- another muscle, another study ----

#[test]
fn somebody_elses_figure_is_used() {
    let broken = changed("anchors.csv", "soleus,stance,3.5,6.7,", "soleus,stance,3.5,7.7,");
    let evidence = read_with(&[(broken.file, &broken.text)]).expect("tables without fault");
    let soleus = evidence.muscles().by_key("soleus").expect("a muscle of the list");
    let run = Conditions::new(Speed::from_m_per_s(3.5).expect("within bounds"))
        .with_mass(Mass::from_kilograms(70.0).expect("within bounds"));
    let peak = model::peak_in(&evidence, soleus, Phase::Stance, &run).expect("a peak");
    assert!((peak.value().0 - 7.7).abs() < 1e-12);
}

#[test]
fn a_study_that_gives_no_anchors_is_refused_with_those_that_do() {
    let evidence = embedded::evidence();
    for (key, reason) in [
        ("schache2014", "gives no peak forces to start from"),
        ("lenhart", "is no study of the tables"),
        ("", "is no study of the tables"),
    ] {
        let error = evidence.limited_to(key).expect_err("no anchors").to_string();
        assert!(error.contains(reason), "{error}");
        assert!(error.contains("dorn2012, lenhart2014, reiter2024, hamner2013"), "{error}");
    }
    for key in ["dorn2012", "lenhart2014", "reiter2024", "hamner2013"] {
        let (limited, left_out) = evidence.limited_to(key).expect("a study that gives anchors");
        let left = |muscle: &&musclerun::muscle::Muscle| limited.anchors(muscle).next().is_some();
        let kept = limited.muscles().iter().filter(left).count();
        assert_eq!(kept + left_out.len(), 25, "{key}");
        let anchors = limited.muscles().iter().flat_map(|muscle| limited.anchors(muscle));
        assert!(anchors.into_iter().all(|anchor| anchor.source.study.key == key));
    }
}

#[test]
fn an_impulse_without_its_own_rows_goes_by_those_of_the_peak() {
    let without: String = table("effects.csv")
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("gradient,impulse,soleus"))
        .collect();
    let evidence = read_with(&[("effects.csv", &without)]).expect("tables without fault");
    let rows = |evidence: &Evidence| {
        let rows = evidence.effect_rows();
        rows.filter(|row| {
            row.0.key() == "soleus" && row.2 == Effect::Gradient && row.3 == Quantity::Impulse
        })
        .count()
    };
    assert!(rows(&read_with(&[]).expect("tables without fault")) > 0);
    assert_eq!(rows(&evidence), 0);
    let run = Conditions::new(Speed::from_m_per_s(3.5).expect("within bounds"))
        .with_mass(Mass::from_kilograms(70.0).expect("within bounds"))
        .with_course(
            Course::new(Some(Terrain::Uphill), Gradient::from_percent(8.75).ok())
                .expect("no contradiction"),
        );
    let soleus = evidence.muscles().by_key("soleus").expect("a muscle of the list");
    let load = model::load(&evidence, soleus, &run).expect("a load");
    let impulse = load.impulse().expect("a known duration").value().0;
    assert!((impulse - 6.7 * 1.02 * 0.0916).abs() < 1e-9, "{impulse}");
}

// ---- hostile texts ----

/// So many characters, by a linear congruential generator (Knuth, MMIX).
fn noise(seed: u64, length: usize, alphabet: &[char]) -> String {
    let mut state = seed;
    let draw = |_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(state >> 33).expect("31 bits");
        alphabet[high % alphabet.len()]
    };
    (0..length).map(draw).collect()
}

#[test]
fn noise_never_panics_and_gives_at_most_fifty_faults_and_a_count() {
    let alphabets: [&[char]; 3] = [
        &[',', '"', '\n'],
        &[',', ',', ',', ',', ',', ',', ',', ',', ',', '\n', '1', 'a'],
        &[',', '"', '\n', '\r', '\0', '\u{feff}', 'ß', '-', '.', '9', 'e', '\'', '\\', ' '],
    ];
    let mut most = 0;
    for (number, file) in TABLES.into_iter().enumerate() {
        for (seed, alphabet) in alphabets.into_iter().enumerate() {
            let noise = noise((number * 3 + seed) as u64, 200_000 / 3, alphabet);
            let header = table(file).lines().next().expect("a header");
            for text in
                [noise.clone(), format!("{header}\n{noise}"), format!("{}{noise}", table(file))]
            {
                let faults = read_with(&[(file, &text)]).expect_err("noise is no table");
                assert!((1..=50).contains(&faults.faults().len()));
                assert!(faults.count() >= faults.faults().len());
                let shown = faults.to_string();
                assert!(shown.len() < 50_000, "{} bytes", shown.len());
                let more = faults.count() - faults.faults().len();
                assert_eq!(shown.ends_with(&format!("\nand {more} more")), more > 0);
                most = most.max(faults.count());
            }
        }
    }
    assert!(most > 1000, "only {most} faults of noise");
}

#[test]
fn two_hundred_thousand_commas_quotes_and_line_breaks_are_no_table() {
    for file in TABLES {
        let header = table(file).lines().next().expect("a header");
        let text = format!("{header}\n{}", noise(7, 200_000, &[',', '"', '\n']));
        let faults = read_with(&[(file, &text)]).expect_err("noise is no table");
        assert!((1..=50).contains(&faults.faults().len()));
        assert!(faults.faults().iter().any(|fault| fault.file == file));
    }
}

#[test]
fn every_table_of_noise_at_once_is_no_evidence() {
    let faults = Evidence::read(|name| {
        Ok(Cow::Owned(noise(name.len() as u64, 20_000, &[',', '"', '\n', 'x'])))
    })
    .expect_err("noise is no evidence");
    assert!(faults.count() >= TABLES.len());
    assert!(faults.faults().len() <= 50);
}
