//! The rules of the house, held to the sources themselves: what a reader may rely on without reading every file.
//!
//! Each rule names the files that break it. Comments are taken out first where a rule is about what the code does, so
//! that a file may speak of what it must not use.

#[path = "house/graph.rs"]
mod graph;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A file of `src/`: its path below `src/` with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The text without comments.
    fn code(&self) -> String {
        let lines = self.text.lines().map(|line| {
            let end = line.find("//").filter(|at| !inside_quotes(&line[..*at]));
            &line[..end.unwrap_or(line.len())]
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether the file belongs to the program and not to the library.
    fn is_binary(&self) -> bool {
        matches!(&*self.path, "main.rs" | "cli.rs" | "commands.rs")
            || self.path.starts_with("commands/")
            || self.path.starts_with("cli/")
    }

    /// Whether the file may open files.
    fn opens_files(&self) -> bool {
        self.path == "build.rs"
            || self.path.starts_with("build/")
            || self.path.starts_with("commands/")
            // the program that builds the page
            || self.path == "page/main.rs"
    }

    /// Whether the file belongs to the page, which is a crate of its own.
    fn is_page(&self) -> bool {
        self.path.starts_with("page/")
    }

    /// The module of the library that the file belongs to; none for the root, the program, the page and the
    /// build script.
    fn module(&self) -> Option<&str> {
        let is_built_with = self.path.starts_with("build/");
        if self.is_binary()
            || self.is_page()
            || is_built_with
            || matches!(&*self.path, "lib.rs" | "build.rs")
        {
            return None;
        }
        let first = self.path.split('/').next()?;
        Some(first.strip_suffix(".rs").unwrap_or(first))
    }
}

/// Whether an odd number of quotation marks stands before: a `//` there is text, such as that of an address.
fn inside_quotes(before: &str) -> bool {
    before.matches('"').count() % 2 == 1
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    gather(&root().join("src"), "", &mut sources);
    // so many that an empty or half-read folder cannot pass for a tidy one
    assert!(sources.len() > 30, "only {} files", sources.len());
    sources
}

fn gather(folder: &Path, below: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources") {
        let entry = entry.expect("an entry of the sources");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = format!("{below}{name}");
        // the page has a manifest, a look and a script of its own
        let is_of_page = below == "page/";
        let is_other =
            [".toml", ".lock", ".html", ".css", ".js"].iter().any(|ending| name.ends_with(ending));
        if is_of_page && (name == "target" || is_other) {
            continue;
        }
        if entry.file_type().expect("a kind of entry").is_dir() {
            gather(&entry.path(), &format!("{path}/"), sources);
        } else {
            assert!(
                Path::new(&name).extension().is_some_and(|ext| ext == "rs"),
                "src/{path} is no source"
            );
            let text = fs::read_to_string(entry.path()).expect("a source in UTF-8");
            sources.push(Source { path, text });
        }
    }
}

/// The modules that `lib.rs` names, in its order.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("the root of the library");
    let named = lib.lines().filter_map(|line| line.trim().strip_suffix(';'));
    let named = named
        .filter_map(|line| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod ")));
    named.map(str::to_owned).collect()
}

/// Where one of the words stands by itself, not as a part of a longer name.
fn mentions(code: &str, words: &[&str]) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        for word in words {
            let stands_alone = line.match_indices(word).any(|(at, _)| {
                let starts_name = word.starts_with(is_name);
                !(starts_name && line[..at].ends_with(is_name))
            });
            if stands_alone {
                found.push(format!("line {}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

/// Holds a rule to those files for which it is meant.
#[track_caller]
fn none_mentions(words: &[&str], meant_for: impl Fn(&Source) -> bool) {
    let mut broken = Vec::new();
    let mut held = 0;
    for source in sources().iter().filter(|source| meant_for(source)) {
        held += 1;
        let places = mentions(&source.code(), words);
        broken.extend(places.into_iter().map(|place| format!("src/{} {place}", source.path)));
    }
    assert!(held > 0, "a rule for no file");
    assert!(broken.is_empty(), "{words:?} stand where they should not:\n{}", broken.join("\n"));
}

/// The names behind every `crate::`, in groups and lists too.
fn imports(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + found.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            names.extend(heads(group));
        } else {
            names.insert(head(rest).to_owned());
        }
    }
    names
}

/// The first name of each item of a braced group, whose opening brace is taken off.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut at_start, mut heads) = (1, true, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => at_start = true,
            _ if at_start && !c.is_whitespace() => {
                heads.push(head(&group[at..]).to_owned());
                at_start = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

fn head(path: &str) -> &str {
    let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &path[..end.unwrap_or(path.len())]
}

#[test]
fn imports_are_found_in_every_form() {
    let code = "use crate::units::Speed;\nuse crate::{muscle::{Phase, Muscle}, evidence};\n\
                let x = crate::model::loads();\n\
                macro_rules! m { () => { $crate::answer::calculate } }\nuse my_crate::render;";
    let found: Vec<String> = imports(code).into_iter().collect();
    assert_eq!(found, ["answer", "evidence", "model", "muscle", "units"]);
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        let says = first.strip_prefix("//! ").is_some_and(|rest| !rest.trim().is_empty());
        assert!(says, "src/{} opens with {first:?}", source.path);
    }
}

#[test]
fn the_library_names_its_modules_in_reading_order() {
    let modules = modules();
    assert_eq!(
        modules,
        [
            "number",
            "units",
            "spelling",
            "muscle",
            "note",
            "conditions",
            "evidence",
            "embedded",
            "model",
            "training",
            "input",
            "activity",
            "document",
            "answer",
            "render",
            "training_log",
            "parallel",
            "batch",
            "collection"
        ],
    );
    // the manual at the top of lib.rs counts them in the same order
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("the root of the library");
    let counted: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! ")?.split_once(". "))
        .filter(|(number, _)| number.parse::<usize>().is_ok())
        .filter_map(|(_, rest)| rest.split('`').nth(1))
        .collect();
    assert_eq!(counted, modules);
}

#[test]
fn every_file_of_the_library_belongs_to_a_named_module() {
    let modules = modules();
    for source in sources() {
        if let Some(module) = source.module() {
            assert!(
                modules.iter().any(|name| name == module),
                "src/{} belongs to no module",
                source.path
            );
        }
    }
}

#[test]
fn a_module_imports_only_from_those_above_it() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name);
    let mut imported = 0;
    for source in sources() {
        let Some(own) = source.module() else { continue };
        let own_place = place(own).expect("a module that lib.rs names");
        for name in imports(&source.code()) {
            imported += 1;
            let other = place(&name);
            assert!(
                other.is_some(),
                "src/{} imports crate::{name}, which is no module of the library",
                source.path
            );
            assert!(
                other <= Some(own_place),
                "src/{} imports crate::{name}, which stands below it",
                source.path
            );
        }
    }
    assert!(imported > 30, "only {imported} imports found");
}

/// `super::` as often as to reach the root of the crate would be a way around the rule above.
#[test]
fn no_module_reaches_the_root_of_the_crate_by_super() {
    for source in sources() {
        if source.module().is_none() {
            continue;
        }
        let levels = source.path.split('/').count();
        let to_root = "super::".repeat(levels);
        assert!(
            !source.code().contains(&to_root),
            "src/{} reaches the root by {to_root}",
            source.path
        );
    }
}

#[test]
fn the_library_knows_neither_clap_nor_anyhow() {
    none_mentions(&["clap", "clap_complete", "clap_mangen", "anyhow"], |source| {
        !source.is_binary()
    });
}

#[test]
fn the_program_names_no_error_types_by_thiserror() {
    none_mentions(&["thiserror"], Source::is_binary);
}

#[test]
fn commands_alone_open_files() {
    none_mentions(&["std::fs", "fs::", "File::", "OpenOptions"], |source| !source.opens_files());
}

#[test]
fn main_alone_writes_to_stderr_and_exits() {
    let mut broken = Vec::new();
    for source in sources() {
        // asking what stderr is is not writing to it, nor is opening what the user names as output
        let code = source.code().replace("io::stderr().is_terminal()", "");
        let code = code.replace("io::stderr().as_fd()", "");
        if source.path != "main.rs" {
            let places =
                mentions(&code, &["eprint", "stderr(", "process::exit", "ExitCode::from", "dbg!"]);
            broken.extend(places.into_iter().map(|place| format!("src/{} {place}", source.path)));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_library_writes_to_no_stream() {
    none_mentions(&["print!", "println!", "stdout(", "io::stdout", "stdin("], |source| {
        source.module().is_some()
    });
}

#[test]
fn nothing_is_unwrapped() {
    none_mentions(&[".unwrap()", ".unwrap_unchecked(", "unreachable_unchecked"], |_| true);
}

#[test]
fn no_code_is_unsafe_or_unfinished() {
    none_mentions(&["todo!", "unimplemented!"], |_| true);
    // a browser calls functions by their bare names and hands over addresses, which Rust takes for unsafe
    none_mentions(&["unsafe "], |source| source.path != "page/door.rs");
    let door = sources().into_iter().find(|source| source.path == "page/door.rs");
    assert!(door.is_none_or(|door| mentions(&door.code(), &["unsafe "]).len() <= 2));
}

#[test]
fn the_top_level_holds_nothing_else() {
    let allowed =
        ["Cargo.toml", "Cargo.lock", "LICENSE", "README.md", "data", "src", "tests", "target"];
    let mut seen = 0;
    for entry in fs::read_dir(root()).expect("the top level") {
        let name = entry.expect("an entry of the top level").file_name();
        let name = name.to_str().expect("a name in UTF-8");
        // a published package carries the manifest as it was written, too
        let known = name.starts_with('.') || name == "Cargo.toml.orig" || allowed.contains(&name);
        assert!(known, "{name} has no place at the top level");
        seen += usize::from(allowed.contains(&name));
    }
    assert!(seen >= 5, "only {seen} of what belongs there");
}

/// The most lines of a file.
const MOST_LINES: usize = 500;

/// Names for which there is a standard term, of types and other items.
const PRIVATE_NAMES: &[&str] = &[
    "room",
    "desk",
    "Desk",
    "Borne",
    "borne",
    "Stretch",
    "Spot",
    "spot",
    "spots",
    "Along",
    "Swept",
    "Found",
    "Straight",
    "Basics",
    "appraise",
    "Share",
    "Hand",
    "Lettering",
    "Sheet",
    "Canvas",
    "Shown",
    "Subject",
    "Of",
    "answers_to",
    "concerns",
    "Cutter",
    "Cutting",
    "cutting",
    "Piece",
    "Passed",
    "strays",
    "holes",
    "Unsaid",
    "said",
    "believed",
    "remark",
    "remarks",
    "amiss",
    "Known",
    "Special",
    "goes_with",
    "stand_in",
    "Way",
    "Direction",
    "extent",
    "Extent",
    "catalogue",
];

/// The same of functions.
const PRIVATE_FUNCTIONS: &[&str] = &["told", "words", "say", "worth", "held", "lead"];

/// Figures of speech and old words in comments; ordinary English is free.
const PRIVATE_WORDS: &[&str] = &["room", "desk", "borne", "holes", "strays", "lest", "without ado"];

/// Whether a word stands in a text by itself.
fn has_word(text: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_name) && !text[at + word.len()..].starts_with(is_name)
    })
}

/// The texts in quotation marks of some code, one a line or over several.
fn texts(code: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' => {
                // a character, which may be a quotation mark; else a lifetime
                if chars.next() == Some('\\') {
                    chars.next();
                }
                chars.next_if_eq(&'\'');
            }
            '"' => {
                let mut text = String::new();
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    text.push(c);
                    if c == '\\' {
                        text.extend(chars.next());
                    }
                }
                texts.push(text);
            }
            _ => {}
        }
    }
    texts
}

