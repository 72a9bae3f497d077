//! A token that was broken into lines.

use super::held;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::secret::Credential;

pub(super) const CHECK: Check = Check {
    code: "token-wrapped",
    title: "a token has a blank in its middle",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "Behind the scheme of a token stand two words or more.",
        why: "`base64` breaks its output after 76 characters, and a shell turns the line break into a blank. Today's PATs are long enough for that. The feed cannot read the token and answers 401.",
        example: "export CARGO_REGISTRIES_CRATES_TOKEN=\"Basic $(echo -n PAT:$PAT | base64)\"",
        fix: "`feedctl login NAME` builds it in one piece. By hand: `base64 | tr -d '\\n'`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for held in held::all(facts) {
        let shape = held.token.shape;
        let is_wrapped =
            shape.broken && shape.scheme.is_some() && shape.credential != Credential::Placeholder;
        if !is_wrapped {
            continue;
        }
        let name = &held.registry.name;
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&held.token.definition),
                format!("the token of {} has a blank in its middle", quoted(name)),
                Fix::Do(facts.sign_in_line(name)),
            )
            .severity(held.severity)
            .subject(held.subject(facts))
            .cargo(format!("token rejected for {}", quoted(name))),
        );
    }
}
