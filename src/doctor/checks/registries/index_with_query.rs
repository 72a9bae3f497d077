//! An index URL has a query.

use super::url::Fault;
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "index-with-query",
    title: "an index URL has a query",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The URL of a sparse index has a `?` or a `#` with something behind it.",
        why: "Cargo puts file names behind the URL, so the query swallows them; and the URL does not end with a slash.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/?token=x\"",
        fix: "Leave it out. A token belongs to a credential provider.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, index, fault) in facts.index_faults() {
        if fault != Fault::Query {
            continue;
        }
        let definition = &index.definition;
        let fix = Fix::Do(
            "end the URL before the `?` or `#`; a token belongs to a credential provider"
                .to_owned(),
        );
        let cause = format!(
            "the index of {} has a query, which cargo cannot use",
            quoted(&registry.name)
        );
        found.push(
            Finding::new(&CHECK, facts.at_value(definition), cause, fix)
                .subject(facts.subject(definition))
                .cargo("sparse registry url must end in a slash `/`")
                .explains(Effect::BadIndex(registry.name.to_string()))
                .explains(Effect::Undefined(registry.name.to_string())),
        );
    }
}
