//! A variable in a value, which cargo takes as it is written.

use super::url::is_unexpanded;
use crate::cargo::CredentialChain;
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "value-not-expanded",
    title: "a value holds a variable that nobody resolves",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "An index URL or the path of a credential provider holds `${NAME}`, `$NAME`, `%NAME%` or a leading `~/`.",
        why: "Cargo resolves no variables in its configuration. It asks a host that is called `${HOST}`, or looks for a folder that is called `~`.",
        example: "[registries.crates]\nindex = \"sparse+https://${FEED_HOST}/index/\"",
        fix: "Write the value itself; or leave it out of the file and set cargo's own variable: `CARGO_REGISTRIES_<NAME>_INDEX`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, has_own) in facts.registries().iter().zip(facts.have_own_provider()) {
        if let Ok(Some(index)) = &registry.index
            && is_unexpanded(index.value)
        {
            let variable = crate::cargo::registry_name::variable(&registry.name, "index");
            let name = registry.name.to_string();
            let cause = format!(
                "the index of {} holds a variable, and cargo resolves none",
                quoted(&registry.name)
            );
            let fix = Fix::Do(format!(
                "write the URL itself, or set `{}`",
                crate::text::escape::line(&variable)
            ));
            found.push(
                Finding::new(&CHECK, facts.at_value(&index.definition), cause, fix)
                    .subject(facts.subject(&index.definition))
                    .so("cargo takes it letter by letter")
                    .explains(Effect::BadIndex(name.clone()))
                    .explains(Effect::Undefined(name)),
            );
        }
        if *has_own
            && let Ok(Some(own)) = CredentialChain::own(facts.view, &registry.name)
            && is_unexpanded(own.program)
        {
            let cause = format!(
                "the credential provider of {} holds a variable or `~`, and cargo resolves none",
                quoted(&registry.name)
            );
            found.push(
                Finding::new(
                    &CHECK,
                    facts.at_value(own.named_at()),
                    cause,
                    Fix::Do("write the whole path, or a name that is on `PATH`".to_owned()),
                )
                .subject(facts.subject(own.named_at()))
                .cargo("failed to spawn credential process")
                .explains(Effect::BadProvider(own.program.to_owned())),
            );
        }
    }
}
