//! Every check against the real cargo: where it fires, where it keeps quiet, and
//! that its safe fix mends.

mod case;
mod cases;
mod command;
pub(crate) mod probe;
mod quiet;
mod reference;
mod truth;

use std::collections::BTreeSet;

use case::run;
use cases::Cases;
use feedctl::doctor::checks;

fn group(title: &str, cases: &[Cases]) {
    let group = checks::GROUPS
        .iter()
        .find(|group| group.title == title)
        .expect("a group of that title");
    let codes: Vec<&str> = group.checks.iter().map(|check| check.code).collect();
    let with_cases: Vec<&str> = cases.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, with_cases, "each check has its cases, in order");
    let mut wrong = 0;
    for (code, cases) in cases {
        let fires = |case: &&case::Case| case.finds.iter().any(|found| found.starts_with(code));
        assert!(cases.iter().any(|case| fires(&case)), "{code} never fires");
        assert!(
            cases.iter().any(|case| !fires(&case)),
            "{code} is never quiet"
        );
        for case in *cases {
            // One wrong case hides no other.
            let done = std::panic::catch_unwind(|| run(code, case));
            wrong += usize::from(done.is_err());
        }
    }
    assert_eq!(wrong, 0, "wrong cases, told above");
}

#[test]
fn files() {
    group("Files that cargo reads or passes over", cases::FILES);
}

#[test]
fn registries() {
    group("Registries and their index URLs", cases::REGISTRIES);
}

#[test]
fn providers() {
    group("Credential providers", cases::PROVIDERS);
}

#[test]
fn tokens() {
    group("Tokens and secrets", cases::TOKENS);
}

#[test]
fn sources() {
    group("Sources and the replacement of crates.io", cases::SOURCES);
}

#[test]
fn vendors() {
    group(
        "What Azure Artifacts, Cloudsmith and others want",
        cases::VENDORS,
    );
}

#[test]
fn surroundings() {
    group("Manifests, network and trust", cases::SURROUNDINGS);
}

#[test]
fn every_known_mistake_has_a_case_or_a_reason() {
    let shown: BTreeSet<u8> = cases::all()
        .flat_map(|(_, cases)| cases.iter())
        .flat_map(|case| case.mistakes.iter().copied())
        .collect();
    let unseen: BTreeSet<u8> = cases::UNSEEN.iter().map(|(number, _)| *number).collect();
    let both: Vec<&u8> = shown.intersection(&unseen).collect();
    assert!(both.is_empty(), "{both:?}");
    let missing: Vec<u8> = (1..=95)
        .filter(|number| !shown.contains(number) && !unseen.contains(number))
        .collect();
    assert!(missing.is_empty(), "without a case: {missing:?}");
}
