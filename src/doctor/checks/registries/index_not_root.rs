//! An index URL goes further than the index.

use super::url::Fault;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "index-not-root",
    title: "an index URL goes further than the index",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The URL of a sparse index ends with `config.json`, or with two slashes.",
        why: "Cargo puts `config.json` and the names of crates behind the URL, and asks the feed for something that is not there.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/config.json\"",
        fix: "End it where the index begins, with one slash. `--fix` does it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, index, fault) in facts.index_faults() {
        if fault != Fault::NotRoot {
            continue;
        }
        let definition = &index.definition;
        let text = index.value.trim();
        let fix = {
            let root = text.trim_end_matches(&['/'][..]);
            let root = root.strip_suffix("/config.json").unwrap_or(root);
            let url = format!("{}/", root.trim_end_matches(&['/'][..]));
            let does = format!("write `{}`", crate::text::escape::url(&url));
            let change = Change::set(&["registries", &registry.name], "index", url.as_str());
            facts.edit(true, definition, vec![change], does)
        };
        let cause = format!(
            "the index of {} does not end where the index begins",
            quoted(&registry.name)
        );
        found.push(
            Finding::new(&CHECK, facts.at_value(definition), cause, fix)
                .subject(facts.subject(definition))
                .cargo("config.json not found in registry")
                .explains(Effect::BadIndex(registry.name.to_string()))
                .explains(Effect::Undefined(registry.name.to_string())),
        );
    }
}
