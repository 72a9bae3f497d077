//! A sparse index URL without its last slash.

use super::url::Fault;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "index-without-slash",
    title: "a sparse index URL does not end with a slash",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The index of a registry starts with `sparse+` and does not end with `/`.",
        why: "Cargo puts file names right behind the URL, so it refuses one without the last slash before it asks the feed for anything.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index\"",
        fix: "Put a `/` at the end. `--fix` does it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, index, fault) in facts.index_faults() {
        if fault != Fault::NoSlash {
            continue;
        }
        let url = index.value.trim();
        // Whether what else stands at the end is meant nobody knows.
        let plain = url.trim_end_matches(|last: char| !last.is_alphanumeric() && last != '_');
        let is_plain = plain == url;
        let fix = facts.edit(
            is_plain,
            &index.definition,
            vec![Change::set(
                &["registries", &registry.name],
                "index",
                format!("{plain}/"),
            )],
            if is_plain {
                "put a `/` at the end".to_owned()
            } else {
                format!(
                    "write {} at the end",
                    quoted(&format!("{}/", last_part(plain)))
                )
            },
        );
        let cause = format!(
            "the index of {} does not end with `/`",
            quoted(&registry.name)
        );
        found.push(
            Finding::new(&CHECK, facts.at_value(&index.definition), cause, fix)
                .subject(facts.subject(&index.definition))
                .cargo("sparse registry url must end in a slash `/`")
                .explains(Effect::BadIndex(registry.name.to_string()))
                .effect(Effect::BadIndex(registry.name.to_string())),
        );
    }
}

fn last_part(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}
