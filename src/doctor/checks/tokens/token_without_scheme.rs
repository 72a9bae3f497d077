//! A bare token for a feed that wants a scheme in front of it.

use super::held;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::secret::Credential;

pub(super) const CHECK: Check = Check {
    code: "token-without-scheme",
    title: "a token has no scheme in front of it",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "The feed's vendor wants `Basic`, `Bearer` or `Token` in front of a token, and there is none.",
        why: "Cargo sends the token verbatim as the `Authorization` header. Without a scheme these feeds take you for nobody and answer 401.",
        example: "export CARGO_REGISTRIES_CRATES_TOKEN=\"<the bare PAT>\"",
        fix: "`feedctl login NAME` builds the header from a PAT or a key. Other feeds take a bare token and are not told of.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for held in held::all(facts) {
        let shape = held.token.shape;
        let is_bare = shape.scheme.is_none()
            && !shape.broken
            && !matches!(
                shape.credential,
                Credential::Empty | Credential::Placeholder
            );
        if !is_bare {
            continue;
        }
        let Some(feed) = facts.feed(held.registry).filter(|feed| feed.is_sure()) else {
            continue;
        };
        let sign_in = &feed.provider.sign_in;
        if sign_in.schemes.is_empty() {
            continue;
        }
        let wanted = sign_in.forms();
        let name = &held.registry.name;
        let what = if shape.credential == Credential::AzurePat {
            "a bare PAT"
        } else {
            "a bare token"
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&held.token.definition),
                format!("{} has {what}, and the feed wants {wanted}", quoted(name)),
                Fix::Do(facts.sign_in_line(name)),
            )
            .severity(held.severity)
            .subject(held.subject(facts))
            .cargo(format!("token rejected for {}", quoted(name))),
        );
    }
}
