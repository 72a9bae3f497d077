//! The path of a server on the host of the cloud.

use super::index::faulty;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::FaultKind;
use crate::feeds::providers::azure_artifacts::PROVIDER;

pub(super) const CHECK: Check = Check {
    code: "azure-server-on-cloud-host",
    title: "the path of an Azure DevOps Server stands on the host of the cloud",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Behind `pkgs.dev.azure.com/` comes `tfs` or `DefaultCollection`, which only a server of one's own has.",
        why: "Microsoft's page for Azure DevOps Server prints the host of the cloud, with the collection where the organization would be. Feeds of a server lie on that server.",
        example: "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/DefaultCollection/_packaging/crates/Cargo/index/\"",
        fix: "Take the URL from \"Connect to feed\" on your server: it begins with the server's own host.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (index, fault) in faulty(facts, &PROVIDER, FaultKind::Server) {
        let fix = Fix::Do("take the URL from \"Connect to feed\" on your server".to_owned());
        found.push(
            index
                .finding(&CHECK, facts, fault.words, fix)
                .so("cargo asks the cloud for a feed that is on your server"),
        );
    }
}
