//! A token with a blank or a line break around it.

use super::held;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text, TokenHome};
use crate::text::secret::Credential;

pub(super) const CHECK: Check = Check {
    code: "token-with-blank",
    title: "a token has a blank or a line break around it",
    severity: Severity::Warning,
    subject: Subject::Machine,
    text: Text {
        what: "A token starts or ends with a blank, or ends with a line break.",
        why: "Cargo sends a stored token as it is. Some feeds refuse the blank, and cargo 1.96 and 1.97 refuse a line break themselves.",
        example: "export CARGO_REGISTRIES_CRATES_TOKEN=\"Bearer ... \"",
        fix: "Store it again without the blank.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for held in held::all(facts) {
        let shape = held.token.shape;
        let around = shape.blank_around || shape.line_break_at_end;
        if !around || shape.credential == Credential::Empty {
            continue;
        }
        let name = &held.registry.name;
        let fix = match held.token.home {
            TokenHome::Credentials => Fix::Do(facts.sign_in_line(name)),
            TokenHome::Variable => Fix::Do("set the variable anew, without it".to_owned()),
            TokenHome::Config => Fix::Do("take it out".to_owned()),
        };
        let (cause, consequence) = if shape.line_break_at_end {
            (
                format!("the token of {} ends with a line break", quoted(name)),
                "cargo 1.96 and 1.97 refuse to send it",
            )
        } else {
            (
                format!("the token of {} starts or ends with a blank", quoted(name)),
                "cargo sends it as it is, and some feeds refuse it",
            )
        };
        found.push(
            Finding::new(&CHECK, facts.at_value(&held.token.definition), cause, fix)
                .subject(held.subject(facts))
                .so(consequence),
        );
    }
}
