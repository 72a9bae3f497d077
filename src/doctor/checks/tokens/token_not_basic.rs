//! A Basic token that is no user and password.

use super::held;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::secret::{Credential, Scheme};

pub(super) const CHECK: Check = Check {
    code: "token-not-basic",
    title: "a Basic token does not hold a user and a password",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A token starts with `Basic`, and what follows is not the base64 form of `user:password`.",
        why: "Cargo sends it as it is. The feed cannot read it, takes you for nobody and answers 401.",
        example: "export CARGO_REGISTRIES_CRATES_TOKEN=\"Basic <the bare PAT>\"",
        fix: "`feedctl login NAME` builds it from the PAT.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for held in held::all(facts) {
        let shape = held.token.shape;
        let is_odd = shape.scheme == Some(Scheme::Basic)
            && !shape.broken
            && matches!(
                shape.credential,
                Credential::AzurePat | Credential::Jwt | Credential::Other
            );
        let wants_pair = || {
            facts.feed(held.registry).is_some_and(|feed| {
                feed.is_sure() && feed.provider.sign_in.schemes.contains(&Scheme::Basic)
            })
        };
        if !is_odd || !wants_pair() {
            continue;
        }
        let name = &held.registry.name;
        let cause = match shape.credential {
            Credential::AzurePat => format!(
                "the token of {} is a bare PAT behind `Basic`, not the base64 form of a user and the PAT",
                quoted(name)
            ),
            _ => format!(
                "the token of {} starts with `Basic` and does not hold a user and a password",
                quoted(name)
            ),
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&held.token.definition),
                cause,
                Fix::Do(facts.sign_in_line(name)),
            )
            .severity(held.severity)
            .subject(held.subject(facts))
            .cargo(format!("token rejected for {}", quoted(name))),
        );
    }
}
