//! `.cargo/config`, the old name.

use super::feed_keys;
use crate::cargo::Aside;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "config-without-extension",
    title: "a configuration has its old name",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "A configuration with feeds is called `config`, without `.toml`.",
        why: "Cargo reads it and warns on every run that the name is deprecated. A `config.toml` that somebody adds beside it would not be read.",
        example: "ls .cargo\nconfig",
        fix: "Rename it: `git mv .cargo/config .cargo/config.toml`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for aside in facts.config().asides() {
        let Aside::NoExtension { path } = aside else {
            continue;
        };
        let Some(file) = facts
            .config()
            .file_at(path)
            .map(|id| facts.config().file(id))
        else {
            continue;
        };
        if file.tree().and_then(feed_keys::first).is_none() {
            continue;
        }
        found.push(
            Finding::new(
                &CHECK,
                Spot::of_file(path),
                "this is the old name of `config.toml`",
                Fix::Do("rename it to `config.toml`".to_owned()),
            )
            .subject(facts.subject_of(file))
            .cargo("is deprecated in favor of `config.toml`"),
        );
    }
}
