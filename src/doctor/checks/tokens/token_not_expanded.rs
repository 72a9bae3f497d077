//! A placeholder where a token must be.

use super::held;
use crate::cargo::variable_name;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text, TokenHome};
use crate::text::secret::Credential;

pub(super) const CHECK: Check = Check {
    code: "token-not-expanded",
    title: "a token is a placeholder",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "Where a token must be stands a placeholder, such as `${TOKEN}`, `$TOKEN` or `<your token>`.",
        why: "Cargo replaces nothing in its configuration: it sends the placeholder to the feed, letter by letter.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ntoken = \"Bearer ${TOKEN}\"",
        fix: "Take the line out and set `CARGO_REGISTRIES_NAME_TOKEN`, or sign in (`feedctl login NAME`).",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for held in held::all(facts) {
        if held.token.shape.credential != Credential::Placeholder {
            continue;
        }
        let name = &held.registry.name;
        let fix = match held.token.home {
            TokenHome::Config => Fix::Do(format!(
                "take it out, and set {}",
                quoted(&variable_name(&["registries", name, "token"]))
            )),
            TokenHome::Variable => Fix::Do("set the variable to the token itself".to_owned()),
            TokenHome::Credentials => Fix::Do(facts.sign_in_line(name)),
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&held.token.definition),
                format!(
                    "the token of {} is a placeholder, which cargo does not replace",
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
