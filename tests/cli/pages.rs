//! What the pages for people name is there: commands, codes, cargo's words, links.
//!
//! Not for the output that the README shows (see `readme.rs`).

use std::path::{Path, PathBuf};

use feedctl::cli;
use feedctl::doctor::checks;

use crate::support::{Sandbox, texts_below};

/// The pages, as their paths in the repository.
const PAGES: [&str; 3] = ["README.md", "docs/guide.md", "CONTRIBUTING.md"];

/// What cargo 1.95 was seen to say where neither the check of that code nor its cases
/// quote it, with the mistake that was tried.
const SEEN: [&str; 4] = [
    // An https index without `sparse+`, on a host that asks for a sign-in.
    "failed to authenticate when downloading repository",
    // An index that starts with `sparse:`; the check knows it by a shorter word.
    "cannot-be-a-base-URLs are not supported",
    // Another index URL than that of `Cargo.lock`, with `--locked`.
    "cannot update the lock file",
    // What Azure answers, which cargo passes on; the provider's row knows it.
    "TF400813",
];

/// Words with hyphens in the guide that are no codes.
const NO_CODES: [&str; 4] = [
    "replace-with",
    "crates-io",
    "acme-tools",
    "global-credential-providers",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page(path: &str) -> String {
    let text = std::fs::read_to_string(root().join(path)).expect("the page is there");
    text.replace("\r\n", "\n")
}

/// A page as lines outside of code blocks, and lines inside.
fn parts(text: &str) -> (Vec<&str>, Vec<&str>) {
    let mut is_code = false;
    let (mut prose, mut code) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if is_code {
            code.push(line.trim_start());
        } else {
            prose.push(line);
        }
    }
    assert!(!is_code, "a block of code does not end");
    (prose, code)
}

/// The spans of code in prose that are marked by that many backticks.
fn spans(prose: &[&str], marks: usize) -> Vec<String> {
    let text = prose.join("\n");
    let mark = "`".repeat(marks);
    let mut spans = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find('`') {
        rest = &rest[start..];
        let length = rest.len() - rest.trim_start_matches('`').len();
        let fence = "`".repeat(length);
        rest = &rest[length..];
        let end = rest.find(&fence).expect("a span of code ends");
        if fence == mark {
            spans.push(rest[..end].trim().replace('\n', " "));
        }
        rest = &rest[end + length..];
    }
    spans
}

/// The words of a line as a shell would take them, up to a comment or another program;
/// `None` where it stands for several lines.
fn words(line: &str) -> Option<Vec<&str>> {
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let words: Vec<&str> = line
        .split_whitespace()
        .take_while(|word| {
            !matches!(*word, "|" | ">" | ">>" | "<" | "&&") && !word.starts_with('#')
        })
        .collect();
    let is_one = !words
        .iter()
        .any(|word| word.starts_with('[') || word.contains('…'));
    (words.len() > 1 && words[0] == "feedctl" && is_one).then_some(words)
}

#[test]
fn every_command_line_on_a_page_can_be_typed() {
    let mut count = 0;
    for path in PAGES {
        let text = page(path);
        let (prose, code) = parts(&text);
        let spans = spans(&prose, 1);
        let lines = spans.iter().map(String::as_str).chain(code);
        for line in lines {
            // It stands for any command.
            let Some(words) = words(line).filter(|words| words[1] != "COMMAND") else {
                continue;
            };
            count += 1;
            // A placeholder in the place of a code, which is one of a closed set.
            let words = words.iter().map(|word| match *word {
                "CODE" => "index-missing",
                "SHELL" => "bash",
                word => word,
            });
            if let Err(error) = cli::command().try_get_matches_from(words) {
                let is_help = error.exit_code() == 0;
                assert!(is_help, "{path}: {line}\n{error}");
            }
        }
    }
    assert!(count > 80, "they are found: {count}");
}

#[test]
fn every_code_in_the_guide_is_a_check() {
    let text = page("docs/guide.md");
    let mut count = 0;
    for span in spans(&parts(&text).0, 1) {
        let is_like_a_code = span.contains('-')
            && !span.starts_with('-')
            && span.chars().all(|c| c == '-' || c.is_ascii_lowercase());
        if !is_like_a_code || NO_CODES.contains(&span.as_str()) {
            continue;
        }
        assert!(checks::named(&span).is_some(), "no check is called {span}");
        count += 1;
    }
    assert!(count > 50, "they are found: {count}");
}

/// True where the check of that code, its entry in the reference, or a case of it that
/// cargo confirmed speaks of these words.
fn speaks_of(code: &str, words: &str, reference: &str, source: &[(String, String)]) -> bool {
    let file = format!("{}.rs", code.replace('-', "_"));
    let mut checks = source.iter().filter(|(name, _)| *name == file);
    let entry = reference
        .split_once(&format!("\n### {code}\n"))
        .and_then(|(_, rest)| rest.split("\n#").next())
        .unwrap_or_default();
    let mut cases = reference
        .lines()
        .filter(|line| line.contains(&format!("| {code} |")));
    checks.any(|(_, text)| text.contains(words))
        || entry.contains(words)
        || cases.any(|line| line.contains(words))
}

