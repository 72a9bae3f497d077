//! A source and a registry of one name, with two URLs.

use super::table::{sources, used};
use crate::cargo::index_url::Canonical;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "source-shadows-registry",
    title: "a source stands in front of a registry of the same name",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "`replace-with` names something that is both a `[source]` and a `[registries]` entry, with two URLs.",
        why: "Cargo looks under `[source]` first and says nothing, so crates come from there and not from the registry.",
        example: "[registries.crates]\nindex = \"sparse+https://new.example.com/\"\n\n[source.crates]\nregistry = \"sparse+https://old.example.com/\"\n\n[source.crates-io]\nreplace-with = \"crates\"",
        fix: "Take the `[source]` table out: `replace-with` may name the registry directly.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let used = used(facts);
    for (name, _, table) in sources(facts).filter(|(name, _, _)| used.contains(name)) {
        let Some(location) = table.get("registry") else {
            continue;
        };
        let index = facts
            .registry(name)
            .and_then(|registry| registry.index.as_ref().ok()?.as_ref());
        let (Some(url), Some(index)) = (location.text(), index) else {
            continue;
        };
        if Canonical::of(url).is(index.value) {
            continue;
        }
        let cause = format!(
            "the registry {} has another URL ({}), and this one counts",
            quoted(name),
            facts.show(&index.definition)
        );
        let definition = location.definition();
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(definition),
                cause,
                Fix::Do("take this `[source]` table out, or give it another name".to_owned()),
            )
            .subject(facts.subject(definition))
            .so("crates come from here, and cargo says nothing of it"),
        );
    }
}
