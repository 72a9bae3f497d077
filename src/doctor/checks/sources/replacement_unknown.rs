//! A `replace-with` that names nothing.

use super::table::CRATES_IO;
use crate::cargo::Replacement;
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::name_uses;
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::escape;
use crate::text::suggest::nearest;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "replacement-unknown",
    title: "crates.io is replaced by something that nothing defines",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`replace-with` names a source or a registry, letter by letter, and no `[source]` and no `[registries]` entry with an index has that name. A frequent slip is the name of the project instead of that of the registry.",
        why: "Cargo cannot resolve any dependency on crates.io then.",
        example: "[registries]\nRustTools = { index = \"sparse+https://feed.example.com/index/\" }\n\n[source.crates-io]\nreplace-with = \"SqlDev\"",
        fix: "Write the name of the registry. `--fix` does it where one name is near, or where the word is a part of one registry's URL.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Replacement::Unknown { name, steps }) = facts.replacement() else {
        return;
    };
    let Some(step) = steps.last() else {
        return;
    };
    let definition = &step.to.definition;
    let meant = meant(facts, name);
    let meant_in_tree = meant.as_deref().is_some_and(|meant| {
        let of_registry = facts
            .registry(meant)
            .is_some_and(|registry| registry.definitions.iter().any(|at| facts.in_tree(at)));
        of_registry
            || facts
                .view
                .at(&["source", meant])
                .is_some_and(|source| facts.in_tree(source.definition()))
    });
    // Another machine's home may define it; a slip within the checkout is one everywhere.
    let subject = if meant_in_tree && facts.in_tree(definition) {
        Subject::Files
    } else {
        Subject::Machine
    };
    let (cause, fix) = match meant {
        Some(meant) => (
            format!(
                "no registry or source is called this; did you mean {}?",
                quoted(&meant)
            ),
            name_uses::fix(facts, name, &meant, |safe| {
                facts.edit(
                    safe,
                    definition,
                    vec![Change::set(
                        &["source", step.from],
                        "replace-with",
                        meant.as_str(),
                    )],
                    format!("write `replace-with = \"{}\"`", escape::line(&meant)),
                )
            }),
        ),
        None => (
            "no registry or source is called this".to_owned(),
            Fix::Do(format!(
                "define {} (`feedctl connect`), or take `replace-with` out",
                quoted(name)
            )),
        ),
    };
    found.push(
        Finding::new(&CHECK, facts.at_value(definition), cause, fix)
            .subject(subject)
            .cargo(format!(
                "could not find a configured source with the name {} when attempting to lookup `{CRATES_IO}`",
                quoted(name)
            ))
            .effect(Effect::Undefined((*name).to_owned())),
    );
}

/// The name that was meant: a near one, or that of the one registry whose URL has
/// the word as a part.
fn meant(facts: &Facts<'_>, name: &str) -> Option<String> {
    // A registry of that very name has no index: that is told of by itself.
    if let Some(near) = nearest(name, facts.known_names().filter(|known| *known != name)) {
        return Some(near.to_owned());
    }
    let mut of_feed = facts.registries().iter().filter(|registry| {
        facts.feed(registry).is_some_and(|feed| {
            feed.values
                .iter()
                .any(|(_, value)| value.eq_ignore_ascii_case(name))
        })
    });
    match (of_feed.next(), of_feed.next()) {
        (Some(one), None) => Some(one.name.to_string()),
        _ => None,
    }
}
