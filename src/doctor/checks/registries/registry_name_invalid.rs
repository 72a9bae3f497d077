//! A registry with a name that cargo does not accept.

use crate::cargo::registry_name::{check, cleaned};
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "registry-name-invalid",
    title: "a registry has a name that cargo does not accept",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The name of a registry starts with a digit, or holds something else than letters, digits, `-` and `_`: `my.feed`, `2024-crates`, `my feed`.",
        why: "Cargo looks at the name when it is used: in a dependency, in `--registry`, in `replace-with`. There it fails, in the last case with words about an unknown source.",
        example: "[registries.\"my.feed\"]\nindex = \"sparse+https://feed.example.com/index/\"",
        fix: "Give it another name, here and wherever it is used. The name need not be that of the feed.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        let Err(bad) = check(&registry.name) else {
            continue;
        };
        let Some(definition) = registry.definitions.first() else {
            continue;
        };
        // A table inside another, as `[registries.my.feed]` makes it, is none.
        if matches!(registry.index, Ok(None)) {
            continue;
        }
        let cause = format!(
            "{} is no name for a registry: {bad}",
            quoted(&registry.name)
        );
        let fix = Fix::Do(format!(
            "call it `{}`, here and wherever it is used",
            crate::text::escape::line(&cleaned(&registry.name))
        ));
        found.push(
            Finding::new(&CHECK, facts.at_key(definition), cause, fix)
                .subject(facts.subject(definition))
                .cargo("invalid character")
                .explains(Effect::Undefined(registry.name.to_string())),
        );
    }
}
