//! A password in the URL of a registry or of a source.

use url::Url;

use crate::checks::finding::{Effect, Finding, Fix};
use crate::checks::phrase::quoted;
use crate::checks::{Check, Facts, Severity, Subject, Text};
use crate::config::{Definition, MergedTable, MergedValue};

pub(super) const CHECK: Check = Check {
    code: "password-in-url",
    title: "a URL holds a password",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The index of a registry, or the location of a source, is written as `https://USER:PASSWORD@HOST/`.",
        why: "Cargo refuses it for a registry. For a source it sends it, and the secret lies in the file for everybody who can read it.",
        example: "[registries.crates]\nindex = \"sparse+https://me:secret@feed.example.com/index/\"",
        fix: "Take the user part out and sign in: `feedctl login NAME`. A secret that was committed is burnt: revoke it first.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for registry in facts.registries() {
        if let Ok(Some(index)) = &registry.index
            && has_password(index.value)
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
                && value.text().is_some_and(has_password)
            {
                let cause = format!("the URL of the source {} holds a password", quoted(name));
                found.push(
                    finding(facts, value.definition(), cause)
                        .severity(Severity::Warning)
                        .so("cargo sends it, and everybody who can read this file has it"),
                );
            }
        }
    }
}

fn has_password(text: &str) -> bool {
    // Without it nothing stands before the host.
    text.contains('@') && Url::parse(text.trim()).is_ok_and(|url| url.password().is_some())
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
