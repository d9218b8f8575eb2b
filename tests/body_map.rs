//! The body map: what is drawn, in which colour, that words have room, and that the same answer gives the same bytes.
//!
//! Two whole pictures stand in `tests/golden`, to be compared line by line. After a change that is meant,
//! `BLESS=1 cargo test --test body_map` writes them anew; look at them before they are kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use musclerun::answer::calculate::{Question, Report};
use musclerun::answer::{RankBy, Selection};
use musclerun::conditions::{Conditions, Course, Terrain};
use musclerun::embedded;
use musclerun::evidence::Evidence;
use musclerun::muscle::Depth;
use musclerun::render::{self, Format, Style};
use musclerun::units::{LengthUnit, RunLength, Speed, TypedDistance};
use quick_xml::Reader;
use quick_xml::events::Event;

#[path = "common/picture.rs"]
mod page;
#[path = "common/tables.rs"]
mod tables;

use page::{elements, has_room, texts};

/// Every fifteenth entry of lajolla, Scientific colour maps 8.0 (doi:10.5281/zenodo.8035877), from the 241st back to
/// the 31st of 256, as published.
#[allow(clippy::unreadable_literal)] // as published
const LAJOLLA: [[f64; 3]; 15] = [
    [0.989027, 0.939877, 0.635493],
    [0.970133, 0.862544, 0.464801],
    [0.948266, 0.773354, 0.358043],
    [0.931285, 0.695281, 0.331033],
    [0.916845, 0.625260, 0.324396],
    [0.902840, 0.557003, 0.319282],
    [0.888294, 0.487206, 0.314051],
    [0.868402, 0.412782, 0.308001],
    [0.820195, 0.339049, 0.298716],
    [0.723970, 0.291602, 0.282691],
    [0.603195, 0.262762, 0.252927],
    [0.483887, 0.229823, 0.204310],
    [0.375570, 0.194487, 0.148714],
    [0.283142, 0.163196, 0.100219],
    [0.208438, 0.137979, 0.063852],
];

const DRAWING: &str = include_str!("../data/body_map.svg");

fn question(speed_m_s: f64, terrain: Terrain) -> Question {
    Question::new(
        Conditions::new(Speed::from_m_per_s(speed_m_s).expect("a running speed"))
            .with_mass("70".parse().expect("a mass"))
            .with_course(Course::new(Some(terrain), None).expect("a terrain")),
    )
}

fn report<'e>(evidence: &'e Evidence, question: &Question) -> Report<'e> {
    Report::new(evidence, question.clone()).expect("an answer")
}

fn picture(report: &Report<'_>) -> String {
    let mut svg = Vec::new();
    render::write(&report.document(), Format::Svg, Style::default(), &mut svg)
        .expect("memory takes it");
    String::from_utf8(svg).expect("the picture is UTF-8")
}

/// Questions whose pictures differ in what they have to find room for.
fn questions() -> Vec<Question> {
    let marathon: TypedDistance = "marathon".parse().expect("a distance");
    let marathon = marathon.distance(LengthUnit::Mile).expect("a distance");
    let mut questions = vec![
        question(3.333, Terrain::Flat),
        question(2.0, Terrain::Sand),
        question(9.5, Terrain::Uphill),
        Question {
            selection: Selection::default().detail(true),
            ..question(4.5, Terrain::Downhill)
        },
        Question {
            selection: Selection::default().detail(true),
            units: LengthUnit::Mile,
            run_length: Some(RunLength::Distance(marathon)),
            rank_by: RankBy::Cumulative,
            ..question(3.0, Terrain::Treadmill)
        },
        Question {
            selection: Selection::default().muscles(vec!["all".to_owned()]),
            rank_by: RankBy::Impulse,
            ..question(7.0, Terrain::Trail)
        },
        Question {
            selection: Selection::default().muscles(vec!["core".to_owned()]),
            ..question(3.0, Terrain::Flat)
        },
    ];
    for top in [1, 5] {
        questions.push(Question {
            selection: Selection::default().top(top),
            ..question(3.333, Terrain::Uphill)
        });
    }
    questions
}

/// The fills of the muscles' shapes, by key.
fn fills(svg: &str) -> BTreeMap<String, BTreeSet<String>> {
    let evidence = embedded::evidence();
    let mut fills: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, attributes) in elements(svg) {
        let key = attributes.get("id").and_then(|id| id.split('.').next());
        let is_muscle = |key: &&str| evidence.muscles().by_key(key).is_some();
        if let Some(key) = key.filter(is_muscle) {
            let fill = attributes.get("fill").expect("a muscle is filled");
            fills.entry(key.to_owned()).or_default().insert(fill.clone());
        }
    }
    fills
}

