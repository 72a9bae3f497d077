//! A key that was meant to name credential providers.

use super::chain::{GLOBAL, OWN};
use super::keys::{self, Meant};
use crate::cargo::{BuiltIn, ConfigFile, CredentialChain, Definition, FileId};
use crate::doctor::checks::finding::{Effect, Finding};
use crate::doctor::checks::misspelled::{self, Misspelled};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, Text};
use crate::toml::edit::{Change, Literal};
use crate::toml::{Entry, Node, Table, texts};

pub(super) const CHECK: Check = Check {
    code: "provider-key-misspelled",
    title: "the key of a credential provider is misspelled",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A key is almost, but not quite, `credential-provider` (one provider, for one registry) or `global-credential-providers` (a list, under `[registry]`). Or a variable that ends in `_CREDENTIAL_PROVIDER` is not in upper case.",
        why: "Cargo passes unknown keys over: it warns about some of them, late, and acts as if no provider were named.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\ncredential_provider = \"cargo:token\"",
        fix: "Write the key with hyphens, in the singular for one registry and in the plural for the list. `--fix` does it.",
    },
    find,
};

/// A file with its values.
type Read<'a> = (FileId, &'a ConfigFile, &'a Table);

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for read in facts.files() {
        let (_, _, tree) = read;
        if let Some(table) = tree.table_at(&["registry"]) {
            for (key, entry) in table.iter() {
                found.extend(of_all(facts, read, table, key, entry));
            }
        }
        let Some(registries) = tree.table_at(&["registries"]) else {
            continue;
        };
        for (name, entry) in registries.iter() {
            let Some(table) = entry.value().as_table() else {
                continue;
            };
            for (key, entry) in table.iter() {
                if keys::meant(key) == Some(Meant::Own) {
                    found.push(of_one(facts, read, (name, table), key, entry));
                }
            }
        }
    }
    variables(facts, found);
}

/// A key of `[registries.NAME]`.
fn of_one(
    facts: &Facts<'_>,
    (id, file, _): Read<'_>,
    (name, table): (&str, &Table),
    key: &str,
    entry: &Entry,
) -> Finding {
    let fits = match entry.value() {
        Node::String(_) => true,
        // A program with arguments, unless it reads like a list of providers.
        Node::List(items) => texts(items).is_some_and(|texts| {
            !texts.is_empty()
                && texts
                    .iter()
                    .skip(1)
                    .all(|text| BuiltIn::named(text).is_none())
        }),
        _ => false,
    };
    let fix = if fits && table.get(OWN).is_none() {
        Facts::edit_file(
            true,
            file,
            vec![Change::rename(&["registries", name, key], OWN)],
            "call it `credential-provider`",
        )
    } else {
        Fix::Do("call it `credential-provider`, with one provider".to_owned())
    };
    let is_lost = facts.registry(name).is_none_or(|registry| {
        (facts.around.files_only || facts.sign_in(registry) >= SignIn::Likely)
            && matches!(
                CredentialChain::for_registry(facts.view, name),
                Ok(CredentialChain::NotConfigured)
            )
    });
    let severity = if is_lost {
        Severity::Error
    } else {
        Severity::Warning
    };
    misspelled(facts, (id, file), key, entry, OWN, fix)
        .severity(severity)
        .explains(Effect::NoProvider(Some(name.to_owned())))
        .explains(Effect::NoToken(name.to_owned()))
}

/// A key of `[registry]`.
fn of_all(
    facts: &Facts<'_>,
    (id, file, _): Read<'_>,
    table: &Table,
    key: &str,
    entry: &Entry,
) -> Option<Finding> {
    let list = entry.value().as_list().and_then(texts);
    if keys::meant(key)? == Meant::Own && list.is_none() {
        let does = "call it `credential-provider` if it is for crates.io, and list it in `global-credential-providers` if it is for feeds";
        return Some(
            misspelled(facts, (id, file), key, entry, OWN, Fix::Do(does.to_owned()))
                .severity(Severity::Warning)
                .so("`cargo publish` and `cargo login` do as if no provider were named"),
        );
    }
    let does = "call it `global-credential-providers`";
    let is_free = table.get(GLOBAL[1]).is_none();
    let fix = match (entry.value(), list) {
        (_, Some(_)) if is_free => Facts::edit_file(
            true,
            file,
            vec![Change::rename(&["registry", key], GLOBAL[1])],
            does,
        ),
        (Node::String(text), None) if is_free && !text.trim().is_empty() => {
            let list = Literal::List(vec![text.clone()]);
            Facts::edit_file(
                true,
                file,
                vec![Change::replace(&["registry", key], GLOBAL[1], list)],
                "call it `global-credential-providers`, and make it a list",
            )
        }
        _ => Fix::Do(does.to_owned()),
    };
    let severity = if facts.lacks_provider() {
        Severity::Error
    } else {
        Severity::Warning
    };
    Some(
        misspelled(facts, (id, file), key, entry, GLOBAL[1], fix)
            .severity(severity)
            .explains(Effect::NoProvider(None)),
    )
}

fn misspelled(
    facts: &Facts<'_>,
    (id, file): (FileId, &ConfigFile),
    key: &str,
    entry: &Entry,
    meant: &str,
    fix: Fix,
) -> Finding {
    let definition = Definition::File {
        file: id,
        key: entry.key,
        value: entry.item.span,
    };
    Finding::new(
        &CHECK,
        facts.at_key(&definition),
        format!(
            "cargo does not know {} here (did you mean {}?)",
            quoted(key),
            quoted(meant)
        ),
        fix,
    )
    .subject(facts.subject_of(file))
    .cargo("authenticated registries require a credential-provider to be configured")
}

/// `CARGO_REGISTRIES_my_feed_CREDENTIAL_PROVIDER`.
fn variables(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for Misspelled { meant, finding, .. } in
        misspelled::variables(facts, &CHECK, "_CREDENTIAL_PROVIDER")
    {
        let registries = facts.registries_of(meant, OWN);
        let mut finding = finding
            .subject(Subject::Machine)
            .so("cargo does as if no provider were named");
        for registry in registries {
            if facts.sign_in(registry) >= SignIn::Likely {
                finding = finding.severity(Severity::Error);
            }
            finding = finding.explains(Effect::NoProvider(Some(registry.name.to_string())));
        }
        found.push(finding);
    }
}
