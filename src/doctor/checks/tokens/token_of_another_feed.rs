//! The name of a registry leads elsewhere than when its token was stored.

use crate::cargo::{BuiltIn, CredentialChain};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::text::escape;
use crate::text::shell::Shell;

pub(super) const CHECK: Check = Check {
    code: "token-of-another-feed",
    title: "a stored token was meant for another feed",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "Cargo's own store keeps tokens by the name of the registry. Here the name has another index than when `feedctl login` stored its token.",
        why: "Cargo sends the token to whatever index the name has: a checkout can have it that way.",
        example: "# stored for the feed `crates` of contoso, and here:\n[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"",
        fix: "If this feed is another one, give it a name of its own (`feedctl connect --name`). If your feed has moved: `feedctl logout NAME`, then `feedctl login NAME`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.around.files_only {
        return;
    }
    for registry in facts.registries() {
        let name = registry.name.as_ref();
        let Ok(Some(index)) = &registry.index else {
            continue;
        };
        let Some(other) = facts.around.recorded.other_than(name, index.value) else {
            continue;
        };
        // A program of the user's that goes by the name is like a stored token.
        let by_program = matches!(
            CredentialChain::own(facts.view, name),
            Ok(Some(own)) if own.built_in() == Some(BuiltIn::Command) && !facts.in_tree(own.named_at())
        );
        if !by_program && facts.config().credentials().token_of(name).is_none() {
            continue;
        }
        let logout = Shell::native().command(["feedctl", "logout", name]);
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&index.definition),
                format!(
                    "the token that is kept for {} was meant for {}, and cargo would send it here",
                    quoted(name),
                    escape::url(other)
                ),
                Fix::Do(format!(
                    "connect this feed under another name, or `{}` first",
                    escape::line(&logout)
                )),
            )
            .explains(Effect::NoToken(name.to_owned())),
        );
    }
}
