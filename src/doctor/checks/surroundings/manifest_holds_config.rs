//! Tables of cargo's configuration in a `Cargo.toml`.

use crate::cargo::Replacement;
use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::{Node, Table};

pub(super) const CHECK: Check = Check {
    code: "manifest-holds-config",
    title: "a manifest holds what belongs into the configuration",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A `Cargo.toml` has a table `[registries]`, `[source]` or `[registry]`. These belong into `.cargo/config.toml`.",
        why: "Cargo warns of an unused manifest key and does nothing of what the table says.",
        example: "# Cargo.toml\n[registries]\ncrates = { index = \"sparse+https://feed.example.com/index/\" }",
        fix: "Move the table to `.cargo/config.toml` beside the manifest.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for manifest in &facts.around.manifests {
        for key in ["registries", "registry", "source"] {
            let Some(entry) = manifest.tree().get(key) else {
                continue;
            };
            let Some(table) = entry.value().as_table() else {
                continue;
            };
            let mut lost = Vec::new();
            match key {
                "registries" => lost.extend(undefined(facts, table)),
                "source" if replaces(table) && !is_replaced(facts) => {
                    lost.push(Effect::NotReplaced("crates-io".to_owned()));
                }
                _ => {}
            }
            let severity = if lost.is_empty() {
                Severity::Warning
            } else {
                Severity::Error
            };
            let spot = Spot::of_document(&manifest.path, manifest.document(), entry.key);
            let mut finding = Finding::new(
                &CHECK,
                spot,
                format!("cargo reads `{key}` in `.cargo/config.toml` only"),
                Fix::Do("move this table to `.cargo/config.toml` beside this file".to_owned()),
            )
            .severity(severity)
            .cargo(format!("unused manifest key: {key}"));
            for effect in lost {
                finding = finding.explains(effect);
            }
            found.push(finding);
        }
    }
}

/// Registries that only the manifest defines.
fn undefined(facts: &Facts<'_>, table: &Table) -> Vec<Effect> {
    table
        .iter()
        .filter(|(name, entry)| {
            let defines =
                matches!(entry.value(), Node::Table(table) if table.get("index").is_some());
            defines && *name != "crates-io" && facts.registry(name).is_none()
        })
        .map(|(name, _)| Effect::Undefined(name.to_owned()))
        .collect()
}

fn replaces(table: &Table) -> bool {
    table.at(&["crates-io", "replace-with"]).is_some()
}

fn is_replaced(facts: &Facts<'_>) -> bool {
    !matches!(facts.replacement(), Ok(Replacement::NotReplaced))
}
