//! A public feed beside a token that it never asks for.

use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::feeds::Feed;
use crate::feeds::providers::azure_artifacts::PROVIDER;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "azure-force-auth-missing",
    title: "a feed that seems to be public is not asked to want the token",
    severity: Severity::Info,
    subject: Subject::Machine,
    text: Text {
        what: "There is a token for a feed of Azure Artifacts whose name says that it is public, and the index has no `~force-auth` behind the feed.",
        why: "Cargo sends a token only after the feed has refused to answer without one. A public feed answers everybody, so cargo never signs in, and crates that the feed has yet to fetch from crates.io are refused.",
        example: "[registries.public-crates]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/public/_packaging/crates/Cargo/index/\"",
        fix: "Where the feed is public and you are signed in, write `FEED~force-auth` in the index. Contributors without a token keep the plain one.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        let Ok(Some(index)) = &registry.index else {
            continue;
        };
        let Some(feed) = facts.feed(registry) else {
            continue;
        };
        let is_theirs = *feed.provider == PROVIDER && feed.base.is_none();
        if !is_theirs || feed.get("force-auth").is_some() || !is_public(feed, &registry.name) {
            continue;
        }
        let Some(token) = facts.token(&registry.name) else {
            continue;
        };
        let cause = format!(
            "there is a token for {} ({}), which a public feed does not ask for",
            quoted(&registry.name),
            facts.show(&token.definition)
        );
        let mut forced = feed.clone();
        forced.values.set("force-auth", "yes");
        let url = forced.index();
        let fix = match index.definition.file() {
            Some(_) => facts.edit(
                false,
                &index.definition,
                vec![Change::set(
                    &["registries", &registry.name],
                    "index",
                    url.as_str(),
                )],
                format!("write {}", quoted(&url)),
            ),
            None => Fix::Do(format!("set it to {}", quoted(&url))),
        };
        found.push(
            Finding::new(&CHECK, facts.at_value(&index.definition), cause, fix)
                .so("crates that the feed has not fetched yet are refused"),
        );
    }
}

/// True where a name says so; nothing else in the files does.
fn is_public(feed: &Feed, registry: &str) -> bool {
    [feed.get("feed"), feed.get("project"), Some(registry)]
        .into_iter()
        .flatten()
        .any(|name| {
            name.split(|letter: char| !letter.is_alphanumeric())
                .any(|word| word.to_lowercase().starts_with("public"))
        })
}
