//! A `replace-with` that is no string.

use super::table::sources;
use crate::cargo::MergedNode;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::grammar::with_article;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "replacement-not-text",
    title: "`replace-with` is no text",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`replace-with` holds a list, a number or a table. It takes the one name of a source or registry.",
        why: "Cargo reads all tables of `[source]` before it resolves anything, and stops there.",
        example: "[source.crates-io]\nreplace-with = [\"crates\"]",
        fix: "Write the name in quotes. `--fix` does it for a list of one name.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (name, _, table) in sources(facts) {
        let Some(value) = table.get("replace-with") else {
            continue;
        };
        if value.text().is_some() {
            continue;
        }
        let only = match value.node() {
            MergedNode::List(items) => match items.as_slice() {
                [one] => one.text(),
                _ => None,
            },
            _ => None,
        };
        let fix = match only {
            Some(one) => facts.edit(
                true,
                value.definition(),
                vec![Change::set(&["source", name], "replace-with", one)],
                "write the name without brackets",
            ),
            None => Fix::Do("write one name in quotes".to_owned()),
        };
        let cause = format!(
            "this is {}, and cargo wants one name in quotes",
            with_article(value.kind())
        );
        found.push(
            Finding::new(&CHECK, facts.at_value(value.definition()), cause, fix)
                .subject(facts.subject(value.definition()))
                .cargo(format!("expected a string, but found a {}", value.kind())),
        );
    }
}
