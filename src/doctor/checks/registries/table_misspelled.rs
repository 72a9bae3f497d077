//! A table of cargo's configuration whose name is misspelled; that of aliases has
//! a check of its own.

use crate::cargo::{ConfigFile, Replacement};
use crate::doctor::checks::finding::{Effect, Finding, Fix, Spot};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::nearest;
use crate::toml::edit::Change;
use crate::toml::{Entry, Node, Table};

pub(super) const CHECK: Check = Check {
    code: "table-misspelled",
    title: "a table has a name that cargo does not know",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The name of a table is nearly that of one of cargo's: `[registeries.crates]`, `[sources.crates-io]`, `[registry.crates]` for `[registries.crates]`, or `[\"registries.crates\"]`, which the quotes make one name.",
        why: "Cargo passes over tables that it does not know and says nothing. Later the registry is not found, or crates come from crates.io.",
        example: "[registeries.crates]\nindex = \"sparse+https://feed.example.com/index/\"",
        fix: "Spell it as cargo does. `--fix` does it where no other table is in the way.",
    },
    find,
};

/// Tables of cargo that have to do with feeds.
const OF_FEEDS: [&str; 5] = ["registries", "registry", "source", "http", "net"];

/// All other keys at the top of cargo's configuration.
const OTHERS: [&str; 23] = [
    "alias",
    "build",
    "cache",
    "cargo-new",
    "credential-alias",
    "doc",
    "env",
    "features",
    "future-incompat-report",
    "host",
    "include",
    "install",
    "lints",
    "package",
    "patch",
    "paths",
    "profile",
    "resolver",
    "rustc",
    "target",
    "term",
    "unstable",
    "workspace",
];

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (_, file, tree) in facts.files() {
        for (name, entry) in tree.iter() {
            if name == "registry" {
                registry_for_registries(facts, file, tree, entry, found);
            } else if !OF_FEEDS.contains(&name) && !OTHERS.contains(&name) {
                unknown(facts, file, tree, name, entry, found);
            }
        }
    }
}

/// `[registry.crates]` with an index.
fn registry_for_registries(
    facts: &Facts<'_>,
    file: &ConfigFile,
    _: &Table,
    entry: &Entry,
    found: &mut Vec<Finding>,
) {
    let Some(table) = entry.value().as_table() else {
        return;
    };
    for (name, inner) in table.iter() {
        let Some(inner_table) = inner.value().as_table() else {
            continue;
        };
        if inner_table.get("index").is_none() {
            continue;
        }
        let is_lost = facts.registry(name).is_none();
        let cause = format!(
            "the registry {} stands in `[registry]`, and cargo looks in `[registries]`",
            quoted(name)
        );
        let fix = Fix::Do(format!(
            "write `[registries.{}]`",
            crate::text::escape::line(&crate::toml::edit::encode_key(name))
        ));
        found.push(
            Finding::new(&CHECK, Spot::of_config(file, inner.key), cause, fix)
                .severity(severity(is_lost))
                .subject(facts.subject_of(file))
                .cargo(format!(
                    "registry index was not found in any configuration: {}",
                    quoted(name)
                ))
                .explains(Effect::Undefined(name.to_owned())),
        );
    }
}

