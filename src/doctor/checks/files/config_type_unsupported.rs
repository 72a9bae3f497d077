//! A float or a date in a configuration.

use crate::cargo::Problem;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "config-type-unsupported",
    title: "a configuration holds a float or a date",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A value is a float, a date or a time. TOML has these types, cargo's configuration has not, whatever the key.",
        why: "Cargo does nothing at all in this folder until the value is gone.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\nadded = 2026-01-31",
        fix: "Put it in quotes, or make it a comment.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for problem in facts.view.problems() {
        let Problem::Unsupported { file, kind, at, .. } = problem else {
            continue;
        };
        let file = facts.config().file(*file);
        found.push(
            Finding::new(
                &CHECK,
                Spot::of_config(file, *at),
                format!("cargo takes no {kind} anywhere in its configuration"),
                Fix::Do("put it in quotes, or make it a comment".to_owned()),
            )
            .subject(facts.subject_of(file))
            .cargo(format!("unsupported TOML configuration type `{kind}`")),
        );
    }
}
