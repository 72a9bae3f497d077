//! A registry without an index.

use crate::cargo::{MergedTable, MergedValue};
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::nearest;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "index-missing",
    title: "a registry has no index",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A table of `[registries]` has no `index`: the key is missing, or called `url`, `Index` or `registry`.",
        why: "To cargo there is no such registry.",
        example: "[registries.crates]\nurl = \"sparse+https://feed.example.com/index/\"",
        fix: "Write `index = \"sparse+https://…/\"`. `--fix` renames a key that is plainly meant.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        if !matches!(registry.index, Ok(None)) {
            continue;
        }
        let name = registry.name.as_ref();
        let Some(value) = facts.view.at(&["registries", name]) else {
            continue;
        };
        let Some(table) = value.table() else {
            continue;
        };
        if is_credentials_of_home(facts, name, table) {
            continue;
        }
        let definition = value.definition();
        let meant = meant(table);
        let (spot, cause, fix) = match meant {
            Some((key, value)) => (
                facts.at_key(value.definition()),
                format!(
                    "the registry {} has {} where cargo wants `index`",
                    quoted(name),
                    quoted(key)
                ),
                facts.edit(
                    true,
                    value.definition(),
                    vec![Change::rename(&["registries", name, key], "index")],
                    "call it `index`",
                ),
            ),
            None => (
                facts.at_key(definition),
                format!("the registry {} has no `index`", quoted(name)),
                Fix::Do(format!(
                    "write `index = \"sparse+https://…/\"` here, or set `{}`",
                    crate::text::escape::line(&crate::cargo::registry_name::variable(
                        name, "index"
                    ))
                )),
            ),
        };
        // A home or a variable may lend an index to what the checkout only completes.
        let subject = if meant.is_some() {
            facts.subject(definition)
        } else {
            Subject::Machine
        };
        found.push(
            Finding::new(&CHECK, spot, cause, fix)
                .subject(subject)
                .cargo(format!(
                    "registry index was not found in any configuration: {}",
                    quoted(name)
                ))
                .effect(Effect::Undefined(name.to_owned()))
                .explains(Effect::Undefined(name.to_owned())),
        );
    }
}

/// A home may say once who gives the token of a registry that only some projects
/// define. Where something here names the registry, that is no excuse.
fn is_credentials_of_home(facts: &Facts<'_>, name: &str, table: &MergedTable<'_>) -> bool {
    let is_of_home = |value: &MergedValue<'_>| {
        let file = value.definition().file();
        file.is_some_and(|id| facts.config().is_of_home(id))
    };
    let mut keys = 0;
    let only_credentials = table.iter().all(|(key, value)| {
        keys += 1;
        ["credential-provider", "token"].contains(&key) && is_of_home(value)
    });
    keys > 0 && only_credentials && !is_named(facts, name)
}

fn is_named(facts: &Facts<'_>, name: &str) -> bool {
    let says = |path: &[&str]| {
        let value = facts.view.at(path);
        value.and_then(MergedValue::text) == Some(name)
    };
    let sources = facts.view.at(&["source"]).and_then(MergedValue::table);
    let by_source = sources
        .into_iter()
        .flat_map(MergedTable::iter)
        .any(|(_, source)| {
            let with = source.table().and_then(|table| table.get("replace-with"));
            with.and_then(MergedValue::text) == Some(name)
        });
    let mut manifests = facts.around.manifests.iter();
    by_source
        || says(&["registry", "default"])
        || manifests.any(|manifest| !manifest.mentions(name).is_empty())
}

/// The key that is meant to be the index: a URL under nearly that name.
fn meant<'v, 'f>(table: &'v MergedTable<'f>) -> Option<(&'f str, &'v MergedValue<'f>)> {
    table.iter().find(|(key, value)| {
        let is_like = ["url", "uri", "registry"].contains(&key.to_ascii_lowercase().as_str())
            || nearest(key, ["index"]).is_some();
        is_like && value.text().is_some_and(|text| text.contains("://"))
    })
}
