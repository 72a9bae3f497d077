//! Nobody signs in for a registry.

use super::chain::{Chains, GLOBAL};
use super::keys::{self, Meant};
use crate::cargo::{Registry, Role};
use crate::doctor::checks::finding::{Effect, Finding, Spot};
use crate::doctor::checks::phrase::listed;
use crate::doctor::checks::{Check, Facts, Fix, Severity, SignIn, Subject, Text};
use crate::setup::plan::Keeper;
use crate::toml::edit::{Change, Literal};

pub(super) const CHECK: Check = Check {
    code: "provider-missing",
    title: "no credential provider is configured",
    severity: Severity::Error,
    subject: Subject::Machine,
    text: Text {
        what: "A registry wants a sign-in, and neither it nor `[registry] global-credential-providers` names a credential provider. An empty list counts as none.",
        why: "Cargo 1.74 and later refuses to sign in unless somebody said how, even where a variable or the credentials file holds a good token.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/index/\"\n# and nothing about credential providers, here or in ~/.cargo/config.toml",
        fix: "Write the list into your own `config.toml` in cargo's home. `--fix` does it, with what is advised for your system.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.around.files_only {
        return;
    }
    let chains = Chains::new(facts);
    let mut together: Vec<&Registry<'_>> = Vec::new();
    for (registry, chain) in chains.each() {
        if chain.is_some() || facts.sign_in(registry) == SignIn::Unknown {
            continue;
        }
        if has_misspelled_key(facts, &registry.name) {
            let effect = Effect::NoProvider(Some(registry.name.to_string()));
            found.push(finding(facts, &[registry]).effect(effect));
        } else {
            together.push(registry);
        }
    }
    if !together.is_empty() {
        found.push(finding(facts, &together).effect(Effect::NoProvider(None)));
    }
}

/// A registry that tried to name its provider is told by itself: its own mistake
/// says nothing of the others.
fn has_misspelled_key(facts: &Facts<'_>, name: &str) -> bool {
    let table = facts.view.at(&["registries", name]);
    table.and_then(|value| value.table()).is_some_and(|table| {
        table
            .iter()
            .any(|(key, _)| keys::meant(key) == Some(Meant::Own))
    }) || facts
        .misspelled_variable(name, "CREDENTIAL_PROVIDER")
        .is_some()
}

fn finding(facts: &Facts<'_>, registries: &[&Registry<'_>]) -> Finding {
    let certain = registries
        .iter()
        .any(|registry| facts.sign_in(registry) == SignIn::Certain);
    let names: Vec<&str> = registries
        .iter()
        .map(|registry| registry.name.as_ref())
        .collect();
    let list = facts.view.list(&GLOBAL).ok().flatten();
    let (spot, cause) = match list {
        Some(list) => (
            facts.at_value(&list.definition),
            format!(
                "the list is empty, so nobody signs in to {}",
                listed(&names)
            ),
        ),
        None => (
            Spot::Machine,
            format!(
                "no credential provider is configured for {}",
                listed(&names)
            ),
        ),
    };
    Finding::new(&CHECK, spot, cause, fix(facts))
        .severity(if certain {
            Severity::Error
        } else {
            Severity::Warning
        })
        .cargo("authenticated registries require a credential-provider to be configured")
}

/// What `connect` would write into the user's own file.
fn fix(facts: &Facts<'_>) -> Fix {
    let config = facts.config();
    let list = Keeper::Auto.list().unwrap_or_default();
    let does = "list credential providers in your own config.toml";
    let fault = facts.env.cargo_home_fault();
    let Some(home) = config.cargo_home().filter(|_| fault.is_none()) else {
        return Fix::Do(
            "set CARGO_HOME to a whole path, and list credential providers there".to_owned(),
        );
    };
    let known = config.files().iter().find(|file| {
        file.role() == Role::Home || file.path().parent() == Some(home) && file.tree().is_some()
    });
    let known = known.filter(|file| file.role() != Role::Credentials);
    let fits = known.is_none_or(|file| {
        file.tree().is_some_and(|tree| {
            tree.get("registry")
                .is_none_or(|entry| entry.value().as_table().is_some())
        })
    });
    if !fits {
        return Fix::Do(does.to_owned());
    }
    let path = known.map_or_else(|| home.join("config.toml"), |file| file.path().to_owned());
    Fix::Edit {
        safe: true,
        file: path,
        changes: vec![Change::set(&GLOBAL[..1], GLOBAL[1], Literal::List(list))],
        does: does.to_owned(),
    }
}
