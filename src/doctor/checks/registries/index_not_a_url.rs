//! An index is no URL.

use super::url::Fault;
use crate::doctor::checks::finding::{Effect, Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "index-not-a-url",
    title: "an index is no URL",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "The index of a registry lacks its scheme (`https://`), is empty, is the path of a folder, has `sparse:` for `sparse+`, or still has the angle brackets of a text that it was copied from.",
        why: "Cargo cannot read it as a URL. Where crates.io is replaced by that registry, it only says that it knows no such source.",
        example: "[registries.crates]\nindex = \"feed.example.com/index/\"",
        fix: "Write the whole URL: `sparse+https://HOST/PATH/`.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (registry, index, fault) in facts.index_faults() {
        let Fault::NotAUrl(reason) = fault else {
            continue;
        };
        let definition = &index.definition;
        let text = index.value.trim();
        let fix = mended(text).map_or_else(
            || Fix::Do("write `sparse+https://HOST/PATH/`".to_owned()),
            |url| {
                let does = format!("write `{}`", crate::text::escape::url(&url));
                let change = Change::set(&["registries", &registry.name], "index", url.as_str());
                facts.edit(true, definition, vec![change], does)
            },
        );
        let cause = format!("the index of {} is no URL", quoted(&registry.name));
        found.push(
            Finding::new(&CHECK, facts.at_value(definition), cause, fix)
                .subject(facts.subject(definition))
                .cargo(reason)
                .explains(Effect::BadIndex(registry.name.to_string()))
                .explains(Effect::Undefined(registry.name.to_string())),
        );
    }
}

/// The URL where only its first letters or its brackets are wrong.
fn mended(text: &str) -> Option<String> {
    let inner = text.strip_prefix("sparse+").unwrap_or(text);
    let inner = inner.strip_prefix("sparse:").unwrap_or(inner);
    let inner = inner.trim_start_matches('<').trim_end_matches('>');
    if inner == text || !inner.starts_with("http") {
        return None;
    }
    let slash = if inner.ends_with('/') { "" } else { "/" };
    let url = format!("sparse+{inner}{slash}");
    super::url::fault(&url).is_none().then_some(url)
}