fn unknown(
    facts: &Facts<'_>,
    file: &ConfigFile,
    tree: &Table,
    name: &str,
    entry: &Entry,
    found: &mut Vec<Finding>,
) {
    let Some(table) = entry.value().as_table() else {
        return;
    };
    // `["registries.crates"]`, one name with a dot in it.
    let (meant, inner) = match name.split_once('.') {
        Some((head, rest)) if OF_FEEDS.contains(&head) => (head, Some(rest)),
        _ => match meant(name, table) {
            Some(meant) => (meant, None),
            None => return,
        },
    };
    // Lists of credential providers have a check of their own.
    if meant == "registry" && table.get("global-credential-providers").is_some() {
        return;
    }
    let mut lost = Vec::new();
    match (meant, inner) {
        ("registries", Some(registry))
            if table.get("index").is_some() && facts.registry(registry).is_none() =>
        {
            lost.push(Effect::Undefined(registry.to_owned()));
        }
        ("registries", None) => {
            for (registry, entry) in table.iter() {
                let has_index =
                    matches!(entry.value(), Node::Table(table) if table.get("index").is_some());
                if has_index && facts.registry(registry).is_none() {
                    lost.push(Effect::Undefined(registry.to_owned()));
                }
            }
        }
        ("source", inner) => {
            let replaces = match inner {
                Some(source) => source == "crates-io" && table.get("replace-with").is_some(),
                None => table.at(&["crates-io", "replace-with"]).is_some(),
            };
            if replaces && matches!(facts.replacement(), Ok(Replacement::NotReplaced)) {
                lost.push(Effect::NotReplaced("crates-io".to_owned()));
            }
            for (source, _) in table.iter() {
                if facts.view.at(&["source", source]).is_none() {
                    lost.push(Effect::Undefined(source.to_owned()));
                }
            }
        }
        _ => {}
    }
    let is_error = lost.iter().any(|effect| match effect {
        Effect::Undefined(_) => meant == "registries",
        Effect::NotReplaced(_) => true,
        _ => false,
    });
    let shown = match inner {
        Some(inner) => format!("{meant}.{}", crate::toml::edit::encode_key(inner)),
        None => meant.to_owned(),
    };
    let fix = if inner.is_none() && tree.get(meant).is_none() {
        Facts::edit_file(
            true,
            file,
            vec![Change::rename(&[name], meant)],
            format!("call it `{meant}`"),
        )
    } else {
        Fix::Do(format!("write `[{}…]`", crate::text::escape::line(&shown)))
    };
    let cause = match inner {
        Some(_) => format!(
            "in quotes {} is one name, and no table of cargo's",
            quoted(name)
        ),
        None => format!("cargo knows no {}; did you mean `{meant}`?", quoted(name)),
    };
    let mut finding = Finding::new(&CHECK, Spot::of_config(file, entry.key), cause, fix)
        .severity(severity(is_error))
        .subject(facts.subject_of(file))
        .so("cargo passes it over and says nothing");
    for effect in lost {
        finding = finding.explains(effect);
    }
    found.push(finding);
}

fn severity(is_lost: bool) -> Severity {
    if is_lost {
        Severity::Error
    } else {
        Severity::Warning
    }
}

/// The table that was meant, if what is in it agrees.
fn meant(name: &str, table: &Table) -> Option<&'static str> {
    let near = match name.to_ascii_lowercase().as_str() {
        "https" => Some("http"),
        "network" => Some("net"),
        "sources" => Some("source"),
        _ => None,
    };
    let near = near.or_else(|| {
        // What lies between the two is told by what is in it.
        let holds_index = table
            .iter()
            .any(|(_, entry)| matches!(entry.value(), Node::Table(table) if table.get("index").is_some()));
        match nearest(name, OF_FEEDS)? {
            "registry" if holds_index => Some("registries"),
            near => OF_FEEDS.iter().copied().find(|known| *known == near),
        }
    })?;
    let has = |keys: &[&str]| keys.iter().any(|key| table.get(key).is_some());
    let holds = |keys: &[&str]| {
        table.iter().any(|(_, entry)| {
            matches!(entry.value(), Node::Table(inner) if keys.iter().any(|key| inner.get(key).is_some()))
        })
    };
    let agrees = match near {
        "registries" => holds(&["index", "credential-provider", "token"]),
        "source" => holds(&[
            "replace-with",
            "registry",
            "directory",
            "git",
            "local-registry",
        ]),
        "http" => has(&[
            "proxy",
            "cainfo",
            "timeout",
            "check-revoke",
            "proxy-cainfo",
            "multiplexing",
        ]),
        "net" => has(&["offline", "retry", "git-fetch-with-cli"]),
        "registry" => has(&[
            "default",
            "global-credential-providers",
            "credential-provider",
            "token",
        ]),
        _ => true,
    };
    agrees.then_some(near)
}
