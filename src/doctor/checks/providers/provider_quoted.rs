//! Quotes in the text of a provider, which cargo does not understand.

use super::chain::{Chains, Whose};
use super::names::{is_piece, shell_words, torn};
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted_provider;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::toml::edit::{Change, Literal};

pub(super) const CHECK: Check = Check {
    code: "provider-quoted",
    title: "quotes in a credential provider hold nothing together",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A credential provider is written as one text with quotes in it, as for a shell.",
        why: "Cargo splits the text at every blank and keeps the quotes, so the program gets pieces with stray quotes.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = \"cargo:token-from-stdout sh -c 'get-token --feed crates'\"",
        fix: "Write an array of words: `[\"cargo:token-from-stdout\", \"sh\", \"-c\", \"get-token --feed crates\"]`. `--fix` does it for a registry's own provider. In the list for all registries name a `[credential-alias]` with that array.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for asked in Chains::new(facts).asked() {
        let link = asked.link;
        if is_piece(facts, link) {
            continue;
        }
        let Some(text) = torn(facts, &asked) else {
            continue;
        };
        let by_hand = Fix::Do(
            "write it as an array of words in a `[credential-alias]`, and name the alias here"
                .to_owned(),
        );
        let is_list = link.entry.alias.is_none() && matches!(asked.whose, Whose::Global);
        let fix = match shell_words(&text) {
            // An array in two files is merged by chance, so it must be the only one.
            Some(words) if !is_list && is_alone(facts, &asked.whose.path()) => {
                let path = asked.path();
                let (key, table) = path.split_last().unwrap_or((&"", &[]));
                facts.edit(
                    true,
                    link.entry.named_at(),
                    vec![Change::set(table, key, Literal::List(words))],
                    "write it as an array of words",
                )
            }
            _ => by_hand,
        };
        let finding = Finding::new(
            &CHECK,
            facts.at_value(link.entry.named_at()),
            format!(
                "cargo splits {} at each blank, quotes or not",
                quoted_provider(text.split_whitespace())
            ),
            fix,
        )
        .severity(asked.severity)
        .subject(facts.subject(link.entry.named_at()))
        .so("the program gets pieces with stray quotes");
        found.push(asked.whose.explain(finding));
    }
}

fn is_alone(facts: &Facts<'_>, path: &[&str]) -> bool {
    facts
        .view
        .at(path)
        .is_none_or(|value| value.shadowed().is_empty())
}
