//! An index URL lacks `sparse+`.

use super::url::Fault;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "index-not-sparse",
    title: "an index URL lacks `sparse+`",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The index of a registry starts with `https://`, and its host or path is one that serves a sparse index only.",
        why: "Without `sparse+` cargo takes the URL for that of a git repository, and fails after three tries with words about the network.",
        example: "[registries.crates]\nindex = \"https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"",
        fix: "Put `sparse+` in front. `--fix` does it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, index, fault) in facts.index_faults() {
        if fault != Fault::NotSparse {
            continue;
        }
        let definition = &index.definition;
        let text = index.value.trim();
        let fix = {
            let slash = if text.ends_with('/') { "" } else { "/" };
            let url = format!("sparse+{text}{slash}");
            let change = Change::set(&["registries", &registry.name], "index", url.as_str());
            facts.edit(true, definition, vec![change], "put `sparse+` in front")
        };
        let cause = format!(
            "the index of {} lacks `sparse+`, so cargo speaks git to it",
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
