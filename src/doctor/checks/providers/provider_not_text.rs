//! A provider of one registry that is neither a text nor a list of words.

use super::chain::{Chains, Whose};
use crate::cargo::WrongType;
use crate::doctor::checks::finding::Finding;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, Subject, Text};
use crate::toml::edit::{Change, Literal};
use crate::toml::{Table, texts};

pub(super) const CHECK: Check = Check {
    code: "provider-not-text",
    title: "a credential provider is neither a string nor an array of strings",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`credential-provider` of a registry is a table, a number, or empty.",
        why: "It must be one string (a program and its arguments, split at blanks) or an array with at least one string. Cargo refuses anything else when the registry wants a sign-in.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential-provider = { path = \"keeper-cli\" }",
        fix: "Write a string: `credential-provider = \"keeper-cli\"`. `--fix` does it for a table with a `path`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    // Where `registry` itself is no table there is no provider in it.
    let is_no_table = facts
        .view
        .at(&["registry"])
        .is_some_and(|registry| registry.table().is_none());
    for (whose, wrong) in Chains::new(facts).wrong() {
        if is_no_table && !matches!(whose, Whose::Own(_)) {
            continue;
        }
        let severity = match whose {
            Whose::CratesIo => Severity::Warning,
            Whose::Own(_) | Whose::Global => Severity::Error,
        };
        let what = match whose {
            Whose::Own(name) => format!("the credential provider of {}", quoted(name)),
            Whose::CratesIo | Whose::Global => "the credential provider of crates.io".to_owned(),
        };
        let is_empty = wrong.found == "nothing";
        let finding = Finding::new(
            &CHECK,
            facts.at_value(&wrong.definition),
            if is_empty {
                format!("{what} is empty")
            } else {
                format!(
                    "{what} is of the type {}, not a string or an array of strings",
                    wrong.found
                )
            },
            fix(facts, whose, wrong),
        )
        .severity(severity)
        .subject(facts.subject(&wrong.definition));
        let finding = match wrong.found {
            "nothing" => finding.cargo("invalid length 0, expected at least one element"),
            "table" => finding.cargo("expected a string or array of strings, but found a table"),
            _ => finding.so("cargo refuses to sign in"),
        };
        found.push(whose.explain(finding));
    }
}

fn fix(facts: &Facts<'_>, whose: Whose<'_>, wrong: &WrongType) -> Fix {
    let does = "write the provider as a string";
    let path = whose.path();
    let change = || {
        let file = facts.config().file(wrong.definition.file()?);
        let item = &file.tree()?.at(&path)?.item;
        let value = provider(item.node.as_table()?)?;
        let (key, parents) = path.split_last()?;
        let changes = if item.span.of(file.text()?).starts_with('{') {
            vec![Change::replace(&path, key, value)]
        } else {
            vec![Change::remove(&path), Change::set(parents, key, value)]
        };
        Some(Facts::edit_file(true, file, changes, does))
    };
    change().unwrap_or_else(|| Fix::Do(does.to_owned()))
}

/// The provider that a table with `path` and `args` means.
fn provider(table: &Table) -> Option<Literal> {
    let path = table.str_at(&["path"]).filter(|path| !path.is_empty())?;
    let mut words = vec![path.to_owned()];
    let mut known = 1;
    if let Some(args) = table.get("args") {
        known += 1;
        words.extend(texts(args.value().as_list()?)?);
    }
    let plain = words
        .iter()
        .all(|word| !word.is_empty() && !word.contains([' ', '\t']));
    if table.iter().count() != known {
        return None;
    }
    Some(if plain {
        Literal::String(words.join(" "))
    } else {
        Literal::List(words)
    })
}
