//! Credential providers under a table where cargo does not look for them.

use super::chain::{Chains, GLOBAL, OWN};
use super::keys::{self, Meant};
use crate::cargo::{ConfigFile, CredentialChain, Definition, FileId};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, Text};
use crate::toml::edit::{Change, Literal};
use crate::toml::{Entry, Item, Node, Table, texts};

pub(super) const CHECK: Check = Check {
    code: "provider-key-misplaced",
    title: "credential providers stand where cargo does not look for them",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`global-credential-providers` stands outside of `[registry]`, or `[registry] credential-provider`, which is for crates.io alone, was meant for feeds.",
        why: "Cargo reads the list under `[registry]` only and says nothing about it elsewhere; then it refuses to sign in to any feed. In TOML a key belongs to the last table that was opened above it.",
        example: "[source.crates-io]\nreplace-with = \"crates\"\n\nglobal-credential-providers = [\"cargo:token\"]",
        fix: "Move the key under `[registry]`. `--fix` does it.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let severity = if facts.lacks_provider() {
        Severity::Error
    } else {
        Severity::Warning
    };
    for (id, file, tree) in facts.files() {
        let mut judge = |path: &[&str], entry: &Entry| {
            found.push(misplaced(facts, (id, file, tree), path, entry).severity(severity));
        };
        for (key, entry) in tree.iter() {
            if is_list_key(key) {
                judge(&[key], entry);
                continue;
            }
            let Some(table) = entry.value().as_table() else {
                continue;
            };
            if key == "registry" {
                continue;
            }
            let holds_names = key == "registries" || key == "source";
            for (inner, entry) in table.iter() {
                let is_table = entry.value().as_table().is_some();
                if !is_table && (is_list_key(inner) || key == "registries" && inner == OWN) {
                    judge(&[key, inner], entry);
                } else if let (true, Node::Table(named)) = (holds_names, entry.value()) {
                    let lists = named.iter().filter(|(key, _)| is_list_key(key));
                    for (list, entry) in lists {
                        judge(&[key, inner, list], entry);
                    }
                }
            }
        }
    }
    for_crates_io_alone(facts, found);
}

fn is_list_key(key: &str) -> bool {
    key == GLOBAL[1] || keys::meant(key) == Some(Meant::Global)
}

fn misplaced(
    facts: &Facts<'_>,
    (id, file, tree): (FileId, &ConfigFile, &Table),
    path: &[&str],
    entry: &Entry,
) -> Finding {
    let definition = Definition::File {
        file: id,
        key: entry.key,
        value: entry.item.span,
    };
    let key = path.last().copied().unwrap_or_default();
    let place = match path {
        [_] => "outside of any table".to_owned(),
        [table @ .., _] => format!("under {}", quoted(&format!("[{}]", table.join(".")))),
        [] => String::new(),
    };
    let does = "move it to `[registry]`";
    // A list goes as it is written.
    let list = as_list(&entry.item).map(|list| match entry.item.node {
        Node::List(_) => None,
        _ => Some(Literal::List(list)),
    });
    let fix = match list {
        Some(list) if tree.at(&GLOBAL).is_none() && is_open(tree) => Facts::edit_file(
            true,
            file,
            vec![Change::move_to(path, &GLOBAL[..1], GLOBAL[1], list)],
            does,
        ),
        Some(_) if tree.at(&GLOBAL).is_some() => Facts::edit_file(
            false,
            file,
            vec![Change::remove(path)],
            "take it out: `[registry]` has the list",
        ),
        _ => Fix::Do(does.to_owned()),
    };
    let mut finding = Finding::new(
        &CHECK,
        facts.at_key(&definition),
        format!(
            "{} stands {place}, and cargo reads the list under `[registry]` only",
            quoted(key)
        ),
        fix,
    )
    .subject(facts.subject_of(file))
    .explains(Effect::NoProvider(None));
    finding = match path {
        // Cargo takes it for a registry of that name.
        ["registries", name] => finding
            .cargo(format!(
                "expected a table, but found a {} for",
                entry.value().kind()
            ))
            .explains(Effect::BadIndex((*name).to_owned()))
            .explains(Effect::Undefined((*name).to_owned())),
        _ => {
            finding.cargo("authenticated registries require a credential-provider to be configured")
        }
    };
    finding
}

/// True where `[registry]` is absent or a table.
fn is_open(tree: &Table) -> bool {
    tree.get("registry")
        .is_none_or(|entry| entry.value().as_table().is_some())
}

/// The list that is meant.
fn as_list(item: &Item) -> Option<Vec<String>> {
    match &item.node {
        Node::List(items) if !items.is_empty() => texts(items),
        Node::String(text) if !text.trim().is_empty() => Some(vec![text.clone()]),
        _ => None,
    }
}

/// `[registry] credential-provider` where feeds have nobody.
fn for_crates_io_alone(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Some(own)) = CredentialChain::own(facts.view, "crates-io") else {
        return;
    };
    // With other files, or at home, somebody may provide.
    if facts.around.files_only {
        return;
    }
    let chains = Chains::new(facts);
    let worst = chains
        .each()
        .filter(|(_, chain)| chain.is_none())
        .map(|(registry, _)| facts.sign_in(registry))
        .max();
    let severity = match worst {
        Some(SignIn::Certain) => Severity::Error,
        Some(SignIn::Likely) => Severity::Warning,
        Some(SignIn::Unknown) | None => return,
    };
    let words = own.configured();
    // An argument with a blank cannot stand in the list.
    let fits = words.iter().all(|word| !word.contains(char::is_whitespace));
    let does = "list it in `global-credential-providers`, for all registries";
    let fix = if fits {
        let list = Literal::List(vec![words.join(" ")]);
        facts.edit(
            !facts.in_tree(&own.definition),
            &own.definition,
            vec![Change::set(&GLOBAL[..1], GLOBAL[1], list)],
            does,
        )
    } else {
        Fix::Do(does.to_owned())
    };
    found.push(
        Finding::new(
            &CHECK,
            facts.at_key(&own.definition),
            "this credential provider is for crates.io alone, and feeds have none",
            fix,
        )
        .severity(severity)
        .subject(Subject::Machine)
        .cargo("authenticated registries require a credential-provider to be configured")
        .explains(Effect::NoProvider(None)),
    );
}
