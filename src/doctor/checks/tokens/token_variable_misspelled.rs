//! A token variable that is not in upper case.

use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::misspelled::{self, Misspelled};
use crate::doctor::checks::{Check, Facts, Severity, SignIn, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "token-variable-misspelled",
    title: "a token variable is misspelled",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A variable that was meant to hold the token of a registry has small letters or a hyphen in its name.",
        why: "Cargo reads such variables in upper case with underscores only, and passes others over without a word.",
        example: "export CARGO_REGISTRIES_my_feed_TOKEN=\"Bearer ...\"",
        fix: "Write the name in upper case, with `_` for `-`: `CARGO_REGISTRIES_MY_FEED_TOKEN`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for Misspelled { meant, finding, .. } in misspelled::variables(facts, &CHECK, "_TOKEN") {
        let mut finding = finding.so("cargo does as if the token were not there");
        for registry in facts.registries_of(meant, "token") {
            if facts.token(&registry.name).is_some() {
                continue;
            }
            if facts.sign_in(registry) >= SignIn::Likely {
                finding = finding.severity(Severity::Error);
            }
            finding = finding.explains(Effect::NoToken(registry.name.to_string()));
        }
        found.push(finding);
    }
}
