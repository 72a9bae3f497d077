//! A source with the URL of a registry, where the registry alone would do.

use super::table::CRATES_IO;
use crate::cargo::index_url::Canonical;
use crate::cargo::{MergedValue, Registry, Replacement};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, SignIn, Subject, Text};

pub(super) const CHECK: Check = Check {
    code: "source-twin",
    title: "a source repeats a registry",
    severity: Severity::Info,
    subject: Subject::Files,
    text: Text {
        what: "Crates.io is replaced by a `[source]` that has the URL of a `[registries]` entry.",
        why: "It works, but cargo prints a note on every run, errors name the source instead of the registry, and the credential provider is not told the name.",
        example: "[registries.crates]\nindex = \"sparse+https://feed.example.com/\"\n\n[source.mirror]\nregistry = \"sparse+https://feed.example.com/\"\n\n[source.crates-io]\nreplace-with = \"mirror\"",
        fix: "Name the registry in `replace-with`, and take the `[source]` table out.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Ok(Replacement::Source { name, steps, .. }) = facts.replacement() else {
        return;
    };
    let Some(step) = steps.last() else {
        return;
    };
    let Some(url) = facts
        .view
        .at(&["source", name, "registry"])
        .and_then(MergedValue::text)
    else {
        return;
    };
    let url = Canonical::of(url);
    let twin = facts
        .registries()
        .iter()
        .find(|registry| match &registry.index {
            Ok(Some(index)) => url.is(index.value),
            _ => false,
        });
    // Of an open mirror nobody asks for a token.
    let is_worth_it =
        |registry: &&Registry<'_>| *name != CRATES_IO && facts.sign_in(registry) > SignIn::Unknown;
    let Some(twin) = twin.filter(is_worth_it) else {
        return;
    };
    let definition = &step.to.definition;
    let cause = format!(
        "the source {} only repeats the registry {}",
        quoted(name),
        quoted(&twin.name)
    );
    found.push(
        Finding::new(
            &CHECK,
            facts.at_value(definition),
            cause,
            Fix::Do(format!(
                "write `replace-with = \"{}\"`, and take `[source.{}]` out",
                crate::text::escape::line(&twin.name),
                crate::text::escape::line(name)
            )),
        )
        .subject(facts.subject(definition))
        .cargo("note: name of alternative registry"),
    );
}
