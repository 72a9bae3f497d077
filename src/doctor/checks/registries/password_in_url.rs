//! A password, or a token for a user, in the URL of a registry, a source, a patch or a
//! proxy.

use url::Url;

use crate::cargo::{Definition, MergedTable, MergedValue};
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::escape;

pub(super) const CHECK: Check = Check {
    code: "password-in-url",
    title: "a URL holds a password",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The index of a registry, the location of a source or of a patch, or in a file of the checkout the proxy, is written as `https://USER:PASSWORD@HOST/`, or with a token for USER.",
        why: "Cargo refuses it for a registry. For a source it sends it, and the secret lies in the file for everybody who can read it.",
        example: "[registries.crates]\nindex = \"sparse+https://me:secret@feed.example.com/index/\"",
        fix: "Take the user part out and sign in: `feedctl login NAME`. A secret that was committed is burnt: revoke it first.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        if let Ok(Some(index)) = &registry.index
            && user(index.value) == Some(User::Token)
        {
            let cause = format!("the index of {} holds a token", quoted(&registry.name));
            found.push(sent(facts, &index.definition, cause));
        }
        if let Ok(Some(index)) = &registry.index
            && user(index.value) == Some(User::Password)
        {
            let cause = format!("the index of {} holds a password", quoted(&registry.name));
            let name = registry.name.to_string();
            found.push(
                finding(facts, &index.definition, cause)
                    .cargo("registry URLs may not contain passwords")
                    .explains(Effect::BadIndex(name.clone()))
                    .explains(Effect::Undefined(name)),
            );
        }
    }
    let sources = facts.view.at(&["source"]).and_then(MergedValue::table);
    for (name, source) in sources.into_iter().flat_map(MergedTable::iter) {
        let Some(table) = source.table() else {
            continue;
        };
        for key in ["registry", "git"] {
            if let Some(value) = table.get(key)
                && let Some(user) = value.text().and_then(user)
            {
                let what = user.word();
                let cause = format!("the URL of the source {} holds {what}", quoted(name));
                found.push(sent(facts, value.definition(), cause));
            }
        }
    }
    let patches = facts.view.at(&["patch"]).and_then(MergedValue::table);
    for (source, patch) in patches.into_iter().flat_map(MergedTable::iter) {
        if let Some(user) = user(source) {
            let cause = format!("the URL of a source to patch holds {}", user.word());
            let fix = "revoke it, and name the source without it".to_owned();
            found.push(Finding {
                fix: Fix::Do(fix),
                ..sent(facts, patch.definition(), cause)
            });
        }
        for (name, package) in patch.table().into_iter().flat_map(MergedTable::iter) {
            let git = package.table().and_then(|table| table.get("git"));
            if let Some(git) = git
                && let Some(user) = git.text().and_then(user)
            {
                let cause = format!(
                    "the URL of the patch {} holds {}",
                    quoted(name),
                    user.word()
                );
                found.push(sent(facts, git.definition(), cause));
            }
        }
    }
    // In the user's own file that is how a proxy gets its password.
    if let Ok(Some(proxy)) = facts.view.string(&["http", "proxy"])
        && facts.in_tree(&proxy.definition)
        && let Some(user) = user(proxy.value).or_else(|| user(&format!("http://{}", proxy.value)))
    {
        let cause = format!("the URL of the proxy holds {}", user.word());
        let fix =
            "revoke it, take it out, and put the new one into the `config.toml` in cargo's home";
        found.push(Finding {
            fix: Fix::Do(fix.to_owned()),
            ..sent(facts, &proxy.definition, cause)
        });
    }
}

/// What stands before the host of a URL and is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum User {
    Password,
    /// The user is one.
    Token,
}

impl User {
    fn word(self) -> &'static str {
        match self {
            User::Password => "a password",
            User::Token => "a token",
        }
    }
}

fn user(text: &str) -> Option<User> {
    // Without it nothing stands before the host.
    let url = text.contains('@').then(|| Url::parse(text.trim()).ok())??;
    match url.password() {
        Some(_) => Some(User::Password),
        None => escape::holds_token(url.username()).then_some(User::Token),
    }
}

/// Cargo takes the URL, and sends the secret.
fn sent(facts: &Facts<'_>, definition: &Definition, cause: String) -> Finding {
    finding(facts, definition, cause)
        .severity(Severity::Warning)
        .so("cargo sends it, and everybody who can read this file has it")
}

fn finding(facts: &Facts<'_>, definition: &Definition, cause: String) -> Finding {
    let fix = Fix::Do("revoke it, take it out of the URL, and sign in with a new one".to_owned());
    let finding = Finding::new(&CHECK, facts.at_value(definition), cause, fix)
        .subject(facts.subject(definition));
    match definition.file() {
        Some(file) => finding.secret_in(facts.config().file(file).path()),
        None => finding,
    }
}
