//! `[registry] index`.

use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "registry-index-obsolete",
    title: "`registry.index` is no longer a key",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`[registry]` has an `index`. It was another place for crates.io's index until cargo 1.44.",
        why: "Every command that has to do with crates.io stops.",
        example: "[registry]\nindex = \"https://feed.example.com/index\"",
        fix: "Name the feed under `[registries]`, and that in `[source.crates-io] replace-with`: `feedctl connect URL`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Some(index)) = facts.view.string(&["registry", "index"]) else {
        return;
    };
    found.push(
        Finding::new(
            &CHECK,
            facts.at_key(&index.definition),
            "cargo refuses an `index` in `[registry]`",
            Fix::Do("take it out; a feed goes under `[registries]`".to_owned()),
        )
        .subject(facts.subject(&index.definition))
        .cargo("the `registry.index` config value is no longer supported"),
    );
}
