//! Holds the layout of `src`: which folder may use which, and how much code there is. CONTRIBUTING.md describes the layers.
//!
//! `cargo test --test architecture -- --nocapture` prints the sizes. Reads the sources as
//! text; not for judging what the code does.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test reads the sources and prints their sizes"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each folder may use those before it.
const LAYERS: [&str; 12] = [
    "text", "system", "toml", "cargo", "feeds", "project", "auth", "setup", "doctor", "probe",
    "cli", "commands",
];

/// Lines of code, without blank lines, comments and tests. Lower it when code goes.
const MOST_LINES: usize = 39_500;

/// A module's path below the crate, such as `["cargo", "view"]`.
type Module = Vec<String>;

struct Source {
    path: PathBuf,
    module: Module,
    text: String,
}

/// What one file names of the crate, with the line.
struct Import {
    line: usize,
    path: Module,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let below = path.strip_prefix(&root).expect("below src");
                let mut module: Module = below
                    .with_extension("")
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy().into_owned())
                    .collect();
                if module.last().is_some_and(|last| last == "mod") {
                    module.pop();
                }
                let text = fs::read_to_string(&path).expect("a source");
                found.push(Source {
                    path: Path::new("src").join(below),
                    module,
                    text,
                });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 100, "the sources are read");
    found
}

/// The text without comments and without the unit tests at its end.
fn code(text: &str) -> String {
    let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let mut out = String::new();
    for line in text[..tests].lines() {
        if !line.trim_start().starts_with("//") {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

fn is_test(source: &Source) -> bool {
    source.module.iter().any(|part| part == "tests")
}

/// Every path that begins with `crate` or `super`, in `use` items with their braces
/// resolved and elsewhere.
fn imports(source: &Source) -> Vec<Import> {
    let text = code(&source.text);
    let mut found = Vec::new();
    for head in ["crate::", "super::"] {
        for (at, _) in text.match_indices(head) {
            let before = text[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == ':' {
                continue;
            }
            let line = text[..at].matches('\n').count() + 1;
            let mut paths = Vec::new();
            read_tree(&text[at..], &mut Vec::new(), &mut paths);
            found.extend(paths.into_iter().filter_map(|path| {
                let path = absolute(&source.module, path)?;
                Some(Import { line, path })
            }));
        }
    }
    found
}

/// Reads a path or a tree of `use` from the beginning of a text; gives how much it took.
fn read_tree(text: &str, prefix: &mut Module, found: &mut Vec<Module>) -> usize {
    let before = prefix.len();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if text[at..].starts_with('{') {
            at += 1;
            loop {
                at += text[at..].len() - text[at..].trim_start_matches([' ', '\n', ',']).len();
                if text[at..].starts_with('}') || at >= text.len() {
                    at += 1;
                    break;
                }
                let taken = read_tree(&text[at..], prefix, found);
                let rest = &text[at + taken..];
                // What follows a name is `as other`, or nothing.
                at += taken + rest.find([',', '}']).unwrap_or(rest.len());
            }
            break;
        }
        let word: String = text[at..]
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect();
        at += word.len();
        if word.is_empty() {
            found.push(prefix.clone());
            break;
        }
        if word != "self" || prefix.is_empty() {
            prefix.push(word);
        }
        if text[at..].starts_with("::") {
            at += 2;
        } else {
            found.push(prefix.clone());
            break;
        }
    }
    prefix.truncate(before);
    at.min(text.len())
}

fn absolute(module: &[String], path: Module) -> Option<Module> {
    let mut base = module.to_vec();
    let mut parts = path.into_iter().peekable();
    match parts.peek()?.as_str() {
        "crate" => {
            base.clear();
            parts.next();
        }
        _ => {
            while parts.next_if(|part| part == "super").is_some() {
                base.pop()?;
            }
        }
    }
    base.extend(parts);
    Some(base)
}

#[test]
fn each_folder_uses_only_those_before_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = rank(&source.module) else {
            continue;
        };
        for import in imports(&source) {
            if rank(&import.path).is_some_and(|used| used > own) {
                wrong.push(format!(
                    "{}:{}: `{}` may not use `{}`: {}",
                    source.path.display(),
                    import.line,
                    LAYERS[own],
                    import.path.join("::"),
                    "each folder uses only those before it in LAYERS"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn rank(module: &[String]) -> Option<usize> {
    let first = module.first()?;
    LAYERS.iter().position(|layer| layer == first)
}

#[test]
fn the_folders_are_the_layers() {
    let folders: BTreeSet<String> = sources()
        .into_iter()
        .filter(|source| source.path.components().count() > 2)
        .filter_map(|source| source.module.into_iter().next())
        .collect();
    assert_eq!(folders, LAYERS.map(String::from).into());
    let alone: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|source| source.path.components().count() == 2)
        .map(|source| source.path)
        .collect();
    assert_eq!(alone, ["src/lib.rs", "src/main.rs"].map(PathBuf::from));
}

#[test]
fn the_editor_and_the_model_of_cargo_know_no_feeds() {
    for source in sources() {
        let layer = source.module.first().map_or("", String::as_str);
        let may_use: &[&str] = match layer {
            "toml" => &["text", "toml"],
            "cargo" => &["text", "system", "toml", "cargo"],
            _ => continue,
        };
        for import in imports(&source) {
            assert!(
                may_use.contains(&import.path[0].as_str()) || rank(&import.path).is_none(),
                "{}:{}: `{layer}` could be a crate of its own; it may not use `{}`",
                source.path.display(),
                import.line,
                import.path.join("::"),
            );
        }
    }
}

#[test]
fn there_is_no_more_code_than_agreed() {
    let mut sizes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for source in sources().iter().filter(|source| !is_test(source)) {
        let lines = code(&source.text)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        let folder = source.module.first().cloned().unwrap_or_default();
        let size = sizes.entry(folder).or_default();
        size.0 += 1;
        size.1 += lines;
    }
    for (folder, (files, lines)) in &sizes {
        println!("{folder:10} {files:4} files {lines:7} lines");
    }
    let all: usize = sizes.values().map(|(_, lines)| lines).sum();
    println!("{:10} {:10} {all:7} lines", "all", "");
    assert!(
        all <= MOST_LINES,
        "{all} lines of code, agreed are {MOST_LINES}"
    );
}