/// The colour of a force on a scale to that top, by the definition.
fn colour(bw: f64, top_bw: f64) -> String {
    let at = (bw / top_bw).clamp(0.0, 1.0) * 14.0;
    let below = (0..14).rfind(|i| f64::from(*i) <= at).expect("at least 0");
    let share = at - f64::from(below);
    let index = usize::try_from(below).expect("at least 0");
    let bytes = |i: usize| LAJOLLA[i].map(|channel| (channel * 255.0).round());
    let (low, high) = (bytes(index), bytes(index + 1));
    let hex = |i: usize| {
        let byte = (low[i] + (high[i] - low[i]) * share).round();
        // between two bytes
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let byte = byte as u8;
        format!("{byte:02x}")
    };
    format!("#{}{}{}", hex(0), hex(1), hex(2))
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_musclerun"))
        .args(arguments)
        .output()
        .expect("the binary is built")
}

#[test]
fn the_pictures_are_the_golden_ones() {
    let golden = [
        ("map_uphill.svg", question(3.333, Terrain::Uphill)),
        (
            "map_detail.svg",
            Question {
                selection: Selection::default().detail(true),
                units: LengthUnit::Mile,
                ..question(4.0, Terrain::Downhill)
            },
        ),
    ];
    for (name, question) in golden {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        let evidence = tables::evidence();
        let drawn = picture(&report(&evidence, &question));
        let drawn = drawn.replace(&evidence.checksum(), "[CHECKSUM]");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &drawn).expect("the golden folder");
        }
        let kept = fs::read_to_string(&path).expect("a golden picture");
        for (number, (drawn, kept)) in drawn.lines().zip(kept.lines()).enumerate() {
            assert_eq!(drawn, kept, "{name}, line {}", number + 1);
        }
        assert_eq!(drawn.lines().count(), kept.lines().count(), "{name}");
    }
}

#[test]
fn every_muscle_is_drawn_where_it_lies_and_has_a_label() {
    let muscles = embedded::evidence().muscles();
    let (mut surface, mut deep, mut labels) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut view = String::new();
    for (_, attributes) in elements(DRAWING) {
        let Some(id) = attributes.get("id") else {
            continue;
        };
        if matches!(&**id, "front" | "back" | "deep" | "labels" | "captions") {
            view.clone_from(id);
        } else if let Some(key) = id.strip_prefix("label-") {
            if let Some((group, part)) = key.split_once('.') {
                let part = muscles.by_key(part).expect("a muscle behind the stop");
                assert_eq!(part.part_of(), Some(group), "{id}");
            } else {
                labels.insert(key.to_owned());
            }
        } else if !id.starts_with("caption-") {
            let key = id.split('.').next().expect("an id").to_owned();
            assert!(muscles.by_key(&key).is_some(), "{id} is no muscle");
            let layer = if view == "deep" { &mut deep } else { &mut surface };
            layer.insert(key);
        }
    }
    for muscle in muscles.iter() {
        let key = muscle.key();
        let layer = if muscle.depth() == Depth::Surface { &surface } else { &deep };
        let is_in = |layer: &BTreeSet<String>| {
            layer.contains(key) || muscles.parts(muscle).any(|part| layer.contains(part.key()))
        };
        assert!(is_in(layer), "{key} is not drawn");
        assert!(labels.contains(key), "{key} has no place for a label");
    }
    for label in &labels {
        assert!(muscles.by_key(label).is_some(), "{label} is no muscle");
    }
}

