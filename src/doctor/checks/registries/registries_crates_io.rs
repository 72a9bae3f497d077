//! Keys under `[registries.crates-io]` that cargo passes over.

use crate::cargo::{MergedTable, MergedValue, Replacement};
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "registries-crates-io",
    title: "`[registries.crates-io]` says what only other tables can say",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`[registries.crates-io]` has `index`, `replace-with` or `token`. Its only key is `protocol`.",
        why: "Cargo passes them over and says nothing: crates come from crates.io.",
        example: "[registries.crates-io]\nreplace-with = \"crates\"",
        fix: "`replace-with` belongs into `[source.crates-io]`, the token of crates.io into `[registry]` or `cargo login`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let table = facts
        .view
        .at(&["registries", "crates-io"])
        .and_then(MergedValue::table);
    for (key, value) in table.into_iter().flat_map(MergedTable::iter) {
        let fix = match key {
            "index" => {
                "name the feed under `[registries]`, and that in `[source.crates-io] replace-with`"
            }
            "replace-with" => "write it in `[source.crates-io]`",
            "token" => "store it with `cargo login`",
            _ => continue,
        };
        let is_lost = matches!(facts.replacement(), Ok(Replacement::NotReplaced));
        let severity = if key != "token" && is_lost {
            Severity::Error
        } else {
            Severity::Warning
        };
        let definition = value.definition();
        found.push(
            Finding::new(
                &CHECK,
                facts.at_key(definition),
                format!("cargo passes `{key}` over in `[registries.crates-io]`"),
                Fix::Do(fix.to_owned()),
            )
            .severity(severity)
            .subject(facts.subject(definition))
            .so("crates come from crates.io, and cargo says nothing of it")
            .explains(Effect::NotReplaced("crates-io".to_owned())),
        );
    }
}
