//! The reference page is made from the checks' own texts and from their cases.

use std::fmt::Write as _;
use std::path::Path;

use feedctl::doctor::checks;

use super::case::{Cargo, Case};
use super::cases::{self, UNSEEN};

const PREFACE: &str = "# What `feedctl doctor` finds

Made from the texts of the checks and from their test cases; a test keeps it so. `feedctl doctor --explain CODE` prints one entry.

- **error**: cargo's own resolution of that registry, or of crates.io, fails, or silently does what the file does not say.
- **warning**: it bites another command (`login`, `publish`, `install`), or later.
- **info**: it teaches.

*About files* means that the files of the checkout show it, so the answer is the same on every machine; *about machine* means this home, its variables, tokens and programs.

";

#[test]
fn the_reference_page_is_what_the_checks_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/doctor/checks/README.md");
    let page = page();
    if std::env::var_os("FEEDCTL_WRITE_REFERENCE").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == page,
        "run the tests with FEEDCTL_WRITE_REFERENCE=1 and read the difference"
    );
}

fn page() -> String {
    let mut page = PREFACE.to_owned();
    page.push_str(&checks::reference::page());
    page.push_str("## Known mistakes\n\nWhat people are known to write, and what cargo 1.95 does, as the tests see it. Each test is `doctor::GROUP` in `tests/cli`; its cases are in `tests/cli/doctor/cases`.\n\n| no. | mistake | code | cargo |\n|---|---|---|---|\n");
    let mut rows: Vec<(u8, String)> = UNSEEN
        .iter()
        .map(|(number, why)| {
            (
                *number,
                format!("| {number} | not shown by files: {why} | | |"),
            )
        })
        .collect();
    for (code, cases) in cases::all() {
        for case in *cases {
            for number in case.mistakes {
                rows.push((*number, row(*number, code, case)));
            }
        }
    }
    rows.sort();
    for (_, row) in rows {
        let _ = writeln!(page, "{row}");
    }
    page
}

fn row(number: u8, code: &str, case: &Case) -> String {
    let cargo = match case.cargo {
        Cargo::Resolves(_) => "works".to_owned(),
        Cargo::Fails(_, words) | Cargo::FailsToSignIn(_, words) => quoted(words),
        Cargo::FailsByChance(_) => "fails now and then".to_owned(),
        Cargo::Hangs(_) => "never ends".to_owned(),
        Cargo::AsksCratesIo => "asks crates.io itself".to_owned(),
        Cargo::Runs(arguments, ok, words) => format!(
            "`cargo {}` {}{}",
            arguments.join(" "),
            if ok { "works" } else { "fails" },
            if words.is_empty() {
                String::new()
            } else {
                format!(": {}", quoted(words))
            }
        ),
        Cargo::Cannot(why) => format!("not asked: {why}"),
    };
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    format!(
        "| {number} | {} | {code} | {} |",
        cell(case.name),
        cell(&cargo)
    )
}

/// Code that may itself hold backticks.
fn quoted(words: &str) -> String {
    if words.contains('`') {
        format!("`` {words} ``")
    } else {
        format!("`{words}`")
    }
}
