//! A configuration that cannot be read.

use crate::cargo::{Problem, Role};
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::system::files::ReadError;

pub(super) const CHECK: Check = Check {
    code: "config-unreadable",
    title: "a configuration cannot be read",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A file of cargo's configuration is a folder or a pipe, may not be read, or is not UTF-8.",
        why: "Cargo does nothing at all in this folder until it can read it.",
        example: "mkdir .cargo/config.toml",
        fix: "Take it away, give yourself the right to read it, or save it as UTF-8.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for problem in facts.view.problems() {
        let Problem::Unreadable { file, error } = problem else {
            continue;
        };
        if matches!(error, ReadError::TooLarge) {
            continue;
        }
        let file = facts.config().file(*file);
        let next = match error {
            ReadError::NotAFile(_) => "take it away",
            ReadError::NotUtf8(_) => "save it as UTF-8",
            ReadError::TooLarge | ReadError::Io(_) => "give yourself the right to read it",
        };
        let included = matches!(file.role(), Role::Included { .. });
        let cargo = if included {
            "failed to load config include"
        } else {
            "failed to read configuration file"
        };
        found.push(
            Finding::new(
                &CHECK,
                Spot::of_file(file.path()),
                format!("cargo cannot read this file: {error}"),
                Fix::Do(next.to_owned()),
            )
            .subject(facts.subject_of(file))
            .cargo(cargo),
        );
    }
}
