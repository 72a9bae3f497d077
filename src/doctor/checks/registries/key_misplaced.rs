//! A key of a registry or a source that stands outside of one: its header is
//! missing, commented out or another.

use crate::cargo::{ConfigFile, Replacement};
use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::{Entry, Node, Table};

pub(super) const CHECK: Check = Check {
    code: "key-misplaced",
    title: "a key stands in the wrong table",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`index = \"sparse+…\"` stands outside of a registry, or `replace-with` outside of a source: mostly because the header above is missing or commented out, so the key belongs to the table before.",
        why: "Cargo passes it over, often without a word: there is no such registry, or crates come from crates.io.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\n\n# [source.crates-io]\nreplace-with = \"crates\"",
        fix: "Put the header above it: `[registries.NAME]` above `index`, `[source.crates-io]` above `replace-with`.",
    },
    find,
};

/// Tables in which such a key may end up, besides registries.
const ELSEWHERE: [&str; 7] = [
    "alias", "build", "http", "net", "profile", "registry", "term",
];

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (_, file, tree) in facts.files() {
        keys(facts, file, tree, true, found);
        for name in ELSEWHERE {
            if let Some(table) = tree.table_at(&[name]) {
                // `registry.index` has a check of its own.
                keys(facts, file, table, name != "registry", found);
            }
        }
        let Some(registries) = tree.table_at(&["registries"]) else {
            continue;
        };
        for (name, entry) in registries.iter() {
            if let Some(registry) = entry.value().as_table()
                && name != "crates-io"
            {
                keys(facts, file, registry, false, found);
            }
        }
    }
}

/// The keys of one table; an index is out of place only where `index` says so.
fn keys(
    facts: &Facts<'_>,
    file: &ConfigFile,
    table: &Table,
    index: bool,
    found: &mut Vec<Finding>,
) {
    for (name, entry) in table.iter() {
        match entry.value() {
            Node::String(text) if index && name == "index" && text.starts_with("sparse+") => {
                push(
                    facts,
                    file,
                    entry,
                    "index",
                    "[registries.NAME]",
                    true,
                    found,
                );
            }
            // A name with a dot is a quoted header, which is another mistake.
            Node::Table(inner) if index && !is_known(name) && has_index(inner) => {
                push(facts, file, entry, name, "[registries]", true, found);
            }
            Node::String(_) if name == "replace-with" => {
                replacement(facts, file, entry, found);
            }
            Node::Table(inner) if name == "crates-io" && inner.get("replace-with").is_some() => {
                replacement(facts, file, entry, found);
            }
            _ => {}
        }
    }
}

fn is_known(name: &str) -> bool {
    name.contains('.')
        || ELSEWHERE.contains(&name)
        || ["registries", "source", "env", "target"].contains(&name)
}

fn has_index(table: &Table) -> bool {
    let index = table.str_at(&["index"]);
    index.is_some_and(|text| text.starts_with("sparse+"))
}

fn replacement(facts: &Facts<'_>, file: &ConfigFile, entry: &Entry, found: &mut Vec<Finding>) {
    let is_lost = matches!(facts.replacement(), Ok(Replacement::NotReplaced));
    push(
        facts,
        file,
        entry,
        "replace-with",
        "[source.crates-io]",
        is_lost,
        found,
    );
}

fn push(
    facts: &Facts<'_>,
    file: &ConfigFile,
    entry: &Entry,
    key: &str,
    header: &str,
    is_lost: bool,
    found: &mut Vec<Finding>,
) {
    let finding = Finding::new(
        &CHECK,
        Spot::of_config(file, entry.key),
        format!(
            "{} does nothing here; it belongs below `{header}`",
            quoted(key)
        ),
        Fix::Do(format!("put it below `{header}`")),
    )
    .severity(if is_lost {
        Severity::Error
    } else {
        Severity::Warning
    })
    .subject(facts.subject_of(file))
    .so("cargo passes it over");
    found.push(
        finding
            .explains(Effect::NotReplaced("crates-io".to_owned()))
            .explains(Effect::Undefined(key.to_owned())),
    );
}
