//! A token in a configuration file.

use crate::checks::finding::Finding;
use crate::checks::phrase::quoted;
use crate::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::config::{ConfigFile, Credential, Definition, FileId, Shape};
use crate::document::{Node, Table};

pub(super) const CHECK: Check = Check {
    code: "token-in-config",
    title: "a token stands in a configuration file",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "`token` or `secret-key` stands in a `config.toml`.",
        why: "Cargo takes it from there without a word. In a file of the project everybody who gets the repository has the token, and it stays in the history when the line goes.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ntoken = \"Bearer ...\"",
        fix: "Revoke the token where it was made. Then sign in (`feedctl login NAME`), which keeps the new one out of this file, and take the line out.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (id, file, tree) in facts.files() {
        if let Some(Node::Table(table)) = tree.get("registry").map(|entry| &entry.item.node) {
            judge(facts, (id, file), None, table, found);
        }
        let Some(Node::Table(registries)) = tree.get("registries").map(|entry| &entry.item.node)
        else {
            continue;
        };
        for (name, entry) in registries.iter() {
            if let Node::Table(table) = &entry.item.node {
                judge(facts, (id, file), Some(name), table, found);
            }
        }
    }
}

fn judge(
    facts: &Facts<'_>,
    (id, file): (FileId, &ConfigFile),
    registry: Option<&str>,
    table: &Table,
    found: &mut Vec<Finding>,
) {
    for (key, what) in [("token", "token"), ("secret-key", "secret key")] {
        let Some(entry) = table.get(key) else {
            continue;
        };
        let Node::String(secret) = &entry.item.node else {
            continue;
        };
        let is_secret = !matches!(
            Shape::of(secret).credential,
            Credential::Empty | Credential::Placeholder
        );
        if !is_secret {
            continue;
        }
        let definition = Definition::File {
            file: id,
            key: entry.key,
            value: entry.item.span,
        };
        let in_tree = facts.file_in_tree(file);
        let whose = registry.map_or("crates.io".to_owned(), quoted);
        let login = match registry {
            Some(name) => facts.sign_in_line(name),
            None => "`cargo login`".to_owned(),
        };
        let (fix, consequence) = if in_tree {
            (
                format!(
                    "revoke it where it was made, sign in with {login}, and take this line out"
                ),
                "everybody who has this repository has it too",
            )
        } else {
            (
                format!("sign in with {login}, and take this line out"),
                "whoever sees this file has it",
            )
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_key(&definition),
                format!("the {what} of {whose} stands in a configuration file"),
                Fix::Do(fix),
            )
            .severity(if in_tree {
                Severity::Warning
            } else {
                Severity::Info
            })
            .subject(facts.subject_of(file))
            .so(consequence)
            .secret_in(file.path()),
        );
    }
}
