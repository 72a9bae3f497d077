//! Two registries whose names become one variable.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::cargo::registry_name::{variable, variable_form};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "variables-shared",
    title: "two registries share their variables",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "Two names differ only in their letter case, or in `-` and `_`.",
        why: "In variables cargo writes names in upper case with `_`, so both read the same ones: the token that a pipeline sets for one goes to the other too.",
        example: "[registries]\nmy-feed = { index = \"sparse+https://one.example.com/\" }\nmy_feed = { index = \"sparse+https://two.example.com/\" }",
        fix: "Give one of them another name.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    // Names of lower case without `-` have a variable each, as most are.
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    let mut names = facts.registries().iter().map(|registry| &registry.name);
    if names.all(|name| name.bytes().all(is_plain)) {
        return;
    }
    let mut known: HashMap<String, usize> = HashMap::with_capacity(facts.registries().len());
    for (at, registry) in facts.registries().iter().enumerate() {
        let first = match known.entry(variable_form(&registry.name)) {
            Entry::Vacant(slot) => {
                slot.insert(at);
                continue;
            }
            Entry::Occupied(entry) => &facts.registries()[*entry.get()],
        };
        let (Some(here), Some(there)) = (registry.definitions.first(), first.definitions.first())
        else {
            continue;
        };
        let subject = if facts.in_tree(here) && facts.in_tree(there) {
            Subject::Files
        } else {
            Subject::Machine
        };
        let cause = format!(
            "{} and {} ({}) share the variable `{}`",
            quoted(&registry.name),
            quoted(&first.name),
            facts.show(there),
            crate::text::escape::line(&variable(&registry.name, "token"))
        );
        found.push(
            Finding::new(
                &CHECK,
                facts.at_key(here),
                cause,
                Fix::Do("give one of them another name".to_owned()),
            )
            .subject(subject)
            .so("a token that is set for one is sent to the other"),
        );
    }
}
