//! An index without the organization.

use super::index::faulty;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::FaultKind;
use crate::feeds::providers::azure_artifacts::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "azure-organization-missing",
    title: "an index of Azure Artifacts lacks the organization",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`_packaging` comes right behind `pkgs.dev.azure.com/`.",
        why: "Every feed belongs to an organization, which is the first part of the path. Without it the URL means no feed.",
        example: "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/_packaging/crates/Cargo/index/\"",
        fix: "Write the organization behind the host, and the project behind it where the feed belongs to one.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (index, fault) in faulty(facts, &PROVIDER, FaultKind::NoWhole) {
        let fix = Fix::Do("write the organization behind `pkgs.dev.azure.com/`".to_owned());
        found.push(
            index
                .finding(&CHECK, facts, fault.words, fix)
                .so("cargo finds no index there"),
        );
    }
}