#[test]
fn both_legs_have_every_muscle() {
    let mut reader = Reader::from_str(DRAWING);
    let (mut open, mut shapes) = (None, 0);
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) if tag.name().as_ref() == "g" => {
                let id = tag.try_get_attribute("id").expect("well-formed");
                open = id.map(|id| id.value.into_owned()).filter(|id| id.contains('.'));
                shapes = 0;
            }
            Event::Empty(_) => shapes += 1,
            Event::End(_) => {
                if let Some(id) = open.take() {
                    assert_eq!(shapes, 2, "{id}");
                }
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

#[test]
fn colours_follow_the_scale_exactly() {
    let evidence = embedded::evidence();
    let mut coloured = 0;
    for question in questions() {
        let report = report(evidence, &question);
        let bw = |key: &str| {
            let mut rows = report.rows.iter();
            let row = rows.find(|row| row.muscle.key() == key)?;
            Some(row.load.as_ref()?.peak().value().0)
        };
        let largest = report.rows.iter().filter_map(|row| bw(row.muscle.key()));
        let largest = largest.fold(0.0, f64::max);
        let top = [10.0, 12.0, 16.0, 20.0];
        let top = top.into_iter().find(|top| largest <= *top);
        let top = top.expect("no muscle bears more");
        for (key, fills) in fills(&picture(&report)) {
            let muscle = evidence.muscles().by_key(&key).expect("a muscle");
            let shown = bw(&key).or_else(|| bw(muscle.part_of()?));
            if let Some(bw) = shown {
                assert_eq!(fills, BTreeSet::from([colour(bw, top)]), "{key}");
                coloured += 1;
            } else {
                assert!(!fills.iter().any(|fill| is_of_the_scale(fill)), "{key}");
            }
        }
    }
    assert!(coloured > 100, "only {coloured}");
}

/// Whether a fill is a colour that a force could have; those of muscles without one are greys or the hatching.
fn is_of_the_scale(fill: &str) -> bool {
    let tops = (0_u16..=1400).map(|step| colour(f64::from(step) / 100.0, 14.0));
    tops.into_iter().any(|colour| colour == fill)
}

/// CIE lightness, 0 to 100, of a colour in sRGB under D65.
fn lightness(rgb: [f64; 3]) -> f64 {
    let linear =
        rgb.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    116.0 * luminance.cbrt() - 16.0
}

#[test]
fn the_scale_darkens_at_every_step_for_every_eye() {
    let lightness: Vec<f64> = LAJOLLA.into_iter().map(lightness).collect();
    for pair in lightness.windows(2) {
        let step = pair[0] - pair[1];
        assert!((3.0..9.0).contains(&step), "{pair:?}");
    }
}

#[test]
fn muscles_without_a_force_are_hatched_and_never_coloured() {
    let evidence = embedded::evidence();
    let fills_of = |question: &Question| fills(&picture(&report(evidence, question)));
    let hatched = BTreeSet::from(["url(#map-hatch)".to_owned()]);
    for question in questions() {
        for (key, fills) in fills_of(&question) {
            let muscle = evidence.muscles().by_key(&key).expect("a muscle");
            assert_eq!(fills == hatched, !muscle.force_published(), "{key}");
        }
    }
    // what a choice of study leaves out has no force either
    let (limited, left_out) = evidence.limited_to("lenhart2014").expect("a study");
    assert!(left_out.iter().any(|key| key == "soleus"), "{left_out:?}");
    let question = Question {
        selection: Selection::default().study(("lenhart2014".to_owned(), left_out.clone())),
        ..question(3.333, Terrain::Flat)
    };
    let fills = fills(&picture(&report(&limited, &question)));
    for key in left_out {
        if let Some(fills) = fills.get(&key) {
            assert_eq!(*fills, hatched, "{key}");
        }
    }
}

#[test]
fn no_text_touches_another_or_leaves_the_page() {
    for question in questions() {
        has_room(&picture(&report(embedded::evidence(), &question)));
    }
}

/// The embedded tables with that muscle renamed, and one added that the drawing does not have.
fn renamed(key: &str, name: &str) -> Evidence {
    let tables: BTreeMap<&str, &str> = embedded::tables().collect();
    Evidence::read(|table| {
        let text = tables.get(table).ok_or("no such table")?;
        if table != "muscles.csv" {
            return Ok(Cow::Borrowed(*text));
        }
        let mut lines = Vec::new();
        for line in text.lines() {
            let mut cells: Vec<&str> = line.split(',').collect();
            if cells[0] == key {
                cells[1] = name;
            }
            lines.push(cells.join(","));
        }
        lines.push("popliteus,Popliteus,muscle,,deep,calf,none,,unlocks the knee,".to_owned());
        Ok(Cow::Owned(lines.join("\n") + "\n"))
    })
    .expect("the tables are as sound as before")
}

#[test]
fn the_longest_names_have_room_too() {
    for name in [
        "Musculus gastrocnemius with both of its heads and the plantaris beside it",
        "Gastrocnemiusgastrocnemiusgastrocnemiusgastrocnemius",
        "<gastrocnemius> & 'co'",
    ] {
        let evidence = renamed("gastrocnemius", name);
        for detail in [false, true] {
            let question = Question {
                selection: Selection::default().detail(detail),
                ..question(4.0, Terrain::Uphill)
            };
            has_room(&picture(&report(&evidence, &question)));
        }
    }
}

#[test]
fn a_muscle_that_is_not_drawn_is_named_below() {
    let evidence = renamed("", "");
    let question = Question {
        selection: Selection::default().muscles(vec!["soleus".to_owned(), "popliteus".to_owned()]),
        ..question(4.0, Terrain::Flat)
    };
    let svg = picture(&report(&evidence, &question));
    assert!(svg.contains("Not on the map: Popliteus: no published force."), "{svg}");
}

#[test]
fn ids_are_unique_and_nothing_is_fetched() {
    for question in questions() {
        let svg = picture(&report(embedded::evidence(), &question));
        let mut ids = BTreeSet::new();
        for (name, attributes) in elements(&svg) {
            assert!(!matches!(&*name, "script" | "image" | "use" | "style"));
            for (attribute, value) in attributes {
                assert!(!attribute.ends_with("href"), "{value}");
                if attribute != "xmlns" {
                    assert!(!value.contains("://"), "{attribute}={value}");
                }
                if attribute == "id" {
                    assert!(ids.insert(value.clone()), "{value} twice");
                }
            }
        }
        let referred = svg.match_indices("url(#").map(|(at, found)| {
            let rest = &svg[at + found.len()..];
            rest[..rest.find(')').expect("a closing bracket")].to_owned()
        });
        for id in referred {
            assert!(ids.contains(&id), "{id} is nowhere");
        }
    }
}

#[test]
fn the_picture_says_conditions_values_and_what_the_numbers_are_not() {
    let report = report(embedded::evidence(), &question(3.333, Terrain::Uphill));
    let words: Vec<String> = texts(&picture(&report)).into_iter().map(|t| t.what).collect();
    let words = words.join(" ");
    for expected in ["70 kg", "uphill +5 %", "× body weight", "not an injury forecast"] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    for row in &report.rows {
        let load = row.load.as_ref().expect("a published force");
        let value = format!("{:.2} ", load.peak().value().0);
        assert!(words.contains(&value), "{value} in {words}");
        assert!(words.contains(row.muscle.short_name()), "{words}");
    }
    for source in &report.sources {
        assert!(words.contains(&source.short()), "{}", source.key);
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    for question in questions() {
        let [first, second] = [0, 1].map(|_| picture(&report(embedded::evidence(), &question)));
        assert_eq!(first, second);
    }
}

#[test]
fn a_suffix_or_a_format_asks_for_the_picture() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("map.svg");
    let path = path.to_str().expect("a path in UTF-8");
    let typed = ["--pace", "5:00", "--mass", "70"];
    let written = run(&[&typed[..], &["-o", path]].concat());
    assert!(written.status.success(), "{written:?}");
    let shown = run(&[&typed[..], &["--format", "svg"]].concat());
    assert_eq!(fs::read(path).expect("the picture"), shown.stdout);
}

#[test]
fn what_is_no_answer_of_the_calculator_is_not_drawn() {
    let map = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused.svg");
    let map = map.to_str().expect("a path in UTF-8");
    for arguments in [
        &["muscles", "--format", "svg"][..],
        &["studies", "-o", map],
        &["run", "tests/run/hills.gpx", "--mass", "70", "-o", map],
        &["run", "tests/run/hills.gpx", "--samples", "--format", "svg"],
        &["batch", "tests/batch/runs.csv", "--format", "svg"],
        &["--pace", "5:00", "--mass", "70", "--explain", "--format", "svg"],
    ] {
        let output = run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(said.contains("svg") || said.contains("picture"), "{arguments:?}: {said}");
    }
    assert!(!Path::new(map).exists());
}

#[cfg(feature = "png")]
mod png {
    //! The picture made of pixels.

    use super::{colour, embedded, page, picture, question, report};
    use musclerun::conditions::Terrain;

    #[test]
    fn the_pixels_show_the_picture_with_its_letters() {
        let report = report(embedded::evidence(), &question(3.333, Terrain::Flat));
        let mut png = Vec::new();
        musclerun::render::write(
            &report.document(),
            musclerun::render::Format::Png,
            musclerun::render::Style::default(),
            &mut png,
        )
        .expect("memory takes it");
        let ([width, height], pixels) = page::pixels(&png);
        let svg = picture(&report);
        let size = format!("width=\"{}\" height=\"{}\"", width / 2, height / 2);
        assert!(svg.contains(&size), "{size}");
        let count = |hex: &str| {
            let is =
                |[red, green, blue]: &&[u8; 3]| format!("#{red:02x}{green:02x}{blue:02x}") == hex;
            // every seventh pixel tells as much as all
            pixels.iter().step_by(7).filter(is).count()
        };
        let soleus = report.rows[0].load.as_ref().expect("a published force");
        assert!(count(&colour(soleus.peak().value().0, 10.0)) > 500);
        // the ink of the letters, which would be missing without outlines
        assert!(count("#1b1f26") > 1000);
    }
}
