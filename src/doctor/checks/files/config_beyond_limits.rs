//! A configuration that is more than feedctl follows.

use crate::cargo::{IncludeFault, Problem};
use crate::doctor::checks::finding::{Finding, Fix, Spot};
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::system::files::ReadError;

pub(super) const CHECK: Check = Check {
    code: "config-beyond-limits",
    title: "a configuration is more than feedctl reads",
    severity: Severity::Warning,
    subject: Subject::Files,
    text: Text {
        what: "A file is larger than 64 MiB, nests its tables hundreds deep, or includes more files than anybody writes.",
        why: "Cargo has no such limits, so it may well read this. Doctor does not judge what it did not read.",
        example: "include = [\"a.toml\"]  # which includes b.toml, which includes …",
        fix: "Make it smaller.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for problem in facts.view.problems() {
        let (file, cause) = match problem {
            Problem::Unreadable {
                file,
                error: ReadError::TooLarge,
            } => (file, "this file is too large to be judged"),
            Problem::TooDeep { file, .. } => {
                (file, "tables lie too deep in each other to be judged")
            }
            Problem::BadInclude {
                file,
                fault: IncludeFault::TooMany,
                ..
            } => (file, "this leads to more files than are judged"),
            _ => continue,
        };
        let file = facts.config().file(*file);
        let spot = match problem.span() {
            Some(span) => Spot::of_config(file, span),
            None => Spot::of_file(file.path()),
        };
        found.push(
            Finding::new(&CHECK, spot, cause, Fix::Do("make it smaller".to_owned()))
                .subject(facts.subject_of(file)),
        );
    }
}
