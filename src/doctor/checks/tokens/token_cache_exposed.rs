//! Others can read a fresh token that feedctl keeps.

use crate::doctor::checks::finding::{Finding, Spot};
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::shell::Shell;

pub(super) const CHECK: Check = Check {
    code: "token-cache-exposed",
    title: "others can read a token in feedctl's cache",
    severity: Severity::Warning,
    subject: Subject::Machine,
    text: Text {
        what: "As a credential provider feedctl keeps fresh tokens for their owner alone. A file there can be read by others.",
        why: "Whoever reads it can read the feed in your name until the token runs out.",
        example: "-rw-r--r-- ~/.cache/feedctl/tokens/0123456789abcdef.json",
        fix: "`chmod 600` the file; `feedctl logout NAME` takes it away.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for seen in facts.around.cached.iter().filter(|seen| seen.is_exposed) {
        let path = seen.path.display().to_string();
        let command = Shell::native().command(["chmod", "600", &path]);
        found.push(Finding::new(
            &CHECK,
            Spot::of_file(&seen.path),
            "others than you can read this file, which holds a token",
            Fix::Type(crate::text::escape::line(&command)),
        ));
    }
}
