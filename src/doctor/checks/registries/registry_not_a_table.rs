//! `[registries] crates = "sparse+…"`, `[[registries]]`.

use crate::cargo::{MergedTable, MergedValue};
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::{as_table, quoted};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "registry-not-a-table",
    title: "a registry is no table",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Below `[registries]` stands a plain URL where the table of a registry must be, or `registries` itself is a list or a value.",
        why: "Cargo stops when it looks that registry up.",
        example: "[registries]\ncrates = \"sparse+https://feed.example.com/index/\"",
        fix: "Write `crates = { index = \"…\" }`. `--fix` does it for a URL.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if let Some(registry) = facts.view.at(&["registry"])
        && registry.table().is_none()
    {
        let cause = format!(
            "`registry` is of type {}, and must be a table",
            registry.kind()
        );
        let fix = Fix::Do("write `[registry]`".to_owned());
        found.push(finding(facts, registry, cause, fix).explains(Effect::NoProvider(None)));
    }
    let Some(whole) = facts.view.at(&["registries"]) else {
        return;
    };
    let Some(table) = whole.table() else {
        let cause = format!(
            "`registries` is of type {}, and must be a table",
            whole.kind()
        );
        let fix = Fix::Do("write `[registries.NAME]` and below it `index = \"…\"`".to_owned());
        found.push(finding(facts, whole, cause, fix));
        return;
    };
    for (name, value) in MergedTable::iter(table) {
        // A list of credential providers is another mistake.
        if value.table().is_some() || name.contains("provider") {
            continue;
        }
        let fix = match value.text().filter(|text| text.contains("://")) {
            // Whose index it is nobody said.
            _ if OF_ONE.contains(&name) => {
                Fix::Do(format!("write `[registries.NAME]` above {}", quoted(name)))
            }
            Some(url) => facts.edit(
                true,
                value.definition(),
                vec![as_table(&["registries", name], "index", url)],
                "write it as a table with `index`",
            ),
            None => Fix::Do("write a table with `index = \"sparse+https://…/\"`".to_owned()),
        };
        let cause = format!(
            "{} is of type {}, and a registry is a table",
            quoted(name),
            value.kind()
        );
        let finding =
            finding(facts, value, cause, fix).explains(Effect::Undefined(name.to_owned()));
        found.push(finding);
    }
}

/// Keys of one registry, whose name was left out.
const OF_ONE: [&str; 5] = [
    "index",
    "token",
    "credential-provider",
    "secret-key",
    "protocol",
];

fn finding(facts: &Facts<'_>, value: &MergedValue<'_>, cause: String, fix: Fix) -> Finding {
    Finding::new(&CHECK, facts.at_value(value.definition()), cause, fix)
        .subject(facts.subject(value.definition()))
        .cargo(format!(
            "expected table for configuration key, but found {}",
            value.kind()
        ))
}
