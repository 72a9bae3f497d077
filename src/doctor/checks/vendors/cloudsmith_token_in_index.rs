//! A token in the URL of an index.

use super::index::{faulty, meant};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::FaultKind;
use crate::feeds::providers::cloudsmith::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "cloudsmith-token-in-index",
    title: "an index of Cloudsmith holds a token",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "The path behind `dl.cloudsmith.io/` begins with an entitlement token.",
        why: "Whoever can read the file can read the repository. Cargo also writes the URL into `Cargo.lock` and prints it in messages, from where it gets into logs.",
        example: "[registries.tools]\nindex = \"sparse+https://dl.cloudsmith.io/TOKEN/acme/tools/cargo/\"",
        fix: "Write the index on `cargo.cloudsmith.io`, which takes the token from cargo (`cargo login`), and revoke the one that stood here.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (index, fault) in faulty(facts, &PROVIDER, FaultKind::Secret) {
        let fix = match meant(&PROVIDER, fault) {
            Some(url) => {
                let does = format!("write {}, sign in, and revoke the token", quoted(&url));
                index.rewrite(facts, false, &url, does)
            }
            None => Fix::Do("write the index without it, sign in, and revoke it".to_owned()),
        };
        let finding = index
            .finding(&CHECK, facts, fault.words, fix)
            .so("cargo writes it into `Cargo.lock` and into messages");
        found.push(match index.definition.file() {
            Some(file) => finding.secret_in(facts.config().file(file).path()),
            None => finding,
        });
    }
}
