//! A `registry.default` that names nothing, or is misspelled.

use crate::cargo::Registry;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::name_uses;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::nearest;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "default-registry-unknown",
    title: "the default registry is one that nothing defines",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "`registry.default` names a registry without an index here, or the key itself is misspelled.",
        why: "`cargo publish`, `add`, `search`, `login` and `new` use it, and stop. A misspelled key does nothing: these commands go on with crates.io.",
        example: "[registry]\ndefault = \"cratse\"",
        fix: "Write the name as it is defined. `--fix` does it where one name is near.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    misspelled(facts, found);
    let Ok(Some(default)) = facts.view.string(&["registry", "default"]) else {
        return;
    };
    let name = default.value;
    if name == "crates-io" || facts.registry(name).is_some() {
        return;
    }
    let known = facts
        .registries()
        .iter()
        .map(|registry| registry.name.as_ref());
    let near = nearest(name, known);
    let near_in_tree =
        near.and_then(|near| facts.registry(near))
            .is_some_and(|registry: &Registry<'_>| {
                registry.definitions.iter().any(|at| facts.in_tree(at))
            });
    let subject = if near_in_tree && facts.in_tree(&default.definition) {
        Subject::Files
    } else {
        Subject::Machine
    };
    let (cause, fix) = match near {
        Some(near) => (
            format!(
                "no registry is called {}; did you mean {}?",
                quoted(name),
                quoted(near)
            ),
            name_uses::fix(facts, name, near, |safe| {
                facts.edit(
                    safe,
                    &default.definition,
                    vec![Change::set(&["registry"], "default", near)],
                    format!("write `default = \"{}\"`", crate::text::escape::line(near)),
                )
            }),
        ),
        None => (
            format!("no registry is called {} here", quoted(name)),
            Fix::Do("define it (`feedctl connect`), or take `default` out".to_owned()),
        ),
    };
    found.push(
        Finding::new(&CHECK, facts.at_value(&default.definition), cause, fix)
            .subject(subject)
            .so("`cargo publish`, `add`, `search` and `login` stop without `--registry`"),
    );
}

/// Only keys that cannot be meant to be another one.
fn misspelled(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (_, file, tree) in facts.files() {
        let Some(table) = tree.table_at(&["registry"]) else {
            continue;
        };
        for (key, entry) in table.iter() {
            let is_near = key != "default" && nearest(key, ["default"]).is_some();
            if !is_near || table.get("default").is_some() || entry.value().as_str().is_none() {
                continue;
            }
            let cause = format!("{} is not `default`, and cargo passes it over", quoted(key));
            let fix = Facts::edit_file(
                true,
                file,
                vec![Change::rename(&["registry", key], "default")],
                "call it `default`",
            );
            found.push(
                Finding::new(&CHECK, Spot::of_config(file, entry.key), cause, fix)
                    .subject(facts.subject_of(file))
                    .so("`cargo publish` and `add` go on with crates.io"),
            );
        }
    }
}
