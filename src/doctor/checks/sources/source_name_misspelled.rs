//! `[source.crates_io]`, `[source."crates.io"]`, `[source.crates.io]`.

use super::table::{CRATES_IO, means_crates_io, sources};
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::Table;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "source-name-misspelled",
    title: "the source is called nearly, but not quite, `crates-io`",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A table of `[source]` is meant to be crates.io and is called `crates_io`, `\"crates.io\"` or the like. Without quotes `[source.crates.io]` is a table `io` in a source `crates`.",
        why: "To cargo it is another source, which lacks a location; cargo refuses that, and crates.io stays as it is.",
        example: "[source.crates_io]\nreplace-with = \"crates\"",
        fix: "Call it `crates-io`. `--fix` does it where that is a change of the name alone.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (name, value, table) in sources(facts) {
        if !means_crates_io(name, table) {
            continue;
        }
        let definition = value.definition();
        let is_dotted = table.get("io").is_some();
        let has_real = definition
            .file()
            .and_then(|file| facts.config().file(file).tree())
            .is_some_and(|tree: &Table| tree.at(&["source", CRATES_IO]).is_some());
        let fix = if is_dotted || has_real {
            Fix::Do(format!("write `[source.{CRATES_IO}]`"))
        } else {
            facts.edit(
                true,
                definition,
                vec![Change::rename(&["source", name], CRATES_IO)],
                format!("call it `{CRATES_IO}`"),
            )
        };
        let shown = if is_dotted { "crates.io" } else { name };
        let cause = format!(
            "{} is not `{CRATES_IO}`, the name of crates.io",
            quoted(shown)
        );
        found.push(
            Finding::new(&CHECK, facts.at_key(definition), cause, fix)
                .subject(facts.subject(definition))
                .cargo(format!(
                    "no source location specified for `source.{}`",
                    crate::text::escape::line(name)
                ))
                .explains(Effect::NotReplaced(CRATES_IO.to_owned())),
        );
    }
}
