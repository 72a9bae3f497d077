//! `.cargo/Config.toml`.

use crate::cargo::{Aside, Replacement};
use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::Table;

use super::feed_keys;

pub(super) const CHECK: Check = Check {
    code: "config-misnamed",
    title: "a configuration has a name that cargo does not look for",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A file is called `Config.toml` or the like. Cargo looks for `config.toml`, and where the system tells letter cases apart that is another name.",
        why: "Cargo passes it over and says nothing: on Linux the feeds are missing that a colleague on Windows sees.",
        example: "ls .cargo\nConfig.toml",
        fix: "Rename it: `git mv .cargo/Config.toml .cargo/config.toml`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for aside in facts.config().asides() {
        let Aside::Misnamed { path, meant } = aside else {
            continue;
        };
        let Some(file) = facts.around.unread.iter().find(|file| file.path == *path) else {
            continue;
        };
        let Some(document) = &file.document else {
            continue;
        };
        let Ok(tree) = document.tree() else {
            continue;
        };
        let Some(span) = feed_keys::first(&tree) else {
            continue;
        };
        let lost = lost(facts, &tree);
        let severity = if lost.is_empty() {
            Severity::Warning
        } else {
            Severity::Error
        };
        let in_tree = facts.around.files_only
            || facts
                .around
                .tree
                .as_deref()
                .is_some_and(|tree| path.starts_with(tree));
        let mut finding = Finding::new(
            &CHECK,
            Spot::of_document(path, document, span),
            format!("cargo looks for `{meant}`, in these letter cases"),
            Fix::Do(format!("rename the file to `{meant}`")),
        )
        .severity(severity)
        .subject(if in_tree {
            Subject::Files
        } else {
            Subject::Machine
        })
        .so("cargo passes this file over and says nothing");
        for effect in lost {
            finding = finding.explains(effect);
        }
        found.push(finding);
    }
}

/// What only this file defines.
fn lost(facts: &Facts<'_>, tree: &Table) -> Vec<Effect> {
    let mut lost = Vec::new();
    if let Some(registries) = tree.table_at(&["registries"]) {
        for (name, _) in registries.iter() {
            if name != "crates-io" && facts.registry(name).is_none() {
                lost.push(Effect::Undefined(name.to_owned()));
            }
        }
    }
    if tree.at(&["source", "crates-io", "replace-with"]).is_some()
        && matches!(facts.replacement(), Ok(Replacement::NotReplaced))
    {
        lost.push(Effect::NotReplaced("crates-io".to_owned()));
    }
    lost
}
