//! A source that says nowhere where it is.

use super::table::{CRATES_IO, has_location, means_crates_io, sources};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "source-without-location",
    title: "a source has no location",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A table of `[source]` has none of `registry`, `local-registry`, `directory` and `git`. Only `crates-io` may do without. `index` and `url` are no keys of a source, and a registry of the same name lends it no location.",
        why: "Cargo checks every source, used or not, and refuses to resolve anything.",
        example: "[source.mirror]\nindex = \"sparse+https://mirror.example.com/index/\"",
        fix: "Say where it is: `registry = \"URL\"` for an index, `directory = \"PATH\"` for vendored crates. `--fix` renames `index` and `url`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (name, value, table) in sources(facts) {
        if name == CRATES_IO || has_location(table) || means_crates_io(name, table) {
            continue;
        }
        let definition = value.definition();
        let meant = ["index", "url", "uri", "registry-index"]
            .into_iter()
            .find_map(|key| Some((key, table.get(key)?)))
            .filter(|(_, value)| value.text().is_some());
        let registry = facts
            .registry(name)
            .and_then(|registry| registry.index.as_ref().ok()?.as_ref());
        let (cause, fix) = match (meant, registry) {
            // A registry, to which cargo signs in.
            (Some(("index", value)), None)
                if table.iter().len() == 1 && value.text().is_some_and(|it| it.starts_with("sparse+")) =>
            (
                format!("the source {} has `index`, which is a key of registries", quoted(name)),
                facts.edit(
                    true,
                    value.definition(),
                    vec![Change::move_to(&["source", name, "index"], &["registries", name], "index", None)],
                    format!("make it the registry {}", quoted(name)),
                ),
            ),
            (Some((key, value)), _) => (
                format!("the source {} has `{key}` where cargo wants `registry`", quoted(name)),
                facts.edit(
                    true,
                    value.definition(),
                    vec![Change::rename(&["source", name, key], "registry")],
                    "call it `registry`",
                ),
            ),
            (None, Some(index)) => (
                format!("the source {} has no location of its own", quoted(name)),
                Fix::Do(format!(
                    "write `registry = \"{}\"` here, or take this table out",
                    crate::text::escape::url(index.value)
                )),
            ),
            (None, None) => (
                format!("the source {} says nowhere where it is", quoted(name)),
                Fix::Do("write `registry = \"URL\"` or `directory = \"PATH\"` here, or take this table out".to_owned()),
            ),
        };
        let spot = match meant {
            Some((_, value)) => facts.at_key(value.definition()),
            None => facts.at_key(definition),
        };
        found.push(
            Finding::new(&CHECK, spot, cause, fix)
                .subject(facts.subject(definition))
                .cargo(format!(
                    "no source location specified for `source.{}`",
                    crate::text::escape::line(name)
                )),
        );
    }
}
