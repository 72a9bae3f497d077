//! A configuration that is not TOML.

use crate::cargo::Problem;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::SyntaxError;

pub(super) const CHECK: Check = Check {
    code: "config-not-toml",
    title: "a configuration is not TOML",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The grammar of TOML is broken at one place, or a table or key is defined twice: often a block that was added with `>>` a second time. In double quotes a backslash begins an escape, so `\"C:\\Users\"` is none.",
        why: "Cargo does nothing at all in this folder until the file is mended.",
        example: "[build]\ntarget-dir = \"C:\\Users\\me\\target\"",
        fix: "Mend the line. Paths with backslashes go in single quotes; tables that stand twice become one.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for problem in facts.view.problems() {
        let Problem::Syntax { file, error } = problem else {
            continue;
        };
        let file = facts.config().file(*file);
        found.push(
            Finding::new(
                &CHECK,
                Spot::of_config(file, error.at),
                format!("this is not TOML: {}", error.reason),
                Fix::Do(advice(error, file.text().unwrap_or_default())),
            )
            .subject(facts.subject_of(file))
            .cargo("could not parse TOML configuration"),
        );
    }
}

fn advice(error: &SyntaxError, text: &str) -> String {
    let before = text.get(..error.at.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text[line..].lines().next().unwrap_or_default();
    if error.reason.contains("duplicate") {
        "make one of the two".to_owned()
    } else if line.contains('"') && line.contains('\\') {
        "put the path in single quotes: in double quotes a backslash begins an escape".to_owned()
    } else {
        "mend this line".to_owned()
    }
}
