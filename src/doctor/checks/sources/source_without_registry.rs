//! Crates.io is replaced by a source with the URL of a private feed, and no
//! registry has that URL.

use super::table::CRATES_IO;
use crate::cargo::Replacement;
use crate::cargo::index_url::Canonical;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::providers;

pub(super) const CHECK: Check = Check {
    code: "source-without-registry",
    title: "a private feed is only a source, so no token can be found for it",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Crates.io is replaced by a `[source]` whose `registry` is a private feed, and no `[registries]` entry has that URL.",
        why: "Cargo looks for credentials by the URL among the registries. There is none, so it has no token to send, wherever one is kept.",
        example: "[source.crates]\nregistry = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"\n\n[source.crates-io]\nreplace-with = \"crates\"",
        fix: "Write it as a registry: `[registries] crates = { index = \"…\" }`, and take the `[source]` table out. `feedctl connect URL` does it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Replacement::Source { name, .. }) = facts.replacement() else {
        return;
    };
    let Some(location) = facts.view.at(&["source", name, "registry"]) else {
        return;
    };
    let Some(url) = location.text() else {
        return;
    };
    // A git index is not asked for a token, and whether a server wants one only its
    // owner knows.
    let of_vendor = providers::feed_of_index(url)
        .is_some_and(|feed| !feed.provider.is_self_hosted() && feed.is_sure());
    if !url.starts_with("sparse+") || !of_vendor {
        return;
    }
    let canonical = Canonical::of(url);
    let has_registry = facts
        .registries()
        .iter()
        .any(|registry| match &registry.index {
            Ok(Some(index)) => canonical.is(index.value),
            _ => false,
        });
    if has_registry {
        return;
    }
    let what = if *name == CRATES_IO {
        "this feed".to_owned()
    } else {
        format!("the source {}", quoted(name))
    };
    let cause = format!("no registry has the URL of {what}, so cargo finds no token for it");
    let definition = location.definition();
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(definition),
            cause,
            Fix::Do(
                "define it under `[registries]` instead, and name that in `replace-with`"
                    .to_owned(),
            ),
        )
        // A home may define the registry.
        .subject(Subject::Machine)
        .cargo(format!("no token found for {}", quoted(name))),
    );
}
