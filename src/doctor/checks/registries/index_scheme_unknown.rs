//! An index URL has a prefix that cargo does not know.

use super::sparse_hosts::is_sparse_only;
use super::url::Fault;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "index-scheme-unknown",
    title: "an index URL has a prefix that cargo does not know",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The index of a registry starts with `git+` or `registry+`, as in `Cargo.lock`. In the configuration an index starts with `sparse+https://`, or is the plain URL of a git repository.",
        why: "Cargo takes the whole for the URL of a git repository, and fails.",
        example: "[registries.crates]\nindex = \"git+https://feed.example.com/index\"",
        fix: "Write `sparse+` for a sparse index, or nothing for a git repository. `--fix` does it where the host is known to serve no git.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, index, fault) in facts.index_faults() {
        if fault != Fault::Scheme {
            continue;
        }
        let definition = &index.definition;
        let text = index.value.trim();
        let fix = {
            let plain = text.split_once('+').map_or(text, |(_, plain)| plain);
            let slash = if plain.ends_with('/') { "" } else { "/" };
            let is_sparse = url::Url::parse(plain).is_ok_and(|url| is_sparse_only(&url));
            let (url, does) = if is_sparse {
                (format!("sparse+{plain}{slash}"), "write `sparse+` instead")
            } else {
                (
                    plain.to_owned(),
                    "leave the prefix out, as for a git repository",
                )
            };
            let change = Change::set(&["registries", &registry.name], "index", url.as_str());
            facts.edit(is_sparse, definition, vec![change], does)
        };
        let cause = format!(
            "the index of {} has a prefix that cargo does not know",
            quoted(&registry.name)
        );
        found.push(
            Finding::new(&CHECK, facts.at_value(definition), cause, fix)
                .subject(facts.subject(definition))
                .cargo("failed to fetch")
                .explains(Effect::BadIndex(registry.name.to_string()))
                .explains(Effect::Undefined(registry.name.to_string())),
        );
    }
}