#[test]
fn every_quoted_error_is_one_that_its_code_speaks_of() {
    let source = texts_below(&root().join("src/doctor/checks"));
    let reference = page("src/doctor/checks/README.md");
    let text = page("docs/guide.md");
    let mut count = 0;
    let mut seen = Vec::new();
    for row in text.lines().filter(|line| line.starts_with("| ``")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let codes = spans(&cells[2..3], 1);
        for words in spans(&cells[..1], 2) {
            count += 1;
            if SEEN.contains(&words.as_str()) {
                seen.push(words);
                continue;
            }
            let is_known = codes
                .iter()
                .any(|code| speaks_of(code, &words, &reference, &source));
            assert!(is_known, "{codes:?} do not speak of: {words}");
        }
    }
    assert_eq!(seen.len(), SEEN.len(), "what was seen is quoted: {seen:?}");
    assert_eq!(count, spans(&parts(&text).0, 2).len(), "all stand in rows");
    assert!(count > 35, "they are found: {count}");
}

/// The part of a link behind `#`, as the headings of a page are known by.
fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ => c.is_alphanumeric().then_some(c),
        })
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    for path in PAGES {
        let text = page(path);
        let here = Path::new(path).parent().expect("a folder");
        let prose = parts(&text).0.join("\n");
        for link in prose.split("](").skip(1) {
            let (link, _) = link.split_once(')').expect("a link ends");
            if link.starts_with("http") {
                continue;
            }
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() {
                PathBuf::from(path)
            } else {
                here.join(file)
            };
            assert!(root().join(&file).exists(), "{path}: {link}");
            if part.is_empty() {
                continue;
            }
            let there = page(&file.display().to_string());
            let has_it = parts(&there).0.iter().any(|line| {
                line.starts_with('#') && anchor(line.trim_start_matches('#').trim()) == part
            });
            assert!(has_it, "{path}: {link}");
        }
    }
}

/// What the guide says of lines pasted from a vendor's page: doctor names what may go,
/// and what stays is a connection.
#[test]
fn pasted_lines_are_a_connection_that_doctor_cleans() {
    let sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        "[unstable]\nregistry-auth = true\n\n[registries]\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    );
    let doctor = sandbox.feedctl(&["doctor"]);
    assert!(doctor.stdout.contains("unstable-registry-auth"), "{doctor}");
    let mended = sandbox.feedctl(&["doctor", "--fix", "--yes"]);
    assert_eq!(mended.code, Some(0), "{mended}");
    let text = sandbox.read("p/.cargo/config.toml").expect("it is there");
    assert!(
        !text.contains("unstable") && text.contains("[registries]"),
        "{text}"
    );
    let own = sandbox
        .read("cargo/config.toml")
        .expect("a provider is listed");
    assert!(own.contains("global-credential-providers"), "{own}");
    let line = "connect --org contoso --project Platform --feed crates";
    let words: Vec<&str> = line.split(' ').collect();
    let connect = sandbox.feedctl(&words);
    assert!(connect.stderr.contains("already connected"), "{connect}");
    assert_eq!(sandbox.read("p/.cargo/config.toml").as_ref(), Some(&text));
}

#[test]
fn the_old_index_of_cloudsmith_is_replaced_as_the_guide_says() {
    let line = "connect --owner acme --repo tools --name acme-tools --force";
    assert!(page("docs/guide.md").contains(&format!("`feedctl {line}`")));
    for index in [
        "https://dl.cloudsmith.io/basic/acme/tools/cargo/index.git",
        "sparse+https://dl.cloudsmith.io/abcdefgh12345678/acme/tools/cargo/",
    ] {
        let sandbox = Sandbox::project();
        let text = format!("[registries.acme-tools]\nindex = \"{index}\"\n");
        sandbox.write("p/.cargo/config.toml", text);
        let words: Vec<&str> = line.split(' ').collect();
        let run = sandbox.feedctl(&words);
        assert_eq!(run.code, Some(0), "{run}");
        let text = sandbox.read("p/.cargo/config.toml").expect("it is there");
        assert!(
            text.contains("\"sparse+https://cargo.cloudsmith.io/acme/tools/\""),
            "{text}"
        );
    }
}

#[test]
fn the_readme_has_a_line_for_every_provider() {
    let text = page("README.md");
    let (prose, _) = parts(&text);
    for provider in feedctl::feeds::providers::ALL {
        let is_shown = prose.iter().any(|line| {
            let named = line.contains(&format!("--provider {} ", provider.id))
                || provider.name.split(' ').any(|word| line.contains(word));
            line.starts_with("| ") && line.contains("`feedctl connect ") && named
        });
        assert!(is_shown, "{} is in no table", provider.id);
    }
}

/// The tour leads through every room, and through none that is gone.
#[test]
fn the_tour_names_every_room() {
    let text = page("CONTRIBUTING.md");
    let (_, tour) = text.split_once("## A tour").expect("there is a tour");
    let (tour, _) = tour.split_once("\n## ").expect("it ends");
    let named = spans(&parts(tour).0, 1);
    for entry in std::fs::read_dir(root().join("src")).expect("it is there") {
        let name = entry.expect("a room").file_name();
        let name = name.to_string_lossy().into_owned();
        assert!(named.contains(&name), "the tour passes {name} by");
    }
    for name in &named {
        if Path::new(name).extension().is_some_and(|kind| kind == "rs") {
            let mut places = ["", "src", "tests/cli"].into_iter();
            let is_there = places.any(|folder| root().join(folder).join(name).exists());
            assert!(is_there, "there is no {name}");
        }
    }
}