/// Whether a text names an option of the command line; CSS has names of the same look.
fn names_a_flag(text: &str) -> bool {
    text.match_indices("--").any(|(at, _)| {
        let name = text[at + 2..].split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        let name = name.take(1).next().unwrap_or_default();
        let is_css = text[..at].ends_with("var(") || text[at + 2 + name.len()..].starts_with(':');
        !name.is_empty() && !name.starts_with('-') && !text[..at].ends_with('-') && !is_css
    })
}

#[track_caller]
fn none_breaks(law: &str, broken: &BTreeSet<String>) {
    assert!(broken.is_empty(), "{law}: {broken:#?}");
}

#[test]
fn no_type_name_stands_for_two_things() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources() {
        for line in source.code().lines() {
            let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub"));
            let is_type = matches!(words.next(), Some("struct" | "enum" | "trait" | "type"));
            if let Some(name) = words.next().filter(|_| is_type && !line.starts_with(' ')) {
                places.entry(head(name).to_owned()).or_default().push(source.path.clone());
            }
        }
    }
    assert!(places.len() > 100, "only {} types", places.len());
    let twice = places.iter().filter(|(_, places)| places.len() > 1);
    let twice = twice.map(|(name, places)| format!("{name}: {}", places.join(", ")));
    none_breaks("a type name stands for two things", &twice.collect());
}

