//! A credentials file that cargo cannot read.

use crate::cargo::Problem;
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, SignIn, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "credentials-broken",
    title: "cargo cannot read its credentials",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "`credentials.toml` in cargo's home is not TOML, may not be read, or holds a float or a date.",
        why: "Cargo reads it when it looks for the first token, and stops there. Builds that need no token go on to work.",
        example: "[registries.crates]\ntoken = \"…\"\nuntil = 2026-12-31",
        fix: "Mend the line. Notes belong elsewhere: `cargo login` writes the file anew and keeps no comments.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let is_needed = || {
        let mut registries = facts.registries().iter();
        registries.any(|registry| facts.sign_in(registry) > SignIn::Unknown)
    };
    for problem in facts.config().credentials().problems() {
        let Some(file) = problem.file().map(|id| facts.config().file(id)) else {
            continue;
        };
        let cause = match problem {
            Problem::Unreadable { error, .. } => {
                format!("cargo cannot read its credentials: {error}")
            }
            Problem::Syntax { error, .. } => format!("this is not TOML: {}", error.reason),
            Problem::Unsupported { kind, .. } => {
                format!("cargo takes no {kind} anywhere in its credentials")
            }
            _ => "cargo cannot read its credentials".to_owned(),
        };
        let spot = match problem.span() {
            Some(span) => Spot::of_config(file, span),
            None => Spot::of_file(file.path()),
        };
        found.push(
            Finding::new(&CHECK, spot, cause, Fix::Do("mend this line".to_owned()))
                .severity(if is_needed() {
                    Severity::Error
                } else {
                    Severity::Warning
                })
                .so("cargo stops when it looks for a token"),
        );
    }
}
