//! A source whose URL is none, or lacks its last slash.

use url::Url;

use super::table::{sources, used};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::escape;
use crate::toml::edit::Change;

pub(super) const CHECK: Check = Check {
    code: "source-url-invalid",
    title: "the URL of a source is none",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "`registry` or `git` of a source is no URL, for example the name of a registry; or it is a sparse index in use and does not end with `/`.",
        why: "Cargo reads the URL of every source, used or not, and refuses to resolve anything. A missing slash it notices when it reads that index.",
        example: "[source.mirror]\nregistry = \"crates\"",
        fix: "Write the whole URL. To go on to a registry write `replace-with = \"NAME\"` in `[source.crates-io]`: no `[source]` of its own is needed. `--fix` adds a slash.",
    },
    find,
};

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let used = used(facts);
    for (name, _, table) in sources(facts) {
        for key in ["registry", "git"] {
            let Some((value, text)) = table
                .get(key)
                .and_then(|value| Some((value, value.text()?)))
            else {
                continue;
            };
            let definition = value.definition();
            if let Some((why, words)) = wrong(name, key, text) {
                let fix = if facts.registry(text).is_some() {
                    Fix::Do(format!(
                        "take this table out and write `replace-with = \"{}\"` where it is named",
                        escape::line(text)
                    ))
                } else {
                    Fix::Do("write the whole URL".to_owned())
                };
                let cause = format!(
                    "the location of the source {} is no URL: {why}",
                    quoted(name)
                );
                found.push(
                    Finding::new(&CHECK, facts.at_value(definition), cause, fix)
                        .subject(facts.subject(definition))
                        .cargo(words),
                );
            } else if text.starts_with("sparse+") && !text.ends_with('/') && used.contains(name) {
                let fix = facts.edit(
                    true,
                    definition,
                    vec![Change::set(&["source", name], key, format!("{text}/"))],
                    "put a `/` at the end",
                );
                let cause = format!(
                    "the index of the source {} does not end with `/`",
                    quoted(name)
                );
                found.push(
                    Finding::new(&CHECK, facts.at_value(definition), cause, fix)
                        .subject(facts.subject(definition))
                        .cargo("sparse registry url must end in a slash `/`"),
                );
            }
        }
    }
}

/// Why a text is no URL to cargo, and its words for it.
fn wrong(name: &str, key: &str, text: &str) -> Option<(String, String)> {
    match Url::parse(text) {
        Ok(url) if url.cannot_be_a_base() => {
            let why = "cannot-be-a-base-URLs are not supported".to_owned();
            let words = format!("invalid url `{}`: {why}", escape::url(text));
            Some((why, words))
        }
        Ok(_) => None,
        Err(error) => {
            let name = escape::line(name);
            let words = format!("configuration key `source.{name}.{key}` specified an invalid URL");
            Some((error.to_string(), words))
        }
    }
}