#[test]
fn a_public_choice_may_grow() {
    let mut closed = BTreeSet::new();
    for source in sources().into_iter().filter(|source| source.module().is_some()) {
        let mut is_open = false;
        // closed lists of words are made open by their macro
        for line in source.code().lines() {
            if line.starts_with("pub enum ") && !is_open {
                closed.insert(format!("src/{}: {line}", source.path));
            }
            // attributes stand right above
            is_open = line == "#[non_exhaustive]" || (is_open && line.starts_with("#["));
        }
    }
    none_breaks("a new variant would break those who match on it", &closed);
}

#[test]
fn no_text_of_the_library_names_an_option_of_the_command_line() {
    assert!(names_a_flag("give it with --mass") && names_a_flag("--mass 70"));
    assert!(!names_a_flag("a dash -- such as this, var(--ink) and --ink: #000"));
    let named = sources()
        .into_iter()
        // the program that builds the page has others to call
        .filter(|source| !source.is_binary() && source.path != "page/main.rs")
        .flat_map(|source| {
            let named = texts(&source.code()).into_iter().filter(|text| names_a_flag(text));
            named.map(|text| format!("src/{}: {text:?}", source.path)).collect::<Vec<_>>()
        });
    none_breaks("the program adds what to type", &named.collect());
}

