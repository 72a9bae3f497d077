//! A key that a source does not have, or not without `git`.

use super::table::{LOCATIONS, sources};
use crate::doctor::checks::finding::{Finding, Fix};
use crate::doctor::checks::phrase::quoted;
use crate::doctor::checks::{Check, Facts, Severity, Subject, Text};
use crate::text::suggest::nearest;

pub(super) const CHECK: Check = Check {
    code: "source-key-useless",
    title: "a source has a key that does nothing there",
    severity: Severity::Error,
    subject: Subject::Files,
    text: Text {
        what: "A table of `[source]` has `token` or `credential-provider`, which belong into `[registries]`, or `branch`, `tag` or `rev` without `git`.",
        why: "Of a key that it does not know cargo warns and goes on, so the feed is asked without a sign-in. `branch`, `tag` and `rev` without `git` it refuses.",
        example: "[source.mirror]\nregistry = \"sparse+https://mirror.example.com/index/\"\ncredential-provider = \"cargo:token\"",
        fix: "Define the feed under `[registries]` with the same URL, and put the key there.",
    },
    find,
};

const OF_GIT: [&str; 3] = ["branch", "tag", "rev"];

fn find(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    for (name, _, table) in sources(facts) {
        for (key, value) in table.iter() {
            let definition = value.definition();
            if OF_GIT.contains(&key) {
                if table.get("git").is_some() {
                    continue;
                }
                let cause = format!("`{key}` means something beside `git` only");
                let fix = Fix::Do(format!(
                    "take `{key}` out, or name the repository with `git`"
                ));
                found.push(
                    Finding::new(&CHECK, facts.at_key(definition), cause, fix)
                        .subject(facts.subject(definition))
                        .cargo("that requires a `git` key to be specified"),
                );
                continue;
            }
            let is_known = key == "replace-with" || LOCATIONS.contains(&key);
            let of_registries = ["token", "credential-provider", "secret-key"];
            let Some(meant) = (!is_known).then(|| nearest(key, of_registries)).flatten() else {
                continue;
            };
            let cause =
                format!("a source has no `{meant}`; it belongs to a registry with the same URL");
            let fix = Fix::Do(format!(
                "define the feed under `[registries]`, and put `{meant}` there"
            ));
            found.push(
                Finding::new(&CHECK, facts.at_key(definition), cause, fix)
                    .severity(Severity::Warning)
                    .subject(facts.subject(definition))
                    .cargo(format!(
                        "unused config key {}",
                        quoted(&format!("source.{name}.{key}"))
                    )),
            );
        }
    }
}
