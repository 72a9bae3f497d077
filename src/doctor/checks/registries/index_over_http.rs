//! A feed without TLS.

use url::Url;

use crate::cargo::index_url::is_loopback;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "index-over-http",
    title: "a feed is reached over plain http",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "The index of a registry starts with `sparse+http://`, and the host is not this machine.",
        why: "Token and crates go over the network in the clear: whoever is on the way reads the one and exchanges the other.",
        example: "[registries.crates]\nindex = \"sparse+http://feed.example.com/index/\"",
        fix: "Write `https` where the host serves it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        let Ok(Some(index)) = &registry.index else {
            continue;
        };
        let Some(plain) = index.value.trim().strip_prefix("sparse+") else {
            continue;
        };
        // Nearly every index; the rest is read as cargo reads it.
        if plain.starts_with("https://") {
            continue;
        }
        let Ok(url) = Url::parse(plain) else {
            continue;
        };
        if url.scheme() != "http" || is_loopback(&url) || url.password().is_some() {
            continue;
        }
        let cause = format!(
            "the feed {} is reached over plain http",
            quoted(&registry.name)
        );
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&index.definition),
                cause,
                Fix::Do("write `https` where the host serves it".to_owned()),
            )
            .subject(facts.subject(&index.definition))
            .so("token and crates go over the network in the clear"),
        );
    }
}