#[test]
fn no_file_has_more_than_500_lines() {
    let long = sources().into_iter().filter(|source| source.text.lines().count() > MOST_LINES);
    none_breaks("a file is too long", &long.map(|source| format!("src/{}", source.path)).collect());
}

#[test]
fn no_files_take_from_each_other_in_a_circle() {
    let files = |texts: &[(&str, &str)]| -> Vec<(String, String)> {
        texts.iter().map(|(file, code)| ((*file).to_owned(), (*code).to_owned())).collect()
    };
    let facade = "mod b;\nmod c;\npub use b::B;\npub struct A(C);";
    let circle = [
        ("a.rs", facade),
        ("a/b.rs", "use super::c::C;\npub struct B(super::c::C);"),
        ("a/c.rs", "use super::B;\npub struct C;"),
    ];
    assert_eq!(graph::cycles(&files(&circle)), [["a/b.rs", "a/c.rs"]]);
    let line = [circle[0], circle[1], ("a/c.rs", "pub struct C;")];
    assert!(graph::cycles(&files(&line)).is_empty());

    let all: Vec<(String, String)> =
        sources().iter().map(|source| (source.path.clone(), source.code())).collect();
    let circles = graph::cycles(&all).into_iter().map(|group| group.join(" and ")).collect();
    none_breaks("files take from each other in a circle", &circles);
}

#[test]
fn standard_terms_stand_for_standard_notions() {
    let mut broken = BTreeSet::new();
    for source in sources() {
        let code = source.code();
        for line in code.lines() {
            let names = line.split('"').step_by(2).collect::<Vec<_>>().join(" ");
            for name in PRIVATE_NAMES.iter().filter(|name| has_word(&names, name)) {
                broken.insert(format!("{name}: src/{}", source.path));
            }
            for name in PRIVATE_FUNCTIONS {
                if names.contains(&format!("fn {name}(")) || names.contains(&format!("fn {name}<"))
                {
                    broken.insert(format!("{name}: src/{}", source.path));
                }
            }
        }
        let comments = source.text.lines().filter_map(|line| line.split_once("//"));
        for (_, comment) in comments {
            for word in PRIVATE_WORDS.iter().filter(|word| has_word(comment, word)) {
                broken.insert(format!("{word}: src/{}", source.path));
            }
        }
    }
    none_breaks("a private word stands where there is a standard term", &broken);
}

/// Rust rounds the binary number, half to even; people read the decimal ([`number`](musclerun::number)).
#[test]
fn no_figure_is_rounded_but_by_the_one_rule() {
    // positions in a picture are no figures
    let is_position = |source: &Source| source.path.starts_with("render/chart/");
    let mut broken = BTreeSet::new();
    for source in sources().iter().filter(|source| !is_position(source)) {
        for text in texts(&source.code()) {
            let specs = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            let mut specs = specs.filter_map(|(spec, _)| Some(spec.split_once(':')?.1));
            let is_precision = |spec: &str| {
                let precision = spec.rsplit_once('.').map(|(_, precision)| precision);
                precision.is_some_and(|p| p.starts_with(|c: char| c.is_ascii_digit() || c == '*'))
            };
            if specs.any(is_precision) {
                broken.insert(format!("src/{}: {text:?}", source.path));
            }
        }
    }
    none_breaks("a figure is rounded by Rust, not by src/number.rs", &broken);
}
