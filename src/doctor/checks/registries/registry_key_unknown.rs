//! A key of a registry that cargo does not know.

use crate::cargo::MergedNode;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::nearest;

pub(super) const CHECK: Check = Check {
    code: "registry-key-unknown",
    title: "a registry has a key that cargo does not know",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "A table of `[registries]` has a key other than `index`, `token`, `credential-provider`, `secret-key`, `secret-key-subject` and `protocol`.",
        why: "It does nothing. Cargo warns of it, and only when it looks for credentials of that registry.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\nreplace-with = \"crates-io\"",
        fix: "Take it out, or spell it as cargo does.",
    },
    find,
};

const KNOWN: [&str; 6] = [
    "index",
    "token",
    "credential-provider",
    "secret-key",
    "secret-key-subject",
    "protocol",
];

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, table) in facts.registries().iter().zip(facts.tables()) {
        let Some(table) = table.filter(|table| table.get("index").is_some()) else {
            // Without an index another finding says more.
            continue;
        };
        for (key, value) in table.iter() {
            // Providers and tokens have checks of their own.
            // A replacement out of its place is another mistake.
            if matches!(key, "replace-with" | "crates-io") {
                continue;
            }
            let is_refused = matches!(value.node(), MergedNode::Unsupported(_));
            if is_refused
                || key.contains("provider")
                || KNOWN.contains(&key)
                || nearest(key, ["credential-provider", "token"]).is_some()
            {
                continue;
            }
            let cause = match nearest(key, KNOWN) {
                Some(near) => format!(
                    "cargo knows no {} here; did you mean `{near}`?",
                    quoted(key)
                ),
                None => format!("cargo knows no {} in a registry", quoted(key)),
            };
            found.push(
                Finding::new(
                    &CHECK,
                    facts.at_key(value.definition()),
                    cause,
                    Fix::Do("take it out".to_owned()),
                )
                .subject(facts.subject(value.definition()))
                .cargo(format!(
                    "unused config key {}",
                    quoted(&format!("registries.{}.{key}", registry.name))
                )),
            );
        }
    }
}
