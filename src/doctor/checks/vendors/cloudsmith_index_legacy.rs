//! The older git index of a repository on Cloudsmith.

use super::index::{faulty, meant};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::FaultKind;
use crate::feeds::providers::cloudsmith::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "cloudsmith-index-legacy",
    title: "an index of Cloudsmith is the older one for git",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "An index is a git repository on `dl.cloudsmith.io`.",
        why: "Cargo clones the whole index before it can look for one crate. The sparse index on `cargo.cloudsmith.io` is faster, takes a token as cargo keeps it, and needs no git credentials.",
        example: "[registries.tools]\nindex = \"https://dl.cloudsmith.io/public/acme/tools/cargo/index.git\"",
        fix: "Write `sparse+https://cargo.cloudsmith.io/OWNER/REPOSITORY/`. Crates that come from there stand in `Cargo.lock` with the old URL until it is written anew.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (index, fault) in faulty(facts, &PROVIDER, FaultKind::Legacy) {
        let fix = match meant(&PROVIDER, fault) {
            Some(url) => {
                let does = format!("write {}", quoted(&url));
                index.rewrite(facts, false, &url, does)
            }
            None => Fix::Do("write the sparse index".to_owned()),
        };
        found.push(
            index
                .finding(&CHECK, facts, fault.words, fix)
                .so("cargo clones all of it before it looks for a crate"),
        );
    }
}
