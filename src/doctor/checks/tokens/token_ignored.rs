//! A token that no provider of the registry asks for.

use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::providers::chain::Chains;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text, TokenHome};

pub(super) const CHECK: Check = Check {
    code: "token-ignored",
    title: "a token is set that no credential provider asks for",
    severity: Severity::Warning,
    subject: Subject::Machine,
    text: Text {
        what: "A registry has a token in a variable or a file, and `cargo:token` is not among its credential providers.",
        why: "Only `cargo:token` looks at variables and files. Cargo warns that the token is ignored and signs in, or fails to, by the other provider.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"cargo:wincred\"\n# export CARGO_REGISTRIES_CRATES_TOKEN=...",
        fix: "Take the token out, or name `cargo:token` as the provider (in a list: put it first).",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, chain) in Chains::new(facts).each() {
        let Some(chain) = chain.filter(|chain| chain.token().is_none()) else {
            continue;
        };
        let Some(token) = facts.token(&registry.name) else {
            continue;
        };
        let in_tree = token.home == TokenHome::Config
            && facts.in_tree(&token.definition)
            && chain.is_in_tree(facts);
        let asked: Vec<String> = chain
            .links
            .iter()
            .take(4)
            .map(|link| quoted(link.entry.program))
            .collect();
        found.push(
            Finding::new(
                &CHECK,
                facts.at_value(&token.definition),
                format!(
                    "nobody asks for this token of {}: its credential provider is {}",
                    quoted(&registry.name),
                    asked.join(", then ")
                ),
                Fix::Do("take the token out, or let `cargo:token` sign in".to_owned()),
            )
            .subject(if in_tree {
                Subject::Files
            } else {
                Subject::Machine
            })
            .cargo("that will be ignored because")
            .effect(Effect::TokenIgnored(Some(registry.name.to_string()))),
        );
    }
}
