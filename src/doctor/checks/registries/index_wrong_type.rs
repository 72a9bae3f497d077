//! An index that is no string.

use crate::cargo::MergedNode;
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "index-wrong-type",
    title: "an index is no text",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`index` of a registry holds a list, a number or a table instead of a URL in quotes.",
        why: "Cargo stops when it looks the registry up.",
        example: "[registries.crates]\nindex = [\"sparse+https://feed.example.com/index/\"]",
        fix: "Write the URL in quotes. `--fix` does it for a list of one URL.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        let name = registry.name.as_ref();
        let Err(wrong) = &registry.index else {
            continue;
        };
        let Some(value) = facts.view.at(&["registries", name, "index"]) else {
            continue;
        };
        let only = match value.node() {
            MergedNode::List(items) => match items.as_slice() {
                [one] => one.text(),
                _ => None,
            },
            _ => None,
        };
        let fix = match only {
            Some(url) => facts.edit(
                true,
                &wrong.definition,
                vec![Change::set(&["registries", name], "index", url)],
                "write the URL without brackets",
            ),
            None => Fix::Do("write the URL in quotes: `index = \"sparse+https://…/\"`".to_owned()),
        };
        let cause = format!(
            "the index of {} is no text but of type {}",
            quoted(name),
            wrong.found
        );
        found.push(
            Finding::new(&CHECK, facts.at_value(&wrong.definition), cause, fix)
                .subject(facts.subject(&wrong.definition))
                .cargo(format!("expected a string, but found a {}", wrong.found))
                .explains(Effect::Undefined(name.to_owned())),
        );
    }
}
