//! A package that would be published, where crates.io is replaced.

use crate::cargo::Replacement;
use crate::cargo::workspace::Manifest;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::Publish;

pub(super) const CHECK: Check = Check {
    code: "publish-needs-registry",
    title: "`cargo publish` has to be told where to",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "The checkout replaces crates.io by a registry, its package is made to be published (it has a description and a licence), and neither `publish = [\"NAME\"]` in `Cargo.toml` nor `registry.default` says where to.",
        why: "`cargo publish`, `login`, `search` and `owner` stop and ask for `--registry`.",
        example: "[source.crates-io]\nreplace-with = \"crates\"",
        fix: "Type `cargo publish --registry NAME`; or write `publish = [\"NAME\"]` in `Cargo.toml`, which also keeps the package from crates.io; or `publish = false`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Replacement::Registry { name, steps, .. }) = facts.replacement() else {
        return;
    };
    let Some(step) = steps.first() else {
        return;
    };
    let is_ours = facts.in_tree(&step.to.definition);
    let has_default = facts.view.at(&["registry", "default"]).is_some();
    if !is_ours || has_default || !facts.around.manifests.iter().any(may_be_published) {
        return;
    }
    let shown = crate::text::escape::line(name);
    let others: Vec<&str> = facts
        .registries()
        .iter()
        .filter(|registry| {
            registry.name != *name
                && matches!(&registry.index, Ok(Some(index)) if facts.in_tree(&index.definition))
        })
        .map(|registry| registry.name.as_ref())
        .collect();
    let elsewhere = facts
        .registry(name)
        .and_then(|registry| facts.feed(registry))
        .and_then(|feed| match feed.publish(true) {
            Publish::Elsewhere(where_to) => Some(where_to),
            Publish::Here => None,
        });
    let fix = match (others.as_slice(), elsewhere) {
        // The feed beside the replacement is the one to publish to.
        ([other], _) => of_registry(&crate::text::escape::line(other)),
        (_, Some(where_to)) => where_to.to_owned(),
        _ => of_registry(&shown),
    };
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(&step.to.definition),
            "with crates.io replaced, `cargo publish` needs `--registry`",
            Fix::Do(fix),
        )
        .cargo(format!(
            "crates-io is replaced with remote registry {shown};"
        )),
    );
}

fn of_registry(name: &str) -> String {
    format!(
        "`cargo publish --registry {name}`, or `publish = [\"{name}\"]` (or `false`) in `Cargo.toml`"
    )
}

fn may_be_published(manifest: &Manifest) -> bool {
    let Some(package) = manifest.tree().get("package") else {
        return false;
    };
    let Some(package) = package.value().as_table() else {
        return false;
    };
    // What says anything about it was thought of; and what lacks a description or a
    // licence is not made to be published.
    let has = |key: &str| package.get(key).is_some();
    !has("publish") && has("description") && (has("license") || has("license-file"))
}
