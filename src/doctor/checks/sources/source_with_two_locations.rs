//! A source that says twice where it is.

use super::table::{LOCATIONS, sources};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "source-with-two-locations",
    title: "a source has more than one location",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A table of `[source]` has two or more of `registry`, `local-registry`, `directory` and `git`, perhaps one in each of two files.",
        why: "Cargo checks every source and refuses to resolve anything.",
        example: "[source.mirror]\nregistry = \"sparse+https://mirror.example.com/index/\"\ndirectory = \"vendor\"",
        fix: "Keep one of them, or give one of the two sources another name.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (name, _, table) in sources(facts) {
        let here: Vec<_> = LOCATIONS
            .iter()
            .filter_map(|key| Some((*key, table.get(key)?)))
            .collect();
        let [(first, one), (second, other), ..] = here.as_slice() else {
            continue;
        };
        let definition = other.definition();
        let cause = format!(
            "the source {} has `{second}` here and `{first}` at {}",
            quoted(name),
            facts.show(one.definition())
        );
        let subject = if here
            .iter()
            .all(|(_, value)| facts.in_tree(value.definition()))
        {
            Subject::Files
        } else {
            Subject::Machine
        };
        found.push(
            Finding::new(
                &CHECK,
                facts.at_key(definition),
                cause,
                Fix::Do("keep one of them, or give one of the sources another name".to_owned()),
            )
            .subject(subject)
            .cargo(format!(
                "more than one source location specified for `source.{}`",
                crate::text::escape::line(name)
            )),
        );
    }
}
