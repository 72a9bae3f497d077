//! Two sources with one URL.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use url::Url;

use super::table::{CRATES_IO, sources};
use crate::cargo::index_url::Canonical;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "source-defined-twice",
    title: "two sources have one URL",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Two tables of `[source]` have the same URL, in one file or in two; a last slash and `.git` make no difference. A source with the URL of crates.io's own index is a second crates.io.",
        why: "Cargo checks every source and refuses to resolve anything.",
        example: "[source.mirror]\nregistry = \"sparse+https://mirror.example.com/index/\"\n\n[source.backup]\nregistry = \"sparse+https://mirror.example.com/index/\"",
        fix: "Keep one of them.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let mut known: HashMap<Canonical, (&str, _)> = HashMap::new();
    for (name, _, table) in sources(facts) {
        let Some(value) = table.get("registry").or_else(|| table.get("git")) else {
            continue;
        };
        let Some(url) = value.text() else {
            continue;
        };
        let definition = value.definition();
        let other = if name != CRATES_IO && is_crates_io(url) {
            Some((CRATES_IO, None))
        } else {
            match known.entry(Canonical::of(url)) {
                Entry::Occupied(entry) => {
                    let (name, at) = *entry.get();
                    Some((name, Some(at)))
                }
                Entry::Vacant(slot) => {
                    slot.insert((name, definition));
                    None
                }
            }
        };
        let Some((other, at)) = other else {
            continue;
        };
        let place = at.map_or_else(String::new, |at| format!(" ({})", facts.show(at)));
        let cause = format!(
            "the source {} has the URL of the source {}{place}",
            quoted(name),
            quoted(other)
        );
        let in_tree = facts.in_tree(definition) && at.is_none_or(|at| facts.in_tree(at));
        let subject = if in_tree {
            Subject::Files
        } else {
            Subject::Machine
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(definition),
                cause,
                Fix::Do("keep one of them, and name that one in `replace-with`".to_owned()),
            )
            .subject(subject)
            .cargo("Sources are not allowed to be defined multiple times."),
        );
    }
}

/// True for the two URLs of crates.io's own index.
fn is_crates_io(text: &str) -> bool {
    let plain = text.strip_prefix("sparse+").unwrap_or(text);
    let Ok(url) = Url::parse(plain) else {
        return false;
    };
    let path = url.path().trim_end_matches('/').trim_end_matches(".git");
    match url.host_str() {
        Some("github.com") => path.eq_ignore_ascii_case("/rust-lang/crates.io-index"),
        Some(host) => {
            let label = host.strip_suffix("crates.io").unwrap_or_default();
            label == "index." && path.is_empty() && text != plain
        }
        None => false,
    }
}
