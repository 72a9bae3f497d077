//! `config` and `config.toml` side by side.

use super::feed_keys;
use crate::cargo::Aside;
use crate::cargo::display_path::shown;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "config-both-names",
    title: "a configuration lies there under both of its names",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "A folder has `config` and `config.toml`, and one of them speaks of feeds.",
        why: "Cargo reads the one without extension, warns, and passes the other over.",
        example: "ls .cargo\nconfig  config.toml",
        fix: "Make one file of the two, and call it `config.toml`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for aside in facts.config().asides() {
        let Aside::BothNames { read, unread } = aside else {
            continue;
        };
        let other = facts.around.unread.iter().find(|file| file.path == *unread);
        let unread_key = other.and_then(|file| feed_keys::of_document(file.document.as_ref()));
        let read_file = facts
            .config()
            .file_at(read)
            .map(|id| facts.config().file(id));
        let read_key = read_file.and_then(|file| feed_keys::first(file.tree()?));
        if unread_key.is_none() && read_key.is_none() {
            continue;
        }
        let spot = match (other.and_then(|file| file.document.as_ref()), unread_key) {
            (Some(document), Some(span)) => Spot::of_document(unread, document, span),
            _ => Spot::of_file(unread),
        };
        let subject = read_file.map_or(Subject::Machine, |file| facts.subject_of(file));
        found.push(
            Finding::new(
                &CHECK,
                spot,
                format!(
                    "cargo reads {} and passes this file over",
                    shown(read, facts.env)
                ),
                Fix::Do("make one file of the two, and call it `config.toml`".to_owned()),
            )
            .subject(subject),
        );
    }
}
