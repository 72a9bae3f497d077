//! `[source.crates-io] registry = FEED` without `replace-with`.

use super::table::CRATES_IO;
use crate::cargo::Replacement;
use crate::cargo::index_url::Canonical;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "crates-io-redirected",
    title: "crates.io is given another URL instead of being replaced",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "`[source.crates-io]` has the index of one of your registries as its own `registry`.",
        why: "It works, silently: cargo goes on to call the feed crates.io in everything that it prints.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/\"\n\n[source.crates-io]\nregistry = \"sparse+https://feed.example.com/\"",
        fix: "Write `replace-with = \"crates\"` instead.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Replacement::Source { name, steps, .. }) = facts.replacement() else {
        return;
    };
    if *name != CRATES_IO || !steps.is_empty() {
        return;
    }
    let Some(location) = facts.view.at(&["source", CRATES_IO, "registry"]) else {
        return;
    };
    let Some(url) = location.text().map(Canonical::of) else {
        return;
    };
    let registry = facts
        .registries()
        .iter()
        .find(|registry| match &registry.index {
            Ok(Some(index)) => url.is(index.value),
            _ => false,
        });
    let Some(registry) = registry else {
        return;
    };
    let definition = location.definition();
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(definition),
            "this sends cargo to the feed while it speaks of crates.io",
            Fix::Do(format!(
                "write `replace-with = \"{}\"` instead",
                crate::text::escape::line(&registry.name)
            )),
        )
        .subject(facts.subject(definition)),
    );
}
