//! A credential provider whose program is not there.

use super::chain::{Chains, Kind};
use super::names::{Aliases, is_like_built_in, is_piece, torn};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::{quoted, quoted_provider};
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::project::environment::Program;

pub(super) const CHECK: Check = Check {
    code: "provider-program-missing",
    title: "the program of a credential provider is not on this machine",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A credential provider is a program, and it is neither on `PATH` nor at the path that is given.",
        why: "Cargo tries to start it when a feed wants a sign-in, and stops there: it does not go on to another provider. A path is looked for from the folder above `.cargo`, and neither `~` nor variables are replaced in it.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"keeper-cli --cargo\"",
        fix: "Install the program, correct its name or path, or name another provider.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let aliases = Aliases::new(facts);
    for asked in Chains::new(facts).asked() {
        let link = asked.link;
        let missing = link.kind == Kind::Program(Program::Missing)
            && !link.entry.program.is_empty()
            && !is_like_built_in(link.entry.program)
            && !is_piece(facts, link)
            && torn(facts, &asked).is_none()
            && aliases.missed(facts, link).is_none();
        if !missing {
            continue;
        }
        let is_path = link.entry.program.contains(['/', '\\']);
        let cause = if link.entry.program.starts_with(['~', '$', '%']) {
            format!(
                "cargo takes {} as it stands, and there is no such program",
                quoted(link.entry.program)
            )
        } else if is_path {
            format!("there is no program {}", quoted(link.entry.program))
        } else {
            format!(
                "there is no program {} on `PATH`",
                quoted(link.entry.program)
            )
        };
        let fix = if link.entry.program.starts_with(['~', '$', '%']) {
            "write the whole path, or put the program on `PATH`"
        } else {
            "install the program, or name another credential provider"
        };
        let words = link.entry.words();
        let mut finding = Finding::new(
            &CHECK,
            facts.at_value(link.entry.named_at()),
            cause,
            Fix::Do(fix.to_owned()),
        )
        .severity(asked.severity);
        // Cargo prints a path in its whole length.
        finding = if is_path {
            finding.cargo("failed to spawn credential process")
        } else {
            finding.cargo(format!(
                "credential provider {} failed action `get`",
                quoted_provider(words)
            ))
        };
        found.push(
            asked
                .whose
                .explain(finding)
                .effect(Effect::BadProvider(link.entry.program.to_owned())),
        );
    }
}
