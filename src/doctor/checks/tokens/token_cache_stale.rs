//! A token in feedctl's cache has run out.

use crate::cargo::index_url::Canonical;
use crate::doctor::checks::finding::{Finding, Spot};
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::escape;
use crate::text::shell::Shell;

pub(super) const CHECK: Check = Check {
    code: "token-cache-stale",
    title: "a token in feedctl's cache has run out",
    severity: Severity::Info,
    subject: Subject::Machine,
    text: Text {
        what: "A fresh token that feedctl kept for a feed of this configuration has run out.",
        why: "It is not used any more: the next build gets another one. It may be of an account that you use no longer.",
        example: "~/.cache/feedctl/tokens/0123456789abcdef.json",
        fix: "Nothing; `feedctl logout NAME` takes it away.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Some(now) = facts.around.now else {
        return;
    };
    for seen in facts
        .around
        .cached
        .iter()
        .filter(|seen| seen.expires <= now)
    {
        let canonical = Canonical::of(&seen.index);
        let registry = facts.registries().iter().find(
            |registry| matches!(&registry.index, Ok(Some(index)) if canonical.is(index.value)),
        );
        let Some(registry) = registry else {
            continue;
        };
        let logout = Shell::native().command(["feedctl", "logout", &registry.name]);
        found.push(Finding::new(
            &CHECK,
            Spot::of_file(&seen.path),
            format!(
                "the token that is kept here for `{}` has run out",
                escape::line(&registry.name)
            ),
            Fix::Type(escape::line(&logout)),
        ));
    }
}
