//! An entry of the common list that is no provider.

use super::chain::GLOBAL;
use super::rewrite;
use crate::cargo::BuiltIn;
use crate::cargo::Definition;
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, Text};
use crate::toml::{Item, Node, texts};

pub(super) const CHECK: Check = Check {
    code: "provider-list-odd",
    title: "the list of credential providers has an entry that is none",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "An entry of `[registry] global-credential-providers` is empty, a list, or no text at all.",
        why: "Cargo tries to start a program without a name, or refuses the whole list as soon as a registry wants a sign-in.",
        example: "[registry]\nglobal-credential-providers = [[\"cargo:token\"]]",
        fix: "One list of strings: `[\"cargo:token\"]`. `--fix` takes an inner list or an empty entry out.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let wants = facts
        .registries()
        .iter()
        .any(|registry| facts.sign_in(registry) >= SignIn::Likely);
    for (id, file, tree) in facts.files() {
        let Some(entry) = tree.at(&GLOBAL) else {
            continue;
        };
        let Some(items) = entry.value().as_list() else {
            continue;
        };
        // The gravest of one list stands for all: they are mended together.
        let odd = |item: &&Item| kind(item).is_some();
        let Some((item, odd)) = items
            .iter()
            .filter(odd)
            .filter_map(|item| Some((item, kind(item)?)))
            .max_by_key(|(_, odd)| *odd)
        else {
            continue;
        };
        let definition = Definition::File {
            file: id,
            key: entry.key,
            value: item.span,
        };
        let does = match odd {
            Odd::Empty => "take the empty entry out",
            Odd::List => "take the inner brackets out",
            Odd::Other(_) => "name a credential provider there",
        };
        let fix = match mended(items) {
            Some(_) => rewrite::list(facts, &definition, true, does, mended),
            None if odd == Odd::Empty => Fix::Do("name a credential provider there".to_owned()),
            None => Fix::Do(does.to_owned()),
        };
        let finding = match odd {
            Odd::Empty => Finding::new(
                &CHECK,
                facts.at_value(&definition),
                "an entry of the list is empty",
                fix,
            )
            .cargo("failed to spawn credential process"),
            Odd::List => Finding::new(
                &CHECK,
                facts.at_value(&definition),
                "an entry of the list is a list itself",
                fix,
            )
            .cargo("invalid type: sequence, expected a string"),
            Odd::Other(kind) => Finding::new(
                &CHECK,
                facts.at_value(&definition),
                format!("an entry of the list is of the type {kind}, not a string"),
                fix,
            )
            .so("cargo refuses the list when a registry wants a sign-in"),
        };
        found.push(
            finding
                .severity(if wants {
                    Severity::Error
                } else {
                    Severity::Warning
                })
                .subject(facts.subject_of(file))
                .explains(Effect::TokenIgnored(None)),
        );
    }
}

/// What is odd about an entry, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Odd {
    Empty,
    List,
    Other(&'static str),
}

fn kind(item: &Item) -> Option<Odd> {
    match &item.node {
        Node::String(text) if text.trim().is_empty() => Some(Odd::Empty),
        Node::String(_) => None,
        Node::List(_) => Some(Odd::List),
        other => Some(Odd::Other(other.kind())),
    }
}

/// The list that is plainly meant.
fn mended(items: &[Item]) -> Option<Vec<String>> {
    let mut list = Vec::new();
    for item in items {
        match &item.node {
            Node::String(text) if text.trim().is_empty() => {}
            Node::String(text) => list.push(text.clone()),
            Node::List(inner) => {
                let texts = texts(inner)?;
                // A program with its arguments, or several providers: who knows?
                let are_built_in = texts.iter().all(|text| {
                    BuiltIn::named(text).is_some_and(|built_in| built_in != BuiltIn::Command)
                });
                if texts.len() > 1 && !are_built_in {
                    return None;
                }
                list.extend(texts.into_iter().filter(|text| !text.trim().is_empty()));
            }
            _ => return None,
        }
    }
    (!list.is_empty()).then_some(list)
}
