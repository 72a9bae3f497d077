//! A token that is set and empty.

use super::held;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text, TokenHome};
use crate::text::secret::Credential;

pub(super) const CHECK: Check = Check {
    code: "token-empty",
    title: "a token is set and empty",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "The variable or the key that holds the token of a registry is empty.",
        why: "Cargo takes an empty token for a token and sends it. It happens where a pipeline hands a secret on that it does not have, as for the build of a fork.",
        example: "export CARGO_REGISTRIES_CRATES_TOKEN=\"$SECRET_THAT_IS_NOT_SET\"",
        fix: "Give the build the secret, or do not set the variable where there is none.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for held in held::all(facts) {
        if held.token.shape.credential != Credential::Empty {
            continue;
        }
        let name = &held.registry.name;
        let fix = match held.token.home {
            TokenHome::Variable => Fix::Do("set it to a token, or not at all".to_owned()),
            TokenHome::Config => Fix::Do("take it out".to_owned()),
            TokenHome::Credentials => Fix::Do(facts.sign_in_line(name)),
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&held.token.definition),
                format!(
                    "the token of {} is empty, and cargo sends it all the same",
                    quoted(name)
                ),
                fix,
            )
            .severity(held.severity)
            .subject(held.subject(facts))
            .cargo(format!("token rejected for {}", quoted(name))),
        );
    }
}
