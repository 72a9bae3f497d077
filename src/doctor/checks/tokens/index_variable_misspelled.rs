//! An index variable that is not in upper case.

use crate::cargo::{Replacement, variable_name};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::misspelled::{self, Misspelled};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "index-variable-misspelled",
    title: "an index variable is misspelled",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A variable that was meant to give the index of a registry has small letters or a hyphen in its name.",
        why: "Cargo reads such variables in upper case with underscores only. It warns, and does as if the variable were not there.",
        example: "export CARGO_REGISTRIES_my_feed_INDEX=sparse+https://feed.example.com/index/",
        fix: "Write the name in upper case, with `_` for `-`: `CARGO_REGISTRIES_MY_FEED_INDEX`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for Misspelled {
        name,
        meant,
        finding,
    } in misspelled::variables(facts, &CHECK, "_INDEX")
    {
        let mut finding = finding
            .cargo("environment variables are expected to use uppercase letters and underscores");
        for missing in missing(facts, meant) {
            finding = finding
                .severity(Severity::Error)
                .explains(Effect::BadIndex(missing.clone()))
                .explains(Effect::Undefined(missing));
        }
        // A manifest may ask for it by any of these.
        for asked in names(name, meant) {
            finding = finding.explains(Effect::Undefined(asked));
        }
        found.push(finding);
    }
}

/// Registries that are used here and have no index but this one.
fn missing(facts: &Facts<'_>, meant: &str) -> Vec<String> {
    let stands_for = |name: &str| variable_name(&["registries", name, "index"]) == meant;
    let mut missing: Vec<String> = facts
        .registries_of(meant, "index")
        .filter(|registry| matches!(registry.index, Ok(None)))
        .map(|registry| registry.name.to_string())
        .collect();
    if let Ok(Replacement::Unknown { name, .. }) = facts.replacement()
        && stands_for(name)
        && !missing.iter().any(|known| known == name)
    {
        missing.push((*name).to_owned());
    }
    missing
}

fn names(name: &str, meant: &str) -> Vec<String> {
    let middle = |text: &str| {
        let end = text.len().checked_sub("_INDEX".len())?;
        Some(text.get("CARGO_REGISTRIES_".len()..end)?.to_owned())
    };
    let written = middle(name).unwrap_or_default();
    let lower = middle(meant).unwrap_or_default().to_lowercase();
    let hyphens = lower.replace('_', "-");
    vec![written, lower, hyphens]
}
