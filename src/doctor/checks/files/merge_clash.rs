//! One key that is a table or a list here and something else there.

use crate::cargo::Problem;
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "merge-clash",
    title: "two files give one key two kinds of value",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "One file has text where another has a list or a table. It happens to `credential-provider` and `global-credential-providers`, which some write as text and some as a list.",
        why: "Cargo merges the files before it does anything, and cannot: every command fails.",
        example: "# ~/.cargo/config.toml\n[registries.crates]\ncredential-provider = \"cargo:token\"\n\n# .cargo/config.toml\n[registries.crates]\ncredential-provider = [\"cargo:token\"]",
        fix: "Write both in the same form.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for problem in facts.view.problems() {
        let Problem::MergeClash {
            key,
            near,
            near_kind,
            far,
            far_kind,
        } = problem
        else {
            continue;
        };
        let subject = if facts.in_tree(near) && facts.in_tree(far) {
            Subject::Files
        } else {
            Subject::Machine
        };
        let cause = format!(
            "{} is of type {near_kind} here and of type {far_kind} at {}",
            quoted(key),
            facts.show(far)
        );
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(near),
                cause,
                Fix::Do("write both in the same form".to_owned()),
            )
            .subject(subject)
            .cargo("failed to merge configuration"),
        );
    }
}
