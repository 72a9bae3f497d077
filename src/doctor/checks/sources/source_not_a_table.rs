//! `[source] crates-io = "r"`.

use super::table::{CRATES_IO, entries};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::{as_table, quoted};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::grammar::with_article;

pub(super) const CHECK: Check = Check {
    code: "source-not-a-table",
    title: "a source is no table",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Below `[source]` stands a plain value where the table of a source must be: `crates-io = \"crates\"`, or `replace-with` itself.",
        why: "Cargo reads all of `[source]` before it resolves anything, and stops there.",
        example: "[source]\ncrates-io = \"crates\"",
        fix: "Write `[source.crates-io]` and below it `replace-with = \"crates\"`. `--fix` does it for `crates-io`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let whole = facts
        .view
        .at(&["source"])
        .filter(|value| value.table().is_none());
    for (name, value) in whole
        .map(|value| ("source", value))
        .into_iter()
        .chain(entries(facts))
    {
        if value.table().is_some() {
            continue;
        }
        let definition = value.definition();
        let fix = match value.text() {
            Some(to) if name == CRATES_IO => facts.edit(
                true,
                definition,
                vec![as_table(&["source", CRATES_IO], "replace-with", to)],
                format!("write it as `[source.{CRATES_IO}]` with `replace-with`"),
            ),
            Some(to) if name == "replace-with" => Fix::Do(format!(
                "write `[source.{CRATES_IO}]` above `replace-with = \"{}\"`",
                crate::text::escape::line(to)
            )),
            _ => Fix::Do("write a table with `registry`, `directory` or `replace-with`".to_owned()),
        };
        let cause = format!(
            "{} is {}, and a source is a table",
            quoted(name),
            with_article(value.kind())
        );
        found.push(
            Finding::new(&CHECK, facts.at_value(definition), cause, fix)
                .subject(facts.subject(definition))
                .cargo(format!("expected a table, but found a {}", value.kind())),
        );
    }
}
