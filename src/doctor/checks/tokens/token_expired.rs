//! A token that says itself that it has run out.

use super::held;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "token-expired",
    title: "a token has run out",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "The token of a registry is a JSON web token, and the date that it carries has passed.",
        why: "The feed rejects it. Access tokens of this kind live for an hour or a day.",
        example: "# an hour ago\nexport CARGO_REGISTRIES_CRATES_TOKEN=\"Bearer $(az account get-access-token ...)\"",
        fix: "Sign in again, or have the token made anew for each build (`cargo:token-from-stdout`).",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for held in held::all(facts) {
        if !facts.has_run_out(&held.token) {
            continue;
        }
        let name = &held.registry.name;
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&held.token.definition),
                format!("the token of {} has run out", quoted(name)),
                Fix::Do(facts.sign_in_line(name)),
            )
            .severity(held.severity)
            // Without a clock nothing is known of it.
            .subject(Subject::Machine)
            .cargo(format!("token rejected for {}", quoted(name)))
            .effect(Effect::StaleToken(name.to_string())),
        );
    }
}
