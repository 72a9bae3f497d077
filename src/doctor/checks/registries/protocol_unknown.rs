//! A protocol of crates.io that cargo does not speak.

use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "protocol-unknown",
    title: "the protocol of crates.io is one that cargo does not speak",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`registries.crates-io.protocol` is neither `sparse` nor `git`.",
        why: "Cargo stops before it asks crates.io for anything.",
        example: "[registries.crates-io]\nprotocol = \"http\"",
        fix: "Take it out: `sparse` is what cargo does anyway.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Some(protocol)) = facts.view.string(&["registries", "crates-io", "protocol"]) else {
        return;
    };
    if matches!(protocol.value, "sparse" | "git") {
        return;
    }
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(&protocol.definition),
            format!("{} is neither `sparse` nor `git`", quoted(protocol.value)),
            Fix::Do("take it out, or write `sparse`".to_owned()),
        )
        .subject(facts.subject(&protocol.definition))
        .cargo(format!(
            "unsupported registry protocol {}",
            quoted(protocol.value)
        )),
    );
}
