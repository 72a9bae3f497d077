//! Two registries with one index.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::cargo::index_url::Canonical;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::indexes::of_registries;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, SignIn, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "index-twice",
    title: "two registries have one index",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Two entries of `[registries]` have the same URL, in one file or in two; a last slash makes no difference.",
        why: "Cargo finds credentials by the URL and does not know which name to take: every sign-in fails. As long as the feed answers everybody nothing is said.",
        example: "[registries]\ncrates = { index = \"sparse+https://feed.example.com/index/\" }\ninternal = { index = \"sparse+https://feed.example.com/index/\" }",
        fix: "Keep one name, and use it in `Cargo.toml` and `replace-with`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let mut known: HashMap<&Canonical, usize> = HashMap::with_capacity(facts.registries().len());
    let all = facts.registries().iter().zip(of_registries(facts));
    for (at, (registry, seen)) in all.enumerate() {
        let (Ok(Some(index)), Some(seen)) = (&registry.index, seen) else {
            continue;
        };
        let first = match known.entry(&seen.canonical) {
            Entry::Vacant(slot) => {
                slot.insert(at);
                continue;
            }
            Entry::Occupied(entry) => &facts.registries()[*entry.get()],
        };
        let Ok(Some(other)) = &first.index else {
            continue;
        };
        // A variable that names a registry anew is another mistake.
        if index.definition.file().is_none() || other.definition.file().is_none() {
            continue;
        }
        let wants = facts.sign_in(registry).max(facts.sign_in(first));
        let severity = if wants == SignIn::Unknown {
            Severity::Warning
        } else {
            Severity::Error
        };
        let in_tree = facts.in_tree(&index.definition) && facts.in_tree(&other.definition);
        let subject = if in_tree {
            Subject::Files
        } else {
            Subject::Machine
        };
        let cause = format!(
            "{} has the index of {} ({})",
            quoted(&registry.name),
            quoted(&first.name),
            facts.show(&other.definition)
        );
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&index.definition),
                cause,
                Fix::Do("keep one of the two names".to_owned()),
            )
            .severity(severity)
            .subject(subject)
            .cargo("multiple registries are configured with the same index url"),
        );
    }
}
