//! Which file of `src/` takes something from which other: paths are followed through re-exports to the file that defines
//! what they name, so that a module that only hands on what its parts define is in nobody's way. A module and the parts
//! below it are one thing: that a part uses what its parent defines is no circle.

use std::collections::{BTreeMap, BTreeSet};

/// A file as a module: what it defines, what it imports, and the paths in its code.
struct Module {
    file: String,
    defined: BTreeSet<String>,
    /// The name by which something is imported, and its path.
    imported: BTreeMap<String, Vec<String>>,
    /// Paths that the code follows; those that it only hands on are not among them.
    followed: Vec<Vec<String>>,
}

/// The groups of files that take from each other in a circle, each in order; from paths below `src/` and code without
/// comments.
pub(crate) fn cycles(files: &[(String, String)]) -> Vec<Vec<String>> {
    let modules: BTreeMap<Vec<String>, Module> =
        files.iter().map(|(file, code)| (place(file), Module::new(file, code))).collect();
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (at, module) in &modules {
        for path in &module.followed {
            if let Some(target) = resolve(&modules, at, path, 0)
                && !at.starts_with(&place(target))
            {
                edges.entry(&module.file).or_default().insert(target);
            }
        }
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        edges.keys().map(|from| (*from, reachable(&edges, from))).collect();
    let mut groups: BTreeSet<Vec<String>> = BTreeSet::new();
    for (from, all) in &reached {
        if all.contains(from) {
            let back = |to: &&&str| reached.get(**to).is_some_and(|all| all.contains(from));
            groups.insert(all.iter().filter(back).map(|to| (*to).to_owned()).collect());
        }
    }
    groups.into_iter().collect()
}

fn reachable<'e>(edges: &BTreeMap<&'e str, BTreeSet<&'e str>>, from: &str) -> BTreeSet<&'e str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = edges.get(from).into_iter().flatten().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(edges.get(file).into_iter().flatten());
        }
    }
    reached
}

/// The path of a file as a module; those of the program stand below a root of their own.
fn place(file: &str) -> Vec<String> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let first = path.split('/').next().unwrap_or_default();
    let root = match first {
        "main" | "cli" | "commands" => "program",
        "build" => "build",
        _ => "library",
    };
    let own = path.split('/').filter(|_| !matches!(path, "main" | "lib" | "build"));
    std::iter::once(root).chain(own).map(str::to_owned).collect()
}

/// The file that defines what a path names, seen from a module; none for what is no item of these files, or a module.
fn resolve<'m>(
    modules: &'m BTreeMap<Vec<String>, Module>,
    at: &[String],
    path: &[String],
    depth: usize,
) -> Option<&'m str> {
    // a re-export of a re-export, and so on, ends sooner
    if depth > 8 {
        return None;
    }
    let (first, rest) = path.split_first()?;
    let here = modules.get(at)?;
    match first.as_str() {
        "crate" => resolve(modules, &at[..1], rest, depth),
        "self" => resolve(modules, at, rest, depth),
        "super" => resolve(modules, &at[..at.len().checked_sub(1)?], rest, depth),
        name => {
            let child: Vec<String> = at.iter().chain([first]).cloned().collect();
            if modules.contains_key(&child) {
                resolve(modules, &child, rest, depth)
            } else if here.defined.contains(name) {
                Some(&here.file)
            } else {
                let target = here.imported.get(name)?;
                let whole: Vec<String> = target.iter().chain(rest).cloned().collect();
                (whole.first() != Some(first))
                    .then(|| resolve(modules, at, &whole, depth + 1))
                    .flatten()
            }
        }
    }
}

impl Module {
    fn new(file: &str, code: &str) -> Self {
        let mut module = Self {
            file: file.to_owned(),
            defined: code.lines().filter_map(definition).collect(),
            imported: BTreeMap::new(),
            followed: Vec::new(),
        };
        let mut rest = code;
        let mut without_imports = String::new();
        while let Some(at) = rest.find("use ") {
            let line_start = rest[..at].rfind('\n').map_or(0, |end| end + 1);
            let before = rest[line_start..at].trim();
            let is_import = before.is_empty() || before.starts_with("pub");
            without_imports.push_str(&rest[..at]);
            rest = &rest[at + 4..];
            if is_import && let Some(end) = rest.find(';') {
                for path in expanded(&rest[..end]) {
                    module.import(&path, !before.is_empty());
                }
                rest = &rest[end..];
            }
        }
        without_imports.push_str(rest);
        module.followed.extend(paths(&without_imports));
        module
    }

    fn import(&mut self, path: &str, is_handed_on: bool) {
        let (path, alias) =
            path.split_once(" as ").map_or((path, None), |(path, alias)| (path, Some(alias)));
        let mut path: Vec<String> = path.split("::").map(|part| part.trim().to_owned()).collect();
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = alias.map(str::to_owned).or_else(|| path.last().cloned());
        if !is_handed_on {
            self.followed.push(path.clone());
        }
        self.imported.insert(name.unwrap_or_default(), path);
    }
}

/// The name that a line at the margin defines, but for modules.
fn definition(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let mut word = words.next().filter(|_| !line.starts_with(char::is_whitespace))?;
    while word.starts_with("pub") || word == "const" && line.contains(" fn ") {
        word = words.next()?;
    }
    let kinds = ["struct", "enum", "trait", "type", "fn", "const", "static"];
    let name = kinds.contains(&word).then(|| words.next()).flatten()?;
    let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    Some(name[..end.unwrap_or(name.len())].to_owned())
}

/// The single paths of an import with groups.
fn expanded(import: &str) -> Vec<String> {
    let import = import.trim();
    let Some((prefix, group)) = import.split_once('{') else {
        return if import.is_empty() { Vec::new() } else { vec![import.to_owned()] };
    };
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&group[start..]);
    let items = items.into_iter().flat_map(expanded);
    items.map(|item| format!("{}{item}", prefix.trim())).collect()
}

/// Every path of two names or more.
fn paths(code: &str) -> Vec<Vec<String>> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split(|c: char| !is_path(c))
        .map(|path| path.trim_matches(':'))
        .filter(|path| path.contains("::"))
        .map(|path| path.split("::").map(str::to_owned).collect())
        .collect()
}
