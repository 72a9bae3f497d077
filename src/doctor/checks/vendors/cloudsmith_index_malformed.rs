//! A URL of Cloudsmith that is no index.

use super::index::{faulty, fix};
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::FaultKind;
use crate::feeds::providers::cloudsmith::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "cloudsmith-index-malformed",
    title: "a URL of Cloudsmith is no index of a repository",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "An index is the page of a repository, the endpoint of another package manager, or has not exactly owner and repository behind `cargo.cloudsmith.io`.",
        why: "Cargo puts `config.json` behind the URL, and only the host for cargo answers to that.",
        example: "[registries.tools]\nindex = \"sparse+https://npm.cloudsmith.io/acme/tools/\"",
        fix: "Write `sparse+https://cargo.cloudsmith.io/OWNER/REPOSITORY/`. `--fix` does it where the URL names both.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (index, fault) in faulty(facts, &PROVIDER, FaultKind::Malformed) {
        let otherwise = "write owner and repository, by their slugs, behind the host";
        let fix = fix(facts, &index, &PROVIDER, fault, otherwise);
        found.push(
            index
                .finding(&CHECK, facts, fault.words, fix)
                .so("cargo finds no index there"),
        );
    }
}
