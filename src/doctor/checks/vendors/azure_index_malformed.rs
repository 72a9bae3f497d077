//! A URL of Azure DevOps that is no index.

use super::index::{faulty, fix};
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::FaultKind;
use crate::feeds::providers::azure_artifacts::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "azure-index-malformed",
    title: "a URL of Azure DevOps is no index of a feed",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "An index is the page of a feed in the browser, the endpoint of another package manager, or lacks a part of what Azure Artifacts wants for cargo.",
        why: "Cargo puts `config.json` behind the URL. Only the URL that ends with `_packaging/FEED/Cargo/index/` answers to that.",
        example: "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/npm/registry/\"",
        fix: "Take the URL from \"Connect to feed\" under Cargo. `--fix` writes it where the URL names the whole feed.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (index, fault) in faulty(facts, &PROVIDER, FaultKind::Malformed) {
        let otherwise = "take the URL from \"Connect to feed\" in Azure Artifacts, under Cargo";
        let fix = fix(facts, &index, &PROVIDER, fault, otherwise);
        found.push(
            index
                .finding(&CHECK, facts, fault.words, fix)
                .so("cargo finds no index there"),
        );
    }
}
