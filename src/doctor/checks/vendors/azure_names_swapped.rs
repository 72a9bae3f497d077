//! Organization and project in each other's place.

use super::index::{faulty, meant};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::FaultKind;
use crate::feeds::providers::azure_artifacts::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "azure-names-swapped",
    title: "organization and project stand in each other's place",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The first part behind `pkgs.dev.azure.com/` cannot be the name of an organization, and the second can.",
        why: "The organization comes first, then the project. Names of organizations hold letters, digits and `-` only, so one with a blank or `_` is that of a project.",
        example: "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/My Project/contoso/_packaging/crates/Cargo/index/\"",
        fix: "Swap the two.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (index, fault) in faulty(facts, &PROVIDER, FaultKind::Swapped) {
        let fix = match meant(&PROVIDER, fault) {
            Some(url) => {
                let does = format!("write {}", quoted(&url));
                index.rewrite(facts, false, &url, does)
            }
            None => Fix::Do("swap them".to_owned()),
        };
        found.push(
            index
                .finding(&CHECK, facts, fault.words, fix)
                .so("there is no such organization"),
        );
    }
}
